package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Found;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Question;
import org.haetae.casebook.Value;
import org.haetae.propose.Model;
import org.haetae.propose.Proposal;
import org.haetae.propose.Proposals;
import org.haetae.propose.Proposals.Answered;
import org.haetae.propose.Proposals.From;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What rules and a connected model propose becomes a claim when a person accepts it, and not
/// otherwise.
class SuggestionPagesTest {
    /// A sign beyond the basic plane stands before all else: positions are code points.
    private static final String TEXT =
            """
            \uD840\uDC0B Invented report. Han Chol Su, a deputy director of the Ministry of Waters, and others met near Sokhu-ri on December 11, 2017.

            The Norwegian Refugee Council heard of torture. Han Chol Su was not there.
            """;

    private static ServedHome home;
    private static Browser browser;
    private static Proposals proposals;

    @BeforeAll
    static void open() {
        browser = new Browser();
        home = ServedHome.get();
        proposals = home.server.context().getBean(Proposals.class);
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    /// A text of its own for each test: what is decided stays decided.
    private static ItemId text(String name, CompartmentId compartment) throws Exception {
        home.receive(name, compartment, Map.of(name, (TEXT + name).getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        return home.item(name);
    }

    private static Clearance as(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
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

    private static List<Proposal> proposed(String login, ItemId item) {
        return proposals.of(as(login), item, From.BEGINNING).orElseThrow().open();
    }

    private static Proposal one(String login, ItemId item, Predicate<Proposal> wanted) {
        return proposed(login, item).stream().filter(wanted).findFirst().orElseThrow();
    }

    private static List<Claim> citing(ItemId item) {
        return home.rooms.casebook().citing(Clearance.SYSTEM, item);
    }

    private static String at(ItemId item, Proposal proposal) {
        return "/items/%s/suggestions?from=1&at=%s".formatted(item, proposal.key());
    }

    @Test
    void byKeysOneAcceptsRejectsAndRecordsOfWhat() throws Exception {
        ItemId item = text("keys-7.txt", CompartmentId.GENERAL);
        Proposal person = one("documenter", item, it -> it.what().equals("person"));
        assertThat(person.places()).hasSize(2);
        try (BrowserContext context = browser.visit(Browser.Look.DESK)) {
            Page page = visit(context, "documenter", at(item, person));
            assertThat(page.locator(".suggested blockquote q").textContent())
                    .isEqualTo("Han Chol Su");
            assertThat(page.locator(".suggested blockquote").textContent())
                    .containsOnlyOnce("deputy director");
            Browser.shoot(page, "suggestions-1440");
            assertThat(Axe.violations(page, "suggestions")).isEmpty();
            page.locator("input[value='new:person']").check();
            page.keyboard().press("a");
            page.locator(".note.good").waitFor();

            Claim name = citing(item).getLast();
            assertThat(name.value().orElseThrow())
                    .isEqualTo(new Value.Name("Han Chol Su", Optional.empty()));
            assertThat(name.citations().getFirst().locator())
                    .isEqualTo(person.place().passage())
                    .isInstanceOf(Locator.Passage.class);
            assertThat(
                            Reread.found(
                                    home.rooms.casebook(),
                                    Clearance.SYSTEM,
                                    name.citations().getFirst()))
                    .isEqualTo(new Found.AsCited());

            // A post ties two entities: one that is there by now, one that is made.
            page.navigate(
                    home.at(at(item, one("documenter", item, it -> it.what().equals("post"))))
                            .toString());
            page.locator("input[name='about-holder'][value='" + name.entity() + "']").check();
            page.locator("input[value='new:organisation']").check();
            Browser.shoot(page, "suggestions-post-1440");
            page.keyboard().press("a");
            page.locator(".note.good").waitFor();
            assertThat(citing(item))
                    .filteredOn(claim -> claim.kind().equals("post"))
                    .extracting(Claim::property)
                    .containsExactlyInAnyOrder("holder", "organisation", "position");
            assertThat(citing(item))
                    .filteredOn(claim -> claim.property().equals("holder"))
                    .extracting(claim -> claim.value().orElseThrow())
                    .containsExactly(new Value.Reference(name.entity()));

            Proposal council = one("documenter", item, it -> it.value().startsWith("Norwegian"));
            page.navigate(home.at(at(item, council)).toString());
            page.keyboard().press("r");
            page.locator(".note.good").waitFor();
            assertThat(proposed("analyst", item))
                    .extracting(Proposal::key)
                    .doesNotContain(council.key(), person.key());

            // A date says nothing by itself.
            Proposal date = one("documenter", item, it -> it.what().equals("date"));
            page.navigate(home.at(at(item, date)).toString());
            page.keyboard().press("a");
            page.locator("#name").waitFor();
            Browser.shoot(page, "suggestions-cite-1440");
            page.locator("#name").fill("Han Chol Su");
            page.locator("#name").press("Enter");
            page.locator("button.candidate[value='" + name.entity() + "']").click();
            page.locator("#property").selectOption("death-date");
            page.locator("button[value='property']").click();
            assertThat(page.locator("#value").inputValue()).isEqualTo("2017-12-11");
            page.locator("#value").press("Enter");
            page.locator(".note.good").waitFor();
            assertThat(citing(item).getLast().property()).isEqualTo("death-date");
            assertThat(proposed("documenter", item))
                    .extracting(Proposal::key)
                    .doesNotContain(date.key());
        }
    }

    @Test
    void formsDoTheSameWithoutScriptsAndNothingIsAClaimBefore() throws Exception {
        ItemId item = text("forms-7.txt", CompartmentId.GENERAL);
        long people =
                home.rooms.casebook().list(as("documenter"), Question.of("person", 1)).count();
        try (BrowserContext context =
                browser.visit(new Browser.Look(390, Language.KO, true, false))) {
            Page page = visit(context, "documenter", "/items/" + item);
            page.locator("a[href$='/suggestions']").click();
            Browser.shoot(page, "suggestions-390");
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(citing(item)).isEmpty();
            assertThat(
                            home.rooms
                                    .casebook()
                                    .list(as("documenter"), Question.of("person", 1))
                                    .count())
                    .isEqualTo(people);
            int before = page.locator(".suggestions li").count();
            page.locator("button[value='reject']").click();
            assertThat(page.locator(".suggestions li").count()).isEqualTo(before - 1);
            Proposal place = one("documenter", item, it -> it.what().equals("place"));
            page.navigate(home.at(at(item, place)).toString());
            page.locator("button[value='edit']").click();
            assertThat(page.locator("#quote").inputValue()).isEqualTo("Sokhu-ri");
        }
        // Chosen by nobody, nothing is recorded.
        Proposal person = one("documenter", item, it -> it.what().equals("person"));
        var answer =
                Reading.as("documenter")
                        .post(
                                "/items/" + item + "/suggestions",
                                Map.of("key", person.key(), "from", "1", "do", "accept"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(citing(item)).isEmpty();
    }

    @Test
    void whoMayNotRecordOrLacksTheCompartmentGetsNothing() throws Exception {
        ItemId item = text("sealed-7.txt", home.sealed);
        String path = "/items/" + item + "/suggestions";
        assertThat(Reading.as("everyone").page(path)).contains("Han Chol Su");
        assertThat(Reading.as("analyst").get(path).statusCode()).isEqualTo(404);
        assertThat(Reading.as("reader").get(path).statusCode()).isEqualTo(403);
        assertThat(proposals.of(as("analyst"), item, From.BEGINNING)).isEmpty();
        assertThatThrownBy(() -> proposals.of(as("reader"), item, From.BEGINNING))
                .isInstanceOf(CaseRefused.class);
        String key = proposed("everyone", item).getFirst().key();
        assertThatThrownBy(() -> proposals.reject(as("analyst"), item, key))
                .isInstanceOf(CaseRefused.class);
        proposals.reject(as("everyone"), item, key);
        for (String login : List.of("analyst", "everyone")) {
            assertThat(
                            home.rooms
                                    .database()
                                    .<Long, RuntimeException>as(
                                            as(login),
                                            transaction ->
                                                    transaction
                                                            .sql()
                                                            .sql(
                                                                    "select count(*) from proposal_decided where item = ?")
                                                            .param(item.value())
                                                            .query(Long.class)
                                                            .single()))
                    .isEqualTo(login.equals("everyone") ? 1 : 0);
        }
    }

    // ---- a model

    private static Proposals with(String model) {
        return new Proposals(
                home.rooms.database(),
                home.rooms.ledger(),
                home.rooms.archive(),
                home.rooms.renditions(),
                home.rooms.casebook(),
                home.rooms.home().keyring().secret("proposals"),
                Model.at(model),
                home.rooms.clock());
    }

    @Test
    void aModelIsAskedForTheTextAloneAndBelievedOnlyWhereTextAndSchemaBearItOut() throws Exception {
        ItemId item = text("model-7.txt", CompartmentId.GENERAL);
        var asked = new AtomicReference<>("");
        var status = new AtomicReference<>(200);
        var answer =
                new AtomicReference<>(
                        """
                        {"suggestions": [
                          {"kind": "person", "property": "occupation", "value": "official", "quote": "deputy director", "page": 1},
                          {"kind": "person", "property": "occupation", "value": "spy", "quote": "never said"},
                          {"kind": "person", "property": "songbun", "value": "low", "quote": "Han Chol Su"},
                          {"kind": "person", "property": "real-name", "value": "X", "quote": "Han Chol Su"},
                          {"kind": "person", "property": "birth-date", "value": "one day", "quote": "Han Chol Su"},
                          {"kind": "person", "property": "birth-place", "value": "Sokhu-ri", "quote": "Sokhu-ri"},
                          "rubbish", 7, null
                        ]}
                        """);
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/suggest",
                exchange -> {
                    asked.set(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    byte[] bytes = answer.get().getBytes(UTF_8);
                    exchange.sendResponseHeaders(status.get(), bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/suggest";
        try {
            Proposals connected = with(address);
            var proposed = connected.of(as("documenter"), item, From.BEGINNING).orElseThrow();
            assertThat(proposed.byModel()).isEqualTo(Answered.YES);
            var byModel =
                    proposed.open().stream()
                            .filter(one -> one.rule().equals(Proposal.MODEL))
                            .toList();
            assertThat(byModel).extracting(Proposal::value).containsExactly("official");
            assertThat(byModel.getFirst().place().passage())
                    .isEqualTo(
                            new Locator.Passage(
                                    1,
                                    TEXT.codePointCount(0, TEXT.indexOf("deputy director")),
                                    TEXT.codePointCount(0, TEXT.indexOf("deputy director")) + 15));
            assertThat(proposed.open()).hasSizeGreaterThan(5);
            assertThat(asked.get())
                    .contains("\"version\":1", "Han Chol Su", "\"birth-date\"")
                    .doesNotContain("real-name", item.toString());
            connected.reject(as("documenter"), item, byModel.getFirst().key());
            assertThat(connected.of(as("documenter"), item, From.BEGINNING).orElseThrow().open())
                    .noneMatch(one -> one.rule().equals(Proposal.MODEL));
            // Nothing that it does ends anything.
            for (String rubbish :
                    List.of("", "{", "[]", "{\"suggestions\": 3}", "x".repeat(2_000_000))) {
                answer.set(rubbish);
                assertThat(
                                connected
                                        .of(as("documenter"), item, From.BEGINNING)
                                        .orElseThrow()
                                        .open())
                        .as(rubbish.substring(0, Math.min(9, rubbish.length())))
                        .hasSizeGreaterThan(5);
            }
            status.set(500);
            assertThat(connected.of(as("documenter"), item, From.BEGINNING).orElseThrow().byModel())
                    .isEqualTo(Answered.NO);
        } finally {
            server.stop(0);
        }
        var after = with(address).of(as("documenter"), item, From.BEGINNING).orElseThrow();
        assertThat(after.byModel()).isEqualTo(Answered.NO);
        assertThat(after.open()).hasSizeGreaterThan(5);
        assertThat(proposals.of(as("documenter"), item, From.BEGINNING).orElseThrow().byModel())
                .as("off unless it is connected")
                .isEqualTo(Answered.NOT_CONNECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/suggest",
                "http://localhost:8765/suggest",
                "http://127.0.0.1.example.org/",
                "http://10.0.0.1:8765/",
                "https://127.0.0.1:8765/",
                "http://user@192.0.2.1/",
                "http://[2001:db8::1]/",
                "file:///etc/passwd",
                "127.0.0.1:8765"
            })
    void noModelIsAskedOnAnotherMachine(String address) {
        assertThatThrownBy(() -> Model.at(address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("suggest.model");
    }

    @Test
    void aModelMayListenOnEitherLoopbackAddress() {
        assertThat(Model.at("http://127.0.0.1:8765/suggest")).isPresent();
        assertThat(Model.at("http://[::1]:8765/suggest")).isPresent();
        assertThat(Model.at("")).isEmpty();
    }

    @Test
    void aLongTextIsReadStretchByStretchWithoutLosingAPlace() throws Exception {
        StringBuilder text = new StringBuilder("\uD840\uDC0B\n");
        for (int i = 0; i < 900; i++) {
            text.append("They met near Sokhu-ri and went on, line after line, number ").append(i);
            text.append(".\n");
        }
        text.append("Rangnang District lies at the end.\n");
        home.receive(
                "Long",
                CompartmentId.GENERAL,
                Map.of("long-7.txt", text.toString().getBytes(UTF_8)));
        home.rooms.readingRoom().catchUp();
        ItemId item = home.item("long-7.txt");
        Optional<From> from = Optional.of(From.BEGINNING);
        int windows = 0;
        Optional<Proposal> last = Optional.empty();
        while (from.isPresent()) {
            var proposed = proposals.of(as("documenter"), item, from.get()).orElseThrow();
            last =
                    proposed.open().stream()
                            .filter(one -> one.value().startsWith("Rangnang"))
                            .findFirst();
            from = proposed.next();
            windows++;
        }
        assertThat(windows).isBetween(2, 4);
        Locator.Passage place = last.orElseThrow().place().passage();
        String page = home.rooms.renditions().page(item, place.page());
        assertThat(
                        page.substring(
                                page.offsetByCodePoints(0, place.start()),
                                page.offsetByCodePoints(0, place.end())))
                .startsWith("Rangnang");
    }
}
