package org.haetae.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.archive.Item;
import org.haetae.ledger.Checkpoint;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/// Describes a bag as an RO-Crate 1.1 (https://w3id.org/ro/crate/1.1), whose root is the bag's.
///
/// Of licence and consent nothing is said: what a giver allowed is no licence to whoever has the
/// bag. Nobody is named: givers not at all, actors by pseudonym.
final class Crate {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONTEXT = "https://w3id.org/ro/crate/1.1/context";

    /// @param path of the file in the bag
    record Described(Item item, String path, Optional<String> format) {}

    private final List<Described> items = new ArrayList<>();

    void add(Described one) {
        items.add(one);
    }

    void write(OutputStream out, Checkpoint head, Instant made) {
        try (JsonGenerator json = JSON.writerWithDefaultPrettyPrinter().createGenerator(out)) {
            json.writeStartObject();
            json.writePOJOProperty(
                    "@context", List.of(CONTEXT, Map.of("sha256", "https://schema.org/sha256")));
            json.writeName("@graph");
            json.writeStartArray();
            json.writePOJO(descriptor());
            json.writePOJO(root(head, made));
            for (Described one : items) {
                json.writePOJO(file(one));
                json.writePOJO(reception(one));
            }
            json.writePOJO(premis());
            json.writePOJO(
                    entity("custody/", "Dataset", "name", "Entries of the log, proofs, openings"));
            json.writePOJO(entity("#haetae", "SoftwareApplication", "name", "Haetae"));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static Map<String, Object> entity(String id, String type, Object... facts) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("@id", id);
        entity.put("@type", type);
        for (int i = 0; i < facts.length; i += 2) {
            entity.put(facts[i].toString(), facts[i + 1]);
        }
        return entity;
    }

    private static Map<String, Object> reference(String id) {
        return Map.of("@id", id);
    }

    private static Map<String, Object> descriptor() {
        return entity(
                GivenCrate.NAME,
                "CreativeWork",
                "conformsTo",
                reference("https://w3id.org/ro/crate/1.1"),
                "about",
                reference("./"));
    }

    private Map<String, Object> root(Checkpoint head, Instant made) {
        List<Map<String, Object>> parts = new ArrayList<>();
        items.forEach(one -> parts.add(reference(address(one.path()))));
        parts.add(reference("premis.xml"));
        parts.add(reference("custody/"));
        return entity(
                "./",
                "Dataset",
                "name",
                "Items of the evidence log " + head.origin(),
                "description",
                "%d items as received, with what proves each; how it is checked is in READ-ME.en.txt. The log had %d entries."
                        .formatted(items.size(), head.size()),
                "datePublished",
                made.toString(),
                "identifier",
                head.origin(),
                "hasPart",
                parts);
    }

    private static Map<String, Object> file(Described one) {
        Item item = one.item();
        Map<String, Object> file =
                entity(
                        address(one.path()),
                        "File",
                        "name",
                        item.name(),
                        "identifier",
                        "urn:uuid:" + item.id(),
                        "contentSize",
                        Long.toString(item.bytes()),
                        "sha256",
                        item.sha256());
        one.format().ifPresent(format -> file.put("encodingFormat", format));
        item.modified().ifPresent(time -> file.put("dateModified", time.toString()));
        item.parent().ifPresent(parent -> file.put("isPartOf", reference("urn:uuid:" + parent)));
        return file;
    }

    /// When it was received, as the log's entry says: the further steps are in `premis.xml`.
    private static Map<String, Object> reception(Described one) {
        Item item = one.item();
        return entity(
                "#entry-" + item.position(),
                "CreateAction",
                "name",
                "received, entry %d of the log".formatted(item.position()),
                "endTime",
                item.receivedAt().toString(),
                "instrument",
                reference("#haetae"),
                "result",
                reference(address(one.path())));
    }

    private static Map<String, Object> premis() {
        return entity(
                "premis.xml",
                "File",
                "name",
                "What became of the items, as PREMIS 3",
                "encodingFormat",
                "application/xml",
                "conformsTo",
                reference("http://www.loc.gov/premis/v3"));
    }

    /// A path as a relative reference (RFC 3986, section 4.2): everything but unreserved characters
    /// and slashes as the bytes of UTF-8.
    private static String address(String path) {
        StringBuilder address = new StringBuilder();
        for (byte one : path.getBytes(UTF_8)) {
            char c = (char) (one & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0)) {
                address.append(c);
            } else {
                address.append("%%%02X".formatted((int) c));
            }
        }
        return address.toString();
    }
}
