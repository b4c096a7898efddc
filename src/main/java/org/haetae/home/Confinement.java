package org.haetae.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Under which user, and in which view of the file system, the database server runs.
///
/// PostgreSQL refuses to run as root, must own its data, and reaches it by an absolute path. A home
/// that belongs to root may lie anywhere, below `/root` for example, where no other user can pass.
/// Hence four ways, tried in the order of [Kind].
///
/// @param kind the way
/// @param user owner of the data and of the server's processes, as the files' owner is counted
///   outside
/// @param base the home's `database` directory as the server sees it
/// @param server the server's files as the server sees them
/// @param prefix what stands before each command
record Confinement(Kind kind, int user, String base, String server, List<String> prefix) {

    enum Kind {
        /// Not root: the server runs as the same user.
        ITSELF,
        /// Root: a user of the server's own, in a mount namespace where the database directory is
        /// bound to a path that it can reach. Needs CAP_SYS_ADMIN.
        OWN_MOUNTS,
        /// Root without that, a container mostly: user `nobody`, who is let pass through the home
        /// (mode 0711) when all directories above it can be passed already.
        PASSAGE,
        /// Root without that either: a user namespace in which root is `nobody`. The server has no
        /// privileges there, but files of root stay readable to it.
        USER_NAMESPACE
    }

    /// Of the numbers that systemd's list of users leaves unused (60706 to 61183). A number of its
    /// own: other programs run as `nobody` too, and one user's processes can reach into each other.
    private static final int SERVER_USER = 60909;

    private static final int NOBODY = 65534;

    /// The same user of the machine, who sees themselves as `nobody` and has no privileges.
    static final List<String> AS_NOBODY =
            List.of("unshare", "--user", "--map-user=" + NOBODY, "--map-group=" + NOBODY, "--");

    /// Where the database directory appears in the server's own view: the first of these that
    /// exists.
    private static final List<String> MOUNT_POINTS = List.of("/mnt", "/srv", "/media", "/opt");

    /// $1 server files, $2 database directory, $3 mount point, $4 user; then the command. initdb
    /// asks for the name of its user, which no file of the machine knows, hence the passwd of our
    /// own.
    private static final String ENTER_OWN_MOUNTS =
            """
            set -e
            mount --bind "$1" "$2/server"
            mount --rbind "$2" "$3"
            mount --bind "$3/passwd" /etc/passwd
            cd "$3"
            user=$4
            shift 4
            exec setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs --inh-caps=-all "$@"
            """;

    /// The first of these ways that works here for this database directory.
    ///
    /// @param owner who owns the data already, or the caller when there is none
    /// @throws HomeRefused with what each way said when none works
    static Confinement choose(Path database, int owner, List<Kind> ways) throws IOException {
        var failures = new ArrayList<String>();
        for (Kind kind : ways) {
            if (kind == Kind.PASSAGE && !othersCanReach(database.getParent().getParent())) {
                failures.add(kind + ": a directory above the home lets no other user through");
                continue;
            }
            Confinement way = prepare(kind, database, owner);
            String failure = way.trial();
            if (failure.isEmpty()) {
                return way;
            }
            failures.add(kind + ": " + failure);
        }
        throw new HomeRefused(
                "The embedded PostgreSQL cannot be started here (%s). Run as a user other than root, or set database.url to a PostgreSQL server, 15 or later."
                        .formatted(String.join("; ", failures)));
    }

    /// The whole command line that runs a program of the server in this way.
    List<String> command(String program, List<String> arguments) {
        var words = new ArrayList<>(prefix);
        words.add(server + "/bin/" + program);
        words.addAll(arguments);
        return words;
    }

    private static Confinement prepare(Kind kind, Path database, int owner) throws IOException {
        return switch (kind) {
            case ITSELF ->
                    new Confinement(
                            kind,
                            owner,
                            database.toString(),
                            serverFiles(database).toString(),
                            List.of());
            case OWN_MOUNTS -> ownMounts(database, owner == Ownership.ROOT ? SERVER_USER : owner);
            case PASSAGE -> passage(database, owner == Ownership.ROOT ? NOBODY : owner);
            case USER_NAMESPACE ->
                    new Confinement(
                            kind,
                            Ownership.ROOT,
                            database.toString(),
                            serverFiles(database).toString(),
                            AS_NOBODY);
        };
    }

    private static Confinement ownMounts(Path database, int user) throws IOException {
        Path files = serverFiles(database);
        letPass(database);
        Files.createDirectories(database.resolve("server"));
        Files.writeString(
                database.resolve("passwd"),
                "haetae:x:%d:%d:Haetae's database:/nonexistent:/usr/sbin/nologin\n"
                        .formatted(user, user));
        Files.setPosixFilePermissions(
                database.resolve("passwd"), PosixFilePermissions.fromString("rw-r--r--"));
        String seen =
                MOUNT_POINTS.stream()
                        .filter(place -> Files.isDirectory(Path.of(place)))
                        .findFirst()
                        .orElse("/tmp");
        return new Confinement(
                Kind.OWN_MOUNTS,
                user,
                seen,
                seen + "/server",
                List.of(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "--",
                        "/bin/sh",
                        "-c",
                        ENTER_OWN_MOUNTS,
                        "haetae-database",
                        files.toString(),
                        database.toString(),
                        seen,
                        Integer.toString(user)));
    }

    private static Confinement passage(Path database, int user) throws IOException {
        letPass(database.getParent());
        letPass(database);
        return new Confinement(
                Kind.PASSAGE,
                user,
                database.toString(),
                // The cache of root's home would be out of reach.
                ServerFiles.in(database.resolve("files")).toString(),
                List.of(
                        "setpriv",
                        "--reuid=" + user,
                        "--regid=" + user,
                        "--clear-groups",
                        "--no-new-privs",
                        "--inh-caps=-all",
                        "--"));
    }

    /// The cache that all homes of this user share; where it cannot be written, a place in the
    /// home.
    private static Path serverFiles(Path database) throws IOException {
        try {
            return ServerFiles.in(ServerFiles.cache());
        } catch (IOException noCache) {
            return ServerFiles.in(database.getParent().resolve("derived"));
        }
    }

    private static boolean othersCanReach(Path directory) {
        for (Path above = directory; above != null; above = above.getParent()) {
            if ((Ownership.mode(above) & 0001) == 0) {
                return false;
            }
        }
        return true;
    }

    /// Others may pass through to what they know by name and may enter; they cannot list.
    private static void letPass(Path directory) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
    }

    /// What stands in the way; empty when the server's program runs and reaches the directory.
    private String trial() {
        var words = new ArrayList<>(prefix);
        words.addAll(
                List.of(
                        "/bin/sh",
                        "-c",
                        "cd \"$1\" && exec \"$2\" --version",
                        "trial",
                        base,
                        server + "/bin/postgres"));
        try {
            var process = command(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "no answer in 20 s";
            }
            return process.exitValue() == 0
                    ? ""
                    : "exit %d, %s".formatted(process.exitValue(), lastLine(said));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    /// A process with nothing of our environment but where programs are found.
    static ProcessBuilder command(List<String> words) {
        var builder = new ProcessBuilder(words).directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LANG", "C");
        builder.environment().put("TZ", "UTC");
        return builder;
    }

    static String lastLine(String text) {
        return Stream.of(text.strip().split("\n")).reduce("", (first, second) -> second);
    }
}
