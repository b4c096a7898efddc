package org.haetae.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Value;

/// Ways from what was done to somebody who may answer for it: who is said to have done it, of what
/// that is said to be a part, who is said to have commanded it, which post the person is said to
/// have held. Each step rests on claims; where none leads on, there is a gap.
final class Linkage {

    private static final int DEEPEST = 6;

    /// One step: the claims by which it is known.
    ///
    /// @param kind `act`, `unit`, `command`, `post`, `role`
    record Step(String kind, Set<EntityId> about, List<Claim> claims) {}

    /// The way to one person.
    ///
    /// @param whole whether every step is there
    record Way(EntityId person, List<Step> steps, boolean whole) {}

    private final Casebook casebook;
    private final Clearance by;
    private final Map<EntityId, Entity> incidents;

    Linkage(Casebook casebook, Clearance by, Map<EntityId, Entity> incidents) {
        this.casebook = casebook;
        this.by = by;
        this.incidents = incidents;
    }

    List<Way> ways(Collection<EntityId> persons) {
        return persons.stream().map(this::way).toList();
    }

    private Way way(EntityId person) {
        var steps = new ArrayList<Step>();
        // By their own hand, or in a role of theirs.
        var direct = links(person, "involvement", "actor", "act");
        direct.keySet().retainAll(incidents.keySet());
        if (!direct.isEmpty()) {
            var claims = direct.values().stream().flatMap(List::stream).toList();
            steps.add(new Step("act", Set.copyOf(direct.keySet()), did(direct.keySet())));
            steps.add(new Step("role", Set.of(person), claims));
            return new Way(person, steps, true);
        }
        var posts = new LinkedHashMap<EntityId, List<Claim>>();
        posts.putAll(links(person, "post", "holder", "organisation"));
        links(person, "membership", "member", "organisation").forEach(posts::putIfAbsent);
        posts.put(person, List.of());
        // From those who acted upwards, the shortest way first.
        var from = new LinkedHashMap<EntityId, List<Step>>();
        for (var incident : incidents.values()) {
            for (var actor : incident.targets(Tells.BY)) {
                from.computeIfAbsent(actor, one -> new ArrayList<>());
            }
        }
        var seen = new HashSet<>(from.keySet());
        for (int depth = 0; depth <= DEEPEST && !from.isEmpty(); depth++) {
            for (var one : from.entrySet()) {
                if (posts.containsKey(one.getKey())) {
                    var acted = acted(one.getValue(), one.getKey());
                    steps.add(new Step("act", acted, did(acted)));
                    steps.addAll(one.getValue());
                    var held = posts.get(one.getKey());
                    if (!held.isEmpty()) {
                        steps.add(new Step("post", Set.of(person, one.getKey()), held));
                    }
                    return new Way(person, steps, true);
                }
            }
            var next = new LinkedHashMap<EntityId, List<Step>>();
            for (var one : from.entrySet()) {
                above(one.getKey())
                        .forEach(
                                (superior, claims) -> {
                                    if (seen.add(superior)) {
                                        var way = new ArrayList<>(one.getValue());
                                        way.add(
                                                new Step(
                                                        "command",
                                                        Set.of(one.getKey(), superior),
                                                        claims));
                                        next.put(superior, way);
                                    }
                                });
            }
            from = next;
        }
        var held = posts.values().stream().flatMap(List::stream).toList();
        steps.add(new Step("act", incidents.keySet(), did(incidents.keySet())));
        steps.add(new Step("command", Set.of(), List.of()));
        steps.add(new Step("post", Set.of(person), held));
        return new Way(person, steps, false);
    }

    /// Incidents by whoever stands at the beginning of a way.
    private Set<EntityId> acted(List<Step> way, EntityId end) {
        var ends = way.isEmpty() ? Set.of(end) : way.getFirst().about();
        var acted = new LinkedHashSet<EntityId>();
        incidents.forEach(
                (id, incident) -> {
                    if (incident.targets(Tells.BY).stream().anyMatch(ends::contains)) {
                        acted.add(id);
                    }
                });
        return acted;
    }

    /// The claims by which it is known who did them.
    private List<Claim> did(Set<EntityId> some) {
        return some.stream()
                .map(incidents::get)
                .flatMap(
                        incident ->
                                incident.claims().stream()
                                        .filter(
                                                claim ->
                                                        claim.stands()
                                                                && incident.kind()
                                                                        .propertyOr(
                                                                                claim.property())
                                                                        .tells(Tells.BY)))
                .toList();
    }

    private Map<EntityId, List<Claim>> above(EntityId subordinate) {
        var above = links(subordinate, "command", "subordinate", "superior");
        links(subordinate, "membership", "member", "organisation").forEach(above::putIfAbsent);
        return above;
    }

    /// What one end is tied to by links of a kind, with the claims of these links.
    private Map<EntityId, List<Claim>> links(EntityId end, String kind, String own, String other) {
        var ids =
                casebook.referringTo(by, List.of(end), List.of(kind)).stream()
                        .filter(claim -> claim.property().equals(own) && claim.stands())
                        .map(Claim::entity)
                        .distinct()
                        .toList();
        var found = new LinkedHashMap<EntityId, List<Claim>>();
        for (var link : casebook.entities(by, ids).values()) {
            var claims = link.claims().stream().filter(Claim::stands).toList();
            link.value(other)
                    .flatMap(Linkage::target)
                    .ifPresent(
                            target ->
                                    found.computeIfAbsent(target, one -> new ArrayList<>())
                                            .addAll(claims));
        }
        return found;
    }

    private static Optional<EntityId> target(Value value) {
        return value instanceof Value.Reference(EntityId entity)
                ? Optional.of(entity)
                : Optional.empty();
    }

    /// All claims of some ways.
    static List<ClaimId> claims(Collection<Way> ways) {
        return ways.stream()
                .flatMap(way -> way.steps().stream())
                .flatMap(step -> step.claims().stream())
                .map(Claim::id)
                .distinct()
                .toList();
    }

    /// Everything that they speak of.
    static Set<EntityId> about(Collection<Way> ways) {
        var about = new HashSet<EntityId>();
        for (var way : ways) {
            about.add(way.person());
            way.steps()
                    .forEach(
                            step -> {
                                about.addAll(step.about());
                                step.claims().forEach(claim -> about.add(claim.entity()));
                            });
        }
        return about;
    }
}
