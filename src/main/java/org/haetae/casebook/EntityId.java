package org.haetae.casebook;

import java.util.UUID;

/// What a claim is about: a person, a unit, a place, an act, a treaty, or a link between such with
/// facts of its own. Random, says nothing.
public record EntityId(UUID value) {

    public static EntityId random() {
        return new EntityId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when this is not how an id is written
    public static EntityId parse(String text) {
        return new EntityId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
