package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import org.haetae.home.DurableFile;

/// Remembers the newest checkpoint that was signed, apart from the log's own folder, and exchanges
/// it only against the one that the signer knew (compare and swap).
///
/// So a ledger folder that was put back from an older copy is found to be older, and is never
/// signed on from there: that would be two histories under one name. It is a file of its own,
/// `keys/ledger.newest`, because the keys are backed up and restored apart from the ledger. Where a
/// setting names a place outside the home, that has to agree first: it knows when the whole home,
/// keys and all, was put back from an older copy.
final class LockStore {

    static final String FILE = "ledger.newest";

    /// A head that a witness showed and that this home should know and does not.
    static final String WITNESSED = "ledger.witnessed";

    /// The place outside the home that holds a head already.
    static final String USED = "ledger.lock-used";

    private final Path file;
    private final Path witnessed;
    private final Path used;

    LockStore(Path folder) {
        this.file = folder.resolve(FILE);
        this.witnessed = folder.resolve(WITNESSED);
        this.used = folder.resolve(USED);
    }

    /// What a witness showed, if one ever had to.
    Optional<byte[]> witnessed() {
        return read(witnessed);
    }

    /// Keeps what a witness showed, so that a restart does not forget it.
    void keepWitnessed(byte[] note) {
        try {
            DurableFile.replace(witnessed, note);
        } catch (IOException e) {
            throw new UncheckedIOException("keeping the head that a witness showed", e);
        }
    }

    Optional<byte[]> newest() {
        return read(file);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the newest signed checkpoint", e);
        }
    }

    /// Holds this log against what is held elsewhere, where that answers.
    ///
    /// @param contradiction what a head that is held there proves against this log
    /// @throws IntegrityException when it is no part of this log; that is kept, so that a restart
    ///   does not forget it
    void hold(
            HeldElsewhere elsewhere,
            Function<HeldElsewhere.Held, Optional<Finding>> contradiction) {
        try {
            refuseIfContradicted(elsewhere.read(), contradiction);
        } catch (IOException e) {
            // Nothing is signed before it answers.
        }
    }

    private void refuseIfContradicted(
            Optional<HeldElsewhere.Held> there,
            Function<HeldElsewhere.Held, Optional<Finding>> contradiction) {
        Optional<Finding> found = there.flatMap(contradiction);
        if (found.isPresent()) {
            keepWitnessed(there.orElseThrow().note());
            throw new IntegrityException(found.get());
        }
    }

    /// Has a head held elsewhere before it counts as signed.
    ///
    /// @param contradiction what a head that is held there proves against this log
    /// @throws NotHeld when the place does not answer, or is empty though it held a head before
    /// @throws IntegrityException when what is held there is no part of this log; that is kept, so
    ///   that a restart does not forget it
    void hold(
            HeldElsewhere elsewhere,
            byte[] next,
            Function<HeldElsewhere.Held, Optional<Finding>> contradiction) {
        try {
            Optional<HeldElsewhere.Held> there = elsewhere.read();
            if (there.isEmpty() && isUsed(elsewhere)) {
                throw new NotHeld(elsewhere, "it is empty, and held a head before");
            }
            refuseIfContradicted(there, contradiction);
            if (!elsewhere.swap(there, next)) {
                throw new NotHeld(elsewhere, "something else was put there at this moment");
            }
            if (!isUsed(elsewhere)) {
                DurableFile.replace(used, elsewhere.place().getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new NotHeld(elsewhere, e.getMessage());
        }
    }

    /// Another place than before may be empty.
    boolean isUsed(HeldElsewhere elsewhere) {
        return used().filter(elsewhere.place()::equals).isPresent();
    }

    /// The place that holds a head already: another one than the setting names, once that was
    /// changed.
    Optional<String> used() {
        return read(used).map(place -> new String(place, UTF_8));
    }

    /// The place outside the home cannot hold the next head now. Nothing was signed that counts,
    /// and nothing is lost: entries are durable without.
    static final class NotHeld extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotHeld(HeldElsewhere elsewhere, String why) {
            super(
                    "The newest head of the ledger cannot be held at %s (ledger.lock): %s. Entries are kept in the home; they are signed and published once the place answers."
                            .formatted(elsewhere.place(), why));
        }
    }

    /// Puts `next` in the place of `known`, durably.
    ///
    /// @param known what was read before, empty for nothing
    /// @return false, and nothing changed, when something else is there now
    synchronized boolean swap(Optional<byte[]> known, byte[] next) {
        Optional<byte[]> present = newest();
        boolean same =
                present.isPresent() == known.isPresent()
                        && Arrays.equals(present.orElse(new byte[0]), known.orElse(new byte[0]));
        if (!same) {
            return false;
        }
        try {
            DurableFile.replace(file, next);
        } catch (IOException e) {
            throw new UncheckedIOException("storing the newest signed checkpoint", e);
        }
        return true;
    }
}
