package org.haetae.search;

import org.jspecify.annotations.Nullable;

/// Remembers the terms of words met lately. Of fixed size; a new word takes the place of one that
/// fell on the same spot. For one thread.
///
/// A word and its terms lie in one piece, and the hash beside it tells nearly all others apart:
/// most of the cost of remembering is waiting for memory that lies elsewhere.
final class Memo {

    private static final int HEAD_BYTES = 2;
    private static final int CODE_POINT_BYTES = 3;

    private final int mask;
    private final int[] hashes;

    /// Each: the salt, how many code points, these (three bytes each), the terms.
    private final byte[] @Nullable [] entries;

    Memo(int size) {
        int places = Integer.highestOneBit(size);
        mask = places - 1;
        hashes = new int[places];
        entries = new byte[places][];
    }

    private static int hash(int[] key, int start, int end, int salt) {
        int hash = salt * 31 + end - start;
        for (int i = start; i < end; i++) {
            hash = hash * 0x9E3779B1 + key[i];
        }
        return hash ^ hash >>> 15;
    }

    /// Adds the terms of a word to those of a buffer, if they are remembered.
    boolean recall(int[] key, int start, int end, int salt, TermBuffer to) {
        int hash = hash(key, start, end, salt);
        for (int i = 0; i < 2; i++) {
            int place = hash & mask ^ i;
            byte[] entry = entries[place];
            if (entry != null && hashes[place] == hash && holds(entry, key, start, end, salt)) {
                to.append(entry, termsAt(end - start), entry.length);
                return true;
            }
        }
        return false;
    }

    /// Remembers the terms that a buffer holds from a place on.
    void remember(int[] key, int start, int end, int salt, TermBuffer terms, int from) {
        int hash = hash(key, start, end, salt);
        int place = hash & mask;
        if (entries[place] != null) {
            entries[place ^ 1] = entries[place];
            hashes[place ^ 1] = hashes[place];
        }
        entries[place] = entry(key, start, end, salt, terms, from);
        hashes[place] = hash;
    }

    private static byte[] entry(
            int[] key, int start, int end, int salt, TermBuffer terms, int from) {
        int at = termsAt(end - start);
        byte[] entry = new byte[at + terms.length() - from];
        entry[0] = (byte) salt;
        entry[1] = (byte) (end - start);
        for (int i = start, to = HEAD_BYTES; i < end; i++, to += CODE_POINT_BYTES) {
            entry[to] = (byte) key[i];
            entry[to + 1] = (byte) (key[i] >>> 8);
            entry[to + 2] = (byte) (key[i] >>> 16);
        }
        System.arraycopy(terms.bytes(), from, entry, at, terms.length() - from);
        return entry;
    }

    private static boolean holds(byte[] entry, int[] key, int start, int end, int salt) {
        if (entry[0] != (byte) salt || entry[1] != (byte) (end - start)) {
            return false;
        }
        for (int i = start, at = HEAD_BYTES; i < end; i++, at += CODE_POINT_BYTES) {
            int known =
                    entry[at] & 0xFF | (entry[at + 1] & 0xFF) << 8 | (entry[at + 2] & 0xFF) << 16;
            if (known != key[i]) {
                return false;
            }
        }
        return true;
    }

    private static int termsAt(int codePoints) {
        return HEAD_BYTES + CODE_POINT_BYTES * codePoints;
    }
}
