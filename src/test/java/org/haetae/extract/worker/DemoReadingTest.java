package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The demo's samples read as `docs/demo.md` says.
class DemoReadingTest {

    private static final Map<String, Outcome> OUTCOMES = new TreeMap<>();

    /// Text, facts and names of each sample and of all parts within.
    private static final Map<String, String> TEXTS = new TreeMap<>();

    @BeforeAll
    static void readAll() throws Exception {
        Path folder = Path.of(DemoReadingTest.class.getResource("/demo/INDEX").toURI()).getParent();
        for (String name : Files.readAllLines(folder.resolve("INDEX"))) {
            var text = new StringBuilder();
            Collected read = Collected.read(folder.resolve(name));
            OUTCOMES.put(name, read.outcome());
            gather(read, text);
            TEXTS.put(name, text.toString());
        }
    }

    private static void gather(Collected read, StringBuilder text) throws Exception {
        text.append(read.text()).append(read.facts).append('\n');
        for (Collected.Part part : read.parts) {
            text.append(part.header().path()).append('\n');
            gather(Collected.read(part.header().name(), part.bytes().toByteArray()), text);
        }
    }

    private static List<String> having(String word) {
        return TEXTS.keySet().stream().filter(name -> TEXTS.get(name).contains(word)).toList();
    }

    @Test
    void everySampleIsReadButThoseMadeNotToBe() {
        assertThat(OUTCOMES)
                .containsEntry("09-packages/damaged-report.pdf", Outcome.DAMAGED)
                .containsEntry("09-packages/locked-invented-sample.pdf", Outcome.LOCKED)
                .containsEntry("09-packages/locked-invented-sample.zip", Outcome.LOCKED)
                .containsEntry("09-packages/radio-log.unknown", Outcome.UNKNOWN);
        assertThat(OUTCOMES.values().stream().filter(outcome -> outcome != Outcome.READ))
                .hasSize(4);
    }

    @Test
    void everySampleSaysThatItIsInvented() throws Exception {
        for (String name : TEXTS.keySet()) {
            // Locked and damaged ones, and the sound's RIFF list, say it in plain bytes only.
            assertThat(TEXTS.get(name) + bytesAsText(name))
                    .as(name)
                    .containsAnyOf("are invented.", "지어낸 것입니다");
        }
    }

    private static String bytesAsText(String name) throws Exception {
        try (var in = DemoReadingTest.class.getResourceAsStream("/demo/" + name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void bothWordsOfTheFirstSearchAreInManySamples() {
        assertThat(having("수용소")).hasSizeGreaterThan(20);
        assertThat(having(" camp")).hasSizeGreaterThan(20);
    }

    @Test
    void onePersonStandsInAllSpellings() {
        for (String spelling :
                List.of(
                        "림도헌",
                        "임도헌",
                        "林道憲",
                        "林道宪",
                        "Rim To Hon",
                        "Im Do-heon",
                        "Rim To-hŏn",
                        "Лим До Хон")) {
            assertThat(having(spelling)).as(spelling).isNotEmpty();
        }
    }

    @Test
    void bothDatesOfTheRollCallAreThere() {
        assertThat(having("14 January 2011")).hasSizeGreaterThan(3);
        assertThat(having("6 February")).hasSizeGreaterThan(2);
    }

    @Test
    void theLetterInOutlooksFormatReadsAsOne() throws URISyntaxException {
        assertThat(TEXTS.get("03-mail/courier-question.msg"))
                .contains("confirmed by two", "Secret order on", "desk@westmere-courier.example");
    }
}
