package org.haetae.web;

import java.time.LocalDate;
import java.util.Optional;
import org.haetae.atlas.Course;
import org.haetae.names.DateAnswer;
import org.haetae.names.DateReader;
import org.haetae.names.HistoricDate;

/// A stretch of time that somebody asks for, as typed: from the first day that one date can mean to
/// the last of the other.
///
/// @param wrong whether something was typed that is no date
record Period(Optional<LocalDate> first, Optional<LocalDate> last, boolean wrong) {
    private static final DateReader DATES = DateReader.ofWholeYears();

    static Period of(String from, String to) {
        Optional<HistoricDate> begin = read(from);
        Optional<HistoricDate> end = read(to);
        boolean wrong =
                !from.isBlank() && begin.isEmpty()
                        || !to.isBlank() && end.isEmpty()
                        || begin.isPresent()
                                && end.isPresent()
                                && end.get().latest().isBefore(begin.get().earliest());
        return wrong
                ? new Period(Optional.empty(), Optional.empty(), true)
                : new Period(
                        begin.map(HistoricDate::earliest), end.map(HistoricDate::latest), false);
    }

    private static Optional<HistoricDate> read(String typed) {
        return !typed.isBlank() && DATES.of(typed.strip()) instanceof DateAnswer.Read read
                ? Optional.of(read.date())
                : Optional.empty();
    }

    boolean open() {
        return first.isEmpty() && last.isEmpty();
    }

    /// Whether it may have been then.
    boolean meets(Course course) {
        return course.pieces().stream()
                .anyMatch(
                        piece ->
                                first.map(day -> !piece.to().isBefore(day)).orElse(true)
                                        && last.map(day -> !piece.from().isAfter(day))
                                                .orElse(true));
    }
}
