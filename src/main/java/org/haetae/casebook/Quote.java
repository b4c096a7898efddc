package org.haetae.casebook;

/// The words at a passage as they were when it was cited, and some before and after them, by which
/// they are found again in a text that was made anew (W3C Web Annotation, TextQuoteSelector).
public record Quote(String prefix, String exact, String suffix) {

    /// How much is kept before and after, in code points.
    static final int AROUND = 32;

    public Quote {
        if (exact.isBlank()) {
            throw new IllegalArgumentException("a quote is empty; expected the words cited");
        }
    }

    /// The words at a passage of a page.
    ///
    /// @param page the page's whole text
    /// @throws IllegalArgumentException when the passage ends after the page does
    static Quote at(String page, Locator.Passage passage) {
        int length = page.codePointCount(0, page.length());
        if (passage.end() > length) {
            throw new IllegalArgumentException(
                    "passage ends at %d; page %d has %d characters"
                            .formatted(passage.end(), passage.page(), length));
        }
        int from = page.offsetByCodePoints(0, passage.start());
        int to = page.offsetByCodePoints(from, passage.end() - passage.start());
        return new Quote(
                page.substring(
                        page.offsetByCodePoints(from, -Math.min(AROUND, passage.start())), from),
                page.substring(from, to),
                page.substring(
                        to, page.offsetByCodePoints(to, Math.min(AROUND, length - passage.end()))));
    }

    @Override
    public String toString() {
        return "Quote[withheld]";
    }
}
