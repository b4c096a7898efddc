package org.haetae.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.Clearance;
import org.haetae.home.Epochs;

/// Seals what somebody keeps for themselves with AES-256-GCM under a key of the home, bound to its
/// id and its maker: a row moved to someone else does not open.
final class MakersSeal {
    private static final int NONCE_BYTES = 12;

    private final Epochs keys;
    private final SecureRandom random = new SecureRandom();

    /// @param keys replaced by each erasure, which forgets all that was sealed
    MakersSeal(Epochs keys) {
        this.keys = keys;
    }

    byte[] seal(UUID id, Clearance by, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, id, by, nonce, plain);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    }

    byte[] open(UUID id, Clearance by, byte[] sealed) {
        return crypt(
                Cipher.DECRYPT_MODE,
                id,
                by,
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private byte[] crypt(int mode, UUID id, Clearance by, byte[] nonce, byte[] bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            SecretKeySpec key = new SecretKeySpec(keys.secret(keys.newest()), "AES");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD((id + "/" + by.actor()).getBytes(StandardCharsets.US_ASCII));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was kept as %s does not open".formatted(id), e);
        }
    }
}
