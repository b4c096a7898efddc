package org.haetae.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Told;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Vocabulary;
import org.haetae.names.DateWords;
import org.haetae.names.HistoricDate;

/// What maps, timelines and networks draw alike.
final class Drawn {
    private static final String PLAIN = "circle";

    private Drawn() {}

    /// A length as a part of a drawing, as SVG reads it.
    static String across(double units, double whole) {
        return "%.2f%%".formatted(100 * units / whole);
    }

    /// As it stands in an address.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// Whatever refers to one of these entities.
    static Told leadingTo(Schema schema, Collection<EntityId> ids, int limit) {
        return new Told(
                Told.of(schema.kinds().values(), kind -> kind.ofType(ValueType.REFERENCE)),
                Optional.of(ids),
                Optional.empty(),
                0,
                limit);
    }

    private static Stream<Vocabulary.Term> terms(Schema schema, Entity entity) {
        return entity.kind().ofType(ValueType.CODE).stream()
                .flatMap(
                        property ->
                                entity.values(property.code()).stream()
                                        .flatMap(
                                                value ->
                                                        value instanceof Value.Code(String code)
                                                                ? schema
                                                                        .term(property, code)
                                                                        .stream()
                                                                : Stream.empty()));
    }

    /// The shape of the sign on the map, as the vocabulary that says its kind has it.
    static String sign(Schema schema, Entity entity) {
        return entity.kind().ofType(ValueType.CODE).stream()
                .flatMap(
                        property ->
                                schema.vocabulary(property).stream()
                                        .flatMap(
                                                vocabulary ->
                                                        entity.values(property.code()).stream()
                                                                .flatMap(
                                                                        value ->
                                                                                sign(
                                                                                        vocabulary,
                                                                                        value)
                                                                                        .stream())))
                .findFirst()
                .orElse(PLAIN);
    }

    /// Of a term, or of the one above it.
    private static Optional<String> sign(Vocabulary vocabulary, Value value) {
        Optional<Vocabulary.Term> term =
                value instanceof Value.Code(String code) ? vocabulary.term(code) : Optional.empty();
        while (term.isPresent()) {
            if (term.get().maps().containsKey("sign")) {
                return Optional.of(term.get().maps().get("sign"));
            }
            term = term.get().broader().flatMap(vocabulary::term);
        }
        return Optional.empty();
    }

    /// The shape of the sign in a network.
    static String sign(Kind kind) {
        return kind.maps().getOrDefault("sign", PLAIN);
    }

    /// A date in words.
    static String date(HistoricDate date, Locale locale) {
        return DateWords.of(
                date,
                locale.getLanguage().equals("ko")
                        ? org.haetae.names.Language.KOREAN
                        : org.haetae.names.Language.ENGLISH);
    }

    /// What is told of a property: each value that counts, with its claims.
    static List<Sheet.Saying> facts(Entity entity, Property property, Titles titles) {
        return entity.values(property.code()).stream()
                .map(
                        value ->
                                new Sheet.Saying(
                                        titles.words(property, value),
                                        ClaimTellings.target(value)
                                                .map(ClaimTellings::address)
                                                .orElse(null),
                                        sources(entity, property.code(), value)))
                .toList();
    }

    /// What is told of when it was: each property with its dates and their claims.
    static List<Sheet.Told> times(Entity entity, Titles titles, Locale locale) {
        List<Sheet.Told> when = new ArrayList<>();
        for (Tells tells : List.of(Tells.WHEN, Tells.BEGINS, Tells.ENDS, Tells.CITED)) {
            for (Property property : entity.kind().telling(tells)) {
                List<Sheet.Saying> facts = facts(entity, property, titles);
                if (!facts.isEmpty()) {
                    when.add(
                            new Sheet.Told(
                                    property.label().in(locale), entity.disputed(property), facts));
                }
            }
        }
        return when;
    }

    /// As much of a title as fits beneath a sign.
    static String brief(String title) {
        int[] points = title.codePoints().limit(23).toArray();
        return points.length < 23 ? title : new String(points, 0, 22) + "…";
    }

    /// Its kind, and what its vocabularies call it.
    static String sort(Schema schema, Entity entity, Locale locale) {
        return Stream.concat(
                        Stream.of(entity.kind().label().in(locale)),
                        terms(schema, entity).map(term -> term.label().in(locale)).limit(2))
                .collect(Collectors.joining(", "));
    }

    /// A mark that leads from a value to the claim behind it.
    static Sheet.Source source(Claim claim) {
        return new Sheet.Source(claim.id().toString(), claim.grade().code(), claim.status().word());
    }

    static List<Sheet.Source> sources(Entity entity, String property, Value value) {
        return entity.claims().stream()
                .filter(
                        claim ->
                                claim.property().equals(property)
                                        && claim.stands()
                                        && claim.value().filter(value::equals).isPresent())
                .map(Drawn::source)
                .toList();
    }
}
