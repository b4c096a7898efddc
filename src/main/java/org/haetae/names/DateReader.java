package org.haetae.names;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haetae.names.DateAnswer.Refusal;

/// Reads dates as people type them and as texts say them, in English and Korean, and in the figures
/// that Chinese and Japanese texts use.
///
/// It never guesses: where words allow two dates it gives both, and where they give no year it
/// gives none. Thread-safe.
public final class DateReader {

    /// Characters that stand for others here, one for one, so that offsets stay.
    private static final String VARIANTS = "０１２３４５６７８９（）．／，？–—―‐‑−－〜～∼’‘\u00a0\u202f\u3000";

    private static final String PLAIN = "0123456789()./,?-------~~~''   ";

    private static final Pattern RELATIVE =
            Pattern.compile(
                    "\\b(?:last|this|next|ago|yesterday|today|tomorrow|recent|now|current)"
                            + "|작년|올해|금년|내년|지난해|지난달|전년|이듬해|어제|오늘|최근|去年|今年|昨年",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern NO_YEAR =
            Pattern.compile(
                    "^(?!.*\\d{4}).*(?:\\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|spring|summer|autumn|fall"
                            + "|winter)|\\d ?[월일月日]|봄|여름|가을|겨울|^\\d{1,2}[./-]\\d{1,2}$)",
                    Pattern.CASE_INSENSITIVE);

    /// What people put around a date without changing it.
    private static final Pattern LEADING =
            Pattern.compile(
                    "^(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|in|on|during|throughout|as of|at|the|year|some ?time) +)+",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern TRAILING = Pattern.compile("(?:에|중|중에| ?\\(?[월화수목금토일]요일\\)?)$");

    private final DateGrammar grammar;

    private DateReader(DateGrammar grammar) {
        this.grammar = grammar;
    }

    /// Reads years only where they are whole.
    public static DateReader ofWholeYears() {
        return new DateReader(new DateGrammar(Optional.empty()));
    }

    /// Reads years of two digits as well ("97년", "'97").
    ///
    /// @param first the first of the hundred years that they are taken to lie in: with 1930, 97 is
    ///   1997 and 17 is 2017
    public static DateReader ofShortYearsToo(int first) {
        return new DateReader(new DateGrammar(Optional.of(first)));
    }

    /// The one date that was typed, in words or in EDTF; else what to ask, or why not.
    public DateAnswer of(String typed) {
        String text = plain(typed).strip();
        if (text.isEmpty()) {
            return new DateAnswer.Refused(Refusal.EMPTY);
        }
        try {
            return new DateAnswer.Read(HistoricDate.of(text), DateRule.EDTF);
        } catch (IllegalArgumentException notEdtf) {
            return inWords(text);
        }
    }

    private DateAnswer inWords(String text) {
        Optional<DateGrammar.Meaning> meaning = meaning(grammar, text);
        if (meaning.isEmpty()) {
            return new DateAnswer.Refused(refusal(text));
        }
        DateRule rule = meaning.get().rule();
        List<HistoricDate> readings = meaning.get().readings();
        return switch (readings.size()) {
            case 0 ->
                    new DateAnswer.Refused(
                            rule == DateRule.RANGE
                                    ? Refusal.ENDS_BEFORE_IT_STARTS
                                    : Refusal.NOT_IN_CALENDAR);
            case 1 -> new DateAnswer.Read(readings.getFirst(), rule);
            default -> new DateAnswer.Ask(readings, rule);
        };
    }

    private static Optional<DateGrammar.Meaning> meaning(DateGrammar grammar, String text) {
        return grammar.meaning(text)
                .or(() -> grammar.meaning(LEADING.matcher(text).replaceFirst("")))
                .or(() -> grammar.meaning(TRAILING.matcher(text).replaceFirst("")));
    }

    private Refusal refusal(String text) {
        if (meaning(new DateGrammar(Optional.of(1930)), text).isPresent()) {
            return Refusal.YEAR_OF_TWO_DIGITS;
        }
        int found = findAll(text).size();
        if (found > 0) {
            return found > 1 ? Refusal.SEVERAL_DATES : Refusal.MORE_THAN_A_DATE;
        }
        if (RELATIVE.matcher(text).find()) {
            return Refusal.RELATIVE;
        }
        return NO_YEAR.matcher(text).find() ? Refusal.NO_YEAR : Refusal.NO_DATE;
    }

    /// Every date that a running text states with its year, in the order of the text, none
    /// overlapping.
    ///
    /// Of two that overlap the one that begins first is taken, then the longer one. A number is a
    /// year only where a word beside it says so; what no calendar has is left out.
    public List<DateMention> findAll(String text) {
        String plain = plain(text);
        var stretches =
                grammar.stretches(plain)
                        .sorted(
                                Comparator.comparingInt(DateGrammar.Stretch::start)
                                        .thenComparing(
                                                DateGrammar.Stretch::end,
                                                Comparator.reverseOrder()))
                        .toList();
        var mentions = new ArrayList<DateMention>();
        int free = 0;
        int codePoints = 0;
        for (DateGrammar.Stretch stretch : stretches) {
            if (stretch.start() < free) {
                continue;
            }
            codePoints += text.codePointCount(free, stretch.start());
            int start = codePoints;
            codePoints += text.codePointCount(stretch.start(), stretch.end());
            free = stretch.end();
            DateGrammar.Meaning meaning = stretch.meaning();
            if (!meaning.readings().isEmpty()) {
                mentions.add(
                        new DateMention(meaning.readings(), meaning.rule(), start, codePoints));
            }
        }
        return mentions;
    }

    private static String plain(String text) {
        var plain = new StringBuilder(text);
        for (int at = 0; at < plain.length(); at++) {
            char found = plain.charAt(at);
            int variant = found < 0x80 ? -1 : VARIANTS.indexOf(found);
            if (variant >= 0) {
                plain.setCharAt(at, PLAIN.charAt(variant));
            }
        }
        return plain.toString();
    }
}
