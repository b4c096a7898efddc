package org.haetae.casebook;

import java.util.List;
import java.util.Set;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;

/// What somebody wants recorded.
///
/// @param kind of the entity; of one that is known already it must be the same
/// @param citations at least one, but for a draft
/// @param compartments besides those of the items cited; a claim lies in all of them
public record NewClaim(
        EntityId entity,
        String kind,
        String property,
        Value value,
        List<Cite> citations,
        Grade grade,
        Status status,
        Basis basis,
        Set<CompartmentId> compartments) {

    /// A place to be cited.
    public record Cite(ItemId item, Locator locator) {}

    public NewClaim {
        citations = List.copyOf(citations);
        compartments = Set.copyOf(compartments);
    }

    /// Recorded from what one item says, in the compartments of that item.
    public static NewClaim of(
            EntityId entity, String kind, String property, Value value, Cite cite, Grade grade) {
        return new NewClaim(
                entity,
                kind,
                property,
                value,
                List.of(cite),
                grade,
                Status.RECORDED,
                Basis.ITEM,
                Set.of());
    }
}
