package org.haetae.assess;

import java.util.List;
import java.util.Set;
import org.haetae.archive.ItemId;

/// Items that count once, because they all repeat one another or what one person told.
///
/// @param number from 1, among the roots that were asked for together
/// @param items at least one
/// @param ties by which they were found to be one
/// @param drawsOn numbers of other roots that this one repeats, two or more, as a report does that
///   draws on two witnesses: it counts only where none of these does
public record Root(int number, Set<ItemId> items, List<Tie> ties, Set<Integer> drawsOn) {
    public Root {
        items = Set.copyOf(items);
        ties = List.copyOf(ties);
        drawsOn = Set.copyOf(drawsOn);
    }
}
