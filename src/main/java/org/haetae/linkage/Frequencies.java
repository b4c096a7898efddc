package org.haetae.linkage;

import java.util.Map;

/// How often values are stated among all records of a linkage, for a part of them that is compared
/// elsewhere: agreeing on a rare value says more than agreeing on a common one, and which is rare
/// only all records together tell.
///
/// @param shared by column, how often each value that two records or more state is stated; other
///   values are stated once
/// @param stated by column, how many records state a value
public record Frequencies(Map<String, Map<String, Integer>> shared, Map<String, Long> stated) {

    /// Takes what a part of the records states. For one thread.
    @FunctionalInterface
    public interface Taker {
        /// @param said what the value says, equal for values that count as the same
        void value(String column, String said, int count);
    }

    /// Counts the values of these records in the columns whose frequency counts.
    public static void count(LinkageSchema schema, Records records, Taker taker) {
        for (var field : schema.fields()) {
            if (field.frequency()) {
                int column = records.column(field.column());
                var dictionary = records.dictionary(column);
                var counts = dictionary.counts(records.values(column));
                for (int id = 1; id < counts.length; id++) {
                    if (counts[id] > 0) {
                        taker.value(field.column(), dictionary.said(id), counts[id]);
                    }
                }
            }
        }
    }

    long stated(String column) {
        return stated.getOrDefault(column, 0L);
    }

    /// By value of a dictionary that holds some of all values.
    int[] counts(String column, Dictionary dictionary) {
        var of = shared.getOrDefault(column, Map.of());
        var counts = new int[dictionary.size()];
        for (int id = 1; id < counts.length; id++) {
            if (dictionary.same(id) == id) {
                counts[id] = of.getOrDefault(dictionary.said(id), 1);
            }
        }
        return counts;
    }
}
