package org.haetae.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// A SHA-256 digest, or a salted commitment made with SHA-256: 32 bytes, compared by value.
///
/// @param bytes the 32 bytes; copied in and out, so a digest never changes
public record Digest(byte[] bytes) {

    public static final int SIZE_BYTES = 32;

    /// Stands in a leaf where there is nothing to commit to. No input with this digest is known.
    public static final Digest ABSENT = new Digest(new byte[SIZE_BYTES]);

    public Digest {
        if (bytes.length != SIZE_BYTES) {
            throw new IllegalArgumentException(
                    "a digest has %d bytes; expected %d".formatted(bytes.length, SIZE_BYTES));
        }
        bytes = bytes.clone();
    }

    /// Digest of these parts, one after the other.
    public static Digest sha256(byte[]... parts) {
        MessageDigest sha256 = newSha256();
        for (byte[] part : parts) {
            sha256.update(part);
        }
        return new Digest(sha256.digest());
    }

    /// A fresh SHA-256, which every Java platform must have.
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256; use a complete JDK 25", e);
        }
    }

    /// @throws IllegalArgumentException unless the text is 64 hexadecimal digits
    public static Digest parse(String hex) {
        return new Digest(HexFormat.of().parseHex(hex));
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    public boolean isAbsent() {
        return equals(ABSENT);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// 64 lower-case hexadecimal digits.
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
