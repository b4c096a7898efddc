package org.haetae.sanctions;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Place;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;

/// The consolidated list of the Security Council, by its schema `sc-sanctions.xsd`.
final class UnConsolidated {

    static final String ROOT = "CONSOLIDATED_LIST";
    static final Set<String> RECORDS = Set.of("INDIVIDUAL", "ENTITY");

    private final Entries entries;
    private final String file;

    UnConsolidated(Entries entries, String file) {
        this.entries = entries;
        this.file = file;
    }

    Optional<HistoricDate> read(XmlRecords records) {
        for (var one = records.record(); one.isPresent(); one = records.record()) {
            read(one.get());
        }
        return Optional.ofNullable(ListDates.iso(records.root().attribute("dateGenerated")));
    }

    private void read(Element one) {
        var id = one.textAt("DATAID");
        var draft = entries.open(id == null ? "" : id, file);
        var person = one.name.equals("INDIVIDUAL");
        var kind = person ? "INDIVIDUAL_" : "ENTITY_";
        draft.places.add(new Place(0, one.from, one.to));
        draft.subject = person ? Subject.PERSON : Subject.ORGANISATION;
        draft.number = Optional.ofNullable(one.textAt("REFERENCE_NUMBER")).orElse("");
        draft.name(
                String.join(
                        " ", one.texts("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")),
                NameType.PRIMARY,
                null);
        draft.name(one.textAt("NAME_ORIGINAL_SCRIPT"), NameType.ORIGINAL_SCRIPT, null);
        one.all(kind + "ALIAS")
                .forEach(
                        alias ->
                                draft.name(
                                        alias.textAt("ALIAS_NAME"),
                                        type(alias.textAt("QUALITY")),
                                        null));
        values(one, "TITLE").forEach(text -> draft.add(draft.honorifics, text));
        values(one, "DESIGNATION").forEach(text -> draft.add(draft.posts, text));
        values(one, "NATIONALITY").forEach(text -> draft.add(draft.nationalities, text));
        draft.gender = gender(one.textAt("GENDER"));
        one.all(kind + "DATE_OF_BIRTH")
                .forEach(born -> draft.birth(birth(born), born.textAt("NOTE")));
        one.all(kind + "PLACE_OF_BIRTH")
                .forEach(
                        place ->
                                draft.add(
                                        draft.birthPlaces,
                                        joined(place, "CITY", "STATE_PROVINCE", "COUNTRY")));
        one.all(kind + "ADDRESS")
                .forEach(
                        place ->
                                draft.address(
                                        joined(
                                                place,
                                                "STREET",
                                                "CITY",
                                                "STATE_PROVINCE",
                                                "ZIP_CODE",
                                                "NOTE"),
                                        place.textAt("COUNTRY")));
        one.all(kind + "DOCUMENT")
                .forEach(
                        paper ->
                                draft.identifier(
                                        joined(paper, "TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2"),
                                        paper.textAt("NUMBER"),
                                        first(paper, "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE")));
        draft.add(draft.programmes, one.textAt("UN_LIST_TYPE"));
        draft.listed = ListDates.iso(one.textAt("LISTED_ON"));
        values(one, "LAST_DAY_UPDATED").forEach(day -> draft.amended(ListDates.iso(day)));
        draft.add(draft.remarks, one.textAt("COMMENTS1"));
    }

    private static Stream<String> values(Element one, String name) {
        return one.at(name, "VALUE").map(Element::text).filter(text -> text != null);
    }

    private static NameType type(@Nullable String quality) {
        return switch (quality == null ? "" : quality.toLowerCase(Locale.ROOT)) {
            case "low" -> NameType.WEAK;
            case "f.k.a." -> NameType.FORMER;
            default -> NameType.ALIAS;
        };
    }

    static @Nullable String gender(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "m", "male" -> "male";
            case "f", "female" -> "female";
            default -> null;
        };
    }

    private static @Nullable HistoricDate birth(Element born) {
        var kind = Optional.ofNullable(born.textAt("TYPE_OF_DATE")).orElse("");
        if (kind.equals("BETWEEN")) {
            return ListDates.between(
                    ListDates.iso(born.textAt("FROM_YEAR")), ListDates.iso(born.textAt("TO_YEAR")));
        }
        var date = ListDates.iso(first(born, "DATE", "YEAR"));
        return kind.equals("APPROXIMATELY") ? ListDates.about(date) : date;
    }

    private static @Nullable String first(Element one, String... names) {
        return one.texts(names).stream().findFirst().orElse(null);
    }

    private static String joined(Element one, String... names) {
        return one.texts(names).stream().distinct().collect(Collectors.joining(", "));
    }
}
