package org.haetae.sanctions;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Place;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;

/// The list of the Office of Foreign Assets Control in its plain XML, `sdn.xml`.
final class OfacSdn {

    static final String ROOT = "sdnList";
    static final Set<String> RECORDS =
            Set.of("sdnEntry", "publshInformation", "publishInformation");

    private final Entries entries;
    private final String file;

    OfacSdn(Entries entries, String file) {
        this.entries = entries;
        this.file = file;
    }

    Optional<HistoricDate> read(XmlRecords records) {
        var dated = Optional.<HistoricDate>empty();
        var count = Optional.<String>empty();
        int read = 0;
        for (var one = records.record(); one.isPresent(); one = records.record()) {
            if (one.get().name.equals("sdnEntry")) {
                read(one.get());
                read++;
            } else {
                dated = Optional.ofNullable(ListDates.monthFirst(one.get().textAt("Publish_Date")));
                count = Optional.ofNullable(one.get().textAt("Record_Count"));
            }
        }
        if (count.isPresent() && !count.get().equals(Integer.toString(read))) {
            throw records.refused(
                    "it has %d entries and says that it has %s".formatted(read, count.get()));
        }
        return dated;
    }

    private void read(Element one) {
        var id = one.textAt("uid");
        var draft = entries.open(id == null ? "" : id, file);
        draft.places.add(new Place(0, one.from, one.to));
        draft.subject = subject(one.textAt("sdnType"));
        draft.name(name(one), NameType.PRIMARY, null);
        one.at("akaList", "aka")
                .forEach(
                        aka ->
                                draft.name(
                                        name(aka),
                                        "weak".equalsIgnoreCase(aka.textAt("category"))
                                                ? NameType.WEAK
                                                : type(aka.textAt("type")),
                                        null));
        draft.add(
                draft.subject == Subject.PERSON ? draft.posts : draft.remarks, one.textAt("title"));
        one.at("programList", "program")
                .forEach(program -> draft.add(draft.programmes, program.text()));
        one.at("dateOfBirthList", "dateOfBirthItem")
                .map(item -> item.textAt("dateOfBirth"))
                .forEach(text -> draft.birth(ListDates.words(text), text));
        one.at("placeOfBirthList", "placeOfBirthItem")
                .forEach(item -> draft.add(draft.birthPlaces, item.textAt("placeOfBirth")));
        one.at("nationalityList", "nationality")
                .forEach(item -> draft.add(draft.nationalities, item.textAt("country")));
        one.at("citizenshipList", "citizenship")
                .forEach(item -> draft.add(draft.nationalities, item.textAt("country")));
        one.at("addressList", "address")
                .forEach(
                        item ->
                                draft.address(
                                        String.join(
                                                ", ",
                                                item.texts(
                                                        "address1",
                                                        "address2",
                                                        "address3",
                                                        "city",
                                                        "stateOrProvince",
                                                        "postalCode")),
                                        item.textAt("country")));
        one.at("idList", "id")
                .forEach(
                        item ->
                                identifier(
                                        draft,
                                        item.textAt("idType"),
                                        item.textAt("idNumber"),
                                        item.textAt("idCountry")));
        one.all("vesselInfo")
                .forEach(
                        vessel -> {
                            draft.identifier("Call sign", vessel.textAt("callSign"), null);
                            draft.add(draft.nationalities, vessel.textAt("vesselFlag"));
                        });
        draft.add(draft.remarks, one.textAt("remarks"));
    }

    /// What OFAC files among the papers: a few are no papers.
    static void identifier(
            Entries.Draft draft,
            @Nullable String type,
            @Nullable String number,
            @Nullable String country) {
        if ("Gender".equalsIgnoreCase(type)) {
            draft.gender = UnConsolidated.gender(number);
        } else if (number == null
                || type != null
                        && (type.endsWith(":")
                                || type.startsWith("Website")
                                || type.startsWith("Email"))) {
            draft.add(
                    draft.remarks,
                    (type == null ? "" : type + " ") + (number == null ? "" : number));
        } else {
            draft.identifier(type, number, country);
        }
    }

    /// `LAST, First`, as the list prints it.
    private static @Nullable String name(Element one) {
        var last = one.textAt("lastName");
        var first = one.textAt("firstName");
        return last == null ? first : first == null ? last : last + ", " + first;
    }

    static NameType type(@Nullable String word) {
        var type = word == null ? "" : word.toLowerCase(Locale.ROOT).replace(".", "");
        return type.equals("fka") ? NameType.FORMER : NameType.ALIAS;
    }

    static Subject subject(@Nullable String word) {
        return switch (word == null ? "" : word.toLowerCase(Locale.ROOT)) {
            case "individual" -> Subject.PERSON;
            case "vessel" -> Subject.VESSEL;
            case "aircraft" -> Subject.AIRCRAFT;
            default -> Subject.ORGANISATION;
        };
    }
}
