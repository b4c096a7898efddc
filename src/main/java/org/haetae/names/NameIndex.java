package org.haetae.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Names by their coarse keys, to find those that a name could be: all in memory, never changed,
/// safe to share between threads.
public final class NameIndex {

    /// How many candidates are compared in full.
    private static final int COMPARED = 160;

    /// How many places are looked up before frequent keys are left out.
    private static final int VISITED = 60_000;

    private static final int STEPS = 256;

    private final List<Name> names;
    private final int[] owners;
    private final int mask;
    private final long[] keys;
    private final int[] starts;
    private final int[] rows;
    private final ThreadLocal<float[]> votes;

    /// A name that was found.
    ///
    /// @param row its place in the list that the index was made of
    public record Hit(int row, Comparison comparison) {}

    /// @param names in any order
    /// @param owners for each name whose it is; of several names of one owner the best counts
    public NameIndex(List<Name> names, int[] owners) {
        if (names.size() != owners.length) {
            throw new IllegalArgumentException(
                    "%d names have %d owners; each has one".formatted(names.size(), owners.length));
        }
        this.names = List.copyOf(names);
        this.owners = owners.clone();
        var all = new long[names.size()][];
        int total = 0;
        for (int row = 0; row < all.length; row++) {
            all[row] = this.names.get(row).coarseKeys();
            total += all[row].length;
        }
        int capacity = Integer.highestOneBit(Math.max(8, total)) * 4;
        this.mask = capacity - 1;
        this.keys = new long[capacity];
        this.starts = new int[capacity + 1];
        for (var ofOne : all) {
            for (long key : ofOne) {
                starts[slot(key) + 1]++;
            }
        }
        for (int i = 0; i < capacity; i++) {
            starts[i + 1] += starts[i];
        }
        this.rows = new int[total];
        var filled = Arrays.copyOf(starts, capacity);
        for (int row = 0; row < all.length; row++) {
            for (long key : all[row]) {
                rows[filled[slot(key)]++] = row;
            }
        }
        this.votes = ThreadLocal.withInitial(() -> new float[this.names.size()]);
    }

    /// Where a key has its place, taking one when it has none. 0 stands for a free place.
    private int slot(long key) {
        long kept = key == 0 ? 1 : key;
        int at = (int) (kept ^ kept >>> 32) & mask;
        while (keys[at] != kept) {
            if (keys[at] == 0) {
                keys[at] = kept;
            } else {
                at = at + 1 & mask;
            }
        }
        return at;
    }

    private int find(long key) {
        long kept = key == 0 ? 1 : key;
        int at = (int) (kept ^ kept >>> 32) & mask;
        while (keys[at] != kept) {
            if (keys[at] == 0) {
                return -1;
            }
            at = at + 1 & mask;
        }
        return at;
    }

    /// The names that are most like this one, the best first; one for each owner.
    ///
    /// @param most how many
    public List<Hit> nearest(Name query, int most) {
        var hits = new ArrayList<Hit>();
        for (int row : candidates(query)) {
            var comparison = query.compare(names.get(row));
            if (comparison.score() > 0) {
                hits.add(new Hit(row, comparison));
            }
        }
        hits.sort(
                Comparator.<Hit>comparingDouble(hit -> -hit.comparison().score())
                        .thenComparingInt(Hit::row));
        var chosen = new ArrayList<Hit>(most);
        for (var hit : hits) {
            if (chosen.size() == most) {
                break;
            }
            if (chosen.stream().noneMatch(one -> owners[one.row()] == owners[hit.row()])) {
                chosen.add(hit);
            }
        }
        return chosen;
    }

    /// Rows that share the rarest keys, each key counting by how much it tells.
    private int[] candidates(Name query) {
        var places =
                Arrays.stream(query.coarseKeys())
                        .mapToInt(this::find)
                        .filter(place -> place >= 0)
                        .boxed()
                        .sorted(Comparator.comparingInt(place -> starts[place + 1] - starts[place]))
                        .toList();
        var vote = votes.get();
        var touched = new int[Math.min(names.size(), 1024)];
        int count = 0;
        int visited = 0;
        float highest = 0;
        for (int place : places) {
            int length = starts[place + 1] - starts[place];
            if (visited + length > VISITED && count >= COMPARED) {
                break;
            }
            visited += length;
            float telling = (float) Math.log(1 + (double) names.size() / length);
            for (int i = starts[place]; i < starts[place + 1]; i++) {
                int row = rows[i];
                if (vote[row] == 0) {
                    if (count == touched.length) {
                        touched = Arrays.copyOf(touched, Math.min(names.size(), count * 2));
                    }
                    touched[count++] = row;
                }
                vote[row] += telling;
                highest = Math.max(highest, vote[row]);
            }
        }
        int kept = strongest(vote, touched, count, highest);
        return Arrays.copyOf(touched, kept);
    }

    /// Moves the rows with the most votes to the front and clears all votes.
    private static int strongest(float[] vote, int[] touched, int count, float highest) {
        float line = 0;
        if (count > COMPARED) {
            var steps = new int[STEPS + 1];
            for (int i = 0; i < count; i++) {
                steps[(int) (vote[touched[i]] / highest * STEPS)]++;
            }
            int step = STEPS;
            int above = steps[step];
            while (step > 0 && above + steps[step - 1] <= COMPARED * 2) {
                above += steps[--step];
            }
            line = highest * step / STEPS;
        }
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = touched[i];
            if (vote[row] >= line && kept < COMPARED * 2) {
                touched[kept++] = row;
            }
            vote[row] = 0;
        }
        return kept;
    }
}
