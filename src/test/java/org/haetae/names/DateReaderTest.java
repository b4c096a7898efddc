package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.haetae.names.DateAnswer.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateReaderTest {

    private static final DateReader READER = DateReader.ofWholeYears();
    private static final DateReader SHORT = DateReader.ofShortYearsToo(1930);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2017-06/2017-08 | 2017-06/2017-08 | EDTF
                    2017~ | 2017~ | EDTF
                    2017 | 2017 | EDTF
                    11 December 2017 | 2017-12-11 | DAY
                    December 11, 2017 | 2017-12-11 | DAY
                    on the 22nd of December 2017 | 2017-12-22 | DAY
                    22-Dec-2017 | 2017-12-22 | DAY
                    15th August, 2024 | 2024-08-15 | DAY
                    2017.12.22 | 2017-12-22 | DAY
                    2017. 12. 22. | 2017-12-22 | DAY
                    2017. 3. 5 | 2017-03-05 | DAY
                    2017/12/22 | 2017-12-22 | DAY
                    22.12.2017 | 2017-12-22 | DAY_OR_MONTH_FIRST
                    12/22/2017 | 2017-12-22 | DAY_OR_MONTH_FIRST
                    05-05-2017 | 2017-05-05 | DAY_OR_MONTH_FIRST
                    Dec. 2017 | 2017-12 | MONTH
                    Sept 2017 | 2017-09 | MONTH
                    in May of 2017 | 2017-05 | MONTH
                    2017/12 | 2017-12 | MONTH
                    2017 December | 2017-12 | MONTH
                    2017 summer | 2017-22 | SEASON
                    Friday, 22 December 2017 | 2017-12-22 | DAY
                    ca 1997 | 1997~ | ABOUT
                    12/2017 | 2017-12 | MONTH
                    2017-6-5 | 2017-06-05 | DAY
                    early March 2018 | 2018-03-01~/2018-03-10~ | MONTH
                    end of February 2018 | 2018-02-21~/2018-02-28~ | MONTH
                    summer of 2017 | 2017-22 | SEASON
                    the summer of 2017 | 2017-22 | SEASON
                    Winter 2017 | 2017-24 | SEASON
                    late autumn 2017 | 2017-23~ | SEASON
                    early 1998 | 1998-37~ | PART_OF_YEAR
                    mid-1998 | 1998-38~ | PART_OF_YEAR
                    late 1998 | 1998-39~ | PART_OF_YEAR
                    second quarter of 2017 | 2017-34 | PART_OF_YEAR
                    Q3 2017 | 2017-35 | PART_OF_YEAR
                    first half of 2017 | 2017-40 | PART_OF_YEAR
                    the 1970s | 197X | DECADE
                    mid-1990s | 1994~/1996~ | DECADE
                    the early 1990s | 1990~/1993~ | DECADE
                    mid- to late 1990s | 1994~/1999~ | DECADE
                    19th century | 18XX | CENTURY
                    the twentieth century | 19XX | CENTURY
                    about 1997 | 1997~ | ABOUT
                    c. 1997 | 1997~ | ABOUT
                    around March 2018 | 2018-03~ | ABOUT
                    perhaps 1997 | 1997? | PERHAPS
                    perhaps about 1997 | 1997% | PERHAPS
                    before 2003 | [..2002] | BEFORE
                    before May 2003 | [..2003-04] | BEFORE
                    before about 2003 | [..2002~] | BEFORE
                    before 1 March 2004 | [..2004-02-29] | BEFORE
                    prior to the 1990s | [..1989] | BEFORE
                    by 2010 | [..2010] | BEFORE
                    2002 or earlier | [..2002] | BEFORE
                    since 2006 | 2006/.. | SINCE
                    from May 2017 onwards | 2017-05/.. | SINCE
                    since the mid-1990s | 1994~/.. | SINCE
                    until 2009 | ../2009 | UNTIL
                    after 2011 | [2012..] | AFTER
                    after December 2011 | [2012-01..] | AFTER
                    2012 or later | [2012..] | AFTER
                    between March and May 2018 | 2018-03/2018-05 | RANGE
                    June-August 2017 | 2017-06/2017-08 | RANGE
                    June – August 2017 | 2017-06/2017-08 | RANGE
                    from June to August 2017 | 2017-06/2017-08 | RANGE
                    between 2008 and 2012 | 2008/2012 | RANGE
                    2008-2012 | 2008/2012 | RANGE
                    1994-98 | 1994/1998 | RANGE
                    2008 to 2012 | 2008/2012 | RANGE
                    11-13 December 2017 | 2017-12-11/2017-12-13 | RANGE
                    between 11 and 13 December 2017 | 2017-12-11/2017-12-13 | RANGE
                    December 11-13, 2017 | 2017-12-11/2017-12-13 | RANGE
                    30 November to 2 December 2017 | 2017-11-30/2017-12-02 | RANGE
                    from about 1994 to 1998 | 1994~/1998 | RANGE
                    spring to autumn 2017 | 2017-21/2017-23 | RANGE
                    between the late 1990s and 2003 | 1997~/2003 | RANGE
                    summer and autumn of 2017 | {2017-22,2017-23} | SEVERAL
                    January and October 2017 | {2017-01,2017-10} | SEVERAL
                    June or July 2017 | [2017-06,2017-07] | SEVERAL
                    2016 or 2017 | [2016,2017] | SEVERAL
                    11 and 13 December 2017 | {2017-12-11,2017-12-13} | SEVERAL
                    Juche 106 (2017) | 2017 | YEAR
                    August 25, Juche 49 (1960) | 1960-08-25 | DAY
                    January Juche 41 (1952) | 1952-01 | MONTH
                    """)
    void whatIsTypedInEnglishIsRead(String typed, String edtf, DateRule rule) {
        assertThat(READER.of(typed)).isEqualTo(new DateAnswer.Read(HistoricDate.of(edtf), rule));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2017년 12월 22일 | 2017-12-22 | DAY
                    2017년12월22일에 | 2017-12-22 | DAY
                    2017년 12월 | 2017-12 | MONTH
                    2017년 12월 초순 | 2017-12-01~/2017-12-10~ | MONTH
                    2017년 12월 하순 | 2017-12-21~/2017-12-31~ | MONTH
                    2017년 여름 | 2017-22 | SEASON
                    2017년 늦가을 | 2017-23~ | SEASON
                    2017년 | 2017 | YEAR
                    2017년도 | 2017 | YEAR
                    1998년 초 | 1998-37~ | PART_OF_YEAR
                    1998년 중반 | 1998-38~ | PART_OF_YEAR
                    1998년 말 | 1998-39~ | PART_OF_YEAR
                    2017년 12월 22일 금요일 | 2017-12-22 | DAY
                    2017년 12월 말경 | 2017-12-21~/2017-12-31~ | ABOUT
                    1990년대 말부터 | 1997~/.. | SINCE
                    2017년 말부터 2018년 초까지 | 2017-39~/2018-37~ | RANGE
                    2017년 상반기 | 2017-40 | PART_OF_YEAR
                    2017년 2분기 | 2017-34 | PART_OF_YEAR
                    1990년대 | 199X | DECADE
                    1990년대 중반 | 1994~/1996~ | DECADE
                    20세기 | 19XX | CENTURY
                    1997년경 | 1997~ | ABOUT
                    1997년 무렵 | 1997~ | ABOUT
                    약 1997년 | 1997~ | ABOUT
                    2003년 이전 | [..2003] | BEFORE
                    2003년 전에 | [..2002] | BEFORE
                    2006년 이후 | [2006..] | AFTER
                    2006년부터 | 2006/.. | SINCE
                    2006년 이래 | 2006/.. | SINCE
                    2009년까지 | ../2009 | UNTIL
                    2018년 3월~5월 | 2018-03/2018-05 | RANGE
                    2018년 3~5월 | 2018-03/2018-05 | RANGE
                    2018년 3월부터 5월까지 | 2018-03/2018-05 | RANGE
                    2017년 6월과 8월 사이 | 2017-06/2017-08 | RANGE
                    2017년 11월 30일부터 12월 2일까지 | 2017-11-30/2017-12-02 | RANGE
                    2017년 12월 22~24일 | 2017-12-22/2017-12-24 | RANGE
                    2017년 12월 22일부터 24일까지 | 2017-12-22/2017-12-24 | RANGE
                    2017년 12월~2018년 2월 | 2017-12/2018-02 | RANGE
                    2017~2018년 | 2017/2018 | RANGE
                    2017년 여름과 가을 | {2017-22,2017-23} | SEVERAL
                    2017년 1월과 10월 | {2017-01,2017-10} | SEVERAL
                    주체 106년(2017) 12월 22일 | 2017-12-22 | DAY
                    주체106(2017)년 12월 22일 | 2017-12-22 | DAY
                    주체106년 12월 | 2017-12 | MONTH
                    2017年12月22日 | 2017-12-22 | DAY
                    ２０１７年１２月 | 2017-12 | MONTH
                    1990年代 | 199X | DECADE
                    """)
    void whatIsTypedInKoreanIsRead(String typed, String edtf, DateRule rule) {
        assertThat(READER.of(typed)).isEqualTo(new DateAnswer.Read(HistoricDate.of(edtf), rule));
    }

    @ParameterizedTest
    @CsvSource({
        "97년 가을, 1997-23",
        "97년, 1997",
        "17년 3월 5일, 2017-03-05",
        "90년대 중반, 1994~/1996~",
        "summer of '97,1997-22",
        "spring '29, 2029-21",
        "spring '30, 1930-21",
    })
    void yearsOfTwoDigitsAreReadOnlyWhenAskedFor(String typed, String edtf) {
        assertThat(READER.of(typed)).isEqualTo(new DateAnswer.Refused(Refusal.YEAR_OF_TWO_DIGITS));
        assertThat(SHORT.of(typed))
                .isInstanceOfSatisfying(
                        DateAnswer.Read.class,
                        read -> assertThat(read.date().edtf()).isEqualTo(edtf));
    }

    @ParameterizedTest
    @CsvSource({
        "03/04/2017, 2017-03-04 2017-04-03",
        "3.4.2017, 2017-03-04 2017-04-03",
        "1900s, 190X 19XX",
        "주체 106년(2018), 2018 2017",
    })
    void whatMayMeanTwoDatesIsAsked(String typed, String readings) {
        assertThat(READER.of(typed))
                .isInstanceOfSatisfying(
                        DateAnswer.Ask.class,
                        ask ->
                                assertThat(ask.readings().stream().map(HistoricDate::edtf))
                                        .containsExactlyInAnyOrder(readings.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "'  ', EMPTY",
        "30 February 2017, NOT_IN_CALENDAR",
        "2017년 2월 30일, NOT_IN_CALENDAR",
        "before 30 February 2017, NOT_IN_CALENDAR",
        "13/13/2017, NOT_IN_CALENDAR",
        "2017-13-45, NOT_IN_CALENDAR",
        "2012 to 2008, ENDS_BEFORE_IT_STARTS",
        "between August and June 2017, ENDS_BEFORE_IT_STARTS",
        "summer, NO_YEAR",
        "12월 22일, NO_YEAR",
        "11 December, NO_YEAR",
        "last year, RELATIVE",
        "작년 여름, RELATIVE",
        "'in March 2018, later in May 2019', SEVERAL_DATES",
        "'2017-12-22, a Friday', MORE_THAN_A_DATE",
        "when he was a child, NO_DATE",
        "section 2017, NO_DATE",
        "9999999, NO_DATE",
    })
    void whatIsNotOneDateIsRefusedWithItsReason(String typed, Refusal refusal) {
        assertThat(READER.of(typed)).isEqualTo(new DateAnswer.Refused(refusal));
    }

    @Test
    void aRunningTextGivesEveryDateWithItsStretch() {
        String text =
                """
                In 2017, North Korea re-engaged. Between March and May 2018, he, who came to power in December 2011,\
                 met twice. On December 11, 2017, for the fourth year; on March 23, 2018, without a vote. As of 2016,\
                 10 percent. During the summer of 2017, and people returned after 2011, especially since 2006. In July\
                 2016, and in January and October 2017, ten institutions. The Act of 2016. 😀 From 1994-1998 famine\
                 (1996) and in the mid-1990s. In early 1998 or around March 1999. 01/10/2015.""";
        assertThat(found(text))
                .containsExactly(
                        "2017=2017",
                        "Between March and May 2018=2018-03/2018-05",
                        "December 2011=2011-12",
                        "December 11, 2017=2017-12-11",
                        "March 23, 2018=2018-03-23",
                        "2016=2016",
                        "summer of 2017=2017-22",
                        "after 2011=[2012..]",
                        "since 2006=2006/..",
                        "July 2016=2016-07",
                        "January and October 2017={2017-01,2017-10}",
                        "2016=2016",
                        "From 1994-1998=1994/1998",
                        "1996=1996",
                        "mid-1990s=1994~/1996~",
                        "early 1998=1998-37~",
                        "around March 1999=1999-03~",
                        "01/10/2015=2015-01-10 2015-10-01");
    }

    @Test
    void aRunningTextInKoreanGivesEveryDateWithItsStretch() {
        String text =
                "지난 1964년에 𠮷 자기들이 이루어놓은, 새해 1983년을 맞이. 1990년대의 중반기에 들어선 뒤 2017년 여름부터 가을까지"
                        + " 단속이 있었고 2011년 이후 송환된 사람들은 주체106(2017)년 12월 22일 조선중앙통신에, 1997년경에는 2018년"
                        + " 3월~5월 사이. 中国2017年12月22日発表. 2017. 12. 22. 평양. 20세기는";
        assertThat(found(text))
                .containsExactly(
                        "1964년=1964",
                        "1983년=1983",
                        "1990년대=199X",
                        "2017년 여름부터 가을까지=2017-22/2017-23",
                        "2011년 이후=[2011..]",
                        "주체106(2017)년 12월 22일=2017-12-22",
                        "1997년경에=1997~",
                        "2018년 3월~5월 사이=2018-03/2018-05",
                        "2017年12月22日=2017-12-22",
                        "2017. 12. 22.=2017-12-22",
                        "20세기=19XX");
    }

    @Test
    void aDateMayRunOverTheEndOfALineButNotOfAParagraph() {
        assertThat(found("in June or\nJuly 2017; 11\r\n  December 2017; the summer\n\n2017 was"))
                .containsExactly(
                        "June or\nJuly 2017=[2017-06,2017-07]", "11\r\n  December 2017=2017-12-11");
    }

    @Test
    void theFactsOfAStretchHoldForAnyTextWhateverStandsInIt() {
        long seed = 1_953;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        List<String> pieces =
                List.of(
                        "2017",
                        "12",
                        "년",
                        "월",
                        "일",
                        " ",
                        "May",
                        "between",
                        "and",
                        "-",
                        "/",
                        ".",
                        "주체",
                        "(",
                        ")",
                        "early",
                        "1990s",
                        "summer",
                        "of",
                        "in",
                        "1",
                        "31",
                        "February",
                        "~",
                        "부터",
                        "까지",
                        "이전",
                        "\ud83d\ude00",
                        "\ud83d",
                        "，",
                        "２",
                        "about",
                        "or",
                        "'97",
                        "\n",
                        "century");
        for (int round = 0; round < 300; round++) {
            String text =
                    random.ints(random.nextInt(25), 0, pieces.size())
                            .mapToObj(pieces::get)
                            .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            int free = 0;
            for (DateMention mention : READER.findAll(text)) {
                assertThat(mention.start()).as(text).isGreaterThanOrEqualTo(free);
                assertThat(mention.end())
                        .as(text)
                        .isLessThanOrEqualTo(text.codePointCount(0, text.length()));
                free = mention.end();
            }
            assertThat(READER.of(text)).as(text).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,500 people were held, and 2017 more.",
                "section 2017 and article 1998, Room 1999, No. 2003",
                "A/HRC/RES/34/24, S/RES/2397 (2017), resolution 1718 (2006), A/72/394, S/2017/1006, CCPR/C/PRK/2018",
                "in 2000 households, about 1500 people, after 2000 prisoners, by 2000 metres, since 1900 kcal",
                "US$2017, €2000, 2,017, 12.2017, 3.1998%, tel. 02-1998-2003, p. 1994-1998",
                "see footnotes 1997 and 2003 in chapter 2000",
                "World Expo 2030 and Agenda 2063",
                "He may march. The fall of the wall. In March, last summer, on 22 December.",
                "between 1,500 and 2,000 prisoners; from 1500 to 2000 people",
                "on 31 February 2017",
                "지난 40년동안, 36년간, 1500년간, 2000년 동안, 2000년 이상, 50년이 되는 해, 200일전투, 5월방직공장, 12월 22일, 97년 가을, 제2017호",
                "192.168.2017.1 and 1.2.2017.4, version 2017.12.22.1",
                "",
            })
    void whatIsNoDateIsNotFound(String text) {
        assertThat(found(text)).isEmpty();
    }

    private static List<String> found(String text) {
        int[] points = text.codePoints().toArray();
        return READER.findAll(text).stream()
                .map(
                        mention ->
                                new String(points, mention.start(), mention.end() - mention.start())
                                        + "="
                                        + mention.readings().stream()
                                                .map(HistoricDate::edtf)
                                                .collect(Collectors.joining(" ")))
                .toList();
    }
}
