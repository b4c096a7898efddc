package org.haetae.responsibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Told;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Together;

/// What sources date of an event or a unit and of whatever refers to it, date by date: two dates of
/// one thing are two entries. What could have a date and has none is told apart.
///
/// @param entries in the order of their first days
/// @param undated of kinds that have dates
public record Chronology(Entity subject, List<Entry> entries, List<Entity> undated) {

    private static final int MOST = 2_000;
    private static final int DEEPEST = 2;

    /// @param property by which the date is told: it began, ended, was cited
    /// @param rivals whether sources differ on what can have one date only
    public record Entry(
            HistoricDate date,
            Entity entity,
            Property property,
            boolean rivals,
            List<Claim> claims) {}

    private static final Comparator<Entry> IN_TIME =
            Comparator.comparing(Entry::date, HistoricDate.CHRONOLOGICAL)
                    .thenComparing(one -> one.entity().id().toString())
                    .thenComparing(one -> one.property().code());

    static Chronology of(Schema schema, Together together, Entity subject) {
        var entries = new ArrayList<Entry>();
        var undated = new ArrayList<Entity>();
        for (var one : around(schema, together, subject).values()) {
            var properties = dates(one);
            var dated = properties.stream().flatMap(property -> entries(one, property)).toList();
            entries.addAll(dated);
            if (dated.isEmpty() && !properties.isEmpty()) {
                undated.add(one);
            }
        }
        entries.sort(IN_TIME);
        return new Chronology(subject, List.copyOf(entries), List.copyOf(undated));
    }

    private static Stream<Entry> entries(Entity of, Property property) {
        return of.values(property.code()).stream()
                .flatMap(
                        value ->
                                value instanceof Value.Date(HistoricDate date)
                                        ? Stream.of(
                                                new Entry(
                                                        date,
                                                        of,
                                                        property,
                                                        of.disputed(property),
                                                        claims(of, property, value)))
                                        : Stream.empty());
    }

    private static List<Claim> claims(Entity of, Property property, Value value) {
        return Together.claims(of, property.code()).stream()
                .filter(claim -> claim.value().filter(value::equals).isPresent())
                .toList();
    }

    private static List<Property> dates(Entity of) {
        return Stream.of(Tells.WHEN, Tells.BEGINS, Tells.CITED, Tells.ENDS)
                .flatMap(tells -> of.kind().telling(tells).stream())
                .filter(property -> property.type() == ValueType.DATE)
                .toList();
    }

    /// It, its parts, and what refers to any of these.
    private static Map<EntityId, Entity> around(Schema schema, Together together, Entity subject) {
        var all = new LinkedHashMap<EntityId, Entity>();
        all.put(subject.id(), subject);
        Set<EntityId> edge = Set.of(subject.id());
        for (int depth = 0; depth < DEEPEST && !edge.isEmpty() && all.size() < MOST; depth++) {
            var next = together.leading(leading(schema, depth == 0), edge);
            var inside =
                    next.stream()
                            .filter(one -> isWithin(together, one, all.keySet()))
                            .map(Entity::id)
                            .filter(id -> !all.containsKey(id))
                            .toList();
            next.stream().limit(MOST - all.size()).forEach(one -> all.putIfAbsent(one.id(), one));
            edge = Set.copyOf(inside);
        }
        return all;
    }

    private static List<Told.Of> leading(Schema schema, boolean toItself) {
        return Told.of(
                schema.kinds().values(),
                kind ->
                        kind.ofType(ValueType.REFERENCE).stream()
                                .filter(one -> toItself || !one.tells(Tells.WHERE))
                                .toList());
    }

    /// Whether it is a part of one of these.
    private static boolean isWithin(Together together, Entity one, Collection<EntityId> of) {
        return Responsibility.happened(one)
                && one.kind().telling(Tells.WITHIN).stream()
                        .anyMatch(
                                property ->
                                        together.targets(one, property.code()).stream()
                                                .anyMatch(of::contains));
    }
}
