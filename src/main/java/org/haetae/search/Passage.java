package org.haetae.search;

import java.util.List;

/// A stretch of a page that shows why an item was found. It is text and numbers, never markup: who
/// shows it escapes it.
///
/// @param page first page is 1
/// @param start first character in the page, in Unicode code points from 0
/// @param end one past the last
/// @param text the words between, exactly as the page has them, line breaks included
/// @param marks what was looked for, within `text`, in code points, in order and apart
public record Passage(int page, int start, int end, String text, List<Range> marks) {

    /// @param start first code point
    /// @param end one past the last
    public record Range(int start, int end) {}

    public Passage {
        marks = List.copyOf(marks);
    }
}
