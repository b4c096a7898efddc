package org.haetae.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
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
/// `checkpoint` (the newest head, with the log's and the witness's signatures), `refused/`
/// (requests with heads that the log signed and that contradict this one: the proof of a fork),
/// `doubtful/` (the newest of those that may be of a fork, and may be an honest head with a proof
/// that somebody made up).
final class LogMemory {

    private static final int MOST_REFUSED = 64;
    private static final int MOST_DOUBTFUL = 16;

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

    /// Keeps a request whose head its log signed and whose proof contradicts what is remembered.
    /// Only so many, so that a log gone wrong cannot fill the disk; each of them is proof enough.
    ///
    /// @param head the text of the head, so that the same is not kept twice
    void keepRefused(String origin, String head, byte[] request) throws IOException {
        Path refused = room(origin, "refused");
        try (Stream<Path> files = Files.list(refused)) {
            if (files.count() < MOST_REFUSED) {
                keep(refused, head, request);
            }
        }
    }

    /// Keeps a request that proves nothing and may be of a fork; the newest few of them, apart from
    /// those that are proofs, so that whoever makes up many pushes out none of these.
    void keepDoubtful(String origin, String head, byte[] request) throws IOException {
        Path doubtful = room(origin, "doubtful");
        keep(doubtful, head, request);
        List<Path> kept;
        try (Stream<Path> files = Files.list(doubtful)) {
            kept = files.sorted(Comparator.comparing(LogMemory::keptAt)).toList();
        }
        for (Path oldest : kept.subList(0, Math.max(0, kept.size() - MOST_DOUBTFUL))) {
            Files.delete(oldest);
        }
    }

    private Path room(String origin, String name) throws IOException {
        Path room = log(hash(origin)).resolve(name);
        if (!Files.isDirectory(room)) {
            makeFolder(room);
        }
        return room;
    }

    private static void keep(Path room, String head, byte[] request) throws IOException {
        Path file = room.resolve(Digest.sha256(head.getBytes(UTF_8)).toString());
        if (!Files.exists(file)) {
            DurableFile.replace(file, request);
        }
    }

    private static FileTime keptAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException("listing heads that were refused", e);
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
