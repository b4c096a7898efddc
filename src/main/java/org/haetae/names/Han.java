package org.haetae.names;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How Han characters are read in Korean, Mandarin, Japanese and Cantonese (`han.tsv`, made from
/// the Unicode Han Database).
final class Han {

    /// @param simplified the form that unites variants
    record Readings(
            char simplified,
            String[] hangul,
            String[] mandarin,
            String[] japanese,
            String[] cantonese) {}

    private static final Set<String> ENDINGS = Set.of("u", "ru", "i");
    private static final Map<Integer, Readings> READINGS = new HashMap<>(20_000);

    static {
        for (var line : Lexicon.lines("han.tsv")) {
            var cells = line.split("\t", -1);
            READINGS.put(
                    cells[0].codePointAt(0),
                    new Readings(
                            (cells[1].isEmpty() ? cells[0] : cells[1]).charAt(0),
                            words(cells[2]),
                            words(cells[3]),
                            words(cells[4]),
                            words(cells[5])));
        }
    }

    private Han() {}

    static Map<Integer, Readings> all() {
        return READINGS;
    }

    private static String[] words(String cell) {
        return cell.isEmpty() ? new String[0] : cell.split(" ");
    }

    static @Nullable Readings of(int character) {
        var readings = READINGS.get(character);
        // Compatibility forms (讀 for U+F95A) are read as what they stand for.
        if (readings == null && character >= 0xF900 && character <= 0xFAFF) {
            return READINGS.get(
                    java.text.Normalizer.normalize(
                                    Character.toString(character), java.text.Normalizer.Form.NFC)
                            .codePointAt(0));
        }
        return readings;
    }

    static String simplified(String text) {
        var simplified = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        character -> {
                            var readings = of(character);
                            if (readings == null) {
                                simplified.appendCodePoint(character);
                            } else {
                                simplified.append(readings.simplified());
                            }
                        });
        return simplified.toString();
    }

    static String mandarin(String text) {
        var pinyin = new StringBuilder();
        text.codePoints()
                .forEach(
                        character -> {
                            var readings = of(character);
                            if (readings != null && readings.mandarin().length > 0) {
                                pinyin.append(readings.mandarin()[0]);
                            }
                        });
        return pinyin.toString();
    }

    /// The Korean readings of the characters, as sets of syllables; null where one has none.
    static Syllables.@Nullable Row korean(String text) {
        var row = new Syllables.Row(new long[text.length()], new long[text.length()]);
        for (int i = 0; i < text.length(); i++) {
            var readings = of(text.charAt(i));
            if (readings == null || readings.hangul().length == 0) {
                return null;
            }
            for (int k = 0; k < readings.hangul().length; k++) {
                long block = Syllables.block(readings.hangul()[k].charAt(0));
                if (k == 0) {
                    row.sure()[i] |= block;
                } else {
                    row.habit()[i] |= block;
                }
            }
        }
        return row;
    }

    /// Whether Latin letters can be a Japanese reading of the characters, in their order: long
    /// vowels may be short, the first consonant of a later reading may be voiced.
    ///
    /// @param latin letters a to z
    static boolean japanese(String characters, String latin) {
        return japanese(characters, 0, latin, 0, new int[1]);
    }

    private static boolean japanese(
            String characters, int at, String latin, int from, int[] steps) {
        if (at == characters.length()) {
            return from == latin.length();
        }
        if (steps[0]++ > 400) {
            return false;
        }
        var readings = of(characters.charAt(at));
        if (readings == null) {
            return false;
        }
        for (var reading : readings.japanese()) {
            for (int cut = reading.length(); cut > 0; cut--) {
                // A verb's ending falls off in names (futoru gives futo), and a long vowel its end.
                if (cut < reading.length() && !ENDINGS.contains(reading.substring(cut))) {
                    continue;
                }
                int end = meets(reading, cut, latin, from, at > 0);
                if (end > from && japanese(characters, at + 1, latin, end, steps)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int meets(String reading, int length, String latin, int from, boolean later) {
        int at = from;
        for (int i = 0; i < length; i++) {
            char wanted = reading.charAt(i);
            if (at >= latin.length()) {
                return -1;
            }
            char found = latin.charAt(at);
            if (found != wanted && !(i == 0 && later && voiced(wanted) == found)) {
                return -1;
            }
            at++;
        }
        return at;
    }

    private static char voiced(char consonant) {
        return switch (consonant) {
            case 'k' -> 'g';
            case 's' -> 'z';
            case 't' -> 'd';
            case 'h' -> 'b';
            default -> consonant;
        };
    }
}
