package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/// Bytes before, between and behind what a format's reader reads: a file can be a picture and an
/// archive at once, and each reader sees its own half. Such bytes become parts, so that they are
/// read as what they are.
final class Surplus {
    private static final int DIRECTORY_END = 22;

    /// A data descriptor with 64-bit lengths and its signature; it belongs to the member before it.
    private static final int DESCRIPTOR = 24;

    /// How far from its end a PDF is searched for the mark of its end.
    private static final int PDF_TAIL = 1 << 20;

    private record Stretch(String name, long from, long to) {}

    private final Content content;
    private final @Nullable RandomAccessFile file;
    private final long length;
    private final List<Stretch> found = new ArrayList<>();

    private Surplus(Content content, @Nullable RandomAccessFile file) {
        this.content = content;
        this.file = file;
        this.length = content.length();
    }

    /// Hands out what does not belong to the format, and says so.
    static Verdict rest(FileJob job, Verdict verdict) throws Exception {
        byte[] head;
        try (InputStream in = job.content.open()) {
            head = in.readNBytes(1_024);
        }
        if (!PlainText.starts(head, "PK")
                && !isPdf(head)
                && !isPng(head)
                && !isJpeg(head)
                && !isSevenZip(head)) {
            return verdict;
        }
        // What is in memory needs no file in scratch.
        try (RandomAccessFile file =
                job.content.bytes() == null
                        ? new RandomAccessFile(job.content.path().toFile(), "r")
                        : null) {
            Surplus surplus = new Surplus(job.content, file);
            surplus.look(head);
            return surplus.handOut(job, verdict);
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException unreadable) {
            // Where the format's own marks lie, its reader has said so already.
            return verdict;
        }
    }

    private void look(byte[] head) throws IOException {
        if (PlainText.starts(head, "PK")) {
            zip();
        } else if (isPdf(head)) {
            pdf(head);
        } else if (isPng(head)) {
            after(png());
        } else if (isJpeg(head)) {
            after(jpeg());
        } else if (isSevenZip(head)) {
            ByteBuffer start = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
            after(32 + start.getLong(12) + start.getLong(20));
        }
    }

    private Verdict handOut(FileJob job, Verdict verdict) throws Exception {
        long bytes = 0;
        int broken = 0;
        for (Stretch stretch : found) {
            bytes += stretch.to() - stretch.from();
            try (InputStream in = content.open()) {
                in.skipNBytes(stretch.from());
                job.part(
                        stretch.name(), null, null, new Bounded(in, stretch.to() - stretch.from()));
            } catch (LimitReached limit) {
                throw limit;
            } catch (IOException unreadable) {
                broken++;
            }
        }
        if (found.isEmpty()) {
            return verdict;
        }
        String said = "%,d bytes that do not belong to the format lie in the file".formatted(bytes);
        return broken > 0
                ? verdict.also(Outcome.PARTIAL, said)
                : verdict.also(Outcome.READ, said + "; they are parts of it");
    }

    // ---- ZIP

    private void zip() throws IOException {
        try (ZipFile zip = Archives.open(content)) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntriesInPhysicalOrder());
            long at = 0;
            int between = 0;
            for (ZipArchiveEntry entry : entries) {
                long start = entry.getLocalHeaderOffset();
                byte[] header = at(start, 30);
                if (header.length < 30 || !PlainText.starts(header, "PK\3\4")) {
                    return;
                }
                if (start - at > DESCRIPTOR && hasContent(at, start)) {
                    found.add(
                            new Stretch(
                                    at == 0
                                            ? "bytes-before.bin"
                                            : "bytes-between-" + ++between + ".bin",
                                    at,
                                    start));
                }
                ByteBuffer local = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
                at =
                        Math.max(
                                at,
                                start
                                        + 30
                                        + (local.getShort(26) & 0xffff)
                                        + (local.getShort(28) & 0xffff)
                                        + entry.getCompressedSize());
            }
            after(directoryEnd());
        }
    }

    private long directoryEnd() throws IOException {
        byte[] tail = at(Math.max(0, length - 0x10000 - DIRECTORY_END), 0x10000 + DIRECTORY_END);
        for (int i = tail.length - DIRECTORY_END; i >= 0; i--) {
            if (tail[i] == 'P' && tail[i + 1] == 'K' && tail[i + 2] == 5 && tail[i + 3] == 6) {
                int comment = (tail[i + 20] & 0xff) | (tail[i + 21] & 0xff) << 8;
                return length - tail.length + i + DIRECTORY_END + comment;
            }
        }
        return length;
    }

    // ---- PDF

    private static boolean isPdf(byte[] head) {
        return pdfStart(head) >= 0;
    }

    private static int pdfStart(byte[] head) {
        return new String(head, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("%PDF-");
    }

    private void pdf(byte[] head) throws IOException {
        long start = pdfStart(head);
        if (start > 0 && hasContent(0, start)) {
            found.add(new Stretch("bytes-before.bin", 0, start));
        }
        byte[] tail = at(Math.max(0, length - PDF_TAIL), PDF_TAIL);
        String marks = new String(tail, java.nio.charset.StandardCharsets.ISO_8859_1);
        int end = marks.lastIndexOf("%%EOF");
        if (end >= 0) {
            int behind = end + 5;
            while (behind < tail.length && (tail[behind] == '\r' || tail[behind] == '\n')) {
                behind++;
            }
            after(length - tail.length + behind);
        }
    }

    // ---- Pictures

    private static boolean isPng(byte[] head) {
        return head.length > 8 && (head[0] & 0xff) == 0x89 && head[1] == 'P' && head[2] == 'N';
    }

    private long png() throws IOException {
        for (long at = 8; at + 12 <= length; ) {
            ByteBuffer chunk = ByteBuffer.wrap(at(at, 8));
            long next = at + 12 + (chunk.getInt(0) & 0xffffffffL);
            if (chunk.getInt(4) == 0x49454e44) { // IEND
                return next;
            }
            at = next;
        }
        return length;
    }

    private static boolean isJpeg(byte[] head) {
        return head.length > 3 && (head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xd8;
    }

    /// Where the picture ends: behind the mark that no compressed picture holds inside.
    private long jpeg() throws IOException {
        long at = 2;
        while (at + 4 <= length) {
            ByteBuffer marker = ByteBuffer.wrap(at(at, 4));
            int kind = marker.get(1) & 0xff;
            if ((marker.get(0) & 0xff) != 0xff) {
                return length;
            }
            if (kind == 0xd9) {
                return at + 2;
            }
            at += kind == 0xff ? 1 : 2 + (marker.getShort(2) & 0xffff);
            if (kind == 0xda) {
                at = nextMarker(at);
            }
        }
        return at + 2 == length && atEnd(at) ? at + 2 : length;
    }

    private boolean atEnd(long at) throws IOException {
        byte[] mark = at(at, 2);
        return (mark[0] & 0xff) == 0xff && (mark[1] & 0xff) == 0xd9;
    }

    /// Behind compressed data: the first mark that is neither stuffing nor a restart.
    private long nextMarker(long from) throws IOException {
        byte[] block = new byte[0];
        long begin = from;
        for (long at = from; at + 1 < length; at++) {
            if (at - begin + 1 >= block.length) {
                begin = at;
                block = at(at, 64 << 10);
            }
            int first = block[(int) (at - begin)] & 0xff;
            int second = block[(int) (at - begin) + 1] & 0xff;
            if (first == 0xff && second != 0 && second != 0xff && (second & 0xf8) != 0xd0) {
                return at;
            }
        }
        return length;
    }

    // ---- 7z

    private static boolean isSevenZip(byte[] head) {
        return head.length >= 32
                && head[0] == '7'
                && head[1] == 'z'
                && (head[2] & 0xff) == 0xbc
                && (head[3] & 0xff) == 0xaf;
    }

    // ---- All

    private void after(long end) throws IOException {
        if (end > 0 && end < length && hasContent(end, length)) {
            found.add(new Stretch("bytes-after.bin", end, length));
        }
    }

    /// Whether there is more than blanks, line ends and zeros, with which writers fill up.
    private boolean hasContent(long from, long to) throws IOException {
        for (long at = from; at < to; at += 64 << 10) {
            for (byte b : at(at, (int) Math.min(64 << 10, to - at))) {
                if (b != 0 && b != ' ' && b != '\r' && b != '\n' && b != '\t' && b != 0x1a) {
                    return true;
                }
            }
        }
        return false;
    }

    /// At most so many bytes from there.
    private byte[] at(long from, int most) throws IOException {
        int count = (int) Math.max(0, Math.min(most, length - from));
        byte[] whole = content.bytes();
        if (whole != null) {
            return Arrays.copyOfRange(whole, (int) from, (int) from + count);
        }
        byte[] bytes = new byte[count];
        RandomAccessFile opened = Objects.requireNonNull(file);
        opened.seek(from);
        opened.readFully(bytes);
        return bytes;
    }
}
