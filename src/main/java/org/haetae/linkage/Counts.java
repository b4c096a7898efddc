package org.haetae.linkage;

import java.util.Arrays;

/// How often each pattern was seen. Sums are whole numbers, so the order of adding does not show.
final class Counts {

    private static final long EMPTY = -1; // no pattern: its top bit is never set

    private long[] keys = new long[1 << 10];
    private long[] counts = new long[1 << 10];
    private int size;

    Counts() {
        Arrays.fill(keys, EMPTY);
    }

    void add(long key, long count) {
        int slot = slot(key);
        if (keys[slot] == EMPTY) {
            if (2 * ++size > keys.length) {
                grow();
                slot = slot(key);
            }
            keys[slot] = key;
        }
        counts[slot] += count;
    }

    void add(Counts other) {
        for (int i = 0; i < other.keys.length; i++) {
            if (other.keys[i] != EMPTY) {
                add(other.keys[i], other.counts[i]);
            }
        }
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        int slot = (int) Mix.of(key) & mask;
        while (keys[slot] != EMPTY && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        var oldKeys = keys;
        var oldCounts = counts;
        keys = new long[2 * oldKeys.length];
        counts = new long[2 * oldKeys.length];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int slot = slot(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
            }
        }
    }

    /// The patterns in the order of their numbers, so that sums of fractions are always the same.
    long[] patterns() {
        return Arrays.stream(keys).filter(key -> key != EMPTY).sorted().toArray();
    }

    long count(long pattern) {
        return counts[slot(pattern)];
    }
}
