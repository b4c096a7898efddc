package org.haetae.casebook;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.home.Transaction;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Steps of reviews as they lie in the database, and the bytes of each that the ledger commits to.
final class ReviewRows {

    /// The number of the last judgement upon the version of `claim` that is looked at; 4, reopened,
    /// where there is none.
    static final String STANDING =
            """
            coalesce((select s.step from review_step s where s.subject = claim.id
              and s.version = claim.version and s.step <= 4 order by s.position desc limit 1), 4)
            """;

    /// That an assignment was not ended since.
    static final String IS_ASSIGNED =
            """
            step = 6 and not exists (select 1 from review_step r where r.step = 7
              and r.subject = review_step.subject and r.whom = review_step.whom
              and r.position > review_step.position)
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReviewRows() {}

    /// @param items whose keys seal the words, the innermost first
    /// @param sealed null where there are no words, and once erased
    /// @param digest of what is or was sealed; null where there never were words
    /// @param position in the ledger
    record Row(
            Step step,
            List<ItemId> items,
            byte @Nullable [] sealed,
            byte @Nullable [] digest,
            Set<CompartmentId> compartments,
            byte[] salt,
            long position) {

        /// What the ledger commits to (docs/formats/review.md).
        byte[] canonical() {
            var map = new TreeMap<String, Object>();
            map.put("at", step.at().toString());
            map.put("by", step.by().toString());
            map.put(
                    "compartments",
                    Stream.of(ClaimRows.uuids(compartments)).map(UUID::toString).toList());
            map.put("items", items.stream().map(ItemId::toString).toList());
            map.put("step", step.what().word());
            map.put("subject", step.subject().toString());
            map.put("version", step.version());
            step.whom().ifPresent(whom -> map.put("whom", whom.toString()));
            if (digest != null) {
                map.put("words", HexFormat.of().formatHex(digest));
            }
            return JSON.writeValueAsBytes(map);
        }

        Digest commitment() {
            return Commitment.record(salt, Digest.sha256(canonical()));
        }
    }

    static void insert(Transaction transaction, Row row, long position) {
        var step = row.step();
        try (PreparedStatement insert =
                transaction
                        .connection()
                        .prepareStatement(
                                """
                                insert into review_step (position, subject, version, step, actor, whom, at, items,
                                    sealed, sealed_sha256, compartments, salt)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                """)) {
            insert.setLong(1, position);
            insert.setObject(2, step.subject());
            insert.setInt(3, step.version());
            insert.setInt(4, step.what().number());
            insert.setObject(5, step.by().value());
            insert.setObject(6, step.whom().map(ActorId::value).orElse(null), Types.OTHER);
            insert.setTimestamp(7, Timestamp.from(step.at()));
            insert.setArray(
                    8,
                    transaction
                            .connection()
                            .createArrayOf(
                                    "uuid",
                                    row.items().stream().map(ItemId::value).toArray(UUID[]::new)));
            insert.setBytes(9, row.sealed());
            insert.setBytes(10, row.digest());
            insert.setArray(
                    11,
                    transaction
                            .connection()
                            .createArrayOf("uuid", ClaimRows.uuids(row.compartments())));
            insert.setBytes(12, row.salt());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "a step of a review could not be written to the database", e);
        }
    }

    /// In the order in which they were taken; words still closed.
    ///
    /// @param condition on the table `review_step`
    static List<Row> select(Transaction transaction, String condition, List<?> parameters) {
        return transaction
                .sql()
                .sql(
                        """
                        select position, subject, version, step, actor, whom, at, items, sealed, sealed_sha256,
                            compartments, salt
                        from review_step where %s order by position
                        """
                                .formatted(condition))
                .params(parameters)
                .query((row, number) -> row(row))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new Step(
                        Step.What.of(row.getInt("step")),
                        row.getObject("subject", UUID.class),
                        row.getInt("version"),
                        new ActorId(row.getObject("actor", UUID.class)),
                        Optional.ofNullable(row.getObject("whom", UUID.class)).map(ActorId::new),
                        row.getTimestamp("at").toInstant(),
                        Optional.empty()),
                uuids(row, "items").map(ItemId::new).toList(),
                row.getBytes("sealed"),
                row.getBytes("sealed_sha256"),
                uuids(row, "compartments")
                        .map(CompartmentId::new)
                        .collect(Collectors.toUnmodifiableSet()),
                row.getBytes("salt"),
                row.getLong("position"));
    }

    private static Stream<UUID> uuids(ResultSet row, String column) throws SQLException {
        return Stream.of((UUID[]) row.getArray(column).getArray());
    }
}
