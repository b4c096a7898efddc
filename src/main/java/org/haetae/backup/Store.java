package org.haetae.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;

/// Where a backup lies: files under paths with slashes. What was acknowledged by [#sync()] is
/// durable.
public interface Store extends AutoCloseable {

    /// Every file with its size in bytes.
    SortedMap<String, Long> list() throws IOException;

    /// @throws java.nio.file.NoSuchFileException when there is none
    InputStream read(String path) throws IOException;

    /// Puts a file where none is. Whole or not at all: nobody ever sees half of it.
    ///
    /// @return false, and nothing changed, when there is one
    boolean add(String path, Path content) throws IOException;

    /// Puts these bytes in the place of whatever is there, durably.
    void replace(String path, byte[] content) throws IOException;

    /// Moves a file over another one.
    void move(String from, String to) throws IOException;

    /// Takes a file away, so that it cannot be read again as far as the store lets itself be told.
    void delete(String path) throws IOException;

    /// Returns when everything done before is durable.
    void sync() throws IOException;

    /// Takes away what was left half brought, long ago.
    default void sweep(Instant now) {}

    /// How people call this place.
    @Override
    String toString();

    @Override
    void close() throws IOException;
}
