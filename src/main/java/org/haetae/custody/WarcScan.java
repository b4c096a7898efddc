package org.haetae.custody;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Finds where the records of a WARC file begin and end (ISO 28500), and what the heads of each
/// say: as much as an index needs. Bodies are passed over unread, so this is no parser of what they
/// hold; what a head may be is bounded.
///
/// A file that is packed has to be packed record by record, as the standard recommends: otherwise
/// nobody could begin to read at one.
final class WarcScan {

    private static final int HEAD = 64 << 10;

    /// The end of a line and of an empty one after it, as one number.
    private static final int BLANK_LINE = 0x0d0a0d0a;

    private static final long RATIO = 1_100;
    private static final long FREE = 64L << 20;

    /// One record.
    ///
    /// @param offset of its first byte in the file
    /// @param length in the file, packed where it is
    /// @param headers by lower-case name
    /// @param http head of an HTTP message inside, or empty
    record Found(long offset, long length, Map<String, String> headers, String http) {}

    private final InputStream in;
    private final byte[] buffer = new byte[64 << 10];
    private int from;
    private int to;
    private long before;

    private WarcScan(InputStream in) {
        this.in = in;
    }

    /// @throws IllegalArgumentException when it is no WARC file that can be indexed, saying why
    static void of(InputStream in, Consumer<Found> each) throws IOException {
        WarcScan scan = new WarcScan(in);
        while (scan.fill()) {
            each.accept(scan.isPacked() ? scan.packed() : scan.plain());
        }
    }

    private long at() {
        return before + from;
    }

    private boolean fill() throws IOException {
        if (from < to) {
            return true;
        }
        before += to;
        from = 0;
        to = Math.max(0, in.read(buffer, 0, buffer.length));
        return to > 0;
    }

    private int next() throws IOException {
        if (!fill()) {
            throw new IllegalArgumentException("a record is cut short");
        }
        return buffer[from++] & 0xff;
    }

    private boolean isPacked() {
        return (buffer[from] & 0xff) == 0x1f;
    }

    // ---- as it is

    private Found plain() throws IOException {
        long start = at();
        Head head = new Head();
        while (!head.isWhole()) {
            head.add(next());
        }
        for (long left = head.body(); left > 0; left--) {
            if (head.wantsMore()) {
                head.add(next());
            } else {
                left = skip(left) + 1;
            }
        }
        for (int i = 0; i < 4; i++) {
            if (next() != "\r\n\r\n".charAt(i)) {
                throw new IllegalArgumentException("a record does not end as it has to");
            }
        }
        return head.found(start, at() - start);
    }

    /// @return how much is left
    private long skip(long count) throws IOException {
        if (!fill()) {
            throw new IllegalArgumentException("a record is cut short");
        }
        int some = (int) Math.min(count, to - from);
        from += some;
        return count - some;
    }

    // ---- packed (RFC 1952)

    private Found packed() throws IOException {
        long start = at();
        gzipHeader();
        Head head = new Head();
        Inflater inflater = new Inflater(true);
        try {
            byte[] out = new byte[16 << 10];
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    if (!fill()) {
                        throw new IllegalArgumentException("a record is cut short");
                    }
                    inflater.setInput(buffer, from, to - from);
                    from = to;
                }
                int count = inflater.inflate(out);
                head.add(out, count);
                if (inflater.getBytesWritten() > FREE + RATIO * inflater.getBytesRead()) {
                    throw new IllegalArgumentException("a record unpacks to more than any can");
                }
            }
            from -= inflater.getRemaining();
            head.isAlone(inflater.getBytesWritten());
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("a record is not packed as gzip has it", e);
        } finally {
            inflater.end();
        }
        for (int i = 0; i < 8; i++) {
            next(); // checksum and length, which readers of the record will check
        }
        return head.found(start, at() - start);
    }

    private void gzipHeader() throws IOException {
        boolean fits = next() == 0x1f && next() == 0x8b && next() == 8;
        if (!fits) {
            throw new IllegalArgumentException("a record is not packed as gzip has it");
        }
        int flags = next();
        for (int i = 0; i < 6; i++) {
            next();
        }
        if ((flags & 4) != 0) {
            for (int left = next() | next() << 8; left > 0; left--) {
                next();
            }
        }
        for (int flag : new int[] {8, 16}) {
            if ((flags & flag) != 0) {
                while (next() != 0) {
                    // a name or a remark, up to its zero
                }
            }
        }
        if ((flags & 2) != 0) {
            next();
            next();
        }
    }

    /// The heads of one record: its own, and that of an HTTP message behind it.
    private static final class Head {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private int last;
        private int end = -1;
        private long body;
        private Map<String, String> headers = Map.of();

        boolean isWhole() {
            return end >= 0;
        }

        long body() {
            return body;
        }

        boolean wantsMore() {
            return bytes.size() < end + HEAD;
        }

        void add(byte[] some, int count) {
            for (int i = 0; i < count && (!isWhole() || wantsMore()); i++) {
                add(some[i] & 0xff);
            }
        }

        void add(int one) {
            bytes.write(one);
            if (isWhole()) {
                return;
            }
            last = last << 8 | one;
            if (last == BLANK_LINE) {
                end = bytes.size();
                headers = headers(bytes.toString(UTF_8));
                body = Long.parseLong(headers.getOrDefault("content-length", "0"));
            } else if (bytes.size() > HEAD) {
                throw new IllegalArgumentException("the head of a record is longer than any");
            }
        }

        /// One record fills what was packed alone: its head, its body, two line ends.
        void isAlone(long unpacked) {
            if (!isWhole() || unpacked != end + body + 4) {
                throw new IllegalArgumentException("it is not packed record by record");
            }
        }

        private static Map<String, String> headers(String head) {
            if (!head.startsWith("WARC/")) {
                throw new IllegalArgumentException("a record does not begin as one");
            }
            Map<String, String> headers = new HashMap<>();
            head.lines()
                    .skip(1)
                    .forEach(
                            line -> {
                                int colon = line.indexOf(':');
                                if (colon > 0) {
                                    headers.putIfAbsent(
                                            line.substring(0, colon)
                                                    .strip()
                                                    .toLowerCase(Locale.ROOT),
                                            line.substring(colon + 1).strip());
                                }
                            });
            if (!headers.getOrDefault("content-length", "0").matches("[0-9]{1,15}")) {
                throw new IllegalArgumentException("a record does not say how long it is");
            }
            return headers;
        }

        Found found(long offset, long length) {
            String rest = bytes.toString(ISO_8859_1).substring(end);
            String inside =
                    headers.getOrDefault("content-type", "").startsWith("application/http")
                            ? rest.split("\r?\n\r?\n", 2)[0]
                            : "";
            return new Found(offset, length, headers, inside);
        }
    }
}
