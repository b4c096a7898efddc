package org.haetae.ledger;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.springframework.jdbc.UncategorizedSQLException;

/// The ledger's tables: where an entry becomes durable, in the same transaction as the act that it
/// records.
final class Journal {
    private static final int AT_ONCE = 1_000;

    private final Database database;
    private final Clock clock;

    Journal(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// One row, as it is in the database, its leaf not yet believed.
    record Row(long position, int act, UUID object, Instant time, byte[] leaf) {}

    /// What the head says and what rows there are, at one moment.
    record Extent(long head, long rows, long end) {}

    long append(Transaction transaction, List<Entry> entries) {
        try {
            Connection connection = transaction.connection();
            long first = advance(connection, entries.size());
            insert(connection, first, leaves(connection, first, entries));
            return first;
        } catch (SQLException e) {
            throw new UncategorizedSQLException("appending to the ledger", null, e);
        }
    }

    /// Takes the head's row lock, which the transaction keeps until its end: the next one to append
    /// waits here, reads the size that this one leaves, and so commits after it.
    private static long advance(Connection connection, int count) throws SQLException {
        String sql = "UPDATE ledger_head SET size = size + ? RETURNING size";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, count);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw headless();
                }
                return row.getLong(1) - count;
            }
        }
    }

    /// Root over the first entries, each hashed anew.
    Digest root(long size) {
        var tree = new Merkle.Growing();
        while (tree.size() < size) {
            var some = rows(tree.size(), (int) Math.min(AT_ONCE, size - tree.size()));
            if (some.isEmpty()) {
                throw new IntegrityException(
                        LedgerCode.ROW_MISSING.at("entry " + tree.size(), "no row", "a row"));
            }
            some.forEach(row -> tree.add(Merkle.leafHash(row.leaf()).bytes()));
        }
        return tree.root();
    }

    private static List<Leaf> leaves(Connection connection, long first, List<Entry> entries)
            throws SQLException {
        Map<UUID, Long> last = lastPositions(connection, entries);
        List<Leaf> leaves = new ArrayList<>(entries.size());
        long position = first;
        for (Entry entry : entries) {
            Long before = last.put(entry.object(), position);
            leaves.add(
                    new Leaf(
                            entry,
                            before == null ? OptionalLong.empty() : OptionalLong.of(before)));
            position++;
        }
        return leaves;
    }

    /// Last positions of the objects that may have entries already. An object that begins in this
    /// batch is fresh and is not looked up.
    private static Map<UUID, Long> lastPositions(Connection connection, List<Entry> entries)
            throws SQLException {
        Map<UUID, Long> last = new HashMap<>();
        Set<UUID> begun = new TreeSet<>();
        Set<UUID> known = new TreeSet<>();
        for (Entry entry : entries) {
            if (entry.act().begins()) {
                begun.add(entry.object());
            } else if (!begun.contains(entry.object())) {
                known.add(entry.object());
            }
        }
        if (known.isEmpty()) {
            return last;
        }
        String sql =
                """
                SELECT object, (SELECT max(position) FROM ledger_entry e WHERE e.object = o.object)
                FROM unnest(?::uuid[]) AS o (object)""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("uuid", known.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    long position = row.getLong(2);
                    if (!row.wasNull()) {
                        last.put(row.getObject(1, UUID.class), position);
                    }
                }
            }
        }
        return last;
    }

    private static void insert(Connection connection, long first, List<Leaf> leaves)
            throws SQLException {
        int count = leaves.size();
        Short[] acts = new Short[count];
        UUID[] objects = new UUID[count];
        Long[] micros = new Long[count];
        byte[][] bytes = new byte[count][];
        for (int i = 0; i < count; i++) {
            Entry entry = leaves.get(i).entry();
            acts[i] = (short) entry.act().number();
            objects[i] = entry.object();
            micros[i] = ChronoUnit.MICROS.between(Instant.EPOCH, entry.time());
            bytes[i] = leaves.get(i).encode();
        }
        String sql =
                """
                INSERT INTO ledger_entry (position, act, object, time, leaf)
                SELECT ? + place - 1, act, object,
                       timestamptz 'epoch' + micros * interval '1 microsecond', leaf
                FROM unnest(?::smallint[], ?::uuid[], ?::bigint[], ?::bytea[])
                     WITH ORDINALITY AS entry (act, object, micros, leaf, place)""";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            List<Array> arrays =
                    List.of(
                            connection.createArrayOf("int2", acts),
                            connection.createArrayOf("uuid", objects),
                            connection.createArrayOf("int8", micros),
                            connection.createArrayOf("bytea", bytes));
            statement.setLong(1, first);
            for (int i = 0; i < arrays.size(); i++) {
                statement.setArray(i + 2, arrays.get(i));
            }
            statement.executeUpdate();
        }
    }

    private static IntegrityException headless() {
        return new IntegrityException(LedgerCode.HEAD_WRONG.at("ledger_head", "no row", "one row"));
    }

    /// Number of entries that are durable.
    long size() {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("SELECT size FROM ledger_head")
                                .query(Long.class)
                                .optional()
                                .orElseThrow(Journal::headless));
    }

    /// Rows from `start` on, at most so many, in order.
    List<Row> rows(long start, int limit) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE position >= ? ORDER BY position LIMIT ?""";
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .params(start, limit)
                                .query((row, n) -> row(row))
                                .list());
    }

    /// The newest rows of one object, in order.
    List<Row> history(UUID object, int limit) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE object = ? ORDER BY position DESC LIMIT ?""";
        List<Row> newestFirst =
                database.as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(sql)
                                        .params(object, limit)
                                        .query((row, n) -> row(row))
                                        .list());
        return newestFirst.reversed();
    }

    /// Rows of one object after a position and before another, oldest first.
    List<Row> history(UUID object, long after, long below, int limit) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE object = ? AND position > ? AND position < ? ORDER BY position LIMIT ?""";
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .params(object, after, below, limit)
                                .query((row, n) -> row(row))
                                .list());
    }

    /// Rows of some objects before a position, oldest first.
    List<Row> histories(UUID[] objects, long below) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE object = ANY (?) AND position < ? ORDER BY position""";
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .params(objects, below)
                                .query((row, n) -> row(row))
                                .list());
    }

    /// The newest row of one object with one of these acts, as this transaction sees it.
    static Optional<Row> newest(Transaction transaction, UUID object, Integer[] acts) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE object = ? AND act = ANY (?::int[]) ORDER BY position DESC LIMIT 1""";
        return transaction
                .sql()
                .sql(sql)
                .param(object)
                .param(acts)
                .query((row, n) -> row(row))
                .optional();
    }

    /// The newest row with one of these acts.
    Optional<Row> newest(Integer[] acts) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE act = ANY (?::int[]) ORDER BY position DESC LIMIT 1""";
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .param(acts)
                                .query((row, n) -> row(row))
                                .optional());
    }

    /// The objects that one of these acts was ever done to.
    Set<UUID> objects(Integer[] acts) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "SELECT DISTINCT object FROM ledger_entry WHERE act = ANY (?::int[])")
                                .param(acts)
                                .query(UUID.class)
                                .set());
    }

    /// Hands on every row with one of these acts, in order.
    void each(Integer[] acts, Consumer<Row> consumer) {
        String sql =
                """
                SELECT position, act, object, time, leaf FROM ledger_entry
                WHERE act = ANY (?::int[]) ORDER BY position""";
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .param(acts)
                                .query(
                                        row -> {
                                            consumer.accept(row(row));
                                        }));
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("position"),
                Short.toUnsignedInt(row.getShort("act")),
                Objects.requireNonNull(row.getObject("object", UUID.class)),
                Objects.requireNonNull(row.getObject("time", OffsetDateTime.class)).toInstant(),
                Objects.requireNonNull(row.getBytes("leaf")));
    }

    /// Head and rows in one snapshot.
    Extent extent() {
        String sql =
                """
                SELECT (SELECT max(size) FROM ledger_head) AS head,
                       (SELECT count(*) FROM ledger_entry) AS rows,
                       (SELECT coalesce(max(position), -1) + 1 FROM ledger_entry) AS last""";
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .query(
                                        (row, n) ->
                                                new Extent(
                                                        row.getLong("head"),
                                                        row.getLong("rows"),
                                                        row.getLong("last")))
                                .single());
    }

    /// Notes a signed checkpoint, so that the database too remembers it.
    void remember(Checkpoint checkpoint) {
        String sql =
                """
                INSERT INTO ledger_checkpoint (size, root, time) VALUES (?, ?, ?)
                ON CONFLICT (size) DO NOTHING""";
        OffsetDateTime now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(sql)
                                .params(checkpoint.size(), checkpoint.root().bytes(), now)
                                .update());
    }

    /// The signed checkpoints that the database remembers, oldest first.
    List<Checkpoint> remembered(String origin) {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("SELECT size, root FROM ledger_checkpoint ORDER BY size")
                                .query(
                                        (row, n) ->
                                                new Checkpoint(
                                                        origin,
                                                        row.getLong("size"),
                                                        new Digest(row.getBytes("root"))))
                                .list());
    }
}
