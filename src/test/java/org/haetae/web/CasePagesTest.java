package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.Cases;
import org.haetae.assess.Side;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Value;
import org.haetae.names.HistoricDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A case from its theory to what would fall without a source, by pages alone and without scripts.
class CasePagesTest {

    private static final String TORTURE = "rome-statute.crimes-against-humanity.torture";

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

    private static Clearance as(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    private static Page page(BrowserContext context, String login, String path) {
        context.addCookies(
                List.of(
                        new Cookie(Entrance.SESSION_COOKIE, home.session(login))
                                .setUrl(home.at("/").toString())));
        Page page = context.newPage();
        page.navigate(home.at(path).toString());
        return page;
    }

    private static Claim claim(
            ItemId item, EntityId entity, String kind, String property, Value value) {
        return home.rooms
                .casebook()
                .record(
                        as("investigator"),
                        List.of(
                                NewClaim.of(
                                        entity,
                                        kind,
                                        property,
                                        value,
                                        new NewClaim.Cite(item, new Locator.Passage(1, 0, 8)),
                                        Grade.of("B2", ""))))
                .getFirst();
    }

    @Test
    void aCaseIsBuiltJudgedAndTriedWithoutAScript() throws Exception {
        home.receive(
                "Case pages",
                CompartmentId.GENERAL,
                Map.of(
                        "gate-statement.txt",
                        "Invented. He was held behind the gate of Orchid station."
                                .getBytes(StandardCharsets.UTF_8)));
        home.rooms.readingRoom().catchUp();
        ItemId item = home.item("gate-statement.txt");
        EntityId station = EntityId.random();
        EntityId act = EntityId.random();
        claim(
                item,
                station,
                "facility",
                "name",
                new Value.Name("Orchid station", Optional.empty()));
        claim(item, act, "act", "type", new Value.Code("torture"));
        claim(item, act, "act", "facility", new Value.Reference(station));
        claim(item, act, "act", "date", new Value.Date(HistoricDate.of("2014-05")));
        Claim held =
                claim(
                        item,
                        act,
                        "act",
                        "description",
                        new Value.Text("held behind the gate", Optional.empty()));

        String address;
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = page(context, "investigator", "/cases/new");
            page.locator("#title").fill("Orchid station");
            page.locator("#period").fill("the spring");
            page.locator("#places").fill("Orchid station\nNo such place");
            page.locator("input[name=conduct][value='" + TORTURE + "']")
                    .evaluate("box => { box.closest('details').open = true; box.checked = true }");
            page.locator("main form .save button").click();
            assertThat(page.locator("main").textContent()).contains("nothing is called so");
            page.locator("#places").fill("Orchid station");
            page.locator("main form .save button").click();
            assertThat(page.locator("[role=alert]").textContent()).contains("EDTF");
            page.locator("#period").fill("2014");
            page.locator("main form .save button").click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Orchid station");
            assertThat(page.locator("table.cells tbody tr")).isNotNull();
            assertThat(page.locator("table.cells tbody tr").first().textContent())
                    .contains("Missing")
                    .contains("No finding yet");
            address = java.net.URI.create(page.url()).getPath();

            page.locator(".mark a").first().click();
            page.locator("select[name=gap]").selectOption("no-finding");
            page.locator("form[action$='/tasks'] button").click();
            assertThat(page.locator("#tasks + p + ol li").count()).isEqualTo(1);
            page.navigate(home.at("/queue").toString());
            assertThat(page.locator(".section:has(#tasks) tbody tr").textContent())
                    .contains("Orchid station");
            page.locator(".section:has(#tasks) td a[href='" + address + "']").click();
            page.locator(".mark a").first().click();
            page.locator(".head a.first").click();
            page.locator("main form .save button").click();
            page.locator("input[value=supported]").check();
            page.locator("main form .save button").click();
            assertThat(page.locator("[role=alert]").textContent()).contains("needs reasons");
            page.locator("select[name='side-" + held.id() + "']").selectOption("for");
            page.locator("#reasons").fill("He says so, and nobody else was there.");
            page.locator("main form .save button").click();
            assertThat(page.locator("main").textContent())
                    .contains("Another person has to judge it")
                    .contains("held behind the gate")
                    .contains("He says so, and nobody else was there.")
                    .contains("You made this finding");
            assertThat(page.locator("button[value=agreed]").count()).isZero();
            page.navigate(home.at("/claims/" + held.id()).toString());
            assertThat(page.locator("#findings ol li").textContent())
                    .contains("Supported")
                    .contains("Orchid station");
        }
        String finding;
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = page(context, "analyst", address);
            assertThat(page.locator("table.cells").first().textContent())
                    .contains("A finding waits");
            page.locator(".mark a").first().click();
            page.locator(".steps a").first().click();
            finding = java.net.URI.create(page.url()).getPath();
            page.locator("button[value='sent-back']").click();
            assertThat(page.locator("[role=alert]").textContent()).contains("needs a reason");
            page.locator("#words").fill("I read it beside the passage.");
            page.locator("button[value=agreed]").click();
            assertThat(page.locator("[role=status]").first().textContent()).contains("You agreed");
            page.navigate(home.at(address).toString());
            assertThat(page.locator("table.cells tbody tr").first().textContent())
                    .contains("Supported")
                    .contains("For: 1 root, 1 claim")
                    .contains("No independent second source");

            page.navigate(home.at(address + "/what-if").toString());
            page.locator("input[name=item]").first().check();
            page.locator("input[name=sentences]").check();
            page.locator("main form button.first").click();
            assertThat(page.locator("#falls").count()).isEqualTo(1);
            assertThat(page.locator("main").textContent())
                    .contains("rest on what is left out")
                    .contains("S-0001");
            assertThat(page.locator("main").textContent())
                    .contains("1 finding would be stale and 1 cell");
            page.navigate(home.at(address + "/roots").toString());
            assertThat(page.locator("main").textContent())
                    .contains("1 source from 1 root")
                    .contains("gate-statement.txt");
        }
        home.rooms
                .casebook()
                .revise(
                        as("investigator"),
                        held.id(),
                        1,
                        org.haetae.casebook.Revision.of(
                                org.haetae.casebook.Status.RETRACTED, "misread"));
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = page(context, "analyst", finding);
            assertThat(page.locator("[role=alert]").textContent()).contains("Stale");
            assertThat(page.locator("button[value=agreed]").count()).isZero();
            page.navigate(home.at(address).toString());
            assertThat(page.locator("table.cells tbody tr").first().textContent())
                    .contains("Missing")
                    .contains("A finding is stale");
        }
        // The author takes it back.
        var anew =
                Reading.as("investigator")
                        .post(
                                finding + "/anew",
                                Map.of(
                                        "version",
                                        "1",
                                        "direction",
                                        "withdrawn",
                                        "standard",
                                        "inquiry-reasonable-grounds"));
        assertThat(anew.statusCode()).isEqualTo(303);
        assertThat(
                        Reading.as("analyst")
                                .post(finding + "/judge", Map.of("version", "2", "do", "agreed"))
                                .statusCode())
                .isEqualTo(409);
        assertThat(Cases.verify(home.rooms.database(), home.rooms.ledger())).isEmpty();
    }

    @Test
    void whoeverMayNotKnowOfACaseGetsNoneOfItsPages() throws Exception {
        var hidden = home.assessed();
        for (String path :
                List.of(
                        "",
                        "/theory",
                        "/cell?" + hidden.cell(),
                        "/findings?" + hidden.cell(),
                        "/what-if",
                        "/roots")) {
            assertThat(
                            Reading.as("investigator")
                                    .get("/cases/" + hidden.hidden().id() + path)
                                    .statusCode())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(
                        Reading.as("investigator")
                                .get("/findings/" + hidden.hiddenFinding().id())
                                .statusCode())
                .isEqualTo(404);
        assertThat(Reading.as("investigator").get("/cases").body())
                .doesNotContain(hidden.hidden().id().toString());
        for (var claim : hidden.hiddenFinding().claims(Side.FOR)) {
            assertThat(Reading.as("investigator").get("/claims/" + claim.claim()).body())
                    .doesNotContain(hidden.hidden().id().toString())
                    .doesNotContain(hidden.hiddenFinding().id().toString());
        }
    }
}
