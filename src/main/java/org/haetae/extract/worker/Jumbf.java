package org.haetae.extract.worker;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Boxes of JUMBF (ISO/IEC 19566-5) as C2PA 2.x embeds them: in APP11 segments of JPEG, in chunks
/// `caBX` of PNG, in a `uuid` box of MP4 and its kin (C2PA, appendix A).
///
/// @param label as its description box has it
/// @param payload of a superbox everything in it, description first: the bytes that a hashed URI is
///   about
/// @param contents boxes of content by type, such as `cbor`
/// @param boxes superboxes inside
record Jumbf(String label, byte[] payload, Map<String, byte[]> contents, List<Jumbf> boxes) {

    private static final int DEEPEST = 16;
    private static final int MOST_BOXES = 10_000;
    private static final byte[] BMFF_STORE =
            HexFormat.of().parseHex("d8fec3d61b0e483c92975828877ec481");

    /// The superbox directly inside with this label.
    Optional<Jumbf> box(String wanted) {
        return boxes.stream().filter(one -> one.label.equals(wanted)).findFirst();
    }

    // ---- boxes

    /// @throws IllegalArgumentException when the bytes are no superbox, or boxes do not fit
    static Jumbf parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int[] count = new int[1];
        Box box = box(buffer);
        if (!box.type().equals("jumb")) {
            throw new IllegalArgumentException("no superbox");
        }
        return superbox(box.bytes(), 0, count);
    }

    private record Box(String type, byte[] bytes) {}

    private static Box box(ByteBuffer from) {
        if (from.remaining() < 8) {
            throw new IllegalArgumentException("a box is cut short");
        }
        long length = from.getInt() & 0xffffffffL;
        byte[] type = new byte[4];
        from.get(type);
        long body = length - 8;
        if (length == 1) {
            if (from.remaining() < 8) {
                throw new IllegalArgumentException("a box is cut short");
            }
            body = from.getLong() - 16;
        } else if (length == 0) {
            body = from.remaining();
        }
        if (body < 0 || body > from.remaining()) {
            throw new IllegalArgumentException("a box is longer than what it lies in");
        }
        byte[] bytes = new byte[(int) body];
        from.get(bytes);
        return new Box(new String(type, StandardCharsets.ISO_8859_1), bytes);
    }

    private static Jumbf superbox(byte[] payload, int depth, int[] count) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("boxes lie too deep");
        }
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        String label = "";
        Map<String, byte[]> contents = new LinkedHashMap<>();
        List<Jumbf> boxes = new ArrayList<>();
        while (buffer.remaining() > 0) {
            if (++count[0] > MOST_BOXES) {
                throw new IllegalArgumentException("too many boxes");
            }
            Box box = box(buffer);
            switch (box.type()) {
                case "jumd" -> label = label(box.bytes());
                case "jumb" -> boxes.add(superbox(box.bytes(), depth + 1, count));
                default -> contents.putIfAbsent(box.type(), box.bytes());
            }
        }
        return new Jumbf(label, payload, contents, boxes);
    }

    /// Type (16 bytes), toggles (1), label up to a zero where toggle 2 is set.
    private static String label(byte[] description) {
        if (description.length < 17 || (description[16] & 2) == 0) {
            return "";
        }
        int end = 17;
        while (end < description.length && description[end] != 0) {
            end++;
        }
        return new String(description, 17, end - 17, StandardCharsets.UTF_8);
    }

    // ---- where a file has them

    /// The store of manifests as one superbox; no bytes when there is none.
    static byte[] find(Content content, byte[] head) throws IOException {
        try (InputStream in = content.open()) {
            if ((head[0] & 0xff) == 0xff && (head[1] & 0xff) == 0xd8) {
                return jpeg(in);
            }
            if ((head[0] & 0xff) == 0x89 && head[1] == 'P' && head[2] == 'N') {
                return png(in);
            }
            if (head[4] == 'f' && head[5] == 't' && head[6] == 'y' && head[7] == 'p') {
                return bmff(in, content.length());
            }
            return new byte[0];
        } catch (EOFException cut) {
            return new byte[0];
        }
    }

    /// Segments of one box are numbered, and each repeats the box's header.
    private static byte[] jpeg(InputStream in) throws IOException {
        Map<Integer, ByteArrayOutputStream> found = new LinkedHashMap<>();
        in.skipNBytes(2);
        int total = 0;
        while (true) {
            int mark = in.read();
            int kind = in.read();
            while (kind == 0xff) {
                kind = in.read();
            }
            if (mark != 0xff || kind < 0 || kind == 0xda || kind == 0xd9) {
                break;
            }
            if (kind == 0x01 || kind >= 0xd0 && kind <= 0xd7) {
                continue;
            }
            int length = (in.read() << 8 | in.read()) - 2;
            if (length < 0) {
                break;
            }
            if (kind != 0xeb) {
                in.skipNBytes(length);
                continue;
            }
            byte[] segment = in.readNBytes(length);
            if (segment.length < 16 || segment[0] != 'J' || segment[1] != 'P') {
                continue;
            }
            ByteBuffer fields = ByteBuffer.wrap(segment);
            int box = fields.getShort(2);
            boolean first = fields.getInt(4) == 1;
            int header = fields.getInt(8) == 1 ? 16 : 8;
            ByteArrayOutputStream into =
                    found.computeIfAbsent(box, key -> new ByteArrayOutputStream());
            int from = first ? 8 : 8 + header;
            if (from <= segment.length) {
                into.write(segment, from, segment.length - from);
                total += segment.length - from;
            }
            if (total > Credentials.MOST_BYTES) {
                break;
            }
        }
        for (ByteArrayOutputStream one : found.values()) {
            byte[] bytes = one.toByteArray();
            if (isStore(bytes)) {
                return bytes;
            }
        }
        return new byte[0];
    }

    private static boolean isStore(byte[] bytes) {
        return bytes.length > 40
                && new String(bytes, 4, 4, StandardCharsets.ISO_8859_1).equals("jumb")
                && new String(bytes, 0, Math.min(64, bytes.length), StandardCharsets.ISO_8859_1)
                        .contains("c2pa");
    }

    private static byte[] png(InputStream in) throws IOException {
        in.skipNBytes(8);
        while (true) {
            byte[] header = in.readNBytes(8);
            if (header.length < 8) {
                return new byte[0];
            }
            long length = ByteBuffer.wrap(header).getInt() & 0xffffffffL;
            String type = new String(header, 4, 4, StandardCharsets.ISO_8859_1);
            if (type.equals("caBX")) {
                return length > Credentials.MOST_BYTES ? new byte[0] : in.readNBytes((int) length);
            }
            if (type.equals("IEND")) {
                return new byte[0];
            }
            in.skipNBytes(length + 4);
        }
    }

    /// A box `uuid`: its type (16), version and flags (4), a purpose up to a zero, a place of 8
    /// bytes, then the store.
    private static byte[] bmff(InputStream in, long length) throws IOException {
        long at = 0;
        while (at + 8 <= length) {
            ByteBuffer header = ByteBuffer.wrap(in.readNBytes(8));
            long size = header.getInt() & 0xffffffffL;
            boolean uuid = header.getInt() == 0x75756964;
            long head = 8;
            if (size == 1) {
                size = ByteBuffer.wrap(in.readNBytes(8)).getLong();
                head = 16;
            } else if (size == 0) {
                size = length - at;
            }
            if (size < head) {
                return new byte[0];
            }
            if (uuid && size - head <= Credentials.MOST_BYTES) {
                byte[] body = in.readNBytes((int) (size - head));
                if (body.length > 32 && Arrays.equals(Arrays.copyOf(body, 16), BMFF_STORE)) {
                    int purpose = 20;
                    while (purpose < body.length && body[purpose] != 0) {
                        purpose++;
                    }
                    boolean manifest =
                            new String(body, 20, purpose - 20, StandardCharsets.ISO_8859_1)
                                    .equals("manifest");
                    if (manifest && purpose + 9 < body.length) {
                        return Arrays.copyOfRange(body, purpose + 9, body.length);
                    }
                }
            } else {
                in.skipNBytes(size - head);
            }
            at += size;
        }
        return new byte[0];
    }
}
