package org.haetae.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// So many shares open the kit and fewer do not; what is typed wrong is found in its line.
class RecoveryKitTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir Path folder;

    @Test
    void anyTwoOfThreeOpenItAndNoOneAlone() {
        var made = RecoveryKit.make(3, 2, NOW);
        var shares = made.shares();
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (i != j) {
                    assertThat(made.kit().open(List.of(shares.get(i), shares.get(j))).recipient())
                            .isEqualTo(made.kit().recipient());
                }
            }
        }
        for (var share : shares) {
            assertThatThrownBy(() -> made.kit().open(List.of(share, share)))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("1 different shares were given, 2 are needed");
        }
        assertThat(made.kit().open(shares).recipient()).isEqualTo(made.kit().recipient());
    }

    @Test
    void manyOfMany() {
        var made = RecoveryKit.make(32, 20, NOW);
        assertThat(made.kit().open(made.shares().subList(12, 32)).recipient())
                .isEqualTo(made.kit().recipient());
        assertThatThrownBy(() -> made.kit().open(made.shares().subList(0, 19)))
                .isInstanceOf(HomeRefused.class);
    }

    /// By the formula that docs/formats/keys.md gives to those who have no software of ours.
    @Test
    void theSharesArePointsOfPolynomialsOverTheFieldOfAes() {
        var made = RecoveryKit.make(5, 3, NOW);
        var used = List.of(made.shares().get(1), made.shares().get(4), made.shares().get(2));
        byte[] secret = new byte[32];
        for (int i = 0; i < secret.length; i++) {
            int sum = 0;
            for (var share : used) {
                int term = share.bytes()[i] & 0xff;
                for (var other : used) {
                    if (other.number() != share.number()) {
                        term = times(term, other.number());
                        term = times(term, inverse(other.number() ^ share.number()));
                    }
                }
                sum ^= term;
            }
            secret[i] = (byte) sum;
        }
        assertThat(new AgeIdentity(secret).recipient()).isEqualTo(made.kit().recipient());
    }

    private static int times(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            product ^= (b >> bit & 1) * a;
            a = a << 1 ^ (a >> 7) * 0x11b;
        }
        return product;
    }

    private static int inverse(int a) {
        for (int b = 1; b < 256; b++) {
            if (times(a, b) == 1) {
                return b;
            }
        }
        throw new IllegalArgumentException("zero has no inverse");
    }

    @Test
    void aShareIsReadBackFromWhatWasPrintedInAnyCase() {
        for (var share : RecoveryKit.make(3, 2, NOW).shares()) {
            assertThat(RecoveryShare.parse("<pre>\n" + share.text() + "</pre>").bytes())
                    .isEqualTo(share.bytes());
            var lines = new ArrayList<>(share.text().lines().toList());
            lines.set(3, lines.get(3).toUpperCase(Locale.ROOT));
            assertThat(RecoveryShare.parse(String.join("\n", lines)).bytes())
                    .isEqualTo(share.bytes());
        }
    }

    @Test
    void aSlipOfThePenIsFoundInItsLine() {
        var share = RecoveryKit.make(3, 2, NOW).shares().getFirst();
        var lines = share.text().lines().toList();
        for (int line = 3; line < 7; line++) {
            for (int at = 2; at < lines.get(line).length(); at++) {
                if (lines.get(line).charAt(at) == ' ') {
                    continue;
                }
                var changed = new StringBuilder(lines.get(line));
                changed.setCharAt(at, changed.charAt(at) == 'a' ? 'b' : 'a');
                var all = new ArrayList<>(lines);
                all.set(line, changed.toString());
                assertThatThrownBy(() -> RecoveryShare.parse(String.join("\n", all)))
                        .isInstanceOf(HomeRefused.class)
                        .hasMessageContaining("Line %d of share 1".formatted(line - 2));
            }
        }
    }

    @Test
    void aLineOfAnotherShareOrKitDoesNotFit() {
        var made = RecoveryKit.make(3, 2, NOW);
        var first = made.shares().getFirst().text().lines().toList();
        var second = made.shares().get(1).text().lines().toList();
        var mixed = new ArrayList<>(first);
        mixed.set(4, second.get(4));
        assertThatThrownBy(() -> RecoveryShare.parse(String.join("\n", mixed)))
                .isInstanceOf(HomeRefused.class);
        var other = RecoveryKit.make(3, 2, NOW);
        assertThatThrownBy(
                        () ->
                                made.kit()
                                        .open(
                                                List.of(
                                                        made.shares().getFirst(),
                                                        other.shares().get(1))))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("different kits");
        assertThatThrownBy(() -> made.kit().open(other.shares()))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("of another kit");
    }

    @Test
    void thePublicHalfIsKeptAndTellsWhenItWasRehearsed() {
        var kit = RecoveryKit.make(3, 2, NOW).kit();
        kit.keep(folder);
        assertThat(RecoveryKit.find(folder)).contains(kit);
        kit.rehearsedAt(NOW).keep(folder);
        assertThat(RecoveryKit.find(folder).orElseThrow().rehearsed()).contains(NOW);
    }
}
