package org.haetae.search;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;
import org.haetae.search.SearchRequest.Order;

/// The place in a sorted list after which the next page begins, as text for a URL. It holds the
/// sort value of the last hit and a number that tells equal ones apart, so going on costs the same
/// at any depth. It gives no access to anything: a forged one moves the start, no more.
final class Cursor {

    private static final byte VERSION = 1;
    private static final int LONGEST = 600;

    private Cursor() {}

    static String of(FieldDoc last, SearchRequest request) {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        bytes.put(VERSION).put((byte) request.order().ordinal()).putInt(shape(request));
        Object value = last.fields[0];
        switch (value) {
            case Float score -> bytes.put((byte) 'f').putFloat(score);
            case Integer day -> bytes.put((byte) 'i').putInt(day);
            case Long time -> bytes.put((byte) 'l').putLong(time);
            case BytesRef key ->
                    bytes.put((byte) 'b')
                            .putShort((short) key.length)
                            .put(key.bytes, key.offset, key.length);
            case null -> bytes.put((byte) 'n');
            default -> throw new IllegalStateException("cannot go on after " + value.getClass());
        }
        bytes.putLong((Long) last.fields[1]);
        CRC32 check = new CRC32();
        check.update(bytes.array(), 0, bytes.position());
        bytes.putInt((int) check.getValue());
        byte[] whole = new byte[bytes.position()];
        bytes.flip().get(whole);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    /// Reads a cursor that this request could have been given; empty for anything else.
    static Optional<FieldDoc> read(String text, SearchRequest request) {
        if (text.length() > LONGEST * 2) {
            return Optional.empty();
        }
        try {
            byte[] whole = Base64.getUrlDecoder().decode(text);
            CRC32 check = new CRC32();
            check.update(whole, 0, Math.max(0, whole.length - 4));
            ByteBuffer bytes = ByteBuffer.wrap(whole);
            if (whole.length < 4 || bytes.getInt(whole.length - 4) != (int) check.getValue()) {
                return Optional.empty();
            }
            if (bytes.get() != VERSION
                    || bytes.get() != request.order().ordinal()
                    || bytes.getInt() != shape(request)) {
                return Optional.empty();
            }
            byte type = bytes.get();
            if (type != type(request.order()) && !(type == 'n' && request.order() == Order.NAME)) {
                return Optional.empty();
            }
            Object value =
                    switch (type) {
                        case 'f' -> bytes.getFloat();
                        case 'i' -> bytes.getInt();
                        case 'l' -> bytes.getLong();
                        case 'b' -> {
                            byte[] key = new byte[bytes.getShort() & 0xFFFF];
                            bytes.get(key);
                            yield new BytesRef(key);
                        }
                        default -> null;
                    };
            long tie = bytes.getLong();
            if (bytes.remaining() != 4 || value instanceof Float score && score.isNaN()) {
                return Optional.empty();
            }
            // Equal values: all documents up to the last possible number count as shown already.
            return Optional.of(
                    new FieldDoc(Integer.MAX_VALUE, Float.NaN, new Object[] {value, tie}));
        } catch (IllegalArgumentException | BufferUnderflowException damaged) {
            return Optional.empty();
        }
    }

    private static byte type(Order order) {
        return switch (order) {
            case RELEVANCE -> 'f';
            case NEWEST, OLDEST -> 'i';
            case NAME -> 'b';
            case RECEIVED -> 'l';
        };
    }

    /// A number for what is asked, so that a cursor of one search is not taken for another's.
    private static int shape(SearchRequest request) {
        int selected = 0;
        for (var entry : request.selected().entrySet()) {
            for (String value : entry.getValue()) {
                selected += (entry.getKey().name() + '=' + value).hashCode();
            }
        }
        return request.query().hashCode() * 31 + selected;
    }
}
