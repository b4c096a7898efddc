package org.haetae.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import org.haetae.SharedData;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How right the comparison of names has to be on the public pairs and lists.
class NamesWorkTest {

    private static List<Row> rows;

    @BeforeAll
    static void measure() throws Exception {
        rows = NamesWork.right(SharedData.resolve(""), 1, new PrintWriter(Writer.nullWriter()));
    }

    private static double figure(String subject, String value) {
        return rows.stream()
                .filter(row -> row.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .values()
                .get(value);
    }

    @Test
    void whatIsWorthAnAlertAlertsAndLittleElse() {
        assertThat(figure("pairs worth an alert", "f1")).isGreaterThanOrEqualTo(0.93);
        assertThat(figure("pairs worth an alert", "strong_errors")).isZero();
    }

    @Test
    void noTwoKoreanNamesAreMerged() {
        var pairs = "Korean pairs, one name or two";
        assertThat(figure(pairs, "f1")).isGreaterThanOrEqualTo(0.97);
        assertThat(figure(pairs, "false_merges")).isZero();
        assertThat(figure(pairs, "of")).isEqualTo(7);
    }

    @Test
    void koreanNamesMeetTheirRomanisations() {
        assertThat(figure("hangul to Latin", "f1")).isGreaterThanOrEqualTo(0.97);
        assertThat(figure("hangul to Latin", "first")).isGreaterThanOrEqualTo(0.99);
        assertThat(figure("hanja to Latin", "f1")).isGreaterThanOrEqualTo(0.90);
        assertThat(figure("listed aliases", "first"))
                .isEqualTo(figure("listed aliases", "of"))
                .isEqualTo(57);
        assertThat(figure("listed aliases", "precision")).isEqualTo(1);
    }

    @Test
    void otherScriptsMeetLatinLetters() {
        assertThat(figure("Arabic to Latin", "first")).isGreaterThanOrEqualTo(0.85);
        assertThat(figure("Russian and Ukrainian to Latin", "recall")).isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void listedNamesAreFoundWhenAlteredAndOthersAreLeftAlone() {
        assertThat(figure("altered listed names", "recall")).isGreaterThanOrEqualTo(0.995);
        assertThat(figure("people who are not listed", "alarms_percent")).isLessThanOrEqualTo(0.2);
    }

    @Test
    void whoStandsOnTwoListsIsFoundByNameAndBirth() {
        assertThat(figure("listed by the UN, on OFAC's list", "first"))
                .isGreaterThanOrEqualTo(0.98);
    }

    @Test
    void aScoreIsNearlyAProbability() {
        assertThat(figure("calibration", "error")).isLessThanOrEqualTo(0.06);
        assertThat(figure("calibration", "highest")).isLessThanOrEqualTo(0.90);
    }

    @Test
    void equallyGoodAgreementsAreRare() {
        assertThat(figure("agreeing pairs", "tied_percent")).isLessThanOrEqualTo(1);
        assertThat(figure("agreeing pairs", "highest")).isLessThanOrEqualTo(0.90);
    }
}
