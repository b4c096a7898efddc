package org.haetae.extract;

import java.util.BitSet;

/// Sets of page numbers as a worker writes them: `1-3,7`. What is not of that form names no page:
/// it comes from where hostile files are read.
final class PageRanges {

    private static final int MOST = 100_000;

    private PageRanges() {}

    static BitSet parse(String text) {
        var pages = new BitSet();
        for (var part : text.split(",")) {
            var ends = part.strip().split("-", 2);
            try {
                int from = Integer.parseInt(ends[0]);
                int to = ends.length == 2 ? Integer.parseInt(ends[1]) : from;
                if (from >= 1 && from <= to && to <= MOST) {
                    pages.set(from, to + 1);
                }
            } catch (NumberFormatException e) {
                // Names no page.
            }
        }
        return pages;
    }
}
