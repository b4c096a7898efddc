package org.haetae.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.Countries;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListEntry.ListedAddress;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.ListKeeper;

/// Entries of lists in the words of FollowTheMoney (followthemoney.tech): schemata and properties.
/// What it has no property for is left out; all that the list says stands in the casebook.
final class ListedEntries {

    private static final Pattern PLAIN = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");
    private static final Pattern IMO = Pattern.compile("\\bimo\\b");

    /// What all entries are about, as FollowTheMoney calls it.
    static final String TOPIC = "sanction";

    private ListedEntries() {}

    static String schema(Subject subject) {
        return switch (subject) {
            case PERSON -> "Person";
            case ORGANISATION -> "Organization";
            case VESSEL -> "Vessel";
            case AIRCRAFT -> "Airplane";
            case UNKNOWN -> "LegalEntity";
        };
    }

    static Map<String, List<String>> properties(ListKeeper keeper, ListEntry entry) {
        boolean person = entry.subject() == Subject.PERSON;
        var said = new LinkedHashMap<String, List<String>>();
        for (var name : entry.names()) {
            add(
                    said,
                    switch (name.type()) {
                        case PRIMARY, ORIGINAL_SCRIPT -> "name";
                        case ALIAS -> "alias";
                        case FORMER -> "previousName";
                        case WEAK -> "weakAlias";
                    },
                    name.text());
        }
        if (person) {
            entry.honorifics().forEach(one -> add(said, "title", one));
            entry.births().stream()
                    .flatMap(one -> date(one).stream())
                    .forEach(one -> add(said, "birthDate", one));
            entry.birthPlaces().forEach(one -> add(said, "birthPlace", one));
            entry.gender().ifPresent(one -> add(said, "gender", one));
            entry.posts().forEach(one -> add(said, "position", one));
        }
        var country =
                switch (entry.subject()) {
                    case PERSON -> "nationality";
                    case VESSEL -> "flag";
                    case ORGANISATION, AIRCRAFT, UNKNOWN -> "country";
                };
        entry.nationalities()
                .forEach(
                        one ->
                                add(
                                        said,
                                        country,
                                        Countries.code(one)
                                                .map(code -> code.toLowerCase(Locale.ROOT))
                                                .orElse(one)));
        entry.identifiers()
                .forEach(one -> add(said, identifier(entry.subject(), one.type()), one.number()));
        entry.addresses().stream()
                .map(ListedAddress::words)
                .forEach(one -> add(said, "address", one));
        entry.programmes().forEach(one -> add(said, "program", one));
        entry.reasons().forEach(one -> add(said, "notes", one));
        entry.remarks().forEach(one -> add(said, "notes", one));
        if (keeper == ListKeeper.UN_SC) {
            add(said, "unscId", entry.number());
        }
        add(said, "topics", TOPIC);
        return said;
    }

    private static void add(Map<String, List<String>> said, String property, String value) {
        var values = said.computeIfAbsent(property, _ -> new ArrayList<>());
        if (!value.isBlank() && !values.contains(value)) {
            values.add(value);
        }
    }

    /// FollowTheMoney knows years, months and days: without the doubt about one, and no spans.
    private static Optional<String> date(HistoricDate date) {
        var plain = date.edtf().replaceAll("[?~%]", "");
        if (PLAIN.matcher(plain).matches()) {
            return Optional.of(plain);
        }
        int year = date.earliest().getYear();
        return year == date.latest().getYear()
                ? Optional.of("%04d".formatted(year))
                : Optional.empty();
    }

    private static String identifier(Subject subject, String type) {
        var words = type.toLowerCase(Locale.ROOT);
        return switch (subject) {
            case PERSON ->
                    words.contains("passport")
                            ? "passportNumber"
                            : words.contains("tax") ? "taxNumber" : "idNumber";
            case ORGANISATION, UNKNOWN ->
                    words.contains("tax")
                            ? "taxNumber"
                            : words.contains("regist") ? "registrationNumber" : "idNumber";
            case VESSEL -> IMO.matcher(words).find() ? "imoNumber" : "registrationNumber";
            case AIRCRAFT -> "registrationNumber";
        };
    }
}
