package org.haetae.search;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers the terms of words met lately. Of fixed size; a new word takes the place of one that
/// fell on the same spot. For one thread.
final class Memo {

    private final int mask;
    private final int[] @Nullable [] keys;
    private final byte[] @Nullable [] values;
    private final int[] salts;

    Memo(int size) {
        int places = Integer.highestOneBit(size);
        mask = places - 1;
        keys = new int[places][];
        values = new byte[places][];
        salts = new int[places];
    }

    private static int hash(int[] key, int start, int end, int salt) {
        int hash = salt * 31 + end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 0x9E3779B1 + key[i];
        }
        return hash ^ hash >>> 15;
    }

    byte @Nullable [] get(int[] key, int start, int end, int salt) {
        int place = hash(key, start, end, salt) & mask;
        for (int i = 0; i < 2; i++) {
            int[] known = keys[place ^ i];
            if (known != null
                    && salts[place ^ i] == salt
                    && Arrays.equals(known, 0, known.length, key, start, end)) {
                return values[place ^ i];
            }
        }
        return null;
    }

    void put(int[] key, int start, int end, int salt, byte[] value) {
        int place = hash(key, start, end, salt) & mask;
        int[] older = keys[place];
        if (older != null) {
            keys[place ^ 1] = older;
            values[place ^ 1] = values[place];
            salts[place ^ 1] = salts[place];
        }
        keys[place] = Arrays.copyOfRange(key, start, end);
        values[place] = value;
        salts[place] = salt;
    }
}
