package org.haetae.extract.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// Frames on their way out, gathered so that many small ones cost one write.
///
/// Frames are put whole under a lock, so the pulse may come between two of them but never inside.
final class FrameOutput {
    private static final byte[] NOTHING = {};

    private final OutputStream out;
    private final byte[] buffer = new byte[128 << 10];
    private int filled;

    FrameOutput(OutputStream out) {
        this.out = out;
    }

    void send(Frame frame) {
        send(frame, NOTHING, NOTHING, 0, 0);
    }

    void send(Frame frame, byte[] payload) {
        send(frame, payload, NOTHING, 0, 0);
    }

    /// One frame, its payload in two pieces so that large ones need not be copied together.
    synchronized void send(Frame frame, byte[] head, byte[] body, int from, int length) {
        int payload = head.length + length;
        if (payload > frame.cap()) {
            throw new IllegalStateException(
                    "frame %s of %d bytes, cap is %d".formatted(frame, payload, frame.cap()));
        }
        if (filled + 5 + payload > buffer.length) {
            flush();
        }
        ByteBuffer.wrap(buffer).position(filled).put(frame.code()).putInt(payload);
        filled += 5;
        if (filled + payload <= buffer.length) {
            System.arraycopy(head, 0, buffer, filled, head.length);
            System.arraycopy(body, from, buffer, filled + head.length, length);
            filled += payload;
        } else {
            System.arraycopy(head, 0, buffer, filled, head.length);
            filled += head.length;
            flush();
            write(body, from, length);
        }
    }

    synchronized void flush() {
        if (filled > 0) {
            int length = filled;
            filled = 0;
            write(buffer, 0, length);
        }
    }

    private void write(byte[] bytes, int from, int length) {
        try {
            out.write(bytes, from, length);
        } catch (IOException gone) {
            // Nobody listens any more: there is nothing left to work for.
            throw new UncheckedIOException(gone);
        }
    }
}
