package org.haetae.monitor;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.law.Instrument;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.haetae.monitor.Account.Conduct;
import org.haetae.monitor.Account.Criterion;
import org.haetae.monitor.Account.Duty;
import org.haetae.monitor.Account.Performance;
import org.haetae.monitor.Account.Standing;
import org.haetae.monitor.Account.Statute;
import org.haetae.monitor.Account.Treaty;

/// What a state owes, what is claimed of its conduct beside each duty, and acts of other states
/// that are about it.
final class Duties {

    private static final Set<String> ANSWERING =
            Set.of("denial", "other-explanation", "justification", "admission");

    private final Sources sources;
    private final LocalDate asOf;
    private final List<Facts> acts;
    private final List<Facts> policies;
    private final Map<EntityId, List<EntityId>> denials;

    Duties(Sources sources) {
        this.sources = sources;
        this.asOf = sources.asOf();
        this.acts =
                sources.of("act", "perpetrator", sources.organs()).stream()
                        .filter(one -> !one.after("date", asOf))
                        .toList();
        this.policies =
                sources.of("policy", "applied-by", sources.organs()).stream()
                        .filter(one -> !one.after("start", asOf))
                        .toList();
        this.denials = denials();
    }

    private Map<EntityId, List<EntityId>> denials() {
        var about = Stream.concat(acts.stream(), policies.stream()).map(Facts::id).toList();
        return sources.of("statement", "about", about).stream()
                .filter(one -> !one.after("date", asOf))
                .filter(one -> one.codes("type").stream().anyMatch(ANSWERING::contains))
                .flatMap(one -> one.targets("about").stream().map(to -> Map.entry(to, one.id())))
                .collect(
                        Collectors.groupingBy(
                                Map.Entry::getKey,
                                Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    // ---- of the state itself

    /// Duties of the treaties that bind it and of its own acts, then what only sources call its
    /// duty.
    List<Duty> all(List<Treaty> treaties) {
        var told = sources.of("duty", "bearer", sources.organs());
        var placed = new HashSet<EntityId>();
        var duties = new ArrayList<Duty>();
        for (var treaty : treaties) {
            if (Set.of(Standing.BOUND, Standing.PERHAPS, Standing.DISPUTED)
                    .contains(treaty.standing())) {
                treaty.instrument()
                        .flatMap(sources.law()::instrumentOf)
                        .ifPresent(
                                instrument ->
                                        duties.addAll(
                                                of(
                                                        instrument,
                                                        treaty.standing(),
                                                        treaty.bound(),
                                                        joining(treaty),
                                                        told,
                                                        placed)));
            }
        }
        sources.law().instruments().values().stream()
                .filter(one -> one.type() == Instrument.Type.STATUTE)
                .filter(
                        one ->
                                one.madeBy().isPresent()
                                        && one.madeBy().equals(sources.state().code()))
                .filter(this::inForce)
                .forEach(
                        one ->
                                duties.addAll(
                                        of(
                                                one,
                                                Standing.BOUND,
                                                Optional.empty(),
                                                List.of(),
                                                told,
                                                placed)));
        told.stream()
                .filter(one -> !placed.contains(one.id()))
                .map(one -> told(List.of(one)))
                .forEach(duties::add);
        return duties;
    }

    /// Claims by which the state is a party, which each of its duties under the treaty rests on.
    private static List<ClaimId> joining(Treaty treaty) {
        return treaty.actions().stream().flatMap(one -> one.claims().stream()).toList();
    }

    private static Duty told(List<Facts> of) {
        return new Duty(
                Optional.empty(),
                Standing.BOUND,
                of.stream().map(Duties::performance).toList(),
                List.of(),
                Facts.allClaims(of));
    }

    private static Performance performance(Facts duty) {
        return new Performance(duty.id(), duty.codes("performance"), duty.claims());
    }

    private List<Duty> of(
            Instrument instrument,
            Standing standing,
            Optional<LocalDate> bound,
            List<ClaimId> resting,
            Collection<Facts> told,
            Set<EntityId> placed) {
        var under =
                told.stream()
                        .filter(
                                one ->
                                        sources.facts(one.targets("under")).stream()
                                                .anyMatch(
                                                        source ->
                                                                sources.instrument(
                                                                                source,
                                                                                instrument.type())
                                                                        .equals(
                                                                                Optional.of(
                                                                                        instrument))))
                        .toList();
        return instrument.all(Provision.Type.DUTY).stream()
                .filter(this::holds)
                .map(
                        provision -> {
                            var here =
                                    under.stream()
                                            .filter(one -> at(instrument, one).contains(provision))
                                            .toList();
                            here.forEach(one -> placed.add(one.id()));
                            var conduct = conduct(provision, bound);
                            return new Duty(
                                    Optional.of(provision.code()),
                                    standing,
                                    here.stream().map(Duties::performance).toList(),
                                    conduct,
                                    Facts.together(
                                            Stream.concat(
                                                            Stream.of(
                                                                    resting, Facts.allClaims(here)),
                                                            conduct.stream().map(Conduct::claims))
                                                    .toList()));
                        })
                .toList();
    }

    private static List<Provision> at(Instrument instrument, Facts told) {
        return told.words("article").stream()
                .flatMap(article -> Law.at(instrument, article).stream())
                .toList();
    }

    /// Whether a provision is valid on the day.
    private boolean holds(Provision provision) {
        return provision.since().map(date -> !date.earliest().isAfter(asOf)).orElse(true)
                && provision.until().map(date -> !date.latest().isBefore(asOf)).orElse(true);
    }

    private boolean inForce(Instrument instrument) {
        return instrument.inForce().map(date -> !date.earliest().isAfter(asOf)).orElse(true)
                && instrument.ended().map(date -> date.latest().isAfter(asOf)).orElse(true);
    }

    // ---- conduct

    private List<Conduct> conduct(Provision duty, Optional<LocalDate> bound) {
        var kinds = within("acts", duty.acts());
        var rights = within("rights", duty.rights());
        var conduct = new ArrayList<Conduct>();
        for (var act : acts) {
            add(conduct, act, "date", common(act.codes("type"), kinds), bound);
        }
        for (var policy : policies) {
            var bearing =
                    Stream.concat(
                                    common(policy.codes("means"), kinds).stream(),
                                    policy.codes("right").stream()
                                            .filter(
                                                    right ->
                                                            rights.contains(right)
                                                                    || within(
                                                                                    "rights",
                                                                                    List.of(right))
                                                                            .stream()
                                                                            .anyMatch(
                                                                                    duty.rights()
                                                                                            ::contains)))
                            .toList();
            add(conduct, policy, "end", bearing, bound);
        }
        return conduct;
    }

    /// Adds it where it bears on the duty and was not over before the duty began.
    private void add(
            List<Conduct> conduct,
            Facts of,
            String ends,
            List<String> bearing,
            Optional<LocalDate> bound) {
        if (bearing.isEmpty() || bound.isPresent() && of.by(ends, bound.get().minusDays(1))) {
            return;
        }
        conduct.add(
                new Conduct(
                        of.id(),
                        bearing,
                        of.date(of.entity().kind().code().equals("act") ? "date" : "start"),
                        denials.getOrDefault(of.id(), List.of()),
                        of.claims()));
    }

    private Set<String> within(String vocabulary, Collection<String> terms) {
        return terms.stream()
                .flatMap(term -> sources.within(vocabulary, term).stream())
                .collect(Collectors.toSet());
    }

    private static List<String> common(List<String> told, Set<String> asked) {
        return told.stream().filter(asked::contains).toList();
    }

    // ---- acts of others about it

    /// @param grounds statutes by which its people and bodies are designated
    List<Statute> statutes(Set<EntityId> grounds) {
        var laws = sources.all("statute", "name");
        var known =
                sources.law().instruments().values().stream()
                        .filter(one -> one.type() == Instrument.Type.STATUTE)
                        .filter(
                                one ->
                                        sources.state()
                                                        .code()
                                                        .map(one.concerns()::contains)
                                                        .orElse(false)
                                                || laws.stream()
                                                        .filter(law -> grounds.contains(law.id()))
                                                        .anyMatch(law -> is(law, one)))
                        .map(one -> statute(one, laws))
                        .toList();
        var placed =
                known.stream().flatMap(one -> one.entities().stream()).collect(Collectors.toSet());
        return Stream.concat(
                        known.stream(),
                        laws.stream()
                                .filter(
                                        one ->
                                                grounds.contains(one.id())
                                                        && !placed.contains(one.id()))
                                .map(this::statute))
                .toList();
    }

    private boolean is(Facts law, Instrument instrument) {
        return sources.instrument(law, Instrument.Type.STATUTE).equals(Optional.of(instrument));
    }

    /// One that only the casebook knows.
    private Statute statute(Facts law) {
        var entities = List.of(law.id());
        return new Statute(
                Optional.empty(),
                entities,
                !law.after("in-force", asOf)
                        && !law.after("passed", asOf)
                        && !law.by("ended", asOf),
                sources.of("duty", "under", entities).stream()
                        .map(one -> told(List.of(one)))
                        .toList(),
                criteria(List.of(), sources.of("criterion", "statute", entities)));
    }

    private Statute statute(Instrument instrument, List<Facts> laws) {
        var entities = laws.stream().filter(one -> is(one, instrument)).map(Facts::id).toList();
        var told = sources.of("duty", "under", entities);
        var placed = new HashSet<EntityId>();
        var duties = new ArrayList<Duty>();
        for (var duty : of(instrument, Standing.BOUND, Optional.empty(), List.of(), told, placed)) {
            duties.add(
                    new Duty(
                            duty.provision(),
                            duty.standing(),
                            duty.told(),
                            List.of(),
                            duty.told().stream().flatMap(one -> one.claims().stream()).toList()));
        }
        told.stream()
                .filter(one -> !placed.contains(one.id()))
                .map(one -> told(List.of(one)))
                .forEach(duties::add);
        return new Statute(
                Optional.of(instrument.code()),
                entities,
                inForce(instrument),
                duties,
                criteria(
                        instrument.all(Provision.Type.SUSPENSION),
                        sources.of("criterion", "statute", entities)));
    }

    /// The criteria of the law for suspension, each with what sources say of it; then those that
    /// only sources name.
    private List<Criterion> criteria(List<Provision> asked, List<Facts> told) {
        var placed = new HashSet<EntityId>();
        var criteria = new ArrayList<Criterion>();
        for (var provision : asked) {
            var here =
                    told.stream()
                            .filter(
                                    one ->
                                            sources.law().instrumentOf(provision.code()).stream()
                                                    .anyMatch(
                                                            law ->
                                                                    at(law, one)
                                                                            .contains(provision)))
                            .toList();
            here.forEach(one -> placed.add(one.id()));
            criteria.add(criterion(Optional.of(provision.code()), here));
        }
        var suspending = sources.within("criterion-types", "for-suspension");
        told.stream()
                .filter(one -> !placed.contains(one.id()))
                .filter(one -> one.codes("type").stream().anyMatch(suspending::contains))
                .map(one -> criterion(Optional.empty(), List.of(one)))
                .forEach(criteria::add);
        return criteria;
    }

    private Criterion criterion(Optional<String> provision, List<Facts> told) {
        var then = told.stream().filter(one -> !one.after("as-of", asOf)).toList();
        return new Criterion(
                provision,
                told.stream().map(Facts::id).toList(),
                told.stream().mapToInt(one -> one.claims("words").size()).sum(),
                then.stream().flatMap(one -> one.codes("met").stream()).distinct().toList(),
                targets(told, "evidence"),
                targets(told, "evidence-against"),
                saying(told, then, Set.of("met", "met-in-part"), "evidence"),
                saying(told, then, Set.of("not-met"), "evidence-against"),
                Facts.allClaims(told));
    }

    private static Set<EntityId> targets(List<Facts> told, String property) {
        return told.stream()
                .flatMap(one -> one.targets(property).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Claims that say so, and those that attach evidence for it.
    private static List<ClaimId> saying(
            List<Facts> told, List<Facts> then, Set<String> terms, String evidence) {
        return Stream.concat(
                        then.stream().flatMap(one -> one.claimsOf("met", terms).stream()),
                        told.stream().flatMap(one -> one.claims(evidence).stream()))
                .toList();
    }
}
