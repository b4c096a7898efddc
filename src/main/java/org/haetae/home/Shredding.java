package org.haetae.home;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// Takes a secret file away for good, as far as a file system lets itself be told: its blocks are
/// overwritten and forced before its name goes. What a drive, a snapshot or a copy-on-write file
/// system keeps of older blocks is out of reach; docs/threat-model.md says so.
public final class Shredding {

    private Shredding() {}

    /// A crash leaves the file whole, overwritten, or gone; doing it again finishes.
    public static void shred(Path file) throws IOException {
        try (var channel = FileChannel.open(file, WRITE)) {
            // The same noise again and again: what was there is gone by any.
            var noise = new byte[1 << 16];
            new SecureRandom().nextBytes(noise);
            for (long at = 0, size = channel.size(); at < size; ) {
                var some = (int) Math.min(noise.length, size - at);
                at += channel.write(ByteBuffer.wrap(noise, 0, some), at);
            }
            channel.force(true);
        }
        Files.delete(file);
        DurableFile.syncDirectory(file.toAbsolutePath().getParent());
    }
}
