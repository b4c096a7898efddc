package org.haetae.suggest;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.haetae.suggest.Word.Script;
import org.jspecify.annotations.Nullable;

/// A text in words, read once from front to back.
final class Words {

    /// A line shorter than this was ended on purpose (a heading, a signature); a longer one may go
    /// on.
    private static final int FULL_LINE = 40;

    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "mr", "mrs", "ms", "dr", "no", "nos", "mt", "st", "gen", "col", "lt", "maj",
                    "capt", "rev", "prof", "sen", "gov", "vs", "art", "arts", "para", "paras", "p",
                    "pp", "inc", "co", "ltd", "jr", "sr", "cf", "ibid", "vol", "ch", "sec");

    private final String text;
    private final List<Word> list = new ArrayList<>();
    private boolean broken = true;
    private int lineStart;

    private Words(String text) {
        this.text = text;
    }

    static Words of(String text) {
        var words = new Words(text);
        words.read();
        return words;
    }

    String text() {
        return text;
    }

    int size() {
        return list.size();
    }

    Word get(int index) {
        return list.get(index);
    }

    /// Nothing beyond either end.
    @Nullable Word at(int index) {
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    /// The key of the word there in the same sentence as the word before it; empty beyond.
    String keyAt(int index) {
        var word = at(index);
        return word == null || word.breaks() ? "" : word.key();
    }

    String between(int from, int to) {
        return text.substring(list.get(from).start(), list.get(to - 1).end());
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || c == '\u00A0' || c == '\u3000') {
                if (c == '\n') {
                    endLine(at);
                }
                at++;
            } else if (isHangul(c)) {
                at = run(at, Script.HANGUL);
            } else if (c >= '0' && c <= '9') {
                at = number(at);
            } else if (Character.isLetter(c)) {
                at = word(at);
            } else {
                at = sign(at, c);
            }
        }
    }

    private void endLine(int at) {
        int next = at + 1;
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\r')) {
            next++;
        }
        if (at - lineStart < FULL_LINE || next < text.length() && text.charAt(next) == '\n') {
            broken = true;
        }
        lineStart = at + 1;
    }

    static boolean isHangul(char c) {
        return c >= 0xAC00 && c <= 0xD7A3;
    }

    private int run(int from, Script script) {
        int at = from;
        while (at < text.length() && isHangul(text.charAt(at))) {
            at++;
        }
        add(from, at, at, script, text.substring(from, at), text.substring(from, at));
        return at;
    }

    private int number(int from) {
        int at = from;
        while (at < text.length()
                && (isDigit(at) || (isOneOf(at, ".,") && isDigit(at + 1) && isDigit(at - 1)))) {
            at++;
        }
        add(from, at, at, Script.NUMBER, text.substring(from, at), text.substring(from, at));
        return at;
    }

    private boolean isDigit(int at) {
        return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private boolean isOneOf(int at, String signs) {
        return at < text.length() && signs.indexOf(text.charAt(at)) >= 0;
    }

    private boolean isLetter(int at) {
        return at < text.length()
                && Character.isLetter(text.charAt(at))
                && !isHangul(text.charAt(at));
    }

    private int word(int from) {
        int dotted = dotted(from);
        if (dotted > 0) {
            var form = text.substring(from, dotted).replace(".", "");
            add(from, dotted, possessive(dotted), Script.LATIN, form, fold(form));
            return list.getLast().next();
        }
        int at = from;
        while (at < text.length()) {
            if (isApostrophe(at) && isLetter(at + 1) && !isPossessiveAt(at)) {
                at++;
            } else if (isLetter(at) || isDigit(at) || isMark(at)) {
                if (joins(from, at)) {
                    break;
                }
                at++;
            } else {
                break;
            }
        }
        var form = text.substring(from, at).replace('’', '\'');
        add(from, at, possessive(at), Script.LATIN, form, fold(form));
        return list.getLast().next();
    }

    private boolean isMark(int at) {
        return Character.getType(text.charAt(at)) == Character.NON_SPACING_MARK;
    }

    /// Text taken from a page can lose the blank before a name in bold ("ComradeKim"): a capital
    /// after a small letter begins a new word, but for short beginnings like "Mc".
    private boolean joins(int from, int at) {
        return at > from
                && Character.isUpperCase(text.charAt(at))
                && Character.isLowerCase(text.charAt(at - 1))
                && (at - from > 3 || Character.isLowerCase(text.charAt(from)));
    }

    /// Where "U.S." ends, or 0 when this is no such word.
    private int dotted(int from) {
        int at = from;
        while (isLetter(at) && isOneOf(at + 1, ".")) {
            at += 2;
        }
        return at - from >= 4 && !isLetter(at) ? at : 0;
    }

    private boolean isApostrophe(int at) {
        return isOneOf(at, "'’");
    }

    private boolean isPossessiveAt(int at) {
        return isApostrophe(at) && isOneOf(at + 1, "sS") && !isLetter(at + 2);
    }

    private int possessive(int at) {
        if (isPossessiveAt(at)) {
            return at + 2;
        }
        return isApostrophe(at) && text.charAt(at - 1) == 's' ? at + 1 : at;
    }

    static String fold(String form) {
        var small = form.toLowerCase(Locale.ROOT);
        return small.chars().allMatch(c -> c < 0x80)
                ? small
                : Normalizer.normalize(small, Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    }

    private int sign(int from, char c) {
        int end = from + Character.charCount(text.codePointAt(from));
        var key =
                switch (c) {
                    case '\u2010', '\u2011' -> "-";
                    case '’', '‘' -> "'";
                    case '“', '”' -> "\"";
                    default -> text.substring(from, end);
                };
        boolean ends =
                switch (c) {
                    case '!', '?', '。', '•' -> true;
                    case '.' -> !isAbbreviation() && !isLetter(end) && !isDigit(end);
                    default -> false;
                };
        add(from, end, end, Script.SIGN, key, key);
        broken |= ends;
        return end;
    }

    private boolean isAbbreviation() {
        if (list.isEmpty()) {
            return false;
        }
        var last = list.getLast();
        return last.isLatin()
                && (last.form().length() == 1 && last.isCapital()
                        || ABBREVIATIONS.contains(last.key()));
    }

    private void add(int start, int end, int next, Script script, String form, String key) {
        list.add(new Word(start, end, next, script, form, key, broken));
        broken = false;
    }
}
