package org.haetae.home;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What the database server wrote into its log since it was asked to start, and what that says of
/// why it did not.
///
/// @param text whole lines but for the last, which may have been cut off
record ServerSaid(String text) {

    /// A segment of the server's own journal, and a little: what it makes before it is ready.
    private static final long NEEDED_TO_START = 17L << 20;

    private static final int MOST_BYTES = 256 << 10;

    /// @param from how long the log was before
    static ServerSaid since(Path log, long from) throws IOException {
        try (var channel = FileChannel.open(log)) {
            long begin =
                    Math.clamp(
                            channel.size() - MOST_BYTES,
                            Math.min(from, channel.size()),
                            channel.size());
            var bytes = ByteBuffer.allocate((int) (channel.size() - begin));
            channel.position(begin);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Until all is there.
            }
            return new ServerSaid(
                    new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        }
    }

    /// Its last complaint, or else its last line.
    String complaint() {
        return complaints()
                .reduce((first, second) -> second)
                .or(() -> text.lines().reduce((first, second) -> second))
                .orElse("nothing");
    }

    /// Whether it was for want of space on its disk. Little space alone proves nothing: a server
    /// that says what else is the matter is believed. But where there is little, it may be unable
    /// to say so, since its log lies on the same disk.
    ///
    /// @param leftBytes what is left on that disk
    boolean tellsOfNoSpace(long leftBytes) {
        if (complaints().anyMatch(ServerSaid::isOfSpace)) {
            return true;
        }
        boolean cutOff = !text.isEmpty() && !text.endsWith("\n");
        return leftBytes < NEEDED_TO_START && (cutOff || complaints().findAny().isEmpty());
    }

    private Stream<String> complaints() {
        return text.lines().filter(ServerSaid::isComplaint);
    }

    private static boolean isComplaint(String line) {
        return List.of("FATAL:", "PANIC:", "could not", "error:").stream().anyMatch(line::contains);
    }

    /// The system has the same words for a segment of shared memory that it will not give.
    private static boolean isOfSpace(String line) {
        return (line.contains("No space left on") || line.contains("Disk quota exceeded"))
                && !line.contains("shared memory");
    }
}
