package org.haetae.extract;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.haetae.extract.worker.Frame;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// Reads the frames of a process that may have been taken over by a hostile file.
///
/// Lengths are checked before memory is taken for them, numbers before they are used, and the order
/// of frames before anything is passed on.
final class AnswerReader {
    /// What is said makes no sense in this protocol.
    static final class Garbage extends Exception {
        Garbage(String message) {
            super(message);
        }
    }

    /// A limit that the process should have kept was passed.
    static final class OverLimit extends Exception {
        OverLimit(String message) {
            super(message);
        }
    }

    /// What a verdict says.
    record Answer(
            int number,
            Outcome outcome,
            long micros,
            String reason,
            String tool,
            String toolVersion) {}

    private static final int SMALL = 64 << 10;
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final ImageKind[] IMAGES = ImageKind.values();

    private final DataInputStream in;
    private final byte[] small = new byte[SMALL];
    private Frame frame = Frame.HELLO;
    private ByteBuffer payload = ByteBuffer.allocate(0);

    AnswerReader(DataInputStream in) {
        this.in = in;
    }

    /// Reads the next frame whole.
    Frame next() throws IOException, Garbage {
        int code = in.readUnsignedByte();
        Frame known = Frame.of(code);
        if (known == null) {
            throw new Garbage("a frame of kind %d".formatted(code));
        }
        int length = in.readInt();
        if (length < 0 || length > known.cap()) {
            throw new Garbage(
                    "%s of %d bytes, the cap is %d".formatted(known, length, known.cap()));
        }
        byte[] bytes = length <= SMALL ? small : new byte[length];
        in.readFully(bytes, 0, length);
        frame = known;
        payload = ByteBuffer.wrap(bytes, 0, length);
        return known;
    }

    void hello() throws Garbage {
        if (frame != Frame.HELLO || payload.remaining() != 4) {
            throw new Garbage("%s instead of hello".formatted(frame));
        }
        int protocol = payload.getInt();
        if (protocol != Frame.PROTOCOL) {
            throw new Garbage("protocol %d, expected %d".formatted(protocol, Frame.PROTOCOL));
        }
    }

    /// What the frame just read says as a verdict.
    Answer verdict() throws Garbage {
        try {
            int number = payload.getInt();
            int outcome = payload.get();
            if (outcome < 0 || outcome >= OUTCOMES.length) {
                throw new Garbage("outcome %d".formatted(outcome));
            }
            Answer answer =
                    new Answer(
                            number,
                            OUTCOMES[outcome],
                            payload.getLong(),
                            text(Frame.REASON_BYTES),
                            text(Frame.WORD_BYTES),
                            text(Frame.WORD_BYTES));
            end();
            return answer;
        } catch (BufferUnderflowException tooShort) {
            throw new Garbage("a verdict that is too short");
        }
    }

    /// Passes the frame just read on to the task's receiver.
    void take(Frame kind, Task task) throws Garbage, OverLimit {
        try {
            switch (kind) {
                case METADATA -> metadata(task);
                case MEDIA_TYPE -> {
                    between(task);
                    String type = text(Frame.WORD_BYTES);
                    end();
                    give(task, () -> task.receiver.mediaType(type));
                }
                case PAGE -> page(task);
                case PART -> part(task);
                case DATA -> data(task);
                case PART_END -> partEnd(task);
                case IMAGE -> image(task);
                case HELLO, VERDICT, PULSE ->
                        throw new Garbage("%s in the middle of a job".formatted(kind));
            }
        } catch (BufferUnderflowException tooShort) {
            throw new Garbage("%s that is too short".formatted(kind));
        }
    }

    private void metadata(Task task) throws Garbage, OverLimit {
        between(task);
        String key = text(Frame.WORD_BYTES);
        String value = text(task.job.limits().metadataBytes());
        end();
        if (!task.allowance.metadata()) {
            throw new OverLimit("too much metadata");
        }
        give(task, () -> task.receiver.metadata(key, value));
    }

    private void page(Task task) throws Garbage, OverLimit {
        between(task);
        int number = payload.getInt();
        String label = textOrNone(Frame.WORD_BYTES);
        int bytes = payload.remaining() - 4;
        String text = text(Frame.PAGE_BYTES);
        end();
        if (number < 1) {
            throw new Garbage("page %d".formatted(number));
        }
        check(task.allowance.page(bytes));
        give(task, () -> task.receiver.page(number, text, label));
    }

    private void part(Task task) throws Garbage, OverLimit {
        between(task);
        String path = text(Frame.PATH_BYTES);
        String name = text(Frame.PATH_BYTES);
        String type = textOrNone(Frame.WORD_BYTES);
        boolean dated = payload.get() != 0;
        long millis = payload.getLong();
        end();
        check(task.allowance.part(task.job.hints().depth()));
        PartHeader header =
                new PartHeader(path, name, type, dated ? Instant.ofEpochMilli(millis) : null);
        task.part = OutputStream.nullOutputStream();
        give(task, () -> task.part = task.receiver.part(header));
    }

    private void data(Task task) throws Garbage, OverLimit {
        OutputStream part = task.part;
        if (part == null) {
            throw new Garbage("bytes of no part");
        }
        int length = payload.remaining();
        check(task.allowance.output(length));
        give(task, () -> part.write(payload.array(), 0, length));
    }

    private void partEnd(Task task) throws Garbage {
        OutputStream part = task.part;
        if (part == null) {
            throw new Garbage("the end of no part");
        }
        // From here on it is whole, even should closing fail: then our own side has failed.
        if (task.failure == null) {
            task.part = null;
            give(task, part::close);
        } else {
            cutQuietly(task);
        }
    }

    /// Our side has failed already; what is open is let go of without another word.
    static void cutQuietly(Task task) {
        try {
            task.cutPart();
        } catch (IOException | RuntimeException again) {
            Throwable first = task.failure;
            if (first != null && first != again) {
                first.addSuppressed(again);
            }
        }
    }

    private void image(Task task) throws Garbage, OverLimit {
        between(task);
        int kind = payload.get();
        int page = payload.getInt();
        int width = payload.getInt();
        int height = payload.getInt();
        if (kind < 0 || kind >= IMAGES.length || page < 0) {
            throw new Garbage("a picture of kind %d of page %d".formatted(kind, page));
        }
        byte[] encoded = new byte[payload.remaining()];
        payload.get(encoded);
        check(task.allowance.image(width, height, encoded.length));
        give(task, () -> task.receiver.image(IMAGES[kind], page, width, height, encoded));
    }

    private static void between(Task task) throws Garbage {
        if (task.part != null) {
            throw new Garbage("something else in the middle of a part");
        }
    }

    private static void check(@Nullable String over) throws OverLimit {
        if (over != null) {
            throw new OverLimit(over);
        }
    }

    private void end() throws Garbage {
        if (payload.hasRemaining()) {
            throw new Garbage("%s with %d bytes too many".formatted(frame, payload.remaining()));
        }
    }

    private String text(int most) throws Garbage {
        String text = textOrNone(most);
        if (text == null) {
            throw new Garbage("%s with a text missing".formatted(frame));
        }
        return text;
    }

    private @Nullable String textOrNone(int most) throws Garbage {
        int length = payload.getInt();
        if (length == -1) {
            return null;
        }
        if (length < 0 || length > most || length > payload.remaining()) {
            throw new Garbage("a text of %d bytes in %s".formatted(length, frame));
        }
        String text =
                new String(payload.array(), payload.position(), length, StandardCharsets.UTF_8);
        payload.position(payload.position() + length);
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }

    /// One step of a receiver.
    private interface Step {
        void take() throws IOException;
    }

    /// A failure of our own side ends the job, never the worker.
    private static void give(Task task, Step step) {
        if (task.failure != null) {
            return;
        }
        task.something = true;
        try {
            step.take();
        } catch (IOException | RuntimeException ours) {
            task.failure = ours;
        }
    }
}
