package org.haetae.assess;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.haetae.archive.ItemId;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.law.Standard;

/// Makes a matrix of what is there. Reads nothing itself, so the same answers what would be with
/// less.
///
/// @param incidents of the case, in the order of their days
/// @param findings all of the case, as they are now
/// @param roots of all items that these lean on
/// @param bearing which acts bear on a provision
record Reckoning(
        CaseFile file,
        Law law,
        Standard standard,
        List<Incident> incidents,
        List<Finding> findings,
        Roots roots,
        Function<Provision, Set<String>> bearing) {

    private record Place(String element, Subject subject) {}

    /// The matrix of what is there.
    Matrix matrix() {
        return matrix(findings);
    }

    private Matrix matrix(List<Finding> of) {
        var byPlace = new HashMap<Place, List<Finding>>();
        var subjects = new HashMap<String, Set<Subject>>(); // of elements
        for (var finding : of) {
            if (finding.direction() != Direction.WITHDRAWN) {
                byPlace.computeIfAbsent(
                                new Place(finding.element(), finding.subject()),
                                none -> new ArrayList<>(2))
                        .add(finding);
                subjects.computeIfAbsent(finding.element(), none -> new LinkedHashSet<>())
                        .add(finding.subject());
            }
        }
        var blocks = new ArrayList<Matrix.Block>();
        var crimes = new LinkedHashSet<Provision>();
        for (var code : file.theory().conduct()) {
            for (var act : law.provision(code).stream().toList()) {
                var elements = elements(act);
                blocks.add(block(act, elements, ofAct(act, elements, subjects), byPlace));
                crime(law, act).filter(crime -> !contexts(crime).isEmpty()).ifPresent(crimes::add);
            }
        }
        for (var crime : crimes) {
            List<Subject> whole = List.of(new Subject.Whole(file.id()));
            blocks.add(block(crime, contexts(crime), whole, byPlace));
        }
        for (var code : file.theory().liability()) {
            for (var mode : law.provision(code).stream().toList()) {
                var elements = elements(mode);
                blocks.add(block(mode, elements, ofPersons(elements, subjects), byPlace));
            }
        }
        return new Matrix(
                file,
                standard,
                incidents.stream().map(Incident::id).toList(),
                blocks,
                figures(),
                roots.all());
    }

    // ---- what is asked

    /// What has to be shown for it; itself, where it stands in outline only.
    static List<Provision> elements(Provision of) {
        var own = of.parts(Provision.Type.ELEMENT);
        return own.isEmpty() ? List.of(of) : own;
    }

    /// Whether a theory asks this element of such a subject: those of an act of incidents, those of
    /// context of the whole, those of liability of persons.
    static boolean asks(Law law, Theory theory, String element, Subject subject) {
        var of =
                switch (subject) {
                    case Subject.Incident incident ->
                            theory.conduct().stream()
                                    .flatMap(code -> law.provision(code).stream())
                                    .flatMap(act -> elements(act).stream());
                    case Subject.Person person ->
                            theory.liability().stream()
                                    .flatMap(code -> law.provision(code).stream())
                                    .flatMap(mode -> elements(mode).stream());
                    case Subject.Whole whole ->
                            theory.conduct().stream()
                                    .flatMap(code -> law.provision(code).stream())
                                    .flatMap(act -> crime(law, act).stream())
                                    .flatMap(crime -> contexts(crime).stream());
                };
        return of.anyMatch(one -> one.code().equals(element));
    }

    private static List<Provision> contexts(Provision crime) {
        return crime.parts(Provision.Type.CONTEXT);
    }

    private static Optional<Provision> crime(Law law, Provision act) {
        return law.instrumentOf(act.code()).stream()
                .flatMap(Instrument::all)
                .filter(one -> one.type() == Provision.Type.CRIME && one.parts().contains(act))
                .findFirst();
    }

    /// The incidents that an act is asked of: those that are said to be such an act, those of which
    /// nothing is said, and those of which somebody concluded something.
    private List<Subject> ofAct(
            Provision act, List<Provision> elements, Map<String, Set<Subject>> found) {
        var terms = bearing.apply(act);
        var subjects = new LinkedHashSet<Subject>();
        for (var incident : incidents) {
            var subject = new Subject.Incident(incident.id());
            if (incident.acts().isEmpty()
                    || incident.acts().stream().anyMatch(terms::contains)
                    || concluded(elements, subject, found)) {
                subjects.add(subject);
            }
        }
        return List.copyOf(subjects);
    }

    private static boolean concluded(
            List<Provision> elements, Subject subject, Map<String, Set<Subject>> found) {
        return elements.stream()
                .anyMatch(
                        element -> found.getOrDefault(element.code(), Set.of()).contains(subject));
    }

    private List<Subject> ofPersons(List<Provision> elements, Map<String, Set<Subject>> found) {
        var subjects = new LinkedHashSet<Subject>();
        file.theory().persons().stream()
                .sorted(Comparator.comparing(EntityId::toString))
                .map(Subject.Person::new)
                .forEach(subjects::add);
        elements.stream()
                .flatMap(element -> found.getOrDefault(element.code(), Set.of()).stream())
                .filter(subject -> subject instanceof Subject.Person)
                .forEach(subjects::add);
        return List.copyOf(subjects);
    }

    // ---- cells

    private Matrix.Block block(
            Provision of,
            List<Provision> elements,
            List<Subject> subjects,
            Map<Place, List<Finding>> byPlace) {
        return new Matrix.Block(
                of,
                subjects,
                elements.stream()
                        .map(
                                element ->
                                        new Matrix.Line(
                                                element,
                                                subjects.stream()
                                                        .map(
                                                                subject ->
                                                                        cell(
                                                                                element.code(),
                                                                                subject,
                                                                                byPlace))
                                                        .toList()))
                        .toList());
    }

    private Cell cell(String element, Subject subject, Map<Place, List<Finding>> byPlace) {
        var all = byPlace.getOrDefault(new Place(element, subject), List.of());
        var here = all.stream().filter(one -> one.standard().equals(standard.code())).toList();
        var counting = here.stream().filter(Finding::counts).toList();
        var state = state(counting);
        var supporting = weigh(counting, Side.FOR);
        var contrary = weigh(counting, Side.AGAINST);
        return new Cell(
                element,
                subject,
                state,
                supporting,
                contrary,
                here,
                all.size() - here.size(),
                gaps(state, here, supporting, contrary));
    }

    private static CellState state(List<Finding> counting) {
        boolean supported = says(counting, Direction.SUPPORTED);
        boolean contradicted = says(counting, Direction.CONTRADICTED);
        if (supported && contradicted) {
            return CellState.DISPUTED;
        }
        return supported
                ? CellState.SUPPORTED
                : contradicted ? CellState.CONTRADICTED : CellState.MISSING;
    }

    private static boolean says(List<Finding> counting, Direction direction) {
        return counting.stream().anyMatch(one -> one.direction() == direction);
    }

    private static Set<Gap> gaps(
            CellState state, List<Finding> here, Weight supporting, Weight contrary) {
        var gaps = EnumSet.noneOf(Gap.class);
        if (here.isEmpty()) {
            gaps.add(Gap.NO_FINDING);
        }
        if (here.stream().anyMatch(Finding::stale)) {
            gaps.add(Gap.STALE);
        }
        if (here.stream().anyMatch(one -> !one.stale() && one.standing() != Standing.AGREED)) {
            gaps.add(Gap.NO_REVIEW);
        }
        switch (state) {
            case SUPPORTED -> {
                if (supporting.roots() < 2) {
                    gaps.add(Gap.NO_SECOND_ROOT);
                }
            }
            case CONTRADICTED -> {
                if (contrary.roots() < 2) {
                    gaps.add(Gap.NO_SECOND_ROOT);
                }
            }
            case DISPUTED -> gaps.add(Gap.DISPUTED);
            case MISSING -> {}
        }
        return gaps;
    }

    private Weight weigh(List<Finding> counting, Side side) {
        return counting.isEmpty()
                ? Weight.NONE
                : weigh(
                        counting.stream()
                                .flatMap(finding -> finding.claims().stream())
                                .filter(one -> one.side() == side));
    }

    private Weight weigh(Stream<Leaning> leanings) {
        var claims = new HashSet<ClaimId>();
        var items = new HashSet<ItemId>();
        var grades = new TreeMap<String, Integer>();
        leanings.forEach(
                one -> {
                    if (claims.add(one.claim())) {
                        items.addAll(one.items());
                        grades.merge(one.grade(), 1, Integer::sum);
                    }
                });
        return claims.isEmpty()
                ? Weight.NONE
                : new Weight(claims.size(), items.size(), roots.count(items), grades);
    }

    // ---- what if

    /// What would fall.
    ///
    /// @param gone whether a claim would not be there
    WhatIf without(Predicate<Leaning> gone, Collection<ItemId> items) {
        var fallen = new ArrayList<WhatIf.Fallen>();
        var left = new ArrayList<Finding>(findings.size());
        for (var finding : findings) {
            if (finding.claims().stream().noneMatch(gone)) {
                left.add(finding);
                continue;
            }
            if (finding.direction() != Direction.WITHDRAWN && !finding.stale()) {
                fallen.add(
                        new WhatIf.Fallen(
                                finding,
                                weigh(
                                        finding.claims(finding.direction().side()).stream()
                                                .filter(gone.negate()))));
            }
            left.add(
                    finding.leaningOn(
                            finding.claims().stream()
                                    .map(one -> gone.test(one) ? one.gone() : one)
                                    .toList()));
        }
        var before = matrix();
        var after = matrix(left);
        var changed = new ArrayList<WhatIf.Changed>();
        var now = new HashMap<Place, Cell>();
        after.cells().forEach(cell -> now.put(new Place(cell.element(), cell.subject()), cell));
        before.cells()
                .forEach(
                        cell -> {
                            var then = now.get(new Place(cell.element(), cell.subject()));
                            if (then != null && differ(cell, then)) {
                                changed.add(new WhatIf.Changed(cell, then));
                            }
                        });
        return new WhatIf(before, after, changed, fallen, List.copyOf(items));
    }

    private static boolean differ(Cell before, Cell after) {
        return before.state() != after.state()
                || !before.supporting().equals(after.supporting())
                || !before.contrary().equals(after.contrary());
    }

    // ---- figures

    private Figures figures() {
        var acts = new TreeMap<String, Integer>();
        var places = new HashMap<EntityId, Integer>();
        var units = new HashMap<EntityId, Integer>();
        var policies = new HashMap<EntityId, Integer>();
        var named = new HashSet<EntityId>();
        var months = new HashSet<YearMonth>();
        var perYear = new TreeMap<Integer, Integer>();
        for (var incident : incidents) {
            incident.acts().forEach(act -> acts.merge(act, 1, Integer::sum));
            incident.places().forEach(place -> places.merge(place, 1, Integer::sum));
            incident.actors().forEach(actor -> units.merge(actor, 1, Integer::sum));
            incident.policies().forEach(policy -> policies.merge(policy, 1, Integer::sum));
            named.addAll(incident.victims());
            incident.first()
                    .ifPresent(
                            day -> {
                                months.add(YearMonth.from(day));
                                perYear.merge(day.getYear(), 1, Integer::sum);
                            });
        }
        return new Figures(
                incidents.size(),
                acts,
                counted(),
                (int) incidents.stream().filter(one -> one.numbers().isEmpty()).count(),
                named,
                places,
                units,
                policies,
                days(Incident::first).min(Comparator.naturalOrder()),
                days(Incident::last).max(Comparator.naturalOrder()),
                months.size(),
                perYear);
    }

    private Stream<LocalDate> days(Function<Incident, Optional<LocalDate>> which) {
        return incidents.stream().flatMap(one -> which.apply(one).stream());
    }

    private List<Figures.Counted> counted() {
        var sums = new LinkedHashMap<String, Figures.Counted>();
        for (var incident : incidents) {
            var units = new TreeMap<String, List<Incident.Number>>();
            incident.numbers()
                    .forEach(
                            one ->
                                    units.computeIfAbsent(one.unit(), none -> new ArrayList<>())
                                            .add(one));
            units.forEach(
                    (unit, numbers) -> sums.merge(unit, range(unit, numbers), Reckoning::sum));
        }
        return List.copyOf(sums.values());
    }

    private static Figures.Counted range(String unit, List<Incident.Number> numbers) {
        var least =
                numbers.stream()
                        .map(Incident.Number::low)
                        .min(Comparator.naturalOrder())
                        .orElse(BigDecimal.ZERO);
        boolean open = numbers.stream().anyMatch(one -> one.high().isEmpty());
        var most =
                numbers.stream().flatMap(one -> one.high().stream()).max(Comparator.naturalOrder());
        return new Figures.Counted(unit, least, open ? Optional.empty() : most, 1);
    }

    private static Figures.Counted sum(Figures.Counted one, Figures.Counted other) {
        return new Figures.Counted(
                one.unit(),
                one.least().add(other.least()),
                one.most().flatMap(most -> other.most().map(most::add)),
                one.incidents() + other.incidents());
    }
}
