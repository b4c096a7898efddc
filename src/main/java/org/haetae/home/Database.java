package org.haetae.home;

import static java.util.stream.Collectors.joining;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PasswordUtil;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// The database of a home, embedded or outside. All work goes through [#as], which tells PostgreSQL
/// for the length of one transaction whose eyes it reads with; without that every table with
/// material is empty. The work runs as a role that owns nothing, so row-level security binds it
/// always.
public final class Database implements AutoCloseable {

    /// The role of all work. Migrations grant to it by this name.
    public static final String APPLICATION_ROLE = "haetae_app";

    private static final String OWNER_ROLE = "haetae_owner";
    private static final String NAME = "haetae";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Optional<PostgresServer> server;
    private final PGSimpleDataSource owner;
    private final HikariDataSource pool;
    private final Thread atExit;

    private Database(
            Optional<PostgresServer> server, PGSimpleDataSource owner, HikariDataSource pool) {
        this.server = server;
        this.owner = owner;
        this.pool = pool;
        this.atExit = new Thread(this::stop, "database-stop");
    }

    /// Work in one transaction that gives something back.
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T in(Transaction transaction) throws X;
    }

    /// Work in one transaction that gives nothing back.
    @FunctionalInterface
    public interface Task<X extends Exception> {
        void in(Transaction transaction) throws X;
    }

    /// Starts or adopts the embedded server, or connects to the one that the settings name, and
    /// brings the tables to this version.
    ///
    /// @throws HomeRefused when no server can be started or reached; says what to do
    public static Database open(Home home) {
        return open(home, Migrations::run);
    }

    /// Makes the database of a new home from a backup: the tables as they were in that version, the
    /// rows, then whatever newer versions change.
    ///
    /// @param version as [TableCopy#version] said when the backup was made
    public static void restore(Home home, String version, List<TableCopy.Source> rows) {
        try (var database = open(home, owner -> Migrations.runTo(owner, version))) {
            database.tables().in(rows);
        }
        open(home).close();
    }

    /// What brings the tables to a version.
    @FunctionalInterface
    private interface Migration {
        void run(DataSource owner) throws SQLException, IOException;
    }

    private static Database open(Home home, Migration migration) {
        Settings settings = home.settings();
        String url = settings.text(Setting.DATABASE_URL);
        return url.isEmpty() ? openEmbedded(home, migration) : openOutside(home, url, migration);
    }

    /// Does the work in one transaction of the application's role, under this clearance. Commits
    /// when it returns; rolls back and passes on whatever it throws. Never repeats the work: when
    /// the connection is lost while committing, the outcome is unknown and the exception says so.
    ///
    /// One transaction within another takes a second connection and sees nothing of the first;
    /// don't.
    public <T, X extends Exception> T as(Clearance clearance, Work<T, X> work) throws X {
        Connection connection = begin(clearance);
        boolean done = false;
        try {
            T result = work.in(new Transaction(client(connection), connection));
            commit(connection);
            done = true;
            return result;
        } finally {
            giveBack(connection, done);
        }
    }

    /// [#as] for work that gives nothing back.
    public <X extends Exception> void run(Clearance clearance, Task<X> task) throws X {
        this.<Boolean, X>as(
                clearance,
                transaction -> {
                    task.in(transaction);
                    return true;
                });
    }

    /// Leaves stopping to the caller, who closes this when the process is asked to end: others
    /// still need the database while they close. Without it the end of the process stops the
    /// server.
    public Database stoppedByCaller() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        return this;
    }

    /// Ends all work and stops the embedded server. Closing twice does nothing.
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyExiting) {
            // The hook does the same at this moment; both may.
        }
        stop();
    }

    /// Writes these tables anew without what was deleted from them, and, of the embedded server,
    /// lets go of every file of the write-ahead log that was there before: what was erased is in
    /// none of the database's files afterwards. An outside server keeps its log as its own
    /// administrator has set it. Others wait for each table while it is written.
    public void purge(List<String> tables) {
        try (Connection connection = owner.getConnection()) {
            connection.setAutoCommit(true);
            for (String table : tables) {
                execute(connection, "VACUUM (FULL) " + table);
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the tables could not be written anew", e);
        }
        server.ifPresent(PostgresServer::renewLog);
    }

    /// All rows of all tables, for a backup and from one.
    public TableCopy tables() {
        return new TableCopy(owner);
    }

    /// The embedded server's process and port, for tests that do it harm.
    Optional<PostgresServer> server() {
        return server;
    }

    private void stop() {
        pool.close();
        server.ifPresent(PostgresServer::stop);
    }

    // ---- transactions

    /// A connection on which the transaction has begun and the clearance is set. Until here nothing
    /// was done, so a lost connection is simply replaced, and a lost server started again.
    private Connection begin(Clearance clearance) {
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (true) {
            server.ifPresent(PostgresServer::ensureRunning);
            try {
                return begun(pool.getConnection(), clearance);
            } catch (SQLException e) {
                if (!isLostConnection(e) || System.nanoTime() > deadline) {
                    throw new DataAccessResourceFailureException(
                            "no transaction could begin; the database does not answer", e);
                }
                pool.getHikariPoolMXBean().softEvictConnections();
            }
        }
    }

    private static Connection begun(Connection connection, Clearance clearance)
            throws SQLException {
        // The one place where the database learns whose eyes these are. Local to the transaction,
        // so
        // the next user of this connection starts with nothing.
        try (var statement =
                connection.prepareStatement(
                        "SELECT set_config('haetae.whole', ?, true), set_config('haetae.compartments', ?, true), set_config('haetae.actor', ?, true), set_config('haetae.keeps', ?, true), set_config('haetae.leaving', ?, true), set_config('haetae.allowing', ?, true)")) {
            connection.setAutoCommit(false);
            statement.setString(1, clearance.whole() ? "yes" : "no");
            statement.setString(
                    2, array(clearance.compartments().stream().map(CompartmentId::value)));
            statement.setString(3, clearance.actor().value().toString());
            statement.setString(4, clearance.keeping() ? "yes" : "no");
            statement.setString(5, clearance.allowing().isPresent() ? "yes" : "no");
            statement.setString(6, array(clearance.allowing().stream().flatMap(Set::stream)));
            statement.execute();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String array(Stream<UUID> ids) {
        return ids.map(UUID::toString).collect(joining(",", "{", "}"));
    }

    private static void commit(Connection connection) {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    isLostConnection(e)
                            ? "the connection was lost while committing, so whether the transaction took place is unknown"
                            : "the transaction was refused and rolled back",
                    e);
        }
    }

    private static void giveBack(Connection connection, boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
        } catch (SQLException e) {
            // The server rolls back whatever loses its connection; what went wrong before is the
            // news.
        } finally {
            try {
                connection.close();
            } catch (SQLException e) {
                // The pool drops a connection that cannot be closed.
            }
        }
    }

    private static JdbcClient client(Connection connection) {
        return JdbcClient.create(new SingleConnectionDataSource(connection, true));
    }

    private static boolean isLostConnection(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || state.startsWith("08")
                || state.startsWith("57P0");
    }

    // ---- opening

    private static Database openEmbedded(Home home, Migration migration) {
        PostgresServer server = PostgresServer.start(home);
        try {
            Keys keys = home.keyring();
            PGSimpleDataSource owner =
                    embedded(server, NAME, OWNER_ROLE, keys.password("database-owner"));
            PGSimpleDataSource application =
                    embedded(server, NAME, APPLICATION_ROLE, keys.password("database-app"));
            try {
                return migratedAndOpened(Optional.of(server), owner, application, home, migration);
            } catch (SQLException e) {
                if (!isNotMadeYet(e)) {
                    throw e;
                }
            }
            makeRolesAndDatabase(
                    embedded(
                            server,
                            "postgres",
                            PostgresServer.SUPERUSER,
                            keys.password(PostgresServer.SUPERUSER_KEY)),
                    keys);
            return migratedAndOpened(Optional.of(server), owner, application, home, migration);
        } catch (SQLException e) {
            server.stop();
            throw new HomeRefused(
                    "The database of %s cannot be used (state %s). Its log is %s; if keys/ was lost or exchanged, put it back from its backup."
                            .formatted(
                                    home.directory(),
                                    e.getSQLState(),
                                    home.log().resolve("database.log")),
                    e);
        } catch (IOException e) {
            server.stop();
            throw new UncheckedIOException("reading the migrations", e);
        } catch (RuntimeException e) {
            server.stop();
            throw e;
        }
    }

    private static Database openOutside(Home home, String url, Migration migration) {
        try {
            Settings settings = home.settings();
            PGSimpleDataSource owner = outside(url);
            owner.setUser(settings.text(Setting.DATABASE_USER));
            String passwordFile = settings.text(Setting.DATABASE_PASSWORD_FILE);
            if (!passwordFile.isEmpty()) {
                owner.setPassword(
                        Files.readString(home.directory().resolve(Path.of(passwordFile))).strip());
            }
            PGSimpleDataSource application = outside(url);
            application.setUser(APPLICATION_ROLE);
            application.setPassword(home.keyring().password("database-app"));
            if (!connects(application)) {
                makeApplicationRole(owner, home.keyring());
            }
            return migratedAndOpened(Optional.empty(), owner, application, home, migration);
        } catch (SQLException e) {
            throw new HomeRefused(
                    "The database that database.url names cannot be used (state %s: %s). Its role database.user must exist, own that database and may create roles (CREATEROLE)."
                            .formatted(e.getSQLState(), e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new HomeRefused(
                    "The file that database.password-file names cannot be read. Give a path, seen from the home.",
                    e);
        }
    }

    private static Database migratedAndOpened(
            Optional<PostgresServer> server,
            PGSimpleDataSource owner,
            PGSimpleDataSource application,
            Home home,
            Migration migration)
            throws SQLException, IOException {
        migration.run(owner);
        try {
            return opened(server, owner, application, home);
        } catch (PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /// Role or database are not there, or the role has another password.
    private static boolean isNotMadeYet(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return state.startsWith("28") || state.startsWith("3D");
    }

    private static Database opened(
            Optional<PostgresServer> server,
            PGSimpleDataSource owner,
            PGSimpleDataSource application,
            Home home) {
        // A batch of inserts goes as few statements of many rows.
        application.setReWriteBatchedInserts(true);
        var config = new HikariConfig();
        config.setDataSource(application);
        config.setPoolName("haetae");
        config.setMaximumPoolSize(
                Math.max(1, home.settings().number(Setting.DATABASE_CONNECTIONS)));
        config.setMinimumIdle(1);
        config.setConnectionTimeout(10_000);
        config.setAutoCommit(true);
        var database = new Database(server, owner, new HikariDataSource(config));
        // For Ctrl-C: a server that nobody stopped would stay until the home is opened again.
        Runtime.getRuntime().addShutdownHook(database.atExit);
        return database;
    }

    private static boolean connects(PGSimpleDataSource source) {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    // ---- roles

    /// Repeatable: a crash at any line leaves the rest to the next start.
    private static void makeRolesAndDatabase(PGSimpleDataSource superuser, Keys keys)
            throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            makeRole(connection, OWNER_ROLE, keys.password("database-owner"));
            makeRole(connection, APPLICATION_ROLE, keys.password("database-app"));
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                execute(connection, "CREATE DATABASE " + NAME + " OWNER " + OWNER_ROLE);
            }
            execute(connection, "REVOKE ALL ON DATABASE " + NAME + " FROM PUBLIC");
            execute(connection, "GRANT CONNECT ON DATABASE " + NAME + " TO " + APPLICATION_ROLE);
        }
    }

    private static void makeApplicationRole(PGSimpleDataSource owner, Keys keys)
            throws SQLException {
        try (Connection connection = owner.getConnection()) {
            makeRole(connection, APPLICATION_ROLE, keys.password("database-app"));
            String database = connection.getCatalog().replace("\"", "\"\"");
            execute(
                    connection,
                    "GRANT CONNECT ON DATABASE \"" + database + "\" TO " + APPLICATION_ROLE);
        }
    }

    /// Iterations make passwords of people dearer to guess; these are 256 random bits, and every
    /// connection would pay.
    static final int SCRAM_ITERATIONS = 1;

    private static void makeRole(Connection connection, String role, String password)
            throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")) {
            execute(connection, "CREATE ROLE " + role + " LOGIN");
        }
        // Only a verifier leaves this process, never the password.
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        execute(
                connection,
                "ALTER ROLE %s PASSWORD '%s'"
                        .formatted(
                                role,
                                PasswordUtil.encodeScramSha256(
                                        password.toCharArray(), SCRAM_ITERATIONS, salt)));
    }

    private static boolean exists(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    // ---- connections

    static PGSimpleDataSource embedded(
            PostgresServer server, String database, String role, String password) {
        // The port is asked for at each connection: after a crash it may be another.
        var source =
                new PGSimpleDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        setPortNumbers(new int[] {server.port()});
                        return super.getConnection();
                    }
                };
        common(source);
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {server.port()});
        source.setDatabaseName(database);
        source.setUser(role);
        source.setPassword(password);
        source.setSslMode("disable");
        // Whoever else might listen on that port learns nothing: both sides prove what they know.
        source.setRequireAuth("scram-sha-256");
        return source;
    }

    private static PGSimpleDataSource outside(String url) {
        var source = new PGSimpleDataSource();
        source.setUrl(url);
        common(source);
        return source;
    }

    private static void common(PGSimpleDataSource source) {
        source.setApplicationName("haetae");
        source.setConnectTimeout(10);
        source.setGssEncMode("disable");
        // Details of errors quote rows.
        source.setLogServerErrorDetail(false);
        source.setReWriteBatchedInserts(true);
    }
}
