package org.haetae.archive;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import tools.jackson.databind.json.JsonMapper;

/// The bytes that entries about erasures commit to: canonical JSON, keys in alphabetical order. So
/// whoever can write to the database's tables cannot turn a request or a decision to another thing.
final class DecisionRecord {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DecisionRecord() {}

    /// Of ERASURE_ASKED.
    static byte[] asked(UUID object, boolean purge, Collection<UUID> compartments, String reason) {
        return JSON.writeValueAsBytes(
                new TreeMap<>(
                        Map.of(
                                "compartments",
                                compartments.stream().map(UUID::toString).sorted().toList(),
                                "object",
                                object.toString(),
                                "purge",
                                purge,
                                "reason",
                                reason)));
    }

    /// Of ERASURE_APPROVED.
    ///
    /// @param extent ids of everything that it covers
    static byte[] approved(Collection<UUID> extent, String reason) {
        return JSON.writeValueAsBytes(
                new TreeMap<>(Map.of("extent", digest(extent).toString(), "reason", reason)));
    }

    /// Whether a row is what the entry of its request commits to.
    static boolean isAsked(Secret secret, ResultSet row, Entry entry) throws SQLException {
        var subject = Subject.of(row);
        var record =
                asked(
                        subject.id(),
                        row.getBoolean("purge"),
                        List.of(Vault.uuids(subject.compartments())),
                        reason(secret, row, "reason"));
        return secret.commitment(record).equals(entry.record())
                && row.getObject("asked_by", UUID.class).equals(entry.actor().value())
                && entry.isAt(row.getTimestamp("asked_at").toInstant())
                && row.getInt("ground") == entry.code();
    }

    /// Whether a row and what it covered when it was decided are what the entry of the decision
    /// commits to.
    static boolean isDecided(Secret secret, ResultSet row, Collection<UUID> extent, Entry entry)
            throws SQLException {
        var record = approved(extent, reason(secret, row, "answer"));
        return secret.commitment(record).equals(entry.record())
                && row.getObject("decided_by", UUID.class).equals(entry.actor().value())
                && entry.isAt(row.getTimestamp("decided_at").toInstant())
                && row.getInt("number") == entry.code();
    }

    private static String reason(Secret secret, ResultSet row, String column) throws SQLException {
        return Reasons.text(secret, row.getObject("id", UUID.class), row.getBytes(column));
    }

    /// SHA-256 of the ids in the order of their letters, each with a newline.
    private static Digest digest(Collection<UUID> extent) {
        List<String> lines = extent.stream().map(UUID::toString).distinct().sorted().toList();
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return Digest.sha256(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
