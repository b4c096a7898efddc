package org.haetae.home;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The secrets of one home: files in `keys/`, readable by the owner only, made when first asked for
/// and never changed, only destroyed. Who copies them holds what they open, so they belong in a
/// backup of their own. A secret that has to be replaced is one of several [Epochs].
public final class Keys {

    /// Length of every secret in bytes.
    public static final int SECRET_BYTES = 32;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,60}");

    private static final String SUFFIX = ".key";

    private final Path directory;
    private final SecureRandom random = new SecureRandom();

    Keys(Path directory) {
        this.directory = directory;
    }

    /// The secret of this name, 32 random bytes. Made and made durable at the first call; the same
    /// ever after.
    ///
    /// @param name lower-case letters, digits and hyphens; it becomes the file's name
    public synchronized byte[] secret(String name) {
        Path file = file(name);
        try {
            if (!Files.exists(file)) {
                byte[] made = new byte[SECRET_BYTES];
                random.nextBytes(made);
                DurableFile.replace(file, made);
            }
            byte[] kept = Files.readAllBytes(file);
            if (kept.length != SECRET_BYTES) {
                throw new HomeRefused(
                        "The key file %s has %d bytes, expected %d. Put back its copy from the backup of the keys."
                                .formatted(file, kept.length, SECRET_BYTES));
            }
            return kept;
        } catch (IOException e) {
            throw new UncheckedIOException("reading or making the key file " + file, e);
        }
    }

    /// Whether a secret of this name was ever made. Asking does not make it.
    public boolean holds(String name) {
        return Files.exists(file(name));
    }

    /// The secret of a name that is replaced from time to time.
    public Epochs epochs(String name) {
        return new Epochs(this, name);
    }

    /// Destroys a secret: its file is overwritten before it is removed, and both are made durable.
    /// Destroying one that is not there does nothing, so that a destruction that was interrupted is
    /// simply done again. What the disk itself keeps of overwritten blocks is beyond reach from
    /// here (docs/threat-model.md).
    synchronized void destroy(String name) {
        Path file = file(name);
        try {
            if (Files.exists(file)) {
                byte[] noise = new byte[(int) Files.size(file)];
                random.nextBytes(noise);
                try (var channel = FileChannel.open(file, WRITE)) {
                    channel.write(ByteBuffer.wrap(noise));
                    channel.force(true);
                }
                Files.delete(file);
                DurableFile.syncDirectory(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("destroying the key file " + file, e);
        }
    }

    /// Names of the secrets that are there.
    synchronized SortedSet<String> names() {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("listing the keys in " + directory, e);
        }
    }

    /// The same secret as a password of 43 letters, for what takes only text.
    String password(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret(name));
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "key name \"%s\"; expected %s".formatted(name, NAME.pattern()));
        }
        return directory.resolve(name + SUFFIX);
    }
}
