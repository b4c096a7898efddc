package org.haetae.home;

import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.GeneralSecurityException;
import java.util.List;

/// Files in the age format (age-encryption.org/v1) around a home: its wrapped keys and its backups.
/// The `age` tool opens them.
public final class AgeFile {

    private AgeFile() {}

    /// Seals what is written to a public key; closing completes the file and closes `out`.
    ///
    /// @param recipient `age1...`
    public static OutputStream sealing(OutputStream out, String recipient) throws IOException {
        try {
            return sealing(
                    out, X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(recipient));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("this is no public key of age", e);
        }
    }

    /// The plain bytes of a sealed file, authenticated chunk by chunk as they are read.
    ///
    /// @throws IOException when the file was altered or cut, or is not sealed to this identity
    public static InputStream opening(InputStream sealed, AgeIdentity identity) throws IOException {
        try {
            return opening(
                    sealed,
                    X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(identity.text()));
        } catch (GeneralSecurityException e) {
            throw new IOException("this identity cannot be used", e);
        }
    }

    static byte[] seal(byte[] plain, String recipient) throws IOException {
        var sealed = new ByteArrayOutputStream();
        try (var out = sealing(sealed, recipient)) {
            out.write(plain);
        }
        return sealed.toByteArray();
    }

    static byte[] seal(byte[] plain, Passphrase passphrase) throws IOException {
        var sealed = new ByteArrayOutputStream();
        try (var out = sealing(sealed, passphrase.writer())) {
            out.write(plain);
        }
        return sealed.toByteArray();
    }

    static byte[] open(byte[] sealed, RecipientStanzaReader reader) throws IOException {
        try (var in = opening(new ByteArrayInputStream(sealed), reader)) {
            return in.readAllBytes();
        }
    }

    static byte[] open(byte[] sealed, AgeIdentity identity) throws IOException {
        try (var in = opening(new ByteArrayInputStream(sealed), identity)) {
            return in.readAllBytes();
        }
    }

    private static OutputStream sealing(OutputStream out, RecipientStanzaWriter writer)
            throws IOException {
        try {
            return Channels.newOutputStream(
                    new StandardEncryptingChannelFactory()
                            .newEncryptingChannel(Channels.newChannel(out), List.of(writer)));
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot begin to seal", e);
        }
    }

    private static InputStream opening(InputStream sealed, RecipientStanzaReader reader)
            throws IOException {
        try {
            return new BufferedInputStream(
                    Channels.newInputStream(
                            new StandardDecryptingChannelFactory()
                                    .newDecryptingChannel(
                                            Channels.newChannel(sealed), List.of(reader))),
                    64 * 1024);
        } catch (GeneralSecurityException e) {
            throw new IOException("the sealed file does not open with this key", e);
        }
    }
}
