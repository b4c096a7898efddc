package org.haetae.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimIntake;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Sources;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Values;
import org.haetae.exchange.SheetRows.SheetRow;
import org.haetae.exchange.TableMapping.Column;
import org.haetae.exchange.TableMapping.Dialect;
import org.haetae.exchange.TableMapping.Use;

/// Takes a table into the casebook, row by row. A row is recorded whole or not at all, and none
/// keeps another from it; the same table given again records nothing twice.
///
/// What a row does not tell the source of rests on the row itself, as a passage of the item that
/// the table is.
public final class TableImport {

    private static final int ROWS = 1_000;
    private static final int CANDIDATES = 20;
    private static final String SEVERAL = "";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Casebook casebook;
    private final Archive archive;
    private final Clearance by;
    private final ItemId item;
    private final TableMapping mapping;
    private final Kind kind;
    private final ClaimIntake intake;
    private final Casebook.Sayings sayings;
    private final Map<String, Optional<EntityId>> named = new HashMap<>();
    private final Map<String, ItemId> items = new HashMap<>();
    private final Set<EntityId> made = new HashSet<>();

    /// Keys of rows by their titles.
    private final Map<String, String> titles = new HashMap<>();

    /// @param item that the table was taken in as
    /// @param trial whether nothing is to be recorded, only told
    /// @param each hears of every row, in the order in which their fate is known
    /// @throws IllegalArgumentException when the mapping does not fit the schema; says what to mend
    public TableImport(
            Casebook casebook,
            Archive archive,
            Clearance by,
            ItemId item,
            TableMapping mapping,
            boolean trial,
            Consumer<ClaimIntake.Outcome> each) {
        mapping.check(casebook.schema());
        this.casebook = casebook;
        this.archive = archive;
        this.by = by;
        this.item = item;
        this.mapping = mapping;
        this.kind = mapping.kind(casebook.schema());
        this.intake = new ClaimIntake(casebook, by, trial, each);
        this.sayings = casebook.sayings(by);
    }

    /// Takes all rows in but the head.
    ///
    /// @throws IllegalArgumentException when the table lacks a column of the mapping
    public void read(SheetRows table) {
        if (mapping.dialect() == Dialect.UWAZI) {
            readTitles(table);
        }
        var rows = table.iterator();
        var columns = columns(rows.hasNext() ? rows.next().cells() : List.of());
        var some = new ArrayList<SheetRow>();
        while (rows.hasNext()) {
            some.add(rows.next());
            if (some.size() == ROWS || !rows.hasNext()) {
                intake.expect(some.stream().map(row -> key(columns, row)).toList());
                some.forEach(row -> take(columns, row));
                some.clear();
            }
        }
        intake.end();
    }

    /// Rows refer to each other by their titles, of which several may be alike.
    private void readTitles(SheetRows table) {
        var rows = table.iterator();
        var columns = columns(rows.hasNext() ? rows.next().cells() : List.of());
        var naming = TableMapping.naming(kind).map(Property::code).orElse("");
        while (rows.hasNext()) {
            var row = rows.next();
            for (int i = 0; i < columns.size() && i < row.cells().size(); i++) {
                if (columns.get(i).property().equals(naming) && !row.cells().get(i).isEmpty()) {
                    titles.merge(
                            row.cells().get(i),
                            key(columns, row),
                            (one, other) -> one.equals(other) ? one : SEVERAL);
                }
            }
        }
    }

    private List<Column> columns(List<String> head) {
        var found = head.stream().map(mapping::column).toList();
        var missing =
                mapping.columns().entrySet().stream()
                        .filter(one -> one.getValue().use() != Use.NOTHING)
                        .filter(one -> found.stream().noneMatch(is -> isSame(is, one.getValue())))
                        .map(Map.Entry::getKey)
                        .toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "the table has no column \"%s\"; it has %s"
                            .formatted(String.join("\", \"", missing), String.join(", ", head)));
        }
        return found;
    }

    /// Whatever language the head adds.
    private static boolean isSame(Column one, Column other) {
        return one.use() == other.use() && one.property().equals(other.property());
    }

    private void take(List<Column> columns, SheetRow row) {
        var key = key(columns, row);
        try {
            intake.take(row.number(), key, claims(columns, row, key));
        } catch (IllegalArgumentException | CaseRefused e) {
            intake.refuse(row.number(), key, String.valueOf(e.getMessage()));
        }
    }

    private List<NewClaim> claims(List<Column> columns, SheetRow row, String key) {
        var about = intake.entity(key);
        intake.kind(about, Optional.of(kind.code()), key);
        var cites = cites(columns, row);
        var grade =
                Optional.of(cell(columns, row, Use.GRADE).orElse(mapping.grade()))
                        .filter(code -> !code.isEmpty())
                        .map(
                                code ->
                                        Grade.of(
                                                code,
                                                cell(columns, row, Use.GRADE_REASON)
                                                        .orElse(mapping.gradeReason())))
                        .orElse(Grade.UNJUDGED);
        var claims = new ArrayList<NewClaim>();
        for (int i = 0; i < columns.size() && i < row.cells().size(); i++) {
            var column = columns.get(i);
            if (column.use() == Use.VALUE) {
                var property = kind.propertyOr(column.property());
                var language =
                        column.language().isEmpty()
                                ? cell(columns, row, Use.LANGUAGE).orElse(mapping.language())
                                : column.language();
                for (var text : values(property, row.cells().get(i))) {
                    var value =
                            property.type() == ValueType.REFERENCE
                                    ? new Value.Reference(
                                            target(property, column, text, cites, grade, row))
                                    : in(
                                            language,
                                            Values.typed(
                                                    casebook.schema(),
                                                    property,
                                                    text,
                                                    intake::entity));
                    claims.add(claim(about, kind.code(), property.code(), value, cites, grade));
                }
            }
        }
        return claims;
    }

    private static NewClaim claim(
            EntityId about,
            String kind,
            String property,
            Value value,
            List<NewClaim.Cite> cites,
            Grade grade) {
        return new NewClaim(
                about, kind, property, value, cites, grade, Status.RECORDED, Basis.ITEM, Set.of());
    }

    /// The content of the first column of that use, if there is any.
    private static Optional<String> cell(List<Column> columns, SheetRow row, Use use) {
        for (int i = 0; i < columns.size() && i < row.cells().size(); i++) {
            if (columns.get(i).use() == use && !row.cells().get(i).isEmpty()) {
                return Optional.of(row.cells().get(i));
            }
        }
        return Optional.empty();
    }

    private List<String> values(Property property, String cell) {
        if (mapping.dialect() == Dialect.UWAZI) {
            return switch (property.type()) {
                case POINT -> several(cell.replace('|', ','), "");
                case LINK -> several(cell.substring(cell.lastIndexOf('|') + 1), "");
                case DATE -> several(cell, "|").stream().map(TableImport::interval).toList();
                case CODE ->
                        several(cell, "|").stream()
                                .map(one -> one.substring(one.lastIndexOf("::") + 1))
                                .map(one -> one.startsWith(":") ? one.substring(1) : one)
                                .toList();
                case REFERENCE -> several(cell, "|");
                // Words hold bars of their own.
                case NAME, TEXT, NUMBER -> several(cell, "");
            };
        }
        return several(cell, mapping.separator());
    }

    private static List<String> several(String cell, String separator) {
        return (separator.isEmpty() ? List.of(cell) : List.of(cell.split(Pattern.quote(separator))))
                .stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    /// From and to stand around a colon; either may be left out.
    private static String interval(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return text.replace('/', '-');
        }
        var from = text.substring(0, colon).strip().replace('/', '-');
        var to = text.substring(colon + 1).strip().replace('/', '-');
        return (from.isEmpty() ? ".." : from) + "/" + (to.isEmpty() ? ".." : to);
    }

    private static Value in(String language, Value value) {
        if (language.isEmpty()) {
            return value;
        }
        return switch (value) {
            case Value.Name(String text, Optional<String> told) ->
                    new Value.Name(text, Optional.of(language));
            case Value.Text(String text, Optional<String> told) ->
                    new Value.Text(text, Optional.of(language));
            case Value.Date date -> date;
            case Value.Number number -> number;
            case Value.Point point -> point;
            case Value.Reference reference -> reference;
            case Value.Code code -> code;
            case Value.Link link -> link;
        };
    }

    // ---- entities

    /// Rows without a key are told apart by where they stand, which stays the same as long as the
    /// item does.
    private String key(List<Column> columns, SheetRow row) {
        return cell(columns, row, Use.KEY)
                .map(cell -> ID.matcher(cell).matches() ? cell : key(cell))
                .orElseGet(() -> key(item + "/" + row.number()));
    }

    private String key(String cell) {
        return mapping.list() + ":" + SPACE.matcher(cell).replaceAll("_");
    }

    /// By id, by the key of a row of this list, by name; else something new where the mapping says
    /// so, which then is the same for every row of this list and a part of its own: it stays when
    /// the row is refused.
    private EntityId target(
            Property property,
            Column column,
            String text,
            List<NewClaim.Cite> cites,
            Grade grade,
            SheetRow row) {
        if (ID.matcher(text).matches()) {
            return EntityId.parse(text);
        }
        var title = titles.get(text);
        if (SEVERAL.equals(title)) {
            throw new IllegalArgumentException(
                    "%s is \"%s\"; several rows have this title: give the id of the one meant"
                            .formatted(property.code(), text));
        }
        if (title != null && (property.to().isEmpty() || property.to().contains(kind.code()))) {
            return intake.entity(title);
        }
        var found = named(property, text);
        if (found.isPresent()) {
            return found.get();
        }
        if (column.make().isEmpty()) {
            // Perhaps a row of this list, be it a later one.
            return intake.entity(key(text));
        }
        var key = key(column.make() + "/" + text);
        var target = intake.entity(key);
        var of = casebook.schema().kindOr(column.make());
        var naming = TableMapping.naming(of).orElseThrow();
        intake.kind(target, Optional.of(of.code()), key);
        if (intake.isNew(target) && made.add(target)) {
            intake.take(
                    row.number(),
                    key,
                    List.of(
                            claim(
                                    target,
                                    of.code(),
                                    naming.code(),
                                    Values.typed(casebook.schema(), naming, text, intake::entity),
                                    cites,
                                    grade)));
        }
        return target;
    }

    /// The one thing that is called exactly so. Of several none is taken.
    private Optional<EntityId> named(Property property, String text) {
        return named.computeIfAbsent(
                property.to() + "/" + text,
                one -> {
                    var same =
                            casebook.lookUp(by, text, property.to(), CANDIDATES).stream()
                                    .filter(
                                            entity ->
                                                    entity.kind().title().stream()
                                                            .flatMap(
                                                                    code ->
                                                                            entity
                                                                                    .values(code)
                                                                                    .stream())
                                                            .anyMatch(
                                                                    value -> isCalled(value, text)))
                                    .toList();
                    if (same.size() > 1) {
                        throw new IllegalArgumentException(
                                "%s is \"%s\"; %d are called so: give the id of the one meant"
                                        .formatted(property.code(), text, same.size()));
                    }
                    return same.stream().map(org.haetae.casebook.Entity::id).findFirst();
                });
    }

    private static boolean isCalled(Value value, String text) {
        return value instanceof Value.Name(String name, Optional<String> language)
                && name.equalsIgnoreCase(text);
    }

    // ---- citations

    private List<NewClaim.Cite> cites(List<Column> columns, SheetRow row) {
        var source = cell(columns, row, Use.ITEM);
        if (source.isEmpty()) {
            return row.places().stream().map(place -> new NewClaim.Cite(item, place)).toList();
        }
        var cited = items.computeIfAbsent(source.get(), this::item);
        var page = cell(columns, row, Use.PAGE).map(TableImport::page);
        var quote = cell(columns, row, Use.QUOTE);
        if (quote.isPresent()) {
            var places = sayings.saying(cited, quote.get(), page);
            if (places.size() != 1) {
                throw new IllegalArgumentException(
                        places.isEmpty()
                                ? "item %s does not say the quote; compare letter for letter, or give another page"
                                        .formatted(cited)
                                : "item %s says the quote %d times; quote more of it, or give the page"
                                        .formatted(cited, places.size()));
            }
            return List.of(new NewClaim.Cite(cited, places.getFirst()));
        }
        return List.of(
                new NewClaim.Cite(
                        cited,
                        page.map(Locator.Region::whole)
                                .orElseThrow(
                                        () ->
                                                new IllegalArgumentException(
                                                        "an item is named without quote or page; give one of them"))));
    }

    private static int page(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "page is \"%s\"; expected a number".formatted(text), e);
        }
    }

    private ItemId item(String named) {
        return Sources.item(archive, by, named);
    }
}
