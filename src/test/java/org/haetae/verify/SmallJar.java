package org.haetae.verify;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// `haetae-verify.jar` as the build makes it, made from the classes of this run by the list in
/// pom.xml; run as a process of its own, with nothing else on its class path.
public final class SmallJar {

    private static final Path CLASSES = Path.of("target/classes");

    private final Path jar;

    private SmallJar(Path jar) {
        this.jar = jar;
    }

    public static SmallJar in(Path folder) throws IOException {
        Path jar = folder.resolve("haetae-verify.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "org.haetae.Verify");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (String file : classes()) {
                zip.putNextEntry(new JarEntry(file));
                zip.write(Files.readAllBytes(CLASSES.resolve(file)));
                zip.closeEntry();
            }
            for (Path library : libraries()) {
                copy(library, zip);
            }
        }
        return new SmallJar(jar);
    }

    private static List<Path> libraries() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*/bc(pkix|prov|util)-[^/]*\\.jar"))
                .map(Path::of)
                .toList();
    }

    private static void copy(Path library, JarOutputStream zip) throws IOException {
        try (JarFile file = new JarFile(library.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName()
                        .matches(
                                "org/bouncycastle/(asn1|cert|cms|internal/asn1|jcajce/io|jcajce/util|operator|tsp|util)/.*\\.class")) {
                    zip.putNextEntry(new JarEntry(entry.getName()));
                    file.getInputStream(entry).transferTo(zip);
                    zip.closeEntry();
                }
            }
        }
    }

    /// Files of the jar, as pom.xml lists them.
    static List<String> classes() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String part = pom.substring(pom.indexOf("<id>verify-classes</id>"));
        List<PathMatcher> wanted =
                Pattern.compile("<include>(.*?)</include>")
                        .matcher(part.substring(0, part.indexOf("</execution>")))
                        .results()
                        .map(match -> match.group(1).replace("$", "\\$"))
                        .filter(glob -> glob.startsWith("org/haetae/"))
                        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                        .toList();
        try (Stream<Path> files = Files.walk(CLASSES.resolve("org/haetae"))) {
            return new ArrayList<>(
                    new TreeSet<>(
                            files.map(CLASSES::relativize)
                                    .filter(
                                            file ->
                                                    wanted.stream()
                                                            .anyMatch(glob -> glob.matches(file)))
                                    .map(Path::toString)
                                    .toList()));
        }
    }

    Path file() {
        return jar;
    }

    /// @param code exit code
    public record Verdict(int code, List<String> out, String err) {
        public List<String> codes() {
            return out.stream()
                    .map(line -> line.replaceFirst("^\\{\"code\":\"([A-Z0-9-]+)\".*", "$1"))
                    .filter(line -> line.matches("[A-Z0-9-]+"))
                    .distinct()
                    .toList();
        }
    }

    public Verdict run(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-jar",
                                jar.toString(),
                                "--json"));
        command.addAll(List.of(words));
        return run(new ProcessBuilder(command));
    }

    /// Runs any program to its end.
    public static Verdict run(ProcessBuilder builder) {
        try {
            Path err = Files.createTempFile("err", ".txt");
            Process process = builder.redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("it did not end");
            }
            String said = Files.readString(err);
            Files.delete(err);
            return new Verdict(process.exitValue(), out.lines().toList(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
