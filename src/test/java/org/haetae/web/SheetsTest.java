package org.haetae.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.haetae.hostile.NaughtyStrings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every template by itself, in a real browser.
class SheetsTest {
    private static final boolean THOROUGH = System.getenv("HAETAE_THOROUGH") != null;
    private static final int ROUNDS = THOROUGH ? 20 : 1;

    private static WebServer server;
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
        server = ServedHome.get().server;
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void plainInk() {
        Specimens.ink = UnaryOperator.identity();
    }

    /// Two opposite looks, each of every other sheet; every triple of every sheet when time is no
    /// matter.
    static Stream<Browser.Look> looks() {
        return THOROUGH ? allLooks().stream() : allLooks().stream().limit(2);
    }

    /// Every triple of width, language and colours; the first two hold each of them.
    static List<Browser.Look> allLooks() {
        return List.of(
                new Browser.Look(1440, Language.EN, false, true),
                new Browser.Look(390, Language.KO, true, true),
                new Browser.Look(1440, Language.KO, true, true),
                new Browser.Look(390, Language.EN, true, true),
                new Browser.Look(1440, Language.EN, true, true),
                new Browser.Look(390, Language.KO, false, true),
                new Browser.Look(1440, Language.KO, false, true),
                new Browser.Look(390, Language.EN, false, true));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void everySheetIsAccessibleAndFitsItsWindow(Browser.Look look) {
        List<String> violations = new ArrayList<>();
        try (var context = browser.visit(look)) {
            Page page = context.newPage();
            boolean mine = look.equals(allLooks().getFirst());
            for (String name : Specimens.all().keySet()) {
                mine = !mine;
                if (!THOROUGH && !mine) {
                    continue;
                }
                page.navigate(server.address() + "specimens/" + name);
                Browser.shoot(page, name + "-" + look.name());
                violations.addAll(Axe.violations(page, name));
                if (!Boolean.TRUE.equals(
                        page.evaluate(
                                "document.documentElement.scrollWidth <= window.innerWidth"))) {
                    violations.add(name + ": wider than the window");
                }
            }
        }
        assertThat(violations).isEmpty();
    }

    @Test
    void aPictureWithoutWordsIsAViolation() {
        try (var context = browser.visit(Browser.Look.DESK)) {
            Page page = context.newPage();
            page.setContent(
                    "<html lang=en><title>A</title><main><h1>A</h1><img src=data:,></main>");
            assertThat(Axe.violations(page, "bare"))
                    .singleElement()
                    .asString()
                    .startsWith("bare: image-alt <img");
        }
    }

    @Test
    void noStringOfASheetEverRunsAsAScript() {
        try (var context = browser.visit(Browser.Look.DESK)) {
            Page page = context.newPage();
            List<String> alarms = new ArrayList<>();
            page.onDialog(
                    dialog -> {
                        alarms.add("dialog: " + dialog.message());
                        dialog.dismiss();
                    });
            page.onRequest(
                    request -> {
                        if (!request.url().startsWith(server.address().toString())
                                && !request.url().startsWith("data:")) {
                            alarms.add("outside request: " + request.url());
                        }
                    });
            page.onConsoleMessage(
                    message -> {
                        if (message.text().contains("Content Security Policy")) {
                            alarms.add(message.text());
                        }
                    });
            // Each field of each sheet gets another string, and in each round yet another.
            List<String> naughty = NaughtyStrings.all();
            AtomicInteger next = new AtomicInteger();
            Specimens.ink = text -> naughty.get(next.getAndIncrement() % naughty.size());
            for (int round = 0; round < ROUNDS; round++) {
                for (String name : Specimens.all().keySet()) {
                    int first = next.addAndGet(7);
                    String where = "%s with strings from %d".formatted(name, first);
                    var answer =
                            page.navigate(
                                    server.address() + "specimens/" + name,
                                    new Page.NavigateOptions()
                                            .setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
                    assertThat(answer.status()).as(where).isEqualTo(200);
                    assertThat(page.evaluate("document.scripts.length")).as(where).isEqualTo(1);
                    assertThat(
                                    page.evaluate(
                                            "[...document.querySelectorAll('*')].some(e =>"
                                                    + " [...e.attributes].some(a =>"
                                                    + " a.name.startsWith('on') || (a.name === 'href'"
                                                    + " && /^\\s*javascript:/i.test(a.value))))"))
                            .as(where)
                            .isEqualTo(false);
                }
            }
            assertThat(alarms).isEmpty();
        }
    }
}
