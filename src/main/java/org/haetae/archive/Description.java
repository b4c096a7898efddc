package org.haetae.archive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.haetae.access.CompartmentId;
import tools.jackson.databind.json.JsonMapper;

/// The sealed facts of one reception, as canonical JSON: keys in alphabetical order, no spaces,
/// absent facts left out. These very bytes are what the ledger's record commitment covers.
///
/// @param sha256 of the plain bytes, hex
record Description(
        UUID accession,
        long bytes,
        int depth,
        UUID item,
        Optional<Instant> modified,
        Optional<UUID> parent,
        String path,
        Optional<UUID> previous,
        String sha256) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    byte[] encode() {
        var map = new TreeMap<String, Object>();
        map.put("accession", accession.toString());
        map.put("bytes", bytes);
        map.put("depth", depth);
        map.put("item", item.toString());
        modified.ifPresent(time -> map.put("modified", time.toString()));
        parent.ifPresent(id -> map.put("parent", id.toString()));
        map.put("path", path);
        previous.ifPresent(id -> map.put("previous", id.toString()));
        map.put("sha256", sha256);
        return JSON.writeValueAsBytes(map);
    }

    static Description decode(byte[] encoded) {
        var tree = JSON.readTree(new String(encoded, StandardCharsets.UTF_8));
        return new Description(
                UUID.fromString(tree.get("accession").asString()),
                tree.get("bytes").asLong(),
                tree.get("depth").asInt(),
                UUID.fromString(tree.get("item").asString()),
                Optional.ofNullable(tree.get("modified")).map(n -> Instant.parse(n.asString())),
                Optional.ofNullable(tree.get("parent")).map(n -> UUID.fromString(n.asString())),
                tree.get("path").asString(),
                Optional.ofNullable(tree.get("previous")).map(n -> UUID.fromString(n.asString())),
                tree.get("sha256").asString());
    }

    /// The sealed facts of an accession, canonical in the same way.
    static byte[] encode(NewAccession accession) {
        var map = new TreeMap<String, Object>();
        map.put(
                "compartments",
                accession.compartments().stream().map(CompartmentId::toString).sorted().toList());
        map.put("givenBy", accession.givenBy());
        map.put("note", accession.note());
        map.put("source", accession.source());
        return JSON.writeValueAsBytes(map);
    }

    /// The compartments that an accession was given into.
    static Set<CompartmentId> accessionCompartments(byte[] encoded) {
        var tree = JSON.readTree(new String(encoded, StandardCharsets.UTF_8));
        return tree.get("compartments")
                .valueStream()
                .map(node -> new CompartmentId(UUID.fromString(node.asString())))
                .collect(Collectors.toUnmodifiableSet());
    }

    static Map<String, String> accessionFacts(byte[] encoded) {
        var tree = JSON.readTree(new String(encoded, StandardCharsets.UTF_8));
        return Map.of(
                "givenBy", tree.get("givenBy").asString(),
                "note", tree.get("note").asString(),
                "source", tree.get("source").asString());
    }
}
