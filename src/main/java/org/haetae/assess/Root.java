package org.haetae.assess;

import java.util.List;
import java.util.Set;
import org.haetae.archive.ItemId;

/// Items that count once, because they all repeat one another or what one person told.
///
/// @param items at least one
/// @param ties by which they were found to be one
public record Root(Set<ItemId> items, List<Tie> ties) {
    public Root {
        items = Set.copyOf(items);
        ties = List.copyOf(ties);
    }
}
