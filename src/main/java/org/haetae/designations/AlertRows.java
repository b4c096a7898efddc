package org.haetae.designations;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.EntityId;
import org.haetae.home.Transaction;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import tools.jackson.databind.json.JsonMapper;

/// Alerts and dismissals as they lie in the database, and the bytes of each that the ledger commits
/// to (docs/formats/alerts.md).
final class AlertRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SHARES = 10_000;

    private AlertRows() {}

    /// What both kinds of rows have, and what an alert rests on.
    ///
    /// @param items by which is known what the two are called
    record Basis(Set<ItemId> items, Set<CompartmentId> compartments, byte[] salt) {}

    record Row(Alert alert, Basis basis) {
        Digest commitment() {
            var map = new TreeMap<String, Object>();
            map.put("accession", alert.version().toString());
            map.put("cause", alert.cause().word());
            map.put("entity", alert.entity().toString());
            map.put("fields", alert.fields());
            map.put("listed", alert.listed().toString());
            map.put("score", shares(alert.score()));
            return committed(map, alert.by(), alert.at(), basis);
        }
    }

    /// @param reason number of an [Alert.Reason]
    record Dismissed(long position, long alert, int reason, ActorId by, Instant at, Basis basis) {
        Digest commitment() {
            var map = new TreeMap<String, Object>();
            map.put("alert", alert);
            map.put("reason", reason);
            return committed(map, by, at, basis);
        }
    }

    private static Digest committed(
            TreeMap<String, Object> map, ActorId by, Instant at, Basis basis) {
        map.put("at", at.toString());
        map.put("by", by.toString());
        map.put("compartments", texts(basis.compartments(), CompartmentId::toString));
        map.put("items", texts(basis.items(), ItemId::toString));
        return Commitment.record(basis.salt(), Digest.sha256(JSON.writeValueAsBytes(map)));
    }

    private static <T> List<String> texts(Collection<T> of, Function<T, String> text) {
        return of.stream().map(text).sorted().toList();
    }

    private static int shares(double score) {
        return (int) Math.round(score * SHARES);
    }

    static void insert(Transaction transaction, Row row, long position) {
        var alert = row.alert();
        try (PreparedStatement insert =
                transaction
                        .connection()
                        .prepareStatement(
                                """
                                insert into list_alert (position, entity, listed, accession, cause, fields, score, actor, at,
                                    items, compartments, salt)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, position);
            insert.setObject(2, alert.entity().value());
            insert.setObject(3, alert.listed().value());
            insert.setObject(4, alert.version().value());
            insert.setInt(5, alert.cause().number());
            insert.setArray(
                    6, transaction.connection().createArrayOf("text", alert.fields().toArray()));
            insert.setInt(7, shares(alert.score()));
            insert.setObject(8, alert.by().value());
            insert.setTimestamp(9, Timestamp.from(alert.at()));
            basis(transaction, insert, 10, row.basis());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("an alert could not be written to the database", e);
        }
    }

    static void insert(Transaction transaction, Dismissed row, long position) {
        try (PreparedStatement insert =
                transaction
                        .connection()
                        .prepareStatement(
                                """
                                insert into list_alert_dismissal (position, alert, reason, actor, at, items, compartments, salt)
                                values (?, ?, ?, ?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, position);
            insert.setLong(2, row.alert());
            insert.setInt(3, row.reason());
            insert.setObject(4, row.by().value());
            insert.setTimestamp(5, Timestamp.from(row.at()));
            basis(transaction, insert, 6, row.basis());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "a dismissal of alert %d could not be written to the database"
                            .formatted(row.alert()),
                    e);
        }
    }

    private static void basis(
            Transaction transaction, PreparedStatement insert, int from, Basis basis)
            throws SQLException {
        insert.setArray(from, uuids(transaction, basis.items().stream().map(ItemId::value)));
        insert.setArray(
                from + 1,
                uuids(transaction, basis.compartments().stream().map(CompartmentId::value)));
        insert.setBytes(from + 2, basis.salt());
    }

    private static Array uuids(Transaction transaction, Stream<UUID> ids) throws SQLException {
        return transaction.connection().createArrayOf("uuid", ids.toArray(UUID[]::new));
    }

    /// @param condition on the table `list_alert` as `a`, and the order
    static List<Row> alerts(Transaction transaction, String condition, List<?> parameters) {
        return transaction
                .sql()
                .sql("select a.* from list_alert a where " + condition)
                .params(parameters)
                .query((row, _) -> alert(row))
                .list();
    }

    private static Row alert(ResultSet row) throws SQLException {
        return new Row(
                new Alert(
                        new EntityId(row.getObject("entity", UUID.class)),
                        new EntityId(row.getObject("listed", UUID.class)),
                        new AccessionId(row.getObject("accession", UUID.class)),
                        Alert.Cause.of(row.getInt("cause")),
                        List.of((String[]) row.getArray("fields").getArray()),
                        row.getInt("score") / (double) SHARES,
                        new ActorId(row.getObject("actor", UUID.class)),
                        row.getTimestamp("at").toInstant(),
                        row.getLong("position")),
                basis(row));
    }

    static List<Dismissed> dismissals(
            Transaction transaction, String condition, List<?> parameters) {
        return transaction
                .sql()
                .sql("select * from list_alert_dismissal where %s".formatted(condition))
                .params(parameters)
                .query(
                        (row, _) ->
                                new Dismissed(
                                        row.getLong("position"),
                                        row.getLong("alert"),
                                        row.getInt("reason"),
                                        new ActorId(row.getObject("actor", UUID.class)),
                                        row.getTimestamp("at").toInstant(),
                                        basis(row)))
                .list();
    }

    private static Basis basis(ResultSet row) throws SQLException {
        return new Basis(
                uuids(row, "items").map(ItemId::new).collect(Collectors.toUnmodifiableSet()),
                uuids(row, "compartments")
                        .map(CompartmentId::new)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getBytes("salt"));
    }

    private static Stream<UUID> uuids(ResultSet row, String column) throws SQLException {
        return Stream.of((UUID[]) row.getArray(column).getArray());
    }
}
