package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Values;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Maps, timelines, networks and the page of an event, with an invented county in the open sea.
class AtlasPagesTest {
    private static final Map<String, EntityId> KEYS = new HashMap<>();

    private static ServedHome home;
    private static Browser browser;
    private static int turn;

    @BeforeAll
    static void open() throws Exception {
        browser = new Browser();
        home = ServedHome.get();
        home.receive(
                "Atlas",
                CompartmentId.GENERAL,
                Map.of("atlas.txt", "An invented account of Norin county.".getBytes(UTF_8)));
        home.receive(
                "Atlas, sealed",
                home.sealed,
                Map.of("atlas-sealed.txt", "An invented account.".getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        record(
                "atlas.txt",
                """
                norin place name Norin County
                norin place type county
                norin place position 35.2, 162.1, 30000
                camp facility name Norin camp
                camp facility type camp-for-prisoners
                camp facility position 35.05, 162.4, 4000
                camp facility position 34.8, 161.9, 9000
                mine facility name Norin mine
                mine facility type mine
                mine facility place norin
                post facility name Ridge guard post
                post facility type guard-post
                post facility position 35.9, 163.3, 300
                bridge place name Far bridge
                bridge place type border-crossing
                bridge place position 36.9, 160.2, 100
                unit organisation name Norin Guard
                bureau organisation name Bureau 9
                ministry organisation name Ministry of Order
                hwa person name Hwa Ryong Sun
                chu person name Chu Ki Bom
                bae person name Bae Sun Nyo
                cmd-1 command superior bureau
                cmd-1 command subordinate unit
                cmd-1 command start 2005
                cmd-2 command superior ministry
                cmd-2 command subordinate bureau
                hwa-head post holder hwa
                hwa-head post organisation unit
                hwa-head post position head
                hwa-head post start 2006-04
                hwa-head post end 2011-09-02
                chu-clerk post holder chu
                chu-clerk post organisation bureau
                chu-clerk post position clerk
                chu-clerk post cited 1998
                chu-clerk post cited 2003-05-01
                kin family-tie person hwa
                kin family-tie relative bae
                kin family-tie relation sister
                fire event name Fire at the mine
                fire event date 2009-03-14
                fire event date 2009-04
                fire event place mine
                locked act type arbitrary-detention
                locked act event fire
                locked act victim bae
                locked act perpetrator hwa
                locked act date 2009-03-14
                locked act facility mine
                hwa-in involvement actor hwa
                hwa-in involvement act fire
                hwa-in involvement role giver-of-orders
                guard-in involvement actor unit
                guard-in involvement act fire
                bae-held detention detainee bae
                bae-held detention facility camp
                bae-held detention start 2009-03
                bae-held detention last-seen 2010-12-24
                """);
        record(
                "atlas-sealed.txt",
                """
                hidden facility name Hidden house
                hidden facility type place-of-detention
                hidden facility position 35.5, 161.2, 500
                hidden-event event name Hidden event
                hidden-event event date 2009-03-20
                hidden-event event place camp
                hidden-post post holder hwa
                hidden-post post organisation unit
                hidden-post post position hidden title
                hidden-post post start 2009
                """);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /// Claims, each from the first word of an item.
    private static void record(String file, String lines) {
        var by =
                home.rooms.roster().account(Clearance.SYSTEM, "everyone").orElseThrow().clearance();
        Schema schema = home.rooms.casebook().schema();
        List<NewClaim> claims = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String[] parts = line.split(" ", 4);
            claims.add(
                    NewClaim.of(
                            id(parts[0]),
                            parts[1],
                            parts[2],
                            Values.typed(
                                    schema,
                                    schema.kindOr(parts[1]).propertyOr(parts[2]),
                                    parts[3],
                                    AtlasPagesTest::id),
                            new NewClaim.Cite(home.item(file), new Locator.Passage(1, 0, 2)),
                            Grade.UNJUDGED));
        }
        home.rooms.casebook().record(by, claims);
    }

    private static EntityId id(String key) {
        return KEYS.computeIfAbsent(key, one -> EntityId.random());
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

    private static void fits(Page page, String name) {
        Browser.shoot(page, "atlas-" + name);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as(name + " fits")
                .isEqualTo(true);
        assertThat(Axe.violations(page, name)).isEmpty();
    }

    /// Each page in one look, the next in its opposite; in four when they are to be looked at.
    private static void everyLook(String path, String name) {
        List<Browser.Look> looks =
                System.getenv("HAETAE_SHOTS") == null
                        ? List.of(SheetsTest.allLooks().get(turn++ % 2))
                        : SheetsTest.allLooks().subList(0, 4);
        for (Browser.Look look : looks) {
            try (BrowserContext context = browser.visit(look)) {
                fits(visit(context, "reader", path), name + "-" + look.name());
            }
        }
    }

    @Test
    void theMapShowsWhatMayBeSeenAsAreasAndTheListSaysTheSame() {
        everyLook("/map", "map");
        everyLook("/map?about=" + id("camp"), "map-about");
        everyLook("/map?z=0", "map-earth");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "reader", "/map?about=" + id("camp"));
            assertThat(page.locator(".spots").textContent())
                    .contains("Norin camp")
                    .contains("4 km");
            page.navigate(home.at("/map").toString());
            String list = page.locator(".spots").textContent();
            assertThat(list)
                    .contains("Norin County")
                    .contains("30 km")
                    .contains("Norin mine")
                    .contains("lies in Norin County")
                    .contains("Fire at the mine")
                    .doesNotContain("Hidden");
            assertThat(page.content()).doesNotContain("Hidden").doesNotContain("162.1");
            page.locator(".m-nearer").click();
            assertThat(page.url()).contains("z=").doesNotContain("162");
            // Two sources, two areas, once they are wider than a sign.
            assertThat(page.locator(".area.rival").count()).isPositive();
            page.locator(".m-nearer").click();
            page.locator(".m-west").click();
            page.locator(".m-all").click();
            page.locator("#what").selectOption("act.type.arbitrary-detention");
            page.locator("#from").fill("March 2009");
            page.locator("#from").press("Enter");
            assertThat(page.locator(".spots > li").count()).isEqualTo(1);
            assertThat(page.locator(".spots").textContent()).contains("Norin mine");
            page.locator("#from").fill("once upon a time");
            page.locator("#from").press("Enter");
            assertThat(page.locator("[role=alert]").count()).isEqualTo(1);
            page.navigate(home.at("/map?what=facility&about=" + id("hidden")).toString());
            assertThat(page.locator("h1").textContent()).doesNotContain("Hidden");
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = visit(context, "everyone", "/map");
            assertThat(page.locator(".spots").textContent()).contains("Hidden house");
            page.locator(".m-nearer").click();
            page.waitForURL("**/map?z=*");
            assertThat(page.locator(".paper").count()).isEqualTo(1);
        }
    }

    @Test
    void aTimelineShowsRivalsGapsAndOpenEndsAndOnlyWhatMayBeSeen() {
        everyLook("/timeline", "timeline");
        everyLook("/timeline?about=" + id("hwa"), "timeline-about");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "reader", "/timeline?from=1990&to=2020");
            String text = page.locator(".times").textContent();
            assertThat(text)
                    .contains("Fire at the mine")
                    .contains("14 March 2009")
                    .contains("Sources differ")
                    .doesNotContain("idden");
            var clerk = page.locator("tr", new Page.LocatorOptions().setHasText("clerk"));
            assertThat(clerk.locator(".gap").count()).isEqualTo(1);
            var fire =
                    page.locator(
                                    "tbody tr",
                                    new Page.LocatorOptions().setHasText("Fire at the mine"))
                            .first();
            assertThat(fire.locator("svg.lane").count()).isEqualTo(2);
            page.locator(".m-nearer").click();
            page.locator(".m-west").click();
            page.locator(".m-all").click();
            page.locator("main summary").click();
            page.locator("input[name='kind'][value='post']").check();
            for (String other : List.of("event", "act", "detention", "movement")) {
                page.locator("input[name='kind'][value='" + other + "']").uncheck();
            }
            page.locator("#from").fill("2000");
            page.locator("#to").fill("2001");
            page.locator("#to").press("Enter");
            // Nothing is said of these two years, and that is shown: the post lies across them.
            assertThat(
                            page.locator(
                                            ".times tbody tr",
                                            new Page.LocatorOptions().setHasText("clerk"))
                                    .count())
                    .isEqualTo(1);
            assertThat(page.locator(".times").textContent()).doesNotContain("Fire at the mine");
        }
    }

    @Test
    void aNetworkStandsAsOnADayAndTheTableSaysTheSame() {
        everyLook("/network", "network");
        everyLook("/network?about=" + id("hwa") + "&depth=3&on=2009-03-14", "network-about");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "reader", "/network?about=" + id("hwa") + "&depth=4");
            assertThat(page.content()).doesNotContain("hidden title");
            assertThat(page.locator(".net").textContent())
                    .contains("Norin Guard")
                    .contains("Ministry of Order");
            var clerk =
                    page.locator("main tbody tr", new Page.LocatorOptions().setHasText("clerk"));
            assertThat(clerk.textContent()).contains("unknown").contains("1998");
            assertThat(page.locator(".t-post.l-unknown").count()).isEqualTo(1);
            page.locator("#on").fill("2012-01-01");
            page.locator("button:has-text('Show')").click();
            var head =
                    page.locator("main tbody tr", new Page.LocatorOptions().setHasText(": head"));
            assertThat(head.textContent()).contains("not at that time");
            assertThat(page.locator(".t-post").count()).isZero();
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = visit(context, "reader", "/network?about=" + id("hwa") + "&depth=4");
            page.locator("#slide").focus();
            page.keyboard().press("Home");
            page.waitForURL("**on=1998-01-01**");
            page.locator("text=As it stood on 1998-01-01").waitFor();
        }
    }

    @Test
    void theRecordsOfAnEventAreToldAsOne() {
        everyLook("/entity/" + id("fire"), "event");
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "reader", "/entity/" + id("fire"));
            String story = page.locator(".story").first().textContent();
            assertThat(story)
                    .contains("Arbitrary detention")
                    .contains("Bae Sun Nyo")
                    .contains("Norin mine")
                    .contains("Gave the order")
                    .contains("Hwa Ryong Sun · head · Norin Guard")
                    .contains("held")
                    .doesNotContain("idden");
            assertThat(page.locator(".story a.grade").count()).isGreaterThan(8);
            // The unit is named as doing it, too, and holds no post in itself.
            assertThat(
                            page.locator(".story")
                                    .first()
                                    .locator("table")
                                    .last()
                                    .locator("tbody th")
                                    .allTextContents())
                    .contains("Hwa Ryong Sun")
                    .doesNotContain("Norin Guard");
            page.locator(".views a").first().click();
            assertThat(page.locator(".net").textContent()).contains("Bae Sun Nyo");
        }
    }
}
