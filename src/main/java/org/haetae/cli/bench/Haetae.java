package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Our own side: commands as whole processes through the launcher, as a person would run them.
///
/// @param launcher the script `haetae`
/// @param home the home to work on
record Haetae(Path launcher, Path home, Path work) {

    private static final int UNCOUNTED = 200;
    private static final Pattern MICROS = Pattern.compile("\"micros\":(\\d+)");
    static final Map<String, String> AS_BUILT = Map.of("HAETAE_NO_BUILD", "1");

    Run add(Path folder, int round) throws IOException, InterruptedException {
        return Run.of(
                words("add", "--ocr", "off", "--json", folder.toString()),
                AS_BUILT,
                home,
                work.resolve("haetae-add-" + round + ".json"),
                Duration.ofHours(3));
    }

    /// Takes claims into the casebook.
    ///
    /// @param file one claim a line
    /// @throws IOException when one of them was refused
    void importClaims(Path file) throws IOException, InterruptedException {
        var told = work.resolve("import.json");
        var run =
                Run.of(
                        words("import", "claims", file.toString(), "--json"),
                        AS_BUILT,
                        home,
                        told,
                        Duration.ofHours(1));
        if (run.exit() != 0) {
            try (var lines = Files.lines(told)) {
                throw new IOException(
                        "claims were refused, first: "
                                + lines.filter(line -> !line.contains("\"recorded\""))
                                        .findFirst()
                                        .orElse("exit code " + run.exit()));
            }
        }
    }

    /// Asks every query in one process and returns the milliseconds of each, the ten best hits with
    /// their passages made. The first are asked twice and counted once, as a server that is up has
    /// been asked before.
    double[] ask(List<String> queries) throws IOException, InterruptedException {
        var before = queries.subList(0, Math.min(UNCOUNTED, queries.size()));
        var asked = new ArrayList<String>(before);
        asked.addAll(queries);
        var list = Files.write(work.resolve("queries.txt"), asked);
        var answers = work.resolve("haetae-answers.json");
        var run =
                Run.of(
                        words("search", "--json", "--list", list.toString()),
                        AS_BUILT,
                        home,
                        answers,
                        Duration.ofHours(1));
        var times =
                Files.readAllLines(answers).stream()
                        .flatMap(line -> MICROS.matcher(line).results())
                        .mapToDouble(match -> Double.parseDouble(match.group(1)) / 1_000)
                        .skip(before.size())
                        .toArray();
        if (times.length != queries.size()) {
            throw new IOException(
                    "%d of %d queries were answered, exit %d; see haetae-answers.json.errors in the work folder"
                            .formatted(times.length, queries.size(), run.exit()));
        }
        return times;
    }

    /// @param command the first word; what it needs, and subcommands, follow
    List<String> words(String command, String... arguments) {
        var words = new ArrayList<String>(List.of(launcher.toString(), command));
        words.addAll(List.of(arguments));
        words.addAll(List.of("--home", home.toString()));
        return words;
    }
}
