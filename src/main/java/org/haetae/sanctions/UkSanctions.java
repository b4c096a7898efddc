package org.haetae.sanctions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.CsvRecords.Row;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Place;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;

/// The lists of the United Kingdom: the UK Sanctions List as XML and as CSV, and the consolidated
/// list that the Office of Financial Sanctions Implementation kept beside it. The tables have a row
/// for each name, address and so on of an entry.
final class UkSanctions {

    static final String ROOT = "Designations";
    static final Set<String> RECORDS = Set.of("Designation", "DateGenerated");
    private static final Pattern NUMBERED = Pattern.compile("\\(\\d{1,2}\\)");

    private final Entries entries;
    private final String file;

    UkSanctions(Entries entries, String file) {
        this.entries = entries;
        this.file = file;
    }

    // ---- XML

    Optional<HistoricDate> read(XmlRecords records) {
        var dated = Optional.<HistoricDate>empty();
        for (var one = records.record(); one.isPresent(); one = records.record()) {
            if (one.get().name.equals("Designation")) {
                designation(one.get());
            } else {
                dated = Optional.ofNullable(ListDates.dayFirst(one.get().text()));
            }
        }
        return dated;
    }

    private void designation(Element one) {
        var id = one.textAt("UniqueID");
        var draft = entries.open(id == null ? "" : id, file);
        draft.places.add(new Place(0, one.from, one.to));
        draft.number = draft.id;
        draft.subject = subject(one.textAt("IndividualEntityShip"));
        one.at("Names", "Name")
                .forEach(
                        name ->
                                draft.name(
                                        name(
                                                name.texts(
                                                        "Name1", "Name2", "Name3", "Name4", "Name5",
                                                        "Name6")),
                                        type(name.textAt("NameType"), name.textAt("AliasStrength")),
                                        null));
        one.at("NonLatinNames", "NonLatinName")
                .forEach(
                        name ->
                                draft.name(
                                        name.textAt("NameNonLatinScript"),
                                        NameType.ORIGINAL_SCRIPT,
                                        null));
        one.at("Titles", "Title").forEach(title -> draft.add(draft.honorifics, title.text()));
        draft.add(draft.programmes, one.textAt("RegimeName"));
        draft.add(draft.authorities, one.textAt("DesignationSource"));
        draft.listed = ListDates.dayFirst(one.textAt("DateDesignated"));
        draft.amended(ListDates.dayFirst(one.textAt("LastUpdated")));
        draft.add(draft.remarks, one.textAt("OtherInformation"));
        draft.add(draft.remarks, one.textAt("SanctionsImposed"));
        draft.add(draft.reasons, one.textAt("UKStatementofReasons"));
        one.at("Addresses", "Address")
                .forEach(
                        address ->
                                draft.address(
                                        String.join(
                                                ", ",
                                                address.texts(
                                                        "AddressLine1",
                                                        "AddressLine2",
                                                        "AddressLine3",
                                                        "AddressLine4",
                                                        "AddressLine5",
                                                        "AddressLine6",
                                                        "AddressPostalCode")),
                                        address.textAt("AddressCountry")));
        one.at("IndividualDetails", "Individual").forEach(person -> person(person, draft));
        one.at(
                        "EntityDetails",
                        "Entity",
                        "BusinessRegistrationNumbers",
                        "BusinessRegistrationNumber")
                .forEach(number -> draft.identifier("Business registration", number.text(), null));
        one.at("ShipDetails", "Ship").forEach(ship -> ship(ship, draft));
    }

    private static void person(Element person, Entries.Draft draft) {
        person.at("DOBs", "DOB")
                .forEach(born -> draft.birth(ListDates.dayFirst(born.text()), born.text()));
        person.at("Nationalities", "Nationality")
                .forEach(nation -> draft.add(draft.nationalities, nation.text()));
        person.at("BirthDetails", "Location")
                .forEach(
                        place ->
                                draft.add(
                                        draft.birthPlaces,
                                        String.join(
                                                ", ",
                                                place.texts("TownOfBirth", "CountryOfBirth"))));
        person.at("Positions", "Position").forEach(post -> draft.add(draft.posts, post.text()));
        person.at("Genders", "Gender")
                .forEach(one -> draft.gender = UnConsolidated.gender(one.text()));
        person.at("PassportDetails", "Passport")
                .forEach(
                        paper ->
                                draft.identifier(
                                        "Passport",
                                        paper.textAt("PassportNumber"),
                                        paper.textAt("PassportAdditionalInformation")));
        person.at("NationalIdentifierDetails", "NationalIdentifier")
                .forEach(
                        paper ->
                                draft.identifier(
                                        "National identifier",
                                        paper.textAt("NationalIdentifierNumber"),
                                        paper.textAt("NationalIdentifierAdditionalInformation")));
    }

    private static void ship(Element ship, Entries.Draft draft) {
        ship.at("IMONumbers", "IMONumber")
                .forEach(number -> draft.identifier("IMO", number.text(), null));
        ship.at("CurrentBelievedFlagOfShips", "CurrentBelievedFlagOfShip")
                .forEach(flag -> draft.add(draft.nationalities, flag.text()));
        ship.at("CurrentOwnerOperators", "CurrentOwnerOperator")
                .forEach(owner -> draft.add(draft.remarks, owner.text()));
    }

    static Subject subject(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "individual" -> Subject.PERSON;
            case "entity" -> Subject.ORGANISATION;
            case "ship" -> Subject.VESSEL;
            default -> Subject.UNKNOWN;
        };
    }

    private static NameType type(@Nullable String type, @Nullable String quality) {
        if (quality != null && quality.toLowerCase(Locale.ROOT).startsWith("low")) {
            return NameType.WEAK;
        }
        var word = type == null ? "" : type.toLowerCase(Locale.ROOT);
        return word.equals("primary name")
                ? NameType.PRIMARY
                : word.startsWith("fka") || word.startsWith("f.k.a") || word.startsWith("former")
                        ? NameType.FORMER
                        : NameType.ALIAS;
    }

    private static String name(List<String> parts) {
        return String.join(" ", parts);
    }

    // ---- tables

    /// Whether these are the heads of one of the tables: which one, if so.
    static Optional<ListFormat> format(List<String> heads) {
        var plain = heads.stream().map(UkSanctions::plain).collect(Collectors.toSet());
        return plain.containsAll(Set.of("uniqueid", "name6", "regimename"))
                ? Optional.of(ListFormat.UK_CSV)
                : plain.containsAll(Set.of("groupid", "name6", "regime"))
                        ? Optional.of(ListFormat.OFSI_CSV)
                        : Optional.empty();
    }

    private static String plain(String head) {
        return head.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    /// The day that stands before the heads: `Report Date: 24-Jun-2026`, `Last Updated,12/06/2026`.
    static Optional<HistoricDate> dated(List<String> cells) {
        var text = cells.size() > 1 ? cells.get(1) : cells.getFirst();
        return Optional.ofNullable(ListDates.dayFirst(text.substring(text.indexOf(':') + 1)));
    }

    void read(CsvRecords records, List<String> heads) {
        var columns = new HashMap<String, Integer>();
        for (int i = 0; i < heads.size(); i++) {
            columns.putIfAbsent(plain(heads.get(i)), i);
        }
        for (var row = records.row(); row.isPresent(); row = records.row()) {
            if (row.get().cells().size() != heads.size()) {
                throw records.refused(
                        row.get().line(),
                        "it has %d cells; expected %d"
                                .formatted(row.get().cells().size(), heads.size()));
            }
            row(new Cells(columns, row.get()));
        }
    }

    /// A row by the names of its columns, of which the two tables have different ones.
    private record Cells(Map<String, Integer> columns, Row row) {
        @Nullable String of(String... names) {
            for (var name : names) {
                var column = columns.get(name);
                var text = column == null ? null : Entries.blankless(row.cells().get(column));
                if (text != null) {
                    return text;
                }
            }
            return null;
        }

        List<String> all(String... names) {
            return Stream.of(names).map(name -> of(name)).filter(one -> one != null).toList();
        }

        /// `(1) Kabul (2) Kandahar` is two.
        List<String> several(String... names) {
            var text = of(names);
            if (text == null) {
                return List.of();
            }
            var parts = new ArrayList<String>();
            for (var part : NUMBERED.split(text)) {
                if (!part.isBlank()) {
                    parts.add(part.strip());
                }
            }
            return parts;
        }
    }

    private void row(Cells row) {
        var id = row.of("uniqueid", "groupid");
        var draft = entries.openOrMore(id == null ? "" : id, file + ", row " + row.row().line());
        draft.places.add(row.row().place());
        draft.number = draft.id;
        draft.subject = subject(row.of("designationtype", "grouptype", "individualentityship"));
        draft.name(
                name(row.all("name1", "name2", "name3", "name4", "name5", "name6")),
                type(row.of("nametype", "aliastype"), row.of("aliasstrength", "aliasquality")),
                null);
        draft.name(row.of("namenonlatinscript"), NameType.ORIGINAL_SCRIPT, null);
        row.several("title").forEach(one -> draft.add(draft.honorifics, one));
        row.several("dob").forEach(one -> draft.birth(ListDates.dayFirst(one), one));
        var towns = row.several("townofbirth");
        var countries = row.several("countryofbirth");
        for (int i = 0; i < Math.max(towns.size(), countries.size()); i++) {
            draft.add(
                    draft.birthPlaces,
                    Stream.of(
                                    i < towns.size() ? towns.get(i) : "",
                                    countries.isEmpty()
                                            ? ""
                                            : countries.get(Math.min(i, countries.size() - 1)))
                            .filter(part -> !part.isEmpty())
                            .collect(Collectors.joining(", ")));
        }
        row.several("nationalityies", "nationality")
                .forEach(one -> draft.add(draft.nationalities, one));
        row.several("passportnumber")
                .forEach(
                        one ->
                                draft.identifier(
                                        "Passport",
                                        one,
                                        row.of(
                                                "passportadditionalinformation",
                                                "passportdetails")));
        row.several("nationalidentifiernumber", "nationalidentificationnumber")
                .forEach(one -> draft.identifier("National identifier", one, null));
        row.several("businessregistrationnumbers")
                .forEach(one -> draft.identifier("Business registration", one, null));
        draft.identifier("IMO", row.of("imonumber"), null);
        row.several("position").forEach(one -> draft.add(draft.posts, one));
        draft.address(
                String.join(
                        ", ",
                        row.all(
                                "addressline1",
                                "addressline2",
                                "addressline3",
                                "addressline4",
                                "addressline5",
                                "addressline6",
                                "address1",
                                "address2",
                                "address3",
                                "address4",
                                "address5",
                                "address6",
                                "addresspostalcode",
                                "postzipcode")),
                row.of("addresscountry", "country"));
        draft.add(draft.programmes, row.of("regimename", "regime"));
        draft.add(draft.authorities, row.of("designationsource"));
        draft.add(draft.reasons, row.of("ukstatementofreasons"));
        draft.add(draft.remarks, row.of("otherinformation"));
        draft.add(draft.remarks, row.of("sanctionsimposed"));
        var gender = UnConsolidated.gender(row.of("gender"));
        draft.gender = gender == null ? draft.gender : gender;
        if (draft.listed == null) {
            draft.listed = ListDates.dayFirst(row.of("datedesignated", "listedon"));
        }
        draft.amended(ListDates.dayFirst(row.of("lastupdated")));
    }
}
