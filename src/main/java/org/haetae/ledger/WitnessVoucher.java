package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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
        for (int i = 0; i < TRIES; i++) {
            Asking.Answered answered = submit(published, head);
            switch (answered.status()) {
                case 200 -> {
                    return keep(published, head, answered.body());
                }
                case 404 -> {
                    return Outcome.LOG_UNKNOWN;
                }
                case 403 -> {
                    return Outcome.KEYS_UNKNOWN;
                }
                case 409 -> {
                    OptionalLong size = size(answered.body());
                    if (size.isEmpty() || size.getAsLong() > head.size()) {
                        return heldAgainst();
                    }
                    remembers = size.getAsLong();
                }
                case 422 -> {
                    return heldAgainst();
                }
                default -> {
                    return answered.status() >= 500 ? Outcome.UNREACHABLE : Outcome.REFUSED;
                }
            }
        }
        return Outcome.REFUSED;
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

    /// Of its answer the right cosignatures of the keys that we know, as the protocol says: joined
    /// to the head and verified there.
    private Outcome keep(SignedNote published, Checkpoint head, byte[] lines) {
        SignedNote note;
        try {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            joined.writeBytes((published.text() + "\n").getBytes(UTF_8));
            joined.writeBytes(lines);
            note = SignedNote.parse(joined.toByteArray());
        } catch (IllegalArgumentException e) {
            return Outcome.WRONG;
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
        if (right.isEmpty() || !timed || !note.verify(witness.keys()).accepted()) {
            return Outcome.WRONG;
        }
        remembers = head.size();
        ledger.cosigned(head, right);
        // A crash here leaves a cosignature that no entry records; it is right all the same.
        recording.record(kind(), head, AttestationCheck.answer(right));
        return Outcome.ANSWERED;
    }

    /// A home that was put back from an older copy has its head's cosignature as ever; that the
    /// witness has seen a later one is heard only when it is asked for it.
    @Override
    public Outcome confirm() throws IOException, InterruptedException {
        return contradicts() ? Outcome.CONTRADICTED : Outcome.NOTHING_NEW;
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
