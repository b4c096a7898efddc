package org.haetae.archive;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What is known of places that were read before. A snapshot; holds keys, no names.
public final class Known {

    private final Scope scope;
    private final Map<UUID, ItemId> states;

    Known(Scope scope, Map<UUID, ItemId> states) {
        this.scope = scope;
        this.states = states;
    }

    public boolean isEmpty() {
        return states.isEmpty();
    }

    /// The item that was received from this place in this very state; empty when the place is new
    /// or what lies there has changed.
    public Optional<ItemId> unchanged(Incoming.Origin origin) {
        return states.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(states.get(scope.originKey(Receiving.state(origin))));
    }
}
