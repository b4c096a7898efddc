package org.haetae.archive;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.jspecify.annotations.Nullable;

/// Files in the age format (age-encryption.org/v1), each to one X25519 recipient.
///
/// Header and payload are jagged's. The recipient stanza is written here, from the format's section
/// "The X25519 recipient type", because the JDK's curve is four times slower than others and an
/// intake of many small files spends most of its sealing time in the curve.
final class Age {

    private static final String TYPE = "X25519";
    private static final byte[] INFO =
            "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

    /// A file key of 16 bytes and its tag.
    private static final int SEALED_KEY_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Age() {}

    /// A file that is being sealed.
    ///
    /// @param channel seals what is written to it; closing it completes the file
    /// @param key what the payload is sealed with: opens the file again without the curve
    record Begun(WritableByteChannel channel, FileKey key) {}

    /// Begins to seal to a channel, which is closed with the one returned.
    static Begun sealing(WritableByteChannel sealed, Secret secret) throws IOException {
        try {
            var stanza = new StanzaWriter(secret);
            var channel =
                    new StandardEncryptingChannelFactory()
                            .newEncryptingChannel(sealed, List.of(stanza));
            return new Begun(channel, stanza.key());
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot begin to seal", e);
        }
    }

    /// The plain bytes of a sealed file, authenticated chunk by chunk as they are read.
    ///
    /// @throws IOException when the file is not of this format, was altered or cut, or the secret
    ///   is not its own
    static InputStream open(ReadableByteChannel sealed, Secret secret) throws IOException {
        return open(sealed, new StanzaReader(secret));
    }

    /// The same with the key that [#sealing] told.
    static InputStream open(ReadableByteChannel sealed, FileKey key) throws IOException {
        return open(sealed, stanzas -> key);
    }

    private static InputStream open(ReadableByteChannel sealed, RecipientStanzaReader reader)
            throws IOException {
        try {
            var plain =
                    new StandardDecryptingChannelFactory()
                            .newDecryptingChannel(sealed, List.of(reader));
            return new BufferedInputStream(Channels.newInputStream(plain), 64 * 1024);
        } catch (GeneralSecurityException e) {
            throw new IOException("the sealed file does not open with its key", e);
        }
    }

    private static byte[] wrappingKey(byte[] shared, byte[] share, byte[] recipient)
            throws GeneralSecurityException {
        var salt = new byte[share.length + recipient.length];
        System.arraycopy(share, 0, salt, 0, share.length);
        System.arraycopy(recipient, 0, salt, share.length, recipient.length);
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addIKM(shared)
                                .addSalt(salt)
                                .thenExpand(INFO, 32));
    }

    private static byte[] chacha(int mode, byte[] key, byte[] input)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        // The key is derived from a fresh ephemeral share, so the format fixes the nonce at zero.
        cipher.init(mode, new SecretKeySpec(key, "ChaCha20"), new IvParameterSpec(new byte[12]));
        return cipher.doFinal(input);
    }

    private record Stanza(String getType, List<String> getArguments, byte[] getBody)
            implements RecipientStanza {}

    private static final class StanzaWriter implements RecipientStanzaWriter {
        private final Secret secret;
        private @Nullable FileKey written;

        StanzaWriter(Secret secret) {
            this.secret = secret;
        }

        FileKey key() {
            return Objects.requireNonNull(written);
        }

        @Override
        public Iterable<RecipientStanza> getRecipientStanzas(FileKey fileKey)
                throws GeneralSecurityException {
            written = new FileKey(fileKey.getEncoded());
            var ephemeral = new byte[X25519.SCALAR_SIZE];
            X25519.generatePrivateKey(RANDOM, ephemeral);
            var share = new byte[X25519.POINT_SIZE];
            X25519.generatePublicKey(ephemeral, 0, share, 0);
            var recipient = secret.recipient();
            var shared = secret.agreement(ephemeral);
            var body =
                    chacha(
                            Cipher.ENCRYPT_MODE,
                            wrappingKey(shared, share, recipient),
                            fileKey.getEncoded());
            var argument = Base64.getEncoder().withoutPadding().encodeToString(share);
            return List.of(new Stanza(TYPE, List.of(argument), body));
        }
    }

    private record StanzaReader(Secret secret) implements RecipientStanzaReader {
        @Override
        public FileKey getFileKey(Iterable<RecipientStanza> stanzas)
                throws GeneralSecurityException {
            for (var stanza : stanzas) {
                if (stanza.getType().equals(TYPE) && stanza.getArguments().size() == 1) {
                    var opened = fileKey(stanza);
                    if (opened.isPresent()) {
                        return opened.get();
                    }
                }
            }
            throw new GeneralSecurityException("the header has no X25519 recipient of this key");
        }

        /// Empty when the stanza is another recipient's.
        private Optional<FileKey> fileKey(RecipientStanza stanza) throws GeneralSecurityException {
            var argument = stanza.getArguments().getFirst();
            byte[] share;
            try {
                share = Base64.getDecoder().decode(argument);
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("the share in the header is not base64", e);
            }
            var shared = new byte[X25519.POINT_SIZE];
            if (share.length != X25519.POINT_SIZE
                    || !Base64.getEncoder().withoutPadding().encodeToString(share).equals(argument)
                    || !X25519.calculateAgreement(secret.identity(), 0, share, 0, shared, 0)) {
                throw new GeneralSecurityException("the share in the header is no point");
            }
            if (stanza.getBody().length != SEALED_KEY_BYTES) {
                throw new GeneralSecurityException("the file key in the header has another length");
            }
            try {
                var key = wrappingKey(shared, share, secret.recipient());
                return Optional.of(new FileKey(chacha(Cipher.DECRYPT_MODE, key, stanza.getBody())));
            } catch (AEADBadTagException e) {
                return Optional.empty();
            }
        }
    }
}
