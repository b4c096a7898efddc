package org.haetae.casebook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate;

/// Something that claims are about, as one reader may know of it: all claims that they may see.
///
/// @param claims in the order in which they were recorded
public record Entity(EntityId id, Kind kind, List<Claim> claims) {

    /// One value of a property and all claims that say it.
    public record Held(Value value, List<Claim> claims) {
        public Held {
            claims = List.copyOf(claims);
        }

        /// Whether any of them counts.
        public boolean stands() {
            return claims.stream().anyMatch(Claim::stands);
        }
    }

    public Entity {
        claims = List.copyOf(claims);
    }

    /// What is held of each property, in the order of the schema; what no schema declares any more
    /// comes last.
    public Map<Property, List<Held>> properties() {
        var byProperty = new LinkedHashMap<String, Map<Value, List<Claim>>>();
        kind.properties().keySet().forEach(code -> byProperty.put(code, new LinkedHashMap<>()));
        for (var claim : claims) {
            claim.value()
                    .ifPresent(
                            value ->
                                    byProperty
                                            .computeIfAbsent(
                                                    claim.property(), code -> new LinkedHashMap<>())
                                            .computeIfAbsent(value, one -> new ArrayList<>())
                                            .add(claim));
        }
        var properties = new LinkedHashMap<Property, List<Held>>();
        byProperty.forEach(
                (code, values) -> {
                    if (!values.isEmpty()) {
                        properties.put(
                                kind.propertyOr(code),
                                values.entrySet().stream()
                                        .map(one -> new Held(one.getKey(), one.getValue()))
                                        .toList());
                    }
                });
        return properties;
    }

    /// Values of one property that count.
    public List<Value> values(String property) {
        return claims.stream()
                .filter(claim -> claim.property().equals(property) && claim.stands())
                .flatMap(claim -> claim.value().stream())
                .distinct()
                .toList();
    }

    /// Values that count of all properties that tell this.
    public List<Value> telling(Tells what) {
        return kind.telling(what).stream()
                .flatMap(property -> values(property.code()).stream())
                .distinct()
                .toList();
    }

    /// Entities to which these values lead.
    public List<EntityId> targets(Tells what) {
        return telling(what).stream()
                .flatMap(
                        value ->
                                value instanceof Value.Reference(EntityId target)
                                        ? Stream.of(target)
                                        : Stream.empty())
                .toList();
    }

    /// The dates among these values.
    public List<HistoricDate> dates(Tells what) {
        return telling(what).stream()
                .flatMap(
                        value ->
                                value instanceof Value.Date(HistoricDate date)
                                        ? Stream.of(date)
                                        : Stream.empty())
                .toList();
    }

    /// The first value of one property that counts.
    public Optional<Value> value(String property) {
        return values(property).stream().findFirst();
    }

    /// Whether sources differ on a property that can have one value only.
    public boolean disputed(Property property) {
        return !property.many() && values(property.code()).size() > 1;
    }
}
