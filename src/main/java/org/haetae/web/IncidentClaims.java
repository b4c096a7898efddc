package org.haetae.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.web.Incident.Field;
import org.haetae.web.Incident.Part;

/// An incident understood: the claims that it makes, or what is the matter with it, field by field.
///
/// The event comes first, then whom it was done to, what was done, who was involved, where people
/// were held. What was done is tied to the event, people to what was done to them; where nothing
/// says what was done to somebody, the event was directed at them.
final class IncidentClaims {
    /// How many others of a name are shown before one more is made.
    static final int MOST_ALIKE = 6;

    private static final int NO_ROW = 0;

    private final Casebook casebook;
    private final Clearance by;
    private final Incident incident;
    private final Basis basis;
    private final Map<String, String> faults = new LinkedHashMap<>();
    private final List<NewClaim> claims = new ArrayList<>();
    private final Map<Integer, NewClaim.Cite> passages = new TreeMap<>();
    private final Map<String, Made> made = new HashMap<>();
    private Grade grade = Grade.UNJUDGED;
    private EntityId event = EntityId.random();

    private IncidentClaims(Casebook casebook, Clearance by, Incident incident) {
        this.casebook = casebook;
        this.by = by;
        this.incident = incident;
        this.basis = incident.only().isEmpty() ? Basis.SYNTHESIS : Basis.ITEM;
    }

    static IncidentClaims of(Casebook casebook, Visitor visitor, Incident incident) {
        var understood = new IncidentClaims(casebook, visitor.clearance(), incident);
        understood.passages();
        understood.grade();
        understood.all();
        if (understood.faults.isEmpty() && understood.claims.isEmpty()) {
            understood.faults.put(Incident.name(Part.EVENT, 1, Incident.WHO), "incident.nothing");
        }
        return understood;
    }

    /// Keys of messages by the names of fields; empty when it can be saved.
    Map<String, String> faults() {
        return faults;
    }

    List<NewClaim> claims() {
        return claims;
    }

    EntityId event() {
        return event;
    }

    // ---- from where

    private void passages() {
        for (int row : incident.passages()) {
            String quote = Incident.name(Incident.PASSAGE, row, "quote");
            if (incident.text(quote).isEmpty()) {
                continue;
            }
            place(casebook, by, incident, row)
                    .ifPresentOrElse(
                            cite -> passages.put(row, cite),
                            () -> faults.put(quote, "incident.quote.wrong"));
        }
        if (passages.isEmpty() && faults.isEmpty()) {
            faults.put(Incident.CITES, "incident.cites.none");
        }
    }

    /// Where the words of a passage stand: on the page that it names, as near as can be to where
    /// they were taken from, or else at the one place in the item that has them.
    static Optional<NewClaim.Cite> place(
            Casebook casebook, Clearance by, Incident incident, int row) {
        String quote = incident.text(Incident.name(Incident.PASSAGE, row, "quote"));
        String named = incident.text(Incident.name(Incident.PASSAGE, row, "item"));
        if (quote.isEmpty() || !incident.only().isEmpty() && !incident.only().equals(named)) {
            return Optional.empty();
        }
        ItemId item;
        try {
            item = new ItemId(UUID.fromString(named));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int page = incident.number(Incident.name(Incident.PASSAGE, row, "page"), 1);
        int start = incident.number(Incident.name(Incident.PASSAGE, row, "start"), 0);
        Optional<Locator.Passage> near =
                casebook.saying(by, item, quote, Optional.of(page)).stream()
                        .min(Comparator.comparingInt(one -> Math.abs(one.start() - start)));
        if (near.isEmpty()) {
            List<Locator.Passage> anywhere = casebook.saying(by, item, quote, Optional.empty());
            near = anywhere.size() == 1 ? Optional.of(anywhere.getFirst()) : Optional.empty();
        }
        return near.map(passage -> new NewClaim.Cite(item, passage));
    }

    private void grade() {
        try {
            grade = Grading.of(incident.fields()).read();
        } catch (IllegalArgumentException e) {
            faults.put("reliability", "incident.grade");
        }
    }

    /// One row of one part, and what supports it.
    private final class Row {
        final Part part;
        final int number;

        Row(Part part, int number) {
            this.part = part;
            this.number = number;
        }

        String name(String field) {
            return Incident.name(part, number, field);
        }

        Set<Integer> ticked(String field) {
            return incident.ticked(part, number, field);
        }

        /// Passages that are ticked; of a single one it goes without saying.
        List<NewClaim.Cite> cites() {
            if (passages.size() == 1) {
                return List.copyOf(passages.values());
            }
            Set<Integer> ticked = ticked(Incident.CITES);
            List<NewClaim.Cite> cites =
                    passages.entrySet().stream()
                            .filter(one -> ticked.contains(one.getKey()))
                            .map(Map.Entry::getValue)
                            .toList();
            if (cites.isEmpty() && !passages.isEmpty()) {
                faults.putIfAbsent(name(Incident.CITES), "incident.cites");
            }
            return cites;
        }

        void say(EntityId about, String kind, String property, Value value) {
            new Writing(casebook.schema(), cites(), grade, basis, claims)
                    .add(about, kind, property, value);
        }

        void tie(EntityId about, String kind, String property, EntityId to) {
            say(about, kind, property, new Value.Reference(to));
        }

        /// Fields of the part that are properties of a kind.
        void sayAll(EntityId about, String kind) {
            for (Field field : part.fields) {
                if (field.kind().equals(kind)) {
                    property(casebook.schema().kindOr(kind), field).stream()
                            .flatMap(property -> values(property))
                            .distinct()
                            .forEach(value -> say(about, kind, field.property(), value));
                }
            }
        }

        private Stream<Value> values(Property property) {
            return incident.values(part, number, property.code()).stream()
                    .limit(repeats(property) ? Incident.MOST_VALUES : 1)
                    .flatMap(field -> value(field, property).stream());
        }

        private Optional<Value> value(String field, Property property) {
            String name = name(field);
            if (property.type() == ValueType.REFERENCE) {
                return chosen(this, field, property.to())
                        .map(made -> new Value.Reference(made.id()));
            }
            if (incident.text(name).isEmpty()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        TypedValue.EMPTY
                                .withText(incident.text(name))
                                .read(casebook.schema(), property));
            } catch (IllegalArgumentException e) {
                faults.put(name, "value.wrong." + property.type().word());
                return Optional.empty();
            }
        }
    }

    static Optional<Property> property(Kind kind, Field field) {
        return kind.property(field.property()).filter(property -> !property.retired());
    }

    /// Whether the form takes several values of a property. Of a text one is enough: it holds as
    /// many lines as somebody likes.
    static boolean repeats(Property property) {
        return property.many()
                && (property.type() == ValueType.CODE || property.type() == ValueType.REFERENCE);
    }

    // ---- who and what

    /// Something that a name stands for.
    ///
    /// @param row among whose names it was made first
    private record Made(EntityId id, String kind, Part part, String field, int row) {}

    /// What was chosen for a name; nothing where no name stands, or where it must be asked.
    private Optional<Made> chosen(Row row, String field, List<String> kinds) {
        String name = row.name(field);
        String typed = incident.text(name);
        String is = incident.text(name + "-is");
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        if (is.startsWith(TypedValue.NEW)) {
            String kind = is.substring(TypedValue.NEW.length());
            if (kinds.contains(kind)) {
                return make(row, field, kind, typed);
            }
        } else if (!is.isEmpty() && incident.text(name + "-asked").equals(typed)) {
            Optional<Made> known = known(row, field, is, kinds);
            if (known.isPresent()) {
                return known;
            }
        }
        faults.put(name, "incident.choose");
        return Optional.empty();
    }

    private Optional<Made> known(Row row, String field, String id, List<String> kinds) {
        try {
            return casebook.entity(by, EntityId.parse(id))
                    .filter(entity -> kinds.contains(entity.kind().code()))
                    .map(
                            entity ->
                                    new Made(
                                            entity.id(),
                                            entity.kind().code(),
                                            row.part,
                                            field,
                                            NO_ROW));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Made once: a unit that is named as holding the place and again as that of a guard is one.
    /// Two who were harmed or involved are two, though, even of one name; whoever means that says
    /// so, as for a name that the casebook has.
    private Optional<Made> make(Row row, String field, String kind, String typed) {
        String key = kind + "/" + typed.strip().toLowerCase(Locale.ROOT);
        Made before = made.get(key);
        boolean another =
                before != null
                        && before.field().equals(Incident.WHO)
                        && field.equals(Incident.WHO)
                        && (before.part() != row.part || before.row() != row.number);
        if (before != null && !another) {
            return Optional.of(before);
        }
        String name = row.name(field);
        if (!incident.text(name + "-sure").equals(typed)
                && (another || !casebook.alike(by, typed, kind, 1).isEmpty())) {
            faults.put(name, "incident.alike");
            return Optional.empty();
        }
        Kind of = casebook.schema().kindOr(kind);
        Made now = new Made(EntityId.random(), kind, row.part, field, row.number);
        made.put(key, now);
        TypedValue.naming(of)
                .ifPresent(
                        naming ->
                                row.say(
                                        now.id(),
                                        kind,
                                        naming.code(),
                                        TypedValue.EMPTY
                                                .withText(typed)
                                                .read(casebook.schema(), naming)));
        position(row, name, now, of);
        return Optional.of(now);
    }

    private void position(Row row, String name, Made made, Kind kind) {
        String at = incident.text(name + "-at");
        kind.properties().values().stream()
                .filter(property -> property.type() == ValueType.POINT && !property.retired())
                .filter(property -> !at.isEmpty())
                .findFirst()
                .ifPresent(
                        property -> {
                            try {
                                row.say(
                                        made.id(),
                                        made.kind(),
                                        property.code(),
                                        TypedValue.EMPTY
                                                .withText(at)
                                                .read(casebook.schema(), property));
                            } catch (IllegalArgumentException e) {
                                faults.put(name + "-at", "value.wrong.point");
                            }
                        });
    }

    // ---- the parts

    private void all() {
        Row first = new Row(Part.EVENT, 1);
        if (incident.text(first.name(Incident.WHO)).isEmpty()) {
            faults.put(first.name(Incident.WHO), "incident.event");
        }
        chosen(first, Incident.WHO, Part.EVENT.named).ifPresent(one -> event = one.id());
        first.sayAll(event, "event");
        Map<Integer, Made> victims = victims();
        Set<Integer> spokenOf = new HashSet<>();
        Map<Integer, EntityId> acts = acts(victims, spokenOf);
        detentions(victims, spokenOf);
        victims.forEach(
                (number, victim) -> {
                    if (!spokenOf.contains(number)) {
                        new Row(Part.VICTIM, number).tie(event, "event", "against", victim.id());
                    }
                });
        involved(acts);
    }

    private List<Row> told(Part part) {
        return incident.rows(part).stream()
                .filter(number -> incident.tells(part, number))
                .map(number -> new Row(part, number))
                .toList();
    }

    private Optional<Made> named(Row row) {
        if (incident.text(row.name(Incident.WHO)).isEmpty()) {
            faults.put(row.name(Incident.WHO), "incident.who");
        }
        return chosen(row, Incident.WHO, row.part.named);
    }

    private Map<Integer, Made> victims() {
        Map<Integer, Made> victims = new LinkedHashMap<>();
        for (Row row : told(Part.VICTIM)) {
            named(row)
                    .ifPresent(
                            victim -> {
                                victims.put(row.number, victim);
                                row.sayAll(victim.id(), victim.kind());
                                for (Field field : Part.VICTIM.fields) {
                                    String name = row.name(field.property());
                                    if (!field.kind().equals(victim.kind())
                                            && !incident.text(name).isEmpty()) {
                                        faults.put(name, "incident.other-kind");
                                    }
                                }
                            });
        }
        return victims;
    }

    private Map<Integer, EntityId> acts(Map<Integer, Made> victims, Set<Integer> spokenOf) {
        Map<Integer, EntityId> acts = new LinkedHashMap<>();
        for (Row row : told(Part.ACT)) {
            EntityId act = EntityId.random();
            acts.put(row.number, act);
            if (incident.text(row.name("type")).isEmpty()) {
                faults.put(row.name("type"), "incident.act");
            }
            row.sayAll(act, "act");
            row.tie(act, "act", "event", event);
            for (int number : row.ticked(Incident.TO)) {
                Made victim = victims.get(number);
                if (victim != null) {
                    spokenOf.add(number);
                    row.tie(act, "act", "victim", victim.id());
                }
            }
        }
        return acts;
    }

    private void detentions(Map<Integer, Made> victims, Set<Integer> spokenOf) {
        for (Row row : told(Part.DETENTION)) {
            List<Integer> held =
                    row.ticked(Incident.TO).stream().filter(victims::containsKey).toList();
            if (held.isEmpty()) {
                faults.put(row.name(Incident.TO), "incident.detained");
            }
            for (int number : held) {
                spokenOf.add(number);
                EntityId detention = EntityId.random();
                row.tie(detention, "detention", "detainee", victims.get(number).id());
                row.sayAll(detention, "detention");
                EntityId tie = EntityId.random();
                row.tie(tie, "event-tie", "event", event);
                row.say(tie, "event-tie", "relation", new Value.Code("contains"));
                row.tie(tie, "event-tie", "other", detention);
            }
        }
    }

    /// In each act that is ticked, or else in the event as a whole.
    private void involved(Map<Integer, EntityId> acts) {
        for (Row row : told(Part.INVOLVED)) {
            named(row)
                    .ifPresent(
                            actor -> {
                                List<EntityId> in =
                                        row.ticked(Incident.IN).stream()
                                                .filter(acts::containsKey)
                                                .map(acts::get)
                                                .toList();
                                for (EntityId what : in.isEmpty() ? List.of(event) : in) {
                                    EntityId involvement = EntityId.random();
                                    row.tie(involvement, "involvement", "actor", actor.id());
                                    row.tie(involvement, "involvement", "act", what);
                                    row.sayAll(involvement, "involvement");
                                }
                                if (!incident.text(row.name("organisation")).isEmpty()) {
                                    EntityId membership = EntityId.random();
                                    row.tie(membership, "membership", "member", actor.id());
                                    row.sayAll(membership, "membership");
                                }
                            });
        }
    }
}
