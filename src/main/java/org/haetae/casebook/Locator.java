package org.haetae.casebook;

import java.math.BigDecimal;

/// A place inside one item that a claim points to. It says where, never what: the words are read
/// again from the item each time, so a quotation cannot drift from its source.
public sealed interface Locator {

    /// Characters of one page of an item's text.
    ///
    /// @param page first page is 1
    /// @param start first character, counted from 0 in Unicode code points
    /// @param end one past the last character, so `end - start` is the length
    record Passage(int page, int start, int end) implements Locator {
        public Passage {
            if (page < 1 || start < 0 || end <= start) {
                throw new IllegalArgumentException(
                        "passage is page %d, characters %d to %d; expected page >= 1 and 0 <= start < end"
                                .formatted(page, start, end));
            }
        }
    }

    /// A rectangle of a page image, in ten-thousandths of its width and height from its upper left
    /// corner. The image may be made anew in any size: the bytes that it shows never change.
    record Region(int page, int left, int top, int width, int height) implements Locator {
        public static final int WHOLE = 10_000;

        /// A page as a whole, also of what has words alone.
        public static Region whole(int page) {
            return new Region(page, 0, 0, WHOLE, WHOLE);
        }

        /// A part of the whole in percent, as media fragments have it: `12.5`.
        public static String percent(int part) {
            return part == 0
                    ? "0"
                    : BigDecimal.valueOf(part, 2).stripTrailingZeros().toPlainString();
        }

        /// Whether nothing of the page is left out.
        public boolean isWhole() {
            return width == WHOLE && height == WHOLE;
        }

        public Region {
            if (page < 1
                    || left < 0
                    || top < 0
                    || width < 1
                    || height < 1
                    || left + width > WHOLE
                    || top + height > WHOLE) {
                throw new IllegalArgumentException(
                        "region is page %d, %d,%d and %d by %d; expected page >= 1 and a rectangle within %d by %d"
                                .formatted(page, left, top, width, height, WHOLE, WHOLE));
            }
        }
    }

    /// A stretch of a recording, in milliseconds from its beginning.
    record Stretch(long startMillis, long endMillis) implements Locator {
        public Stretch {
            if (startMillis < 0 || endMillis <= startMillis) {
                throw new IllegalArgumentException(
                        "stretch is %d to %d ms; expected 0 <= start < end"
                                .formatted(startMillis, endMillis));
            }
        }
    }
}
