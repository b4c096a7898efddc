package org.haetae.archive;

import java.util.UUID;

/// One act of taking material in. Random; it is also the name of the OCFL object that holds the
/// sealed bytes.
public record AccessionId(UUID value) {

    public static AccessionId random() {
        return new AccessionId(UUID.randomUUID());
    }

    /// @throws IllegalArgumentException when the text is no UUID
    public static AccessionId parse(String text) {
        return new AccessionId(UUID.fromString(text));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
