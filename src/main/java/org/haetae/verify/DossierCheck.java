package org.haetae.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Leaf;
import org.haetae.packing.BagWriter;
import org.haetae.packing.Json;
import org.jspecify.annotations.Nullable;

/// Checks a dossier (docs/formats/dossier.md): its list is the one that the log committed to; each
/// file is the one of the list; each sentence rests on claims, each claim is what its entry
/// committed to, each passage's words stand at its place in the text of its exhibit, and each
/// exhibit is an item whose bytes the package proves, or a redacted rendition that the list names.
///
/// What it does not say: that the text of an exhibit is all that stands in its file, or that a
/// redaction was right. Both can be seen by opening the file.
final class DossierCheck {

    static final String LIST = "data/dossier.json";

    private static final String FORMAT = "haetae dossier v1";
    private static final int PASSAGE = 1;

    private final Path root;
    private final Report report;
    private final Proved proved;
    private final Set<String> accounted = new HashSet<>();
    private final Map<String, Exhibit> exhibits = new HashMap<>();
    private final Set<String> sound = new HashSet<>();
    private int passages;
    private int hidden;

    /// What the package has proved before.
    ///
    /// @param claims entries of each claim, by position
    /// @param dossiers entries of each dossier, in their order
    /// @param plain items whose plain bytes lie in the package as received, with their paths
    /// @param withheld items of which only the entries are shown
    /// @param openings of dossiers: where each lies
    record Proved(
            Map<UUID, Map<Long, Leaf>> claims,
            Map<UUID, List<Leaf>> dossiers,
            Map<UUID, String> plain,
            Set<UUID> withheld,
            Map<UUID, String> openings) {}

    /// @param text of all its pages; empty without words
    /// @param pages number to where it begins and ends in the text, in code points
    private record Exhibit(UUID item, int[] text, Map<Long, int[]> pages) {}

    private final Map<String, String> known;

    /// @param known SHA-256 of files that were read before, by path
    DossierCheck(Path root, Report report, Proved proved, Map<String, String> known) {
        this.root = root;
        this.report = report;
        this.proved = proved;
        this.known = known;
    }

    /// @return files that the dossier accounts for
    Set<String> run() throws IOException {
        accounted.add(LIST);
        var bytes = Files.readAllBytes(root.resolve(LIST));
        try {
            var list = Json.parseObject(bytes);
            if (!FORMAT.equals(list.get("format"))) {
                throw new IllegalArgumentException("another format than " + FORMAT);
            }
            var id = UUID.fromString(text(list, "dossier"));
            committed(id, bytes);
            manifests();
            files(list);
            for (var one : objects(list, "exhibits")) {
                exhibit(one);
            }
            for (var one : objects(list, "claims")) {
                claim(one);
            }
            sentences(id, objects(list, "sentences"));
        } catch (IllegalArgumentException e) {
            report.find(DossierCode.LIST_MALFORMED.at(LIST, message(e), FORMAT));
        }
        return accounted;
    }

    private static String message(IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
    }

    /// What they say the check of the bag has compared; how they say it is told by nothing else.
    private void manifests() throws IOException {
        try (var files = Files.newDirectoryStream(root, "tagmanifest-*.txt")) {
            for (var file : files) {
                // Each byte a character: what is no UTF-8 the check of the bag has named.
                if (!BagWriter.isOurWriting(Files.readString(file, ISO_8859_1))) {
                    report.find(
                            DossierCode.FILE_ALTERED.at(
                                    file.getFileName().toString(), "another writing", "ours"));
                }
            }
        }
    }

    /// The last entry of the dossier commits to its list.
    private void committed(UUID id, byte[] bytes) throws IOException {
        var entries = proved.dossiers().get(id);
        var path = proved.openings().get(id);
        if (entries == null || entries.isEmpty() || path == null) {
            report.find(
                    DossierCode.LIST_UNPROVED.at(
                            LIST, "no entry of " + id, "the entry that commits to it"));
            return;
        }
        var file = root.resolve(path);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return; // told as missing
        }
        var opening = Json.parseObject(Files.readAllBytes(file));
        var salt = HexFormat.of().parseHex(text(opening, "salt"));
        var committed = entries.getLast().entry().content();
        if (Commitment.content(salt, Digest.sha256(bytes), bytes.length).equals(committed)) {
            report.prove(
                    "the list of the dossier is the one that the log committed to at "
                            + entries.getLast().entry().time(),
                    LIST);
        } else {
            report.find(
                    DossierCode.LIST_ALTERED.at(
                            LIST, "other bytes", "those committed to by the last entry of " + id));
        }
    }

    private void files(Map<String, @Nullable Object> list) throws IOException {
        for (var one : objects(list, "files")) {
            var path = text(one, "path");
            accounted.add(path);
            var file = file(path);
            if (file.isEmpty()) {
                continue;
            }
            var found = PackageCheck.digest(file.get(), path, known);
            if (!found.toString().equals(text(one, "sha256"))
                    || Files.size(file.get()) != number(one, "bytes")) {
                report.find(DossierCode.FILE_ALTERED.at(path, found, text(one, "sha256")));
            }
        }
    }

    private Optional<Path> file(String path) {
        var file = root.resolve(path).normalize();
        if (!path.startsWith("data/")
                || List.of(path.split("/")).contains("..")
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            report.find(CustodyCode.FILE_MISSING.at(path, "nothing", "a file"));
            return Optional.empty();
        }
        return Optional.of(file);
    }

    private void exhibit(Map<String, @Nullable Object> one) throws IOException {
        var label = text(one, "exhibit");
        var item = UUID.fromString(text(one, "item"));
        boolean redacted = Boolean.TRUE.equals(one.get("redacted"));
        if (redacted) {
            if (!proved.withheld().contains(item)) {
                report.find(
                        DossierCode.EXHIBIT_UNPROVED.at(
                                label, "no entries of " + item, "its reception in the log"));
            }
        } else if (!text(one, "file").equals(proved.plain().get(item))) {
            report.find(
                    DossierCode.EXHIBIT_UNPROVED.at(
                            label,
                            proved.plain().getOrDefault(item, "no bytes that are proved"),
                            text(one, "file")));
        }
        var pages = new HashMap<Long, int[]>();
        if (one.get("pages") instanceof List<?> all) {
            for (var page : all) {
                var place = numbers(page);
                if (place.length != 3) {
                    throw new IllegalArgumentException("a page of " + label + " without its place");
                }
                pages.put(
                        place[0], new int[] {Math.toIntExact(place[1]), Math.toIntExact(place[2])});
            }
        }
        exhibits.put(label, new Exhibit(item, words(one), pages));
    }

    /// Code points of the text of an exhibit.
    private int[] words(Map<String, @Nullable Object> exhibit) throws IOException {
        if (!exhibit.containsKey("text")) {
            return new int[0];
        }
        var file = file(text(exhibit, "text"));
        if (file.isEmpty()) {
            return new int[0];
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file.get())))
                    .codePoints()
                    .toArray();
        } catch (CharacterCodingException e) {
            report.find(DossierCode.FILE_ALTERED.at(text(exhibit, "text"), "no UTF-8", "a text"));
            return new int[0];
        }
    }

    private void claim(Map<String, @Nullable Object> one) {
        var label = text(one, "label");
        var id = UUID.fromString(text(one, "claim"));
        var leaf = proved.claims().getOrDefault(id, Map.of()).get(number(one, "position"));
        if (leaf == null) {
            report.find(
                    DossierCode.CLAIM_UNPROVED.at(
                            label, "no entry at " + number(one, "position"), "an entry of " + id));
            return;
        }
        List<Map<String, @Nullable Object>> committed = List.of();
        if (one.containsKey("canonical")) {
            var canonical = text(one, "canonical").getBytes(UTF_8);
            var salt = HexFormat.of().parseHex(text(one, "salt"));
            if (!Commitment.record(salt, Digest.sha256(canonical)).equals(leaf.entry().record())) {
                report.find(
                        DossierCode.CLAIM_ALTERED.at(
                                label, "words that open nothing", "what its entry committed to"));
                return;
            }
            var said = Json.parseObject(canonical);
            if (!id.toString().equals(said.get("claim"))
                    || number(said, "version") != number(one, "version")) {
                report.find(
                        DossierCode.CLAIM_ALTERED.at(
                                label, "another claim or version", id + ", " + one.get("version")));
                return;
            }
            committed = objects(said, "citations");
        }
        var cited = objects(one, "passages");
        boolean fits = one.containsKey("canonical") ? cited.size() == committed.size() : true;
        for (int i = 0; fits && i < cited.size(); i++) {
            fits =
                    passage(
                            label,
                            cited.get(i),
                            committed.isEmpty() ? Optional.empty() : Optional.of(committed.get(i)));
        }
        if (!fits) {
            report.find(
                    DossierCode.PASSAGE_WRONG.at(
                            label,
                            "other words or places",
                            "those that it cites, in its exhibits"));
        } else {
            sound.add(label);
        }
    }

    /// @param committed what the claim's entry committed to, unless that is withheld
    private boolean passage(
            String label,
            Map<String, @Nullable Object> passage,
            Optional<Map<String, @Nullable Object>> committed) {
        var exhibit = exhibits.get(text(passage, "exhibit"));
        if (exhibit == null) {
            report.find(
                    DossierCode.PASSAGE_WRONG.at(
                            label, "no exhibit " + passage.get("exhibit"), "one of the dossier"));
            return false;
        }
        var place = numbers(passage.get("place"));
        var kind = number(passage, "place-kind");
        if (committed.isPresent()
                && !(exhibit.item().toString().equals(committed.get().get("item"))
                        && kind == number(committed.get(), "place-kind")
                        && java.util.Arrays.equals(place, numbers(committed.get().get("place"))))) {
            return false;
        }
        if (Boolean.TRUE.equals(passage.get("redacted"))) {
            hidden++;
            return !passage.containsKey("quote");
        }
        passages++;
        return kind != PASSAGE
                || place.length == 3 && stands(exhibit, place, text(passage, "quote"));
    }

    private static boolean stands(Exhibit exhibit, long[] place, String quote) {
        var page = exhibit.pages().get(place[0]);
        if (page == null || place[1] < 0 || place[2] < place[1] || place[2] > page[1] - page[0]) {
            return false;
        }
        int from = page[0] + (int) place[1];
        int to = page[0] + (int) place[2];
        return page[1] <= exhibit.text().length
                && new String(exhibit.text(), from, to - from).equals(quote);
    }

    private void sentences(UUID id, List<Map<String, @Nullable Object>> sentences) {
        int whole = 0;
        for (var one : sentences) {
            var label = text(one, "sentence");
            boolean stands = true;
            if (!Digest.sha256(text(one, "text").getBytes(UTF_8))
                    .toString()
                    .equals(text(one, "sha256"))) {
                report.find(
                        DossierCode.SENTENCE_ALTERED.at(
                                label, "other words", one.get("sha256") + ""));
                stands = false;
            }
            var claims = list(one, "claims");
            for (var claim : claims) {
                stands &= claim instanceof String text && sound.contains(text);
            }
            if (claims.isEmpty() || !stands) {
                report.find(
                        DossierCode.SENTENCE_UNPROVED.at(
                                label,
                                claims.isEmpty() ? "no claim" : "a claim that is not proved",
                                "claims that are"));
            } else {
                whole++;
            }
        }
        if (whole > 0 && whole == sentences.size()) {
            report.prove(
                    "%,d sentences rest on %,d claims, each as its entry has it, with the words of %,d passages in %,d exhibits%s"
                            .formatted(
                                    whole,
                                    sound.size(),
                                    passages,
                                    exhibits.size(),
                                    hidden == 0
                                            ? ""
                                            : "; the words of %,d passages are redacted"
                                                    .formatted(hidden)),
                    id);
        } else if (sentences.isEmpty()) {
            report.find(CustodyCode.NOTHING_PROVED.at(LIST, "no sentence", "one at least"));
        }
    }

    // ---- the list

    private static List<?> list(Map<String, @Nullable Object> json, String key) {
        if (json.get(key) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("no list of " + key);
    }

    private static List<Map<String, @Nullable Object>> objects(
            Map<String, @Nullable Object> json, String key) {
        var objects = new ArrayList<Map<String, @Nullable Object>>();
        for (var one : list(json, key)) {
            if (!(one instanceof Map<?, ?> map)) {
                throw new IllegalArgumentException("something else than an object in " + key);
            }
            objects.add(Json.asObject(map));
        }
        return objects;
    }

    private static String text(Map<String, @Nullable Object> json, String key) {
        if (json.get(key) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text under " + key);
    }

    private static long number(Map<String, @Nullable Object> json, String key) {
        return number(json.get(key));
    }

    private static long number(@Nullable Object value) {
        if (value instanceof java.math.BigDecimal number && number.scale() <= 0) {
            try {
                return number.longValueExact();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("a number that is too large", e);
            }
        }
        throw new IllegalArgumentException("something else than a whole number");
    }

    private static long[] numbers(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().mapToLong(DossierCheck::number).toArray();
        }
        throw new IllegalArgumentException("no list of numbers");
    }
}
