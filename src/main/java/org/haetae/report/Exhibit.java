package org.haetae.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haetae.archive.ItemId;

/// An item as it is shown to somebody.
///
/// @param number in its case, from 1; never given to another, never changed
/// @param name as the file was called; empty where that is withheld
/// @param mediaType as its reading found it; empty without one
/// @param bytes of the file that is shown
/// @param sha256 of the file that is shown, in hexadecimal
/// @param redacted whether what is shown is not what was received, but what may be seen of it
/// @param file below the payload of the bag
/// @param pages where the words of each page stand in its text
public record Exhibit(
        int number,
        ItemId item,
        String name,
        String mediaType,
        long bytes,
        String sha256,
        boolean redacted,
        String file,
        List<PageText> pages,
        String received) {

    /// Where the words of a page stand in the text of an exhibit.
    ///
    /// @param page as citations count it
    /// @param start in code points from 0
    /// @param end one past the last
    public record PageText(int page, int start, int end) {}

    /// Stands between pages.
    static final String PAGE_BREAK = "\f";

    public Exhibit {
        pages = List.copyOf(pages);
        if (number < 1) {
            throw new IllegalArgumentException("exhibit is number " + number);
        }
    }

    /// As it is cited: `E-0001`.
    public static String label(int number) {
        return "E-%04d".formatted(number);
    }

    public String label() {
        return label(number);
    }

    /// Of one of its pages, as load files number them: `E-0001.0003`.
    public String page(int page) {
        return "%s.%04d".formatted(label(), page);
    }

    /// The last page, 1 of what has no pages.
    public int lastPage() {
        return pages.isEmpty() ? 1 : pages.getLast().page();
    }

    /// Where its words lie, below the payload of the bag; empty of what has none.
    public Optional<String> text() {
        return pages.isEmpty() ? Optional.empty() : Optional.of("text/" + label() + ".txt");
    }

    /// Where an exhibit lies below the payload: under its number alone, for a name may be a
    /// person's.
    static String file(int number, String name) {
        var dot = name.lastIndexOf('.');
        var ending = dot < 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
        return "exhibits/" + label(number) + (ending.matches("\\.[a-z0-9]{1,8}") ? ending : "");
    }

    @Override
    public String toString() {
        return "Exhibit[" + label() + "]";
    }
}
