package org.haetae.names;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A date as a source gives it: a day, a month, "summer of 2017", "about 1997", "before 2003".
///
/// Written in the Extended Date/Time Format (EDTF) of the Library of Congress, 4 February 2019,
/// levels 0, 1 and 2, which is the profile of ISO 8601-2:2019 for dates. Years are those of ISO
/// 8601: the proleptic Gregorian calendar with a year 0, so -0044 is 45 BC.
///
/// What is not known stays unknown. A qualifier (`?`, `~`, `%`) says that a date may be another
/// one, and not by how much, so it never moves a bound; it makes [#order] say "probably".
public sealed interface HistoricDate {

    /// By first possible day, then by last possible day, then by the text: for tables and
    /// timelines. It puts uncertain dates somewhere; use [#order] where something depends on it.
    Comparator<HistoricDate> CHRONOLOGICAL =
            Comparator.comparing(HistoricDate::earliest)
                    .thenComparing(HistoricDate::latest)
                    .thenComparing(HistoricDate::edtf);

    /// The date that a text in EDTF states.
    ///
    /// @throws IllegalArgumentException when the text is not EDTF, or names a day that is in no
    ///   calendar or an interval that ends before it starts; the message says which
    static HistoricDate of(String edtf) {
        return Edtf.read(edtf);
    }

    /// One day.
    static HistoricDate of(LocalDate day) {
        return Edtf.read(
                "%s-%02d-%02d"
                        .formatted(
                                Edtf.write(day.getYear()),
                                day.getMonthValue(),
                                day.getDayOfMonth()));
    }

    /// The canonical text: reading it again gives an equal date.
    String edtf();

    /// The first day that this date, as written, can mean. [LocalDate#MIN] when its start is open
    /// or unknown, or lies before what [LocalDate] can hold.
    ///
    /// Of a date with unspecified digits it is the first day that fits (`156X-12-25`: 25 December
    /// 1560), of a season the first of its months, of an interval or a set the first day of all.
    /// The days between `earliest` and `latest` need not all be meant.
    LocalDate earliest();

    /// The last day that this date, as written, can mean. [LocalDate#MAX] when its end is open or
    /// unknown.
    LocalDate latest();

    /// The finest unit that is stated of every part of it: of `2004-06/2006-08` the month, of
    /// `1985/2004-02` the year.
    Precision precision();

    /// Whether any part of it is marked as uncertain or approximate.
    boolean doubted();

    /// How this date lies to another one.
    default Order order(HistoricDate other) {
        boolean sure = !doubted() && !other.doubted();
        if (latest().isBefore(other.earliest())) {
            return sure ? Order.BEFORE : Order.PROBABLY_BEFORE;
        }
        if (earliest().isAfter(other.latest())) {
            return sure ? Order.AFTER : Order.PROBABLY_AFTER;
        }
        return Order.MAY_COINCIDE;
    }

    /// Whether every day that this date can mean comes before every day that the other can mean.
    /// Never certain when one of them is doubted.
    default boolean certainlyBefore(HistoricDate other) {
        return order(other) == Order.BEFORE;
    }

    /// How two dates lie to each other. `MAY_COINCIDE`: as written, one day may be meant by both.
    /// `PROBABLY_…`: as written they lie apart, but one of them is marked as uncertain or
    /// approximate.
    enum Order {
        BEFORE,
        PROBABLY_BEFORE,
        MAY_COINCIDE,
        PROBABLY_AFTER,
        AFTER
    }

    /// From fine to coarse. `PART_OF_YEAR` is a season, quarter, four months or half; `WIDER` is
    /// more than a century, or a year of which nothing is known.
    enum Precision {
        SECOND,
        DAY,
        MONTH,
        PART_OF_YEAR,
        YEAR,
        DECADE,
        CENTURY,
        WIDER;

        private static Precision coarsest(Stream<? extends HistoricDate> dates) {
            return dates.map(HistoricDate::precision).max(Comparator.naturalOrder()).orElse(WIDER);
        }
    }

    /// What a qualifier says of a date or of one component of it.
    enum Doubt {
        NONE(""),
        /// `?`: the source itself is in doubt, or its reading is.
        UNCERTAIN("?"),
        /// `~`: an estimate, near the value.
        APPROXIMATE("~"),
        /// `%`: both.
        BOTH("%");

        private final String sign;

        Doubt(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        Doubt and(Doubt other) {
            return values()[ordinal() | other.ordinal()];
        }
    }

    /// A year, month, part of a year or day as written, with what is doubted of it.
    ///
    /// @param digits as in EDTF: `1985`, `-0044`, `156X`, `1950S2`, `Y-17E7`; for a month or day
    ///   two digits or `X`
    record Component(String digits, Doubt doubt) {
        boolean specified() {
            return digits.indexOf('X') < 0;
        }
    }

    /// A year, a month or other part of a year, or a day.
    ///
    /// Of a season the bounds are four months: its first month to the month in which it ends by the
    /// sun, since sources mean either. Seasons without a hemisphere (21 to 24) are read as northern
    /// ones. Winter has two ends in every year, so "winter 2017" reaches from January 2017 to March
    /// 2018.
    ///
    /// @param month 01 to 12 with `X` for unspecified digits, or one of the codes 21 to 41 for
    ///   parts of a year
    record Point(Component year, Optional<Component> month, Optional<Component> day)
            implements HistoricDate, End, Member {

        public Point(Component year, Optional<Component> month, Optional<Component> day) {
            this.year = year;
            this.month = month;
            this.day = day;
            Edtf.check(this);
        }

        @Override
        public String edtf() {
            return Edtf.write(this);
        }

        @Override
        public LocalDate earliest() {
            return Bounds.earliest(this);
        }

        @Override
        public LocalDate latest() {
            return Bounds.latest(this);
        }

        @Override
        public Precision precision() {
            String digits = year.digits();
            if (digits.endsWith("XXX") || digits.indexOf('S') > 0) {
                return Precision.WIDER;
            }
            if (!year.specified()) {
                return digits.endsWith("XX") ? Precision.CENTURY : Precision.DECADE;
            }
            if (month.isEmpty() || !month.get().specified()) {
                return Precision.YEAR;
            }
            if (partOfYear().isPresent()) {
                return Precision.PART_OF_YEAR;
            }
            return day.filter(Component::specified).isPresent() ? Precision.DAY : Precision.MONTH;
        }

        @Override
        public boolean doubted() {
            return components().anyMatch(component -> component.doubt() != Doubt.NONE);
        }

        /// The code of a season (21 to 32), quarter (33 to 36), four months (37 to 39) or half (40,
        /// 41), when it is one.
        public Optional<Integer> partOfYear() {
            return month.filter(Component::specified)
                    .map(component -> Integer.valueOf(component.digits()))
                    .filter(code -> code > 12);
        }

        Stream<Component> components() {
            return Stream.of(Stream.of(year), month.stream(), day.stream())
                    .flatMap(stream -> stream);
        }

        @Override
        public String toString() {
            return edtf();
        }
    }

    /// A time of one day. Its bounds are that day, by the clock of the place that it was stated
    /// for.
    ///
    /// @param offset from UTC, when it is stated
    record Moment(LocalDate date, LocalTime time, Optional<ZoneOffset> offset)
            implements HistoricDate {

        public Moment {
            if (date.getYear() < -9999 || date.getYear() > 9999 || time.getNano() != 0) {
                throw new IllegalArgumentException(
                        "%s %s has no form in EDTF; expected a year of four digits and whole seconds"
                                .formatted(date, time));
            }
        }

        @Override
        public String edtf() {
            return Edtf.write(this);
        }

        @Override
        public LocalDate earliest() {
            return date;
        }

        @Override
        public LocalDate latest() {
            return date;
        }

        @Override
        public Precision precision() {
            return Precision.SECOND;
        }

        @Override
        public boolean doubted() {
            return false;
        }

        @Override
        public String toString() {
            return edtf();
        }
    }

    /// The start or end of an interval.
    sealed interface End {}

    /// Ends that are no date.
    enum Edge implements End {
        /// `..`: there is none, or it is still going on.
        OPEN,
        /// Nothing written: there is one, and nobody knows when.
        UNKNOWN
    }

    /// A span of time from a day in `start` to a day in `end`, both included.
    record Interval(End start, End end) implements HistoricDate {

        public Interval(End start, End end) {
            this.start = start;
            this.end = end;
            Edtf.check(this);
        }

        @Override
        public String edtf() {
            return Edtf.write(start) + "/" + Edtf.write(end);
        }

        @Override
        public LocalDate earliest() {
            return start instanceof Point point ? point.earliest() : LocalDate.MIN;
        }

        @Override
        public LocalDate latest() {
            return end instanceof Point point ? point.latest() : LocalDate.MAX;
        }

        @Override
        public Precision precision() {
            return Precision.coarsest(points());
        }

        @Override
        public boolean doubted() {
            return points().anyMatch(Point::doubted);
        }

        private Stream<Point> points() {
            return Stream.of(start, end)
                    .flatMap(end -> end instanceof Point point ? Stream.of(point) : Stream.empty());
        }

        @Override
        public String toString() {
            return edtf();
        }
    }

    /// What a set lists: single dates and ranges of them.
    sealed interface Member {}

    /// All years, months or days from one to another, both included; without `from` it is every one
    /// up to `to`, without `to` every one since `from`.
    record Range(Optional<Point> from, Optional<Point> to) implements Member {
        public Range(Optional<Point> from, Optional<Point> to) {
            this.from = from;
            this.to = to;
            Edtf.check(this);
        }

        @Override
        public String toString() {
            return Edtf.write(List.of(this), "", "");
        }
    }

    /// Several dates. Its bounds are those of all members together.
    sealed interface Listed extends HistoricDate {

        /// At least one, in the order of the source.
        List<Member> members();

        @Override
        default LocalDate earliest() {
            return Bounds.earliest(members());
        }

        @Override
        default LocalDate latest() {
            return Bounds.latest(members());
        }

        @Override
        default Precision precision() {
            return Precision.coarsest(points());
        }

        @Override
        default boolean doubted() {
            return points().anyMatch(Point::doubted);
        }

        private Stream<Point> points() {
            return members().stream()
                    .flatMap(
                            member ->
                                    switch (member) {
                                        case Point point -> Stream.of(point);
                                        case Range(var from, var to) ->
                                                Stream.concat(from.stream(), to.stream());
                                    });
        }
    }

    /// One of several dates, it is not known which: `[1667,1668,1670..1672]`; `[..2002]` is some
    /// time up to and in 2002.
    record OneOf(List<Member> members) implements Listed {

        public OneOf {
            members = List.copyOf(members);
            Edtf.check(members);
        }

        @Override
        public String edtf() {
            return Edtf.write(members, "[", "]");
        }

        @Override
        public String toString() {
            return edtf();
        }
    }

    /// Several dates, every one of them: `{1960,1961-12}`.
    record AllOf(List<Member> members) implements Listed {

        public AllOf {
            members = List.copyOf(members);
            Edtf.check(members);
        }

        @Override
        public String edtf() {
            return Edtf.write(members, "{", "}");
        }

        @Override
        public String toString() {
            return edtf();
        }
    }
}
