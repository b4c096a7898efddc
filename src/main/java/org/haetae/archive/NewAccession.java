package org.haetae.archive;

import java.util.Set;
import org.haetae.access.CompartmentId;

/// What is said when material is handed over.
///
/// @param source where it comes from, in the receiver's words; may be empty
/// @param givenBy who handed it over; may be empty
/// @param note consent, conditions and circumstances; may be empty
/// @param compartments who may know of it: those who hold all of these; at least one
/// @param origin what tells one taking-in from another when it is interrupted and begun again, such
///   as the folder given; empty for uploads
/// @param consents whose erasure takes it along: it falls when any of these does; may be none
public record NewAccession(
        String source,
        String givenBy,
        String note,
        Set<CompartmentId> compartments,
        String origin,
        Set<ConsentId> consents) {

    public NewAccession {
        compartments = Set.copyOf(compartments);
        consents = Set.copyOf(consents);
        if (compartments.isEmpty()) {
            throw new IllegalArgumentException("an accession lies in at least one compartment");
        }
    }

    /// Tied to no consent.
    public NewAccession(
            String source,
            String givenBy,
            String note,
            Set<CompartmentId> compartments,
            String origin) {
        this(source, givenBy, note, compartments, origin, Set.of());
    }
}
