package org.haetae.extract.worker;

import java.text.Bidi;

/// Turns a line with right-to-left letters from the order in which it is drawn, left to right, into
/// the order in which it is read.
final class ReadingOrder {
    private ReadingOrder() {}

    /// Reorders the first `count` glyphs in place, unless they are drawn in reading order already.
    static void restore(String[] glyphs, float[] starts, float[] ends, int count) {
        int right = 0;
        int left = 0;
        int strong = 0;
        int foreign = 0;
        for (int i = 0; i < count; i++) {
            if (isRightToLeft(glyphs[i])) {
                strong++;
                if (i > 0 && isRightToLeft(glyphs[i - 1])) {
                    if (starts[i] > starts[i - 1]) {
                        right++;
                    } else {
                        left++;
                    }
                }
            } else if (isLetter(glyphs[i])) {
                foreign++;
            }
        }
        if (left > right) {
            return;
        }
        if (strong >= foreign) {
            // The line as a whole runs from right to left: all of it is turned, and what runs the
            // other way within it (numbers, foreign words) turned back.
            reverse(glyphs, 0, count);
            runs(glyphs, count, false);
        } else {
            runs(glyphs, count, true);
        }
    }

    /// Turns each stretch of one direction, with the blanks and signs inside it.
    private static void runs(String[] glyphs, int count, boolean rightToLeft) {
        int i = 0;
        while (i < count) {
            if (!belongs(glyphs[i], rightToLeft)) {
                i++;
                continue;
            }
            int end = i + 1;
            for (int j = i + 1; j < count && !belongs(glyphs[j], !rightToLeft); j++) {
                if (belongs(glyphs[j], rightToLeft)) {
                    end = j + 1;
                }
            }
            reverse(glyphs, i, end);
            i = end;
        }
    }

    private static boolean belongs(String glyph, boolean rightToLeft) {
        return rightToLeft ? isRightToLeft(glyph) : isLetter(glyph) && !isRightToLeft(glyph);
    }

    private static void reverse(String[] glyphs, int from, int to) {
        for (int i = from, j = to - 1; i < j; i++, j--) {
            String one = glyphs[i];
            glyphs[i] = glyphs[j];
            glyphs[j] = one;
        }
    }

    private static boolean isRightToLeft(String glyph) {
        if (glyph.isEmpty()) {
            return false;
        }
        byte direction = Character.getDirectionality(glyph.codePointAt(0));
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC
                || (direction == Character.DIRECTIONALITY_NONSPACING_MARK
                        && Bidi.requiresBidi(glyph.toCharArray(), 0, glyph.length()));
    }

    /// Whether this is a letter or a digit of any script.
    private static boolean isLetter(String glyph) {
        return !glyph.isEmpty() && Character.isLetterOrDigit(glyph.codePointAt(0));
    }
}
