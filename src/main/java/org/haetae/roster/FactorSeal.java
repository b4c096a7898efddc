package org.haetae.roster;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Keeps the secrets of second factors sealed in the database (AES-256-GCM, bound to their
/// account): unlike a password they cannot be hashed, and whoever has them can make codes.
final class FactorSeal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /// @param key 32 bytes, the home's own
    FactorSeal(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    byte[] seal(UUID account, byte[] secret) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, account, nonce, secret);
        return ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
    }

    byte[] open(UUID account, byte[] sealed) {
        var buffer = ByteBuffer.wrap(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        byte[] rest = new byte[sealed.length - NONCE_BYTES];
        buffer.get(nonce).get(rest);
        return crypt(Cipher.DECRYPT_MODE, account, nonce, rest);
    }

    private byte[] crypt(int mode, UUID account, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(
                    ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(account.getMostSignificantBits())
                            .putLong(account.getLeastSignificantBits())
                            .array());
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "the second factor of account %s does not open with this home's key"
                            .formatted(account),
                    e);
        }
    }
}
