package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.names.HistoricDate.Order;
import org.haetae.names.HistoricDate.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Examples are those of the Library of Congress (EDTF specification, 4 February 2019) in its
/// order, with the days that its words say they mean.
class HistoricDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # level 0: date, date and time, interval
                    1985-04-12 | 1985-04-12 | 1985-04-12
                    1985-04 | 1985-04-01 | 1985-04-30
                    1985 | 1985-01-01 | 1985-12-31
                    1985-04-12T23:20:30 | 1985-04-12 | 1985-04-12
                    1985-04-12T23:20:30Z | 1985-04-12 | 1985-04-12
                    1985-04-12T23:20:30-04 | 1985-04-12 | 1985-04-12
                    1985-04-12T23:20:30+04:30 | 1985-04-12 | 1985-04-12
                    1964/2008 | 1964-01-01 | 2008-12-31
                    2004-06/2006-08 | 2004-06-01 | 2006-08-31
                    2004-02-01/2005-02-08 | 2004-02-01 | 2005-02-08
                    2004-02-01/2005-02 | 2004-02-01 | 2005-02-28
                    2004-02-01/2005 | 2004-02-01 | 2005-12-31
                    2005/2006-02 | 2005-01-01 | 2006-02-28
                    # level 1: letter-prefixed year, seasons, qualification of a date
                    Y170000002 | +170000002-01-01 | +170000002-12-31
                    Y-170000002 | -170000002-01-01 | -170000002-12-31
                    2001-21 | 2001-03-01 | 2001-06-30
                    2001-22 | 2001-06-01 | 2001-09-30
                    2001-23 | 2001-09-01 | 2001-12-31
                    2001-24 | 2001-01-01 | 2002-03-31
                    1984? | 1984-01-01 | 1984-12-31
                    2004-06~ | 2004-06-01 | 2004-06-30
                    2004-06-11% | 2004-06-11 | 2004-06-11
                    # unspecified digits from the right
                    201X | 2010-01-01 | 2019-12-31
                    20XX | 2000-01-01 | 2099-12-31
                    2004-XX | 2004-01-01 | 2004-12-31
                    1985-04-XX | 1985-04-01 | 1985-04-30
                    1985-XX-XX | 1985-01-01 | 1985-12-31
                    # extended intervals: open and unknown ends
                    1985-04-12/.. | 1985-04-12 | -
                    1985-04/.. | 1985-04-01 | -
                    1985/.. | 1985-01-01 | -
                    ../1985-04-12 | - | 1985-04-12
                    ../1985-04 | - | 1985-04-30
                    ../1985 | - | 1985-12-31
                    1985-04-12/ | 1985-04-12 | -
                    1985-04/ | 1985-04-01 | -
                    1985/ | 1985-01-01 | -
                    /1985-04-12 | - | 1985-04-12
                    /1985-04 | - | 1985-04-30
                    /1985 | - | 1985-12-31
                    # negative year
                    -1985 | -1985-01-01 | -1985-12-31
                    # level 2: exponential year, significant digits
                    Y-17E7 | -170000000-01-01 | -170000000-12-31
                    1950S2 | 1900-01-01 | 1999-12-31
                    Y171010000S3 | +171000000-01-01 | +171999999-12-31
                    Y3388E2S3 | +338000-01-01 | +338999-12-31
                    # sub-year grouping
                    2001-34 | 2001-04-01 | 2001-06-30
                    # sets
                    [1667,1668,1670..1672] | 1667-01-01 | 1672-12-31
                    [..1760-12-03] | - | 1760-12-03
                    [1760-12..] | 1760-12-01 | -
                    [1760-01,1760-02,1760-12..] | 1760-01-01 | -
                    [1667,1760-12] | 1667-01-01 | 1760-12-31
                    [..1984] | - | 1984-12-31
                    {1667,1668,1670..1672} | 1667-01-01 | 1672-12-31
                    {1960,1961-12} | 1960-01-01 | 1961-12-31
                    {..1984} | - | 1984-12-31
                    # qualification of components
                    2004-06~-11 | 2004-06-11 | 2004-06-11
                    2004?-06-11 | 2004-06-11 | 2004-06-11
                    ?2004-06-~11 | 2004-06-11 | 2004-06-11
                    2004-%06-11 | 2004-06-11 | 2004-06-11
                    # unspecified digits anywhere
                    156X-12-25 | 1560-12-25 | 1569-12-25
                    15XX-12-25 | 1500-12-25 | 1599-12-25
                    XXXX-12-XX | 0000-12-01 | 9999-12-31
                    1XXX-XX | 1000-01-01 | 1999-12-31
                    1XXX-12 | 1000-12-01 | 1999-12-31
                    1984-1X | 1984-10-01 | 1984-12-31
                    # intervals of these
                    2004-06-~01/2004-06-~20 | 2004-06-01 | 2004-06-20
                    2004-06-XX/2004-07-03 | 2004-06-01 | 2004-07-03
                    1984~/2004-06 | 1984-01-01 | 2004-06-30
                    1984-06-02?/2004-08-08~ | 1984-06-02 | 2004-08-08
                    """)
    void everyPublishedExampleIsReadAndWrittenBack(String edtf, String earliest, String latest) {
        HistoricDate date = HistoricDate.of(edtf);
        assertThat(date.edtf()).isEqualTo(edtf);
        assertThat(date).hasToString(edtf);
        assertThat(date.earliest())
                .isEqualTo(earliest == null ? LocalDate.MIN : LocalDate.parse(earliest));
        assertThat(date.latest())
                .isEqualTo(latest == null ? LocalDate.MAX : LocalDate.parse(latest));
    }

    @ParameterizedTest
    @CsvSource({
        // The other codes of parts of a year (level 2).
        "2001-25, 2001-03-01, 2001-06-30",
        "2001-28, 2001-01-01, 2002-03-31",
        "2001-29, 2001-09-01, 2001-12-31",
        "2001-30, 2001-01-01, 2002-03-31",
        "2001-31, 2001-03-01, 2001-06-30",
        "2001-32, 2001-06-01, 2001-09-30",
        "2001-33, 2001-01-01, 2001-03-31",
        "2001-36, 2001-10-01, 2001-12-31",
        "2001-37, 2001-01-01, 2001-04-30",
        "2001-39, 2001-09-01, 2001-12-31",
        "2001-40, 2001-01-01, 2001-06-30",
        "2001-41, 2001-07-01, 2001-12-31",
        // Only some of the days that the digits allow exist.
        "19XX-02-29, 1904-02-29, 1996-02-29",
        "2001-XX-31, 2001-01-31, 2001-12-31",
        "2001-02-2X, 2001-02-20, 2001-02-28",
        "-00XX, -0099-01-01, 0000-12-31",
        "-1950S2, -1999-01-01, -1900-12-31",
        "Y1E12, -, -",
    })
    void boundsAreTheFirstAndTheLastDayThatFits(String edtf, String earliest, String latest) {
        HistoricDate date = HistoricDate.of(edtf);
        if (earliest.equals("-")) {
            assertThat(date.earliest()).isEqualTo(LocalDate.MAX);
            return;
        }
        assertThat(date.earliest()).isEqualTo(earliest);
        assertThat(date.latest()).isEqualTo(latest);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Basic format and what the specification rules out in words.
                "20050924T100000",
                "20050924",
                "Y1985",
                "Y01985000",
                "[1667, 1668]",
                "[1670..1672-12]",
                "[..,1985]",
                "[1760..,1761]",
                "[1984,..1985]",
                "1985-04-12T23:20:30/1986",
                "P1Y/1986",
                "1985/P1Y",
                // The draft of 2012.
                "199u",
                "199x",
                "2004-(06)?-11",
                "unknown/2006",
                "2004-01-01/open",
                "y170000002",
                "y17e7",
                "2004?~",
                "2001-21^southernHemisphere",
                "1960,1961",
                "196x",
                // What is in no calendar.
                "2001-02-29",
                "1900-02-29",
                "2001-13",
                "2001-00",
                "2001-42",
                "2001-20",
                "2001-04-31",
                "2001-XX-32",
                "2001-02-3X",
                "2001-00-01",
                "2001-21-01",
                "-0000",
                "1985-04-12T24:00:00",
                "1985-04-12T23:60:00",
                "1985-04-12T23:20",
                "1985-04-12T23:20:30-00:00",
                "1985-04-12T23:20:30+19:00",
                "1985-04T10:00:00",
                "1985-04-12?T10:00:00",
                // What is cut short or too long.
                "",
                " 1985",
                "1985 ",
                "85",
                "198",
                "19850",
                "1985-",
                "1985-4",
                "1985-04-1",
                "1985-04-12-01",
                "1985--12",
                "-",
                "/",
                "../..",
                "/..",
                "../",
                "1984/1985/1986",
                "2008/1964",
                "2004-06-11/2004-06-10",
                "[]",
                "{}",
                "[1984",
                "1984]",
                "[1984}",
                "[..]",
                "[1984,]",
                "[1672..1670]",
                "{1984/1985}",
                "??1984",
                "1984??",
                "1950S0",
                "1950S5",
                "1950S",
                "195XS2",
                "1950S2-05",
                "Y170000002-05",
                "YE5",
                "Y1E99",
                "Y123456789012345678901234567890",
                "1985-X",
                "ABCD",
                "１９８５",
            })
    void whatIsNoEdtfIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HistoricDate.of(text))
                .withMessageStartingWith("\"%s\" is no date in EDTF: ", text);
    }

    @ParameterizedTest
    @CsvSource({
        "2004~-06~-11~, 2004-06-11~",
        "2004?-06~, %2004-~06",
        "~2004-~06, 2004-06~",
        "~2004-06, 2004~-06",
        "?2004~, 2004%",
        "1985-04-12T23:20:30+09:00, 1985-04-12T23:20:30+09",
        "1985-04-12T23:20:30+00:00, 1985-04-12T23:20:30Z",
    })
    void oneDateHasOneCanonicalText(String written, String canonical) {
        assertThat(HistoricDate.of(written).edtf()).isEqualTo(canonical);
        assertThat(HistoricDate.of(canonical)).isEqualTo(HistoricDate.of(written));
    }

    @ParameterizedTest
    @CsvSource({
        "2016, 2017, BEFORE",
        "2017, 2016, AFTER",
        "2017, 2017-05, MAY_COINCIDE",
        "2016~, 2017, PROBABLY_BEFORE",
        "2017, ?2016-05, PROBABLY_AFTER",
        "2017~, 2017, MAY_COINCIDE",
        // Summer is June to September, whichever way it is counted.
        "2017-22, 2017-10, BEFORE",
        "2017-22, 2017-09, MAY_COINCIDE",
        "2017-24, 2018-02, MAY_COINCIDE",
        "../2009, 2010, BEFORE",
        "2006/.., 2100, MAY_COINCIDE",
        "1985/, 2100, MAY_COINCIDE",
        "'[2003,2005]', 2004, MAY_COINCIDE",
    })
    void orderIsCertainOnlyWhereNothingIsDoubtedAndNothingMeets(
            String one, String other, Order order) {
        assertThat(HistoricDate.of(one).order(HistoricDate.of(other))).isEqualTo(order);
        assertThat(HistoricDate.of(one).certainlyBefore(HistoricDate.of(other)))
                .isEqualTo(order == Order.BEFORE);
    }

    @ParameterizedTest
    @CsvSource({
        "1985-04-12T23:20:30, SECOND",
        "1985-04-12, DAY",
        "1985-04-XX, MONTH",
        "1985-1X, YEAR",
        "1985-XX-12, YEAR",
        "2001-21, PART_OF_YEAR",
        "1985, YEAR",
        "156X-12-25, DECADE",
        "15XX, CENTURY",
        "1XXX-12, WIDER",
        "1950S2, WIDER",
        "2004-06/2006-08, MONTH",
        "2004-02-01/2005, YEAR",
        "../2005-06, MONTH",
        "'{1960,1961-12}', YEAR",
        "[1760-12-01..], DAY",
    })
    void precisionIsThatOfTheCoarsestPart(String edtf, Precision precision) {
        assertThat(HistoricDate.of(edtf).precision()).isEqualTo(precision);
    }

    @Test
    void datesSortByTheirFirstDay() {
        assertThat(
                        Stream.of("2017-06", "2017", "../2018", "2016-24", "2017-06-01", "2017/..")
                                .map(HistoricDate::of)
                                .sorted(HistoricDate.CHRONOLOGICAL)
                                .map(HistoricDate::edtf))
                .containsExactly("../2018", "2016-24", "2017", "2017/..", "2017-06-01", "2017-06");
    }

    @Test
    void whatIsWrittenReadsBackAsTheSameDate() {
        long seed = 20_261_122;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        int dates = 0;
        for (int round = 0; round < 5_000; round++) {
            String text = made(random);
            HistoricDate date;
            try {
                date = HistoricDate.of(text);
            } catch (IllegalArgumentException notInTheCalendarOrBackwards) {
                continue;
            }
            dates++;
            assertThat(HistoricDate.of(date.edtf())).isEqualTo(date);
            assertThat(HistoricDate.of(date.edtf()).edtf()).isEqualTo(date.edtf());
            assertThat(date.earliest()).as(text).isBeforeOrEqualTo(date.latest());
        }
        assertThat(dates).isGreaterThan(1_000);
    }

    @Test
    void noTextBreaksTheReaderOtherwiseThanByRefusal() {
        long seed = 4_711;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        String signs = "0123456789X-?~%/.,[]{}YESTZ:+ 년";
        for (int round = 0; round < 20_000; round++) {
            String text =
                    IntStream.range(0, random.nextInt(14))
                            .mapToObj(at -> signs.charAt(random.nextInt(signs.length())))
                            .map(String::valueOf)
                            .collect(Collectors.joining());
            try {
                HistoricDate.of(text);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageContaining("is no date in EDTF");
            }
        }
    }

    private static String made(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> point(random) + "/" + (random.nextBoolean() ? point(random) : "..");
            case 1 -> "[" + point(random) + "," + point(random) + ".." + point(random) + "]";
            case 2 -> "{.." + point(random) + "," + point(random) + "}";
            default -> point(random);
        };
    }

    private static String point(Random random) {
        int parts = random.nextInt(3);
        return doubt(random)
                + masked(random, "%04d".formatted(random.nextInt(10_000)))
                + doubt(random)
                + (parts > 0 ? part(random, 41) : "")
                + (parts > 1 ? part(random, 31) : "");
    }

    private static String part(Random random, int most) {
        return "-"
                + doubt(random)
                + masked(random, "%02d".formatted(1 + random.nextInt(most)))
                + doubt(random);
    }

    private static String doubt(Random random) {
        return random.nextInt(4) > 0 ? "" : String.valueOf("?~%".charAt(random.nextInt(3)));
    }

    private static String masked(Random random, String digits) {
        return random.nextInt(4) > 0
                ? digits
                : digits.substring(0, random.nextInt(digits.length()))
                        .concat("XXXX")
                        .substring(0, digits.length());
    }
}
