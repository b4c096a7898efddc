package org.haetae.exchange;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.Vocabulary;

/// What FollowTheMoney (followthemoney.tech) calls our kinds and properties, from the mappings of
/// the schema, and how its types write our values.
final class FollowTheMoney {

    static final String SCHEME = "ftm";

    /// Schemata that stand below one that a kind maps to, and are taken for it.
    private static final Map<String, String> BROADER =
            Map.of("Company", "Organization", "LegalEntity", "Organization");

    /// A whole day, month or year: all that its dates can say.
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");

    /// Properties of its model that hold the id of another entity. Its other properties hold words,
    /// even where ours refer to something.
    private static final Set<String> ENTITIES =
            Set.of(
                    "Organization.parent",
                    "Occupancy.holder",
                    "Occupancy.post",
                    "Membership.member",
                    "Membership.organization",
                    "Family.person",
                    "Family.relative",
                    "Sanction.entity",
                    "Event.organizer",
                    "Event.involved",
                    "Trip.startLocation",
                    "Trip.endLocation");

    /// Properties of its model that hold the ISO 3166-1 code of a country in small letters.
    private static final Set<String> COUNTRIES = Set.of("nationality", "country");

    private FollowTheMoney() {}

    static Optional<String> schema(Kind kind) {
        return Optional.ofNullable(kind.maps().get(SCHEME));
    }

    static Optional<String> property(Property property) {
        return Optional.ofNullable(property.maps().get(SCHEME));
    }

    /// The first kind that maps to one of its schemata.
    static Optional<Kind> kind(Schema schema, String ftm) {
        return Stream.of(ftm, BROADER.getOrDefault(ftm, ftm))
                .flatMap(
                        name ->
                                schema.kinds().values().stream()
                                        .filter(kind -> schema(kind).equals(Optional.of(name))))
                .findFirst();
    }

    static Optional<Property> property(Kind kind, String ftm) {
        return kind.properties().values().stream()
                .filter(property -> !property.retired() && !property.sealed())
                .filter(property -> property(property).equals(Optional.of(ftm)))
                .findFirst();
    }

    static boolean isEntity(String schema, String property) {
        return ENTITIES.contains(schema + "." + property);
    }

    /// Whether ours refers to a place where theirs has the code of a country.
    static boolean isCountry(Property ours, String property) {
        return ours.type() == ValueType.REFERENCE && COUNTRIES.contains(property);
    }

    static Optional<String> date(Value.Date date) {
        return Optional.of(date.date().edtf()).filter(edtf -> DATE.matcher(edtf).matches());
    }

    /// A term by its name there; languages are told by ISO 639-3.
    static Optional<String> term(Vocabulary.Term term) {
        return Optional.ofNullable(term.maps().get(SCHEME)).or(() -> language(term));
    }

    private static Optional<String> language(Vocabulary.Term term) {
        return Optional.ofNullable(term.maps().get("iso639"))
                .map(code -> Locale.of(code).getISO3Language())
                .filter(code -> !code.isEmpty());
    }

    static Optional<Vocabulary.Term> term(Vocabulary vocabulary, String named) {
        return vocabulary.terms().values().stream()
                .filter(
                        term ->
                                term(term).equals(Optional.of(named))
                                        || term.code().equals(named)
                                        || term.label().english().equalsIgnoreCase(named))
                .findFirst();
    }
}
