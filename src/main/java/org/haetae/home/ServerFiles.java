package org.haetae.home;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/// The files of the PostgreSQL server that comes with this software, unpacked once for all homes of
/// a user.
final class ServerFiles {

    private ServerFiles() {}

    /// The unpacked server below this directory; unpacks it when it is not there yet. Named by the
    /// packed file's checksum, so that a newer server never lands among an older one's files.
    ///
    /// @return a directory with `bin`, `lib` and `share`
    static Path in(Path directory) throws IOException {
        URL packed = packed();
        Path unpacked = directory.resolve("postgresql-" + checksum(packed));
        if (!Files.isDirectory(unpacked)) {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwxr-xr-x")));
            unpack(packed, unpacked);
        }
        refuseIfOthersCouldChange(unpacked);
        return unpacked;
    }

    /// `$XDG_CACHE_HOME/haetae`, as the XDG base directory specification has it.
    static Path cache() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path base =
                set != null && set.startsWith("/")
                        ? Path.of(set)
                        : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("haetae");
    }

    private static URL packed() {
        String machine = System.getProperty("os.arch");
        @Nullable String name =
                switch (machine) {
                    case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
                    case "aarch64" -> "/postgres-linux-arm_64.txz";
                    default -> null;
                };
        URL found = name == null ? null : ServerFiles.class.getResource(name);
        if (found == null) {
            throw new HomeRefused(
                    "No embedded PostgreSQL for the machine type \"%s\"; there is one for amd64 and aarch64. Set database.url to a PostgreSQL server, 15 or later."
                            .formatted(machine));
        }
        return found;
    }

    private static String checksum(URL packed) throws IOException {
        var connection = packed.openConnection();
        if (connection instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        return Long.toHexString(connection.getContentLengthLong());
    }

    private static void unpack(URL packed, Path unpacked) throws IOException {
        Path unfinished = Files.createTempDirectory(unpacked.getParent(), "unpacking-");
        try (var tar = new TarArchiveInputStream(new XZInputStream(packed.openStream()))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                if (isNeeded(entry)) {
                    place(entry, tar, unfinished);
                }
            }
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            // A crash before this line leaves a folder that nobody looks at; after it, a whole
            // server.
            Files.move(unfinished, unpacked);
            DurableFile.syncDirectory(unpacked.getParent());
        } catch (FileAlreadyExistsException e) {
            delete(unfinished);
        } catch (FileSystemException e) {
            delete(unfinished);
            if (!Files.isDirectory(unpacked)) {
                throw e;
            }
        }
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path directory)
            throws IOException {
        Path target = directory.resolve(entry.getName()).normalize();
        if (!target.startsWith(directory)) {
            throw new IOException("the packed server names a place outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else if (entry.isSymbolicLink()) {
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(target.getParent());
            Files.copy(content, target);
            Files.setPosixFilePermissions(
                    target,
                    PosixFilePermissions.fromString(
                            (entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /// One after the other this takes ten seconds; together the disk writes them in few strokes.
    private static void sync(Path directory) throws IOException {
        List<Callable<Void>> syncs;
        try (var files = Files.walk(directory)) {
            syncs =
                    files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .map(
                                    file ->
                                            (Callable<Void>)
                                                    () -> {
                                                        try (var written =
                                                                FileChannel.open(
                                                                        file,
                                                                        StandardOpenOption.WRITE)) {
                                                            written.force(true);
                                                        }
                                                        return null;
                                                    })
                            .toList();
        }
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (Future<Void> sync : threads.invokeAll(syncs)) {
                sync.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException("writing the server's files to disk", e);
        }
    }

    /// Half of the package is for people who compile against it.
    private static boolean isNeeded(TarArchiveEntry entry) {
        String name = entry.getName();
        return !name.endsWith(".a") && !name.contains("pkgconfig") && !name.contains("libecpg");
    }

    private static void refuseIfOthersCouldChange(Path unpacked) {
        int owner = Ownership.owner(unpacked);
        if (owner != Ownership.self() && owner != Ownership.ROOT
                || (Ownership.mode(unpacked) & 0022) != 0) {
            throw new HomeRefused(
                    "The server's files in %s belong to user %d with mode %04o; others could change them. Delete that directory, it is made again."
                            .formatted(unpacked, owner, Ownership.mode(unpacked)));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
