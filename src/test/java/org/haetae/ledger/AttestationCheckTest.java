package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What witnesses said of a log, held against it; one kind of harm a test, named after its code.
class AttestationCheckTest {

    private static final Instant NOON = MadeLog.NOON;

    @TempDir Path folder;
    @TempDir Path keyFolder;
    private LogKeys keys;
    private final List<byte[]> leaves = new ArrayList<>();
    private final List<SigningKey> first = witness("witness.example/one");
    private final List<SigningKey> second = witness("witness.example/two");

    private static List<SigningKey> witness(String name) {
        return List.of(
                SigningKey.make(name, KeyType.ED25519_COSIGNATURE),
                SigningKey.make(name, KeyType.ML_DSA_44));
    }

    @BeforeEach
    void keys() {
        keys = LogKeys.open(keyFolder);
    }

    private void grow(int count, Instant time) {
        for (int i = 0; i < count; i++) {
            leaves.add(MadeLog.leaf(UUID.randomUUID(), time, OptionalLong.empty()));
        }
    }

    private Checkpoint publish() throws IOException {
        return MadeLog.write(folder, keys, leaves);
    }

    /// Cosigns the head of this size, and gives the entry that records it.
    private byte[] cosign(Checkpoint head, List<SigningKey> witness, Instant time, Instant recorded)
            throws IOException {
        List<SignedNote.Line> lines = witness.stream().map(key -> key.sign(head, time)).toList();
        for (String file : List.of("checkpoints/" + head.size(), "checkpoint")) {
            SignedNote note = SignedNote.parse(Files.readAllBytes(folder.resolve(file)));
            if (note.text().equals(head.text())) {
                Files.write(folder.resolve(file), note.with(lines).encode());
            }
        }
        Entry entry =
                Entry.of(
                                Act.ATTESTED,
                                Attestation.Kind.COSIGNATURE.number(),
                                recorded,
                                ActorId.SYSTEM,
                                Attestation.object(head))
                        .committing(
                                Digest.ABSENT,
                                Attestation.record(AttestationCheck.answer(lines)),
                                Digest.ABSENT);
        return new Leaf(entry, OptionalLong.empty()).encode();
    }

    private LedgerCheck check() {
        List<VerifierKey> known =
                Stream.of(
                                keys.verifiers().stream(),
                                first.stream().map(SigningKey::verifier),
                                second.stream().map(SigningKey::verifier))
                        .flatMap(stream -> stream)
                        .toList();
        return new LedgerCheck(new LogFolder(folder), known);
    }

    private LedgerCheck expecting(int witnesses, Instant now) {
        return check().expecting(
                        new Expectations(
                                witnesses, Duration.ofDays(7), Duration.ZERO, Duration.ZERO, now));
    }

    @Test
    void aCosignedAndRecordedHeadIsCleanAndTold() throws IOException {
        grow(10, NOON);
        leaves.add(cosign(publish(), first, NOON.plusSeconds(2), NOON.plusSeconds(3)));
        grow(5, NOON.plusSeconds(60));
        publish();
        LedgerCheck.Report report = expecting(1, NOON.plusSeconds(100)).run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.attestations())
                .containsExactly(
                        new Attestation(
                                Attestation.Kind.COSIGNATURE,
                                "witness.example/one",
                                "checkpoints/10",
                                10,
                                NOON.plusSeconds(2)));
    }

    @Test
    void aCosignatureOfAnUnknownWitnessIsLeftAlone() throws IOException {
        grow(10, NOON);
        leaves.add(cosign(publish(), first, NOON.plusSeconds(2), NOON.plusSeconds(3)));
        publish();
        LedgerCheck.Report report = new LedgerCheck(new LogFolder(folder), keys.verifiers()).run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.attestations()).isEmpty();
    }

    @Test
    void cosignatureWrong_oneByteOfIt() throws IOException {
        grow(10, NOON);
        Checkpoint head = publish();
        cosign(head, first, NOON, NOON);
        for (int which = 0; which < 2; which++) {
            SignedNote note = SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint")));
            List<SignedNote.Line> lines = new ArrayList<>(note.signatures());
            SignedNote.Line line = lines.get(2 + which);
            for (int at : new int[] {0, 7, 8, 60}) {
                byte[] harmed = line.signature();
                harmed[at] ^= 1;
                lines.set(2 + which, new SignedNote.Line(line.name(), line.keyId(), harmed));
                Files.write(
                        folder.resolve("checkpoints/10"),
                        new SignedNote(note.text(), lines).encode());
                assertThat(check().run().findings())
                        .extracting(Finding::code, Finding::subject)
                        .containsExactly(tuple("LEDGER-COSIGNATURE-WRONG", "checkpoints/10"));
            }
        }
    }

    @Test
    void cosignatureUnknown_nameOfOneLineChanged() throws IOException {
        grow(10, NOON);
        cosign(publish(), first, NOON, NOON);
        SignedNote note = SignedNote.parse(Files.readAllBytes(folder.resolve("checkpoint")));
        List<SignedNote.Line> lines = new ArrayList<>(note.signatures());
        SignedNote.Line line = lines.getLast();
        lines.set(
                lines.size() - 1,
                new SignedNote.Line(line.name() + "x", line.keyId(), line.signature()));
        Files.write(folder.resolve("checkpoints/10"), new SignedNote(note.text(), lines).encode());
        assertThat(check().run().findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-COSIGNATURE-UNKNOWN", "checkpoints/10"));
        // Who was given no witness is not told of every one.
        assertThat(new LedgerCheck(new LogFolder(folder), keys.verifiers()).run().findings())
                .isEmpty();
    }

    @Test
    void answerMissing_cosignatureTakenAway() throws IOException {
        grow(10, NOON);
        Checkpoint head = publish();
        byte[] before = Files.readAllBytes(folder.resolve("checkpoints/10"));
        leaves.add(cosign(head, first, NOON, NOON));
        grow(1, NOON);
        publish();
        Files.write(folder.resolve("checkpoints/10"), before);
        assertThat(check().run().findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-ANSWER-MISSING", "entry 10"));
        // Missed even by who does not know the witness.
        assertThat(new LedgerCheck(new LogFolder(folder), keys.verifiers()).run().findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-ANSWER-MISSING");
    }

    @Test
    void clockAhead_entriesYoungerThanTheWitnessOfThem() throws IOException {
        grow(4, NOON);
        grow(1, NOON.plus(Duration.ofHours(30)));
        grow(4, NOON.plus(Duration.ofHours(29)));
        Checkpoint head = publish();
        cosign(head, first, NOON.plusSeconds(5), NOON);
        cosign(head, second, NOON.plusSeconds(6), NOON);
        List<Finding> findings = check().run().findings();
        assertThat(findings)
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-CLOCK-AHEAD", "entry 4"));
        assertThat(findings.getFirst().severity()).isEqualTo(Severity.WARNING);
    }

    @Test
    void clockBehind_entriesOlderThanAnAnswerRecordedBeforeThem() throws IOException {
        grow(10, NOON);
        leaves.add(cosign(publish(), first, NOON.plusSeconds(5), NOON.plusSeconds(6)));
        grow(3, NOON.plusSeconds(10));
        grow(3, NOON.minus(Duration.ofHours(20))); // less than the day that is odd by itself
        publish();
        assertThat(check().run().findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("LEDGER-CLOCK-BEHIND", "entry 14"));
    }

    @Test
    void aClockWithinAnHourIsLeftAlone() throws IOException {
        grow(10, NOON.plus(Duration.ofMinutes(50)));
        leaves.add(cosign(publish(), first, NOON, NOON.plus(Duration.ofMinutes(50))));
        grow(3, NOON.minus(Duration.ofMinutes(50)));
        publish();
        assertThat(check().run().findings()).isEmpty();
    }

    @Test
    void answerOfTheFuture_witnessAheadOfTheChecker() throws IOException {
        grow(10, NOON);
        cosign(publish(), first, NOON.plus(Duration.ofDays(3)), NOON);
        assertThat(check().expecting(Expectations.none(NOON.plusSeconds(60))).run().findings())
                .extracting(Finding::code)
                .containsOnly("LEDGER-ANSWER-OF-THE-FUTURE");
    }

    @Test
    void witnessesTooFew_noneForAWeek() throws IOException {
        grow(10, NOON);
        publish();
        assertThat(expecting(1, NOON.plus(Duration.ofDays(6))).run().findings()).isEmpty();
        assertThat(expecting(1, NOON.plus(Duration.ofDays(8))).run().findings())
                .extracting(Finding::code, Finding::severity)
                .containsExactly(tuple("LEDGER-WITNESSES-TOO-FEW", Severity.WARNING));
    }

    @Test
    void witnessesTooFew_oneWhereTwoAreAskedFor() throws IOException {
        grow(10, NOON);
        Checkpoint head = publish();
        cosign(head, first, NOON.plus(Duration.ofDays(8)), NOON);
        Instant now = NOON.plus(Duration.ofDays(9));
        assertThat(expecting(1, now).run().findings()).isEmpty();
        assertThat(expecting(2, now).run().findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-WITNESSES-TOO-FEW");
        // Two keys of one witness are one witness; a second one makes two.
        cosign(head, second, NOON.plus(Duration.ofDays(8)), NOON);
        assertThat(expecting(2, now).run().findings()).isEmpty();
        assertThat(expecting(2, now.plus(Duration.ofDays(9))).run().findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-WITNESSES-TOO-FEW");
    }

    @Test
    void logRolledBack_aHeadThatAWitnessRemembers(@TempDir Path older) throws IOException {
        grow(10, NOON);
        MadeLog.write(older, keys, leaves);
        grow(10, NOON);
        Checkpoint known = publish();
        assertThat(
                        new LedgerCheck(new LogFolder(older), keys.verifiers())
                                .remembering(List.of(new Remembered("the witness", known)))
                                .run()
                                .findings())
                .extracting(Finding::code)
                .containsExactly("LEDGER-LOG-ROLLED-BACK");
    }
}
