package org.haetae.designations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.haetae.access.Clearance;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.home.Database;
import org.haetae.sanctions.ListKeeper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A version of a list that was recorded: a note on the accession that its files came as, sealed
/// with it and entered in the ledger.
///
/// @param dated the day that the list bears, in EDTF; empty when it bears none
/// @param items its files, in the order in which they were read
/// @param recorded when all of it was in the casebook
/// @param counts what became of its entries; empty for a version recorded before that was kept
public record KeptVersion(
        ListKeeper keeper,
        String dated,
        AccessionId accession,
        List<ItemId> items,
        int entries,
        Instant recorded,
        Optional<Counts> counts) {

    /// What became of the entries of a version.
    public record Counts(int added, int changed, int removed, int unchanged, int refused) {}

    private static final String KIND = "sanctions-list";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Keeps it with its accession.
    static void keep(
            Archive archive,
            Clearance by,
            Accession accession,
            ListKeeper keeper,
            String dated,
            List<ItemId> items,
            int entries,
            Counts counts) {
        var record = new TreeMap<String, Object>();
        record.put(
                "counts",
                new TreeMap<>(
                        Map.of(
                                "added", counts.added(),
                                "changed", counts.changed(),
                                "removed", counts.removed(),
                                "unchanged", counts.unchanged(),
                                "refused", counts.refused())));
        record.put("dated", dated);
        record.put("entries", entries);
        record.put("items", items.stream().map(ItemId::toString).toList());
        record.put("list", keeper.word());
        archive.note(
                by,
                accession,
                KIND,
                counts.refused(),
                JSON.writeValueAsString(record).getBytes(UTF_8));
    }

    /// All versions that somebody may see, the latest recorded first.
    public static List<KeptVersion> all(Database database, Archive archive, Clearance by) {
        var accessions =
                database.as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                "select accession from accession_note where kind = ? order by position desc")
                                        .param(KIND)
                                        .query(java.util.UUID.class)
                                        .list());
        return accessions.stream()
                .distinct()
                .map(AccessionId::new)
                .flatMap(
                        accession ->
                                archive.notes(by, accession, KIND).reversed().stream()
                                        .map(note -> read(accession, note)))
                .toList();
    }

    /// The version of a list that was recorded last.
    public static Optional<KeptVersion> latest(
            Database database, Archive archive, Clearance by, ListKeeper keeper) {
        return all(database, archive, by).stream()
                .filter(one -> one.keeper() == keeper)
                .findFirst();
    }

    private static KeptVersion read(AccessionId accession, Archive.Note note) {
        var record = JSON.readTree(note.record());
        return new KeptVersion(
                ListKeeper.of(record.path("list").asString()).orElseThrow(),
                record.path("dated").asString(),
                accession,
                record.path("items")
                        .valueStream()
                        .map(one -> ItemId.parse(one.asString()))
                        .toList(),
                record.path("entries").asInt(),
                note.at(),
                record.has("counts")
                        ? Optional.of(counts(record.path("counts")))
                        : Optional.empty());
    }

    private static Counts counts(JsonNode of) {
        return new Counts(
                of.path("added").asInt(),
                of.path("changed").asInt(),
                of.path("removed").asInt(),
                of.path("unchanged").asInt(),
                of.path("refused").asInt());
    }
}
