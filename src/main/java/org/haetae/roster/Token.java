package org.haetae.roster;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.access.Permission;
import org.haetae.access.Scope;

/// What a person agrees to when a program shall act for them.
///
/// @param label by which they know it again, one line
/// @param until when it ends at the latest
public record Token(String label, Set<Scope> scopes, Instant until) {

    /// The longest that one lasts.
    public static final Duration LONGEST = Duration.ofDays(366);

    /// How each begins, so that one that was left lying about is found.
    public static final String PREFIX = "haetae_";

    public Token {
        scopes = Set.copyOf(scopes);
    }

    Set<Permission> permissions() {
        return scopes.stream()
                .flatMap(scope -> scope.permissions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
