package org.haetae.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void theVectorsOfRfc7748Hold() {
        var hex = HexFormat.of();
        var shared = new byte[32];
        assertThat(
                        Agreement.share(
                                hex.parseHex(
                                        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
                                hex.parseHex(
                                        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"),
                                shared))
                .isTrue();
        assertThat(hex.formatHex(shared))
                .isEqualTo("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552");
    }

    @Test
    void theSystemsCurveAndBouncyCastlesGiveTheSameBytes() {
        assumeThat(Agreement.isNative()).as("OpenSSL's libcrypto.so.3 is here").isTrue();
        var random = new Random(11);
        for (int i = 0; i < 500; i++) {
            var scalar = new byte[32];
            var point = new byte[32];
            random.nextBytes(scalar);
            random.nextBytes(point);
            var expected = new byte[32];
            var shared = new byte[32];
            boolean any = X25519.calculateAgreement(scalar, 0, point, 0, expected, 0);
            assertThat(Agreement.share(scalar, point, shared)).isEqualTo(any);
            assertThat(shared).isEqualTo(expected);
        }
    }

    @Test
    void aPointOfLowOrderSharesNothing() {
        var one = new byte[32];
        one[0] = 1;
        var scalar = new byte[32];
        scalar[0] = 8;
        assertThat(Agreement.share(scalar, new byte[32], new byte[32])).isFalse();
        assertThat(Agreement.share(scalar, one, new byte[32])).isFalse();
    }
}
