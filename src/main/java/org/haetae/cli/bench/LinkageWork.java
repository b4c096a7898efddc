package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// How long it takes to tell which of many records are one, and how well it is told: whole runs of
/// `haetae resolve` over invented people.
public final class LinkageWork {

    private static final MadePeople.Errors ERRORS = new MadePeople.Errors(2, 2, 4);

    private LinkageWork() {}

    /// @param sizes records of each run
    public static List<Row> run(
            Path launcher, Path place, List<Integer> sizes, long seed, PrintWriter progress)
            throws IOException, InterruptedException {
        var own = place.resolve("resolve");
        Folders.empty(own);
        try {
            var rows = new ArrayList<Row>();
            for (int size : sizes) {
                progress.printf("resolve: %,d records%n", size);
                rows.add(run(launcher, own, size, seed));
            }
            return rows;
        } finally {
            Folders.absent(own);
        }
    }

    private static Row run(Path launcher, Path own, int size, long seed)
            throws IOException, InterruptedException {
        var file = own.resolve("people-%d.csv".formatted(size));
        new MadePeople(seed, size / 2).writeOne(file, size, ERRORS);
        var links = own.resolve("links-%d.csv".formatted(size));
        var run =
                Run.of(
                        List.of(
                                launcher.toString(),
                                "resolve",
                                "--files",
                                file.toString(),
                                "--schema",
                                "febrl"),
                        Haetae.AS_BUILT,
                        own,
                        links,
                        Duration.ofHours(1));
        if (run.exit() != 0) {
            throw new IOException(
                    "resolve ended with %d; see %s.errors".formatted(run.exit(), links));
        }
        var values = new LinkedHashMap<String, Double>();
        values.put("seconds", run.seconds());
        values.put("rss_mb", run.peak().rssBytes() / 1e6);
        values.put("f1", f1(file, links));
        values.put("calibration_error", calibrationError(links));
        return new Row(
                "resolve: records of people, some more than once",
                "Haetae, %,d".formatted(size),
                values,
                OptionalDouble.empty());
    }

    /// Of all pairs of records that are one, and those told to be.
    private static double f1(Path file, Path links) throws IOException {
        Map<String, Long> records = new HashMap<>();
        try (var lines = Files.lines(file)) {
            lines.skip(1).forEach(line -> records.merge(person(line), 1L, Long::sum));
        }
        double all = records.values().stream().mapToDouble(n -> n * (n - 1) / 2.0).sum();
        double told = 0;
        double right = 0;
        for (var line : Files.readAllLines(links)) {
            var cells = line.split(",");
            if (cells[3].equals("same")) {
                told++;
                right += person(cells[0]).equals(person(cells[1])) ? 1 : 0;
            }
        }
        return 2 * right / (told + all);
    }

    /// By how much probabilities are wrong: the difference between the mean probability and the
    /// share of pairs that are one, in tenths of the scale, each weighed by its pairs.
    private static double calibrationError(Path links) throws IOException {
        int bins = 10;
        var told = new double[bins];
        var right = new double[bins];
        var lines = Files.readAllLines(links);
        for (var line : lines.subList(1, lines.size())) {
            var cells = line.split(",");
            double probability = Double.parseDouble(cells[2]);
            int bin = Math.min(bins - 1, (int) (probability * bins));
            told[bin] += probability;
            right[bin] += person(cells[0]).equals(person(cells[1])) ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < bins; bin++) {
            error += Math.abs(told[bin] - right[bin]);
        }
        return error / Math.max(1, lines.size() - 1);
    }

    /// The number of `rec-17-org` and of `rec-17-dup-0`.
    private static String person(String id) {
        return id.split("-")[1];
    }
}
