package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One file being read: what was asked, what it may take, and where the results go.
final class FileJob {
    final Content content;
    final Hints hints;
    final Limits limits;
    final Sink sink;
    final Pages pages;
    final Facts facts;
    private final long softEnd;
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
        String visible = Clean.cut(Clean.name(path.replace('\\', '/')), 4_000);
        String trimmed =
                visible.endsWith("/") ? visible.substring(0, visible.length() - 1) : visible;
        String name = trimmed.substring(trimmed.lastIndexOf('/') + 1);
        parts++;
        try (OutputStream out = sink.part(new PartHeader(visible, name, mediaType, modified))) {
            body.writeTo(out);
        }
        return true;
    }

    /// A part whose bytes come from a stream.
    boolean part(
            String path, @Nullable String mediaType, @Nullable Instant modified, InputStream bytes)
            throws Exception {
        return part(path, mediaType, modified, out -> copy(bytes, out));
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }
}
