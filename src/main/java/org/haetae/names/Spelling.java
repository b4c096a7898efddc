package org.haetae.names;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/// Any script as plain Latin letters a to z, loosely: near enough for [Sound], not for print.
final class Spelling {

    private static final Map<Integer, String> LETTERS = new HashMap<>(512);

    static {
        letters(
                "øo łl ßss æae œoe þth ðdh đd ıi ŋng ħh ŧt əa ɛe ĸk ŉn ſs ʻ ʼ ’ ‘ ´ ` ' ʹ ʺ ʿ ʾ ˈ čch ćch šsh žzh şsh çch ŝshch țts ţts șsh ğg ńn ñny ŏo ŭu");
        letters(
                "аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya іi їi єye ґg ўu ђdj јy љly њny ћch џdzh әa ғg қk ңng өo ұu үu һh ӣi ӯu ҳh ҷj ѣe ѳf");
        letters(
                "اa أa إi آa ٱa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz ع غgh فf قq كk لl مm نn هh وu ؤu يi ىa ئi ءـ ةa پp چch ژzh گg کk یi ۀe ہh ھh ے e ڤv ٹt ڈd ڑr ںn ےe ڭng ێe ۆo ڕr ڵl ەe ۇu ۋv");
        letters(
                "א בb גg דd הh וu זz חkh טt יi כk ךk לl מm םm נn ןn סs ע פp ףf צts ץts קk רr שsh תt");
        letters("αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξks οo πp ρr σs ςs τt υi φf χkh ψps ωo");
        letters(
                "აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყk შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh");
        letters(
                "աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts ւv փp քk օo ֆf եւev");
    }

    private static final String[] INITIAL = {
        "k", "k", "n", "t", "t", "r", "m", "b", "p", "s", "s", "", "j", "j", "ch", "k", "t", "p",
        "h"
    };
    private static final String[] MEDIAL = {
        "a", "e", "ya", "ye", "o", "e", "yo", "ye", "o", "wa", "we", "we", "yo", "u", "wo", "we",
        "wi", "yu", "", "i", "i"
    };
    private static final String[] LAST = {
        "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p",
        "p", "s", "s", "ng", "j", "ch", "k", "t", "p", "h"
    };

    private Spelling() {}

    private static void letters(String pairs) {
        for (var pair : pairs.split(" ")) {
            var written = new StringBuilder();
            int letter = 0;
            for (int i = 0; i < pair.length(); i++) {
                if (pair.charAt(i) < 0x80) {
                    written.append(pair.charAt(i));
                } else {
                    letter = pair.charAt(i);
                }
            }
            LETTERS.putIfAbsent(letter, written.toString());
        }
    }

    /// Loaded when the first name needs it: it takes a moment.
    private static final class Icu {
        static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII");
    }

    /// Lower case, composed, marks taken off: a word in its own script.
    static String plain(String word) {
        boolean ascii = true;
        for (int i = 0; i < word.length() && ascii; i++) {
            ascii = word.charAt(i) < 0x80;
        }
        var lower = word.toLowerCase(java.util.Locale.ROOT);
        if (ascii) {
            return lower;
        }
        var parts = Normalizer.normalize(lower, Normalizer.Form.NFKD);
        var kept = new StringBuilder(parts.length());
        for (int i = 0; i < parts.length(); i++) {
            char letter = parts.charAt(i);
            int type = Character.getType(letter);
            // й and ї keep what makes them letters of their own; elsewhere marks are taken off, but
            // the vowel signs of Indian scripts are marks too and stay.
            boolean mark = type == Character.NON_SPACING_MARK;
            if (!mark
                    || letter >= 0x900 && letter < 0x1100
                    || letter >= 0x1780 && letter < 0x3100) {
                kept.append(
                        switch (letter) {
                            case 'ø' -> "o";
                            case 'ł' -> "l";
                            case 'ß' -> "ss";
                            case 'đ' -> "d";
                            case 'ı' -> "i";
                            case 'æ' -> "ae";
                            case 'œ' -> "oe";
                            case 'þ' -> "th";
                            case 'ð' -> "d";
                            case 'ё' -> "е";
                            default -> String.valueOf(letter);
                        });
            }
        }
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }

    /// Whether two words are one but for letters that the one repeats and the other does not
    /// (Hassan and Hasan).
    static boolean differByRepeatedLetters(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            char letter = one.charAt(i);
            if (letter != other.charAt(j)) {
                return false;
            }
            while (i < one.length() && one.charAt(i) == letter) {
                i++;
            }
            while (j < other.length() && other.charAt(j) == letter) {
                j++;
            }
        }
        return i == one.length()
                && j == other.length()
                && i != 0
                && Character.isLetter(one.charAt(0));
    }

    /// Whether there is one slip of the pen between two texts and no more: a letter left out, put
    /// in or mistaken, or two neighbours exchanged.
    static boolean differByASlip(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        if (Math.abs(one.length() - other.length()) > 1) {
            return false;
        }
        int head = 0;
        while (head < shorter && one.charAt(head) == other.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < shorter - head
                && one.charAt(one.length() - 1 - tail) == other.charAt(other.length() - 1 - tail)) {
            tail++;
        }
        int odd = one.length() - head - tail;
        int otherOdd = other.length() - head - tail;
        return Math.max(odd, otherOdd) == 1
                || odd == 2
                        && otherOdd == 2
                        && one.charAt(head) == other.charAt(head + 1)
                        && one.charAt(head + 1) == other.charAt(head);
    }

    /// How a word may sound, spelled in the letters a to z.
    static String latin(String word, NameScript script) {
        return switch (script) {
            case LATIN, CYRILLIC, ARABIC, HEBREW -> letters(word, script);
            case HANGUL -> hangul(word);
            case HAN -> Han.mandarin(word);
            case KANA -> ascii(Icu.LATIN.transliterate(word).replace("~", ""));
            case OTHER -> other(word);
        };
    }

    private static String letters(String word, NameScript script) {
        var lower =
                Normalizer.normalize(word.toLowerCase(java.util.Locale.ROOT), Normalizer.Form.NFC);
        var latin = new StringBuilder(lower.length() + 8);
        for (int i = 0; i < lower.length(); i++) {
            char letter = lower.charAt(i);
            if (letter >= 'a' && letter <= 'z') {
                latin.append(letter);
                continue;
            }
            var written = LETTERS.get((int) letter);
            if (written != null) {
                // k and h that are two letters there (כהן) are not the one sound kh.
                if (written.equals("h") && !latin.isEmpty() && script == NameScript.HEBREW) {
                    latin.append(i + 1 == lower.length() ? "" : "'");
                }
                // Two of a consonant are two syllables there (معمر): a double one is not written.
                if (script == NameScript.ARABIC
                        && !latin.isEmpty()
                        && !written.isEmpty()
                        && latin.charAt(latin.length() - 1) == written.charAt(0)
                        && "aiouyl".indexOf(written.charAt(0)) < 0) {
                    latin.append("'");
                }
                latin.append(i == 0 && letter == 'و' ? "w" : written);
            } else if (letter > 0x7f && Character.isLetter(letter)) {
                var parts = Normalizer.normalize(String.valueOf(letter), Normalizer.Form.NFKD);
                var base = LETTERS.get((int) parts.charAt(0));
                latin.append(base != null ? base : ascii(parts));
            }
        }
        int last = latin.length() - 1;
        if (script == NameScript.HEBREW && last > 1 && lower.endsWith("ה")) {
            // At the end it only carries a vowel.
            latin.setCharAt(last, 'a');
        }
        return script == NameScript.ARABIC
                ? latin.toString().replace("tsh", "ch")
                : latin.toString();
    }

    private static String other(String word) {
        var latin = new StringBuilder();
        var plain = plain(word);
        for (int i = 0; i < plain.length(); i++) {
            var written = LETTERS.get((int) plain.charAt(i));
            if (written == null) {
                return ascii(Icu.LATIN.transliterate(word));
            }
            latin.append(written);
        }
        return latin.toString().replace("mp", "b").replace("nt", "d").replace("oi", "i");
    }

    private static String hangul(String word) {
        var latin = new StringBuilder();
        for (int i = 0; i < word.length(); i++) {
            char block = word.charAt(i);
            if (Syllables.isBlock(block)) {
                int index = block - 0xAC00;
                latin.append(INITIAL[index / 588])
                        .append(MEDIAL[index % 588 / 28])
                        .append(LAST[index % 28]);
            }
        }
        return latin.toString();
    }

    private static String ascii(String text) {
        var kept = new StringBuilder(text.length());
        var parts =
                Normalizer.normalize(text.toLowerCase(java.util.Locale.ROOT), Normalizer.Form.NFKD);
        for (int i = 0; i < parts.length(); i++) {
            char letter = parts.charAt(i);
            if (letter >= 'a' && letter <= 'z') {
                kept.append(letter);
            }
        }
        return kept.toString();
    }
}
