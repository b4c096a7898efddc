package org.haetae.web;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.DraftId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.ValueType;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.web.Incident.Field;
import org.haetae.web.Incident.Part;
import org.jspecify.annotations.Nullable;

/// The screen of an incident, made from what its form holds.
final class IncidentSheets {
    private static final int MOST_FOUND = 6;

    private final Rooms rooms;
    private final Archive archive;
    private final Renditions renditions;
    private final Casebook casebook;

    IncidentSheets(Rooms rooms) {
        this.rooms = rooms;
        this.archive = rooms.archive();
        this.renditions = rooms.renditions();
        this.casebook = rooms.casebook();
    }

    Instant now() {
        return rooms.clock().instant();
    }

    /// @param open the item that is shown beside the form
    /// @param focus the field to go on from, or `faults`
    Sheet.Incident of(
            Visitor visitor,
            DraftId draft,
            Incident incident,
            Optional<ItemId> open,
            String focus,
            Map<String, String> faults)
            throws IOException {
        Making making = new Making(visitor, incident, focus, faults);
        Sheet.Incident.@Nullable Source source =
                open.isPresent() ? source(visitor, incident, open.get()) : null;
        List<Sheet.Incident.Part> parts = Stream.of(Part.values()).map(making::part).toList();
        List<Sheet.Incident.Passage> passages = making.passages();
        return new Sheet.Incident(
                draft.toString(),
                incident.only(),
                source,
                passages,
                parts,
                Grading.of(incident.fields()).field(),
                faults.entrySet().stream()
                        .map(
                                fault ->
                                        new Sheet.Incident.Fault(
                                                fault.getKey(),
                                                making.labels.getOrDefault(fault.getKey(), ""),
                                                fault.getValue()))
                        .toList(),
                focus);
    }

    private Sheet.Incident.@Nullable Source source(Visitor visitor, Incident incident, ItemId id)
            throws IOException {
        Optional<Item> item = archive.item(visitor.clearance(), id);
        if (item.isEmpty()) {
            return null;
        }
        List<Text.Page> pages = renditions.text(id).map(Text::pages).orElse(List.of());
        int wanted = incident.number("open-page", 1);
        Text.@Nullable Page page =
                pages.stream()
                        .filter(one -> one.number() == wanted)
                        .findFirst()
                        .orElse(pages.isEmpty() ? null : pages.getFirst());
        return new Sheet.Incident.Source(
                id.toString(),
                Tellings.name(item.get()),
                page == null ? 1 : page.number(),
                pages.size(),
                page == null ? List.of() : stretches(page));
    }

    /// The whole text, cut where a paragraph begins.
    private static List<Sheet.Incident.Stretch> stretches(Text.Page page) {
        List<Sheet.Incident.Stretch> stretches = new ArrayList<>();
        String text = page.text();
        List<Locator.Passage> paragraphs = Paragraphs.of(page.number(), text);
        int at = 0;
        int units = 0;
        Locator.@Nullable Passage last = null;
        for (Locator.Passage paragraph : paragraphs) {
            int to = text.offsetByCodePoints(units, paragraph.start() - at);
            if (to > units) {
                stretches.add(stretch(text.substring(units, to), last));
            }
            at = paragraph.start();
            units = to;
            last = paragraph;
        }
        if (units < text.length()) {
            stretches.add(stretch(text.substring(units), last));
        }
        return stretches;
    }

    private static Sheet.Incident.Stretch stretch(
            String text, Locator.@Nullable Passage paragraph) {
        return new Sheet.Incident.Stretch(
                text,
                paragraph == null
                        ? null
                        : "cite:%d:%d:%d"
                                .formatted(paragraph.page(), paragraph.start(), paragraph.end()));
    }

    /// One making of the screen.
    private final class Making {
        final Visitor visitor;
        final Incident incident;
        final String focus;
        final Map<String, String> faults;
        final Locale locale;
        final Schema schema = casebook.schema();

        /// What fields are called, for the list of what is the matter.
        final Map<String, String> labels = new HashMap<>();

        Making(Visitor visitor, Incident incident, String focus, Map<String, String> faults) {
            this.visitor = visitor;
            this.incident = incident;
            this.focus = focus;
            this.faults = faults;
            this.locale = visitor.language().locale();
        }

        // ---- passages

        List<Sheet.Incident.Passage> passages() {
            Set<ItemId> named = incident.items();
            Map<ItemId, String> titles = new HashMap<>();
            archive.items(visitor.clearance(), named)
                    .forEach(item -> titles.put(item.id(), Tellings.name(item)));
            return incident.passages().stream()
                    .map(
                            row -> {
                                String quote = Incident.name(Incident.PASSAGE, row, "quote");
                                String item =
                                        incident.text(Incident.name(Incident.PASSAGE, row, "item"));
                                Optional<NewClaim.Cite> place =
                                        IncidentClaims.place(
                                                casebook, visitor.clearance(), incident, row);
                                labels.put(
                                        quote,
                                        Words.in(visitor.language()).say("incident.passage", row));
                                return new Sheet.Incident.Passage(
                                        row,
                                        item,
                                        titles.entrySet().stream()
                                                .filter(one -> one.getKey().toString().equals(item))
                                                .map(Map.Entry::getValue)
                                                .findFirst()
                                                .orElse(item),
                                        incident.number(
                                                Incident.name(Incident.PASSAGE, row, "page"), 1),
                                        incident.number(
                                                Incident.name(Incident.PASSAGE, row, "start"), 0),
                                        incident.text(quote),
                                        place.isPresent(),
                                        faults.get(quote));
                            })
                    .toList();
        }

        // ---- parts

        Sheet.Incident.Part part(Part part) {
            SortedSet<Integer> rows = new TreeSet<>(incident.rows(part));
            if (part == Part.EVENT) {
                rows.clear();
                rows.add(1);
            }
            List<Sheet.Incident.Row> shown = rows.stream().map(row -> row(part, row)).toList();
            List<Integer> told = rows.stream().filter(row -> incident.tells(part, row)).toList();
            return new Sheet.Incident.Part(
                    part.code(),
                    shown,
                    part != Part.EVENT && rows.size() < Incident.MOST_ROWS,
                    part == Part.EVENT || !told.isEmpty() || wanted(part),
                    told.stream()
                            .map(row -> called(part, row))
                            .filter(words -> !words.isEmpty())
                            .collect(Collectors.joining(", ")));
        }

        /// Whether somebody is to look into it: something there is the matter, or is gone on from.
        private boolean wanted(Part part) {
            String begins = part.code() + "-";
            return focus.startsWith(begins)
                    || faults.keySet().stream().anyMatch(field -> field.startsWith(begins));
        }

        private Sheet.Incident.Row row(Part part, int row) {
            List<Sheet.Incident.Asked> asked = new ArrayList<>();
            if (!part.named.isEmpty()) {
                String name = Incident.name(part, row, Incident.WHO);
                asked.add(
                        names(
                                name,
                                Words.in(visitor.language()).say("incident.who." + part.code()),
                                part.named));
            }
            for (Field field : part.fields) {
                schema.kind(field.kind())
                        .flatMap(kind -> IncidentClaims.property(kind, field))
                        .ifPresent(property -> asked.addAll(asked(part, row, property)));
            }
            return new Sheet.Incident.Row(row, asked, ticks(part, row));
        }

        /// One field for each value; those after the first have their number in their label.
        private List<Sheet.Incident.Asked> asked(Part part, int row, Property property) {
            // Of a link that is made beside, the name of its end alone would say nothing.
            String label =
                    part == Part.INVOLVED && property.code().equals("organisation")
                            ? Words.in(visitor.language()).say("incident.unit")
                            : property.label().in(locale);
            String first = Incident.name(part, row, property.code());
            if (!IncidentClaims.repeats(property)) {
                return List.of(asked(first, label, property));
            }
            List<Sheet.Incident.Asked> fields = new ArrayList<>();
            for (String field : incident.values(part, row, property.code())) {
                String numbered = fields.isEmpty() ? label : label + " " + (fields.size() + 1);
                fields.add(asked(Incident.name(part, row, field), numbered, property));
            }
            if (fields.size() < Incident.MOST_VALUES) {
                fields.add(fields.removeLast().with(first));
            }
            return fields;
        }

        private Sheet.Incident.Asked asked(String name, String label, Property property) {
            if (property.type() == ValueType.REFERENCE) {
                return names(name, label, property.to());
            }
            labels.put(name, label);
            return new Sheet.Incident.Asked(
                    name,
                    property.type().word(),
                    label,
                    incident.text(name),
                    TypedValue.terms(schema.vocabulary(property).orElse(null), locale),
                    null,
                    faults.get(name),
                    null);
        }

        // ---- names

        private Sheet.Incident.Asked names(String name, String label, List<String> kinds) {
            labels.put(name, label);
            return new Sheet.Incident.Asked(
                    name,
                    "reference",
                    label,
                    incident.text(name),
                    List.of(),
                    names(name, kinds),
                    faults.get(name),
                    null);
        }

        private Sheet.Incident.Names names(String name, List<String> kinds) {
            String typed = incident.text(name);
            String is = incident.text(name + "-is");
            boolean making = is.startsWith(TypedValue.NEW);
            Optional<Entity> chosen =
                    making || typed.isEmpty() || !incident.text(name + "-asked").equals(typed)
                            ? Optional.empty()
                            : entity(is, kinds);
            boolean alike = "incident.alike".equals(faults.get(name));
            List<Entity> found =
                    typed.isEmpty()
                            ? List.of()
                            : chosen.map(List::of)
                                    .orElseGet(
                                            () ->
                                                    alike
                                                            ? casebook.alike(
                                                                    visitor.clearance(),
                                                                    typed,
                                                                    is.substring(
                                                                            TypedValue.NEW
                                                                                    .length()),
                                                                    IncidentClaims.MOST_ALIKE)
                                                            : making
                                                                    ? List.of()
                                                                    : casebook.lookUp(
                                                                            visitor.clearance(),
                                                                            typed,
                                                                            kinds,
                                                                            MOST_FOUND));
            return new Sheet.Incident.Names(
                    making || chosen.isPresent() ? is : "",
                    String.join(" ", kinds),
                    typed.isEmpty() || making && !alike || chosen.isPresent()
                            ? ClaimTellings.candidates(casebook, visitor, found)
                            : ClaimTellings.withSpellings(
                                    casebook, visitor, found, typed, kinds, MOST_FOUND),
                    TypedValue.kinds(
                            kinds.stream()
                                    .flatMap(code -> schema.kind(code).stream())
                                    .filter(kind -> TypedValue.naming(kind).isPresent())
                                    .toList(),
                            locale),
                    !typed.isEmpty(),
                    alike,
                    incident.text(name + "-sure").equals(typed),
                    kinds.stream().anyMatch(this::hasPosition) ? incident.text(name + "-at") : null,
                    faults.get(name + "-at"));
        }

        private boolean hasPosition(String kind) {
            return schema.kind(kind).map(Kind::properties).orElse(Map.of()).values().stream()
                    .anyMatch(property -> property.type() == ValueType.POINT);
        }

        private Optional<Entity> entity(String id, List<String> kinds) {
            try {
                return casebook.entity(visitor.clearance(), new EntityId(UUID.fromString(id)))
                        .filter(entity -> kinds.contains(entity.kind().code()));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        // ---- boxes

        private List<Sheet.Incident.Ticks> ticks(Part part, int row) {
            List<Sheet.Incident.Ticks> ticks = new ArrayList<>();
            switch (part) {
                case ACT -> ticks.add(ticks(part, row, Incident.TO, "incident.to", Part.VICTIM));
                case DETENTION ->
                        ticks.add(ticks(part, row, Incident.TO, "incident.held", Part.VICTIM));
                case INVOLVED -> ticks.add(ticks(part, row, Incident.IN, "incident.in", Part.ACT));
                case EVENT, VICTIM -> {}
            }
            String name = Incident.name(part, row, Incident.CITES);
            Set<Integer> ticked = incident.ticked(part, row, Incident.CITES);
            ticks.add(
                    new Sheet.Incident.Ticks(
                            name,
                            "incident.cites.legend",
                            incident.passages().stream()
                                    .map(
                                            passage ->
                                                    new Sheet.Incident.Tick(
                                                            name + "-" + passage,
                                                            Integer.toString(passage),
                                                            ticked.contains(passage)))
                                    .toList(),
                            faults.get(name)));
            return ticks;
        }

        private Sheet.Incident.Ticks ticks(
                Part part, int row, String field, String legend, Part of) {
            String name = Incident.name(part, row, field);
            Set<Integer> ticked = incident.ticked(part, row, field);
            return new Sheet.Incident.Ticks(
                    name,
                    legend,
                    incident.rows(of).stream()
                            .map(
                                    other ->
                                            new Sheet.Incident.Tick(
                                                    name + "-" + other,
                                                    (other + " " + called(of, other)).strip(),
                                                    ticked.contains(other)))
                            .toList(),
                    faults.get(name));
        }

        private String called(Part part, int row) {
            return switch (part) {
                case ACT, DETENTION ->
                        schema.kind(part.code())
                                .flatMap(kind -> kind.property("type"))
                                .flatMap(
                                        property ->
                                                schema.term(
                                                        property, incident.text(part, row, "type")))
                                .map(term -> term.label().in(locale))
                                .orElse("");
                case EVENT, VICTIM, INVOLVED -> incident.text(part, row, Incident.WHO);
            };
        }
    }
}
