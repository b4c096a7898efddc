package org.haetae.names;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A name read as a Japanese one, its morae in one spelling whatever they were written in: Hepburn,
/// Kunrei (ISO 3602) and Nihon-shiki, kana, and Polivanov for Cyrillic. How long a vowel is and
/// whether a consonant is double is left out: passports do not say it, so 大野 and 小野 are both Ono.
///
/// @param words the words in that spelling; none for a name in characters
/// @param units for a name with characters, the readings that each of them may have
/// @param known whether a word is one of the frequent surnames, or it stands in kana
record JapaneseReading(List<String> words, List<List<String>> units, boolean known) {

    static final JapaneseReading NONE = new JapaneseReading(List.of(), List.of(), false);

    private static final int STEPS = 600;
    private static final Pattern MORAE =
            Pattern.compile("(?:(?:[kgsztdnhbpmr]y?|[jfyw]|ch|sh|ts)?[aiueo]|n(?![aiueoy]))+");
    private static final Pattern DOUBLE = Pattern.compile("([kstpgdbz])\\1");
    private static final Pattern LABIAL = Pattern.compile("m(?=[bpm])");
    private static final Pattern OPEN = Pattern.compile("oh(?![aiueoy])");
    private static final Pattern HU = Pattern.compile("(?<![cs])hu");

    private static final String[] KUNREI =
            "tch ch sy sh ty ch zy j jy j dy j si shi ti chi tu tsu zi ji di ji dzu zu du zu"
                    .split(" ");

    /// What characters are read as in names and nowhere else; the dictionaries of Unicode have it
    /// not.
    private static final Map<Character, List<String>> IN_NAMES = new HashMap<>();

    private static final Set<String> SURNAMES = new HashSet<>();
    private static final Map<String, String> POLIVANOV = new HashMap<>();

    /// A verb's ending falls off in names: futoru gives futo.
    private static final List<String> ENDINGS = List.of("u", "ru", "i");

    private static final class Icu {
        static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    }

    static {
        for (var line : Lexicon.lines("japanese-names.txt")) {
            var cells = line.split(" ");
            if (cells[0].charAt(0) < 0x80) {
                for (var surname : cells) {
                    SURNAMES.add(spelled(surname));
                }
            } else {
                IN_NAMES.put(
                        cells[0].charAt(0),
                        List.of(cells).subList(1, cells.length).stream()
                                .map(JapaneseReading::spelled)
                                .toList());
            }
        }
        polivanov();
    }

    /// Polivanov (1930), and what newspapers write instead of it.
    private static void polivanov() {
        String[] rows = {
            " k к", " g г", " s с", " z дз", " t т", " d д", " n н", " h х", " b б", " p п", " m м",
            " r р", "  "
        };
        var vowels = Map.of("a", "а", "i", "и", "u", "у", "e", "э", "o", "о");
        var glides = Map.of("ya", "я", "yu", "ю", "yo", "ё");
        for (var row : rows) {
            var cells = row.strip().split(" ");
            var latin = cells[0];
            var cyrillic = cells.length > 1 ? cells[1] : "";
            vowels.forEach((vowel, letter) -> POLIVANOV.put(cyrillic + letter, latin + vowel));
            glides.forEach((glide, letter) -> POLIVANOV.put(cyrillic + letter, latin + glide));
            POLIVANOV.put(cyrillic + "е", latin + (latin.isEmpty() ? "yo" : "e"));
        }
        for (var pair :
                "си shi ти chi тя cha тю chu тё cho те te тэ te ся sha сю shu сё sho цу tsu дзи ji дзя ja дзю ju дзё jo дзе ze дзу zu фу fu ва wa о o н n нъ n нь n м n й i ши shi ша sha шу shu шо sho чи chi ча cha чу chu чо cho джи ji джа ja джу ju джо jo зу zu за za зо zo зэ ze е yo ё yo йо yo"
                        .split("(?<=[a-z]) ")) {
            var cells = pair.split(" ");
            POLIVANOV.put(cells[0], cells[1]);
        }
    }

    /// @param words as written, parted at spaces and commas
    static JapaneseReading of(List<String> words, NameScript script, String text) {
        return switch (script) {
            case LATIN, CYRILLIC -> written(words, script);
            case KANA -> {
                boolean characters =
                        text.codePoints().anyMatch(c -> NameScript.of(c) == NameScript.HAN);
                yield characters
                        ? new JapaneseReading(List.of(), units(text), true)
                        : written(words, script);
            }
            case HAN -> new JapaneseReading(List.of(), units(text), true);
            default -> NONE;
        };
    }

    private static JapaneseReading written(List<String> words, NameScript script) {
        if (words.size() > 3 || words.size() < 2 && script != NameScript.KANA) {
            return NONE;
        }
        var spelled = new ArrayList<String>(words.size());
        for (var word : words) {
            var one = word.length() > 24 ? null : morae(word, script);
            if (one == null) {
                return NONE;
            }
            spelled.add(one);
        }
        boolean known =
                script == NameScript.KANA
                        || SURNAMES.contains(spelled.get(0))
                        || SURNAMES.contains(spelled.get(spelled.size() - 1));
        return new JapaneseReading(List.copyOf(spelled), List.of(), known);
    }

    private static @Nullable String morae(String word, NameScript script) {
        var latin =
                switch (script) {
                    case LATIN -> Spelling.plain(word).replaceAll("['’‘ʻʼ`´-]", "");
                    case CYRILLIC -> romanised(word.toLowerCase(Locale.ROOT));
                    default ->
                            Spelling.plain(Icu.LATIN.transliterate(word)).replaceAll("[^a-z]", "");
                };
        for (int i = 0; i < latin.length(); i++) {
            if (latin.charAt(i) < 'a' || latin.charAt(i) > 'z') {
                return null;
            }
        }
        var spelled = spelled(latin);
        return MORAE.matcher(spelled).matches() ? spelled : null;
    }

    /// Latin letters of any system in one spelling.
    private static String spelled(String latin) {
        var text = latin;
        for (int i = 0; i < KUNREI.length; i += 2) {
            text = text.replace(KUNREI[i], KUNREI[i + 1]);
        }
        text = HU.matcher(text).replaceAll("fu");
        text = DOUBLE.matcher(text).replaceAll("$1");
        text = LABIAL.matcher(text).replaceAll("n");
        text = OPEN.matcher(text).replaceAll("o");
        return text.replace("ou", "o").replace("oo", "o").replace("uu", "u").replace("aa", "a");
    }

    /// Nothing when some letter is none of the system.
    private static String romanised(String cyrillic) {
        var latin = new StringBuilder();
        int at = 0;
        while (at < cyrillic.length()) {
            int end = Math.min(cyrillic.length(), at + 3);
            while (end > at && !POLIVANOV.containsKey(cyrillic.substring(at, end))) {
                end--;
            }
            if (end == at) {
                // A double consonant is written out: Хоккайдо.
                if (at + 1 < cyrillic.length() && cyrillic.charAt(at) == cyrillic.charAt(at + 1)) {
                    at++;
                    continue;
                }
                return "?";
            }
            latin.append(POLIVANOV.get(cyrillic.substring(at, end)));
            at = end;
        }
        return latin.toString();
    }

    // ---- characters

    private static List<List<String>> units(String text) {
        var units = new ArrayList<List<String>>();
        int at = 0;
        var name = text.codePoints().filter(Character::isLetter).toArray();
        if (name.length > 8) {
            return List.of();
        }
        while (at < name.length) {
            int end = at;
            while (end < name.length && NameScript.of(name[end]) == NameScript.KANA) {
                end++;
            }
            if (end > at) {
                var morae = morae(new String(name, at, end - at), NameScript.KANA);
                if (morae == null) {
                    return List.of();
                }
                units.add(List.of(morae));
                at = end;
                continue;
            }
            var readings = readings(name[at]);
            if (name[at] == '々' && !units.isEmpty()) {
                readings = units.getLast();
            }
            if (readings.isEmpty()) {
                return List.of();
            }
            units.add(readings);
            at++;
        }
        return units;
    }

    private static List<String> readings(int character) {
        var readings = new HashSet<String>();
        for (var form :
                List.of(
                        Character.toString(character),
                        Han.simplified(Character.toString(character)))) {
            var known = Han.of(form.codePointAt(0));
            if (known != null) {
                for (var reading : known.japanese()) {
                    var plain = spelled(reading);
                    readings.add(plain);
                    for (var ending : ENDINGS) {
                        if (plain.length() > ending.length() + 1 && plain.endsWith(ending)) {
                            readings.add(plain.substring(0, plain.length() - ending.length()));
                        }
                    }
                }
            }
            readings.addAll(IN_NAMES.getOrDefault(form.charAt(0), List.of()));
        }
        return List.copyOf(readings);
    }

    // ---- comparison

    /// How two readings agree.
    enum Agreement {
        NOT,
        /// The same morae, and nothing says that they are Japanese.
        SOUND,
        NAME
    }

    Agreement compare(JapaneseReading other) {
        if (units.isEmpty() == other.units.isEmpty() && !units.isEmpty()) {
            return Agreement.NOT;
        }
        if (!units.isEmpty()) {
            return other.written(units) ? Agreement.NAME : Agreement.NOT;
        }
        if (!other.units.isEmpty()) {
            return written(other.units) ? Agreement.NAME : Agreement.NOT;
        }
        if (words.isEmpty() || other.words.isEmpty()) {
            return Agreement.NOT;
        }
        var one = String.join("", words);
        boolean agree = one.equals(String.join("", other.words)) || one.equals(other.turned());
        return !agree ? Agreement.NOT : known || other.known ? Agreement.NAME : Agreement.SOUND;
    }

    private String turned() {
        return words.getLast() + String.join("", words.subList(0, words.size() - 1));
    }

    private boolean written(List<List<String>> characters) {
        if (words.isEmpty() || String.join("", words).length() < 4) {
            return false;
        }
        return fits(characters, 0, String.join("", words), 0, new int[1])
                || words.size() > 1 && fits(characters, 0, turned(), 0, new int[1]);
    }

    /// Whether letters can be read off the characters in their order: the first consonant of a
    /// later reading may be voiced, a long vowel in between short.
    private static boolean fits(
            List<List<String>> characters, int at, String latin, int from, int[] steps) {
        if (at == characters.size()) {
            return from == latin.length();
        }
        if (steps[0]++ > STEPS) {
            return false;
        }
        for (var reading : characters.get(at)) {
            int end = meets(reading, latin, from);
            if (end > from && fits(characters, at + 1, latin, end, steps)) {
                return true;
            }
            // 一平 is Ippei: the end of a reading gives way to a double consonant.
            boolean stop = reading.endsWith("tsu") || reading.endsWith("chi");
            boolean guttural = reading.endsWith("ku") || reading.endsWith("ki");
            int cut = reading.length() - (stop ? 3 : guttural ? 2 : 0);
            if (cut > 0
                    && cut < reading.length()
                    && latin.startsWith(reading.substring(0, cut), from)) {
                int next = from + cut;
                if (next < latin.length()
                        && "kstpc".indexOf(latin.charAt(next)) >= 0
                        && fits(characters, at + 1, latin, next, steps)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int meets(String reading, String latin, int from) {
        int skip = 0;
        if (from > 0 && !reading.isEmpty()) {
            char before = latin.charAt(from - 1);
            char first = reading.charAt(0);
            skip = before == 'o' && (first == 'u' || first == 'o') && reading.length() > 1 ? 1 : 0;
            if (latin.startsWith(reading, from)) {
                return from + reading.length();
            }
            var changed = changed(reading);
            for (var other : changed) {
                if (latin.startsWith(other, from)) {
                    return from + other.length();
                }
            }
        }
        return latin.startsWith(reading.substring(skip), from)
                ? from + reading.length() - skip
                : -1;
    }

    /// The reading as it begins behind another.
    private static List<String> changed(String reading) {
        var rest = reading.substring(1);
        return switch (reading.charAt(0)) {
            case 'k' -> List.of("g" + rest);
            case 's' -> List.of(rest.startsWith("h") ? "j" + rest.substring(1) : "z" + rest);
            case 't' -> List.of(rest.startsWith("s") ? "z" + rest.substring(1) : "d" + rest);
            case 'c' -> List.of("j" + rest.substring(1));
            case 'h', 'f' -> List.of("b" + rest, "p" + rest);
            default -> List.of();
        };
    }

    /// The text of keys: how each order of the words begins.
    List<String> keys() {
        var keys = new HashSet<String>();
        if (!words.isEmpty() && known) {
            for (var word : List.of(String.join("", words), turned())) {
                keys.add(word.substring(0, Math.min(4, word.length())));
            }
        }
        if (units.size() > 1 && units.size() < 7) {
            for (var first : units.get(0)) {
                for (var second : units.get(1)) {
                    var third = units.size() > 2 ? units.get(2).getFirst() : "";
                    for (var begun :
                            List.of(
                                    second,
                                    changed(second).isEmpty()
                                            ? second
                                            : changed(second).getFirst())) {
                        var both = first + begun + third;
                        if (keys.size() < 48) {
                            keys.add(both.substring(0, Math.min(4, both.length())));
                        }
                    }
                }
            }
        }
        return List.copyOf(keys);
    }
}
