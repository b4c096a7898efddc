package org.haetae.linkage;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// Learns a [Model] from records that nobody has labelled.
///
/// How pairs that are not one agree is seen in pairs drawn at random, each counted by how little it
/// looks like one. How pairs that are one agree is learned by expectation and maximisation over the
/// candidates (Dempster, Laird and Rubin, 1977); candidates that no key brought together count as
/// not one. The number of those expected to be one, over all pairs there are, is the prior.
final class Learning {

    static final int RANDOM_PAIRS = 2_000_000;
    private static final int LEARNED_PAIRS = 4_000_000;
    private static final int MOST_ROUNDS = 200;
    private static final double SETTLED = 1e-6;

    /// So that nothing is held impossible for not having been seen.
    private static final double UNSEEN = 0.5;

    /// Pairs left out of judging a group of fields beside those that may have been misjudged by the
    /// other fields, so that a few mistakes do not decide.
    private static final int STRANGEST = 5;

    private static final double MISJUDGED = 2;

    /// What a group's evidence may be overstated by on average before it is damped.
    private static final double TOLERANCE = 2;

    /// From so many bits on the other fields have judged.
    private static final double CLEAR_BITS = 6;

    private static final int MOST_DAMPINGS = 6;
    private static final int DRAWS = 50_000;

    private final LinkageSchema schema;
    private final Records records;
    private final Seen candidates;
    private final Seen random;

    /// How many candidates one counted candidate stands for.
    private final double each;

    private final double[][] m;
    private final double[][] u;
    private final int[][] groups;
    private final double[][] spare;

    /// How often a comparison finds a value missing.
    private final double[] missing;

    private double prior;
    private int rounds;
    private boolean settled;

    /// Patterns with how often each was seen.
    private record Seen(long[] patterns, double[] counts, long pairs) {
        static Seen of(Counts counts) {
            var patterns = counts.patterns();
            var of = Arrays.stream(patterns).mapToDouble(counts::count).toArray();
            return new Seen(patterns, of, (long) Arrays.stream(of).sum());
        }
    }

    private Learning(LinkageSchema schema, Records records, Blocking blocking) {
        this.schema = schema;
        this.records = records;
        long modulus = Math.max(1, blocking.pairs() / LEARNED_PAIRS);
        this.candidates = Seen.of(candidates(blocking, modulus));
        this.each = modulus;
        this.random = Seen.of(random());
        int count = schema.fields().size() + schema.swaps().size();
        this.m = new double[count][];
        this.u = new double[count][];
        for (int c = 0; c < count; c++) {
            m[c] = begin(Model.levels(schema, c).size());
            u[c] = new double[m[c].length];
        }
        this.groups =
                schema.correlated().stream()
                        .map(group -> group.stream().mapToInt(this::field).toArray())
                        .toArray(int[][]::new);
        this.spare = new double[groups.length][];
        Arrays.setAll(spare, _ -> new double[] {1, 1});
        this.missing = new double[count];
        for (int p = 0; p < random.patterns().length; p++) {
            for (int c = 0; c < count; c++) {
                if (Comparer.level(random.patterns()[p], c) == Comparer.MISSING) {
                    missing[c] += random.counts()[p] / random.pairs();
                }
            }
        }
        double fewer =
                records.areTwo()
                        ? Math.min(
                                records.firstOfSecond(), records.size() - records.firstOfSecond())
                        : records.size();
        this.prior = Math.min(0.1, Math.max(0.25, 0.25 * fewer) / Math.max(1, records.pairs()));
    }

    static Model learn(LinkageSchema schema, Records records, Blocking blocking) {
        var learning = new Learning(schema, records, blocking);
        learning.learnU();
        // Damped from the beginning: else what is learned to be one would be households.
        for (int time = 0; time < MOST_DAMPINGS && learning.damp(); time++) {
            learning.settle();
        }
        learning.settle();
        return new Model(
                schema.name(),
                schema.version(),
                learning.m,
                learning.u,
                learning.prior,
                learning.spare,
                new Model.Learned(
                        learning.rounds,
                        learning.settled,
                        learning.candidates.pairs(),
                        learning.random.pairs()));
    }

    private int field(String column) {
        return IntStream.range(0, schema.fields().size())
                .filter(f -> schema.fields().get(f).column().equals(column))
                .findFirst()
                .orElseThrow();
    }

    /// Most pairs that are one agree, and one in twenty does not agree at all.
    private static double[] begin(int levels) {
        var m = new double[levels];
        Arrays.fill(m, 0.15 / Math.max(1, levels - 2));
        m[0] = levels > 2 ? 0.8 : 0.95;
        m[levels - 1] = 0.05;
        return m;
    }

    private final class Counting implements Linkage.Pairs {
        private final Comparer comparer = new Comparer(schema, records);
        private final Counts counts = new Counts();
        private final long modulus;

        Counting(long modulus) {
            this.modulus = modulus;
        }

        @Override
        public void pair(int a, int b) {
            if (modulus == 1
                    || Long.remainderUnsigned(
                                    Mix.of(schema.seed(), (long) a << Integer.SIZE | b), modulus)
                            == 0) {
                counts.add(comparer.pattern(a, b), 1);
            }
        }
    }

    private Counts candidates(Blocking blocking, long modulus) {
        var counts = new Counts();
        blocking.each(() -> new Counting(modulus)).forEach(one -> counts.add(one.counts));
        return counts;
    }

    private Counts random() {
        if (records.pairs() <= RANDOM_PAIRS) {
            var all = new Counting(1);
            int second = records.areTwo() ? records.firstOfSecond() : records.size();
            for (int a = 0; a < second; a++) {
                for (int b = records.areTwo() ? second : a + 1; b < records.size(); b++) {
                    all.pair(a, b);
                }
            }
            return all.counts;
        }
        int parts = 16;
        var drawn =
                IntStream.range(0, parts)
                        .parallel()
                        .mapToObj(part -> drawn(part, RANDOM_PAIRS / parts))
                        .toList();
        var counts = new Counts();
        drawn.forEach(counts::add);
        return counts;
    }

    private Counts drawn(int part, int pairs) {
        var counting = new Counting(1);
        var draw = new SplittableRandom(Mix.of(schema.seed(), part));
        int size = records.size();
        for (int i = 0; i < pairs; i++) {
            int a = draw.nextInt(records.areTwo() ? records.firstOfSecond() : size);
            int b =
                    records.areTwo()
                            ? draw.nextInt(records.firstOfSecond(), size)
                            : draw.nextInt(size - 1);
            if (!records.areTwo() && b >= a) {
                b++;
            }
            counting.pair(Math.min(a, b), Math.max(a, b));
        }
        return counting.counts;
    }

    private void settle() {
        settled = false;
        for (int round = 0; round < MOST_ROUNDS && !settled; round++) {
            double moved = Math.max(learnM(), learnU());
            settled = moved < SETTLED;
            rounds++;
        }
    }

    /// From the candidates, each counted by its probability to be one.
    private double learnM() {
        var sums = zeros();
        double expected = 0;
        var weights = new Weights();
        for (int p = 0; p < candidates.patterns().length; p++) {
            long pattern = candidates.patterns()[p];
            double one = candidates.counts()[p] * Model.probability(weights.all(pattern));
            expected += one;
            add(sums, pattern, one);
        }
        double before = prior;
        prior = Math.min(0.5, Math.max(0.1, expected * each) / Math.max(1, records.pairs()));
        return Math.max(into(m, sums, true), Math.abs(prior - before) / before * 1e-2);
    }

    /// From pairs drawn at random, each counted by its probability not to be one.
    private double learnU() {
        var sums = zeros();
        var weights = rounds == 0 ? null : new Weights();
        for (int p = 0; p < random.patterns().length; p++) {
            long pattern = random.patterns()[p];
            double one = weights == null ? prior : Model.probability(weights.all(pattern));
            add(sums, pattern, random.counts()[p] * (1 - one));
        }
        return into(u, sums, false);
    }

    private double[][] zeros() {
        return Arrays.stream(m).map(levels -> new double[levels.length]).toArray(double[][]::new);
    }

    private static void add(double[][] sums, long pattern, double count) {
        for (int c = 0; c < sums.length; c++) {
            int level = Comparer.level(pattern, c);
            if (level != Comparer.MISSING) {
                sums[c][level] += count;
            }
        }
    }

    /// @return by how much the largest change changed
    private double into(double[][] probabilities, double[][] sums, boolean ofOne) {
        double moved = 0;
        for (int c = 0; c < sums.length; c++) {
            var fixed = fixed(c, ofOne);
            double all = Arrays.stream(sums[c]).sum() + UNSEEN * sums[c].length;
            double free = 1 - Arrays.stream(fixed).sum();
            double learned = 0;
            for (int level = 0; level < sums[c].length; level++) {
                learned += fixed[level] > 0 ? 0 : (sums[c][level] + UNSEEN) / all;
            }
            for (int level = 0; level < sums[c].length; level++) {
                double value =
                        fixed[level] > 0
                                ? fixed[level]
                                : free * (sums[c][level] + UNSEEN) / all / learned;
                moved = Math.max(moved, Math.abs(value - probabilities[c][level]));
                probabilities[c][level] = value;
            }
        }
        return moved;
    }

    /// What the schema sets by hand; 0 where it does not.
    private double[] fixed(int comparison, boolean ofOne) {
        var levels = Model.levels(schema, comparison);
        if (comparison >= schema.fields().size()) {
            return new double[levels.size()];
        }
        var field = schema.fields().get(comparison);
        var told = ofOne ? field.m() : field.u();
        return levels.stream().mapToDouble(level -> told.getOrDefault(level, 0.0)).toArray();
    }

    /// The weights of the model as it is now.
    private final class Weights {
        private final double[][] bits = zeros();
        private final double priorBits = Model.bitsOf(prior);
        private final int[] groupOf = new int[m.length];

        Weights() {
            for (int c = 0; c < bits.length; c++) {
                for (int level = 0; level < bits[c].length; level++) {
                    bits[c][level] = Model.bits(m[c][level] / u[c][level]);
                }
            }
            Arrays.fill(groupOf, -1);
            for (int g = 0; g < groups.length; g++) {
                for (int c : groups[g]) {
                    groupOf[c] = g;
                }
            }
        }

        double all(long pattern) {
            double sum = priorBits;
            for (int c = 0; c < bits.length; c++) {
                int level = Comparer.level(pattern, c);
                sum += level == Comparer.MISSING || groupOf[c] >= 0 ? 0 : bits[c][level];
            }
            for (int g = 0; g < groups.length; g++) {
                double of = group(pattern, g);
                sum += of * spare[g][of > 0 ? 0 : 1];
            }
            return sum;
        }

        double group(long pattern, int g) {
            double sum = 0;
            for (int c : groups[g]) {
                int level = Comparer.level(pattern, c);
                sum += level == Comparer.MISSING ? 0 : bits[c][level];
            }
            return sum;
        }
    }

    /// Under a true model the mean of m/u is 1 among pairs that are not one, and the mean of u/m is
    /// 1 among pairs that are. Where the fields of a group agree together more often than each by
    /// itself lets expect, the means are far larger; the group's weight is then multiplied by what
    /// brings them back. Whether a pair is one is judged here by the other fields alone.
    ///
    /// @return whether it changed anything
    private boolean damp() {
        var weights = new Weights();
        double changed = 0;
        for (int g = 0; g < groups.length; g++) {
            for (int side = 0; side < 2; side++) {
                double factor = factor(g, weights, side == 0);
                changed = Math.max(changed, Math.abs(factor - spare[g][side]));
                spare[g][side] = factor;
            }
        }
        return changed > 0.005;
    }

    private double factor(int g, Weights weights, boolean speaksFor) {
        double low = 0.05;
        double high = 1;
        if (overstated(g, weights, speaksFor, high) <= TOLERANCE) {
            return 1;
        }
        for (int step = 0; step < 30; step++) {
            double middle = (low + high) / 2;
            if (overstated(g, weights, speaksFor, middle) > 1) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return low;
    }

    private double overstated(int g, Weights weights, boolean speaksFor, double factor) {
        if (!speaksFor) {
            return mean(candidates, g, weights, false, factor);
        }
        double all = records.pairs();
        // What agrees by the group is found by keys, and too rare to be drawn at random.
        return mean(random, g, weights, true, factor)
                + mean(candidates, g, weights, true, factor) * candidates.pairs() * each / all;
    }

    private double mean(Seen seen, int g, Weights weights, boolean speaksFor, double factor) {
        int size = seen.patterns().length;
        var terms = new double[size];
        var counts = new double[size];
        double count = 0;
        double misjudged = 0;
        for (int p = 0; p < size; p++) {
            long pattern = seen.patterns()[p];
            double of = weights.group(pattern, g);
            double others = weights.all(pattern) - of * spare[g][of > 0 ? 0 : 1];
            if (speaksFor ? others < -CLEAR_BITS : others > CLEAR_BITS) {
                terms[p] = Math.pow(2, factor * (speaksFor ? of : -of));
                counts[p] = seen.counts()[p];
                count += counts[p];
                misjudged += speaksFor ? 0 : counts[p] * Model.probability(-others);
            }
        }
        if (speaksFor) {
            double ones = seen == random ? prior * seen.pairs() : prior * records.pairs() / each;
            misjudged = ones * missed(g, weights);
        }
        double out = STRANGEST + MISJUDGED * misjudged;
        return count <= out ? 0 : sumWithoutStrangest(terms, counts, out) / count;
    }

    /// How many pairs that are one the other fields take for clearly not one, by the model's own
    /// word: drawn from `m`, with values missing as often as they are.
    private double missed(int g, Weights weights) {
        var draw = new SplittableRandom(schema.seed());
        int clear = 0;
        for (int i = 0; i < DRAWS; i++) {
            long pattern = 0;
            for (int c = 0; c < m.length; c++) {
                pattern |=
                        (long) (weights.groupOf[c] == g ? Comparer.MISSING : level(c, draw))
                                << (3 * c);
            }
            clear += weights.all(pattern) < -CLEAR_BITS ? 1 : 0;
        }
        return (double) clear / DRAWS;
    }

    private int level(int c, SplittableRandom draw) {
        if (draw.nextDouble() < missing[c]) {
            return Comparer.MISSING;
        }
        double left = draw.nextDouble();
        int level = 0;
        while (level < m[c].length - 1 && left >= m[c][level]) {
            left -= m[c][level++];
        }
        return level;
    }

    private static double sumWithoutStrangest(double[] terms, double[] counts, double strangest) {
        var order =
                IntStream.range(0, terms.length)
                        .filter(p -> counts[p] > 0)
                        .boxed()
                        .sorted((one, two) -> Double.compare(terms[two], terms[one]))
                        .toList();
        double left = strangest;
        double sum = 0;
        for (int p : order) {
            double out = Math.min(left, counts[p]);
            left -= out;
            sum += terms[p] * (counts[p] - out);
        }
        return sum;
    }
}
