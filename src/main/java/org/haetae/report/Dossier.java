package org.haetae.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A dossier before it is written in any format: what it says, part by part, and what each sentence
/// of it leads back to.
///
/// @param id of this dossier alone; another of the same case has another
/// @param cover what stands on its first page: label to words
/// @param exhibits those cited, by number
/// @param claims those cited
public record Dossier(
        UUID id,
        UUID inCase,
        String title,
        Locale language,
        Instant made,
        Map<String, String> cover,
        List<Part> parts,
        List<Exhibit> exhibits,
        List<CitedClaim> claims) {

    /// @throws IllegalArgumentException when a sentence cites a claim that is not there, a claim an
    ///   exhibit, or something is there twice
    public Dossier {
        cover = new LinkedHashMap<>(cover);
        parts = List.copyOf(parts);
        exhibits = List.copyOf(exhibits);
        claims = List.copyOf(claims);
        var known = distinct(claims.stream().map(CitedClaim::label), "claim");
        var shown = distinct(exhibits.stream().map(Exhibit::label), "exhibit");
        distinct(parts.stream().flatMap(Part::sentences).map(Line.Sentence::id), "sentence");
        for (var part : parts) {
            part.sentences().forEach(sentence -> require(known, sentence.claims(), sentence.id()));
        }
        for (var claim : claims) {
            require(
                    shown,
                    claim.passages().stream().map(CitedClaim.Passage::exhibit).toList(),
                    claim.label());
        }
    }

    private static Set<String> distinct(Stream<String> labels, String what) {
        var seen = new LinkedHashSet<String>();
        labels.forEach(
                label -> {
                    if (!seen.add(label)) {
                        throw new IllegalArgumentException(
                                "%s %s is there twice".formatted(what, label));
                    }
                });
        return seen;
    }

    private static void require(Set<String> known, List<String> cited, String by) {
        for (var one : cited) {
            if (!known.contains(one)) {
                throw new IllegalArgumentException(
                        "%s cites %s, which is not in the dossier".formatted(by, one));
            }
        }
    }

    /// All that it states, in the order of reading.
    public Stream<Line.Sentence> sentences() {
        return parts.stream().flatMap(Part::sentences);
    }

    /// Where its sentences can be looked up.
    public Places places() {
        return new Places(
                claims.stream().collect(Collectors.toMap(CitedClaim::label, Function.identity())),
                exhibits.stream().collect(Collectors.toMap(Exhibit::label, Function.identity())));
    }

    /// Claims and exhibits by their labels.
    public record Places(Map<String, CitedClaim> claims, Map<String, Exhibit> exhibits) {

        /// Each page of each exhibit once, in the order of the sentence's claims.
        public List<Place> of(Line.Sentence sentence) {
            return sentence.claims().stream()
                    .flatMap(label -> claims.get(label).passages().stream())
                    .map(passage -> new Place(exhibits.get(passage.exhibit()), passage.page()))
                    .distinct()
                    .toList();
        }
    }

    /// A page of an exhibit.
    public record Place(Exhibit exhibit, int page) {

        /// As a reader clicks on it, from a file beside the folder of exhibits. Readers of PDF open
        /// that page (RFC 8118, section 3); others the file.
        String address() {
            return exhibit.file() + (exhibit.file().endsWith(".pdf") ? "#page=" + page : "");
        }

        /// As it is cited: `E-0001, 3`.
        public String words() {
            return exhibit.pages().size() > 1 || page > 1
                    ? exhibit.label() + ", " + page
                    : exhibit.label();
        }
    }

    @Override
    public String toString() {
        return "Dossier[" + id + "]";
    }
}
