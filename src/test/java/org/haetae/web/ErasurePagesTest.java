package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.assess.Cases;
import org.haetae.assess.Direction;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Subject;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Step;
import org.haetae.ledger.Finding;
import org.haetae.propose.Proposals;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An erasure from the item's page to its tombstone, by two people, without scripts.
class ErasurePagesTest {

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

    @Test
    void oneAsksAnotherDecidesAndATombstoneStays() throws Exception {
        var accession =
                home.receive(
                        "To be erased",
                        CompartmentId.GENERAL,
                        Map.of("statement.txt", "an invented statement, qzerasable".getBytes()));
        home.rooms.readingRoom().catchUp();
        home.rooms.indexing().catchUp();
        ItemId item =
                home.rooms.archive().items(Clearance.SYSTEM, accession, -1, 1).getFirst().id();
        home.items.put("statement.txt", item);
        var claim = home.claim("statement.txt").id();
        var reviews = home.rooms.casebook().reviews();
        var reader = home.rooms.roster().account(Clearance.SYSTEM, "analyst").orElseThrow();
        reviews.step(reader.clearance(), claim, 1, Step.What.COMMENTED, "a comment on her words");
        assertThat(reviews.of(reader.clearance(), claim.value()).getFirst().words()).isPresent();
        var proposals = home.server.context().getBean(Proposals.class);
        proposals.reject(reader.clearance(), item, "ab".repeat(32));
        assertThat(kept("proposal_decided where item = ?", item.value())).isEqualTo(1);
        assertThat(kept("claim_key where claim = ?", claim.value())).isPositive();
        var cases = home.server.context().getBean(Cases.class);
        var file = home.assessed().file();
        var finding =
                cases.conclude(
                        reader.clearance(),
                        new NewFinding(
                                file.id(),
                                "rome-statute.crimes-against-humanity.attack",
                                new Subject.Whole(file.id()),
                                file.theory().standard(),
                                Direction.SUPPORTED,
                                List.of(claim),
                                List.of(),
                                "Her words say so."));
        assertThat(cases.finding(reader.clearance(), finding.id()).orElseThrow().stale()).isFalse();
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "archivist", "/items/" + item);
            page.locator("a[href^='/erasures?object=']").click();
            page.locator("#ask-reason").fill("The witness took it back.");
            page.locator("#ask button").click();
            assertThat(page.url()).contains("/erasures?done=asked");
            assertThat(page.locator("main").textContent()).contains("somebody else has to decide");
            assertThat(page.locator("form[action='/erasures/approve']").count()).isZero();
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "legal-officer", "/erasures");
            page.locator("#hold-object").fill(item.toString());
            page.locator("#hold-reason").fill("A court looks at it.");
            page.locator("#hold button").click();
            assertThat(page.locator("main").textContent()).contains("Lift the hold first");
            assertThat(page.locator("form[action='/erasures/approve']").count()).isZero();
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "administrator", "/erasures");
            page.locator("form[action='/holds/lift'] input[name='reason']").fill("It is over.");
            page.locator("form[action='/holds/lift'] button").click();
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "legal-officer", "/erasures");
            page.locator("form[action='/erasures/approve'] input[name='reason']").fill("Agreed.");
            page.locator("form[action='/erasures/approve'] button.grave").click();
            assertThat(page.url()).contains("/erasures?done=approved");
            home.rooms.erasure().carryOut();
            assertThat(reviews.of(reader.clearance(), claim.value()).getFirst().words()).isEmpty();
            assertThat(kept("review_step where subject = ? and sealed is not null", claim.value()))
                    .isZero();
            assertThat(
                            kept(
                                    "finding_words where finding = ? and sealed is not null",
                                    finding.id().value()))
                    .isZero();
            var fallen = cases.finding(reader.clearance(), finding.id()).orElseThrow();
            assertThat(fallen.stale()).isTrue();
            assertThat(fallen.reasons()).isEmpty();
            assertThat(Cases.verify(home.rooms.database(), home.rooms.ledger())).isEmpty();
            assertThat(kept("proposal_decided where item = ?", item.value())).isZero();
            assertThat(kept("claim_key where claim = ?", claim.value())).isZero();
            assertThat(Casebook.verify(home.rooms.database(), home.rooms.ledger()))
                    .extracting(Finding::subject)
                    .doesNotContain(claim.toString());
            page.navigate(home.at("/erasures").toString());
            assertThat(page.locator("main").textContent()).contains("Decision 1");
            Browser.shoot(page, "live-erasures");
            var gone = page.navigate(home.at("/items/" + item).toString());
            assertThat(gone.status()).isEqualTo(410);
            assertThat(page.locator("main").textContent())
                    .contains("was erased by decision 1")
                    .doesNotContain("statement");
            Browser.shoot(page, "live-erased");
            var api = page.navigate(home.at("/api/v1/items/" + item).toString());
            assertThat(api.status()).isEqualTo(410);
            assertThat(api.text()).contains("\"decision\":1").doesNotContain("statement");
        }
    }

    private static long kept(String where, UUID id) {
        return home.rooms
                .database()
                .<Long, RuntimeException>as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select count(*) from " + where)
                                        .param(id)
                                        .query(Long.class)
                                        .single());
    }

    @Test
    void whoTakesAConsentBackAsksForItsErasureFromThePageOfConsents() throws Exception {
        try (BrowserContext context =
                browser.visit(new Browser.Look(390, Language.EN, false, false))) {
            Page page = signedIn(context, "archivist", "/consents");
            page.locator("#person").fill("Dana, an invented witness");
            page.locator("#purpose").fill("publication");
            page.locator("#new button").click();
            assertThat(page.url()).contains("?done=noted");
            page.navigate(home.at("/consents").toString());
            var row = page.locator("tr:has-text('publication')");
            Browser.shoot(page, "live-consents");
            row.locator("a[href*='ground=WITHDRAWN']").click();
            assertThat(page.locator("#ask-ground").inputValue()).isEqualTo("WITHDRAWN");
            page.locator("#ask-reason").fill("She takes it back.");
            page.locator("#ask input[name='purge']").check();
            page.locator("#ask button").click();
            assertThat(page.locator("main").textContent()).contains("sealed files too");
            page.locator("a[href*='/consents#c-']").click();
            assertThat(page.locator("tr:has-text('publication')").textContent())
                    .contains("Withdrawn, noted by")
                    .contains("waits for a decision");
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "legal-officer", "/erasures");
            assertThat(page.locator("a[href*='/consents']").count()).isZero();
            page.locator("form[action='/erasures/approve'] input[name='reason']").fill("Not yet.");
            page.locator("button[formaction='/erasures/refuse']").click();
            assertThat(page.navigate(home.at("/consents").toString()).status()).isEqualTo(403);
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = signedIn(context, "archivist", "/consents");
            assertThat(page.locator("tr:has-text('publication')").textContent())
                    .contains("Withdrawal refused");
        }
    }
}
