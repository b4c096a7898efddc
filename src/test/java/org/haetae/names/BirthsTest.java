package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Births as sources say them, and what two of them say to each other.
class BirthsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1957-01-08|8 January 1957|SAME_DAY",
                "1957-01-08|1957년 1월 8일|SAME_DAY",
                "1957-01-08|1957|POSSIBLE",
                "1957?|1957-01|POSSIBLE",
                "1957/1959|1958-06-01|POSSIBLE",
                "ca. 1957|1957|POSSIBLE",
                "1957 or 1961|1961|POSSIBLE",
                "1957; 1961|1961-02|POSSIBLE",
                "1957|1959|CLOSE",
                "ca. 1957|1960|CLOSE",
                "1957-01-08|1957-03-08|CLOSE",
                "1957|1960|APART",
                "195X|1961-05|CLOSE",
                "|1957|UNTOLD",
                "unknown|1957|UNTOLD"
            })
    void twoBirthsAreHeldAgainstEachOther(String one, String other, Births.Agreement said) {
        var first = Births.of(one == null ? "" : one);
        assertThat(first.compare(Births.of(other))).isEqualTo(said);
        assertThat(Births.of(other).compare(first)).isEqualTo(said);
    }

    @Test
    void aBirthLiftsNamesThatAgreeAndLowersAny() {
        assertThat(Births.weigh(0.88, Births.Agreement.SAME_DAY)).isBetween(0.95, Births.HIGHEST);
        assertThat(Births.weigh(0.60, Births.Agreement.SAME_DAY)).isEqualTo(0.60);
        assertThat(Births.weigh(0.90, Births.Agreement.APART)).isLessThan(Comparison.ALERT);
        assertThat(Births.weigh(0.88, Births.Agreement.UNTOLD)).isEqualTo(0.88);
    }

    @Test
    void aHugeTextIsNoBirth() {
        assertThat(Births.of("x".repeat(1 << 20)).dates()).isEmpty();
    }
}
