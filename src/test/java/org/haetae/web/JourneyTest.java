package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What people come for, done in a browser: with scripts, without, and by keyboard alone.
class JourneyTest {
    private static ServedHome home;
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
        home = ServedHome.get();
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

    private static Browser.Look look(boolean scripts) {
        return scripts ? Browser.Look.DESK : Browser.Look.DESK.without();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneSignsInSearchesAndWalksFromHitToHit(boolean scripts) {
        try (BrowserContext context = browser.visit(look(scripts))) {
            Page page = signedIn(context, "archivist", "/search");
            assertThat(page.url()).isEqualTo(home.at("/search").toString());
            page.locator("#q").fill("camp");
            page.locator("main form[role=search] button").click();
            assertThat(page.url()).doesNotContain("camp").contains("/search/");
            assertThat(page.locator(".hit").count()).isGreaterThanOrEqualTo(3);
            assertThat(page.locator(".hit mark").first().textContent())
                    .isEqualToIgnoringCase("camp");
            Browser.shoot(page, "live-found-" + scripts);
            Locator order = page.locator(".hit", new Page.LocatorOptions().setHasText("order-14"));
            order.locator("h3 a").click();
            assertThat(page.locator("mark").count()).isEqualTo(1);
            Browser.shoot(page, "live-item-" + scripts);
            page.locator("a[data-key=n]").click();
            assertThat(page.locator(".where").textContent()).contains("3");
            assertThat(page.locator("mark").count()).isEqualTo(2);
            page.locator(".trail a").first().click();
            assertThat(page.locator(".hit").count()).isGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneNarrowsSortsAndSavesASearch(boolean scripts) {
        try (BrowserContext context = browser.visit(look(scripts))) {
            Page page = signedIn(context, "archivist", "/search");
            page.locator("#q").fill("camp");
            page.locator("#q").press("Enter");
            page.waitForURL("**/search/*");
            String first = page.url();
            page.locator(".facet").first().click();
            page.waitForURL(url -> !url.equals(first));
            page.locator(".facet[aria-pressed=true]").first().waitFor();
            page.locator("#keep-name").fill("North line " + scripts);
            page.locator("form[action$='/keep'] button").click();
            page.locator("form[action$='/forget']").waitFor();
            page.navigate(home.at("/search").toString());
            assertThat(page.locator("main").textContent()).contains("North line " + scripts);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void oneSendsFilesAndGetsAReceiptForEach(boolean scripts) {
        try (BrowserContext context = browser.visit(look(scripts))) {
            Page page = signedIn(context, "archivist", "/accessions/new");
            page.locator("#source").fill("Sent by hand " + scripts);
            page.locator("#files")
                    .setInputFiles(
                            new FilePayload[] {
                                new FilePayload(
                                        "one " + scripts + ".txt",
                                        "text/plain",
                                        ("first " + scripts).getBytes(StandardCharsets.UTF_8)),
                                new FilePayload(
                                        "둘.txt",
                                        "text/plain",
                                        ("둘째 " + scripts).getBytes(StandardCharsets.UTF_8))
                            });
            page.locator("form[data-upload] button.first").click();
            page.waitForURL("**/receipt");
            assertThat(page.locator("tbody tr").count()).isEqualTo(2);
            assertThat(page.locator("main").textContent())
                    .contains("one " + scripts + ".txt", "둘.txt");
            Browser.shoot(page, "live-receipt-" + scripts);
        }
    }

    @Test
    void whatIsAddedUnderAConsentIsUnderItFromItsFirstMoment() {
        var consents = home.rooms.archive().consents();
        var consent =
                consents.add(Clearance.SYSTEM, "P-40", "archive", Set.of(CompartmentId.GENERAL));
        try (BrowserContext context = browser.visit(look(false))) {
            Page page = signedIn(context, "archivist", "/accessions/new");
            page.locator("#source").fill("Under a consent");
            page.locator("main details summary").first().click();
            page.getByLabel("P-40: archive").check();
            Browser.shoot(page, "live-receive-consent");
            page.locator("#files")
                    .setInputFiles(
                            new FilePayload(
                                    "agreed.txt",
                                    "text/plain",
                                    "agreed to".getBytes(StandardCharsets.UTF_8)));
            page.locator("form[data-upload] button.first").click();
            page.waitForURL("**/receipt");
        }
        assertThat(consents.tied(Clearance.SYSTEM, consent, 10)).isNotEmpty();
    }

    @Test
    void aListOfTermsIsSearchedAtOnceAndComesAsCsv() {
        try (BrowserContext context = browser.visit(look(false))) {
            Page page = signedIn(context, "reader", "/batch");
            page.locator("#terms").fill("camp\n수용소\n\"open\nnothinglikethis");
            page.locator("main form[action='/batch'] button.first").click();
            assertThat(page.locator("tbody tr").count()).isEqualTo(4);
            var csv = page.waitForDownload(() -> page.locator("a[download]").click());
            assertThat(csv.suggestedFilename()).isEqualTo("terms.csv");
            page.locator("tbody button.link").first().click();
            page.waitForURL("**/search/*");
            assertThat(page.locator(".hit").count()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void everythingFromTheDoorToAHitGoesByKeyboard() {
        try (BrowserContext context = browser.visit(look(true))) {
            Page page = context.newPage();
            page.navigate(home.at("/search").toString());
            waitForFocus(page, "name");
            page.keyboard().type("reader");
            page.keyboard().press("Tab");
            page.keyboard().type(ServedHome.PASSWORD);
            page.keyboard().press("Enter");
            waitForFocus(page, "q");
            page.keyboard().type("camp");
            page.keyboard().press("Enter");
            page.waitForURL("**/search/*");
            Locator first = page.locator(".hit h3 a").first();
            for (int i = 0; i < 60; i++) {
                page.keyboard().press("Tab");
                if (Boolean.TRUE.equals(
                        first.evaluate("link => link === document.activeElement"))) {
                    break;
                }
            }
            page.keyboard().press("Enter");
            page.waitForURL("**/items/*");
            page.locator("mark").first().waitFor();
            page.keyboard().press("n");
            page.waitForFunction(
                    "document.activeElement.tagName === 'MARK' || location.hash === '#hit-1'");
            page.keyboard().press("u");
            page.waitForURL("**/search/*");
            page.keyboard().press("?");
            page.waitForURL("**/help");
        }
    }

    /// A page moves to its first field when it is first drawn, which may be after it has come.
    private static void waitForFocus(Page page, String id) {
        page.waitForFunction("id => document.activeElement?.id === id", id);
    }

    @Test
    void languageAndThemeAreChosenWithoutScriptsAndStay() {
        try (BrowserContext context = browser.visit(look(false))) {
            Page page = context.newPage();
            page.navigate(home.at("/sign-in").toString());
            page.locator("button[name=language]").click();
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
            page.locator("button.to-dark").click();
            assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo("ko");
        }
    }

    @Test
    void anAdministratorMakesAnAccountGrantsAndDeactivatesIt() {
        try (BrowserContext context = browser.visit(look(false))) {
            Page page = signedIn(context, "administrator", "/people");
            page.locator("#login").fill("newcomer");
            page.locator("#name").fill("New Comer");
            page.locator("#password").fill(ServedHome.PASSWORD);
            page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("Reader"))
                    .check();
            page.locator("main button.first").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("New Comer");
            Browser.shoot(page, "live-person");
            page.locator("form[action$='/grants'] input[type=checkbox]").first().check();
            page.locator("form[action$='/grants'] button").click();
            assertThat(page.locator(".note.good").count()).isEqualTo(1);
            page.locator("form[action$='/deactivate'] button").click();
            assertThat(page.locator(".tag").first().textContent()).isEqualTo("inactive");
        }
    }

    @Test
    void aWrongPasswordSaysTheSameAsAWrongName() {
        try (BrowserContext context = browser.visit(look(false))) {
            String[] texts = new String[2];
            int i = 0;
            for (String name : List.of("reader", "nobody-of-that-name")) {
                Page page = context.newPage();
                page.navigate(home.at("/sign-in").toString());
                page.locator("#name").fill(name);
                page.locator("#password").fill("not the password");
                page.locator("main button.first").click();
                texts[i++] = page.locator("main").textContent();
            }
            assertThat(texts[0]).isEqualTo(texts[1]);
        }
    }

    @Test
    void aHostileNameIsReadAndNeverRun() {
        try (BrowserContext context = browser.visit(look(true))) {
            Page page = signedIn(context, "archivist", "/accessions");
            page.onDialog(
                    dialog -> {
                        throw new AssertionError("a script ran: " + dialog.message());
                    });
            page.navigate(
                    home.at("/items/" + home.item("<img src=x onerror=alert(1)>.txt")).toString());
            assertThat(page.locator("h1").textContent()).contains("<img src=x");
            assertThat(page.locator(".text").textContent()).contains("<script>alert(1)</script>");
            page.navigate(home.at("/accessions/" + home.openAccession).toString());
            Browser.shoot(page, "live-accession");
            assertThat(page.evaluate("document.scripts.length")).isEqualTo(1);
        }
    }
}
