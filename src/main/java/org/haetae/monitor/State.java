package org.haetae.monitor;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.haetae.casebook.EntityId;

/// A state as the casebook has it.
///
/// @param code ISO 3166-1, three letters, where it could be told
/// @param entities that it is in the casebook: usually one
public record State(Optional<String> code, Set<EntityId> entities) {
    public State {
        entities = Collections.unmodifiableSet(new LinkedHashSet<>(entities));
    }
}
