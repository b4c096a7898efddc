package org.haetae.suggest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A real text in which a person marked by hand what it mentions. The texts lie beside the
/// repository; here are places and kinds, and the words of short ones, so that a mark that slipped
/// is noticed.
///
/// @param part `seeds`; `shown`, looked at while the rules were written; `held-out`, marked after
///   most rules stood, of which only totals were looked at
/// @param from the stretch that was marked, in code points
record Marked(String file, int from, int to, Part part, List<Mark> marks) {

    enum Part {
        SEEDS,
        SHOWN,
        HELD_OUT
    }

    record Mark(Kind kind, int start, int end, String quote) {}

    static List<Marked> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/org/haetae/suggest"))) {
            return files.filter(file -> file.toString().endsWith(".tsv"))
                    .sorted()
                    .map(Marked::read)
                    .toList();
        }
    }

    private static Marked read(Path tsv) {
        try {
            var lines = Files.readAllLines(tsv);
            var head = lines.getFirst().split(" ");
            var marks = new ArrayList<Mark>();
            for (var line : lines.subList(1, lines.size())) {
                var cells = line.split("\t");
                marks.add(
                        new Mark(
                                Kind.valueOf(cells[0].toUpperCase(Locale.ROOT)),
                                Integer.parseInt(cells[1]),
                                Integer.parseInt(cells[2]),
                                cells[3].replace("\\n", "\n")));
            }
            return new Marked(
                    head[1],
                    Integer.parseInt(head[2]),
                    Integer.parseInt(head[3]),
                    Part.valueOf(head[4].toUpperCase(Locale.ROOT).replace('-', '_')),
                    marks);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// The text, where it lies beside the repository.
    Optional<String> text() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            var found = at.resolve("shared").resolve(file);
            if (Files.isRegularFile(found)) {
                return Optional.of(Files.readString(found, UTF_8));
            }
        }
        return Optional.empty();
    }
}
