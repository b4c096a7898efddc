package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.haetae.ledger.KeyType.ED25519;
import static org.haetae.ledger.KeyType.ML_DSA_44;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.haetae.home.DurableFile;
import org.haetae.home.Keys;

/// The keys that this home's log is signed with, and its name.
///
/// Both are made once. The secret `ledger-signing.keys` holds the origin, the public and the
/// private keys, and is the owner's alone; `keys/ledger-ed25519.vkey` and
/// `keys/ledger-ml-dsa-44.vkey` are for everybody who checks. Ed25519 is what every reader of such
/// logs knows, and tlog-tiles demands; ML-DSA-44 is what tlog-cosignature recommends, so that a
/// quantum computer of later years cannot forge today's heads.
final class LogKeys {

    /// Where the secret keys lie.
    static final String SECRETS = "ledger-signing.keys";

    private static final String HEADER = "haetae ledger signing keys v1";
    private static final String DOMAIN = "haetae.invalid/";
    private static final int ORIGIN_BYTES = 16;

    private final SigningKey ed25519;
    private final SigningKey mlDsa;

    private LogKeys(SigningKey ed25519, SigningKey mlDsa) {
        this.ed25519 = ed25519;
        this.mlDsa = mlDsa;
    }

    /// The keys in a folder that is no home's, made if it has none.
    static LogKeys open(Path folder) {
        return open(Keys.in(folder));
    }

    /// The keys among a home's secrets, made if it has none.
    ///
    /// @throws IntegrityException when the public files beside the secret ones are of other keys
    static LogKeys open(Keys secrets) {
        try {
            byte[] kept = secrets.record(SECRETS, () -> make().encode());
            // A crash here leaves secret keys without their public files, which are made below.
            LogKeys keys = parse(new String(kept, US_ASCII));
            keys.showPublic(secrets.folder());
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
        return new LogKeys(SigningKey.make(origin, ED25519), SigningKey.make(origin, ML_DSA_44));
    }

    private byte[] encode() {
        return (HEADER + "\n" + ed25519.encode() + "\n" + mlDsa.encode() + "\n").getBytes(US_ASCII);
    }

    private static LogKeys parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() != 3 || !lines.getFirst().equals(HEADER)) {
            throw new IntegrityException(
                    LedgerCode.KEY_SWAPPED.at("keys/" + SECRETS, "another form", HEADER));
        }
        try {
            return new LogKeys(
                    SigningKey.parse(lines.get(1), ED25519),
                    SigningKey.parse(lines.get(2), ML_DSA_44));
        } catch (IllegalArgumentException e) {
            throw new IntegrityException(
                    LedgerCode.KEY_SWAPPED.at("keys/" + SECRETS, e.getMessage(), "two key pairs"));
        }
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
        return new SignedNote(
                checkpoint.text(),
                List.of(ed25519.sign(checkpoint, time), mlDsa.sign(checkpoint, time)));
    }

    /// Signs a statement of the home that is no head of its log, by the Ed25519 key.
    ///
    /// @param lines without the origin, which goes before them
    /// @throws IllegalArgumentException when it could be taken for a checkpoint: a digit begins its
    ///   second line
    SignedNote state(List<String> lines) {
        if (lines.isEmpty()
                || lines.stream().anyMatch(line -> line.isBlank() || line.contains("\n"))
                || Character.isDigit(lines.getFirst().charAt(0))) {
            throw new IllegalArgumentException("a statement that could be taken for a checkpoint");
        }
        String text = origin() + "\n" + String.join("\n", lines) + "\n";
        return new SignedNote(text, List.of(ed25519.sign(text)));
    }
}
