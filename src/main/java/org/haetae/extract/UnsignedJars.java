package org.haetae.extract;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/// Copies of the signed jars of libraries, without their signatures, for worker processes.
///
/// The JVM checks a signed jar at every start and keeps none of its classes in a cache (JEP 483),
/// so that a worker would spend a quarter of its start on them. The signature proves nothing here:
/// who can change a library in our folder can change our own classes too. They lie beside the
/// build, made together with the class cache; without them the signed ones are used.
final class UnsignedJars {

    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.(SF|RSA|DSA|EC)");

    private UnsignedJars() {}

    /// The copy of this jar where one was made, the jar itself otherwise.
    static Path orItself(Path jar) {
        return ClassCache.beside()
                .map(folder -> copy(folder, jar))
                .filter(Files::isReadable)
                .orElse(jar);
    }

    /// Makes those that are missing, of all signed jars that workers are given.
    static void make(Path folder) throws IOException {
        for (Path jar : WorkerProgram.of(folder).classPath()) {
            try (JarFile file = new JarFile(jar.toFile(), false)) {
                if (file.stream().anyMatch(UnsignedJars::isSignature)) {
                    write(file, copy(folder, jar));
                }
            }
        }
    }

    private static boolean isSignature(JarEntry entry) {
        return SIGNATURE.matcher(entry.getName()).matches();
    }

    private static Path copy(Path folder, Path jar) {
        File file = jar.toFile();
        return folder.resolve(
                "unsigned-%d-%d-%s".formatted(file.length(), file.lastModified(), file.getName()));
    }

    static void write(JarFile from, Path to) throws IOException {
        Path fresh = Files.createTempFile(to.getParent(), "unsigned", ".tmp");
        try (OutputStream bytes = Files.newOutputStream(fresh);
                JarOutputStream out = new JarOutputStream(bytes)) {
            // The digests of the single files, which the signature is over, are its other sections.
            Manifest manifest = new Manifest();
            manifest.getMainAttributes().putAll(from.getManifest().getMainAttributes());
            out.putNextEntry(entry(JarFile.MANIFEST_NAME));
            manifest.write(out);
            for (JarEntry entry : (Iterable<JarEntry>) from.stream()::iterator) {
                if (!entry.isDirectory()
                        && !isSignature(entry)
                        && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                    out.putNextEntry(entry(entry.getName()));
                    try (InputStream content = from.getInputStream(entry)) {
                        content.transferTo(out);
                    }
                }
            }
        }
        // In the sandbox a process is nobody.
        fresh.toFile().setReadable(true, false);
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static JarEntry entry(String name) {
        JarEntry entry = new JarEntry(name);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        return entry;
    }
}
