package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Names of bodies and places in many languages, case by case: legal forms, organs of the DPRK and
/// their translations, numbers of units, units of a country, old names. Companies are invented;
/// what organs and places are called is public.
class BodiesAndPlacesTest {

    private static List<CSVRecord> cases() throws IOException {
        try (var reader =
                new InputStreamReader(
                        Objects.requireNonNull(
                                BodiesAndPlacesTest.class.getResourceAsStream(
                                        "bodies-and-places.csv")),
                        StandardCharsets.UTF_8)) {
            return CSVFormat.RFC4180
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(reader)
                    .getRecords();
        }
    }

    /// `same` is worth an alert, `look` is that and not one name by rule, `different` is neither.
    @TestFactory
    List<DynamicTest> eachCaseIsToldAsItIs() throws IOException {
        return cases().stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        "%s | %s: %s"
                                                .formatted(
                                                        row.get("a"),
                                                        row.get("b"),
                                                        row.get("expected")),
                                        () -> expect(row)))
                .toList();
    }

    private static void expect(CSVRecord row) {
        var kind = NameKind.valueOf(row.get("kind").toUpperCase(java.util.Locale.ROOT));
        var one = Name.read(row.get("a"), kind);
        var other = Name.read(row.get("b"), kind);
        for (var compared : List.of(one.compare(other), other.compare(one))) {
            boolean different = row.get("expected").equals("different");
            assertThat(compared.alerts()).as("%.3f", compared.score()).isNotEqualTo(different);
            if (!row.get("expected").equals("same")) {
                assertThat(compared.sameName()).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "제삼십구호실, 39",
        "삼십구호실, 39",
        "第三十九号, 39",
        "제이경제위원회, 2",
        "Office XXXIX, 39",
        "Camp No. XIV, 14",
        "제백이십일국, 121"
    })
    void numbersAreReadHoweverTheyAreWritten(String name, String number) {
        assertThat(Name.read(name, NameKind.ORGANISATION).tokens())
                .contains(new NameToken(number, TokenRole.NUMBER, NameScript.LATIN));
    }

    /// 제이슨 is Jason, and 오일호 may be a person called so.
    @Test
    void syllablesThatCouldBeNumbersStaySyllables() {
        assertThat(Name.read("제이슨상사", NameKind.ORGANISATION).tokens())
                .noneMatch(token -> token.role() == TokenRole.NUMBER);
        assertThat(Name.read("오일호", NameKind.UNKNOWN).tokens())
                .noneMatch(token -> token.role() == TokenRole.NUMBER);
    }

    /// A number that differs parts what is the same word for word, in every way of writing it.
    @ParameterizedTest
    @CsvSource({"Office %d, 제%d호실", "Unit %d, %d부대", "Camp No. %d, %d호 관리소", "Bureau %d, 제%d국"})
    void anotherNumberIsAnotherUnit(String one, String other) {
        for (int number = 11; number < 40; number++) {
            var read = Name.read(one.formatted(number), NameKind.ORGANISATION);
            for (int more = 11; more < 40; more++) {
                assertThat(
                                read.compare(
                                                Name.read(
                                                        other.formatted(more),
                                                        NameKind.ORGANISATION))
                                        .alerts())
                        .as("%d and %d", number, more)
                        .isEqualTo(number == more);
            }
        }
    }
}
