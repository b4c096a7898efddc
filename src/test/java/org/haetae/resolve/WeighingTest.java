package org.haetae.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.haetae.SharedData;
import org.haetae.casebook.EntityId;
import org.haetae.linkage.Explanation;
import org.haetae.linkage.Model;
import org.haetae.resolve.Weighing.Stated;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.ListFiles;
import org.junit.jupiter.api.Test;

/// The model of people on a public list, of which every entry is somebody else: what its keeper
/// holds apart, nothing here may put together.
class WeighingTest {

    private static final Compared PEOPLE = Compared.of("person");

    private static Stated stated(ListEntry entry) {
        Map<String, List<String>> by = new HashMap<>();
        by.put("name", entry.names().stream().map(ListEntry.ListedName::text).toList());
        by.put("birth-date", entry.births().stream().map(date -> date.edtf()).toList());
        by.put("birth-place", entry.birthPlaces());
        by.put("gender", entry.gender().stream().toList());
        by.put("nationality", entry.nationalities());
        by.put(
                "public-number",
                entry.identifiers().stream()
                        .flatMap(one -> Weighing.numbers(one.words()))
                        .distinct()
                        .toList());
        return new Stated(
                EntityId.random(),
                1,
                PEOPLE.schema().fields().stream()
                        .map(field -> by.getOrDefault(field.column(), List.of()))
                        .toList());
    }

    private static List<ListEntry> people() throws IOException {
        Path file = SharedData.resolve("sanctions").resolve("un_consolidated_2026-02-27.xml");
        return ListFiles.read(
                        List.of(
                                new ListFiles.Source() {
                                    @Override
                                    public String name() {
                                        return file.toString();
                                    }

                                    @Override
                                    public InputStream open() throws IOException {
                                        return Files.newInputStream(file);
                                    }
                                }))
                .entries()
                .stream()
                .filter(entry -> entry.subject() == Subject.PERSON)
                .toList();
    }

    private static Stated named(List<String> names, List<String> births) {
        Map<String, List<String>> by = Map.of("name", names, "birth-date", births);
        return new Stated(
                EntityId.random(),
                1,
                PEOPLE.schema().fields().stream()
                        .map(field -> by.getOrDefault(field.column(), List.of()))
                        .toList());
    }

    private static double probability(Stated one, Stated other) {
        return Model.probability(
                new Weighing(PEOPLE, List.of(one, other)).bits(one.id(), other.id()));
    }

    @Test
    void whoHasManyAliasesAndYearsIsNotEverybody() {
        var one =
                named(
                        List.of("Musa Ali Invented", "Meddie Invented", "Ali Musa"),
                        List.of("1987", "1988", "1991", "1992", "1993"));
        var other =
                named(
                        List.of(
                                "Ali Someone",
                                "Ali Musa Somebody",
                                "Musa Ali",
                                "Ali Musa",
                                "Ali Bashir Somebody"),
                        List.of("1992", "1994", "1995"));
        assertThat(probability(one, other)).isLessThan(0.5);
        // Each thing added to what is compared takes from what an agreement says, never adds.
        var fewer = named(List.of("Ali Musa"), List.of("1992"));
        assertThat(probability(one, other))
                .isLessThan(probability(fewer, named(List.of("Ali Musa"), List.of("1992"))));
    }

    @Test
    void aBirthdayIsNoPersonWhereTheNamesAreWhollyDifferent() {
        assertThat(
                        probability(
                                named(List.of("Reynel Invented"), List.of("1954-11-19")),
                                named(List.of("Georgiy Made-up"), List.of("1954-11-19"))))
                .isLessThan(PEOPLE.schema().review());
    }

    @Test
    void nobodyOfOneListIsJoinedNotEvenThoseWhoShareTheNumberOfAPaper() throws IOException {
        var people = sample(people().stream().map(WeighingTest::stated).toList());
        var weighing = new Weighing(PEOPLE, people);
        var joined = new ArrayList<String>();
        int shared = 0;
        double least = Model.bitsOf(PEOPLE.schema().same());
        for (var pair : weighing.pairs().entrySet()) {
            if (pair.getValue() >= least) {
                var two = pair.getKey();
                var why = weighing.explained(two.one(), two.other(), "one", "other");
                if (Automatic.leavesNoDoubt(why, "person")) {
                    joined.add(why.sentence(Locale.ENGLISH));
                }
            }
        }
        for (int i = 0; i < people.size(); i++) {
            for (int j = i + 1; j < people.size(); j++) {
                if (sharesNumber(people.get(i), people.get(j))) {
                    shared++;
                    Explanation why =
                            weighing.explained(
                                    people.get(i).id(), people.get(j).id(), "one", "other");
                    assertThat(Automatic.leavesNoDoubt(why, "person")).isFalse();
                    assertThat(why.probability()).isLessThan(PEOPLE.schema().same());
                }
            }
        }
        assertThat(joined).isEmpty();
        assertThat(shared).isPositive();
    }

    /// All who share a number with somebody, and every third of the others; all with
    /// `-Dhaetae.torture=all`.
    private static List<Stated> sample(List<Stated> people) {
        return IntStream.range(0, people.size())
                .filter(
                        i ->
                                i % 3 == 0
                                        || "all".equals(System.getProperty("haetae.torture"))
                                        || people.stream()
                                                .anyMatch(
                                                        other ->
                                                                other != people.get(i)
                                                                        && sharesNumber(
                                                                                people.get(i),
                                                                                other)))
                .mapToObj(people::get)
                .toList();
    }

    private static boolean sharesNumber(Stated one, Stated other) {
        int field =
                PEOPLE.schema().fields().stream()
                        .map(f -> f.column())
                        .toList()
                        .indexOf("public-number");
        return one.values().get(field).stream().anyMatch(other.values().get(field)::contains);
    }
}
