package org.haetae.archive;

import com.exceptionfactory.jagged.framework.crypto.PayloadIvParameterSpec;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;

/// The payload of one age file (age-encryption.org/v1, section "Payload"): chunk after chunk, each
/// sealed by ChaCha20-Poly1305 under its number and whether it is the last. All but the last are
/// full, and the last is empty only when the whole payload is.
final class Payload {

    static final int CHUNK_BYTES = 64 << 10;
    static final int TAG_BYTES = 16;
    static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;

    private final Cipher cipher;
    private final int mode;
    private final SecretKey key;
    private final PayloadIvParameterSpec nonce = new PayloadIvParameterSpec();

    private Payload(int mode, SecretKey key) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("ChaCha20-Poly1305");
        this.mode = mode;
        this.key = key;
    }

    static Payload sealing(SecretKey key) throws GeneralSecurityException {
        return new Payload(Cipher.ENCRYPT_MODE, key);
    }

    static Payload opening(SecretKey key) throws GeneralSecurityException {
        return new Payload(Cipher.DECRYPT_MODE, key);
    }

    /// Seals or opens the next chunk.
    ///
    /// @return how many bytes came out
    /// @throws GeneralSecurityException when what is to be opened is not the next chunk of this
    ///   payload as it was sealed
    int next(byte[] from, int offset, int length, boolean last, byte[] into, int at)
            throws GeneralSecurityException {
        boolean first = !nonce.isNotFirstChunk();
        if (last) {
            nonce.setLastChunkFlag();
        }
        cipher.init(mode, key, nonce);
        int out = cipher.doFinal(from, offset, length, into, at);
        if (out == 0 && !first) {
            throw new AEADBadTagException("the last chunk is empty, and it is not the only one");
        }
        nonce.incrementInitializationVector();
        return out;
    }
}
