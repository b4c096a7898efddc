package org.haetae.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Frame;
import org.haetae.extract.worker.Hints;
import org.junit.jupiter.api.Test;

class AnswerReaderTest {

    private static Task task(Kept kept) {
        return new Task(
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        1_000,
                        () -> new ByteArrayInputStream(new byte[1_000]),
                        Hints.text("", null, 0),
                        JobLimits.STANDARD),
                kept);
    }

    private static byte[] frame(Frame kind, byte[] payload) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(kind.code());
        out.writeInt(payload.length);
        out.write(payload);
        return bytes.toByteArray();
    }

    /// Numbers as they are, texts behind their length, null for none.
    private static byte[] payload(Object... pieces) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        for (Object piece : pieces) {
            switch (piece) {
                case null -> out.writeInt(-1);
                case Integer number -> out.writeInt(number);
                case Long number -> out.writeLong(number);
                case Byte number -> out.write(number);
                case String text -> {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(utf8.length);
                    out.write(utf8);
                }
                default -> throw new IllegalArgumentException(String.valueOf(piece));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] goodAnswer() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(frame(Frame.MEDIA_TYPE, payload("text/plain")));
        bytes.write(frame(Frame.METADATA, payload("title", "제목\0")));
        bytes.write(frame(Frame.PAGE, payload(1, null, "first page")));
        bytes.write(frame(Frame.PAGE, payload(2, "ii", "second page")));
        bytes.write(frame(Frame.PART, payload("a/b", "b", null, (byte) 1, 1_000L)));
        bytes.write(frame(Frame.DATA, new byte[100]));
        bytes.write(frame(Frame.PULSE, new byte[0]));
        bytes.write(frame(Frame.PART_END, new byte[0]));
        bytes.write(frame(Frame.IMAGE, payload((byte) 0, 1, 100, 200, 7)));
        bytes.write(frame(Frame.VERDICT, payload(1, (byte) 0, 5L, "", "tool", "1")));
        return bytes.toByteArray();
    }

    /// Takes in bytes as the pool does; true when they end with a verdict.
    private static boolean take(byte[] bytes, Task task)
            throws IOException, AnswerReader.Garbage, AnswerReader.OverLimit {
        AnswerReader reader =
                new AnswerReader(new DataInputStream(new ByteArrayInputStream(bytes)));
        while (true) {
            Frame frame = reader.next();
            if (frame == Frame.VERDICT) {
                reader.verdict();
                return true;
            }
            if (frame != Frame.PULSE) {
                reader.take(frame, task);
            }
        }
    }

    @Test
    void aGoodAnswerArrives() throws Exception {
        Kept kept = new Kept();
        assertThat(take(goodAnswer(), task(kept))).isTrue();
        assertThat(kept.type).isEqualTo("text/plain");
        assertThat(kept.metadata).containsEntry("title", "제목\uFFFD");
        assertThat(kept.pages).containsExactly("first page", "second page");
        assertThat(kept.parts.getFirst().path()).isEqualTo("a/b");
        assertThat(kept.whole.getFirst()).hasSize(100);
        assertThat(kept.images).containsExactly(4);
    }

    @Test
    void whateverByteIsChangedTheAnswerIsReadOrRefused() throws Exception {
        byte[] good = goodAnswer();
        for (int at = 0; at < good.length; at++) {
            for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff, good[at] ^ 1, good[at] ^ 0x10}) {
                byte[] bad = good.clone();
                bad[at] = (byte) value;
                assertReadOrRefused(bad);
            }
        }
    }

    @Test
    void whereverItIsCutTheAnswerHasEnded() throws Exception {
        byte[] good = goodAnswer();
        for (int length = 0; length < good.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> take(cut, task(new Kept()))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void noiseIsRefused() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] kinds = "hmtpbdeivu".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            for (int at = 0; at + 5 < noise.length; at += 5 + random.nextInt(30)) {
                noise[at] = kinds[random.nextInt(kinds.length)];
                noise[at + 1] = 0;
                noise[at + 2] = 0;
                noise[at + 3] = 0;
                noise[at + 4] &= 0x1f;
            }
            try {
                assertReadOrRefused(noise);
            } catch (RuntimeException | Error unexpected) {
                throw new AssertionError("seed %d, round %d".formatted(seed, round), unexpected);
            }
        }
    }

    private static void assertReadOrRefused(byte[] bytes) {
        Task task = task(new Kept());
        try {
            take(bytes, task);
        } catch (AnswerReader.Garbage | AnswerReader.OverLimit | IOException refused) {
            // What it is there for.
        }
        assertThat(task.failure).isNull();
    }

    @Test
    void aLengthBeyondTheCapIsRefusedBeforeMemoryIsTaken() throws Exception {
        for (Frame kind : Frame.values()) {
            byte[] head = new byte[5];
            java.nio.ByteBuffer.wrap(head).put(kind.code()).putInt(kind.cap() + 1);
            assertThatThrownBy(() -> take(head, task(new Kept())))
                    .isInstanceOf(AnswerReader.Garbage.class)
                    .hasMessageContaining("the cap is");
        }
    }

    @Test
    void nothingComesBetweenThePiecesOfAPart() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(frame(Frame.PART, payload("a", "a", null, (byte) 0, 0L)));
        bytes.write(frame(Frame.PAGE, payload(1, null, "text")));
        assertThatThrownBy(() -> take(bytes.toByteArray(), task(new Kept())))
                .isInstanceOf(AnswerReader.Garbage.class);
    }
}
