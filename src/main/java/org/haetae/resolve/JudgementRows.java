package org.haetae.resolve;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.EntityId;
import org.haetae.home.Transaction;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Judgements as they lie in the database, and the bytes of each that the ledger commits to.
final class JudgementRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JudgementRows() {}

    /// @param items whose keys seal the words, the innermost first
    /// @param sealed null once erased
    record Row(
            Judgement judgement,
            List<ItemId> items,
            byte @Nullable [] sealed,
            byte[] digest,
            Set<CompartmentId> compartments,
            byte[] salt) {

        /// What the ledger commits to (docs/formats/judgements.md).
        byte[] canonical() {
            var map = new TreeMap<String, Object>();
            map.put("at", judgement.at().toString());
            map.put("by", judgement.by().toString());
            map.put("compartments", texts(compartments, CompartmentId::toString));
            map.put("items", items.stream().map(ItemId::toString).toList());
            judgement.model().ifPresent(model -> map.put("model", model));
            map.put("one", judgement.one().toString());
            map.put("other", judgement.other().toString());
            if (judgement.second() && judgement.verdict() != Verdict.UNSURE) {
                map.put("second", true);
            }
            map.put("verdict", judgement.verdict().word());
            map.put("words", HexFormat.of().formatHex(digest));
            return JSON.writeValueAsBytes(map);
        }

        Digest commitment() {
            return Commitment.record(salt, Digest.sha256(canonical()));
        }
    }

    private static <T> List<String> texts(Collection<T> of, Function<T, String> text) {
        return of.stream().map(text).sorted().toList();
    }

    static void insert(Transaction transaction, Row row, long position) {
        var judgement = row.judgement();
        try (PreparedStatement insert =
                transaction
                        .connection()
                        .prepareStatement(
                                """
                                insert into judgement (position, one, other, verdict, actor, at, model, items, sealed,
                                    sealed_sha256, compartments, salt, second)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, position);
            insert.setObject(2, judgement.one().value());
            insert.setObject(3, judgement.other().value());
            insert.setInt(4, judgement.verdict().number());
            insert.setObject(5, judgement.by().value());
            insert.setTimestamp(6, Timestamp.from(judgement.at()));
            insert.setString(7, judgement.model().orElse(null));
            insert.setArray(8, uuids(transaction, row.items().stream().map(ItemId::value)));
            insert.setBytes(9, row.sealed());
            insert.setBytes(10, row.digest());
            insert.setArray(
                    11, uuids(transaction, row.compartments().stream().map(CompartmentId::value)));
            insert.setBytes(12, row.salt());
            insert.setBoolean(13, judgement.second());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("a judgement could not be written to the database", e);
        }
    }

    private static Array uuids(Transaction transaction, Stream<UUID> ids) throws SQLException {
        return transaction.connection().createArrayOf("uuid", ids.toArray(UUID[]::new));
    }

    /// In the order in which they were made; words still closed.
    ///
    /// @param condition on the table `judgement`
    static List<Row> select(Transaction transaction, String condition, List<?> parameters) {
        return query(transaction, condition + " order by position", parameters);
    }

    /// Of those that are the last of their two, the newest first.
    static List<Row> last(Transaction transaction, String condition, List<?> parameters, int most) {
        return query(
                transaction,
                """
                %s and not exists (
                    select 1 from judgement later where later.one = judgement.one
                      and later.other = judgement.other and later.position > judgement.position)
                order by position desc limit %d
                """
                        .formatted(condition, most),
                parameters);
    }

    private static List<Row> query(Transaction transaction, String tail, List<?> parameters) {
        return transaction
                .sql()
                .sql(
                        """
                        select position, one, other, verdict, actor, at, model, items, sealed, sealed_sha256,
                            compartments, salt, second
                        from judgement where %s
                        """
                                .formatted(tail))
                .params(parameters)
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Judgement(
                        new EntityId(row.getObject("one", UUID.class)),
                        new EntityId(row.getObject("other", UUID.class)),
                        Verdict.of(row.getInt("verdict")),
                        new ActorId(row.getObject("actor", UUID.class)),
                        row.getTimestamp("at").toInstant(),
                        Optional.ofNullable(row.getString("model")),
                        Optional.empty(),
                        row.getBoolean("second"),
                        row.getLong("position")),
                uuids(row, "items").map(ItemId::new).toList(),
                row.getBytes("sealed"),
                row.getBytes("sealed_sha256"),
                uuids(row, "compartments")
                        .map(CompartmentId::new)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getBytes("salt"));
    }

    private static Stream<UUID> uuids(ResultSet row, String column) throws SQLException {
        return Stream.of((UUID[]) row.getArray(column).getArray());
    }
}
