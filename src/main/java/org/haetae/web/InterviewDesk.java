package org.haetae.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Consent;
import org.haetae.archive.ConsentId;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.archive.Uses;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Interviews;
import org.haetae.casebook.Interviews.Told;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// An interview on one page and in one save: the witness by pseudonym, what was said, what is known
/// of the interview as the schema has it, notes on protection in a compartment of their own, what
/// the witness allows, and, sealed apart, who they are.
@Controller
final class InterviewDesk {
    private static final String KIND = "interview";
    private static final String WITNESS = "witness";
    private static final Set<String> NOTES = Set.of("protection", "trauma", "safety");
    private static final String MAY_NOT = "interview.may-not";
    private static final int MOST_ALIKE = 8;

    private final Archive archive;
    private final Casebook casebook;
    private final Interviews interviews;
    private final Names names;

    InterviewDesk(Rooms rooms, Names names) {
        this.archive = rooms.archive();
        this.casebook = rooms.casebook();
        this.interviews = new Interviews(archive, casebook);
        this.names = names;
    }

    @GetMapping("/interviews/new")
    @Needs(Permission.RECEIVE)
    Answer form(Visitor visitor) {
        return show(
                visitor,
                new Filled(new LinkedHashMap<>()),
                TypedTerms.EMPTY,
                visitor.may(Permission.RECORD_CLAIMS) ? null : MAY_NOT);
    }

    @PostMapping("/interviews/new")
    @Needs(Permission.RECEIVE)
    Answer save(@RequestParam MultiValueMap<String, String> form, TypedTerms terms, Visitor visitor)
            throws IOException {
        Filled filled = new Filled(form);
        try {
            if (!visitor.may(Permission.RECORD_CLAIMS)) {
                throw new Unfit(MAY_NOT);
            }
            return save(visitor, filled, terms);
        } catch (Unfit unfit) {
            return new Answer.WithStatus(422, show(visitor, filled, terms, unfit.problem));
        }
    }

    /// What the form holds.
    private record Filled(Map<String, List<String>> fields) {
        String of(String name) {
            List<String> values = fields.get(name);
            return values == null || values.isEmpty()
                    ? ""
                    : values.getFirst().replace("\r\n", "\n").strip();
        }

        @Nullable List<String> all(String name) {
            return fields.get(name);
        }
    }

    /// Something in the form that cannot be saved.
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String problem;

        Unfit(String problem) {
            super(problem, null, false, false);
            this.problem = problem;
        }
    }

    private Answer save(Visitor visitor, Filled filled, TypedTerms typed) throws IOException {
        Clearance by = visitor.clearance();
        String pseudonym = filled.of(WITNESS);
        String words = filled.of("record");
        Set<CompartmentId> material = ConsentDesk.chosen(names, visitor, filled.all("compartment"));
        if (pseudonym.isEmpty() || words.isEmpty() || material.isEmpty()) {
            throw new Unfit("interview.missing");
        }
        Told witness = person(visitor, property(WITNESS), pseudonym);
        EntityId interview = EntityId.random();
        List<Told> told = new ArrayList<>();
        told.addAll(told(visitor, filled, interview, witness));
        told.addAll(notes(visitor, filled, interview, material));
        Set<CompartmentId> identified = identified(visitor, filled);
        ConsentId consent = consent(visitor, filled, typed, pseudonym, material);
        if (!identified.isEmpty()) {
            archive.identities().keep(by, pseudonym, filled.of("identity"), identified);
        }
        interviews.record(
                by,
                new NewAccession(
                        kind().label().in(visitor.language().locale()),
                        pseudonym,
                        "",
                        material,
                        "",
                        Set.of(consent)),
                words,
                told);
        return new Answer.SeeOther("/entity/" + interview);
    }

    private Kind kind() {
        return casebook.schema().kindOr(KIND);
    }

    private Property property(String code) {
        return kind().propertyOr(code);
    }

    // ---- what is told of it

    /// Properties that the form asks for as they are declared: all but references to what a name
    /// alone does not make, which are recorded from the entity's own page.
    private Stream<Property> properties() {
        return kind().properties().values().stream()
                .filter(property -> !property.retired())
                .filter(property -> !property.code().equals(WITNESS))
                .filter(property -> !NOTES.contains(property.code()))
                .filter(
                        property ->
                                property.type() != ValueType.REFERENCE
                                        || property.to().contains("person"))
                .filter(property -> !property.code().equals("about"));
    }

    private List<Told> told(Visitor visitor, Filled filled, EntityId interview, Told witness) {
        List<Told> told = new ArrayList<>();
        made(told, interview, property(WITNESS), witness);
        properties()
                .forEach(
                        property -> {
                            for (String typed : typed(filled, property)) {
                                if (property.type() == ValueType.REFERENCE) {
                                    made(
                                            told,
                                            interview,
                                            property,
                                            person(visitor, property, typed));
                                } else {
                                    told.add(
                                            new Told(
                                                    interview,
                                                    KIND,
                                                    property.code(),
                                                    value(property, typed),
                                                    Set.of()));
                                }
                            }
                        });
        return told;
    }

    private static List<String> typed(Filled filled, Property property) {
        String typed = filled.of("p." + property.code());
        boolean several = property.many() && property.type() != ValueType.TEXT;
        return (several ? Stream.of(typed.split(";")) : Stream.of(typed))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .toList();
    }

    private Value value(Property property, String typed) {
        try {
            return TypedValue.EMPTY.withText(typed).read(casebook.schema(), property);
        } catch (IllegalArgumentException e) {
            throw new Unfit("interview.wrong." + property.type().word());
        }
    }

    /// Somebody who is called exactly so and is the only one, or else somebody new.
    private Told person(Visitor visitor, Property property, String name) {
        String kind = property.to().getFirst();
        Property naming = TypedValue.naming(casebook.schema().kindOr(kind)).orElseThrow();
        List<EntityId> alike =
                casebook.lookUp(visitor.clearance(), name, property.to(), MOST_ALIKE).stream()
                        .filter(one -> isCalled(one, name))
                        .map(Entity::id)
                        .toList();
        return new Told(
                alike.size() == 1 ? alike.getFirst() : EntityId.random(),
                alike.size() == 1 ? "" : kind,
                naming.code(),
                value(naming, name),
                Set.of());
    }

    private static boolean isCalled(Entity entity, String name) {
        return entity.claims().stream()
                .flatMap(claim -> claim.value().stream())
                .anyMatch(
                        value ->
                                value instanceof Value.Name known
                                        && known.text().equalsIgnoreCase(name));
    }

    /// The reference, and what it refers to when that is new.
    private static void made(List<Told> told, EntityId interview, Property property, Told named) {
        if (!named.kind().isEmpty()) {
            told.add(named);
        }
        told.add(
                new Told(
                        interview,
                        KIND,
                        property.code(),
                        new Value.Reference(named.entity()),
                        Set.of()));
    }

    private List<Told> notes(
            Visitor visitor, Filled filled, EntityId interview, Set<CompartmentId> material) {
        List<Told> notes = new ArrayList<>();
        Set<CompartmentId> own = ConsentDesk.chosen(names, visitor, filled.all("notes"));
        for (String code : List.of("protection", "trauma", "safety")) {
            Property property = property(code);
            String typed = filled.of("p." + code);
            if (!typed.isEmpty()) {
                if (material.containsAll(own)) {
                    throw new Unfit("interview.notes.missing");
                }
                notes.add(new Told(interview, KIND, code, value(property, typed), own));
            }
        }
        return notes;
    }

    // ---- consent and identity

    private Set<CompartmentId> identified(Visitor visitor, Filled filled) {
        if (filled.of("identity").isEmpty()) {
            return Set.of();
        }
        Set<CompartmentId> own = ConsentDesk.chosen(names, visitor, filled.all("vault"));
        if (own.isEmpty()) {
            throw new Unfit("interview.identity.missing");
        }
        return own;
    }

    /// One that is there, or a new one of the witness.
    private ConsentId consent(
            Visitor visitor,
            Filled filled,
            TypedTerms typed,
            String pseudonym,
            Set<CompartmentId> material) {
        Clearance by = visitor.clearance();
        if (!filled.of("consent").isEmpty()) {
            ConsentId known =
                    known(visitor)
                            .map(Consent::id)
                            .filter(id -> id.toString().equals(filled.of("consent")))
                            .findFirst()
                            .orElseThrow(NotHere::new);
            return known;
        }
        Terms terms;
        try {
            terms = typed.read();
        } catch (IllegalArgumentException e) {
            throw new Unfit("terms.days");
        }
        requireUsable(visitor, archive.uses().against(Use.INTERNAL, terms).isEmpty());
        return archive.consents()
                .add(
                        by,
                        pseudonym,
                        kind().label().in(visitor.language().locale()),
                        material,
                        Optional.of(terms));
    }

    /// Without consent it can be recorded by those alone who keep such material.
    private static void requireUsable(Visitor visitor, boolean usable) {
        if (!usable && !visitor.may(Permission.KEEP_WITHHELD)) {
            throw new Unfit("interview.no-consent");
        }
    }

    /// Consents under which this visitor could record one.
    private Stream<Consent> known(Visitor visitor) {
        Map<ConsentId, Uses.Step> steps = archive.uses().current(visitor.clearance());
        return archive.consents().list(visitor.clearance()).stream()
                .filter(consent -> consent.erased().isEmpty())
                .filter(
                        consent ->
                                visitor.may(Permission.KEEP_WITHHELD)
                                        || archive.uses()
                                                .against(
                                                        Use.INTERNAL,
                                                        Optional.ofNullable(
                                                                steps.get(consent.id())))
                                                .isEmpty());
    }

    // ---- showing it

    private Sheet show(Visitor visitor, Filled filled, TypedTerms terms, @Nullable String problem) {
        Locale locale = visitor.language().locale();
        return new Sheet.Interview(
                filled.of(WITNESS),
                filled.of("record"),
                properties().map(property -> field(property, filled, locale)).toList(),
                Stream.of("protection", "trauma", "safety")
                        .map(code -> field(property(code), filled, locale))
                        .toList(),
                choices(visitor, filled.all("compartment"), true),
                choices(visitor, filled.all("notes"), false),
                choices(visitor, filled.all("vault"), false),
                known(visitor)
                        .map(
                                consent ->
                                        new Sheet.Choice(
                                                consent.id().toString(),
                                                consent.person().orElse("")
                                                        + " · "
                                                        + consent.purpose().orElse(""),
                                                consent.id()
                                                        .toString()
                                                        .equals(filled.of("consent"))))
                        .toList(),
                terms.field(),
                filled.of("identity"),
                problem);
    }

    private List<Sheet.Choice> choices(
            Visitor visitor, @Nullable List<String> chosen, boolean usual) {
        return names.choices(visitor).stream()
                .map(
                        one ->
                                chosen == null
                                        ? new Sheet.Choice(
                                                one.id(), one.label(), usual && one.chosen())
                                        : new Sheet.Choice(
                                                one.id(), one.label(), chosen.contains(one.id())))
                .toList();
    }

    private Sheet.Interview.Field field(Property property, Filled filled, Locale locale) {
        return new Sheet.Interview.Field(
                "p." + property.code(),
                property.label().in(locale),
                property.type().word(),
                property.many() && property.type() != ValueType.TEXT,
                filled.of("p." + property.code()),
                TypedValue.terms(casebook.schema().vocabulary(property).orElse(null), locale),
                property.note().map(note -> note.in(locale)).orElse(null));
    }
}
