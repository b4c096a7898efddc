package org.haetae.linkage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// Which fields of records are compared and how, and which pairs are looked at: data, not code
/// (docs/formats/linkage.md).
///
/// @param swaps columns of words that people write into each other's place
/// @param correlated columns that tend to agree together among different people too, such as the
///   parts of an address: together they say less than their sum
/// @param passes each a key; records with the same key are candidates
/// @param split what a block that is too large is divided by, one after the other
/// @param limit records in a block
/// @param oneToOne whether, between two files, a record has at most one counterpart
/// @param same probability from which a pair is one
/// @param review probability from which a person should look
public record LinkageSchema(
        String name,
        int version,
        List<Field> fields,
        List<List<String>> swaps,
        List<List<String>> correlated,
        List<List<KeyPart>> passes,
        List<KeyPart> split,
        int limit,
        boolean oneToOne,
        double same,
        double review,
        long seed) {

    /// Levels are packed three bits each into one `long`.
    static final int MOST_COMPARISONS = 21;

    private static final Set<String> KEYS =
            Set.of(
                    "name",
                    "version",
                    "one-to-one",
                    "decisions",
                    "fields",
                    "swaps",
                    "correlated",
                    "blocking",
                    "seed");

    public LinkageSchema {
        fields = List.copyOf(fields);
        swaps = swaps.stream().map(List::copyOf).toList();
        correlated = correlated.stream().map(List::copyOf).toList();
        passes = passes.stream().map(List::copyOf).toList();
        split = List.copyOf(split);
        if (fields.isEmpty() || passes.isEmpty()) {
            throw new IllegalArgumentException(
                    "schema %s has %d fields and %d passes; expected at least one of each"
                            .formatted(name, fields.size(), passes.size()));
        }
        if (fields.size() + swaps.size() > MOST_COMPARISONS) {
            throw new IllegalArgumentException(
                    "schema %s has %d fields and swaps; expected at most %d"
                            .formatted(name, fields.size() + swaps.size(), MOST_COMPARISONS));
        }
        if (!(0 < review && review <= same && same < 1)) {
            throw new IllegalArgumentException(
                    "schema %s decides at %s and reviews at %s; expected 0 < review <= same < 1"
                            .formatted(name, same, review));
        }
        if (limit < 2) {
            throw new IllegalArgumentException(
                    "schema %s has blocks of %d; expected at least 2".formatted(name, limit));
        }
        checkColumns(name, fields, swaps, correlated);
    }

    private static void checkColumns(
            String name,
            List<Field> fields,
            List<List<String>> swaps,
            List<List<String>> correlated) {
        var kinds = new LinkedHashMap<String, FieldKind>();
        for (var field : fields) {
            if (kinds.put(field.column(), field.kind()) != null) {
                throw new IllegalArgumentException(
                        "schema %s names the field %s twice".formatted(name, field.column()));
            }
        }
        for (var swap : swaps) {
            var text =
                    swap.stream()
                            .filter(kinds::containsKey)
                            .filter(column -> kinds.get(column).isText())
                            .distinct()
                            .count();
            if (swap.size() != 2 || text != 2) {
                throw new IllegalArgumentException(
                        "schema %s swaps %s; expected two fields of words".formatted(name, swap));
            }
        }
        var grouped = new HashSet<String>();
        for (var group : correlated) {
            for (var column : group) {
                if (!kinds.containsKey(column) || !grouped.add(column)) {
                    throw new IllegalArgumentException(
                            "schema %s has %s in correlated; expected each field in one group at most"
                                    .formatted(name, column));
                }
            }
        }
    }

    /// A schema that ships with Haetae.
    ///
    /// @param name such as `febrl`
    public static Optional<LinkageSchema> shipped(String name) {
        return shippedYaml(name).map(LinkageSchema::read);
    }

    /// The same as text.
    public static Optional<String> shippedYaml(String name) {
        if (!name.matches("[a-z][a-z0-9-]*")) {
            return Optional.empty();
        }
        try (var in = LinkageSchema.class.getResourceAsStream("schema/resolve/" + name + ".yaml")) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("while reading the shipped schema " + name, e);
        }
    }

    /// @param in YAML in UTF-8
    /// @throws IllegalArgumentException when it is not as docs/formats/linkage.md says
    public static LinkageSchema read(InputStream in) throws IOException {
        return read(new String(in.readNBytes(1 << 20), StandardCharsets.UTF_8));
    }

    /// @throws IllegalArgumentException as above
    public static LinkageSchema read(String yaml) {
        Map<?, ?> top = map(yaml(yaml), "the schema");
        only(top, KEYS, "the schema");
        var decisions = map(top.get("decisions"), "decisions");
        var blocking = map(top.get("blocking"), "blocking");
        only(decisions, Set.of("same", "review"), "decisions");
        only(blocking, Set.of("limit", "passes", "split"), "blocking");
        return new LinkageSchema(
                text(top.get("name"), "name"),
                (int) number(top.get("version"), "version", 1),
                fields(map(top.get("fields"), "fields")),
                columns(top.get("swaps"), "swaps"),
                columns(top.get("correlated"), "correlated"),
                columns(blocking.get("passes"), "passes").stream()
                        .map(pass -> pass.stream().map(KeyPart::of).toList())
                        .toList(),
                list(blocking.get("split"), "split").stream()
                        .map(part -> KeyPart.of(text(part, "split")))
                        .toList(),
                (int) number(blocking.get("limit"), "limit", 200),
                Boolean.TRUE.equals(top.get("one-to-one")),
                number(decisions.get("same"), "same", 0.95),
                number(decisions.get("review"), "review", 0.1),
                (long) number(top.get("seed"), "seed", 1));
    }

    static @Nullable Object yaml(String text) {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("not YAML: " + e.getMessage(), e);
        }
    }

    private static List<Field> fields(Map<?, ?> told) {
        var fields = new ArrayList<Field>();
        for (var entry : told.entrySet()) {
            var column = text(entry.getKey(), "a field");
            var of = map(entry.getValue(), column);
            only(of, Set.of("kind", "issuer", "frequency", "label", "m", "u"), column);
            var code = text(of.get("kind"), "kind of " + column);
            var label = map(of.get("label"), "label of " + column);
            var english = Optional.ofNullable(label.get("en")).orElse(column.replace('_', ' '));
            fields.add(
                    new Field(
                            column,
                            FieldKind.of(code)
                                    .orElseThrow(
                                            () ->
                                                    new IllegalArgumentException(
                                                            "field %s is of kind \"%s\"; expected one of %s"
                                                                    .formatted(
                                                                            column,
                                                                            code,
                                                                            List.of(
                                                                                    FieldKind
                                                                                            .values())))),
                            Optional.ofNullable(of.get("issuer")).map(Object::toString),
                            Boolean.TRUE.equals(of.get("frequency")),
                            english.toString(),
                            Optional.ofNullable(label.get("ko")).orElse(english).toString(),
                            levels(of.get("m"), "m of " + column),
                            levels(of.get("u"), "u of " + column)));
        }
        return fields;
    }

    static Map<Level, Double> levels(@Nullable Object told, String what) {
        var levels = new LinkedHashMap<Level, Double>();
        for (var entry : map(told, what).entrySet()) {
            var code = text(entry.getKey(), what);
            for (var level : Level.values()) {
                if (level.code().equals(code)) {
                    levels.put(level, number(entry.getValue(), what, 0));
                }
            }
        }
        for (var value : levels.values()) {
            if (!(value > 0 && value < 1)) {
                throw new IllegalArgumentException(
                        "%s is %s; expected between 0 and 1".formatted(what, value));
            }
        }
        return levels;
    }

    private static List<List<String>> columns(@Nullable Object told, String what) {
        return list(told, what).stream()
                .map(one -> list(one, what).stream().map(Object::toString).toList())
                .toList();
    }

    private static void only(Map<?, ?> told, Set<String> known, String what) {
        for (var key : told.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw new IllegalArgumentException(
                        "%s has \"%s\"; expected only %s"
                                .formatted(what, key, known.stream().sorted().toList()));
            }
        }
    }

    static Map<?, ?> map(@Nullable Object told, String what) {
        if (told == null) {
            return Map.of();
        }
        if (told instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException("%s is not a map of names".formatted(what));
    }

    private static List<?> list(@Nullable Object told, String what) {
        if (told == null) {
            return List.of();
        }
        if (told instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("%s is not a list".formatted(what));
    }

    static String text(@Nullable Object told, String what) {
        if (told == null || told.toString().isBlank()) {
            throw new IllegalArgumentException("%s is missing".formatted(what));
        }
        return told.toString();
    }

    static double number(@Nullable Object told, String what, double otherwise) {
        if (told == null) {
            return otherwise;
        }
        if (told instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("%s is \"%s\"; expected a number".formatted(what, told));
    }
}
