package org.haetae.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Locks the home key, under which all other secrets are wrapped, and opens it again: by a
/// passphrase, by an age identity in a file that lies elsewhere, or by a token.
///
/// A passphrase or PIN comes from the file that a setting names, else from the terminal; never from
/// a command line, which other users of the machine can read.
final class HomeKeyLock {

    private static final int TRIES = 3;

    private final Path home;
    private final Settings settings;
    private final Asking asking;

    HomeKeyLock(Path home, Settings settings, Asking asking) {
        this.home = home;
        this.settings = settings;
        this.asking = asking;
    }

    /// The home key.
    ///
    /// @param locked as [#close] gave it
    /// @throws HomeRefused when what opens it is missing or wrong; says which and what to do
    byte[] open(Protection protection, byte[] locked) {
        return switch (protection) {
            case NONE -> throw new IllegalArgumentException("nothing is locked by nothing");
            case PASSPHRASE -> byPassphrase(locked);
            case FILE -> byFile(locked);
            case TOKEN -> token().open(locked, pin());
        };
    }

    /// Locks a home key.
    ///
    /// @param given file that holds the new passphrase; empty: the setting's file, else the
    ///   terminal, twice. Or the file that is to hold the new identity; empty: the setting's
    /// @param before what is locked now
    /// @throws HomeRefused when it would be locked by the same as now: a new key under a passphrase
    ///   that was seen is no new lock
    byte[] close(
            Protection protection,
            byte[] homeKey,
            Optional<Path> given,
            Optional<WrappedSecrets.Contents> before) {
        var present =
                before.filter(now -> now.protection() == protection)
                        .map(WrappedSecrets.Contents::locked);
        try {
            return switch (protection) {
                case NONE -> throw new IllegalArgumentException("nothing is locked by nothing");
                case PASSPHRASE ->
                        AgeFile.seal(text(homeKey), new Passphrase(chosen(given, present)));
                case FILE -> AgeFile.seal(text(homeKey), identityMade(given, present).recipient());
                case TOKEN -> token().close(homeKey, pin());
            };
        } catch (IOException e) {
            throw new HomeRefused("The key of the home could not be locked: " + e.getMessage(), e);
        }
    }

    /// The home key as an age file of ours holds it: one line, so that `age -d` shows it whole.
    static byte[] text(byte[] homeKey) {
        return (Base64.getEncoder().encodeToString(homeKey) + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] homeKey(byte[] text) {
        return Base64.getDecoder().decode(new String(text, StandardCharsets.US_ASCII).strip());
    }

    // ---- passphrase

    private byte[] byPassphrase(byte[] locked) {
        var kept = kept();
        if (kept.isPresent()) {
            return opened(locked, kept.get())
                    .orElseThrow(
                            () ->
                                    refused(
                                            "the one in the file that keys.passphrase-file names is wrong"));
        }
        for (int i = 0; i < TRIES; i++) {
            var typed = asking.secret("Passphrase of this home");
            if (typed.isEmpty()) {
                throw refused(
                        "there is no terminal to ask for it; name a file or descriptor by keys.passphrase-file in haetae.yaml");
            }
            var opened = opened(locked, typed.get());
            if (opened.isPresent()) {
                return opened.get();
            }
        }
        throw refused("the one typed is wrong");
    }

    private static HomeRefused refused(String why) {
        return new HomeRefused(
                "The keys of this home are locked by a passphrase, and %s. Nothing was changed. If it is lost, the shares of the recovery kit open the home: haetae keys recover"
                        .formatted(why));
    }

    private static Optional<byte[]> opened(byte[] locked, String passphrase) {
        try {
            return Optional.of(homeKey(AgeFile.open(locked, new Passphrase(passphrase).reader())));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private String chosen(Optional<Path> given, Optional<byte[]> present) {
        String chosen = chosen(given);
        if (present.flatMap(locked -> opened(locked, chosen)).isPresent()) {
            throw new HomeRefused(
                    "This is the passphrase that opens the keys of this home now. Nothing was changed. Choose another; if keys.passphrase-file names the one of now, give the new one by --new-passphrase-file and then put it into that file.");
        }
        return chosen;
    }

    private String chosen(Optional<Path> given) {
        var kept = given.map(HomeKeyLock::firstLine).or(this::kept);
        if (kept.isPresent()) {
            return kept.get();
        }
        var first = asking.secret("New passphrase for this home");
        if (first.isEmpty()) {
            throw new HomeRefused(
                    "There is no terminal to ask for a passphrase. Name a file or descriptor by keys.passphrase-file in haetae.yaml.");
        }
        if (first.get().isEmpty() || !first.equals(asking.secret("The same again"))) {
            throw new HomeRefused("The two passphrases differ or are empty. Nothing was changed.");
        }
        return first.get();
    }

    private Optional<String> kept() {
        String file = settings.text(Setting.KEYS_PASSPHRASE_FILE);
        return file.isEmpty() ? Optional.empty() : Optional.of(firstLine(home.resolve(file)));
    }

    private static String firstLine(Path file) {
        try {
            return Files.readString(file)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(
                            () ->
                                    new HomeRefused(
                                            "The file that is to hold a passphrase or PIN is empty: "
                                                    + file));
        } catch (IOException e) {
            throw new HomeRefused(
                    "The file that holds the passphrase or PIN cannot be read: %s. Give a path, seen from the home."
                            .formatted(file),
                    e);
        }
    }

    // ---- file

    private byte[] byFile(byte[] locked) {
        try {
            return homeKey(AgeFile.open(locked, identity(identityFile())));
        } catch (IOException e) {
            throw new HomeRefused(
                    "The file that keys.file names does not open the keys of this home. Nothing was changed; bring the right one, or the shares of the recovery kit: haetae keys recover",
                    e);
        }
    }

    private static AgeIdentity identity(Path file) {
        try {
            return AgeIdentity.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new HomeRefused(
                    "The keys of this home are locked by a file that is not there: %s. Connect what it lies on, or mend keys.file in haetae.yaml."
                            .formatted(file),
                    e);
        } catch (IOException | IllegalArgumentException e) {
            throw new HomeRefused(
                    "The file that is to open the keys of this home cannot be used, it should hold an age identity: "
                            + file,
                    e);
        }
    }

    private AgeIdentity identityMade(Optional<Path> given, Optional<byte[]> present)
            throws IOException {
        Path file = given.orElseGet(this::identityFile);
        if (liesInHome(file)) {
            throw new HomeRefused(
                    "The file that is to open the keys of this home lies in it: %s. Whoever takes the home would have both. Nothing was changed; name a file elsewhere, on a stick for example."
                            .formatted(file));
        }
        if (!Files.exists(file)) {
            DurableFile.replace(
                    file,
                    ("# opens a Haetae home; keep it apart from the home\n"
                                    + AgeIdentity.random().text()
                                    + "\n")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        var identity = identity(file);
        if (present.filter(locked -> opens(identity, locked)).isPresent()) {
            throw new HomeRefused(
                    "This is the file that opens the keys of this home now: %s. Nothing was changed. Name another by --new-key-file, and then let keys.file name that one."
                            .formatted(file));
        }
        return identity;
    }

    private static boolean opens(AgeIdentity identity, byte[] locked) {
        try {
            AgeFile.open(locked, identity);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Links followed, of the folder and of a file that is there.
    private boolean liesInHome(Path file) throws IOException {
        Path real = Files.exists(file) ? file : file.toAbsolutePath().getParent();
        return real != null && real.toRealPath().startsWith(home.toRealPath());
    }

    private Path identityFile() {
        String file = settings.text(Setting.KEYS_FILE);
        if (file.isEmpty()) {
            throw new HomeRefused(
                    "The setting keys.file is empty. Let it name a file outside the home, on a stick for example.");
        }
        return home.resolve(file);
    }

    // ---- token

    private Token token() {
        return new Token(settings);
    }

    private char[] pin() {
        return kept().or(() -> asking.secret("PIN of the token"))
                .orElseThrow(
                        () ->
                                new HomeRefused(
                                        "The keys of this home are locked by a token, and there is no terminal to ask for its PIN. Name a file or descriptor by keys.passphrase-file in haetae.yaml."))
                .toCharArray();
    }

    /// What locks the home key a second time: the public key of the recovery kit.
    static byte[] closeForRecovery(byte[] homeKey, String recipient) {
        try {
            return AgeFile.seal(text(homeKey), recipient);
        } catch (IOException e) {
            throw new HomeRefused("The key of the home could not be sealed to the kit", e);
        }
    }

    static byte[] openByRecovery(byte[] locked, AgeIdentity identity) {
        try {
            byte[] text = AgeFile.open(locked, identity);
            byte[] homeKey = homeKey(text);
            Arrays.fill(text, (byte) 0);
            return homeKey;
        } catch (IOException e) {
            throw new HomeRefused(
                    "These shares do not open the keys of this home: they are of another kit, or of another home.",
                    e);
        }
    }
}
