package org.haetae.roster;

import java.util.Set;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;

/// What it takes to make an account.
///
/// @param login 2 to 64 letters, digits and `. _ - @`, of any script; case does not count
/// @param name as shown to others, up to 200 characters
/// @param password see [Password#WEAKEST]; the caller may blank it afterwards
public record NewAccount(
        String login,
        String name,
        char[] password,
        Set<Role> roles,
        Set<CompartmentId> compartments) {

    public NewAccount {
        roles = Set.copyOf(roles);
        compartments = Set.copyOf(compartments);
    }

    @Override
    public String toString() {
        return "a new account";
    }
}
