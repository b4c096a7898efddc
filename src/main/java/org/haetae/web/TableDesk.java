package org.haetae.web;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimIntake;
import org.haetae.casebook.ClaimIntake.Result;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.ValueType;
import org.haetae.exchange.SheetRows;
import org.haetae.exchange.TableFormat;
import org.haetae.exchange.TableImport;
import org.haetae.exchange.TableMapping;
import org.haetae.exchange.TableMapping.Column;
import org.haetae.exchange.TableMapping.Use;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A table that was taken in, on its way into the casebook: what its columns are, what would become
/// of each row, and then the same for real.
@Controller
final class TableDesk {
    private static final int SAMPLE = 3;

    /// More rows than a request should take; the command takes any number.
    static final int MOST_ROWS = 20_000;

    static final int MOST_TOLD = 1_000;
    private static final String USE = "use:";

    private final Casebook casebook;
    private final Archive archive;
    private final Readings readings;
    private final Renditions renditions;
    private final KeptMappings mappings;

    TableDesk(Rooms rooms, KeptMappings mappings) {
        this.casebook = rooms.casebook();
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.renditions = rooms.renditions();
        this.mappings = mappings;
    }

    /// What is known of the table.
    ///
    /// @param sample its first rows
    private record Given(
            Item item, SheetRows rows, List<String> head, List<List<String>> sample, int count) {}

    @GetMapping("/items/{id}/table")
    @Needs(Permission.RECORD_CLAIMS)
    Answer begin(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "person") String kind,
            Visitor visitor)
            throws IOException {
        Given given = given(visitor, id);
        Kind of = casebook.schema().kind(kind).orElseThrow(NotHere::new);
        return sheet(visitor, given, guess(visitor, given, of), List.of(), null, null);
    }

    @PostMapping("/items/{id}/table")
    @Needs(Permission.RECORD_CLAIMS)
    Answer map(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> form,
            Visitor visitor)
            throws IOException {
        Given given = given(visitor, id);
        Optional<Kind> kind = casebook.schema().kind(field(form, "kind"));
        if (kind.isEmpty()) {
            return problem(
                    visitor,
                    given,
                    guess(visitor, given, casebook.schema().kindOr("person")),
                    "import.kind",
                    null);
        }
        if (!field(form, "was").equals(kind.get().code())) {
            return sheet(visitor, given, guess(visitor, given, kind.get()), List.of(), null, null);
        }
        TableMapping mapping = mapping(given, form);
        if (given.count() > MOST_ROWS) {
            return problem(visitor, given, mapping, "import.many", null);
        }
        String deed = field(form, "do");
        boolean trial = !deed.equals("record");
        List<ClaimIntake.Outcome> outcomes = new ArrayList<>();
        try {
            new TableImport(
                            casebook,
                            archive,
                            visitor.clearance(),
                            given.item().id(),
                            mapping,
                            trial,
                            outcomes::add)
                    .read(given.rows());
        } catch (IllegalArgumentException e) {
            return problem(visitor, given, mapping, "import.mapping", e.getMessage());
        }
        if (deed.equals("outcomes")) {
            return file(id, outcomes);
        }
        if (!trial) {
            mappings.keep(visitor.clearance(), mapping);
        }
        return sheet(visitor, given, mapping, outcomes, null, null);
    }

    /// A line for every row, in the order of the table, as the command tells them.
    static Answer file(UUID item, List<ClaimIntake.Outcome> outcomes) {
        return new Answer.Download(
                TableFormat.CSV.mediaType(),
                "outcomes-%s.csv".formatted(item),
                out -> write(outcomes, out));
    }

    private static void write(List<ClaimIntake.Outcome> outcomes, OutputStream out)
            throws IOException {
        Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        lines.write("\ufeffrow,key,outcome,claims,reason\r\n");
        for (ClaimIntake.Outcome one : inOrder(outcomes)) {
            lines.write(
                    "%d,%s,%s,%d,%s\r\n"
                            .formatted(
                                    one.number(),
                                    Csv.cell(one.key()),
                                    one.result().name().toLowerCase(Locale.ROOT),
                                    one.fresh(),
                                    Csv.cell(one.reason())));
        }
        lines.flush();
    }

    private static List<ClaimIntake.Outcome> inOrder(List<ClaimIntake.Outcome> outcomes) {
        return outcomes.stream()
                .sorted(Comparator.comparingInt(ClaimIntake.Outcome::number))
                .toList();
    }

    private Given given(Visitor visitor, UUID id) throws IOException {
        Item item = archive.item(visitor.clearance(), new ItemId(id)).orElseThrow(NotHere::new);
        Text text = renditions.text(item.id()).orElseGet(() -> new Text(List.of(), Map.of()));
        SheetRows rows =
                SheetRows.of(
                        text,
                        readings.of(visitor.clearance(), item.id())
                                .map(ItemReading::mediaType)
                                .orElse(""));
        List<String> head = List.of();
        List<List<String>> sample = new ArrayList<>();
        int count = 0;
        for (var each = rows.iterator(); each.hasNext(); count++) {
            List<String> cells = each.next().cells();
            if (count == 0) {
                head = cells;
            } else if (count <= SAMPLE) {
                sample.add(cells);
            }
        }
        return new Given(item, rows, head, sample, Math.max(0, count - 1));
    }

    private TableMapping guess(Visitor visitor, Given given, Kind kind) {
        return TableMapping.guess(
                kind, kind.code() + "-list", given.head(), mappings.all(visitor.clearance()));
    }

    private static String field(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }

    private static TableMapping mapping(Given given, MultiValueMap<String, String> form) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < given.head().size(); i++) {
            String chosen = field(form, "column-" + i);
            columns.put(
                    given.head().get(i),
                    chosen.startsWith(USE)
                            ? new Column(Use.valueOf(chosen.substring(USE.length())), "", "", "")
                            : new Column(
                                    Use.VALUE,
                                    chosen,
                                    field(form, "language-" + i),
                                    field(form, "make-" + i)));
        }
        String reliability = field(form, "reliability");
        return new TableMapping(
                field(form, "kind"),
                field(form, "list"),
                reliability.isEmpty() ? "" : reliability + field(form, "credibility"),
                field(form, "grade-reason"),
                "",
                field(form, "separator"),
                TableMapping.Dialect.PLAIN,
                columns);
    }

    // ---- the page

    private Answer problem(
            Visitor visitor,
            Given given,
            TableMapping mapping,
            String problem,
            @Nullable String detail) {
        return new Answer.WithStatus(
                422, sheet(visitor, given, mapping, List.of(), problem, detail));
    }

    private Sheet sheet(
            Visitor visitor,
            Given given,
            TableMapping mapping,
            List<ClaimIntake.Outcome> outcomes,
            @Nullable String problem,
            @Nullable String detail) {
        Locale locale = visitor.language().locale();
        Kind kind = casebook.schema().kindOr(mapping.kind());
        List<Sheet.MappedColumn> columns = new ArrayList<>();
        for (int i = 0; i < given.head().size(); i++) {
            columns.add(column(given, i, mapping, kind, locale));
        }
        String grade = mapping.grade().isEmpty() ? "F6" : mapping.grade();
        return new Sheet.ImportedTable(
                given.item().id().toString(),
                Tellings.name(given.item()),
                given.count(),
                TypedValue.kinds(casebook.schema().kinds().values(), locale),
                kind.code(),
                mapping.list(),
                mapping.separator(),
                new Sheet.GradeField(
                        grade.substring(0, 1), grade.substring(1), mapping.gradeReason()),
                kind.properties().values().stream()
                        .filter(property -> !property.retired())
                        .map(
                                property ->
                                        new Sheet.Term(
                                                property.code(), property.label().in(locale), 0))
                        .toList(),
                columns,
                counts(outcomes),
                told(outcomes),
                outcomes.size() > MOST_TOLD,
                given.head().size() < 2
                        ? "import.no-table"
                        : given.count() > MOST_ROWS ? "import.many" : problem,
                detail);
    }

    static List<Sheet.Count> counts(List<ClaimIntake.Outcome> outcomes) {
        Map<Result, Integer> counts = new EnumMap<>(Result.class);
        outcomes.forEach(outcome -> counts.merge(outcome.result(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(
                        one ->
                                new Sheet.Count(
                                        one.getKey().name().toLowerCase(Locale.ROOT),
                                        one.getValue()))
                .toList();
    }

    /// As many as a page shows, those refused first, else in their order.
    static List<Sheet.RowOutcome> told(List<ClaimIntake.Outcome> outcomes) {
        return outcomes.stream()
                .sorted(
                        Comparator.<ClaimIntake.Outcome, Boolean>comparing(
                                        one -> one.result() != Result.REFUSED)
                                .thenComparingInt(ClaimIntake.Outcome::number))
                .limit(MOST_TOLD)
                .map(
                        one ->
                                new Sheet.RowOutcome(
                                        one.number(),
                                        one.result().name().toLowerCase(Locale.ROOT),
                                        one.key(),
                                        one.result() == Result.RECORDED
                                                        || one.result() == Result.KNOWN
                                                ? one.entity().map(Object::toString).orElse(null)
                                                : null,
                                        one.fresh(),
                                        one.reason()))
                .toList();
    }

    private Sheet.MappedColumn column(
            Given given, int number, TableMapping mapping, Kind kind, Locale locale) {
        Column column =
                mapping.columns()
                        .getOrDefault(
                                given.head().get(number), new Column(Use.NOTHING, "", "", ""));
        Optional<Property> property =
                column.use() == Use.VALUE ? kind.property(column.property()) : Optional.empty();
        return new Sheet.MappedColumn(
                given.head().get(number),
                given.sample().stream()
                        .filter(row -> number < row.size())
                        .map(row -> row.get(number))
                        .filter(cell -> !cell.isEmpty())
                        .toList(),
                column.use() == Use.VALUE ? column.property() : USE + column.use().name(),
                property.map(one -> one.type().word()).orElse(""),
                column.language(),
                column.make(),
                property.filter(one -> one.type() == ValueType.REFERENCE)
                        .map(
                                one ->
                                        TypedValue.kinds(
                                                casebook.schema().kinds().values().stream()
                                                        .filter(
                                                                other ->
                                                                        one.to().isEmpty()
                                                                                || one.to()
                                                                                        .contains(
                                                                                                other
                                                                                                        .code()))
                                                        .filter(
                                                                other ->
                                                                        TypedValue.naming(other)
                                                                                .isPresent())
                                                        .toList(),
                                                locale))
                        .orElse(List.of()));
    }
}
