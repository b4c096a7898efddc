package org.haetae.monitor;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Question;
import org.haetae.casebook.Told;
import org.haetae.casebook.Value;
import org.haetae.law.Law;
import org.haetae.law.States;
import org.haetae.resolve.Judgements;
import org.haetae.resolve.Together;

/// What binds a state on a day and what it did, derived from the claims that one reader may see.
public final class Monitor {

    private static final int MOST = 10_000;

    private final Casebook casebook;
    private final Judgements judgements;
    private final Law law;

    /// @param judgements by which entities are one
    public Monitor(Casebook casebook, Judgements judgements, Law law) {
        this.casebook = casebook;
        this.judgements = judgements;
        this.law = law;
    }

    /// The instruments that it measures by.
    public Law law() {
        return law;
    }

    /// The state that somebody means: by its letters (PRK, KP), its name, its id, or the key by
    /// which a file of claims named it.
    public Optional<State> state(Clearance by, String asked) {
        var code = States.code(asked);
        if (code.isPresent()) {
            var found = coded(by, code.get());
            return found.isEmpty() ? Optional.empty() : Optional.of(new State(code, found));
        }
        return id(asked)
                .or(() -> casebook.keyed(by, asked))
                .flatMap(id -> casebook.entity(by, id))
                .filter(one -> one.kind().code().equals("organisation"))
                .or(() -> called(by, asked).stream().findFirst())
                .map(one -> state(by, one));
    }

    private State state(Clearance by, Entity one) {
        var code =
                Stream.concat(
                                names(one).flatMap(name -> States.called(name).stream()),
                                letters(by, one))
                        .findFirst();
        var all = new LinkedHashSet<EntityId>(Set.of(one.id()));
        code.ifPresent(letters -> all.addAll(coded(by, letters)));
        return new State(code, all);
    }

    private static Optional<EntityId> id(String asked) {
        try {
            return Optional.of(EntityId.parse(asked));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Organisations that are a state and called so.
    private List<Entity> called(Clearance by, String name) {
        return casebook.lookUp(by, name, Set.of("organisation"), 50).stream()
                .filter(Monitor::isState)
                .filter(one -> names(one).anyMatch(name.strip()::equalsIgnoreCase))
                .toList();
    }

    private static boolean isState(Entity organisation) {
        return organisation.values("type").contains(new Value.Code("state"));
    }

    private static Stream<String> names(Entity organisation) {
        return Stream.of("name", "abbreviation")
                .flatMap(property -> organisation.values(property).stream())
                .flatMap(
                        value ->
                                value instanceof Value.Name name
                                        ? Stream.of(name.text())
                                        : Stream.empty());
    }

    /// What is told of the letters of its country.
    private Stream<String> letters(Clearance by, Entity organisation) {
        var countries =
                organisation.values("country").stream()
                        .flatMap(
                                value ->
                                        value instanceof Value.Reference(EntityId place)
                                                ? Stream.of(place)
                                                : Stream.empty())
                        .toList();
        return casebook.outlines(by, countries).values().stream()
                .flatMap(place -> place.values("country-code").stream())
                .flatMap(
                        value ->
                                value instanceof Value.Text text
                                        ? Stream.of(text.text())
                                        : Stream.empty())
                .flatMap(text -> States.code(text).stream());
    }

    /// Organisations that are the state of these letters: called as it is in English or Korean, or
    /// of a country that has them.
    private Set<EntityId> coded(Clearance by, String code) {
        var found = new LinkedHashSet<EntityId>();
        States.names(code).forEach(name -> called(by, name).forEach(one -> found.add(one.id())));
        for (var letters : List.of(code, States.twoLetters(code))) {
            var places =
                    casebook
                            .list(
                                    by,
                                    new Question(
                                            "place",
                                            List.of(
                                                    new Question.Condition.Says(
                                                            "country-code", letters)),
                                            Optional.empty(),
                                            50))
                            .places()
                            .stream()
                            .map(Question.Place::entity)
                            .toList();
            if (!places.isEmpty()) {
                casebook
                        .outlines(
                                by,
                                casebook.told(
                                        by,
                                        new Told(
                                                List.of(new Told.Of("organisation", "country")),
                                                Optional.of(places),
                                                Optional.empty(),
                                                0,
                                                MOST)))
                        .values()
                        .stream()
                        .filter(Monitor::isState)
                        .forEach(one -> found.add(one.id()));
            }
        }
        return found;
    }

    /// What is derived of a state on a day.
    public Account account(Clearance by, State state, LocalDate asOf) {
        var together = new Together(casebook, judgements, by);
        var one = new State(state.code(), together.of(state.entities()));
        var sources = Sources.of(casebook, together, law, by, one, asOf);
        var treaties = new Treaties(sources).all();
        var duties = new Duties(sources);
        var deeds = new Deeds(sources);
        var designations = new Designations(sources);
        var figures = new Figures(sources);
        return new Account(
                one,
                asOf,
                treaties,
                duties.all(treaties),
                deeds.reports(),
                deeds.visits(),
                deeds.others(),
                deeds.resolutions(),
                deeds.meetings(),
                deeds.recommendations(),
                deeds.commitments(),
                designations.rounds(),
                designations.inForce(),
                duties.statutes(designations.grounds()),
                figures.all(),
                figures.disputes(),
                new InForce(sources).all(treaties, designations.inForce()));
    }
}
