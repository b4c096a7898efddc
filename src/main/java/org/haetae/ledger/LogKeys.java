package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.haetae.ledger.KeyType.ED25519;
import static org.haetae.ledger.KeyType.ML_DSA_44;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.haetae.home.DurableFile;

/// The keys that this home's log is signed with, and its name.
///
/// Both are made once. `keys/ledger-signing.keys` holds the origin, the public and the private
/// keys, and is the owner's alone; `keys/ledger-ed25519.vkey` and `keys/ledger-ml-dsa-44.vkey` are
/// for everybody who checks. Ed25519 is what every reader of such logs knows, and tlog-tiles
/// demands; ML-DSA-44 is what tlog-cosignature recommends, so that a quantum computer of later
/// years cannot forge today's heads.
final class LogKeys {

    /// Where the secret keys lie.
    static final String SECRETS = "ledger-signing.keys";

    private static final String HEADER = "haetae ledger signing keys v1";
    private static final String DOMAIN = "haetae.invalid/";
    private static final int ORIGIN_BYTES = 16;

    private final Signer ed25519;
    private final Signer mlDsa;

    /// One key with its public half.
    private record Signer(VerifierKey verifier, PrivateKey secret) {
        byte[] sign(byte[] message) {
            try {
                Signature signature = Signature.getInstance(verifier.type().algorithm());
                signature.initSign(secret);
                signature.update(message);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("signing a checkpoint with " + verifier, e);
            }
        }

        String line() {
            Base64.Encoder base64 = Base64.getEncoder();
            return verifier.vkey() + " " + base64.encodeToString(secret.getEncoded());
        }
    }

    private LogKeys(Signer ed25519, Signer mlDsa) {
        this.ed25519 = ed25519;
        this.mlDsa = mlDsa;
    }

    /// The keys in this folder, made if it has none.
    ///
    /// @throws IntegrityException when the public files beside the secret ones are of other keys
    static LogKeys open(Path folder) {
        Path file = folder.resolve(SECRETS);
        try {
            if (!Files.exists(file)) {
                DurableFile.replace(file, make().encode());
            }
            // A crash here leaves secret keys without their public files, which are made below.
            LogKeys keys = parse(Files.readString(file, US_ASCII));
            keys.showPublic(folder);
            return keys;
        } catch (IOException e) {
            throw new UncheckedIOException("reading or making the keys of the ledger", e);
        }
    }

    private void showPublic(Path folder) throws IOException {
        for (VerifierKey key : verifiers()) {
            Path file = folder.resolve(publicFile(key.type()));
            String vkey = key.vkey() + "\n";
            if (!Files.exists(file)) {
                DurableFile.replace(file, vkey.getBytes(US_ASCII));
            } else if (!Files.readString(file, UTF_8).equals(vkey)) {
                throw new IntegrityException(
                        LedgerCode.KEY_SWAPPED.at(
                                "keys/" + file.getFileName(), "another key", key.toString()));
            }
        }
    }

    static String publicFile(KeyType type) {
        return switch (type) {
            case ED25519 -> "ledger-ed25519.vkey";
            case ML_DSA_44 -> "ledger-ml-dsa-44.vkey";
            case ED25519_COSIGNATURE ->
                    throw new IllegalArgumentException("a log has no key of a witness's type");
        };
    }

    private static LogKeys make() {
        byte[] random = new byte[ORIGIN_BYTES];
        new SecureRandom().nextBytes(random);
        // A name in .invalid (RFC 2606) is nobody's address; what is random in it tells logs apart.
        String origin = DOMAIN + HexFormat.of().formatHex(random);
        return new LogKeys(make(origin, ED25519), make(origin, ML_DSA_44));
    }

    private static Signer make(String origin, KeyType type) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(type.algorithm()).generateKeyPair();
            byte[] spki = pair.getPublic().getEncoded();
            byte[] raw = Arrays.copyOfRange(spki, type.spkiPrefix().length, spki.length);
            return new Signer(new VerifierKey(origin, type, raw), pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "this Java has no %s; use a complete JDK 25".formatted(type.algorithm()), e);
        }
    }

    private byte[] encode() {
        return (HEADER + "\n" + ed25519.line() + "\n" + mlDsa.line() + "\n").getBytes(US_ASCII);
    }

    private static LogKeys parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 3 || !lines.getFirst().equals(HEADER)) {
            throw new IntegrityException(
                    LedgerCode.KEY_SWAPPED.at("keys/" + SECRETS, "another form", HEADER));
        }
        try {
            return new LogKeys(
                    parseSigner(lines.get(1), ED25519), parseSigner(lines.get(2), ML_DSA_44));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IntegrityException(
                    LedgerCode.KEY_SWAPPED.at("keys/" + SECRETS, e.getMessage(), "two key pairs"));
        }
    }

    private static Signer parseSigner(String line, KeyType type) throws GeneralSecurityException {
        String[] parts = line.split(" ", -1);
        VerifierKey verifier = VerifierKey.parse(parts[0]);
        if (parts.length != 2 || verifier.type() != type) {
            throw new IllegalArgumentException("line is not of a key of type " + type);
        }
        byte[] pkcs8 = Base64.getDecoder().decode(parts[1]);
        PrivateKey secret =
                KeyFactory.getInstance(type.algorithm())
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        return new Signer(verifier, secret);
    }

    String origin() {
        return ed25519.verifier().name();
    }

    /// The public keys, by which others check.
    List<VerifierKey> verifiers() {
        return List.of(ed25519.verifier(), mlDsa.verifier());
    }

    /// Signs a checkpoint with both keys. Whether it may be signed is for the caller to have made
    /// sure: two heads that contradict each other, once signed, can never be taken back.
    SignedNote sign(Checkpoint checkpoint, Instant time) {
        String text = checkpoint.text();
        long seconds = time.getEpochSecond();
        byte[] message =
                VerifierKey.cosignedTree(origin(), seconds, text)
                        .orElseThrow(
                                () -> new IllegalArgumentException("not to be signed at " + time));
        byte[] treeSignature = mlDsa.sign(message);
        byte[] timed =
                ByteBuffer.allocate(Long.BYTES + treeSignature.length)
                        .putLong(seconds)
                        .put(treeSignature)
                        .array();
        return new SignedNote(
                text,
                List.of(line(ed25519, ed25519.sign(text.getBytes(UTF_8))), line(mlDsa, timed)));
    }

    private static SignedNote.Line line(Signer signer, byte[] signature) {
        return new SignedNote.Line(signer.verifier().name(), signer.verifier().id(), signature);
    }
}
