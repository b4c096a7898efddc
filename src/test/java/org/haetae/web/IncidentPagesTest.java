package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.Claim;
import org.haetae.casebook.DraftId;
import org.haetae.casebook.Drafts;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Value;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A whole incident entered on one screen, by keyboard alone, with scripts and without; and what is
/// half entered.
class IncidentPagesTest {
    private static final String TEXT =
            """
            Statement of an invented witness, told in Korean.

            In the winter of 2011 Hwang Bok Nam was taken from the market of Sutgol-ri by two men of the county police. Lieutenant Maeng Il beat him with a stick.

            He was held at the Ansan-dong station until the spring of 2012.
            """;

    private static ServedHome home;
    private static Browser browser;
    private static ItemId statement;

    @BeforeAll
    static void open() throws Exception {
        browser = new Browser();
        home = ServedHome.get();
        home.receive(
                "Incidents",
                CompartmentId.GENERAL,
                Map.of("statement-21.txt", TEXT.getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        statement = home.item("statement-21.txt");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
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

    /// Axe itself is a script: what is shown without scripts is looked at by its width alone.
    private static void looks(Page page, String name, boolean scripts) {
        Browser.shoot(page, "incident-" + name);
        if (scripts) {
            assertThat(Axe.violations(page, name)).isEmpty();
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits")
                .isEqualTo(true);
    }

    /// Tab, as often as it takes.
    private static void tabTo(Page page, String selector) {
        for (int i = 0; i < 400; i++) {
            if (Boolean.TRUE.equals(
                    page.evaluate("it => document.activeElement?.matches(it)", selector))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("no way by Tab to " + selector);
    }

    private static void type(Page page, String selector, String words) {
        tabTo(page, selector);
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().type(words);
    }

    private static void choose(Page page, String selector, String label) {
        tabTo(page, selector);
        page.keyboard().type(label);
        assertThat(page.locator(selector + " option:checked").textContent().strip())
                .isEqualTo(label);
    }

    /// A name that nothing is called yet: typed, looked up and made new.
    private static void makeNew(
            Page page, String field, String name, String kind, boolean scripts) {
        type(page, "#" + field, name);
        String radio = "input[name='%s-is'][value='new:%s']".formatted(field, kind);
        if (!scripts) {
            page.keyboard().press("Enter");
        }
        page.locator(radio).waitFor();
        tabTo(page, "#" + field);
        tabTo(page, "input[name='%s-is']".formatted(field));
        for (int i = 0; !page.locator(radio).isChecked() && i < 12; i++) {
            page.keyboard().press(i == 0 ? "Space" : "ArrowDown");
        }
        assertThat(page.locator(radio).isChecked()).isTrue();
    }

    /// A part that nothing is told in yet is folded.
    private static void unfold(Page page, String part) {
        tabTo(page, "#part-%s > summary".formatted(part));
        page.keyboard().press("Enter");
    }

    private static void enterAll(Page page, boolean scripts) {
        String mark = scripts ? " Alpha" : " Omega";
        String who = "Hwang Bok Nam" + mark;
        tabTo(page, "button[value^='cite:1:51:']");
        page.keyboard().press("Enter");
        page.locator("#passage-1-quote").waitFor();
        tabTo(page, "button[value^='cite:1:203:']");
        page.keyboard().press("Enter");
        page.locator("#passage-2-quote").waitFor();
        makeNew(page, "event-1-who", "Arrest at the market" + mark, "event", scripts);
        choose(page, "#event-1-type", "Arrests");
        type(page, "#event-1-date", "winter of 2011");
        makeNew(page, "event-1-place", "Sutgol-ri" + mark, "place", scripts);
        type(page, "#event-1-place-at", "42.11, 129.7, 3000");
        makeNew(page, "event-1-organiser", "County police" + mark, "organisation", scripts);
        unfold(page, "victim");
        makeNew(page, "victim-1-who", who, "person", scripts);
        type(page, "#victim-1-birth-date", "about 1970");
        unfold(page, "act");
        choose(page, "#act-1-type", "Arbitrary arrest");
        tabTo(page, "button[value='add:act']");
        page.keyboard().press("Enter");
        page.locator("#act-2-type").waitFor();
        choose(page, "#act-2-type", "Beating or other assault");
        choose(page, "#act-2-method", "Beating with an object");
        tabTo(page, "button[value='more:act-2-method']");
        page.keyboard().press("Enter");
        page.locator("#act-2-method-2").waitFor();
        choose(page, "#act-2-method-2", "Maiming or breaking bones");
        assertThat(page.locator("input[name='act-2-to-1']").isChecked()).isTrue();
        unfold(page, "involved");
        makeNew(page, "involved-1-who", "Maeng Il" + mark, "person", scripts);
        choose(page, "#involved-1-role", "Did it");
        makeNew(page, "involved-1-organisation", "County police" + mark, "organisation", scripts);
        tabTo(page, "input[name='involved-1-in-2']");
        page.keyboard().press("Space");
        unfold(page, "detention");
        tabTo(page, "button[value='add:detention']");
        page.keyboard().press("Enter");
        page.locator("#detention-1-facility").waitFor();
        makeNew(page, "detention-1-facility", "Ansan-dong station" + mark, "facility", scripts);
        type(page, "#detention-1-end", "spring of 2012");
        tabTo(page, "input[name='detention-1-cites-1']");
        if (page.locator("input[name='detention-1-cites-1']").isChecked()) {
            page.keyboard().press("Space");
        }
        if (!page.locator("input[name='detention-1-cites-2']").isChecked()) {
            tabTo(page, "input[name='detention-1-cites-2']");
            page.keyboard().press("Space");
        }
        choose(page, "#reliability", "B usually reliable");
    }

    private static void entered(boolean scripts) {
        try (BrowserContext context =
                browser.visit(scripts ? Browser.Look.DESK : Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/items/" + statement + "/incident");
            enterAll(page, scripts);
            looks(page, "filled-" + scripts, scripts);
            tabTo(page, "button[value='save']");
            page.keyboard().press("Enter");
            page.waitForURL("**/entity/*");
            assertThat(page.locator("h1").textContent()).startsWith("Arrest at the market");
            assertThat(page.locator(".note.good").textContent())
                    .contains("Recorded: 34 claims about 13 entities")
                    .contains("Enter another incident from the same item");
            looks(page, "recorded-" + scripts, scripts);
            check(
                    EntityId.parse(page.url().replaceFirst(".*/([^?]*).*", "$1")),
                    scripts ? " Alpha" : " Omega");
        }
        assertThat(home.rooms.casebook().drafts().of(documenter()))
                .noneMatch(draft -> draft.content().contains("Arrest at the market"));
    }

    private static Clearance documenter() {
        return home.rooms
                .roster()
                .account(Clearance.SYSTEM, "documenter")
                .orElseThrow()
                .clearance();
    }

    private static void check(EntityId id, String mark) {
        var casebook = home.rooms.casebook();
        Entity event = casebook.entity(Clearance.SYSTEM, id).orElseThrow();
        List<Claim> all =
                casebook.citing(Clearance.SYSTEM, statement).stream()
                        .filter(claim -> claim.at().equals(event.claims().getFirst().at()))
                        .toList();
        assertThat(all).hasSizeGreaterThan(20);
        assertThat(all)
                .allSatisfy(
                        claim -> {
                            assertThat(claim.basis()).isEqualTo(Basis.ITEM);
                            assertThat(claim.grade().code()).isEqualTo("B6");
                            assertThat(claim.citations())
                                    .isNotEmpty()
                                    .allSatisfy(
                                            cited ->
                                                    assertThat(
                                                                    Reread.found(
                                                                            casebook,
                                                                            Clearance.SYSTEM,
                                                                            cited))
                                                            .isEqualTo(new Found.AsCited()));
                        });
        var said = new LinkedHashMap<String, List<String>>();
        var titles =
                casebook.titles(
                        Clearance.SYSTEM,
                        all.stream().map(Claim::entity).toList(),
                        java.util.Locale.ENGLISH);
        for (Claim claim : all) {
            said.computeIfAbsent(claim.kind() + "." + claim.property(), one -> new ArrayList<>())
                    .add(
                            claim.value()
                                    .map(
                                            value ->
                                                    value instanceof Value.Reference(EntityId to)
                                                            ? titles.of(to)
                                                            : titles.words(
                                                                    casebook.schema()
                                                                            .kindOr(claim.kind())
                                                                            .propertyOr(
                                                                                    claim
                                                                                            .property()),
                                                                    value))
                                    .orElseThrow());
        }
        assertThat(said.get("event.date")).containsExactly("winter 2011");
        assertThat(said.get("event.place")).containsExactly("Sutgol-ri" + mark);
        assertThat(said.get("place.position")).containsExactly("42.1100, 129.7000 (± 3,000 m)");
        assertThat(said.get("organisation.name"))
                .as("one unit, however often it is named")
                .containsExactly("County police" + mark);
        assertThat(said.get("membership.organisation")).containsExactly("County police" + mark);
        assertThat(said.get("act.type"))
                .containsExactly("Arbitrary arrest", "Beating or other assault");
        assertThat(said.get("act.method"))
                .containsExactlyInAnyOrder("Beating with an object", "Maiming or breaking bones");
        assertThat(said.get("act.victim"))
                .containsExactly("Hwang Bok Nam" + mark, "Hwang Bok Nam" + mark);
        assertThat(said.get("involvement.act")).hasSize(2);
        assertThat(said.get("detention.detainee")).containsExactly("Hwang Bok Nam" + mark);
        assertThat(said.get("event-tie.relation")).hasSize(1);
        assertThat(said).doesNotContainKey("event.against");
        assertThat(
                        all.stream()
                                .filter(claim -> claim.kind().equals("detention"))
                                .flatMap(claim -> claim.citations().stream())
                                .map(cited -> cited.quote().orElseThrow().exact())
                                .distinct())
                .containsExactly("He was held at the Ansan-dong station until the spring of 2012.");
    }

    @Test
    void anIncidentIsEnteredByKeyboardAlone() {
        entered(true);
    }

    @Test
    void anIncidentIsEnteredByKeyboardAloneWithoutScripts() {
        entered(false);
    }

    // ---- refused

    private static Map<String, String> small(String name, UUID draft) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("draft", draft.toString());
        form.put("item", statement.toString());
        form.put("open-item", statement.toString());
        form.put("passage-1-item", statement.toString());
        form.put("passage-1-page", "1");
        form.put("passage-1-quote", "In the winter of 2011");
        form.put("event-1-who", name);
        form.put("event-1-who-is", "new:event");
        form.put("event-1-date", "2011");
        form.put("do", "save");
        return form;
    }

    @Test
    void whatIsWrongIsToldAtItsFieldAndNothingIsRecorded() throws Exception {
        Reading person = Reading.as("documenter");
        int before = home.rooms.casebook().citing(Clearance.SYSTEM, statement).size();
        Map<String, Map<String, String>> wrong = new LinkedHashMap<>();
        wrong.put("This cannot be read as one date", Map.of("event-1-date", "one day"));
        wrong.put("These words do not stand in the item", Map.of("passage-1-quote", "never said"));
        wrong.put("The event needs a name", Map.of("event-1-who", ""));
        wrong.put("Say which one is meant", Map.of("event-1-who-is", ""));
        wrong.put("Say what was done", Map.of("act-1-date", "2011", "act-1-to-1", "on"));
        wrong.put("Say who was held", Map.of("detention-1-start", "2011"));
        wrong.put("A name is missing", Map.of("victim-1-birth-date", "1970", "victim-1-who", ""));
        wrong.put(
                "This cannot be told of what was chosen",
                Map.of(
                        "victim-1-who", "Some people",
                        "victim-1-who-is", "new:group",
                        "victim-1-birth-date", "1970"));
        wrong.put(
                "Say which passages support this",
                Map.of(
                        "passage-2-item", statement.toString(),
                        "passage-2-page", "1",
                        "passage-2-quote", "He was held"));
        wrong.put("No passage supports it yet", Map.of("passage-1-quote", ""));
        for (var one : wrong.entrySet()) {
            UUID draft = UUID.randomUUID();
            Map<String, String> form = small("Wrong in one way", draft);
            form.putAll(one.getValue());
            var answer = person.post("/incidents", form);
            assertThat(answer.statusCode()).as(one.getKey()).isEqualTo(422);
            assertThat(answer.body()).contains(one.getKey());
            person.post("/drafts/" + draft + "/forget", Map.of());
        }
        // Of another item, where only what one says is entered.
        Map<String, String> form = small("Of another item", UUID.randomUUID());
        form.put("passage-1-item", home.item("testimony.txt").toString());
        form.put("passage-1-quote", "그해 겨울");
        assertThat(person.post("/incidents", form).statusCode()).isEqualTo(422);
        assertThat(home.rooms.casebook().citing(Clearance.SYSTEM, statement)).hasSize(before);
        person.post("/drafts/" + form.get("draft") + "/forget", Map.of());
    }

    @Test
    void oneMoreOfANameIsMadeOnlyByWhoSaysSo() throws Exception {
        Reading person = Reading.as("documenter");
        assertThat(
                        person.post(
                                        "/incidents",
                                        small("Raid on the ferry landing", UUID.randomUUID()))
                                .statusCode())
                .isEqualTo(303);
        UUID draft = UUID.randomUUID();
        Map<String, String> again = small("Raid  on the ferry landings", draft);
        var asked = person.post("/incidents", again);
        assertThat(asked.statusCode()).isEqualTo(422);
        assertThat(asked.body()).contains("or nearly", "Raid on the ferry landing · 2011<");
        again.put("event-1-who-sure", "Raid  on the ferry landings");
        assertThat(person.post("/incidents", again).statusCode()).isEqualTo(303);
        // Two of one name within a form are asked, too.
        Map<String, String> twins = small("Two of one name", UUID.randomUUID());
        for (int row = 1; row <= 2; row++) {
            twins.put("victim-" + row + "-who", "Twin Invented");
            twins.put("victim-" + row + "-who-is", "new:person");
        }
        assertThat(person.post("/incidents", twins).body()).contains("or nearly");
        twins.put("victim-2-who-sure", "Twin Invented");
        var saved = person.post("/incidents", twins);
        assertThat(saved.statusCode()).isEqualTo(303);
        assertThat(home.rooms.casebook().lookUp(Clearance.SYSTEM, "twin inv", Set.of(), 9))
                .hasSize(2);
    }

    @Test
    void aFormSentTwiceRecordsOneIncident() throws Exception {
        Reading person = Reading.as("documenter");
        Map<String, String> form = small("Sent twice", UUID.randomUUID());
        String first =
                person.post("/incidents", form).headers().firstValue("location").orElseThrow();
        form.put("event-1-who-sure", "Sent twice");
        String second =
                person.post("/incidents", form).headers().firstValue("location").orElseThrow();
        assertThat(second).isEqualTo(first);
        assertThat(person.post("/incidents/keep", form).statusCode()).isEqualTo(409);
        assertThat(home.rooms.casebook().lookUp(Clearance.SYSTEM, "sent twice", Set.of(), 9))
                .hasSize(1);
    }

    @Test
    void severalItemsWeighedTogetherAreKeptApart() throws Exception {
        Reading person = Reading.as("documenter");
        Map<String, String> form = small("Weighed together", UUID.randomUUID());
        form.put("item", "");
        form.put("passage-2-item", home.item("testimony.txt").toString());
        form.put("passage-2-page", "1");
        form.put("passage-2-quote", "그해 겨울");
        form.put("event-1-cites-1", "on");
        form.put("event-1-cites-2", "on");
        String event =
                person.post("/incidents", form).headers().firstValue("location").orElseThrow();
        assertThat(
                        home.rooms
                                .casebook()
                                .entity(
                                        Clearance.SYSTEM,
                                        EntityId.parse(event.replaceFirst(".*/([^?]*).*", "$1")))
                                .orElseThrow()
                                .claims())
                .allSatisfy(
                        claim -> {
                            assertThat(claim.basis()).isEqualTo(Basis.SYNTHESIS);
                            assertThat(claim.citations()).hasSize(2);
                        });
    }

    @Test
    void namesAreToldApartByWhatElseIsKnown() throws Exception {
        Reading person = Reading.as("documenter");
        for (int birth : List.of(1950, 1980)) {
            Map<String, String> form = small("Posting " + birth, UUID.randomUUID());
            form.put("event-1-who-sure", "Posting " + birth);
            form.put("involved-1-who", "Namesake Pang");
            form.put("involved-1-who-is", "new:person");
            form.put("involved-1-who-sure", "Namesake Pang");
            form.put("involved-1-organisation", "Bureau " + birth);
            form.put("involved-1-organisation-is", "new:organisation");
            form.put("involved-1-organisation-sure", "Bureau " + birth);
            assertThat(person.post("/incidents", form).statusCode()).isEqualTo(303);
        }
        assertThat(
                        person.post(
                                        "/incidents/names",
                                        Map.of("name", "namesake", "kinds", "person group"))
                                .body())
                .contains("\"kind\":\"Person\"", "Bureau 1950", "Bureau 1980");
        assertThat(
                        person.post(
                                        "/incidents/names",
                                        Map.of("name", "namesake", "kinds", "place"))
                                .body())
                .isEqualTo("{\"found\":[]}");
    }

    // ---- drafts

    @Test
    void whatIsTypedIsKeptWhileItIsTypedAndFoundAgain() {
        try (BrowserContext context =
                browser.visit(new Browser.Look(390, Language.KO, true, true))) {
            Page page = visit(context, "investigator", "/items/" + statement + "/incident");
            page.locator("#event-1-who").pressSequentially("Half entered and left");
            page.locator("#kept:has-text('초안으로 보관함')").waitFor();
            looks(page, "begun-390", true);
            page.close();
            Page again = visit(context, "investigator", "/drafts");
            looks(again, "drafts", true);
            again.locator("a:has-text('Half entered and left')").click();
            again.locator("#part-victim > summary").click();
            again.locator("#victim-1-who").pressSequentially("Hwang");
            assertThat(again.locator("label:has([name='act-1-to-1'])").textContent().strip())
                    .isEqualTo("1 Hwang");
            assertThat(again.locator("#event-1-who").inputValue())
                    .isEqualTo("Half entered and left");
            assertThat(again.locator(".text").textContent()).contains("Statement of an invented");
            again.navigate(home.at("/drafts").toString());
            again.locator("form[action$='/forget'] button").first().click();
            assertThat(again.locator("main").textContent()).contains("입력하다 만 것이 없습니다");
        }
    }

    @Test
    void aDraftIsItsMakersAloneAndOnlyWhileTheyMaySeeWhatItCites() throws Exception {
        var drafts = home.rooms.casebook().drafts();
        var actor =
                home.account(
                        "drafter",
                        Set.of(Role.DOCUMENTER),
                        Set.of(CompartmentId.GENERAL, home.sealed));
        Clearance all =
                Clearance.of(
                        actor, Set.of(Role.DOCUMENTER), Set.of(CompartmentId.GENERAL, home.sealed));
        Clearance less =
                Clearance.of(actor, Set.of(Role.DOCUMENTER), Set.of(CompartmentId.GENERAL));
        DraftId draft = DraftId.random();
        assertThat(drafts.keep(all, draft, "{\"qzdraft\":\"\"}", Set.of(home.item("canary.txt"))))
                .isTrue();
        // What it cited once it cannot be rid of.
        assertThat(drafts.keep(all, draft, "{\"qzdraft\":\"1\"}", Set.of())).isTrue();
        assertThat(drafts.find(all, draft)).isPresent();
        assertThat(drafts.find(less, draft)).isEmpty();
        assertThat(drafts.of(less)).isEmpty();
        assertThat(drafts.keep(less, draft, "{}", Set.of())).isFalse();
        assertThat(drafts.find(documenter(), draft)).isEmpty();
        assertThat(drafts.keep(documenter(), draft, "{}", Set.of())).isFalse();
        assertThat(Reading.as("everyone").get("/drafts/" + draft).statusCode()).isEqualTo(404);
        assertThat(rows(documenter(), draft)).as("in the database itself").isZero();
        assertThat(rows(less, draft)).isZero();
        assertThat(rows(all, draft)).isEqualTo(1);
        assertThat(plain()).doesNotContain("qzdraft");
        drafts.delete(documenter(), draft);
        assertThat(drafts.find(all, draft)).isPresent();
        drafts.delete(all, draft);
        assertThat(drafts.find(all, draft)).isEmpty();
    }

    @Test
    void aDraftFallsWithAnItemThatItCitedAndOthersAreSealedAnew() throws Exception {
        var drafts = home.rooms.casebook().drafts();
        home.receive(
                "Drafted from",
                CompartmentId.GENERAL,
                Map.of("to-be-forgotten.txt", "an invented line".getBytes(UTF_8)));
        ItemId item = home.item("to-be-forgotten.txt");
        DraftId falls = DraftId.random();
        DraftId stays = DraftId.random();
        drafts.keep(documenter(), falls, "{\"a\":\"falls\"}", Set.of(item));
        drafts.keep(documenter(), stays, "{\"a\":\"stays\"}", Set.of(statement));
        home.rooms.casebook().forget(List.of(item));
        home.rooms.home().keyring().epochs("drafts").begin();
        drafts.sealAnew();
        var epochs = home.rooms.home().keyring().epochs("drafts");
        epochs.held().headSet(epochs.newest()).forEach(epochs::destroy);
        assertThat(drafts.find(documenter(), falls)).isEmpty();
        assertThat(drafts.find(documenter(), stays).map(Drafts.Draft::content))
                .contains("{\"a\":\"stays\"}");
        drafts.delete(documenter(), stays);
    }

    private static long rows(Clearance by, DraftId draft) {
        return home.rooms
                .database()
                .as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select count(*) from draft where id = ?")
                                        .param(draft.value())
                                        .query(Long.class)
                                        .single());
    }

    private static String plain() {
        return home.rooms
                .database()
                .as(
                        Clearance.SYSTEM,
                        transaction ->
                                String.join(
                                        "\n",
                                        transaction
                                                .sql()
                                                .sql(
                                                        "select d::text || coalesce(encode(sealed, 'escape'), '') from draft d")
                                                .query(String.class)
                                                .list()));
    }

    // ---- speed
}
