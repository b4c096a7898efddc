package org.haetae.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.haetae.names.DateAnswer.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateWordsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2017 | 2017 | 2017년
                    2017-12 | December 2017 | 2017년 12월
                    2017-12-02 | 2 December 2017 | 2017년 12월 2일
                    1985-04-12T23:20:30+04:30 | 12 April 1985, 23:20:30 (UTC+04:30) | 1985년 4월 12일 23:20:30 (UTC+04:30)
                    1985-04-12T23:20:30Z | 12 April 1985, 23:20:30 (UTC) | 1985년 4월 12일 23:20:30 (UTC)
                    2017-22 | summer 2017 | 2017년 여름
                    2017-26 | summer 2017 (northern hemisphere) | 2017년 여름 (북반구)
                    2017-34 | second quarter of 2017 | 2017년 2분기
                    2017-41 | second half of 2017 | 2017년 하반기
                    1998-37 | January to April 1998 | 1998년 1~4월
                    1998-37~ | early 1998 | 1998년 초반
                    1998-38~ | mid-1998 | 1998년 중반
                    1997~ | about 1997 | 1997년경
                    2018-03~ | about March 2018 | 2018년 3월경
                    1997? | perhaps 1997 | 1997년 (불확실)
                    1997% | perhaps about 1997 | 1997년경 (불확실)
                    2004?-06-11 | 11 June 2004 (year uncertain) | 2004년 6월 11일 (연도 불확실)
                    ?2004-06-~11 | 11 June 2004 (year uncertain; day approximate) | 2004년 6월 11일 (연도 불확실; 일 대략)
                    197X | the 1970s | 1970년대
                    18XX | the 19th century | 19세기
                    20XX | the 21st century | 21세기
                    10XX | the 11th century | 11세기
                    2004-XX | some month of 2004 | 2004년의 어느 달
                    1985-04-XX | some day of April 1985 | 1985년 4월의 어느 날
                    1985-XX-XX | some day of 1985 | 1985년의 어느 날
                    156X-12-25 | 156X-12-25 | 156X-12-25
                    -0044 | 45 BC | 기원전 45년
                    2017-06/2017-08 | between June and August 2017 | 2017년 6월부터 8월까지
                    2017-22/2017-23 | between summer and autumn 2017 | 2017년 여름부터 가을까지
                    2008/2012 | between 2008 and 2012 | 2008년부터 2012년까지
                    2017-11-30/2018-02 | between 30 November 2017 and February 2018 | 2017년 11월 30일부터 2018년 2월까지
                    2006/.. | since 2006 | 2006년부터
                    ../2009 | until 2009 | 2009년까지
                    1985/ | from 1985, end unknown | 1985년부터 (끝은 모름)
                    /1985 | until 1985, start unknown | 1985년까지 (시작은 모름)
                    [..2002] | 2002 or earlier | 2002년 또는 그 이전
                    [2012..] | 2012 or later | 2012년 또는 그 이후
                    [2017-06..2017-08] | some time between June and August 2017 | 2017년 6월에서 8월 사이 어느 때
                    [1667,1668,1670..1672] | 1667, 1668 or some time between 1670 and 1672 | 1667년, 1668년 또는 1670년에서 1672년 사이 어느 때
                    {2017-01,2017-10} | January 2017 and October 2017 | 2017년 1월, 2017년 10월
                    {1670..1672} | 1670 to 1672 | 1670년에서 1672년까지
                    """)
    void everyDateIsToldInBothLanguages(String edtf, String english, String korean) {
        HistoricDate date = HistoricDate.of(edtf);
        assertThat(DateWords.of(date, Language.ENGLISH)).isEqualTo(english);
        assertThat(DateWords.of(date, Language.KOREAN)).isEqualTo(korean);
    }

    @Test
    void whatIsToldIsReadAsTheSameDate() {
        long seed = 1_948;
        System.out.println("seed " + seed);
        var random = new Random(seed);
        var reader = DateReader.ofWholeYears();
        for (int round = 0; round < 400; round++) {
            HistoricDate date = HistoricDate.of(made(random));
            for (Language language : Language.values()) {
                String words = DateWords.of(date, language);
                assertThat(reader.of(words))
                        .as(words)
                        .isInstanceOfSatisfying(
                                DateAnswer.Read.class,
                                read -> assertThat(read.date()).isEqualTo(date));
            }
        }
    }

    private static String made(Random random) {
        int year = 1910 + random.nextInt(110);
        String point =
                switch (random.nextInt(7)) {
                    case 0 -> "%d".formatted(year);
                    case 1 -> "%d-%02d".formatted(year, 1 + random.nextInt(12));
                    case 2 ->
                            "%d-%02d-%02d"
                                    .formatted(
                                            year, 1 + random.nextInt(12), 1 + random.nextInt(28));
                    case 3 -> "%d-%d".formatted(year, 21 + random.nextInt(4));
                    case 4 -> "%d-%d".formatted(year, 33 + random.nextInt(4));
                    case 5 -> "%d-%d".formatted(year, 40 + random.nextInt(2));
                    default -> "%dX".formatted(191 + random.nextInt(10)).replace("200X", "199X");
                };
        return switch (random.nextInt(9)) {
            case 0 -> point + "~";
            case 1 -> point + "?";
            case 2 -> point + "/..";
            case 3 -> "../" + point;
            case 4 -> "[.." + point + "]";
            case 5 -> "[" + point + "..]";
            case 6 -> "%d-%d~".formatted(year, 37 + random.nextInt(3));
            case 7 ->
                    "%d-0%d/%d-1%d".formatted(year, 1 + random.nextInt(9), year, random.nextInt(3));
            default -> point;
        };
    }

    @Test
    void everyRefusalSaysWhatToDoInBothLanguages() {
        assertThat(Arrays.asList(Refusal.values()))
                .allSatisfy(
                        refusal -> {
                            assertThat(DateWords.of(refusal, Language.ENGLISH)).endsWith(".");
                            assertThat(DateWords.of(refusal, Language.KOREAN)).endsWith(".");
                        });
    }
}
