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
import org.haetae.archive.Consent;
import org.haetae.archive.Consents;
import org.haetae.archive.Decisions;
import org.haetae.archive.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Who consented to what, and who takes it back.
@Controller
final class ConsentDesk {
    private final Consents consents;
    private final Decisions decisions;
    private final Names names;

    ConsentDesk(Rooms rooms, Names names) {
        this.consents = rooms.archive().consents();
        this.decisions = rooms.erasure().decisions();
        this.names = names;
    }

    @GetMapping("/consents")
    @Needs(Permission.RECEIVE)
    Answer list(@RequestParam(required = false) @Nullable String done, Visitor visitor) {
        return list(visitor, null, "noted".equals(done) ? "consents.done.noted" : null);
    }

    @PostMapping("/consents")
    @Needs(Permission.RECEIVE)
    Answer add(
            @RequestParam(defaultValue = "") String person,
            @RequestParam(defaultValue = "") String purpose,
            @RequestParam(name = "compartment", required = false)
                    @Nullable List<String> compartments,
            Visitor visitor) {
        Set<CompartmentId> chosen = new LinkedHashSet<>();
        for (var compartment : names.of(visitor, visitor.clearance().compartments())) {
            if (compartments != null && compartments.contains(compartment.id().toString())) {
                chosen.add(compartment.id());
            }
        }
        if (person.isBlank() || purpose.isBlank() || chosen.isEmpty()) {
            return new Answer.WithStatus(422, list(visitor, "consents.missing", null));
        }
        consents.add(visitor.clearance(), person.strip(), purpose.strip(), chosen);
        return new Answer.SeeOther("/consents?done=noted");
    }

    private Sheet list(Visitor visitor, @Nullable String problem, @Nullable String done) {
        Map<UUID, Decisions.Request> withdrawals = withdrawals(visitor.clearance());
        Map<String, List<Sheet.Consents.Row>> byPerson = new TreeMap<>();
        for (Consent consent : consents.list(visitor.clearance())) {
            byPerson.computeIfAbsent(consent.person().orElse(""), person -> new ArrayList<>())
                    .add(row(visitor, consent, withdrawals.get(consent.id().value())));
        }
        List<Sheet.Consents.Giver> givers = new ArrayList<>();
        byPerson.forEach((person, rows) -> givers.add(new Sheet.Consents.Giver(person, rows)));
        // Those of whom nothing is known any more come last.
        givers.sort(Comparator.comparing(giver -> giver.person().isEmpty()));
        return new Sheet.Consents(givers, names.choices(visitor), problem, done);
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
            Visitor visitor, Consent consent, Decisions.@Nullable Request withdrawal) {
        Optional<Decisions.Request> taken = Optional.ofNullable(withdrawal);
        return new Sheet.Consents.Row(
                consent.id().toString(),
                consent.purpose().orElse(null),
                names.compartments(visitor, consent.compartments()),
                names.person(consent.madeBy()),
                consent.madeAt(),
                consent.objects(),
                consent.erased().orElse(0),
                taken.map(one -> one.state().name().toLowerCase(Locale.ROOT)).orElse(null),
                taken.map(one -> names.person(one.askedBy())).orElse(null),
                taken.map(Decisions.Request::askedAt).orElse(null));
    }
}
