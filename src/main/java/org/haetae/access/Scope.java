package org.haetae.access;

import java.util.Set;

/// What a program that acts for a person is let do: never more than the person may, and never
/// anything about accounts, compartments or erasures.
public enum Scope {
    /// Searches and reads items, outcomes and claims.
    READ(
            Set.of(
                    Permission.SEARCH,
                    Permission.READ_ITEM,
                    Permission.SEE_OUTCOMES,
                    Permission.READ_CLAIMS)),
    /// Records claims and changes them.
    RECORD(Set.of(Permission.READ_CLAIMS, Permission.RECORD_CLAIMS)),
    /// Gives material in and sees what became of it.
    RECEIVE(Set.of(Permission.RECEIVE, Permission.SEE_OUTCOMES)),
    /// Takes originals and tables out.
    EXPORT(Set.of(Permission.READ_ITEM, Permission.DOWNLOAD_ORIGINAL, Permission.EXPORT)),
    /// Reads the ledger and asks for its check.
    AUDIT(Set.of(Permission.SEE_LEDGER, Permission.VERIFY));

    private final Set<Permission> permissions;

    Scope(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    /// What it allows at most; fixed, unmodifiable.
    public Set<Permission> permissions() {
        return permissions;
    }
}
