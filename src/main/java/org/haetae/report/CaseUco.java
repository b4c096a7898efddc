package org.haetae.report;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// The exhibits of a dossier for tools that speak CASE 1.4 (with UCO 1.4), as JSON-LD: each exhibit
/// an observable file with its digest, a provenance record with the exhibit's number, and the
/// receiving of it as an investigative action.
///
/// Its context lies in it, so that it is read without a network. Of a redacted exhibit the file
/// that is shown is described, not the one received.
final class CaseUco {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final String KB = "http://haetae.invalid/kb/";
    private static final Map<String, String> CONTEXT = new LinkedHashMap<>();

    static {
        CONTEXT.put("kb", KB);
        CONTEXT.put("case-investigation", "https://ontology.caseontology.org/case/investigation/");
        CONTEXT.put("uco-action", "https://ontology.unifiedcyberontology.org/uco/action/");
        CONTEXT.put("uco-core", "https://ontology.unifiedcyberontology.org/uco/core/");
        CONTEXT.put("uco-observable", "https://ontology.unifiedcyberontology.org/uco/observable/");
        CONTEXT.put("uco-types", "https://ontology.unifiedcyberontology.org/uco/types/");
        CONTEXT.put("xsd", "http://www.w3.org/2001/XMLSchema#");
    }

    private CaseUco() {}

    static void write(Dossier dossier, OutputStream out) {
        var things = new ArrayList<Map<String, Object>>();
        for (var exhibit : dossier.exhibits()) {
            things.add(file(exhibit));
            things.add(receiving(exhibit));
            things.add(record(exhibit));
        }
        var all =
                things.stream()
                        .map(one -> reference((String) Objects.requireNonNull(one.get("@id"))))
                        .toList();
        var investigation =
                thing("Investigation-" + dossier.inCase(), "case-investigation:Investigation");
        investigation.put("uco-core:name", dossier.title());
        // A compilation holds something: a dossier without exhibits holds itself.
        investigation.put(
                "uco-core:object",
                all.isEmpty() ? List.of(reference("kb:Dossier-" + dossier.id())) : all);
        things.add(investigation);
        var bundle = thing("Dossier-" + dossier.id(), "uco-core:Bundle");
        bundle.put("uco-core:name", dossier.title());
        bundle.put("uco-core:objectCreatedTime", typed("xsd:dateTime", dossier.made().toString()));
        bundle.put(
                "uco-core:object",
                Stream.concat(all.stream(), Stream.of(reference((String) investigation.get("@id"))))
                        .toList());
        things.add(bundle);
        var document = new LinkedHashMap<String, Object>();
        document.put("@context", CONTEXT);
        document.put("@graph", things);
        JSON.writerWithDefaultPrettyPrinter().writeValue(out, document);
    }

    private static Map<String, Object> file(Exhibit exhibit) {
        var facts = thing(id(exhibit, "FileFacet"), "uco-observable:FileFacet");
        facts.put("uco-observable:fileName", name(exhibit));
        facts.put("uco-observable:filePath", exhibit.file());
        facts.put("uco-observable:isDirectory", typed("xsd:boolean", "false"));
        facts.put(
                "uco-observable:sizeInBytes", typed("xsd:integer", Long.toString(exhibit.bytes())));
        var hash = thing(id(exhibit, "Hash"), "uco-types:Hash");
        hash.put("uco-types:hashMethod", "SHA256");
        hash.put("uco-types:hashValue", typed("xsd:hexBinary", exhibit.sha256()));
        var content = thing(id(exhibit, "ContentDataFacet"), "uco-observable:ContentDataFacet");
        if (!exhibit.mediaType().isEmpty()) {
            content.put("uco-observable:mimeType", exhibit.mediaType());
        }
        content.put(
                "uco-observable:sizeInBytes", typed("xsd:integer", Long.toString(exhibit.bytes())));
        content.put("uco-observable:hash", hash);
        var file = thing(id(exhibit, "File"), "uco-observable:File");
        file.put("uco-core:hasFacet", List.of(facts, content));
        return file;
    }

    private static String name(Exhibit exhibit) {
        return exhibit.name().isEmpty() ? exhibit.label() : exhibit.name();
    }

    private static Map<String, Object> receiving(Exhibit exhibit) {
        var action =
                thing(id(exhibit, "InvestigativeAction"), "case-investigation:InvestigativeAction");
        action.put("uco-core:name", "received");
        action.put("uco-action:startTime", typed("xsd:dateTime", exhibit.received()));
        action.put("uco-action:endTime", typed("xsd:dateTime", exhibit.received()));
        action.put(
                "uco-action:result",
                List.of(
                        reference("kb:" + id(exhibit, "ProvenanceRecord")),
                        reference("kb:" + id(exhibit, "File"))));
        return action;
    }

    private static Map<String, Object> record(Exhibit exhibit) {
        var record = thing(id(exhibit, "ProvenanceRecord"), "case-investigation:ProvenanceRecord");
        record.put("case-investigation:exhibitNumber", exhibit.label());
        record.put("uco-core:object", List.of(reference("kb:" + id(exhibit, "File"))));
        return record;
    }

    /// UCO asks for an id that ends with a UUID of RFC 4122, so of a version up to 5: the same each
    /// time for one exhibit. Nothing rests on its digest.
    private static String id(Exhibit exhibit, String what) {
        var name = what + " " + exhibit.item();
        return what + "-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> thing(String id, String type) {
        var thing = new LinkedHashMap<String, Object>();
        thing.put("@id", "kb:" + id);
        thing.put("@type", type);
        return thing;
    }

    private static Map<String, Object> reference(String id) {
        return Map.of("@id", id);
    }

    private static Map<String, Object> typed(String type, String value) {
        return Stream.of(Map.entry("@type", type), Map.entry("@value", value))
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                Map.Entry::getValue,
                                (one, _) -> one,
                                LinkedHashMap::new));
    }
}
