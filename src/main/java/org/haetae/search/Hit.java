package org.haetae.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;

/// One item found.
///
/// @param score how well it fits; comparable within one answer only, 0 when sorted otherwise
/// @param passages the best first; without marks when only the name or nothing in particular fitted
public record Hit(
        ItemId item,
        AccessionId accession,
        String path,
        String title,
        String kind,
        String mediaType,
        List<String> languages,
        Optional<LocalDate> date,
        Instant received,
        String outcome,
        float score,
        List<Passage> passages) {

    public Hit {
        languages = List.copyOf(languages);
        passages = List.copyOf(passages);
    }
}
