package org.haetae.custody;

import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Somebody to whom something leaves, enciphered to their age key (age-encryption.org/v1, recipient
/// type X25519).
///
/// @param id their pseudonym here
/// @param recipient `age1...`, as `age-keygen` prints it
/// @param label what we call them; empty when nobody said
public record Receiver(UUID id, String recipient, String label) {

    @Override
    public String toString() {
        return "Receiver " + id;
    }

    /// Seals what is written to all of them; each opens it alone. Closing it completes the file and
    /// closes the channel.
    static OutputStream sealing(WritableByteChannel to, List<Receiver> all) throws IOException {
        try {
            List<RecipientStanzaWriter> stanzas = new ArrayList<>();
            for (Receiver one : all) {
                stanzas.add(
                        X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(
                                one.recipient()));
            }
            return new BufferedOutputStream(
                    Channels.newOutputStream(
                            new StandardEncryptingChannelFactory()
                                    .newEncryptingChannel(to, stanzas)),
                    64 * 1024);
        } catch (GeneralSecurityException e) {
            throw new IOException("cannot begin to seal to a receiver", e);
        }
    }
}
