package org.haetae.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.haetae.access.Clearance;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimIntake;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Question;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Values;
import org.haetae.extract.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes in FollowTheMoney entities, one JSON object a line. Each value is a claim that rests on
/// its line, as a passage of the item that the file is. What has no place here is counted.
public final class FtmImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*\\{(?=.*\"schema\"\\s*:)(?=.*\"properties\"\\s*:)");
    private static final String POSITION = "Position";

    private final Casebook casebook;
    private final Clearance by;
    private final ItemId item;
    private final Grade grade;
    private final ClaimIntake intake;
    private final Map<String, Long> left = new TreeMap<>();
    private final Map<String, List<String>> posts = new HashMap<>();
    private final Map<String, Optional<EntityId>> countries = new HashMap<>();

    /// Keys of lines that are countries, by their codes.
    private final Map<String, String> given = new HashMap<>();

    /// @param item that the file was taken in as
    /// @param grade of all its claims
    /// @param trial whether nothing is to be recorded, only told
    /// @param each hears of every line, in the order in which their fate is known
    public FtmImport(
            Casebook casebook,
            Clearance by,
            ItemId item,
            Grade grade,
            boolean trial,
            Consumer<ClaimIntake.Outcome> each) {
        this.casebook = casebook;
        this.by = by;
        this.item = item;
        this.grade = grade;
        this.intake = new ClaimIntake(casebook, by, trial, each);
    }

    /// Whether a text looks like such lines: one has a schema and properties.
    public static boolean mayRead(CharSequence text) {
        return LINE.matcher(text).find();
    }

    /// A line that could be read.
    private record Line(int number, JsonNode node, List<NewClaim.Cite> cites) {}

    /// Takes all lines in.
    ///
    /// @return how many values were left out, by schema and property
    public Map<String, Long> read(Text text) {
        var lines = lines(new PagedText(text));
        for (var line : lines) {
            if (schema(line).equals(POSITION)) {
                posts.put(id(line), strings(line.node().path("properties").path("name")));
            }
        }
        intake.expect(lines.stream().map(FtmImport::id).toList());
        intake.expect(lines.stream().map(line -> key(id(line))).toList());
        lines.forEach(this::noteCountry);
        lines.stream().filter(line -> !schema(line).equals(POSITION)).forEach(this::take);
        intake.end();
        return Map.copyOf(left);
    }

    private List<Line> lines(PagedText paged) {
        var lines = new ArrayList<Line>();
        var whole = paged.whole();
        int number = 0;
        for (int from = 0; from < whole.length(); ) {
            int newline = whole.indexOf('\n', from);
            int to = newline < 0 ? whole.length() : newline;
            var line = whole.substring(from, to);
            number++;
            if (!line.isBlank()) {
                try {
                    var cites =
                            paged.places(from, to).stream()
                                    .map(place -> new NewClaim.Cite(item, place))
                                    .toList();
                    lines.add(new Line(number, JSON.readTree(line), cites));
                } catch (JacksonException e) {
                    intake.refuse(number, "", "is not JSON: " + e.getOriginalMessage());
                }
            }
            from = to + 1;
        }
        return lines;
    }

    private static String id(Line line) {
        return line.node().path("id").asString("");
    }

    private static String schema(Line line) {
        return line.node().path("schema").asString("");
    }

    private static List<String> strings(JsonNode node) {
        return node.isArray()
                ? node.valueStream()
                        .map(one -> one.asString(""))
                        .filter(one -> !one.isBlank())
                        .toList()
                : node.isString() ? List.of(node.asString()) : List.of();
    }

    /// The id of an entity that is here stays what it is; every other id is a key.
    private String key(String id) {
        return ID.matcher(id).matches() && intake.kindOf(EntityId.parse(id)).isPresent()
                ? id
                : "ftm:" + SPACE.matcher(id).replaceAll("_");
    }

    private void take(Line line) {
        var id = id(line);
        var key = key(id);
        try {
            if (id.isEmpty()) {
                throw new IllegalArgumentException(
                        "has no id; an entity has id, schema and properties");
            }
            intake.take(line.number(), key, claims(line, key));
        } catch (IllegalArgumentException | CaseRefused e) {
            intake.refuse(line.number(), key, String.valueOf(e.getMessage()));
        }
    }

    private List<NewClaim> claims(Line line, String key) {
        var schema = schema(line);
        var kind =
                FollowTheMoney.kind(casebook.schema(), schema)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "schema is \"%s\"; no kind maps to it. Add maps: {ftm: %s} to one in schema/"
                                                        .formatted(schema, schema)));
        var about = intake.entity(key);
        // What is here already keeps its kind: a facility is an Address there like a place.
        var known = intake.kindOf(about).flatMap(casebook.schema()::kind).orElse(kind);
        if (!FollowTheMoney.schema(known).equals(FollowTheMoney.schema(kind))) {
            throw new IllegalArgumentException(
                    "is a %s here, and %s there".formatted(known.code(), schema));
        }
        intake.kind(about, Optional.of(known.code()), key);
        var mapped = FollowTheMoney.schema(known).orElse(schema);
        var claims = new ArrayList<NewClaim>();
        var properties = new LinkedHashMap<String, JsonNode>();
        line.node()
                .path("properties")
                .propertyStream()
                .forEach(one -> properties.put(one.getKey(), one.getValue()));
        properties.forEach(
                (name, node) -> {
                    var property = FollowTheMoney.property(known, name);
                    for (var text : strings(node)) {
                        var value = property.flatMap(one -> value(mapped, name, one, text, line));
                        if (value.isEmpty()) {
                            left.merge(schema + "." + name, 1L, Long::sum);
                        } else {
                            claims.add(
                                    claim(
                                            about,
                                            known,
                                            property.orElseThrow(),
                                            value.get(),
                                            line.cites()));
                        }
                    }
                });
        return claims;
    }

    private NewClaim claim(
            EntityId about, Kind kind, Property property, Value value, List<NewClaim.Cite> cites) {
        return new NewClaim(
                about,
                kind.code(),
                property.code(),
                value,
                cites,
                grade,
                Status.RECORDED,
                Basis.ITEM,
                Set.of());
    }

    /// @return empty when theirs cannot be said here
    private Optional<Value> value(
            String schema, String name, Property property, String text, Line line) {
        if (schema.equals("Occupancy") && name.equals("post")) {
            return Optional.ofNullable(posts.get(text))
                    .flatMap(names -> names.stream().findFirst())
                    .map(post -> new Value.Name(post, Optional.empty()));
        }
        if (FollowTheMoney.isCountry(property, name)) {
            return country(property, text, line).map(Value.Reference::new);
        }
        if (property.type() == ValueType.REFERENCE) {
            return FollowTheMoney.isEntity(schema, name)
                    ? Optional.of(new Value.Reference(intake.entity(key(text))))
                    : Optional.empty();
        }
        if (property.type() == ValueType.CODE) {
            return casebook.schema()
                    .vocabulary(property)
                    .flatMap(vocabulary -> FollowTheMoney.term(vocabulary, text))
                    .map(term -> new Value.Code(term.code()));
        }
        return Optional.of(Values.typed(casebook.schema(), property, text, intake::entity));
    }

    /// The place of a country: the one of that code, which is made by the first line that needs it.
    private Optional<EntityId> country(Property property, String text, Line line) {
        var code = text.toUpperCase(Locale.ROOT);
        var kind =
                property.to().stream()
                        .flatMap(one -> casebook.schema().kind(one).stream())
                        .filter(one -> FollowTheMoney.property(one, "country").isPresent())
                        .findFirst();
        if (kind.isEmpty() || !Set.of(Locale.getISOCountries()).contains(code)) {
            return Optional.empty();
        }
        if (given.containsKey(code)) {
            return Optional.of(intake.entity(given.get(code)));
        }
        var there = countries.computeIfAbsent(code, one -> there(kind.get(), one));
        if (there.isPresent()) {
            return there;
        }
        var key = "country:" + code;
        var place = intake.entity(key);
        if (intake.isNew(place) && intake.kindOf(place).isEmpty()) {
            var naming = TableMapping.naming(kind.get()).orElseThrow();
            intake.kind(place, Optional.of(kind.get().code()), key);
            intake.take(
                    line.number(),
                    key,
                    List.of(
                            claim(
                                    place,
                                    kind.get(),
                                    naming,
                                    new Value.Name(name(code), Optional.of("en")),
                                    line.cites()),
                            claim(
                                    place,
                                    kind.get(),
                                    FollowTheMoney.property(kind.get(), "country").orElseThrow(),
                                    new Value.Text(code, Optional.empty()),
                                    line.cites())));
        }
        return Optional.of(place);
    }

    /// A line may be the country itself: an address that is nothing but its name.
    private void noteCountry(Line line) {
        var properties = line.node().path("properties");
        for (var code : strings(properties.path("country"))) {
            var upper = code.toUpperCase(Locale.ROOT);
            if (schema(line).equals("Address")
                    && strings(properties.path("full")).contains(name(upper))) {
                given.putIfAbsent(upper, key(id(line)));
            }
        }
    }

    private static String name(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    /// A place of that code which is called like the country; others only lie in it.
    private Optional<EntityId> there(Kind kind, String code) {
        var property = FollowTheMoney.property(kind, "country").orElseThrow().code();
        var naming = TableMapping.naming(kind).orElseThrow().code();
        return casebook
                .list(
                        by,
                        new Question(
                                kind.code(),
                                List.of(
                                        new Question.Condition.Says(property, code),
                                        new Question.Condition.Says(naming, name(code))),
                                Optional.empty(),
                                1))
                .places()
                .stream()
                .map(Question.Place::entity)
                .findFirst();
    }
}
