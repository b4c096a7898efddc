package org.haetae.assess;

import java.util.Set;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;

/// What a question "what if" takes away. A claim falls with any item that it cites.
///
/// @param items sources
/// @param claims in whatever version
/// @param witnesses with all items that they speak in
/// @param consents with all items that are tied to them
public record LeavingOut(
        Set<ItemId> items, Set<ClaimId> claims, Set<EntityId> witnesses, Set<ConsentId> consents) {

    /// Nothing.
    public static final LeavingOut NOTHING = new LeavingOut(Set.of(), Set.of(), Set.of(), Set.of());

    public LeavingOut {
        items = Set.copyOf(items);
        claims = Set.copyOf(claims);
        witnesses = Set.copyOf(witnesses);
        consents = Set.copyOf(consents);
    }
}
