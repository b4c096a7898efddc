package org.haetae.monitor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.EntityId;
import org.haetae.monitor.Account.Count;
import org.haetae.monitor.Account.Listing;
import org.haetae.monitor.Account.Round;
import org.haetae.monitor.Account.Rounds;
import org.haetae.monitor.Account.Total;
import org.haetae.names.HistoricDate;

/// Designations of people and bodies of a state, in force on a day, and the rounds in which they
/// were made, with their sums.
final class Designations {

    private static final String PERSONS = "person";
    private static final String BODIES = "organisation";
    private static final Set<String> ENDED = Set.of("removed", "expired", "refused-designation");

    private final Sources sources;
    private final LocalDate asOf;
    private final List<Facts> designations;

    Designations(Sources sources) {
        this.sources = sources;
        this.asOf = sources.asOf();
        this.designations =
                sources.of("designation", "target", sources.belonging()).stream()
                        .filter(one -> !one.after("date", asOf))
                        .toList();
    }

    List<Listing> inForce() {
        return designations.stream()
                .filter(one -> !one.by("removed", asOf))
                .filter(
                        one ->
                                !one.dates("removed").isEmpty()
                                        || one.codes("status").stream().noneMatch(ENDED::contains))
                .map(
                        one ->
                                new Listing(
                                        one.id(),
                                        one.targets("target"),
                                        one.targets("authority"),
                                        one.date("date"),
                                        one.claims()))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                .toList();
    }

    /// Statutes by which they were made.
    Set<EntityId> grounds() {
        var grounds = new LinkedHashSet<EntityId>();
        designations.forEach(one -> grounds.addAll(one.targets("basis")));
        return grounds;
    }

    // ---- rounds

    List<Rounds> rounds() {
        var against = new HashSet<>(sources.organs());
        against.addAll(sources.countries());
        var byAuthority = new LinkedHashMap<Set<EntityId>, List<Facts>>();
        sources.of("event", "against", against).stream()
                .filter(one -> one.codes("type").contains("sanctions-round"))
                .filter(one -> !one.after("date", asOf))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date("date"), other.date("date")))
                .forEach(
                        one ->
                                byAuthority
                                        .computeIfAbsent(
                                                one.targets("organiser"), by -> new ArrayList<>())
                                        .add(one));
        return byAuthority.entrySet().stream()
                .map(one -> rounds(one.getKey(), one.getValue()))
                .toList();
    }

    private Rounds rounds(Set<EntityId> authorities, List<Facts> events) {
        var ids = events.stream().map(Facts::id).collect(Collectors.toSet());
        var figures = sources.of("indicator-value", "about", ids);
        var rounds = events.stream().map(one -> round(one, authorities, figures)).toList();
        var persons = sum(rounds, Round::persons);
        var bodies = sum(rounds, Round::bodies);
        var totals =
                figures.stream()
                        .filter(one -> ofEvents(one).size() > 1)
                        // A sum of more rounds than there were by the day says nothing of these.
                        .filter(one -> ofEvents(one).equals(ids))
                        .flatMap(one -> totals(one, persons, bodies))
                        .toList();
        return new Rounds(
                authorities,
                rounds,
                persons,
                bodies,
                totals,
                Facts.together(rounds.stream().map(Round::claims).toList()));
    }

    /// The events that a figure is about.
    private Set<EntityId> ofEvents(Facts figure) {
        return sources.facts(figure.targets("about")).stream()
                .filter(one -> one.entity().kind().code().equals("event"))
                .map(Facts::id)
                .collect(Collectors.toSet());
    }

    private Round round(Facts event, Set<EntityId> authorities, List<Facts> figures) {
        var own = figures.stream().filter(one -> ofEvents(one).equals(Set.of(event.id()))).toList();
        var persons = stated(own, PERSONS);
        var bodies = stated(own, BODIES);
        if (persons.isPresent() || bodies.isPresent()) {
            return new Round(
                    event.id(),
                    event.date("date"),
                    true,
                    persons,
                    bodies,
                    Facts.together(List.of(event.claims(), Facts.allClaims(own))));
        }
        var made =
                designations.stream()
                        .filter(one -> one.targets("authority").equals(authorities))
                        .filter(one -> fallsIn(one.date("date"), event.date("date")))
                        .toList();
        var targets = new LinkedHashSet<EntityId>();
        made.forEach(one -> targets.addAll(one.targets("target")));
        long people =
                sources.facts(targets).stream()
                        .filter(one -> one.entity().kind().code().equals("person"))
                        .count();
        return new Round(
                event.id(),
                event.date("date"),
                false,
                made.isEmpty() ? Optional.empty() : Optional.of(exactly(people)),
                made.isEmpty() ? Optional.empty() : Optional.of(exactly(targets.size() - people)),
                Facts.together(List.of(event.claims(), Facts.allClaims(made))));
    }

    private static Count exactly(long number) {
        return new Count(BigDecimal.valueOf(number), BigDecimal.valueOf(number));
    }

    /// Whether all that a date can mean lies in another one.
    private static boolean fallsIn(Optional<HistoricDate> date, Optional<HistoricDate> in) {
        return date.isPresent()
                && in.isPresent()
                && !date.get().earliest().isBefore(in.get().earliest())
                && !date.get().latest().isAfter(in.get().latest());
    }

    /// What sources state in a unit: from the least to the most of them.
    private static Optional<Count> stated(List<Facts> figures, String unit) {
        return figures.stream()
                .flatMap(one -> one.numbers("value").stream())
                .filter(one -> one.unit().equals(Optional.of(unit)))
                .flatMap(
                        one ->
                                one
                                        .low()
                                        .map(low -> new Count(low, one.high().orElse(low)))
                                        .stream())
                .reduce(
                        (one, other) ->
                                new Count(
                                        one.low().min(other.low()), one.high().max(other.high())));
    }

    /// Nothing where one of them has no number: a sum that leaves some out is none.
    private static Optional<Count> sum(List<Round> rounds, Function<Round, Optional<Count>> of) {
        var counts = rounds.stream().flatMap(one -> of.apply(one).stream()).toList();
        return counts.size() == rounds.size()
                ? counts.stream().reduce(Count::plus)
                : Optional.empty();
    }

    private static Stream<Total> totals(
            Facts figure, Optional<Count> persons, Optional<Count> bodies) {
        return Stream.of(PERSONS, BODIES)
                .flatMap(
                        unit ->
                                stated(List.of(figure), unit)
                                        .map(
                                                said ->
                                                        new Total(
                                                                figure.id(),
                                                                unit,
                                                                said,
                                                                agrees(
                                                                        said,
                                                                        unit.equals(PERSONS)
                                                                                ? persons
                                                                                : bodies)))
                                        .stream());
    }

    private static boolean agrees(Count said, Optional<Count> ours) {
        return ours.isPresent()
                && said.low().compareTo(ours.get().high()) <= 0
                && said.high().compareTo(ours.get().low()) >= 0;
    }
}
