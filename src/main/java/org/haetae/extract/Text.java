package org.haetae.extract;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words of one item, page by page, and what the file says about itself.
///
/// @param pages in order; empty when there were no words
/// @param metadata facts by key, each with one value or more; keys beginning with `raw:` are as the
///   file had them
public record Text(List<Page> pages, Map<String, List<String>> metadata) {

    /// One page.
    ///
    /// @param number as the reader counted, from 1
    /// @param label what the document itself calls the page; empty when it does not
    /// @param language BCP 47 code; empty when not told
    public record Page(int number, String text, String label, String language) {}

    public Text {
        pages = List.copyOf(pages);
    }

    /// The key under which the worker says which pages are in which language: `ko 1-3,5`.
    private static final String LANGUAGE_PAGES = "language-pages";

    private static final String LANGUAGE = "language";

    /// What a worker found, its pages put in order and each given its language.
    static Text of(List<Page> found, Map<String, List<String>> metadata) {
        var languages = new HashMap<Integer, String>();
        for (var value : metadata.getOrDefault(LANGUAGE_PAGES, List.of())) {
            var parts = value.split(" ", 2);
            if (parts.length == 2) {
                PageRanges.parse(parts[1]).stream()
                        .forEach(page -> languages.putIfAbsent(page, parts[0]));
            }
        }
        var all = metadata.getOrDefault(LANGUAGE, List.of(""));
        var usual = all.isEmpty() ? "" : all.getFirst();
        return new Text(
                found.stream()
                        .sorted(Comparator.comparingInt(Page::number))
                        .map(
                                page ->
                                        new Page(
                                                page.number(),
                                                page.text(),
                                                page.label(),
                                                languages.getOrDefault(page.number(), usual)))
                        .toList(),
                metadata);
    }

    /// First value of a fact; empty when the file does not state it.
    public Optional<String> fact(String key) {
        return metadata.getOrDefault(key, List.of()).stream().findFirst();
    }

    /// Length of all pages together, in UTF-16 units.
    public long characters() {
        return pages.stream().mapToLong(page -> page.text().length()).sum();
    }
}
