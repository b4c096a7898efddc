package org.haetae.sanctions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListEntry.ListedAddress;
import org.haetae.sanctions.ListEntry.ListedIdentifier;
import org.haetae.sanctions.ListEntry.ListedName;
import org.haetae.sanctions.ListEntry.NameType;
import org.haetae.sanctions.ListEntry.Place;
import org.haetae.sanctions.ListEntry.Subject;
import org.jspecify.annotations.Nullable;

/// Entries in the making: parts of one may stand far apart in a list.
final class Entries {

    private static final int MOST = 500_000;
    private static final int MOST_NAMES = 5_000;
    private static final long MOST_CHARACTERS = 96L << 20;

    private final Map<String, Draft> drafts = new LinkedHashMap<>();
    private long characters;

    /// One entry as far as it was read.
    final class Draft {
        final String id;
        Subject subject = Subject.UNKNOWN;
        String number = "";
        @Nullable String gender;
        @Nullable HistoricDate listed;
        final Map<String, ListedName> names = new LinkedHashMap<>();
        final LinkedHashSet<String> honorifics = new LinkedHashSet<>();
        final LinkedHashSet<HistoricDate> births = new LinkedHashSet<>();
        final LinkedHashSet<String> birthPlaces = new LinkedHashSet<>();
        final LinkedHashSet<String> nationalities = new LinkedHashSet<>();
        final LinkedHashSet<ListedIdentifier> identifiers = new LinkedHashSet<>();
        final LinkedHashSet<ListedAddress> addresses = new LinkedHashSet<>();
        final LinkedHashSet<String> posts = new LinkedHashSet<>();
        final LinkedHashSet<String> programmes = new LinkedHashSet<>();
        final LinkedHashSet<String> bases = new LinkedHashSet<>();
        final LinkedHashSet<HistoricDate> amended = new LinkedHashSet<>();
        final LinkedHashSet<String> reasons = new LinkedHashSet<>();
        final LinkedHashSet<String> remarks = new LinkedHashSet<>();
        final LinkedHashSet<String> authorities = new LinkedHashSet<>();
        final List<Place> places = new ArrayList<>();

        private Draft(String id) {
            this.id = id;
        }

        /// A name; the same text once, in its surest form.
        void name(@Nullable String text, NameType type, @Nullable String language) {
            var clean = kept(text);
            if (clean == null) {
                return;
            }
            if (names.size() == MOST_NAMES) {
                throw new ListRefused(
                        "entry %s has more than %,d names; no list has that many"
                                .formatted(id, MOST_NAMES));
            }
            var named =
                    new ListedName(
                            clean,
                            type,
                            Optional.ofNullable(blankless(language)),
                            Math.max(0, places.size() - 1));
            var before = names.putIfAbsent(clean, named);
            if (before != null && type.compareTo(before.type()) < 0) {
                names.put(clean, named);
            }
        }

        void add(LinkedHashSet<String> to, @Nullable String text) {
            var clean = kept(text);
            if (clean != null) {
                to.add(clean);
            }
        }

        void identifier(@Nullable String type, @Nullable String number, @Nullable String issuer) {
            var clean = kept(number);
            if (clean != null) {
                var what = blankless(type);
                identifiers.add(
                        new ListedIdentifier(
                                what == null ? "" : what,
                                clean,
                                Optional.ofNullable(blankless(issuer))));
            }
        }

        void address(@Nullable String text, @Nullable String country) {
            var clean = kept(text);
            var where = kept(country);
            if (clean != null || where != null) {
                addresses.add(
                        new ListedAddress(
                                clean == null ? "" : clean,
                                where == null ? "" : where,
                                Math.max(0, places.size() - 1)));
            }
        }

        /// A date of birth; one that cannot be read stays as words.
        void birth(@Nullable HistoricDate date, @Nullable String words) {
            if (date != null) {
                births.add(date);
            } else if (blankless(words) != null) {
                add(remarks, "DOB " + words);
            }
        }

        void amended(@Nullable HistoricDate date) {
            if (date != null) {
                amended.add(date);
            }
        }

        private ListEntry done() {
            var primary = new ArrayList<ListedName>();
            names.values().stream()
                    .filter(one -> one.type() == NameType.PRIMARY)
                    .forEach(primary::add);
            names.values().stream()
                    .filter(one -> one.type() != NameType.PRIMARY)
                    .forEach(primary::add);
            return new ListEntry(
                    id,
                    subject,
                    primary,
                    List.copyOf(honorifics),
                    List.copyOf(births),
                    List.copyOf(birthPlaces),
                    List.copyOf(nationalities),
                    Optional.ofNullable(gender),
                    List.copyOf(identifiers),
                    List.copyOf(addresses),
                    List.copyOf(posts),
                    number.isEmpty() ? id : number,
                    List.copyOf(programmes),
                    List.copyOf(bases),
                    Optional.ofNullable(listed),
                    amended.stream().sorted(HistoricDate.CHRONOLOGICAL).toList(),
                    List.copyOf(reasons),
                    List.copyOf(remarks),
                    List.copyOf(authorities),
                    places);
        }
    }

    /// A new entry.
    ///
    /// @throws ListRefused when there is one of this id already
    Draft open(String id, String where) {
        if (drafts.containsKey(id)) {
            throw new ListRefused("%s: entry %s stands there twice".formatted(where, id));
        }
        return openOrMore(id, where);
    }

    /// An entry that may have been begun before.
    Draft openOrMore(String id, String where) {
        if (id.isBlank() || id.length() > 100) {
            throw new ListRefused(
                    "%s: an entry has the id \"%s\"; expected 1 to 100 characters"
                            .formatted(where, id.length() > 100 ? id.substring(0, 20) + "…" : id));
        }
        if (drafts.size() == MOST && !drafts.containsKey(id)) {
            throw new ListRefused(
                    "%s: more than %,d entries; no list has that many".formatted(where, MOST));
        }
        return drafts.computeIfAbsent(id.strip(), Draft::new);
    }

    Optional<Draft> begun(String id) {
        return Optional.ofNullable(drafts.get(id));
    }

    boolean isEmpty() {
        return drafts.isEmpty();
    }

    List<ListEntry> done() {
        return drafts.values().stream().map(Draft::done).toList();
    }

    /// Space of any kind becomes one space; nothing becomes null.
    private @Nullable String kept(@Nullable String text) {
        var clean = blankless(text);
        if (clean != null) {
            characters += clean.length();
            if (characters > MOST_CHARACTERS) {
                throw new ListRefused(
                        "the list says more than %,d characters; no list is that long"
                                .formatted(MOST_CHARACTERS));
            }
        }
        return clean;
    }

    static @Nullable String blankless(@Nullable String text) {
        if (text == null || isClean(text)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpace(c)) {
                gap = !clean.isEmpty();
            } else {
                if (gap) {
                    clean.append(' ');
                    gap = false;
                }
                clean.append(c);
            }
        }
        return clean.isEmpty() ? null : clean.toString();
    }

    /// Whether it says something, and no space in it is more than one plain one between two words.
    private static boolean isClean(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' ? before == ' ' : isSpace(c)) {
                return false;
            }
            before = c;
        }
        return before != ' ';
    }

    /// What does not count where places are counted: space, controls, marks that show nothing.
    static boolean isSpace(char c) {
        // Most letters of a list are ASCII: they are told without asking what else there is.
        if (c < 0x7f) {
            return c <= ' ';
        }
        return c <= 0xa0
                || c == 0xad
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.getType(c) == Character.FORMAT;
    }
}
