package org.haetae.names;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The phrases that state dates, and how they are read.
///
/// The tables are in [EnglishDates] and [KoreanDates]: which rule, which words, which date. Words
/// are regular expressions in which `<y:year>` is a part named y that looks like a year, `{year}`
/// the same without a name, a space white space and ` ?` perhaps white space. Every phrase becomes
/// two patterns: the whole of what was typed, with its named parts, and a stretch of a running
/// text, with what must not stand beside it. A reading is text in EDTF; whether a calendar has it,
/// [HistoricDate] decides.
final class DateGrammar {

    /// @param inText what finds it in a running text; empty when it is believed only of what
    ///   somebody typed as a date
    private record Phrase(
            DateRule rule,
            Pattern whole,
            Optional<Pattern> inText,
            Function<Matcher, Stream<String>> reading) {}

    /// What a text means: no reading when no calendar has it or it ends before it starts.
    record Meaning(DateRule rule, List<HistoricDate> readings) {}

    /// A place in a running text, in chars, that a phrase fits.
    record Stretch(int start, int end, Meaning meaning) {}

    /// Where in a running text a phrase is believed.
    enum Where {
        /// Nowhere: only alone.
        TYPED("", ""),
        /// In a language that puts spaces between words.
        BETWEEN_WORDS("(?<!\\p{L})", "(?!\\p{L}|'\\p{L}|%)"),
        /// In one where particles follow without a space. After 제 stands an ordinal number.
        AMONG_LETTERS("(?<!제 ?)", "");

        private final String before;
        private final String after;

        Where(String before, String after) {
            this.before = before;
            this.after = after;
        }
    }

    /// Numbers and signs beside it make it something else: "1,500", "A/72/394", "US$2017",
    /// "3.2017".
    private static final String NO_NUMBER_BEFORE = "(?<![\\p{N}$€£₩#§/])(?<!\\p{N}[-./,:~])";

    private static final String NO_NUMBER_AFTER = "(?!\\p{N}|[-./,:~]\\p{N}|/)";

    /// Before four digits that have no month or season beside them. In a running text it keeps out
    /// counts ("in 2000 households", "about 1500 people", "2000 MW").
    private static final String BARE = "@";

    private static final String BARE_IN_TEXT =
            "(?=[12]\\d{3}(?! ?(?:%|(?:percent|per cent|people|persons|men|women|children|million"
                    + "|billion|won|yuan|yen|km|kg|kcal|mw|kw|hours|hrs|h|gmt|or more|or so)\\b"
                    + "|(?!(?:was|has|its|this|does|across|plus|versus)\\b)(?-i:[a-z]{2,}s)\\b)))";

    private static final Pattern NUMBER = Pattern.compile("\\d+|(?i:century)");

    /// How far a phrase reaches from its number at most, in chars.
    private static final int LONGEST = 100;

    /// A line may end within a phrase, a paragraph may not.
    private static final String SPACE = "[\\t\\x20]{1,4}|[\\t\\x20]{0,2}\\r?\\n[\\t\\x20]{0,4}";

    private static final Pattern NAMED = Pattern.compile("<(\\w+):(\\w+)>");
    private static final Pattern REFERENCE = Pattern.compile("\\{([a-z]\\w*)\\}");
    private static final Pattern EDGE =
            Pattern.compile("(?i)(early|beginning|start|초|상)|(mid|중)|(late|end|말|후|하)");
    private static final Pattern JUCHE =
            Pattern.compile("(?i)(?:Juche|주체)\\D*(\\d{1,3})(?:\\D+(\\d{4}))?\\D*");

    private static final List<String> MONTHS =
            List.of(
                    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                    "dec");
    private static final List<String> SEASONS =
            List.of("spring|봄|春", "summer|여름|夏", "autumn|fall|가을|秋", "winter|겨울|冬");

    private final Optional<Integer> firstOfShortYears;
    private final Map<String, String> parts = new HashMap<>();
    private final List<Phrase> phrases = new ArrayList<>();

    /// @param firstOfShortYears the first of the hundred years that two digits are taken to lie in;
    ///   empty when they are not read
    DateGrammar(Optional<Integer> firstOfShortYears) {
        this.firstOfShortYears = firstOfShortYears;
        part("n", "\\d{1,2}");
        part("two", "\\d\\d");
        part("mm", "(?:0[1-9]|1[0-2])");
        part("dd", "(?:0[1-9]|[12]\\d|3[01])");
        part("digits", "(?:1\\d{3}|20\\d\\d)");
        part("decade", "(?:1\\d\\d0|20\\d0)");
        part("sdecade", readsShortYears() ? "(?:{decade}|'?\\d0)" : "{decade}");
        EnglishDates.addTo(this);
        KoreanDates.addTo(this);
    }

    boolean readsShortYears() {
        return firstOfShortYears.isPresent();
    }

    // ---- Making the tables

    /// Names a part that later phrases use.
    void part(String name, String words) {
        parts.put(name, expanded(words));
    }

    void phrase(
            DateRule rule, Where where, String words, Function<Matcher, Stream<String>> reading) {
        phrase(rule, where, "", words, "", reading);
    }

    /// @param before what must stand before it in a running text
    /// @param after what must stand behind it there
    void phrase(
            DateRule rule,
            Where where,
            String before,
            String words,
            String after,
            Function<Matcher, Stream<String>> reading) {
        String named =
                NAMED.matcher(words)
                        .replaceAll(part -> "(?<%s>{%s})".formatted(part.group(1), part.group(2)));
        String unnamed = NAMED.matcher(words).replaceAll(part -> "{%s}".formatted(part.group(2)));
        phrases.add(
                new Phrase(
                        rule,
                        pattern(expanded(named).replace(BARE, "")),
                        where == Where.TYPED
                                ? Optional.empty()
                                : Optional.of(
                                        pattern(
                                                NO_NUMBER_BEFORE
                                                        + expanded(where.before + before)
                                                        + "(?:%s)"
                                                                .formatted(expanded(unnamed))
                                                                .replace(
                                                                        BARE,
                                                                        expanded(BARE_IN_TEXT))
                                                        + expanded(after + where.after)
                                                        + NO_NUMBER_AFTER)),
                        reading));
    }

    /// White space is bounded, since some stands in what is looked for backwards.
    private String expanded(String words) {
        return REFERENCE
                .matcher(words)
                .replaceAll(
                        part -> Matcher.quoteReplacement("(?:" + parts.get(part.group(1)) + ")"))
                .replace(" ?", "(?:%s)?".formatted(SPACE))
                .replace(" ", "(?:%s)".formatted(SPACE));
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }

    // ---- Reading

    /// What a whole text means, by the first phrase that fits it.
    Optional<Meaning> meaning(String text) {
        return phrases.stream().flatMap(phrase -> meaning(phrase, text).stream()).findFirst();
    }

    private static Optional<Meaning> meaning(Phrase phrase, String text) {
        Matcher match = phrase.whole().matcher(text.replaceAll("\\s+", " "));
        if (!match.matches()) {
            return Optional.empty();
        }
        List<HistoricDate> readings;
        try {
            readings =
                    phrase.reading()
                            .apply(match)
                            .distinct()
                            .flatMap(DateGrammar::inCalendar)
                            .toList();
        } catch (IllegalArgumentException partIsInNoCalendar) {
            readings = List.of();
        }
        return Optional.of(new Meaning(phrase.rule(), readings));
    }

    private static Stream<HistoricDate> inCalendar(String edtf) {
        try {
            return Stream.of(HistoricDate.of(edtf));
        } catch (IllegalArgumentException inNoCalendar) {
            return Stream.empty();
        }
    }

    /// All places of a running text that a phrase fits, overlapping ones too, in no order. Looks
    /// only near numbers, since every phrase has one.
    Stream<Stretch> stretches(String text) {
        return windows(text).stream()
                .flatMap(
                        window ->
                                phrases.stream()
                                        .flatMap(phrase -> stretches(phrase, text, window)));
    }

    private static Stream<Stretch> stretches(Phrase phrase, String text, Window window) {
        return phrase.inText().stream()
                .flatMap(
                        pattern ->
                                pattern.matcher(text)
                                        .region(window.start(), window.end())
                                        .useTransparentBounds(true)
                                        .useAnchoringBounds(false)
                                        .results())
                .flatMap(place -> stretch(phrase, place));
    }

    private record Window(int start, int end) {}

    private static List<Window> windows(String text) {
        var windows = new ArrayList<Window>();
        NUMBER.matcher(text)
                .results()
                .map(
                        number ->
                                new Window(
                                        Math.max(0, number.start() - LONGEST),
                                        Math.min(text.length(), number.end() + LONGEST)))
                .forEach(
                        window -> {
                            if (windows.isEmpty() || windows.getLast().end() < window.start()) {
                                windows.add(window);
                            } else {
                                windows.add(new Window(windows.removeLast().start(), window.end()));
                            }
                        });
        return windows;
    }

    private static Stream<Stretch> stretch(Phrase phrase, MatchResult place) {
        return meaning(phrase, place.group()).stream()
                .map(meaning -> new Stretch(place.start(), place.end(), meaning));
    }

    // ---- Readings of parts, for the tables. All give texts in EDTF, one for each thing that is
    // meant.

    /// A date within a larger phrase.
    Stream<String> point(String words) {
        return meaning(words).stream()
                .flatMap(found -> found.readings().stream())
                .map(HistoricDate::edtf);
    }

    /// The years of "2017", "97", "주체 106년(2017)": two when the year of Juche is not that of the
    /// figure beside it. Juche 1 is 1912.
    Stream<String> years(String words) {
        Matcher juche = JUCHE.matcher(words);
        if (juche.matches()) {
            String counted = String.valueOf(Integer.parseInt(juche.group(1)) + 1911);
            return Stream.concat(Optional.ofNullable(juche.group(2)).stream(), Stream.of(counted))
                    .distinct();
        }
        String digits = words.replaceAll("\\D", "");
        if (digits.length() > 2) {
            return Stream.of(digits);
        }
        int first = firstOfShortYears.orElseThrow();
        return Stream.of(
                String.valueOf(first + Math.floorMod(Integer.parseInt(digits) - first, 100)));
    }

    Stream<String> years(Matcher match) {
        return years(match.group("y"));
    }

    Stream<String> days(Matcher match) {
        return years(match)
                .map(year -> year + "-" + month(match.group("m")) + "-" + two(match.group("d")));
    }

    Stream<String> months(Matcher match) {
        return years(match).map(year -> year + "-" + month(match.group("m")));
    }

    /// "early March": its first ten days, as Korean counts them.
    Stream<String> partsOfMonth(Matcher match) {
        int[] edge = edge(match.group("e"));
        return months(match)
                .map(
                        month -> {
                            int end = 10 * (edge[1] + 1);
                            int last = edge[1] == 2 ? YearMonth.parse(month).lengthOfMonth() : end;
                            return "%s-%02d~/%s-%02d~"
                                    .formatted(month, 10 * edge[0] + 1, month, last);
                        });
    }

    /// "early 1998": its first four months, about.
    Stream<String> partsOfYear(Matcher match) {
        int[] edge = edge(match.group("e"));
        return years(match)
                .map(
                        year ->
                                edge[0] == edge[1]
                                        ? "%s-%d~".formatted(year, 37 + edge[0])
                                        : "%s-%d~/%s-%d~"
                                                .formatted(year, 37 + edge[0], year, 37 + edge[1]));
    }

    /// "mid-1990s": about 1994 to 1996.
    Stream<String> partsOfDecade(Matcher match) {
        int[] edge = edge(match.group("e"));
        int[] starts = {0, 4, 7};
        int[] ends = {3, 6, 9};
        return years(match)
                .map(year -> year.substring(0, 3))
                .map(
                        decade ->
                                "%s%d~/%s%d~"
                                        .formatted(decade, starts[edge[0]], decade, ends[edge[1]]));
    }

    Stream<String> seasons(Matcher match) {
        return years(match).map(year -> year + "-" + monthOrSeason(match.group("s")));
    }

    /// "1900s" may be ten years or a hundred.
    Stream<String> decades(Matcher match) {
        return years(match)
                .flatMap(
                        year ->
                                year.endsWith("00") && !year.equals("2000")
                                        ? Stream.of(
                                                year.substring(0, 3) + "X",
                                                year.substring(0, 2) + "XX")
                                        : Stream.of(year.substring(0, 3) + "X"));
    }

    static Stream<String> century(int number) {
        return Stream.of("%02dXX".formatted(number - 1));
    }

    /// Both orders of "03/04/2017", or the one that a calendar has.
    static Stream<String> dayOrMonthFirst(Matcher match) {
        String one = two(match.group("p"));
        String other = two(match.group("q"));
        return Stream.of(one + "-" + other, other + "-" + one)
                .map(day -> match.group("y") + "-" + day);
    }

    Stream<String> about(Matcher match) {
        return point(match.group("a"))
                .map(date -> date.matches(".*[?~%].*|.*/.*") ? date : date + "~");
    }

    Stream<String> perhaps(Matcher match) {
        return point(match.group("a"))
                .map(date -> date.endsWith("~") ? date.replaceFirst("~$", "%") : date + "?");
    }

    /// Before it began: "before 2003" is 2002 or earlier.
    Stream<String> before(Matcher match) {
        return point(match.group("a"))
                .map(DateGrammar::start)
                .map(
                        date ->
                                "[.."
                                        + next(date, HistoricDate.of(date).earliest().minusDays(1))
                                        + "]");
    }

    /// After it ended: "after 2011" is 2012 or later.
    Stream<String> after(Matcher match) {
        return point(match.group("a"))
                .map(DateGrammar::end)
                .map(date -> "[" + next(date, HistoricDate.of(date).latest().plusDays(1)) + "..]");
    }

    private static String next(String date, LocalDate day) {
        HistoricDate near = HistoricDate.of(date);
        String text =
                switch (near.precision()) {
                    case SECOND, DAY -> day.toString();
                    case MONTH, PART_OF_YEAR -> YearMonth.from(day).toString();
                    case YEAR, DECADE, CENTURY, WIDER -> Edtf.write(day.getYear());
                };
        return text + (near.doubted() ? "~" : "");
    }

    Stream<String> orEarlier(Matcher match) {
        return point(match.group("a")).map(date -> "[.." + end(date) + "]");
    }

    Stream<String> orLater(Matcher match) {
        return point(match.group("a")).map(date -> "[" + start(date) + "..]");
    }

    Stream<String> since(Matcher match) {
        return point(match.group("a")).map(date -> start(date) + "/..");
    }

    Stream<String> until(Matcher match) {
        return point(match.group("a")).map(date -> "../" + end(date));
    }

    private static String start(String date) {
        return date.replaceFirst("/.*", "");
    }

    private static String end(String date) {
        return date.replaceFirst(".*/", "");
    }

    /// From a to b, where one may leave out what the other says: "March and May 2018".
    Stream<String> range(Matcher match) {
        return pairs(match.group("a"), match.group("b"))
                .map(pair -> start(pair.one) + "/" + end(pair.other));
    }

    /// One of the years, months or days from a to b.
    Stream<String> someTimeIn(Matcher match) {
        return pairs(match.group("a"), match.group("b"))
                .map(pair -> "[" + start(pair.one) + ".." + end(pair.other) + "]");
    }

    Stream<String> both(Matcher match) {
        return pairs(match.group("a"), match.group("b"))
                .map(pair -> "{" + pair.one + "," + pair.other + "}");
    }

    Stream<String> either(Matcher match) {
        return pairs(match.group("a"), match.group("b"))
                .map(pair -> "[" + pair.one + "," + pair.other + "]");
    }

    private record Pair(String one, String other) {}

    private Stream<Pair> pairs(String one, String other) {
        List<String> ones = point(one).toList();
        List<String> others = point(other).toList();
        if (ones.isEmpty()) {
            return others.stream()
                    .flatMap(date -> borrowed(one, date).map(whole -> new Pair(whole, date)));
        }
        if (others.isEmpty()) {
            return ones.stream()
                    .flatMap(date -> borrowed(other, date).map(whole -> new Pair(date, whole)));
        }
        return ones.stream().flatMap(a -> others.stream().map(b -> new Pair(a, b)));
    }

    /// Words that lack a year, or year and month, with those of the date beside them.
    private Stream<String> borrowed(String words, String date) {
        if (!date.matches("\\d{4}(-\\d\\d)*~?")) {
            return Stream.empty();
        }
        String year = date.substring(0, 4);
        if (words.matches("\\d{1,2}(st|nd|rd|th|\\s*[일日号])?") && date.length() >= 10) {
            return Stream.of(date.substring(0, 8) + two(words));
        }
        return Stream.concat(point(words + " " + year), point(year + "년 " + words)).limit(1);
    }

    /// Several months or seasons of one year: "January and October 2017", with `or` one of them.
    Stream<String> severalOf(Matcher match) {
        String list = match.group("l");
        boolean either = list.matches("(?i).*(?:\\bor\\b|또는|이나).*");
        return years(match)
                .map(
                        year ->
                                Stream.of(
                                                list.split(
                                                        "(?i)\\s*(?:,|&|·|\\band\\b|\\bor\\b|과|와|및|또는|이나)\\s*"))
                                        .filter(unit -> !unit.isBlank())
                                        .map(unit -> year + "-" + monthOrSeason(unit.strip()))
                                        .collect(Collectors.joining(",")))
                .map(dates -> either ? "[" + dates + "]" : "{" + dates + "}");
    }

    /// Several days of one month.
    Stream<String> severalDays(Matcher match) {
        return months(match)
                .map(
                        month ->
                                Pattern.compile("\\d{1,2}")
                                        .matcher(match.group("l"))
                                        .results()
                                        .map(day -> month + "-" + two(day.group()))
                                        .collect(Collectors.joining(",", "{", "}")));
    }

    // ---- Words for numbers

    private static String monthOrSeason(String words) {
        return IntStream.range(0, 4)
                .filter(at -> words.matches("(?i).*(?:" + SEASONS.get(at) + ").*"))
                .mapToObj(at -> String.valueOf(21 + at))
                .findFirst()
                .orElseGet(() -> month(words));
    }

    private static String month(String words) {
        String digits = words.replaceAll("\\D", "");
        return two(
                digits.isEmpty()
                        ? String.valueOf(
                                1 + MONTHS.indexOf(words.substring(0, 3).toLowerCase(Locale.ROOT)))
                        : digits);
    }

    static String two(String number) {
        return "%02d".formatted(Integer.parseInt(number.replaceAll("\\D", "")));
    }

    /// The thirds that "early", "mid- to late" speak of: the first and the last of them, 0 to 2.
    private static int[] edge(String words) {
        int[] thirds =
                EDGE.matcher(words)
                        .results()
                        .mapToInt(
                                found ->
                                        found.group(1) != null ? 0 : found.group(2) != null ? 1 : 2)
                        .toArray();
        return new int[] {thirds[0], thirds[thirds.length - 1]};
    }
}
