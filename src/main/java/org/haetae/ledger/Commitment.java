package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/// Salted commitments: what a leaf says of content without saying anything to whom the salt is not
/// shown. With content and salt anyone can compute it again; once the salt is destroyed it confirms
/// nothing, which a plain digest would do for ever.
public final class Commitment {

    public static final int SALT_BYTES = 32;

    private static final byte[] CONTENT = "haetae/commit/v1".getBytes(US_ASCII);
    private static final byte[] RECORD = "haetae/record/v1".getBytes(US_ASCII);

    private Commitment() {}

    /// To the bytes of an item: `SHA-256("haetae/commit/v1" || salt || SHA-256(bytes) || length as
    /// uint64, big-endian)`.
    ///
    /// @param salt 32 random bytes, this item's own
    /// @param plain SHA-256 of the bytes as received
    public static Digest content(byte[] salt, Digest plain, long sizeBytes) {
        checkSalt(salt);
        if (sizeBytes < 0) {
            throw new IllegalArgumentException(
                    "size is %d bytes; expected 0 or more".formatted(sizeBytes));
        }
        byte[] length = ByteBuffer.allocate(Long.BYTES).putLong(sizeBytes).array();
        return Digest.sha256(CONTENT, salt, plain.bytes(), length);
    }

    /// To a record about an act, in its canonical bytes: `SHA-256("haetae/record/v1" || salt ||
    /// SHA-256(canonical bytes))`.
    ///
    /// @param canonical SHA-256 of the canonical bytes
    public static Digest record(byte[] salt, Digest canonical) {
        checkSalt(salt);
        return Digest.sha256(RECORD, salt, canonical.bytes());
    }

    private static void checkSalt(byte[] salt) {
        if (salt.length != SALT_BYTES) {
            throw new IllegalArgumentException(
                    "a salt has %d bytes; expected %d".formatted(salt.length, SALT_BYTES));
        }
    }
}
