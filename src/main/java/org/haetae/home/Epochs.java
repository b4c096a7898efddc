package org.haetae.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// A secret that is replaced, so that what was sealed under the one before is noise once that one
/// is destroyed. Epochs count from 1; the first is the plain secret of the name.
///
/// Replacing takes three steps, and a crash after each leaves something that can be gone on from:
/// 1. [#begin()]: a new secret beside the old one, used for nothing yet
/// 2. the owner seals everything anew and remembers which epoch that was
/// 3. [#destroy(int)] for every epoch but that one
public final class Epochs {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Keys keys;
    private final String name;

    Epochs(Keys keys, String name) {
        this.keys = keys;
        this.name = name;
    }

    /// The epochs of which there is a secret; more than one only while it is being replaced.
    public SortedSet<Integer> held() {
        var held = new TreeSet<Integer>();
        for (String one : keys.names()) {
            if (one.equals(name)) {
                held.add(1);
            } else if (one.startsWith(name + "-")
                    && one.substring(name.length() + 1).matches("[1-9][0-9]{0,8}")) {
                held.add(Integer.parseInt(one.substring(name.length() + 1)));
            }
        }
        return held;
    }

    /// The newest epoch. When there is none at all the first is made.
    public int newest() {
        SortedSet<Integer> held = held();
        if (held.isEmpty()) {
            keys.secret(name);
            return 1;
        }
        return held.last();
    }

    /// The secret of an epoch, 32 bytes.
    ///
    /// @throws HomeRefused when it is not there: it is never made in the place of one that is lost
    public byte[] secret(int epoch) {
        if (!held().contains(epoch)) {
            throw new HomeRefused(
                    "The key \"%s\" of epoch %d is not in keys/, which holds %s. The database and keys/ are of different ages: put back both from one backup."
                            .formatted(name, epoch, held()));
        }
        return keys.secret(file(epoch));
    }

    /// The secrets that are there, the newest first, for those who open what may be sealed under
    /// any of them. When there is none at all the first is made.
    public List<byte[]> secrets() {
        newest();
        return List.copyOf(held()).reversed().stream().map(this::secret).toList();
    }

    /// Makes the secret of the next epoch.
    ///
    /// @return its number
    public int begin() {
        int next = newest() + 1;
        keys.secret(file(next));
        return next;
    }

    /// Destroys the secret of an epoch for good. Doing it again does nothing.
    public void destroy(int epoch) {
        keys.destroy(file(epoch));
    }

    /// Seals under the secret of an epoch with AES-256-GCM, a random nonce of 12 bytes first.
    ///
    /// @param bound what the bytes belong to; they open for nothing else
    /// @throws HomeRefused when the secret is not there
    public byte[] seal(int epoch, String bound, byte[] plain) {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = crypt(Cipher.ENCRYPT_MODE, epoch, bound, nonce, plain);
        return ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    }

    /// What [#seal] sealed.
    ///
    /// @throws IllegalStateException when it was altered, or sealed for something else
    public byte[] open(int epoch, String bound, byte[] sealed) {
        return crypt(
                Cipher.DECRYPT_MODE,
                epoch,
                bound,
                Arrays.copyOf(sealed, NONCE_BYTES),
                Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length));
    }

    private byte[] crypt(int mode, int epoch, String bound, byte[] nonce, byte[] bytes) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    mode,
                    new SecretKeySpec(secret(epoch), "AES"),
                    new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(bound.getBytes(US_ASCII));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "what was sealed for %s under \"%s\" does not open".formatted(bound, name), e);
        }
    }

    private String file(int epoch) {
        return epoch == 1 ? name : name + "-" + epoch;
    }
}
