package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Told;
import org.haetae.casebook.Value;

/// The casebook as one reader may join it: entities that were judged to be one stand for one, with
/// the claims of all. No claim is altered, and another judgement parts them again; so one of these
/// is made for each question and kept for none.
public final class Together {

    private static final int MOST = 10_000;

    private final Casebook casebook;
    private final Judgements judgements;
    private final Clearance by;
    private final Map<EntityId, List<EntityId>> members = new HashMap<>();

    public Together(Casebook casebook, Judgements judgements, Clearance by) {
        this.casebook = casebook;
        this.judgements = judgements;
        this.by = by;
    }

    private void know(Collection<EntityId> ids) {
        var unknown = new HashSet<>(ids);
        unknown.removeAll(members.keySet());
        if (!unknown.isEmpty()) {
            judgements
                    .clusters(by, unknown)
                    .forEach((id, cluster) -> members.put(id, cluster.members()));
        }
    }

    private List<EntityId> with(EntityId id) {
        know(List.of(id));
        return members.getOrDefault(id, List.of(id));
    }

    /// The entity that stands for all that are one with this one: the same, whichever is asked.
    public EntityId of(EntityId id) {
        return with(id).getFirst();
    }

    /// The same of several, in their order.
    public Set<EntityId> of(Collection<EntityId> ids) {
        know(ids);
        var all = new LinkedHashSet<EntityId>();
        ids.forEach(id -> all.add(of(id)));
        return all;
    }

    /// These and all that are one with them.
    public Set<EntityId> members(Collection<EntityId> ids) {
        know(ids);
        var all = new LinkedHashSet<EntityId>();
        ids.forEach(id -> all.addAll(with(id)));
        return all;
    }

    /// Entities as outlines, each with the claims of all that are one with it, in the order in
    /// which they were recorded. What its claims refer to is as it was recorded: [#targets] joins
    /// that.
    public List<Entity> outlines(Collection<EntityId> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = casebook.outlines(by, members(ids));
        know(
                found.values().stream()
                        .flatMap(one -> one.claims().stream())
                        .flatMap(claim -> claim.value().stream())
                        .flatMap(Together::target)
                        .toList());
        var joined = new LinkedHashMap<EntityId, List<Entity>>();
        found.values()
                .forEach(
                        one ->
                                joined.computeIfAbsent(of(one.id()), id -> new ArrayList<>())
                                        .add(one));
        return joined.entrySet().stream().map(one -> one(one.getKey(), one.getValue())).toList();
    }

    private static Entity one(EntityId id, List<Entity> all) {
        return new Entity(
                id,
                all.getFirst().kind(),
                all.stream()
                        .flatMap(one -> one.claims().stream())
                        .sorted((a, b) -> Long.compare(a.position(), b.position()))
                        .toList());
    }

    /// Entities of a kind with a property that leads to one of these, or to what is one with it.
    public List<Entity> leading(String kind, String property, Collection<EntityId> to) {
        return leading(List.of(new Told.Of(kind, property)), to);
    }

    /// The same by any of several properties.
    public List<Entity> leading(List<Told.Of> properties, Collection<EntityId> to) {
        return to.isEmpty()
                ? List.of()
                : outlines(
                        casebook.told(
                                by,
                                new Told(
                                        properties,
                                        Optional.of(members(to)),
                                        Optional.empty(),
                                        0,
                                        MOST)));
    }

    /// Where the values of a property that count lead, joined.
    public Set<EntityId> targets(Entity of, String property) {
        return of(of.values(property).stream().flatMap(Together::target).toList());
    }

    /// The claims that count of some properties of an entity; of all where none is named.
    public static List<Claim> claims(Entity of, String... properties) {
        var wanted = List.of(properties);
        return of.claims().stream()
                .filter(claim -> claim.stands() && claim.value().isPresent())
                .filter(claim -> wanted.isEmpty() || wanted.contains(claim.property()))
                .toList();
    }

    private static Stream<EntityId> target(Value value) {
        return value instanceof Value.Reference(EntityId entity)
                ? Stream.of(entity)
                : Stream.empty();
    }
}
