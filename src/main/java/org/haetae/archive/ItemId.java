package org.haetae.archive;

import java.util.UUID;

/// One file as received, or one part of it. Random, so that it says nothing of the content and
/// equal files of two witnesses are not tied together.
public record ItemId(UUID value) {

    public static ItemId random() {
        return new ItemId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when the text is no UUID
    public static ItemId parse(String text) {
        return new ItemId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
