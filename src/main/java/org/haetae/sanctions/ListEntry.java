package org.haetae.sanctions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate;

/// One entry of a list: whom it is about, and all that the list says of them, as it says it.
///
/// @param id that the list itself knows the entry by, the same in every version
/// @param names as written, the primary one first
/// @param honorifics titles and forms of address: Haji, Dr
/// @param births dates of birth; several where the list is not sure
/// @param gender `male` or `female`
/// @param posts offices held, in the words of the list
/// @param number under which the keeper cites the entry; may be the id
/// @param bases legal bases of the listing
/// @param listed when it was put on the list
/// @param amended when the entry was changed, oldest first
/// @param reasons why it was listed, where the list says so; all else in words is in `remarks`
/// @param authorities who listed it, where the entry says so
/// @param places where the entry stands, the main one first
public record ListEntry(
        String id,
        Subject subject,
        List<ListedName> names,
        List<String> honorifics,
        List<HistoricDate> births,
        List<String> birthPlaces,
        List<String> nationalities,
        Optional<String> gender,
        List<ListedIdentifier> identifiers,
        List<ListedAddress> addresses,
        List<String> posts,
        String number,
        List<String> programmes,
        List<String> bases,
        Optional<HistoricDate> listed,
        List<HistoricDate> amended,
        List<String> reasons,
        List<String> remarks,
        List<String> authorities,
        List<Place> places) {

    /// What an entry is about.
    public enum Subject {
        PERSON,
        ORGANISATION,
        VESSEL,
        AIRCRAFT,
        /// The list does not tell.
        UNKNOWN
    }

    /// How sure a name is, and what sort of name it is.
    public enum NameType {
        PRIMARY,
        /// Also known as.
        ALIAS,
        /// Formerly known as.
        FORMER,
        /// Known as, but of little use to tell people apart: nicknames, common given names.
        WEAK,
        /// A name in the script of its bearer.
        ORIGINAL_SCRIPT
    }

    /// @param language BCP 47, where told
    /// @param place number of the place of the entry where it stands
    public record ListedName(String text, NameType type, Optional<String> language, int place) {}

    /// @param type in the words of the list: Passport, Tax ID No.
    /// @param issuer country or authority, where told
    public record ListedIdentifier(String type, String number, Optional<String> issuer) {
        /// As one line.
        public String words() {
            return type
                    + (type.isEmpty() ? "" : " ")
                    + number
                    + issuer.map(by -> " (" + by + ")").orElse("");
        }
    }

    /// @param country as the list calls it; empty when not told
    /// @param place number of the place of the entry where it stands
    public record ListedAddress(String text, String country, int place) {
        /// As one line.
        public String words() {
            return text.isEmpty() ? country : country.isEmpty() ? text : text + ", " + country;
        }
    }

    /// Where an entry stands in a file. Counted are the characters of the file's text that are not
    /// space, since those who show the text are free to lay it out anew: of XML what stands between
    /// the tags, of all else everything.
    ///
    /// @param file number of the file in the version
    /// @param from characters before it
    /// @param to characters up to its end
    public record Place(int file, long from, long to) {
        /// Whether a character counts: no space, and no mark that shows nothing.
        public static boolean counts(char character) {
            return !Entries.isSpace(character);
        }
    }

    public ListEntry {
        names = List.copyOf(names);
        honorifics = List.copyOf(honorifics);
        births = List.copyOf(births);
        birthPlaces = List.copyOf(birthPlaces);
        nationalities = List.copyOf(nationalities);
        identifiers = List.copyOf(identifiers);
        addresses = List.copyOf(addresses);
        posts = List.copyOf(posts);
        programmes = List.copyOf(programmes);
        bases = List.copyOf(bases);
        amended = List.copyOf(amended);
        reasons = List.copyOf(reasons);
        remarks = List.copyOf(remarks);
        authorities = List.copyOf(authorities);
        places = List.copyOf(places);
    }

    /// What it is called first.
    public String caption() {
        return names.isEmpty() ? id : names.getFirst().text();
    }

    /// All that it says, by field, without where it says it.
    public Map<String, Object> said() {
        var said = new LinkedHashMap<String, Object>();
        said.put("subject", subject);
        said.put(
                "names",
                names.stream()
                        .map(one -> List.of(one.text(), one.type(), one.language()))
                        .toList());
        said.put("honorifics", honorifics);
        said.put("births", births.stream().map(HistoricDate::edtf).toList());
        said.put("birth-places", birthPlaces);
        said.put("nationalities", nationalities);
        said.put("gender", gender);
        said.put("identifiers", identifiers);
        said.put("addresses", addresses.stream().map(ListedAddress::words).toList());
        said.put("posts", posts);
        said.put("number", number);
        said.put("programmes", programmes);
        said.put("bases", bases);
        said.put("listed", listed.map(HistoricDate::edtf));
        said.put("amended", amended.stream().map(HistoricDate::edtf).toList());
        said.put("reasons", reasons);
        said.put("remarks", remarks);
        said.put("authorities", authorities);
        return said;
    }

    /// One line of what a field says.
    ///
    /// @param type of a name
    public record Line(String text, Optional<NameType> type) {}

    /// What a field says no more, and what it says now.
    public record Change(String field, List<Line> gone, List<Line> come) {
        public Change {
            gone = List.copyOf(gone);
            come = List.copyOf(come);
        }
    }

    /// What it says otherwise than it did, by field. Where nothing but an order is new, all lines
    /// of the field stand on both sides.
    public List<Change> changes(ListEntry before) {
        return changedSince(before).stream()
                .map(
                        field -> {
                            var then = before.lines(field);
                            var now = lines(field);
                            var gone = then.stream().filter(one -> !now.contains(one)).toList();
                            var come = now.stream().filter(one -> !then.contains(one)).toList();
                            return gone.isEmpty() && come.isEmpty()
                                    ? new Change(field, then, now)
                                    : new Change(field, gone, come);
                        })
                .toList();
    }

    private List<Line> lines(String field) {
        if (field.equals("names")) {
            return names.stream()
                    .map(one -> new Line(one.text(), Optional.of(one.type())))
                    .toList();
        }
        var said = said().get(field);
        var values =
                switch (said) {
                    case List<?> several -> several.stream();
                    case Optional<?> one -> one.stream();
                    case null -> Stream.empty();
                    default -> Stream.of(said);
                };
        return values.map(one -> new Line(String.valueOf(one), Optional.empty())).toList();
    }

    /// The fields in which it says something else than it did.
    public List<String> changedSince(ListEntry before) {
        var then = before.said();
        var changed = new ArrayList<String>();
        said().forEach(
                        (field, value) -> {
                            if (!value.equals(then.get(field))) {
                                changed.add(field);
                            }
                        });
        return changed;
    }
}
