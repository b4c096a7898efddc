package org.haetae.extract.worker;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the parent writes before the bytes of a job: which, how long, what is wanted, how much it
/// may take.
///
/// On the wire: four bytes of length and the order itself, then the content as chunks of four bytes
/// of length and the bytes, ended by a chunk of length [#END] or, when the parent could not read
/// the content to its end, [#BROKEN_OFF].
///
/// @param number the job's number within this process, answered in its verdict
/// @param length of the content in bytes, as announced; the chunks decide
public record Order(int number, long length, Hints hints, Limits limits) {
    /// Length of the chunk that ends the content.
    public static final int END = 0;

    /// Length of the chunk that says: there is no more, and it is not whole.
    public static final int BROKEN_OFF = -1;

    /// Longest chunk in bytes.
    public static final int CHUNK = 64 << 10;

    /// Longest order in bytes.
    static final int CAP = 64 << 10;

    private static final int NAME_BYTES = 4 << 10;

    /// The order as it goes over the wire, its length before it.
    public byte[] encode() {
        byte[] name = cut(hints.name(), NAME_BYTES);
        byte[] type = hints.mediaType() == null ? null : cut(hints.mediaType(), Frame.WORD_BYTES);
        byte[] languages = cut(hints.languages(), Frame.WORD_BYTES);
        int boxes = hints.black().size() * 5 * Integer.BYTES;
        int size = 200 + boxes + name.length + (type == null ? 0 : type.length) + languages.length;
        ByteBuffer to = ByteBuffer.allocate(size).position(4);
        to.putInt(number).putLong(length);
        put(to, name);
        put(to, type);
        to.putInt(hints.depth());
        to.put((byte) (hints.ocr() ? 1 : 0)).put((byte) (hints.render() ? 1 : 0));
        to.putInt(hints.firstPage()).putInt(hints.lastPage());
        put(to, languages);
        to.putLong(limits.wall().toMillis()).putInt(limits.pages()).putLong(limits.textBytes());
        to.putInt(limits.children()).putInt(limits.depth()).putInt(limits.ratio());
        to.putLong(limits.ratioFreeBytes()).putInt(limits.imageSide());
        to.putLong(limits.outputBytes()).putInt(limits.metadataValues());
        to.putInt(limits.metadataBytes());
        to.putInt(hints.black().size());
        for (Hints.Box box : hints.black()) {
            to.putInt(box.page()).putInt(box.left()).putInt(box.top());
            to.putInt(box.width()).putInt(box.height());
        }
        byte[] whole = new byte[to.position()];
        to.putInt(0, whole.length - 4).get(0, whole);
        return whole;
    }

    /// Reads an order; the buffer begins after the length.
    static Order decode(ByteBuffer from) {
        int number = from.getInt();
        long length = from.getLong();
        String name = text(from);
        String type = text(from);
        int depth = from.getInt();
        boolean ocr = from.get() != 0;
        boolean render = from.get() != 0;
        int first = from.getInt();
        int last = from.getInt();
        String languages = text(from);
        Limits limits = limits(from);
        Hints hints =
                new Hints(
                        name == null ? "" : name,
                        type,
                        depth,
                        ocr,
                        render,
                        first,
                        last,
                        languages == null ? "" : languages,
                        black(from));
        return new Order(number, length, hints, limits);
    }

    private static Limits limits(ByteBuffer from) {
        return new Limits(
                Duration.ofMillis(from.getLong()),
                from.getInt(),
                from.getLong(),
                from.getInt(),
                from.getInt(),
                from.getInt(),
                from.getLong(),
                from.getInt(),
                from.getLong(),
                from.getInt(),
                from.getInt());
    }

    private static List<Hints.Box> black(ByteBuffer from) {
        List<Hints.Box> black = new ArrayList<>();
        for (int left = from.getInt(); left > 0; left--) {
            black.add(
                    new Hints.Box(
                            from.getInt(),
                            from.getInt(),
                            from.getInt(),
                            from.getInt(),
                            from.getInt()));
        }
        return black;
    }

    private static void put(ByteBuffer to, byte @Nullable [] text) {
        if (text == null) {
            to.putInt(-1);
        } else {
            to.putInt(text.length).put(text);
        }
    }

    private static @Nullable String text(ByteBuffer from) {
        int length = from.getInt();
        if (length < 0) {
            return null;
        }
        String text =
                new String(
                        from.array(),
                        from.arrayOffset() + from.position(),
                        length,
                        StandardCharsets.UTF_8);
        from.position(from.position() + length);
        return text;
    }

    /// UTF-8 of a text, cut at a whole character to at most so many bytes.
    static byte[] cut(String text, int most) {
        byte[] whole = text.getBytes(StandardCharsets.UTF_8);
        if (whole.length <= most) {
            return whole;
        }
        int end = most;
        while (end > 0 && (whole[end] & 0xC0) == 0x80) {
            end--;
        }
        return java.util.Arrays.copyOf(whole, end);
    }
}
