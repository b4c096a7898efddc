package org.haetae.extract.worker;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// One file being read: what was asked, what it may take, and where the results go.
final class FileJob {
    private static final int PATH_BYTES = 4_000;

    final Content content;
    final Hints hints;
    final Limits limits;
    final Sink sink;
    final Pages pages;
    final Facts facts;
    private final long softEnd;
    private final Set<String> paths = new HashSet<>();
    private final Map<String, Integer> repeated = new HashMap<>();
    private final Set<String> read = new HashSet<>();
    private final Set<Long> handedOut = new HashSet<>();
    private int parts;
    private boolean depthReached;

    FileJob(Content content, Hints hints, Limits limits, Sink sink) {
        this.content = content;
        this.hints = hints;
        this.limits = limits;
        this.sink = sink;
        this.pages = new Pages(sink);
        this.facts = new Facts(sink);
        // Leaves a tenth of the time for saying what was read before the process is killed.
        this.softEnd = System.nanoTime() + limits.wall().toNanos() / 10 * 9;
    }

    /// Whether the time is nearly used up: a reader stops here by itself and keeps what it has.
    boolean overTime() {
        return System.nanoTime() - softEnd > 0;
    }

    /// Whether a file at this depth may still be unfolded.
    boolean unfolds() {
        if (hints.depth() >= limits.depth()) {
            depthReached = true;
            return false;
        }
        return true;
    }

    /// Whether parts were withheld because this file lies at the depth limit.
    boolean depthReached() {
        return depthReached;
    }

    /// Notes that a reader has read this member of the container, so that it is no part.
    void read(String member) {
        read.add(member);
    }

    boolean wasRead(String member) {
        return read.contains(member);
    }

    /// Whether a part with these bytes was handed out, told by CRC-32 and length: enough to know a
    /// member again that a reader handed out under a name of its own.
    boolean wasHandedOut(long crc, long length) {
        return handedOut.contains(key(crc, length));
    }

    private static long key(long crc, long length) {
        return crc | length << 32;
    }

    /// How many parts were handed out.
    int parts() {
        return parts;
    }

    /// Writes the bytes of one part.
    @FunctionalInterface
    interface Body {
        void writeTo(OutputStream out) throws Exception;
    }

    /// Hands out one part, unless this file lies at the depth limit.
    ///
    /// @param path where it lies in its container; hostile, becomes a visible name and nothing else
    /// @return whether it was handed out
    /// @throws Exception from the body: the part is then cut short, and the container's verdict
    ///   must say so
    boolean part(String path, @Nullable String mediaType, @Nullable Instant modified, Body body)
            throws Exception {
        if (!unfolds()) {
            return false;
        }
        String visible = distinct(Clean.cut(Clean.name(path.replace('\\', '/')), PATH_BYTES));
        String trimmed =
                visible.endsWith("/") ? visible.substring(0, visible.length() - 1) : visible;
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        parts++;
        try (Counted out =
                new Counted(sink.part(new PartHeader(visible, name, mediaType, modified)))) {
            body.writeTo(out);
            handedOut.add(key(out.crc.getValue(), out.length));
        }
        return true;
    }

    /// A part whose bytes come from a stream.
    boolean part(
            String path, @Nullable String mediaType, @Nullable Instant modified, InputStream bytes)
            throws Exception {
        return part(path, mediaType, modified, out -> copy(bytes, out));
    }

    /// A path that no part of this file has yet: the second `memo.txt` is `memo (2).txt`. Parts
    /// come in the order of the file, so each reading names them alike.
    private String distinct(String path) {
        if (paths.add(path)) {
            return path;
        }
        int name = path.lastIndexOf('/') + 1;
        int dot = path.lastIndexOf('.');
        int at = dot <= name || dot < path.length() - 10 ? path.length() : dot;
        for (int number = repeated.getOrDefault(path, 1) + 1; ; number++) {
            String other = path.substring(0, at) + " (" + number + ")" + path.substring(at);
            if (paths.add(other)) {
                repeated.put(path, number);
                return other;
            }
        }
    }

    /// The bytes of a part as they pass.
    private static final class Counted extends FilterOutputStream {
        private final CRC32 crc = new CRC32();
        private long length;

        private Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            crc.update(b);
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            crc.update(bytes, offset, count);
            length += count;
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }
}
