package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haetae.casebook.Locator;
import org.haetae.ledger.Digest;
import tools.jackson.databind.json.JsonMapper;

/// `dossier.json`: what the small verifier follows from each sentence to bytes
/// (docs/formats/dossier.md).
final class DossierList {

    static final String PATH = "dossier.json";
    static final String FORMAT = "haetae dossier v1";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private DossierList() {}

    /// A file of the payload as it was written.
    record Written(String path, String sha256, long bytes) {}

    /// @param files all files of the payload but this list and the exhibits in the clear, which
    ///   their own openings prove
    static byte[] of(Dossier dossier, String use, List<Written> files) {
        var list = new LinkedHashMap<String, Object>();
        list.put("format", FORMAT);
        list.put("dossier", dossier.id().toString());
        list.put("case", dossier.inCase().toString());
        list.put("made", dossier.made().toString());
        list.put("language", dossier.language().toLanguageTag());
        list.put("title", dossier.title());
        list.put("use", use);
        list.put("cover", dossier.cover());
        list.put("files", files.stream().map(DossierList::file).toList());
        list.put("exhibits", dossier.exhibits().stream().map(DossierList::exhibit).toList());
        list.put("claims", dossier.claims().stream().map(DossierList::claim).toList());
        list.put(
                "sentences",
                dossier.parts().stream()
                        .flatMap(part -> part.sentences().map(one -> sentence(part, one)))
                        .toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(list);
    }

    private static Map<String, Object> file(Written file) {
        var map = new LinkedHashMap<String, Object>();
        map.put("path", "data/" + file.path());
        map.put("sha256", file.sha256());
        map.put("bytes", file.bytes());
        return map;
    }

    private static Map<String, Object> exhibit(Exhibit exhibit) {
        var map = new LinkedHashMap<String, Object>();
        map.put("exhibit", exhibit.label());
        map.put("item", exhibit.item().toString());
        map.put("file", "data/" + exhibit.file());
        map.put("redacted", exhibit.redacted());
        exhibit.text().ifPresent(text -> map.put("text", "data/" + text));
        map.put(
                "pages",
                exhibit.pages().stream()
                        .map(page -> List.of(page.page(), page.start(), page.end()))
                        .toList());
        return map;
    }

    private static Map<String, Object> claim(CitedClaim claim) {
        var map = new LinkedHashMap<String, Object>();
        map.put("label", claim.label());
        map.put("claim", claim.claim().toString());
        map.put("version", claim.version());
        map.put("position", claim.position());
        claim.opening()
                .ifPresent(
                        opening -> {
                            map.put("salt", HexFormat.of().formatHex(opening.salt()));
                            map.put("canonical", opening.canonical());
                        });
        map.put("words", claim.words());
        map.put("passages", claim.passages().stream().map(DossierList::passage).toList());
        return map;
    }

    private static Map<String, Object> passage(CitedClaim.Passage passage) {
        var map = new LinkedHashMap<String, Object>();
        map.put("exhibit", passage.exhibit());
        map.put(
                "place",
                switch (passage.place()) {
                    case Locator.Passage(int page, int start, int end) -> List.of(page, start, end);
                    case Locator.Region(int page, int left, int top, int width, int height) ->
                            List.of(page, left, top, width, height);
                    case Locator.Stretch(long start, long end) -> List.of(start, end);
                });
        map.put(
                "place-kind",
                switch (passage.place()) {
                    case Locator.Passage _ -> 1;
                    case Locator.Region _ -> 2;
                    case Locator.Stretch _ -> 3;
                });
        map.put("redacted", passage.redacted());
        passage.quote().ifPresent(quote -> map.put("quote", quote));
        return map;
    }

    private static Map<String, Object> sentence(Part part, Line.Sentence sentence) {
        var map = new LinkedHashMap<String, Object>();
        map.put("sentence", sentence.id());
        map.put("part", part.code());
        map.put("text", sentence.text());
        map.put("sha256", Digest.sha256(sentence.text().getBytes(UTF_8)).toString());
        map.put("claims", sentence.claims());
        return map;
    }
}
