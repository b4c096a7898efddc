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

/// The consolidated list of the European Union (financial sanctions files, XML 1.1). Nearly all of
/// it stands in attributes.
final class EuConsolidated {

    static final String ROOT = "export";
    static final Set<String> RECORDS = Set.of("sanctionEntity");
    private static final String NO_COUNTRY = "00";

    private final Entries entries;
    private final String file;

    EuConsolidated(Entries entries, String file) {
        this.entries = entries;
        this.file = file;
    }

    Optional<HistoricDate> read(XmlRecords records) {
        for (var one = records.record(); one.isPresent(); one = records.record()) {
            read(one.get());
        }
        return Optional.ofNullable(ListDates.iso(records.root().attribute("generationDate")));
    }

    private void read(Element one) {
        var id = one.attribute("logicalId");
        var draft =
                entries.open(
                        id == null
                                ? Optional.ofNullable(one.attribute("euReferenceNumber")).orElse("")
                                : id,
                        file);
        draft.places.add(new Place(0, one.from, one.to));
        draft.number = Optional.ofNullable(one.attribute("euReferenceNumber")).orElse("");
        draft.subject =
                one.all("subjectType").anyMatch(EuConsolidated::isPerson)
                        ? Subject.PERSON
                        : Subject.ORGANISATION;
        var first = true;
        for (var name : one.all("nameAlias").toList()) {
            var text = name.attribute("wholeName");
            if (text == null) {
                text = joined(name, " ", "firstName", "middleName", "lastName");
            }
            boolean weak = name.is("strong", "false");
            draft.name(
                    text,
                    weak ? NameType.WEAK : first ? NameType.PRIMARY : NameType.ALIAS,
                    Optional.ofNullable(name.attribute("nameLanguage"))
                            .map(code -> code.toLowerCase(Locale.ROOT))
                            .orElse(null));
            first &= weak;
            draft.add(draft.posts, name.attribute("function"));
            draft.add(draft.honorifics, name.attribute("title"));
            var gender = UnConsolidated.gender(name.attribute("gender"));
            draft.gender = gender == null ? draft.gender : gender;
        }
        one.all("birthdate")
                .forEach(
                        born -> {
                            draft.birth(birth(born), null);
                            draft.add(
                                    draft.birthPlaces,
                                    Stream.of(
                                                    joined(born, ", ", "city", "place", "region"),
                                                    country(born))
                                            .filter(part -> part != null && !part.isEmpty())
                                            .collect(Collectors.joining(", ")));
                        });
        one.all("citizenship").forEach(of -> draft.add(draft.nationalities, country(of)));
        one.all("address")
                .forEach(
                        where ->
                                draft.address(
                                        joined(
                                                where, ", ", "street", "poBox", "zipCode", "city",
                                                "place", "region"),
                                        country(where)));
        one.all("identification")
                .forEach(
                        paper ->
                                draft.identifier(
                                        Optional.ofNullable(
                                                        paper.attribute(
                                                                "identificationTypeDescription"))
                                                .orElse(paper.attribute("identificationTypeCode")),
                                        Optional.ofNullable(paper.attribute("number"))
                                                .orElse(paper.attribute("latinNumber")),
                                        Optional.ofNullable(country(paper))
                                                .orElse(paper.attribute("issuedBy"))));
        one.all("regulation")
                .forEach(
                        act -> {
                            draft.add(draft.programmes, act.attribute("programme"));
                            draft.add(draft.bases, act.attribute("numberTitle"));
                            var day = ListDates.iso(act.attribute("publicationDate"));
                            if (act.is("regulationType", "amendment")) {
                                draft.amended(day);
                            } else if (draft.listed == null) {
                                draft.listed = day;
                            }
                        });
        var designated = ListDates.iso(one.attribute("designationDate"));
        draft.listed = designated == null ? draft.listed : designated;
        draft.add(draft.remarks, one.attribute("designationDetails"));
        one.all("remark").forEach(remark -> draft.add(draft.remarks, remark.text()));
    }

    private static boolean isPerson(Element type) {
        return type.is("code", "person") || type.is("classificationCode", "P");
    }

    private static @Nullable String country(Element one) {
        return one.is("countryIso2Code", NO_COUNTRY)
                ? null
                : Optional.ofNullable(one.attribute("countryDescription"))
                        .orElse(one.attribute("countryIso2Code"));
    }

    private static @Nullable HistoricDate birth(Element born) {
        var date =
                born.attribute("yearRangeFrom") != null
                        ? ListDates.between(
                                ListDates.iso(born.attribute("yearRangeFrom")),
                                ListDates.iso(born.attribute("yearRangeTo")))
                        : ListDates.iso(
                                Optional.ofNullable(born.attribute("birthdate"))
                                        .orElse(born.attribute("year")));
        return born.is("circa", "true") && date != null && !date.edtf().startsWith("[")
                ? ListDates.about(date)
                : date;
    }

    private static String joined(Element one, String with, String... names) {
        return Stream.of(names)
                .map(one::attribute)
                .filter(part -> part != null)
                .distinct()
                .collect(Collectors.joining(with));
    }
}
