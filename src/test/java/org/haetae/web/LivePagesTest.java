package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.casebook.Claim;
import org.haetae.hostile.NaughtyStrings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Every page as it is served, with what lies in a home: accessible, no wider than its window, and
/// deaf to whatever stands in names, titles and queries.
class LivePagesTest {
    private static final boolean THOROUGH = System.getenv("HAETAE_THOROUGH") != null;

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

    private static BrowserContext visit(Browser.Look look, String login) {
        BrowserContext context = browser.visit(look);
        if (!login.isEmpty()) {
            context.addCookies(
                    List.of(
                            new Cookie(Entrance.SESSION_COOKIE, home.session(login))
                                    .setUrl(home.at("/").toString())));
        }
        return context;
    }

    private static Page go(Page page, String path) {
        page.navigate(
                home.at(path).toString(),
                new Page.NavigateOptions().setWaitUntil(WaitUntilState.LOAD));
        return page;
    }

    // Accessible

    @Test
    void everyLivePageIsAccessibleAndFitsItsWindow() throws Exception {
        Map<String, String> pages = pages();
        List<Browser.Look> looks = SheetsTest.allLooks();
        List<String> violations = new ArrayList<>();
        int turn = 0;
        for (Browser.Look look : looks) {
            try (var outside = visit(look, "");
                    var inside = visit(look, "everyone")) {
                Page stranger = outside.newPage();
                Page person = inside.newPage();
                int at = turn++;
                for (var entry : pages.entrySet()) {
                    // In haste each page is seen in one of the eight ways, its neighbour in
                    // another.
                    if (!THOROUGH && at++ % looks.size() != 0) {
                        continue;
                    }
                    Page page =
                            go(
                                    entry.getKey().equals("sign-in") ? stranger : person,
                                    entry.getValue());
                    String name = entry.getKey() + "-" + look.name();
                    Browser.shoot(page, "live-" + name);
                    violations.addAll(Axe.violations(page, name));
                    if (!fits(page)) {
                        violations.add(name + ": wider than the window");
                    }
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    private static boolean fits(Page page) {
        return Boolean.TRUE.equals(
                page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"));
    }

    /// Every page that there is, by a name for it.
    private static Map<String, String> pages() throws Exception {
        Reading everyone = Reading.as("everyone");
        String order = home.item("orders/order-14.pdf").toString();
        String search = search(everyone, "camp");
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("sign-in", "/sign-in");
        pages.put("search", "/search");
        pages.put("found", search);
        pages.put("found-nothing", search(everyone, "nothinglikethis"));
        pages.put("problem", search(everyone, "(camp"));
        pages.put("batch", "/batch");
        pages.put("item", "/items/" + order + "?search=" + search.substring(8));
        pages.put("item-text", "/items/" + home.item("testimony.txt"));
        pages.put("item-damaged", "/items/" + home.item("damaged.pdf"));
        pages.put("accessions", "/accessions");
        pages.put("accession", "/accessions/" + home.openAccession);
        pages.put("receipt", "/accessions/" + home.openAccession + "/receipt");
        pages.put("receive", "/accessions/new");
        pages.put("outcomes", "/outcomes");
        pages.put("outcomes-read", "/outcomes?outcome=read");
        pages.put("people", "/people");
        pages.put("person", "/people/" + home.someone);
        pages.put("compartments", "/compartments");
        pages.put("compartment", "/compartments/" + home.sealed);
        pages.put("account", "/account");
        pages.put("health", "/health");
        pages.put("help", "/help");
        Claim claim = home.claim("testimony.txt");
        pages.put("entities", "/entities");
        pages.put("entities-kind", "/entities?kind=person");
        pages.put("entity", "/entity/" + claim.entity());
        pages.put("map", "/map");
        pages.put("timeline", "/timeline");
        pages.put("network", "/network");
        pages.put("law", "/law");
        pages.put("monitor", "/monitor");
        pages.put("responsibility", "/responsibility/" + home.listed().unit());
        var assessed = home.assessed();
        pages.put("cases", "/cases");
        pages.put("case-new", "/cases/new");
        pages.put("case", "/cases/" + assessed.file().id());
        pages.put("case-theory", "/cases/%s/theory".formatted(assessed.file().id()));
        pages.put(
                "case-cell", "/cases/%s/cell?%s".formatted(assessed.file().id(), assessed.cell()));
        pages.put("finding", "/findings/" + assessed.finding().id());
        pages.put("finding-anew", "/findings/%s/anew".formatted(assessed.finding().id()));
        pages.put(
                "finding-new",
                "/cases/%s/findings?%s".formatted(assessed.file().id(), assessed.cell()));
        pages.put(
                "what-if",
                "/cases/%s/what-if?item=%s"
                        .formatted(assessed.file().id(), home.item("testimony.txt")));
        pages.put("roots", "/cases/%s/roots".formatted(assessed.file().id()));
        pages.put("claim", "/claims/" + claim.id());
        pages.put("suggestions", "/items/" + home.item("testimony.txt") + "/suggestions");
        pages.put("queue", "/queue");
        pages.put("resolve", "/resolve");
        pages.put("lists", "/lists");
        pages.put("alerts", "/alerts");
        pages.put("screening", "/screening");
        pages.put("list", "/lists/" + home.listed().second());
        pages.put("designation", "/designations/" + home.listed().designation());
        pages.put("unit", "/entity/" + home.listed().unit());
        pages.put("agreement", "/agreement");
        pages.put("cite", "/items/" + home.item("testimony.txt") + "/cite");
        pages.put("incident", "/items/" + order + "/incident");
        pages.put("incident-new", "/incidents/new");
        pages.put("drafts", "/drafts");
        home.receive(
                "Ward office",
                CompartmentId.GENERAL,
                Map.of(
                        "ward-list.csv",
                        "No,Name,Born\n1,Tok Invented,1950\n".getBytes(StandardCharsets.UTF_8),
                        "ward.ftm.json",
                        "{\"id\":\"ward-1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Tok Un Bi\"]}}\n"
                                .getBytes(StandardCharsets.UTF_8)));
        home.rooms.readingRoom().catchUp();
        pages.put("import-table", "/items/" + home.item("ward-list.csv") + "/table");
        pages.put("import-entities", "/items/" + home.item("ward.ftm.json") + "/ftm");
        pages.put("consents", "/consents");
        pages.put("interview", "/interviews/new");
        pages.put("identities", "/identities");
        pages.put("erasures", "/erasures");
        pages.put("not-found", "/items/" + UUID.randomUUID());
        return pages;
    }

    private static String search(Reading by, String query) throws Exception {
        return by.post("/search", "q", query).headers().firstValue("location").orElseThrow();
    }

    // Deaf

    /// Looks at pages and remembers what should never have happened.
    private static final class Watch {
        private final Page page;
        private final List<String> alarms = new ArrayList<>();

        Watch(BrowserContext context) {
            page = context.newPage();
            page.onDialog(
                    dialog -> {
                        alarms.add(page.url() + " a script spoke: " + dialog.message());
                        dialog.dismiss();
                    });
            page.onRequest(
                    request -> {
                        if (!request.url().startsWith(home.server.address().toString())
                                && !request.url().startsWith("data:")) {
                            alarms.add(page.url() + " asked outside: " + request.url());
                        }
                    });
            page.onPageError(error -> alarms.add(page.url() + " " + error));
            page.onConsoleMessage(
                    message -> {
                        if (message.text().contains("Content Security Policy")) {
                            alarms.add(page.url() + " " + message.text());
                        }
                    });
        }

        /// @param rows how many rows or hits the page should have at least
        void look(String path, int rows) {
            var answer =
                    page.navigate(
                            home.at(path).toString(),
                            new Page.NavigateOptions()
                                    .setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
            assertThat(answer.status()).as(path).isEqualTo(200);
            Object wrong =
                    page.evaluate(
                            """
                            rows => [
                              document.scripts.length === 1 ? '' : 'scripts: ' + document.scripts.length,
                              document.querySelectorAll('main, footer, header').length >= 3 ? '' : 'no frame',
                              window.haetae === undefined ? '' : 'a script left something',
                              document.title.endsWith('Haetae') ? '' : 'title: ' + document.title,
                              document.querySelectorAll('main tbody tr, main .hit').length >= rows ? ''
                                : 'rows: ' + document.querySelectorAll('main tbody tr, main .hit').length,
                              document.querySelector('iframe, object, embed, base, frameset, main style, main link')
                                ? 'an element that no page of ours has' : '',
                              document.documentElement.scrollWidth <= window.innerWidth ? ''
                                : 'wider than the window: ' + [...document.querySelectorAll('main *')].filter(e =>
                                  e.getBoundingClientRect().right > window.innerWidth + 1 || e.scrollWidth > window.innerWidth).slice(-2).map(e =>
                                  e.outerHTML.slice(0, 200)),
                              [...document.querySelectorAll('*')].some(e => [...e.attributes].some(a =>
                                a.name.startsWith('on') || a.name === 'style' || a.name === 'srcdoc' ||
                                ['href', 'src', 'action', 'formaction'].includes(a.name) &&
                                  /^\\s*(javascript|data|vbscript):/i.test(a.value))) ? 'an attribute' : ''
                            ].filter(x => x)
                            """,
                            rows);
            assertThat((List<?>) wrong).as(path).isEmpty();
        }
    }

    private static byte[] titled(String title, int number) {
        String plain = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return ("<!DOCTYPE html><meta charset=utf-8><title>%s</title><meta name=author content=\"%s\"><p>naughtylist %d %s"
                        .formatted(plain, plain.replace("\"", "&quot;"), number, plain))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whateverStandsInNamesTitlesAndQueriesNoPageRunsItOrBreaks() throws Exception {
        List<String> naughty = NaughtyStrings.all();
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < naughty.size(); i++) {
            files.put(
                    naughty.get(i) + "/" + i + naughty.get(i) + ".html", titled(naughty.get(i), i));
        }
        var compartment =
                home.rooms
                        .roster()
                        .createCompartment(Clearance.SYSTEM, "<b>Odd</b>", "<i>이상</i>")
                        .id();
        home.account("odd", Set.of(Role.values()), Set.of(compartment));
        var accession = home.receive(naughty.getFirst(), compartment, files);
        home.catchUp();
        Reading odd = Reading.as("odd");
        try (var context = visit(new Browser.Look(390, Language.EN, false, true), "odd")) {
            Watch watch = new Watch(context);
            // Names, in lists of a hundred and on receipts of five hundred.
            walk(odd, watch, "/accessions/" + accession, 100, files.size());
            walk(odd, watch, "/accessions/" + accession + "/receipt", 500, files.size());
            walk(odd, watch, "/outcomes?outcome=read", 100, 0);
            walk(odd, watch, "/outcomes", 100, 0);
            // Titles, in hits.
            walk(odd, watch, search(odd, "naughtylist"), 20, files.size());
            // Items, with name, title, author and words.
            int step = THOROUGH ? 1 : 40;
            List<String> names = List.copyOf(files.keySet());
            for (int i = 0; i < names.size(); i += step) {
                watch.look("/items/" + home.item(names.get(i)), 1);
            }
            // Queries, as terms of a list and as searches kept under a name.
            queries(watch, naughty);
            assertThat(watch.alarms).isEmpty();
        }
    }

    /// Goes on from page to page until there is no next one, counting rows.
    private static void walk(Reading by, Watch watch, String first, int most, int rows)
            throws Exception {
        String path = first;
        int left = rows;
        while (path != null) {
            watch.look(path, Math.min(left, most));
            left -= Math.min(left, most);
            Object next =
                    watch.page.evaluate(
                            "(a => a && a.getAttribute('href'))(document.querySelector('a[rel=next]'))");
            path = next == null ? null : next.toString();
        }
        assertThat(left).as(first).isZero();
    }

    private static void queries(Watch watch, List<String> naughty) {
        KeptSearches kept = home.server.context().getBean(KeptSearches.class);
        for (int from = 0; from < naughty.size(); from += 100) {
            List<String> some = naughty.subList(from, Math.min(naughty.size(), from + 100));
            String login = "odd-" + from;
            var account = home.account(login, Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
            Clearance by =
                    Clearance.of(account, Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
            for (String one : some) {
                kept.save(by, kept.keep(by, Asked.of(one)), one.isBlank() ? "blank" : one);
            }
            UUID list = kept.keep(by, Asked.batch(String.join("\n", some)));
            watch.page
                    .context()
                    .addCookies(
                            List.of(
                                    new Cookie(Entrance.SESSION_COOKIE, home.session(login))
                                            .setUrl(home.at("/").toString())));
            watch.look("/search", some.size());
            watch.look("/batch/" + list, some.size() / 2);
        }
    }
}
