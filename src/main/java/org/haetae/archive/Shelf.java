package org.haetae.archive;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.haetae.ledger.Finding;

/// Where the storage root lies: a folder of the home, or an object store. Places are paths below
/// the root, with slashes. What a method has done is durable when it returns.
sealed interface Shelf extends AutoCloseable permits LocalShelf, ObjectShelf {

    /// The bytes of a file, as they come.
    ///
    /// @throws java.nio.file.NoSuchFileException when there is none
    /// @throws IOException when it cannot be read, which is damage of this one file
    /// @throws java.io.UncheckedIOException when the whole shelf does not answer, which says
    ///   nothing about the file
    ReadableByteChannel open(String place) throws IOException;

    /// Every file below a folder, or below the root (empty), with its size in bytes.
    SortedMap<String, Long> list(String folder) throws IOException;

    /// Whether there is such a file, or anything below such a folder.
    boolean holds(String place) throws IOException;

    /// Puts a file in the place of whatever is there, whole at every moment. The given one is gone
    /// afterwards.
    void put(String place, Path file) throws IOException;

    /// Takes the version of an object that lies in deposit, with the files of the object itself
    /// when it is the first; of these nothing is left in deposit afterwards. Done again after a
    /// crash, it is finished.
    ///
    /// @param staged folder of the object in deposit
    /// @param version `v1`
    void take(Path staged, String object, String version) throws IOException;

    /// Keeps what is damaged in a folder beside the archive, so that nothing is lost by its repair.
    void keepAside(String place, Path to) throws IOException;

    /// Removes an object whole. Done again after a crash, it is finished; until then
    /// [#holds(String)] says that there is something.
    void remove(String object) throws IOException;

    /// What other people's tools would object to, sealed bytes aside.
    List<Finding> layout() throws IOException;

    /// A file of this machine with these bytes, for who copies it.
    ///
    /// @param scratch where it may be put meanwhile
    Path local(String place, Path scratch) throws IOException;

    /// Takes away what was left half brought, long ago.
    default void sweep(Instant now) {}

    @Override
    default void close() {}
}
