package org.haetae.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// The Chromium of the system, as people use it.
final class Browser implements AutoCloseable {
    private static final List<String> QUIET =
            List.of(
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    Browser() {
        Optional<Path> program = find();
        Assumptions.assumeTrue(
                program.isPresent(), "no chromium on the PATH; install it to run browser tests");
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(program.orElseThrow())
                                        .setArgs(QUIET));
    }

    /// A fresh profile.
    BrowserContext visit(Look look) {
        BrowserContext context =
                chromium.newContext(
                        new com.microsoft.playwright.Browser.NewContextOptions()
                                .setViewportSize(look.width(), look.width() < 500 ? 844 : 900)
                                .setLocale(look.language() == Language.KO ? "ko-KR" : "en-GB")
                                .setColorScheme(look.dark() ? ColorScheme.DARK : ColorScheme.LIGHT)
                                .setJavaScriptEnabled(look.scripts()));
        context.setDefaultTimeout(10_000);
        return context;
    }

    /// How a visitor comes: width of the window, language, colours, scripts.
    record Look(int width, Language language, boolean dark, boolean scripts) {
        static final Look DESK = new Look(1440, Language.EN, false, true);

        Look without() {
            return new Look(width, language, dark, false);
        }

        String name() {
            return "%d-%s-%s".formatted(width, language.tag(), dark ? "dark" : "light");
        }
    }

    static void shoot(Page page, String name) {
        String folder = System.getenv("HAETAE_SHOTS");
        if (folder != null) {
            page.screenshot(
                    new Page.ScreenshotOptions()
                            .setFullPage(true)
                            .setPath(Path.of(folder, name + ".png")));
        }
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(
                        folder ->
                                Stream.of(
                                                "chromium-headless-shell",
                                                "chromium",
                                                "chromium-browser",
                                                "google-chrome")
                                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
