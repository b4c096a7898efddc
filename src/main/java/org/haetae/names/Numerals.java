package org.haetae.names;

import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers in names of bodies and places, in whatever way they are written: 제39호실, 삼십구호실, 第三十九号,
/// Office XXXIX, №39. What tells two of one kind apart is their number, so all become digits.
final class Numerals {

    private static final String HANGUL = "영일이삼사오육칠팔구";
    private static final String HAN = "〇一二三四五六七八九";

    /// After "ordinal", or before a counter: 일 and 이 alone begin many words.
    private static final Pattern HANGUL_NUMBER =
            Pattern.compile(
                    "제([일이삼사오육륙칠팔구십백]{1,5})(?=\\p{IsHangul})|(?<!\\p{IsHangul})([일이삼사오육륙칠팔구십백]{2,5})(?=호|국|군단|사단|려단|여단|련대|연대)");

    private static final Pattern HAN_NUMBER =
            Pattern.compile(
                    "第([〇零一二三四五六七八九十百]{1,5})|([〇零一二三四五六七八九十百]{1,5})(?=号|號|室|局|部队|部隊|师|師|旅|团|團|军|軍)");

    /// From eleven on; the ones below are words of the lexicon.
    private static final Pattern ROMAN =
            Pattern.compile("(?<![\\p{L}\\p{N}])X{1,3}(?:IX|IV|V?I{0,3})(?![\\p{L}\\p{N}.])");

    /// A day, after which factories and farms are named: 2.8비날론련합기업소, 1월18일기계종합공장.
    private static final Pattern DAY =
            Pattern.compile(
                    "(?<![\\d.])(1[0-2]|[1-9])(?:[.·・]\\s?|월\\s?)([12]\\d|3[01]|[1-9])일?(?=\\s*\\p{IsHangul})");

    private Numerals() {}

    /// The name with compatibility forms (㈜, №, full-width digits) written out and numbers in
    /// digits.
    static String inDigits(String name) {
        boolean plain = true;
        for (int i = 0; i < name.length() && plain; i++) {
            plain = name.charAt(i) < 0x80 && name.charAt(i) != 'X';
        }
        if (plain) {
            return name;
        }
        var composed = Normalizer.normalize(name.replace("№", " no "), Normalizer.Form.NFKC);
        var days = DAY.matcher(composed).replaceAll("$1월 $2 ");
        var hangul = digits(HANGUL_NUMBER.matcher(days), days, HANGUL);
        var han = digits(HAN_NUMBER.matcher(hangul), hangul, HAN);
        return ROMAN.matcher(han).replaceAll(roman -> Integer.toString(roman(roman.group())));
    }

    private static String digits(Matcher found, String name, String digits) {
        return found.replaceAll(
                number -> {
                    // "First Bank" is a number and a word; 제이슨 is Jason.
                    if (number.group(1) != null
                            && !Lexicon.beginsWith(name.substring(number.end()))) {
                        return Matcher.quoteReplacement(number.group());
                    }
                    var text = number.group(1) != null ? number.group(1) : number.group(2);
                    return Matcher.quoteReplacement(ordinal(number) + value(text, digits));
                });
    }

    private static String ordinal(MatchResult number) {
        return number.group(1) == null ? "" : number.group().substring(0, 1);
    }

    /// 삼십구 and 三十九 are 39; 삼구 and 三九, digit by digit, too.
    private static int value(String text, String digits) {
        int sum = 0;
        int last = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '백', '百' -> {
                    sum += Math.max(1, last) * 100;
                    last = 0;
                }
                case '십', '十' -> {
                    sum += Math.max(1, last) * 10;
                    last = 0;
                }
                case '륙' -> last = last * 10 + 6;
                case '零' -> last = last * 10;
                default -> last = last * 10 + digits.indexOf(letter);
            }
        }
        return sum + last;
    }

    private static int roman(String roman) {
        int sum = 0;
        for (int i = 0; i < roman.length(); i++) {
            int value = value(roman.charAt(i));
            boolean less = i + 1 < roman.length() && value < value(roman.charAt(i + 1));
            sum += less ? -value : value;
        }
        return sum;
    }

    private static int value(char letter) {
        return switch (letter) {
            case 'I' -> 1;
            case 'V' -> 5;
            default -> 10;
        };
    }
}
