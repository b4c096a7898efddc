package org.haetae.extract;

import java.util.Optional;
import java.util.Set;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Outcome;

/// Which readings are meant. What is empty does not narrow.
///
/// @param mediaType prefix, such as `application/pdf` or `image/`
/// @param tool name as recorded
/// @param notVersion tool version; those made by any other are meant
public record Selection(
        Set<Outcome> outcomes,
        Optional<String> mediaType,
        Optional<String> tool,
        Optional<String> notVersion,
        Optional<AccessionId> accession,
        Set<ItemId> items) {

    /// Every reading.
    public static final Selection ALL =
            new Selection(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Set.of());

    public Selection {
        outcomes = Set.copyOf(outcomes);
        items = Set.copyOf(items);
    }

    /// Those that ended in one of these outcomes.
    public static Selection of(Set<Outcome> outcomes) {
        return new Selection(
                outcomes,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    /// Those of one accession.
    public Selection in(AccessionId one) {
        return new Selection(outcomes, mediaType, tool, notVersion, Optional.of(one), items);
    }
}
