package org.haetae.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// What the bench does to folders.
final class Folders {

    private Folders() {}

    /// The folder, new and empty, whatever it held before.
    static Path empty(Path folder) throws IOException {
        return Files.createDirectories(absent(folder));
    }

    /// The folder's path, and nothing there any more.
    static Path absent(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var walk = Files.walk(folder)) {
                for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return folder;
    }

    record Size(long files, long bytes) {}

    static Size size(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return new Size(0, 0);
        }
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> new Size(1, sizeOf(file)))
                    .reduce(
                            new Size(0, 0),
                            (a, b) -> new Size(a.files + b.files, a.bytes + b.bytes));
        }
    }

    /// Reads every byte once, so that no contestant pays for a cold disk.
    static void warm(Path folder) throws IOException {
        var buffer = new byte[1 << 16];
        try (var walk = Files.walk(folder)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                try (var in = Files.newInputStream(file)) {
                    while (in.read(buffer) >= 0) {
                        // Only the reading counts.
                    }
                }
            }
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
