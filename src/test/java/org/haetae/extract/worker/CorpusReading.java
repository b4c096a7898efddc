package org.haetae.extract.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Prints for each file of a folder how its reading ends: outcome, type, pages, characters, parts,
/// milliseconds, languages, reason. For people who change a reader and want to see what changed.
///
/// Arguments: the folder, and how often to read it (the last round is printed).
final class CorpusReading {
    private CorpusReading() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        List<Path> files = files(root);
        for (int round = 1; round <= rounds; round++) {
            long all = System.nanoTime();
            for (Path file : files) {
                byte[] bytes = Files.readAllBytes(file);
                long start = System.nanoTime();
                Collected read =
                        Collected.read(
                                bytes,
                                Hints.text(file.getFileName().toString(), null, 0),
                                Limits.TEXT);
                if (round == rounds) {
                    print(root.relativize(file), read, System.nanoTime() - start);
                }
            }
            System.err.printf("round %d: %d ms%n", round, (System.nanoTime() - all) / 1_000_000);
        }
    }

    static List<Path> files(Path root) throws IOException {
        try (var walk = Files.walk(root)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void print(Path file, Collected read, long nanos) {
        System.out.printf(
                "%-8s %-70s %s  %d pages  %d chars  %d parts  %.1f ms  %s  %s  [%s %s]%n",
                read.outcome().word(),
                file,
                read.mediaType,
                read.pages.size(),
                read.text().length(),
                read.parts.size(),
                nanos / 1e6,
                read.facts.getOrDefault("language", List.of()),
                read.verdict.reason(),
                read.verdict.tool(),
                read.verdict.toolVersion());
    }
}
