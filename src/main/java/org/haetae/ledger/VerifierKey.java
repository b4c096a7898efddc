package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/// A public key that notes are checked with, under its name; a *vkey* of C2SP signed-note.
///
/// Whoever checks has it from the log's people by a way of their own. A key that came along with
/// what it is to check proves nothing.
///
/// @param name who signs; for a log its origin, by convention
/// @param publicKey the raw key, as its algorithm encodes it
public record VerifierKey(String name, KeyType type, byte[] publicKey) {

    private static final byte[] SUBTREE = "subtree/v1\n\0".getBytes(US_ASCII);
    private static final int LONGEST_NAME_BYTES = 255;

    /// The year 9999; a time after it is a mistake, and no calendar of ours goes further.
    private static final long LAST_SECOND = 253_402_300_799L;

    public VerifierKey {
        checkName(name);
        if (publicKey.length != type.keyBytes()) {
            throw new IllegalArgumentException(
                    "public key of type %s has %d bytes; expected %d"
                            .formatted(type, publicKey.length, type.keyBytes()));
        }
        publicKey = publicKey.clone();
    }

    /// Reads `<name>+<key id, 8 hex digits>+<base64 of type and key>`.
    ///
    /// @throws IllegalArgumentException saying what is wrong with it
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "verifier key has %d parts; expected name+id+key".formatted(parts.length));
        }
        byte[] typeAndKey = SignedNote.decodeBase64(parts[2]);
        if (typeAndKey.length == 0) {
            throw new IllegalArgumentException("verifier key is empty after its id");
        }
        int number = Byte.toUnsignedInt(typeAndKey[0]);
        KeyType type =
                KeyType.of(number)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "verifier key is of type %d; expected 1, 4 or 6"
                                                        .formatted(number)));
        VerifierKey key =
                new VerifierKey(
                        parts[0], type, Arrays.copyOfRange(typeAndKey, 1, typeAndKey.length));
        if (!HexFormat.of().toHexDigits(key.id()).equals(parts[1])) {
            throw new IllegalArgumentException(
                    "verifier key has id %s; expected %s, computed from its name and key"
                            .formatted(parts[1], HexFormat.of().toHexDigits(key.id())));
        }
        return key;
    }

    /// The text form, which [#parse] reads.
    public String vkey() {
        return name
                + "+"
                + HexFormat.of().toHexDigits(id())
                + "+"
                + Base64.getEncoder().encodeToString(typeAndKey());
    }

    /// First four bytes of `SHA-256(name || 0x0A || type || key)`. It names a key; it does not
    /// prove one.
    public int id() {
        byte[] digest = Digest.sha256((name + "\n").getBytes(UTF_8), typeAndKey()).bytes();
        return ByteBuffer.wrap(digest).getInt();
    }

    @Override
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /// Whether this key made the signature over the text. A signature that cannot even be read is a
    /// wrong one.
    public boolean verifies(String text, byte[] signature) {
        if (signature.length != type.signatureBytes()) {
            return false;
        }
        ByteBuffer rest = ByteBuffer.wrap(signature);
        Optional<byte[]> message = message(type.isTimed() ? rest.getLong() : 0, text);
        byte[] raw = new byte[rest.remaining()];
        rest.get(raw);
        return message.isPresent() && verifies(message.get(), raw);
    }

    /// When a signature of this key's type was made, as the signer says. Believe it only once
    /// [#verifies] has been true; empty for a type that has no time, and for a time of 0, which is
    /// none.
    public Optional<Instant> time(byte[] signature) {
        if (!type.isTimed() || signature.length != type.signatureBytes()) {
            return Optional.empty();
        }
        long seconds = ByteBuffer.wrap(signature).getLong();
        return seconds > 0 && seconds <= LAST_SECOND
                ? Optional.of(Instant.ofEpochSecond(seconds))
                : Optional.empty();
    }

    /// The bytes that a key of this type and name signs; empty for what cannot be signed by it.
    ///
    /// @param seconds of the signing, for the types that have a time
    Optional<byte[]> message(long seconds, String text) {
        return switch (type) {
            case ED25519 -> Optional.of(text.getBytes(UTF_8));
            case ED25519_COSIGNATURE -> cosigned(seconds, text);
            case ML_DSA_44 -> cosignedTree(name, seconds, text);
        };
    }

    private boolean verifies(byte[] message, byte[] raw) {
        try {
            Signature verifier = Signature.getInstance(type.algorithm());
            verifier.initVerify(javaKey());
            verifier.update(message);
            return verifier.verify(raw);
        } catch (GeneralSecurityException e) {
            return false; // not a signature, or not a key, of this algorithm
        }
    }

    private PublicKey javaKey() throws GeneralSecurityException {
        byte[] prefix = type.spkiPrefix();
        byte[] spki = Arrays.copyOf(prefix, prefix.length + publicKey.length);
        System.arraycopy(publicKey, 0, spki, prefix.length, publicKey.length);
        return KeyFactory.getInstance(type.algorithm())
                .generatePublic(new X509EncodedKeySpec(spki));
    }

    /// tlog-cosignature, "Ed25519 signed message".
    private static Optional<byte[]> cosigned(long seconds, String text) {
        return seconds < 0
                ? Optional.empty()
                : Optional.of(
                        ("cosignature/v1\ntime %d\n%s".formatted(seconds, text)).getBytes(UTF_8));
    }

    /// tlog-cosignature, "ML-DSA-44 signed message", for a whole tree.
    private static Optional<byte[]> cosignedTree(String signer, long seconds, String text) {
        Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.parse(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // this type signs checkpoints only
        }
        byte[] name = signer.getBytes(UTF_8);
        byte[] origin = checkpoint.origin().getBytes(UTF_8);
        if (seconds < 0 || name.length > LONGEST_NAME_BYTES || origin.length > LONGEST_NAME_BYTES) {
            return Optional.empty();
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.writeBytes(SUBTREE);
        message.write(name.length);
        message.writeBytes(name);
        message.writeBytes(bytes(seconds));
        message.write(origin.length);
        message.writeBytes(origin);
        message.writeBytes(bytes(0)); // start: the whole tree
        message.writeBytes(bytes(checkpoint.size()));
        message.writeBytes(checkpoint.root().bytes());
        return Optional.of(message.toByteArray());
    }

    static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    static void checkName(String name) {
        boolean wrong =
                name.isEmpty()
                        || name.codePoints()
                                .anyMatch(
                                        c ->
                                                c == '+'
                                                        || c < 0x20
                                                        || Character.isWhitespace(c)
                                                        || Character.isSpaceChar(c));
        if (wrong) {
            throw new IllegalArgumentException(
                    "key name is empty or has a space, a control character or a plus sign");
        }
    }

    private byte[] typeAndKey() {
        byte[] bytes = new byte[1 + publicKey.length];
        bytes[0] = (byte) type.number();
        System.arraycopy(publicKey, 0, bytes, 1, publicKey.length);
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey key
                && name.equals(key.name)
                && type == key.type
                && Arrays.equals(publicKey, key.publicKey);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(publicKey);
    }

    @Override
    public String toString() {
        return name + "+" + HexFormat.of().toHexDigits(id());
    }
}
