package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.haetae.archive.ItemId;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// "Why believe this?": asked on the page, proved on the page, and taken away from it.
class BeliefTest {

    @TempDir static Path folder;
    private static ServedHome home;
    private static Browser browser;
    private static SmallJar jar;

    @BeforeAll
    static void open() throws IOException {
        browser = new Browser();
        home = ServedHome.get();
        jar = SmallJar.in(folder);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Page signedIn(BrowserContext context, String login, String to) {
        Page page = context.newPage();
        page.navigate(home.at(to).toString());
        page.locator("#name").fill(login);
        page.locator("#password").fill(ServedHome.PASSWORD);
        page.locator("main button.first").click();
        return page;
    }

    private static SmallJar.Verdict verify(Path path) {
        Path keys = home.rooms.home().keys();
        return jar.run(
                "--key",
                keys.resolve("ledger-ed25519.vkey").toString(),
                "--key",
                keys.resolve("ledger-ml-dsa-44.vkey").toString(),
                path.toString());
    }

    private static Path saved(Page page, String form) {
        Download download =
                page.waitForDownload(() -> page.locator("form[action$='" + form + "']").click());
        Path file = folder.resolve(download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    @Test
    void anItemIsProvedOnItsPageAndAKitOfItByTheSmallJar() {
        ItemId item = home.item("orders/order-14.pdf");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "archivist", "/items/" + item);
            page.locator("form[action$='/proof'] button").click();
            assertThat(page.url()).endsWith("/items/" + item + "#why");
            assertThat(page.locator("#why").textContent())
                    .contains("Last proven", "received", "verified")
                    .doesNotContain("not yet on its own");
            Browser.shoot(page, "live-why");
            for (String kind : new String[] {"/kit", "/kit-with-key"}) {
                Path kit = saved(page, kind);
                SmallJar.Verdict verdict = verify(kit);
                assertThat(verdict.code()).as(verdict.toString()).isZero();
            }
            page.navigate(home.at("/accessions/" + home.openAccession).toString());
            Path receipt = saved(page, "/receipt");
            assertThat(verify(receipt).code()).as(verify(receipt).toString()).isZero();
        }
    }

    @Test
    void whoMayOnlyReadProvesButTakesNothingAway() {
        ItemId item = home.item("testimony.txt");
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = signedIn(context, "reader", "/items/" + item);
            assertThat(page.locator("form[action$='/proof']").count()).isEqualTo(1);
            assertThat(page.locator("form[action*='/kit']").count()).isZero();
        }
    }

    private static String health(BrowserContext context) {
        try (Page page = context.newPage()) {
            page.navigate(home.at("/health").toString());
            return page.locator("main").textContent();
        }
    }

    @Test
    void aProofThatDoesNotHoldIsSaidOnThePage() throws IOException {
        ItemId item = home.item("raw.bin");
        Path file;
        try (Stream<Path> files = Files.walk(home.rooms.home().archive())) {
            file = files.filter(one -> one.endsWith(item + ".age")).findFirst().orElseThrow();
        }
        byte[] before = Files.readAllBytes(file);
        byte[] changed = before.clone();
        changed[changed.length - 1] ^= 1;
        Files.write(file, changed);
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = signedIn(context, "archivist", "/items/" + item);
            page.locator("form[action$='/proof'] button").click();
            assertThat(page.locator("#why .note.bad").count()).isEqualTo(1);
            assertThat(health(context)).contains("1 did not hold when last proven");
            Files.write(file, before);
            page.locator("form[action$='/proof'] button").click();
            assertThat(page.locator("#why .note.bad").count()).isZero();
            // What cannot even be read is proven no longer either.
            Files.delete(file);
            Files.createDirectory(file);
            page.locator("form[action$='/proof'] button").click();
            assertThat(page.locator("#why .note.bad").count()).isEqualTo(1);
            Files.delete(file);
            Files.write(file, before);
            page.locator("form[action$='/proof'] button").click();
            assertThat(page.locator("#why .note.bad").count()).isZero();
            assertThat(health(context)).doesNotContain("did not hold");
        } finally {
            if (Files.isDirectory(file)) {
                Files.delete(file);
            }
            Files.write(file, before);
        }
    }
}
