package org.haetae.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ibm.icu.text.Normalizer2;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.util.Objects;

/// What the analysis knows of single characters: to which class each belongs, what it is compared
/// as, and how a hanja is read in Korean. Tables, because every character of every text passes
/// here.
///
/// Characters are compared after NFKC case folding (Unicode 3.13, UAX 15), then without the marks
/// of Latin and Greek letters (Kim Jŏng-ŭn = Kim Jong-un), with ё as е, with one form of each
/// Arabic letter, and with traditional Chinese characters as simplified ones.
final class Characters {

    /// Between words.
    static final byte SPACE = 0;

    /// A letter of a script that writes words apart: Latin, Cyrillic, Arabic, Devanagari ...
    static final byte LETTER = 1;

    static final byte DIGIT = 2;
    static final byte HANGUL = 3;
    static final byte HAN = 4;
    static final byte KANA = 5;

    /// Scripts without spaces between words and without an analyser of ours: Thai, Lao, Khmer,
    /// Burmese.
    static final byte UNSPACED = 6;

    /// Not there at all: zero-width characters, bidi controls, Arabic and Hebrew vowel points.
    static final byte IGNORED = 7;

    static final byte NEWLINE = 8;

    /// Two ideographs that stand for the same word in the two writings of Chinese, or hanja and its
    /// reading: pairs of characters, one after the other.
    private static final String FOLDING = "han-folding.txt";

    private static final String READINGS = "hanja-readings.txt";

    private static final int BMP = 0x10000;

    /// In the tables: normalise the character with its neighbours by the book.
    private static final char SLOW = 0xFFFF;

    private static final Normalizer2 NFKC_CASE_FOLD = Normalizer2.getNFKCCasefoldInstance();

    private static final byte[] CLASS = new byte[BMP];
    private static final char[] NORMAL = new char[BMP];
    private static final char[] FOLDED = new char[BMP];

    /// Joins with what stands before it, so that both must be normalised together.
    private static final boolean[] JOINS = new boolean[BMP];

    private static final char[] READING = new char[BMP];

    static {
        for (int c = 0; c < BMP; c++) {
            NORMAL[c] = (char) c;
            FOLDED[c] = (char) c;
            if (c >= 0xAC00 && c <= 0xD7A3) {
                CLASS[c] = HANGUL;
            } else if (c >= 0x3400 && c <= 0x4DBF || c >= 0x4E00 && c <= 0x9FFF) {
                CLASS[c] = HAN;
            } else if (Character.isSurrogate((char) c)) {
                NORMAL[c] = SLOW;
            } else if (c < 0xE000 || c > 0xF8FF) {
                enter(c);
            }
        }
        pairs(FOLDING, (from, to) -> FOLDED[from] = to);
        pairs(READINGS, (hanja, reading) -> READING[hanja] = reading);
        for (int c = 0; c < BMP; c++) {
            // A reader of Korean may meet the simplified form too.
            char folded = FOLDED[c];
            if (READING[c] != 0 && READING[folded] == 0) {
                READING[folded] = READING[c];
            }
        }
    }

    private Characters() {}

    private static void enter(int c) {
        String normal = NFKC_CASE_FOLD.normalize(String.valueOf((char) c));
        if (normal.isEmpty() || isVowelPoint(c)) {
            CLASS[c] = IGNORED;
            return;
        }
        JOINS[c] = !NFKC_CASE_FOLD.hasBoundaryBefore(c);
        CLASS[c] = classify(normal.codePointAt(0), c);
        if (normal.length() != 1 || JOINS[c]) {
            NORMAL[c] = SLOW;
            return;
        }
        NORMAL[c] = normal.charAt(0);
        FOLDED[c] = (char) fold(normal.charAt(0));
        if (CLASS[c] == DIGIT) {
            NORMAL[c] = FOLDED[c];
        }
    }

    private static byte classify(int normal, int original) {
        if (original == '\n' || original == '\r' || original == 0x2028 || original == 0x2029) {
            return NEWLINE;
        }
        return classOfScript(normal);
    }

    private static byte classOfScript(int c) {
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        if (c == 'ー' || c == '々' || c == '〆') {
            return c == '々' ? HAN : KANA;
        }
        if (c == '〇') {
            return HAN;
        }
        if (c == '\u02BC' || c == '\u02BB' || c == '\u02B9') {
            return SPACE; // apostrophes that count as letters: Ch\u02BC\u014Fngjin
        }
        int type = Character.getType(c);
        boolean mark =
                type == Character.NON_SPACING_MARK
                        || type == Character.COMBINING_SPACING_MARK
                        || type == Character.ENCLOSING_MARK;
        if (!Character.isLetter(c) && !mark && type != Character.LETTER_NUMBER) {
            return SPACE;
        }
        return switch (UnicodeScript.of(c)) {
            case HAN -> HAN;
            case HIRAGANA, KATAKANA -> KANA;
            case THAI, LAO, KHMER, MYANMAR -> UNSPACED;
            default -> LETTER;
        };
    }

    private static boolean isVowelPoint(int c) {
        return c >= 0x064B && c <= 0x065F // Arabic harakat and hamza marks
                || c == 0x0670
                || c == 0x0640 // tatweel
                || c >= 0x06D6 && c <= 0x06ED && Character.getType(c) == Character.NON_SPACING_MARK
                || c >= 0x0591 && c <= 0x05C7 && Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /// The form that a normal character is compared as.
    static int fold(int c) {
        if (c >= BMP) {
            return c;
        }
        if (c >= 0x3400 && c <= 0x9FFF) {
            return FOLDED[c];
        }
        int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
        if (digit >= 0) {
            return '0' + digit;
        }
        if (c < 0x80) {
            return c;
        }
        return switch (c) {
            case 'ё' -> 'е';
            case 'ø' -> 'o';
            case 'đ', 'ð' -> 'd';
            case 'ł' -> 'l';
            case 'ħ' -> 'h';
            case 'ı' -> 'i';
            case 'æ' -> 'a';
            case 'œ' -> 'o';
            case 'آ', 'أ', 'إ', 'ٱ' -> 'ا';
            case 'ى', 'ی', 'ئ' -> 'ي';
            case 'ؤ' -> 'و';
            case 'ة', 'ۀ', 'ە' -> 'ه';
            case 'ک' -> 'ك';
            default -> unmarked(c);
        };
    }

    private static int unmarked(int c) {
        UnicodeScript script = UnicodeScript.of(c);
        if (script != UnicodeScript.LATIN && script != UnicodeScript.GREEK) {
            return c; // й, ї, が are letters of their own
        }
        return Normalizer.normalize(String.valueOf((char) c), Normalizer.Form.NFD).charAt(0);
    }

    /// Whether a mark that is left alone after composition is dropped: those over Latin, Greek and
    /// Cyrillic letters (a stress on a Russian vowel).
    static boolean isLooseMark(int c) {
        return c >= 0x0300 && c <= 0x036F;
    }

    static byte classOf(int c) {
        return c < BMP ? CLASS[c] : classOfScript(c);
    }

    /// The character as it stands after NFKC case folding, or -1 when that is not one character for
    /// one.
    static int normal(char c) {
        char normal = NORMAL[c];
        return normal == SLOW ? -1 : normal;
    }

    static char folded(char c) {
        return FOLDED[c];
    }

    static boolean joinsBefore(char c) {
        return JOINS[c];
    }

    /// NFKC case folding by the book, for what the tables leave out.
    static String normalize(String text) {
        return NFKC_CASE_FOLD.normalize(text);
    }

    /// How a hanja is read, in its base form (女 녀, 理 리), or 0 when we do not know.
    static char reading(int hanja) {
        return hanja < BMP ? READING[hanja] : 0;
    }

    private interface Pair {
        void of(char first, char second);
    }

    private static void pairs(String name, Pair pair) {
        try (InputStream stream =
                Objects.requireNonNull(Characters.class.getResourceAsStream(name), name)) {
            String text = new String(stream.readAllBytes(), UTF_8);
            for (int i = 0; i + 1 < text.length(); i += 2) {
                pair.of(text.charAt(i), text.charAt(i + 1));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the table " + name, unreadable);
        }
    }
}
