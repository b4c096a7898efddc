package org.haetae.names;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.haetae.names.ChineseSounds.System;

/// One way to read a name as a Chinese one: a surname of the closed list, then one to three
/// syllables, each a set of sounds.
///
/// @param sounds the syllables, the surname first
/// @param family how many of them are the surname
/// @param manner what it was read from
/// @param turned given name first, as in the West
record ChineseReading(short[][] sounds, int family, Manner manner, boolean turned) {

    /// What a name is read from, and so how much it tells when it agrees.
    enum Manner {
        CHARACTERS,
        /// Pinyin or Palladius: one spelling, one syllable.
        PINYIN,
        /// Wade-Giles or Tongyong, which no pinyin could be.
        OLDER,
        /// Either: Chang Tung is 張東 in the one and 昌通 written amiss in the other.
        EITHER,
        CANTONESE,
        /// The spelling of Hong Kong, in letters that could be pinyin too.
        PERHAPS_CANTONESE,
        /// A surname as it is written overseas before a given name in one of the others.
        OVERSEAS,
        /// Hangul, by what its characters could be.
        HANGUL
    }

    private static final int READINGS = 8;
    private static final int GIVEN = 3;

    /// @param words as written, parted at spaces and commas; hyphens kept
    /// @param korean whether the name is a Korean's by its surname and shape
    static List<ChineseReading> of(List<String> words, NameScript script, boolean korean) {
        return switch (script) {
            case HAN -> characters(words);
            case HANGUL -> korean ? hangul(words) : List.of();
            case LATIN -> spelled(words, true);
            case CYRILLIC -> spelled(words, false);
            default -> List.of();
        };
    }

    private static List<ChineseReading> characters(List<String> words) {
        boolean turned = words.size() == 2 && words.get(0).length() > words.get(1).length();
        var name = turned ? words.get(1) + words.get(0) : String.join("", words);
        if (name.length() < 2 || name.length() > 4) {
            return List.of();
        }
        var sounds = new short[name.length()][];
        for (int i = 0; i < sounds.length; i++) {
            sounds[i] =
                    i == 0
                            ? ChineseSounds.family(name.charAt(i))
                            : ChineseSounds.sounds(name.charAt(i));
            if (sounds[i].length == 0) {
                return List.of();
            }
        }
        int family =
                name.length() > 2 && ChineseSounds.isCompound(Han.simplified(name.substring(0, 2)))
                        ? 2
                        : 1;
        return List.of(new ChineseReading(sounds, family, Manner.CHARACTERS, turned));
    }

    private static List<ChineseReading> hangul(List<String> words) {
        var name = String.join("", words);
        if (name.length() != 3) {
            return List.of();
        }
        var sounds = new short[name.length()][];
        for (int i = 0; i < sounds.length; i++) {
            sounds[i] = ChineseSounds.mandarin(name.charAt(i));
            if (sounds[i].length == 0) {
                return List.of();
            }
        }
        return List.of(new ChineseReading(sounds, 1, Manner.HANGUL, false));
    }

    private static List<ChineseReading> spelled(List<String> words, boolean latin) {
        if (words.size() == 1 && words.get(0).indexOf('-') > 0) {
            words = List.of(words.get(0).split("-"));
        }
        int size = words.size();
        if (size < 2 || size > 4) {
            return List.of();
        }
        var letters = new ArrayList<String>(size);
        for (var word : words) {
            var plain = latin ? marked(word) : word.toLowerCase(Locale.ROOT).replace('ё', 'е');
            if (plain.length() > 20) {
                return List.of();
            }
            letters.add(plain);
        }
        var readings = new ArrayList<ChineseReading>(2);
        add(letters.get(0), letters.subList(1, size), latin, false, readings);
        add(letters.get(size - 1), letters.subList(0, size - 1), latin, true, readings);
        return readings;
    }

    private static void add(
            String family,
            List<String> given,
            boolean latin,
            boolean turned,
            List<ChineseReading> readings) {
        if (!latin) {
            read(family, given, System.PALLADIUS, Manner.PINYIN, turned, readings);
            return;
        }
        int before = readings.size();
        read(family, given, System.PINYIN, Manner.PINYIN, turned, readings);
        boolean pinyin = readings.size() > before;
        // Pinyin writes a given name as one word; a hyphen is the older habit, and Taiwan's.
        boolean apart = given.size() == 1 && given.get(0).indexOf('-') > 0;
        var older = pinyin && !apart ? Manner.EITHER : Manner.OLDER;
        boolean aspirates =
                family.indexOf('\'') > 0 || given.stream().anyMatch(word -> word.indexOf('\'') > 0);
        if (aspirates) {
            read(family, given, System.WADE_GILES, Manner.OLDER, turned, readings);
        } else {
            read(family, given, System.WADE_GILES_BARE, older, turned, readings);
            read(family, given, System.TONGYONG, older, turned, readings);
        }
        read(
                family,
                given,
                System.HONG_KONG,
                pinyin ? Manner.PERHAPS_CANTONESE : Manner.CANTONESE,
                turned,
                readings);
        var overseas = ChineseSounds.overseas(family);
        if (overseas != null) {
            for (var system : List.of(System.PINYIN, System.WADE_GILES_BARE, System.HONG_KONG)) {
                for (var rest : rows(given, system)) {
                    add(new short[][] {overseas}, rest, Manner.OVERSEAS, turned, readings);
                }
            }
        }
    }

    private static void read(
            String family,
            List<String> given,
            System system,
            Manner manner,
            boolean turned,
            List<ChineseReading> readings) {
        for (var first : ChineseSounds.read(family.replace("-", ""), system, 2)) {
            boolean known =
                    first.length == 1
                            ? ChineseSounds.isFamily(first[0])
                            : system != System.HONG_KONG && compound(first);
            if (!known) {
                continue;
            }
            for (var rest : rows(given, system)) {
                add(first, rest, manner, turned, readings);
            }
        }
    }

    /// Whether two syllables can be a surname of two: 司馬, 歐陽.
    private static boolean compound(short[][] sounds) {
        return ChineseSounds.compounds().stream()
                .anyMatch(known -> meet(known[0], sounds[0]) && meet(known[1], sounds[1]));
    }

    private static void add(
            short[][] family,
            short[][] given,
            Manner manner,
            boolean turned,
            List<ChineseReading> readings) {
        if (readings.size() < READINGS && given.length > 0) {
            var all = Arrays.copyOf(family, family.length + given.length);
            java.lang.System.arraycopy(given, 0, all, family.length, given.length);
            readings.add(new ChineseReading(all, family.length, manner, turned));
        }
    }

    private static List<short[][]> rows(List<String> given, System system) {
        var rows = List.<short[][]>of(new short[0][]);
        for (var word : given) {
            // A hyphen parts one syllable from the next.
            int most = word.indexOf('-') > 0 ? 1 : GIVEN;
            for (var part : word.split("-")) {
                if (part.isEmpty()) {
                    continue;
                }
                var longer = new ArrayList<short[][]>(2);
                for (var more : ChineseSounds.read(part, system, most)) {
                    for (var row : rows) {
                        if (row.length + more.length <= GIVEN && longer.size() < 2) {
                            var both = Arrays.copyOf(row, row.length + more.length);
                            java.lang.System.arraycopy(more, 0, both, row.length, more.length);
                            longer.add(both);
                        }
                    }
                }
                rows = longer;
            }
        }
        return rows;
    }

    /// Lower case; v for u with dots, an apostrophe for all of its kind, no other marks.
    private static String marked(String word) {
        var letters = new StringBuilder(word.length());
        var parts = Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        for (int i = 0; i < parts.length(); i++) {
            char letter = parts.charAt(i);
            switch (letter) {
                case '\u0308' -> {
                    int last = letters.length() - 1;
                    if (last >= 0 && letters.charAt(last) == 'u') {
                        letters.setCharAt(last, 'v');
                    }
                }
                case '\'', '’', '‘', 'ʻ', 'ʼ', 'ʽ', '`', '´' -> letters.append('\'');
                default -> {
                    if (Character.getType(letter) != Character.NON_SPACING_MARK) {
                        letters.append(letter);
                    }
                }
            }
        }
        return letters.toString();
    }

    // ---- comparison

    /// What two readings are worth when they agree: from 0 to 1.
    ///
    /// @param same whether a rule makes both one name: a dialect or an alphabet in between does
    ///   not, for too many characters share a sound
    record Worth(float worth, boolean same) {
        static final Worth NONE = new Worth(0, false);
    }

    static Worth compare(Name one, Name other) {
        var best = Worth.NONE;
        for (var a : one.chinese) {
            for (var b : other.chinese) {
                var worth = a.compare(b);
                if (worth.worth > best.worth || worth.worth == best.worth && worth.same) {
                    best = worth;
                }
            }
        }
        return best;
    }

    private Worth compare(ChineseReading other) {
        if (sounds.length != other.sounds.length) {
            return Worth.NONE;
        }
        var worth = worth(manner, other.manner, sounds.length - family);
        if (worth.worth == 0) {
            return worth;
        }
        for (int i = 0; i < sounds.length; i++) {
            if (!meet(sounds[i], other.sounds[i])
                    && !(manner == Manner.CANTONESE
                            && other.manner != Manner.CANTONESE
                            && meet(ChineseSounds.mandarin(sounds[i], i == 0), other.sounds[i]))
                    && !(other.manner == Manner.CANTONESE
                            && manner != Manner.CANTONESE
                            && meet(sounds[i], ChineseSounds.mandarin(other.sounds[i], i == 0)))) {
                return Worth.NONE;
            }
        }
        float turn = turned == other.turned ? 0 : 0.01f;
        return new Worth(worth.worth - turn - 0.005f * (4 - sounds.length), worth.same);
    }

    private static Worth worth(Manner one, Manner other, int given) {
        var low = one.compareTo(other) < 0 ? one : other;
        var high = low == one ? other : one;
        return switch (low) {
            case CHARACTERS ->
                    switch (high) {
                        case CHARACTERS -> Worth.NONE;
                        case PINYIN -> new Worth(0.985f, true);
                        case OLDER -> new Worth(0.975f, true);
                        case EITHER -> new Worth(0.93f, true);
                        case CANTONESE -> new Worth(0.95f, true);
                        case PERHAPS_CANTONESE -> new Worth(given > 1 ? 0.76f : 0.72f, false);
                        case OVERSEAS -> new Worth(given > 1 ? 0.90f : 0.76f, given > 1);
                        case HANGUL -> Worth.NONE;
                    };
            case PINYIN ->
                    switch (high) {
                        case CHARACTERS -> Worth.NONE;
                        case PINYIN -> new Worth(0.985f, true);
                        case OLDER -> new Worth(0.96f, true);
                        case EITHER -> new Worth(given > 1 ? 0.78f : 0.73f, false);
                        case CANTONESE, OVERSEAS, HANGUL -> acrossDialects(given);
                        case PERHAPS_CANTONESE -> Worth.NONE;
                    };
            case OLDER, EITHER ->
                    switch (high) {
                        case CHARACTERS, PINYIN -> Worth.NONE;
                        case OLDER -> new Worth(0.95f, low == Manner.OLDER);
                        case EITHER -> new Worth(given > 1 ? 0.80f : 0.73f, false);
                        case CANTONESE, OVERSEAS, HANGUL -> acrossDialects(given);
                        case PERHAPS_CANTONESE -> Worth.NONE;
                    };
            case CANTONESE, PERHAPS_CANTONESE, OVERSEAS, HANGUL -> Worth.NONE;
        };
    }

    private static Worth acrossDialects(int given) {
        return given > 1 ? new Worth(0.74f, false) : Worth.NONE;
    }

    static boolean meet(short[] some, short[] more) {
        int i = 0;
        int j = 0;
        while (i < some.length && j < more.length) {
            if (some[i] == more[j]) {
                return true;
            }
            if (some[i] < more[j]) {
                i++;
            } else {
                j++;
            }
        }
        return false;
    }

    /// The text of keys that readings of one name share: surname with each other syllable.
    static List<String> keys(List<ChineseReading> readings) {
        var keys = new ArrayList<String>();
        for (var reading : readings) {
            var family = reading.of(0);
            for (int i = reading.family; i < reading.sounds.length; i++) {
                var given = reading.of(i);
                if (family.length * given.length > 64) {
                    continue;
                }
                for (short first : family) {
                    for (short second : given) {
                        keys.add(first + (i == reading.family ? "." : "..") + second);
                    }
                }
            }
        }
        return keys;
    }

    /// A syllable as keys have it: what is Cantonese is kept, and said in Mandarin too.
    private short[] of(int at) {
        if (manner != Manner.CANTONESE) {
            return sounds[at];
        }
        var mandarin = ChineseSounds.mandarin(sounds[at], at == 0);
        var both = Arrays.copyOf(sounds[at], sounds[at].length + mandarin.length);
        java.lang.System.arraycopy(mandarin, 0, both, sounds[at].length, mandarin.length);
        return both;
    }

    /// By what the names meet, for the reasons.
    static Meeting meeting(Name one, Name other) {
        boolean han = one.script() == NameScript.HAN || other.script() == NameScript.HAN;
        return han ? Meeting.CHINESE_READING : Meeting.CHINESE_ROMANISATION;
    }
}
