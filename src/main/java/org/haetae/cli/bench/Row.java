package org.haetae.cli.bench;

import java.util.Map;
import java.util.OptionalDouble;

/// One line of the table: what one contestant needed for one job.
///
/// @param values by name with the unit in it (`seconds`, `rss_mb`), in the order of printing
/// @param ratio Haetae's value divided by this one's, so that below 1 Haetae needs less; empty for
///   Haetae itself
public record Row(String job, String subject, Map<String, Double> values, OptionalDouble ratio) {

    /// One JSON object on one line.
    public String json() {
        var line = new StringBuilder("{\"job\":\"%s\",\"subject\":\"%s\"".formatted(job, subject));
        values.forEach((name, value) -> line.append(",\"%s\":%s".formatted(name, number(value))));
        ratio.ifPresent(value -> line.append(",\"ratio\":%s".formatted(number(value))));
        return line.append('}').toString();
    }

    /// One line of a table for people.
    public String text() {
        var line = new StringBuilder("  %-22s".formatted(subject));
        values.forEach(
                (name, value) ->
                        line.append("%14s %-10s".formatted(number(value), name.replace('_', ' '))));
        ratio.ifPresent(value -> line.append("   Haetae is %sx of this".formatted(number(value))));
        return line.toString();
    }

    private static String number(double value) {
        return Math.abs(value) >= 100 ? "%.0f".formatted(value) : "%.3f".formatted(value);
    }
}
