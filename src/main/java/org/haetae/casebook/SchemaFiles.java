package org.haetae.casebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/// The schema as it stands in files (docs/formats/schema.md): what is shipped, and what a group
/// added to it in the folder `schema/` of its home. A later file adds kinds, properties, terms, or
/// replaces what it names again; it takes nothing away but by `retired: true`, and what was
/// recorded stays readable.
public final class SchemaFiles {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final List<String> SHIPPED =
            List.of(
                    "vocabularies.yaml",
                    "acts.yaml",
                    "actors.yaml",
                    "events.yaml",
                    "duties.yaml",
                    "sources.yaml");

    private static final class Shipped {
        static final Schema SCHEMA = new SchemaFiles(new Schema(Map.of(), Map.of())).addShipped();
    }

    private final Map<String, Kind> kinds;
    private final Map<String, Vocabulary> vocabularies;

    private SchemaFiles(Schema beginning) {
        this.kinds = new LinkedHashMap<>(beginning.kinds());
        this.vocabularies = new LinkedHashMap<>(beginning.vocabularies());
    }

    /// The shipped schema.
    public static Schema shipped() {
        return Shipped.SCHEMA;
    }

    /// The shipped schema with what a group added.
    ///
    /// @param folder with files `*.yaml`, read in the order of their names; need not exist
    /// @throws IllegalArgumentException when a file is not as docs/formats/schema.md says; names
    ///   the file and what is wrong
    public static Schema of(Path folder) throws IOException {
        var files = new SchemaFiles(shipped());
        if (Files.isDirectory(folder)) {
            List<Path> added;
            try (Stream<Path> found = Files.list(folder)) {
                added = found.filter(one -> one.toString().endsWith(".yaml")).sorted().toList();
            }
            for (var file : added) {
                try (var in = Files.newInputStream(file)) {
                    files.add(file.getFileName().toString(), in);
                }
            }
        }
        return files.schema();
    }

    private Schema schema() {
        return new Schema(kinds, vocabularies);
    }

    private Schema addShipped() {
        for (var name : SHIPPED) {
            try (var in = SchemaFiles.class.getResourceAsStream("schema/" + name)) {
                if (in == null) {
                    throw new IllegalStateException("the shipped schema lacks " + name);
                }
                add(name, in);
            } catch (IOException e) {
                throw new UncheckedIOException("the shipped schema could not be read", e);
            }
        }
        return schema();
    }

    private void add(String name, InputStream in) {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            var file = new Node(name, read == null ? Map.of() : read);
            file.allow("version", "kinds", "vocabularies");
            file.at("vocabularies").each(this::vocabulary);
            file.at("kinds").each(this::kind);
        } catch (YAMLException e) {
            throw new IllegalArgumentException(
                    "%s is not YAML: %s".formatted(name, e.getMessage()), e);
        }
    }

    private void vocabulary(String code, Node node) {
        node.allow("label", "terms");
        var known = Optional.ofNullable(vocabularies.get(code));
        var terms = new LinkedHashMap<>(known.map(Vocabulary::terms).orElse(Map.of()));
        node.at("terms")
                .each(
                        (term, at) -> {
                            at.allow("label", "broader", "maps");
                            terms.put(
                                    term,
                                    new Vocabulary.Term(
                                            term,
                                            at.at("label").label(),
                                            at.at("broader").text(),
                                            at.at("maps").texts()));
                        });
        vocabularies.put(
                code,
                new Vocabulary(
                        code,
                        node.has("label") || known.isEmpty()
                                ? node.at("label").label()
                                : known.get().label(),
                        terms));
    }

    private void kind(String code, Node node) {
        node.allow("label", "title", "link", "view", "maps", "note", "properties");
        var known = Optional.ofNullable(kinds.get(code));
        var properties = new LinkedHashMap<>(known.map(Kind::properties).orElse(Map.of()));
        node.at("properties").each((name, at) -> properties.put(name, property(name, at)));
        kinds.put(
                code,
                new Kind(
                        code,
                        node.has("label") || known.isEmpty()
                                ? node.at("label").label()
                                : known.get().label(),
                        node.has("title") || known.isEmpty()
                                ? node.at("title").list()
                                : known.get().title(),
                        node.has("link") || known.isEmpty()
                                ? node.at("link").list()
                                : known.get().link(),
                        node.has("view") || known.isEmpty()
                                ? node.at("view").oneOf(View.values(), View::word)
                                : known.get().view(),
                        properties,
                        node.has("maps") || known.isEmpty()
                                ? node.at("maps").texts()
                                : known.get().maps()));
    }

    private static Property property(String code, Node node) {
        node.allow(
                "label",
                "type",
                "vocabulary",
                "to",
                "unit",
                "many",
                "sealed",
                "tells",
                "note",
                "maps",
                "retired");
        return node.making(
                () ->
                        new Property(
                                code,
                                node.at("label").label(),
                                node.at("type")
                                        .oneOf(ValueType.values(), ValueType::word)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "has no type; expected one")),
                                node.at("vocabulary").text(),
                                node.at("to").list(),
                                node.at("unit").text(),
                                node.at("many").isTrue(),
                                node.at("sealed").isTrue(),
                                node.at("tells").oneOf(Tells.values(), Tells::word),
                                node.has("note")
                                        ? Optional.of(node.at("note").label())
                                        : Optional.empty(),
                                node.at("maps").texts(),
                                node.at("retired").isTrue()));
    }

    /// A place in a file and what stands there; says where when it is wrong.
    private record Node(String where, Object value) {

        private interface Each {
            void take(String code, Node node);
        }

        private interface Making<T> {
            T make();
        }

        <T> T making(Making<T> making) {
            try {
                return making.make();
            } catch (IllegalArgumentException e) {
                throw e.getMessage() != null && e.getMessage().startsWith(where)
                        ? e
                        : wrong(String.valueOf(e.getMessage()));
            }
        }

        private IllegalArgumentException wrong(String what) {
            return new IllegalArgumentException(where + ": " + what);
        }

        private Map<?, ?> map() {
            if (value instanceof Map<?, ?> map) {
                return map;
            }
            throw wrong("is %s; expected keys and values".formatted(value));
        }

        void allow(String... keys) {
            var unknown =
                    map().keySet().stream()
                            .map(String::valueOf)
                            .filter(key -> !Set.of(keys).contains(key))
                            .sorted()
                            .toList();
            if (!unknown.isEmpty()) {
                throw wrong("has %s; expected only %s".formatted(unknown, String.join(", ", keys)));
            }
        }

        boolean has(String key) {
            return map().containsKey(key);
        }

        Node at(String key) {
            var found = map().get(key);
            return new Node(where + "." + key, found == null ? Map.of() : found);
        }

        void each(Each each) {
            map().forEach(
                            (key, found) -> {
                                var code = String.valueOf(key);
                                if (!CODE.matcher(code).matches()) {
                                    throw wrong(
                                            "has the code \"%s\"; expected small letters, digits and hyphens"
                                                    .formatted(code));
                                }
                                each.take(
                                        code,
                                        new Node(
                                                where + "." + code,
                                                found == null ? Map.of() : found));
                            });
        }

        Label label() {
            allow("en", "ko");
            return making(() -> new Label(at("en").words(), at("ko").words()));
        }

        private String words() {
            return text().orElse("");
        }

        Optional<String> text() {
            return value instanceof Map<?, ?> map && map.isEmpty()
                    ? Optional.empty()
                    : Optional.of(String.valueOf(value));
        }

        Map<String, String> texts() {
            return map().entrySet().stream()
                    .collect(
                            Collectors.toMap(
                                    one -> String.valueOf(one.getKey()),
                                    one -> String.valueOf(one.getValue())));
        }

        List<String> list() {
            return switch (value) {
                case List<?> list -> list.stream().map(String::valueOf).toList();
                case Map<?, ?> map when map.isEmpty() -> List.of();
                default -> throw wrong("is %s; expected a list".formatted(value));
            };
        }

        boolean isTrue() {
            return switch (value) {
                case Boolean truth -> truth;
                case Map<?, ?> map when map.isEmpty() -> false;
                default -> throw wrong("is %s; expected true or false".formatted(value));
            };
        }

        /// One of a closed set, if anything is written.
        <T> Optional<T> oneOf(T[] all, Function<T, String> word) {
            var found =
                    text().flatMap(
                                    written ->
                                            Stream.of(all)
                                                    .filter(one -> word.apply(one).equals(written))
                                                    .findFirst());
            if (text().isPresent() && found.isEmpty()) {
                throw wrong(
                        "is \"%s\"; expected one of %s"
                                .formatted(
                                        words(),
                                        Stream.of(all)
                                                .map(word)
                                                .collect(Collectors.joining(", "))));
            }
            return found;
        }
    }
}
