package org.haetae.extract.worker;

import java.text.Normalizer;
import java.util.Arrays;

/// Puts glyphs, as they come in the content of a page, together to words, lines and paragraphs.
///
/// Order is that of the content, which in nearly all files is that of reading; positions only tell
/// where words and lines end. All distances are taken along and across the direction in which the
/// text at hand runs, so text that stands on its side or on its head reads like any other.
///
/// A line with letters of right-to-left scripts is turned into the order in which it is read.
final class PdfLines {
    /// Share of a space's width that parts two words, and share of an average letter's.
    private static final float SPACE = 0.5f;

    private static final float LETTER = 0.3f;

    /// Accents that are characters of their own, and the same as marks on the letter before them.
    private static final String ACCENTS = "`´¨ˆˇ˘¯˙˚˜˝¸˛";

    private static final String MARKS =
            "\u0300\u0301\u0308\u0302\u030c\u0306\u0304\u0307\u030a\u0303\u030b\u0327\u0328";

    private final StringBuilder text = new StringBuilder(2_048);

    // The string about to be shown.
    private float directionX = 1;
    private float directionY;
    private float size;
    private float space;

    // The line at hand.
    private String[] glyphs = new String[128];
    private float[] starts = new float[128];
    private float[] ends = new float[128];
    private int count;
    private boolean rightToLeft;
    private float lineX = 1;
    private float lineY;
    private float across;
    private float lastEnd;
    private float lastStart;
    private float lineSize;
    private float lastSpace = -1;
    private float averageLetter = -1;
    private boolean any;

    /// Says how the glyphs that follow run.
    ///
    /// @param x direction of the text, of any length
    /// @param size height of the font on the page
    /// @param space width of its space on the page
    void start(float x, float y, float size, float space) {
        float length = (float) Math.hypot(x, y);
        if (length > 1e-6f) {
            directionX = x / length;
            directionY = y / length;
        }
        this.size = size;
        this.space = space;
    }

    /// One glyph, from where the pen stood before it to where it stands behind it.
    void put(String characters, float x, float y, float endX, float endY) {
        if (count > 0 || any) {
            separate(x, y, endX, endY);
        } else {
            turn();
        }
        float start = x * lineX + y * lineY;
        float end = endX * lineX + endY * lineY;
        if (count == 0) {
            across = y * lineX - x * lineY;
        }
        if (combined(characters, start, end)) {
            return;
        }
        add(characters, start, end);
        any = true;
        lineSize = Math.max(lineSize, size);
        lastStart = start;
        lastEnd = end;
        lastSpace = space;
    }

    /// Puts an accent that is drawn over a letter, before or after it, into one character with it.
    private boolean combined(String characters, float start, float end) {
        if (count == 0 || characters.length() != 1 || glyphs[count - 1].length() != 1) {
            return false;
        }
        char one = characters.charAt(0);
        char before = glyphs[count - 1].charAt(0);
        boolean over =
                start
                        < ends[count - 1]
                                - 0.3f * Math.min(end - start, ends[count - 1] - starts[count - 1]);
        int first = ACCENTS.indexOf(before);
        int second = ACCENTS.indexOf(one);
        if (!over || (first < 0) == (second < 0)) {
            return false;
        }
        char letter = first >= 0 ? one : before;
        if (!Character.isLetter(letter)) {
            return false;
        }
        char mark = MARKS.charAt(first >= 0 ? first : second);
        glyphs[count - 1] =
                Normalizer.normalize(
                        String.valueOf(letter == 'ı' ? 'i' : letter) + mark, Normalizer.Form.NFC);
        ends[count - 1] = Math.max(ends[count - 1], end);
        lastEnd = Math.max(lastEnd, end);
        return true;
    }

    private void turn() {
        lineX = directionX;
        lineY = directionY;
    }

    /// Ends the word, the line or the paragraph when the glyph to come stands far enough away.
    private void separate(float x, float y, float endX, float endY) {
        if (directionX * lineX + directionY * lineY < 0.98f) {
            line(true);
            turn();
            averageLetter = -1;
            return;
        }
        float height = Math.max(size, lineSize);
        float off = y * lineX - x * lineY - across;
        float start = x * lineX + y * lineY;
        float width = Math.abs((endX - x) * lineX + (endY - y) * lineY);
        if (Math.abs(off) > 0.55f * Math.min(height, 2 * size)) {
            line(Math.abs(off) > 1.8f * height);
            return;
        }
        averageLetter = averageLetter < 0 ? width : (averageLetter + width) / 2;
        float mean = lastSpace < 0 ? space : (space + lastSpace) / 2;
        float wide = Math.min(mean > 0 ? mean * SPACE : Float.MAX_VALUE, averageLetter * LETTER);
        if (start > lastEnd + wide) {
            space();
        } else if (start < lastStart - 2.5f * height && start + width < lastStart - 2.5f * height) {
            // Back on the same line: another column, or a cell drawn out of order.
            line(false);
        } else if (start + width < lastStart - wide && rightToLeft) {
            space();
        }
    }

    private void space() {
        if (count > 0 && !blank(glyphs[count - 1])) {
            add(" ", lastEnd, lastEnd);
        }
    }

    private static boolean blank(String characters) {
        return characters.equals(" ");
    }

    private void add(String characters, float start, float end) {
        if (count == glyphs.length) {
            glyphs = Arrays.copyOf(glyphs, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        glyphs[count] = characters;
        starts[count] = start;
        ends[count] = end;
        count++;
        for (int i = 0; i < characters.length() && !rightToLeft; i++) {
            char c = characters.charAt(i);
            rightToLeft = c >= '\u0590' && c < '\u0900' || c >= '\ufb1d' && c < '\ufeff';
        }
    }

    /// Ends the line.
    ///
    /// @param paragraph whether a paragraph ends with it
    private void line(boolean paragraph) {
        if (rightToLeft) {
            ReadingOrder.restore(glyphs, starts, ends, count);
        }
        for (int i = 0; i < count; i++) {
            text.append(glyphs[i]);
        }
        text.append('\n');
        if (paragraph) {
            text.append('\n');
        }
        count = 0;
        lineSize = 0;
        rightToLeft = false;
    }

    /// The text until here.
    String text() {
        if (count > 0) {
            line(false);
        }
        return text.toString();
    }
}
