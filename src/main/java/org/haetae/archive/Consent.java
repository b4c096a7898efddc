package org.haetae.archive;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;

/// What one person agreed to for one purpose, as those may know it who may.
///
/// @param person who agreed; empty once it was erased
/// @param purpose to what; empty once it was erased
/// @param madeBy who noted it
/// @param objects how many items and accessions are tied to it
/// @param erased the decision by which everything tied to it was erased
public record Consent(
        ConsentId id,
        Optional<String> person,
        Optional<String> purpose,
        Set<CompartmentId> compartments,
        ActorId madeBy,
        Instant madeAt,
        long objects,
        OptionalInt erased) {

    @Override
    public String toString() {
        return "Consent[" + id + "]";
    }
}
