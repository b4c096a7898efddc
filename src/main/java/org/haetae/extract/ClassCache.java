package org.haetae.extract;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Hints;

/// Classes of the parsers, loaded, linked and with a profile of what runs often, for worker
/// processes to start from.
///
/// A process spends seconds on loading and warming up thousands of classes before it is any good,
/// and processes are replaced often. The JVM can keep this in a file (JEP 483, 514, 515), made here
/// by reading samples in the sandbox. The file fits one class path and one release of Java; a JVM
/// that finds that it does not fit goes without.
final class ClassCache {
    private static final int RECORD_SECONDS = 120;
    private static final int CREATE_SECONDS = 180;

    /// The JVM reserves gigabytes of addresses to lay the file out.
    private static final int ADDRESS_MB = 8192;

    private ClassCache() {}

    /// The file for this program, when it has been made: beside the build, where all homes find it.
    static Optional<Path> existing(WorkerProgram program) {
        return beside().map(folder -> file(folder, program)).filter(file -> Files.isReadable(file));
    }

    /// The folder of the build: where our jar or our folder of classes lies.
    static Optional<Path> beside() {
        return Optional.of(WorkerProgram.ownSource())
                .map(Path::getParent)
                .map(folder -> folder.resolve("workers"));
    }

    /// Makes the file from the demo's material: `java ... org.haetae.extract.ClassCache`, which the
    /// launcher runs in the background once after each build.
    public static void main(String[] arguments) throws Exception {
        Path folder = beside().orElseThrow();
        Files.createDirectories(folder);
        UnsignedJars.make(folder);
        WorkerProgram program = WorkerProgram.of(folder);
        if (existing(program).isEmpty()) {
            Sandbox sandbox = Sandbox.probe(folder, false);
            make(folder, sandbox, program, WorkerSettings.STANDARD, samples());
        }
    }

    /// Makes the file when there is none. Takes some twenty seconds of one core.
    ///
    /// @param cache folder to make it in; older ones there are removed
    /// @return whether there is one now
    static boolean make(
            Path cache,
            Sandbox sandbox,
            WorkerProgram program,
            WorkerSettings settings,
            List<Sample> samples)
            throws IOException, InterruptedException {
        Path file = file(cache, program);
        if (Files.exists(file)) {
            return true;
        }
        if (sandbox.kind() != Sandbox.Kind.BUBBLEWRAP) {
            return false;
        }
        Path out = Files.createTempDirectory(cache, "classes");
        try {
            // The sandboxed user writes here; nobody else gets past the folders above.
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));
            record(sandbox, program, settings, samples, out);
            create(sandbox, program, settings, out);
            Path made = out.resolve("cache");
            if (!Files.exists(made)) {
                return false;
            }
            removeOld(cache);
            // A copy, because what the sandboxed user wrote belongs to that user.
            Path ours = Files.createTempFile(cache, "classes", ".tmp");
            Files.copy(made, ours, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(ours, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(ours, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } finally {
            delete(out);
        }
    }

    /// A file of our own to learn from.
    record Sample(String name, byte[] bytes) {}

    /// The demo's material: small, ours, and in most formats.
    static List<Sample> samples() throws IOException {
        List<Sample> samples = new ArrayList<>();
        try (InputStream index = ClassCache.class.getResourceAsStream("/demo/INDEX")) {
            if (index == null) {
                return List.of();
            }
            String names = new String(index.readAllBytes(), StandardCharsets.UTF_8);
            for (String name : names.lines().map(line -> line.split("\t")[0]).toList()) {
                try (InputStream sample = ClassCache.class.getResourceAsStream("/demo/" + name)) {
                    if (sample != null) {
                        samples.add(new Sample(name, sample.readAllBytes()));
                    }
                }
            }
        }
        return samples;
    }

    private static void record(
            Sandbox sandbox,
            WorkerProgram program,
            WorkerSettings settings,
            List<Sample> samples,
            Path out)
            throws InterruptedException {
        WorkerProgram recording =
                program.with(
                        List.of(
                                "-XX:AOTMode=record",
                                "-XX:AOTConfiguration=" + Sandbox.OUT + "/configuration"));
        WorkerSettings one = settings.single(ADDRESS_MB);
        try (Workers workers = Workers.open(sandbox, recording, one, null, out)) {
            List<CompletableFuture<Reading>> readings = new ArrayList<>();
            for (Sample sample : samples) {
                Job job =
                        new Job(
                                ItemId.random(),
                                Set.of(CompartmentId.GENERAL),
                                sample.bytes().length,
                                () -> new ByteArrayInputStream(sample.bytes()),
                                Hints.text(sample.name(), null, 0),
                                JobLimits.STANDARD);
                readings.add(workers.submit(job, new Ignored()));
            }
            CompletableFuture.allOf(readings.toArray(CompletableFuture[]::new)).join();
            workers.endGently(RECORD_SECONDS);
        }
    }

    private static void create(
            Sandbox sandbox, WorkerProgram program, WorkerSettings settings, Path out)
            throws IOException, InterruptedException {
        WorkerProgram creating =
                program.with(
                        List.of(
                                "-XX:AOTMode=create",
                                "-XX:AOTConfiguration=" + Sandbox.OUT + "/configuration",
                                "-XX:AOTCache=" + Sandbox.OUT + "/cache"));
        Process process =
                new ProcessBuilder(
                                sandbox.command(
                                        creating,
                                        settings.bigHeapMb(),
                                        ADDRESS_MB,
                                        true,
                                        null,
                                        out))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try (OutputStream nothing = process.getOutputStream()) {
            nothing.flush();
        }
        try {
            process.waitFor(CREATE_SECONDS, TimeUnit.SECONDS);
        } finally {
            process.destroyForcibly();
        }
    }

    /// Named by all that the JVM checks, so that a stale one is never even tried.
    private static Path file(Path cache, WorkerProgram program) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<String> facts = new ArrayList<>();
            facts.add(System.getProperty("java.vm.version"));
            facts.add(program.javaHome().toString());
            facts.addAll(program.options());
            for (Path path : program.classPath()) {
                facts.add(path.getFileName().toString());
                facts.add(String.valueOf(Files.size(path)));
                facts.add(String.valueOf(Files.getLastModifiedTime(path).toMillis()));
            }
            digest.update(String.join("\n", facts).getBytes(StandardCharsets.UTF_8));
            return cache.resolve(
                    "worker-" + HexFormat.of().formatHex(digest.digest(), 0, 8) + ".classes");
        } catch (IOException unreadable) {
            throw new UncheckedIOException("looking at the worker's class path", unreadable);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void removeOld(Path cache) throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            for (Path old : (Iterable<Path>) files.filter(ClassCache::isClasses)::iterator) {
                Files.delete(old);
            }
        }
    }

    private static boolean isClasses(Path file) {
        return file.getFileName().toString().matches("worker-[0-9a-f]{16}\\.classes");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(each);
            }
        }
    }

    /// What is learnt here is not what the samples say.
    private static final class Ignored extends Selective {
        @Override
        public boolean again() {
            return false;
        }
    }
}
