package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The 27 numbered facts of two published documents, recorded from a file of claims and shown with
/// the words that support each.
class SeedFactsTest {

    private static final Path CLAIMS = Path.of("src/test/resources/org/haetae/cli/seeds.jsonl");
    private static final int FACTS = 27;

    @TempDir static Path folder;
    static Commands commands;
    static Run imported;
    static Map<String, List<JsonNode>> facts;
    static Map<String, Map<String, Object>> shown;

    @BeforeAll
    static void record() throws IOException {
        var beside = Path.of("../shared/seeds");
        var seeds = Files.isDirectory(beside) ? beside : Path.of("../../shared/seeds");
        assumeThat(seeds).as("the seed documents at ../shared/seeds are not here").isDirectory();
        facts = facts();
        commands = new Commands();
        assertThat(command("add", "--ocr", "off", seeds.toString()).code()).isZero();
        imported = command("import", "claims", CLAIMS.toString());
        shown = show(keys());
    }

    @AfterAll
    static void end() throws IOException {
        if (commands != null) {
            commands.close();
        }
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    /// The lines under each heading.
    private static Map<String, List<JsonNode>> facts() throws IOException {
        var json = JsonMapper.builder().build();
        var facts = new LinkedHashMap<String, List<JsonNode>>();
        var heading = "";
        for (var line : Files.readAllLines(CLAIMS)) {
            if (line.startsWith("#")) {
                heading = line.substring(2);
            } else if (!line.isBlank()) {
                facts.computeIfAbsent(heading, one -> new ArrayList<>()).add(json.readTree(line));
            }
        }
        return facts;
    }

    private static List<String> keys() {
        return facts.values().stream()
                .flatMap(List::stream)
                .map(line -> line.get("entity").asString())
                .distinct()
                .toList();
    }

    private static Map<String, Map<String, Object>> show(List<String> keys) throws IOException {
        var words = new ArrayList<>(List.of("show"));
        words.addAll(keys);
        var run = command(words.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return IntStream.range(0, keys.size())
                .boxed()
                .collect(Collectors.toMap(keys::get, i -> run.rows().get(i)));
    }

    @Test
    void everyFactIsRecordedAndNoLineIsRefused() {
        assertThat(imported.code()).as(imported.toString()).isZero();
        assertThat(imported.rows())
                .hasSize(facts.values().stream().mapToInt(List::size).sum())
                .allMatch(row -> row.get("outcome").equals("recorded"));
        assertThat(facts)
                .containsKeys(
                        IntStream.rangeClosed(1, FACTS)
                                .mapToObj(number -> "fact " + number)
                                .toArray(String[]::new));
    }

    @Test
    void everyClaimOfEveryFactIsShownWithItsWordsFoundAsCited() {
        facts.forEach(
                (fact, lines) ->
                        lines.forEach(
                                line ->
                                        assertThat(claims(line))
                                                .as("%s: %s", fact, line)
                                                .anySatisfy(claim -> fits(claim, line))));
    }

    private static List<Map<String, Object>> claims(JsonNode line) {
        return claims(line.get("entity").asString(), line.get("property").asString());
    }

    private static void fits(Map<String, Object> claim, JsonNode line) {
        assertThat(claim.get("words").toString()).isNotBlank();
        assertThat(claim.get("grade")).isEqualTo(line.get("grade").asString());
        assertThat(claim.get("grade-reason")).isEqualTo(line.get("grade-reason").asString());
        assertThat(citations(claim))
                .singleElement()
                .satisfies(
                        cited -> {
                            assertThat(cited.get("quote")).isEqualTo(line.get("quote").asString());
                            assertThat(cited.get("found")).isEqualTo("found as cited");
                        });
        assertThat(line.get("quote").asString().split(" ").length).isLessThanOrEqualTo(12);
    }

    @Test
    void whereTheTwoDocumentsDifferBothStandWithTheirWords() {
        assertThat(said("crackdown-2017", "date"))
                .containsExactly(
                        "2017-22: During the summer of 2017",
                        "{2017-22,2017-23}: During the summer and autumn of 2017");
        assertThat(said("hrc-2017", "date")).containsExactly("2017-03: In March 2017");
        assertThat(said("hrc-2018", "date")).containsExactly("2018-03-23: On March 23, 2018");
        assertThat(said("visit-2017", "date"))
                .containsExactly(
                        "2017: In 2017, North Korea undertook limited re-engagement",
                        "2017-05: who visited the country in May 2017");
        assertThat(said("visit-2017", "precedence"))
                .containsExactly(
                        "a first for a UN thematic special rapporteur: a first for a UN thematic special rapporteur",
                        "the first-ever UN Human Rights Council special rapporteur allowed into the country:"
                                + " first-ever UN Human Rights Council special rapporteur allowed into the country");
        assertThat(said("abductees", "number"))
                .containsExactly(
                        "Exactly 12 Persons: the return of 12 Japanese citizens",
                        "More than 12 Persons “much higher”: the number of abductees is much higher");
        for (var rivals :
                List.of(
                        claims("crackdown-2017", "date"),
                        claims("visit-2017", "date"),
                        claims("visit-2017", "precedence"),
                        claims("abductees", "number"))) {
            assertThat(rivals).extracting(row -> row.get("rivals")).containsOnly(true);
        }
    }

    @Test
    void allFormsOfANameAreNamesOfOnePerson() {
        assertThat(claims("kim-jong-un", "name"))
                .extracting(row -> row.get("words"))
                .contains("Kim Jong Un", "Kim Jong-Un", "Kim Jong-un", "김정은");
        assertThat(claims("kim-jong-un", "name"))
                .extracting(row -> row.get("rivals"))
                .containsOnly(false);
    }

    @Test
    void peopleReadTheSameOnPaper() throws IOException {
        var run =
                commands.run("show", "crackdown-2017", "--home", folder.resolve("home").toString());
        assertThat(run.out())
                .anyMatch(line -> line.equals("Date  (sources differ)"))
                .anyMatch(line -> line.contains("“During the summer of 2017”"))
                .anyMatch(line -> line.contains("“During the summer and autumn of 2017”"))
                .noneMatch(line -> line.contains("moved to") || line.contains("gone:"));
    }

    @Test
    void theLedgerKnowsEachClaimAndTheSameFileAgainRecordsNothing() throws IOException {
        assertThat(command("verify").code()).isZero();
        var again = command("import", "claims", CLAIMS.toString());
        assertThat(again.code()).isZero();
        assertThat(again.rows())
                .hasSameSizeAs(imported.rows())
                .allMatch(row -> row.get("outcome").equals("known"));
    }

    private static List<String> said(String key, String property) {
        return claims(key, property).stream()
                .map(claim -> stated(claim) + ": " + citations(claim).getFirst().get("quote"))
                .toList();
    }

    /// A date in EDTF, anything else in words.
    private static Object stated(Map<String, Object> claim) {
        return claim.get("value") instanceof Map<?, ?> value && value.containsKey("date")
                ? value.get("date")
                : claim.get("words");
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> claims(String key, String property) {
        return ((List<Map<String, Object>>) shown.get(key).get("claims"))
                .stream().filter(claim -> claim.get("property").equals(property)).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> citations(Map<String, Object> claim) {
        return (List<Map<String, Object>>) claim.get("citations");
    }
}
