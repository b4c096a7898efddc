package org.haetae.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.haetae.archive.Disk;
import org.haetae.home.DurableFile;
import org.haetae.home.Shredding;

/// A backup in a folder, on another disk for example.
public final class FolderStore implements Store {

    /// Where files are written before they get their names; not a part of the backup.
    private static final String WRITING = ".writing";

    private final Path folder;
    private final Path writing;
    private final Disk disk;

    private FolderStore(Path folder) throws IOException {
        this.folder = folder;
        this.writing = folder.resolve(WRITING);
        this.disk = new Disk(folder);
    }

    /// A folder to write to, made when it is missing; nobody but the owner can look in.
    public static FolderStore make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        return new FolderStore(folder.toRealPath());
    }

    /// A folder to read.
    ///
    /// @throws NoSuchFileException when there is none
    public static FolderStore open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NoSuchFileException(folder.toString());
        }
        return new FolderStore(folder.toRealPath());
    }

    @Override
    public SortedMap<String, Long> list() throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !file.startsWith(writing)) {
                    sizes.put(folder.relativize(file).toString(), Files.size(file));
                }
            }
        }
        return sizes;
    }

    @Override
    public InputStream read(String path) throws IOException {
        var file = file(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(path);
        }
        return Files.newInputStream(file);
    }

    @Override
    public boolean add(String path, Path content) throws IOException {
        var file = file(path);
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.createDirectories(writing);
        var unnamed = writing.resolve("one");
        Files.copy(content, unnamed, StandardCopyOption.REPLACE_EXISTING);
        Files.createDirectories(file.getParent());
        Files.move(unnamed, file, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        Files.createDirectories(file(path).getParent());
        DurableFile.replace(file(path), content);
    }

    @Override
    public void move(String from, String to) throws IOException {
        Files.createDirectories(file(to).getParent());
        Files.move(file(from), file(to), StandardCopyOption.ATOMIC_MOVE);
        removeEmptyFolders(file(from));
    }

    /// Overwritten before it goes: it may hold, sealed, what was erased since.
    @Override
    public void delete(String path) throws IOException {
        var file = file(path);
        Shredding.shred(file);
        removeEmptyFolders(file);
    }

    private void removeEmptyFolders(Path file) throws IOException {
        for (var above = file.getParent();
                !above.equals(folder) && isEmpty(above);
                above = above.getParent()) {
            Files.delete(above);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    @Override
    public void sync() throws IOException {
        disk.syncBatch(List.of(folder));
    }

    private Path file(String path) throws IOException {
        var file = folder.resolve(path).normalize();
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw new IOException("a path that leads out of the backup");
        }
        return file;
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(writing.resolve("one"));
        Files.deleteIfExists(writing);
        disk.close();
    }
}
