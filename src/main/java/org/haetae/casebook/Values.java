package org.haetae.casebook;

import java.math.BigDecimal;
import java.net.URI;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haetae.names.DateAnswer;
import org.haetae.names.DateReader;
import org.haetae.names.DateWords;
import org.haetae.names.HistoricDate;
import org.haetae.names.Language;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Values as JSON, which is how they lie in the database, in files and in what the ledger commits
/// to: keys in the order of the alphabet, what is absent left out (docs/formats/claims.md).
public final class Values {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateReader DATES = DateReader.ofWholeYears();
    private static final String DIGITS = "-?\\d[\\d,]*(?:\\.\\d+)?";
    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,40}(?:\\.\\d{1,40})?");
    private static final Pattern NUMBER =
            Pattern.compile(
                    "\\s*(?<low>%1$s)(?:\\s*(?:-|–|~|to)\\s*(?<high>%1$s))?\\s*".formatted(DIGITS));
    private static final Pattern POINT =
            Pattern.compile(
                    "\\s*(?<lat>%1$s)\\s*[,;]\\s*(?<lon>%1$s)(?:\\s*[,;±]\\s*(?<precision>%1$s)\\s*m?)?\\s*"
                            .formatted("-?\\d+(?:\\.\\d+)?"));

    private Values() {}

    /// In canonical JSON.
    public static String json(Value value) {
        return JSON.writeValueAsString(map(value));
    }

    /// As the fields of a JSON object.
    public static Map<String, Object> map(Value value) {
        var map = new TreeMap<String, Object>();
        switch (value) {
            case Value.Name name -> {
                map.put("name", name.text());
                name.language().ifPresent(language -> map.put("language", language));
            }
            case Value.Text text -> {
                map.put("text", text.text());
                text.language().ifPresent(language -> map.put("language", language));
            }
            case Value.Date date -> map.put("date", date.date().edtf());
            case Value.Number number -> {
                number.low().ifPresent(low -> map.put("low", low.toPlainString()));
                number.high().ifPresent(high -> map.put("high", high.toPlainString()));
                number.unit().ifPresent(unit -> map.put("unit", unit));
                number.rule().ifPresent(rule -> map.put("rule", rule));
                number.words().ifPresent(words -> map.put("words", words));
            }
            case Value.Point point -> {
                map.put("latitude", point.latitude());
                map.put("longitude", point.longitude());
                map.put("precision", point.precisionMetres());
            }
            case Value.Reference reference -> map.put("entity", reference.entity().toString());
            case Value.Code code -> map.put("code", code.term());
            case Value.Link link -> map.put("link", link.address().toString());
        }
        return map;
    }

    /// A value as it lies in the database.
    static Value parse(String json) {
        var node = JSON.readTree(json);
        if (node.has("name")) {
            return new Value.Name(text(node, "name"), optional(node, "language"));
        }
        if (node.has("text")) {
            return new Value.Text(text(node, "text"), optional(node, "language"));
        }
        if (node.has("date")) {
            return date(text(node, "date"));
        }
        if (node.has("latitude")) {
            return point(node);
        }
        if (node.has("entity")) {
            return new Value.Reference(EntityId.parse(text(node, "entity")));
        }
        if (node.has("code")) {
            return new Value.Code(text(node, "code"));
        }
        if (node.has("link")) {
            return new Value.Link(URI.create(text(node, "link")));
        }
        return number(node, Optional.empty());
    }

    /// A value as somebody wrote it into a file: a string or a number, or an object with the fields
    /// of its type where more is to be said.
    ///
    /// @param entities finds an entity by its key or id
    /// @throws IllegalArgumentException when it is no value of this property; says what is expected
    public static Value read(
            Schema schema, Property property, JsonNode node, Function<String, EntityId> entities) {
        if (node.isString() || node.isNumber()) {
            return typed(schema, property, node.asString(), entities);
        }
        if (!node.isObject()) {
            throw expected(property, node.toString(), "a string, a number or an object");
        }
        return switch (property.type()) {
            case NAME -> new Value.Name(text(node, "name"), optional(node, "language"));
            case TEXT -> new Value.Text(text(node, "text"), optional(node, "language"));
            case DATE -> date(text(node, "date"));
            case NUMBER -> counted(schema, property, number(node, property.unit()));
            case POINT -> point(node);
            case REFERENCE -> new Value.Reference(entities.apply(text(node, "entity")));
            case CODE -> code(schema, property, text(node, "code"));
            case LINK -> link(property, text(node, "link"));
        };
    }

    /// A value as somebody typed it.
    ///
    /// @param entities finds an entity by its key or id
    /// @throws IllegalArgumentException when it is no value of this property; says what is expected
    public static Value typed(
            Schema schema, Property property, String typed, Function<String, EntityId> entities) {
        var text = typed.strip();
        if (text.isEmpty()) {
            throw expected(property, typed, "something");
        }
        return switch (property.type()) {
            case NAME -> new Value.Name(text, Optional.empty());
            case TEXT -> new Value.Text(text, Optional.empty());
            case DATE -> date(property, text);
            case NUMBER -> number(property, text);
            case POINT -> point(property, text);
            case REFERENCE -> new Value.Reference(entities.apply(text));
            case CODE -> code(schema, property, text);
            case LINK -> link(property, text);
        };
    }

    private static Value date(String text) {
        return new Value.Date(HistoricDate.of(text));
    }

    /// As people write dates; in a file they stand in EDTF as well.
    private static Value date(Property property, String text) {
        return switch (DATES.of(text)) {
            case DateAnswer.Read read -> new Value.Date(read.date());
            case DateAnswer.Ask ask ->
                    throw expected(
                            property,
                            text,
                            "one date; it may mean "
                                    + ask.readings().stream()
                                            .map(HistoricDate::edtf)
                                            .collect(Collectors.joining(" or ")));
            case DateAnswer.Refused refused ->
                    throw expected(
                            property, text, DateWords.of(refused.refusal(), Language.ENGLISH));
        };
    }

    private static Value number(Property property, String text) {
        var parts = NUMBER.matcher(text);
        if (!parts.matches()) {
            throw expected(property, text, "a number such as 12 or a range such as 10-25");
        }
        var low = amount(parts.group("low"));
        var high = Optional.ofNullable(parts.group("high")).map(Values::amount).orElse(low);
        return new Value.Number(
                Optional.of(low),
                Optional.of(high),
                property.unit(),
                Optional.empty(),
                Optional.empty());
    }

    private static Value.Number number(JsonNode node, Optional<String> unit) {
        return new Value.Number(
                optional(node, "low").map(Values::amount),
                optional(node, "high").map(Values::amount),
                optional(node, "unit").or(() -> unit),
                optional(node, "rule"),
                optional(node, "words"));
    }

    /// Unit and counting rule are terms, so that numbers can be compared and shown in any language.
    private static Value counted(Schema schema, Property property, Value.Number number) {
        number.unit().ifPresent(unit -> declared(schema, property, "counting-units", unit));
        number.rule().ifPresent(rule -> declared(schema, property, "counting-rules", rule));
        return number;
    }

    private static void declared(Schema schema, Property property, String vocabulary, String code) {
        Optional.ofNullable(schema.vocabularies().get(vocabulary))
                .flatMap(terms -> terms.term(code))
                .orElseThrow(
                        () -> expected(property, code, "a term of the vocabulary " + vocabulary));
    }

    /// Never with an exponent: a few characters of it would fill the memory when written out.
    private static BigDecimal amount(String digits) {
        var plain = digits.replace(",", "");
        if (!AMOUNT.matcher(plain).matches()) {
            throw new IllegalArgumentException(
                    "a number is \"%s\"; expected digits, at most 40 before the point and 40 after it"
                            .formatted(digits));
        }
        return new BigDecimal(plain);
    }

    private static Value point(Property property, String text) {
        var parts = POINT.matcher(text);
        if (!parts.matches()) {
            throw expected(
                    property,
                    text,
                    "latitude, longitude and precision in metres, such as 39.03, 125.75, 500");
        }
        return new Value.Point(
                Double.parseDouble(parts.group("lat")),
                Double.parseDouble(parts.group("lon")),
                Optional.ofNullable(parts.group("precision")).map(Double::parseDouble).orElse(0.0));
    }

    private static Value point(JsonNode node) {
        return new Value.Point(
                node.path("latitude").asDouble(),
                node.path("longitude").asDouble(),
                node.path("precision").asDouble(0));
    }

    private static Value code(Schema schema, Property property, String text) {
        var vocabulary = schema.vocabularies().get(property.vocabulary().orElseThrow());
        return vocabulary
                .term(text)
                .or(
                        () ->
                                vocabulary.terms().values().stream()
                                        .filter(
                                                term ->
                                                        term.label()
                                                                        .english()
                                                                        .equalsIgnoreCase(text)
                                                                || term.label()
                                                                        .korean()
                                                                        .equals(text))
                                        .findFirst())
                .map(term -> (Value) new Value.Code(term.code()))
                .orElseThrow(
                        () ->
                                expected(
                                        property,
                                        text,
                                        "a term of the vocabulary " + vocabulary.code()));
    }

    private static Value link(Property property, String text) {
        try {
            return new Value.Link(URI.create(text));
        } catch (IllegalArgumentException e) {
            throw expected(property, text, "an address that begins with https:");
        }
    }

    private static IllegalArgumentException expected(
            Property property, String found, String expected) {
        return new IllegalArgumentException(
                "%s is \"%s\"; expected %s".formatted(property.code(), found, expected));
    }

    private static String text(JsonNode node, String field) {
        return optional(node, field)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "a value lacks \"%s\"".formatted(field)));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        var found = node.get(field);
        return found == null || found.isNull() ? Optional.empty() : Optional.of(found.asString());
    }

    /// What a value is found by: its words without case, width and marks of composition.
    static String words(Value value) {
        return switch (value) {
            case Value.Name name -> folded(name.text());
            case Value.Text text -> folded(text.text());
            case Value.Date date -> date.date().edtf();
            case Value.Number number -> number.words().map(Values::folded).orElse("");
            case Value.Point point -> "";
            case Value.Reference reference -> reference.entity().toString();
            case Value.Code code -> code.term();
            case Value.Link link -> link.address().toString();
        };
    }

    static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }
}
