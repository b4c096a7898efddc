package org.haetae.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.CompartmentId;

/// A set of compartments and a set of consents, and their keys. Equal bytes are recognised within
/// one scope only: keyed, so that neither a stolen database nor another scope can tell that two
/// things are equal.
///
/// Secrets are wrapped under a key made from the scope's own and those of all its consents, so that
/// they fall when any of these is destroyed. The keys that recognise contents and places stay the
/// same when the wrapping key is replaced; places are recognised in all scopes of the same
/// compartments alike, whatever consents there are.
final class Scope {

    /// Length of what recognises: a key for contents, one for places.
    static final int RECOGNITION_BYTES = 64;

    private final UUID id;
    private final Set<CompartmentId> compartments;
    private final Set<ConsentId> consents;
    private final SecretKey wrapping;
    private final SecretKey contents;
    private final SecretKey origins;
    private final byte[] recognition;

    /// @param keys the scope's own, then those of its consents in the order of their ids
    Scope(
            UUID id,
            Set<CompartmentId> compartments,
            Set<ConsentId> consents,
            List<byte[]> keys,
            byte[] recognition) {
        this.id = id;
        this.compartments = Set.copyOf(compartments);
        this.consents = Set.copyOf(consents);
        this.wrapping = new SecretKeySpec(derive(keys, "wrapping"), "AES");
        this.contents = new SecretKeySpec(recognition, 0, 32, "HmacSHA256");
        this.origins = new SecretKeySpec(recognition, 32, 32, "HmacSHA256");
        this.recognition = recognition;
    }

    /// What a scope recognises by as long as its first key was not replaced.
    static byte[] recognition(byte[] key) {
        return recognition(derive(List.of(key), "contents"), derive(List.of(key), "origins"));
    }

    static byte[] recognition(byte[] contents, byte[] origins) {
        return ByteBuffer.allocate(RECOGNITION_BYTES).put(contents).put(origins).array();
    }

    /// A key for the contents of a new scope, and the places of this one.
    byte[] recognitionOfNeighbour(byte[] key) {
        return recognition(
                derive(List.of(key), "contents"),
                Arrays.copyOfRange(recognition, 32, RECOGNITION_BYTES));
    }

    byte[] recognition() {
        return recognition.clone();
    }

    UUID id() {
        return id;
    }

    Set<CompartmentId> compartments() {
        return compartments;
    }

    Set<ConsentId> consents() {
        return consents;
    }

    /// RFC 5649 key wrap.
    byte[] wrap(Secret secret) {
        return wrap(wrapping, secret.encode());
    }

    Secret unwrap(byte[] wrapped) {
        return Secret.decode(unwrap(wrapping, wrapped));
    }

    /// What stands for a content in the database: equal within this scope, meaningless outside.
    UUID contentKey(byte[] sha256) {
        return mac(contents, sha256);
    }

    /// What stands for a place on a giver's disk.
    UUID originKey(byte[] place) {
        return mac(origins, place);
    }

    static byte[] wrap(SecretKey key, byte[] plain) {
        try {
            var cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.WRAP_MODE, key);
            return cipher.wrap(new SecretKeySpec(plain, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key could not be wrapped", e);
        }
    }

    static byte[] unwrap(SecretKey key, byte[] wrapped) {
        try {
            var cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.UNWRAP_MODE, key);
            return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new Tampered("a wrapped key does not open: altered, or of another home", e);
        }
    }

    static byte[] derive(List<byte[]> keys, String purpose) {
        try {
            var parameters = HKDFParameterSpec.ofExtract();
            keys.forEach(parameters::addIKM);
            return KDF.getInstance("HKDF-SHA256")
                    .deriveData(
                            parameters.thenExpand(("haetae/scope/v1/" + purpose).getBytes(), 32));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a scope key could not be derived", e);
        }
    }

    /// HMAC-SHA-256-128, RFC 4868.
    private static UUID mac(SecretKey key, byte[] message) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            var code = ByteBuffer.wrap(mac.doFinal(message));
            return new UUID(code.getLong(), code.getLong());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
