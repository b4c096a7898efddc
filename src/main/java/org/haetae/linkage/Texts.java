package org.haetae.linkage;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Texts without what nobody means by them: case, marks, punctuation.
final class Texts {

    private Texts() {}

    /// Words of letters and digits in lower case, one space between two.
    static String words(String text) {
        var folded = isAscii(text) ? text : withoutMarks(text);
        var words = new StringBuilder(folded.length());
        boolean gap = false;
        for (int i = 0; i < folded.length(); ) {
            int c = folded.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\'' || c == '\u2019') {
                continue; // o'brien is obrien
            }
            if (!Character.isLetterOrDigit(c)) {
                gap = true;
                continue;
            }
            if (gap && !words.isEmpty()) {
                words.append(' ');
            }
            gap = false;
            words.appendCodePoint(Character.toLowerCase(c));
        }
        return words.toString();
    }

    /// The words without spaces, in the order of the alphabet.
    static String sorted(String words) {
        return Arrays.stream(words.split(" ")).sorted().collect(Collectors.joining());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7E) {
                return false;
            }
        }
        return true;
    }

    /// Hangul is taken apart by the one form and put together again by the other.
    private static String withoutMarks(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var plain = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .forEach(plain::appendCodePoint);
        return Normalizer.normalize(plain, Normalizer.Form.NFC);
    }
}
