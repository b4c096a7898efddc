package org.haetae.ledger;

import java.util.Arrays;
import java.util.OptionalLong;

/// Where each object was met last, for logs of tens of millions of entries: two arrays with open
/// addressing, 32 bytes an object at most, where a map of boxed numbers takes 100.
final class LastPositions {

    private static final long FREE = -1;

    private long[] objects = new long[1 << 10];
    private long[] positions = filled(1 << 10);
    private int used;

    /// Notes that the object was met at this position.
    ///
    /// @param object 64 bits that tell it apart
    /// @return where it was met before
    OptionalLong put(long object, long position) {
        if (2 * used >= objects.length) {
            grow();
        }
        int place = place(object);
        long before = positions[place];
        objects[place] = object;
        positions[place] = position;
        if (before == FREE) {
            used++;
            return OptionalLong.empty();
        }
        return OptionalLong.of(before);
    }

    private int place(long object) {
        int place = (int) (mixed(object) >>> 16) & objects.length - 1;
        while (positions[place] != FREE && objects[place] != object) {
            place = place + 1 & objects.length - 1;
        }
        return place;
    }

    /// Ids are random, but need not be in a log that somebody made to slow us down.
    static long mixed(long object) {
        long mixed = (object ^ object >>> 32) * 0x9e3779b97f4a7c15L;
        return (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
    }

    private void grow() {
        long[] oldObjects = objects;
        long[] oldPositions = positions;
        objects = new long[2 * oldObjects.length];
        positions = filled(objects.length);
        for (int i = 0; i < oldObjects.length; i++) {
            if (oldPositions[i] != FREE) {
                int place = place(oldObjects[i]);
                objects[place] = oldObjects[i];
                positions[place] = oldPositions[i];
            }
        }
    }

    private static long[] filled(int length) {
        long[] positions = new long[length];
        Arrays.fill(positions, FREE);
        return positions;
    }
}
