package org.haetae.web;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.roster.Refused;
import org.jspecify.annotations.Nullable;

/// Values of forms as types of the house. What cannot be one is refused as a whole.
final class Forms {
    private Forms() {}

    static Set<Role> roles(@Nullable List<String> values) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String value : orEmpty(values)) {
            try {
                roles.add(Role.valueOf(value));
            } catch (IllegalArgumentException e) {
                throw new NotHere();
            }
        }
        return roles;
    }

    static Set<CompartmentId> compartments(@Nullable List<String> values) {
        Set<CompartmentId> compartments = new HashSet<>();
        for (String value : orEmpty(values)) {
            try {
                compartments.add(new CompartmentId(UUID.fromString(value)));
            } catch (IllegalArgumentException e) {
                throw new NotHere();
            }
        }
        return compartments;
    }

    /// The words for what the roster refused.
    static String key(Refused refused) {
        return "refused-by." + refused.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <T> Set<T> without(Collection<T> all, Collection<T> some) {
        Set<T> rest = new HashSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static List<String> orEmpty(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }
}
