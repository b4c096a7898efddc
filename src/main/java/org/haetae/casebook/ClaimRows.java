package org.haetae.casebook;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.archive.Slips;
import org.haetae.home.Transaction;
import org.haetae.ledger.Digest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Claims as they lie in the database, and the bytes of each that the ledger commits to.
final class ClaimRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static final String COLUMNS =
            """
            id, version, entity, kind, property, value, sealed, reliability, credibility, grade_reason,
            status, basis, reason, actor, at, until, compartments, salt, position, erased,
            words, low, high, low_date, high_date, target
            """;

    private ClaimRows() {}

    /// A citation as it lies in the database.
    ///
    /// @param sealed the quote; null once erased
    record CitationRow(
            ItemId item, long reading, Locator locator, byte @Nullable [] sealed, byte[] digest) {}

    /// A version of a claim as it lies in the database.
    ///
    /// @param sealedValue the value, when its property is kept sealed
    /// @param salt null once erased
    record Row(
            Claim claim,
            Findable findable,
            byte @Nullable [] sealedValue,
            byte @Nullable [] salt,
            List<CitationRow> citations) {

        /// What the ledger commits to: everything but where it stands in the ledger, when it ended,
        /// and what can be computed from the rest (docs/formats/claims.md).
        byte[] canonical() {
            var map = new TreeMap<String, Object>();
            map.put("at", claim.at().toString());
            map.put("basis", claim.basis().word());
            map.put("by", claim.by().toString());
            map.put("citations", citations.stream().map(ClaimRows::canonical).toList());
            map.put("claim", claim.id().toString());
            map.put("compartments", sorted(claim.compartments()).map(UUID::toString).toList());
            map.put("entity", claim.entity().toString());
            map.put("grade", claim.grade().code());
            map.put("grade-reason", claim.grade().reason());
            map.put("kind", claim.kind());
            map.put("property", claim.property());
            map.put("reason", claim.reason());
            map.put("status", claim.status().word());
            claim.value().ifPresent(value -> map.put("value", Values.map(value)));
            if (sealedValue != null) {
                map.put("sealed-value", Digest.sha256(sealedValue).toString());
            }
            map.put("version", claim.version());
            return JSON.writeValueAsBytes(map);
        }
    }

    private static Map<String, Object> canonical(CitationRow citation) {
        var map = new TreeMap<String, Object>();
        map.put("item", citation.item().toString());
        map.put("place", place(citation.locator()));
        map.put("place-kind", kind(citation.locator()));
        map.put("quote", HexFormat.of().formatHex(citation.digest()));
        map.put("reading", citation.reading());
        return map;
    }

    static UUID[] uuids(Set<CompartmentId> compartments) {
        return sorted(compartments).toArray(UUID[]::new);
    }

    private static Stream<UUID> sorted(Set<CompartmentId> compartments) {
        return compartments.stream()
                .map(CompartmentId::value)
                .sorted(Comparator.comparing(UUID::toString));
    }

    // ---- writing

    /// Writes new versions.
    ///
    /// @param first ledger position of the first; the others follow in order
    static void insert(Transaction transaction, List<Row> rows, long first) {
        try {
            insertClaims(transaction.connection(), rows, first);
            insertCitations(transaction.connection(), rows);
        } catch (SQLException e) {
            throw new IllegalStateException("claims could not be written to the database", e);
        }
    }

    private static void insertClaims(Connection connection, List<Row> rows, long first)
            throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into claim (id, version, entity, kind, property, value, sealed, words, low, high,
                            low_date, high_date, target, reliability, credibility, grade_reason, status, basis,
                            reason, actor, at, compartments, salt, position)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            long position = first;
            for (var row : rows) {
                bind(connection, insert, row, position++);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void bind(
            Connection connection, PreparedStatement insert, Row row, long position)
            throws SQLException {
        var claim = row.claim();
        var found = row.findable();
        insert.setObject(1, claim.id().value());
        insert.setInt(2, claim.version());
        insert.setObject(3, claim.entity().value());
        insert.setString(4, claim.kind());
        insert.setString(5, claim.property());
        insert.setString(6, claim.value().map(Values::json).orElse(null));
        insert.setBytes(7, row.sealedValue());
        insert.setString(8, found.words());
        insert.setBigDecimal(9, found.low());
        insert.setBigDecimal(10, found.high());
        insert.setObject(11, found.from(), Types.DATE);
        insert.setObject(12, found.to(), Types.DATE);
        insert.setObject(13, found.target(), Types.OTHER);
        insert.setString(14, String.valueOf(claim.grade().reliability()));
        insert.setInt(15, claim.grade().credibility());
        insert.setString(16, claim.grade().reason());
        insert.setInt(17, claim.status().number());
        insert.setInt(18, claim.basis().number());
        insert.setString(19, claim.reason());
        insert.setObject(20, claim.by().value());
        insert.setTimestamp(21, Timestamp.from(claim.at()));
        insert.setArray(22, connection.createArrayOf("uuid", uuids(claim.compartments())));
        insert.setBytes(23, row.salt());
        insert.setLong(24, position);
    }

    private static void insertCitations(Connection connection, List<Row> rows) throws SQLException {
        try (var insert =
                connection.prepareStatement(
                        """
                        insert into citation (claim, version, number, item, reading, kind, place, sealed,
                            sealed_sha256, compartments)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            for (var row : rows) {
                int number = 0;
                for (var citation : row.citations()) {
                    insert.setObject(1, row.claim().id().value());
                    insert.setInt(2, row.claim().version());
                    insert.setInt(3, ++number);
                    insert.setObject(4, citation.item().value());
                    insert.setLong(5, citation.reading());
                    insert.setInt(6, kind(citation.locator()));
                    insert.setArray(
                            7,
                            connection.createArrayOf(
                                    "int8", place(citation.locator()).toArray(Long[]::new)));
                    insert.setBytes(8, citation.sealed());
                    insert.setBytes(9, citation.digest());
                    insert.setArray(
                            10,
                            connection.createArrayOf("uuid", uuids(row.claim().compartments())));
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    static int kind(Locator locator) {
        return switch (locator) {
            case Locator.Passage passage -> 1;
            case Locator.Region region -> 2;
            case Locator.Stretch stretch -> 3;
        };
    }

    static List<Long> place(Locator locator) {
        return switch (locator) {
            case Locator.Passage(int page, int start, int end) ->
                    List.of((long) page, (long) start, (long) end);
            case Locator.Region(int page, int left, int top, int width, int height) ->
                    List.of((long) page, (long) left, (long) top, (long) width, (long) height);
            case Locator.Stretch(long start, long end) -> List.of(start, end);
        };
    }

    private static Locator locator(int kind, Long[] place) {
        return switch (kind) {
            case 1 ->
                    new Locator.Passage(
                            place[0].intValue(), place[1].intValue(), place[2].intValue());
            case 2 ->
                    new Locator.Region(
                            place[0].intValue(),
                            place[1].intValue(),
                            place[2].intValue(),
                            place[3].intValue(),
                            place[4].intValue());
            case 3 -> new Locator.Stretch(place[0], place[1]);
            default ->
                    throw new IllegalStateException(
                            "a citation has place kind %d, which this version does not know"
                                    .formatted(kind));
        };
    }

    // ---- reading

    /// Versions of claims with their citations; quotes and sealed values still closed.
    ///
    /// @param condition on the table `claim`, with what else belongs after `where`
    static List<Row> select(Transaction transaction, String condition, List<?> parameters) {
        var bare = bare(transaction, condition, parameters);
        var citations = citations(transaction, bare);
        return bare.stream()
                .map(
                        row ->
                                new Row(
                                        row.claim(),
                                        row.findable(),
                                        row.sealedValue(),
                                        row.salt(),
                                        citations.getOrDefault(
                                                new Version(
                                                        row.claim().id().value(),
                                                        row.claim().version()),
                                                List.of())))
                .toList();
    }

    /// The same without citations.
    static List<Row> bare(Transaction transaction, String condition, List<?> parameters) {
        return transaction
                .sql()
                .sql("select " + COLUMNS + " from claim where " + condition)
                .params(parameters)
                .query((row, number) -> row(row))
                .list();
    }

    private record Version(UUID claim, int version) {}

    private static Map<Version, List<CitationRow>> citations(
            Transaction transaction, List<Row> rows) {
        var citations = new HashMap<Version, List<CitationRow>>();
        var ids =
                rows.stream().map(row -> row.claim().id().value()).distinct().toArray(UUID[]::new);
        if (ids.length > 0) {
            transaction
                    .sql()
                    .sql(
                            """
                            select claim, version, item, reading, kind, place, sealed, sealed_sha256
                            from citation where claim = any(?) order by claim, version, number
                            """)
                    .param(ids)
                    .query(
                            row -> {
                                citations
                                        .computeIfAbsent(
                                                new Version(
                                                        row.getObject(1, UUID.class),
                                                        row.getInt(2)),
                                                version -> new ArrayList<>())
                                        .add(
                                                new CitationRow(
                                                        new ItemId(row.getObject(3, UUID.class)),
                                                        row.getLong(4),
                                                        locator(
                                                                row.getInt(5),
                                                                (Long[])
                                                                        row.getArray(6).getArray()),
                                                        row.getBytes(7),
                                                        row.getBytes(8)));
                            });
        }
        return citations;
    }

    private static Row row(ResultSet row) throws SQLException {
        var until = row.getTimestamp("until");
        var erased = row.getInt("erased");
        var value = row.getString("value");
        return new Row(
                new Claim(
                        new ClaimId(row.getObject("id", UUID.class)),
                        row.getInt("version"),
                        new EntityId(row.getObject("entity", UUID.class)),
                        row.getString("kind"),
                        row.getString("property"),
                        Optional.ofNullable(value).map(Values::parse),
                        new Grade(
                                row.getString("reliability").charAt(0),
                                row.getInt("credibility"),
                                row.getString("grade_reason")),
                        Status.of(row.getInt("status")),
                        Basis.of(row.getInt("basis")),
                        row.getString("reason"),
                        new ActorId(row.getObject("actor", UUID.class)),
                        row.getTimestamp("at").toInstant(),
                        Optional.ofNullable(until).map(Timestamp::toInstant),
                        Stream.of((UUID[]) row.getArray("compartments").getArray())
                                .map(CompartmentId::new)
                                .collect(Collectors.toUnmodifiableSet()),
                        List.of(),
                        row.getLong("position"),
                        erased == 0 ? OptionalInt.empty() : OptionalInt.of(erased)),
                new Findable(
                        row.getString("words"),
                        row.getBigDecimal("low"),
                        row.getBigDecimal("high"),
                        row.getObject("low_date", LocalDate.class),
                        row.getObject("high_date", LocalDate.class),
                        row.getObject("target", UUID.class)),
                row.getBytes("sealed"),
                row.getBytes("salt"),
                List.of());
    }

    // ---- what is sealed

    static byte[] seal(Slips slips, ItemId item, Quote quote) {
        return slips.seal(
                item,
                JSON.writeValueAsBytes(
                        new TreeMap<>(
                                Map.of(
                                        "prefix",
                                        quote.prefix(),
                                        "exact",
                                        quote.exact(),
                                        "suffix",
                                        quote.suffix()))));
    }

    private static Quote quote(Slips slips, ItemId item, byte[] sealed) {
        JsonNode node = JSON.readTree(slips.open(item, sealed));
        return new Quote(
                node.get("prefix").asString(),
                node.get("exact").asString(),
                node.get("suffix").asString());
    }

    /// With quotes and sealed values opened, of items that are there.
    static Claim open(Row row, Slips slips) {
        return claim(
                row,
                citation -> opened(citation, slips),
                row.sealedValue() == null ? row.claim().value() : openedValue(row, slips));
    }

    /// With quotes that are at hand still, and sealed values opened.
    static Claim told(Row row, Slips slips, Map<CitationRow, Quote> quotes) {
        return claim(
                row,
                citation -> Optional.ofNullable(quotes.get(citation)),
                row.sealedValue() == null ? row.claim().value() : openedValue(row, slips));
    }

    /// With quotes and sealed values closed.
    static Claim closed(Row row) {
        return claim(row, citation -> Optional.empty(), row.claim().value());
    }

    private static Claim claim(
            Row row, Function<CitationRow, Optional<Quote>> quote, Optional<Value> value) {
        var claim = row.claim();
        var citations =
                row.citations().stream()
                        .map(
                                citation ->
                                        new Citation(
                                                citation.item(),
                                                citation.locator(),
                                                citation.reading(),
                                                quote.apply(citation)))
                        .toList();
        return new Claim(
                claim.id(),
                claim.version(),
                claim.entity(),
                claim.kind(),
                claim.property(),
                value,
                claim.grade(),
                claim.status(),
                claim.basis(),
                claim.reason(),
                claim.by(),
                claim.at(),
                claim.until(),
                claim.compartments(),
                citations,
                claim.position(),
                claim.erased());
    }

    private static Optional<Quote> opened(CitationRow citation, Slips slips) {
        var sealed = citation.sealed();
        return sealed == null || sealed.length == 0 || slips.compartments(citation.item()).isEmpty()
                ? Optional.empty()
                : Optional.of(quote(slips, citation.item(), sealed));
    }

    private static Optional<Value> openedValue(Row row, Slips slips) {
        var item = row.citations().getFirst().item();
        var sealed = row.sealedValue();
        return sealed == null || slips.compartments(item).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Values.parse(new String(slips.open(item, sealed), StandardCharsets.UTF_8)));
    }
}
