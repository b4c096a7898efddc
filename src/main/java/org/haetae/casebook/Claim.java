package org.haetae.casebook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;

/// One version of what a source says: of an entity, one property, one value.
///
/// @param version from 1
/// @param value absent once all that it cites was erased
/// @param reason why it was changed; empty for the first version
/// @param by who made this version
/// @param until when the next version took its place
/// @param position of its entry in the ledger
/// @param erased number of the decision by which the value was erased
public record Claim(
        ClaimId id,
        int version,
        EntityId entity,
        String kind,
        String property,
        Optional<Value> value,
        Grade grade,
        Status status,
        Basis basis,
        String reason,
        ActorId by,
        Instant at,
        Optional<Instant> until,
        Set<CompartmentId> compartments,
        List<Citation> citations,
        long position,
        OptionalInt erased) {

    public Claim {
        compartments = Set.copyOf(compartments);
        citations = List.copyOf(citations);
    }

    /// Whether it counts: a draft does not yet, a retracted claim no more.
    public boolean stands() {
        return status == Status.RECORDED || status == Status.DISPUTED;
    }

    @Override
    public String toString() {
        return "Claim[%s version %d]".formatted(id, version);
    }
}
