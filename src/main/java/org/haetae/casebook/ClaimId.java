package org.haetae.casebook;

import java.util.UUID;

/// One claim through all its versions. Random, says nothing.
public record ClaimId(UUID value) {

    public static ClaimId random() {
        return new ClaimId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when this is not how an id is written
    public static ClaimId parse(String text) {
        return new ClaimId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
