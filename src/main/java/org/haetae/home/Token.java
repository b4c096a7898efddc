package org.haetae.home;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// A token or security module behind PKCS #11, through the JDK's own bridge to it. It holds one AES
/// key of 256 bits, which never leaves it; the home key is sealed by that (AES-GCM, 12 bytes of
/// nonce before the sealed bytes).
final class Token {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Settings settings;

    Token(Settings settings) {
        this.settings = settings;
    }

    /// Seals the home key; makes the token's key if there is none of this name.
    byte[] close(byte[] homeKey, char[] pin) {
        try {
            var provider = provider();
            var nonce = new byte[NONCE_BYTES];
            new SecureRandom().nextBytes(nonce);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key(provider, pin, true),
                    new GCMParameterSpec(TAG_BITS, nonce));
            byte[] sealed = cipher.doFinal(homeKey);
            byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
            return whole;
        } catch (GeneralSecurityException | IOException e) {
            throw refused(e);
        }
    }

    byte[] open(byte[] locked, char[] pin) {
        try {
            var provider = provider();
            var cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    key(provider, pin, false),
                    new GCMParameterSpec(TAG_BITS, locked, 0, NONCE_BYTES));
            return cipher.doFinal(locked, NONCE_BYTES, locked.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IOException e) {
            throw refused(e);
        }
    }

    private Provider provider() {
        String library = settings.text(Setting.KEYS_TOKEN_LIBRARY);
        if (library.isEmpty()) {
            throw new HomeRefused(
                    "The setting keys.token-library is empty. Let it name the PKCS #11 library of the token.");
        }
        if (library.contains("\n") || library.contains("\"")) {
            throw new HomeRefused("The setting keys.token-library is no path of a library.");
        }
        return Security.getProvider("SunPKCS11")
                .configure(
                        """
                        --name = Haetae
                        library = "%s"
                        slotListIndex = %d
                        attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
                          CKA_TOKEN = true
                          CKA_SENSITIVE = true
                          CKA_EXTRACTABLE = false
                          CKA_ENCRYPT = true
                          CKA_DECRYPT = true
                        }
                        """
                                .formatted(library, settings.number(Setting.KEYS_TOKEN_SLOT)));
    }

    private SecretKey key(Provider provider, char[] pin, boolean make)
            throws GeneralSecurityException, IOException {
        String label = settings.text(Setting.KEYS_TOKEN_KEY);
        var store = KeyStore.getInstance("PKCS11", provider);
        store.load(null, pin);
        Key found = store.getKey(label, null);
        if (found instanceof SecretKey key) {
            return key;
        }
        if (!make) {
            throw new GeneralSecurityException("the token has no key \"%s\"".formatted(label));
        }
        var generator = KeyGenerator.getInstance("AES", provider);
        generator.init(256);
        store.setKeyEntry(label, generator.generateKey(), null, null);
        return (SecretKey) store.getKey(label, null);
    }

    private static HomeRefused refused(Exception e) {
        return new HomeRefused(
                "The token does not open or lock the keys of this home (%s). Nothing was changed. See that it is connected, the PIN right, and keys.token-library, keys.token-slot and keys.token-key are those of this home."
                        .formatted(innermost(e)),
                e);
    }

    private static String innermost(Throwable thrown) {
        var cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
