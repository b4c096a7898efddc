package org.haetae.archive;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.format.StandardPayloadKeyReader;
import com.exceptionfactory.jagged.framework.format.StandardPayloadKeyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
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
/// The header is jagged's. The recipient stanza is written here, from the format's section "The
/// X25519 recipient type", because the JDK's curve is four times slower than others and an intake
/// of many small files spends most of its sealing time in the curve; and [Payload] is driven from
/// here, so that memory and cipher are used again and bytes are not copied from layer to layer.
final class Age {

    private static final String TYPE = "X25519";
    private static final byte[] INFO =
            "age-encryption.org/v1/X25519".getBytes(StandardCharsets.US_ASCII);

    /// A file key of 16 bytes and its tag.
    private static final int SEALED_KEY_BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Age() {}

    /// Where sealed bytes go. They are to be taken before the call returns.
    interface Sink {
        void take(byte[] sealed, int length) throws IOException;
    }

    /// Begins to seal a file to one recipient.
    ///
    /// @param buffers for this file alone until it is finished
    static Sealer sealing(Secret secret, Buffers buffers, Sink sink) throws IOException {
        return new Sealer(secret, buffers, sink);
    }

    /// One file that is being sealed.
    static final class Sealer {
        private final Buffers buffers;
        private final Sink sink;
        private final Payload payload;
        private final FileKey key;

        /// Plain bytes of a chunk that may yet be the last.
        private int waiting;

        /// Sealed bytes that the sink has not got yet.
        private int sealed;

        private Sealer(Secret secret, Buffers buffers, Sink sink) throws IOException {
            this.buffers = buffers;
            this.sink = sink;
            var header = ByteBuffer.wrap(buffers.sealed);
            var stanza = new StanzaWriter(secret);
            try {
                this.payload =
                        Payload.sealing(
                                new StandardPayloadKeyWriter()
                                        .writeFileHeader(header, List.of(stanza)));
            } catch (GeneralSecurityException e) {
                throw new IOException("cannot begin to seal", e);
            }
            this.key = stanza.key();
            this.sealed = header.position();
        }

        /// What the payload is sealed with: opens the file again without the curve.
        FileKey key() {
            return key;
        }

        void write(byte[] from, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                if (waiting == Payload.CHUNK_BYTES) {
                    seal(buffers.plain, 0, waiting, false);
                    waiting = 0;
                }
                int part = Math.min(left, Payload.CHUNK_BYTES - waiting);
                if (part == Payload.CHUNK_BYTES && left > part) {
                    seal(from, at, part, false); // where it lies: more follows for certain
                } else {
                    System.arraycopy(from, at, buffers.plain, waiting, part);
                    waiting += part;
                }
                at += part;
                left -= part;
            }
        }

        /// Seals the last chunk. The sink has everything when this returns.
        void finish() throws IOException {
            seal(buffers.plain, 0, waiting, true);
            sink.take(buffers.sealed, sealed);
        }

        private void seal(byte[] from, int at, int length, boolean last) throws IOException {
            if (buffers.sealed.length - sealed < length + Payload.TAG_BYTES) {
                sink.take(buffers.sealed, sealed);
                sealed = 0;
            }
            try {
                sealed += payload.next(from, at, length, last, buffers.sealed, sealed);
            } catch (GeneralSecurityException e) {
                throw new IOException("cannot seal", e);
            }
        }
    }

    /// The plain bytes of a sealed file, authenticated chunk by chunk as they are read. Where the
    /// secret has the file key, the header's authentication code tells whether it is the right one.
    ///
    /// @throws IOException when the file is not of this format, was altered or cut, or the secret
    ///   is not its own
    static InputStream open(ReadableByteChannel sealed, Secret secret) throws IOException {
        return open(sealed, secret, new Buffers());
    }

    /// The same in memory that is the caller's, who must not use it otherwise while he reads.
    static InputStream open(ReadableByteChannel sealed, Secret secret, Buffers buffers)
            throws IOException {
        return new Opened(
                sealed,
                secret.fileKey()
                        .<RecipientStanzaReader>map(key -> stanzas -> key)
                        .orElseGet(() -> new StanzaReader(secret)),
                buffers);
    }

    private static final class Opened extends InputStream {
        private final ReadableByteChannel file;
        private final Buffers buffers;
        private final ByteBuffer sealed;
        private final Payload payload;
        private int at;
        private int end;
        private boolean whole;

        Opened(ReadableByteChannel file, RecipientStanzaReader reader, Buffers buffers)
                throws IOException {
            this.file = file;
            this.buffers = buffers;
            this.sealed = ByteBuffer.wrap(buffers.sealed).limit(0);
            try {
                fill();
                this.payload =
                        Payload.opening(
                                new StandardPayloadKeyReader()
                                        .getPayloadKey(sealed, List.of(reader)));
            } catch (GeneralSecurityException e) {
                throw new IOException("the sealed file does not open with its key", e);
            }
        }

        /// Reads ahead as much as there is room for.
        private void fill() throws IOException {
            sealed.compact();
            while (sealed.hasRemaining() && file.read(sealed) >= 0) {
                // on, to the end of room or file
            }
            sealed.flip();
        }

        /// Opens the next chunk, if there is one.
        private boolean next() throws IOException {
            if (whole) {
                return false;
            }
            if (sealed.remaining() <= Payload.SEALED_CHUNK_BYTES) {
                fill();
            }
            boolean last = sealed.remaining() <= Payload.SEALED_CHUNK_BYTES;
            int length = last ? sealed.remaining() : Payload.SEALED_CHUNK_BYTES;
            at = 0;
            end = 0; // of a chunk that does not open nothing is given away
            try {
                end =
                        payload.next(
                                buffers.sealed, sealed.position(), length, last, buffers.plain, 0);
            } catch (GeneralSecurityException e) {
                throw new IOException("the sealed file was altered or cut", e);
            }
            sealed.position(sealed.position() + length);
            whole = last;
            return end > 0;
        }

        @Override
        public int read() throws IOException {
            return at < end || next() ? buffers.plain[at++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, into.length);
            if (length == 0) {
                return 0;
            }
            if (at == end && !next()) {
                return -1;
            }
            int read = Math.min(length, end - at);
            System.arraycopy(buffers.plain, at, into, offset, read);
            at += read;
            return read;
        }

        @Override
        public int available() {
            return end - at;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            long bytes = 0;
            while (at < end || next()) {
                out.write(buffers.plain, at, end - at);
                bytes += end - at;
                at = end;
            }
            return bytes;
        }

        @Override
        public void close() throws IOException {
            file.close();
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
