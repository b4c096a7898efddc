package org.haetae.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.haetae.sanctions.ListFiles;

/// Reads a list once, in a process of its own whose heap is limited, and tells how long it took.
final class ListReading {

    private ListReading() {}

    /// @param arguments the file
    public static void main(String[] arguments) throws IOException {
        var file = Path.of(arguments[0]);
        long begun = System.nanoTime();
        var list = ListFiles.read(List.of(source(file)));
        System.out.printf(
                "%d %d%n", (System.nanoTime() - begun) / 1_000_000, list.entries().size());
    }

    static ListFiles.Source source(Path file) {
        return new ListFiles.Source() {
            @Override
            public String name() {
                return String.valueOf(file.getFileName());
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
