package org.haetae.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.haetae.home.DurableFile;

/// Remembers the newest checkpoint that was signed, apart from the log's own folder, and exchanges
/// it only against the one that the signer knew (compare and swap).
///
/// So a ledger folder that was put back from an older copy is found to be older, and is never
/// signed on from there: that would be two histories under one name. It is a file of its own,
/// `keys/ledger.newest`, because the keys are backed up and restored apart from the ledger.
final class LockStore {

    static final String FILE = "ledger.newest";

    /// A head that a witness showed and that this home should know and does not.
    static final String WITNESSED = "ledger.witnessed";

    private final Path file;
    private final Path witnessed;

    LockStore(Path folder) {
        this.file = folder.resolve(FILE);
        this.witnessed = folder.resolve(WITNESSED);
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
