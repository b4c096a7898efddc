package org.haetae.linkage;

import java.util.Arrays;
import java.util.Optional;

/// A model made ready for many pairs: bits of each level, and of each value whose frequency counts.
final class Scoring {

    private final Model model;
    private final Dictionary[] dictionaries;
    private final double priorBits;
    private final double[][] bits;
    private final float[][] rarity;
    private final int[] groupOf;
    private final int[][] counts;
    private final long[] stated;

    /// @param all how often values are stated among all records, where these are but some of them
    Scoring(LinkageSchema schema, Records records, Model model, Optional<Frequencies> all) {
        this.model = model;
        this.dictionaries =
                schema.fields().stream()
                        .map(field -> records.dictionary(records.column(field.column())))
                        .toArray(Dictionary[]::new);
        this.priorBits = model.priorBits();
        int size = model.m().length;
        this.bits = new double[size][Comparer.MISSING + 1];
        this.rarity = new float[schema.fields().size()][];
        this.counts = new int[schema.fields().size()][];
        this.stated = new long[schema.fields().size()];
        for (int c = 0; c < size; c++) {
            for (int level = 0; level < model.m()[c].length; level++) {
                bits[c][level] = model.weight(c, level);
            }
        }
        for (int f = 0; f < rarity.length; f++) {
            var field = schema.fields().get(f);
            if (!field.frequency()) {
                rarity[f] = new float[0];
                continue;
            }
            var values = records.values(records.column(field.column()));
            if (all.isPresent()) {
                counts[f] = all.get().counts(field.column(), dictionaries[f]);
                stated[f] = all.get().stated(field.column());
            } else {
                counts[f] = dictionaries[f].counts(values);
                stated[f] = Arrays.stream(counts[f]).asLongStream().sum();
            }
            rarity[f] = rarity(f);
        }
        this.groupOf = new int[size];
        Arrays.fill(groupOf, -1);
        for (int g = 0; g < schema.correlated().size(); g++) {
            for (int f = 0; f < schema.fields().size(); f++) {
                if (schema.correlated().get(g).contains(schema.fields().get(f).column())) {
                    groupOf[f] = g;
                }
            }
        }
    }

    private float[] rarity(int f) {
        double all = stated[f];
        var of = new float[counts[f].length];
        for (int id = 1; id < of.length; id++) {
            of[id] = (float) Model.bits(model.m()[f][0] / (Math.max(1, counts[f][id]) / all));
        }
        return of;
    }

    /// How often records say what this record says in a field.
    int count(int f, int value) {
        return counts[f][dictionaries[f].same(value)];
    }

    long stated(int f) {
        return stated[f];
    }

    boolean isWeighedByFrequency(int f, int level) {
        return level == 0 && f < rarity.length && rarity[f].length > 0;
    }

    double priorBits() {
        return priorBits;
    }

    /// Bits of one comparison before its group is damped.
    double bits(int comparison, int level, long pattern, int a, Comparer comparer) {
        if (isWeighedByFrequency(comparison, level)) {
            int value = comparer.compared(pattern, comparison, a, false);
            return rarity[comparison][dictionaries[comparison].same(value)];
        }
        return bits[comparison][level];
    }

    /// Bits of the best of several comparisons of one field. Whoever tries more often finds
    /// agreement sooner: `u`, the chance that two who are not one agree so, becomes the chance `1 -
    /// (1 - u)^tries` that they do at least once (Sidak, 1967). What speaks against counts as it
    /// is.
    double bits(int comparison, int level, long pattern, int a, Comparer comparer, int tries) {
        double bits = bits(comparison, level, pattern, a, comparer);
        if (tries <= 1 || bits <= 0) {
            return bits;
        }
        double m = model.m()[comparison][level];
        return Math.max(0, Model.bits(m / amongTries(m / Math.pow(2, bits), tries)));
    }

    static double amongTries(double u, int tries) {
        return -Math.expm1(tries * Math.log1p(-u));
    }

    int group(int comparison) {
        return groupOf[comparison];
    }

    double damping(int group, double sum) {
        return model.spare()[group][sum > 0 ? 0 : 1];
    }

    /// All bits of a pair, the prior included.
    double score(Comparer comparer, int a, int b) {
        long pattern = comparer.pattern(a, b);
        double sum = priorBits;
        int groups = model.spare().length;
        double first = 0; // of the first group; most schemas have one at most
        double[] more = groups > 1 ? new double[groups] : null;
        for (int c = 0; c < bits.length; c++) {
            double of = bits(c, Comparer.level(pattern, c), pattern, a, comparer);
            if (groupOf[c] < 0) {
                sum += of;
            } else if (more == null) {
                first += of;
            } else {
                more[groupOf[c]] += of;
            }
        }
        if (more == null) {
            return groups == 0 ? sum : sum + first * damping(0, first);
        }
        for (int g = 0; g < groups; g++) {
            sum += more[g] * damping(g, more[g]);
        }
        return sum;
    }
}
