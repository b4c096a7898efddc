package org.haetae.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// All secrets of a home in one file, each wrapped (AES-KWP, RFC 5649) by a key derived for its
/// name (HKDF-SHA256) from the home key, which stands there too, locked. One file, so that what is
/// wrapped anew is so altogether or not at all. docs/formats/keys.md has every line of it.
final class WrappedSecrets implements Secrets {

    static final String FILE = "wrapped-secrets";

    private static final String HEADER = "haetae wrapped secrets v1";
    private static final String HOME_KEY = "home-key";
    private static final String RECOVERY = "recovery-home-key";
    private static final String DERIVED_FOR = "haetae/wrapped-secrets/v1/";
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final Path file;
    private final Contents head;
    private final byte[] homeKey;
    private final SortedMap<String, byte[]> wrapped;

    /// What the file says to somebody who cannot open it.
    ///
    /// @param protection what opens the home key
    /// @param locked the home key, locked
    /// @param recovery the home key sealed to the recovery kit, when there is one
    record Contents(
            Protection protection,
            byte[] locked,
            @Nullable byte @Nullable [] recovery,
            SortedMap<String, byte[]> wrapped) {

        private String encode() {
            var lines = new ArrayList<String>();
            lines.add(HEADER);
            lines.add(
                    "%s %s %s"
                            .formatted(HOME_KEY, protection.word(), BASE64.encodeToString(locked)));
            if (recovery != null) {
                lines.add(RECOVERY + " " + BASE64.encodeToString(recovery));
            }
            wrapped.forEach((name, bytes) -> lines.add(name + " " + BASE64.encodeToString(bytes)));
            return String.join("\n", lines) + "\n";
        }
    }

    private WrappedSecrets(Path file, Contents contents, byte[] homeKey) {
        this.file = file;
        this.head = contents;
        this.homeKey = homeKey.clone();
        this.wrapped = new TreeMap<>(contents.wrapped());
    }

    /// Reads the file of a folder; empty when nothing is wrapped there.
    ///
    /// @throws HomeRefused when it is not of this form
    static Optional<Contents> find(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            Contents contents = parse(text);
            // Bits that no byte of a secret comes from, the last of a Base64 word, are held too.
            if (!contents.encode().equals(text)) {
                throw new IllegalArgumentException("another way to write the same");
            }
            return Optional.of(contents);
        } catch (IllegalArgumentException | IOException e) {
            throw new HomeRefused(
                    "The file %s is not as Haetae wrote it. Put back its copy from a backup."
                            .formatted(file),
                    e);
        }
    }

    private static Contents parse(String text) {
        List<String[]> lines = text.lines().skip(1).map(line -> line.split(" ", -1)).toList();
        String[] first = lines.getFirst();
        if (!text.startsWith(HEADER + "\n") || first.length != 3 || !first[0].equals(HOME_KEY)) {
            throw new IllegalArgumentException("no header");
        }
        var protection = Protection.of(first[1]).filter(one -> one != Protection.NONE);
        byte[] recovery = null;
        var wrapped = new TreeMap<String, byte[]>();
        for (String[] line : lines.subList(1, lines.size())) {
            if (line.length != 2) {
                throw new IllegalArgumentException("a line of %d words".formatted(line.length));
            }
            byte[] bytes = Base64.getDecoder().decode(line[1]);
            if (line[0].equals(RECOVERY)) {
                recovery = bytes;
            } else {
                wrapped.put(line[0], bytes);
            }
        }
        return new Contents(
                protection.orElseThrow(() -> new IllegalArgumentException("unknown protection")),
                Base64.getDecoder().decode(first[2]),
                recovery,
                wrapped);
    }

    /// With the home key at hand. A secret that it does not unwrap is found at once.
    ///
    /// @throws HomeRefused when this home key is not the one that wrapped them
    static WrappedSecrets opened(Path folder, Contents contents, byte[] homeKey) {
        var secrets = new WrappedSecrets(folder.resolve(FILE), contents, homeKey);
        secrets.wrapped.keySet().forEach(secrets::unwrap);
        return secrets;
    }

    /// Wraps these secrets anew, in the place of whatever was wrapped before.
    static WrappedSecrets make(
            Path folder,
            Protection protection,
            byte[] homeKey,
            byte[] locked,
            Optional<byte[]> recovery,
            SortedMap<String, byte[]> secrets)
            throws IOException {
        var none = new Contents(protection, locked.clone(), recovery.orElse(null), new TreeMap<>());
        var made = new WrappedSecrets(folder.resolve(FILE), none, homeKey);
        secrets.forEach((name, secret) -> made.wrapped.put(name, made.wrap(name, secret)));
        made.replaceForGood();
        return made;
    }

    Protection protection() {
        return head.protection();
    }

    @Override
    public Optional<byte[]> read(String name) {
        return wrapped.containsKey(name) ? Optional.of(unwrap(name)) : Optional.empty();
    }

    @Override
    public void keep(String name, byte[] secret) throws IOException {
        wrapped.put(name, wrap(name, secret));
        // A new one too: the file before holds all that will be destroyed one day.
        replaceForGood();
    }

    @Override
    public void destroy(String name) throws IOException {
        if (wrapped.remove(name) != null) {
            replaceForGood();
        }
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(wrapped.keySet());
    }

    /// The same secrets, the home key sealed to a recovery kit as well.
    WrappedSecrets withRecovery(String recipient) throws IOException {
        var sealed = HomeKeyLock.closeForRecovery(homeKey, recipient);
        var contents = new Contents(head.protection(), head.locked(), sealed, wrapped);
        var next = new WrappedSecrets(file, contents, homeKey);
        next.replaceForGood();
        return next;
    }

    /// Whether this identity opens the home key in the place of what usually does.
    boolean openBy(AgeIdentity identity) {
        if (head.recovery() == null) {
            return false;
        }
        try {
            return MessageDigest.isEqual(
                    homeKey, HomeKeyLock.openByRecovery(head.recovery(), identity));
        } catch (HomeRefused e) {
            return false;
        }
    }

    /// Puts the file in the place of the one before, whose blocks are overwritten: it may hold a
    /// secret that is to be no more, or be locked by a passphrase that others know.
    private void replaceForGood() throws IOException {
        finish(file.getParent());
        Path old = old(file.getParent());
        if (Files.exists(file)) {
            Files.createLink(old, file);
        }
        // A crash here leaves one file under two names, after the next line the old and the new;
        // the next start takes the old one away in either case.
        String text =
                new Contents(head.protection(), head.locked(), head.recovery(), wrapped).encode();
        DurableFile.replace(file, text.getBytes(StandardCharsets.US_ASCII));
        finish(file.getParent());
    }

    private static Path old(Path folder) {
        return folder.resolve(FILE + ".old");
    }

    /// Ends what a crash left of a replacement.
    static void finish(Path folder) throws IOException {
        Path unfinished = folder.resolve(FILE + ".new");
        if (Files.exists(unfinished)) {
            Shredding.shred(unfinished);
        }
        Path old = old(folder);
        if (!Files.exists(old)) {
            return;
        }
        if (Files.exists(folder.resolve(FILE)) && Files.isSameFile(old, folder.resolve(FILE))) {
            Files.delete(old);
        } else {
            Shredding.shred(old);
        }
    }

    private byte[] wrap(String name, byte[] secret) {
        try {
            var cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.WRAP_MODE, wrappingKey(name));
            return cipher.wrap(new SecretKeySpec(secret, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a secret could not be wrapped", e);
        }
    }

    private byte[] unwrap(String name) {
        try {
            var cipher = Cipher.getInstance("AES/KWP/NoPadding");
            cipher.init(Cipher.UNWRAP_MODE, wrappingKey(name));
            return cipher.unwrap(wrapped.get(name), "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new HomeRefused(
                    "The secret %s in %s does not open with the key of this home: the file was altered. Put back its copy from a backup."
                            .formatted(name, file),
                    e);
        }
    }

    private SecretKey wrappingKey(String name) throws GeneralSecurityException {
        byte[] info = (DERIVED_FOR + name).getBytes(StandardCharsets.US_ASCII);
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        "AES", HKDFParameterSpec.ofExtract().addIKM(homeKey).thenExpand(info, 32));
    }
}
