package org.haetae.assess;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;

/// One version of a case: its theory. Everything else about it are findings.
///
/// @param version from 1
/// @param by who made this version
/// @param until when the next version took its place
/// @param compartments chosen when the case was begun; its findings lie in these and in those of
///   all claims that they lean on
/// @param position of its entry in the ledger
public record CaseFile(
        CaseId id,
        int version,
        Theory theory,
        ActorId by,
        Instant at,
        Optional<Instant> until,
        Set<CompartmentId> compartments,
        long position) {

    public CaseFile {
        compartments = Set.copyOf(compartments);
    }

    /// By which people call it.
    public String title() {
        return theory.title();
    }

    @Override
    public String toString() {
        return "CaseFile[%s version %d]".formatted(id, version);
    }
}
