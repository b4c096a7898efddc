package org.haetae.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.access.Permission;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question;
import org.haetae.casebook.Question.Condition;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Values;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Tables of entities of one kind. What they are filtered by travels in the body of a form, never
/// in an address, as does where a page of the table begins: both hold names.
@Controller
final class EntitiesDesk {
    private static final int PAGE = 50;
    private static final int CONDITIONS = 3;
    private static final int COLUMNS = 4;

    private final Casebook casebook;

    EntitiesDesk(Rooms rooms) {
        this.casebook = rooms.casebook();
    }

    /// A filter that cannot be asked, by the number of its row.
    private static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1;

        Wrong(int row) {
            super("condition " + row, null, false, false);
        }
    }

    @GetMapping("/entities")
    @Needs(Permission.READ_CLAIMS)
    Answer begin(@RequestParam(defaultValue = "") String kind, Visitor visitor) {
        return show(visitor, kind, new LinkedMultiValueMap<>());
    }

    @PostMapping("/entities")
    @Needs(Permission.READ_CLAIMS)
    Answer ask(@RequestParam MultiValueMap<String, String> form, Visitor visitor) {
        return show(visitor, field(form, "kind"), form);
    }

    private static String field(MultiValueMap<String, String> form, String name) {
        String value = form.getFirst(name);
        return value == null ? "" : value.strip();
    }

    private Answer show(Visitor visitor, String code, MultiValueMap<String, String> form) {
        Locale locale = visitor.language().locale();
        Optional<Kind> chosen = casebook.schema().kind(code);
        if (chosen.isEmpty()) {
            return new Sheet.Entities(
                    kinds(false, locale),
                    kinds(true, locale),
                    null,
                    "",
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    0,
                    false,
                    null,
                    null);
        }
        Kind kind = chosen.get();
        List<Property> askable =
                kind.properties().values().stream()
                        .filter(property -> !property.sealed() && !property.retired())
                        .toList();
        List<Property> columns = columns(kind, askable, form.get("column"));
        List<Sheet.Asking> asked = new ArrayList<>();
        List<Condition> conditions = new ArrayList<>();
        String problem = null;
        for (int row = 1; row <= CONDITIONS; row++) {
            var asking =
                    new Sheet.Asking(
                            field(form, "property-" + row),
                            field(form, "value-" + row),
                            field(form, "to-" + row));
            asked.add(asking);
            try {
                int number = row;
                askable.stream()
                        .filter(property -> property.code().equals(asking.property()))
                        .findFirst()
                        .ifPresent(
                                property ->
                                        conditions.add(
                                                condition(visitor, property, asking, number)));
            } catch (Wrong | IllegalArgumentException e) {
                problem = "entities.wrong." + row;
            }
        }
        Casebook.Listed listed =
                problem != null
                        ? new Casebook.Listed(List.of(), 0)
                        : casebook.list(
                                visitor.clearance(),
                                new Question(kind.code(), conditions, after(form), PAGE));
        Question.Place last = listed.places().size() < PAGE ? null : listed.places().getLast();
        Sheet sheet =
                new Sheet.Entities(
                        kinds(false, locale),
                        kinds(true, locale),
                        kind.code(),
                        kind.label().in(locale),
                        terms(askable, locale),
                        columns.stream().map(Property::code).toList(),
                        terms(columns, locale),
                        asked,
                        rows(visitor, listed, columns),
                        listed.count(),
                        after(form).isPresent(),
                        last == null
                                ? null
                                : new Sheet.After(last.words(), last.entity().toString()),
                        problem);
        return problem == null ? sheet : new Answer.WithStatus(422, sheet);
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

    /// Those chosen, or else the first that are short and not the title.
    private static List<Property> columns(
            Kind kind, List<Property> askable, @Nullable List<String> chosen) {
        return chosen != null
                ? askable.stream().filter(property -> chosen.contains(property.code())).toList()
                : askable.stream()
                        .filter(property -> !kind.title().contains(property.code()))
                        .filter(property -> property.type() != ValueType.TEXT)
                        .limit(COLUMNS)
                        .toList();
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

    /// @throws IllegalArgumentException or [Wrong] when it cannot be asked so
    private Condition condition(Visitor visitor, Property property, Sheet.Asking asking, int row) {
        String code = property.code();
        if (asking.value().isEmpty() && asking.to().isEmpty()) {
            return new Condition.Told(code);
        }
        return switch (property.type()) {
            case NAME, TEXT -> new Condition.Says(code, asking.value());
            case DATE -> {
                Value.Date first = (Value.Date) typed(property, first(asking));
                Value.Date last = (Value.Date) typed(property, last(asking));
                yield new Condition.During(code, first.date().earliest(), last.date().latest());
            }
            case NUMBER -> {
                Value.Number low = (Value.Number) typed(property, first(asking));
                Value.Number high = (Value.Number) typed(property, last(asking));
                yield new Condition.Between(
                        code,
                        low.low().orElse(BigDecimal.ZERO),
                        high.high().orElse(BigDecimal.ZERO));
            }
            case CODE ->
                    new Condition.Is(code, ((Value.Code) typed(property, first(asking))).term());
            case REFERENCE ->
                    casebook.lookUp(visitor.clearance(), asking.value(), property.to(), 1).stream()
                            .findFirst()
                            .<Condition>map(entity -> new Condition.RefersTo(code, entity.id()))
                            .orElseThrow(() -> new Wrong(row));
            case POINT, LINK -> new Condition.Told(code);
        };
    }

    private Value typed(Property property, String text) {
        return Values.typed(casebook.schema(), property, text, EntityId::parse);
    }

    private static String first(Sheet.Asking asking) {
        return asking.value().isEmpty() ? asking.to() : asking.value();
    }

    private static String last(Sheet.Asking asking) {
        return asking.to().isEmpty() ? asking.value() : asking.to();
    }

    private List<Sheet.EntityRow> rows(
            Visitor visitor, Casebook.Listed listed, List<Property> columns) {
        Map<EntityId, Entity> entities =
                casebook.entities(
                        visitor.clearance(),
                        listed.places().stream().map(Question.Place::entity).toList());
        Set<EntityId> mentioned = new HashSet<>(entities.keySet());
        for (Entity entity : entities.values()) {
            for (Property column : columns) {
                entity.values(column.code()).stream()
                        .flatMap(value -> ClaimTellings.target(value).stream())
                        .forEach(mentioned::add);
            }
        }
        Titles titles =
                casebook.titles(visitor.clearance(), mentioned, visitor.language().locale());
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
