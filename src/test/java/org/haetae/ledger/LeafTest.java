package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.junit.jupiter.api.Test;

class LeafTest {

    private static final Entry ENTRY =
            new Entry(
                    new UUID(0x0102030405060708L, 0x090a0b0c0d0e0f10L),
                    Act.READ,
                    3,
                    Instant.parse("2026-11-22T12:00:00.000001Z"),
                    new ActorId(new UUID(0x1111111111111111L, 0x2222222222222222L)),
                    new UUID(0x3333333333333333L, 0x4444444444444444L),
                    Digest.parse("aa".repeat(32)),
                    Digest.parse("bb".repeat(32)),
                    Digest.ABSENT);

    /// The example of docs/formats/ledger.md, byte for byte. When this test has to change, every
    /// log ever written can no longer be read.
    private static final String BYTES =
            "0001" // version
                    + "00a6" // bytes that follow
                    + "0010" // act: read
                    + "00000003" // code
                    + "000660dc3778d001" // microseconds since 1970
                    + "0102030405060708090a0b0c0d0e0f10" // id
                    + "11111111111111112222222222222222" // actor
                    + "33333333333333334444444444444444" // object
                    + "000000000000002a" // previous entry of the object
                    + "aa".repeat(32) // content
                    + "bb".repeat(32) // record
                    + "00".repeat(32); // sealed

    @Test
    void theBytesOfAnEntryNeverChange() {
        Leaf leaf = new Leaf(ENTRY, OptionalLong.of(42));
        assertThat(HexFormat.of().formatHex(leaf.encode())).isEqualTo(BYTES);
        assertThat(Leaf.decode(HexFormat.of().parseHex(BYTES))).isEqualTo(leaf);
    }

    @Test
    void anObjectsFirstEntryHasAllOnesInPlaceOfAPrevious() {
        byte[] leaf = new Leaf(ENTRY, OptionalLong.empty()).encode();
        assertThat(HexFormat.of().formatHex(leaf, 66, 74)).isEqualTo("ffffffffffffffff");
        assertThat(Leaf.decode(leaf).previous()).isEmpty();
    }

    @Test
    void everyActKeepsItsNumber() {
        assertThat(Arrays.stream(Act.values()).map(act -> act.number() + " " + act))
                .containsExactly(
                        "1 RECEIVED",
                        "2 RECEIVED_AGAIN",
                        "3 ACCESSION_OPENED",
                        "4 ACCESSION_CLOSED",
                        "5 LINKED",
                        "6 NOT_RECEIVED",
                        "16 READ",
                        "17 VIEWED",
                        "18 DOWNLOADED",
                        "19 SEARCHED",
                        "20 EXPORTED",
                        "21 DISCLOSED",
                        "22 REDACTED",
                        "23 NUMBERED",
                        "32 CLAIMED",
                        "33 REVIEWED",
                        "34 MERGED",
                        "35 UNMERGED",
                        "36 CONTESTED",
                        "37 WITHDRAWN",
                        "38 COMMENTED",
                        "39 ASSIGNED",
                        "40 PROPOSAL_REJECTED",
                        "41 ALERTED",
                        "42 ALERT_DISMISSED",
                        "43 CASE_KEPT",
                        "44 FOUND",
                        "45 FINDING_JUDGED",
                        "46 ROOT_CORRECTED",
                        "47 TASK_KEPT",
                        "48 GRANTED",
                        "49 REVOKED",
                        "50 REFUSED",
                        "51 SIGNED_IN",
                        "52 SIGN_IN_FAILED",
                        "53 SIGNED_OUT",
                        "54 ACCOUNT_CHANGED",
                        "55 COMPARTMENT_CHANGED",
                        "56 SETTING_CHANGED",
                        "64 ERASURE_ASKED",
                        "65 ERASED",
                        "66 HELD",
                        "67 RELEASED",
                        "68 KEY_MADE",
                        "69 KEY_DESTROYED",
                        "70 ERASURE_APPROVED",
                        "71 BOUND",
                        "72 CONSENTED",
                        "73 CONSENT_WITHDRAWN",
                        "74 IDENTITY_KEPT",
                        "75 IDENTITY_OPENED",
                        "80 VERIFIED",
                        "81 RESTORED",
                        "82 BACKED_UP",
                        "83 REPAIRED",
                        "84 ATTESTED",
                        "85 SUCCEEDED");
    }

    @Test
    void whatIsNotExactlyALeafOfVersionOneIsRefused() {
        byte[] leaf = new Leaf(ENTRY, OptionalLong.empty()).encode();
        for (int length = 0; length < leaf.length; length++) {
            byte[] cut = Arrays.copyOf(leaf, length);
            assertThatThrownBy(() -> Leaf.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
        for (int at : new int[] {0, 1, 2, 3, 4, 6, 10}) {
            byte[] other = leaf.clone();
            other[at] = (byte) 0x80;
            assertThatThrownBy(() -> Leaf.decode(other))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] longer = Arrays.copyOf(leaf, leaf.length + 1);
        assertThatThrownBy(() -> Leaf.decode(longer)).hasMessageContaining("171 bytes");
    }

    @Test
    void aCommitmentSaysNothingWithoutItsSaltAndIsTheSameWithIt() {
        byte[] salt = new byte[32];
        Digest plain = Digest.sha256(new byte[] {1, 2, 3});
        Digest commitment = Commitment.content(salt, plain, 3);
        assertThat(commitment).isEqualTo(Commitment.content(salt, plain, 3)).isNotEqualTo(plain);
        assertThat(commitment)
                .hasToString("fcc4a4aa9194599b477c024934edb274474791fd80f4a1e9d620cce31af534c7");
        salt[31] = 1;
        assertThat(Commitment.content(salt, plain, 3)).isNotEqualTo(commitment);
        assertThat(Commitment.record(salt, plain)).isNotEqualTo(Commitment.content(salt, plain, 3));
        assertThatThrownBy(() -> Commitment.content(new byte[31], plain, 3))
                .hasMessageContaining("expected 32");
    }
}
