package org.haetae.designations;

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
import org.haetae.casebook.Value;
import org.haetae.resolve.Judgements;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListKeeper;

/// Who is designated, as one reader may know of it: from a list that was imported or from any other
/// source, of an entity itself or of one that was judged to be the same.
public final class Designations {

    /// The kind of entity that a designation is.
    public static final String KIND = "designation";

    private static final String TARGET = "target";

    /// Of one unit, people and units under it that are looked at.
    private static final int MOST = 150;

    private final Casebook casebook;
    private final Judgements judgements;

    public Designations(Casebook casebook, Judgements judgements) {
        this.casebook = casebook;
        this.judgements = judgements;
    }

    /// Somebody or something of a unit.
    ///
    /// @param ties posts held and memberships by which it belongs there; none for the unit itself
    ///   and for units under it
    /// @param listed designations of it or of whom was judged to be the same; may be none
    public record Member(EntityId id, List<Entity> ties, List<Entity> listed) {}

    /// @param members the unit itself first
    /// @param more members that were not looked at
    public record Unit(List<Member> members, int more) {}

    /// The designation that an entry of a list was recorded as.
    public Optional<EntityId> of(Clearance by, ListKeeper keeper, ListEntry entry) {
        return casebook.keyed(by, Statement.designation(Statement.key(keeper, entry)));
    }

    /// Designations of an entity and of those judged to be the same.
    public List<Entity> of(Clearance by, EntityId id) {
        return of(by, List.of(id)).getOrDefault(id, List.of());
    }

    private Map<EntityId, List<Entity>> of(Clearance by, Collection<EntityId> ids) {
        Map<EntityId, Set<EntityId>> stands = new HashMap<>();
        judgements
                .clusters(by, ids)
                .forEach(
                        (id, same) ->
                                same.members()
                                        .forEach(
                                                one ->
                                                        stands.computeIfAbsent(
                                                                        one, _ -> new HashSet<>())
                                                                .add(id)));
        var targets =
                casebook.referringTo(by, stands.keySet(), Set.of(KIND)).stream()
                        .filter(claim -> claim.stands() && claim.property().equals(TARGET))
                        .toList();
        if (targets.isEmpty()) {
            return Map.of();
        }
        var there = casebook.outlines(by, targets.stream().map(Claim::entity).distinct().toList());
        Map<EntityId, Set<Entity>> found = new LinkedHashMap<>();
        for (var claim : targets) {
            var listed = there.get(claim.entity());
            if (listed != null) {
                claim.value().flatMap(Designations::target).stream()
                        .flatMap(one -> stands.getOrDefault(one, Set.of()).stream())
                        .forEach(
                                id ->
                                        found.computeIfAbsent(id, _ -> new LinkedHashSet<>())
                                                .add(listed));
            }
        }
        Map<EntityId, List<Entity>> of = new HashMap<>();
        found.forEach((id, listed) -> of.put(id, List.copyOf(listed)));
        return of;
    }

    /// A unit, who holds or held posts in it, and units that are part of it; of a facility, those
    /// who run it.
    public Unit unit(Clearance by, Entity unit) {
        List<EntityId> units =
                Stream.concat(
                                Stream.of(unit.id()),
                                unit.values("run-by").stream()
                                        .flatMap(value -> target(value).stream()))
                        .distinct()
                        .toList();
        Map<EntityId, List<Entity>> ties = new LinkedHashMap<>();
        units.forEach(one -> ties.put(one, List.of()));
        parts(by, units).forEach(one -> ties.putIfAbsent(one, List.of()));
        held(by, units).forEach(ties::putIfAbsent);
        var looked = ties.keySet().stream().limit(MOST).toList();
        var listed = of(by, looked);
        return new Unit(
                looked.stream()
                        .map(
                                id ->
                                        new Member(
                                                id,
                                                ties.getOrDefault(id, List.of()),
                                                listed.getOrDefault(id, List.of())))
                        .toList(),
                ties.size() - looked.size());
    }

    private List<EntityId> parts(Clearance by, List<EntityId> units) {
        return casebook.referringTo(by, units, Set.of("organisation")).stream()
                .filter(claim -> claim.stands() && claim.property().equals("part-of"))
                .map(Claim::entity)
                .distinct()
                .toList();
    }

    private Map<EntityId, List<Entity>> held(Clearance by, List<EntityId> units) {
        var ends =
                casebook.referringTo(by, units, Set.of("post", "membership")).stream()
                        .filter(claim -> claim.stands() && claim.property().equals("organisation"))
                        .map(Claim::entity)
                        .distinct()
                        .toList();
        Map<EntityId, List<Entity>> held = new LinkedHashMap<>();
        if (!ends.isEmpty()) {
            for (var tie : casebook.outlines(by, ends).values()) {
                Stream.of("holder", "member")
                        .flatMap(property -> tie.values(property).stream())
                        .flatMap(value -> target(value).stream())
                        .distinct()
                        .forEach(id -> held.computeIfAbsent(id, _ -> new ArrayList<>()).add(tie));
            }
        }
        return held;
    }

    private static Optional<EntityId> target(Value value) {
        return value instanceof Value.Reference(EntityId entity)
                ? Optional.of(entity)
                : Optional.empty();
    }
}
