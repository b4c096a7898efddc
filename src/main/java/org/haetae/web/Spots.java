package org.haetae.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.atlas.Area;
import org.haetae.atlas.Position;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Told;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.jspecify.annotations.Nullable;

/// What lies somewhere, as far as one reader may know: places with positions, those of which it is
/// only known in which of them they lie, and what happened there.
///
/// @param lying by their ids
/// @param happened by the place where it did
/// @param more whether there is more than is shown
record Spots(Map<EntityId, Lying> lying, Map<EntityId, List<Entity>> happened, boolean more) {
    private static final int MOST = 2_000;

    /// Something that lies somewhere.
    ///
    /// @param areas where it may lie; several when sources differ
    /// @param within what has the position, when it has none of its own
    record Lying(Entity entity, List<Area> areas, Optional<EntityId> within) {}

    static Spots of(Casebook casebook, Clearance by) {
        Collection<Kind> kinds = casebook.schema().kinds().values();
        List<Kind> places =
                kinds.stream().filter(kind -> !kind.ofType(ValueType.POINT).isEmpty()).toList();
        List<EntityId> positioned =
                ask(casebook, by, Told.of(places, kind -> kind.ofType(ValueType.POINT)), null);
        Map<EntityId, Lying> lying = new LinkedHashMap<>();
        casebook.outlines(by, positioned)
                .forEach(
                        (id, entity) ->
                                lying.put(id, new Lying(entity, areas(entity), Optional.empty())));
        boolean more = positioned.size() == MOST;
        // A facility in a county of which alone the position is known lies somewhere in that
        // county.
        for (int depth = 0; depth < 3 && !lying.isEmpty() && !more; depth++) {
            List<EntityId> inside =
                    ask(casebook, by, Told.of(places, Spots::leadOn), lying.keySet());
            inside = inside.stream().filter(id -> !lying.containsKey(id)).toList();
            Map<EntityId, Lying> found = new LinkedHashMap<>();
            casebook.outlines(by, inside)
                    .forEach(
                            (id, entity) ->
                                    within(entity)
                                            .filter(lying::containsKey)
                                            .findFirst()
                                            .ifPresent(
                                                    holder ->
                                                            found.put(
                                                                    id,
                                                                    new Lying(
                                                                            entity,
                                                                            lying.get(holder)
                                                                                    .areas(),
                                                                            Optional.of(holder)))));
            lying.putAll(found);
        }
        List<Kind> others = kinds.stream().filter(kind -> !places.contains(kind)).toList();
        List<EntityId> events =
                lying.isEmpty()
                        ? List.of()
                        : ask(
                                casebook,
                                by,
                                Told.of(others, kind -> kind.telling(Tells.WHERE)),
                                lying.keySet());
        Map<EntityId, List<Entity>> happened = new HashMap<>();
        casebook.outlines(by, events)
                .forEach(
                        (id, entity) ->
                                entity.targets(Tells.WHERE)
                                        .forEach(
                                                place ->
                                                        happened.computeIfAbsent(
                                                                        place,
                                                                        one -> new ArrayList<>())
                                                                .add(entity)));
        return new Spots(lying, happened, more || events.size() == MOST);
    }

    private static List<EntityId> ask(
            Casebook casebook,
            Clearance by,
            List<Told.Of> properties,
            @Nullable Collection<EntityId> to) {
        return casebook.told(
                by, new Told(properties, Optional.ofNullable(to), Optional.empty(), 0, MOST));
    }

    private static List<Property> leadOn(Kind kind) {
        return Stream.concat(
                        kind.telling(Tells.WITHIN).stream(), kind.telling(Tells.WHERE).stream())
                .toList();
    }

    /// What it lies in, the narrowest first: what it is a part of, then its place.
    private static Stream<EntityId> within(Entity entity) {
        Set<EntityId> within = new LinkedHashSet<>(entity.targets(Tells.WITHIN));
        within.addAll(entity.targets(Tells.WHERE));
        return within.stream();
    }

    private static List<Area> areas(Entity entity) {
        return entity.kind().ofType(ValueType.POINT).stream()
                .flatMap(property -> entity.values(property.code()).stream())
                .flatMap(
                        value ->
                                value instanceof Value.Point(double lat, double lon, double metres)
                                        ? Stream.of(new Area(new Position(lat, lon), metres / 1000))
                                        : Stream.empty())
                .toList();
    }
}
