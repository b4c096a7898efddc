package org.haetae.assess;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.PrimitiveIterator;

/// By what a text or a picture is recognised in another one, though both were copied, cut or
/// scanned anew. Says nothing of what they mean; is kept in memory only.
///
/// Of a text these are the winnowed hashes of its stretches of [#STRETCH] letters and digits:
/// whatever two texts share that is at least [#STRETCH] + [#WINDOW] - 1 letters long leaves a
/// common one (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003). Space, punctuation and case do
/// not count. Of a picture it is a difference hash of 64 bits.
///
/// @param hashes in ascending order, each once
/// @param picture empty where there is none, or none that can tell
record Fingerprint(long[] hashes, OptionalLong picture) {

    static final int STRETCH = 12;
    static final int WINDOW = 16;

    /// Longer texts are recognised by their beginning.
    private static final int MOST_LETTERS = 400_000;

    /// So few of them are shared by chance, or by a form that was filled in.
    private static final int FEWEST = 6;

    private static final int WHOLE = 10_000;
    private static final int BITS = 64;
    private static final long BASE = 1_099_511_628_211L;

    /// @param words in the order in which they are read
    static Fingerprint of(String words, OptionalLong picture) {
        return new Fingerprint(winnowed(letters(words)), picture);
    }

    private static int[] letters(String words) {
        var folded = Normalizer.normalize(words, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        PrimitiveIterator.OfInt letters =
                folded.codePoints()
                        .filter(Character::isLetterOrDigit)
                        .limit(MOST_LETTERS)
                        .iterator();
        var all = new int[Math.min(folded.length(), MOST_LETTERS)];
        int length = 0;
        while (letters.hasNext()) {
            all[length++] = letters.nextInt();
        }
        return Arrays.copyOf(all, length);
    }

    private static long[] winnowed(int[] letters) {
        int stretches = letters.length - STRETCH + 1;
        if (stretches < 1) {
            return new long[0];
        }
        long highest = 1;
        for (int i = 1; i < STRETCH; i++) {
            highest *= BASE;
        }
        var hashes = new long[stretches];
        long rolling = 0;
        for (int i = 0; i < letters.length; i++) {
            if (i >= STRETCH) {
                rolling -= letters[i - STRETCH] * highest;
            }
            rolling = rolling * BASE + letters[i];
            if (i >= STRETCH - 1) {
                hashes[i - STRETCH + 1] = mixed(rolling);
            }
        }
        return least(hashes);
    }

    /// The least hash of every window, as [#WINDOW] slides over them.
    private static long[] least(long[] hashes) {
        var chosen = new long[hashes.length];
        int count = 0;
        int at = -1;
        for (int end = Math.min(WINDOW, hashes.length); end <= hashes.length; end++) {
            int start = Math.max(0, end - WINDOW);
            if (at < start) {
                at = start;
                for (int i = start + 1; i < end; i++) {
                    at = hashes[i] <= hashes[at] ? i : at;
                }
                chosen[count++] = hashes[at];
            } else if (hashes[end - 1] <= hashes[at]) {
                at = end - 1;
                chosen[count++] = hashes[at];
            }
        }
        return Arrays.stream(chosen, 0, count).sorted().distinct().toArray();
    }

    /// A rolling hash has low bits that follow from few letters: all bits are mixed (the finaliser
    /// of SplitMix64).
    private static long mixed(long hash) {
        long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /// How much of the shorter text stands in the other one, in ten-thousandths; 0 of texts too
    /// short to tell.
    ///
    /// @param shared how many hashes both have
    int containment(Fingerprint other, int shared) {
        int fewer = Math.min(hashes.length, other.hashes.length);
        return fewer < FEWEST ? 0 : (int) ((long) shared * WHOLE / fewer);
    }

    /// How much two pictures look alike, in ten-thousandths: half of that is chance.
    int resemblance(Fingerprint other) {
        if (picture.isEmpty() || other.picture.isEmpty()) {
            return 0;
        }
        int different = Long.bitCount(picture.getAsLong() ^ other.picture.getAsLong());
        return (BITS - different) * WHOLE / BITS;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint(long[] theirs, OptionalLong theirPicture)
                && Arrays.equals(hashes, theirs)
                && picture.equals(theirPicture);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes) * 31 + picture.hashCode();
    }

    @Override
    public String toString() {
        return "Fingerprint[%d]".formatted(hashes.length);
    }
}
