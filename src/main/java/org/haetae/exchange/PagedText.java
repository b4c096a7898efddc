package org.haetae.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.haetae.casebook.Locator;
import org.haetae.extract.Text;

/// The text of an item as one, and where each stretch of it stands on the pages.
final class PagedText {

    private final String whole;
    private final int[] numbers;

    /// Where each page begins in the whole, and where the last one ends.
    private final int[] starts;

    PagedText(Text text) {
        var pages = text.pages();
        var all = new StringBuilder();
        numbers = new int[pages.size()];
        starts = new int[pages.size() + 1];
        for (int i = 0; i < pages.size(); i++) {
            numbers[i] = pages.get(i).number();
            starts[i] = all.length();
            all.append(pages.get(i).text());
        }
        starts[pages.size()] = all.length();
        whole = all.toString();
    }

    String whole() {
        return whole;
    }

    /// The passages in which a stretch stands: one, or more where pages end in it. Space at its
    /// ends does not belong to it.
    ///
    /// @param from and
    /// @param to in UTF-16 units of the whole
    List<Locator.Passage> places(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isSpace(start)) {
            start++;
        }
        while (end > start && isSpace(end - 1)) {
            end--;
        }
        var places = new ArrayList<Locator.Passage>();
        int found = Arrays.binarySearch(starts, start);
        for (int page = found < 0 ? -found - 2 : found; start < end; page++) {
            int until = Math.min(end, starts[page + 1]);
            if (until > start) {
                int offset = whole.codePointCount(starts[page], start);
                places.add(
                        new Locator.Passage(
                                numbers[page],
                                offset,
                                offset + whole.codePointCount(start, until)));
            }
            start = until;
        }
        return places;
    }

    private boolean isSpace(int at) {
        char c = whole.charAt(at);
        return c == '\n' || c == '\r' || c == ' ';
    }
}
