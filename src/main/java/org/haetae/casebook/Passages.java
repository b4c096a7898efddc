package org.haetae.casebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.haetae.archive.ItemId;
import org.haetae.extract.Text;

/// Finds words in the texts of items: those that somebody quotes, to cite them, and those that were
/// cited, to see whether they are still there.
final class Passages {

    /// The words of an item, if it was read.
    interface Texts {
        Optional<Text> of(ItemId item) throws IOException;
    }

    private final Texts texts;

    Passages(Texts texts) {
        this.texts = texts;
    }

    /// All places at which an item says this. Space of any kind and length stands for any other.
    ///
    /// @param page only there, when told
    List<Locator.Passage> saying(ItemId item, String quote, Optional<Integer> page) {
        var wanted = Spaced.of(quote.strip());
        var places = new ArrayList<Locator.Passage>();
        for (var one : text(item).map(Text::pages).orElse(List.of())) {
            if (page.isEmpty() || page.get() == one.number()) {
                places.addAll(Spaced.of(one.text()).all(wanted, one.number()));
            }
        }
        return places;
    }

    /// The words at a place, with what stands around them.
    ///
    /// @throws IllegalArgumentException when the item has no such page, or the page ends before
    Quote quote(ItemId item, Locator.Passage passage) {
        return page(item, passage.page())
                .map(text -> Quote.at(text, passage))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "item %s has no words on page %d"
                                                .formatted(item, passage.page())));
    }

    /// Reads a passage again and compares.
    Found check(ItemId item, Locator.Passage passage, Quote quote) {
        var text = text(item);
        if (text.isEmpty()) {
            return new Found.Gone(Found.Why.NOT_READ);
        }
        var there = page(item, passage.page());
        if (there.isPresent() && stands(there.get(), passage, quote)) {
            return new Found.AsCited();
        }
        return saying(item, quote.exact(), Optional.empty()).stream()
                .max(
                        Comparator.comparingInt((Locator.Passage one) -> around(item, one, quote))
                                .thenComparing(one -> -Math.abs(one.page() - passage.page()))
                                .thenComparing(one -> -Math.abs(one.start() - passage.start())))
                .<Found>map(Found.Moved::new)
                .orElseGet(() -> new Found.Gone(Found.Why.OTHER_WORDS));
    }

    private static boolean stands(String page, Locator.Passage passage, Quote quote) {
        int length = page.codePointCount(0, page.length());
        return passage.end() <= length && Quote.at(page, passage).exact().equals(quote.exact());
    }

    /// How many characters before and after are as they were.
    private int around(ItemId item, Locator.Passage passage, Quote quote) {
        var here = quote(item, passage);
        int before = 0;
        while (before < Math.min(here.prefix().length(), quote.prefix().length())
                && here.prefix().charAt(here.prefix().length() - 1 - before)
                        == quote.prefix().charAt(quote.prefix().length() - 1 - before)) {
            before++;
        }
        int after = 0;
        while (after < Math.min(here.suffix().length(), quote.suffix().length())
                && here.suffix().charAt(after) == quote.suffix().charAt(after)) {
            after++;
        }
        return before + after;
    }

    private Optional<String> page(ItemId item, int number) {
        return text(item)
                .flatMap(
                        text ->
                                text.pages().stream()
                                        .filter(page -> page.number() == number)
                                        .map(Text.Page::text)
                                        .findFirst());
    }

    private Optional<Text> text(ItemId item) {
        try {
            return texts.of(item);
        } catch (IOException e) {
            throw new UncheckedIOException("the words of an item could not be read", e);
        }
    }

    /// A text with each run of space as one, and where each of its characters stood.
    ///
    /// @param characters code points of the text, one space for each run
    /// @param places for each, its place in the text in code points; one more for the end
    private record Spaced(int[] characters, int[] places) {

        static Spaced of(String text) {
            var points = text.codePoints().toArray();
            var characters = new int[points.length];
            var places = new int[points.length + 1];
            int length = 0;
            for (int i = 0; i < points.length; i++) {
                boolean space = Character.isWhitespace(points[i]) || points[i] == 0xA0;
                if (space && length > 0 && characters[length - 1] == ' ') {
                    continue;
                }
                characters[length] = space ? ' ' : points[i];
                places[length++] = i;
            }
            places[length] = points.length;
            return new Spaced(Arrays.copyOf(characters, length), Arrays.copyOf(places, length + 1));
        }

        List<Locator.Passage> all(Spaced wanted, int page) {
            var found = new ArrayList<Locator.Passage>();
            int length = wanted.characters.length;
            for (int i = 0; length > 0 && i + length <= characters.length; i++) {
                if (Arrays.equals(characters, i, i + length, wanted.characters, 0, length)) {
                    int last = places[i + length - 1];
                    found.add(new Locator.Passage(page, places[i], last + 1));
                    i += length - 1;
                }
            }
            return found;
        }
    }
}
