package org.haetae.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;

/// A table on its way out: as many rows as there are, of which a few hundred are in memory. Holds
/// what its reader may see and what counts, so no drafts, nothing retracted and nothing sealed.
public final class TableExport {

    private final Casebook casebook;
    private final Clearance by;
    private final Table table;
    private final UUID id;
    private final Map<String, Integer> undeclared = new TreeMap<>();

    TableExport(Casebook casebook, Clearance by, Table table, UUID id) {
        this.casebook = casebook;
        this.by = by;
        this.table = table;
        this.id = id;
    }

    /// Under which the export stands in the ledger.
    public UUID id() {
        return id;
    }

    /// How many values were left out by now because the schema does not declare their properties
    /// any more, by the codes of these.
    public Map<String, Integer> undeclared() {
        return Collections.unmodifiableMap(undeclared);
    }

    private void leaveOut(Entity entity) {
        for (var claim : entity.claims()) {
            if (claim.stands()
                    && !table.columns().contains(claim.property())
                    && entity.kind().property(claim.property()).isEmpty()) {
                undeclared.merge(claim.property(), 1, Integer::sum);
            }
        }
    }

    /// A row.
    ///
    /// @param cells one for each column
    record Row(EntityId entity, String title, List<Cell> cells) {}

    /// What is held of one property of an entity.
    ///
    /// @param rivals whether at most one of the values can be true
    record Cell(Property property, List<Held> held, boolean rivals) {}

    /// @param words for people, in the language of the export
    /// @param standing how far the review of each of the claims has come
    record Held(Value value, String words, List<Claim> claims, List<Standing> standing) {}

    /// Where rows go.
    interface Rows {
        void head(UUID export, String kind, List<Property> columns) throws IOException;

        void row(Row row) throws IOException;

        void end() throws IOException;
    }

    /// Writes it all. The stream is flushed and not closed.
    ///
    /// @param locale of the words in it
    /// @return how many rows
    public long write(TableFormat format, Locale locale, OutputStream out) throws IOException {
        var kind = casebook.schema().kindOr(table.kind());
        var columns = table.columns().stream().map(kind::propertyOr).toList();
        Rows rows =
                switch (format) {
                    case CSV -> new CsvRows(out);
                    case XLSX -> new XlsxRows(out, locale);
                    case JSON -> new JsonRows(out);
                };
        rows.head(id, table.kind(), columns);
        var count = new AtomicLong();
        Batches.each(
                casebook,
                by,
                table.kind(),
                table.conditions(),
                entities -> {
                    entities.forEach(this::leaveOut);
                    for (var row : rows(entities, columns, locale)) {
                        rows.row(row);
                        count.incrementAndGet();
                    }
                });
        rows.end();
        out.flush();
        return count.get();
    }

    private List<Row> rows(List<Entity> entities, List<Property> columns, Locale locale) {
        var mentioned = new HashSet<EntityId>();
        for (var entity : entities) {
            for (var column : columns) {
                for (var value : entity.values(column.code())) {
                    if (value instanceof Value.Reference(EntityId target)) {
                        mentioned.add(target);
                    }
                }
            }
        }
        var titles =
                casebook.titles(
                        by,
                        entities.stream()
                                .collect(Collectors.toMap(Entity::id, Function.identity())),
                        mentioned,
                        locale);
        var standing =
                casebook.reviews()
                        .standing(
                                by,
                                entities.stream()
                                        .flatMap(entity -> entity.claims().stream())
                                        .toList());
        return entities.stream()
                .map(
                        entity ->
                                new Row(
                                        entity.id(),
                                        titles.of(entity.id()),
                                        columns.stream()
                                                .map(
                                                        column ->
                                                                cell(
                                                                        entity, column, titles,
                                                                        standing))
                                                .toList()))
                .toList();
    }

    private static Cell cell(
            Entity entity, Property column, Titles titles, Map<ClaimId, Standing> standing) {
        Map<Value, List<Claim>> held =
                entity.claims().stream()
                        .filter(claim -> claim.property().equals(column.code()) && claim.stands())
                        .filter(claim -> claim.value().isPresent())
                        .collect(
                                Collectors.groupingBy(
                                        claim -> claim.value().orElseThrow(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return new Cell(
                column,
                held.entrySet().stream()
                        .map(
                                one ->
                                        new Held(
                                                one.getKey(),
                                                titles.words(column, one.getKey()),
                                                one.getValue(),
                                                one.getValue().stream()
                                                        .map(claim -> standing.get(claim.id()))
                                                        .toList()))
                        .toList(),
                entity.disputed(column));
    }
}
