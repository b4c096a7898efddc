package org.haetae.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.CompartmentId;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;

/// What the index is told of one item.
///
/// @param item the item; a second document of the same item replaces the first
/// @param accession with which it came
/// @param compartments material in none is found by nobody but the system
/// @param path where it lay, as the giver had it
/// @param title its own title, or empty
/// @param mediaType as found by reading it
/// @param kind coarse sort: pdf, text, mail, image ...
/// @param languages codes (ko, en, zh, ja, ru, ar ...), the most of the text first
/// @param date when it was made, as far as it says
/// @param received when it was taken in
/// @param outcome of reading it, as a word
/// @param metadata what else is searched by default: author, place, subject
/// @param pages text by page; a text without pages may be cut into pages of some thousand
///   characters, which keeps showing its passages fast
public record SearchDocument(
        ItemId item,
        AccessionId accession,
        Set<CompartmentId> compartments,
        String path,
        String title,
        String mediaType,
        String kind,
        List<String> languages,
        Optional<LocalDate> date,
        Instant received,
        String outcome,
        Map<String, String> metadata,
        List<String> pages) {

    public SearchDocument {
        compartments = Set.copyOf(compartments);
        languages = List.copyOf(languages);
        metadata = Map.copyOf(metadata);
        pages = List.copyOf(pages);
    }
}
