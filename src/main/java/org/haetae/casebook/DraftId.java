package org.haetae.casebook;

import java.util.UUID;

/// A half-entered incident. Random, says nothing.
public record DraftId(UUID value) {

    public static DraftId random() {
        return new DraftId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when this is not how an id is written
    public static DraftId parse(String text) {
        return new DraftId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
