package org.haetae.sanctions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Place;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;

/// The list of the Office of Foreign Assets Control in its advanced XML, `sdn_advanced.xml`:
/// values, places and papers stand apart, before the parties, and what was done to these behind
/// them.
final class OfacAdvanced {

    static final String ROOT = "Sanctions";

    /// Values that are referred to, by what they are called.
    private static final Set<String> VALUES =
            Set.of(
                    "AliasType",
                    "AreaCode",
                    "Country",
                    "DetailReference",
                    "FeatureType",
                    "IDRegDocType",
                    "LegalBasis",
                    "List",
                    "LocPartType",
                    "NamePartType",
                    "PartySubType",
                    "PartyType",
                    "SanctionsType",
                    "Script");

    static final Set<String> RECORDS = records();

    /// Of files that do not say what their numbers of scripts are.
    private static final String LATIN = "215";

    private final Entries entries;
    private final String file;
    private final Map<String, Map<String, String>> values = new HashMap<>();
    private final Map<String, String> partyTypes = new HashMap<>();
    private final Map<String, Location> locations = new HashMap<>();
    private final Map<String, List<Paper>> papers = new HashMap<>();

    private record Location(String text, String country) {}

    private record Paper(String type, String number, @Nullable String issuer) {}

    OfacAdvanced(Entries entries, String file) {
        this.entries = entries;
        this.file = file;
    }

    private static Set<String> records() {
        var all = new HashSet<>(VALUES);
        all.addAll(
                List.of(
                        "DateOfIssue",
                        "Location",
                        "IDRegDocument",
                        "DistinctParty",
                        "SanctionsEntry"));
        return Set.copyOf(all);
    }

    Optional<HistoricDate> read(XmlRecords records) {
        var dated = Optional.<HistoricDate>empty();
        for (var next = records.record(); next.isPresent(); next = records.record()) {
            var one = next.get();
            switch (one.name) {
                case "DateOfIssue" -> dated = Optional.ofNullable(day(one)).map(HistoricDate::of);
                case "Location" -> location(one);
                case "IDRegDocument" -> paper(one);
                case "DistinctParty" -> party(one, records);
                case "SanctionsEntry" -> sanction(one);
                default -> value(one);
            }
        }
        return dated;
    }

    // ---- what is referred to

    private void value(Element one) {
        var id = one.attribute("ID");
        var text = one.text();
        if (text == null) {
            text = one.attribute("ISO2");
        }
        if (id != null && text != null) {
            values.computeIfAbsent(one.name, name -> new HashMap<>()).put(id, text);
        }
        if (one.name.equals("AreaCode") && id != null && one.attribute("Description") != null) {
            values.get("AreaCode").put(id, String.valueOf(one.attribute("Description")));
        }
        if (one.name.equals("PartySubType") && id != null && one.attribute("PartyTypeID") != null) {
            partyTypes.put(id, String.valueOf(one.attribute("PartyTypeID")));
        }
    }

    private @Nullable String value(String name, @Nullable String id) {
        return id == null ? null : values.getOrDefault(name, Map.of()).get(id);
    }

    private void location(Element one) {
        var id = one.attribute("ID");
        var parts = new ArrayList<String>();
        one.all("LocationPart")
                .map(part -> part.textAt("LocationPartValue", "Value"))
                .filter(text -> text != null)
                .forEach(parts::add);
        var country =
                one.all("LocationCountry")
                        .map(place -> value("Country", place.attribute("CountryID")))
                        .filter(name -> name != null)
                        .findFirst()
                        .or(
                                () ->
                                        one.all("LocationAreaCode")
                                                .map(
                                                        area ->
                                                                value(
                                                                        "AreaCode",
                                                                        area.attribute(
                                                                                "AreaCodeID")))
                                                .filter(name -> name != null)
                                                .findFirst())
                        .filter(name -> !name.equals("undetermined"))
                        .orElse("");
        if (id != null) {
            locations.put(id, new Location(String.join(", ", parts), country));
        }
    }

    private void paper(Element one) {
        var identity = one.attribute("IdentityID");
        var number = one.textAt("IDRegistrationNo");
        if (identity != null && number != null) {
            var type = value("IDRegDocType", one.attribute("IDRegDocTypeID"));
            var issuer = value("Country", one.attribute("IssuedBy-CountryID"));
            papers.computeIfAbsent(identity, id -> new ArrayList<>(1))
                    .add(
                            new Paper(
                                    type == null ? "" : type,
                                    number,
                                    issuer == null ? one.textAt("IssuingAuthority") : issuer));
        }
    }

    // ---- parties

    private void party(Element one, XmlRecords records) {
        var profile =
                one.all("Profile")
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        records.refused(
                                                "party %s has no profile"
                                                        .formatted(one.attribute("FixedRef"))));
        var id = profile.attribute("ID");
        var draft = entries.open(id == null ? "" : id, file);
        draft.places.add(new Place(0, one.from, one.to));
        draft.subject = subject(profile.attribute("PartySubTypeID"));
        draft.add(draft.remarks, one.textAt("Comment"));
        profile.all("Identity").forEach(identity -> identity(identity, draft));
        // Some writers put features beside the profile.
        profile.all("Feature").forEach(feature -> feature(feature, draft));
        one.all("Feature").forEach(feature -> feature(feature, draft));
    }

    private Subject subject(@Nullable String subType) {
        var name = value("PartySubType", subType);
        if (name == null || name.equals("Unknown")) {
            var party = subType == null ? null : partyTypes.get(subType);
            name = value("PartyType", party);
        }
        return name == null
                ? switch (subType == null ? "" : subType) {
                    case "4" -> Subject.PERSON;
                    case "3" -> Subject.ORGANISATION;
                    case "1" -> Subject.VESSEL;
                    case "2" -> Subject.AIRCRAFT;
                    default -> Subject.UNKNOWN;
                }
                : OfacSdn.subject(name);
    }

    private void identity(Element identity, Entries.Draft draft) {
        var kinds = new HashMap<String, String>();
        identity.at("NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
                .forEach(
                        group -> {
                            var kind = value("NamePartType", group.attribute("NamePartTypeID"));
                            if (group.attribute("ID") != null && kind != null) {
                                kinds.put(String.valueOf(group.attribute("ID")), kind);
                            }
                        });
        for (var alias : identity.all("Alias").toList()) {
            var primary = alias.is("Primary", "true");
            for (var name : alias.all("DocumentedName").toList()) {
                name(
                        name,
                        kinds,
                        alias.is("LowQuality", "true")
                                ? NameType.WEAK
                                : primary
                                        ? NameType.PRIMARY
                                        : OfacSdn.type(
                                                value("AliasType", alias.attribute("AliasTypeID"))),
                        draft);
            }
        }
        for (var paper : papers.getOrDefault(String.valueOf(identity.attribute("ID")), List.of())) {
            OfacSdn.identifier(draft, paper.type(), paper.number(), paper.issuer());
        }
    }

    /// The parts in the order of the list, the family name before a comma as in the plain one.
    private void name(Element name, Map<String, String> kinds, NameType type, Entries.Draft draft) {
        var last = new ArrayList<String>();
        var others = new ArrayList<String>();
        var script = "";
        for (var part : name.at("DocumentedNamePart", "NamePartValue").toList()) {
            var text = part.text();
            if (text == null) {
                continue;
            }
            var group = part.attribute("NamePartGroupID");
            var kind = group == null ? "" : kinds.getOrDefault(group, "");
            (kind.equals("Last Name") ? last : others).add(text);
            script = Optional.ofNullable(part.attribute("ScriptID")).orElse(script);
        }
        var text = new ArrayList<String>();
        if (!last.isEmpty()) {
            text.add(String.join(" ", last));
        }
        if (!others.isEmpty()) {
            text.add(String.join(" ", others));
        }
        boolean latin =
                script.isEmpty()
                        || Optional.ofNullable(value("Script", script))
                                .map(word -> word.equals("Latin"))
                                .orElse(script.equals(LATIN));
        draft.name(
                String.join(latin ? ", " : " ", text),
                latin ? type : NameType.ORIGINAL_SCRIPT,
                null);
    }

    private void feature(Element feature, Entries.Draft draft) {
        var type = value("FeatureType", feature.attribute("FeatureTypeID"));
        var what = type == null ? "" : type.strip();
        for (var version : feature.all("FeatureVersion").toList()) {
            var detail =
                    version.all("VersionDetail")
                            .map(
                                    one ->
                                            one.attribute("DetailReferenceID") == null
                                                    ? one.text()
                                                    : value(
                                                            "DetailReference",
                                                            one.attribute("DetailReferenceID")))
                            .filter(text -> text != null)
                            .findFirst()
                            .orElse(null);
            var place =
                    version.all("VersionLocation")
                            .map(one -> one.attribute("LocationID"))
                            .filter(id -> id != null && locations.containsKey(id))
                            .map(locations::get)
                            .findFirst()
                            .orElse(null);
            switch (what) {
                case "Birthdate" ->
                        version.all("DatePeriod")
                                .forEach(period -> draft.birth(period(period), null));
                case "Place of Birth" ->
                        draft.add(
                                draft.birthPlaces,
                                detail == null && place != null ? words(place) : detail);
                case "Nationality Country", "Citizenship Country", "Nationality of Registration" ->
                        draft.add(
                                draft.nationalities,
                                place != null && !place.country().isEmpty()
                                        ? place.country()
                                        : detail);
                case "Location" -> {
                    if (place != null) {
                        draft.address(place.text(), place.country());
                    }
                }
                case "Title" -> draft.add(draft.posts, detail);
                case "Gender" -> draft.gender = UnConsolidated.gender(detail);
                default -> {
                    if (detail != null) {
                        draft.add(draft.remarks, what.isEmpty() ? detail : what + " " + detail);
                    }
                }
            }
        }
    }

    private static String words(Location place) {
        return place.text().isEmpty()
                ? place.country()
                : place.country().isEmpty() ? place.text() : place.text() + ", " + place.country();
    }

    // ---- what was done

    private void sanction(Element one) {
        var profile = one.attribute("ProfileID");
        var begun = entries.begun(profile == null ? "" : profile);
        if (begun.isEmpty()) {
            return;
        }
        var draft = begun.get();
        for (var event : one.all("EntryEvent").toList()) {
            draft.add(draft.bases, value("LegalBasis", event.attribute("LegalBasisID")));
            draft.add(draft.remarks, event.textAt("Comment"));
            var day = event.all("Date").map(OfacAdvanced::day).filter(d -> d != null).findFirst();
            if (day.isPresent()) {
                var date = HistoricDate.of(day.get());
                if (draft.listed == null) {
                    draft.listed = date;
                } else {
                    draft.amended(date);
                }
            }
        }
        for (var measure : one.all("SanctionsMeasure").toList()) {
            var type = value("SanctionsType", measure.attribute("SanctionsTypeID"));
            if (type == null || type.toLowerCase(Locale.ROOT).equals("program")) {
                draft.add(draft.programmes, measure.textAt("Comment"));
            }
        }
    }

    private static @Nullable LocalDate day(Element one) {
        try {
            return LocalDate.of(
                    Integer.parseInt(String.valueOf(one.textAt("Year"))),
                    Integer.parseInt(String.valueOf(one.textAt("Month"))),
                    Integer.parseInt(String.valueOf(one.textAt("Day"))));
        } catch (NumberFormatException | DateTimeException e) {
            return null;
        }
    }

    private static @Nullable HistoricDate period(Element period) {
        var from =
                period.at("Start", "From")
                        .map(OfacAdvanced::day)
                        .filter(one -> one != null)
                        .findFirst()
                        .orElse(null);
        var to =
                period.at("End", "To")
                        .map(OfacAdvanced::day)
                        .filter(one -> one != null)
                        .findFirst()
                        .orElse(null);
        return ListDates.between(
                from, to, period.all("Start").anyMatch(one -> one.is("Approximate", "true")));
    }
}
