package org.haetae.extract.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A [Sink] that sends everything to the parent as it comes, and stops the reader at the limits.
final class FrameSink implements Sink {
    private static final int IMAGE_HEAD = 13;

    private final FrameOutput output;
    private final Limits limits;
    private final Hints hints;
    private final Allowance allowance;
    private @Nullable PartOutput part;
    private @Nullable LimitReached reached;
    private @Nullable String leftOut;

    FrameSink(FrameOutput output, Order order, long inputBytes) {
        this.output = output;
        this.limits = order.limits();
        this.hints = order.hints();
        this.allowance = new Allowance(order.limits(), inputBytes);
    }

    /// The limit that ended the reading, if one did.
    @Nullable LimitReached reached() {
        return reached;
    }

    /// What was left out without ending the reading, if anything was.
    @Nullable String leftOut() {
        return leftOut;
    }

    @Override
    public void metadata(String key, String value) {
        endPart();
        if (!allowance.metadata()) {
            leftOut = "more than %,d metadata values".formatted(limits.metadataValues());
            return;
        }
        byte[] name = Order.cut(key, Frame.WORD_BYTES);
        byte[] text = Order.cut(value, limits.metadataBytes());
        output.send(Frame.METADATA, Payload.of(name, text));
    }

    @Override
    public void mediaType(String type) {
        endPart();
        output.send(Frame.MEDIA_TYPE, Payload.of(Order.cut(type, Frame.WORD_BYTES)));
    }

    @Override
    public void page(int number, String text, @Nullable String label) {
        endPart();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Frame.PAGE_BYTES) {
            bytes = Order.cut(text, Frame.PAGE_BYTES);
            leftOut = "page %d is cut at %,d MB".formatted(number, Frame.PAGE_BYTES >> 20);
        }
        check(allowance.page(bytes.length));
        byte[] name = label == null ? null : Order.cut(label, Frame.WORD_BYTES);
        ByteBuffer head = ByteBuffer.allocate(12 + (name == null ? 0 : name.length));
        head.putInt(number);
        Payload.put(head, name);
        head.putInt(bytes.length);
        output.send(Frame.PAGE, head.array(), bytes, 0, bytes.length);
    }

    @Override
    public OutputStream part(PartHeader header) {
        endPart();
        check(allowance.part(hints.depth()));
        byte[] path = Order.cut(header.path(), Frame.PATH_BYTES);
        byte[] name = Order.cut(header.name(), Frame.PATH_BYTES);
        byte[] type =
                header.mediaType() == null ? null : Order.cut(header.mediaType(), Frame.WORD_BYTES);
        ByteBuffer payload =
                ByteBuffer.allocate(
                        21 + path.length + name.length + (type == null ? 0 : type.length));
        Payload.put(payload, path);
        Payload.put(payload, name);
        Payload.put(payload, type);
        payload.put((byte) (header.modified() == null ? 0 : 1));
        payload.putLong(header.modified() == null ? 0 : millis(header.modified()));
        output.send(Frame.PART, payload.array());
        PartOutput opened = new PartOutput();
        part = opened;
        return opened;
    }

    @Override
    public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
        endPart();
        check(allowance.image(width, height, encoded.length));
        if (encoded.length > Frame.IMAGE_BYTES) {
            leftOut =
                    "the picture of page %d is larger than %,d MB"
                            .formatted(page, Frame.IMAGE_BYTES >> 20);
            return;
        }
        ByteBuffer head = ByteBuffer.allocate(IMAGE_HEAD);
        head.put((byte) kind.ordinal()).putInt(page).putInt(width).putInt(height);
        output.send(Frame.IMAGE, head.array(), encoded, 0, encoded.length);
    }

    /// Ends the part under way. One that a limit cut is left open: the parent then knows that it is
    /// not whole.
    void endPart() {
        if (part != null) {
            part.close();
        }
    }

    private void check(@Nullable String over) {
        if (over != null) {
            LimitReached limit = new LimitReached(over);
            reached = limit;
            throw limit;
        }
    }

    private static long millis(java.time.Instant time) {
        try {
            return time.toEpochMilli();
        } catch (ArithmeticException beyondReason) {
            return 0;
        }
    }

    /// The bytes of one part, in frames of a useful size.
    private final class PartOutput extends OutputStream {
        private final byte[] gathered = new byte[16 << 10];
        private int filled;
        private boolean closed;
        private boolean cut;

        @Override
        public void write(int b) throws IOException {
            if (filled == gathered.length) {
                pass();
            }
            requireOpen();
            gathered[filled++] = (byte) b;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, bytes.length);
            requireOpen();
            if (length <= gathered.length - filled) {
                System.arraycopy(bytes, from, gathered, filled, length);
                filled += length;
                return;
            }
            pass();
            for (int at = from, left = length; left > 0; ) {
                int step = Math.min(left, Frame.DATA.cap());
                count(step);
                output.send(Frame.DATA, NOTHING, bytes, at, step);
                at += step;
                left -= step;
            }
        }

        @Override
        public void close() {
            if (!closed) {
                if (!cut) {
                    pass();
                    output.send(Frame.PART_END);
                }
                closed = true;
                if (part == this) {
                    part = null;
                }
            }
        }

        private void pass() {
            if (filled > 0) {
                count(filled);
                output.send(Frame.DATA, NOTHING, gathered, 0, filled);
                filled = 0;
            }
        }

        private void count(int bytes) {
            String over = allowance.output(bytes);
            if (over != null) {
                cut = true;
                filled = 0;
                check(over);
            }
        }

        private void requireOpen() throws IOException {
            if (closed) {
                throw new IOException("this part is closed");
            }
        }
    }

    private static final byte[] NOTHING = {};

    /// Payloads made of strings.
    static final class Payload {
        private Payload() {}

        static byte[] of(byte @Nullable []... texts) {
            int size =
                    Arrays.stream(texts)
                            .mapToInt(text -> 4 + (text == null ? 0 : text.length))
                            .sum();
            ByteBuffer payload = ByteBuffer.allocate(size);
            for (byte[] text : texts) {
                put(payload, text);
            }
            return payload.array();
        }

        static void put(ByteBuffer to, byte @Nullable [] text) {
            if (text == null) {
                to.putInt(-1);
            } else {
                to.putInt(text.length).put(text);
            }
        }
    }
}
