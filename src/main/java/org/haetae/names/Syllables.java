package org.haetae.names;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Korean syllables as sets of sounds, whatever they are written in.
///
/// A syllable is one number: the initials it may have (19 bits), the vowels (21 bits), the finals
/// by how they sound (8 bits). Hangul gives one of each; a Latin or Cyrillic spelling gives all
/// that the systems of romanisation, taken together, can mean by it: *sure* sets of what the
/// systems write, and *habit* sets of what people write in passports. Two spellings may be one
/// syllable when their sets meet in all three fields.
///
/// Read together: Revised Romanisation (2000), McCune-Reischauer (1939) with and without marks, the
/// North's systems of 1992 and 2002, Yale, ALA-LC, and Kontsevich for Cyrillic.
final class Syllables {

    static final int VOWEL = 19;
    static final int FINAL = 40;
    static final long INITIALS = (1L << VOWEL) - 1;
    static final long VOWELS = ((1L << 21) - 1) << VOWEL;
    static final long FINALS = ((1L << 8) - 1) << FINAL;

    private static final int ALTERNATIVES = 6;
    private static final int MOST = 4;

    private static final String INITIAL = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    private static final String MEDIAL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
    private static final String LAST = "-ㄱㄴㄷㄹㅁㅂㅇ";

    /// The sound of each of the 28 finals of a hangul block, as an index into [#LAST].
    private static final int[] SOUND_OF_FINAL = {
        0, 1, 1, 1, 2, 2, 2, 3, 4, 1, 5, 4, 4, 4, 6, 4, 5, 6, 6, 3, 3, 7, 3, 3, 1, 3, 6, 3
    };

    /// Vowels that a Korean word does not begin with after r, nor n: the rule of initials.
    private static final long FRONT = vowels("ㅑㅒㅕㅖㅛㅠㅣ");

    private record Sounds(long sure, long habit) {}

    private record Table(
            Map<String, Sounds> initials, Map<String, Sounds> vowels, Map<String, Sounds> finals) {}

    private static final Table LATIN =
            new Table(
                    sounds(
                            0,
                            INITIAL,
                            """
                            - ㅇ
                            k ㄱㅋ ㄲ
                            g ㄱ ㄲ
                            kk ㄲ ㄱ
                            gg ㄲ ㄱ
                            kh ㅋ ㄱ
                            gh ㄱ
                            k' ㅋ
                            n ㄴ
                            d ㄷ ㄸ
                            t ㄷㅌ ㄸ
                            tt ㄸ ㄷ
                            dd ㄸ ㄷ
                            th ㅌ ㄷ
                            dh ㄷ
                            t' ㅌ
                            r ㄹ
                            l ㄹ
                            rh ㄹ
                            m ㅁ
                            b ㅂ ㅃ
                            p ㅂㅍ ㅃ
                            pp ㅃ ㅂ
                            bb ㅃ ㅂ
                            ph ㅍ ㅂ
                            bh ㅂ
                            p' ㅍ
                            s ㅅ ㅆ
                            ss ㅆ ㅅ
                            sh ㅅ
                            j ㅈ ㅉ
                            jj ㅉ ㅈ
                            tj ㅉ ㅈ
                            tch ㅊ ㅉㅈ
                            jh ㅈ
                            dj ㅈ
                            ch ㅈㅊ ㅉ
                            ch' ㅊ
                            h ㅎ
                            """),
                    sounds(
                            VOWEL,
                            MEDIAL,
                            """
                            a ㅏ
                            ah ㅏ
                            ae ㅐ ㅔ
                            ai ㅐ ㅔ
                            ay ㅐ
                            ya ㅑ
                            yae ㅒ
                            eo ㅓ
                            ŏ ㅓ
                            uh ㅓ
                            e ㅔ ㅐㅖ
                            eh ㅔ
                            ei ㅔ
                            yeo ㅕ
                            yŏ ㅕ
                            ye ㅖ ㅕ
                            o ㅗㅓ
                            oh ㅗ
                            wa ㅘ
                            oa ㅘ
                            wae ㅙ
                            wai ㅙ
                            oe ㅚ
                            oi ㅚ
                            oy ㅚ
                            we ㅞ ㅚㅙ
                            yo ㅛㅕ
                            u ㅜㅡ ㅓ
                            oo ㅜ
                            woo ㅜ
                            wu ㅜ
                            ou ㅜㅗ ㅓ
                            wo ㅝ
                            wŏ ㅝ
                            weo ㅝ
                            wi ㅟ ㅢ
                            wee ㅟ
                            yu ㅠ ㅕ
                            yoo ㅠ
                            you ㅕㅠ ㅛ
                            yeu ㅠ ㅕ
                            eu ㅡ
                            ŭ ㅡ
                            ui ㅢㅟ
                            ŭi ㅢ
                            eui ㅢ
                            i ㅣ ㅢ
                            ee ㅣ ㅢ
                            yi ㅣ ㅢ
                            """),
                    sounds(
                            FINAL,
                            LAST,
                            """
                            - -
                            k ㄱ
                            g ㄱ
                            c ㄱ
                            ck ㄱ
                            n ㄴ
                            t ㄷ
                            d ㄷ
                            s ㄷ
                            l ㄹ
                            r ㄹ
                            m ㅁ
                            p ㅂ
                            b ㅂ
                            ng ㅇ
                            """));

    /// Kontsevich, with what Russian newspapers write instead.
    private static final Table CYRILLIC =
            new Table(
                    sounds(
                            0,
                            INITIAL,
                            """
                            - ㅇ
                            к ㄱㅋ ㄲ
                            г ㄱ ㄲ
                            кх ㅋ
                            кк ㄲ ㄱ
                            н ㄴ
                            т ㄷㅌ ㄸ
                            д ㄷ ㄸ
                            тх ㅌ
                            тт ㄸ ㄷ
                            р ㄹ
                            л ㄹ
                            м ㅁ
                            п ㅂㅍ ㅃ
                            б ㅂ ㅃ
                            пх ㅍ
                            пп ㅃ ㅂ
                            с ㅅ ㅆ
                            ш ㅅ
                            сс ㅆ ㅅ
                            ч ㅈㅊ ㅉ
                            дж ㅈ
                            чж ㅈ ㅉ
                            ц ㅈ ㅊ
                            дз ㅈ
                            чх ㅊ
                            чч ㅉ ㅈ
                            х ㅎ
                            """),
                    sounds(
                            VOWEL,
                            MEDIAL,
                            """
                            а ㅏ
                            я ㅑ
                            э ㅐㅔ
                            йя ㅒ
                            е ㅖㅔ ㅓㅕㅐㅛ
                            йе ㅖ
                            о ㅗㅓ
                            ё ㅛㅕ
                            ва ㅘ
                            вэ ㅙㅞㅚ
                            ве ㅚㅞ ㅙ
                            вое ㅚ
                            у ㅜ
                            во ㅝ
                            ви ㅟ ㅢ
                            ю ㅠ
                            ы ㅡ
                            ый ㅢ
                            и ㅣ ㅢ
                            йи ㅣ
                            """),
                    sounds(
                            FINAL,
                            LAST,
                            """
                            - -
                            к ㄱ
                            г ㄱ
                            н ㄴㅇ
                            нъ ㄴ
                            т ㄷ
                            с ㄷ
                            ль ㄹ
                            л ㄹ
                            р ㄹ
                            м ㅁ
                            п ㅂ
                            б ㅂ
                            """));

    /// Korean names in kana as newspapers and Koreans in Japan write them, spelled out in Latin
    /// letters: 김정은 is kimujon'un. Kana has no syllable that ends in a consonant but n.
    private static final Table KANA =
            new Table(
                    sounds(
                            0,
                            INITIAL,
                            """
                            - ㅇ
                            k ㄱㅋㄲ
                            g ㄱ ㄲ
                            n ㄴ
                            t ㄷㅌㄸ
                            d ㄷ
                            r ㄹ
                            m ㅁ
                            b ㅂ
                            p ㅂㅍㅃ
                            s ㅅㅆ
                            sh ㅅㅆ
                            z ㅈ
                            j ㅈ
                            ch ㅈㅊㅉ
                            ts ㅈㅊ
                            h ㅎ
                            f ㅎ
                            """),
                    sounds(
                            VOWEL,
                            MEDIAL,
                            """
                            a ㅏ ㅑ
                            ya ㅑ
                            e ㅐㅔㅖ ㅕ
                            ye ㅖ
                            o ㅓㅗ ㅕㅛ
                            yo ㅕㅛ
                            u ㅜㅡ
                            yu ㅠ
                            i ㅣ ㅢㅟ
                            wa ㅘ
                            we ㅚㅞㅙ
                            wo ㅝ
                            wi ㅟ
                            ui ㅢ
                            """),
                    sounds(
                            FINAL,
                            LAST,
                            """
                            - -
                            n ㄴㅇ
                            mu ㅁ
                            ku ㄱ
                            ru ㄹ
                            pu ㅂ
                            to ㄷ
                            t ㄷ
                            k ㄱ
                            p ㅂ
                            """));

    private Syllables() {}

    private static long vowels(String jamo) {
        long bits = 0;
        for (char vowel : jamo.toCharArray()) {
            bits |= 1L << (VOWEL + MEDIAL.indexOf(vowel));
        }
        return bits;
    }

    private static long bits(int shift, String order, String jamo) {
        long bits = 0;
        for (char one : jamo.toCharArray()) {
            bits |= 1L << (shift + order.indexOf(one));
        }
        return bits;
    }

    private static Map<String, Sounds> sounds(int shift, String order, String lines) {
        var table = new HashMap<String, Sounds>();
        lines.lines()
                .map(line -> line.split(" "))
                .forEach(
                        cells ->
                                table.put(
                                        cells[0].equals("-") ? "" : cells[0],
                                        new Sounds(
                                                bits(shift, order, cells[1]),
                                                cells.length > 2
                                                        ? bits(shift, order, cells[2])
                                                        : 0)));
        return table;
    }

    /// Some syllables in a row.
    ///
    /// @param sure per syllable, what systems mean
    /// @param habit per syllable, what people also mean
    record Row(long[] sure, long[] habit) {

        static final Row NONE = new Row(new long[0], new long[0]);

        int length() {
            return sure.length;
        }

        Row and(Row more) {
            var both =
                    new Row(new long[length() + more.length()], new long[length() + more.length()]);
            System.arraycopy(sure, 0, both.sure, 0, length());
            System.arraycopy(habit, 0, both.habit, 0, length());
            System.arraycopy(more.sure, 0, both.sure, length(), more.length());
            System.arraycopy(more.habit, 0, both.habit, length(), more.length());
            return both;
        }
    }

    static boolean isBlock(int letter) {
        return letter >= 0xAC00 && letter <= 0xD7A3;
    }

    static long block(int letter) {
        int index = letter - 0xAC00;
        return 1L << (index / 588)
                | 1L << (VOWEL + index % 588 / 28)
                | 1L << (FINAL + SOUND_OF_FINAL[index % 28]);
    }

    /// Hangul blocks, nothing else.
    static Row hangul(String blocks) {
        var row = new Row(new long[blocks.length()], new long[blocks.length()]);
        for (int i = 0; i < blocks.length(); i++) {
            row.sure[i] = block(blocks.charAt(i));
        }
        return row;
    }

    /// Adds what the rule of initials leaves unsaid: 리 and 이, 로 and 노, 녀 and 여 are one surname or
    /// name in the North and in the South.
    static void beginning(Row row, int at) {
        long initials = (row.sure[at] | row.habit[at]) & INITIALS;
        boolean front = ((row.sure[at] | row.habit[at]) & FRONT) != 0;
        long none = 1L << INITIAL.indexOf('ㅇ');
        long liquid = 1L << INITIAL.indexOf('ㄹ');
        long nasal = 1L << INITIAL.indexOf('ㄴ');
        if ((initials & liquid) != 0) {
            row.habit[at] |= nasal | (front ? none : 0);
        }
        if ((initials & nasal) != 0) {
            row.habit[at] |= liquid | (front ? none : 0);
        }
        if (front && (initials & none) != 0) {
            row.habit[at] |= liquid | nasal;
        }
    }

    /// The ways to read a word as Korean syllables; none when it cannot be.
    ///
    /// @param word lower case, marks kept on ŏ and ŭ alone, an apostrophe after what it aspirates
    /// @param style how this name marks its vowels and aspirates
    static List<Row> latin(String word, Style style) {
        var found = new ArrayList<Row>();
        parse(LATIN, word, 0, new long[MOST], new long[MOST], 0, found, style);
        return found;
    }

    static List<Row> cyrillic(String word) {
        var found = new ArrayList<Row>();
        parse(CYRILLIC, word, 0, new long[MOST], new long[MOST], 0, found, Style.PLAIN);
        return found;
    }

    /// @param word kana spelled out in Latin letters
    static List<Row> kana(String word) {
        var found = new ArrayList<Row>();
        parse(KANA, word, 0, new long[MOST], new long[MOST], 0, found, Style.PLAIN);
        return found;
    }

    /// How a romanised name tells ㅓ from ㅗ and ㅊ from ㅈ.
    enum Style {
        /// It does not.
        PLAIN,
        /// ŏ and ŭ, and apostrophes: McCune-Reischauer as it was made.
        MARKED,
        /// Apostrophes alone; some lists put them after vowels too.
        APOSTROPHES,
        /// eo and eu: the Revised Romanisation.
        REVISED;

        static Style of(String name) {
            if (name.indexOf('ŏ') >= 0 || name.indexOf('ŭ') >= 0) {
                return MARKED;
            }
            if (name.contains("k'")
                    || name.contains("t'")
                    || name.contains("p'")
                    || name.contains("ch'")) {
                return APOSTROPHES;
            }
            return name.contains("eo") || name.contains("eu") ? REVISED : PLAIN;
        }
    }

    private static void parse(
            Table table,
            String word,
            int at,
            long[] sure,
            long[] habit,
            int count,
            List<Row> found,
            Style style) {
        if (at == word.length()) {
            if (count > 0) {
                found.add(
                        new Row(
                                java.util.Arrays.copyOf(sure, count),
                                java.util.Arrays.copyOf(habit, count)));
            }
            return;
        }
        if (count == MOST) {
            return;
        }
        for (int initial = Math.min(3, word.length() - at); initial >= 0; initial--) {
            var begin = word.substring(at, at + initial);
            var first = table.initials.get(begin);
            if (first == null) {
                continue;
            }
            for (int vowel = Math.min(3, word.length() - at - initial); vowel > 0; vowel--) {
                int after = at + initial + vowel;
                var middle = word.substring(at + initial, after);
                var second = table.vowels.get(middle);
                if (second == null) {
                    continue;
                }
                for (int last = Math.min(2, word.length() - after); last >= 0; last--) {
                    var end = word.substring(after, after + last);
                    var third = table.finals.get(end);
                    if (third == null || found.size() >= ALTERNATIVES) {
                        continue;
                    }
                    sure[count] =
                            initials(first.sure, begin, style)
                                    | medials(second.sure, middle, style)
                                    | third.sure;
                    habit[count] =
                            (style == Style.APOSTROPHES && begin.equals("ch")
                                            ? first.sure
                                            : first.habit)
                                    | habits(second, middle, end, style)
                                    | third.habit;
                    parse(table, word, after + last, sure, habit, count + 1, found, style);
                }
            }
        }
    }

    private static long initials(long sure, String letters, Style style) {
        boolean plain = letters.equals("k") || letters.equals("t") || letters.equals("p");
        if (style == Style.MARKED && (plain || letters.equals("ch"))
                || style == Style.APOSTROPHES && letters.equals("ch")) {
            return sure & bits(0, INITIAL, "ㄱㄷㅂㅈ");
        }
        return sure;
    }

    private static long medials(long sure, String letters, Style style) {
        return switch (style) {
            case PLAIN, APOSTROPHES -> sure;
            case MARKED, REVISED ->
                    switch (letters) {
                        case "o" -> vowels("ㅗ");
                        case "yo" -> vowels("ㅛ");
                        case "u" -> vowels("ㅜ");
                        default -> sure;
                    };
        };
    }

    private static long habits(Sounds vowel, String letters, String end, Style style) {
        if (style == Style.MARKED) {
            return 0;
        }
        if (style == Style.REVISED) {
            return vowel.sure | vowel.habit;
        }
        // Nobody writes an open ㅓ with a u alone, save as uh.
        return letters.equals("u") && end.isEmpty() ? 0 : vowel.habit;
    }

    /// What was written as it is spoken may stand for what is spelled otherwise: Paeng-nyŏn is 백년,
    /// Sul-lyong is 순룡, Sŏng-nyŏl is 성렬.
    static void assimilate(Row row) {
        for (int i = 0; i + 1 < row.length(); i++) {
            long end = row.sure[i] & FINALS;
            long begin = row.sure[i + 1] & INITIALS;
            boolean nasal = (begin & bits(0, INITIAL, "ㄴㅁ")) != 0;
            boolean liquid = (begin & bits(0, INITIAL, "ㄹ")) != 0;
            if (nasal && (end & bits(FINAL, LAST, "ㅇ")) != 0) {
                row.habit[i] |= bits(FINAL, LAST, "ㄱ");
            }
            if (nasal && (end & bits(FINAL, LAST, "ㅁ")) != 0) {
                row.habit[i] |= bits(FINAL, LAST, "ㅂ");
            }
            if (nasal && (end & bits(FINAL, LAST, "ㄴ")) != 0) {
                row.habit[i] |= bits(FINAL, LAST, "ㄷㄹ");
            }
            if (liquid && (end & bits(FINAL, LAST, "ㄹ")) != 0) {
                row.habit[i] |= bits(FINAL, LAST, "ㄴ");
                row.habit[i + 1] |= bits(0, INITIAL, "ㄴ");
            }
            if ((begin & bits(0, INITIAL, "ㄴ")) != 0 && (end & bits(FINAL, LAST, "ㅇㅁㄴ")) != 0) {
                row.habit[i + 1] |= bits(0, INITIAL, "ㄹ");
            }
        }
    }

    /// How far apart two syllables are: 0 the same by some system, about 0.1 by habit, 0.45 where a
    /// habit would join names that are told apart, 1 for each field that differs.
    static float distance(long sure, long habit, long otherSure, long otherHabit) {
        return field(sure, habit, otherSure, otherHabit, INITIALS)
                + vowel(sure, habit, otherSure, otherHabit)
                + field(sure, habit, otherSure, otherHabit, FINALS);
    }

    private static float field(long sure, long habit, long otherSure, long otherHabit, long field) {
        if ((sure & otherSure & field) != 0) {
            return 0;
        }
        if ((((sure & otherHabit) | (habit & otherSure)) & field) != 0) {
            return 0.08f;
        }
        return (habit & otherHabit & field) != 0 ? 0.3f : 1;
    }

    private static float vowel(long sure, long habit, long otherSure, long otherHabit) {
        float cost = field(sure, habit, otherSure, otherHabit, VOWELS);
        if (cost == 0.08f) {
            // A u for ㅓ (Chul for 철) meets eo and the hangul itself. It also meets a plain o
            // (Chol), but not before n, where it would make 춘 of 천.
            boolean first = (sure & otherHabit & VOWELS) != 0;
            boolean open =
                    Long.bitCount((first ? sure : otherSure) & VOWELS) > 1
                            && ((first ? otherSure : sure) & vowels("ㅜ")) != 0;
            boolean n = (sure & otherSure & bits(FINAL, LAST, "ㄴ-")) != 0;
            return open ? (n ? 0.45f : 0.16f) : cost;
        }
        return cost;
    }
}
