package org.haetae.atlas;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate;
import org.haetae.names.HistoricDate.AllOf;
import org.haetae.names.HistoricDate.Edge;
import org.haetae.names.HistoricDate.Interval;
import org.haetae.names.HistoricDate.Member;
import org.haetae.names.HistoricDate.Moment;
import org.haetae.names.HistoricDate.OneOf;
import org.haetae.names.HistoricDate.Point;
import org.haetae.names.HistoricDate.Precision;
import org.haetae.names.HistoricDate.Range;

/// How something lies in time, as far as sources say: the pieces that can be drawn of it. Nothing
/// is joined that no source joins: a post cited in 1998 and in 2003 is two days with a gap between,
/// in which nothing is known.
///
/// @param pieces in the order of their first days
public record Course(List<Piece> pieces) {

    /// What is known of the days of a piece.
    public enum Sort {
        /// It was so on each of these days.
        SURE,
        /// It was so on some of these days, it is not said on which.
        WITHIN,
        /// Between two days on which it was so; of these nothing is known.
        GAP,
        /// Before its first known day, or after its last, and no source says when it began or
        /// ended.
        OPEN
    }

    /// Some days of it.
    ///
    /// @param from first day; [LocalDate#MIN] when there is none
    /// @param to last day, included; [LocalDate#MAX] when there is none
    /// @param doubted whether the date is marked as uncertain or approximate
    public record Piece(LocalDate from, LocalDate to, Sort sort, boolean doubted) {
        public Piece {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException(
                        "piece is %s to %s; expected the first day first".formatted(from, to));
            }
        }

        boolean holds(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /// How something stands on a day.
    public enum Standing {
        HELD,
        /// It may have been so: between two days on which it was, or within an uncertain date.
        UNKNOWN,
        NOT,
        /// No source gives it any date.
        UNDATED
    }

    public Course {
        pieces =
                pieces.stream()
                        .sorted(
                                Comparator.comparing(Piece::from)
                                        .thenComparing(Piece::to)
                                        .thenComparing(Piece::sort))
                        .toList();
    }

    /// Something that happened at one date.
    public static Course of(HistoricDate date) {
        var pieces = new ArrayList<Piece>();
        add(pieces, date);
        return new Course(pieces);
    }

    /// Something that lasted.
    ///
    /// @param begin when it is said to have begun
    /// @param end when it is said to have ended
    /// @param cited when it was so, by sources that say neither
    public static Course of(
            Optional<HistoricDate> begin, Optional<HistoricDate> end, List<HistoricDate> cited) {
        var pieces = new ArrayList<Piece>();
        var known =
                Stream.of(begin.stream(), cited.stream(), end.stream())
                        .flatMap(one -> one)
                        .sorted(HistoricDate.CHRONOLOGICAL)
                        .toList();
        known.forEach(date -> add(pieces, date));
        if (begin.isPresent() && end.isPresent()) {
            var from = begin.get().latest();
            var to = end.get().earliest();
            if (from.isBefore(to)) {
                pieces.add(
                        new Piece(
                                from, to, Sort.SURE, begin.get().doubted() || end.get().doubted()));
            }
        } else {
            addGaps(pieces, known);
            if (!known.isEmpty() && begin.isPresent()) {
                known.stream()
                        .map(HistoricDate::latest)
                        .max(Comparator.naturalOrder())
                        .filter(last -> last.isBefore(LocalDate.MAX))
                        .ifPresent(last -> pieces.add(open(last, LocalDate.MAX)));
            }
            if (!known.isEmpty() && end.isPresent()) {
                known.stream()
                        .map(HistoricDate::earliest)
                        .min(Comparator.naturalOrder())
                        .filter(first -> first.isAfter(LocalDate.MIN))
                        .ifPresent(first -> pieces.add(open(LocalDate.MIN, first)));
            }
        }
        return new Course(pieces);
    }

    private static Piece open(LocalDate from, LocalDate to) {
        return new Piece(from, to, Sort.OPEN, false);
    }

    /// @param known in the order of time
    private static void addGaps(List<Piece> pieces, List<HistoricDate> known) {
        if (known.isEmpty()) {
            return;
        }
        var last = known.getFirst().latest();
        for (var date : known.subList(1, known.size())) {
            if (last.isBefore(date.earliest())) {
                pieces.add(new Piece(last, date.earliest(), Sort.GAP, false));
            }
            last = last.isAfter(date.latest()) ? last : date.latest();
        }
    }

    private static void add(List<Piece> pieces, HistoricDate date) {
        switch (date) {
            case Point point -> pieces.add(piece(point));
            case Moment moment ->
                    pieces.add(new Piece(moment.date(), moment.date(), Sort.SURE, false));
            case Interval interval -> addInterval(pieces, interval);
            case OneOf oneOf -> oneOf.members().forEach(one -> addMember(pieces, one, Sort.WITHIN));
            case AllOf allOf -> allOf.members().forEach(one -> addMember(pieces, one, Sort.SURE));
        }
    }

    /// A day is a day; a month is some of its days.
    private static Piece piece(Point point) {
        return new Piece(
                point.earliest(),
                point.latest(),
                point.precision() == Precision.DAY ? Sort.SURE : Sort.WITHIN,
                point.doubted());
    }

    private static void addMember(List<Piece> pieces, Member member, Sort sort) {
        switch (member) {
            case Point point ->
                    pieces.add(
                            new Piece(
                                    point.earliest(),
                                    point.latest(),
                                    sort == Sort.SURE ? piece(point).sort() : sort,
                                    point.doubted()));
            case Range(var from, var to) ->
                    pieces.add(
                            new Piece(
                                    from.map(Point::earliest).orElse(LocalDate.MIN),
                                    to.map(Point::latest).orElse(LocalDate.MAX),
                                    sort,
                                    false));
        }
    }

    private static void addInterval(List<Piece> pieces, Interval interval) {
        if (interval.start() instanceof Point start && interval.end() instanceof Point end) {
            pieces.add(piece(start));
            pieces.add(piece(end));
            if (start.latest().isBefore(end.earliest())) {
                pieces.add(
                        new Piece(
                                start.latest(),
                                end.earliest(),
                                Sort.SURE,
                                start.doubted() || end.doubted()));
            }
        } else if (interval.start() instanceof Point start) {
            pieces.add(piece(start));
            pieces.add(
                    new Piece(
                            start.latest(),
                            LocalDate.MAX,
                            interval.end() == Edge.OPEN ? Sort.SURE : Sort.OPEN,
                            start.doubted()));
        } else if (interval.end() instanceof Point end) {
            pieces.add(piece(end));
            pieces.add(
                    new Piece(
                            LocalDate.MIN,
                            end.earliest(),
                            interval.start() == Edge.OPEN ? Sort.SURE : Sort.OPEN,
                            end.doubted()));
        }
    }

    /// How it stands on a day.
    public Standing on(LocalDate day) {
        return over(day, day);
    }

    /// How it stands on the days of a span, both ends included: held, where it was so on each of
    /// them by one source.
    public Standing over(LocalDate from, LocalDate to) {
        if (pieces.isEmpty()) {
            return Standing.UNDATED;
        }
        var then =
                pieces.stream()
                        .filter(piece -> !piece.to().isBefore(from) && !piece.from().isAfter(to))
                        .toList();
        if (then.isEmpty()) {
            return Standing.NOT;
        }
        return then.stream()
                        .anyMatch(
                                piece ->
                                        piece.sort() == Sort.SURE
                                                && !piece.doubted()
                                                && piece.holds(from)
                                                && piece.holds(to))
                ? Standing.HELD
                : Standing.UNKNOWN;
    }

    /// The first and the last day that any source gives; open ends do not count.
    public Optional<Piece> span() {
        var told =
                Stream.concat(pieces.stream().map(Piece::from), pieces.stream().map(Piece::to))
                        .filter(day -> day.isAfter(LocalDate.MIN) && day.isBefore(LocalDate.MAX))
                        .toList();
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Piece(
                                told.stream().min(Comparator.naturalOrder()).get(),
                                told.stream().max(Comparator.naturalOrder()).get(),
                                Sort.WITHIN,
                                false));
    }
}
