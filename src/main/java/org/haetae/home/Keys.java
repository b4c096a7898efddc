package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The secrets of one home, made when first asked for and never changed, only destroyed; one that
/// has to be replaced is one of several [Epochs]. They lie in `keys/`: each in a file of its own
/// that only the owner can read, or, once [#protect] was called, all of them in one file, wrapped
/// under a home key that a passphrase, a file elsewhere or a token opens.
public final class Keys {

    /// Length of every secret in bytes, but for those that [#record] keeps.
    public static final int SECRET_BYTES = 32;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,60}");
    private static final String ENDING = ".key";

    private final Path folder;
    private final @Nullable HomeKeyLock lock;
    private final SecureRandom random = new SecureRandom();
    private Secrets secrets;

    private Keys(Path folder, @Nullable HomeKeyLock lock, Secrets secrets) {
        this.folder = folder;
        this.lock = lock;
        this.secrets = secrets;
    }

    /// The secrets of a folder that is no home: open.
    public static Keys in(Path folder) {
        return new Keys(folder, null, new OpenSecrets(folder));
    }

    /// The secrets of a home. What a crash left of wrapping them is finished.
    ///
    /// @param recovered opens the home key in the place of what usually does
    /// @throws HomeRefused when they are wrapped and what opens them is missing or wrong
    static Keys open(Path folder, HomeKeyLock lock, Optional<AgeIdentity> recovered)
            throws IOException {
        new OpenSecrets(folder).finish();
        WrappedSecrets.finish(folder);
        var wrapped = WrappedSecrets.find(folder);
        if (wrapped.isEmpty()) {
            return new Keys(folder, lock, new OpenSecrets(folder));
        }
        byte[] homeKey =
                recovered
                        .map(identity -> byRecovery(wrapped.get(), identity))
                        .orElseGet(
                                () ->
                                        lock.open(
                                                wrapped.get().protection(),
                                                wrapped.get().locked()));
        var secrets = WrappedSecrets.opened(folder, wrapped.get(), homeKey);
        destroyOpen(folder, secrets);
        return new Keys(folder, lock, secrets);
    }

    private static byte[] byRecovery(WrappedSecrets.Contents wrapped, AgeIdentity identity) {
        byte[] sealed = wrapped.recovery();
        if (sealed == null) {
            throw new HomeRefused(
                    "The keys of this home were never sealed to a recovery kit, so no shares open them.");
        }
        return HomeKeyLock.openByRecovery(sealed, identity);
    }

    /// What must be at hand to use the secrets in a folder. Opens nothing.
    public static Protection protection(Path folder) {
        try {
            return WrappedSecrets.find(folder)
                    .map(WrappedSecrets.Contents::protection)
                    .orElse(Protection.NONE);
        } catch (IOException e) {
            throw new UncheckedIOException("looking at the keys of a home", e);
        }
    }

    /// Wraps all secrets under a new home key, locked in this way, and destroys the files or the
    /// wrapping before. A crash leaves them as they were or as they are to be; the next start
    /// finishes.
    ///
    /// @param given file that holds a new passphrase, or is to hold the new identity; empty: as the
    ///   settings say, else asked for
    /// @throws HomeRefused when what is to open them is what opens them now, or lies in the home
    public synchronized void protect(Protection protection, Optional<Path> given) {
        if (lock == null) {
            throw new IllegalStateException("these secrets are of no home");
        }
        byte[] homeKey = new byte[SECRET_BYTES];
        random.nextBytes(homeKey);
        try {
            byte[] locked = lock.close(protection, homeKey, given, WrappedSecrets.find(folder));
            var next =
                    WrappedSecrets.make(
                            folder,
                            protection,
                            homeKey,
                            locked,
                            RecoveryKit.find(folder)
                                    .map(
                                            kit ->
                                                    HomeKeyLock.closeForRecovery(
                                                            homeKey, kit.recipient())),
                            all());
            // A crash here leaves the open files beside the wrapped ones; the next start destroys
            // them.
            destroyOpen(folder, next);
            secrets = next;
        } catch (IOException e) {
            throw new UncheckedIOException("wrapping the keys of the home", e);
        }
    }

    /// Lets the shares of a kit open the home key too. Does nothing while secrets lie open.
    public synchronized void recoverableBy(RecoveryKit kit) {
        try {
            if (secrets instanceof WrappedSecrets wrapped) {
                secrets = wrapped.withRecovery(kit.recipient());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sealing the key of the home to the recovery kit", e);
        }
    }

    /// Whether the private half of the kit opens the home key. So it is while secrets lie open,
    /// too.
    public synchronized boolean recoverableBy(AgeIdentity identity) {
        return switch (secrets) {
            case WrappedSecrets wrapped -> wrapped.openBy(identity);
            case OpenSecrets open -> true;
        };
    }

    /// Open files of secrets that are wrapped: what a crash left when they were being wrapped.
    private static void destroyOpen(Path folder, WrappedSecrets wrapped) throws IOException {
        var open = new OpenSecrets(folder);
        for (String name : open.names()) {
            var inside = wrapped.read(name);
            if (inside.isEmpty()
                    || !MessageDigest.isEqual(inside.get(), open.read(name).orElseThrow())) {
                throw new HomeRefused(
                        "The file %s lies beside the wrapped secrets and is none of them. Take it away if it is not yours."
                                .formatted(folder.resolve(name)));
            }
            open.destroy(name);
        }
    }

    /// The secret of this name, 32 random bytes. Made and made durable at the first call; the same
    /// ever after.
    ///
    /// @param name lower-case letters, digits and hyphens; it becomes the file's name
    public synchronized byte[] secret(String name) {
        byte[] kept =
                record(
                        file(name),
                        () -> {
                            byte[] made = new byte[SECRET_BYTES];
                            random.nextBytes(made);
                            return made;
                        });
        if (kept.length != SECRET_BYTES) {
            throw new HomeRefused(
                    "The key file %s has %d bytes, expected %d. Put back its copy from the backup of the keys."
                            .formatted(folder.resolve(file(name)), kept.length, SECRET_BYTES));
        }
        return kept;
    }

    /// A secret of another form.
    ///
    /// @param file name of its file when it lies open; ends in `.key` or `.keys`
    /// @param made makes it when there is none
    public synchronized byte[] record(String file, Supplier<byte[]> made) {
        try {
            var kept = secrets.read(file);
            if (kept.isPresent()) {
                return kept.get();
            }
            byte[] fresh = made.get();
            secrets.keep(file, fresh);
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "reading or making the key file " + folder.resolve(file), e);
        }
    }

    /// Whether a secret of this name was ever made. Asking does not make it.
    public synchronized boolean holds(String name) {
        return names().contains(checked(name));
    }

    /// The secret of a name that is replaced from time to time.
    public Epochs epochs(String name) {
        return new Epochs(this, name);
    }

    /// Destroys the secret of this name for good, see [Shredding]. Destroying one that is not there
    /// does nothing, so that a destruction that was interrupted is simply done again.
    synchronized void destroy(String name) {
        try {
            secrets.destroy(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException("destroying a key of the home", e);
        }
    }

    /// Names of the secrets that are there.
    synchronized SortedSet<String> names() {
        try {
            return secrets.names().stream()
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException("listing the keys of a home", e);
        }
    }

    /// Every secret by the name of its file, as a backup keeps them.
    public synchronized SortedMap<String, byte[]> all() {
        try {
            var all = new TreeMap<String, byte[]>();
            for (String name : secrets.names()) {
                all.put(name, secrets.read(name).orElseThrow());
            }
            return Collections.unmodifiableSortedMap(all);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the keys of a home", e);
        }
    }

    /// Where they lie, and what is public beside them.
    public Path folder() {
        return folder;
    }

    /// The same secret as a password of 43 letters, for what takes only text.
    String password(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret(name));
    }

    private static String file(String name) {
        return checked(name) + ENDING;
    }

    private static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "key name \"%s\"; expected %s".formatted(name, NAME.pattern()));
        }
        return name;
    }
}
