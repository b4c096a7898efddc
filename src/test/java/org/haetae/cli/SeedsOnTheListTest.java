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
import java.util.Set;
import java.util.TreeSet;
import org.haetae.SharedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The people and ministries that two published documents name, and a published list that names
/// them too: each meets its entry in the queue before anything else that it resembles.
class SeedsOnTheListTest {

    private static final Path CLAIMS = Path.of("src/test/resources/org/haetae/cli/seeds.jsonl");

    /// Of which state the entries are that are taken in: the whole list takes a minute.
    private static final String PROGRAMME = "DPRK";

    /// What the documents name, with the entry, and what the list says of it.
    private static final Map<String, Entry> MET =
            Map.ofEntries(
                    Map.entry(
                            "choe-pu-il",
                            new Entry("CHOE, Pu Il", "Minister of People's Security", "1944")),
                    Map.entry(
                            "ri-song-chol",
                            new Entry(
                                    "RI, Song Chol",
                                    "Ministry of People's Security Counselor",
                                    "1959")),
                    Map.entry(
                            "kang-song-nam",
                            new Entry("KANG, Song Nam", "Bureau Director", "1962")),
                    Map.entry("kim-yo-jong", new Entry("KIM, Yo Jong", "Vice Director", "1989")),
                    Map.entry("kim-jong-un", new Entry("KIM, Jong Un", "Chairman", "1984")),
                    Map.entry("mps", new Entry("MINISTRY OF PEOPLE'S SECURITY", "", "")),
                    Map.entry(
                            "public-security", new Entry("MINISTRY OF PEOPLE'S SECURITY", "", "")),
                    Map.entry("mss", new Entry("MINISTRY OF STATE SECURITY", "", "")),
                    Map.entry("msc", new Entry("MILITARY SECURITY COMMAND", "", "")),
                    Map.entry("labour-ministry", new Entry("MINISTRY OF LABOR", "", "")),
                    Map.entry(
                            "propaganda",
                            new Entry(
                                    "KOREAN WORKERS PARTY, PROPAGANDA AND AGITATION DEPARTMENT",
                                    "",
                                    "")));

    /// @param title as the list writes it
    private record Entry(String title, String post, String born) {}

    @TempDir static Path folder;
    static Commands commands;
    static List<Map<String, Object>> queue;

    @BeforeAll
    static void takeIn() throws IOException {
        var beside = Path.of("../shared/seeds");
        var seeds = Files.isDirectory(beside) ? beside : Path.of("../../shared/seeds");
        assumeThat(seeds).as("the seed documents at ../shared/seeds are not here").isDirectory();
        var list = entries(SharedData.resolve("sanctions"));
        commands = new Commands();
        assertThat(command("add", "--ocr", "off", seeds.toString()).code()).isZero();
        assertThat(command("import", "claims", CLAIMS.toString()).code()).isZero();
        var words = new ArrayList<>(List.of("import", "ofac"));
        list.forEach(file -> words.add(file.toString()));
        var imported = command(words.toArray(String[]::new));
        assertThat(imported.code()).as(imported.err()).isZero();
        queue = command("resolve").rows();
    }

    @AfterAll
    static void end() throws IOException {
        if (commands != null) {
            commands.close();
        }
    }

    /// The list with the entries of one programme alone: the number in front is the entry's.
    private static List<Path> entries(Path from) throws IOException {
        var numbers = new TreeSet<String>();
        var files = new ArrayList<Path>();
        for (var table : List.of("sdn", "alt", "add", "sdn_comments")) {
            var name = "ofac_%s_2019-01-15.csv".formatted(table);
            var lines =
                    Files.readAllLines(from.resolve(name)).stream()
                            .filter(
                                    line ->
                                            table.equals("sdn")
                                                    ? line.contains("\"" + PROGRAMME)
                                                    : numbers.contains(number(line)))
                            .toList();
            if (table.equals("sdn")) {
                lines.forEach(line -> numbers.add(number(line)));
            }
            if (!lines.isEmpty()) {
                files.add(Files.write(folder.resolve(name), lines));
            }
        }
        return files;
    }

    private static String number(String line) {
        return line.substring(0, Math.max(0, line.indexOf(',')));
    }

    private static Run command(String... words) throws IOException {
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", folder.resolve("home").toString(), "--json"));
        return commands.run(all.toArray(String[]::new));
    }

    @Test
    void eachMeetsItsEntryBeforeAnythingElseWithPostAndBirth() throws IOException {
        var keys = List.copyOf(MET.keySet());
        var words = new ArrayList<>(List.of("show"));
        words.addAll(keys);
        var shown = command(words.toArray(String[]::new)).rows();
        var first = new LinkedHashMap<String, String>();
        var expected = new LinkedHashMap<String, String>();
        for (int i = 0; i < keys.size(); i++) {
            var id = shown.get(i).get("entity").toString();
            var entry = MET.get(keys.get(i));
            expected.put(keys.get(i), entry.title());
            var pair =
                    queue.stream()
                            .filter(row -> Set.of(row.get("one"), row.get("other")).contains(id))
                            .findFirst();
            if (pair.isEmpty()) {
                continue;
            }
            boolean isOne = pair.get().get("one").equals(id);
            first.put(keys.get(i), pair.get().get(isOne ? "id_b" : "id_a").toString());
            var met = command("show", pair.get().get(isOne ? "other" : "one").toString());
            assertThat(met.toString()).as(keys.get(i)).contains(entry.post(), entry.born());
        }
        assertThat(first).isEqualTo(expected);
    }
}
