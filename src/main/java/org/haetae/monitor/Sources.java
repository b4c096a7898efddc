package org.haetae.monitor;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Told;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.States;
import org.haetae.resolve.Together;

/// What the casebook tells one reader that is about one state.
///
/// @param organs the state and what acts for it: whose conduct is the state's (articles 4 and 5 of
///   the International Law Commission's articles on state responsibility, 2001)
record Sources(
        Casebook casebook,
        Together together,
        Law law,
        Clearance by,
        State state,
        Set<EntityId> organs,
        LocalDate asOf) {

    private static final int MOST = 10_000;
    private static final int DEEPEST = 6;

    static Sources of(
            Casebook casebook,
            Together together,
            Law law,
            Clearance by,
            State state,
            LocalDate asOf) {
        var bare = new Sources(casebook, together, law, by, state, state.entities(), asOf);
        return new Sources(casebook, together, law, by, state, bare.findOrgans(), asOf);
    }

    /// Entities of a kind with a property that leads to one of these.
    List<Facts> of(String kind, String property, Collection<EntityId> targets) {
        return together.leading(kind, property, targets).stream().map(this::facts).toList();
    }

    private Facts facts(Entity entity) {
        return new Facts(entity, together);
    }

    /// All entities of a kind that have a property.
    List<Facts> all(String kind, String property) {
        return facts(
                casebook.told(
                        by,
                        new Told(
                                List.of(new Told.Of(kind, property)),
                                Optional.empty(),
                                Optional.empty(),
                                0,
                                MOST)));
    }

    List<Facts> facts(Collection<EntityId> ids) {
        return together.outlines(ids).stream().map(this::facts).toList();
    }

    /// A term of a vocabulary and those that it includes.
    List<String> within(String vocabulary, String term) {
        var terms = casebook.schema().vocabularies().get(vocabulary);
        return terms == null ? List.of(term) : terms.within(term);
    }

    /// The countries of the state.
    Set<EntityId> countries() {
        var countries = new LinkedHashSet<EntityId>();
        facts(state.entities()).forEach(one -> countries.addAll(one.targets("country")));
        return countries;
    }

    private Set<EntityId> findOrgans() {
        var organs = new LinkedHashSet<>(state.entities());
        var official = within("organisation-types", "state");
        of("organisation", "country", countries()).stream()
                .filter(one -> one.codes("type").stream().anyMatch(official::contains))
                .map(Facts::id)
                .forEach(organs::add);
        return parts(organs);
    }

    /// These and all that are part of them.
    private Set<EntityId> parts(Set<EntityId> of) {
        var all = new LinkedHashSet<>(of);
        Set<EntityId> edge = of;
        for (int depth = 0; depth < DEEPEST && !edge.isEmpty(); depth++) {
            var next = new HashSet<EntityId>();
            of("organisation", "part-of", edge).stream().map(Facts::id).forEach(next::add);
            next.removeAll(all);
            all.addAll(next);
            edge = next;
        }
        return all;
    }

    /// Bodies and people that belong to the state, whether they act for it or not: of its country,
    /// and holders of posts in them.
    Set<EntityId> belonging() {
        var countries = countries();
        var bodies = new LinkedHashSet<>(organs);
        of("organisation", "country", countries).stream().map(Facts::id).forEach(bodies::add);
        var all = parts(bodies);
        of("post", "organisation", all).forEach(post -> all.addAll(post.targets("holder")));
        of("person", "nationality", countries).stream().map(Facts::id).forEach(all::add);
        return all;
    }

    /// What a treaty or statute of the casebook is in the law: the one instrument that is called
    /// so.
    Optional<Instrument> instrument(Facts named, Instrument.Type type) {
        var found =
                Stream.concat(named.words("name").stream(), named.words("abbreviation").stream())
                        .flatMap(name -> law.named(name).stream())
                        .filter(one -> one.type() == type)
                        .distinct()
                        .toList();
        return found.size() == 1 && madeByIts(named, found.getFirst())
                ? Optional.of(found.getFirst())
                : Optional.empty();
    }

    /// Two states may have acts of one name: whose it is has to fit, where a source tells.
    private boolean madeByIts(Facts statute, Instrument instrument) {
        var makers = facts(statute.targets("state"));
        return makers.isEmpty()
                || instrument
                        .madeBy()
                        .map(code -> makers.stream().anyMatch(maker -> isState(maker, code)))
                        .orElse(true);
    }

    private boolean isState(Facts maker, String code) {
        return maker.words("name").stream().anyMatch(States.names(code)::contains)
                || facts(maker.targets("country")).stream()
                        .flatMap(place -> place.words("country-code").stream())
                        .anyMatch(letters -> States.code(letters).equals(Optional.of(code)))
                || maker.words("country-code").stream()
                        .anyMatch(letters -> States.code(letters).equals(Optional.of(code)));
    }
}
