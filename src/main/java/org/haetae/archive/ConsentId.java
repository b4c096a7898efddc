package org.haetae.archive;

import java.util.UUID;

/// What one person agreed to for one purpose: an erasure scope, by a random id that says nothing.
/// Whatever is tied to it can be read only as long as its key is there.
public record ConsentId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
