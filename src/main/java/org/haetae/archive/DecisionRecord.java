package org.haetae.archive;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.ledger.Digest;
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

    /// SHA-256 of the ids in the order of their letters, each with a newline.
    private static Digest digest(Collection<UUID> extent) {
        List<String> lines = extent.stream().map(UUID::toString).distinct().sorted().toList();
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return Digest.sha256(text.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
