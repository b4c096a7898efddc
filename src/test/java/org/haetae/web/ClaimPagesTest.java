package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;
import org.haetae.demo.Sounds;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Claims in the browser: made from a passage, shown with it, changed with a reason.
class ClaimPagesTest {
    /// A sign beyond the basic plane stands before what is cited: positions are code points.
    private static final String TEXT =
            """
            Statement of an invented witness \uD840\uDC0B.

            In the spring of 2009 Ryang Chol Mu was held at the Sutgol station for three weeks. He was not told why.

            Others say that it was 2010.
            """;

    private static ServedHome home;
    private static Browser browser;
    private static ItemId statement;

    @BeforeAll
    static void open() throws Exception {
        browser = new Browser();
        home = ServedHome.get();
        home.receive(
                "Claims", CompartmentId.GENERAL, Map.of("statement-9.txt", TEXT.getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        statement = home.item("statement-9.txt");
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

    private static Claim newest() {
        return home.rooms.casebook().citing(Clearance.SYSTEM, statement).getLast();
    }

    private static void fits(Page page, String name) {
        Browser.shoot(page, "claims-" + name);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits")
                .isEqualTo(true);
    }

    @Test
    void fromAPassageToAClaimToItsRivalWithoutScripts() {
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/items/" + statement);
            assertThat(page.locator("a.cite").count()).isEqualTo(3);
            page.locator("a.cite").nth(1).click();
            assertThat(page.locator("#quote").inputValue()).startsWith("In the spring of 2009");
            page.locator("#quote")
                    .fill("In the spring of 2009 Ryang Chol Mu was held at the Sutgol station");
            page.locator("#name").fill("Ryang Chol Mu");
            page.locator("#name").press("Enter");
            assertThat(page.locator("#found").textContent()).contains("Nothing in the casebook");
            fits(page, "cite-1440");
            page.locator("#kind").selectOption("person");
            page.locator("button[value='new']").click();
            assertThat(page.locator("#value").inputValue()).isEqualTo("Ryang Chol Mu");
            page.locator("#reliability").selectOption("B");
            page.locator("#credibility").selectOption("2");
            page.locator("#value").press("Enter");
            assertThat(page.locator(".note.good").textContent()).contains("Ryang Chol Mu");
            assertThat(page.locator(".cited").first().textContent())
                    .startsWith("In the spring of 2009");
            assertThat(newest().citations().getFirst().locator())
                    .isEqualTo(new Locator.Passage(1, 37, 37 + 66));
            assertThat(newest().grade().code()).isEqualTo("B2");

            // More of the same: two dates of birth, of which one at most is right.
            for (String date : List.of("1961", "1962~")) {
                page.locator(".note.good a").last().click();
                page.locator("#property").selectOption("birth-date");
                page.locator("button[value='property']").click();
                page.locator("#value").fill("in spring, they say");
                page.locator("#value").press("Enter");
                assertThat(page.locator("[role=alert]").textContent()).contains("as one date");
                page.locator("#value").fill(date);
                page.locator("#value").press("Enter");
                assertThat(page.locator(".note.good").count()).isEqualTo(1);
            }
            fits(page, "item-1440");
            page.locator(".note.good a").first().click();
            assertThat(page.locator("h1").textContent()).isEqualTo("Ryang Chol Mu");
            assertThat(page.locator(".rivals .value").count()).isEqualTo(2);
            assertThat(page.locator(".rivals").textContent())
                    .contains("1961")
                    .contains("about 1962")
                    .contains("In the spring of 2009")
                    .contains("found as cited");
            fits(page, "entity-1440");
            assertThat(
                            Reread.found(
                                    home.rooms.casebook(),
                                    Clearance.SYSTEM,
                                    newest().citations().getFirst()))
                    .isEqualTo(new Found.AsCited());
        }
    }

    @Test
    void aPartOfAPictureIsCitedByItsEdgesWithoutScripts() {
        ItemId order = home.item("orders/order-14.pdf");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/items/" + order);
            page.locator(".plate .under a").click();
            page.locator("#part-x").fill("60");
            page.locator("#part-y").fill("5,5");
            page.locator("#part-w").fill("50");
            page.locator("#part-h").fill("10");
            named(page, "Seal of the invented order");
            page.locator("button[value='save']").last().click();
            assertThat(page.locator("[role=alert]").textContent()).contains("no part");
            page.locator("#part-x").fill("18");
            page.locator("button[value='place']").click();
            assertThat(page.locator(".outlines rect").getAttribute("width")).isEqualTo("5000");
            fits(page, "region-form-1440");
            page.locator("button[value='save']").last().click();
            assertThat(page.locator(".note.good").textContent()).contains("Seal of the invented");
            assertThat(page.locator(".plate .outlines a").count()).isEqualTo(1);
            fits(page, "region-item-1440");
            Claim claim = home.rooms.casebook().citing(Clearance.SYSTEM, order).getLast();
            assertThat(claim.citations().getFirst().locator())
                    .isEqualTo(new Locator.Region(1, 1_800, 550, 5_000, 1_000));
            page.locator(".note.good a").first().click();
            assertThat(page.locator(".crop svg").count()).isEqualTo(1);
            assertThat(page.locator(".citations").textContent()).contains("found as cited");
            fits(page, "region-entity-1440");
        }
    }

    @Test
    void aPartOfAPictureIsDrawnAndItsFormOpensBesideIt() {
        ItemId order = home.item("orders/order-14.pdf");
        for (var look :
                List.of(
                        Browser.Look.DESK,
                        new Browser.Look(390, Language.KO, true, true),
                        new Browser.Look(390, Language.EN, false, true))) {
            try (BrowserContext context = browser.visit(look)) {
                Page page = visit(context, "documenter", "/items/" + order);
                page.locator(".plate img").scrollIntoViewIfNeeded();
                var box = page.locator(".plate img").boundingBox();
                page.mouse().move(box.x + box.width / 4, box.y + box.height / 10);
                page.mouse().down();
                page.mouse().move(box.x + box.width / 2, box.y + box.height / 5);
                page.mouse().move(box.x + box.width * 3 / 4, box.y + box.height / 4);
                page.mouse().up();
                page.locator(".panel #part-w").waitFor();
                assertThat(Double.parseDouble(page.locator("#part-w").inputValue()))
                        .isBetween(48.0, 52.0);
                Browser.shoot(page, "claims-region-panel-" + look.name());
                page.navigate(home.at("/items/" + order + "/cite?place=region&page=1").toString());
                fits(page, "region-form-" + look.name());
            }
        }
    }

    @Test
    void aStretchOfARecordingIsCitedByItsTimes() throws Exception {
        home.receive(
                "Claims",
                CompartmentId.GENERAL,
                Map.of("call-9.wav", Sounds.wav("invented call", "")));
        home.rooms.readingRoom().catchUp();
        ItemId call = home.item("call-9.wav");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/items/" + call);
            page.locator("a[href$='place=stretch']").click();
            page.locator("#part-from").fill("0:01");
            page.locator("#part-to").fill("0:00.5");
            named(page, "Caller of the invented call");
            page.locator("button[value='save']").last().click();
            assertThat(page.locator("[role=alert]").textContent()).contains("no stretch");
            page.locator("#part-to").fill("1.75");
            fits(page, "stretch-form-1440");
            page.locator("button[value='save']").last().click();
            assertThat(page.locator("#claims").textContent()).contains("0:01–0:01.750");
            Claim claim = home.rooms.casebook().citing(Clearance.SYSTEM, call).getLast();
            assertThat(claim.citations().getFirst().locator())
                    .isEqualTo(new Locator.Stretch(1_000, 1_750));
            page.locator(".note.good a").first().click();
            assertThat(page.locator(".citations").textContent())
                    .contains("0:01–0:01.750")
                    .contains("found as cited");
            // What is no recording has no stretch, and words have no picture.
            page.navigate(
                    home.at("/items/" + statement + "/cite?place=stretch&from=0:01&to=0:02")
                            .toString());
            assertThat(page.locator("h1").textContent()).doesNotContain("claim");
        }
        assertThatThrownBy(
                        () ->
                                home.rooms
                                        .casebook()
                                        .record(
                                                Clearance.SYSTEM,
                                                List.of(
                                                        NewClaim.of(
                                                                EntityId.random(),
                                                                "person",
                                                                "name",
                                                                new Value.Name(
                                                                        "Nobody", Optional.empty()),
                                                                new NewClaim.Cite(
                                                                        statement,
                                                                        new Locator.Region(
                                                                                1, 0, 0, 50, 50)),
                                                                Grade.UNJUDGED))))
                .isInstanceOf(CaseRefused.class)
                .hasMessageContaining("no picture of page 1");
    }

    private static void named(Page page, String name) {
        page.locator("#name").fill(name);
        page.locator("#kind").selectOption("person");
        page.locator("button[value='new']").click();
        assertThat(page.locator("#value").inputValue()).isEqualTo(name);
    }

    @Test
    void whatIsSelectedIsCitedByKeyAndCountedInCodePoints() {
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = visit(context, "documenter", "/items/" + statement);
            page.evaluate(
                    """
                    () => {
                      const walk = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
                      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                        const at = node.data.indexOf('Others say');
                        if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + 10);
                      }
                    }
                    """);
            page.keyboard().press("c");
            page.locator(".panel #name").fill("Sutgol station");
            page.locator(".panel .hint").last().waitFor();
            fits(page, "panel-1440");
            assertThat(Axe.violations(page, "panel")).isEmpty();
            assertThat(page.locator(".panel #quote").inputValue()).isEqualTo("Others say");
            page.locator(".panel #kind").selectOption("facility");
            page.locator(".panel button[value='new']").click();
            page.locator(".panel #value").press("Enter");
            page.locator(".note.good").waitFor();
            Locator.Passage passage = (Locator.Passage) newest().citations().getFirst().locator();
            int start = TEXT.codePointCount(0, TEXT.indexOf("Others"));
            assertThat(passage).isEqualTo(new Locator.Passage(1, start, start + 10));
        }
    }

    @Test
    void twoWhoChangeOneClaimAtOnceAreBothKept() throws Exception {
        Claim claim = recorded("Two at once");
        try (BrowserContext one = browser.visit(Browser.Look.DESK.without());
                BrowserContext two =
                        browser.visit(new Browser.Look(390, Language.KO, true, false))) {
            Page hers = visit(one, "documenter", "/claims/" + claim.id());
            Page his = visit(two, "investigator", "/claims/" + claim.id());
            hers.locator("input[value='correct']").check();
            hers.locator("#value").fill("Two at once, spelled so");
            hers.locator("#reason").fill("The source spells it so.");
            hers.locator("#reason").press("Enter");
            assertThat(hers.locator(".note.good").count()).isEqualTo(1);
            fits(hers, "claim-1440");
            his.locator("input[value='dispute']").check();
            his.locator("#reason").fill("He told it otherwise.");
            his.locator("#reason").press("Enter");
            assertThat(his.locator("[role=alert]").textContent()).contains("다른 사람이");
            assertThat(his.locator("main").textContent())
                    .contains("Two at once, spelled so")
                    .contains("The source spells it so.");
            assertThat(his.locator("#reason").inputValue()).isEqualTo("He told it otherwise.");
            fits(his, "conflict-390");
            his.locator("#reason").press("Enter");
            assertThat(his.locator(".note.good").count()).isEqualTo(1);
            Claim now = home.rooms.casebook().current(Clearance.SYSTEM, claim.id()).orElseThrow();
            assertThat(now.status()).isEqualTo(Status.DISPUTED);
            assertThat(now.version()).isEqualTo(3);
            hers.navigate(home.at("/entity/" + claim.entity()).toString());
            assertThat(hers.locator(".note.warn").textContent()).contains("by others");
            assertThat(hers.locator("main").textContent())
                    .contains("He told it otherwise.")
                    .contains("spelled so");
            his.navigate(home.at("/entity/" + claim.entity()).toString());
            fits(his, "entity-390");
            his.navigate(home.at("/items/" + statement).toString());
            fits(his, "item-390");
            his.navigate(home.at("/items/" + statement + "/cite").toString());
            fits(his, "cite-390");
        }
        assertThat(Reading.as("reader").page("/claims/" + claim.id()))
                .doesNotContain("name=\"reason\"");
    }

    @Test
    void aTableIsFilteredAndHoldsOnlyWhatOneMaySee() throws Exception {
        String open = "/entity/" + home.claim("testimony.txt").entity();
        String sealed = "/entity/" + home.claim("canary.txt").entity();
        Map<String, String> asked =
                Map.of("kind", "person", "property-1", "name", "value-1", "INVENT");
        assertThat(Reading.as("reader").post("/entities", asked).body())
                .contains(open)
                .doesNotContain(sealed);
        assertThat(Reading.as("everyone").post("/entities", asked).body())
                .contains(open)
                .contains(sealed);
        assertThat(
                        Reading.as("everyone")
                                .post(
                                        "/entities",
                                        Map.of(
                                                "kind",
                                                "person",
                                                "property-1",
                                                "birth-date",
                                                "value-1",
                                                "one day"))
                                .statusCode())
                .isEqualTo(422);
        assertThat(Reading.as("reader").get(sealed).statusCode()).isEqualTo(404);
    }

    @Test
    void aTableIsKeptByItsMakerAloneAndLeavesAsAFileOfWhatTheyMaySee() throws Exception {
        Claim open = home.claim("testimony.txt");
        Claim sealed = home.claim("canary.txt");
        Map<String, String> asked =
                Map.of(
                        "kind",
                        "person",
                        "property-1",
                        "name",
                        "value-1",
                        "invent",
                        "column",
                        "name",
                        "name",
                        "Those invented",
                        "format",
                        "csv");
        String kept =
                Reading.as("investigator")
                        .post("/tables", asked)
                        .headers()
                        .firstValue("location")
                        .orElseThrow();
        assertThat(Reading.as("investigator").page(kept))
                .contains("<h1 dir=\"auto\">Those invented</h1>")
                .contains("/entity/" + open.entity())
                .doesNotContain(sealed.entity().toString());
        assertThat(Reading.as("investigator").page("/entities")).contains(kept);
        assertThat(Reading.as("everyone").get(kept).statusCode()).isEqualTo(404);

        assertThat(Reading.as("reader").post("/entities/export", asked).statusCode())
                .isEqualTo(403);
        var file = Reading.as("investigator").post("/entities/export", asked);
        assertThat(file.headers().firstValue("content-disposition").orElseThrow())
                .matches("attachment; filename=\"person-[0-9a-f-]{36}\\.csv\"");
        assertThat(file.body())
                .startsWith("\ufeffentity,title,name,name.claims,name.review\r\n")
                .contains(open.entity() + ",Someone invented,Someone invented," + open.id())
                .doesNotContain(sealed.entity().toString());
        assertThat(Reading.as("everyone").post("/entities/export", asked).body())
                .contains(sealed.id().toString());
        var other = new java.util.HashMap<>(asked);
        other.put("format", "ftm");
        assertThat(Reading.as("investigator").post("/entities/export", other).body())
                .contains("\"schema\":\"Person\"")
                .contains("Someone invented")
                .doesNotContain(sealed.entity().toString());
        other.put("kind", "detention");
        other.put("format", "none");
        assertThat(Reading.as("investigator").post("/entities/export", other).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTableIsMappedTriedAndRecordedWithoutScripts() throws Exception {
        home.receive(
                "Register",
                CompartmentId.GENERAL,
                Map.of(
                        "register.csv",
                        "No,Name,이름,Born,Note\n7,Ri Invented,리지어,1950~,x\n8,Ho Invented,,some day,\n"
                                .getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/items/" + home.item("register.csv"));
            page.locator("a[href$='/table']").click();
            assertThat(page.locator("[name='column-0']").inputValue()).isEqualTo("use:KEY");
            assertThat(page.locator("[name='column-2']").inputValue()).isEqualTo("name");
            assertThat(page.locator("[name='column-4']").inputValue()).isEqualTo("use:NOTHING");
            page.locator("[name='column-3']").selectOption("birth-date");
            page.locator("[name='language-2']").selectOption("ko");
            page.locator("#list").fill("register");
            page.locator("#list").press("Enter");
            assertThat(page.locator("main").textContent())
                    .contains("1 would be recorded")
                    .contains("1 refused")
                    .contains("some day");
            fits(page, "import-1440");
            page.locator("button[value='record']").click();
            assertThat(page.locator("[role=status]").textContent()).contains("1 recorded");
            page.locator("a[href^='/entity/']").click();
            assertThat(page.locator("main").textContent())
                    .contains("리지어")
                    .contains("about 1950")
                    .contains("7,Ri Invented");
            page.navigate(home.at("/items/" + home.item("register.csv") + "/table").toString());
            assertThat(page.locator("[name='column-3']").inputValue())
                    .as("mapped as before")
                    .isEqualTo("birth-date");
        }
    }

    @Test
    void aTableShowsWhatItsRowsSayMostOften() throws Exception {
        Claim nameless = recorded("Columnless Invented");
        Map<String, String> asked =
                Map.of("kind", "person", "property-1", "name", "value-1", "columnless");
        assertThat(Reading.as("documenter").post("/entities", asked).body())
                .contains("/entity/" + nameless.entity())
                .doesNotContain("<td");
        home.rooms
                .casebook()
                .record(
                        Clearance.SYSTEM,
                        List.of(
                                about(nameless, "death-date", "1990"),
                                about(nameless, "birth-date", "1950"),
                                about(nameless, "weak-alias", "Col"),
                                about(nameless, "description", "Long words.")));
        assertThat(Reading.as("documenter").post("/entities", asked).body())
                .containsSubsequence(
                        "<th scope=\"col\">Date of birth</th>",
                        "<th scope=\"col\">Date of death</th>",
                        "<th scope=\"col\">Weak alias</th>",
                        "</thead>")
                .doesNotContain("<th scope=\"col\">Gender", "<th scope=\"col\">Description");
    }

    /// Another claim from the same passage.
    private static NewClaim about(Claim claim, String property, String value) {
        var schema = home.rooms.casebook().schema();
        return new NewClaim(
                claim.entity(),
                claim.kind(),
                property,
                Values.typed(
                        schema,
                        schema.kindOr(claim.kind()).propertyOr(property),
                        value,
                        EntityId::parse),
                claim.citations().stream()
                        .map(cited -> new NewClaim.Cite(cited.item(), cited.locator()))
                        .toList(),
                claim.grade(),
                Status.RECORDED,
                claim.basis(),
                Set.of());
    }

    @Test
    void linesOfFollowTheMoneyAreTriedAndRecordedFromTheirPageAndLeaveFromThatOfAnEntity()
            throws Exception {
        home.receive(
                "Register",
                CompartmentId.GENERAL,
                Map.of(
                        "kin.ftm.json",
                        """
                        {"id":"kin-1","schema":"Person","properties":{"name":["Tam Se Un"],"shoeSize":["41"]}}
                        {"id":"kin-2","schema":"Person","properties":{"name":["Tam Ok Bi"]}}
                        {"id":"kin-3","schema":"Family","properties":{"person":["kin-1"],"relative":["kin-2"]}}
                        {"id":"kin-4","schema":"Spaceship","properties":{"name":["Tam"]}}
                        """
                                .getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/items/" + home.item("kin.ftm.json"));
            page.locator("a[href$='/ftm']").click();
            assertThat(page.locator("main").textContent()).contains("4 lines");
            page.locator("button[value='try']").click();
            assertThat(page.locator("main").textContent())
                    .contains("3 would be recorded")
                    .contains("1 refused")
                    .contains("Spaceship")
                    .contains("Person.shoeSize");
            fits(page, "import-ftm-1440");
            page.locator("button[value='record']").click();
            assertThat(page.locator("[role=status]").textContent()).contains("3 recorded");
        }
        var kin = home.rooms.casebook().keyed(Clearance.SYSTEM, "ftm:kin-1").orElseThrow();
        assertThat(Reading.as("reader").page("/entity/" + kin)).doesNotContain("/export");
        var ftm = Reading.as("everyone").post("/entity/" + kin + "/export", "format", "ftm");
        assertThat(ftm.body())
                .as("the person, the tie, and the other end of it")
                .contains(kin.toString(), "Tam Se Un", "\"Family\"", "Tam Ok Bi");
        assertThat(
                        Reading.as("everyone")
                                .post("/entity/" + kin + "/export", "format", "annotations")
                                .body())
                .contains("AnnotationPage", "Tam Se Un", "TextQuoteSelector");
    }

    @Test
    void whoIsCalledWhatWasAskedForStandsBesideTheHits() throws Exception {
        Claim sealed = home.claim("canary.txt");
        Claim open = home.claim("testimony.txt");
        String words = "Someone invented";
        for (String quoted : List.of(words, "\"" + words + "\"")) {
            String at =
                    Reading.as("investigator")
                            .post("/search", "q", quoted)
                            .headers()
                            .firstValue("location")
                            .orElseThrow();
            assertThat(Reading.as("investigator").page(at))
                    .contains("In the casebook", "/entity/" + open.entity())
                    .doesNotContain(sealed.entity().toString());
        }
    }

    @Test
    void aFilterOffersWhatFitsTheProperty() {
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "documenter", "/entities?kind=person");
            page.locator("main summary").first().click();
            page.locator("#property-1").selectOption("gender");
            page.locator("#property-2").selectOption("birth-date");
            page.locator("#property-2").press("Tab");
            page.locator("#value-2").press("Enter");
            assertThat(page.locator("#value-1").evaluate("it => it.tagName")).isEqualTo("SELECT");
            page.locator("#value-1").selectOption("female");
            page.locator("#to-2").fill("1999");
            page.locator("#to-2").press("Enter");
            assertThat(page.locator("#value-1").inputValue()).isEqualTo("female");
            fits(page, "filters-1440");
        }
    }

    private static Claim recorded(String name) throws Exception {
        Reading.as("documenter")
                .post(
                        "/items/" + statement + "/cite",
                        Map.of(
                                "quote",
                                "Others say",
                                "page",
                                "1",
                                "kind",
                                "person",
                                "name",
                                name,
                                "property",
                                "name",
                                "value",
                                name,
                                "do",
                                "save"));
        return newest();
    }
}
