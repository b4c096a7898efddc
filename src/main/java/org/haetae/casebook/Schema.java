package org.haetae.casebook;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which kinds of entity there are, what can be said of each, and which vocabularies that is said
/// in. Declared in YAML ([SchemaFiles]), not in code, so that a group can add to it.
public record Schema(Map<String, Kind> kinds, Map<String, Vocabulary> vocabularies) {

    public Schema {
        kinds = Collections.unmodifiableMap(new LinkedHashMap<>(kinds));
        vocabularies = Collections.unmodifiableMap(new LinkedHashMap<>(vocabularies));
        for (var kind : kinds.values()) {
            check(kind, kinds, vocabularies);
        }
        vocabularies.values().forEach(Schema::check);
    }

    private static void check(
            Kind kind, Map<String, Kind> kinds, Map<String, Vocabulary> vocabularies) {
        for (var named : kind.title()) {
            require(kind.properties().containsKey(named), "the title of kind", kind.code(), named);
        }
        for (var end : kind.link()) {
            require(kind.properties().containsKey(end), "a link of kind", kind.code(), end);
        }
        for (var property : kind.properties().values()) {
            var where = kind.code() + "." + property.code();
            property.vocabulary()
                    .ifPresent(
                            named ->
                                    require(
                                            vocabularies.containsKey(named),
                                            "the vocabulary of",
                                            where,
                                            named));
            property.to()
                    .forEach(
                            named ->
                                    require(
                                            kinds.containsKey(named),
                                            "a kind referred to by",
                                            where,
                                            named));
        }
    }

    private static void check(Vocabulary vocabulary) {
        for (var term : vocabulary.terms().values()) {
            term.broader()
                    .ifPresent(
                            broader ->
                                    require(
                                            vocabulary.terms().containsKey(broader),
                                            "the broader term of",
                                            vocabulary.code() + "." + term.code(),
                                            broader));
        }
    }

    private static void require(boolean declared, String role, String of, String named) {
        if (!declared) {
            throw new IllegalArgumentException(
                    "%s %s is \"%s\", which the schema does not declare"
                            .formatted(role, of, named));
        }
    }

    /// A kind by its code.
    public Optional<Kind> kind(String code) {
        return Optional.ofNullable(kinds.get(code));
    }

    /// A kind by its code; of one that is not declared any more, what was recorded is read as text.
    public Kind kindOr(String code) {
        return kind(code)
                .orElseGet(
                        () ->
                                new Kind(
                                        code,
                                        new Label(code, code),
                                        List.of(),
                                        List.of(),
                                        Optional.empty(),
                                        Map.of(),
                                        Map.of()));
    }

    /// The vocabulary of a property, if its values are codes.
    public Optional<Vocabulary> vocabulary(Property property) {
        return property.vocabulary().map(vocabularies::get);
    }

    /// A term of a property's vocabulary.
    public Optional<Vocabulary.Term> term(Property property, String code) {
        return vocabulary(property).flatMap(one -> one.term(code));
    }
}
