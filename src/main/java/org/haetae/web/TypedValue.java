package org.haetae.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Values;
import org.haetae.casebook.Vocabulary;
import org.jspecify.annotations.Nullable;

/// A value as a form asks for it and gives it back.
///
/// @param text what was typed or chosen
/// @param unit of a number
/// @param words of a number, as the source has it
/// @param language of a name or a text
/// @param target the entity chosen for a reference, or `new:` and a kind; empty before
record TypedValue(String text, String unit, String words, String language, String target) {
    static final TypedValue EMPTY = new TypedValue("", "", "", "", "");

    /// How something to be made is told from an id.
    static final String NEW = "new:";

    private static final String COUNTING_UNITS = "counting-units";
    private static final int MOST_FOUND = 8;

    static TypedValue of(Map<String, String> form) {
        return new TypedValue(
                field(form, "value"),
                field(form, "unit"),
                field(form, "words"),
                field(form, "language"),
                field(form, "target"));
    }

    static String field(Map<String, String> form, String name) {
        return form.getOrDefault(name, "").replace("\r\n", "\n").strip();
    }

    /// A value that is there already, to be changed.
    ///
    /// @param title of an entity that it refers to
    static TypedValue of(Value value, String title) {
        return switch (value) {
            case Value.Name name -> plain(name.text(), name.language());
            case Value.Text text -> plain(text.text(), text.language());
            case Value.Date date -> plain(date.date().edtf(), Optional.empty());
            case Value.Number number ->
                    new TypedValue(
                            bounds(number),
                            number.unit().orElse(""),
                            number.words().orElse(""),
                            "",
                            "");
            case Value.Point point ->
                    plain(
                            "%s, %s, %s"
                                    .formatted(
                                            point.latitude(),
                                            point.longitude(),
                                            point.precisionMetres()),
                            Optional.empty());
            case Value.Reference(EntityId entity) ->
                    new TypedValue(title, "", "", "", entity.toString());
            case Value.Code code -> plain(code.term(), Optional.empty());
            case Value.Link link -> plain(link.address().toString(), Optional.empty());
        };
    }

    private static TypedValue plain(String text, Optional<String> language) {
        return new TypedValue(text, "", "", language.orElse(""), "");
    }

    private static String bounds(Value.Number number) {
        var low = number.low().map(BigDecimal::toPlainString);
        var high = number.high().map(BigDecimal::toPlainString);
        return low.equals(high)
                ? low.orElse("")
                : low.orElse("").isEmpty() ? high.orElse("") : low.get() + "-" + high.orElse("");
    }

    TypedValue withText(String other) {
        return new TypedValue(other, unit, words, language, target);
    }

    /// @throws IllegalArgumentException when it is no value of this property
    Value read(Schema schema, Property property) {
        String typed = property.type() == ValueType.REFERENCE ? target : text;
        Value value = Values.typed(schema, property, typed, EntityId::parse);
        return switch (value) {
            case Value.Name name -> new Value.Name(name.text(), present(language));
            case Value.Text told -> new Value.Text(told.text(), present(language));
            case Value.Number number ->
                    new Value.Number(
                            number.low(),
                            number.high(),
                            present(unit).or(number::unit),
                            number.rule(),
                            present(words));
            case Value.Date date -> date;
            case Value.Point point -> point;
            case Value.Reference reference -> reference;
            case Value.Code code -> code;
            case Value.Link link -> link;
        };
    }

    private static Optional<String> present(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// The kind to be made as what this refers to.
    Optional<String> newKind() {
        return target.startsWith(NEW)
                ? Optional.of(target.substring(NEW.length()))
                : Optional.empty();
    }

    /// What stands in the form.
    ///
    /// @param looking whether what was typed is to be looked up as a name
    /// @param making whether something new may be made of a name
    Sheet.ValueField field(
            Casebook casebook,
            Visitor visitor,
            Property property,
            boolean looking,
            boolean making,
            boolean wrong) {
        Locale locale = visitor.language().locale();
        Schema schema = casebook.schema();
        boolean looked = looking && !text.isEmpty();
        return new Sheet.ValueField(
                property.type().word(),
                property.label().in(locale),
                property.note().map(note -> note.in(locale)).orElse(null),
                text,
                unit.isEmpty() ? property.unit().orElse("") : unit,
                words,
                language,
                wrong ? "value.wrong." + property.type().word() : null,
                terms(schema.vocabulary(property).orElse(null), locale),
                property.type() == ValueType.NUMBER
                        ? terms(schema.vocabularies().get(COUNTING_UNITS), locale)
                        : List.of(),
                looked
                        ? ClaimTellings.candidates(
                                casebook, visitor, text, property.to(), MOST_FOUND)
                        : List.of(),
                looked && making ? kinds(named(schema, property.to()), locale) : List.of(),
                target,
                looked);
    }

    /// Kinds that a name alone is enough to make one of.
    private static List<Kind> named(Schema schema, Collection<String> among) {
        return schema.kinds().values().stream()
                .filter(kind -> among.isEmpty() || among.contains(kind.code()))
                .filter(kind -> naming(kind).isPresent())
                .toList();
    }

    /// The property that names an entity of a kind, when a name does.
    static Optional<Property> naming(Kind kind) {
        return kind.title().stream()
                .findFirst()
                .map(kind::propertyOr)
                .filter(
                        property ->
                                property.type() == ValueType.NAME
                                        || property.type() == ValueType.TEXT);
    }

    static List<Sheet.Term> kinds(Collection<Kind> kinds, Locale locale) {
        return kinds.stream()
                .map(kind -> new Sheet.Term(kind.code(), kind.label().in(locale), 0))
                .toList();
    }

    /// Terms of a vocabulary, each below the one that includes it.
    static List<Sheet.Term> terms(@Nullable Vocabulary vocabulary, Locale locale) {
        List<Sheet.Term> terms = new ArrayList<>();
        if (vocabulary != null) {
            below(vocabulary, Optional.empty(), 0, locale, terms);
        }
        return terms;
    }

    private static void below(
            Vocabulary vocabulary,
            Optional<String> broader,
            int depth,
            Locale locale,
            List<Sheet.Term> terms) {
        for (Vocabulary.Term term : vocabulary.terms().values()) {
            if (term.broader().equals(broader) && terms.size() < vocabulary.terms().size()) {
                terms.add(new Sheet.Term(term.code(), term.label().in(locale), depth));
                below(vocabulary, Optional.of(term.code()), depth + 1, locale, terms);
            }
        }
    }
}
