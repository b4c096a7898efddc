package org.haetae.web;

import java.util.ArrayList;
import java.util.List;
import org.haetae.casebook.Locator;

/// Cuts a page's text into stretches that can be cited as a whole: at empty lines, and a long
/// stretch at an end of a line or of a sentence.
final class Paragraphs {
    /// In code points: from here on the end of a line ends a stretch, from twice as many the end of
    /// a sentence.
    private static final int LONG = 400;

    private Paragraphs() {}

    /// Without the space around each.
    static List<Locator.Passage> of(int page, String text) {
        int[] points = text.codePoints().toArray();
        List<Locator.Passage> paragraphs = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < points.length; i++) {
            if (endsAt(points, start, i)) {
                add(paragraphs, page, points, start, i + 1);
                start = i + 1;
            }
        }
        add(paragraphs, page, points, start, points.length);
        return paragraphs;
    }

    private static boolean endsAt(int[] points, int start, int at) {
        int length = at - start;
        if (points[at] == '\n') {
            return length >= LONG || emptyLineFollows(points, at + 1);
        }
        return length >= 2 * LONG && points[at] == ' ' && ".!?。".indexOf(points[at - 1]) >= 0;
    }

    private static boolean emptyLineFollows(int[] points, int at) {
        int i = at;
        while (i < points.length && points[i] != '\n' && Character.isWhitespace(points[i])) {
            i++;
        }
        return i < points.length && points[i] == '\n';
    }

    private static void add(
            List<Locator.Passage> paragraphs, int page, int[] points, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(points[start])) {
            start++;
        }
        while (end > start && isSpace(points[end - 1])) {
            end--;
        }
        if (end > start) {
            paragraphs.add(new Locator.Passage(page, start, end));
        }
    }

    private static boolean isSpace(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }
}
