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
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of a dossier that left. Its list is committed to with a salt that went with the
/// dossier; all the rest with one that stays, so that its receiver learns nothing by trying.
///
/// @param sha256 of its list
/// @param bytes of its list
/// @param salt of the commitment to its list
/// @param items its exhibits
/// @param rowSalt of the commitment to this row
record KeptDossier(
        UUID id,
        CaseId inCase,
        String purpose,
        Digest sha256,
        long bytes,
        byte[] salt,
        int exhibits,
        int sentences,
        ActorId by,
        Instant at,
        List<UUID> items,
        UUID[] compartments,
        byte[] rowSalt) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static KeptDossier of(ResultSet row) throws SQLException {
        return new KeptDossier(
                row.getObject("id", UUID.class),
                new CaseId(row.getObject("case_file", UUID.class)),
                row.getString("purpose"),
                new Digest(row.getBytes("sha256")),
                row.getLong("bytes"),
                row.getBytes("salt"),
                row.getInt("exhibits"),
                row.getInt("sentences"),
                new ActorId(row.getObject("actor", UUID.class)),
                row.getTimestamp("at").toInstant(),
                List.of((UUID[]) row.getArray("items").getArray()),
                (UUID[]) row.getArray("compartments").getArray(),
                row.getBytes("row_salt"));
    }

    void keep(Transaction transaction, long position) {
        transaction
                .sql()
                .sql(
                        """
                        insert into dossier (position, id, case_file, purpose, sha256, bytes, salt, exhibits,
                            sentences, actor, at, items, compartments, row_salt)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        position,
                        id,
                        inCase.value(),
                        purpose,
                        sha256.bytes(),
                        bytes,
                        salt,
                        exhibits,
                        sentences,
                        by.value(),
                        Timestamp.from(at),
                        items.toArray(UUID[]::new),
                        compartments,
                        rowSalt)
                .update();
    }

    Digest content() {
        return Commitment.content(salt, sha256, bytes);
    }

    Digest record() {
        return Commitment.record(rowSalt, Digest.sha256(canonical()));
    }

    /// The bytes that the ledger commits to: canonical JSON, keys in alphabetical order.
    private byte[] canonical() {
        var map = new TreeMap<String, Object>();
        map.put("at", at.toString());
        map.put("by", by.toString());
        map.put("bytes", bytes);
        map.put("case", inCase.toString());
        map.put("compartments", Stream.of(compartments).map(UUID::toString).toList());
        map.put("dossier", id.toString());
        map.put("exhibits", exhibits);
        map.put("items", items.stream().map(UUID::toString).toList());
        map.put("purpose", purpose);
        map.put("sentences", sentences);
        map.put("sha256", sha256.toString());
        return JSON.writeValueAsString(map).getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "KeptDossier[" + id + "]";
    }
}
