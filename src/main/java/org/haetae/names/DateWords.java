package org.haetae.names;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate.AllOf;
import org.haetae.names.HistoricDate.Component;
import org.haetae.names.HistoricDate.Doubt;
import org.haetae.names.HistoricDate.Edge;
import org.haetae.names.HistoricDate.Interval;
import org.haetae.names.HistoricDate.Listed;
import org.haetae.names.HistoricDate.Member;
import org.haetae.names.HistoricDate.Moment;
import org.haetae.names.HistoricDate.OneOf;
import org.haetae.names.HistoricDate.Point;
import org.haetae.names.HistoricDate.Range;

/// Dates in words, for people: "summer 2017", "2017년 여름". The words stand in `dates_en.properties`
/// and `dates_ko.properties`. What has no usual words (`1XXX-12`) is shown in EDTF.
public final class DateWords {

    private static final Map<Language, DateWords> WORDS = read();

    private final Language language;
    private final Properties texts;

    private DateWords(Language language, Properties texts) {
        this.language = language;
        this.texts = texts;
    }

    /// The date, without a preposition.
    public static String of(HistoricDate date, Language language) {
        return words(language).date(date);
    }

    /// Why a typed text was not read as a date, and what to do about it.
    public static String of(DateAnswer.Refusal refusal, Language language) {
        return words(language).text("refused." + refusal.name());
    }

    private static DateWords words(Language language) {
        return Optional.ofNullable(WORDS.get(language)).orElseThrow();
    }

    private static Map<Language, DateWords> read() {
        var all = new EnumMap<Language, DateWords>(Language.class);
        for (Language language : Language.values()) {
            var texts = new Properties();
            String name = "dates_" + language.tag() + ".properties";
            try (var in = DateWords.class.getResourceAsStream(name);
                    var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                texts.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("reading " + name, e);
            }
            all.put(language, new DateWords(language, texts));
        }
        return all;
    }

    private String text(String key, Object... places) {
        String text = texts.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("no words for " + key + " in " + language);
        }
        return new MessageFormat(text, Locale.ROOT).format(places);
    }

    private String date(HistoricDate date) {
        return switch (date) {
            case Point point -> point(point);
            case Moment moment -> moment(moment);
            case Interval interval -> interval(interval);
            case OneOf oneOf -> list(oneOf, "or");
            case AllOf allOf -> list(allOf, "and");
        };
    }

    // ---- One date

    private String point(Point point) {
        Doubt doubt = point.year().doubt();
        if (point.components().anyMatch(component -> component.doubt() != doubt)) {
            return text("partly-doubted", plain(point), doubts(point));
        }
        if (doubt == Doubt.APPROXIMATE
                && point.partOfYear().filter(code -> code >= 37 && code <= 39).isPresent()) {
            return text("about." + point.partOfYear().get(), year(point.year()));
        }
        return doubt == Doubt.NONE ? plain(point) : text("doubt." + doubt, plain(point));
    }

    private String doubts(Point point) {
        List<String> names = List.of("year", "month", "day");
        List<Component> components = point.components().toList();
        return Stream.iterate(0, at -> at < components.size(), at -> at + 1)
                .filter(at -> components.get(at).doubt() != Doubt.NONE)
                .map(
                        at ->
                                text(
                                        "part-doubt." + components.get(at).doubt(),
                                        text("part." + names.get(at))))
                .collect(Collectors.joining(text("between-doubts")));
    }

    /// Without its doubts.
    private String plain(Point point) {
        String year = year(point.year());
        if (point.month().isEmpty()) {
            return yearAlone(point.year(), year);
        }
        Component month = point.month().get();
        Optional<Component> day = point.day();
        if (point.partOfYear().isPresent()) {
            return point.partOfYear().get() <= 24
                    ? text("month", year, text("month." + month.digits()))
                    : text("part." + month.digits(), year);
        }
        boolean someDay = day.filter(found -> found.digits().equals("XX")).isPresent();
        if (month.digits().equals("XX") && (day.isEmpty() || someDay)) {
            return text(day.isEmpty() ? "some-month" : "some-day", text("year", year));
        }
        if (!month.specified() || !point.year().specified()) {
            return undoubted(point);
        }
        String monthName = text("month." + month.digits());
        if (day.isEmpty() || someDay) {
            String words = text("month", year, monthName);
            return someDay ? text("some-day", words) : words;
        }
        return day.get().specified()
                ? text("day", year, monthName, number(day.get()))
                : undoubted(point);
    }

    private static String undoubted(Point point) {
        return point.edtf().replaceAll("[?~%]", "");
    }

    private String yearAlone(Component component, String year) {
        String digits = component.digits();
        if (digits.matches("\\d{3}X")) {
            return text("decade", digits.replace('X', '0'));
        }
        if (digits.matches("\\d{2}XX")) {
            int century = Integer.parseInt(digits.substring(0, 2)) + 1;
            boolean teen = century / 10 == 1;
            return text("century", String.valueOf(century), teen ? 0 : century % 10);
        }
        return component.specified() ? text("year", year) : digits;
    }

    /// The number of a year as people write it: without signs of EDTF, and before year 1 as BC.
    private String year(Component component) {
        String digits = component.digits();
        if (!digits.matches("-?\\d{4}")) {
            return digits;
        }
        int year = Integer.parseInt(digits);
        return year > 0 ? String.valueOf(year) : text("before-christ", String.valueOf(1 - year));
    }

    private static String number(Component component) {
        return String.valueOf(Integer.parseInt(component.digits()));
    }

    private String moment(Moment moment) {
        String day = date(HistoricDate.of(moment.date()));
        String time = moment.edtf().replaceFirst(".*T(\\d\\d:\\d\\d:\\d\\d).*", "$1");
        return moment.offset()
                .map(offset -> text("moment-offset", day, time, offset.getId().replace("Z", "")))
                .orElseGet(() -> text("moment", day, time));
    }

    // ---- Several

    private String interval(Interval interval) {
        return switch (interval.start()) {
            case Point start when interval.end() instanceof Point end ->
                    span("between", start, end);
            case Point start ->
                    text(interval.end() == Edge.OPEN ? "since" : "end-unknown", point(start));
            case Edge edge ->
                    text(
                            edge == Edge.OPEN ? "until" : "start-unknown",
                            point((Point) interval.end()));
        };
    }

    /// A year that both have is said once: in English with the second, in Korean with the first.
    private String span(String key, Point from, Point to) {
        boolean once =
                from.year().equals(to.year())
                        && from.year().doubt() == Doubt.NONE
                        && hasYearlessWords(from)
                        && hasYearlessWords(to);
        return switch (language) {
            case ENGLISH -> text(key, once ? yearless(from) : point(from), point(to));
            case KOREAN -> text(key, point(from), once ? yearless(to) : point(to));
        };
    }

    private static boolean hasYearlessWords(Point point) {
        return !point.doubted()
                && point.components().allMatch(Component::specified)
                && point.month().isPresent()
                && point.partOfYear().orElse(21) <= 24;
    }

    private String yearless(Point point) {
        String month = text("month." + point.month().orElseThrow().digits());
        return point.day().map(day -> text("yearless-day", month, number(day))).orElse(month);
    }

    private String list(Listed listed, String key) {
        List<String> members =
                listed.members().stream().map(member -> member(member, listed)).toList();
        String last = members.getLast();
        return members.size() == 1
                ? last
                : text(
                        key,
                        String.join(text("comma"), members.subList(0, members.size() - 1)),
                        last);
    }

    private String member(Member member, Listed listed) {
        return switch (member) {
            case Point point -> point(point);
            case Range(var from, var to) when from.isPresent() && to.isPresent() ->
                    span(
                            listed instanceof OneOf ? "some-time-between" : "each-from",
                            from.get(),
                            to.get());
            case Range(var from, var to) when to.isPresent() -> text("or-earlier", point(to.get()));
            case Range(var from, var to) -> text("or-later", point(from.orElseThrow()));
        };
    }
}
