package org.haetae.assess;

import java.util.UUID;

/// One finding through all its versions. Random, says nothing.
public record FindingId(UUID value) {

    public static FindingId random() {
        return new FindingId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when this is not how an id is written
    public static FindingId parse(String text) {
        return new FindingId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
