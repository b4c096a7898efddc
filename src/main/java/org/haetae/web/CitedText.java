package org.haetae.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.haetae.access.Permission;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Locator;
import org.haetae.extract.Text;
import org.jspecify.annotations.Nullable;

/// The words of an item with what claims cite of them: a page's text is cut wherever a hit, words
/// that a claim cites, or a paragraph begins or ends.
///
/// @param places where the claims' words stand now, for those that are found
/// @param outlines of parts of pictures that are cited, by page
record CitedText(
        ItemId item,
        List<Sheet.Citing> rows,
        List<Cited> places,
        Map<Integer, List<Sheet.Outline>> outlines) {

    /// Words that a claim cites.
    ///
    /// @param number of the claim among the rows
    record Cited(int number, Locator.Passage passage) {}

    List<Sheet.Outline> outlines(int page) {
        return outlines.getOrDefault(page, List.of());
    }

    /// @param runs the page's whole text, with its hits
    List<Sheet.Stretch> stretches(Visitor visitor, Text.Page page, List<Sheet.Run> runs) {
        return stretches(
                runs,
                places.stream().filter(one -> one.passage().page() == page.number()).toList(),
                visitor.may(Permission.RECORD_CLAIMS)
                        ? Paragraphs.of(page.number(), page.text())
                        : List.of());
    }

    List<Sheet.Stretch> stretches(
            List<Sheet.Run> runs, List<Cited> cited, List<Locator.Passage> paragraphs) {
        Map<Integer, Locator.Passage> begins = new HashMap<>();
        paragraphs.forEach(paragraph -> begins.put(paragraph.start(), paragraph));
        TreeSet<Integer> cuts = new TreeSet<>(begins.keySet());
        for (Cited one : cited) {
            cuts.add(one.passage().start());
            cuts.add(one.passage().end());
        }
        List<Sheet.Stretch> stretches = new ArrayList<>();
        int at = 0;
        for (Sheet.Run run : runs) {
            String text = run.text();
            int units = 0;
            while (units < text.length()) {
                Integer cut = cuts.higher(at);
                int left = text.codePointCount(units, text.length());
                int points = cut == null ? left : Math.min(left, cut - at);
                int end = text.offsetByCodePoints(units, points);
                stretches.add(
                        stretch(
                                new Sheet.Run(text.substring(units, end), run.hit()),
                                units == 0,
                                at,
                                at + points,
                                cited,
                                begins.get(at)));
                at += points;
                units = end;
            }
        }
        return stretches;
    }

    private Sheet.Stretch stretch(
            Sheet.Run run,
            boolean first,
            int start,
            int end,
            List<Cited> cited,
            Locator.@Nullable Passage paragraph) {
        boolean within = false;
        boolean begins = false;
        List<Integer> ends = new ArrayList<>();
        for (Cited one : cited) {
            Locator.Passage passage = one.passage();
            within |= passage.start() <= start && end <= passage.end();
            begins |= passage.start() == start;
            if (passage.end() == end) {
                ends.add(one.number());
            }
        }
        return new Sheet.Stretch(
                run.text(),
                run.hit(),
                first,
                begins ? start : -1,
                within,
                ends,
                paragraph == null ? null : CiteDesk.address(item, paragraph));
    }
}
