package org.haetae.home;

import com.exceptionfactory.jagged.bech32.Bech32;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// A private key of the age format ("native X25519" recipients), as the `age` tool reads it.
///
/// @param scalar 32 bytes; a secret
public record AgeIdentity(byte[] scalar) {

    private static final String PREFIX = "age-secret-key-";

    public AgeIdentity {
        scalar = scalar.clone();
        if (scalar.length != X25519.SCALAR_SIZE) {
            throw new IllegalArgumentException(
                    "an age identity has %d bytes, found %d"
                            .formatted(X25519.SCALAR_SIZE, scalar.length));
        }
    }

    @Override
    public byte[] scalar() {
        return scalar.clone();
    }

    /// A new one.
    public static AgeIdentity random() {
        var scalar = new byte[X25519.SCALAR_SIZE];
        X25519.generatePrivateKey(new SecureRandom(), scalar);
        return new AgeIdentity(scalar);
    }

    /// The first identity of a file as `age-keygen` writes it: lines with `#` are comments.
    ///
    /// @throws IllegalArgumentException when there is none
    public static AgeIdentity parse(String text) {
        var line =
                text.lines()
                        .map(String::strip)
                        .filter(one -> one.startsWith(PREFIX.toUpperCase(Locale.ROOT) + "1"))
                        .findFirst()
                        .orElseThrow(
                                () -> new IllegalArgumentException("no AGE-SECRET-KEY-1 line"));
        return new AgeIdentity(Bech32.getDecoder().decode(line).getData());
    }

    /// As a line of an identity file: `AGE-SECRET-KEY-1...`.
    public String text() {
        return Bech32.getEncoder().encode(PREFIX, scalar).toString().toUpperCase(Locale.ROOT);
    }

    /// The public key that seals to this identity: `age1...`.
    public String recipient() {
        var point = new byte[X25519.POINT_SIZE];
        X25519.generatePublicKey(scalar, 0, point, 0);
        return Bech32.getEncoder().encode("age", point).toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AgeIdentity that && MessageDigest.isEqual(scalar, that.scalar);
    }

    @Override
    public int hashCode() {
        return recipient().hashCode();
    }

    /// The public half alone.
    @Override
    public String toString() {
        return "AgeIdentity[" + recipient() + "]";
    }
}
