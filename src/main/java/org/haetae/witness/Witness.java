package org.haetae.witness;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.haetae.home.DurableFile;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.KeyType;
import org.haetae.ledger.Merkle;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.SigningKey;
import org.haetae.ledger.VerifierKey;
import org.haetae.ledger.WitnessRequest;

/// Remembers the newest head of each log that it knows, and cosigns a head only when that continues
/// the remembered one (C2SP tlog-witness). A log whose history was rewritten, or that was put back
/// from an older copy, gets no cosignature any more: that is all a witness does, and all that it
/// has to be trusted for.
///
/// It cosigns with Ed25519, which every reader knows, and with ML-DSA-44, which the specification
/// recommends. Its state is one folder, held by one process at a time; for any number of threads.
public final class Witness implements AutoCloseable {

    private static final String SECRETS = "witness-signing.keys";
    private static final String PUBLIC = "witness.vkey";
    private static final String HEADER = "haetae witness signing keys v1";
    private static final int NAME_BYTES = 8;
    private static final System.Logger LOG = System.getLogger(Witness.class.getName());

    private final Path state;
    private final FileChannel held;
    private final List<SigningKey> keys;
    private final LogMemory logs;
    private final Clock clock;

    private Witness(Path state, FileChannel held, List<SigningKey> keys, Clock clock) {
        this.state = state;
        this.held = held;
        this.keys = keys;
        this.logs = new LogMemory(state.resolve("logs"));
        this.clock = clock;
    }

    /// Opens the state in this folder; makes it, with fresh keys, when there is none.
    ///
    /// @param name what the fresh keys are called, best an address without a scheme; when empty,
    ///   one is made up. Keys that are there keep their name
    /// @throws IOException when the folder cannot be used or another process holds it
    public static Witness open(Path state, Optional<String> name, Clock clock) throws IOException {
        LogMemory.makeFolder(state);
        LogMemory.makeFolder(state.resolve("logs"));
        FileChannel held = FileChannel.open(state.resolve("lock"), CREATE, WRITE);
        try {
            if (held.tryLock() == null) {
                throw new IOException("another witness runs on " + state);
            }
            return new Witness(state, held, keys(state, name), clock);
        } catch (OverlappingFileLockException e) {
            held.close();
            throw new IOException("another witness runs on " + state, e);
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private static List<SigningKey> keys(Path state, Optional<String> name) throws IOException {
        Path secrets = state.resolve(SECRETS);
        if (!Files.exists(secrets)) {
            String called = name.orElseGet(Witness::madeUpName);
            String lines =
                    "%s\n%s\n%s\n"
                            .formatted(
                                    HEADER,
                                    SigningKey.make(called, KeyType.ED25519_COSIGNATURE).encode(),
                                    SigningKey.make(called, KeyType.ML_DSA_44).encode());
            DurableFile.replace(secrets, lines.getBytes(US_ASCII));
        }
        List<String> lines = Files.readAllLines(secrets, US_ASCII);
        if (lines.size() != 3 || !lines.getFirst().equals(HEADER)) {
            throw new IOException("%s is not of the form \"%s\"".formatted(secrets, HEADER));
        }
        try {
            return List.of(
                    SigningKey.parse(lines.get(1), KeyType.ED25519_COSIGNATURE),
                    SigningKey.parse(lines.get(2), KeyType.ML_DSA_44));
        } catch (IllegalArgumentException e) {
            throw new IOException("%s: %s".formatted(secrets, e.getMessage()), e);
        }
    }

    private static String madeUpName() {
        byte[] random = new byte[NAME_BYTES];
        new SecureRandom().nextBytes(random);
        return "haetae.invalid/witness/" + HexFormat.of().formatHex(random);
    }

    /// The keys by which others check its cosignatures.
    public List<VerifierKey> verifiers() {
        return keys.stream().map(SigningKey::verifier).toList();
    }

    /// Writes those keys, one a line, into a file to be given to the log's people and to all who
    /// check.
    public Path showPublic() throws IOException {
        StringBuilder lines = new StringBuilder();
        verifiers().forEach(key -> lines.append(key.vkey()).append('\n'));
        Path file = state.resolve(PUBLIC);
        DurableFile.replace(file, lines.toString().getBytes(UTF_8));
        return file;
    }

    /// Makes known the logs that these keys belong to.
    public synchronized void learn(List<VerifierKey> ofLogs) throws IOException {
        logs.learn(ofLogs);
    }

    /// How many logs it knows.
    public long knownLogs() {
        return logs.size();
    }

    /// `POST add-checkpoint`. The statuses and their order are those of the specification.
    public Reply addCheckpoint(byte[] body) throws IOException {
        WitnessRequest request;
        SignedNote note;
        Checkpoint next;
        try {
            request = WitnessRequest.parse(body);
            note = SignedNote.parse(request.checkpoint());
            next = Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            return Reply.refused(400, e.getMessage());
        }
        List<VerifierKey> known = logs.keys(next.origin());
        if (known.isEmpty()) {
            return Reply.refused(404, "no log of this origin is known here");
        }
        if (!note.verify(known).accepted()) {
            return Reply.refused(403, "no right signature by a key of this log, or a wrong one");
        }
        if (request.old() > next.size()) {
            return Reply.refused(400, "the old size is above the new one");
        }
        return compareAndCosign(request, note, next, known);
    }

    /// One at a time, so that what is compared is what is replaced.
    private synchronized Reply compareAndCosign(
            WitnessRequest request, SignedNote note, Checkpoint next, List<VerifierKey> known)
            throws IOException {
        Optional<Checkpoint> last = last(next.origin());
        long size = last.map(Checkpoint::size).orElse(0L);
        if (request.old() != size) {
            return new Reply(409, "text/x.tlog.size", (size + "\n").getBytes(US_ASCII));
        }
        if (!continues(last, next, request)) {
            keep(last, next, request, new SignedNote(next.text(), ofLog(note, known)));
            return Reply.refused(422, "this does not continue the head that was cosigned last");
        }
        Instant now = clock.instant();
        List<SignedNote.Line> cosignatures = keys.stream().map(key -> key.sign(next, now)).toList();
        // Durable before anybody has a cosignature: a crash here leaves a remembered head that
        // nobody was told of, and the log asks again from there.
        logs.remember(
                next.origin(),
                new SignedNote(next.text(), ofLog(note, known)).with(cosignatures).encode());
        StringBuilder lines = new StringBuilder();
        cosignatures.forEach(line -> lines.append(line.encode()));
        return Reply.text(200, lines.toString());
    }

    /// Signed by the log and not a continuation: with a proof that leads to it from another
    /// beginning, whoever holds both heads can prove a fork. Anybody can put a made-up proof beside
    /// an honest head; that is worth nothing.
    private void keep(
            Optional<Checkpoint> last, Checkpoint next, WitnessRequest request, SignedNote note)
            throws IOException {
        byte[] kept = new WitnessRequest(request.old(), request.proof(), note.encode()).encode();
        boolean impossible = next.size() == 0;
        boolean proved =
                last.isPresent()
                        && Merkle.provesFork(
                                request.old(),
                                next.size(),
                                request.proof(),
                                last.get().root(),
                                next.root());
        if (impossible || proved) {
            logs.keepRefused(next.origin(), next.text(), kept);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A head of {0} entries contradicts the one of {1} entries of log {2}; it is kept under refused/.",
                    next.size(),
                    request.old(),
                    LogMemory.hash(next.origin()));
        } else if (Long.bitCount(request.old()) == 1) {
            logs.keepDoubtful(next.origin(), next.text(), kept); // such a proof cannot tell
        }
    }

    private static List<SignedNote.Line> ofLog(SignedNote note, List<VerifierKey> known) {
        return note.signatures().stream()
                .filter(line -> known.stream().anyMatch(line::isBy))
                .toList();
    }

    private static boolean continues(
            Optional<Checkpoint> last, Checkpoint next, WitnessRequest request) {
        if (next.size() == 0 && !next.root().equals(Merkle.EMPTY_ROOT)) {
            return false;
        }
        if (request.old() == 0) {
            return request.proof().isEmpty();
        }
        return Merkle.provesConsistency(
                request.old(),
                next.size(),
                request.proof(),
                last.orElseThrow().root(),
                next.root());
    }

    private Optional<Checkpoint> last(String origin) {
        // What cannot be read as a head is never overwritten: the exception stops here.
        return logs.newest(LogMemory.hash(origin))
                .map(bytes -> Checkpoint.parse(SignedNote.parse(bytes).text()));
    }

    /// `GET <origin hash>/checkpoint`: the newest head that it cosigned, with the log's signatures
    /// and its own.
    public Reply checkpoint(String originHash) {
        return logs.newest(originHash)
                .map(note -> new Reply(200, "text/plain; charset=utf-8", note))
                .orElseGet(() -> Reply.refused(404, "no head of this log was ever cosigned here"));
    }

    /// Lets another process have the state.
    @Override
    public void close() throws IOException {
        held.close();
    }
}
