package org.haetae.suggest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The claim that a suggestion would become: the kind of record and its properties, in order, as
/// texts. References are by the value of the mention, to be looked up by whoever accepts it.
public record Shape(String kind, Map<String, String> properties) {

    public Shape {
        if (kind.isBlank() || properties.isEmpty()) {
            throw new IllegalArgumentException(
                    "a shape has a kind and at least one property, this has '%s' and %d"
                            .formatted(kind, properties.size()));
        }
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }
}
