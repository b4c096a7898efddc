package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignedNoteTest {

    /// The example of the C2SP signed-note specification.
    private static final String EXAMPLE =
            """
            This is an example message.

            \u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
            """;

    private static final VerifierKey EXAMPLE_KEY =
            VerifierKey.parse(
                    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");

    private static SignedNote parse(String note) {
        return SignedNote.parse(note.getBytes(UTF_8));
    }

    @Test
    void theExampleOfTheSpecificationIsAcceptedAndComesBackByteForByte() {
        SignedNote note = parse(EXAMPLE);
        assertThat(note.verify(List.of(EXAMPLE_KEY)).accepted()).isTrue();
        assertThat(note.encode()).isEqualTo(EXAMPLE.getBytes(UTF_8));
        assertThat(EXAMPLE_KEY.vkey()).startsWith("example.com/foo+530d903a+");
    }

    /// The checkpoint of tlog-checkpoint and tlog-cosignature. Their keys are not given there, so
    /// only its form is checked.
    @Test
    void aCheckpointWithALogsAndAWitnessesSignatureIsRead() {
        SignedNote note =
                parse(
                        """
                        example.com/behind-the-sofa
                        20852163
                        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

                        \u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
                        \u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
                        """);
        assertThat(note.signatures()).hasSize(2);
        assertThat(Checkpoint.parse(note.text()).size()).isEqualTo(20_852_163);
    }

    @Test
    void unknownKeysAreIgnoredAndAKnownKeyThatFailsRejectsTheNote() {
        String unknown =
                EXAMPLE + "\u2014 example.com/bar " + EXAMPLE.substring(EXAMPLE.indexOf("Uw2Q"));
        assertThat(parse(unknown).verify(List.of(EXAMPLE_KEY)).accepted()).isTrue();

        String other = EXAMPLE.replace("an example", "no example");
        SignedNote.Verdict verdict = parse(other).verify(List.of(EXAMPLE_KEY));
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.wrong()).containsExactly(EXAMPLE_KEY);

        assertThat(parse(EXAMPLE).verify(List.of()).accepted()).isFalse();
    }

    @Test
    void sixteenSignaturesAreAcceptedAndTooManyAreNot() {
        String line = EXAMPLE.substring(EXAMPLE.indexOf("\u2014"));
        for (int more : new int[] {15, SignedNote.MOST_SIGNATURES - 1}) {
            assertThat(parse(EXAMPLE + line.repeat(more)).verify(List.of(EXAMPLE_KEY)).accepted())
                    .isTrue();
        }
        assertThatThrownBy(() -> parse(EXAMPLE + line.repeat(SignedNote.MOST_SIGNATURES)))
                .hasMessageContaining("expected 1 to 64");
        assertThatThrownBy(() -> SignedNote.parse(new byte[SignedNote.LIMIT_BYTES + 1]))
                .hasMessageContaining("at most");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text\n",
                "text\n\n",
                "text\n\nno dash AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA", // no newline at the end
                "text\n\n\u2014 name AAAA\n", // no signature after the key id
                "text\n\n\u2014 na+me AAAAAAAA\n",
                "text\n\n\u2014  AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAB=\n", // bits that mean nothing
                "text\n\n\u2014 name AAAAAAAA more\n",
                "te\txt\n\n\u2014 name AAAAAAAA\n",
                "text\r\n\n\u2014 name AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA\u2028\u2014 name AAAAAAAA\n"
            })
    void whatIsNoNoteIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] note = EXAMPLE.getBytes(UTF_8);
        note[3] = (byte) 0xff;
        assertThatThrownBy(() -> SignedNote.parse(note)).hasMessageContaining("UTF-8");
    }

    @Test
    void theTextEndsAtTheLastEmptyLine() {
        SignedNote note = parse("one\n\ntwo\n\n\u2014 name AAAAAAAA\n");
        assertThat(note.text()).isEqualTo("one\n\ntwo\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log\n1\n",
                "log\n01\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n99999999999999999999\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1\n47DEQpj8\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
                "\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n",
                "log\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ourKeysSignBothWaysAndTheSameComeBackFromTheFolder(@TempDir Path folder) {
        LogKeys keys = LogKeys.open(folder);
        Checkpoint head = new Checkpoint(keys.origin(), 3, Digest.sha256(new byte[] {3}));
        SignedNote note = keys.sign(head, Instant.parse("2026-11-22T00:00:00Z"));

        assertThat(LogKeys.open(folder).verifiers()).isEqualTo(keys.verifiers());
        assertThat(keys.verifiers()).hasSize(2);
        assertThat(SignedNote.parse(note.encode()).verify(keys.verifiers()).signed())
                .isEqualTo(keys.verifiers());
        for (VerifierKey key : keys.verifiers()) {
            assertThat(VerifierKey.parse(key.vkey())).isEqualTo(key);
        }
    }

    @Test
    void eachByteOfASignatureAndOfTheTextCounts(@TempDir Path folder) {
        LogKeys keys = LogKeys.open(folder);
        Checkpoint head = new Checkpoint(keys.origin(), 3, Digest.sha256(new byte[] {3}));
        SignedNote note = keys.sign(head, Instant.parse("2026-11-22T00:00:00Z"));
        for (int i = 0; i < 2; i++) {
            VerifierKey key = keys.verifiers().get(i);
            byte[] signature = note.signatures().get(i).signature();
            assertThat(key.verifies(note.text(), signature)).isTrue();
            for (int at = 0; at < signature.length; at += 7) {
                byte[] changed = signature.clone();
                changed[at] ^= 4;
                assertThat(key.verifies(note.text(), changed)).isFalse();
            }
            Checkpoint larger = new Checkpoint(head.origin(), 4, head.root());
            assertThat(key.verifies(larger.text(), signature)).isFalse();
            assertThat(key.verifies(note.text(), java.util.Arrays.copyOf(signature, 12))).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+Aeky",
                "example.com/foo+530d903a+"
            })
    void whatIsNoVerifierKeyIsRefused(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void logsThatAreMadeTwiceHaveTwoNames(@TempDir Path folder) {
        List<String> origins = new ArrayList<>();
        for (String home : List.of("one", "two")) {
            Path keys = folder.resolve(home);
            assertThat(keys.toFile().mkdir()).isTrue();
            origins.add(LogKeys.open(keys).origin());
        }
        assertThat(origins.get(0)).startsWith("haetae.invalid/").isNotEqualTo(origins.get(1));
    }
}
