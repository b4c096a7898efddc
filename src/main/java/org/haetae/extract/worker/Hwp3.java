package org.haetae.extract.worker;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/// HWP 3 documents (1996 to 2000), the format before the compound files of HWP 5: words of the body
/// with its tables, notes, headers and captions, and embedded pictures.
///
/// After the maker's published description ("한글 문서 파일 구조 3.0"). No library in Java's registry reads
/// it. A control code of which the description says nothing ends the reading, since nothing behind
/// it can be found.
final class Hwp3 {
    private static final int SIGNATURE = 30;
    private static final int ABOUT = 128;
    private static final int SUMMARY = 1_008;
    private static final int LARGEST_BODY = 128 << 20;
    private static final int DEEPEST = 40;
    private static final int END_OF_PARAGRAPH = 13;

    private final FileJob job;
    private final ByteBuffer body;
    private final StringBuilder text = new StringBuilder();
    private int unknown;
    private int drawings;

    /// A place in the body that does not follow the format.
    private static final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Lost() {
            super("", null, false, false);
        }
    }

    private Hwp3(FileJob job, ByteBuffer body) {
        this.job = job;
        this.body = body;
    }

    static Verdict read(FileJob job) throws Exception {
        Verdict verdict = Tools.HAETAE.readBy("HWP 3");
        try (InputStream in = job.content.open()) {
            in.skipNBytes(SIGNATURE);
            byte[] about = in.readNBytes(ABOUT);
            byte[] summary = in.readNBytes(SUMMARY);
            if (summary.length < SUMMARY) {
                return verdict.but(Outcome.DAMAGED, "the file ends too early");
            }
            ByteBuffer said = ByteBuffer.wrap(about).order(ByteOrder.LITTLE_ENDIAN);
            facts(job.facts, ByteBuffer.wrap(summary).order(ByteOrder.LITTLE_ENDIAN));
            if (said.getShort(96) != 0) {
                return verdict.but(Outcome.LOCKED, "a password is needed to open it");
            }
            in.skipNBytes(said.getShort(126) & 0xffff);
            byte[] body = body(in, said.get(124) != 0);
            return new Hwp3(job, ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN))
                    .read(verdict);
        }
    }

    /// The body as far as it can be unpacked.
    private static byte[] body(InputStream in, boolean packed) throws IOException {
        if (!packed) {
            return in.readNBytes(LARGEST_BODY);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Inflater inflater = new Inflater(true);
        try (InputStream unpacked = new InflaterInputStream(in, inflater)) {
            byte[] buffer = new byte[16 << 10];
            for (int read = unpacked.read(buffer);
                    read >= 0 && out.size() < LARGEST_BODY;
                    read = unpacked.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException damaged) {
            // What came before is read, and ends where it ends.
        } finally {
            inflater.end();
        }
        return out.toByteArray();
    }

    private static void facts(Facts facts, ByteBuffer summary) {
        String[] names = {"title", "subject", "author", "hwp:date", "hwp:keywords", "hwp:comments"};
        for (int i = 0; i < names.length; i++) {
            StringBuilder value = new StringBuilder();
            for (int at = i * 112; at < (i + 1) * 112; at += 2) {
                int c = summary.getShort(at) & 0xffff;
                if (c == 0) {
                    break;
                }
                value.append(letter(c));
            }
            String said = value.toString().strip();
            if (!said.isEmpty() && names[i].contains(":")) {
                facts.raw(names[i], said);
            } else if (!said.isEmpty()) {
                facts.say(names[i], said);
            }
        }
    }

    private Verdict read(Verdict verdict) throws Exception {
        boolean whole = true;
        try {
            for (int language = 0; language < 7; language++) {
                skip(40 * count());
            }
            skip((20 + 31 + 187) * count());
            paragraphs(0);
        } catch (BufferUnderflowException | IllegalArgumentException | Lost damage) {
            whole = false;
        }
        job.pages.begin(null, true);
        job.pages.append(text);
        job.pages.end();
        if (whole) {
            pictures();
        }
        return verdict(verdict, whole);
    }

    private Verdict verdict(Verdict verdict, boolean whole) {
        if (!whole && job.pages.written() == 0) {
            return verdict.but(Outcome.DAMAGED, "the body of the document cannot be read");
        }
        Verdict said = verdict;
        if (!whole) {
            said = said.also(Outcome.PARTIAL, "the body is damaged; what came before was read");
        }
        if (drawings > 0) {
            said =
                    said.also(
                            Outcome.PARTIAL, "words inside " + drawings + " drawings are not read");
        }
        if (unknown > 0) {
            said =
                    said.also(
                            Outcome.PARTIAL,
                            unknown
                                    + " characters (old Hangul or signs of the maker) have no match");
        }
        return said;
    }

    private void paragraphs(int depth) {
        if (depth > DEEPEST) {
            throw new Lost();
        }
        while (paragraph(depth)) {
            // Each takes at least the bytes of its head, so this ends with the file.
            if (job.overTime()) {
                throw new LimitReached(
                        "time limit of " + job.limits.wall().toSeconds() + " seconds");
            }
        }
    }

    /// One paragraph; false for the empty one that ends a list.
    private boolean paragraph(int depth) {
        boolean ownShape = body.get() == 0;
        int letters = count();
        int lines = count();
        boolean shapes = body.get() != 0;
        skip(1 + 4 + 1 + 31);
        if (letters == 0) {
            return false;
        }
        if (ownShape) {
            skip(187);
        }
        skip(14 * lines);
        for (int i = 0; shapes && i < letters; i++) {
            if (body.get() != 1) {
                skip(31);
            }
        }
        int last = 0;
        for (int read = 0; read < letters; ) {
            last = count();
            read += last < 32 ? control(last, depth) : letterAt(last);
        }
        if (last != END_OF_PARAGRAPH) {
            throw new Lost();
        }
        return true;
    }

    private int letterAt(int code) {
        String letter = letter(code);
        if (letter.equals("\ufffd")) {
            unknown++;
        }
        text.append(letter);
        return 1;
    }

    /// Reads past a control code.
    ///
    /// @return how many letters it counts for
    private int control(int code, int depth) {
        switch (code) {
            case END_OF_PARAGRAPH -> text.append('\n');
            case 9 -> {
                skip(6);
                text.append('\t');
                return 4;
            }
            case 10 -> table(depth);
            case 11 -> picture(depth);
            case 14 -> skip(6 + 84);
            case 15 -> list(6 + 8, depth);
            case 16 -> list(6 + 10, depth);
            case 17 -> list(6 + 14, depth);
            case 0, 1, 2, 3, 4, 5, 12, 27, 29 -> {
                int length = body.getInt();
                skip(2);
                skip(length);
            }
            case 6 -> skip(6 + 34);
            case 18, 19, 20, 21 -> skip(6);
            case 7 -> {
                return spaced(84);
            }
            case 8 -> {
                return spaced(96);
            }
            case 22 -> {
                return spaced(24);
            }
            case 23 -> {
                return spaced(10);
            }
            case 24, 25 -> {
                return spaced(6);
            }
            case 26 -> {
                return spaced(246);
            }
            case 28 -> {
                return spaced(64);
            }
            case 30, 31 -> {
                text.append(' ');
                return spaced(4);
            }
            default -> throw new Lost();
        }
        return code == END_OF_PARAGRAPH ? 1 : 4;
    }

    /// A code without words of so many bytes, its own two included.
    private int spaced(int bytes) {
        skip(bytes - 2);
        return bytes / 2;
    }

    private void list(int head, int depth) {
        skip(head);
        startLine();
        paragraphs(depth + 1);
    }

    private void table(int depth) {
        skip(6 + 80);
        int cells = count();
        skip(2);
        skip(27 * cells);
        startLine();
        for (int i = 0; i < cells; i++) {
            paragraphs(depth + 1);
        }
        paragraphs(depth + 1);
    }

    private void picture(int depth) {
        skip(6);
        int drawn = body.getInt();
        skip(344);
        skip(drawn);
        drawings += drawn > 0 ? 1 : 0;
        paragraphs(depth + 1);
    }

    private void startLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    /// Pictures kept in the document lie behind the body, in blocks of a kind and a length.
    private void pictures() throws Exception {
        while (body.remaining() >= 8) {
            int kind = body.getInt();
            int length = body.getInt();
            if (length < 0 || length > body.remaining()) {
                return;
            }
            byte[] block = new byte[length];
            body.get(block);
            if (kind != 1 || length <= 32) {
                continue;
            }
            String name = new String(block, 0, 16, StandardCharsets.ISO_8859_1);
            int end = name.indexOf('\0');
            String shown = (end < 0 ? name : name.substring(0, end)).strip();
            job.part(
                    "BinData/" + (shown.isEmpty() ? "picture" : shown),
                    null,
                    null,
                    new ByteArrayInputStream(block, 32, length - 32));
        }
    }

    private int count() {
        return body.getShort() & 0xffff;
    }

    private void skip(int bytes) {
        if (bytes < 0 || bytes > body.remaining()) {
            throw new Lost();
        }
        body.position(body.position() + bytes);
    }

    // ---- Letters

    private static final String LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final String TAILS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

    /// A letter of the maker's code of 16 bits; U+FFFD for what Unicode has no single match for.
    ///
    /// From 0x8000 Hangul as KS X 1001 annex 3 (Johab) composes it; from 0x4000 the 4,888 Hanja of
    /// KS X 1001 in its order; from 0x3400 its signs, in rows of 96; below that Latin, and signs
    /// that stand where Unicode has them.
    static String letter(int code) {
        if (code >= 0x8000) {
            return hangul(code);
        }
        if (code >= 0x4000) {
            int hanja = code - 0x4000;
            return hanja < 52 * 94 ? standard(0xca + hanja / 94, 0xa1 + hanja % 94) : "\ufffd";
        }
        if (code >= 0x3400) {
            int row = (code - 0x3400) / 96;
            int column = (code - 0x3400) % 96;
            // Nine rows of signs, then Cyrillic; kana have codes of their own, not described.
            return column < 1 || column > 94 || row > 9
                    ? "\ufffd"
                    : standard(row == 9 ? 0xac : 0xa1 + row, 0xa0 + column);
        }
        if (code >= 0x2e01 && code <= 0x2e09) {
            return String.valueOf((char) (0x2460 + code - 0x2e01));
        }
        boolean sameAsUnicode =
                code < 0x7f
                        || (code > 0xa0 && code < 0x218)
                        || (code >= 0x2000 && code < 0x2047)
                        || (code >= 0x2100 && code < 0x2328);
        return sameAsUnicode
                ? String.valueOf((char) code)
                : switch (code) {
                    case 0x81 -> "“";
                    case 0x82 -> "”";
                    case 0x83 -> "‘";
                    case 0x84 -> "’";
                    case 0x85 -> "·";
                    default -> "\ufffd";
                };
    }

    private static String standard(int first, int second) {
        return new String(
                new byte[] {(byte) first, (byte) second},
                java.nio.charset.Charset.forName("EUC-KR"));
    }

    private static String hangul(int code) {
        int lead = (code >> 10 & 31) - 2;
        int vowel = vowel(code >> 5 & 31);
        int tail = tail(code & 31);
        boolean leads = lead >= 0 && lead < LEADS.length();
        if (leads && vowel >= 0 && tail >= 0) {
            return String.valueOf((char) (0xac00 + (lead * 21 + vowel) * 28 + tail));
        }
        boolean noLead = lead == -1;
        boolean noVowel = (code >> 5 & 31) == 2;
        if (leads && noVowel && tail <= 0) {
            return LEADS.substring(lead, lead + 1);
        }
        if (noLead && vowel >= 0 && tail <= 0) {
            return String.valueOf((char) (0x314f + vowel));
        }
        return noLead && noVowel && tail > 0 ? TAILS.substring(tail - 1, tail) : "\ufffd";
    }

    private static int vowel(int bits) {
        return switch (bits >> 3) {
            case 0 -> bits >= 3 ? bits - 3 : -1;
            case 1 -> bits >= 10 ? bits - 5 : -1;
            case 2 -> bits >= 18 ? bits - 7 : -1;
            default -> bits >= 26 && bits <= 29 ? bits - 9 : -1;
        };
    }

    /// 0 for none, -1 for what is no final consonant.
    private static int tail(int bits) {
        if (bits < 1 || bits == 18 || bits > 29) {
            return -1;
        }
        return bits < 18 ? bits - 1 : bits - 2;
    }
}
