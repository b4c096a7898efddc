package org.haetae.linkage;

/// The number of characters to insert, delete, replace or exchange with their neighbour to make one
/// text of another (optimal string alignment), in one pass over the longer text: H. Hyyrö, "A
/// Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003).
///
/// For one thread.
final class Edits {

    private static final int TABLE = 256;

    private final long[] places = new long[TABLE];

    /// @param chars holds both texts
    int between(char[] chars, int a, int aEnd, int b, int bEnd) {
        return between(chars, false, a, aEnd, b, bEnd);
    }

    /// @param narrow whether it is known that all of them are
    int between(char[] chars, boolean narrow, int a, int aEnd, int b, int bEnd) {
        int length = aEnd - a;
        if (length == 0 || bEnd == b) {
            return Math.max(length, bEnd - b);
        }
        if (narrow && length <= Long.SIZE) {
            return bitwise(chars, a, aEnd, b, bEnd);
        }
        if (length > Long.SIZE || !isNarrow(chars, a, aEnd)) {
            return bEnd - b <= Long.SIZE && isNarrow(chars, b, bEnd)
                    ? bitwise(chars, b, bEnd, a, aEnd)
                    : byTable(chars, a, aEnd, b, bEnd);
        }
        return bitwise(chars, a, aEnd, b, bEnd);
    }

    /// Whether no character is beyond those that have a place in the table.
    static boolean isNarrow(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] >= TABLE) {
                return false;
            }
        }
        return true;
    }

    private int bitwise(char[] chars, int a, int aEnd, int b, int bEnd) {
        for (int i = a; i < aEnd; i++) {
            places[chars[i]] |= 1L << (i - a);
        }
        long last = 1L << (aEnd - a - 1);
        long up = -1;
        long down = 0;
        long diagonal = 0;
        long before = 0;
        int distance = aEnd - a;
        for (int i = b; i < bEnd; i++) {
            char c = chars[i];
            long here = c < TABLE ? places[c] : 0;
            long exchanged = ((~diagonal & here) << 1) & before;
            diagonal = (((here & up) + up) ^ up) | here | down | exchanged;
            long right = down | ~(diagonal | up);
            long left = diagonal & up;
            if ((right & last) != 0) {
                distance++;
            }
            if ((left & last) != 0) {
                distance--;
            }
            right = (right << 1) | 1;
            left <<= 1;
            up = left | ~(diagonal | right);
            down = right & diagonal;
            before = here;
        }
        for (int i = a; i < aEnd; i++) {
            places[chars[i]] = 0;
        }
        return distance;
    }

    /// For texts that are long or in other scripts.
    private static int byTable(char[] chars, int a, int aEnd, int b, int bEnd) {
        int width = bEnd - b + 1;
        var beforeLast = new int[width];
        var last = new int[width];
        var row = new int[width];
        for (int j = 0; j < width; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= aEnd - a; i++) {
            row[0] = i;
            for (int j = 1; j < width; j++) {
                boolean same = chars[a + i - 1] == chars[b + j - 1];
                int least =
                        Math.min(last[j - 1] + (same ? 0 : 1), 1 + Math.min(last[j], row[j - 1]));
                if (i > 1
                        && j > 1
                        && chars[a + i - 1] == chars[b + j - 2]
                        && chars[a + i - 2] == chars[b + j - 1]) {
                    least = Math.min(least, beforeLast[j - 2] + 1);
                }
                row[j] = least;
            }
            var spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[width - 1];
    }
}
