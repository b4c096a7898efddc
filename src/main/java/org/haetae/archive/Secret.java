package org.haetae.archive;

import com.exceptionfactory.jagged.bech32.Bech32;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// What must be destroyed to erase one sealed thing: the age identity that opens it and the salt of
/// its commitments. Lives in the vault only, wrapped.
///
/// @param identity X25519 scalar, 32 bytes
/// @param salt 32 random bytes
record Secret(byte[] identity, byte[] salt) {

    static final int LENGTH = 64;

    private static final SecureRandom RANDOM = new SecureRandom();

    static Secret random() {
        var identity = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(RANDOM, identity);
        var salt = new byte[32];
        RANDOM.nextBytes(salt);
        return new Secret(identity, salt);
    }

    static Secret decode(byte[] encoded) {
        if (encoded.length != LENGTH) {
            throw new IllegalArgumentException(
                    "a vault entry holds %d bytes, expected %d".formatted(encoded.length, LENGTH));
        }
        return new Secret(
                Arrays.copyOfRange(encoded, 0, 32), Arrays.copyOfRange(encoded, 32, LENGTH));
    }

    byte[] encode() {
        return ByteBuffer.allocate(LENGTH).put(identity).put(salt).array();
    }

    /// The recipient that belongs to the identity: X25519 point, 32 bytes.
    byte[] recipient() {
        var recipient = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(identity, 0, recipient, 0);
        return recipient;
    }

    /// The identity as the `age` tool reads it from a file: `AGE-SECRET-KEY-1...`.
    String identityText() {
        return Bech32.getEncoder()
                .encode("age-secret-key-", identity)
                .toString()
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "Secret[withheld]";
    }
}
