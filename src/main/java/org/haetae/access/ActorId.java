package org.haetae.access;

import java.util.UUID;

/// The pseudonym under which one person or process acts. The ledger knows actors by this alone; who
/// stands behind it is known to the roster only.
public record ActorId(UUID value) {

    /// The software itself: readings, index updates, repairs that nobody asked for by hand.
    public static final ActorId SYSTEM = new ActorId(new UUID(0, 1));

    public static ActorId random() {
        return new ActorId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
