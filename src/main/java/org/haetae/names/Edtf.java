package org.haetae.names;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haetae.names.HistoricDate.AllOf;
import org.haetae.names.HistoricDate.Component;
import org.haetae.names.HistoricDate.Doubt;
import org.haetae.names.HistoricDate.Edge;
import org.haetae.names.HistoricDate.End;
import org.haetae.names.HistoricDate.Interval;
import org.haetae.names.HistoricDate.Member;
import org.haetae.names.HistoricDate.Moment;
import org.haetae.names.HistoricDate.OneOf;
import org.haetae.names.HistoricDate.Point;
import org.haetae.names.HistoricDate.Range;
import org.jspecify.annotations.Nullable;

/// The text form of a [HistoricDate]: Extended Date/Time Format of the Library of Congress, 4
/// February 2019, levels 0, 1 and 2.
final class Edtf {

    /// Four digits with X (level 1 and 2), with significant digits (level 2), or a year of more
    /// than four digits or with an exponent after Y.
    private static final Pattern YEAR =
            Pattern.compile(
                    "-?[0-9X]{4}|-?\\d{4}S\\d{1,2}"
                            + "|Y-?[1-9](?:\\d{4,17}|\\d{0,17}E\\d{1,2})(?:S\\d{1,2})?");

    private static final Pattern MONTH =
            Pattern.compile("0[1-9X]|1[012X]|X[0-9X]|2[1-9]|3\\d|4[01]");

    private static final Pattern DAY = Pattern.compile("0[1-9X]|[12][0-9X]|3[01X]|X[0-9X]");

    /// Level 2: a qualifier to the right holds for its component and all before it, one to the left
    /// for its component alone.
    private static final Pattern POINT =
            Pattern.compile(
                    ("(?<yearOnly>%1$s)(?<year>-?[0-9X]{4}(?:S\\d+)?|Y[-0-9ES]+)(?<toYear>%1$s)"
                                    + "(?:-(?<monthOnly>%1$s)(?<month>[0-9X]{2})(?<toMonth>%1$s)"
                                    + "(?:-(?<dayOnly>%1$s)(?<day>[0-9X]{2})(?<toDay>%1$s))?)?")
                            .formatted("[?~%]?"));

    private static final Pattern MOMENT =
            Pattern.compile(
                    "(?<date>-?\\d{4}-\\d\\d-\\d\\d)T(?<time>\\d\\d:\\d\\d:\\d\\d)"
                            + "(?<offset>Z|[+-]\\d\\d(?::\\d\\d)?)?");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private Edtf() {}

    // ---- Reading

    static HistoricDate read(String text) {
        try {
            if (text.startsWith("[") && text.endsWith("]")) {
                return new OneOf(members(text));
            }
            if (text.startsWith("{") && text.endsWith("}")) {
                return new AllOf(members(text));
            }
            int slash = text.indexOf('/');
            if (slash >= 0) {
                return new Interval(end(text.substring(0, slash)), end(text.substring(slash + 1)));
            }
            return text.contains("T") ? moment(text) : point(text);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is no date in EDTF: %s".formatted(text, e.getMessage()), e);
        }
    }

    private static Point point(String text) {
        Matcher match = POINT.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException(
                    "expected a year, year-month or year-month-day such as 2017, 2017-06, 2017-06-30,"
                            + " but found \"%s\"".formatted(text));
        }
        Doubt toDay = doubt(match.group("toDay"));
        Doubt toMonth = doubt(match.group("toMonth")).and(toDay);
        Doubt toYear = doubt(match.group("toYear")).and(toMonth);
        return new Point(
                new Component(match.group("year"), doubt(match.group("yearOnly")).and(toYear)),
                component(match.group("month"), doubt(match.group("monthOnly")).and(toMonth)),
                component(match.group("day"), doubt(match.group("dayOnly")).and(toDay)));
    }

    private static Optional<Component> component(@Nullable String digits, Doubt doubt) {
        return Optional.ofNullable(digits).map(some -> new Component(some, doubt));
    }

    private static Doubt doubt(@Nullable String sign) {
        for (Doubt doubt : Doubt.values()) {
            if (doubt.sign().equals(sign)) {
                return doubt;
            }
        }
        return Doubt.NONE;
    }

    private static Moment moment(String text) {
        Matcher match = MOMENT.matcher(text);
        if (!match.matches() || "-00:00".equals(match.group("offset"))) {
            throw new IllegalArgumentException(
                    "expected a day and a time such as 1985-04-12T23:20:30, with Z or +09:00 if known");
        }
        return new Moment(
                LocalDate.parse(match.group("date")),
                LocalTime.parse(match.group("time")),
                Optional.ofNullable(match.group("offset")).map(ZoneOffset::of));
    }

    private static End end(String text) {
        return switch (text) {
            case "" -> Edge.UNKNOWN;
            case ".." -> Edge.OPEN;
            default -> point(text);
        };
    }

    private static List<Member> members(String text) {
        var members = new ArrayList<Member>();
        for (String member : text.substring(1, text.length() - 1).split(",", -1)) {
            int dots = member.indexOf("..");
            members.add(
                    dots < 0
                            ? point(member)
                            : new Range(
                                    rangeEnd(member.substring(0, dots)),
                                    rangeEnd(member.substring(dots + 2))));
        }
        return members;
    }

    private static Optional<Point> rangeEnd(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(point(text));
    }

    // ---- What the parts of a date must keep

    static void check(Point point) {
        String year = point.year().digits();
        if (!YEAR.matcher(year).matches() || year.equals("-0000")) {
            throw new IllegalArgumentException(
                    "year \"%s\"; expected four digits, or Y before more of them".formatted(year));
        }
        if (hasLetter(year)) {
            longYear(year);
        }
        if (hasLetter(year) && point.month().isPresent()
                || point.day().isPresent() && point.month().isEmpty()
                || point.day().isPresent() && point.partOfYear().isPresent()) {
            throw new IllegalArgumentException(
                    "year \"%s\" with month %s and day %s; these do not go together"
                            .formatted(year, point.month(), point.day()));
        }
        point.month().ifPresent(month -> match(MONTH, month, "month 01 to 12, or 21 to 41"));
        point.day().ifPresent(day -> match(DAY, day, "day 01 to 31"));
        Bounds.earliest(point);
    }

    private static void match(Pattern pattern, Component found, String expected) {
        if (!pattern.matcher(found.digits()).matches()) {
            throw new IllegalArgumentException(
                    "found \"%s\", expected %s".formatted(found.digits(), expected));
        }
    }

    static void check(Interval interval) {
        if (interval.start() instanceof Edge && interval.end() instanceof Edge) {
            throw new IllegalArgumentException("an interval needs a start or an end");
        }
        checkOrder(interval.earliest(), interval.latest());
    }

    private static void checkOrder(LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            throw new IllegalArgumentException(
                    "it ends %s, before it starts %s".formatted(last, first));
        }
    }

    static void check(Range range) {
        if (range.from().isEmpty() && range.to().isEmpty()) {
            throw new IllegalArgumentException("a range needs a date before or after its dots");
        }
        if (range.from().isPresent() && range.to().isPresent()) {
            Point from = range.from().get();
            Point to = range.to().get();
            if (from.precision() != to.precision()) {
                throw new IllegalArgumentException(
                        "%s and %s have not the same precision".formatted(from, to));
            }
            checkOrder(from.earliest(), to.latest());
        }
    }

    static void check(List<Member> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a set needs a date");
        }
        for (Member member : members) {
            if (member instanceof Range range
                    && (range.from().isEmpty() && member != members.getFirst()
                            || range.to().isEmpty() && member != members.getLast())) {
                throw new IllegalArgumentException(
                        "dots without a date stand only at the start or end of a set");
            }
        }
    }

    // ---- Years that are not four digits

    /// The years that are meant.
    record Years(long first, long last) {}

    /// Whether a year is written in another way than four digits: with `Y`, `E` or `S`.
    static boolean hasLetter(String year) {
        return year.startsWith("Y") || year.indexOf('S') > 0;
    }

    /// `Y-17E7` is the year -170000000, `1950S2` some year of 1900 to 1999.
    static Years longYear(String digits) {
        String[] parts = digits.replaceFirst("^Y", "").split("S");
        String[] power = parts[0].split("E");
        int exponent = power.length > 1 ? Integer.parseInt(power[1]) : 0;
        var year = new BigInteger(power[0]).multiply(BigInteger.TEN.pow(exponent));
        int length = year.abs().toString().length();
        int significant = parts.length > 1 ? Integer.parseInt(parts[1]) : length;
        if (length > 18 || significant < 1 || significant > length) {
            throw new IllegalArgumentException(
                    "year \"%s\" has %d digits, %d of them significant; expected at most 18 digits"
                            .formatted(digits, length, significant));
        }
        long unit = BigInteger.TEN.pow(length - significant).longValueExact();
        long near = year.longValueExact() / unit * unit;
        return near < 0 ? new Years(near - unit + 1, near) : new Years(near, near + unit - 1);
    }

    // ---- Writing

    static String write(Point point) {
        List<Component> components = point.components().toList();
        int group = group(components);
        var text = new StringBuilder();
        for (int at = 0; at < components.size(); at++) {
            Component component = components.get(at);
            text.append(at == 0 ? "" : "-")
                    .append(group == 0 ? component.doubt().sign() : "")
                    .append(component.digits())
                    .append(at + 1 == group ? component.doubt().sign() : "");
        }
        return text.toString();
    }

    /// How many components from the left share one doubt while the rest has none; 0 when the doubts
    /// have to be written one by one.
    private static int group(List<Component> components) {
        Doubt first = components.getFirst().doubt();
        int group = 1;
        while (group < components.size() && components.get(group).doubt() == first) {
            group++;
        }
        boolean restIsSure =
                components.stream().skip(group).allMatch(rest -> rest.doubt() == Doubt.NONE);
        return first != Doubt.NONE && restIsSure ? group : 0;
    }

    static String write(Moment moment) {
        return HistoricDate.of(moment.date()).edtf()
                + "T"
                + TIME.format(moment.time())
                + moment.offset().map(offset -> offset.getId().replaceFirst(":00$", "")).orElse("");
    }

    static String write(End end) {
        return switch (end) {
            case Edge.OPEN -> "..";
            case Edge.UNKNOWN -> "";
            case Point point -> write(point);
        };
    }

    static String write(List<Member> members, String open, String close) {
        return members.stream()
                .map(
                        member ->
                                switch (member) {
                                    case Point point -> write(point);
                                    case Range range ->
                                            range.from().map(Edtf::write).orElse("")
                                                    + ".."
                                                    + range.to().map(Edtf::write).orElse("");
                                })
                .collect(Collectors.joining(",", open, close));
    }

    /// A year in four digits, or after Y in more.
    static String write(int year) {
        return Math.abs(year) > 9999
                ? "Y" + year
                : "%s%04d".formatted(year < 0 ? "-" : "", Math.abs(year));
    }
}
