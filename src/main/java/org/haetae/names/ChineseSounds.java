package org.haetae.names;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Chinese syllables as sets of sounds, whatever they are written in.
///
/// A sound is a number: a syllable of Mandarin (as pinyin without tones spells it) or of Cantonese
/// (as Jyutping does). A character has all its readings; a Latin or Cyrillic spelling has what the
/// system it is read in means by it. Spellings are made from rules, one system after the other:
/// Hanyu Pinyin (ISO 7098), Wade-Giles with and without its apostrophes, Tongyong Pinyin (2002),
/// Palladius for Cyrillic, and for Cantonese the customary spelling of Hong Kong.
final class ChineseSounds {

    /// One way to write Chinese syllables.
    enum System {
        PINYIN,
        /// Wade-Giles, apostrophes kept: what has none is not aspirated.
        WADE_GILES,
        /// Wade-Giles without its apostrophes and dots, and the spellings of maps and diplomats.
        WADE_GILES_BARE,
        TONGYONG,
        PALLADIUS,
        HONG_KONG
    }

    private static final int LONGEST = 7;

    private static final Map<String, Short> NUMBERS = new HashMap<>(2048);
    private static final Map<Short, short[]> MANDARIN_OF_CANTONESE = new HashMap<>(1024);
    private static final Map<Character, short[]> MANDARIN_OF_HANGUL = new HashMap<>(1024);
    private static final Map<System, Map<String, short[]>> SPELLINGS = new HashMap<>();

    private static final Set<String> COMPOUND = new HashSet<>();
    private static final List<short[][]> COMPOUNDS = new ArrayList<>();
    private static final Set<Short> FAMILIES = new HashSet<>(512);
    private static final Map<Character, Short> READ_AS_FAMILY = new HashMap<>();
    private static final Map<String, short[]> OVERSEAS = new HashMap<>(512);

    private static final String[] INITIALS =
            "zh ch sh b p m f d t n l g k h j q x r z c s y w".split(" ");

    static {
        syllables();
        surnames();
    }

    private ChineseSounds() {}

    // ---- tables

    private static void syllables() {
        var mandarin = new TreeSet<String>();
        var cantonese = new TreeSet<String>();
        var ofCantonese = new HashMap<String, Set<String>>();
        var ofHangul = new HashMap<Character, Set<String>>();
        Han.all()
                .forEach(
                        (character, readings) -> {
                            var pinyin = List.of(readings.mandarin());
                            mandarin.addAll(pinyin);
                            cantonese.addAll(List.of(readings.cantonese()));
                            // What is read in all three countries is what names are made of.
                            if (readings.japanese().length == 0 || readings.hangul().length == 0) {
                                return;
                            }
                            for (var reading : readings.cantonese()) {
                                ofCantonese
                                        .computeIfAbsent(reading, k -> new HashSet<>())
                                        .addAll(pinyin);
                            }
                            for (var reading : readings.hangul()) {
                                ofHangul.computeIfAbsent(reading.charAt(0), k -> new HashSet<>())
                                        .addAll(pinyin);
                            }
                        });
        for (var syllable : mandarin) {
            NUMBERS.put(syllable, (short) NUMBERS.size());
        }
        for (var syllable : cantonese) {
            NUMBERS.put("=" + syllable, (short) NUMBERS.size());
        }
        ofCantonese.forEach(
                (syllable, pinyin) ->
                        MANDARIN_OF_CANTONESE.put(number("=" + syllable), numbers(pinyin)));
        ofHangul.forEach((block, pinyin) -> MANDARIN_OF_HANGUL.put(block, numbers(pinyin)));

        var written = new HashMap<System, Map<String, Set<String>>>();
        for (var system : System.values()) {
            written.put(system, new HashMap<>());
        }
        for (var syllable : mandarin) {
            if (!syllable.matches("[bpmfdtnlgkhjqxrzcsyw]?h?(?:[aeiouv].*)")) {
                continue;
            }
            add(written, System.PINYIN, pinyin(syllable), syllable);
            var wade = wadeGiles(syllable);
            add(written, System.WADE_GILES, wade, syllable);
            // Printers that have the apostrophe often lack the dots.
            add(
                    written,
                    System.WADE_GILES,
                    wade.stream().map(spelling -> spelling.replace('v', 'u')).toList(),
                    syllable);
            add(written, System.WADE_GILES_BARE, bare(wade), syllable);
            add(written, System.TONGYONG, List.of(tongyong(syllable)), syllable);
            add(written, System.PALLADIUS, palladius(syllable), syllable);
        }
        for (var syllable : cantonese) {
            add(written, System.HONG_KONG, hongKong(syllable), "=" + syllable);
        }
        written.forEach(
                (system, spellings) -> {
                    var table = new HashMap<String, short[]>(spellings.size() * 2);
                    spellings.forEach((spelling, all) -> table.put(spelling, numbers(all)));
                    SPELLINGS.put(system, table);
                });
    }

    private static void add(
            Map<System, Map<String, Set<String>>> written,
            System system,
            Iterable<String> spellings,
            String syllable) {
        var table = written.getOrDefault(system, new HashMap<>());
        for (var spelling : spellings) {
            table.computeIfAbsent(spelling, k -> new HashSet<>()).add(syllable);
        }
    }

    private static short number(String syllable) {
        return NUMBERS.getOrDefault(syllable, (short) -1);
    }

    private static short[] numbers(Iterable<String> syllables) {
        var sorted = new TreeSet<Short>();
        syllables.forEach(syllable -> sorted.add(number(syllable)));
        return array(sorted);
    }

    private static short[] array(Set<Short> sorted) {
        var numbers = new short[sorted.size()];
        int at = 0;
        for (short number : sorted) {
            numbers[at++] = number;
        }
        return numbers;
    }

    /// `chinese-surnames.txt`: the characters of a surname, then spellings overseas that no system
    /// gives (after "=", a reading that the character has as a surname alone): Hokkien, Teochew,
    /// Hakka, and what those became in Indonesia, Vietnam and the West.
    private static void surnames() {
        var overseas = new HashMap<String, Set<Short>>();
        for (var line : Lexicon.lines("chinese-surnames.txt")) {
            var cells = line.split(" ");
            var sounds = new TreeSet<Short>();
            if (cells[0].length() > 1) {
                COMPOUND.add(Han.simplified(cells[0]));
                COMPOUNDS.add(
                        new short[][] {sounds(cells[0].charAt(0)), sounds(cells[0].charAt(1))});
            } else {
                for (short sound : sounds(cells[0].charAt(0))) {
                    sounds.add(sound);
                }
                FAMILIES.addAll(sounds);
            }
            for (var spelling : Arrays.asList(cells).subList(1, cells.length)) {
                if (spelling.startsWith("=")) {
                    short sound = number(spelling.substring(1));
                    READ_AS_FAMILY.put(cells[0].charAt(0), sound);
                    FAMILIES.add(sound);
                    continue;
                }
                overseas.computeIfAbsent(spelling, k -> new TreeSet<>()).addAll(sounds);
            }
        }
        overseas.forEach((spelling, sounds) -> OVERSEAS.put(spelling, array(sounds)));
    }

    // ---- systems, each from a syllable of pinyin (v for u with dots) or of Jyutping

    private static String initial(String syllable) {
        for (var initial : INITIALS) {
            if (syllable.startsWith(initial)) {
                return initial;
            }
        }
        return "";
    }

    private static List<String> pinyin(String syllable) {
        return syllable.indexOf('v') < 0
                ? List.of(syllable)
                : List.of(
                        syllable,
                        syllable.replace('v', 'u'),
                        syllable.replace("v", "yu"),
                        syllable.replace("ve", "ue"));
    }

    private static List<String> wadeGiles(String syllable) {
        var initial = initial(syllable);
        var end = syllable.substring(initial.length());
        boolean palatal = "jqx".contains(initial) && !initial.isEmpty();
        if (palatal && end.startsWith("u")) {
            end = "v" + end.substring(1);
        }
        var begin =
                switch (initial) {
                    case "b" -> "p";
                    case "p" -> "p'";
                    case "d" -> "t";
                    case "t" -> "t'";
                    case "g" -> "k";
                    case "k" -> "k'";
                    case "j", "zh" -> "ch";
                    case "q", "ch" -> "ch'";
                    case "x" -> "hs";
                    case "r" -> "j";
                    case "z" -> "ts";
                    case "c" -> "ts'";
                    default -> initial;
                };
        var ends =
                switch (initial + "-" + end) {
                    case "zh-i", "ch-i", "sh-i", "r-i" -> List.of("ih");
                    case "g-e", "k-e", "h-e" -> List.of("o", "e");
                    case "g-ui", "k-ui" -> List.of("uei", "ui");
                    case "z-i", "c-i", "s-i" -> List.of("u", "e");
                    case "y-i" -> List.of("i", "ih");
                    case "y-e" -> List.of("eh");
                    case "y-an" -> List.of("en");
                    case "y-ou" -> List.of("u");
                    case "y-u" -> List.of("v");
                    case "y-ue" -> List.of("veh");
                    case "y-uan" -> List.of("van");
                    case "y-un" -> List.of("vn");
                    case "-e" -> List.of("o", "e");
                    case "-er" -> List.of("erh");
                    case "d-e", "t-e" -> List.of("e", "eh");
                    default ->
                            switch (end) {
                                case "ie" -> List.of("ieh");
                                case "ve" -> List.of("veh");
                                case "ian" -> List.of("ien", "ian");
                                case "ong" -> List.of("ung", "ong");
                                case "iong" -> List.of("iung");
                                case "uo" -> List.of("uo", "o");
                                default -> List.of(end);
                            };
                };
        var spellings = new ArrayList<String>();
        for (var last : ends) {
            if (end.equals("i") && "zcs".contains(initial) && !initial.isEmpty()) {
                var sibilants =
                        switch (initial) {
                            case "z" -> List.of("tz", "ts");
                            case "c" -> List.of("tz'", "ts'");
                            default -> List.of("ss", "sz");
                        };
                sibilants.forEach(sibilant -> spellings.add(sibilant + last));
            } else {
                spellings.add(begin + last);
            }
        }
        if (syllable.equals("yi")) {
            spellings.add("i");
        }
        return spellings;
    }

    /// Without apostrophes and dots, and with what English ears made of the vowels.
    private static Set<String> bare(List<String> spellings) {
        var bare = new HashSet<String>();
        for (var spelling : spellings) {
            var plain = spelling.replace("'", "");
            bare.add(plain);
            bare.add(plain.replace('v', 'u'));
            if (plain.endsWith("u") && !plain.endsWith("ou") && !plain.endsWith("iu")) {
                bare.add(plain.substring(0, plain.length() - 1) + "oo");
            }
            if (plain.endsWith("ou")) {
                bare.add(plain.substring(0, plain.length() - 2) + "ow");
            }
            if (plain.endsWith("i") && plain.length() > 1 && "aeu".indexOf(before(plain)) < 0) {
                bare.add(plain.substring(0, plain.length() - 1) + "ee");
            }
            if (plain.endsWith("ung")) {
                bare.add(plain.substring(0, plain.length() - 3) + "oong");
            }
            if (plain.startsWith("ku") || plain.startsWith("hu")) {
                bare.add(plain.charAt(0) + "w" + plain.substring(2));
            }
            if (plain.startsWith("yin")) {
                bare.add(plain.substring(1));
            }
        }
        bare.removeIf(spelling -> spelling.length() == 2 && spelling.endsWith("w"));
        return bare;
    }

    private static char before(String word) {
        return word.charAt(word.length() - 2);
    }

    private static String tongyong(String syllable) {
        var initial = initial(syllable);
        var end = syllable.substring(initial.length());
        if (end.equals("i") && List.of("zh", "ch", "sh", "r", "z", "c", "s").contains(initial)) {
            end = "ih";
        }
        if ("jqx".contains(initial) && !initial.isEmpty() && end.startsWith("u")) {
            end = "y" + end;
        }
        end = end.replace("v", "yu");
        end = end.equals("iu") ? "iou" : end.equals("ui") ? "uei" : end;
        if (syllable.equals("feng") || syllable.equals("weng")) {
            end = "ong";
        }
        if (syllable.equals("wen")) {
            end = "un";
        }
        var begin =
                switch (initial) {
                    case "zh" -> "jh";
                    case "q" -> "c";
                    case "x" -> "s";
                    default -> initial;
                };
        return begin + end;
    }

    /// Palladius (1888) as it stands in use today.
    private static List<String> palladius(String syllable) {
        var initial = initial(syllable);
        var end = syllable.substring(initial.length());
        var begin =
                switch (initial) {
                    case "b" -> "б";
                    case "p" -> "п";
                    case "m" -> "м";
                    case "f" -> "ф";
                    case "d" -> "д";
                    case "t" -> "т";
                    case "n" -> "н";
                    case "l" -> "л";
                    case "g" -> "г";
                    case "k" -> "к";
                    case "h" -> "х";
                    case "j" -> "цз";
                    case "q" -> "ц";
                    case "x" -> "с";
                    case "zh" -> "чж";
                    case "ch" -> "ч";
                    case "sh" -> "ш";
                    case "r" -> "ж";
                    case "z" -> "цз";
                    case "c" -> "ц";
                    case "s" -> "с";
                    default -> "";
                };
        boolean front = List.of("j", "q", "x").contains(initial);
        if (initial.equals("y")) {
            end =
                    switch (end) {
                        case "a", "ao", "an", "ang" -> "i" + end;
                        case "e" -> "ie";
                        case "ou" -> "iu";
                        case "ong" -> "iong";
                        case "u", "ue", "uan", "un" -> "v" + end.substring(1);
                        default -> end;
                    };
        } else if (initial.equals("w")) {
            return switch (end) {
                case "u" -> List.of("у");
                case "o" -> List.of("во");
                case "en" -> List.of("вэнь");
                case "eng" -> List.of("вэн");
                case "ei" -> List.of("вэй");
                case "a" -> List.of("ва");
                case "ai" -> List.of("вай");
                case "an" -> List.of("вань");
                case "ang" -> List.of("ван");
                default -> List.of();
            };
        } else if (front && end.startsWith("u")) {
            end = "v" + end.substring(1);
        }
        var last =
                switch (end) {
                    case "a" -> "а";
                    case "o" -> "о";
                    case "e" -> "э";
                    case "ai" -> "ай";
                    case "ei" -> "эй";
                    case "ao" -> "ао";
                    case "ou" -> "оу";
                    case "an" -> "ань";
                    case "en" -> "энь";
                    case "ang" -> "ан";
                    case "eng" -> "эн";
                    case "ong" -> "ун";
                    case "er" -> "эр";
                    case "i" -> List.of("z", "c", "s").contains(initial) ? "ы" : "и";
                    case "ia" -> "я";
                    case "ie" -> "е";
                    case "iao" -> "яо";
                    case "iu" -> "ю";
                    case "ian" -> "янь";
                    case "in" -> "инь";
                    case "iang" -> "ян";
                    case "ing" -> "ин";
                    case "iong" -> "юн";
                    case "u" -> "у";
                    case "ua" -> "уа";
                    case "uo" -> "о";
                    case "uai" -> "уай";
                    case "ui" -> "уй";
                    case "uan" -> "уань";
                    case "un" -> "унь";
                    case "uang" -> "уан";
                    case "v" -> "юй";
                    case "ve" -> "юэ";
                    case "van" -> "юань";
                    case "vn" -> "юнь";
                    default -> "";
                };
        if (last.isEmpty()) {
            return List.of();
        }
        var spelling = begin + last;
        return switch (syllable) {
            case "hui" -> List.of("хуэй", "хой");
            case "huo" -> List.of("хо");
            case "guo" -> List.of("го", "гуо");
            case "yo" -> List.of("йо");
            case "yai" -> List.of("яй");
            case "me", "ne", "le" -> List.of(spelling, begin + "е");
            default -> List.of(spelling);
        };
    }

    /// The customary spelling of Hong Kong's government and what people write beside it; it marks
    /// neither aspiration nor length.
    private static Set<String> hongKong(String syllable) {
        if (syllable.equals("ng") || syllable.equals("m")) {
            return Set.of("ng");
        }
        var begin = "";
        for (var one : "ng gw kw b p m f d t n l g k h w z c s j".split(" ")) {
            if (syllable.startsWith(one)) {
                begin = one;
                break;
            }
        }
        var end = syllable.substring(begin.length());
        var begins =
                switch (begin) {
                    case "b" -> "p b";
                    case "d" -> "t d";
                    case "g" -> "k g";
                    case "gw" -> "kw gw";
                    case "ng" -> "ng -";
                    case "z" -> "ch ts j";
                    case "c" -> "ch ts";
                    case "s" -> "s sh";
                    case "j" -> end.startsWith("i") || end.startsWith("yu") ? "y -" : "y";
                    case "" -> "- ng";
                    default -> begin;
                };
        var ends =
                switch (end) {
                    case "aa" -> "a ah ar";
                    case "aai" -> "ai";
                    case "aau" -> "au";
                    case "aam" -> "am";
                    case "aan" -> "an";
                    case "aang" -> "ang";
                    case "aap" -> "ap";
                    case "aat" -> "at";
                    case "aak" -> "ak";
                    case "au" -> "au ow";
                    case "am" -> "am um";
                    case "an" -> "an un";
                    case "ap" -> "ap up";
                    case "at" -> "at";
                    case "e" -> "e eh";
                    case "ei" -> "ei i ee";
                    case "eng" -> "eng ing";
                    case "ek" -> "ek ik";
                    case "i" -> "zcs".contains(begin) ? "i ee ze sz" : "i ee";
                    case "iu" -> "iu ew";
                    case "o" -> "o or";
                    case "oi" -> "oi oy";
                    case "ou" -> "o ou ow";
                    case "oe" -> "eu";
                    case "oeng" -> "eung eong";
                    case "oek" -> "euk eok";
                    case "eoi" -> "ui eui";
                    case "eon" -> "un";
                    case "eot" -> "ut";
                    case "u" -> "u oo";
                    case "un" -> "un oon";
                    case "yu" -> "u ue yu";
                    case "yun" -> "uen un yun";
                    case "yut" -> "uet ut";
                    default -> end;
                };
        var spellings = new HashSet<String>();
        for (var first : begins.split(" ")) {
            for (var last : ends.split(" ")) {
                var written = (first.equals("-") ? "" : first) + last;
                if (last.equals("ze") || last.equals("sz")) {
                    written = begin.equals("s") ? "sze" : last.equals("ze") ? "tze" : "tsz";
                }
                spellings.add(written);
            }
        }
        return spellings;
    }

    // ---- reading

    /// All readings of a character, Mandarin and Cantonese; none where it is not known.
    static short[] sounds(char character) {
        return array(all(character));
    }

    /// The same of a character that is a surname.
    static short[] family(char character) {
        var sounds = all(character);
        var read = READ_AS_FAMILY.get(character);
        if (read != null) {
            sounds.add(read);
        }
        return array(sounds);
    }

    private static TreeSet<Short> all(char character) {
        var sounds = new TreeSet<Short>();
        for (var form : List.of(String.valueOf(character), Han.simplified("" + character))) {
            var readings = Han.of(form.codePointAt(0));
            if (readings == null) {
                continue;
            }
            for (var reading : readings.mandarin()) {
                sounds.add(number(reading));
            }
            for (var reading : readings.cantonese()) {
                sounds.add(number("=" + reading));
            }
        }
        return sounds;
    }

    /// What characters that a hangul block may stand for are read as in Mandarin.
    static short[] mandarin(char block) {
        return MANDARIN_OF_HANGUL.getOrDefault(block, new short[0]);
    }

    /// What characters that are read so in Cantonese are read as in Mandarin; of a surname only
    /// those that are surnames.
    static short[] mandarin(short[] cantonese, boolean family) {
        var sounds = new TreeSet<Short>();
        for (short sound : cantonese) {
            for (short mandarin : MANDARIN_OF_CANTONESE.getOrDefault(sound, new short[0])) {
                if (!family || FAMILIES.contains(mandarin)) {
                    sounds.add(mandarin);
                }
            }
        }
        return array(sounds);
    }

    static boolean isFamily(short[] sounds) {
        for (short sound : sounds) {
            if (FAMILIES.contains(sound)) {
                return true;
            }
        }
        return false;
    }

    static List<short[][]> compounds() {
        return COMPOUNDS;
    }

    static boolean isCompound(String simplified) {
        return COMPOUND.contains(simplified);
    }

    /// What a spelling overseas means as a surname; null where it is none.
    static short @Nullable [] overseas(String spelling) {
        return OVERSEAS.get(spelling);
    }

    /// The ways to read a word as syllables of a system.
    ///
    /// @param word lower case, v for u with dots; an apostrophe aspirates in Wade-Giles and parts
    ///   syllables in pinyin
    static List<short[][]> read(String word, System system, int most) {
        var found = new ArrayList<short[][]>(2);
        parse(
                SPELLINGS.getOrDefault(system, Map.of()),
                system,
                word,
                0,
                most,
                new ArrayList<>(),
                found);
        return found;
    }

    private static void parse(
            Map<String, short[]> table,
            System system,
            String word,
            int at,
            int most,
            List<short[]> begun,
            List<short[][]> found) {
        if (at == word.length()) {
            if (!begun.isEmpty()) {
                found.add(begun.toArray(short[][]::new));
            }
            return;
        }
        if (begun.size() == most || found.size() >= 4) {
            return;
        }
        if (system == System.PINYIN && word.charAt(at) == '\'' || word.charAt(at) == 'ъ') {
            parse(table, system, word, at + 1, most, begun, found);
            return;
        }
        for (int end = Math.min(word.length(), at + LONGEST); end > at; end--) {
            var sounds = table.get(word.substring(at, end));
            if (sounds != null) {
                begun.add(sounds);
                parse(table, system, word, end, most, begun, found);
                begun.removeLast();
            }
        }
    }
}
