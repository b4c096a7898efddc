package org.haetae.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.haetae.casebook.SchemaFiles;
import org.haetae.casebook.ValueType;
import org.junit.jupiter.api.Test;

/// The names that our schema gives for FollowTheMoney, held against its published model.
class FollowTheMoneyTest {

    /// Schema and property to the type of the property.
    private static Map<String, String> model() throws IOException {
        var model = new HashMap<String, String>();
        try (var file =
                Objects.requireNonNull(
                        FollowTheMoneyTest.class.getResourceAsStream(
                                "/exchange/followthemoney.txt"))) {
            new String(file.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(parts -> model.put(parts[0], parts[1]));
        }
        return model;
    }

    @Test
    void everyNameIsInTheModelAndWhatHoldsAnIdThereIsToldAsOneHere() throws IOException {
        var model = model();
        var wrong = new ArrayList<String>();
        int count = 0;
        for (var kind : SchemaFiles.of(Path.of("no-such-folder")).kinds().values()) {
            var schema = FollowTheMoney.schema(kind).orElse("");
            for (var property : kind.properties().values()) {
                var name = FollowTheMoney.property(property).orElse("");
                if (schema.isEmpty() || name.isEmpty()) {
                    continue;
                }
                count++;
                var type = model.get(schema + "." + name);
                if (type == null) {
                    wrong.add("%s has no %s".formatted(schema, name));
                } else if (type.equals("entity") != FollowTheMoney.isEntity(schema, name)) {
                    wrong.add("%s.%s is of type %s".formatted(schema, name, type));
                } else if (property.type() == ValueType.REFERENCE
                        && type.equals("country") != FollowTheMoney.isCountry(property, name)) {
                    wrong.add("%s.%s is of type %s".formatted(schema, name, type));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(count).isGreaterThan(50);
    }
}
