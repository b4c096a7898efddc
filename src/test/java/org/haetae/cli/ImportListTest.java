package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Versions of lists of sanctions in the casebook. All people are invented, but for those of the
/// public list where it lies beside the sources.
class ImportListTest {

    private static final Path REAL =
            Path.of("../shared/data/resolve/sanctions/un_consolidated_2026-02-27.xml");

    @TempDir static Path folder;
    static Path home;
    static Commands commands;

    @BeforeAll
    static void begin() throws IOException {
        home = folder.resolve("home");
        commands = new Commands();
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

    private static Path list(String name, String day, String... entries) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                """
                <?xml version="1.0" encoding="utf-8"?>
                <CONSOLIDATED_LIST dateGenerated="%sT00:00:00"><INDIVIDUALS>%s</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>
                """
                        .formatted(day, String.join("\n", entries)));
    }

    private static String entry(int id, String name, String born) {
        return """
               <INDIVIDUAL><DATAID>%d</DATAID><FIRST_NAME>%s</FIRST_NAME><SECOND_NAME>INVENTED</SECOND_NAME>
               <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPi.9%d</REFERENCE_NUMBER><LISTED_ON>2016-11-30</LISTED_ON>
               <DESIGNATION><VALUE>Head of nothing</VALUE></DESIGNATION>
               <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
               <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>%s</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
               <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>X%d</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>
               """
                .formatted(id, name, id, born, id);
    }

    private static List<Object> outcomes(Run run) {
        return run.rows().stream()
                .filter(row -> row.containsKey("entry"))
                .map(row -> (Object) (row.get("entry") + " " + row.get("outcome")))
                .toList();
    }

    @Test
    void theNextVersionIsRecordedAsWhatBecameDifferent() throws IOException {
        var first =
                list(
                        "first.xml",
                        "2026-01-01",
                        entry(1, "PAK", "1961"),
                        entry(2, "KIM", "1962"),
                        entry(3, "RI", "1963"));
        var run = command("import", "un-sc", first.toString());
        assertThat(run.code()).as(run.toString()).isZero();
        assertThat(outcomes(run)).containsExactlyInAnyOrder("1 added", "2 added", "3 added");
        var pak = run.rows().stream().filter(row -> "1".equals(row.get("entry"))).findFirst();
        var id = pak.orElseThrow().get("entity").toString();
        var shown = command("show", id).toString();
        assertThat(shown)
                .contains("PAK INVENTED", "1961", "Passport X1", "Head of nothing")
                .contains("Korea");

        var again = command("import", "un-sc", first.toString());
        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(outcomes(again))
                .containsExactlyInAnyOrder("1 unchanged", "2 unchanged", "3 unchanged");

        var second =
                list(
                        "second.xml",
                        "2026-02-01",
                        entry(1, "PAK", "1961"),
                        entry(2, "KIM", "1964"),
                        entry(4, "CHOE", "1965"));
        var next = command("import", "un-sc", second.toString());
        assertThat(next.code()).as(next.toString()).isZero();
        assertThat(outcomes(next))
                .containsExactlyInAnyOrder("1 unchanged", "2 changed", "3 removed", "4 added");
        var changed = next.rows().stream().filter(row -> "2".equals(row.get("entry"))).findFirst();
        assertThat(String.valueOf(changed.orElseThrow().get("fields"))).isEqualTo("[births]");
        assertThat(command("show", changed.get().get("entity").toString()).toString())
                .as("what was said before stays")
                .contains("1962", "1964");
        assertThat(command("verify").code()).isZero();
    }

    @Test
    void whatIsNoWholeListChangesNothing() throws IOException {
        var cut = folder.resolve("cut.xml");
        var whole = Files.readString(list("whole.xml", "2026-01-01", entry(1, "PAK", "1961")));
        Files.writeString(cut, whole.substring(0, whole.length() / 2));
        var run = command("import", "un-sc", cut.toString());
        assertThat(run.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(run.err()).contains("cut.xml", "nothing was taken in").doesNotContain("\tat ");
        assertThat(command("outcomes").toString()).doesNotContain("cut.xml");
        var other = command("import", "ofac", folder.resolve("whole.xml").toString());
        assertThat(other.code()).isEqualTo(Exit.WRONG_USE);
        assertThat(other.err()).contains("import un-sc");
    }

    @Test
    void aHostileListIsRefusedInOneLineAtEachDoorAndChangesNothing() throws IOException {
        var own = folder.resolve("refusing").toString();
        var sound = list("sound.xml", "2026-01-01", entry(1, "PAK", "1961")).toString();
        assertThat(commands.run("import", "un-sc", sound, "--home", own).code()).isZero();
        var before = Files.readAllBytes(Path.of(own, "ledger/checkpoint"));
        var named =
                "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>%s</FIRST_NAME></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";
        var lists =
                Map.of(
                        "expands.xml",
                        "<!DOCTYPE l [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>"
                                + named.formatted("&b;"),
                        "outside.xml",
                        "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                                + named.formatted("&x;"),
                        "endless.xml",
                        named.formatted("A".repeat(12 << 20)),
                        "malformed.xml",
                        named.formatted("<b></a>"),
                        "cut.xml",
                        named.substring(0, 90));
        for (var one : lists.entrySet()) {
            var file = Files.writeString(folder.resolve("hostile-" + one.getKey()), one.getValue());
            for (var door :
                    List.of(
                            commands.run("import", "un-sc", file.toString(), "--home", own),
                            commands.run("match", "PAK INVENTED", "--file", file.toString()))) {
                assertThat(door.code()).as(one.getKey() + door).isEqualTo(Exit.WRONG_USE);
                assertThat(door.out()).isEmpty();
                assertThat(door.err().strip().lines())
                        .as(one.getKey())
                        .singleElement()
                        .asString()
                        .contains(one.getKey())
                        .doesNotContain("root:", "aaaa")
                        .hasSizeLessThan(400);
            }
        }
        assertThat(Files.readAllBytes(Path.of(own, "ledger/checkpoint"))).isEqualTo(before);
    }

    @Test
    void everyEntryOfTheRealListHasAnOutcome() throws IOException {
        assumeTrue(Files.exists(REAL), "there is no " + REAL);
        var own = folder.resolve("real");
        long start = System.nanoTime();
        var run =
                commands.run(
                        "import", "un-sc", REAL.toString(), "--home", own.toString(), "--json");
        System.err.printf(
                "un-sc in %,d ms: %s%n", (System.nanoTime() - start) / 1_000_000, run.err());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(outcomes(run)).hasSize(1_003).allMatch(one -> one.toString().endsWith(" added"));
    }
}
