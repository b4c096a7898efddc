package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Values;
import org.haetae.law.LawFiles;
import org.haetae.law.Provision;
import org.haetae.monitor.Account;
import org.haetae.monitor.Monitor;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Verdict;
import org.haetae.responsibility.Chain;
import org.haetae.responsibility.Chain.Asked;
import org.haetae.responsibility.Chain.Missing;
import org.haetae.responsibility.Chain.Why;
import org.haetae.responsibility.Responsibility;
import org.haetae.responsibility.Timing.At;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// From what happened to who was over whom, with an invented guard of an invented county.
class ResponsibilityPagesTest {

    private static final Map<String, EntityId> KEYS = new HashMap<>();

    private static ServedHome home;
    private static Browser browser;
    private static Responsibility responsibility;

    @BeforeAll
    static void open() throws Exception {
        browser = new Browser();
        home = ServedHome.get();
        home.receive(
                "Command",
                CompartmentId.GENERAL,
                Map.of("command.txt", "An invented account of Morae county.".getBytes(UTF_8)));
        home.receive(
                "Command, sealed",
                home.sealed,
                Map.of("command-sealed.txt", "An invented account.".getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        record(
                "command.txt",
                """
                guard organisation name Morae Guard
                guard-too organisation name Guard of Morae
                bureau organisation name Bureau 12
                ministry organisation name Ministry of Calm
                bureau organisation part-of ministry
                clerks organisation name Morae Clerks
                hwang person name Hwang Pil Ho
                chu person name Chu Sang Min
                nam person name Nam Il
                gi person name Gi Dong Su
                house facility name Morae house
                house facility run-by guard-too
                beating event name Beating at Morae house
                beating event date 2001-06-01
                beating event place house
                blows act type beating
                blows act event beating
                blows act perpetrator guard
                over-guard command superior bureau
                over-guard command subordinate guard
                over-guard command first-cited 1998
                over-guard command last-cited 2003
                over-bureau command superior ministry
                over-bureau command subordinate bureau
                over-bureau command start 1990-01-01
                over-bureau command end 1999-12-31
                beside command superior clerks
                beside command subordinate guard
                beside command type cooperation
                head post holder hwang
                head post organisation guard-too
                head post position head
                head post start 2000-01-01
                head post end 2005-01-01
                chief post holder chu
                chief post organisation bureau
                chief post position chief
                chief post cited 1998
                chief post cited 2003
                earlier post holder nam
                earlier post organisation guard
                earlier post start 1990-01-01
                earlier post end 1995-01-01
                hwang-in involvement actor hwang
                hwang-in involvement act blows
                hwang-in involvement degree did-not-prevent
                hwang-in involvement knowledge was told of it by radio
                chu-in involvement actor chu
                chu-in involvement act blows
                chu-in involvement role opposed
                undated-word statement speaker gi
                undated-word statement about beating
                no-more event name Nothing known
                """);
        record(
                "command-sealed.txt",
                """
                hidden-over organisation name Hidden Office
                hidden-link command superior hidden-over
                hidden-link command subordinate bureau
                hidden-link command start 2000-01-01
                hidden-link command end 2002-01-01
                hidden-post post holder gi
                hidden-post post organisation bureau
                hidden-post post position hidden chief
                hidden-post post start 2000-01-01
                hidden-post post end 2002-01-01
                hidden-in involvement actor hwang
                hidden-in involvement act blows
                hidden-in involvement degree did-not-punish
                hidden-part act type threat
                hidden-part act event beating
                hidden-part act date 2001-06-02
                """);
        var judgements =
                new Judgements(
                        home.rooms.database(),
                        home.rooms.ledger(),
                        home.rooms.archive(),
                        home.rooms.casebook(),
                        home.rooms.clock());
        judgements.judge(
                by("everyone"),
                id("guard"),
                id("guard-too"),
                Verdict.SAME,
                Optional.empty(),
                new Judgement.Words("one guard, two word orders", ""));
        responsibility =
                new Responsibility(
                        home.rooms.casebook(),
                        judgements,
                        LawFiles.shipped(home.rooms.casebook().schema()));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    private static Clearance by(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    /// Claims, each from the first word of an item.
    private static void record(String file, String lines) {
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
                                    ResponsibilityPagesTest::id),
                            new NewClaim.Cite(home.item(file), new Locator.Passage(1, 0, 2)),
                            Grade.UNJUDGED));
        }
        home.rooms.casebook().record(by("everyone"), claims);
    }

    private static EntityId id(String key) {
        return KEYS.computeIfAbsent(key, one -> EntityId.random());
    }

    private static Chain chain(String login, String key) {
        return responsibility.chain(by(login), id(key), Optional.empty()).orElseThrow();
    }

    private static Chain.Unit unit(Chain chain, String... keys) {
        var ids = List.of(keys).stream().map(ResponsibilityPagesTest::id).toList();
        return chain.units().stream()
                .filter(one -> ids.contains(one.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Chain.Person person(Chain chain, String key) {
        return chain.persons().stream()
                .filter(one -> one.id().equals(id(key)))
                .findFirst()
                .orElseThrow();
    }

    private static Chain.Element element(Chain chain, String key, Asked asked) {
        return person(chain, key).elements().stream()
                .filter(one -> one.asked() == asked)
                .findFirst()
                .orElseThrow();
    }

    private static List<EntityId> missing(Chain chain, Missing missing) {
        return chain.gaps().stream()
                .filter(one -> one.missing() == missing)
                .map(Chain.Gap::about)
                .toList();
    }

    // ---- the chain

    @Test
    void theWayGoesFromTheActToTheUnitToWhoWasOverItThenAndNoFurther() {
        var chain = chain("reader", "beating");
        assertThat(chain.thens())
                .extracting(one -> one.date().edtf())
                .containsExactly("2001-06-01");
        // Two names judged to be of one guard are one unit, with the reasons of both.
        assertThat(unit(chain, "guard", "guard-too").reasons())
                .extracting(Chain.Reason::why)
                .contains(Why.NAMED, Why.RAN_THE_PLACE);
        assertThat(unit(chain, "guard", "guard-too").level()).isZero();
        assertThat(unit(chain, "bureau").level()).isEqualTo(1);
        var over = chain.links().stream().filter(one -> one.by().id().equals(id("over-guard")));
        assertThat(over)
                .singleElement()
                .satisfies(
                        one -> {
                            assertThat(one.command()).isTrue();
                            assertThat(one.claims()).hasSize(4);
                            assertThat(one.timings())
                                    .singleElement()
                                    .satisfies(
                                            timing -> {
                                                assertThat(timing.at()).isEqualTo(At.BETWEEN);
                                                assertThat(timing.before())
                                                        .contains(HistoricDate.of("1998"));
                                                assertThat(timing.after())
                                                        .contains(HistoricDate.of("2003"));
                                            });
                        });
        // What had ended is told and leads nowhere; the structure is told beside it.
        assertThat(chain.links())
                .filteredOn(one -> one.by().id().equals(id("over-bureau")))
                .singleElement()
                .satisfies(one -> assertThat(one.isOut()).isTrue());
        assertThat(chain.links())
                .filteredOn(one -> one.superior().equals(id("ministry")) && !one.command())
                .singleElement()
                .satisfies(one -> assertThat(one.timings().getFirst().at()).isEqualTo(At.UNDATED));
        assertThat(chain.links())
                .as("who works together is over nobody")
                .noneMatch(one -> one.superior().equals(id("clerks")));
    }

    @Test
    void postsAreThoseOfThatDateAndGapsAreToldPlainly() {
        var chain = chain("reader", "beating");
        assertThat(chain.holdings())
                .filteredOn(one -> one.post().id().equals(id("head")))
                .singleElement()
                .satisfies(one -> assertThat(one.timings().getFirst().at()).isEqualTo(At.HELD));
        assertThat(chain.holdings())
                .filteredOn(one -> one.post().id().equals(id("earlier")))
                .singleElement()
                .satisfies(one -> assertThat(one.isOut()).isTrue());
        assertThat(chain.persons()).noneMatch(one -> one.id().equals(id("nam")));
        assertThat(missing(chain, Missing.LINK_THEN)).contains(id("over-guard"));
        assertThat(missing(chain, Missing.POST_THEN)).containsExactly(id("chief"));
        assertThat(missing(chain, Missing.SUPERIOR)).containsExactly(id("ministry"));
        assertThat(missing(chain, Missing.HOLDER)).containsExactly(id("ministry"));
        assertThat(missing(chain, Missing.DATE)).isEmpty();
        // The same question for a day on which the ministry was over the bureau.
        var then =
                responsibility
                        .chain(
                                by("reader"),
                                id("beating"),
                                Optional.of(LocalDate.parse("1994-05-01")))
                        .orElseThrow();
        assertThat(then.links())
                .filteredOn(one -> one.by().id().equals(id("over-bureau")))
                .singleElement()
                .satisfies(one -> assertThat(one.timings().getFirst().at()).isEqualTo(At.HELD));
        assertThat(then.persons()).anyMatch(one -> one.id().equals(id("nam")));
        var nothing = chain("reader", "no-more");
        assertThat(nothing.gaps())
                .extracting(Chain.Gap::missing)
                .containsExactly(Missing.DATE, Missing.UNIT);
    }

    @Test
    void whatArticle28AsksHasItsClaimsForAndAgainstOrIsMissing() {
        var chain = chain("reader", "beating");
        assertThat(element(chain, "hwang", Asked.NOT_PREVENTED).speaking())
                .singleElement()
                .satisfies(claim -> assertThat(claim.property()).isEqualTo("degree"));
        assertThat(element(chain, "hwang", Asked.KNOWLEDGE).speaking())
                .extracting(Claim::property)
                .containsExactly("knowledge");
        assertThat(element(chain, "hwang", Asked.CONTROL).speaking()).isNotEmpty();
        assertThat(element(chain, "hwang", Asked.NOT_PUNISHED).isMissing()).isTrue();
        assertThat(element(chain, "hwang", Asked.RESULT).isMissing()).isTrue();
        assertThat(element(chain, "chu", Asked.NOT_PREVENTED).against()).hasSize(1);
        assertThat(element(chain, "chu", Asked.NOT_PREVENTED).isMissing()).isFalse();
        assertThat(element(chain, "chu", Asked.KNOWLEDGE).isMissing()).isTrue();
        for (var asked : Asked.values()) {
            assertThat(element(chain, "hwang", asked).law())
                    .as(asked.toString())
                    .isNotEmpty()
                    .extracting(Provision::article)
                    .allMatch(article -> article.startsWith("28("));
        }
    }

    @Test
    void whoLacksACompartmentSeesNeitherLinkNorGapNorCountFromIt() {
        var seen = chain("everyone", "beating");
        var reader = chain("reader", "beating");
        assertThat(seen.units()).anyMatch(one -> one.id().equals(id("hidden-over")));
        assertThat(missing(seen, Missing.HOLDER)).contains(id("hidden-over"));
        assertThat(missing(seen, Missing.SUPERIOR)).contains(id("hidden-over"));
        assertThat(element(seen, "hwang", Asked.NOT_PUNISHED).isMissing()).isFalse();
        assertThat(seen.deeds()).hasSize(3);
        assertThat(reader.deeds()).hasSize(2);
        var hidden =
                List.of("hidden-over", "hidden-link", "hidden-post", "hidden-in", "hidden-part")
                        .stream()
                        .map(ResponsibilityPagesTest::id)
                        .toList();
        assertThat(reader.entities()).doesNotContainAnyElementsOf(hidden);
        assertThat(reader.gaps())
                .hasSizeLessThan(seen.gaps().size())
                .noneMatch(one -> hidden.contains(one.about()));
        assertThat(reader.claims().map(Claim::entity)).doesNotContainAnyElementsOf(hidden);
        var chronology = responsibility.chronology(by("reader"), id("beating")).orElseThrow();
        assertThat(chronology.entries())
                .noneMatch(one -> one.date().equals(HistoricDate.of("2001-06-02")));
        assertThat(responsibility.chronology(by("everyone"), id("beating")).orElseThrow().entries())
                .anyMatch(one -> one.date().equals(HistoricDate.of("2001-06-02")));
        assertThat(responsibility.chain(by("reader"), id("hidden-over"), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aChronologyIsInOrderAndTellsTheUndatedApart() {
        var unit = responsibility.chronology(by("reader"), id("guard")).orElseThrow();
        assertThat(unit.entries())
                .extracting(one -> one.date().earliest())
                .isSorted()
                .hasSizeGreaterThanOrEqualTo(6);
        assertThat(unit.entries())
                .extracting(one -> one.property().code())
                .contains("first-cited", "last-cited", "start", "end");
        var event = responsibility.chronology(by("reader"), id("beating")).orElseThrow();
        assertThat(event.undated())
                .anyMatch(one -> one.id().equals(id("undated-word")))
                .anyMatch(one -> one.id().equals(id("blows")));
    }

    @Test
    void whatWasJudgedToBeOneIsCountedOnceInWhatAStateDid() throws Exception {
        var judgements =
                new Judgements(
                        home.rooms.database(),
                        home.rooms.ledger(),
                        home.rooms.archive(),
                        home.rooms.casebook(),
                        home.rooms.clock());
        var monitor =
                new Monitor(
                        home.rooms.casebook(),
                        judgements,
                        LawFiles.shipped(home.rooms.casebook().schema()));
        record(
                "command.txt",
                """
                morae organisation name State of Morae
                morae organisation type state
                morae-too organisation name Morae State
                morae-too organisation type state
                lakes mechanism name Assembly of Pools
                lakes-too mechanism name Pools Assembly
                met-2001 meeting body lakes
                met-2001 meeting concerns morae
                met-2001 meeting date 2001-05-01
                met-2001-too meeting body lakes-too
                met-2001-too meeting concerns morae-too
                met-2001-too meeting date 2001
                met-2002 meeting body lakes-too
                met-2002 meeting concerns morae-too
                met-2002 meeting date 2002-05-01
                """);
        var day = LocalDate.parse("2002-12-01");
        var apart = account(monitor, "morae", day);
        assertThat(apart.meetings()).hasSize(1);
        for (var two : List.of("morae", "lakes", "met-2001")) {
            judgements.judge(
                    by("everyone"),
                    id(two),
                    id(two + "-too"),
                    Verdict.SAME,
                    Optional.empty(),
                    new Judgement.Words("one, written two ways", ""));
        }
        for (var asked : List.of("morae", "morae-too")) {
            var joined = account(monitor, asked, day);
            assertThat(joined.meetings())
                    .as(asked)
                    .singleElement()
                    .satisfies(
                            series -> {
                                assertThat(series.meetings()).hasSize(2);
                                assertThat(series.inRow()).isEqualTo(2);
                                assertThat(series.meetings().getFirst().claims()).hasSize(6);
                            });
        }
        record(
                "command.txt",
                """
                dead indicator-value measure Dead at Morae
                dead indicator-value value 3
                dead indicator-value about morae
                dead indicator-value claimant lakes
                dead indicator-value interest mandated-body
                dead-too indicator-value measure Dead at Morae
                dead-too indicator-value value 30
                dead-too indicator-value about morae-too
                dead-too indicator-value disputes dead
                calm policy name Calm first
                calm policy applied-by morae
                calm policy start 1999
                """);
        var full = account(monitor, "morae", day);
        assertThat(full.disputes())
                .singleElement()
                .satisfies(one -> assertThat(one.figures()).hasSize(2));
        assertThat(full.held()).anyMatch(one -> one.entity().equals(id("calm")) && one.sure());
        for (var look : SheetsTest.allLooks().subList(0, 4)) {
            try (BrowserContext context = browser.visit(look)) {
                Page page =
                        visit(context, "reader", "/monitor/" + id("morae") + "?as-of=2002-12-01");
                Browser.shoot(page, "monitor-" + look.name());
                assertThat(page.locator("#figures").count()).isEqualTo(1);
                assertThat(page.locator("#timeline").count()).isEqualTo(1);
                assertThat(
                                page.evaluate(
                                        "document.documentElement.scrollWidth <= window.innerWidth"))
                        .as(look.name())
                        .isEqualTo(true);
                assertThat(Axe.violations(page, "monitor-" + look.name())).isEmpty();
            }
        }
    }

    private static Account account(Monitor monitor, String key, LocalDate day) {
        var by = by("reader");
        return monitor.account(by, monitor.state(by, id(key).toString()).orElseThrow(), day);
    }

    // ---- the page

    private static Page visit(BrowserContext context, String login, String path) {
        context.addCookies(
                List.of(
                        new Cookie(Entrance.SESSION_COOKIE, home.session(login))
                                .setUrl(home.at("/").toString())));
        Page page = context.newPage();
        page.navigate(home.at(path).toString());
        return page;
    }

    @Test
    void thePageDrawsTheChainAndSaysItInTablesWithoutScripts() throws Exception {
        var path = "/responsibility/" + id("beating");
        var looks = SheetsTest.allLooks();
        for (var look :
                System.getenv("HAETAE_SHOTS") == null ? looks.subList(0, 2) : looks.subList(0, 8)) {
            try (BrowserContext context = browser.visit(look)) {
                Page page = visit(context, "reader", path);
                Browser.shoot(page, "responsibility-" + look.name());
                assertThat(
                                page.evaluate(
                                        "document.documentElement.scrollWidth <= window.innerWidth"))
                        .as(look.name())
                        .isEqualTo(true);
                assertThat(Axe.violations(page, "responsibility-" + look.name())).isEmpty();
            }
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "reader", "/entity/" + id("beating"));
            page.locator(".views a[href^='/responsibility/']").click();
            assertThat(page.url()).endsWith(path);
            var text = page.locator("main").textContent();
            assertThat(text)
                    .contains("Hwang Pil Ho")
                    .contains("known 1998 and 2003, unknown between")
                    .contains("was told of it by radio")
                    .contains("missing")
                    .doesNotContain("idden");
            assertThat(page.locator("svg.net .node").count()).isGreaterThan(4);
            assertThat(page.locator("#over ~ table .cites q").count()).isPositive();
            page.locator("#on").fill("1994-05-01");
            page.locator("button:has-text('Show')").click();
            assertThat(page.url()).contains("on=1994-05-01");
            assertThat(page.locator("#people ~ h3").allTextContents().toString())
                    .contains("Nam Il");
            page.navigate(home.at("/responsibility/" + id("guard")).toString());
            assertThat(page.locator("h1").textContent()).contains("Morae");
            page.navigate(home.at("/responsibility/" + id("hwang")).toString());
            assertThat(page.locator("#gaps").count()).isZero();
            assertThat(page.locator("#chronology").count()).isEqualTo(1);
        }
        try (BrowserContext context = browser.visit(Browser.Look.DESK.without())) {
            Page page = visit(context, "everyone", path);
            assertThat(page.locator("main").textContent()).contains("Hidden Office");
        }
    }
}
