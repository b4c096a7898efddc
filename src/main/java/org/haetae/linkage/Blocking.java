package org.haetae.linkage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Candidate pairs: records that share the key of at least one pass. A pair that several passes
/// find is given by the first of them alone.
final class Blocking {

    private static final int CHUNKS = 256;

    /// What one pass found.
    ///
    /// @param split blocks that were too large and were divided
    /// @param cut blocks that no further key divided: records far from each other in them were not
    ///   compared by this pass
    record Pass(String key, int blocks, long pairs, int split, int cut) {}

    private final Records records;
    private final List<int[]> orders = new ArrayList<>();
    private final List<int[]> starts = new ArrayList<>();
    private final List<int[]> blockOf = new ArrayList<>();
    private final List<Pass> passes = new ArrayList<>();

    Blocking(LinkageSchema schema, Records records) {
        this.records = records;
        var splits =
                schema.split().stream()
                        .map(part -> keys(records, List.of(part)))
                        .toArray(long[][]::new);
        for (var pass : schema.passes()) {
            add(schema, pass, splits);
        }
    }

    /// Blocks that were made elsewhere: records with one key, in the order of their numbers. They
    /// are divided here where they are too large.
    Blocking(LinkageSchema schema, Records records, List<int[]> given) {
        this.records = records;
        var splits =
                schema.split().stream()
                        .map(part -> keys(records, List.of(part)))
                        .toArray(long[][]::new);
        var blocks =
                new Blocks(
                        given.stream().mapToInt(block -> block.length).sum(),
                        schema.limit(),
                        splits);
        given.forEach(block -> blocks.add(block, 0));
        blocks.finish();
        orders.add(blocks.order);
        starts.add(blocks.starts);
    }

    private void add(LinkageSchema schema, List<KeyPart> parts, long[][] splits) {
        var keys = keys(records, parts);
        int shift = Long.SIZE - Long.numberOfLeadingZeros(records.size());
        // Hash above, record below: one sort of numbers makes the blocks.
        var sorted =
                IntStream.range(0, keys.length)
                        .filter(record -> keys[record] != 0)
                        .mapToLong(record -> keys[record] >>> 1 >>> shift << shift | record)
                        .toArray();
        Arrays.parallelSort(sorted);
        var blocks = new Blocks(sorted.length, schema.limit(), splits);
        int mask = (1 << shift) - 1;
        int from = 0;
        for (int to = 1; to <= sorted.length; to++) {
            if (to == sorted.length || sorted[to] >>> shift != sorted[from] >>> shift) {
                blocks.add(
                        Arrays.stream(sorted, from, to).mapToInt(one -> (int) one & mask).toArray(),
                        0);
                from = to;
            }
        }
        blocks.finish();
        var of = new int[records.size()];
        Arrays.fill(of, -1);
        long pairs = 0;
        for (int block = 0; block < blocks.count; block++) {
            int second = 0;
            int size = blocks.starts[block + 1] - blocks.starts[block];
            for (int i = blocks.starts[block]; i < blocks.starts[block + 1]; i++) {
                of[blocks.order[i]] = block;
                second += blocks.order[i] >= records.firstOfSecond() ? 1 : 0;
            }
            pairs += records.areTwo() ? (long) second * (size - second) : size * (size - 1L) / 2;
        }
        orders.add(blocks.order);
        starts.add(blocks.starts);
        blockOf.add(of);
        passes.add(
                new Pass(
                        String.join(
                                ", ",
                                parts.stream()
                                        .map(part -> String.join("+", part.columns()))
                                        .toList()),
                        blocks.count,
                        pairs,
                        blocks.split,
                        blocks.cut));
    }

    /// Blocks of at least two records, one after the other.
    private static final class Blocks {

        private final int limit;
        private final long[][] splits;
        private int[] order;
        private int[] starts = new int[1024];
        private int count;
        private int split;
        private int cut;

        Blocks(int most, int limit, long[][] splits) {
            this.order = new int[most];
            this.limit = limit;
            this.splits = splits;
        }

        void add(int[] block, int depth) {
            if (block.length < 2) {
                return;
            }
            if (block.length <= limit) {
                keep(block, 0, block.length);
                return;
            }
            if (depth == 0) {
                split++;
            }
            if (depth < splits.length) {
                divide(block, depth);
                return;
            }
            cut++;
            for (int from = 0; from < block.length; from += limit) {
                keep(block, from, Math.min(block.length, from + limit));
            }
        }

        private void divide(int[] block, int depth) {
            var by = splits[depth];
            var sorted =
                    Arrays.stream(block)
                            .boxed()
                            .sorted(
                                    (one, two) ->
                                            by[one] != by[two]
                                                    ? Long.compare(by[one], by[two])
                                                    : Integer.compare(one, two))
                            .mapToInt(Integer::intValue)
                            .toArray();
            int from = 0;
            for (int to = 1; to <= sorted.length; to++) {
                if (to == sorted.length || by[sorted[to]] != by[sorted[from]]) {
                    add(Arrays.copyOfRange(sorted, from, to), depth + 1);
                    from = to;
                }
            }
        }

        private void keep(int[] block, int from, int to) {
            if (count + 2 > starts.length) {
                starts = Arrays.copyOf(starts, 2 * starts.length);
            }
            System.arraycopy(block, from, order, starts[count], to - from);
            // Records of the first file come before those of the second.
            Arrays.sort(order, starts[count], starts[count] + to - from);
            starts[count + 1] = starts[count] + to - from;
            count++;
        }

        void finish() {
            order = Arrays.copyOf(order, starts[count]);
            starts = Arrays.copyOf(starts, count + 1);
        }
    }

    /// The key of each record; 0 where a part of it is missing. It is made of what the record says
    /// alone, so records have the same key whatever records are beside them.
    static long[] keys(Records records, List<KeyPart> parts) {
        var keys = new long[records.size()];
        Arrays.fill(keys, 1);
        for (var part : parts) {
            var ofPart = part(records, part);
            for (int record = 0; record < keys.length; record++) {
                keys[record] =
                        keys[record] == 0 || ofPart[record] == 0
                                ? 0
                                : Mix.of(keys[record], ofPart[record]);
            }
        }
        return keys;
    }

    private static long[] part(Records records, KeyPart part) {
        var keys = new long[records.size()];
        boolean first = true;
        for (var name : part.columns()) {
            int column = records.column(name);
            var ofValue = ofValues(part, records.dictionary(column));
            var values = records.values(column);
            for (int record = 0; record < keys.length; record++) {
                long key = ofValue[values[record]];
                // Adding is the same in either order.
                keys[record] = first ? key : key == 0 || keys[record] == 0 ? 0 : keys[record] + key;
            }
            first = false;
        }
        return keys;
    }

    private static long[] ofValues(KeyPart part, Dictionary dictionary) {
        var keys = new long[dictionary.size()];
        for (int id = 1; id < keys.length; id++) {
            int same = dictionary.same(id);
            if (same == Dictionary.MISSING) {
                continue;
            }
            long key =
                    switch (part.cut()) {
                        case WHOLE -> Mix.of(dictionary.said(same));
                        case SOUND -> Sounds.of(dictionary.compact(id)).hashCode();
                        case START ->
                                dictionary.length(id) < part.count()
                                        ? 0
                                        : dictionary.part(id, 0, part.count()).hashCode();
                        case END ->
                                dictionary.length(id) < part.count()
                                        ? 0
                                        : dictionary.part(id, -1, part.count()).hashCode();
                        case YEAR ->
                                dictionary.length(id) < 4
                                        ? 0
                                        : dictionary.part(id, 0, 4).hashCode();
                        case DAY -> day(dictionary, id);
                    };
            keys[id] = key == 0 ? 0 : Mix.of(key);
        }
        return keys;
    }

    private static long day(Dictionary dictionary, int id) {
        if (!dictionary.isDay(id)) {
            return 0;
        }
        int month = dictionary.number(id, 4, 6);
        int day = dictionary.number(id, 6, 8);
        return 1 + 100L * Math.min(month, day) + Math.max(month, day);
    }

    List<Pass> passes() {
        return passes;
    }

    /// How many pairs there are at most; those of several passes counted more than once.
    long pairs() {
        return passes.stream().mapToLong(Pass::pairs).sum();
    }

    /// Gives every candidate pair once, to takers that work at the same time.
    ///
    /// @return the takers, always in the same order with the same pairs
    <T extends Linkage.Pairs> List<T> each(Supplier<T> taker) {
        var all = new ArrayList<T>();
        for (int pass = 0; pass < orders.size(); pass++) {
            int number = pass;
            int blocks = starts.get(pass).length - 1;
            int chunks = Math.min(CHUNKS, blocks);
            all.addAll(
                    IntStream.range(0, chunks)
                            .parallel()
                            .mapToObj(
                                    chunk -> {
                                        var own = taker.get();
                                        int from = (int) ((long) blocks * chunk / chunks);
                                        int to = (int) ((long) blocks * (chunk + 1) / chunks);
                                        for (int block = from; block < to; block++) {
                                            give(number, block, own);
                                        }
                                        return own;
                                    })
                            .toList());
        }
        return all;
    }

    /// Gives every pair of the blocks to one taker, one after the other; those of several blocks
    /// more than once.
    void each(Linkage.Pairs taker) {
        for (int pass = 0; pass < orders.size(); pass++) {
            for (int block = 0; block < starts.get(pass).length - 1; block++) {
                give(pass, block, taker);
            }
        }
    }

    private void give(int pass, int block, Linkage.Pairs taker) {
        var order = orders.get(pass);
        int from = starts.get(pass)[block];
        int to = starts.get(pass)[block + 1];
        int second = from;
        if (records.areTwo()) {
            while (second < to && order[second] < records.firstOfSecond()) {
                second++;
            }
        }
        int lastOne = records.areTwo() ? second : to;
        for (int i = from; i < lastOne; i++) {
            for (int j = records.areTwo() ? second : i + 1; j < to; j++) {
                if (isFirst(pass, order[i], order[j])) {
                    taker.pair(order[i], order[j]);
                }
            }
        }
    }

    private boolean isFirst(int pass, int a, int b) {
        for (int earlier = 0; earlier < pass; earlier++) {
            var of = blockOf.get(earlier);
            if (of[a] >= 0 && of[a] == of[b]) {
                return false;
            }
        }
        return true;
    }
}
