package org.haetae.roster;

import java.time.Instant;
import org.haetae.access.CompartmentId;

/// A need-to-know set with its names. Kept for ever, since material lies in it.
///
/// @param english its name in English, up to 200 characters
/// @param korean its name in Korean
public record Compartment(CompartmentId id, String english, String korean, Instant createdAt) {

    @Override
    public String toString() {
        return "compartment " + id;
    }
}
