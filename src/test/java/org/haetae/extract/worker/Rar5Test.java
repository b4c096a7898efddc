package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Rar5Test {
    private static final byte[] WORDS = "stored words".getBytes(StandardCharsets.UTF_8);

    @Test
    void aStoredFileIsAPart() throws Exception {
        Collected read = Collected.read("a.rar", archive(file("증언.txt", 0, false)));
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.part("증언.txt")).isEqualTo(WORDS);
    }

    @Test
    void whatIsPackedIsToldWithItsNameAndWhatToDo() throws Exception {
        Collected read = Collected.read("a.rar", archive(file("packed.txt", 3, false)));
        assertThat(read.outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(read.verdict.reason()).contains("unpack it elsewhere");
        assertThat(read.facts.get("raw:packed")).containsExactly("packed.txt");
        Collected mixed =
                Collected.read(
                        "a.rar",
                        archive(
                                file("packed.txt", 3, false),
                                file("open.txt", 0, false),
                                file("shut.txt", 3, true)));
        assertThat(mixed.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(mixed.verdict.reason()).startsWith("of 3 files 1 are packed");
        assertThat(mixed.partPaths()).containsExactly("open.txt");
    }

    @Test
    void aPasswordOnTheFilesOrOnTheWholeIsALock() throws Exception {
        assertThat(Collected.read("a.rar", archive(file("shut.txt", 3, true))).outcome())
                .isEqualTo(Outcome.LOCKED);
        assertThat(Collected.read("a.rar", archive(block(4, 0, new byte[20], WORDS))).outcome())
                .isEqualTo(Outcome.LOCKED);
    }

    @Test
    void cutOrRottenAnywhereItHasAnOutcome() throws Exception {
        byte[] whole = archive(file("a.txt", 0, false), file("b.txt", 3, false));
        for (int at = 8; at < whole.length; at++) {
            Collected cut = Collected.read("a.rar", Arrays.copyOf(whole, at));
            assertThat(cut.outcome()).as("cut at " + at).isNotEqualTo(Outcome.FAILED);
            byte[] rotten = whole.clone();
            rotten[at] ^= (byte) 0xff;
            assertThat(Collected.read("a.rar", rotten).outcome())
                    .as("rotten at " + at)
                    .isNotEqualTo(Outcome.FAILED);
        }
    }

    private static byte[] archive(byte[]... blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("Rar!\u001a\u0007\u0001\u0000".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(block(1, 0, new byte[] {0}, new byte[0]));
        for (byte[] block : blocks) {
            out.writeBytes(block);
        }
        out.writeBytes(block(5, 0, new byte[] {0}, new byte[0]));
        return out.toByteArray();
    }

    private static byte[] file(String name, int method, boolean enciphered) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        fields.write(0);
        fields.write(WORDS.length);
        fields.write(0);
        number(fields, method << 7);
        fields.write(1);
        fields.write(utf8.length);
        fields.writeBytes(utf8);
        if (enciphered) {
            fields.writeBytes(new byte[] {3, 1, 0, 0});
        }
        return block(2, enciphered ? 4 : 0, fields.toByteArray(), WORDS);
    }

    private static byte[] block(int type, int extra, byte[] fields, byte[] data) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(type);
        head.write((extra > 0 ? 1 : 0) | (data.length > 0 ? 2 : 0));
        if (extra > 0) {
            head.write(extra);
        }
        if (data.length > 0) {
            head.write(data.length);
        }
        head.writeBytes(fields);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[4]);
        number(out, head.size());
        out.writeBytes(head.toByteArray());
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>= 7;
        }
        out.write(left);
    }
}
