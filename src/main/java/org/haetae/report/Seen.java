package org.haetae.report;

import java.util.List;
import java.util.Optional;
import org.haetae.casebook.Locator;

/// What may be seen of an item in the dossiers of a case.
///
/// Words that are redacted become black squares, one for each character and space, so that all
/// others stand where they stood. Which words of a page lie under a part of its image is not known:
/// where a part is redacted nothing is told of the words of that page, their lengths neither.
///
/// @param redactions that hold of the item
record Seen(List<Redaction> redactions) {

    static final int BLACK = '█';

    Seen {
        redactions = List.copyOf(redactions);
    }

    /// Whether it is seen as it was received.
    boolean whole() {
        return redactions.isEmpty();
    }

    /// Whether something of a page's image is redacted.
    boolean hasPicture(int page) {
        return redactions.stream()
                .anyMatch(one -> one.page() == page && one.place() instanceof Locator.Region);
    }

    /// Whether words of a page are redacted, of which nobody knows where in its image they are.
    boolean hasWords(int page) {
        return redactions.stream()
                .anyMatch(one -> one.page() == page && one.place() instanceof Locator.Passage);
    }

    /// The words of a page as they may be seen.
    String words(int page, String text) {
        if (hasPicture(page)) {
            return "";
        }
        var seen = text.codePoints().toArray();
        for (var one : redactions) {
            if (one.place() instanceof Locator.Passage(int on, int start, int end) && on == page) {
                blacken(seen, start, Math.min(end, seen.length));
            }
        }
        return new String(seen, 0, seen.length);
    }

    private static void blacken(int[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] != '\n') {
                text[i] = BLACK;
            }
        }
    }

    /// Whether something of a place is redacted.
    boolean hides(Locator place) {
        return switch (place) {
            case Locator.Passage(int page, int start, int end) ->
                    hasPicture(page)
                            || redactions.stream()
                                    .map(Redaction::place)
                                    .anyMatch(
                                            one ->
                                                    one
                                                                    instanceof
                                                                    Locator.Passage(
                                                                            int on,
                                                                            int first,
                                                                            int last)
                                                            && on == page
                                                            && first < end
                                                            && start < last);
            case Locator.Region region -> hasWords(region.page()) || overlaps(region);
            // A recording is not redacted, but one that has pages is shown as these alone.
            case Locator.Stretch _ -> !whole();
        };
    }

    private boolean overlaps(Locator.Region region) {
        return redactions.stream()
                .map(Redaction::place)
                .flatMap(
                        one ->
                                one instanceof Locator.Region part
                                        ? Optional.of(part).stream()
                                        : Optional.<Locator.Region>empty().stream())
                .anyMatch(
                        part ->
                                part.page() == region.page()
                                        && part.left() < region.left() + region.width()
                                        && region.left() < part.left() + part.width()
                                        && part.top() < region.top() + region.height()
                                        && region.top() < part.top() + part.height());
    }
}
