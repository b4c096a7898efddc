package org.haetae.archive;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// What is known of places that were read before. A snapshot; holds keys, no names.
public final class Known {

    record Key(byte[] bytes) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private final Scope scope;
    private final Map<Key, ItemId> states;

    Known(Scope scope, Map<Key, ItemId> states) {
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
                : Optional.ofNullable(
                        states.get(new Key(scope.originKey(Receiving.state(origin)))));
    }
}
