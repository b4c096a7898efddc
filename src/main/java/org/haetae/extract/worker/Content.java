package org.haetae.extract.worker;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The bytes of the file being read: in memory when small, in the worker's scratch space when not.
public final class Content implements AutoCloseable {
    private final long length;
    private final byte @Nullable [] bytes;
    private final Path scratch;
    private @Nullable Path path;

    private Content(long length, byte @Nullable [] bytes, Path scratch, @Nullable Path path) {
        this.length = length;
        this.bytes = bytes;
        this.scratch = scratch;
        this.path = path;
    }

    /// Content held in memory. The array is not copied and must not be changed.
    ///
    /// @param scratch folder for [#path()], should a parser need a file
    public static Content of(byte[] bytes, Path scratch) {
        return new Content(bytes.length, bytes, scratch, null);
    }

    /// Content in a file, which is deleted on [#close()] when it lies in `scratch`.
    public static Content of(Path path, Path scratch) throws IOException {
        return new Content(Files.size(path), null, scratch, path);
    }

    /// Length in bytes.
    public long length() {
        return length;
    }

    /// The bytes when they are in memory, else null.
    public byte @Nullable [] bytes() {
        return bytes;
    }

    /// A fresh stream from the first byte, supporting mark and reset within 64 KB.
    public InputStream open() throws IOException {
        return bytes != null
                ? new ByteArrayInputStream(bytes)
                : new BufferedInputStream(Files.newInputStream(path()), 64 << 10);
    }

    /// A file with this content, written to scratch on the first call when it was in memory.
    public Path path() throws IOException {
        if (path == null) {
            Path made = Files.createTempFile(scratch, "content", ".bin");
            Files.write(made, bytes == null ? new byte[0] : bytes);
            path = made;
        }
        return path;
    }

    /// Folder for temporary files of this job; emptied after it.
    public Path scratch() {
        return scratch;
    }

    @Override
    public void close() throws IOException {
        if (path != null && path.startsWith(scratch)) {
            Files.deleteIfExists(path);
        }
    }
}
