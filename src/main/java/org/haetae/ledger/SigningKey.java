package org.haetae.ledger;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// A key that signs checkpoints, a log's own or a witness's, with its public half.
///
/// Whether a checkpoint may be signed is for the caller to have made sure: two heads of one log
/// that contradict each other, once signed, can never be taken back.
public final class SigningKey {

    private final VerifierKey verifier;
    private final PrivateKey secret;

    private SigningKey(VerifierKey verifier, PrivateKey secret) {
        this.verifier = verifier;
        this.secret = secret;
    }

    /// A fresh key under this name.
    public static SigningKey make(String name, KeyType type) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(spki, type.spkiPrefix().length, spki.length);
            return new SigningKey(new VerifierKey(name, type, raw), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java has no %s; use a complete JDK 25".formatted(type.algorithm()), e);
        }
    }

    /// Reads what [#encode()] made. That the two halves belong together is seen only when something
    /// is signed and checked.
    ///
    /// @throws IllegalArgumentException when it is no key of this type; says nothing of the secret
    public static SigningKey parse(String line, KeyType type) {
        String[] parts = line.split(" ", -1);
        VerifierKey verifier = VerifierKey.parse(parts[0]);
        if (parts.length != 2 || verifier.type() != type) {
            throw new IllegalArgumentException("line is not of a key of type " + type);
        }
        try {
            byte[] pkcs8 = Base64.getDecoder().decode(parts[1]);
            PrivateKey secret =
                    KeyFactory.getInstance(type.algorithm())
                            .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            return new SigningKey(verifier, secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("no private key of type " + type, e);
        }
    }

    /// Verifier key, a space, and the private key as PKCS #8 in base64: a secret line.
    public String encode() {
        Base64.Encoder base64 = Base64.getEncoder();
        return verifier.vkey() + " " + base64.encodeToString(secret.getEncoded());
    }

    /// The public half, for those who check.
    public VerifierKey verifier() {
        return verifier;
    }

    /// Signs the text of a checkpoint as this key's type says: Ed25519 over the text itself
    /// (signed-note), the other two over a time and the text or what it tells (tlog-cosignature).
    public SignedNote.Line sign(Checkpoint checkpoint, Instant time) {
        String text = checkpoint.text();
        long seconds = time.getEpochSecond();
        byte[] message =
                verifier.message(seconds, text)
                        .orElseThrow(
                                () -> new IllegalArgumentException("not to be signed at " + time));
        byte[] raw = sign(message);
        byte[] signature =
                verifier.type() == KeyType.ED25519
                        ? raw
                        : ByteBuffer.allocate(Long.BYTES + raw.length)
                                .putLong(seconds)
                                .put(raw)
                                .array();
        return new SignedNote.Line(verifier.name(), verifier.id(), signature);
    }

    /// Signs a text that is no checkpoint; an Ed25519 key only, for the other types have no form
    /// for it.
    SignedNote.Line sign(String text) {
        if (verifier.type() != KeyType.ED25519) {
            throw new IllegalArgumentException(
                    "a key of type %s signs checkpoints only".formatted(verifier.type()));
        }
        return new SignedNote.Line(
                verifier.name(), verifier.id(), sign(text.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance(verifier.type().algorithm());
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing a checkpoint with " + verifier, e);
        }
    }

    /// Which key it is; nothing of the secret.
    @Override
    public String toString() {
        return verifier.toString();
    }
}
