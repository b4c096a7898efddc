package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.haetae.ledger.AttestationState.Outcome;

/// A witness, asked by the protocol of C2SP tlog-witness.
final class WitnessVoucher implements Voucher {

    private static final String TYPE = "text/plain; charset=utf-8";

    /// Once to hear what it remembers, once to answer, and once more if another asked between.
    private static final int TRIES = 3;

    private final KnownWitness witness;
    private final Ledger ledger;
    private final Asking asking;
    private final Recording recording;
    private long remembers;

    /// Where an answer is made an entry.
    @FunctionalInterface
    interface Recording {
        void record(Attestation.Kind kind, Checkpoint head, Digest answer);
    }

    WitnessVoucher(KnownWitness witness, Ledger ledger, Asking asking, Recording recording) {
        this.witness = witness;
        this.ledger = ledger;
        this.asking = asking;
        this.recording = recording;
    }

    @Override
    public Attestation.Kind kind() {
        return Attestation.Kind.COSIGNATURE;
    }

    @Override
    public String name() {
        return witness.name();
    }

    @Override
    public Optional<Attestation> answerFor(long size) {
        String file = LogFolder.CHECKPOINTS + "/" + size;
        return ledger.files().read(file).flatMap(bytes -> answerIn(file, size, bytes));
    }

    private Optional<Attestation> answerIn(String file, long size, byte[] bytes) {
        SignedNote note;
        try {
            note = SignedNote.parse(bytes);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // verify names it
        }
        for (SignedNote.Line line : note.signatures()) {
            for (VerifierKey key : witness.keys()) {
                if (line.isBy(key) && key.verifies(note.text(), line.signature())) {
                    return key.time(line.signature())
                            .map(at -> new Attestation(kind(), name(), file, size, at));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public Outcome ask(SignedNote published, Checkpoint head)
            throws IOException, InterruptedException {
        return answer(published, head, right -> keep(head, right));
    }

    /// A home that was put back from an older copy has its head's cosignature as ever; whether the
    /// witness has seen a later one is heard only when it is asked to sign this one again: it does
    /// so by its protocol only while this is the newest that it knows. No other answer, and no
    /// silence, says that there is nothing newer. The cosignature itself is not kept: its record
    /// would be a new head.
    @Override
    public Outcome confirm(SignedNote published, Checkpoint head)
            throws IOException, InterruptedException {
        remembers = head.size();
        return answer(published, head, right -> Outcome.NOTHING_NEW);
    }

    private Outcome answer(
            SignedNote published, Checkpoint head, Function<List<SignedNote.Line>, Outcome> signed)
            throws IOException, InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Asking.Answered answered = submit(published, head);
            if (answered.status() == 200) {
                List<SignedNote.Line> right = cosignatures(published, answered.body());
                return right.isEmpty() ? Outcome.WRONG : signed.apply(right);
            }
            OptionalLong size =
                    answered.status() == 409 ? size(answered.body()) : OptionalLong.empty();
            if (size.isEmpty() || size.getAsLong() > head.size()) {
                return refused(answered.status());
            }
            remembers = size.getAsLong();
        }
        return Outcome.REFUSED;
    }

    /// What an answer means that is no cosignature.
    private Outcome refused(int status) throws IOException, InterruptedException {
        return switch (status) {
            case 404 -> Outcome.LOG_UNKNOWN;
            case 403 -> Outcome.KEYS_UNKNOWN;
            case 409, 422 -> heldAgainst();
            default -> status >= 500 ? Outcome.UNREACHABLE : Outcome.REFUSED;
        };
    }

    private Asking.Answered submit(SignedNote published, Checkpoint head)
            throws IOException, InterruptedException {
        long old = Math.min(remembers, head.size());
        List<Digest> proof =
                old == 0
                        ? List.of()
                        : Merkle.consistency(old, head.size(), ledger.files().nodes(head.size()));
        byte[] body = new WitnessRequest(old, proof, published.encode()).encode();
        return asking.post(
                witness.address().resolve("add-checkpoint"), TYPE, body, SignedNote.LIMIT_BYTES);
    }

    private static OptionalLong size(byte[] body) {
        String text = new String(body, US_ASCII).strip();
        return text.matches("0|[1-9][0-9]{0,17}")
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private Outcome keep(Checkpoint head, List<SignedNote.Line> right) {
        remembers = head.size();
        ledger.cosigned(head, right);
        // A crash here leaves a cosignature that no entry records; it is right all the same.
        recording.record(kind(), head, AttestationCheck.answer(right));
        return Outcome.ANSWERED;
    }

    /// Of its answer the right cosignatures of the keys that we know, as the protocol says: joined
    /// to the head and verified there. None when anything about them is wrong.
    private List<SignedNote.Line> cosignatures(SignedNote published, byte[] lines) {
        SignedNote note;
        try {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.writeBytes((published.text() + "\n").getBytes(UTF_8));
            joined.writeBytes(lines);
            note = SignedNote.parse(joined.toByteArray());
        } catch (IllegalArgumentException e) {
            return List.of();
        }
        List<SignedNote.Line> right =
                note.signatures().stream()
                        .filter(line -> witness.keys().stream().anyMatch(line::isBy))
                        .toList();
        boolean timed =
                right.stream()
                        .allMatch(
                                line ->
                                        witness.keys().stream()
                                                .filter(line::isBy)
                                                .allMatch(
                                                        key ->
                                                                key.time(line.signature())
                                                                        .isPresent()));
        return timed && note.verify(witness.keys()).accepted() ? right : List.of();
    }

    /// What it remembers contradicts what we ask: let it show that head. Only our own signature on
    /// it proves anything; a witness's word alone would let it stop us at will.
    private Outcome heldAgainst() throws IOException, InterruptedException {
        return contradicts() ? Outcome.CONTRADICTED : Outcome.REFUSED;
    }

    private boolean contradicts() throws IOException, InterruptedException {
        String origin = Digest.sha256(origin().getBytes(UTF_8)).toString();
        URI newest = witness.address().resolve(origin + "/checkpoint");
        Asking.Answered shown = asking.get(newest, SignedNote.LIMIT_BYTES);
        return shown.status() == 200
                && ledger.holdAgainst(shown.body(), "the witness " + name()).isPresent();
    }

    private String origin() {
        return ledger.verifierKeys().getFirst().name();
    }
}
