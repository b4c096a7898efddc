package org.haetae.access;

import java.util.UUID;

/// A need-to-know set. Whatever lies in several is seen only by those who hold all of them.
public record CompartmentId(UUID value) {

    /// The compartment every home begins with; material goes here unless told otherwise.
    public static final CompartmentId GENERAL = new CompartmentId(new UUID(0, 1));

    public static CompartmentId random() {
        return new CompartmentId(UUID.randomUUID());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
