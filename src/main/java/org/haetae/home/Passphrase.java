package org.haetae.home;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/// What a person remembers, as the recipient of an age file (section "The scrypt recipient type").
/// Letters are taken in normal form C, so that a Korean passphrase is the same from every keyboard.
final class Passphrase {

    private static final String TYPE = "scrypt";
    private static final byte[] LABEL =
            "age-encryption.org/v1/scrypt".getBytes(StandardCharsets.US_ASCII);

    /// 2^17 rounds of 1 KB: 128 MB for each guess. The age tool takes twice that, which is half of
    /// a server's heap.
    private static final int WORK = 17;

    /// A file that asks for more is refused instead of being tried for hours.
    private static final int MOST_WORK = 18;

    private static final int SALT_BYTES = 16;
    private static final int SEALED_KEY_BYTES = 32;
    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final byte[] bytes;

    Passphrase(String text) {
        this.bytes =
                Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }

    RecipientStanzaWriter writer() {
        return fileKey -> {
            var salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            var body = chacha(Cipher.ENCRYPT_MODE, key(salt, WORK), fileKey.getEncoded());
            return List.of(
                    new Stanza(
                            TYPE,
                            List.of(BASE64.encodeToString(salt), Integer.toString(WORK)),
                            body));
        };
    }

    RecipientStanzaReader reader() {
        return stanzas -> {
            Iterator<RecipientStanza> all = stanzas.iterator();
            RecipientStanza stanza = all.next();
            // Whoever seals to a passphrase proves to know it; a second recipient would undo that.
            if (!stanza.getType().equals(TYPE) || all.hasNext()) {
                throw new GeneralSecurityException("not sealed to a passphrase alone");
            }
            List<String> arguments = List.copyOf(arguments(stanza));
            byte[] salt = salt(arguments);
            byte[] body = stanza.getBody();
            if (body.length != SEALED_KEY_BYTES) {
                throw new GeneralSecurityException("the file key has another length");
            }
            return new FileKey(chacha(Cipher.DECRYPT_MODE, key(salt, work(arguments)), body));
        };
    }

    private static List<String> arguments(RecipientStanza stanza) throws GeneralSecurityException {
        var arguments = new java.util.ArrayList<String>();
        stanza.getArguments().forEach(arguments::add);
        if (arguments.size() != 2) {
            throw new GeneralSecurityException("a passphrase stanza has a salt and a number");
        }
        return arguments;
    }

    private static byte[] salt(List<String> arguments) throws GeneralSecurityException {
        try {
            var salt = Base64.getDecoder().decode(arguments.getFirst());
            if (salt.length == SALT_BYTES
                    && BASE64.encodeToString(salt).equals(arguments.getFirst())) {
                return salt;
            }
        } catch (IllegalArgumentException e) {
            // The same answer as for a salt of another length.
        }
        throw new GeneralSecurityException("the salt is not 16 bytes of base64");
    }

    private static int work(List<String> arguments) throws GeneralSecurityException {
        if (!arguments.get(1).matches("[1-9][0-9]?")) {
            throw new GeneralSecurityException("the work factor is no number");
        }
        int work = Integer.parseInt(arguments.get(1));
        if (work > MOST_WORK) {
            throw new GeneralSecurityException("the work factor is above " + MOST_WORK);
        }
        return work;
    }

    private SecretKeySpec key(byte[] salt, int work) {
        var labelled = ByteBuffer.allocate(LABEL.length + salt.length).put(LABEL).put(salt).array();
        return new SecretKeySpec(SCrypt.generate(bytes, labelled, 1 << work, 8, 1, 32), "ChaCha20");
    }

    private static byte[] chacha(int mode, SecretKeySpec key, byte[] input)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("ChaCha20-Poly1305");
        // The key comes from a fresh salt, so the format fixes the nonce at zero.
        cipher.init(mode, key, new IvParameterSpec(new byte[12]));
        return cipher.doFinal(input);
    }

    private record Stanza(String getType, List<String> getArguments, byte[] getBody)
            implements RecipientStanza {}

    @Override
    public String toString() {
        return "Passphrase[withheld]";
    }
}
