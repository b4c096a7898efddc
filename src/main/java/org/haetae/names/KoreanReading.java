package org.haetae.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.haetae.names.Syllables.Row;
import org.haetae.names.Syllables.Style;
import org.jspecify.annotations.Nullable;

/// One way to read a name as a Korean's: a surname of the closed list, then syllables of a given
/// name.
///
/// @param family the surname; no syllable when the name has none
/// @param given one to three syllables
/// @param exact read from hangul or characters: the syllables are certain
/// @param likely the surname and the shape are those of a Korean name, so that what differs counts
/// @param turned given name first, as in the West
record KoreanReading(Row family, Row given, boolean exact, boolean likely, boolean turned) {

    private static final Set<String> SURNAMES = new HashSet<>();
    private static final Map<String, Row> HABITS = new HashMap<>();
    private static final List<Row> FAMILIES = new ArrayList<>();
    private static final int READINGS = 4;

    static {
        for (var line : Lexicon.lines("korean-surnames.txt")) {
            var cells = line.split(" ");
            SURNAMES.add(cells[0]);
            var row = beginning(Syllables.hangul(cells[0]));
            FAMILIES.add(row);
            for (int i = 1; i < cells.length; i++) {
                HABITS.merge(cells[i], row, KoreanReading::either);
            }
        }
    }

    private static Row beginning(Row row) {
        Syllables.beginning(row, 0);
        return row;
    }

    private static Row either(Row one, Row other) {
        if (one.length() != other.length()) {
            return one;
        }
        var both = new Row(one.sure().clone(), one.habit().clone());
        for (int i = 0; i < both.length(); i++) {
            both.sure()[i] |= other.sure()[i];
            both.habit()[i] |= other.habit()[i];
        }
        return both;
    }

    /// @param words as written, parted at spaces and commas; hyphens kept
    static List<KoreanReading> of(List<String> words, NameScript script) {
        return switch (script) {
            case HANGUL -> hangul(words);
            case HAN -> han(words);
            case LATIN, CYRILLIC -> spelled(words, script);
            case KANA ->
                    spelled(
                            words.stream().map(word -> Spelling.latin(word, script)).toList(),
                            script);
            default -> List.of();
        };
    }

    // ---- hangul and hanja

    private static List<KoreanReading> hangul(List<String> words) {
        for (var word : words) {
            if (!word.chars().allMatch(Syllables::isBlock)) {
                return List.of();
            }
        }
        var readings = new ArrayList<KoreanReading>(2);
        if (words.size() == 1) {
            var name = words.get(0);
            for (int family = 2; family > 0; family--) {
                int given = name.length() - family;
                if (given > 0 && given <= 3 && SURNAMES.contains(name.substring(0, family))) {
                    readings.add(exact(name.substring(0, family), name.substring(family), false));
                }
            }
            return readings;
        }
        var first = words.get(0);
        var last = words.get(words.size() - 1);
        if (SURNAMES.contains(first)) {
            given(String.join("", words.subList(1, words.size())), first, false, readings);
        }
        if (SURNAMES.contains(last)) {
            given(String.join("", words.subList(0, words.size() - 1)), last, true, readings);
        }
        return readings;
    }

    private static void given(
            String given, String family, boolean turned, List<KoreanReading> readings) {
        if (given.length() <= Row4.MOST) {
            readings.add(exact(family, given, turned));
        }
    }

    /// How many syllables a given name may have; two given names run together make four.
    private static final class Row4 {
        static final int MOST = 4;
    }

    private static KoreanReading exact(String family, String given, boolean turned) {
        return new KoreanReading(
                beginning(Syllables.hangul(family)),
                beginning(Syllables.hangul(given)),
                true,
                given.length() <= 2 || turned,
                turned);
    }

    private static List<KoreanReading> han(List<String> words) {
        boolean turned =
                words.size() > 1 && words.get(0).length() > words.get(words.size() - 1).length();
        var name =
                turned
                        ? words.get(words.size() - 1)
                                + String.join("", words.subList(0, words.size() - 1))
                        : String.join("", words);
        var readings = new ArrayList<KoreanReading>(2);
        for (int family = 2; family > 0; family--) {
            int given = name.length() - family;
            if (given <= 0 || given > 3) {
                continue;
            }
            var surname = surname(name.substring(0, family));
            var rest = Han.korean(name.substring(family));
            if (surname != null && rest != null) {
                readings.add(new KoreanReading(surname, beginning(rest), true, false, false));
            }
        }
        return readings;
    }

    /// The readings of the characters that are surnames: 金 is 김 and not 금 before a given name.
    private static @Nullable Row surname(String characters) {
        @Nullable Row found = null;
        var candidates = new ArrayList<String>(List.of(""));
        for (int i = 0; i < characters.length(); i++) {
            var readings = Han.of(characters.charAt(i));
            if (readings == null) {
                return null;
            }
            var longer = new ArrayList<String>();
            for (var begun : candidates) {
                for (var reading : readings.hangul()) {
                    longer.add(begun + reading);
                }
            }
            candidates = longer;
        }
        for (var candidate : candidates) {
            if (SURNAMES.contains(candidate)) {
                var row = beginning(Syllables.hangul(candidate));
                found = found == null ? row : either(found, row);
            }
        }
        return found;
    }

    // ---- Latin and Cyrillic

    private static List<KoreanReading> spelled(List<String> words, NameScript script) {
        boolean latin = script == NameScript.LATIN;
        if (words.size() == 1 && words.get(0).indexOf('-') > 0) {
            words = List.of(words.get(0).split("-"));
        }
        if (words.isEmpty() || words.size() > 4) {
            return List.of();
        }
        var letters = new ArrayList<String>(words.size());
        for (var word : words) {
            letters.add(latin ? marked(word) : composed(word));
        }
        var style = latin ? Style.of(String.join(" ", letters)) : Style.PLAIN;
        var readings = new ArrayList<KoreanReading>(READINGS);
        int size = letters.size();
        if (size == 1) {
            return List.of();
        }
        add(letters.get(0), letters.subList(1, size), script, style, false, readings);
        if (size > 2 && letters.get(0).length() + letters.get(1).length() <= 10) {
            add(
                    letters.get(0) + letters.get(1),
                    letters.subList(2, size),
                    script,
                    style,
                    false,
                    readings);
        }
        add(letters.get(size - 1), letters.subList(0, size - 1), script, style, true, readings);
        return readings;
    }

    private static void add(
            String family,
            List<String> given,
            NameScript script,
            Style style,
            boolean turned,
            List<KoreanReading> readings) {
        if (readings.size() >= READINGS) {
            return;
        }
        var surname = surname(family, script, style);
        if (surname == null) {
            return;
        }
        var rows = List.of(Row.NONE);
        boolean known = script == NameScript.CYRILLIC || HABITS.containsKey(family);
        for (var word : given) {
            for (var part : word.split("-")) {
                if (part.isEmpty()) {
                    continue;
                }
                var parsed = syllables(part, script, style);
                var longer = new ArrayList<Row>();
                for (var row : rows) {
                    for (var more : parsed) {
                        if (row.length() + more.length() <= Row4.MOST && longer.size() < READINGS) {
                            longer.add(row.and(more));
                        }
                    }
                }
                rows = longer;
            }
        }
        for (var row : rows) {
            if (row.length() > 0 && row.length() <= 3 && readings.size() < READINGS) {
                Syllables.assimilate(row);
                readings.add(
                        new KoreanReading(
                                surname,
                                beginning(row),
                                false,
                                row.length() <= 2
                                        && script != NameScript.KANA
                                        && (known || !turned),
                                turned));
            }
        }
    }

    private static List<Row> syllables(String word, NameScript script, Style style) {
        return switch (script) {
            case CYRILLIC -> Syllables.cyrillic(word);
            case KANA -> Syllables.kana(word);
            default -> Syllables.latin(word, style);
        };
    }

    private static @Nullable Row surname(String word, NameScript script, Style style) {
        var habit = HABITS.get(word.replace("'", ""));
        for (var row : syllables(word, script, style)) {
            if (row.length() > 2) {
                continue;
            }
            Syllables.beginning(row, 0);
            for (var family : FAMILIES) {
                if (family.length() == row.length() && distance(family, row) < 0.4f) {
                    return habit == null ? row : either(row, habit);
                }
            }
        }
        return habit;
    }

    /// Lower case; й and ё are letters of their own here.
    private static String composed(String word) {
        return java.text.Normalizer.normalize(
                word.toLowerCase(java.util.Locale.ROOT), java.text.Normalizer.Form.NFC);
    }

    /// Lower case; ŏ and ŭ kept, other marks taken off, an apostrophe kept after k, t, p and ch
    /// alone.
    private static String marked(String word) {
        var letters = new StringBuilder(word.length());
        var lower = composed(word);
        for (int i = 0; i < lower.length(); i++) {
            char letter = lower.charAt(i);
            switch (letter) {
                case 'ŏ', 'ǒ', 'ô', 'ö' -> letters.append('ŏ');
                case 'ŭ', 'ǔ', 'û' -> letters.append('ŭ');
                case '\'', '’', '‘', 'ʻ', 'ʼ', '`', '´', '′' -> {
                    var before = letters.toString();
                    if (before.endsWith("k")
                            || before.endsWith("t")
                            || before.endsWith("p")
                            || before.endsWith("ch")) {
                        letters.append('\'');
                    }
                }
                default -> letters.append(letter < 0x80 ? letter : Spelling.plain("" + letter));
            }
        }
        return letters.toString();
    }

    // ---- comparison

    /// The sum of the distances of syllables; large when there are not as many.
    static float distance(Row one, Row other) {
        if (one.length() != other.length()) {
            return 9;
        }
        float sum = 0;
        for (int i = 0; i < one.length(); i++) {
            sum +=
                    Syllables.distance(
                            one.sure()[i], one.habit()[i], other.sure()[i], other.habit()[i]);
        }
        return sum;
    }
}
