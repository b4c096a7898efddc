package org.haetae.archive;

import java.time.Instant;
import java.util.Optional;

/// One file, or one part of a file, at the moment it is handed over.
///
/// @param path where it lay, as given; kept sealed as a fact, never used as a path of ours
/// @param modified as the giver's file system or container states it
/// @param origin for a file on disk: what tells next time whether it is unchanged
/// @param within the container that this is a part of
public record Incoming(
        String path,
        Optional<Instant> modified,
        Optional<Origin> origin,
        Optional<Container> within) {

    /// A place on the giver's disk and its state when it was read.
    ///
    /// @param location absolute path
    /// @param bytes length
    /// @param modifiedMillis time of last change
    public record Origin(String location, long bytes, long modifiedMillis) {}

    /// @param item the container
    /// @param depth how deep this part lies: 1 directly in a file that was received as such
    /// @param occurrence counted from 1 where a container holds several parts of one path
    public record Container(ItemId item, int depth, int occurrence) {}
}
