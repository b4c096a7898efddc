package org.haetae.names;

import static org.haetae.names.DateGrammar.Where.BETWEEN_WORDS;
import static org.haetae.names.DateGrammar.Where.TYPED;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/// How English texts state dates; and dates in figures, which belong to no language.
final class EnglishDates {

    private static final List<String> CENTURIES =
            List.of("seventeenth", "eighteenth", "nineteenth", "twentieth", "twenty-first");

    /// What makes four digits a year: a preposition of time, or another year before it.
    private static final String YEAR_CUE =
            "(?<=\\b(?:in|since|during|until|till|throughout|year|years|early as|late as|ago as"
                    + "|recently as|as of|(?:in|since|during|until|of) [12]\\d{3}(?:, [12]\\d{3})?(?:,|,? (?:and|or))) )";

    /// "the Act of 2016", "the crisis of 1962", and not "a total of 2016".
    private static final String NAME_CUE =
            "(?<=\\b[a-z]{3,20} of )(?<!\\b(?:out|one|some|most|many|all|none|each|half|total|sum|number"
                    + "|amount|average|maximum|minimum|population|group|crowd|majority|list|rate|cost"
                    + "|price|distance|height|speed|length|capacity|output|worth|members?) of )"
                    + "(?=18|19|20)";

    /// "(1998)", but not the year of a resolution, "1718 (2006)".
    private static final String BRACKET_CUE = "(?<=[^\\p{N} ]\\s{0,2}\\()";

    private static final String NO_NUMBERED_THING =
            "(?<!\\p{L}-)(?<!\\b(?:pp?|pages?|nos?|articles?|sections?|paras?|paragraphs?"
                    + "|resolutions?|units?|tel|phone)\\.?\\s{0,3})";

    private EnglishDates() {}

    static void addTo(DateGrammar it) {
        parts(it);
        days(it);
        partsOfTime(it);
        it.phrase(
                DateRule.ABOUT,
                BETWEEN_WORDS,
                "(?:about|around|circa|approximately|roughly|ca?\\.|ca ) ?{the}<a:point>",
                it::about);
        spans(it);
    }

    private static void parts(DateGrammar it) {
        it.part(
                "month",
                "(?:January|February|March|April|June|July|August|September|October|November"
                        + "|December|May|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)");
        it.part("day", "(?:[12]\\d|3[01]|0?[1-9])(?:st|nd|rd|th)?");
        it.part("wholeorshort", it.readsShortYears() ? "(?:{digits}|'\\d\\d)" : "{digits}");
        // "since the 1990s", but not "since the 2014 coup".
        it.part("the", "(?:the (?!\\d{4}(?!'?s)))?");
        it.part("juche", "Juche ?\\d{1,3}(?: ?\\( ?{digits} ?\\))?");
        it.part("year", "(?:{juche}|{wholeorshort})");
        it.part("season", "(?:spring|summer|autumn|fall|winter)");
        it.part(
                "edge",
                "(?:(?:early|mid)-? to (?:mid|late)(?:-| )|(?:early|mid|late)(?:-| )"
                        + "|(?:beginning|start|middle|end) of (?:the )?)");
        it.part("half", "(?:(?:first|second) half|H[12])");
        it.part("quarter", "(?:(?:first|second|third|fourth|last) quarter|Q[1-4])");
        it.part("century", "(?:\\d{1,2}(?:st|nd|rd|th)|" + String.join("|", CENTURIES) + ")");
        it.part(
                "dated",
                String.join(
                        "|",
                        "{day}(?: |-)(?:of )?{month},?(?: |-){year}",
                        "{month} {day},? {year}",
                        "{digits}-{mm}-{dd}",
                        "(?:{edge})?{month},? (?:of )?{year}",
                        "(?:{edge})?{season},? (?:of )?{year}",
                        "{edge}{sdecade}'?s",
                        "{sdecade}'?s",
                        "{edge}{year}",
                        "(?:{half}|{quarter}),? (?:of )?{year}",
                        "{juche}"));
        it.part("bare", "(?:@{wholeorshort})");
        it.part("point", "(?:{dated}|{bare})");
        it.part("nearly", "(?:(?:about|around|circa|ca?\\.) ?)?{point}");
        it.part("side", "(?:{nearly}|{month}(?: {day})?|{day}(?: {month})?|{season})");
    }

    private static void days(DateGrammar it) {
        it.phrase(
                DateRule.DAY,
                BETWEEN_WORDS,
                "<d:day>(?: |-)(?:of )?<m:month>,?(?: |-)<y:year>",
                it::days);
        it.phrase(DateRule.DAY, BETWEEN_WORDS, "<m:month> <d:day>,? <y:year>", it::days);
        it.phrase(DateRule.DAY, BETWEEN_WORDS, "<y:digits>-<m:mm>-<d:dd>", it::days);
        it.phrase(
                DateRule.DAY,
                DateGrammar.Where.AMONG_LETTERS,
                "<y:digits>(?:\\. ?<m:n>\\. ?<d:n>\\.?|/<m2:n>/<d2:n>)",
                match ->
                        Stream.of(
                                match.group("y")
                                        + "-"
                                        + DateGrammar.two(either(match, "m", "m2"))
                                        + "-"
                                        + DateGrammar.two(either(match, "d", "d2"))));
        for (String sign : List.of("/", "\\.", "-")) {
            it.phrase(
                    DateRule.DAY_OR_MONTH_FIRST,
                    BETWEEN_WORDS,
                    "<p:n>%1$s<q:n>%1$s<y:digits>".formatted(sign),
                    DateGrammar::dayOrMonthFirst);
        }
    }

    private static String either(Matcher match, String one, String other) {
        return match.group(one) == null ? match.group(other) : match.group(one);
    }

    private static void partsOfTime(DateGrammar it) {
        it.phrase(
                DateRule.MONTH,
                BETWEEN_WORDS,
                "<e:edge><m:month>,? (?:of )?<y:year>",
                it::partsOfMonth);
        it.phrase(DateRule.MONTH, BETWEEN_WORDS, "<m:month>,? (?:of )?<y:year>", it::months);
        it.phrase(DateRule.DAY, TYPED, "<y:digits>-<m:n>-<d:n>", it::days);
        it.phrase(DateRule.DAY, TYPED, "<y:digits>,? <m:month> <d:day>", it::days);
        it.phrase(DateRule.MONTH, TYPED, "<m:n>[./-]<y:digits>", it::months);
        it.phrase(DateRule.MONTH, TYPED, "<y:digits>,? <m:month>", it::months);
        it.phrase(DateRule.SEASON, TYPED, "<y:digits>,? <s:season>", it::seasons);
        it.phrase(DateRule.MONTH, TYPED, "<y:digits>[./]<m:n>\\.?", it::months);
        it.phrase(
                DateRule.SEASON,
                BETWEEN_WORDS,
                "{edge}<s:season>,? (?:of )?<y:year>",
                match -> it.seasons(match).map(date -> date + "~"));
        it.phrase(DateRule.SEASON, BETWEEN_WORDS, "<s:season>,? (?:of )?<y:year>", it::seasons);
        it.phrase(
                DateRule.PART_OF_YEAR,
                BETWEEN_WORDS,
                "<p:half>,? (?:of )?<y:year>",
                match -> partOfYear(it, match, 40));
        it.phrase(
                DateRule.PART_OF_YEAR,
                BETWEEN_WORDS,
                "<p:quarter>,? (?:of )?<y:year>",
                match -> partOfYear(it, match, 33));
        it.phrase(DateRule.PART_OF_YEAR, BETWEEN_WORDS, "<e:edge><y:year>", it::partsOfYear);
        it.phrase(DateRule.DECADE, BETWEEN_WORDS, "<e:edge><y:sdecade>'?s", it::partsOfDecade);
        it.phrase(DateRule.DECADE, BETWEEN_WORDS, "<y:sdecade>'?s", it::decades);
        it.phrase(
                DateRule.CENTURY,
                BETWEEN_WORDS,
                "<c:century> century",
                match -> DateGrammar.century(century(match.group("c"))));
        it.phrase(DateRule.YEAR, BETWEEN_WORDS, "<y:juche>", it::years);
        it.phrase(DateRule.YEAR, BETWEEN_WORDS, YEAR_CUE, "<y:bare>", "", it::years);
        it.phrase(DateRule.YEAR, BETWEEN_WORDS, NAME_CUE, "<y:bare>", "", it::years);
        it.phrase(DateRule.YEAR, BETWEEN_WORDS, BRACKET_CUE, "<y:bare>", "(?=\\))", it::years);
    }

    private static Stream<String> partOfYear(DateGrammar it, Matcher match, int firstCode) {
        String part = match.group("p").toLowerCase(Locale.ROOT);
        int number =
                part.length() == 2
                        ? part.charAt(1) - '1'
                        : part.startsWith("last")
                                ? 3
                                : List.of("fi", "se", "th", "fo").indexOf(part.substring(0, 2));
        return it.years(match).map(year -> year + "-" + (firstCode + number));
    }

    private static int century(String words) {
        int named = CENTURIES.indexOf(words.toLowerCase(Locale.ROOT));
        return named < 0 ? Integer.parseInt(words.replaceAll("\\D", "")) : 17 + named;
    }

    private static void spans(DateGrammar it) {
        it.phrase(
                DateRule.PERHAPS,
                TYPED,
                "(?:perhaps|possibly|probably|maybe) (?:in )?{the}<a:nearly>",
                it::perhaps);
        it.phrase(DateRule.PERHAPS, TYPED, "<a:nearly> ?\\(?(?:\\?|uncertain)\\)?", it::perhaps);
        it.phrase(
                DateRule.BEFORE,
                BETWEEN_WORDS,
                "(?:before|prior to|earlier than) {the}<a:nearly>",
                it::before);
        it.phrase(
                DateRule.BEFORE,
                BETWEEN_WORDS,
                "(?:by|no later than|not later than) {the}<a:nearly>",
                it::orEarlier);
        it.phrase(
                DateRule.BEFORE, BETWEEN_WORDS, "<a:nearly> or (?:earlier|before)", it::orEarlier);
        it.phrase(DateRule.AFTER, BETWEEN_WORDS, "(?:after|later than) {the}<a:nearly>", it::after);
        it.phrase(DateRule.AFTER, BETWEEN_WORDS, "<a:nearly> or (?:later|after)", it::orLater);
        it.phrase(DateRule.SINCE, BETWEEN_WORDS, "(?:ever )?since {the}<a:nearly>", it::since);
        it.phrase(DateRule.SINCE, BETWEEN_WORDS, "from {the}<a:nearly> (?:on|onwards?)", it::since);
        it.phrase(DateRule.SINCE, TYPED, "from {the}<a:nearly>", it::since);
        it.phrase(
                DateRule.UNTIL,
                BETWEEN_WORDS,
                "(?:until|till|up to|up until) {the}<a:nearly>",
                it::until);
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                "(?:some ?time|at some point) between {the}<a:side> and {the}<b:nearly>",
                it::someTimeIn);
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                "between {the}<a:side> and {the}<b:nearly>",
                it::range);
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                "from {the}<a:side>(?: ?- ?| to | until | till | through ){the}<b:nearly>",
                it::range);
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                "<m:month> <d:day>(?: ?- ?| to )<d2:day>,? <y:year>",
                match ->
                        it.days(match)
                                .map(
                                        day ->
                                                day
                                                        + "/"
                                                        + day.substring(0, 8)
                                                        + DateGrammar.two(match.group("d2"))));
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                NO_NUMBERED_THING,
                "<a:side>(?: ?- ?| to | through ){the}<b:dated>",
                "",
                it::range);
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                NO_NUMBERED_THING,
                "<a:digits> ?- ?<b:digits>",
                "",
                it::range);
        it.phrase(DateRule.RANGE, TYPED, "<a:point>(?: ?- ?| to | through )<b:point>", it::range);
        it.phrase(
                DateRule.RANGE,
                BETWEEN_WORDS,
                NO_NUMBERED_THING,
                "<a:digits> ?- ?<b:two>",
                "",
                match ->
                        Stream.of(
                                match.group("a")
                                        + "/"
                                        + match.group("a").substring(0, 2)
                                        + match.group("b")));
        it.part("unit", "(?:{month}|{season})");
        it.part("units", "{unit}(?:, {unit}){0,10},? (?:and|or|&) (?:the )?{unit}");
        it.phrase(DateRule.SEVERAL, BETWEEN_WORDS, "<l:units>,? (?:of )?<y:year>", it::severalOf);
        it.part("somedays", "{day}(?:, {day}){0,10},? (?:and|&) {day}");
        it.phrase(
                DateRule.SEVERAL,
                BETWEEN_WORDS,
                "<l:somedays> <m:month>,? <y:year>",
                it::severalDays);
        it.phrase(
                DateRule.SEVERAL,
                BETWEEN_WORDS,
                "<m:month> <l:somedays>,? <y:year>",
                it::severalDays);
        it.phrase(DateRule.SEVERAL, TYPED, "<a:nearly> and <b:nearly>", it::both);
        it.phrase(DateRule.SEVERAL, TYPED, "<a:nearly> or <b:nearly>", it::either);
    }
}
