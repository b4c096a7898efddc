package org.haetae.exchange;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.ValueType;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/// How the columns of a table become claims: each row is about one entity of a kind.
///
/// @param list what the table is called: the keys of its rows begin with it, so that number 1 of
///   one list is not number 1 of another
/// @param grade of all claims that have none of their own
/// @param language BCP 47, of names and texts that have none of their own; empty for not told
/// @param separator between several values in a cell; empty where a cell holds one
/// @param dialect by whose conventions cells are written
/// @param columns what each is, by the words at its head
public record TableMapping(
        String kind,
        String list,
        String grade,
        String gradeReason,
        String language,
        String separator,
        Dialect dialect,
        Map<String, Column> columns) {

    /// By whose conventions cells are written.
    public enum Dialect {
        PLAIN,
        /// Columns with a language at their end (`title__ko`), several values between bars, places
        /// as `latitude|longitude`, dates from `:` to, terms below others as `Group::Term`, links
        /// as `label|address`, other rows by their titles.
        UWAZI;

        static Dialect of(String word) {
            return switch (word) {
                case "", "plain" -> PLAIN;
                case "uwazi" -> UWAZI;
                default ->
                        throw new IllegalArgumentException(
                                "dialect is \"%s\"; expected plain or uwazi".formatted(word));
            };
        }
    }

    /// What a column holds.
    public enum Use {
        /// Values of a property.
        VALUE,
        /// What tells the rows apart: a key, or the id of an entity.
        KEY,
        /// The source: id or SHA-256 of an item. Without it the row itself is cited.
        ITEM,
        /// The words of the source that say it.
        QUOTE,
        /// The page on which they stand; without words the page as a whole is cited.
        PAGE,
        GRADE,
        GRADE_REASON,
        /// Language of the names and texts of the row.
        LANGUAGE,
        NOTHING;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Use of(String word) {
            return Arrays.stream(values())
                    .filter(use -> use.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new IllegalArgumentException(
                                            "use is \"%s\"; expected one of %s"
                                                    .formatted(
                                                            word,
                                                            Arrays.stream(values())
                                                                    .map(Use::word)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    ", ")))));
        }
    }

    /// @param property code, where the column holds values
    /// @param language of its names and texts; empty for that of the row
    /// @param make of a reference by name: the kind to make something new of when nothing is called
    ///   so; empty for nothing
    public record Column(Use use, String property, String language, String make) {
        static final Column NOTHING = new Column(Use.NOTHING, "", "", "");

        public static Column value(String property) {
            return new Column(Use.VALUE, property, "", "");
        }

        static Column of(Use use) {
            return new Column(use, "", "", "");
        }
    }

    public TableMapping {
        columns = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /// @throws IllegalArgumentException when it cannot be used with this schema; says what to mend
    void check(Schema schema) {
        var of = kind(schema);
        if (!list.matches("\\S{1,60}")) {
            throw new IllegalArgumentException(
                    "list is \"%s\"; expected a name of 1 to 60 characters without spaces, such as camp-register"
                            .formatted(list));
        }
        if (!grade.isEmpty()) {
            Grade.of(grade, gradeReason);
        }
        columns.forEach((head, column) -> check(schema, of, head, column));
        if (columns.values().stream().noneMatch(column -> column.use() == Use.VALUE)) {
            throw new IllegalArgumentException(
                    "no column holds values; say of one at least which property it is");
        }
        for (var use : Use.values()) {
            if (use != Use.VALUE
                    && use != Use.NOTHING
                    && columns.values().stream().filter(one -> one.use() == use).count() > 1) {
                throw new IllegalArgumentException(
                        "two columns are %s; expected one at most".formatted(use.word()));
            }
        }
    }

    private static void check(Schema schema, Kind kind, String head, Column column) {
        if (column.use() != Use.VALUE) {
            return;
        }
        var property =
                kind.property(column.property())
                        .filter(one -> !one.retired())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "column \"%s\" is %s; %s has %s"
                                                        .formatted(
                                                                head,
                                                                column.property(),
                                                                kind.code(),
                                                                String.join(
                                                                        ", ",
                                                                        kind.properties()
                                                                                .keySet()))));
        if (!column.make().isEmpty()
                && (property.type() != ValueType.REFERENCE
                        || schema.kind(column.make()).flatMap(TableMapping::naming).isEmpty()
                        || !property.to().isEmpty() && !property.to().contains(column.make()))) {
            throw new IllegalArgumentException(
                    "column \"%s\" makes a %s; expected a kind that has a name and that %s may refer to"
                            .formatted(head, column.make(), property.code()));
        }
    }

    /// What a column of a table is: as its head says, or by the conventions of the dialect.
    Column column(String head) {
        var column = columns.get(head);
        if (column != null || dialect != Dialect.UWAZI) {
            return column == null ? Column.NOTHING : column;
        }
        int suffix = head.lastIndexOf("__");
        var language = suffix < 0 ? "" : head.substring(suffix + 2);
        var bare = plain(suffix < 0 ? head : head.substring(0, suffix));
        return columns.entrySet().stream()
                .filter(one -> plain(one.getKey()).equals(bare))
                .map(Map.Entry::getValue)
                .map(
                        one ->
                                language.isEmpty()
                                        ? one
                                        : new Column(
                                                one.use(), one.property(), language, one.make()))
                .findFirst()
                .orElse(Column.NOTHING);
    }

    private static String plain(String head) {
        return head.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    }

    Kind kind(Schema schema) {
        return schema.kind(kind)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "kind is \"%s\"; expected one of %s"
                                                .formatted(
                                                        kind,
                                                        String.join(
                                                                ", ", schema.kinds().keySet()))));
    }

    /// The property that a new entity gets its name in, when a name is enough to make one.
    static Optional<Property> naming(Kind kind) {
        return kind.title().stream()
                .findFirst()
                .map(kind::propertyOr)
                .filter(
                        property ->
                                property.type() == ValueType.NAME
                                        || property.type() == ValueType.TEXT);
    }

    // ---- from a file

    private static final Set<String> FIELDS =
            Set.of(
                    "version",
                    "kind",
                    "list",
                    "grade",
                    "grade-reason",
                    "language",
                    "separator",
                    "dialect",
                    "columns");

    /// Reads a mapping (docs/formats/exchange.md).
    ///
    /// @throws IllegalArgumentException when it is none; says what is expected
    public static TableMapping parse(String yaml) {
        Object read;
        try {
            read = words().load(yaml);
        } catch (YAMLException e) {
            throw new IllegalArgumentException("the mapping is no YAML: " + e.getMessage(), e);
        }
        if (!(read instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException(
                    "the mapping is no YAML with %s".formatted(String.join(", ", FIELDS)));
        }
        map.keySet().stream()
                .filter(field -> !FIELDS.contains(field))
                .findFirst()
                .ifPresent(
                        field -> {
                            throw new IllegalArgumentException(
                                    "the mapping has \"%s\"; expected only %s"
                                            .formatted(field, String.join(", ", FIELDS)));
                        });
        var columns = new LinkedHashMap<String, Column>();
        if (map.get("columns") instanceof Map<?, ?> given) {
            given.forEach((head, column) -> columns.put(String.valueOf(head), column(column)));
        }
        return new TableMapping(
                text(map, "kind"),
                text(map, "list"),
                text(map, "grade"),
                text(map, "grade-reason"),
                text(map, "language"),
                text(map, "separator"),
                Dialect.of(text(map, "dialect")),
                columns);
    }

    /// Everything is what is written: a column called No is not false.
    private static Yaml words() {
        var loading = new LoaderOptions();
        var dumping = new DumperOptions();
        return new Yaml(
                new SafeConstructor(loading),
                new Representer(dumping),
                dumping,
                loading,
                new Resolver() {
                    @Override
                    protected void addImplicitResolvers() {
                        // None: no word stands for anything else.
                    }
                });
    }

    private static Column column(Object given) {
        if (given instanceof Map<?, ?> map) {
            var use = text(map, "use");
            return new Column(
                    use.isEmpty() ? Use.VALUE : Use.of(use),
                    text(map, "property"),
                    text(map, "language"),
                    text(map, "make"));
        }
        return Column.value(String.valueOf(given));
    }

    private static String text(Map<?, ?> map, String field) {
        var value = map.get(field);
        return value == null ? "" : String.valueOf(value);
    }

    // ---- guessed

    private static final Map<String, Use> USUAL =
            Map.ofEntries(
                    Map.entry("entity", Use.KEY),
                    Map.entry("id", Use.KEY),
                    Map.entry("key", Use.KEY),
                    Map.entry("no", Use.KEY),
                    Map.entry("no.", Use.KEY),
                    Map.entry("번호", Use.KEY),
                    Map.entry("item", Use.ITEM),
                    Map.entry("source item", Use.ITEM),
                    Map.entry("sha-256", Use.ITEM),
                    Map.entry("sha256", Use.ITEM),
                    Map.entry("자료", Use.ITEM),
                    Map.entry("quote", Use.QUOTE),
                    Map.entry("인용", Use.QUOTE),
                    Map.entry("page", Use.PAGE),
                    Map.entry("쪽", Use.PAGE),
                    Map.entry("grade", Use.GRADE),
                    Map.entry("등급", Use.GRADE),
                    Map.entry("grade-reason", Use.GRADE_REASON),
                    Map.entry("grade reason", Use.GRADE_REASON));

    /// What the columns of a table may be, from what stands at their head: codes and labels of
    /// properties, and how other columns are usually called.
    ///
    /// @param list what the table is to be called
    /// @param before mappings of earlier tables, the newest first; one with the same columns is
    ///   taken as it is
    public static TableMapping guess(
            Kind kind, String list, List<String> head, List<TableMapping> before) {
        for (var one : before) {
            if (one.columns().keySet().containsAll(head) && one.kind().equals(kind.code())) {
                return one;
            }
        }
        var columns = new LinkedHashMap<String, Column>();
        for (var word : head) {
            var column = guess(kind, word);
            boolean taken = column.use() != Use.VALUE && columns.containsValue(column);
            columns.put(word, taken ? Column.NOTHING : column);
        }
        return new TableMapping(kind.code(), list, "", "", "", "|", Dialect.PLAIN, columns);
    }

    private static Column guess(Kind kind, String head) {
        var word = head.strip().toLowerCase(Locale.ROOT);
        var property =
                kind.properties().values().stream()
                        .filter(one -> !one.retired() && isCalled(one, word))
                        .findFirst();
        return property.map(one -> Column.value(one.code()))
                .orElseGet(
                        () ->
                                Optional.ofNullable(USUAL.get(word))
                                        .map(Column::of)
                                        .orElse(Column.NOTHING));
    }

    private static boolean isCalled(Property property, String word) {
        return word.equals(property.code())
                || word.equals(property.code().replace('-', ' '))
                || word.equals(property.code().replace('-', '_'))
                || word.equals(property.label().english().toLowerCase(Locale.ROOT))
                || word.equals(property.label().korean());
    }
}
