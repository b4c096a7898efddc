package org.haetae.sanctions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.haetae.SharedData;
import org.haetae.names.Comparison;
import org.haetae.names.HistoricDate;
import org.haetae.names.Language;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.Screen.Agreement;
import org.haetae.sanctions.Screen.Answer;
import org.haetae.sanctions.Screen.Question;
import org.junit.jupiter.api.Test;

/// Who on a list a name could be. People of the samples are invented; the public lists are read
/// where they lie beside the sources.
class ScreenTest {

    private static ListFiles.Source source(Path file) {
        return new ListFiles.Source() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    private static Screen invented() throws IOException {
        var lines =
                """
                {"id":"a","schema":"Person","properties":{"name":["Ri Invented","리발명"],"birthDate":["1961-05"],"nationality":["North Korea"]}}
                {"id":"b","schema":"Person","properties":{"name":["Ri Invented"],"birthDate":["1944"]}}
                {"id":"d","schema":"Person","properties":{"name":["박정은"]}}
                {"id":"c","schema":"Organization","properties":{"name":["Ministry of Invented Affairs"]}}
                """;
        return Screen.of(
                ListFiles.read(
                                List.of(
                                        new ListFiles.Source() {
                                            @Override
                                            public String name() {
                                                return "invented";
                                            }

                                            @Override
                                            public InputStream open() {
                                                return new ByteArrayInputStream(
                                                        lines.getBytes(UTF_8));
                                            }
                                        }))
                        .entries());
    }

    @Test
    void aNameAloneIsNeverSureAndADateTellsTwoBearersApart() throws IOException {
        var screen = invented();
        var alone =
                screen.ask(
                        new Question(
                                "Ri Invented",
                                Optional.of(Subject.PERSON),
                                Optional.empty(),
                                List.of()),
                        5);
        assertThat(alone).hasSize(2);
        assertThat(alone)
                .allSatisfy(
                        one ->
                                assertThat(one.score())
                                        .isLessThanOrEqualTo(Comparison.HIGHEST + 1e-9));
        var born =
                screen.ask(
                        new Question(
                                "Ri Invented",
                                Optional.of(Subject.PERSON),
                                Optional.of(HistoricDate.of("1961-05-07")),
                                List.of("Democratic People's Republic of Korea")),
                        5);
        assertThat(born.getFirst().entry().id()).isEqualTo("a");
        assertThat(born.getFirst().born()).isEqualTo(Agreement.SAME);
        assertThat(born.getFirst().nationality()).isEqualTo(Agreement.SAME);
        assertThat(born.getFirst().score()).isGreaterThan(0.95);
        assertThat(born.stream().skip(1)).as("another date of birth").noneMatch(Answer::toReview);
    }

    @Test
    void whatIsAskedForIsOfTheKindThatWasAskedFor() throws IOException {
        var screen = invented();
        assertThat(
                        screen.ask(
                                new Question(
                                        "Ministry of Invented Affairs",
                                        Optional.of(Subject.PERSON),
                                        Optional.empty(),
                                        List.of()),
                                5))
                .isEmpty();
        assertThat(
                        screen.ask(Question.of("Ministry of Invented Affairs"), 5)
                                .getFirst()
                                .entry()
                                .id())
                .isEqualTo("c");
        assertThat(screen.ask(Question.of("…"), 5)).isEmpty();
    }

    // ---- the public lists

    private static Optional<Screen> real = Optional.empty();

    private static Screen real() throws IOException {
        var file = SharedData.resolve("sanctions").resolve("un_consolidated_2026-02-27.xml");
        if (real.isEmpty()) {
            real = Optional.of(Screen.of(ListFiles.read(List.of(source(file))).entries()));
        }
        return real.orElseThrow();
    }

    @Test
    void oneMansNamesInFourScriptsLeadToOneEntryEachWithItsReasons() throws IOException {
        var tables = SharedData.resolve("sanctions");
        var screen =
                Screen.of(
                        ListFiles.read(
                                        List.of(
                                                source(tables.resolve("ofac_sdn_2019-01-15.csv")),
                                                source(tables.resolve("ofac_alt_2019-01-15.csv"))))
                                .entries());
        for (var name : List.of("최부일", "Choi Bu-il", "崔富日", "Чхве Бу Иль")) {
            var best = screen.ask(Question.of(name), 3).getFirst();
            assertThat(best.entry().id()).as(name).isEqualTo("20120");
            assertThat(best.toReview()).as(name).isTrue();
            assertThat(best.name().explanation().sentence(Language.KOREAN)).isNotBlank();
        }
    }

    @Test
    void aSyllableThatDiffersInHangulIsAnotherName() throws IOException {
        assertThat(invented().ask(Question.of("박종은"), 5)).noneMatch(Answer::toReview);
        assertThat(invented().ask(Question.of("박정은"), 5).getFirst().entry().id()).isEqualTo("d");
    }

    @Test
    void alteredNamesAreFoundAndOthersAreNotTakenForThem() throws IOException {
        var screen = real();
        // All of these are in NamesWorkTest.
        var listed = questions("positives_un_untreated.csv");
        var others = everyFourth(questions("negatives_global_first5000.csv"));
        long found = listed.stream().filter(one -> alerts(screen, one)).count();
        long alarms = others.stream().filter(one -> alerts(screen, one)).count();
        assertThat(found).isGreaterThanOrEqualTo((long) Math.ceil(0.995 * listed.size()));
        assertThat(alarms).isLessThanOrEqualTo((long) (0.002 * others.size()));
    }

    private static List<Question> everyFourth(List<Question> all) {
        return IntStream.iterate(0, i -> i < all.size(), i -> i + 4).mapToObj(all::get).toList();
    }

    private static boolean alerts(Screen screen, Question question) {
        return screen.ask(question, 5).stream().anyMatch(Answer::toReview);
    }

    private static List<Question> questions(String file) throws IOException {
        var format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (var rows =
                format.parse(
                        Files.newBufferedReader(SharedData.resolve("screening").resolve(file)))) {
            return rows.stream()
                    .map(
                            row ->
                                    new Question(
                                            row.get("full_name"),
                                            Optional.of(Subject.PERSON),
                                            Optional.of(row.get("date_of_birth"))
                                                    .filter(day -> !day.isBlank())
                                                    .map(HistoricDate::of),
                                            Stream.of(row.get("nationality"))
                                                    .filter(one -> !one.isBlank())
                                                    .toList()))
                    .toList();
        }
    }
}
