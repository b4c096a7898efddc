package org.haetae.ledger;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;

/// An entry in its place.
///
/// @param position counted from 0, without gaps, in the order in which acts became durable
/// @param previous position of the same object's entry before this one; empty for its first
public record Recorded(long position, Entry entry, OptionalLong previous) {

    public Recorded {
        if (position < 0 || previous.isPresent() && previous.getAsLong() >= position) {
            throw new IllegalArgumentException(
                    "entry at position %d follows %s; expected 0 <= previous < position"
                            .formatted(position, previous));
        }
    }

    /// What entries are about, in their order.
    public static UUID[] objects(Collection<Recorded> entries) {
        return entries.stream().map(recorded -> recorded.entry().object()).toArray(UUID[]::new);
    }
}
