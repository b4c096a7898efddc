package org.haetae.extract.worker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells which languages a page is written in, in some ten microseconds.
///
/// The script decides first; among languages that share one, letters of their own; among those in
/// Latin letters, the commonest words. That is exact enough to choose an analyser for search, works
/// on mixed pages, and needs no model. Codes are ISO 639-1. A page without enough letters, or in a
/// language not known here, has no code rather than a guessed one.
final class Languages {
    /// How much of a page is looked at; enough to tell, and bounded on a long one.
    private static final int LOOKED_AT = 6_000;

    /// So many words in Latin letters tell their language.
    private static final int ENOUGH_WORDS = 300;

    private static final int SCRIPTS = 24;
    private static final int LATIN = 0;
    private static final int HANGUL = 1;
    private static final int KANA = 2;
    private static final int HAN = 3;
    private static final int CYRILLIC = 4;
    private static final int ARABIC = 5;

    /// Scripts that stand for one language in the material we expect.
    private static final String[] BY_SCRIPT = {
        "", "ko", "ja", "zh", "", "", "he", "el", "hi", "th", "bo", "lo", "km", "my", "ka", "hy",
        "bn", "ta", "te", "am", "si", "gu", "pa", "ml"
    };

    /// Letters that only some languages of a script have, the most telling language first.
    private static final String[][] CYRILLIC_LETTERS = {
        {"be", "ўЎ"},
        {"uk", "їЇєЄґҐ"},
        {"mk", "ѓЃќЌѕЅ"},
        {"sr", "ђЂћЋјЈљЉњЊџЏ"},
        {"kk", "әӘұҰһҺғҒ"},
        {"tg", "ҷҶӣӢӯӮ"},
        {"ky", "ңҢөӨүҮ"},
    };

    private static final String[][] ARABIC_LETTERS = {
        {"ug", "ېۇۆۈڭ"},
        {"ur", "ٹڈڑںے"},
        {"ps", "ښځټډړږڼ"},
        {"ku", "ڕڵێ"},
        {"fa", "پچژگکی"},
    };

    /// The commonest words, chosen to be telling: one that two languages share counts for both.
    private static final String[][] COMMON_WORDS = {
        {
            "en",
            "the of and to in is that for it was on are as with his they be at this have from or"
                    + " by not but what were when we there can an your which their will would"
                    + " been has who its more if no he she i you"
        },
        {
            "fr",
            "le la les de des du et en un une est que qui dans pour pas sur au aux par avec ce"
                    + " cette ne se son sa ses il elle nous vous ils sont a été ou plus mais leur"
                    + " être l d toute droit"
        },
        {
            "de",
            "der die das und ist in zu den von mit nicht auf für sich des dem ein eine auch als"
                    + " an es im werden wird sind er sie wir ich hat einer eines oder bei nach"
                    + " aus wie war dass zum zur über"
        },
        {
            "es",
            "el la los las de del y en un una es que por para con no se su sus al lo como más"
                    + " pero o ha son este esta toda todo tiene derecho ser fue entre sin sobre"
                    + " también"
        },
        {
            "pt",
            "o os do da dos das e em um uma é que por para não se seu sua ao à na no"
                    + " nas nos mais ou ser são foi pelo pela todo tem direito como mas"
        },
        {
            "it",
            "il lo la i gli le di del della dei delle e in un una è che per con non si suo sua al"
                    + " alla ai nel nella ogni diritto da dal sono come anche più o essere ha"
        },
        {
            "nl",
            "de het een van en in is dat op te zijn voor met niet aan er om ook als bij door naar"
                    + " uit maar heeft hij zij wij ik deze dit die worden werd hebben of"
        },
        {
            "vi",
            "và của là có cho các một những được trong không với người này đã khi để từ trên"
                    + " tại về như cũng theo ra mọi quyền đều hay"
        },
        {
            "id",
            "yang dan di dari untuk dengan dalam ini itu pada tidak atau adalah oleh ke akan"
                    + " mereka hak setiap orang telah sebagai karena juga tersebut ada dapat"
        },
        {
            "tr",
            "ve bir bu için ile de da olan her veya hakkı herkes olarak ne gibi daha çok kadar"
                    + " sonra değil ancak ya ise en o ki mi"
        },
        {
            "pl",
            "i w na z do nie się jest że to o jak po od za ma prawo każdy lub oraz przez są był"
                    + " dla tego ale przy co"
        },
        {
            "cs",
            "a v na se je že to s z do o k za ve by jako nebo právo každý má pro jsou ale po byl"
                    + " podle není jeho který"
        },
        {
            "sv",
            "och att i en det som av är på för den med till inte har de om ett var eller sig rätt"
                    + " ska han vi jag från vid"
        },
        {
            "da",
            "og at i en det som af er på for den med til ikke har de om et var eller sig ret skal"
                    + " han vi jeg fra ved enhver"
        },
        {
            "no",
            "og å i en det som av er på for den med til ikke har de om et var eller seg rett skal"
                    + " han vi jeg fra ved enhver"
        },
        {
            "fi",
            "ja on ei se että hän oli olla joka ovat mutta myös kun tai jos sen niin ole kuin"
                    + " oikeus jokaisella"
        },
        {
            "hu",
            "a az és hogy nem is egy van de meg ez ha volt csak vagy mint minden joga jog már"
                    + " kell el"
        },
        {
            "ro",
            "și de la în a cu pe care nu este un o din să au sau pentru mai orice persoană are"
                    + " dreptul al ale prin fi sunt"
        },
        {"sw", "na ya wa kwa ni za katika la kila haki mtu au yake hii kuwa cha vya watu ana kama"},
    };

    private static final Map<String, long[]> WORDS = words();

    /// Which characters from U+0400 on stand in a table of own letters, so that all others, which
    /// are nearly all, are passed over at once.
    private static final byte[] OWN = own();

    private Languages() {}

    private static Map<String, long[]> words() {
        Map<String, long[]> words = new HashMap<>();
        for (int language = 0; language < COMMON_WORDS.length; language++) {
            for (String word : COMMON_WORDS[language][1].split(" ")) {
                long[] mask = words.computeIfAbsent(word, _ -> new long[1]);
                mask[0] |= 1L << language;
            }
        }
        return words;
    }

    private static byte[] own() {
        byte[] own = new byte[0x400];
        for (String[][] table : new String[][][] {CYRILLIC_LETTERS, ARABIC_LETTERS}) {
            for (String[] row : table) {
                row[1].chars().forEach(c -> own[c - 0x400] = 1);
            }
        }
        return own;
    }

    /// The languages of a page, the most written one first; one that fills less than a fifth of it
    /// is left out.
    static List<String> of(String text) {
        int end = Math.min(text.length(), LOOKED_AT);
        int[] counts = new int[SCRIPTS];
        int asciiLetters = 0;
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
                    asciiLetters++;
                }
            } else {
                int script = script(c);
                if (script >= 0) {
                    counts[script]++;
                }
            }
        }
        counts[LATIN] += asciiLetters;
        // A syllable or an ideograph says as much as two or three letters.
        counts[HANGUL] *= 2;
        counts[HAN] *= 3;
        counts[KANA] *= 2;
        if (counts[KANA] * 8 > counts[HAN]) {
            counts[KANA] += counts[HAN];
            counts[HAN] = 0;
        } else {
            counts[KANA] = 0;
        }
        // Hanja within Korean text, and the odd ideograph within any other.
        if (counts[HANGUL] * 2 > counts[HAN]) {
            counts[HANGUL] += counts[HAN];
            counts[HAN] = 0;
        }
        return chosen(text, end, counts);
    }

    private static List<String> chosen(String text, int end, int[] counts) {
        int all = Arrays.stream(counts).sum();
        List<String> found = new ArrayList<>(1);
        if (all < 2) {
            return found;
        }
        int[] left = counts.clone();
        while (true) {
            int best = 0;
            for (int i = 1; i < SCRIPTS; i++) {
                if (left[i] > left[best]) {
                    best = i;
                }
            }
            if (left[best] * 5 < all || left[best] == 0) {
                return found;
            }
            left[best] = 0;
            String language =
                    switch (best) {
                        case LATIN -> latin(text, end);
                        case CYRILLIC -> cyrillic(text, end, counts[CYRILLIC]);
                        case ARABIC -> arabic(text, end, counts[ARABIC]);
                        default -> BY_SCRIPT[best];
                    };
            if (language != null && !found.contains(language)) {
                found.add(language);
            }
        }
    }

    private static @Nullable String latin(String text, int end) {
        int[] scores = new int[COMMON_WORDS.length];
        int[] distinct = new int[COMMON_WORDS.length];
        Set<String> seen = new HashSet<>();
        int words = 0;
        int vietnamese = 0;
        int start = -1;
        for (int i = 0; i <= end && words < ENOUGH_WORDS; i++) {
            char c = i < end ? text.charAt(i) : ' ';
            if (c > 0x7f && "ơưđăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ".indexOf(c) >= 0) {
                vietnamese++;
            }
            if (c < 0x80
                    ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z'
                    : c < 0x2000 && Character.isLetter(c)) {
                if (start < 0) {
                    start = i;
                }
            } else if (start >= 0) {
                words++;
                if (i - start <= 10) {
                    count(text.substring(start, i), scores, distinct, seen);
                }
                start = -1;
            }
        }
        if (vietnamese * 3 > words && vietnamese > 3) {
            return "vi";
        }
        return best(scores, distinct, words);
    }

    private static void count(String word, int[] scores, int[] distinct, Set<String> seen) {
        long[] mask = WORDS.get(word);
        if (mask == null) {
            String lower = word.toLowerCase(java.util.Locale.ROOT);
            mask = lower.equals(word) ? null : WORDS.get(lower);
        }
        if (mask != null) {
            boolean first = seen.add(word);
            for (long bits = mask[0]; bits != 0; bits &= bits - 1) {
                // A word that one language has alone counts double.
                int language = Long.numberOfTrailingZeros(bits);
                scores[language] += mask[0] == (bits & -bits) ? 2 : 1;
                if (first) {
                    distinct[language]++;
                }
            }
        }
    }

    private static @Nullable String best(int[] scores, int[] distinct, int words) {
        int best = 0;
        int second = -1;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                second = best;
                best = i;
            } else if (second < 0 || scores[i] > scores[second]) {
                second = i;
            }
        }
        boolean enough = scores[best] >= 3 && distinct[best] >= 2 && scores[best] * 12 >= words;
        boolean clear = scores[best] > scores[second];
        return enough && clear ? COMMON_WORDS[best][0] : null;
    }

    private static String cyrillic(String text, int end, int letters) {
        String own = byLetters(text, end, CYRILLIC_LETTERS, letters / 250);
        if (own != null) {
            return own;
        }
        int russian = 0;
        int hardSign = 0;
        int ukrainian = 0;
        for (int i = 0; i < end; i++) {
            switch (text.charAt(i)) {
                case 'ы', 'э', 'ё', 'Ы', 'Э', 'Ё' -> russian++;
                case 'ъ' -> hardSign++;
                case 'і', 'І' -> ukrainian++;
                default -> {
                    // Shared by all.
                }
            }
        }
        if (ukrainian > russian) {
            return "uk";
        }
        return hardSign * 100 > letters && russian == 0 ? "bg" : "ru";
    }

    private static String arabic(String text, int end, int letters) {
        String own = byLetters(text, end, ARABIC_LETTERS, letters / 100);
        return own == null ? "ar" : own;
    }

    /// The first language more than `fewest` of whose own letters occur.
    private static @Nullable String byLetters(String text, int end, String[][] table, int fewest) {
        int[] counts = new int[table.length];
        for (int i = 0; i < end; i++) {
            int at = text.charAt(i) - 0x400;
            if (at >= 0 && at < OWN.length && OWN[at] != 0) {
                for (int row = 0; row < table.length; row++) {
                    if (table[row][1].indexOf(text.charAt(i)) >= 0) {
                        counts[row]++;
                    }
                }
            }
        }
        for (int row = 0; row < table.length; row++) {
            if (counts[row] > fewest) {
                return table[row][0];
            }
        }
        return null;
    }

    /// Number of the script of a character beyond ASCII, or -1 for none that counts.
    private static int script(char c) {
        if (c >= 0xac00 && c <= 0xd7a3) {
            return HANGUL;
        }
        if (c >= 0x4e00 && c <= 0x9fff) {
            return HAN;
        }
        if (c < 0x250) {
            return c >= 0xc0 ? LATIN : -1;
        }
        if (c < 0x1100) {
            return alphabet(c);
        }
        return wide(c);
    }

    private static int alphabet(char c) {
        if (c >= 0x370 && c < 0x400) {
            return 7;
        }
        if (c >= 0x400 && c < 0x530) {
            return CYRILLIC;
        }
        if (c >= 0x531 && c < 0x590) {
            return 15;
        }
        if (c >= 0x5d0 && c < 0x5f5) {
            return 6;
        }
        if ((c >= 0x620 && c < 0x64b) || (c >= 0x66e && c < 0x6d6) || (c >= 0x750 && c < 0x780)) {
            return ARABIC;
        }
        if (c >= 0x900 && c < 0x1100) {
            return switch ((c - 0x900) >> 7) {
                case 0 -> 8;
                case 1 -> 16;
                case 2 -> 22;
                case 3 -> 21;
                case 5 -> 17;
                case 6 -> 18;
                case 8 -> 23;
                case 9 -> 20;
                case 10 -> 9;
                case 11 -> 11;
                case 12, 13 -> 10;
                default -> c >= 0x10a0 ? 14 : c >= 0x1000 ? 13 : -1;
            };
        }
        return -1;
    }

    private static int wide(char c) {
        if (c < 0x1200 || (c >= 0x3130 && c < 0x3190) || (c >= 0xa960 && c < 0xa980)) {
            return HANGUL;
        }
        if (c >= 0x1200 && c < 0x13a0) {
            return 19;
        }
        if (c >= 0x1780 && c < 0x1800) {
            return 12;
        }
        if (c >= 0x1e00 && c < 0x1f00) {
            return LATIN;
        }
        if (c >= 0x1f00 && c < 0x2000) {
            return 7;
        }
        if (c >= 0x3041 && c < 0x3100) {
            return KANA;
        }
        if ((c >= 0x3400 && c < 0x4dc0) || (c >= 0xf900 && c < 0xfb00)) {
            return HAN;
        }
        if ((c >= 0xfb50 && c < 0xfe00) || (c >= 0xfe70 && c < 0xfeff)) {
            return ARABIC;
        }
        return c >= 0xfb1d && c < 0xfb50 ? 6 : c >= 0xff66 && c < 0xff9e ? KANA : -1;
    }
}
