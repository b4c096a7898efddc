package org.haetae.monitor;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.casebook.EntityId;
import org.haetae.monitor.Account.Commitment;
import org.haetae.monitor.Account.Dealing;
import org.haetae.monitor.Account.Meeting;
import org.haetae.monitor.Account.Outcome;
import org.haetae.monitor.Account.Recommendation;
import org.haetae.monitor.Account.Report;
import org.haetae.monitor.Account.Resolution;
import org.haetae.monitor.Account.Series;
import org.haetae.monitor.Account.Timing;
import org.haetae.monitor.Account.Vote;
import org.haetae.names.HistoricDate;

/// What a state and international bodies did with each other.
final class Deeds {

    private static final Set<String> VISITS =
            Set.of("visit", "visit-request", "invitation", "access-request");
    private static final String DUE = "state-report-due";
    private static final String GIVEN = "state-report-submitted";

    private static final Map<String, Outcome> OUTCOMES =
            Map.ofEntries(
                    Map.entry("agreed", Outcome.GRANTED),
                    Map.entry("carried-out", Outcome.GRANTED),
                    Map.entry("agreed-in-part", Outcome.IN_PART),
                    Map.entry("token", Outcome.IN_PART),
                    Map.entry("pending", Outcome.OPEN),
                    Map.entry("more-asked", Outcome.OPEN),
                    Map.entry("unanswered", Outcome.OPEN),
                    Map.entry("refused", Outcome.REFUSED),
                    Map.entry("refusal-continued", Outcome.REFUSED),
                    Map.entry("mandate-rejected", Outcome.REFUSED),
                    Map.entry("obstructed", Outcome.REFUSED),
                    Map.entry("denied-facts", Outcome.REFUSED),
                    Map.entry("retaliated", Outcome.REFUSED));

    private final Sources sources;
    private final LocalDate asOf;
    private final List<Facts> engagements;

    Deeds(Sources sources) {
        this.sources = sources;
        this.asOf = sources.asOf();
        this.engagements = sources.of("engagement", "state", sources.state().entities());
    }

    // ---- visits and other dealings

    List<Dealing> visits() {
        return dealings(VISITS::contains);
    }

    List<Dealing> others() {
        return dealings(type -> !VISITS.contains(type) && !type.equals(DUE) && !type.equals(GIVEN));
    }

    private List<Dealing> dealings(Predicate<String> wanted) {
        return engagements.stream()
                .filter(one -> !one.after("date", asOf))
                .filter(one -> one.codes("type").stream().anyMatch(wanted))
                .map(
                        one ->
                                new Dealing(
                                        one.id(),
                                        one.targets("mechanism"),
                                        one.codes("type"),
                                        one.codes("answer"),
                                        outcome(one.codes("answer")),
                                        one.date("date"),
                                        one.claims()))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                .toList();
    }

    private static Outcome outcome(List<String> answers) {
        var outcomes =
                answers.stream()
                        .map(one -> OUTCOMES.getOrDefault(one, Outcome.NOT_TOLD))
                        .collect(Collectors.toSet());
        return outcomes.isEmpty()
                ? Outcome.NOT_TOLD
                : outcomes.size() > 1 ? Outcome.DISPUTED : outcomes.iterator().next();
    }

    // ---- reports

    /// Reports due, each with the one that answers it, then reports given that nobody says were
    /// due.
    List<Report> reports() {
        var due = typed(DUE);
        var given =
                typed(GIVEN).stream()
                        .filter(one -> !one.after("received", asOf) && !one.after("date", asOf))
                        .toList();
        var answers = answers(due, given);
        var reports = new ArrayList<Report>();
        due.forEach(one -> reports.add(report(one, Optional.ofNullable(answers.get(one.id())))));
        given.stream()
                .filter(one -> !answers.containsValue(one))
                .map(
                        one ->
                                new Report(
                                        one.id(),
                                        Optional.empty(),
                                        one.targets("mechanism"),
                                        Optional.empty(),
                                        arrived(one),
                                        Timing.GIVEN,
                                        OptionalLong.empty(),
                                        one.claims()))
                .forEach(reports::add);
        return reports;
    }

    /// A report answers those that it names. One that names none answers all that had fallen due to
    /// the same body when it came and were still open: a joint report. Where none had, it came
    /// early and answers the next one due.
    private static Map<EntityId, Facts> answers(List<Facts> due, List<Facts> given) {
        var answers = new HashMap<EntityId, Facts>();
        for (var one : given) {
            one.targets("answers").forEach(to -> answers.put(to, one));
        }
        for (var one : given) {
            if (one.targets("answers").isEmpty()) {
                var open =
                        due.stream()
                                .filter(other -> !answers.containsKey(other.id()))
                                .filter(
                                        other ->
                                                other.targets("mechanism")
                                                        .equals(one.targets("mechanism")))
                                .toList();
                var fallen = open.stream().filter(other -> hadFallen(other, one)).toList();
                (fallen.isEmpty() ? open.stream().limit(1).toList() : fallen)
                        .forEach(other -> answers.put(other.id(), one));
            }
        }
        return answers;
    }

    private static boolean hadFallen(Facts due, Facts given) {
        return due.date("due").isPresent()
                && arrived(given)
                        .filter(day -> !day.latest().isBefore(due.date("due").get().earliest()))
                        .isPresent();
    }

    private List<Facts> typed(String type) {
        Function<Facts, Optional<HistoricDate>> by =
                type.equals(DUE) ? one -> one.date("due") : Deeds::arrived;
        return engagements.stream()
                .filter(one -> one.codes("type").contains(type))
                .sorted((one, other) -> Facts.BY_DATE.compare(by.apply(one), by.apply(other)))
                .toList();
    }

    private static Optional<HistoricDate> arrived(Facts given) {
        return given.date("received").or(() -> given.date("date"));
    }

    private Report report(Facts due, Optional<Facts> answer) {
        // Some sources tell of both in one: a report due then, received then.
        var received =
                answer.flatMap(Deeds::arrived)
                        .or(
                                () ->
                                        due.date("received")
                                                .filter(day -> !day.earliest().isAfter(asOf)));
        var day = due.date("due").map(HistoricDate::latest);
        boolean given = answer.isPresent() || received.isPresent();
        var until = given ? received.map(HistoricDate::earliest) : Optional.of(asOf);
        boolean passed = day.isPresent() && until.isPresent() && until.get().isAfter(day.get());
        return new Report(
                due.id(),
                answer.map(Facts::id),
                due.targets("mechanism"),
                due.date("due"),
                received,
                given
                        ? passed ? Timing.LATE : Timing.GIVEN
                        : day.isEmpty()
                                ? Timing.UNDATED
                                : passed ? Timing.OVERDUE : Timing.NOT_YET_DUE,
                passed
                        ? OptionalLong.of(ChronoUnit.DAYS.between(day.get(), until.get()))
                        : OptionalLong.empty(),
                Facts.allClaims(Stream.concat(Stream.of(due), answer.stream()).toList()));
    }

    // ---- resolutions and meetings

    private static Vote vote(Facts one) {
        return new Vote(
                one.codes("voting"),
                one.number("in-favour"),
                one.number("against"),
                one.number("abstaining"));
    }

    List<Resolution> resolutions() {
        return sources.of("resolution", "concerns", about()).stream()
                .filter(one -> !one.after("date", asOf))
                .map(
                        one ->
                                new Resolution(
                                        one.id(),
                                        one.targets("body"),
                                        one.date("date"),
                                        vote(one),
                                        one.claims()))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                .toList();
    }

    /// The state and its country: sources name either.
    private Set<EntityId> about() {
        var about = new HashSet<>(sources.state().entities());
        about.addAll(sources.countries());
        return about;
    }

    private record Of(Set<EntityId> bodies, Set<String> subjects) {}

    /// Meetings by body and subject. One whose agenda was voted down was not held on it.
    List<Series> meetings() {
        var series = new LinkedHashMap<Of, List<Facts>>();
        sources.of("meeting", "concerns", about()).stream()
                .filter(one -> !one.after("date", asOf))
                .filter(one -> !one.codes("voting").contains("rejected"))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date("date"), other.date("date")))
                .forEach(
                        one ->
                                series.computeIfAbsent(
                                                new Of(
                                                        one.targets("body"),
                                                        Set.copyOf(one.codes("subject"))),
                                                of -> new ArrayList<>())
                                        .add(one));
        return series.entrySet().stream().map(one -> series(one.getKey(), one.getValue())).toList();
    }

    private Series series(Of of, List<Facts> held) {
        var years =
                held.stream()
                        .flatMap(one -> year(one).stream())
                        .collect(Collectors.toCollection(TreeSet::new));
        var first = years.isEmpty() ? Optional.<Integer>empty() : Optional.of(years.first());
        var last = years.isEmpty() ? Optional.<Integer>empty() : Optional.of(years.last());
        // A year counts against the row once it is over.
        int over = asOf.plusDays(1).getYear() - 1;
        var missed =
                first.stream()
                        .flatMap(from -> IntStream.rangeClosed(from, over).boxed())
                        .filter(year -> !years.contains(year))
                        .toList();
        return new Series(
                of.bodies(),
                of.subjects(),
                held.stream()
                        .map(
                                one ->
                                        new Meeting(
                                                one.id(),
                                                one.date("date"),
                                                one.words("agenda-item"),
                                                vote(one),
                                                year(one).map(year -> inRow(years, year)),
                                                one.numbers("consecutive").stream()
                                                        .flatMap(said -> said.low().stream())
                                                        .toList(),
                                                one.claims()))
                        .toList(),
                last.map(year -> inRow(years, year)).orElse(0),
                first,
                last,
                last.isPresent() && last.get() >= over,
                missed,
                Facts.allClaims(held));
    }

    /// The year of a meeting, where its dates leave no doubt of it.
    private static Optional<Integer> year(Facts meeting) {
        return meeting.date("date")
                .filter(date -> date.earliest().getYear() == date.latest().getYear())
                .map(date -> date.earliest().getYear());
    }

    private static int inRow(Set<Integer> years, int last) {
        int count = 0;
        while (years.contains(last - count)) {
            count++;
        }
        return count;
    }

    // ---- recommendations and commitments

    List<Recommendation> recommendations() {
        return sources.of("recommendation", "to", sources.organs()).stream()
                .filter(one -> !one.after("date", asOf))
                .map(
                        one ->
                                new Recommendation(
                                        one.id(),
                                        one.targets("by"),
                                        one.date("date"),
                                        one.after("answered", asOf)
                                                ? List.of()
                                                : one.codes("answer"),
                                        one.after("as-of", asOf)
                                                ? List.of()
                                                : one.codes("carried-out"),
                                        one.claims()))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                .toList();
    }

    List<Commitment> commitments() {
        return sources.of("commitment", "by", sources.organs()).stream()
                .filter(one -> !one.after("date", asOf))
                .map(
                        one ->
                                new Commitment(
                                        one.id(),
                                        one.targets("to"),
                                        one.date("date"),
                                        one.date("due"),
                                        one.after("as-of", asOf) ? List.of() : one.codes("status"),
                                        one.after("as-of", asOf) ? List.of() : one.words("done"),
                                        one.targets("evidence"),
                                        one.claims()))
                .sorted((one, other) -> Facts.BY_DATE.compare(one.date(), other.date()))
                .toList();
    }
}
