package org.haetae.home;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/// All rows of all tables of a home, as text that `psql` loads: for each table the line `COPY table
/// (columns) FROM stdin;`, the rows in PostgreSQL's text format, and `\.`. The tables themselves
/// are made by the migrations.
public final class TableCopy {

    /// Of its own making; it says which migrations ran.
    private static final String MIGRATIONS = "haetae_migration";

    private static final Pattern HEAD =
            Pattern.compile(
                    "COPY ([a-z_]+) \\((\"?[a-z_0-9]+\"?(?:, \"?[a-z_0-9]+\"?)*)\\) FROM stdin;");
    private static final String END = "\\.\n";

    private final DataSource owner;

    TableCopy(DataSource owner) {
        this.owner = owner;
    }

    /// Where the rows of a table go.
    @FunctionalInterface
    public interface Sink {
        /// @param order tables that refer to others come after them
        OutputStream open(int order, String table) throws IOException;
    }

    /// Where rows come from, in order.
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /// Every table as it is at this moment, however much is changed while it is being written.
    /// Nobody waits for it.
    public Moment moment() {
        try {
            return new Moment(begin());
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be copied", e);
        }
    }

    /// All tables at one moment.
    public static final class Moment implements AutoCloseable {
        private final Connection connection;
        private final List<String> tables;

        private Moment(Connection connection) throws SQLException {
            this.connection = connection;
            try {
                // The first query is the moment.
                this.tables = inOrder(connection);
                seeTheWhole(connection);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        }

        /// Writes every table.
        public void out(Sink sink) {
            try {
                for (int i = 0; i < tables.size(); i++) {
                    try (OutputStream out = sink.open(i + 1, tables.get(i))) {
                        TableCopy.out(connection, tables.get(i), out);
                    }
                }
            } catch (SQLException e) {
                throw new IllegalStateException("the tables could not be copied", e);
            } catch (IOException e) {
                throw new UncheckedIOException("the tables could not be written", e);
            }
        }

        @Override
        public void close() {
            try {
                connection.rollback();
                connection.close();
            } catch (SQLException e) {
                // Nothing was changed in it; the server ends what loses its connection.
            }
        }
    }

    /// Within this transaction, by the policies themselves: each admits who sees the whole home.
    /// Taking the policies off would lock the tables. What restricts the application's role alone
    /// hides nothing here.
    private static void seeTheWhole(Connection connection) throws SQLException {
        List<String> hiding =
                strings(
                        connection,
                        """
                        SELECT relname::text FROM pg_class c
                        WHERE relrowsecurity AND relnamespace = 'public'::regnamespace
                          AND (EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive
                                   AND p.polroles <> ARRAY(SELECT oid FROM pg_roles WHERE rolname = 'haetae_app'))
                               OR NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'
                                   AND pg_get_expr(p.polqual, c.oid) LIKE '%haetae_whole()%'))
                        """);
        if (!hiding.isEmpty()) {
            throw new IllegalStateException("tables that no backup would see whole: " + hiding);
        }
        execute(connection, "SELECT set_config('haetae.whole', 'yes', true)");
    }

    private static void out(Connection connection, String table, OutputStream out)
            throws SQLException, IOException {
        String columns = String.join(", ", columns(connection, table));
        out.write("COPY %s (%s) FROM stdin;\n".formatted(table, columns).getBytes(UTF_8));
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY %s (%s) TO STDOUT".formatted(table, columns), out);
        out.write(END.getBytes(UTF_8));
    }

    /// Puts the rows of a backup in the place of those that a new home has. One transaction.
    ///
    /// @throws HomeRefused when the database is in use already
    public void in(List<Source> sources) {
        try (Connection connection = begin()) {
            List<String> tables = inOrder(connection);
            refuseUnlessNew(connection);
            List<String> forced = forced(connection);
            seeEverything(connection, tables);
            execute(connection, "TRUNCATE " + String.join(", ", tables));
            for (Source source : sources) {
                try (InputStream in = source.open()) {
                    in(connection, in, Set.copyOf(tables));
                }
            }
            for (String table : forced) {
                execute(connection, "ALTER TABLE %s FORCE ROW LEVEL SECURITY".formatted(table));
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the tables could not be loaded", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the tables of the backup could not be read", e);
        }
    }

    private static void in(Connection connection, InputStream in, Set<String> tables)
            throws SQLException, IOException {
        var head = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            head.write(next);
        }
        var words = HEAD.matcher(head.toString(UTF_8));
        if (!words.matches() || !tables.contains(words.group(1))) {
            throw new IOException(
                    "a table of the backup that this version of Haetae does not know");
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY %s (%s) FROM STDIN".formatted(words.group(1), words.group(2)), in);
    }

    /// The migration that the tables are at.
    public String version() {
        try (Connection connection = owner.getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT max(version::int) FROM %s WHERE success"
                                        .formatted(MIGRATIONS))) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException("the version of the tables could not be read", e);
        }
    }

    /// The statements that make the tables, by the names of their files: for those who load the
    /// rows without Haetae.
    public static SortedMap<String, byte[]> migrations() {
        try {
            return Migrations.files();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the migrations", e);
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = owner.getConnection();
        connection.setAutoCommit(false);
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        return connection;
    }

    /// Within this transaction. That no policy hides a row is certain: `row_security = off` makes
    /// one that would an error.
    private static void seeEverything(Connection connection, List<String> tables)
            throws SQLException {
        for (String table : tables) {
            execute(connection, "ALTER TABLE %s NO FORCE ROW LEVEL SECURITY".formatted(table));
        }
        execute(connection, "SET LOCAL row_security = off");
    }

    private static List<String> forced(Connection connection) throws SQLException {
        return strings(
                connection,
                "SELECT relname::text FROM pg_class WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace");
    }

    private static void refuseUnlessNew(Connection connection) throws SQLException {
        if (!strings(connection, "SELECT position::text FROM ledger_entry LIMIT 1").isEmpty()) {
            throw new HomeRefused(
                    "The database that database.url names holds the rows of a home already. Restore into an empty one.");
        }
    }

    /// A table after those that it refers to.
    private static List<String> inOrder(Connection connection) throws SQLException {
        Map<String, Set<String>> refersTo = new HashMap<>();
        for (String table :
                strings(
                        connection,
                        "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1")) {
            if (!table.equals(MIGRATIONS)) {
                refersTo.put(table, new HashSet<>());
            }
        }
        for (String pair :
                strings(
                        connection,
                        "SELECT c.relname || ' ' || f.relname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid WHERE k.contype = 'f' AND c.oid <> f.oid")) {
            String[] names = pair.split(" ");
            refersTo.get(names[0]).add(names[1]);
        }
        var order = new ArrayList<String>();
        while (order.size() < refersTo.size()) {
            var next =
                    refersTo.keySet().stream()
                            .filter(table -> !order.contains(table))
                            .filter(table -> order.containsAll(refersTo.get(table)))
                            .sorted()
                            .toList();
            if (next.isEmpty()) {
                throw new IllegalStateException("tables refer to each other in a circle");
            }
            order.addAll(next);
        }
        return order;
    }

    private static List<String> columns(Connection connection, String table) throws SQLException {
        return strings(
                connection,
                "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '%s'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum"
                        .formatted(table));
    }

    private static List<String> strings(Connection connection, String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            var strings = new ArrayList<String>();
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
            return strings;
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
