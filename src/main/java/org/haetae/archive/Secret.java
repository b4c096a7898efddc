package org.haetae.archive;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.bech32.Bech32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;

/// What must be destroyed to erase one sealed thing: the age identity that opens it and the salt of
/// its commitments. Lives in the vault only, wrapped.
///
/// @param identity X25519 scalar, 32 bytes
/// @param salt 32 random bytes
/// @param fileKey what the identity finds in the header of the one file that is sealed to it; where
///   it is known the file opens without the curve. Empty for what has no file of its own
record Secret(byte[] identity, byte[] salt, Optional<FileKey> fileKey) {

    private static final int LENGTH = 64;
    private static final int FILE_KEY_BYTES = 16;

    /// Eight times the order of the base point (RFC 7748 section 4.1).
    private static final BigInteger EIGHT_ORDERS =
            BigInteger.ONE
                    .shiftLeft(252)
                    .add(new BigInteger("27742317777372353535851937790883648493"))
                    .shiftLeft(3);

    /// A scalar of the function has its highest bit at 254.
    private static final int SCALAR_BITS = 255;

    private static final SecureRandom RANDOM = new SecureRandom();

    Secret(byte[] identity, byte[] salt) {
        this(identity, salt, Optional.empty());
    }

    static Secret random() {
        var identity = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(RANDOM, identity);
        var salt = new byte[32];
        RANDOM.nextBytes(salt);
        return new Secret(identity, salt);
    }

    static Secret decode(byte[] encoded) {
        if (encoded.length != LENGTH && encoded.length != LENGTH + FILE_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "a vault entry holds %d bytes, expected %d or %d"
                            .formatted(encoded.length, LENGTH, LENGTH + FILE_KEY_BYTES));
        }
        return new Secret(
                Arrays.copyOfRange(encoded, 0, 32),
                Arrays.copyOfRange(encoded, 32, LENGTH),
                encoded.length == LENGTH
                        ? Optional.empty()
                        : Optional.of(
                                new FileKey(Arrays.copyOfRange(encoded, LENGTH, encoded.length))));
    }

    byte[] encode() {
        var key = fileKey.map(FileKey::getEncoded).orElseGet(() -> new byte[0]);
        return ByteBuffer.allocate(LENGTH + key.length).put(identity).put(salt).put(key).array();
    }

    /// The same with what the header of its file holds.
    Secret opening(FileKey key) {
        return new Secret(identity, salt, Optional.of(key));
    }

    /// The recipient that belongs to the identity: X25519 point, 32 bytes.
    byte[] recipient() {
        var recipient = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(identity, 0, recipient, 0);
        return recipient;
    }

    /// What another key pair and this identity agree on: `X25519(ephemeral, recipient())`, RFC
    /// 7748.
    ///
    /// Both scalars are at hand, so the point is reached as a multiple of the base point, whose
    /// multiples are tabulated, in a third of the time that a foreign point takes. Scalars are
    /// multiples of 8 and the base point's order is prime, so their product counts modulo eight
    /// times that order; of it and its negative, which have the same coordinate, one has the form
    /// that the function asks of a scalar.
    byte[] agreement(byte[] ephemeral) {
        var product = number(ephemeral).multiply(number(identity)).mod(EIGHT_ORDERS);
        var scalar = product.bitLength() == SCALAR_BITS ? product : EIGHT_ORDERS.subtract(product);
        var shared = new byte[X25519.POINT_SIZE];
        if (scalar.bitLength() == SCALAR_BITS) {
            X25519.generatePublicKey(littleEndian(scalar), 0, shared, 0);
        } else {
            // As good as never: one product in 2^127.
            X25519.calculateAgreement(ephemeral, 0, recipient(), 0, shared, 0);
        }
        return shared;
    }

    /// A scalar as RFC 7748 section 5 decodes it.
    private static BigInteger number(byte[] scalar) {
        var bytes = reversed(scalar);
        bytes[0] = (byte) (bytes[0] & 0x7F | 0x40);
        bytes[31] &= (byte) 0xF8;
        return new BigInteger(1, bytes);
    }

    private static byte[] littleEndian(BigInteger scalar) {
        return reversed(scalar.toByteArray());
    }

    private static byte[] reversed(byte[] bytes) {
        var reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    /// The identity as the `age` tool reads it from a file: `AGE-SECRET-KEY-1...`.
    String identityText() {
        return Bech32.getEncoder()
                .encode("age-secret-key-", identity)
                .toString()
                .toUpperCase(Locale.ROOT);
    }

    /// What an entry says of a record that falls with this secret: only who has the salt can tell
    /// what was committed to.
    Digest commitment(byte[] record) {
        return Commitment.record(salt, Digest.sha256(record));
    }

    @Override
    public String toString() {
        return "Secret[withheld]";
    }
}
