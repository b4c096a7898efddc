package org.haetae.home;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Writing a small file so that, whatever happens, it is there whole or as it was before.
public final class DurableFile {

    private DurableFile() {}

    /// Puts these bytes in the place of whatever stood at the path, readable by the owner only.
    /// When this returns, they are on disk under that name. An `IOException` means that the fate of
    /// the write is unknown: stop, do not try again.
    public static void replace(Path file, byte[] content) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        Path unfinished = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var out =
                FileChannel.open(unfinished, Set.of(CREATE, WRITE, TRUNCATE_EXISTING), ownerOnly)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            // A crash before this line leaves an unfinished file beside the old one, which stays
            // valid.
            out.force(true);
        }
        Files.move(unfinished, file, ATOMIC_MOVE);
        // A crash here leaves either name in the directory, and each names whole content.
        syncDirectory(directory);
    }

    /// Makes names given in this directory survive a power cut.
    public static void syncDirectory(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }
}
