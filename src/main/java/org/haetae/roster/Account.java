package org.haetae.roster;

import java.time.Instant;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;

/// A person who may sign in, as those who administer see them.
///
/// @param id the pseudonym under which everything they do is recorded
/// @param login what they type to sign in, in lower case
/// @param name as they are shown to others
/// @param active whether they may sign in; accounts are deactivated, never deleted
/// @param secondFactor whether a code from their device is asked for too
/// @param recoveryCodes how many codes are left that take the place of one from the device
public record Account(
        ActorId id,
        String login,
        String name,
        boolean active,
        boolean secondFactor,
        int recoveryCodes,
        Instant createdAt,
        Set<Role> roles,
        Set<CompartmentId> compartments) {

    public Account {
        roles = Set.copyOf(roles);
        compartments = Set.copyOf(compartments);
    }

    /// What this person may do and see, once they have signed in.
    public Clearance clearance() {
        return Clearance.of(id, roles, compartments);
    }

    @Override
    public String toString() {
        return "account " + id;
    }
}
