package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Recoll, a desktop search engine over Xapian, as its package installs it.
final class Recoll {

    /// Asks inside one process, as a program that stays open would, and prints the milliseconds of
    /// each question: the ten best hits with an abstract each.
    private static final String ASK =
            """
            import sys, time
            from recoll import recoll
            database = recoll.connect(confdir=sys.argv[1])
            for line in sys.stdin:
                began = time.perf_counter()
                query = database.query()
                query.execute(line.rstrip("\\n"))
                for document in query.fetchmany(10):
                    query.makedocabstract(document)
                print((time.perf_counter() - began) * 1000)
            """;

    private static final List<String> PYTHONS = List.of("/usr/bin/python3", "python3");

    private final Path work;

    private Recoll(Path work) {
        this.work = work;
    }

    /// Empty when it is not installed.
    static Optional<Recoll> find(Path work) throws IOException, InterruptedException {
        try {
            var run =
                    Run.of(
                            List.of("recollindex", "-h"),
                            Map.of(),
                            work,
                            work.resolve("recoll-found"),
                            Duration.ofSeconds(20));
            return run.exit() >= 0 ? Optional.of(new Recoll(work)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// A settings folder with an empty index.
    Path fresh(Path folder) throws IOException {
        var settings = Folders.empty(work.resolve("recoll"));
        Files.writeString(
                settings.resolve("recoll.conf"),
                "topdirs = \"%s\"%nnoaspell = 1%nskippedPaths =%n"
                        .formatted(folder.toAbsolutePath()));
        return settings;
    }

    Run index(Path settings, int round) throws IOException, InterruptedException {
        return Run.of(
                List.of("recollindex", "-c", settings.toString()),
                Map.of(),
                settings,
                work.resolve("recoll-round-" + round),
                Duration.ofHours(3));
    }

    /// Milliseconds of each query; empty when its Python part is not installed.
    Optional<double[]> ask(Path settings, List<String> queries)
            throws IOException, InterruptedException {
        var script = Files.writeString(work.resolve("ask.py"), ASK);
        var questions = Files.write(work.resolve("queries.txt"), queries);
        for (String python : PYTHONS) {
            var answers = work.resolve("recoll-answers");
            var process =
                    new ProcessBuilder(python, script.toString(), settings.toString())
                            .redirectInput(questions.toFile())
                            .redirectOutput(answers.toFile())
                            .redirectError(work.resolve("recoll-answers.errors").toFile())
                            .start();
            if (process.waitFor() == 0) {
                return Optional.of(
                        Files.readAllLines(answers).stream()
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return Optional.empty();
    }
}
