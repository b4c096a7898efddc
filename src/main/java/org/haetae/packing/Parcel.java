package org.haetae.packing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Where an export is written, file by file: a folder, or a ZIP on its way to somebody. Into a ZIP
/// files are written one after the other, each closed before the next begins.
public sealed interface Parcel extends AutoCloseable {

    /// Begins a file.
    ///
    /// @param path with slashes, below the parcel; no path twice
    OutputStream file(String path) throws IOException;

    /// Whether a file may be begun while another is written, by another thread too.
    boolean takesSeveralAtOnce();

    /// Ends the parcel.
    @Override
    void close() throws IOException;

    /// A new folder, which nobody but its owner may enter, or an empty one.
    ///
    /// @throws FileAlreadyExistsException when something lies in it
    static Parcel folder(Path given) throws IOException {
        var folder = given.toAbsolutePath().normalize();
        if (Files.notExists(folder)) {
            Files.createDirectories(folder.getParent());
            make(folder);
        }
        try (var inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new FileAlreadyExistsException(folder.toString(), null, "is not empty");
            }
        }
        return new Folder(folder);
    }

    private static void make(Path folder) throws IOException {
        Files.createDirectories(folder, onlyTheOwner(folder, "rwx------"));
    }

    /// What is exported is its owner's alone, whatever the umask lets others have.
    private static FileAttribute<?>[] onlyTheOwner(Path near, String rights) {
        return near.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                }
                : new FileAttribute<?>[0];
    }

    /// A new file of which nobody but its owner reads.
    ///
    /// @throws FileAlreadyExistsException when it is there already
    static WritableByteChannel alone(Path file) throws IOException {
        return Files.newByteChannel(
                file,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                onlyTheOwner(file, "rw-------"));
    }

    /// A ZIP; the stream given is not closed.
    static Parcel zip(OutputStream to) {
        return new Zip(new ZipOutputStream(to), new HashSet<>());
    }

    /// In a folder.
    record Folder(Path folder) implements Parcel {
        @Override
        public OutputStream file(String path) throws IOException {
            Path file = folder.resolve(path);
            if (!file.normalize().startsWith(folder)) {
                throw new IllegalArgumentException("path leads out of the parcel");
            }
            make(file.getParent());
            return Channels.newOutputStream(alone(file));
        }

        @Override
        public boolean takesSeveralAtOnce() {
            return true;
        }

        @Override
        public void close() {}
    }

    /// In a ZIP. Times in it are all the same: when it was made stands in it as a fact.
    record Zip(ZipOutputStream zip, Set<String> paths) implements Parcel {
        private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

        @Override
        public OutputStream file(String path) throws IOException {
            if (!paths.add(path)) {
                throw new FileAlreadyExistsException(path);
            }
            ZipEntry entry = new ZipEntry(path);
            entry.setTimeLocal(TIME);
            zip.putNextEntry(entry);
            return new FilterOutputStream(zip) {
                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    out.write(bytes, from, length);
                }

                @Override
                public void close() throws IOException {
                    zip.closeEntry();
                }
            };
        }

        @Override
        public boolean takesSeveralAtOnce() {
            return false;
        }

        @Override
        public void close() throws IOException {
            zip.finish();
        }
    }
}
