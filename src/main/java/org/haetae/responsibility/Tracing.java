package org.haetae.responsibility;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Told;
import org.haetae.casebook.Value;
import org.haetae.law.Law;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Together;
import org.haetae.responsibility.Chain.Gap;
import org.haetae.responsibility.Chain.Holding;
import org.haetae.responsibility.Chain.Link;
import org.haetae.responsibility.Chain.Missing;
import org.haetae.responsibility.Chain.Person;
import org.haetae.responsibility.Chain.Reason;
import org.haetae.responsibility.Chain.Then;
import org.haetae.responsibility.Chain.Unit;
import org.haetae.responsibility.Chain.Why;

/// The way from one event or unit upwards: first who is involved, then who was over them, then who
/// held which post, then what is said of these people, last what is not told.
final class Tracing {

    private static final String PERSON = "person";
    private static final String UNIT = "organisation";
    private static final String FACILITY = "facility";

    /// Who works together is over nobody.
    private static final Set<String> NO_COMMAND = Set.of("cooperation");

    /// Roles that lead to no unit: who stood against it or saw it.
    private static final Set<String> NO_PART = Set.of("opposed", "protector", "present-person");

    private static final int DEEPEST = 12;
    private static final int MOST_UNITS = 300;

    private final Schema schema;
    private final Law law;
    private final Together together;

    private List<Then> thens = List.of();
    private final List<Entity> involvements = new ArrayList<>();
    private final Set<EntityId> named = new LinkedHashSet<>();
    private final Map<EntityId, List<Reason>> reasons = new LinkedHashMap<>();
    private final Map<EntityId, Integer> levels = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();

    Tracing(Schema schema, Law law, Together together) {
        this.schema = schema;
        this.law = law;
        this.together = together;
    }

    Chain of(Entity subject, Optional<HistoricDate> on) {
        boolean happened = Responsibility.happened(subject);
        var deeds = happened ? deeds(subject) : List.<Entity>of();
        var whole = happened ? whole(subject) : List.<Entity>of();
        thens =
                on.map(day -> List.of(new Then(day, List.of())))
                        .orElseGet(() -> happened ? thens(subject, whole, deeds) : List.of());
        if (happened) {
            involve(deeds, whole);
        } else {
            add(subject.id(), 0, new Reason(Why.ASKED, Optional.empty(), List.of()));
        }
        climb();
        hold();
        var units =
                levels.entrySet().stream()
                        .map(
                                one ->
                                        new Unit(
                                                one.getKey(),
                                                one.getValue(),
                                                List.copyOf(
                                                        Objects.requireNonNull(
                                                                reasons.get(one.getKey())))))
                        .toList();
        return new Chain(
                subject,
                deeds,
                thens,
                units,
                List.copyOf(links),
                List.copyOf(holdings),
                persons(deeds),
                gaps(subject, units));
    }

    // ---- what happened

    /// It and what is part of it.
    private List<Entity> deeds(Entity subject) {
        var all = new LinkedHashMap<EntityId, Entity>();
        all.put(subject.id(), subject);
        for (var part : within(all.keySet())) {
            all.putIfAbsent(part.id(), part);
        }
        for (var part : within(all.keySet())) {
            all.putIfAbsent(part.id(), part);
        }
        var deeds = all.values().stream().filter(Responsibility::happened).toList();
        all.values().stream()
                .filter(one -> one.kind().code().equals("involvement"))
                .forEach(involvements::add);
        return deeds;
    }

    private List<Entity> within(Collection<EntityId> whole) {
        return together.leading(
                Told.of(schema.kinds().values(), kind -> kind.telling(Tells.WITHIN)).stream()
                        .filter(one -> !Set.of("place", UNIT, FACILITY).contains(one.kind()))
                        .toList(),
                whole);
    }

    /// What it is part of, which may have the date and the place.
    private List<Entity> whole(Entity subject) {
        return together.outlines(
                subject.kind().telling(Tells.WITHIN).stream()
                        .flatMap(one -> together.targets(subject, one.code()).stream())
                        .filter(id -> !id.equals(subject.id()))
                        .collect(Collectors.toSet()));
    }

    /// Its dates, else those of what it is part of, else those of its parts.
    private static List<Then> thens(Entity subject, List<Entity> whole, List<Entity> parts) {
        return Stream.of(List.of(subject), whole, parts)
                .map(some -> some.stream().flatMap(one -> thens(one).stream()).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .map(Tracing::each)
                .orElse(List.of());
    }

    private static List<Then> thens(Entity of) {
        var lasting =
                Stream.of(Tells.BEGINS, Tells.CITED, Tells.ENDS)
                        .flatMap(tells -> of.kind().telling(tells).stream())
                        .toList();
        var at = of.kind().telling(Tells.WHEN).stream().flatMap(one -> thens(of, one)).toList();
        if (!at.isEmpty() || lasting.isEmpty()) {
            return at;
        }
        var dated = lasting.stream().flatMap(one -> thens(of, one)).toList();
        boolean open =
                dated.stream()
                        .anyMatch(
                                one ->
                                        one.date().earliest().equals(LocalDate.MIN)
                                                || one.date().latest().equals(LocalDate.MAX));
        return dated.size() < 2 || open ? dated : List.of(whole(dated));
    }

    /// From the first to the last of them.
    private static Then whole(List<Then> all) {
        var from =
                all.stream().map(one -> one.date().earliest()).min(Comparator.naturalOrder()).get();
        var to = all.stream().map(one -> one.date().latest()).max(Comparator.naturalOrder()).get();
        return new Then(
                HistoricDate.of("%s/%s".formatted(from, to)),
                all.stream().flatMap(one -> one.claims().stream()).toList());
    }

    private static Stream<Then> thens(Entity of, Property property) {
        return of.values(property.code()).stream()
                .flatMap(
                        value ->
                                value instanceof Value.Date(HistoricDate date)
                                        ? Stream.of(
                                                new Then(
                                                        date,
                                                        Together.claims(of, property.code())
                                                                .stream()
                                                                .filter(
                                                                        claim ->
                                                                                claim.value()
                                                                                        .filter(
                                                                                                value
                                                                                                        ::equals)
                                                                                        .isPresent())
                                                                .toList()))
                                        : Stream.empty());
    }

    /// Each date once, with all who give it.
    private static List<Then> each(List<Then> all) {
        var byDate = new LinkedHashMap<HistoricDate, List<Claim>>();
        all.forEach(
                one ->
                        byDate.computeIfAbsent(one.date(), date -> new ArrayList<>())
                                .addAll(one.claims()));
        return byDate.entrySet().stream()
                .map(one -> new Then(one.getKey(), one.getValue().stream().distinct().toList()))
                .sorted(Comparator.comparing(Then::date, HistoricDate.CHRONOLOGICAL))
                .toList();
    }

    private List<Timing> timings(Entity of) {
        return thens.stream().map(then -> Timing.of(of, then.date())).toList();
    }

    // ---- who is involved

    private void involve(List<Entity> deeds, List<Entity> whole) {
        var persons = new LinkedHashMap<EntityId, List<Claim>>();
        for (var deed : deeds) {
            for (var property : deed.kind().telling(Tells.BY)) {
                actors(deed, property.code(), Why.NAMED, persons);
            }
        }
        for (var involvement : involvements) {
            if (codes(involvement, "role").isEmpty()
                    || !NO_PART.containsAll(codes(involvement, "role"))) {
                actors(involvement, "actor", Why.INVOLVED, persons);
            }
        }
        named.addAll(persons.keySet());
        ofSomebodyNamed(persons);
        places(Stream.concat(deeds.stream(), whole.stream()).toList());
    }

    /// The units, and the people, to which a property leads.
    private void actors(Entity of, String property, Why why, Map<EntityId, List<Claim>> persons) {
        var claims = Together.claims(of, property);
        for (var actor : together.outlines(together.targets(of, property))) {
            var telling = leadingTo(claims, actor.id());
            if (actor.kind().code().equals(UNIT)) {
                add(actor.id(), 0, new Reason(why, Optional.of(of.id()), telling));
            } else if (actor.kind().code().equals(PERSON)) {
                persons.computeIfAbsent(actor.id(), id -> new ArrayList<>()).addAll(telling);
            }
        }
    }

    private List<Claim> leadingTo(List<Claim> claims, EntityId target) {
        return claims.stream()
                .filter(
                        claim ->
                                claim.value()
                                        .filter(
                                                value ->
                                                        value
                                                                        instanceof
                                                                        Value.Reference(EntityId id)
                                                                && together.of(id).equals(target))
                                        .isPresent())
                .toList();
    }

    /// Units in which they held a post then or may have, and units that they commanded.
    private void ofSomebodyNamed(Map<EntityId, List<Claim>> persons) {
        for (var post : together.leading("post", "holder", persons.keySet())) {
            reach(post, "holder", "organisation");
        }
        for (var command : together.leading("command", "superior", persons.keySet())) {
            reach(command, "superior", "subordinate");
        }
    }

    private void reach(Entity tie, String somebody, String unit) {
        if (isOut(timings(tie))) {
            return;
        }
        var from = together.targets(tie, somebody).stream().filter(named::contains).findFirst();
        for (var one : together.outlines(together.targets(tie, unit))) {
            if (one.kind().code().equals(UNIT)) {
                add(one.id(), 0, new Reason(Why.OF_SOMEBODY_NAMED, from, Together.claims(tie)));
            }
        }
    }

    private static boolean isOut(List<Timing> timings) {
        return !timings.isEmpty() && timings.stream().allMatch(one -> one.at().isOut());
    }

    /// Units that ran the places where it was done, or the places that these belong to, or sat in
    /// them.
    private void places(List<Entity> deeds) {
        var all = new LinkedHashMap<EntityId, Entity>();
        Collection<EntityId> edge =
                deeds.stream()
                        .flatMap(
                                deed ->
                                        deed.kind().telling(Tells.WHERE).stream()
                                                .flatMap(
                                                        one ->
                                                                together
                                                                        .targets(deed, one.code())
                                                                        .stream()))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        for (int depth = 0; depth < DEEPEST && !edge.isEmpty(); depth++) {
            var found =
                    together.outlines(edge).stream()
                            .filter(one -> one.kind().code().equals(FACILITY))
                            .filter(one -> all.putIfAbsent(one.id(), one) == null)
                            .toList();
            edge =
                    found.stream()
                            .flatMap(one -> together.targets(one, "part-of").stream())
                            .filter(id -> !all.containsKey(id))
                            .toList();
        }
        for (var facility : all.values()) {
            var running = Together.claims(facility, "run-by");
            for (var unit : known(together.targets(facility, "run-by"))) {
                add(
                        unit,
                        0,
                        new Reason(
                                Why.RAN_THE_PLACE,
                                Optional.of(facility.id()),
                                leadingTo(running, unit)));
            }
        }
        for (var unit : together.leading(UNIT, "place", all.keySet())) {
            together.targets(unit, "place").stream()
                    .filter(all::containsKey)
                    .forEach(
                            seat ->
                                    add(
                                            unit.id(),
                                            0,
                                            new Reason(
                                                    Why.SEATED_THERE,
                                                    Optional.of(seat),
                                                    leadingTo(
                                                            Together.claims(unit, "place"),
                                                            seat))));
        }
    }

    private void add(EntityId unit, int level, Reason reason) {
        levels.putIfAbsent(unit, level);
        var all = reasons.computeIfAbsent(unit, id -> new ArrayList<>());
        if (!all.contains(reason)) {
            all.add(reason);
        }
    }

    // ---- who was over them

    private void climb() {
        Set<EntityId> edge = new LinkedHashSet<>(levels.keySet());
        edge.addAll(named);
        var seen = new LinkedHashSet<>(edge);
        for (int level = 1; level <= DEEPEST && !edge.isEmpty(); level++) {
            var found = new ArrayList<>(commands(edge));
            found.addAll(structure(edge, found));
            var next = new LinkedHashSet<EntityId>();
            for (var link : found) {
                links.add(link);
                if (!link.isOut() && seen.size() < MOST_UNITS) {
                    rise(link, level);
                    if (seen.add(link.superior())) {
                        next.add(link.superior());
                    }
                }
            }
            edge = next;
        }
    }

    private void rise(Link link, int level) {
        if (isUnit(link.superior())) {
            add(
                    link.superior(),
                    level,
                    new Reason(Why.ABOVE, Optional.of(link.subordinate()), link.claims()));
        }
    }

    private final Map<EntityId, String> kinds = new HashMap<>();

    private boolean isUnit(EntityId id) {
        return UNIT.equals(kinds.get(id));
    }

    private List<Link> commands(Set<EntityId> under) {
        return together.leading("command", "subordinate", under).stream()
                .filter(
                        one ->
                                one.values("type").isEmpty()
                                        || !NO_COMMAND.containsAll(codes(one, "type")))
                .flatMap(one -> commands(one, under))
                .toList();
    }

    private Stream<Link> commands(Entity command, Set<EntityId> under) {
        return together.targets(command, "subordinate").stream()
                .filter(under::contains)
                .flatMap(
                        lower ->
                                known(together.targets(command, "superior")).stream()
                                        .filter(higher -> !higher.equals(lower))
                                        .map(
                                                higher ->
                                                        new Link(
                                                                command,
                                                                higher,
                                                                lower,
                                                                true,
                                                                codes(command, "type"),
                                                                timings(command),
                                                                Together.claims(command))));
    }

    /// Those of which the reader may know.
    private Set<EntityId> known(Collection<EntityId> ids) {
        var found = together.outlines(ids);
        found.forEach(one -> kinds.put(one.id(), one.kind().code()));
        return found.stream().map(Entity::id).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// What is part of what, where no line of command says more.
    private List<Link> structure(Set<EntityId> under, List<Link> commanded) {
        return together.outlines(under).stream()
                .filter(one -> one.kind().code().equals(UNIT))
                .flatMap(
                        lower ->
                                known(together.targets(lower, "part-of")).stream()
                                        .filter(higher -> !higher.equals(lower.id()))
                                        .filter(
                                                higher ->
                                                        commanded.stream()
                                                                .noneMatch(
                                                                        one ->
                                                                                !one.isOut()
                                                                                        && one.subordinate()
                                                                                                .equals(
                                                                                                        lower
                                                                                                                .id())
                                                                                        && one.superior()
                                                                                                .equals(
                                                                                                        higher)))
                                        .map(higher -> partOf(lower, higher)))
                .toList();
    }

    private Link partOf(Entity lower, EntityId higher) {
        return new Link(
                lower,
                higher,
                lower.id(),
                false,
                List.of(),
                thens.stream().map(then -> Timing.UNTOLD).toList(),
                leadingTo(Together.claims(lower, "part-of"), higher));
    }

    static List<String> codes(Entity of, String property) {
        return of.values(property).stream()
                .flatMap(
                        value ->
                                value instanceof Value.Code(String term)
                                        ? Stream.of(term)
                                        : Stream.empty())
                .toList();
    }

    // ---- who held which post

    private void hold() {
        for (var post : together.leading("post", "organisation", levels.keySet())) {
            for (var unit : together.targets(post, "organisation")) {
                if (levels.containsKey(unit)) {
                    for (var person : known(together.targets(post, "holder"))) {
                        holdings.add(new Holding(post, person, unit, timings(post)));
                    }
                }
            }
        }
        holdings.sort(
                Comparator.comparing((Holding one) -> levels.getOrDefault(one.unit(), DEEPEST))
                        .thenComparing(one -> one.unit().toString())
                        .thenComparing(one -> firmest(one.timings()))
                        .thenComparing(one -> one.post().id().toString()));
    }

    private static Timing.At firmest(List<Timing> timings) {
        return timings.stream()
                .map(Timing::at)
                .min(Comparator.naturalOrder())
                .orElse(Timing.At.UNDATED);
    }

    // ---- what is said of them

    private List<Person> persons(List<Entity> deeds) {
        var nearest = new LinkedHashMap<EntityId, Integer>();
        named.forEach(one -> nearest.merge(one, 0, Math::min));
        holdings.stream()
                .filter(one -> !one.isOut())
                .forEach(
                        one ->
                                nearest.merge(
                                        one.person(),
                                        levels.getOrDefault(one.unit(), DEEPEST),
                                        Math::min));
        links.stream()
                .filter(one -> !one.isOut() && PERSON.equals(kinds.get(one.superior())))
                .forEach(
                        one ->
                                nearest.merge(
                                        one.superior(),
                                        levels.getOrDefault(one.subordinate(), 0),
                                        Math::min));
        var elements =
                new Elements(law, together, deeds, involvements, links, holdings, nearest.keySet());
        return nearest.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(
                        one ->
                                new Person(
                                        one.getKey(),
                                        named.contains(one.getKey()),
                                        one.getValue(),
                                        elements.part(one.getKey()),
                                        elements.of(one.getKey())))
                .toList();
    }

    // ---- what is not told

    private List<Gap> gaps(Entity subject, List<Unit> units) {
        var gaps = new ArrayList<Gap>();
        if (thens.isEmpty()) {
            gaps.add(new Gap(Missing.DATE, subject.id(), Optional.empty()));
        } else if (thens.size() > 1) {
            gaps.add(new Gap(Missing.ONE_DATE, subject.id(), Optional.empty()));
        }
        if (units.isEmpty()) {
            gaps.add(new Gap(Missing.UNIT, subject.id(), Optional.empty()));
        }
        for (var unit : units) {
            if (!isTop(unit.id())
                    && links.stream()
                            .noneMatch(
                                    one -> one.subordinate().equals(unit.id()) && !one.isOut())) {
                gaps.add(new Gap(Missing.SUPERIOR, unit.id(), Optional.empty()));
            }
            if (holdings.stream().noneMatch(one -> one.unit().equals(unit.id()) && !one.isOut())) {
                gaps.add(new Gap(Missing.HOLDER, unit.id(), Optional.empty()));
            }
        }
        links.forEach(one -> then(gaps, Missing.LINK_THEN, one.by().id(), one.timings()));
        holdings.forEach(one -> then(gaps, Missing.POST_THEN, one.post().id(), one.timings()));
        return gaps.stream().distinct().toList();
    }

    /// The state itself has nobody above.
    private boolean isTop(EntityId unit) {
        return together.outlines(List.of(unit)).stream()
                .anyMatch(one -> codes(one, "type").contains("state"));
    }

    private static void then(
            List<Gap> gaps, Missing missing, EntityId about, List<Timing> timings) {
        Predicate<Timing> isGap = one -> one.at().isGap();
        timings.stream()
                .filter(isGap)
                .distinct()
                .forEach(one -> gaps.add(new Gap(missing, about, Optional.of(one))));
    }
}
