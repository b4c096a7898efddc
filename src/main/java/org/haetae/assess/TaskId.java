package org.haetae.assess;

import java.util.UUID;

/// Something to be done about a gap. Random, says nothing.
public record TaskId(UUID value) {

    public static TaskId random() {
        return new TaskId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when this is not how an id is written
    public static TaskId parse(String text) {
        return new TaskId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
