package org.haetae.archive;

import java.time.Instant;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;

/// One act of taking material in, as recorded.
///
/// @param settledVersion OCFL versions of its object that are complete; 0 while everything still
///   lies in deposit
/// @param complete whether the giver's material was taken in to the end
public record Accession(
        AccessionId id,
        String source,
        String givenBy,
        String note,
        Set<CompartmentId> compartments,
        ActorId actor,
        Instant openedAt,
        int settledVersion,
        boolean complete) {}
