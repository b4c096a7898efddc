package org.haetae.propose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Vocabulary;
import org.haetae.suggest.Suggestion;

/// The claims that a proposal would become: about an entity of a kind, some properties with what is
/// to be typed for them. What a reference leads to is a name, for a person to look up.
///
/// @param properties by their codes, in order
public record Draft(String kind, Map<String, String> properties) {

    /// What our rules call a link, by what the schema calls it.
    private static final Map<String, Map<String, String>> LINKS =
            Map.of(
                    "post-held",
                    Map.of("person", "holder", "organisation", "organisation", "title", "position"),
                    "designation",
                    Map.of("designated", "target", "authority", "authority"));

    private static final Map<String, String> KINDS =
            Map.of("post-held", "post", "designation", "designation");

    public Draft {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        if (properties.isEmpty()) {
            throw new IllegalArgumentException("a draft of kind %s says nothing".formatted(kind));
        }
    }

    /// What a suggestion of our rules would become, as far as the schema has a place for it.
    ///
    /// Dates, numbers and grounds say nothing by themselves: of what they are told, a person says.
    static Optional<Draft> of(Schema schema, Suggestion one) {
        return (switch (one.kind()) {
                    case PERSON -> named("person", one.quote());
                    case ORGANISATION -> named("organisation", one.quote());
                    case PLACE -> named("place", one.quote());
                    case TREATY -> named("treaty", one.quote());
                    case DOCUMENT ->
                            one.value().contains("/RES/")
                                    ? Optional.of(
                                            new Draft("resolution", Map.of("symbol", one.value())))
                                    : named("publication", one.value());
                    case ACT -> term(schema, "act", "type", one.value());
                    case POST, DESIGNATION -> link(one);
                    case DATE, NUMBER, GROUND, DETENTION -> Optional.<Draft>empty();
                })
                .filter(draft -> draft.fits(schema));
    }

    private static Optional<Draft> named(String kind, String name) {
        return Optional.of(new Draft(kind, Map.of("name", name.replaceAll("\\s+", " "))));
    }

    /// A label of our lists that is also one of the vocabulary.
    private static Optional<Draft> term(Schema schema, String kind, String property, String label) {
        return schema
                .kind(kind)
                .flatMap(one -> one.property(property))
                .flatMap(schema::vocabulary)
                .map(Vocabulary::terms)
                .stream()
                .flatMap(terms -> terms.values().stream())
                .filter(term -> term.label().english().equalsIgnoreCase(label))
                .findFirst()
                .map(term -> new Draft(kind, Map.of(property, term.code())));
    }

    private static Optional<Draft> link(Suggestion one) {
        return one.claim()
                .filter(shape -> LINKS.containsKey(shape.kind()))
                .map(
                        shape -> {
                            var properties = new LinkedHashMap<String, String>();
                            shape.properties()
                                    .forEach(
                                            (role, value) ->
                                                    Optional.ofNullable(
                                                                    LINKS.get(shape.kind())
                                                                            .get(role))
                                                            .ifPresent(
                                                                    code ->
                                                                            properties.put(
                                                                                    code, value)));
                            return new Draft(KINDS.get(shape.kind()), properties);
                        });
    }

    /// Whether the schema of this home has all of it.
    private boolean fits(Schema schema) {
        return schema.kind(kind)
                .filter(
                        one ->
                                properties.keySet().stream()
                                        .allMatch(
                                                code ->
                                                        one.property(code)
                                                                .filter(it -> !it.retired())
                                                                .isPresent()))
                .isPresent();
    }

    /// Whether it can become claims as it stands, once the entities in it are chosen: a link, or
    /// what begins an entity by its title. What is only said of something, a person has to say of
    /// what.
    public boolean whole(Schema schema) {
        var declared = schema.kindOr(kind);
        return properties.keySet().stream().anyMatch(declared.title()::contains);
    }

    /// Something that has to be chosen before the draft can become claims: an entity that is there
    /// already, or a new one.
    ///
    /// @param property that refers to it; empty for what the draft itself is about
    /// @param kinds of which it may be; one that is new becomes the first
    public record Choice(String property, List<String> kinds, String name) {}

    /// What has to be chosen: of a name, whose it is; of a link, its ends. An act or a link is
    /// always a new one.
    public List<Choice> choices(Schema schema) {
        var declared = schema.kindOr(kind);
        var naming = naming(declared);
        return properties.entrySet().stream()
                .flatMap(
                        one -> {
                            var property = declared.propertyOr(one.getKey());
                            if (property.type() == ValueType.REFERENCE) {
                                return Stream.of(
                                        new Choice(one.getKey(), property.to(), one.getValue()));
                            }
                            return naming.filter(property::equals).isPresent()
                                            && declared.link().isEmpty()
                                    ? Stream.of(new Choice("", List.of(kind), one.getValue()))
                                    : Stream.<Choice>empty();
                        })
                .toList();
    }

    /// The property by which an entity of a kind is named, where a name or words do.
    static Optional<Property> naming(Kind kind) {
        return kind.title().stream()
                .findFirst()
                .map(kind::propertyOr)
                .filter(
                        property ->
                                property.type() == ValueType.NAME
                                        || property.type() == ValueType.TEXT);
    }
}
