package org.haetae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.haetae.cli.bench.MadePeople;
import org.haetae.linkage.Link;
import org.haetae.linkage.Linkage;
import org.haetae.linkage.LinkageSchema;
import org.haetae.linkage.Model;
import org.haetae.linkage.RecordFiles;
import org.haetae.linkage.Records;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spark, with real shuffles between several partitions, gives what one machine gives.
class SparkLinkageTest {

    private static final Path FEBRL =
            Path.of("..", "..", "..", "shared", "data", "resolve", "febrl");
    private static final String PEOPLE = LinkageSchema.shippedYaml("febrl").orElseThrow();

    /// Blocks of five at most: most are divided, and many cut. Clusters, not one to one.
    private static final String NAMES =
            """
            name: names
            version: 1
            decisions: {same: 0.9, review: 0.01}
            fields:
              name: {kind: person-name, frequency: true, label: {en: name, ko: 이름}}
              born: {kind: date, frequency: true, label: {en: born, ko: 생일}}
              number: {kind: identifier, issuer: by, label: {en: number, ko: 번호}}
              unit: {kind: organisation-name, label: {en: unit, ko: 부대}}
            blocking:
              limit: 5
              passes: [[name], [name start 4], [born], [number], [unit, born year]]
              split: [born year, number]
            """;

    private static JavaSparkContext spark;

    @TempDir Path folder;

    @BeforeAll
    static void start() {
        spark =
                new JavaSparkContext(
                        new SparkConf()
                                .setMaster("local[2]")
                                .setAppName("test")
                                .set("spark.default.parallelism", "7")
                                .set("spark.ui.enabled", "false")
                                .set("spark.driver.bindAddress", "127.0.0.1")
                                .set("spark.driver.host", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        spark.close();
    }

    /// A pair by ids, with its probability to the last bit.
    private record Told(String a, String b, long bits, Link.Decision decision) {
        static List<Told> all(Records records, List<Link> links) {
            return links.stream()
                    .map(
                            link ->
                                    new Told(
                                            records.id(link.a()),
                                            records.id(link.b()),
                                            Double.doubleToRawLongBits(link.bits()),
                                            link.decision()))
                    .toList();
        }
    }

    /// @return how many pairs there are
    private static int expectTheSame(String yaml, boolean given, Path... files) throws IOException {
        var schema = LinkageSchema.read(yaml);
        var records = RecordFiles.read(schema, List.of(files));
        var alone = Linkage.of(schema, records);
        var links = alone.links();
        var model = given ? alone.model().yaml(schema) : null;
        var linked =
                new SparkLinkage(spark, yaml)
                        .link(Stream.of(files).map(Path::toString).toList(), model);
        assertThat(Told.all(linked.records(), linked.links()))
                .containsExactlyElementsOf(Told.all(records, links));
        assertThat(csv(linked.records(), linked.links())).isEqualTo(csv(records, links));
        return links.size();
    }

    private static String csv(Records records, List<Link> links) throws IOException {
        var bytes = new ByteArrayOutputStream();
        RecordFiles.write(records, links, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dataset4a.csv;dataset4b.csv", "dataset1.csv"})
    void theRecordsOfFebrlAreTheSamePairs(String files) throws IOException {
        var paths = Stream.of(files.split(";")).map(FEBRL::resolve).toArray(Path[]::new);
        assumeTrue(Files.exists(paths[0]), "no FEBRL data beside the repository");
        assertThat(expectTheSame(PEOPLE, true, paths)).isGreaterThan(400);
    }

    @Test
    void householdsInTwoFilesAreTheSamePairs() throws IOException {
        var a = folder.resolve("a.csv");
        var b = folder.resolve("b.csv");
        new MadePeople(21, 2000).writeTwo(a, b, 2000, new MadePeople.Errors(1, 2, 4));
        assertThat(expectTheSame(PEOPLE, true, a, b)).isGreaterThan(1000);
    }

    @Test
    void manyCopiesInOneFileAreTheSameClusters() throws IOException {
        var file = folder.resolve("people.csv");
        new MadePeople(22, 2000).writeOne(file, 2000, new MadePeople.Errors(3, 3, 10));
        assertThat(expectTheSame(PEOPLE, true, file)).isGreaterThan(500);
    }

    @Test
    void aModelIsLearnedAsOnOneMachine() throws IOException {
        var file = folder.resolve("people.csv");
        new MadePeople(23, 600).writeOne(file, 600, new MadePeople.Errors(2, 2, 4));
        assertThat(expectTheSame(PEOPLE, false, file)).isGreaterThan(100);
    }

    /// Names in several scripts, dates of every precision, and blocks that are divided and cut.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void namesOfManyScriptsAreTheSamePairs(int count) throws IOException {
        var random = new SplittableRandom(24);
        var people = IntStream.range(0, 200).mapToObj(_ -> person(random)).toList();
        var files = new Path[count];
        for (int f = 0; f < count; f++) {
            var lines = new ArrayList<String>(List.of("id,name,born,number,by,unit"));
            for (int i = 0; i < 300; i++) {
                lines.add("r" + i + "," + written(one(people, random), random));
            }
            files[f] = Files.write(folder.resolve(f + ".csv"), lines);
        }
        assertThat(expectTheSame(NAMES, true, files)).isGreaterThan(100);
    }

    private record Person(String hangul, String latin, int year, int day, int number, int unit) {}

    private static Person person(SplittableRandom random) {
        var hangul = new StringBuilder();
        var latin = new StringBuilder();
        for (int i = 0; i < 3; i++) {
            var syllable =
                    one(
                                    i == 0
                                            ? List.of("박 Pak", "노 No", "김 Kim", "최 Choe")
                                            : List.of(
                                                    "가 Ka", "솔 Sol", "민 Min", "영 Yong", "철 Chol",
                                                    "옥 Ok"),
                                    random)
                            .split(" ");
            hangul.append(syllable[0]);
            latin.append(i == 0 ? "" : " ").append(syllable[1]);
        }
        return new Person(
                hangul.toString(),
                latin.toString(),
                random.nextInt(1940, 1960),
                random.nextInt(10, 13),
                random.nextInt(1000),
                random.nextInt(10, 20));
    }

    /// A record of a person, with what its writer knew of them.
    private static String written(Person person, SplittableRandom random) {
        int day = person.day;
        return String.join(
                ",",
                random.nextInt(3) == 0
                        ? person.hangul
                        : random.nextBoolean()
                                ? person.latin
                                : "\"" + person.latin.replaceFirst(" ", ", ") + "\"",
                switch (random.nextInt(6)) {
                    case 0 -> "";
                    case 1 -> person.year + "";
                    case 2 -> person.year + "~";
                    case 3 -> (person.year + 1) + "-10-" + day;
                    default -> person.year + "-10-" + day;
                },
                random.nextInt(3) == 0 ? "" : "X" + person.number,
                one(List.of("", "A", "B"), random),
                one(List.of("", "Unit " + person.unit, "제" + person.unit + "부대"), random));
    }

    private static <T> T one(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private String file(String... lines) throws IOException {
        return Files.write(folder.resolve("few.csv"), List.of(lines)).toString();
    }

    @Test
    void whatIsNoTableOfRecordsIsRefused() throws IOException {
        var linkage = new SparkLinkage(spark, NAMES);
        var twins = file("id,name", "r1,Pak Ka Ram", "r1,No Ul Sol");
        assertThatThrownBy(() -> linkage.link(List.of(twins), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two records of one file have the id \"r1\"");
        var other = file("id,colour", "r1,red");
        assertThatThrownBy(() -> linkage.link(List.of(other), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no column is one that the schema compares");
        var broken = file("id,name", "r1,\"Pak", "Ka Ram\"");
        assertThatThrownBy(() -> linkage.link(List.of(broken), null))
                .isInstanceOf(SparkException.class)
                .hasMessageContaining("a line is no whole row of CSV");
    }

    @Test
    void recordsThatShareNothingAreNoPairs() throws IOException {
        var schema = LinkageSchema.read(NAMES);
        var file = file("id,name,born,number,by,unit", "r1,Pak Ka Ram,1950,,,", "r2,,,,,");
        var model = Linkage.of(schema, RecordFiles.read(schema, List.of(Path.of(file)))).model();
        assertThat(Model.read(schema, model.yaml(schema)).yaml(schema))
                .isEqualTo(model.yaml(schema));
        assertThat(new SparkLinkage(spark, NAMES).link(List.of(file), model.yaml(schema)).links())
                .isEmpty();
    }
}
