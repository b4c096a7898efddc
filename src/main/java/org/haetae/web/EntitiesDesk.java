package org.haetae.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.haetae.access.Permission;
import org.haetae.archive.Use;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Titles;
import org.haetae.casebook.ValueType;
import org.haetae.exchange.Exports;
import org.haetae.exchange.FtmExport;
import org.haetae.exchange.Table;
import org.haetae.exchange.TableExport;
import org.haetae.exchange.TableFormat;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Tables of entities of one kind. What they are filtered by travels in the body of a form, never
/// in an address, as does where a page of the table begins: both hold names. A table that is kept
/// has an id, under which its maker alone finds it.
@Controller
final class EntitiesDesk {
    static final String FTM = "ftm";

    private static final int PAGE = 50;
    private static final int COLUMNS = 4;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TYPED = 400;

    private final Casebook casebook;
    private final Exports exports;
    private final KeptTables tables;

    EntitiesDesk(Rooms rooms, KeptTables tables) {
        this.casebook = rooms.casebook();
        this.exports =
                new Exports(
                        rooms.casebook(),
                        rooms.archive().uses(),
                        rooms.database(),
                        rooms.ledger(),
                        rooms.clock());
        this.tables = tables;
    }

    @GetMapping("/entities")
    @Needs(Permission.READ_CLAIMS)
    Answer begin(@RequestParam(defaultValue = "") String kind, Visitor visitor) {
        return casebook.schema().kind(kind).isEmpty()
                ? front(visitor)
                : show(
                        visitor,
                        new AskedTable("", kind, List.of(), List.of(), ""),
                        Optional.empty());
    }

    @PostMapping("/entities")
    @Needs(Permission.READ_CLAIMS)
    Answer ask(@RequestParam MultiValueMap<String, String> form, Visitor visitor) {
        return casebook.schema().kind(field(form, "kind")).isEmpty()
                ? front(visitor)
                : show(visitor, asked(form), after(form));
    }

    /// The whole table as a file.
    @PostMapping("/entities/export")
    @Needs(Permission.EXPORT)
    Answer export(@RequestParam MultiValueMap<String, String> form, Visitor visitor) {
        AskedTable asked = asked(form);
        Kind kind = kind(asked);
        boolean ftm = field(form, "format").equals(FTM) && FtmExport.has(kind);
        TableFormat format =
                ftm
                        ? TableFormat.JSON
                        : TableFormat.of(field(form, "format")).orElseThrow(NotHere::new);
        if (!visitor.may(Permission.READ_CLAIMS)) {
            throw new NotHere();
        }
        TableConditions conditions = conditions(visitor, kind, asked);
        if (conditions.wrong()) {
            return show(visitor, asked, Optional.empty());
        }
        Optional<Use> use =
                new ItemDesk.Wanted(
                                field(form, "use"), field(form, "to"), form.getFirst("nameless"))
                        .told();
        if (ftm) {
            FtmExport entities = exports.followTheMoney(visitor.clearance(), use);
            return new Answer.Download(
                    "application/x-ndjson",
                    "%s-%s.ftm.json".formatted(kind.code(), entities.id()),
                    out -> entities.write(kind, conditions.conditions(), out));
        }
        TableExport export =
                exports.table(
                        visitor.clearance(),
                        use,
                        new Table(
                                kind.code(),
                                columns(visitor, kind, asked, conditions).stream()
                                        .map(Property::code)
                                        .toList(),
                                conditions.conditions()));
        return new Answer.Download(
                format.mediaType(),
                "%s-%s.%s".formatted(kind.code(), export.id(), format.word()),
                out -> export.write(format, visitor.language().locale(), out));
    }

    @PostMapping("/tables")
    @Needs(Permission.READ_CLAIMS)
    Answer keep(@RequestParam MultiValueMap<String, String> form, Visitor visitor) {
        AskedTable asked = asked(form);
        kind(asked);
        String name = field(form, "name");
        if (name.isEmpty()) {
            return show(visitor, asked, Optional.empty());
        }
        String shortened = name.substring(0, Math.min(LONGEST_NAME, name.length()));
        UUID id = tables.keep(visitor.clearance(), asked.named(shortened));
        return new Answer.SeeOther("/tables/" + id);
    }

    @GetMapping("/tables/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer kept(@PathVariable UUID id, Visitor visitor) {
        KeptTables.Kept kept =
                tables.find(visitor.clearance(), id)
                        .filter(one -> casebook.schema().kind(one.asked().kind()).isPresent())
                        .orElseThrow(NotHere::new);
        return show(visitor, kept.asked(), Optional.empty());
    }

    @PostMapping("/tables/{id}/forget")
    @Needs(Permission.READ_CLAIMS)
    Answer forget(@PathVariable UUID id, Visitor visitor) {
        tables.find(visitor.clearance(), id).orElseThrow(NotHere::new);
        tables.forget(visitor.clearance(), id);
        return new Answer.SeeOther("/entities");
    }

    private static String field(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }

    /// A condition whose property was changed is asked without what was typed for the other.
    private static AskedTable asked(MultiValueMap<String, String> form) {
        List<AskedTable.AskedFor> conditions = new ArrayList<>();
        for (int row = 1; row <= TableConditions.MOST; row++) {
            String property = field(form, "property-" + row);
            String was = field(form, "was-" + row);
            boolean other = !was.isEmpty() && !was.equals(property);
            if (!property.isEmpty()) {
                conditions.add(
                        new AskedTable.AskedFor(
                                property,
                                other ? "" : typed(form, "value-" + row),
                                other ? "" : typed(form, "to-" + row),
                                other ? "" : typed(form, "target-" + row)));
            }
        }
        List<String> columns = form.get("column");
        return new AskedTable(
                "",
                field(form, "kind"),
                columns == null ? List.of() : columns,
                conditions,
                Reviewing.standing(field(form, "standing")).map(Standing::word).orElse(""));
    }

    private static String typed(MultiValueMap<String, String> form, String name) {
        String value = field(form, name);
        return value.substring(0, Math.min(LONGEST_TYPED, value.length()));
    }

    private Kind kind(AskedTable asked) {
        return casebook.schema().kind(asked.kind()).orElseThrow(NotHere::new);
    }

    private Sheet front(Visitor visitor) {
        Locale locale = visitor.language().locale();
        return new Sheet.Casebook(
                kinds(false, locale),
                kinds(true, locale),
                tables.all(visitor.clearance()).stream()
                        .map(
                                kept ->
                                        new Sheet.Kept(
                                                kept.id().toString(),
                                                kept.asked().name(),
                                                kept.madeAt()))
                        .toList());
    }

    private TableConditions conditions(Visitor visitor, Kind kind, AskedTable asked) {
        TableConditions read =
                TableConditions.read(casebook, visitor, askable(kind), asked.conditions());
        List<Question.Condition> conditions = new ArrayList<>(read.conditions());
        Reviewing.standing(standing(asked))
                .map(Question.Condition.Reviewed::new)
                .ifPresent(conditions::add);
        return new TableConditions(conditions, read.asked());
    }

    private static String standing(AskedTable asked) {
        return Optional.ofNullable(asked.standing()).orElse("");
    }

    private Answer show(Visitor visitor, AskedTable asked, Optional<Question.Place> after) {
        Locale locale = visitor.language().locale();
        Kind kind = kind(asked);
        TableConditions conditions = conditions(visitor, kind, asked);
        Casebook.Listed listed =
                conditions.wrong()
                        ? new Casebook.Listed(List.of(), 0)
                        : list(visitor, kind, conditions, after);
        Map<EntityId, Entity> entities = entities(visitor, listed);
        List<Property> columns = columns(kind, asked.columns(), entities.values());
        Question.Place last = listed.places().size() < PAGE ? null : listed.places().getLast();
        Sheet sheet =
                new Sheet.Entities(
                        kind.code(),
                        kind.label().in(locale),
                        asked.name(),
                        terms(askable(kind), locale),
                        columns.stream().map(Property::code).toList(),
                        terms(columns, locale),
                        conditions.asked(),
                        standing(asked),
                        FtmExport.has(kind),
                        rows(visitor, listed, entities, columns),
                        listed.count(),
                        after.isPresent(),
                        last == null
                                ? null
                                : new Sheet.After(last.words(), last.entity().toString()),
                        conditions.wrong() ? "entities.wrong" : null);
        return conditions.wrong() ? new Answer.WithStatus(422, sheet) : sheet;
    }

    private static List<Property> askable(Kind kind) {
        return kind.properties().values().stream()
                .filter(property -> !property.sealed() && !property.retired())
                .toList();
    }

    private List<Sheet.Term> kinds(boolean links, Locale locale) {
        return TypedValue.kinds(
                casebook.schema().kinds().values().stream()
                        .filter(kind -> kind.link().isEmpty() != links)
                        .toList(),
                locale);
    }

    private static List<Sheet.Term> terms(List<Property> properties, Locale locale) {
        return properties.stream()
                .map(property -> new Sheet.Term(property.code(), property.label().in(locale), 0))
                .toList();
    }

    /// Those chosen, or else the few short ones that are filled most often among entities found,
    /// other names last. The title has a column of its own.
    private static List<Property> columns(
            Kind kind, List<String> chosen, Collection<Entity> found) {
        if (!chosen.isEmpty()) {
            return askable(kind).stream()
                    .filter(property -> chosen.contains(property.code()))
                    .toList();
        }
        Map<Property, Long> filled = new LinkedHashMap<>();
        askable(kind).stream()
                .filter(property -> !kind.title().contains(property.code()))
                .filter(property -> property.type() != ValueType.TEXT)
                .sorted(Comparator.comparing(property -> property.type() == ValueType.NAME))
                .forEach(
                        property ->
                                filled.put(
                                        property,
                                        found.stream()
                                                .filter(
                                                        one ->
                                                                !one.values(property.code())
                                                                        .isEmpty())
                                                .count()));
        List<Property> fullest =
                filled.entrySet().stream()
                        .filter(one -> one.getValue() > 0)
                        .sorted(Map.Entry.<Property, Long>comparingByValue().reversed())
                        .limit(COLUMNS)
                        .map(Map.Entry::getKey)
                        .toList();
        return filled.keySet().stream().filter(fullest::contains).toList();
    }

    /// As the first page of the table has them.
    private List<Property> columns(
            Visitor visitor, Kind kind, AskedTable asked, TableConditions conditions) {
        return columns(
                kind,
                asked.columns(),
                asked.columns().isEmpty()
                        ? entities(visitor, list(visitor, kind, conditions, Optional.empty()))
                                .values()
                        : List.of());
    }

    private Casebook.Listed list(
            Visitor visitor,
            Kind kind,
            TableConditions conditions,
            Optional<Question.Place> after) {
        return casebook.list(
                visitor.clearance(),
                new Question(kind.code(), conditions.conditions(), after, PAGE));
    }

    private Map<EntityId, Entity> entities(Visitor visitor, Casebook.Listed listed) {
        return casebook.outlines(
                visitor.clearance(), listed.places().stream().map(Question.Place::entity).toList());
    }

    private static Optional<Question.Place> after(MultiValueMap<String, String> form) {
        try {
            return form.containsKey("after")
                    ? Optional.of(
                            new Question.Place(
                                    String.valueOf(form.getFirst("after-words")),
                                    EntityId.parse(field(form, "after"))))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        }
    }

    private List<Sheet.EntityRow> rows(
            Visitor visitor,
            Casebook.Listed listed,
            Map<EntityId, Entity> entities,
            List<Property> columns) {
        Set<EntityId> mentioned = new HashSet<>();
        for (Entity entity : entities.values()) {
            for (Property column : columns) {
                entity.values(column.code()).stream()
                        .flatMap(value -> ClaimTellings.target(value).stream())
                        .forEach(mentioned::add);
            }
        }
        Titles titles =
                casebook.titles(
                        visitor.clearance(), entities, mentioned, visitor.language().locale());
        List<Sheet.EntityRow> rows = new ArrayList<>();
        for (Question.Place place : listed.places()) {
            Entity entity = entities.get(place.entity());
            if (entity != null) {
                rows.add(
                        new Sheet.EntityRow(
                                place.entity().toString(),
                                titles.of(place.entity()),
                                columns.stream()
                                        .map(column -> cell(entity, column, titles))
                                        .toList()));
            }
        }
        return rows;
    }

    private static String cell(Entity entity, Property column, Titles titles) {
        return entity.values(column.code()).stream()
                .map(value -> titles.words(column, value))
                .collect(Collectors.joining(entity.disputed(column) ? " / " : ", "));
    }
}
