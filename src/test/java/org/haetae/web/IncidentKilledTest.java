package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.haetae.Haetae;
import org.haetae.PreparedStarts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The server is killed while somebody enters an incident, and their browser with it.
class IncidentKilledTest {
    @TempDir static Path folder;

    private static Process haetae(String... words) throws IOException {
        var all =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.util.logging.config.file=src/main/resources/logging.properties",
                                "-Xlog:aot*=off",
                                "-Xlog:cds*=off"));
        all.addAll(PreparedStarts.options());
        all.add(Haetae.class.getName());
        all.addAll(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString(), "--json"));
        var builder =
                new ProcessBuilder(all).redirectError(folder.resolve(words[0] + ".said").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder.start();
    }

    private static String url(Process server) throws IOException {
        var out = server.inputReader(StandardCharsets.UTF_8);
        return out.readLine().replaceFirst(".*\"url\":\"([^\"]+?)/?\".*", "$1");
    }

    @Test
    void whatWasTypedIsFoundAgain() throws Exception {
        Process adding =
                haetae("user", "add", "dora", "--role", "documenter", "--compartment", "general");
        assertThat(adding.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String password =
                Files.readString(folder.resolve("user.said"))
                        .replaceFirst("(?s).*password: (\\S+).*", "$1");
        Process server = haetae("serve", "--port", "0");
        try (Browser browser = new Browser();
                BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = context.newPage();
            page.navigate(url(server) + "/incidents/new");
            page.locator("#name").fill("dora");
            page.locator("#password").fill(password);
            page.locator("main button.first").click();
            page.locator("#event-1-who").pressSequentially("Fire in the third barrack");
            page.locator("#event-1-date").pressSequentially("about 1998");
            page.locator("#kept:has-text('Kept as a draft')").waitFor();
            server.destroyForcibly().waitFor();
            page.locator("#event-1-date").pressSequentially(" or so");
            page.locator("#kept:has-text('Not kept')").waitFor();
            assertThat(page.locator("#event-1-date").inputValue()).isEqualTo("about 1998 or so");
            page.close();

            server = haetae("serve", "--port", "0");
            Page again = context.newPage();
            again.navigate(url(server) + "/drafts");
            again.locator("a:has-text('Fire in the third barrack')").click();
            assertThat(again.locator("#event-1-who").inputValue())
                    .isEqualTo("Fire in the third barrack");
            assertThat(again.locator("#event-1-date").inputValue()).startsWith("about 1998");
        } finally {
            server.destroy();
            if (!server.waitFor(30, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        }
    }
}
