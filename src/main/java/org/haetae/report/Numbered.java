package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.assess.CaseId;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import tools.jackson.databind.json.JsonMapper;

/// A number that was given for good in a case.
///
/// @param what the item, or the witness
/// @param items in which a witness speaks; none of an exhibit, which is one itself
record Numbered(
        Kind kind,
        CaseId inCase,
        int number,
        UUID what,
        ActorId by,
        Instant at,
        List<UUID> items,
        UUID[] compartments,
        byte[] salt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// What has a number.
    enum Kind {
        EXHIBIT(1, "exhibit", "item"),
        WITNESS(2, "witness_number", "witness");

        private final int code;
        private final String table;
        private final String column;

        Kind(int code, String table, String column) {
            this.code = code;
            this.table = table;
            this.column = column;
        }

        String table() {
            return table;
        }

        /// The column that says what has it.
        String column() {
            return column;
        }
    }

    static Numbered of(Kind kind, ResultSet row) throws SQLException {
        return new Numbered(
                kind,
                new CaseId(row.getObject("case_file", UUID.class)),
                row.getInt("number"),
                row.getObject(kind.column, UUID.class),
                new ActorId(row.getObject("actor", UUID.class)),
                row.getTimestamp("at").toInstant(),
                switch (kind) {
                    case EXHIBIT -> List.of();
                    case WITNESS -> List.of((UUID[]) row.getArray("items").getArray());
                },
                (UUID[]) row.getArray("compartments").getArray(),
                row.getBytes("salt"));
    }

    void keep(Transaction transaction, long position) {
        var values =
                Stream.of(
                        position,
                        inCase.value(),
                        number,
                        what,
                        by.value(),
                        Timestamp.from(at),
                        compartments,
                        salt);
        var insert =
                """
                insert into %s (position, case_file, number, %s, actor, at, compartments, salt%s)
                values (?, ?, ?, ?, ?, ?, ?, ?%s)
                """;
        switch (kind) {
            case EXHIBIT ->
                    transaction
                            .sql()
                            .sql(insert.formatted(kind.table, kind.column, "", ""))
                            .params(values.toList())
                            .update();
            case WITNESS ->
                    transaction
                            .sql()
                            .sql(insert.formatted(kind.table, kind.column, ", items", ", ?"))
                            .params(
                                    Stream.concat(
                                                    values,
                                                    Stream.of((Object) items.toArray(UUID[]::new)))
                                            .toList())
                            .update();
        }
    }

    Entry entry() {
        return Entry.of(Act.NUMBERED, code(), at, by, inCase.value())
                .committing(Digest.ABSENT, record(), Digest.ABSENT);
    }

    int code() {
        return kind.code;
    }

    Digest record() {
        return Commitment.record(salt, Digest.sha256(canonical()));
    }

    /// The bytes that the ledger commits to: canonical JSON, keys in alphabetical order.
    private byte[] canonical() {
        var map = new TreeMap<String, Object>();
        map.put("at", at.toString());
        map.put("by", by.toString());
        map.put("case", inCase.toString());
        map.put("compartments", Stream.of(compartments).map(UUID::toString).toList());
        map.put("items", items.stream().map(UUID::toString).toList());
        map.put("kind", kind.code);
        map.put("number", number);
        map.put("what", what.toString());
        return JSON.writeValueAsString(map).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "Numbered[%s %d of %s]".formatted(kind, number, inCase);
    }
}
