package org.haetae.sanctions;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.haetae.names.HistoricDate;
import org.jspecify.annotations.Nullable;

/// Dates as lists write them. What cannot be read is no date; it never becomes another one.
final class ListDates {

    private static final Pattern ISO =
            Pattern.compile("(\\d{4})(?:-(\\d{2})(?:-(\\d{2}))?)?(?:[T+Z-].*)?");
    private static final Pattern DAY_FIRST =
            Pattern.compile("(?:(\\d{1,2}|dd|DD)/)?(?:(\\d{1,2}|mm|MM)/)?(\\d{4})");
    private static final Pattern DAY_DASH = Pattern.compile("(\\d{1,2})-([A-Za-z]{3})-(\\d{4})");
    private static final Pattern MONTH_FIRST = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
    private static final Pattern WORDS =
            Pattern.compile("(?:(\\d{1,2}) )?(?:([A-Za-z]{3,9})\\.? )?(\\d{4})");
    private static final Map<String, Integer> MONTHS =
            Map.ofEntries(
                    Map.entry("jan", 1),
                    Map.entry("feb", 2),
                    Map.entry("mar", 3),
                    Map.entry("apr", 4),
                    Map.entry("may", 5),
                    Map.entry("jun", 6),
                    Map.entry("jul", 7),
                    Map.entry("aug", 8),
                    Map.entry("sep", 9),
                    Map.entry("oct", 10),
                    Map.entry("nov", 11),
                    Map.entry("dec", 12));

    private ListDates() {}

    /// `2009-07-16`, `2009-07`, `2009`, also with a time behind it.
    static @Nullable HistoricDate iso(@Nullable String text) {
        var match = ISO.matcher(text == null ? "" : text.strip());
        return match.matches() ? date(match.group(1), match.group(2), match.group(3), "") : null;
    }

    /// `16/07/2009`, `00/00/1975`, `dd/mm/1957`, `1957`; `24-Jun-2026`.
    static @Nullable HistoricDate dayFirst(@Nullable String text) {
        var clean = text == null ? "" : text.strip();
        var dashed = DAY_DASH.matcher(clean);
        if (dashed.matches()) {
            return date(dashed.group(3), month(dashed.group(2)), dashed.group(1), "");
        }
        var match = DAY_FIRST.matcher(clean);
        if (!match.matches()) {
            return iso(clean);
        }
        var month = match.group(2) == null ? match.group(1) : match.group(2);
        var day = match.group(2) == null ? null : match.group(1);
        return date(match.group(3), number(month), number(day), "");
    }

    /// `07/16/2009`.
    static @Nullable HistoricDate monthFirst(@Nullable String text) {
        var match = MONTH_FIRST.matcher(text == null ? "" : text.strip());
        return match.matches()
                ? date(match.group(3), match.group(1), match.group(2), "")
                : iso(text);
    }

    /// `10 Dec 1948`, `Dec 1948`, `circa 1947`, `1960 to 1962`.
    static @Nullable HistoricDate words(@Nullable String text) {
        var clean = text == null ? "" : text.strip();
        var lower = clean.toLowerCase(Locale.ROOT);
        var about = lower.startsWith("circa ") || lower.startsWith("ca. ") ? "~" : "";
        if (!about.isEmpty()) {
            clean = clean.substring(clean.indexOf(' ') + 1).strip();
        }
        int to = clean.indexOf(" to ");
        if (to < 0) {
            to = clean.indexOf(" - ");
        }
        if (to > 0) {
            var from = words(clean.substring(0, to));
            var until =
                    words(clean.substring(clean.indexOf(' ', to + 1) + 1).replace("circa ", ""));
            return from == null || until == null ? null : between(from, until);
        }
        var match = WORDS.matcher(clean);
        return match.matches()
                ? date(match.group(3), month(match.group(2)), match.group(1), about)
                : null;
    }

    /// One day between two dates, nobody knows which.
    static @Nullable HistoricDate between(@Nullable HistoricDate from, @Nullable HistoricDate to) {
        if (from == null || to == null) {
            return from == null ? to : from;
        }
        return from.equals(to) ? from : read("[" + plain(from) + ".." + plain(to) + "]");
    }

    /// Between two days, which lists also write when they mean a month or a year.
    static @Nullable HistoricDate between(
            @Nullable LocalDate from, @Nullable LocalDate to, boolean about) {
        if (from == null || to == null) {
            return from == null && to == null ? null : HistoricDate.of(from == null ? to : from);
        }
        var sign = about ? "~" : "";
        if (from.equals(to)) {
            return read(from + sign);
        }
        if (from.getDayOfYear() == 1 && to.equals(LocalDate.of(to.getYear(), 12, 31))) {
            var years =
                    from.getYear() == to.getYear()
                            ? "%04d".formatted(from.getYear()) + sign
                            : "[%04d..%04d]".formatted(from.getYear(), to.getYear());
            return read(years);
        }
        if (from.getDayOfMonth() == 1 && to.equals(from.plusMonths(1).minusDays(1))) {
            return read(from.toString().substring(0, 7) + sign);
        }
        return from.isBefore(to) ? read("[%s..%s]".formatted(from, to)) : null;
    }

    static @Nullable HistoricDate about(@Nullable HistoricDate date) {
        return date == null ? null : read(plain(date) + "~");
    }

    private static String plain(HistoricDate date) {
        return date.edtf().replace("~", "");
    }

    private static @Nullable HistoricDate date(
            String year, @Nullable String month, @Nullable String day, String sign) {
        if (year.equals("0000")) {
            return null;
        }
        var text = new StringBuilder(year);
        if (month != null && !isNothing(month)) {
            text.append('-').append(two(month));
            if (day != null && !isNothing(day)) {
                text.append('-').append(two(day));
            }
        }
        return read(text + sign);
    }

    private static boolean isNothing(String number) {
        return number.chars().allMatch(c -> c == '0');
    }

    private static String two(String number) {
        return number.length() == 1 ? "0" + number : number;
    }

    private static @Nullable String number(@Nullable String text) {
        return text == null || !Character.isDigit(text.charAt(0)) ? null : text;
    }

    private static @Nullable String month(@Nullable String name) {
        if (name == null || name.length() < 3) {
            return null;
        }
        var number = MONTHS.get(name.substring(0, 3).toLowerCase(Locale.ROOT));
        return number == null ? "99" : number.toString();
    }

    private static @Nullable HistoricDate read(String edtf) {
        try {
            return HistoricDate.of(edtf);
        } catch (IllegalArgumentException | DateTimeException e) {
            return null;
        }
    }
}
