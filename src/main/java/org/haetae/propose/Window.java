package org.haetae.propose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haetae.casebook.Locator;
import org.haetae.extract.Text;

/// As much of an item's text as is read for proposals at once.
///
/// @param stretches of pages, in order
/// @param next where the following window begins, if the text goes on
record Window(List<Stretch> stretches, Optional<Proposals.From> next) {

    /// Code points of one window. A page of print has some 3,000.
    static final int MOST = 30_000;

    /// @param start where it begins in its page, in code points
    record Stretch(int page, int start, String text) {

        Locator.Passage passage(int from, int to) {
            return new Locator.Passage(page, start + from, start + to);
        }
    }

    /// From a page and a place in it, whole pages as long as they fit; of a page that is longer, up
    /// to the end of a line.
    static Window of(List<Text.Page> pages, Proposals.From from) {
        var stretches = new ArrayList<Stretch>();
        int left = MOST;
        for (var page : pages) {
            int length = page.text().codePointCount(0, page.text().length());
            int start = page.number() == from.page() ? Math.min(from.start(), length) : 0;
            if (page.number() < from.page() || start == length) {
                continue;
            }
            if (length - start > left && !stretches.isEmpty()) {
                return new Window(stretches, Optional.of(new Proposals.From(page.number(), start)));
            }
            var text = page.text().substring(page.text().offsetByCodePoints(0, start));
            if (length - start > left) {
                text = text.substring(0, text.offsetByCodePoints(0, left));
                int line = text.lastIndexOf('\n');
                text = line > 0 ? text.substring(0, line + 1) : text;
                stretches.add(new Stretch(page.number(), start, text));
                return new Window(
                        stretches,
                        Optional.of(
                                new Proposals.From(
                                        page.number(),
                                        start + text.codePointCount(0, text.length()))));
            }
            stretches.add(new Stretch(page.number(), start, text));
            left -= length - start;
        }
        return new Window(stretches, Optional.empty());
    }
}
