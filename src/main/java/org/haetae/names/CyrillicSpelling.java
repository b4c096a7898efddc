package org.haetae.names;

import java.util.HashMap;
import java.util.Map;

/// Whether a word in Latin letters is a word in Cyrillic ones by a system of transliteration.
///
/// Each letter has the spellings that the systems give it, for Russian (BGN/PCGN 1947, ISO 9:1995,
/// GOST 7.79 B and 16876-71, ICAO Doc 9303, passports since 1997 and 2010, ALA-LC, the scholarly
/// one, marks kept or lost, and what English, German and French newspapers write), Ukrainian
/// (resolution 55 of 2010, BGN/PCGN 1965 and 2019, ICAO, ALA-LC, DSTU 9112) and Belarusian. A word
/// agrees when all of it can be read so, whichever system each letter follows: sources mix them.
final class CyrillicSpelling {

    private static final Map<Character, String[]> LETTERS = new HashMap<>(64);

    static {
        for (var line :
                """
                а a
                б b
                в v w ff f
                г g h gh gu
                ґ g
                д d
                е e ye je ie yo jo io o
                є ye ie je e
                ж zh j sch sh ^z
                з z s
                и i y j ji yi ee ii -
                і i y yi ji
                к k c ck q
                л l
                м m
                н n
                о o
                п p
                р r
                с s ss
                т t
                у u ou oo w
                ў u w
                ф f ph
                х kh h ch x
                ц ts c tz cz z tc
                ч ch tch tsch tsh ^c
                ш sh sch ch ^s
                щ shch sc schtsch stch chtch sht shtch ^s ^sc
                ъ - y i
                ы y i ui
                ь - i j
                э e ae
                ю yu iu ju you iou ^u
                я ya ia ja ea ^a
                ыи y yi i
                ии y i iy ii ij yy yi yj ie
                іи y i iy ii ij
                кс ks x
                дж j dj dzh
                """
                        .lines()
                        .toList()) {
            var cells = line.split(" ");
            // What has "^" before it needs a mark in the source: ž, not z.
            LETTERS.put(key(cells[0], 0, cells[0].length()), cells);
        }
    }

    private CyrillicSpelling() {}

    private static char key(String letters, int at, int length) {
        char first = letters.charAt(at);
        return length == 1 ? first : (char) (first * 31 + letters.charAt(at + 1) + 0x2000);
    }

    /// @param cyrillic lower case, marks taken off: и is й too, е is ё
    /// @param latin lower case, marks taken off, no apostrophes
    /// @param marked whether the Latin word had marks, so that z may have been ž
    static boolean writes(String cyrillic, String latin, boolean marked) {
        return latin.length() <= 3 * cyrillic.length() + 3
                && cyrillic.length() <= 40
                && writes(cyrillic, 0, latin, 0, marked, new int[1]);
    }

    private static boolean writes(
            String cyrillic, int at, String latin, int from, boolean marked, int[] steps) {
        if (at == cyrillic.length()) {
            return from == latin.length()
                    || from == latin.length() - 1 && latin.charAt(from) == latin.charAt(from - 1);
        }
        if (steps[0]++ > 300) {
            return false;
        }
        for (int length = Math.min(2, cyrillic.length() - at); length > 0; length--) {
            var spellings = LETTERS.get(key(cyrillic, at, length));
            for (int i = 1; spellings != null && i < spellings.length; i++) {
                var spelling = spellings[i];
                int marks = spelling.charAt(0) == '^' ? 1 : 0;
                int letters = spelling.equals("-") ? 0 : spelling.length() - marks;
                if (marks == 1 && !marked || !spelling.regionMatches(marks, latin, from, letters)) {
                    continue;
                }
                if (writes(cyrillic, at + length, latin, from + letters, marked, steps)) {
                    return true;
                }
            }
        }
        // A letter that only one of the two repeats.
        return from > 0
                        && from < latin.length()
                        && latin.charAt(from) == latin.charAt(from - 1)
                        && writes(cyrillic, at, latin, from + 1, marked, steps)
                || at > 0
                        && cyrillic.charAt(at) == cyrillic.charAt(at - 1)
                        && writes(cyrillic, at + 1, latin, from, marked, steps);
    }
}
