package org.haetae.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;
import org.haetae.access.ActorId;

/// The bytes of one entry in the log, version 1: fixed fields, big-endian, 170 bytes.
///
/// The layout is a promise for ever and stands field by field in docs/formats/ledger.md. A leaf
/// that differs in anything from what [#encode()] would have made is refused, so that one entry has
/// one form and no byte of it is without meaning.
public record Leaf(Entry entry, OptionalLong previous) {

    public static final int VERSION = 1;

    /// Version 1 has this many bytes, always.
    public static final int SIZE_BYTES = 170;

    /// The most that any version may have: bundles give lengths in two bytes.
    public static final int LIMIT_BYTES = 65_535;

    private static final int HEADER_BYTES = 4;
    private static final long NO_PREVIOUS = -1; // all ones

    public byte[] encode() {
        ByteBuffer leaf = ByteBuffer.allocate(SIZE_BYTES);
        leaf.putShort((short) VERSION);
        leaf.putShort((short) (SIZE_BYTES - HEADER_BYTES));
        leaf.putShort((short) entry.act().number());
        leaf.putInt(entry.code());
        leaf.putLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.time()));
        put(leaf, entry.id());
        put(leaf, entry.actor().value());
        put(leaf, entry.object());
        leaf.putLong(previous.orElse(NO_PREVIOUS));
        leaf.put(entry.content().bytes());
        leaf.put(entry.record().bytes());
        leaf.put(entry.sealed().bytes());
        return leaf.array();
    }

    /// @throws IllegalArgumentException saying what differs from version 1
    public static Leaf decode(byte[] bytes) {
        ByteBuffer leaf = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "leaf has %d bytes; expected at least %d"
                            .formatted(bytes.length, HEADER_BYTES));
        }
        int version = Short.toUnsignedInt(leaf.getShort());
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "leaf is of version %d; expected %d".formatted(version, VERSION));
        }
        int length = Short.toUnsignedInt(leaf.getShort());
        if (length != SIZE_BYTES - HEADER_BYTES || bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "leaf has %d bytes and says that %d follow its first %d; expected %d and %d"
                            .formatted(
                                    bytes.length,
                                    length,
                                    HEADER_BYTES,
                                    SIZE_BYTES,
                                    SIZE_BYTES - HEADER_BYTES));
        }
        int number = Short.toUnsignedInt(leaf.getShort());
        Act act =
                Act.of(number)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "leaf has act number %d; expected one of docs/formats/ledger.md"
                                                        .formatted(number)));
        int code = leaf.getInt();
        Instant time = Instant.EPOCH.plus(leaf.getLong(), ChronoUnit.MICROS);
        UUID id = uuid(leaf);
        ActorId actor = new ActorId(uuid(leaf));
        UUID object = uuid(leaf);
        long before = leaf.getLong();
        if (before < NO_PREVIOUS) {
            throw new IllegalArgumentException(
                    "leaf names %s as previous position; expected one below 2^63, or none"
                            .formatted(Long.toUnsignedString(before)));
        }
        OptionalLong previous =
                before == NO_PREVIOUS ? OptionalLong.empty() : OptionalLong.of(before);
        Entry entry =
                new Entry(
                        id,
                        act,
                        code,
                        time,
                        actor,
                        object,
                        digest(leaf),
                        digest(leaf),
                        digest(leaf));
        return new Leaf(entry, previous);
    }

    private static void put(ByteBuffer leaf, UUID value) {
        leaf.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    private static UUID uuid(ByteBuffer leaf) {
        return new UUID(leaf.getLong(), leaf.getLong());
    }

    private static Digest digest(ByteBuffer leaf) {
        byte[] bytes = new byte[Digest.SIZE_BYTES];
        leaf.get(bytes);
        return new Digest(bytes);
    }
}
