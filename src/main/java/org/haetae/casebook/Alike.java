package org.haetae.casebook;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// Whether two names may well be one, written differently: spaces, hyphens, case and accents do not
/// count, and of longer names one letter in five does not. Says what to ask a person, never that
/// two are the same.
final class Alike {

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LETTERS_FOR_ONE = 5;
    private static final int MOST_LETTERS_APART = 2;

    private final int[] letters;

    Alike(String name) {
        this.letters = letters(name);
    }

    private static int[] letters(String name) {
        var bare = MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
        return NO_LETTERS
                .matcher(Normalizer.normalize(bare, Normalizer.Form.NFC).toLowerCase(Locale.ROOT))
                .replaceAll("")
                .codePoints()
                .toArray();
    }

    boolean to(String other) {
        int most = Math.min(MOST_LETTERS_APART, letters.length / LETTERS_FOR_ONE);
        return letters.length > 0 && apart(letters, letters(other)) <= most;
    }

    /// The least number of letters added, taken away or changed (Levenshtein).
    private static int apart(int[] one, int[] other) {
        var before = new int[other.length + 1];
        for (int j = 0; j <= other.length; j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length; i++) {
            var row = new int[other.length + 1];
            row[0] = i;
            for (int j = 1; j <= other.length; j++) {
                int changed = before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                row[j] = Math.min(changed, 1 + Math.min(before[j], row[j - 1]));
            }
            before = row;
        }
        return before[other.length];
    }
}
