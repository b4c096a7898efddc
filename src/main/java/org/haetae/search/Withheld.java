package org.haetae.search;

import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;

/// Which items are withheld from somebody at this moment, whatever compartments they hold. Asked
/// before each search: what is withheld is in no hit, count, facet, snippet or score.
@FunctionalInterface
public interface Withheld {
    Set<ItemId> from(Clearance by);
}
