package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.haetae.home.DurableFile;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.home.Settings;
import org.haetae.objects.Bucket;

/// Holds the newest signed head where a copy of this home does not reach, and exchanges it only
/// against the one that was read (compare and swap), as the lock of Sunlight does. Several homes
/// may share one place: each log has a name of its own there.
sealed interface HeldElsewhere {

    /// The place that `ledger.lock` names; empty when it names none.
    ///
    /// @throws HomeRefused when it is written in no way that is known
    static Optional<HeldElsewhere> of(Settings settings, String origin) {
        return Optional.of(settings.text(Setting.LEDGER_LOCK))
                .filter(place -> !place.isEmpty())
                .map(place -> at(place, origin));
    }

    /// @throws HomeRefused when it is written in no way that is known
    static HeldElsewhere at(String place, String origin) {
        String name = Digest.sha256(origin.getBytes(UTF_8)).toString().substring(0, 32) + ".newest";
        if (Bucket.isPlace(place)) {
            return new InBucket(place, name);
        }
        Path folder = Path.of(place);
        if (!folder.isAbsolute()) {
            throw new HomeRefused(
                    "ledger.lock is \"%s\"; expected a folder written from / on, or s3://bucket/folder"
                            .formatted(place));
        }
        return new InFolder(folder, name);
    }

    /// As people wrote it.
    String place();

    /// @throws IOException when it does not answer
    Optional<Held> read() throws IOException;

    /// Puts `next` in the place of what was read, durably.
    ///
    /// @return false, and nothing changed, when something else is there now
    /// @throws IOException when it does not answer; whether it has `next` is then not known
    boolean swap(Optional<Held> known, byte[] next) throws IOException;

    /// @param version what the place calls these bytes
    record Held(byte[] note, String version) {}

    /// A folder of another disk or machine.
    record InFolder(Path folder, String name) implements HeldElsewhere {
        @Override
        public String place() {
            return folder.toString();
        }

        @Override
        public Optional<Held> read() throws IOException {
            if (!Files.isDirectory(folder)) {
                throw new NotDirectoryException(folder + " is not there");
            }
            try {
                return Optional.of(new Held(Files.readAllBytes(folder.resolve(name)), ""));
            } catch (NoSuchFileException none) {
                return Optional.empty();
            }
        }

        @Override
        public boolean swap(Optional<Held> known, byte[] next) throws IOException {
            try (var channel = FileChannel.open(folder.resolve(name + ".lock"), CREATE, WRITE);
                    var alone = channel.lock()) {
                byte[] there = read().map(Held::note).orElse(new byte[0]);
                if (!Arrays.equals(there, known.map(Held::note).orElse(new byte[0]))) {
                    return false;
                }
                DurableFile.replace(folder.resolve(name), next);
                return alone.isValid();
            }
        }
    }

    /// An object store, which itself compares (`If-Match`, `If-None-Match`).
    record InBucket(String place, String name) implements HeldElsewhere {
        @Override
        public Optional<Held> read() throws IOException {
            try (Bucket bucket = open()) {
                return bucket.readVersion(name).map(read -> new Held(read.bytes(), read.version()));
            }
        }

        @Override
        public boolean swap(Optional<Held> known, byte[] next) throws IOException {
            try (Bucket bucket = open()) {
                return bucket.swap(name, known.map(Held::version), next);
            }
        }

        private Bucket open() throws IOException {
            try {
                return Bucket.open(place);
            } catch (HomeRefused unreachable) {
                throw new IOException(unreachable.getMessage(), unreachable);
            }
        }
    }
}
