package org.haetae.archive;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.CompartmentId;

/// A set of compartments and its keys. Equal bytes are recognised within one scope only: keyed, so
/// that neither a stolen database nor another scope can tell that two things are equal.
final class Scope {

    private final UUID id;
    private final Set<CompartmentId> compartments;
    private final SecretKey wrapping;
    private final SecretKey contents;
    private final SecretKey origins;

    Scope(UUID id, Set<CompartmentId> compartments, byte[] key) {
        this.id = id;
        this.compartments = Set.copyOf(compartments);
        this.wrapping = derive(key, "wrapping", "AES");
        this.contents = derive(key, "contents", "HmacSHA256");
        this.origins = derive(key, "origins", "HmacSHA256");
    }

    UUID id() {
        return id;
    }

    Set<CompartmentId> compartments() {
        return compartments;
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

    private static SecretKey derive(byte[] key, String purpose, String algorithm) {
        try {
            var parameters =
                    HKDFParameterSpec.ofExtract()
                            .addIKM(key)
                            .thenExpand(("haetae/scope/v1/" + purpose).getBytes(), 32);
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
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
