package org.haetae.home;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;

/// The PostgreSQL server under a home: made, started, adopted, watched and stopped.
///
/// The server is no part of our process: it has a session of its own, so that Ctrl-C and `kill -9`
/// reach us alone, and what it acknowledged stays. Whoever opens the home next adopts it. The
/// home's lock makes sure that only one process ever does any of this.
final class PostgresServer {

    /// The role that makes the others and is used for nothing else.
    static final String SUPERUSER = "haetae_super";

    static final String SUPERUSER_KEY = "database-super";

    /// Replaying the log after a crash may take this long at worst; the home is then large.
    private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(15);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);
    private static final Duration LONGEST_END = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(5);

    /// How long a start is tried again: backends of a killed server need a moment to notice and to
    /// let go of the shared memory.
    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private static final long LOG_BYTES = 8L << 20;

    /// Larger than any process number that Linux gives (2^22).
    private static final int NO_PROCESS = Integer.MAX_VALUE - 1;

    private final Home home;
    private final Path data;
    private final List<Confinement.Kind> ways;
    private volatile Postmaster running;

    /// @param process the server's first process
    /// @param port on the loopback address
    private record Postmaster(ProcessHandle process, int port) {}

    private PostgresServer(Home home, List<Confinement.Kind> ways) throws IOException {
        this.home = home;
        this.data = home.database().resolve("data");
        this.ways = ways;
        this.running = runningOrStarted(0);
    }

    /// A server that is ready: the one left running by a process that was killed, or a new one; its
    /// files are made when there are none.
    static PostgresServer start(Home home) {
        return start(
                home,
                Ownership.self() == Ownership.ROOT
                        ? List.of(
                                Confinement.Kind.OWN_MOUNTS,
                                Confinement.Kind.PASSAGE,
                                Confinement.Kind.USER_NAMESPACE)
                        : List.of(Confinement.Kind.ITSELF));
    }

    static PostgresServer start(Home home, List<Confinement.Kind> ways) {
        try {
            return new PostgresServer(home, ways);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the database of " + home.directory(), e);
        }
    }

    int port() {
        return running.port();
    }

    long pid() {
        return running.process().pid();
    }

    /// Starts the server again when it is gone. Costs microseconds when it is not.
    void ensureRunning() {
        if (!running.process().isAlive()) {
            restart();
        }
    }

    private synchronized void restart() {
        if (running.process().isAlive()) {
            return;
        }
        try {
            running = runningOrStarted(running.port());
        } catch (IOException e) {
            throw new UncheckedIOException("restarting the database of " + home.directory(), e);
        }
    }

    /// Stops the server: running transactions are rolled back, everything is written out. Returns
    /// when it is gone.
    synchronized void stop() {
        try {
            stop(running);
        } catch (IOException e) {
            throw new UncheckedIOException("stopping the database of " + home.directory(), e);
        }
    }

    /// Lets go of every file of the write-ahead log that is there now. The server keeps old files
    /// to write over them later; meanwhile, and for this alone, it removes them instead.
    ///
    /// @throws IllegalStateException when one of them is still there
    synchronized void renewLog() {
        Path settings = home.database().resolve("postgresql.conf");
        try {
            replaceIfOther(settings, SETTINGS + "wal_recycle = off\n");
            try (Connection connection = superuser().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_reload_conf()");
                List<String> before = log(statement);
                // The file in use is left by a switch, an old one by a checkpoint; one that waits
                // to be written over is used first.
                int turns = 2 * before.size() + 4;
                while (turns-- > 0 && log(statement).stream().anyMatch(before::contains)) {
                    statement.execute("SELECT pg_logical_emit_message(false, 'haetae', '')");
                    statement.execute("SELECT pg_switch_wal()");
                    statement.execute("CHECKPOINT");
                }
                List<String> kept = log(statement).stream().filter(before::contains).toList();
                replaceIfOther(settings, SETTINGS);
                statement.execute("SELECT pg_reload_conf()");
                if (!kept.isEmpty()) {
                    throw new IllegalStateException(
                            "the database keeps %d files of its log from before (a replication slot, an archive command or wal_keep_size holds them); take away what holds them: it is done at the next start"
                                    .formatted(kept.size()));
                }
            }
        } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                    "the database's log could not be renewed; it is done at the next start", e);
        }
    }

    private static List<String> log(Statement statement) throws SQLException {
        List<String> files = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT name FROM pg_ls_waldir() WHERE name ~ '^[0-9A-F]{24}$'")) {
            while (rows.next()) {
                files.add(rows.getString(1));
            }
        }
        return files;
    }

    PGSimpleDataSource superuser() {
        return Database.embedded(
                this, "postgres", SUPERUSER, home.keyring().password(SUPERUSER_KEY));
    }

    private Postmaster runningOrStarted(int preferredPort) throws IOException {
        boolean settingsChanged = writeSettings();
        Optional<Postmaster> found = Files.isDirectory(data) ? find() : Optional.empty();
        if (found.isPresent() && !settingsChanged) {
            awaitReady(found.get().process());
            return find().orElseThrow(() -> new IOException("the running server went away"));
        }
        if (found.isPresent()) {
            stop(found.get());
        }
        int owner = Files.isDirectory(data) ? Ownership.owner(data) : Ownership.self();
        Confinement way = Confinement.choose(home.database(), owner, ways);
        if (!Files.isDirectory(data)) {
            create(way);
        }
        own(data, way.user());
        return start(way, preferredPort);
    }

    // ---- making

    /// Makes the server's files. They get their name only when they are whole, so a crash leaves
    /// nothing that would be taken for a database.
    private void create(Confinement way) throws IOException {
        Path unfinished = home.database().resolve("data-new");
        Path password = home.database().resolve("initial");
        delete(unfinished);
        Files.createDirectory(unfinished);
        Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwx------"));
        own(unfinished, way.user());
        DurableFile.replace(
                password,
                home.keyring().password(SUPERUSER_KEY).getBytes(StandardCharsets.US_ASCII));
        own(password, way.user());
        try {
            initialise(way);
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        DurableFile.syncDirectory(home.database());
    }

    private void initialise(Confinement way) throws IOException {
        List<String> command =
                way.command(
                        "initdb",
                        List.of(
                                "--pgdata=" + way.base() + "/data-new",
                                "--username=" + SUPERUSER,
                                "--pwfile=" + way.base() + "/initial",
                                "--auth=scram-sha-256",
                                "--set=scram_iterations=" + Database.SCRAM_ITERATIONS,
                                "--data-checksums",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--no-instructions"));
        String said = errorOf(command);
        if (said.contains("could not look up effective user ID")) {
            // Containers like to run us under a number that no file knows. initdb, and only that,
            // asks
            // for the name; seen from a user namespace we are nobody, who has one.
            var named = new ArrayList<>(Confinement.AS_NOBODY);
            named.addAll(command);
            said = errorOf(named);
        }
        if (!said.isEmpty()) {
            throw new HomeRefused(
                    "The database could not be made in %s: %s".formatted(home.database(), said));
        }
    }

    /// What the command complains of; empty when it succeeds.
    private static String errorOf(List<String> command) throws IOException {
        Process process = Confinement.command(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0
                    ? ""
                    : said.lines()
                            .filter(line -> line.contains("error:") || line.contains("could not"))
                            .findFirst()
                            .orElse("exit " + process.exitValue());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    // ---- settings

    /// @return whether something changed, so that a server that runs must be started again
    private boolean writeSettings() throws IOException {
        boolean changed = replaceIfOther(home.database().resolve("postgresql.conf"), SETTINGS);
        return replaceIfOther(home.database().resolve("pg_hba.conf"), WHO_MAY_CONNECT) || changed;
    }

    private static boolean replaceIfOther(Path file, String content) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(content)) {
            return false;
        }
        DurableFile.replace(file, content.getBytes(StandardCharsets.UTF_8));
        // The server's user reads it; it holds no secret, and the directory above is closed.
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        return true;
    }

    private static final String WHO_MAY_CONNECT =
            """
            # Written by Haetae at each start. Nobody connects without a password.
            local all all scram-sha-256
            host  all all 127.0.0.1/32 scram-sha-256
            """;

    private static final String SETTINGS =
            """
            # Written by Haetae at each start; for the PostgreSQL that comes with it. Changes made here are lost.
            listen_addresses = '127.0.0.1'
            max_connections = 40
            password_encryption = scram-sha-256
            allow_alter_system = off

            # Nothing acknowledged is lost.
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            wal_compression = on
            max_wal_size = 1GB
            min_wal_size = 80MB
            checkpoint_timeout = 10min
            client_connection_check_interval = 1s
            idle_in_transaction_session_timeout = 15min

            # Two cores and little memory.
            shared_buffers = 16MB
            work_mem = 8MB
            maintenance_work_mem = 64MB
            effective_cache_size = 512MB
            jit = off
            max_worker_processes = 4
            max_parallel_workers = 2
            max_parallel_workers_per_gather = 1
            random_page_cost = 1.1
            io_method = sync
            wal_level = replica
            max_wal_senders = 2

            timezone = 'UTC'
            lc_messages = 'C'
            default_transaction_isolation = 'read committed'

            # The log carries ids only. An error's message may quote what somebody wrote, so errors stay
            # out of it (LOG ranks above ERROR) and reach the application alone; TERSE leaves out details,
            # where a statement would stand.
            log_destination = 'stderr'
            logging_collector = off
            log_min_messages = log
            log_min_error_statement = panic
            log_error_verbosity = terse
            log_parameter_max_length = 0
            log_parameter_max_length_on_error = 0
            log_statement = none
            log_min_duration_statement = -1
            log_autovacuum_min_duration = -1
            log_checkpoints = off
            log_line_prefix = '%m [%p] '
            log_timezone = 'UTC'
            """;

    // ---- starting

    private Postmaster start(Confinement way, int preferredPort) throws IOException {
        Path socket = home.database().resolve("socket");
        if (!Files.isDirectory(socket)) {
            Files.createDirectory(socket);
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rwx------"));
        }
        own(socket, way.user());
        letGoOfAReusedNumber();
        Path log = home.log().resolve("database.log");
        turnOver(log);
        long before = Files.size(log);
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        int port = preferredPort == 0 ? freePort() : preferredPort;
        while (true) {
            var words = new ArrayList<>(List.of("setsid"));
            words.addAll(
                    way.command(
                            "postgres",
                            List.of(
                                    "-D",
                                    way.base() + "/data",
                                    "-p",
                                    Integer.toString(port),
                                    "-c",
                                    "config_file=" + way.base() + "/postgresql.conf",
                                    "-c",
                                    "hba_file=" + way.base() + "/pg_hba.conf",
                                    "-c",
                                    "unix_socket_directories="
                                            + socketDirectory(way.base() + "/socket"))));
            Process process =
                    Confinement.command(words)
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .redirectErrorStream(true)
                            .start();
            if (awaitReady(process.toHandle())) {
                return new Postmaster(process.toHandle(), port);
            }
            var said = ServerSaid.since(log, before);
            if (said.tellsOfNoSpace(Files.getFileStore(data).getUsableSpace())) {
                throw new HomeRefused(
                        "there is no space left on the disk of %s, and the database needs some to start. What was acknowledged is kept; make room and run the same command again."
                                .formatted(data));
            }
            if (System.nanoTime() > deadline) {
                throw new HomeRefused(
                        "The database did not start; the end of %s says: %s"
                                .formatted(log, said.complaint()));
            }
            pause(Duration.ofMillis(200));
            port = freePort();
        }
    }

    /// A socket's path has at most 107 bytes; where the home lies too deep, there is only the port.
    private static String socketDirectory(String path) {
        boolean fits = path.getBytes(StandardCharsets.UTF_8).length <= 80 && !path.contains("\"");
        return fits ? "\"" + path + "\"" : "";
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /// @return false when the process ended instead
    private boolean awaitReady(ProcessHandle process) throws IOException {
        long deadline = System.nanoTime() + LONGEST_RECOVERY.toNanos();
        while (process.isAlive()) {
            List<String> lines = pidFile();
            if (lines.size() >= 8
                    && lines.get(0).strip().equals(Long.toString(process.pid()))
                    && lines.get(7).strip().equals("ready")) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                throw new HomeRefused(
                        "The database (process %d) is not ready after %s; see %s"
                                .formatted(
                                        process.pid(),
                                        LONGEST_RECOVERY,
                                        home.log().resolve("database.log")));
            }
            pause(POLL);
        }
        return false;
    }

    /// After a restart of the machine another process may have the number of a server that was cut
    /// off. PostgreSQL would take it for its own and refuse to start. The other lines stay: by them
    /// it makes sure that no orphan still works on the shared memory.
    private void letGoOfAReusedNumber() throws IOException {
        List<String> lines = new ArrayList<>(pidFile());
        if (lines.isEmpty() || find().isPresent()) {
            return;
        }
        lines.set(0, Integer.toString(NO_PROCESS));
        // Written in place, so that its owner stays the server's user.
        Files.writeString(
                data.resolve("postmaster.pid"), lines.stream().collect(joining("\n", "", "\n")));
    }

    // ---- finding

    /// The server that works on these data at this moment.
    private Optional<Postmaster> find() throws IOException {
        List<String> lines = pidFile();
        if (lines.size() < 4 || !lines.get(0).strip().matches("[0-9]{1,10}")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(lines.get(3).strip());
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(ProcessHandle::isAlive)
                .filter(this::worksOnOurData)
                .map(process -> new Postmaster(process, port));
    }

    private boolean worksOnOurData(ProcessHandle process) {
        Path proc = Path.of("/proc", Long.toString(process.pid()));
        try {
            String[] words = Files.readString(proc.resolve("cmdline")).split("\0");
            if (!words[0].endsWith("/postgres")) {
                return false;
            }
            try {
                // Its working directory is its data directory, by whatever path it sees it.
                return Files.isSameFile(proc.resolve("cwd"), data);
            } catch (IOException notAllowedToLook) {
                return List.of(words).contains(data.toString());
            }
        } catch (IOException gone) {
            return false;
        }
    }

    private List<String> pidFile() throws IOException {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    // ---- stopping

    private void stop(Postmaster postmaster) throws IOException {
        if (!postmaster.process().isAlive() || !worksOnOurData(postmaster.process())) {
            return;
        }
        signal("INT", postmaster.process());
        if (ends(postmaster.process())) {
            return;
        }
        // As safe as a power cut: it recovers at the next start.
        signal("QUIT", postmaster.process());
        if (!ends(postmaster.process())) {
            throw new IOException(
                    "process %d, the database, does not end".formatted(postmaster.process().pid()));
        }
    }

    private boolean ends(ProcessHandle process) throws IOException {
        long deadline = System.nanoTime() + LONGEST_STOP.toNanos();
        Duration withoutFile = Duration.ZERO;
        while (process.isAlive()) {
            // Removing its file is the last thing it does. What stays after that is a dead process
            // that nobody reaps, as happens in containers to children of a parent that was killed.
            withoutFile = pidFile().isEmpty() ? withoutFile.plus(POLL) : Duration.ZERO;
            if (withoutFile.compareTo(LONGEST_END) > 0) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(POLL);
        }
        return true;
    }

    private static void signal(String name, ProcessHandle process) throws IOException {
        Process kill =
                Confinement.command(
                                List.of(
                                        "/bin/sh",
                                        "-c",
                                        "kill -\"$1\" \"$2\"",
                                        "kill",
                                        name,
                                        Long.toString(process.pid())))
                        .redirectErrorStream(true)
                        .start();
        try {
            kill.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    // ---- files

    /// Gives a tree to a user, its top last: a crash half way is seen by the top's owner and
    /// mended.
    private static void own(Path tree, int user) throws IOException {
        if (Ownership.owner(tree) == user) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.setAttribute(file, "unix:uid", user, NOFOLLOW_LINKS);
                Files.setAttribute(file, "unix:gid", user, NOFOLLOW_LINKS);
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void turnOver(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(
                    log, log.resolveSibling("database.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(
                    log,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static UncheckedIOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new UncheckedIOException(new IOException("interrupted", e));
    }
}
