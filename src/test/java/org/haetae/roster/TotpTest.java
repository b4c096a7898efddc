package org.haetae.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /// RFC 6238, appendix B, the rows of SHA-1.
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theCodesAreThoseOfTheStandard(long second, String code) {
        assertThat(Totp.code(SECRET, second / 30, 8)).isEqualTo(code);
    }

    @Test
    void aCodeIsGoodForItsStepAndTheNeighboursAndOnlyOnce() {
        Instant now = Instant.ofEpochSecond(1_111_111_111);
        String code = Totp.code(SECRET, 1_111_111_111 / 30, 6);
        long step = Totp.step(SECRET, code, now, 0).orElseThrow();
        assertThat(Totp.step(SECRET, code, now.plusSeconds(30), 0)).hasValue(step);
        assertThat(Totp.step(SECRET, code, now.plusSeconds(90), 0)).isEmpty();
        assertThat(Totp.step(SECRET, code, now, step)).isEmpty();
        assertThat(Totp.step(SECRET, "", now, 0)).isEmpty();
    }

    @Test
    void aSecretComesBackFromBase32() {
        assertThat(Totp.base32(SECRET)).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assertThat(Totp.fromBase32("gezd gnbv GY3TQOJQGEZDGNBVGY3TQOJQ")).isEqualTo(SECRET);
        assertThat(Totp.fromBase32("0189")).isEmpty();
    }
}
