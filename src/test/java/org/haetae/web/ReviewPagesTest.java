package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Agreements;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Reviews;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Status;
import org.haetae.casebook.Step;
import org.haetae.casebook.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Claims judged by others than those who recorded them, by page, by route and beneath both.
class ReviewPagesTest {
    private static final String TEXT =
            "Invented statement. Ri Chol Su was held at the Sutgol station. Others say otherwise.";

    private static ServedHome home;
    private static Browser browser;
    private static Casebook casebook;
    private static Reviews reviews;
    private static ItemId statement;

    @BeforeAll
    static void open() throws Exception {
        browser = new Browser();
        home = ServedHome.get();
        casebook = home.rooms.casebook();
        reviews = casebook.reviews();
        home.receive(
                "Reviews", CompartmentId.GENERAL, Map.of("statement-21.txt", TEXT.getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        statement = home.item("statement-21.txt");
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

    private static Claim recorded(String login, String name) {
        return recorded(
                login, EntityId.random(), "name", new Value.Name(name, Optional.empty()), 0);
    }

    private static Claim recorded(
            String login, EntityId entity, String property, Value value, int start) {
        return casebook.record(
                        as(login),
                        List.of(
                                NewClaim.of(
                                        entity,
                                        "person",
                                        property,
                                        value,
                                        new NewClaim.Cite(
                                                statement,
                                                new Locator.Passage(1, start, start + 12)),
                                        Grade.UNJUDGED)))
                .getFirst();
    }

    private static Standing standing(Claim claim) {
        Claim now = casebook.current(Clearance.SYSTEM, claim.id()).orElseThrow();
        return reviews.standing(Clearance.SYSTEM, List.of(now)).get(claim.id());
    }

    private static Page visit(BrowserContext context, String login, String path) {
        context.addCookies(
                List.of(
                        new Cookie(Entrance.SESSION_COOKIE, home.session(login))
                                .setUrl(home.at("/").toString())));
        Page page = context.newPage();
        page.navigate(home.at(path).toString());
        return page;
    }

    private static void refused(Why why, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        CaseRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    // ---- four eyes

    @Test
    void nobodyReviewsTheirOwnClaimByPageByRouteOrByDirectCall() throws Exception {
        Claim claim = recorded("investigator", "Own work");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "investigator", "/claims/" + claim.id());
            assertThat(page.locator("#review button[value='agreed']").count()).isZero();
            assertThat(page.locator("#review").textContent()).contains("Another person reviews it");
        }
        for (String what : List.of("agreed", "sent-back", "finalised")) {
            var answer =
                    Reading.as("investigator")
                            .post(
                                    "/claims/" + claim.id() + "/review",
                                    Map.of("do", what, "version", "1", "words", "mine"));
            assertThat(answer.statusCode()).as(what).isIn(403, 409);
        }
        refused(
                Why.OWN_WORK,
                () -> reviews.step(as("investigator"), claim.id(), 1, Step.What.AGREED, ""));
        assertThat(standing(claim)).isEqualTo(Standing.NOT_REVIEWED);

        // Who changed it once is out as well, and stays out in later versions.
        casebook.revise(as("analyst"), claim.id(), 1, Revision.of(Status.DISPUTED, "Unsure."));
        casebook.revise(
                as("legal-officer"), claim.id(), 2, Revision.of(Status.RECORDED, "It stands."));
        for (String login : List.of("investigator", "analyst", "legal-officer")) {
            refused(
                    Why.OWN_WORK,
                    () -> reviews.step(as(login), claim.id(), 3, Step.What.AGREED, ""));
        }
        assertThat(reviews.step(as("everyone"), claim.id(), 3, Step.What.AGREED, ""))
                .isEqualTo(Standing.AGREED);
    }

    @Test
    void aClaimGoesItsWholeWayAndFallsBackWhenItIsChanged() throws Exception {
        Claim claim = recorded("documenter", "The whole way");
        String path = "/claims/" + claim.id();
        long before = home.rooms.ledger().size();
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "analyst", path);
            page.locator("#review button[value='sent-back']").click();
            assertThat(page.locator("[role=alert]").textContent()).contains("say why");
            page.locator("#words").fill("The passage speaks of his brother.");
            page.locator("#review button[value='sent-back']").click();
            assertThat(page.locator(".note.good").textContent()).contains("Sent back");
            Browser.shoot(page, "review-sent-back-1440");
        }
        assertThat(standing(claim)).isEqualTo(Standing.SENT_BACK);
        assertThat(Reading.as("documenter").page("/queue"))
                .contains(path)
                .contains("The passage speaks of his brother.");
        refused(
                Why.OUT_OF_TURN,
                () -> reviews.step(as("legal-officer"), claim.id(), 1, Step.What.FINALISED, ""));
        reviews.step(as("analyst"), claim.id(), 1, Step.What.AGREED, "");
        reviews.step(as("legal-officer"), claim.id(), 1, Step.What.FINALISED, "");
        assertThat(home.rooms.ledger().size()).isGreaterThanOrEqualTo(before + 3);

        refused(
                Why.OUT_OF_TURN,
                () ->
                        casebook.revise(
                                as("documenter"),
                                claim.id(),
                                1,
                                Revision.of(Status.DISPUTED, "Late doubt.")));
        assertThat(Reading.as("documenter").page(path))
                .contains("The claim is final")
                .doesNotContain("name=\"reason\"");
        refused(
                Why.UNFIT,
                () -> reviews.step(as("analyst"), claim.id(), 1, Step.What.REOPENED, " "));
        reviews.step(as("analyst"), claim.id(), 1, Step.What.REOPENED, "A new witness.");
        assertThat(standing(claim)).isEqualTo(Standing.NOT_REVIEWED);
        reviews.step(as("analyst"), claim.id(), 1, Step.What.AGREED, "");
        casebook.revise(
                as("documenter"), claim.id(), 1, Revision.of(Status.DISPUTED, "Two names."));
        assertThat(standing(claim)).as("changed").isEqualTo(Standing.NOT_REVIEWED);
        refused(
                Why.CHANGED_SINCE,
                () -> reviews.step(as("legal-officer"), claim.id(), 1, Step.What.AGREED, ""));
        try (BrowserContext context =
                browser.visit(new Browser.Look(390, Language.KO, true, true))) {
            Page page = visit(context, "legal-officer", path);
            Browser.shoot(page, "review-390");
            assertThat(page.locator(".steps li").count()).isEqualTo(5);
            assertThat(Axe.violations(page, "claim-review")).isEmpty();
        }
        // Tables can be filtered by it.
        Map<String, String> asked =
                Map.of("kind", "person", "property-1", "name", "value-1", "The whole way");
        assertThat(Reading.as("reader").post("/entities", with(asked, "not-reviewed")).body())
                .contains("/entity/" + claim.entity());
        assertThat(Reading.as("reader").post("/entities", with(asked, "agreed")).body())
                .doesNotContain("/entity/" + claim.entity());
        // The entity's page tells how each claim stands, and can be narrowed to that.
        String entity = "/entity/" + claim.entity();
        assertThat(Reading.as("reader").page(entity + "?reviewed=not-reviewed"))
                .contains("claim-" + claim.id());
        assertThat(Reading.as("reader").page(entity + "?reviewed=final"))
                .doesNotContain("claim-" + claim.id())
                .contains("No claim about it has come so far");
    }

    private static Map<String, String> with(Map<String, String> asked, String standing) {
        Map<String, String> all = new HashMap<>(asked);
        all.put("standing", standing);
        return all;
    }

    // ---- who sees what

    @Test
    void whoLacksTheCompartmentLearnsNothingOfReviewsQueuesOrComments() throws Exception {
        Claim sealed = home.claim("canary.txt");
        reviews.step(as("everyone"), sealed.id(), 1, Step.What.COMMENTED, "qzsecret comment");
        assertThat(reviews.of(as("everyone"), sealed.id().value()).getFirst().words())
                .contains("qzsecret comment");
        for (String login : List.of("analyst", "legal-officer", "investigator")) {
            Clearance other = as(login);
            refused(
                    Why.NOT_THERE,
                    () -> reviews.step(other, sealed.id(), 1, Step.What.COMMENTED, "x"));
            refused(Why.NOT_THERE, () -> reviews.assign(other, sealed.id(), other));
            assertThat(reviews.of(other, sealed.id().value())).isEmpty();
            assertThat(reviews.queue(other, 10_000).waiting())
                    .extracting(Claim::id)
                    .doesNotContain(sealed.id());
            // The database itself gives no row, whatever the program asks.
            assertThat(
                            home.rooms
                                    .database()
                                    .<Long, RuntimeException>as(
                                            other,
                                            transaction ->
                                                    transaction
                                                            .sql()
                                                            .sql(
                                                                    "select count(*) from review_step where subject = ?")
                                                            .param(sealed.id().value())
                                                            .query(Long.class)
                                                            .single()))
                    .isZero();
        }
        refused(
                Why.NOT_PERMITTED,
                () -> reviews.assign(as("everyone"), sealed.id(), as("analyst")));
        byte[] kept =
                home.rooms
                        .database()
                        .as(
                                Clearance.SYSTEM,
                                transaction ->
                                        transaction
                                                .sql()
                                                .sql(
                                                        "select sealed from review_step where subject = ?")
                                                .param(sealed.id().value())
                                                .query(byte[].class)
                                                .single());
        assertThat(new String(kept, UTF_8)).doesNotContain("qzsecret");
    }

    @Test
    void theQueueHoldsWhatIsOnesOwnToDo() throws Exception {
        Claim claim = recorded("documenter", "Somebody to look at");
        Claim own = recorded("analyst", "Recorded by the one who asks");
        reviews.assign(as("documenter"), claim.id(), as("analyst"));
        reviews.assign(as("documenter"), claim.id(), as("analyst"));
        reviews.assign(as("documenter"), claim.entity(), as("analyst"));
        Reviews.Queue queue = reviews.queue(as("analyst"), 10_000);
        assertThat(queue.assigned())
                .extracting(Step::subject)
                .contains(claim.id().value(), claim.entity().value())
                .doesNotHaveDuplicates();
        assertThat(queue.waiting())
                .extracting(Claim::id)
                .contains(claim.id())
                .doesNotContain(own.id());
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = visit(context, "analyst", "/queue");
            Browser.shoot(page, "queue-1440");
            assertThat(Axe.violations(page, "queue")).isEmpty();
            int rows = page.locator("form[action='/queue/release']").count();
            page.locator("form[action='/queue/release'] button").first().click();
            assertThat(page.locator("form[action='/queue/release']").count()).isEqualTo(rows - 1);
        }
        try (BrowserContext context =
                browser.visit(new Browser.Look(390, Language.KO, true, false))) {
            Page page = visit(context, "analyst", "/queue");
            Browser.shoot(page, "queue-390");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
        assertThat(Reading.as("reader").get("/queue").statusCode()).isEqualTo(403);
        var assigned =
                Reading.as("documenter")
                        .post(
                                "/claims/" + own.id() + "/assign",
                                "whom",
                                as("legal-officer").actor().toString());
        assertThat(assigned.statusCode()).isEqualTo(303);
        assertThat(reviews.assigned(as("documenter"), own.id().value()))
                .containsExactly(as("legal-officer").actor());
        refused(Why.NOT_PERMITTED, () -> reviews.assign(as("documenter"), own.id(), as("reader")));
    }

    // ---- the ledger

    @Test
    void everyStepIsInTheLedgerAndAnAlteredOneIsTold() {
        Claim claim = recorded("documenter", "Told by the ledger");
        reviews.step(as("analyst"), claim.id(), 1, Step.What.AGREED, "I read it.");
        UUID id = claim.id().value();
        assertThat(casebookFindings()).doesNotContain(id.toString());
        for (String harm :
                List.of(
                        "update review_step set step = 3 where subject = ?",
                        "update review_step set step = 99 where subject = ?",
                        "update review_step set actor = gen_random_uuid() where subject = ?",
                        "update review_step set sealed = null where subject = ?",
                        "update review_step set version = 2 where subject = ?",
                        "update review_step set position = -position where subject = ?")) {
            var rows = alter("update review_step set salt = salt where subject = ?", id);
            assertThat(rows).isEqualTo(1);
            byte[] sealed = words(id);
            alter(harm, id);
            assertThat(casebookFindings()).as(harm).contains(id.toString());
            alter(
                    "update review_step set step = 1, version = 1, position = abs(position) where subject = ?",
                    id);
            home.rooms
                    .database()
                    .run(
                            Clearance.SYSTEM,
                            transaction ->
                                    transaction
                                            .sql()
                                            .sql(
                                                    "update review_step set sealed = ?, actor = ? where subject = ?")
                                            .params(sealed, as("analyst").actor().value(), id)
                                            .update());
        }
        assertThat(casebookFindings()).doesNotContain(id.toString());
    }

    private static int alter(String sql, UUID id) {
        return home.rooms
                .database()
                .<Integer, RuntimeException>as(
                        Clearance.SYSTEM,
                        transaction -> transaction.sql().sql(sql).param(id).update());
    }

    private static byte[] words(UUID id) {
        return home.rooms
                .database()
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select sealed from review_step where subject = ?")
                                        .param(id)
                                        .query(byte[].class)
                                        .single());
    }

    private static List<String> casebookFindings() {
        return Casebook.verify(home.rooms.database(), home.rooms.ledger()).stream()
                .map(finding -> finding.subject())
                .toList();
    }

    // ---- agreement

    @Test
    void agreementIsCountedOverWhatTwoCodedForThemselvesAndOneMaySee() throws Exception {
        var compartment =
                home.rooms.roster().createCompartment(Clearance.SYSTEM, "Coders", "기록자").id();
        for (String login : List.of("coder-one", "coder-two")) {
            home.account(login, Set.of(Role.ANALYST), Set.of(CompartmentId.GENERAL, compartment));
        }
        String[] codes = {"female", "female", "male", "male"};
        String[] others = {"female", "male", "male", "male"};
        for (int i = 0; i < codes.length; i++) {
            EntityId entity = EntityId.random();
            Claim one = recorded("coder-one", entity, "gender", new Value.Code(codes[i]), 20 + i);
            recorded("coder-two", entity, "gender", new Value.Code(others[i]), 20 + i);
            // What is changed afterwards, having talked, is no independent coding.
            casebook.revise(
                    as("coder-one"),
                    one.id(),
                    1,
                    new Revision(
                            Optional.of(new Value.Code(others[i])),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            "We talked about it."));
        }
        for (var unit : Agreements.Unit.values()) {
            var compared =
                    casebook.agreements().all(as("coder-one"), unit).stream()
                            .filter(
                                    one ->
                                            one.vocabulary().equals("gender")
                                                    && Set.of(one.one(), one.other())
                                                            .equals(
                                                                    Set.of(
                                                                            as("coder-one").actor(),
                                                                            as("coder-two")
                                                                                    .actor())))
                            .findFirst()
                            .orElseThrow();
            assertThat(compared.agreement().units()).as(unit.word()).isEqualTo(4);
            assertThat(compared.agreement().agreed()).isEqualTo(3);
            // Observed 3/4; expected 1/2 * 1/4 + 1/2 * 3/4 = 1/2.
            assertThat(compared.agreement().kappa().orElseThrow()).isEqualTo(0.5);
            assertThat(
                            casebook.agreements()
                                    .all(
                                            Clearance.of(
                                                    as("analyst").actor(),
                                                    Set.of(Role.ANALYST),
                                                    Set.of(compartment)),
                                            unit))
                    .isEmpty();
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = visit(context, "coder-one", "/agreement");
            assertThat(page.locator("main").textContent())
                    .contains("coder-one", "coder-two", "0.50", "With 4 units");
            page.locator("main summary").first().click();
            Browser.shoot(page, "agreement-1440");
            assertThat(Axe.violations(page, "agreement")).isEmpty();
        }
    }
}
