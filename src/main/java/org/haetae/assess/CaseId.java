package org.haetae.assess;

import java.util.UUID;

/// One case through all its versions. Random, says nothing.
public record CaseId(UUID value) {

    public static CaseId random() {
        return new CaseId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when this is not how an id is written
    public static CaseId parse(String text) {
        return new CaseId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
