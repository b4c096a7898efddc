package org.haetae.casebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final Optional<Memory> memory;

    Passages(Texts texts) {
        this(texts, Optional.empty());
    }

    private Passages(Texts texts, Optional<Memory> memory) {
        this.texts = texts;
        this.memory = memory;
    }

    /// The same, remembering the texts that it read last. For one piece of work and one thread:
    /// what is remembered outlives an erasure.
    Passages remembering() {
        return new Passages(texts, Optional.of(new Memory()));
    }

    /// Texts and pages in the order in which they were used.
    private static final class Memory {
        private static final long MOST_CHARACTERS = 16_000_000;

        private final Map<ItemId, Optional<Text>> texts = new LinkedHashMap<>(16, 0.75f, true);
        private final Map<ItemId, Map<Integer, String>> numbered = new HashMap<>();
        private final Map<Text.Page, Spaced> pages = new IdentityHashMap<>();
        private long characters;

        void keep(ItemId item, Optional<Text> text) {
            texts.put(item, text);
            characters += length(text);
            var eldest = texts.entrySet().iterator();
            while (characters > MOST_CHARACTERS && texts.size() > 1) {
                var gone = eldest.next();
                eldest.remove();
                numbered.remove(gone.getKey());
                characters -= length(gone.getValue());
                gone.getValue().ifPresent(one -> one.pages().forEach(pages::remove));
            }
        }

        private static long length(Optional<Text> text) {
            return text.map(Text::pages).orElse(List.of()).stream()
                    .mapToLong(page -> page.text().length())
                    .sum();
        }
    }

    private Spaced spaced(Text.Page page) {
        return memory.isEmpty()
                ? Spaced.of(page.text())
                : memory.get().pages.computeIfAbsent(page, one -> Spaced.of(one.text()));
    }

    /// All places at which an item says this. Space of any kind and length stands for any other.
    ///
    /// @param page only there, when told
    List<Locator.Passage> saying(ItemId item, String quote, Optional<Integer> page) {
        var wanted = Spaced.of(quote.strip()).words();
        var places = new ArrayList<Locator.Passage>();
        for (var one : text(item).map(Text::pages).orElse(List.of())) {
            if (page.isEmpty() || page.get() == one.number()) {
                places.addAll(spaced(one).all(wanted, one.number()));
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
        return text(item).flatMap(text -> Optional.ofNullable(pages(item, text).get(number)));
    }

    /// A table of very many rows has very many pages, and each of its rows is looked up.
    private Map<Integer, String> pages(ItemId item, Text text) {
        return memory.map(one -> one.numbered.computeIfAbsent(item, _ -> numbered(text)))
                .orElseGet(() -> numbered(text));
    }

    private static Map<Integer, String> numbered(Text text) {
        return text.pages().stream()
                .collect(Collectors.toMap(Text.Page::number, Text.Page::text, (first, _) -> first));
    }

    private Optional<Text> text(ItemId item) {
        var known = memory.map(one -> one.texts.get(item));
        if (known.isPresent()) {
            return known.get();
        }
        try {
            var text = texts.of(item);
            memory.ifPresent(one -> one.keep(item, text));
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("the words of an item could not be read", e);
        }
    }

    /// A text with each run of space as one, and where each of its characters stood.
    ///
    /// @param places for each UTF-16 unit of the words, its place in the text in code points; one
    ///   more for the end
    private record Spaced(String words, int[] places) {

        static Spaced of(String text) {
            var words = new StringBuilder(text.length());
            var places = new int[text.length() + 1];
            int point = 0;
            for (int i = 0; i < text.length(); point++) {
                int character = text.codePointAt(i);
                i += Character.charCount(character);
                boolean space = Character.isWhitespace(character) || character == 0xA0;
                if (!space) {
                    places[words.length()] = point;
                    places[words.length() + Character.charCount(character) - 1] = point;
                    words.appendCodePoint(character);
                } else if (words.isEmpty() || words.charAt(words.length() - 1) != ' ') {
                    places[words.length()] = point;
                    words.append(' ');
                }
            }
            places[words.length()] = point;
            return new Spaced(words.toString(), Arrays.copyOf(places, words.length() + 1));
        }

        List<Locator.Passage> all(String wanted, int page) {
            var found = new ArrayList<Locator.Passage>();
            int length = wanted.length();
            for (int i = words.indexOf(wanted);
                    length > 0 && i >= 0;
                    i = words.indexOf(wanted, i + length)) {
                found.add(new Locator.Passage(page, places[i], places[i + length - 1] + 1));
            }
            return found;
        }
    }
}
