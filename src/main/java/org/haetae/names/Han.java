package org.haetae.names;

import java.util.HashMap;
import java.util.Map;
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
}
