package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Hwp3Test {
    @Test
    void everyModernSyllableIsComposedOfItsBits() {
        int next = 0xac00;
        for (int lead = 2; lead <= 20; lead++) {
            for (int vowel :
                    new int[] {
                        3, 4, 5, 6, 7, 10, 11, 12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 26, 27, 28,
                        29
                    }) {
                for (int tail = 1; tail <= 29; tail++) {
                    if (tail != 18) {
                        int code = 0x8000 | lead << 10 | vowel << 5 | tail;
                        assertThat(Hwp3.letter(code)).isEqualTo(String.valueOf((char) next++));
                    }
                }
            }
        }
        assertThat(next).isEqualTo(0xd7a4);
    }

    @Test
    void hanjaSignsAndLatinHaveTheirPlaces() {
        assertThat(Hwp3.letter(0x4000)).isEqualTo("伽");
        assertThat(Hwp3.letter(0x42c2)).isEqualTo("金");
        assertThat(Hwp3.letter(0x5317)).isEqualTo("詰");
        assertThat(Hwp3.letter(0x3402)).isEqualTo("、");
        assertThat(Hwp3.letter(0x3521)).isEqualTo("ㄱ");
        assertThat(Hwp3.letter(0x3761)).isEqualTo("А");
        assertThat(Hwp3.letter(0x2e01)).isEqualTo("①");
        assertThat(Hwp3.letter('A')).isEqualTo("A");
        assertThat(Hwp3.letter(0x8802)).isEqualTo("\ufffd");
    }

    @Test
    void theWordsOfARealDocumentAreRead() throws Exception {
        Collected read = Corpus.read("formats/tika/testHWP_3.0.hwp");
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.text()).isNotBlank();
    }

    @Test
    void wordsInTablesAndNotesAreReadInTheirPlaces() throws Exception {
        Collected read = Collected.read("a.hwp", document(false));
        assertThat(read.outcome()).as(read.verdict.toString()).isEqualTo(Outcome.READ);
        assertThat(read.text().strip())
                .isEqualTo("before\ncell one\ncell two\n\nafter\nnote\n\nend");
        assertThat(read.part("BinData/a.png")).isEqualTo(new byte[] {1, 2, 3});
        assertThat(read.fact("title")).isEqualTo("title");
    }

    @Test
    void aPasswordIsALock() throws Exception {
        assertThat(Collected.read("a.hwp", document(true)).outcome()).isEqualTo(Outcome.LOCKED);
    }

    @Test
    void cutOrRottenAnywhereItHasAnOutcomeAndKeepsWhatCameBefore() throws Exception {
        byte[] whole = Corpus.bytes("formats/tika/testHWP_3.0.hwp");
        byte[] plain = document(false);
        Random random = new Random(3);
        for (byte[] file : new byte[][] {whole, plain}) {
            for (int i = 0; i < 60; i++) {
                byte[] rotten = file.clone();
                rotten[160 + random.nextInt(rotten.length - 160)] ^=
                        (byte) (1 << random.nextInt(8));
                assertThat(Collected.read("r.hwp", rotten).outcome()).isNotEqualTo(Outcome.FAILED);
                byte[] cut = Arrays.copyOf(file, 40 + random.nextInt(file.length - 40));
                assertThat(Collected.read("c.hwp", cut).outcome())
                        .as("cut at " + cut.length)
                        .isNotEqualTo(Outcome.FAILED);
            }
        }
        Collected cut = Collected.read("c.hwp", Arrays.copyOf(plain, plain.length - 70));
        assertThat(cut.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(cut.text()).contains("before").contains("cell two");
    }

    private static byte[] document(boolean locked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                Arrays.copyOf(
                        "HWP Document File V3.00 \u001a\1\2\3\4\5"
                                .getBytes(StandardCharsets.ISO_8859_1),
                        30));
        byte[] about = new byte[128];
        about[96] = (byte) (locked ? 1 : 0);
        out.writeBytes(about);
        byte[] summary = new byte[1_008];
        for (int i = 0; i < 5; i++) {
            summary[2 * i] = (byte) "title".charAt(i);
        }
        out.writeBytes(summary);
        out.writeBytes(new byte[16]);
        out.writeBytes(head("before".length() + 5));
        out.writeBytes(letters("before"));
        out.writeBytes(letters("\n"));
        byte[] table = new byte[6 + 84];
        table[6 + 80] = 2;
        out.writeBytes(table);
        out.writeBytes(new byte[54]);
        out.writeBytes(paragraph("cell one"));
        out.writeBytes(new byte[43]);
        out.writeBytes(paragraph("cell two"));
        out.writeBytes(new byte[43]);
        out.writeBytes(new byte[43]);
        out.writeBytes(letters("\r"));
        out.writeBytes(head("after".length() + 5));
        out.writeBytes(letters("after"));
        out.writeBytes(letters("\21"));
        out.writeBytes(new byte[6 + 14]);
        out.writeBytes(paragraph("note"));
        out.writeBytes(new byte[43]);
        out.writeBytes(letters("\r"));
        out.writeBytes(paragraph("end"));
        out.writeBytes(new byte[43]);
        ByteBuffer picture = ByteBuffer.allocate(8 + 35).order(ByteOrder.LITTLE_ENDIAN);
        picture.putInt(1).putInt(35);
        picture.put(Arrays.copyOf("a.png".getBytes(StandardCharsets.US_ASCII), 32));
        picture.put(new byte[] {1, 2, 3});
        out.writeBytes(picture.array());
        return out.toByteArray();
    }

    private static byte[] paragraph(String words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(head(words.length() + 1));
        out.writeBytes(letters(words + "\r"));
        return out.toByteArray();
    }

    /// Head of a paragraph in the shape of the one before.
    private static byte[] head(int letters) {
        ByteBuffer head = ByteBuffer.allocate(43).order(ByteOrder.LITTLE_ENDIAN);
        return head.put((byte) 1).putShort((short) letters).array();
    }

    private static byte[] letters(String words) {
        return words.getBytes(StandardCharsets.UTF_16LE);
    }
}
