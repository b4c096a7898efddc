package org.haetae.search;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;

/// An index with the texts it was given, for tests.
final class Shelf implements AutoCloseable {

    static final byte[] KEY = new byte[32];
    static final Instant RECEIVED = Instant.parse("2026-01-02T03:04:05Z");

    static {
        Arrays.fill(KEY, (byte) 7);
    }

    private final Map<ItemId, List<String>> texts = new HashMap<>();
    final Index index;

    Shelf(Path folder) {
        index = Index.open(folder, KEY, this::page);
    }

    private String page(ItemId item, int page) {
        List<String> pages = texts.getOrDefault(item, List.of());
        return page <= pages.size() ? pages.get(page - 1) : "";
    }

    /// A document with usual values, to be changed where a test needs others.
    static SearchDocument document(String name, String... pages) {
        return new SearchDocument(
                ItemId.random(),
                new AccessionId(new java.util.UUID(0, 1)),
                Set.of(CompartmentId.GENERAL),
                name,
                "",
                "text/plain",
                "text",
                List.of(),
                Optional.empty(),
                RECEIVED,
                "read",
                Map.of(),
                List.of(pages));
    }

    static SearchDocument dated(SearchDocument of, String date) {
        return new SearchDocument(
                of.item(),
                of.accession(),
                of.compartments(),
                of.path(),
                of.title(),
                of.mediaType(),
                of.kind(),
                of.languages(),
                Optional.of(LocalDate.parse(date)),
                of.received(),
                of.outcome(),
                of.metadata(),
                of.pages());
    }

    static SearchDocument sorted(
            SearchDocument of, String kind, String outcome, String... languages) {
        return new SearchDocument(
                of.item(),
                of.accession(),
                of.compartments(),
                of.path(),
                of.title(),
                of.mediaType(),
                kind,
                List.of(languages),
                of.date(),
                of.received(),
                outcome,
                of.metadata(),
                of.pages());
    }

    static SearchDocument in(SearchDocument of, CompartmentId... compartments) {
        return new SearchDocument(
                of.item(),
                of.accession(),
                Set.of(compartments),
                of.path(),
                of.title(),
                of.mediaType(),
                of.kind(),
                of.languages(),
                of.date(),
                of.received(),
                of.outcome(),
                of.metadata(),
                of.pages());
    }

    static SearchDocument about(SearchDocument of, Map<String, String> metadata) {
        return new SearchDocument(
                of.item(),
                of.accession(),
                of.compartments(),
                of.path(),
                of.title(),
                of.mediaType(),
                of.kind(),
                of.languages(),
                of.date(),
                of.received(),
                of.outcome(),
                metadata,
                of.pages());
    }

    void put(SearchDocument... documents) {
        for (SearchDocument document : documents) {
            texts.put(document.item(), document.pages());
        }
        index.put(List.of(documents));
        index.refresh();
    }

    Answer.Found found(SearchRequest request) {
        return found(Clearance.SYSTEM, request);
    }

    Answer.Found found(Clearance clearance, SearchRequest request) {
        return switch (index.search(clearance, request)) {
            case Answer.Found found -> found;
            case Answer.NotUnderstood not -> throw new AssertionError(not.problem());
        };
    }

    /// Names of what is found, in order.
    List<String> names(String query) {
        return found(SearchRequest.of(query).limit(100)).hits().stream().map(Hit::path).toList();
    }

    /// What is marked in the first passage of the first hit.
    List<String> marked(String query) {
        Answer.Found found = found(SearchRequest.of(query));
        if (found.hits().isEmpty()) {
            return List.of();
        }
        Passage passage = found.hits().getFirst().passages().getFirst();
        return passage.marks().stream().map(mark -> cut(passage.text(), mark)).toList();
    }

    static String cut(String text, Passage.Range range) {
        return text.substring(
                text.offsetByCodePoints(0, range.start()), text.offsetByCodePoints(0, range.end()));
    }

    @Override
    public void close() {
        index.close();
    }
}
