package org.haetae.names;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// When somebody was born, as a source says it: a day, a year, "about 1957", several at choice.
///
/// @param dates any of which it may be; empty where nothing is told
public record Births(List<HistoricDate> dates) {

    /// What two sources say to each other.
    public enum Agreement {
        /// Both name one day.
        SAME_DAY,
        /// What both say can be one day.
        POSSIBLE,
        /// They differ by no more than ages that were counted otherwise, or a year misread.
        CLOSE,
        APART,
        UNTOLD
    }

    /// Births that are further apart are two people's. Korean ages run up to two years ahead.
    private static final int YEARS = 2;

    /// The same where a source itself says that it is not sure.
    private static final int YEARS_DOUBTED = 3;

    /// What a name and a birth together never exceed: they are still no identifier.
    public static final double HIGHEST = 0.99;

    private static final int LONGEST = 200;
    private static final DateReader READER = DateReader.ofWholeYears();
    private static final Pattern CHOICE = Pattern.compile("\\s*(?:[;|]|\\bor\\b|또는|혹은)\\s*");
    private static final Pattern ABOUT =
            Pattern.compile("(?i)^(?:circa|ca|c|approximately|approx|about|abt)[. ]\\s*");
    private static final Pattern YEAR = Pattern.compile("(?<!\\d)(?:1[89]|20)\\d\\d(?!\\d)");

    public Births {
        dates = List.copyOf(dates);
    }

    /// In EDTF or in words, English or Korean; several are parted by ";" or "or". Of what is no
    /// date the years in it are taken.
    public static Births of(String text) {
        var dates = new ArrayList<HistoricDate>();
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        for (var part : CHOICE.split(cut.strip())) {
            dates.addAll(read(part));
        }
        return new Births(dates);
    }

    private static List<HistoricDate> read(String text) {
        var about = ABOUT.matcher(text);
        boolean approximate = about.find();
        var plain = approximate ? about.replaceFirst("") : text;
        if (approximate && YEAR.matcher(plain).matches()) {
            return List.of(HistoricDate.of(plain + "~"));
        }
        return switch (READER.of(plain)) {
            case DateAnswer.Read read -> List.of(read.date());
            case DateAnswer.Ask ask -> ask.readings();
            case DateAnswer.Refused refused ->
                    YEAR.matcher(plain)
                            .results()
                            .map(year -> HistoricDate.of(year.group() + (approximate ? "~" : "")))
                            .toList();
        };
    }

    /// Whether both could be one birth: the best that any two of the dates say.
    public Agreement compare(Births other) {
        return dates.stream()
                .flatMap(one -> other.dates.stream().map(more -> compare(one, more)))
                .min(Agreement::compareTo)
                .orElse(Agreement.UNTOLD);
    }

    private static Agreement compare(HistoricDate one, HistoricDate other) {
        if (one.order(other) == HistoricDate.Order.MAY_COINCIDE) {
            boolean days =
                    Stream.of(one, other)
                            .allMatch(
                                    date ->
                                            !date.doubted()
                                                    && date.earliest().equals(date.latest()));
            return days ? Agreement.SAME_DAY : Agreement.POSSIBLE;
        }
        int slack = one.doubted() || other.doubted() ? YEARS_DOUBTED : YEARS;
        return between(one, other) <= slack ? Agreement.CLOSE : Agreement.APART;
    }

    /// The fewest whole years that lie between any two of the dates; 0 where one side tells
    /// nothing.
    public int yearsApart(Births other) {
        return dates.stream()
                .flatMap(one -> other.dates.stream().map(more -> between(one, more)))
                .min(Integer::compareTo)
                .orElse(0);
    }

    private static int between(HistoricDate one, HistoricDate other) {
        return Math.max(
                0,
                Math.max(
                        other.earliest().getYear() - one.latest().getYear(),
                        one.earliest().getYear() - other.latest().getYear()));
    }

    /// What a score of names becomes when births are known as well: a factor on its odds. A birth
    /// in common lifts only names that alert by themselves, for many were born on any day.
    public static double weigh(double score, Agreement born) {
        double factor =
                switch (born) {
                    case SAME_DAY -> 12;
                    case POSSIBLE -> 3;
                    case CLOSE -> 0.8;
                    case APART -> 0.06;
                    case UNTOLD -> 1;
                };
        if (factor == 1 || factor > 1 && score < Comparison.ALERT) {
            return score;
        }
        double odds = score / (1 - score) * factor;
        return Math.min(HIGHEST, odds / (1 + odds));
    }
}
