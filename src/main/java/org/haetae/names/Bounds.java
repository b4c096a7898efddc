package org.haetae.names;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate.Component;
import org.haetae.names.HistoricDate.Member;
import org.haetae.names.HistoricDate.Point;
import org.haetae.names.HistoricDate.Range;

/// The first and the last day that a date as written can mean.
final class Bounds {

    private Bounds() {}

    static LocalDate earliest(Point point) {
        return edge(point, true);
    }

    static LocalDate latest(Point point) {
        return edge(point, false);
    }

    private static LocalDate edge(Point point, boolean first) {
        return Edtf.hasLetter(point.year().digits())
                ? longYear(point.year(), first)
                : days(point, first)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no calendar has a day %s"
                                                        .formatted(Edtf.write(point))));
    }

    static LocalDate earliest(Collection<Member> members) {
        return members.stream()
                .map(
                        member ->
                                switch (member) {
                                    case Point point -> point.earliest();
                                    case Range range ->
                                            range.from().map(Point::earliest).orElse(LocalDate.MIN);
                                })
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    static LocalDate latest(Collection<Member> members) {
        return members.stream()
                .map(
                        member ->
                                switch (member) {
                                    case Point point -> point.latest();
                                    case Range range ->
                                            range.to().map(Point::latest).orElse(LocalDate.MAX);
                                })
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /// The first days of all spans that fit, in order of time, or their last days in the reverse
    /// order.
    private static Stream<LocalDate> days(Point point, boolean first) {
        return values(point.year().digits(), first)
                .boxed()
                .flatMap(
                        year ->
                                point.partOfYear().isPresent()
                                        ? Stream.of(edge(year, point.partOfYear().get(), first))
                                        : months(point, first)
                                                .mapToObj(month -> YearMonth.of(year, month))
                                                .flatMap(month -> days(point, month, first)));
    }

    private static IntStream months(Point point, boolean first) {
        return point.month()
                .map(month -> values(month.digits(), first))
                .orElse(IntStream.of(first ? 1 : 12))
                .filter(month -> month >= 1 && month <= 12);
    }

    private static Stream<LocalDate> days(Point point, YearMonth month, boolean first) {
        return point.day()
                .map(day -> values(day.digits(), first))
                .orElse(IntStream.of(first ? 1 : month.lengthOfMonth()))
                .filter(month::isValidDay)
                .mapToObj(month::atDay);
    }

    /// All numbers that digits with `X` in them can stand for, rising or falling.
    private static IntStream values(String digits, boolean rising) {
        int sign = digits.startsWith("-") ? -1 : 1;
        String mask = sign < 0 ? digits.substring(1) : digits;
        int low = Integer.parseInt(mask.replace('X', '0'));
        int high = Integer.parseInt(mask.replace('X', '9'));
        boolean up = rising == (sign > 0);
        return IntStream.rangeClosed(0, high - low)
                .map(step -> up ? low + step : high - step)
                .filter(value -> fits(mask, value))
                .map(value -> sign * value);
    }

    private static boolean fits(String mask, int value) {
        int rest = value;
        for (int at = mask.length() - 1; at >= 0; at--, rest /= 10) {
            if (mask.charAt(at) != 'X' && mask.charAt(at) - '0' != rest % 10) {
                return false;
            }
        }
        return true;
    }

    /// Table of ISO 8601-2:2019, 4.8: codes of parts of a year. Months count on into the next year.
    private static LocalDate edge(int year, int code, boolean first) {
        int[] months =
                switch (code) {
                    case 21, 25 -> new int[] {3, 6};
                    case 22, 26 -> new int[] {6, 9};
                    case 23, 27 -> new int[] {9, 12};
                    case 24, 28 -> new int[] {1, 15};
                    case 29 -> new int[] {9, 12};
                    case 30 -> new int[] {1, 15};
                    case 31 -> new int[] {3, 6};
                    case 32 -> new int[] {6, 9};
                    case 33, 34, 35, 36 -> new int[] {3 * (code - 33) + 1, 3 * (code - 33) + 3};
                    case 37, 38, 39 -> new int[] {4 * (code - 37) + 1, 4 * (code - 37) + 4};
                    case 40, 41 -> new int[] {6 * (code - 40) + 1, 6 * (code - 40) + 6};
                    default -> throw new IllegalArgumentException("part of a year " + code);
                };
        var january = YearMonth.of(year, 1);
        return first
                ? january.plusMonths(months[0] - 1).atDay(1)
                : january.plusMonths(months[1] - 1).atEndOfMonth();
    }

    private static LocalDate longYear(Component year, boolean first) {
        Edtf.Years years = Edtf.longYear(year.digits());
        long edge = first ? years.first() : years.last();
        if (edge < Year.MIN_VALUE) {
            return LocalDate.MIN;
        }
        if (edge > Year.MAX_VALUE) {
            return LocalDate.MAX;
        }
        return first ? LocalDate.of((int) edge, 1, 1) : LocalDate.of((int) edge, 12, 31);
    }
}
