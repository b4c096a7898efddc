package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.haetae.home.Intruder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// Claims by commands, from a file to the words that support them. All people are invented.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClaimsTest {

    @TempDir static Path folder;
    static Path home;
    static Commands commands;
    static String first;
    static String second;

    @BeforeAll
    static void fill() throws IOException {
        home = folder.resolve("home");
        commands = new Commands();
        var given = Files.createDirectories(folder.resolve("given"));
        Files.writeString(
                given.resolve("first.txt"),
                "Pak Invented was taken to the camp in the summer of 2017. Pak Invented came back.");
        Files.writeString(
                given.resolve("second.txt"),
                "In autumn 2017 they took Pak Invented away. 박지어는 수용소로 끌려갔다.");
        var added = command("add", "--ocr", "off", given.toString());
        assertThat(added.code()).as(added.toString()).isZero();
        first = added.row("first.txt").get("sha256").toString();
        second = added.row("second.txt").get("item").toString();
    }

    @AfterAll
    static void end() throws IOException {
        commands.close();
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    private static String claims() {
        return """
               # People and places of this test are invented.
               {"entity": "pak", "kind": "person", "property": "name", "value": "Pak Invented", "item": "%1$s", "quote": "Pak Invented was taken", "grade": "B2"}
               {"entity": "pak", "property": "name", "value": {"name": "박지어", "language": "ko"}, "item": "%2$s", "quote": "박지어"}
               {"entity": "arrest", "kind": "event", "property": "name", "value": "Arrest of Pak Invented", "item": "%1$s", "quote": "was taken to the camp"}
               {"entity": "arrest", "property": "date", "value": "summer of 2017", "item": "%1$s", "quote": "in the summer of 2017", "grade": "B2", "grade-reason": "was there"}
               {"entity": "arrest", "property": "date", "value": "2017-23", "item": "%2$s", "quote": "In autumn 2017"}

               {"entity": "pak", "property": "name", "value": "Pak", "item": "%1$s", "quote": "Pak Invented"}
               {"entity": "pak", "property": "name", "value": "Pak", "item": "%1$s", "quote": "never said"}
               {"entity": "pak", "kind": "place", "property": "name", "value": "Pak", "item": "%1$s", "quote": "came back"}
               {"entity": "new", "property": "name", "value": "Pak", "item": "%1$s", "quote": "came back"}
               {"entity": "pak", "property": "songbun", "value": "wavering", "item": "%1$s", "quote": "came back"}
               {"entity": "pak", "property": "name", "value": "Pak", "colour": "red"}
               {"entity": "pak", "property": "name", "value": "Pak"}
               {"entity": "pak", "property": "name", "value": "Pak", "item": "%3$s", "quote": "came back"}
               no JSON
               {"entity": "arrest", "property": "date", "value": {"date": "2017-23"}, "item": "%2$s", "quote": "In autumn  2017"}
               """
                .formatted(first, second, "0".repeat(64));
    }

    @Test
    @Order(1)
    void everyLineHasAnOutcomeAndAWrongOneKeepsNoOtherOut() throws IOException {
        var file = Files.writeString(folder.resolve("claims.jsonl"), claims());
        var trial = command("import", "claims", "--dry-run", file.toString());
        assertThat(trial.rows())
                .as(trial.toString())
                .filteredOn(row -> row.get("outcome").equals("fit"))
                .hasSize(5);
        assertThat(command("show", "pak").code()).isNotZero();

        var run = command("import", "claims", file.toString());
        assertThat(run.code()).as(run.toString()).isEqualTo(Exit.FINDINGS);
        Map<Object, List<Object>> lines =
                run.rows().stream()
                        .collect(
                                Collectors.groupingBy(
                                        row -> row.get("outcome"),
                                        Collectors.mapping(
                                                row -> row.get("line"), Collectors.toList())));
        assertThat(lines.get("recorded")).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
        assertThat(lines.get("known")).containsExactly(17);
        assertThat(lines.get("refused"))
                .containsExactlyInAnyOrder(8, 9, 10, 11, 12, 13, 14, 15, 16);
        assertThat(reason(run, 8)).contains("2 times");
        assertThat(reason(run, 9)).contains("does not say");
        assertThat(reason(run, 10)).contains("is a person, not a place");
        assertThat(reason(run, 11)).contains("of which kind");
        assertThat(reason(run, 12)).contains("songbun");
        assertThat(reason(run, 13)).contains("colour");
        assertThat(reason(run, 14)).contains("cites nothing");
        assertThat(reason(run, 15)).contains("no item");
        assertThat(reason(run, 16)).contains("JSON");
    }

    private static String reason(Run run, int line) {
        return run.rows().stream()
                .filter(row -> row.get("line").equals(line))
                .findFirst()
                .orElseThrow()
                .get("reason")
                .toString();
    }

    @Test
    @Order(2)
    void theSameFileAgainRecordsNothingTwice() throws IOException {
        var run = command("import", "claims", folder.resolve("claims.jsonl").toString());
        assertThat(run.rows()).noneMatch(row -> row.get("outcome").equals("recorded"));
        assertThat(run.rows()).filteredOn(row -> row.get("outcome").equals("known")).hasSize(6);
    }

    @Test
    @Order(3)
    void bothDatesStandSideBySideWithTheWordsThatSupportThem() throws IOException {
        var run = command("show", "arrest");
        assertThat(run.code()).as(run.toString()).isZero();
        var shown = run.rows().getFirst();
        assertThat(shown.get("title").toString()).contains("Arrest of Pak Invented");
        var dates = claimsOf(shown, "date");
        assertThat(dates)
                .extracting(row -> row.get("words"))
                .containsExactly("summer 2017", "autumn 2017");
        assertThat(dates).extracting(row -> row.get("rivals")).containsOnly(true);
        assertThat(dates)
                .flatExtracting(ClaimsTest::citations)
                .extracting(row -> row.get("quote"))
                .containsExactly("in the summer of 2017", "In autumn 2017");
        assertThat(dates)
                .flatExtracting(ClaimsTest::citations)
                .extracting(row -> row.get("found"))
                .containsOnly("found as cited");
        assertThat(claimsOf(command("show", "pak").rows().getFirst(), "name"))
                .extracting(row -> row.get("rivals"))
                .containsOnly(false);
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> claimsOf(Map<String, Object> shown, String property) {
        return ((List<Map<String, Object>>) shown.get("claims"))
                .stream().filter(row -> row.get("property").equals(property)).toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> citations(Map<String, Object> claim) {
        return (List<Map<String, Object>>) claim.get("citations");
    }

    @Test
    @Order(4)
    void theLedgerKnowsEachClaimAndTellsWhenOneIsAltered() throws Exception {
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
        record Harm(String sql, String code) {}
        try (var intruder = Intruder.in(home)) {
            intruder.keep();
        }
        for (var harm :
                List.of(
                        new Harm(
                                "update claim set value = '{\"date\": \"2016-22\"}' where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update claim set words = '2016-22' where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update claim set until = now() where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update claim set erased = 1 where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update claim set compartments = '{}' where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update citation set place = array[1] where claim in (select id from claim where words = '2017-22')",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update citation set place[2] = place[2] + 1",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "update citation set sealed = set_byte(sealed, 9, get_byte(sealed, 9) # 1)",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm("delete from citation", "CASEBOOK-ROW-ALTERED"),
                        // As after an erasure, of a claim of which nothing says that it cited
                        // anything.
                        new Harm(
                                "with cited as (delete from citation) update claim set erased = 1, value = null,"
                                        + " words = null, low_date = null, high_date = null, salt = null"
                                        + " where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "delete from claim where words = '2017-22'",
                                "CASEBOOK-ROW-MISSING"),
                        new Harm(
                                "update claim set id = gen_random_uuid() where words = '2017-22'",
                                "CASEBOOK-ROW-ALTERED"),
                        new Harm(
                                "insert into claim select gen_random_uuid(), 1, entity, kind, property, value, sealed,"
                                        + " 'stray', low_date, high_date, low, high, target, reliability, credibility,"
                                        + " grade_reason, status, basis, reason, actor, at, until, compartments, salt,"
                                        + " position, erased from claim where words = '2017-22'",
                                "CASEBOOK-ROW-STRAY"))) {
            try (var intruder = Intruder.in(home)) {
                intruder.execute(harm.sql());
            }
            var run = command("verify");
            assertThat(run.code()).as(harm.sql()).isEqualTo(Exit.FINDINGS);
            assertThat(run.rows())
                    .extracting(row -> row.get("code"))
                    .as(harm.sql())
                    .contains(harm.code());
            try (var intruder = Intruder.in(home)) {
                intruder.putBack("claim");
                intruder.putBack("citation");
            }
        }
        assertThat(command("verify").code()).isEqualTo(Exit.DONE);
    }
}
