package org.haetae.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class PasswordTest {

    private static final Password.Cost CHEAP = new Password.Cost(64, 1, 1);

    @Test
    void nobodyHasAPasswordThatCostsAsMuch() {
        String hash = Password.ofNobody(CHEAP);
        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(Password.matches("correct horse battery".toCharArray(), hash)).isFalse();
    }

    @Test
    void aPasswordOpensItsHashAndNoOtherDoes() {
        String hash = Password.hash("correct horse battery".toCharArray(), CHEAP);
        assertThat(hash).startsWith("$argon2id$v=19$m=64,t=1,p=1$");
        assertThat(Password.matches("correct horse battery".toCharArray(), hash)).isTrue();
        assertThat(Password.matches("correct horse batterY".toCharArray(), hash)).isFalse();
        assertThat(Password.matches(new char[0], hash)).isFalse();
    }

    @Test
    void theHashIsThatOfTheReferenceProgram() {
        // phc-winner-argon2, test.c: argon2id, m = 2^8, t = 2, p = 1, "password", "somesalt".
        assertThat(
                        Password.matches(
                                "password".toCharArray(),
                                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"))
                .isTrue();
    }

    @Test
    void twoKeyboardsThatComposeHangulDifferentlyGiveTheSamePassword() {
        String composed = "가나다라마바사아자차카타";
        String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(composed);
        String hash = Password.hash(decomposed.toCharArray(), CHEAP);
        assertThat(Password.matches(composed.toCharArray(), hash)).isTrue();
    }

    @Test
    void aHashMadeWithLessIsWeakerAndTodaysIsNot() {
        assertThat(Password.isWeaker(Password.hash("x".toCharArray(), CHEAP), Password.COST))
                .isTrue();
        assertThat(
                        Password.isWeaker(
                                Password.hash("x".toCharArray(), Password.COST), Password.COST))
                .isFalse();
    }

    @Test
    void aReadablePasswordIsFourGroupsOfFiveWithoutLookAlikes() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 200; i++) {
            char[] letters = Password.readable();
            assertThat(new String(letters)).matches("([a-hjkmnp-z2-9]{5}-){3}[a-hjkmnp-z2-9]{5}");
            assertThat(Password.isStrongEnough(letters, "min-ji")).isTrue();
            seen.add(new String(letters));
        }
        assertThat(seen).hasSize(200);
    }

    @Test
    void aShortOneAndOneMadeOfTheLoginAreWeak() {
        assertThat(Password.isStrongEnough("elevenchars".toCharArray(), "min")).isFalse();
        assertThat(Password.isStrongEnough("aaaaaaaaaaaaaaaa".toCharArray(), "min")).isFalse();
        assertThat(Password.isStrongEnough("Min-ji-Min-ji-1".toCharArray(), "min-ji")).isFalse();
        assertThat(Password.isStrongEnough("twelve chars".toCharArray(), "min-ji")).isTrue();
    }
}
