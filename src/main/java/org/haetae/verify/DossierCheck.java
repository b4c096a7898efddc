package org.haetae.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final PackageFiles files;
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

    DossierCheck(PackageFiles files, Report report, Proved proved) {
        this.files = files;
        this.report = report;
        this.proved = proved;
    }

    /// @return files that the dossier accounts for
    Set<String> run() throws IOException {
        accounted.add(LIST);
        var bytes = Files.readAllBytes(files.root().resolve(LIST));
        try {
            var list = Fields.parse(bytes);
            if (!list.is("format", FORMAT)) {
                throw new IllegalArgumentException("another format than " + FORMAT);
            }
            var id = list.id("dossier");
            committed(id, bytes);
            manifests();
            files(list);
            for (var one : list.objects("exhibits")) {
                exhibit(one);
            }
            for (var one : list.objects("claims")) {
                claim(one);
            }
            sentences(id, list.objects("sentences"));
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
        try (var manifests = Files.newDirectoryStream(files.root(), "tagmanifest-*.txt")) {
            for (var file : manifests) {
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
        var file = files.find(path);
        if (file.isEmpty()) {
            return; // told as missing
        }
        var opening = Fields.parse(Files.readAllBytes(file.get()));
        var salt = HexFormat.of().parseHex(opening.text("salt"));
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

    private void files(Fields list) throws IOException {
        for (var one : list.objects("files")) {
            var path = one.text("path");
            accounted.add(path);
            var file = file(path);
            if (file.isEmpty()) {
                continue;
            }
            var found = files.measure(file.get(), path);
            if (!found.sha256().toString().equals(one.text("sha256"))
                    || found.size() != one.number("bytes")) {
                report.find(DossierCode.FILE_ALTERED.at(path, found.sha256(), one.text("sha256")));
            }
        }
    }

    private Optional<Path> file(String path) {
        var file = path.startsWith("data/") ? files.find(path) : Optional.<Path>empty();
        if (file.isEmpty()) {
            report.find(CustodyCode.FILE_MISSING.at(path, "nothing", "a file"));
        }
        return file;
    }

    private void exhibit(Fields one) throws IOException {
        var label = one.text("exhibit");
        var item = one.id("item");
        boolean redacted = one.is("redacted", true);
        if (redacted) {
            if (!proved.withheld().contains(item)) {
                report.find(
                        DossierCode.EXHIBIT_UNPROVED.at(
                                label, "no entries of " + item, "its reception in the log"));
            }
        } else if (!one.text("file").equals(proved.plain().get(item))) {
            report.find(
                    DossierCode.EXHIBIT_UNPROVED.at(
                            label,
                            proved.plain().getOrDefault(item, "no bytes that are proved"),
                            one.text("file")));
        }
        var pages = new HashMap<Long, int[]>();
        if (one.json().get("pages") instanceof List<?> all) {
            for (var page : all) {
                var place = Fields.numbers(page);
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
    private int[] words(Fields exhibit) throws IOException {
        if (!exhibit.has("text")) {
            return new int[0];
        }
        var file = file(exhibit.text("text"));
        if (file.isEmpty()) {
            return new int[0];
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file.get())))
                    .codePoints()
                    .toArray();
        } catch (CharacterCodingException e) {
            report.find(DossierCode.FILE_ALTERED.at(exhibit.text("text"), "no UTF-8", "a text"));
            return new int[0];
        }
    }

    private void claim(Fields one) {
        var label = one.text("label");
        var id = one.id("claim");
        var leaf = proved.claims().getOrDefault(id, Map.of()).get(one.number("position"));
        if (leaf == null) {
            report.find(
                    DossierCode.CLAIM_UNPROVED.at(
                            label, "no entry at " + one.number("position"), "an entry of " + id));
            return;
        }
        List<Fields> committed = List.of();
        if (one.has("canonical")) {
            var canonical = one.text("canonical").getBytes(UTF_8);
            var salt = HexFormat.of().parseHex(one.text("salt"));
            if (!Commitment.record(salt, Digest.sha256(canonical)).equals(leaf.entry().record())) {
                report.find(
                        DossierCode.CLAIM_ALTERED.at(
                                label, "words that open nothing", "what its entry committed to"));
                return;
            }
            var said = Fields.parse(canonical);
            if (!said.is("claim", id.toString())
                    || said.number("version") != one.number("version")) {
                report.find(
                        DossierCode.CLAIM_ALTERED.at(
                                label,
                                "another claim or version",
                                id + ", " + one.number("version")));
                return;
            }
            committed = said.objects("citations");
        }
        var cited = one.objects("passages");
        boolean fits = one.has("canonical") ? cited.size() == committed.size() : true;
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
    private boolean passage(String label, Fields passage, Optional<Fields> committed) {
        var exhibit = exhibits.get(passage.text("exhibit"));
        if (exhibit == null) {
            report.find(
                    DossierCode.PASSAGE_WRONG.at(
                            label, "no exhibit " + passage.text("exhibit"), "one of the dossier"));
            return false;
        }
        var place = passage.numbers("place");
        var kind = passage.number("place-kind");
        if (committed.isPresent()
                && !(committed.get().is("item", exhibit.item().toString())
                        && kind == committed.get().number("place-kind")
                        && java.util.Arrays.equals(place, committed.get().numbers("place")))) {
            return false;
        }
        if (passage.is("redacted", true)) {
            hidden++;
            return !passage.has("quote");
        }
        passages++;
        return kind != PASSAGE
                || place.length == 3 && stands(exhibit, place, passage.text("quote"));
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

    private void sentences(UUID id, List<Fields> sentences) {
        int whole = 0;
        for (var one : sentences) {
            var label = one.text("sentence");
            boolean stands = true;
            if (!Digest.sha256(one.text("text").getBytes(UTF_8))
                    .toString()
                    .equals(one.text("sha256"))) {
                report.find(
                        DossierCode.SENTENCE_ALTERED.at(label, "other words", one.text("sha256")));
                stands = false;
            }
            var claims = one.list("claims");
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
}
