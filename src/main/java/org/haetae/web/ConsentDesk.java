package org.haetae.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Consent;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Consents;
import org.haetae.archive.Decisions;
import org.haetae.archive.ErasureRefused;
import org.haetae.archive.ItemId;
import org.haetae.archive.Subject;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.archive.Uses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who consented to what, what that allows, what is tied to it, and who takes it back.
@Controller
final class ConsentDesk {
    private static final int MOST_TIED = 200;

    private final Archive archive;
    private final Consents consents;
    private final Uses uses;
    private final Decisions decisions;
    private final Names names;

    ConsentDesk(Rooms rooms, Names names) {
        this.archive = rooms.archive();
        this.consents = archive.consents();
        this.uses = archive.uses();
        this.decisions = rooms.erasure().decisions();
        this.names = names;
    }

    // ---- all of them

    /// @param object an item or accession that is to be tied to one of them
    @GetMapping("/consents")
    @Needs(Permission.RECEIVE)
    Answer list(@RequestParam(required = false) @Nullable UUID object, Visitor visitor) {
        return list(visitor, object, TypedTerms.EMPTY, null);
    }

    @PostMapping("/consents")
    @Needs(Permission.RECEIVE)
    Answer add(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(name = "compartment", required = false)
                    @Nullable List<String> compartments,
            TypedTerms terms,
            Visitor visitor) {
        Set<CompartmentId> chosen = chosen(names, visitor, compartments);
        if (person.isBlank() || purpose.isBlank() || chosen.isEmpty()) {
            return new Answer.WithStatus(422, list(visitor, null, terms, "consents.missing"));
        }
        try {
            ConsentId made =
                    consents.add(
                            visitor.clearance(),
                            person.strip(),
                            purpose.strip(),
                            chosen,
                            Optional.of(terms.read()));
            return new Answer.SeeOther("/consents/" + made + "?done=noted");
        } catch (IllegalArgumentException e) {
            return new Answer.WithStatus(422, list(visitor, null, terms, "terms.days"));
        }
    }

    /// Those of the visitor's own compartments that a form names.
    static Set<CompartmentId> chosen(
            Names names, Visitor visitor, @Nullable List<String> compartments) {
        Set<CompartmentId> chosen = new LinkedHashSet<>();
        for (var compartment : names.of(visitor, visitor.clearance().compartments())) {
            if (compartments != null && compartments.contains(compartment.id().toString())) {
                chosen.add(compartment.id());
            }
        }
        return chosen;
    }

    private Sheet list(
            Visitor visitor, @Nullable UUID object, TypedTerms terms, @Nullable String problem) {
        Map<UUID, Decisions.Request> withdrawals = withdrawals(visitor.clearance());
        Map<ConsentId, Uses.Step> steps = uses.current(visitor.clearance());
        Map<String, List<Sheet.Consents.Row>> byPerson = new TreeMap<>();
        for (Consent consent : consents.list(visitor.clearance())) {
            byPerson.computeIfAbsent(consent.person().orElse(""), person -> new ArrayList<>())
                    .add(
                            row(
                                    visitor,
                                    consent,
                                    state(Optional.ofNullable(steps.get(consent.id()))),
                                    withdrawals.get(consent.id().value())));
        }
        List<Sheet.Consents.Giver> givers = new ArrayList<>();
        byPerson.forEach((person, rows) -> givers.add(new Sheet.Consents.Giver(person, rows)));
        // Those of whom nothing is known any more come last.
        givers.sort(Comparator.comparing(giver -> giver.person().isEmpty()));
        return new Sheet.Consents(
                givers,
                names.choices(visitor),
                terms.field(),
                object == null ? null : object.toString(),
                problem);
    }

    /// The newest request about each consent, for those who may know of requests.
    private Map<UUID, Decisions.Request> withdrawals(Clearance by) {
        Map<UUID, Decisions.Request> newest = new HashMap<>();
        if (by.may(Permission.SEE_ERASURES)) {
            decisions.list(by).stream()
                    .filter(request -> request.subject().kind() == Subject.Kind.CONSENT)
                    .forEach(
                            request ->
                                    newest.merge(
                                            request.subject().id(),
                                            request,
                                            (one, other) ->
                                                    one.askedAt().isBefore(other.askedAt())
                                                            ? other
                                                            : one));
        }
        return newest;
    }

    private Sheet.Consents.Row row(
            Visitor visitor,
            Consent consent,
            String state,
            Decisions.@Nullable Request withdrawal) {
        Optional<Decisions.Request> taken = Optional.ofNullable(withdrawal);
        return new Sheet.Consents.Row(
                consent.id().toString(),
                consent.purpose().orElse(null),
                names.compartments(visitor, consent.compartments()),
                names.person(consent.madeBy()),
                consent.madeAt(),
                consent.objects(),
                state,
                consent.erased().orElse(0),
                taken.map(one -> one.state().name().toLowerCase(Locale.ROOT)).orElse(null),
                taken.map(one -> names.person(one.askedBy())).orElse(null),
                taken.map(Decisions.Request::askedAt).orElse(null));
    }

    /// Whether the team may work with what is tied to it, as the key of a text.
    private String state(Optional<Uses.Step> step) {
        return step.isEmpty()
                ? "unstated"
                : uses.against(Use.INTERNAL, step).map(Refusals::word).orElse("allowed");
    }

    /// The consents that an item or accession is tied to.
    static List<Sheet.Belief.Tie> ties(Archive archive, Visitor visitor, UUID object) {
        Uses uses = archive.uses();
        List<ConsentId> tied = uses.tiedTo(visitor.clearance(), object);
        if (tied.isEmpty()) {
            return List.of();
        }
        Map<ConsentId, Uses.Step> steps = uses.current(visitor.clearance());
        return tied.stream()
                .map(
                        consent ->
                                new Sheet.Belief.Tie(
                                        consent.toString(),
                                        uses.against(
                                                        Use.INTERNAL,
                                                        Optional.ofNullable(steps.get(consent)))
                                                .map(Refusals::word)
                                                .orElse(null)))
                .toList();
    }

    // ---- one of them

    @GetMapping("/consents/{id}")
    @Needs(Permission.RECEIVE)
    Answer show(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor) {
        boolean known =
                done != null && Set.of("noted", "changed", "withdrawn", "tied").contains(done);
        return show(visitor, find(visitor, id), null, null, known ? "consents.done." + done : null);
    }

    /// What the person allows from now on.
    @PostMapping("/consents/{id}/terms")
    @Needs(Permission.RECEIVE)
    Answer allow(
            @PathVariable UUID id,
            TypedTerms terms,
            @RequestParam(defaultValue = "") String reason,
            Visitor visitor) {
        Consent consent = find(visitor, id);
        try {
            uses.allow(visitor.clearance(), consent.id(), terms.read(), reason);
            return new Answer.SeeOther("/consents/" + id + "?done=changed");
        } catch (ErasureRefused refused) {
            return refused(visitor, consent, terms, refused);
        } catch (IllegalArgumentException e) {
            return new Answer.WithStatus(422, show(visitor, consent, terms, "terms.days", null));
        }
    }

    @PostMapping("/consents/{id}/withdraw")
    @Needs(Permission.RECEIVE)
    Answer withdraw(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Visitor visitor) {
        Consent consent = find(visitor, id);
        try {
            if (reason.isBlank()) {
                throw new ErasureRefused(ErasureRefused.Why.NO_REASON);
            }
            uses.withdraw(visitor.clearance(), consent.id(), reason);
            return new Answer.SeeOther("/consents/" + id + "?done=withdrawn");
        } catch (ErasureRefused refused) {
            return refused(visitor, consent, null, refused);
        }
    }

    /// Ties an item with its parts, or an accession with all that came in it.
    @PostMapping("/consents/{id}/tie")
    @Needs(Permission.RECEIVE)
    Answer tie(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String object,
            Visitor visitor) {
        Consent consent = find(visitor, id);
        try {
            consents.bind(
                    visitor.clearance(), consent.id(), List.of(UUID.fromString(object.strip())));
            return new Answer.SeeOther("/consents/" + id + "?done=tied");
        } catch (ErasureRefused refused) {
            return refused(visitor, consent, null, refused);
        } catch (IllegalArgumentException e) {
            return refused(
                    visitor, consent, null, new ErasureRefused(ErasureRefused.Why.NOT_THERE));
        }
    }

    private Consent find(Visitor visitor, UUID id) {
        return consents.find(visitor.clearance(), new ConsentId(id)).orElseThrow(NotHere::new);
    }

    private Answer refused(
            Visitor visitor, Consent consent, @Nullable TypedTerms terms, ErasureRefused refused) {
        return new Answer.WithStatus(
                422, show(visitor, consent, terms, "erasure-refused." + refused.why().key(), null));
    }

    private Sheet show(
            Visitor visitor,
            Consent consent,
            @Nullable TypedTerms typed,
            @Nullable String problem,
            @Nullable String done) {
        List<Uses.Step> history = uses.history(visitor.clearance(), consent.id());
        Optional<Uses.Step> now =
                history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
        Terms terms = now.map(Uses.Step::terms).orElse(Terms.NOTHING);
        return new Sheet.Consent(
                consent.id().toString(),
                consent.person().orElse(null),
                consent.purpose().orElse(null),
                names.compartments(visitor, consent.compartments()),
                consent.erased().orElse(0),
                state(now),
                history.reversed().stream().map(step -> step(step)).toList(),
                tied(visitor, consent),
                consent.objects(),
                typed == null ? TypedTerms.field(terms) : typed.field(),
                problem,
                done);
    }

    private Sheet.Consent.Step step(Uses.Step step) {
        return new Sheet.Consent.Step(
                step.at(),
                names.person(step.by()),
                step.withdrawn(),
                step.terms().uses().stream()
                        .map(
                                use ->
                                        new Sheet.Consent.Allowed(
                                                use.purpose().word(), use.to(), use.named()))
                        .toList(),
                step.terms().from().map(Object::toString).orElse(null),
                step.terms().until().map(Object::toString).orElse(null),
                step.reason());
    }

    private List<Sheet.Link> tied(Visitor visitor, Consent consent) {
        Clearance by = visitor.clearance();
        List<Subject> tied = consents.tied(by, consent.id(), MOST_TIED);
        Map<UUID, Sheet.Link> items = new HashMap<>();
        archive.items(
                        by,
                        tied.stream()
                                .filter(one -> one.kind() == Subject.Kind.ITEM)
                                .map(one -> new ItemId(one.id()))
                                .toList())
                .forEach(
                        item ->
                                items.put(
                                        item.id().value(),
                                        new Sheet.Link(
                                                "/items/" + item.id(), Tellings.name(item))));
        List<Sheet.Link> links = new ArrayList<>();
        for (Subject one : tied) {
            if (one.kind() == Subject.Kind.ACCESSION) {
                archive.accession(by, new AccessionId(one.id()))
                        .ifPresent(
                                accession ->
                                        links.add(
                                                new Sheet.Link(
                                                        "/accessions/" + one.id(),
                                                        AccessionDesk.label(accession))));
            } else if (items.containsKey(one.id())) {
                links.add(items.get(one.id()));
            }
        }
        return links;
    }
}
