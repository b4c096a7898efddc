package org.haetae.home;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The directory that holds everything of one Haetae, opened by one process at a time.
///
/// Opening makes what is missing, checks that nobody but the owner can look in, and takes the lock.
/// The kernel holds that lock, so it ends with the process however the process ends; the file that
/// stays behind says nothing by itself.
public final class Home implements AutoCloseable {

    private static final Set<PosixFilePermission> DIRECTORY_MODE =
            PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_MODE =
            PosixFilePermissions.fromString("rw-------");

    /// Lies in a home while it is made from a backup.
    private static final String RESTORING = "restoring";

    /// Homes open in this process. Looked at before the lock file is: POSIX drops a process's lock
    /// as soon as the process closes *any* descriptor of that file.
    private static final Set<Object> OPEN_HERE = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final Object identity;
    private final FileChannel lock;
    private final Settings settings;
    private final Keys keyring;

    private Home(
            Path directory, Object identity, FileChannel lock, Settings settings, Keys keyring) {
        this.directory = directory;
        this.identity = identity;
        this.lock = lock;
        this.settings = settings;
        this.keyring = keyring;
    }

    /// Opens the home, or makes it when the directory is missing or empty. What opens its keys is
    /// taken from where the settings say, or asked for at the terminal.
    ///
    /// @throws HomeInUse when another process, or another part of this one, has it open
    /// @throws HomeRefused when owner or mode is wrong, when the directory holds something else,
    ///   when a setting is unknown, or when what opens its keys is missing or wrong
    public static Home open(Path directory) {
        return open(directory, Asking.atTerminal(), Optional.empty());
    }

    /// Opens a home by its recovery kit, in the place of the passphrase, file or token that is
    /// lost.
    public static Home recover(Path directory, AgeIdentity identity) {
        return open(directory, Asking.atTerminal(), Optional.of(identity));
    }

    /// Opens a home that is being made from a backup. Until [#restored()] nobody else can.
    public static Home restoring(Path directory) {
        return open(directory, Asking.atTerminal(), Optional.empty(), true);
    }

    /// Marks a folder as a home that is being made from a backup, before anything is put there.
    ///
    /// @throws HomeRefused when it is not empty
    public static void beginRestoring(Path directory) {
        refuseIfNoDirectory(directory.toAbsolutePath());
        try {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            createDirectory(directory);
            try (var entries = Files.list(directory)) {
                if (entries.findAny().isPresent()) {
                    throw new HomeRefused(
                            "%s is not empty. Restore into a new folder.".formatted(directory));
                }
            }
            DurableFile.replace(directory.resolve(RESTORING), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("making the home " + directory, e);
        }
    }

    /// Lets everybody open a home that is whole now.
    public void restored() {
        try {
            Files.deleteIfExists(directory.resolve(RESTORING));
            DurableFile.syncDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("finishing the home " + directory, e);
        }
    }

    static Home open(Path directory, Asking asking, Optional<AgeIdentity> recovered) {
        return open(directory, asking, recovered, false);
    }

    private static Home open(
            Path directory, Asking asking, Optional<AgeIdentity> recovered, boolean restoring) {
        refuseIfNoDirectory(directory.toAbsolutePath());
        try {
            Files.createDirectories(
                    directory.toAbsolutePath().getParent() == null
                            ? directory
                            : directory.toAbsolutePath().getParent());
            createDirectory(directory);
            Path home = directory.toRealPath();
            refuseIfOthersCanEnter(home);
            refuseIfSomethingElse(home);
            refuseIfUnfinished(home, restoring);
            Object identity = Files.readAttributes(home, "unix:dev,ino");
            if (!OPEN_HERE.add(identity)) {
                throw new HomeInUse(home, OptionalLong.of(ProcessHandle.current().pid()));
            }
            try {
                return openLocked(home, identity, asking, recovered);
            } catch (IOException | RuntimeException e) {
                OPEN_HERE.remove(identity);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("opening the home " + directory, e);
        }
    }

    private static Home openLocked(
            Path home, Object identity, Asking asking, Optional<AgeIdentity> recovered)
            throws IOException {
        FileChannel lock =
                FileChannel.open(
                        home.resolve("lock"),
                        Set.of(CREATE, READ, WRITE),
                        PosixFilePermissions.asFileAttribute(FILE_MODE));
        try {
            if (lock.tryLock() == null) {
                throw new HomeInUse(home, pidIn(lock));
            }
            writePid(lock);
            Path settingsFile = home.resolve("haetae.yaml");
            if (!Files.exists(settingsFile)) {
                DurableFile.replace(
                        settingsFile, Settings.template().getBytes(StandardCharsets.UTF_8));
            }
            for (String name : List.of("keys", "archive", "ledger", "database", "derived", "log")) {
                createDirectory(home.resolve(name));
                refuseIfOthersCanEnter(home.resolve(name));
            }
            refuseIfOthersCanRead(settingsFile);
            refuseIfKeysAreOpen(home.resolve("keys"));
            DurableFile.syncDirectory(home);
            var settings = Settings.read(settingsFile);
            var keyring =
                    Keys.open(
                            home.resolve("keys"),
                            new HomeKeyLock(home, settings, asking),
                            recovered);
            return new Home(home, identity, lock, settings, keyring);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /// The home itself.
    public Path directory() {
        return directory;
    }

    /// Where the secrets lie; read them through [#keyring()].
    public Path keys() {
        return directory.resolve("keys");
    }

    /// The OCFL storage root: sealed content.
    public Path archive() {
        return directory.resolve("archive");
    }

    /// Tiles and checkpoints, as static files that may be shown to anyone.
    public Path ledger() {
        return directory.resolve("ledger");
    }

    /// The embedded database's files.
    public Path database() {
        return directory.resolve("database");
    }

    /// Renditions, index, caches: all of it can be deleted and is made again.
    public Path derived() {
        return directory.resolve("derived");
    }

    /// Logs. They carry ids only.
    public Path log() {
        return directory.resolve("log");
    }

    public Settings settings() {
        return settings;
    }

    public Keys keyring() {
        return keyring;
    }

    /// Lets another process open this home. Closing twice does nothing.
    @Override
    public void close() {
        if (!OPEN_HERE.remove(identity)) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("unlocking the home " + directory, e);
        }
    }

    private static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(DIRECTORY_MODE));
        }
    }

    private static void refuseIfSomethingElse(Path home) throws IOException {
        if (Stream.of("haetae.yaml", "lock", RESTORING)
                .anyMatch(name -> Files.exists(home.resolve(name)))) {
            return;
        }
        try (var entries = Files.list(home)) {
            if (entries.findAny().isPresent()) {
                throw new HomeRefused(
                        "The directory %s holds other files and no haetae.yaml, so it is no Haetae home. Give an empty or a new directory."
                                .formatted(home));
            }
        }
    }

    private static void refuseIfUnfinished(Path home, boolean restoring) {
        if (!restoring && Files.exists(home.resolve(RESTORING))) {
            throw new HomeRefused(
                    "The home %s was being restored from a backup and is not whole. Remove the folder and restore again."
                            .formatted(home));
        }
    }

    /// When root runs us on a machine without mount namespaces, the database's own user must be
    /// able to pass through the home (mode 0711, see [Confinement]); it still cannot list it, and
    /// what is in it stays 0700.
    private static void refuseIfOthersCanEnter(Path directory) {
        refuseIfNotOurs(directory);
        int mode = Ownership.mode(directory);
        boolean passage = Ownership.self() == Ownership.ROOT && mode == 0711;
        if (mode != 0700 && !passage) {
            throw wrongMode(directory, mode, 0700);
        }
    }

    private static void refuseIfNoDirectory(Path directory) {
        for (var at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at)) {
                if (!Files.isDirectory(at)) {
                    throw new HomeRefused(
                            "%s is a file, expected a directory. Give the home another place."
                                    .formatted(at));
                }
                return;
            }
        }
    }

    private static void refuseIfOthersCanRead(Path file) {
        refuseIfNotOurs(file);
        int mode = Ownership.mode(file);
        if ((mode & 0077) != 0) {
            throw wrongMode(file, mode, 0600);
        }
    }

    private static void refuseIfKeysAreOpen(Path keys) throws IOException {
        try (var files = Files.list(keys)) {
            files.filter(Files::isRegularFile).forEach(Home::refuseIfOthersCanRead);
        }
    }

    private static void refuseIfNotOurs(Path file) {
        int owner = Ownership.owner(file);
        int self = Ownership.self();
        if (owner != self) {
            throw new HomeRefused(
                    "%s belongs to user %d, expected %d, under whom this runs. Run as user %d, or: chown %d '%s'"
                            .formatted(file, owner, self, owner, self, file));
        }
    }

    private static HomeRefused wrongMode(Path file, int found, int expected) {
        return new HomeRefused(
                "%s has mode %04o, expected %04o: others must not look in. Mend it with: chmod %04o '%s'"
                        .formatted(file, found, expected, expected, file));
    }

    private static void writePid(FileChannel lock) throws IOException {
        lock.truncate(0);
        lock.write(
                ByteBuffer.wrap(
                        (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
                0);
    }

    private static OptionalLong pidIn(FileChannel lock) throws IOException {
        var bytes = ByteBuffer.allocate(32);
        lock.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
        return text.strip().matches("[0-9]{1,10}")
                ? OptionalLong.of(Long.parseLong(text.strip()))
                : OptionalLong.empty();
    }
}
