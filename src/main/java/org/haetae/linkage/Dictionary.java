package org.haetae.linkage;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haetae.names.HistoricDate;
import org.haetae.names.Name;
import org.haetae.names.NameKind;

/// The values of columns, each once, with all that comparing needs read from it beforehand. Value 0
/// is the missing one.
final class Dictionary {

    /// How values are read.
    enum Reading {
        WORDS,
        /// Letters and digits without anything between.
        CODE,
        DATE,
        PERSON,
        ORGANISATION,
        PLACE
    }

    static final int MISSING = 0;
    private static final int DAY_DIGITS = 8;

    /// Days that a date may miss by which is said to be about right: three years.
    private static final int ABOUT = 3 * 366;

    private static final double HALF = 0.12;
    private static final int NO_DAY = Integer.MIN_VALUE;

    private final Reading reading;
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<String> texts = new ArrayList<>(List.of(""));

    private int[] same = {};
    private char[] chars = {};
    private boolean narrow;
    private int[] starts = {};
    private long[] letters = {};
    private int[] sounds = {};
    private int[] sorted = {};
    private int[] first = {};
    private int[] last = {};
    private boolean[] doubted = {};
    private boolean[] days = {};
    private Name[] names = {};

    Dictionary(Reading reading) {
        this.reading = reading;
    }

    static Reading reading(FieldKind kind) {
        return switch (kind) {
            case NAME, TEXT, PLACE -> Reading.WORDS;
            case PERSON_NAME -> Reading.PERSON;
            case ORGANISATION_NAME -> Reading.ORGANISATION;
            case PLACE_NAME -> Reading.PLACE;
            case DATE -> Reading.DATE;
            case NUMBER, IDENTIFIER, POSTCODE, CODE, GENDER -> Reading.CODE;
        };
    }

    int add(String text) {
        var stripped = text.strip();
        if (stripped.isEmpty()) {
            return MISSING;
        }
        var known = ids.putIfAbsent(stripped, texts.size());
        if (known != null) {
            return known;
        }
        texts.add(stripped);
        return texts.size() - 1;
    }

    /// Reads what was added; nothing is added afterwards.
    void close() {
        ids.clear();
        int size = texts.size();
        same = new int[size];
        starts = new int[size + 1];
        letters = new long[size];
        sounds = new int[reading == Reading.WORDS ? size : 0];
        sorted = new int[reading == Reading.WORDS ? size : 0];
        first = new int[reading == Reading.DATE ? size : 0];
        last = new int[reading == Reading.DATE ? size : 0];
        doubted = new boolean[reading == Reading.DATE ? size : 0];
        days = new boolean[reading == Reading.DATE ? size : 0];
        var named = kindOfNames();
        names = new Name[named.isPresent() ? size : 0];
        var all = new StringBuilder();
        var seen = new HashMap<String, Integer>();
        for (int id = 1; id < size; id++) {
            starts[id] = all.length();
            var text = texts.get(id);
            var words = Texts.words(text);
            var compact = words.replace(" ", "");
            if (compact.isEmpty()) {
                continue; // nothing but marks: as if it were not there
            }
            // A date is its expression, marks included: 1950~ is not 1950.
            var whole = reading == Reading.DATE ? readDate(id, text, compact) : compact;
            same[id] = seen.merge(whole, id, (known, _) -> known);
            all.append(compact);
            for (int i = 0; i < compact.length(); i++) {
                letters[id] |= 1L << (compact.charAt(i) & 63);
            }
            if (named.isPresent()) {
                names[id] = Name.read(text, named.get());
            }
            if (reading == Reading.WORDS) {
                var sound = Sounds.of(compact);
                sounds[id] = sound.length() < 2 ? 0 : sound.hashCode();
                sorted[id] = words.indexOf(' ') < 0 ? 0 : Texts.sorted(words).hashCode();
            }
        }
        starts[size] = all.length();
        chars = all.toString().toCharArray();
        narrow = Edits.isNarrow(chars, 0, chars.length);
    }

    private Optional<NameKind> kindOfNames() {
        return switch (reading) {
            case PERSON -> Optional.of(NameKind.PERSON);
            case ORGANISATION -> Optional.of(NameKind.ORGANISATION);
            case PLACE -> Optional.of(NameKind.PLACE);
            case WORDS, CODE, DATE -> Optional.empty();
        };
    }

    /// @return what two equal dates have in common
    private String readDate(int id, String text, String compact) {
        first[id] = NO_DAY;
        last[id] = NO_DAY;
        days[id] = compact.matches("\\d{%d}".formatted(DAY_DIGITS));
        var edtf =
                text.matches("\\d{8}")
                        ? "%s-%s-%s"
                                .formatted(
                                        text.substring(0, 4),
                                        text.substring(4, 6),
                                        text.substring(6))
                        : text;
        try {
            var date = HistoricDate.of(edtf);
            first[id] = day(date.earliest());
            last[id] = day(date.latest());
            doubted[id] = date.doubted();
            // A range of years has eight digits, too.
            days[id] &= date.precision() == HistoricDate.Precision.DAY && !date.doubted();
            return date.precision() == HistoricDate.Precision.DAY && !doubted[id]
                    ? compact
                    : date.edtf();
        } catch (IllegalArgumentException | DateTimeException _) {
            return compact; // compared by its digits alone
        }
    }

    private static int day(LocalDate date) {
        return Math.clamp(date.toEpochDay(), NO_DAY + 1, Integer.MAX_VALUE);
    }

    int size() {
        return texts.size();
    }

    String text(int id) {
        return texts.get(id);
    }

    /// The first value that says the same; [#MISSING] where nothing is said.
    int same(int id) {
        return same[id];
    }

    int length(int id) {
        return starts[id + 1] - starts[id];
    }

    /// The first or last characters.
    String part(int id, int from, int count) {
        int start = starts[id] + Math.max(0, from < 0 ? length(id) - count : from);
        return new String(chars, start, Math.min(count, starts[id + 1] - start));
    }

    String compact(int id) {
        return new String(chars, starts[id], length(id));
    }

    /// What a value says, without marks: equal for values that are the same, in whichever
    /// dictionary.
    String said(int id) {
        var compact = compact(id);
        return reading == Reading.DATE && !compact.isEmpty()
                ? readDate(id, texts.get(id), compact)
                : compact;
    }

    int sound(int id) {
        return sounds[id];
    }

    /// Whether it is eight digits, though perhaps no day of a calendar: digits are mistaken too.
    boolean isDay(int id) {
        return days[id];
    }

    int number(int id, int from, int to) {
        int number = 0;
        for (int i = starts[id] + from; i < starts[id] + to; i++) {
            number = number * 10 + (chars[i] - '0');
        }
        return number;
    }

    /// Index in the levels of a kind of words.
    int compareWords(int a, int b, Edits edits) {
        if (sorted[a] != 0 && sorted[a] == sorted[b]) {
            return 1;
        }
        int lengthA = length(a);
        int lengthB = length(b);
        int longer = Math.max(lengthA, lengthB);
        boolean soundsAlike = sounds[a] != 0 && sounds[a] == sounds[b];
        int least =
                Math.max(
                        Math.abs(lengthA - lengthB),
                        Math.max(
                                Long.bitCount(letters[a] & ~letters[b]),
                                Long.bitCount(letters[b] & ~letters[a])));
        if (2 * least <= longer) {
            int distance =
                    edits.between(
                            chars, narrow, starts[a], starts[a + 1], starts[b], starts[b + 1]);
            if (100 * distance <= 15 * longer) {
                return 1;
            }
            if (10 * distance <= 3 * longer) {
                return 2;
            }
            if (2 * distance <= longer) {
                return soundsAlike ? 2 : 3;
            }
        }
        return soundsAlike ? 2 : begins(a, b) ? 3 : 4;
    }

    /// Index in the levels of a kind of names.
    int compareNames(int a, int b) {
        var comparison = names[a].compare(names[b]);
        return comparison.sameName()
                ? 1
                : comparison.alerts() ? 2 : comparison.score() >= HALF ? 3 : 4;
    }

    private boolean begins(int a, int b) {
        int shorter = Math.min(length(a), length(b));
        for (int i = 0; i < shorter; i++) {
            if (chars[starts[a] + i] != chars[starts[b] + i]) {
                return false;
            }
        }
        return true;
    }

    /// The number of edits, at most `most + 1`.
    int edits(int a, int b, int most, Edits edits) {
        if (Math.abs(length(a) - length(b)) > most
                || Long.bitCount(letters[a] & ~letters[b]) > most
                || Long.bitCount(letters[b] & ~letters[a]) > most) {
            return most + 1;
        }
        return Math.min(
                most + 1,
                edits.between(chars, narrow, starts[a], starts[a + 1], starts[b], starts[b + 1]));
    }

    /// Index in the levels of a date. Two that say the same year say little more than two of which
    /// one lies within the other: half a list was born in a dozen of years.
    int compareEqualDates(int id) {
        return isDay(id) || first[id] == NO_DAY ? 0 : 3;
    }

    /// Index in the levels of a date.
    int compareDates(int a, int b, Edits edits) {
        if (isDay(a) && isDay(b)) {
            return compareDays(a, b, edits);
        }
        if (first[a] == NO_DAY || first[b] == NO_DAY) {
            return edits(a, b, 1, edits) == 1 ? 2 : 5;
        }
        int apart = Math.max(first[b] - last[a], first[a] - last[b]);
        return apart <= 0 ? 3 : (doubted[a] || doubted[b]) && apart <= ABOUT ? 4 : 5;
    }

    private int compareDays(int a, int b, Edits edits) {
        int yearA = number(a, 0, 4);
        int monthA = number(a, 4, 6);
        int dayA = number(a, 6, 8);
        int yearB = number(b, 0, 4);
        int monthB = number(b, 4, 6);
        int dayB = number(b, 6, 8);
        if (yearA == yearB && monthA == dayB && dayA == monthB) {
            return 1;
        }
        int distance = edits(a, b, 2, edits);
        if (distance == 1) {
            return 2;
        }
        int parts = (yearA == yearB ? 1 : 0) + (monthA == monthB ? 1 : 0) + (dayA == dayB ? 1 : 0);
        return distance == 2 || parts == 2 ? 4 : 5;
    }

    int[] counts(int[] values) {
        var counts = new int[size()];
        Arrays.stream(values).forEach(id -> counts[same[id]]++);
        counts[MISSING] = 0;
        return counts;
    }
}
