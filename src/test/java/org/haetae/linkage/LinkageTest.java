package org.haetae.linkage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.haetae.cli.bench.MadePeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which records are one, over invented people whose copies are known, and over FEBRL's data sets
/// where they lie beside the repository.
class LinkageTest {

    private static final Path FEBRL = Path.of("..", "..", "shared", "data", "resolve", "febrl");
    private static final LinkageSchema SCHEMA = LinkageSchema.shipped("febrl").orElseThrow();

    @TempDir Path folder;

    /// @param f1 of the pairs told to be one
    /// @param calibration mean distance of probability and truth over ten bins of given pairs
    private record Measured(double f1, double calibration) {}

    private static String person(Records records, int record) {
        return records.id(record).split("-")[1];
    }

    private static Measured measure(Records records, List<Link> links) {
        Map<String, int[]> people = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            people.computeIfAbsent(person(records, i), _ -> new int[2])[
                    records.areTwo() && i >= records.firstOfSecond() ? 1 : 0]++;
        }
        double all =
                people.values().stream()
                        .mapToDouble(n -> records.areTwo() ? n[0] * n[1] : n[0] * (n[0] - 1) / 2.0)
                        .sum();
        double right = 0;
        double told = 0;
        var bins = new double[10][3];
        for (var link : links) {
            boolean one = person(records, link.a()).equals(person(records, link.b()));
            var bin = bins[(int) Math.min(9, link.probability() * 10)];
            bin[0]++;
            bin[1] += link.probability();
            bin[2] += one ? 1 : 0;
            if (link.decision() == Link.Decision.SAME) {
                told++;
                right += one ? 1 : 0;
            }
        }
        double off = 0;
        for (var bin : bins) {
            off += Math.abs(bin[1] - bin[2]) / Math.max(1, links.size());
        }
        return new Measured(2 * right / (told + all), off);
    }

    private static Measured measure(Path... files) throws IOException {
        var records = RecordFiles.read(SCHEMA, List.of(files));
        return measure(records, Linkage.of(SCHEMA, records).links());
    }

    @ParameterizedTest
    @CsvSource({"dataset4a.csv;dataset4b.csv, 0.9995", "dataset1.csv, 1.0"})
    void theRecordsOfFebrlAreTold(String files, double least) throws IOException {
        var paths = Stream.of(files.split(";")).map(FEBRL::resolve).toArray(Path[]::new);
        assumeTrue(Files.exists(paths[0]), "no FEBRL data beside the repository");
        var measured = measure(paths);
        assertThat(measured.f1()).isGreaterThanOrEqualTo(least);
        assertThat(measured.calibration()).isLessThanOrEqualTo(0.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void copiesWithTheErrorsOfTypistsAreTold(long seed) throws IOException {
        var a = folder.resolve("a.csv");
        var b = folder.resolve("b.csv");
        new MadePeople(seed, 3000).writeTwo(a, b, 3000, new MadePeople.Errors(1, 2, 4));
        var measured = measure(a, b);
        assertThat(measured.f1()).as("seed %d", seed).isGreaterThan(0.997);
        assertThat(measured.calibration()).as("seed %d", seed).isLessThanOrEqualTo(0.05);
    }

    /// Ten errors in a record, three copies of a person, and households that share address and
    /// surname: without damping, households become one person here.
    @Test
    void thoseOfOneHouseholdStayApart() throws IOException {
        var file = folder.resolve("people.csv");
        new MadePeople(13, 3000).writeOne(file, 3000, new MadePeople.Errors(3, 3, 10));
        var measured = measure(file);
        assertThat(measured.f1()).isGreaterThan(0.97);
        assertThat(measured.calibration()).isLessThanOrEqualTo(0.05);
    }

    private Records few(String... rows) throws IOException {
        var file = folder.resolve("few.csv");
        Files.write(
                file,
                Stream.concat(
                                Stream.of(
                                        "id,given_name,surname,street_number,address_1,address_2,suburb,postcode,state,date_of_birth,soc_sec_id"),
                                Stream.of(rows))
                        .toList());
        return RecordFiles.read(SCHEMA, List.of(file));
    }

    @Test
    void everyStepOfAnExplanationAddsUp() throws IOException {
        var file = folder.resolve("people.csv");
        new MadePeople(14, 800).writeOne(file, 800, new MadePeople.Errors(2, 2, 4));
        var records = RecordFiles.read(SCHEMA, List.of(file));
        var linkage = Linkage.of(SCHEMA, records);
        for (var link : linkage.links()) {
            var why = linkage.explain(link.a(), link.b());
            double sum = why.priorBits();
            for (var field : why.fields()) {
                double bits =
                        field.level() == Level.MISSING
                                ? 0
                                : Math.log(field.m() / field.u()) / Math.log(2);
                assertThat(field.bits()).isCloseTo(bits, within(1e-4));
                sum += field.bits();
            }
            for (var group : why.groups()) {
                sum += group.sum() * (group.factor() - 1);
            }
            assertThat(why.bits())
                    .isCloseTo(sum, within(1e-6))
                    .isEqualTo(link.bits(), within(1e-6));
        }
        var first = linkage.explain(linkage.links().getFirst().a(), linkage.links().getFirst().b());
        assertThat(first.sentence(Locale.ENGLISH)).contains("probably one", "for one speak");
        assertThat(first.sentence(Locale.KOREAN)).contains("하나라고 볼 근거");
        assertThat(first.arithmetic().getFirst()).startsWith("prior ");
    }

    @Test
    void whatIsMissingCountsNeitherWay() throws IOException {
        var records =
                few(
                        "1,anna,berg,1,long road,,hill,2000,nsw,19700101,1234567",
                        "2,anna,,,,,,,,,1234567",
                        "3,otto,mann,7,short lane,,dale,3000,vic,19611212,7654321");
        var why = Linkage.of(SCHEMA, records).explain(0, 1);
        assertThat(why.fields())
                .filteredOn(field -> field.field().column().equals("surname"))
                .singleElement()
                .satisfies(
                        field -> {
                            assertThat(field.level()).isEqualTo(Level.MISSING);
                            assertThat(field.bits()).isZero();
                        });
        assertThat(why.sentence(Locale.ENGLISH)).contains("Not stated on both sides: surname");
    }

    @Test
    void namesThatChangedPlacesAreComparedCrosswise() throws IOException {
        var records =
                few(
                        "1,anna,bergstrom,1,long road,,hill,2000,nsw,19701201,1234567",
                        "2,bergstrom,anna,1,long road,,hill,2000,nsw,19700112,1234567");
        var pattern = new Comparer(SCHEMA, records).pattern(0, 1);
        assertThat(Comparer.level(pattern, 0)).isZero();
        assertThat(Comparer.level(pattern, 1)).isZero();
        assertThat(Comparer.level(pattern, SCHEMA.fields().size())).isEqualTo(1);
        var born = SCHEMA.fields().stream().map(Field::column).toList().indexOf("date_of_birth");
        assertThat(FieldKind.DATE.levels().get(Comparer.level(pattern, born)))
                .isEqualTo(Level.SWAPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "19700101, 1970-01-01, EXACT",
        "1970-01, 19700112, WITHIN",
        "1970, 1970-05, WITHIN",
        "1968/1971, 1970, WITHIN",
        "1970, 1972, DIFFERENT",
        "1970~, 1972, PARTLY",
        "1970~, 1983-10-25, DIFFERENT",
        "1970, 1970, WITHIN",
        "[1966..1967], [1966..1967], WITHIN",
        "19700101, 19700107, ONE_EDIT",
        "19700112, 19701201, SWAPPED",
        "19700112, 19850112, PARTLY",
        "19700112, 19851130, DIFFERENT",
        "19701399, 19701398, ONE_EDIT"
    })
    void datesAreComparedAsFarAsTheyAreStated(String a, String b, Level expected) {
        var dates = new Dictionary(Dictionary.Reading.DATE);
        int one = dates.add(a);
        int two = dates.add(b);
        dates.close();
        int level =
                dates.same(one) == dates.same(two)
                        ? dates.compareEqualDates(dates.same(one))
                        : dates.compareDates(dates.same(one), dates.same(two), new Edits());
        assertThat(FieldKind.DATE.levels().get(level)).isEqualTo(expected);
    }

    @Test
    void identifiersOfTwoIssuersAreNotCompared() throws IOException {
        var schema =
                LinkageSchema.read(
                        """
                        name: passports
                        fields:
                          name: {kind: name}
                          number: {kind: identifier, issuer: country}
                        blocking:
                          passes: [[name]]
                        """);
        var file = folder.resolve("passports.csv");
        Files.writeString(file, "id,name,number,country\n1,Kim,7,KP\n2,Kim,7,CN\n3,Kim,7,\n");
        var comparer = new Comparer(schema, RecordFiles.read(schema, List.of(file)));
        assertThat(Comparer.level(comparer.pattern(0, 1), 1)).isEqualTo(Comparer.MISSING);
        assertThat(Comparer.level(comparer.pattern(0, 2), 1)).isZero();
    }

    @Test
    void aKeptModelGivesTheSameAnswer() throws IOException {
        var file = folder.resolve("people.csv");
        new MadePeople(15, 600).writeOne(file, 600, new MadePeople.Errors(2, 2, 4));
        var records = RecordFiles.read(SCHEMA, List.of(file));
        var learned = Linkage.of(SCHEMA, records);
        var kept = Model.read(SCHEMA, learned.model().yaml(SCHEMA));
        assertThat(kept.version(SCHEMA)).isEqualTo(learned.model().version(SCHEMA));
        assertThat(Linkage.of(SCHEMA, records, kept).links()).isEqualTo(learned.links());
    }

    @Test
    void blocksThatAreTooLargeAreDividedAndTold() throws IOException {
        var schema =
                LinkageSchema.read(
                        """
                        name: one-block
                        fields:
                          state: {kind: code}
                          number: {kind: number}
                        blocking:
                          limit: 10
                          passes: [[state]]
                          split: [number]
                        """);
        var rows = new StringBuilder("id,state,number\n");
        for (int i = 0; i < 60; i++) {
            rows.append("%d,nsw,%d\n".formatted(i, i < 30 ? 1 : i % 6 + 2));
        }
        var file = folder.resolve("rows.csv");
        Files.writeString(file, rows);
        var blocking = new Blocking(schema, RecordFiles.read(schema, List.of(file)));
        var pass = blocking.passes().getFirst();
        assertThat(pass.split()).isEqualTo(1);
        assertThat(pass.cut()).isEqualTo(1);
        assertThat(pass.pairs()).isEqualTo(3 * 45 + 6 * 10);
    }

    /// The fast count of edits against the plain one, over made texts.
    @Test
    void editsAreCountedAsByHand() {
        var draw = new SplittableRandom(16);
        var edits = new Edits();
        for (int i = 0; i < 20_000; i++) {
            var a = word(draw);
            var b = word(draw);
            var chars = (a + b).toCharArray();
            // A sign beyond the table sends the same texts the slow way.
            var slow = (a + b).replace('a', '가').toCharArray();
            assertThat(edits.between(chars, 0, a.length(), a.length(), chars.length))
                    .as("%s and %s", a, b)
                    .isEqualTo(edits.between(slow, 0, a.length(), a.length(), slow.length));
        }
    }

    private static String word(SplittableRandom draw) {
        var word = new StringBuilder("a");
        for (int i = draw.nextInt(9); i > 0; i--) {
            word.append((char) ('a' + draw.nextInt(4)));
        }
        return word.append('a').toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name: x",
                "name: x\nfields: {a: {kind: nonsense}}\nblocking: {passes: [[a]]}",
                "name: x\nfields: {a: {kind: name}}\nblocking: {passes: [[a nonsense]]}",
                "name: x\nfields: {a: {kind: name}}\nblocking: {passes: [[a]]}\nnonsense: 1",
                "name: x\nfields: {a: {kind: name}}\nswaps: [[a, b]]\nblocking: {passes: [[a]]}",
                "name: x\nfields: {a: {kind: name, m: {exact: 2}}}\nblocking: {passes: [[a]]}",
                "name: [",
                "!!java.net.URL [x]"
            })
    void aSchemaThatIsNoneIsRefused(String yaml) {
        assertThatThrownBy(() -> LinkageSchema.read(yaml))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "id,nothing\n1,2\n",
                "id,surname\n1,Berg\n1,Mann\n",
                "id,surname\n,Berg\n",
                "id,surname\n1,\"Berg\n"
            })
    void aFileThatIsNoneIsRefusedByName(String csv) throws IOException {
        var file = folder.resolve("bad.csv");
        Files.writeString(file, csv);
        assertThatThrownBy(() -> RecordFiles.read(SCHEMA, List.of(file)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad.csv");
    }
}
