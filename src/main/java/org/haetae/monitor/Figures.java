package org.haetae.monitor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.monitor.Account.Dispute;
import org.haetae.monitor.Account.Figure;

/// Numbers about a state and what it runs and does, with who gives them and what moves them; and
/// those on which sources differ.
final class Figures {

    private static final int DEEPEST = 4;

    private final Sources sources;
    private final Set<EntityId> about;
    private final Map<EntityId, Facts> all = new LinkedHashMap<>();

    Figures(Sources sources) {
        this.sources = sources;
        this.about = about();
        Stream.concat(
                        sources.of("indicator-value", "about", about).stream(),
                        sources.of("indicator-value", "claimant", sources.organs()).stream())
                .filter(this::known)
                .forEach(one -> all.putIfAbsent(one.id(), one));
        dispute();
    }

    /// Not of a later day.
    private boolean known(Facts figure) {
        return !figure.after("published", sources.asOf()) && !figure.after("as-of", sources.asOf());
    }

    /// The state, its organs, what they run, do and apply, and those whom they do it to.
    private Set<EntityId> about() {
        var of = new LinkedHashSet<>(sources.organs());
        of.addAll(sources.countries());
        var facilities = new LinkedHashSet<EntityId>();
        Collection<EntityId> edge = ids(sources.of("facility", "run-by", sources.organs()));
        for (int depth = 0; depth < DEEPEST && facilities.addAll(edge); depth++) {
            edge = ids(sources.of("facility", "part-of", edge));
        }
        var done = new ArrayList<Facts>(sources.of("act", "perpetrator", sources.organs()));
        done.addAll(sources.of("event", "organiser", sources.organs()));
        done.addAll(sources.of("event", "place", facilities));
        done.stream()
                .flatMap(
                        one ->
                                Stream.concat(
                                        one.targets("victim").stream(),
                                        one.targets("against").stream()))
                .forEach(of::add);
        of.addAll(facilities);
        of.addAll(ids(done));
        of.addAll(ids(sources.of("policy", "applied-by", sources.organs())));
        return of;
    }

    private static List<EntityId> ids(List<Facts> some) {
        return some.stream().map(Facts::id).toList();
    }

    /// What disputes one of them, and what they dispute, whoever it is about.
    private void dispute() {
        for (int depth = 0; depth < DEEPEST; depth++) {
            var more =
                    Stream.concat(
                                    sources
                                            .of("indicator-value", "disputes", all.keySet())
                                            .stream(),
                                    sources
                                            .facts(
                                                    all.values().stream()
                                                            .flatMap(
                                                                    one ->
                                                                            one
                                                                                    .targets(
                                                                                            "disputes")
                                                                                    .stream())
                                                            .collect(Collectors.toSet()))
                                            .stream())
                            .filter(this::known)
                            .filter(one -> !all.containsKey(one.id()))
                            .toList();
            if (more.isEmpty()) {
                return;
            }
            more.forEach(one -> all.put(one.id(), one));
        }
    }

    List<Figure> all() {
        return all.values().stream()
                .sorted(
                        (one, other) ->
                                Facts.BY_DATE.compare(one.date("as-of"), other.date("as-of")))
                .map(Figures::figure)
                .toList();
    }

    private static Figure figure(Facts one) {
        return new Figure(
                one.id(),
                one.words("of"),
                one.targets("about"),
                one.numbers("value"),
                one.date("as-of"),
                one.targets("claimant"),
                one.codes("interest"),
                one.words("method"),
                one.claims());
    }

    // ---- disputes

    List<Dispute> disputes() {
        var between = groups().stream().filter(one -> one.size() > 1).map(this::dispute).toList();
        var told =
                between.stream()
                        .flatMap(one -> one.figures().stream())
                        .flatMap(one -> one.about().stream())
                        .collect(Collectors.toSet());
        return Stream.concat(
                        between.stream(),
                        sources.facts(about).stream()
                                .filter(one -> !told.contains(one.id()))
                                .flatMap(this::rivals))
                .toList();
    }

    /// Figures that dispute each other, directly or through others, or count the same and differ.
    private List<List<Facts>> groups() {
        var groups = new ArrayList<List<Facts>>();
        for (var one : all.values()) {
            var with = new ArrayList<>(List.of(one));
            groups.removeIf(
                    group -> {
                        boolean joins = group.stream().anyMatch(other -> differ(one, other));
                        if (joins) {
                            with.addAll(group);
                        }
                        return joins;
                    });
            groups.add(with);
        }
        return groups;
    }

    private static boolean differ(Facts one, Facts other) {
        return one.targets("disputes").contains(other.id())
                || other.targets("disputes").contains(one.id())
                || countSame(one, other) && !one.numbers("value").equals(other.numbers("value"));
    }

    /// The same measure of the same, of one time or of times that nobody tells.
    private static boolean countSame(Facts one, Facts other) {
        return one.words("measure").stream().anyMatch(other.words("measure")::contains)
                && (one.words("of").stream().anyMatch(other.words("of")::contains)
                        || one.words("of").isEmpty()
                                && other.words("of").isEmpty()
                                && !one.targets("about").isEmpty()
                                && one.targets("about").equals(other.targets("about")))
                && (one.date("as-of").isEmpty()
                        || other.date("as-of").isEmpty()
                        || one.date("as-of").equals(other.date("as-of")));
    }

    private Dispute dispute(List<Facts> group) {
        var figures = group.stream().map(Figures::figure).toList();
        return new Dispute(
                figures.stream()
                        .flatMap(one -> one.about().stream())
                        .findFirst()
                        .orElse(figures.getFirst().entity()),
                Optional.empty(),
                figures);
    }

    /// Numbers of one thing that its own claims give differently.
    private Stream<Dispute> rivals(Facts of) {
        return of.entity().kind().ofType(ValueType.NUMBER).stream()
                .filter(property -> of.entity().disputed(property))
                .map(
                        property ->
                                new Dispute(
                                        of.id(),
                                        Optional.of(property.code()),
                                        of.numbers(property.code()).stream()
                                                .map(number -> rival(of, property, number))
                                                .toList()));
    }

    private static Figure rival(Facts of, Property property, Value.Number number) {
        return new Figure(
                of.id(),
                List.of(),
                Set.of(of.id()),
                List.of(number),
                Optional.empty(),
                Set.of(),
                List.of(),
                List.of(),
                of.entity().claims().stream()
                        .filter(Claim::stands)
                        .filter(
                                claim ->
                                        claim.property().equals(property.code())
                                                && claim.value().filter(number::equals).isPresent())
                        .map(Claim::id)
                        .toList());
    }
}
