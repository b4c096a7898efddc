package org.haetae.casebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A kind of entity: a person, a place, an act, or a link between entities with facts of its own.
///
/// @param title properties whose values name an entity of this kind in a list, in their order
/// @param link properties that name the ends, when it is a link
/// @param view how it is looked at, besides by its values
/// @param properties by their codes, in the order in which they are asked for
/// @param maps the same kind in public schemes (`ftm`, `schema`, `wikidata` ...)
public record Kind(
        String code,
        Label label,
        List<String> title,
        List<String> link,
        Optional<View> view,
        Map<String, Property> properties,
        Map<String, String> maps) {

    public Kind {
        title = List.copyOf(title);
        link = List.copyOf(link);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        maps = Map.copyOf(maps);
    }

    /// A property by its code, if this kind has it.
    public Optional<Property> property(String propertyCode) {
        return Optional.ofNullable(properties.get(propertyCode));
    }

    /// Properties that tell something, in their order.
    public List<Property> telling(Tells what) {
        return properties.values().stream().filter(one -> one.tells(what)).toList();
    }

    /// Properties whose values are of some type, in their order.
    public List<Property> ofType(ValueType type) {
        return properties.values().stream().filter(one -> one.type() == type).toList();
    }

    /// A property by its code; one that is not declared any more is read as text.
    public Property propertyOr(String propertyCode) {
        return property(propertyCode).orElseGet(() -> Property.undeclared(propertyCode));
    }
}
