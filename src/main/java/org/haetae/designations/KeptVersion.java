package org.haetae.designations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.haetae.access.Clearance;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.home.Database;
import org.haetae.sanctions.ListKeeper;
import tools.jackson.databind.json.JsonMapper;

/// A version of a list that was recorded: a note on the accession that its files came as, sealed
/// with it and entered in the ledger.
///
/// @param dated the day that the list bears, in EDTF; empty when it bears none
/// @param items its files, in the order in which they were read
/// @param recorded when all of it was in the casebook
public record KeptVersion(
        ListKeeper keeper,
        String dated,
        AccessionId accession,
        List<ItemId> items,
        int entries,
        Instant recorded) {

    private static final String KIND = "sanctions-list";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Keeps it with its accession.
    ///
    /// @param refused how many entries could not be recorded
    static void keep(
            Archive archive,
            Clearance by,
            Accession accession,
            ListKeeper keeper,
            String dated,
            List<ItemId> items,
            int entries,
            int refused) {
        var record = new TreeMap<String, Object>();
        record.put("dated", dated);
        record.put("entries", entries);
        record.put("items", items.stream().map(ItemId::toString).toList());
        record.put("list", keeper.word());
        archive.note(by, accession, KIND, refused, JSON.writeValueAsString(record).getBytes(UTF_8));
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
                note.at());
    }
}
