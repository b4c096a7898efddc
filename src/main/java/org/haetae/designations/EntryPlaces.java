package org.haetae.designations;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.haetae.casebook.Locator;
import org.haetae.extract.Text;
import org.haetae.sanctions.ListEntry;

/// Where the entries of a list stand in the text of the item that its file was taken in as.
///
/// The text of an item is laid out for people; what is not space stands in it in the order of the
/// file. Where the two do not have as many such characters, the page is cited as a whole.
final class EntryPlaces {

    private static final int STEP = 64;

    private final List<Text.Page> pages;

    /// How many characters that count stand before each page, and in all of them.
    private final long[] before;

    /// For each page the UTF-16 offsets of each 64th character that counts.
    private final List<int[]> marks = new ArrayList<>();

    private final boolean fits;

    EntryPlaces(Text text, long characters) {
        this.pages = text.pages();
        this.before = new long[pages.size() + 1];
        for (int i = 0; i < pages.size(); i++) {
            var page = pages.get(i).text();
            var offsets = new int[page.length() / STEP + 1];
            int count = 0;
            for (int at = 0; at < page.length(); at++) {
                if (ListEntry.Place.counts(page.charAt(at))) {
                    if (count % STEP == 0) {
                        offsets[count / STEP] = at;
                    }
                    count++;
                }
            }
            marks.add(Arrays.copyOf(offsets, (count + STEP - 1) / STEP));
            before[i + 1] = before[i] + count;
        }
        this.fits = before[pages.size()] == characters;
    }

    /// The passages of a place: one, or more where pages end in it.
    List<Locator> of(ListEntry.Place place) {
        var found = new ArrayList<Locator>();
        if (fits && place.to() > place.from()) {
            for (int i = 0; i < pages.size(); i++) {
                long from = Math.max(place.from(), before[i]);
                long to = Math.min(place.to(), before[i + 1]);
                if (from < to) {
                    var text = pages.get(i).text();
                    int start = offset(i, (int) (from - before[i]));
                    int end = offset(i, (int) (to - before[i]) - 1) + 1;
                    int first = text.codePointCount(0, start);
                    found.add(
                            new Locator.Passage(
                                    pages.get(i).number(),
                                    first,
                                    first + text.codePointCount(start, end)));
                }
            }
        }
        return found.isEmpty() ? List.of(whole()) : found;
    }

    /// The list as such: its first page.
    Locator whole() {
        return Locator.Region.whole(pages.isEmpty() ? 1 : pages.getFirst().number());
    }

    /// Whether entries are cited by the passage, not by the page.
    boolean fits() {
        return fits;
    }

    private int offset(int page, int count) {
        var text = pages.get(page).text();
        int at = marks.get(page)[count / STEP];
        for (int left = count % STEP; left > 0; ) {
            at++;
            if (ListEntry.Place.counts(text.charAt(at))) {
                left--;
            }
        }
        return at;
    }
}
