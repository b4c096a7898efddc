package org.haetae.atlas;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// A stretch of time laid along a line.
///
/// @param from first day
/// @param to last day, included
public record TimeScale(LocalDate from, LocalDate to) {

    private static final int MOST_TICKS = 9;
    private static final int[] MONTHS = {1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000};
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    /// A line across, with what it is called: a year, or a month as `2011-02`.
    public record Tick(double part, String label) {}

    public TimeScale {
        from = from.isBefore(FIRST) ? FIRST : from;
        to = to.isAfter(LAST) ? LAST : to;
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(
                    "times from %s to %s; expected two days, the earlier first"
                            .formatted(from, to));
        }
    }

    /// Whole years or months around some days.
    public static TimeScale around(LocalDate from, LocalDate to) {
        var first = from.isBefore(FIRST) ? FIRST : from;
        var last = to.isAfter(LAST) ? LAST : to;
        boolean long_ = ChronoUnit.MONTHS.between(first, last) > 18;
        return new TimeScale(
                long_ ? first.withDayOfYear(1) : first.withDayOfMonth(1),
                long_
                        ? last.withDayOfYear(last.lengthOfYear())
                        : last.withDayOfMonth(last.lengthOfMonth()));
    }

    private double days() {
        return ChronoUnit.DAYS.between(from, to) + 1.0;
    }

    /// Where a day begins, from 0 at the left to 1 at the right; what lies outside is at the edge.
    public double part(LocalDate day) {
        return Math.clamp(ChronoUnit.DAYS.between(from, inside(day)) / days(), 0, 1);
    }

    /// Where a day ends.
    public double partAfter(LocalDate day) {
        return Math.clamp((ChronoUnit.DAYS.between(from, inside(day)) + 1) / days(), 0, 1);
    }

    private static LocalDate inside(LocalDate day) {
        return day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day;
    }

    /// Whether any day of a piece can be seen.
    public boolean meets(Course.Piece piece) {
        return !piece.from().isAfter(to) && !piece.to().isBefore(from);
    }

    /// Nine at most, at the beginning of round months or years.
    public List<Tick> ticks() {
        double months = days() / 30.44;
        int step = MONTHS[MONTHS.length - 1];
        for (int one : MONTHS) {
            if (months / one <= MOST_TICKS) {
                step = one;
                break;
            }
        }
        var ticks = new ArrayList<Tick>();
        long first = Math.ceilDiv(month(from) + (from.getDayOfMonth() > 1 ? 1 : 0), step);
        for (long at = first * step; at <= month(to); at += step) {
            var day =
                    LocalDate.of((int) Math.floorDiv(at, 12L), (int) Math.floorMod(at, 12L) + 1, 1);
            ticks.add(
                    new Tick(
                            part(day),
                            step < 12
                                    ? "%d-%02d".formatted(day.getYear(), day.getMonthValue())
                                    : String.valueOf(day.getYear())));
        }
        return ticks;
    }

    /// Months since the year 0.
    private static int month(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue() - 1;
    }

    /// The same middle, with a part of its length, or more.
    public TimeScale scaled(double by) {
        long half = Math.max(15, Math.round(days() * by / 2));
        var middle = from.plusDays(Math.round(days() / 2));
        return new TimeScale(shifted(middle, -half), shifted(middle, half));
    }

    /// Moved by a part of its length.
    public TimeScale moved(double by) {
        long days = Math.round(days() * by);
        long low = ChronoUnit.DAYS.between(from, FIRST);
        long high = ChronoUnit.DAYS.between(to, LAST);
        return new TimeScale(
                from.plusDays(Math.clamp(days, low, high)),
                to.plusDays(Math.clamp(days, low, high)));
    }

    private static LocalDate shifted(LocalDate day, long days) {
        long between = ChronoUnit.DAYS.between(FIRST, day) + days;
        return FIRST.plusDays(Math.clamp(between, 0, ChronoUnit.DAYS.between(FIRST, LAST)));
    }
}
