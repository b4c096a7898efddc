package org.haetae.monitor;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.casebook.EntityId;
import org.haetae.law.Instrument;
import org.haetae.monitor.Account.Action;
import org.haetae.monitor.Account.Standing;
import org.haetae.monitor.Account.Treaty;
import org.haetae.names.HistoricDate;

/// Who is bound by which treaty since when, from dated treaty actions (Vienna Convention on the Law
/// of Treaties, articles 11 to 24, 42, 54).
final class Treaties {

    /// Acts by which a state becomes a party.
    private static final Set<String> JOINING =
            Set.of(
                    "ratification",
                    "accession",
                    "succession",
                    "acceptance",
                    "admission-to-organisation",
                    "party");

    private static final Set<String> RESERVING =
            Set.of("reservation", "declaration", "derogation", "optional-procedure-accepted");

    private final Sources sources;
    private final LocalDate asOf;

    Treaties(Sources sources) {
        this.sources = sources;
        this.asOf = sources.asOf();
    }

    /// One for each treaty of which the casebook has an action of the state.
    List<Treaty> all() {
        var actions =
                sources.of("treaty-action", "state", sources.state().entities()).stream()
                        .filter(one -> !one.after("date", asOf))
                        .toList();
        var treaties =
                sources
                        .facts(
                                actions.stream()
                                        .flatMap(one -> one.targets("treaty").stream())
                                        .collect(Collectors.toSet()))
                        .stream()
                        .collect(Collectors.toMap(Facts::id, one -> one));
        // Several entities may be one treaty: the law knows it by all its names.
        var groups = new LinkedHashMap<String, List<Facts>>();
        var instruments = new LinkedHashMap<String, Instrument>();
        var first = new LinkedHashMap<String, EntityId>();
        for (var action : actions) {
            for (var target : action.targets("treaty")) {
                var instrument =
                        Optional.ofNullable(treaties.get(target))
                                .flatMap(one -> sources.instrument(one, Instrument.Type.TREATY));
                var key = instrument.map(Instrument::code).orElse(target.toString());
                instrument.ifPresent(one -> instruments.put(key, one));
                first.putIfAbsent(key, target);
                groups.computeIfAbsent(key, one -> new ArrayList<>()).add(action);
            }
        }
        return groups.entrySet().stream()
                .map(
                        one ->
                                treaty(
                                        Optional.ofNullable(first.get(one.getKey())).orElseThrow(),
                                        Optional.ofNullable(instruments.get(one.getKey())),
                                        one.getValue()))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.since(), other.since()))
                .toList();
    }

    private Treaty treaty(EntityId entity, Optional<Instrument> law, List<Facts> actions) {
        var joined = having(actions, JOINING);
        var since =
                joined.stream()
                        .flatMap(one -> one.date("date").stream())
                        .min((one, other) -> one.earliest().compareTo(other.earliest()));
        var bound = bound(law, joined, since);
        return new Treaty(
                entity,
                law.map(Instrument::code),
                standing(actions, joined, bound),
                since,
                bound,
                actions.stream()
                        .map(Treaties::action)
                        .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                        .toList(),
                having(actions, RESERVING).stream()
                        .filter(one -> !answered(one, actions, "withdrawal-of-reservation"))
                        .map(Treaties::action)
                        .toList(),
                Facts.allClaims(actions));
    }

    private static List<Facts> having(List<Facts> actions, Set<String> terms) {
        return actions.stream()
                .filter(one -> one.codes("action").stream().anyMatch(terms::contains))
                .toList();
    }

    private static Action action(Facts one) {
        return new Action(
                one.id(),
                one.codes("action"),
                one.date("date"),
                one.words("article"),
                one.words("words"),
                one.claims());
    }

    /// The first day of force: as a source gives it, else as the treaty counts it from the deposit,
    /// and never before the treaty itself was in force.
    private static Optional<LocalDate> bound(
            Optional<Instrument> law, List<Facts> joined, Optional<HistoricDate> since) {
        var told =
                joined.stream()
                        .flatMap(one -> one.date("effective").stream())
                        .map(HistoricDate::earliest)
                        .min(LocalDate::compareTo);
        return told.or(
                () ->
                        since.filter(date -> date.earliest().equals(date.latest()))
                                .map(HistoricDate::earliest)
                                .flatMap(
                                        day ->
                                                law.flatMap(Instrument::takesEffect)
                                                        .map(effect -> effect.after(day)))
                                .map(
                                        day ->
                                                law.flatMap(Instrument::inForce)
                                                        .map(HistoricDate::earliest)
                                                        .filter(force -> force.isAfter(day))
                                                        .orElse(day)));
    }

    private Standing standing(List<Facts> actions, List<Facts> joined, Optional<LocalDate> bound) {
        if (joined.isEmpty()) {
            return having(actions, Set.of("signature")).isEmpty()
                    ? Standing.NOT_BOUND
                    : Standing.SIGNED;
        }
        if (hasLeft(actions, joined)) {
            return Standing.LEFT;
        }
        if (bound.isPresent()) {
            return bound.get().isAfter(asOf) ? Standing.JOINED : Standing.BOUND;
        }
        if (!having(actions, Set.of("not-party")).isEmpty()) {
            return Standing.DISPUTED;
        }
        return joined.stream().anyMatch(one -> one.dates("date").isEmpty() || one.by("date", asOf))
                ? Standing.BOUND
                : Standing.PERHAPS;
    }

    /// Whether a withdrawal took effect by the day, and no act of joining came after it.
    private boolean hasLeft(List<Facts> actions, List<Facts> joined) {
        return having(actions, Set.of("denunciation")).stream()
                .filter(one -> !answered(one, actions, "denunciation-not-effective"))
                .filter(one -> !one.after("effective", asOf))
                .anyMatch(
                        left ->
                                joined.stream()
                                        .noneMatch(
                                                back ->
                                                        left.date("date")
                                                                .map(HistoricDate::latest)
                                                                .filter(
                                                                        day ->
                                                                                back.after(
                                                                                        "date",
                                                                                        day))
                                                                .isPresent()));
    }

    /// Whether another action of this kind answers an action; one that names nothing answers all of
    /// the treaty.
    private static boolean answered(Facts action, List<Facts> actions, String by) {
        return having(actions, Set.of(by)).stream()
                .map(one -> one.targets("answers"))
                .anyMatch(answers -> answers.isEmpty() || answers.contains(action.id()));
    }
}
