package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// Several contestants at the same job, in turn, so that what else the machine does meets all of
/// them; medians count.
final class Contest {

    /// One try of one contestant, from a clean start.
    interface Try {
        Run run(int round) throws IOException, InterruptedException;
    }

    /// Our commands end with 1 when they are done and some file could not be read.
    private static final int MOST_THAT_IS_DONE = 1;

    private static final double MEGABYTE = 1_000_000;

    private final String job;
    private final double units;
    private final PrintWriter progress;
    private final Map<String, Try> contestants = new LinkedHashMap<>();

    /// @param units how many files each try works through
    Contest(String job, double units, PrintWriter progress) {
        this.job = job;
        this.units = units;
        this.progress = progress;
    }

    /// The first to be added is the one that the others are compared with.
    void add(String subject, Try contestant) {
        contestants.put(subject, contestant);
    }

    List<Row> rounds(int count) throws IOException, InterruptedException {
        var runs = new LinkedHashMap<String, List<Run>>();
        for (int round = 1; round <= count; round++) {
            for (var contestant : contestants.entrySet()) {
                var run = contestant.getValue().run(round);
                if (run.exit() < 0 || run.exit() > MOST_THAT_IS_DONE) {
                    throw new IOException(
                            "%s, round %d, %s ended with %d; its words are in the work folder"
                                    .formatted(job, round, contestant.getKey(), run.exit()));
                }
                runs.computeIfAbsent(contestant.getKey(), key -> new ArrayList<>()).add(run);
                progress.printf(
                        "%s, round %d, %s: %.2f s (processors %.2f s), %.0f MB, exit %d%n",
                        job,
                        round,
                        contestant.getKey(),
                        run.seconds(),
                        run.processorSeconds(),
                        run.peak().rssBytes() / MEGABYTE,
                        run.exit());
                progress.flush();
            }
        }
        var rows = new ArrayList<Row>();
        double first = Double.NaN;
        for (var entry : runs.entrySet()) {
            double seconds = median(entry.getValue(), Run::seconds);
            var values = new LinkedHashMap<String, Double>();
            values.put("seconds", seconds);
            values.put("per_second", units / seconds);
            values.put("processor_seconds", median(entry.getValue(), Run::processorSeconds));
            values.put("rss_mb", median(entry.getValue(), run -> run.peak().rssBytes() / MEGABYTE));
            values.put("pss_mb", median(entry.getValue(), run -> run.peak().pssBytes() / MEGABYTE));
            rows.add(
                    new Row(
                            job,
                            entry.getKey(),
                            values,
                            rows.isEmpty()
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(first / seconds)));
            first = rows.size() == 1 ? seconds : first;
        }
        return rows;
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        var sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
