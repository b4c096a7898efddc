package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Archives made here by the published descriptions of their formats, byte for byte.
class SystemArchiveTest {
    private static final byte[] WORDS = "stored words".getBytes(StandardCharsets.UTF_8);
    private static final int STORED = 0;
    private static final int PACKED = 3;

    @TempDir Path folder;

    @BeforeAll
    static void isInstalled() {
        assumeTrue(Disc.canBeWritten(), "libarchive is not installed");
    }

    // ---- RAR 5

    @Test
    void aStoredFileIsAPart() throws Exception {
        Collected read = Collected.read("a.rar", rar(file("증언.txt", STORED, false, WORDS)));
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.verdict.tool()).isEqualTo("libarchive");
        assertThat(read.verdict.toolVersion()).matches("3\\.\\d+.*");
        assertThat(read.part("증언.txt")).isEqualTo(WORDS);
    }

    @Test
    void aPackedFileIsUnpackedWithLiteralsAndRepetitions() throws Exception {
        byte[] words = "세 사람 aaaaaaaaaaaa".getBytes(StandardCharsets.UTF_8);
        Collected read = Collected.read("a.rar", rar(file("진술/packed.txt", PACKED, false, words)));
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.part("진술/packed.txt")).isEqualTo(words);
    }

    @Test
    void aPasswordOnTheFilesOrOnTheWholeIsALock() throws Exception {
        assertThat(Collected.read("a.rar", rar(file("shut.txt", STORED, true, WORDS))).outcome())
                .isEqualTo(Outcome.LOCKED);
        byte[] cipher = {0, 0, 15, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
        assertThat(Collected.read("a.rar", rar(block(4, 0, cipher, new byte[0]))).outcome())
                .isEqualTo(Outcome.LOCKED);
        Collected mixed =
                Collected.read(
                        "a.rar",
                        rar(
                                file("shut.txt", STORED, true, WORDS),
                                file("open.txt", STORED, false, WORDS)));
        assertThat(mixed.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(mixed.verdict.reason())
                .isEqualTo("of 2 files 1 need a password and 0 are damaged");
        assertThat(mixed.partPaths()).containsExactly("open.txt");
        assertThat(mixed.facts.get("raw:locked")).containsExactly("shut.txt");
    }

    @Test
    void cutOrRottenAnywhereItHasAnOutcome() throws Exception {
        byte[] whole =
                rar(file("a.txt", STORED, false, WORDS), file("b.txt", PACKED, false, WORDS));
        for (int at = 8; at < whole.length; at++) {
            Collected cut = Collected.read("a.rar", Arrays.copyOf(whole, at));
            assertThat(cut.outcome()).as("cut at " + at).isNotEqualTo(Outcome.FAILED);
            byte[] rotten = whole.clone();
            rotten[at] ^= (byte) 0xff;
            assertThat(Collected.read("a.rar", rotten).outcome())
                    .as("rotten at " + at)
                    .isNotEqualTo(Outcome.FAILED);
        }
        Collected half = Collected.read("a.rar", Arrays.copyOf(whole, whole.length - 30));
        assertThat(half.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(half.part("a.txt")).isEqualTo(WORDS);
    }

    private static byte[] rar(byte[]... blocks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("Rar!\u001a\u0007\u0001\u0000".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(block(1, 0, new byte[] {0}, new byte[0]));
        for (byte[] block : blocks) {
            out.writeBytes(block);
        }
        out.writeBytes(block(5, 0, new byte[] {0}, new byte[0]));
        return out.toByteArray();
    }

    private static byte[] file(String name, int method, boolean enciphered, byte[] words) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(words);
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        // The checksum of the bytes is there.
        fields.write(4);
        fields.write(words.length);
        fields.write(0);
        fields.writeBytes(little(4, crc.getValue()));
        number(fields, method << 7);
        fields.write(1);
        fields.write(utf8.length);
        fields.writeBytes(utf8);
        if (enciphered) {
            // Size, kind, version, flags, rounds, salt and start value.
            fields.write(36);
            fields.write(1);
            fields.writeBytes(new byte[] {0, 0, 15});
            fields.writeBytes(new byte[32]);
        }
        byte[] data = method == STORED ? words : packed(words);
        return block(2, enciphered ? 37 : 0, fields.toByteArray(), data);
    }

    private static byte[] block(int type, int extra, byte[] fields, byte[] data) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.write(type);
        head.write((extra > 0 ? 1 : 0) | (data.length > 0 ? 2 : 0));
        if (extra > 0) {
            head.write(extra);
        }
        if (data.length > 0) {
            number(head, data.length);
        }
        head.writeBytes(fields);
        ByteArrayOutputStream summed = new ByteArrayOutputStream();
        number(summed, head.size());
        summed.writeBytes(head.toByteArray());
        CRC32 crc = new CRC32();
        crc.update(summed.toByteArray());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(little(4, crc.getValue()));
        out.writeBytes(summed.toByteArray());
        out.writeBytes(data);
        return out.toByteArray();
    }

    /// One block of literals of nine bits, and of repetitions of the byte before.
    private static byte[] packed(byte[] words) {
        Bits bits = new Bits();
        // Lengths of the code in which the lengths of codes are written: 0, 1 and 9 occur.
        for (int symbol = 0; symbol < 20; symbol++) {
            bits.write(symbol == 0 ? 1 : symbol == 1 || symbol == 9 ? 2 : 0, 4);
        }
        // 306 symbols of the main code, 64 of distances, 16 of their low bits, 44 of lengths.
        for (int symbol = 0; symbol < 430; symbol++) {
            if (symbol < 256 || symbol == 265) {
                bits.write(0b11, 2);
            } else if (symbol == 306) {
                bits.write(0b10, 2);
            } else {
                bits.write(0, 1);
            }
        }
        for (int at = 0; at < words.length; ) {
            boolean again = at > 0 && at + 5 <= words.length;
            for (int i = 0; again && i < 5; i++) {
                again = words[at + i] == words[at - 1];
            }
            if (again) {
                // Five bytes from one byte before.
                bits.write(256, 9);
                bits.write(0, 1);
                at += 5;
            } else {
                bits.write(words[at++] & 0xff, 9);
            }
        }
        int rest = bits.used();
        byte[] data = bits.bytes();
        int flags = 0x80 | 0x40 | 1 << 3 | (rest - 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(flags);
        out.write(0x5a ^ flags ^ data.length & 0xff ^ data.length >> 8);
        out.writeBytes(little(2, data.length));
        out.writeBytes(data);
        return out.toByteArray();
    }

    /// Bits, the highest of a byte first.
    private static final class Bits {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private int open;
        private int used;

        void write(int value, int width) {
            for (int bit = width - 1; bit >= 0; bit--) {
                open = open << 1 | value >> bit & 1;
                if (++used == 8) {
                    out.write(open);
                    open = 0;
                    used = 0;
                }
            }
        }

        /// How many bits of the last byte are in use, of 8.
        int used() {
            return used == 0 ? 8 : used;
        }

        byte[] bytes() {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.writeBytes(out.toByteArray());
            if (used > 0) {
                whole.write(open << 8 - used);
            }
            return whole.toByteArray();
        }
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int left = value;
        while (left > 0x7f) {
            out.write(left & 0x7f | 0x80);
            left >>= 7;
        }
        out.write(left);
    }

    private static byte[] little(int length, long value) {
        return Arrays.copyOf(
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(),
                length);
    }

    // ---- Others

    @Test
    void aCabinetIsUnpacked() throws Exception {
        byte[] name = "지시문.txt".getBytes(StandardCharsets.UTF_8);
        int entry = 36 + 8 + 16 + name.length + 1;
        ByteBuffer cab =
                ByteBuffer.allocate(entry + 8 + WORDS.length).order(ByteOrder.LITTLE_ENDIAN);
        cab.put("MSCF".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(cab.capacity());
        cab.putInt(0).putInt(44).putInt(0).put((byte) 3).put((byte) 1);
        cab.putShort((short) 1).putShort((short) 1).putShort((short) 0).putInt(0);
        cab.putInt(entry).putShort((short) 1).putShort((short) 0);
        // The name is UTF-8.
        cab.putInt(WORDS.length).putInt(0).putShort((short) 0).putInt(0).putShort((short) 0x80);
        cab.put(name).put((byte) 0);
        cab.putInt(0).putShort((short) WORDS.length).putShort((short) WORDS.length).put(WORDS);
        Collected read = Collected.read("a.cab", cab.array());
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.part("지시문.txt")).isEqualTo(WORDS);
    }

    @Test
    void anArchiveByLhaIsUnpackedWithNamesOfItsOwnTimeAndPlace() throws Exception {
        byte[] name = "수용소 경비대 명령서.txt".getBytes(Charset.forName("MS949"));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        head.writeBytes("-lh0-".getBytes(StandardCharsets.US_ASCII));
        head.writeBytes(little(4, WORDS.length));
        head.writeBytes(little(4, WORDS.length));
        head.writeBytes(little(4, 0x5a215a21));
        head.write(0x20);
        head.write(0);
        head.write(name.length);
        head.writeBytes(name);
        head.writeBytes(little(2, crc16(WORDS)));
        int sum = 0;
        for (byte each : head.toByteArray()) {
            sum += each & 0xff;
        }
        ByteArrayOutputStream lha = new ByteArrayOutputStream();
        lha.write(head.size());
        lha.write(sum);
        lha.writeBytes(head.toByteArray());
        lha.writeBytes(WORDS);
        lha.write(0);
        Collected read = Collected.read("a.lzh", lha.toByteArray());
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.part("수용소 경비대 명령서.txt")).isEqualTo(WORDS);
    }

    private static int crc16(byte[] bytes) {
        int crc = 0;
        for (byte each : bytes) {
            crc ^= each & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) != 0 ? crc >> 1 ^ 0xa001 : crc >> 1;
            }
        }
        return crc;
    }

    @Test
    void theImageOfADiscIsUnpackedWithItsFoldersAndLongNames() throws Exception {
        Path image = folder.resolve("disc.iso");
        Disc.write(image, "자료/길고 긴 이름의 진술서.txt", WORDS);
        Collected read = Collected.read("disc.iso", Files.readAllBytes(image));
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.part("자료/길고 긴 이름의 진술서.txt")).isEqualTo(WORDS);
    }

    @Test
    void aDiscThatWasCutShortIsNotReadWhole() throws Exception {
        Path image = folder.resolve("disc.iso");
        Disc.write(image, "a.bin", new byte[100_000]);
        byte[] whole = Files.readAllBytes(image);
        Collected cut = Collected.read("disc.iso", Arrays.copyOf(whole, whole.length - 320_000));
        assertThat(cut.outcome()).isIn(Outcome.PARTIAL, Outcome.DAMAGED);
    }
}
