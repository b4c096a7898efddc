package org.haetae.cli.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;

/// How long each of many queries took.
record Latencies(double[] milliseconds) {

    /// The value that so many of a hundred do not exceed.
    double percentile(double hundredths) {
        var sorted = milliseconds.clone();
        Arrays.sort(sorted);
        return sorted[
                Math.clamp(
                        (long) Math.ceil(hundredths / 100 * sorted.length) - 1,
                        0,
                        sorted.length - 1)];
    }

    Row row(String job, String subject) {
        var values = new LinkedHashMap<String, Double>();
        values.put("p50_ms", percentile(50));
        values.put("p95_ms", percentile(95));
        values.put("p99_ms", percentile(99));
        return new Row(job, subject, values, OptionalDouble.empty());
    }
}
