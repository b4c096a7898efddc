package org.haetae.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.home.DurableFile;
import org.haetae.ledger.Digest;
import org.haetae.ledger.VerifierKey;

/// What a witness knows of logs: of each its keys, and the newest head that it cosigned.
///
/// A folder for each log, named by the SHA-256 of its origin: `keys` (verifier keys, one a line),
/// `checkpoint` (the newest head, with the log's and the witness's signatures), `refused/` (heads
/// that the log signed and that contradict this one: the proof of a fork).
final class LogMemory {

    private static final int MOST_REFUSED = 64;

    private final Path folder;

    LogMemory(Path folder) {
        this.folder = folder;
    }

    /// Adds keys under which a log is known from now on; the log is named by the keys.
    void learn(List<VerifierKey> keys) throws IOException {
        for (VerifierKey key : keys) {
            Path log = log(hash(key.name()));
            if (!Files.isDirectory(log)) {
                makeFolder(log);
            }
            Set<VerifierKey> known = new LinkedHashSet<>(keys(key.name()));
            if (known.add(key)) {
                StringBuilder lines = new StringBuilder();
                known.forEach(one -> lines.append(one.vkey()).append('\n'));
                DurableFile.replace(log.resolve("keys"), lines.toString().getBytes(UTF_8));
            }
        }
    }

    /// The keys of the log with this origin; none when it is not known.
    List<VerifierKey> keys(String origin) {
        List<VerifierKey> keys = new ArrayList<>();
        read(log(hash(origin)).resolve("keys"))
                .ifPresent(
                        bytes ->
                                new String(bytes, UTF_8)
                                        .lines()
                                        .forEach(line -> keys.add(VerifierKey.parse(line))));
        return keys;
    }

    /// How many logs are known.
    long size() {
        try (Stream<Path> logs = Files.list(folder)) {
            return logs.filter(log -> Files.exists(log.resolve("keys"))).count();
        } catch (IOException e) {
            throw new UncheckedIOException("listing the logs that this witness knows", e);
        }
    }

    /// The newest head that was cosigned, by the hash of the log's origin.
    Optional<byte[]> newest(String originHash) {
        return read(log(originHash).resolve("checkpoint"));
    }

    /// Puts this head in the place of the last one. When this returns it is on disk.
    void remember(String origin, byte[] note) throws IOException {
        DurableFile.replace(log(hash(origin)).resolve("checkpoint"), note);
    }

    /// Keeps a head that its log signed and that contradicts what is remembered. Only so many, so
    /// that a log gone wrong cannot fill the disk.
    void keepRefused(String origin, byte[] note) throws IOException {
        Path refused = log(hash(origin)).resolve("refused");
        if (!Files.isDirectory(refused)) {
            makeFolder(refused);
        }
        Path file = refused.resolve(Digest.sha256(note).toString());
        try (Stream<Path> files = Files.list(refused)) {
            if (files.count() < MOST_REFUSED && !Files.exists(file)) {
                DurableFile.replace(file, note);
            }
        }
    }

    /// SHA-256 of the origin in lower-case hexadecimal digits, as tlog-witness has it.
    static String hash(String origin) {
        return Digest.sha256(origin.getBytes(UTF_8)).toString();
    }

    private Path log(String originHash) {
        return folder.resolve(originHash);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("reading what this witness remembers", e);
        }
    }

    /// A folder of the owner's alone, durable under its name.
    static void makeFolder(Path folder) throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            DurableFile.syncDirectory(parent);
        }
    }
}
