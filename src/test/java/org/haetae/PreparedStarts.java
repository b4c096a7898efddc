package org.haetae;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.extract.PreparedWorkers;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/// What the processes that tests start need not do each for themselves: load, link and compile
/// thousands of classes, which is most of the processor time of a short command.
///
/// The classes of this build as jars, since the JVM keeps nothing of folders, and beside them what
/// it learned of them in one run (JEP 483, 514, 515); the same for the processes that read files.
/// Made at the beginning of a run of the whole suite (`-Dhaetae.prepare=yes`) by the first process
/// of tests, while the second runs some; a test that comes before it is ready, or runs alone, goes
/// without.
public final class PreparedStarts implements LauncherSessionListener {

    private static final Path BUILD = Path.of("target").toAbsolutePath();

    /// Tests first, as on the class path of a run.
    private static final List<String> FOLDERS = List.of("test-classes", "classes");

    private static final int LONGEST_SECONDS = 180;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("haetae.prepare") != null && runsTests()) {
            makeOnce();
        }
    }

    /// Options and class path for a process that runs classes of this build.
    public static List<String> options() {
        var words = new ArrayList<String>();
        Path cache = cache();
        if (Files.exists(cache)) {
            words.addAll(List.of("-XX:AOTCache=" + cache, "-cp", classPath()));
        } else {
            words.addAll(List.of("-cp", System.getProperty("java.class.path")));
        }
        return words;
    }

    /// Maven too opens a session, to look for tests.
    private static boolean runsTests() {
        return List.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .contains(BUILD.resolve("test-classes").toString());
    }

    private static void makeOnce() {
        try (var channel =
                        FileChannel.open(
                                BUILD.resolve("haetae-starts.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                PreparedWorkers.make();
                if (!Files.exists(cache())) {
                    make();
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("processes of tests start unprepared: " + e);
        }
    }

    private static void make() throws IOException, InterruptedException {
        try (Stream<Path> old = Files.list(BUILD)) {
            for (Path file : (Iterable<Path>) old.filter(PreparedStarts::isOurs)::iterator) {
                Files.delete(file);
            }
        }
        for (String folder : FOLDERS) {
            pack(BUILD.resolve(folder), jar(folder));
        }
        Path scratch = Files.createTempDirectory("prepared");
        Path made = scratch.resolve("learned");
        var words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-Djava.awt.headless=true",
                                "-Djava.io.tmpdir=" + scratch,
                                "-XX:AOTCacheOutput=" + made,
                                "-cp",
                                classPath(),
                                Haetae.class.getName(),
                                "add",
                                "--home",
                                scratch.resolve("home").toString(),
                                "--ocr",
                                "off"));
        try (Stream<Path> samples = Files.list(Path.of("src/main/resources/demo"))) {
            samples.filter(file -> file.getFileName().toString().matches("0[12].*"))
                    .forEach(file -> words.add(file.toString()));
        }
        var process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(scratch.resolve("said").toFile())
                        .start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || !Files.exists(made)) {
            process.destroyForcibly();
            System.err.println("processes of tests start unprepared: " + scratch.resolve("said"));
            return;
        }
        Path whole = Files.createTempFile(BUILD, "haetae-starts", ".tmp");
        Files.copy(made, whole, StandardCopyOption.REPLACE_EXISTING);
        Files.move(whole, cache(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isOurs(Path file) {
        return file.getFileName().toString().matches("haetae-starts-[0-9a-f]+.*");
    }

    private static Path cache() {
        return BUILD.resolve("haetae-starts-" + Build.NAME + ".learned");
    }

    private static Path jar(String folder) {
        return BUILD.resolve("haetae-starts-" + Build.NAME + "-" + folder + ".jar");
    }

    private static String classPath() {
        var paths = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            paths.add(
                    path.startsWith(BUILD) && Files.isDirectory(path)
                            ? jar(path.getFileName().toString()).toString()
                            : entry);
        }
        return String.join(File.pathSeparator, paths);
    }

    /// Not pressed: it is read a thousand times and lies in memory.
    private static void pack(Path folder, Path jar) throws IOException {
        Path whole = Files.createTempFile(BUILD, "haetae-starts", ".tmp");
        try (OutputStream out = Files.newOutputStream(whole);
                var zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                // Folders too: what is looked for by folder, as migrations are, is found by them.
                boolean isFolder = Files.isDirectory(file);
                byte[] bytes = isFolder ? new byte[0] : Files.readAllBytes(file);
                var entry = new ZipEntry(folder.relativize(file) + (isFolder ? "/" : ""));
                var crc = new CRC32();
                crc.update(bytes);
                entry.setCrc(crc.getValue());
                entry.setSize(bytes.length);
                entry.setTime(Files.getLastModifiedTime(file).toMillis());
                zip.putNextEntry(entry);
                zip.write(bytes);
            }
        }
        Files.move(whole, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    /// Names this build by what lies in its folders, so that what an older one left is not used.
    private static final class Build {
        static final String NAME = name();

        private static String name() {
            var crc = new CRC32();
            for (String folder : FOLDERS) {
                try (Stream<Path> files = Files.walk(BUILD.resolve(folder))) {
                    for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                        crc.update(
                                "%s %s %d\n"
                                        .formatted(
                                                file,
                                                Files.getLastModifiedTime(file),
                                                Files.size(file))
                                        .getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("looking at the build", e);
                }
            }
            crc.update(System.getProperty("java.vm.version").getBytes());
            crc.update(System.getProperty("java.class.path").getBytes());
            return Long.toHexString(crc.getValue());
        }
    }
}
