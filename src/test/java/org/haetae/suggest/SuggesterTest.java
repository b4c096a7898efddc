package org.haetae.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggesterTest {

    private static final Suggester SUGGESTER = new Suggester();

    private static List<Suggestion> in(String text) {
        return SUGGESTER.suggest(text);
    }

    private static Stream<String> values(String text, Kind kind) {
        return in(text).stream().filter(one -> one.kind() == kind).map(Suggestion::value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Han Chol-su was seen there.                                   | Han Chol Su
                    They met HAN CHOL SU at the gate.                             | Han Chol Su
                    Pak Tongil, aged 40, was taken away.                          | Pak Tongil
                    It was signed by Wang Xiaoming.                               | Wang Xiaoming
                    A report by Maria Rosa del Valle-Ortiz says so.               | Maria Rosa del Valle-Ortiz
                    Foreign Minister Ondrej Vlk spoke first.                      | Ondrej Vlk
                    Oyelaran Bakare, a researcher at the centre, disagrees.       | Oyelaran Bakare
                    "It was dark," said Oyelaran Bakare.                          | Oyelaran Bakare
                    The Vlk administration has not answered.                      | Vlk
                    Mr. Bakare left.                                              | Bakare
                    ComradeKim Jong Uninspected the farm.                         | Kim Jong Un
                    김철수 인민보안상이 명령했다.                                     | 김철수
                    국가보위성 부상 리명호는 부인했다.                                  | 리명호
                    최영남동지께서는 가셨다.                                         | 최영남
                    """)
    void peopleAreKnownByTheLookOfTheNameOrByWhatStandsBeside(String text, String name) {
        assertThat(values(text, Kind.PERSON)).containsExactly(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    The General Assembly of Stone met.
                    North Korean officials crossed the Han River on Monday.
                    정치국 위원들이 위대한 지도자 동지를 모시였다.
                    President of the Republic.
                    """)
    void nobodyIsReadIntoOfficesRiversAndTitles(String text) {
        assertThat(values(text, Kind.PERSON)).isEmpty();
    }

    @Test
    void aFamilyNameAloneIsThePersonNamedInFullBefore() {
        var people = in("Phil Sanders wrote it. Sanders' book was burnt, said Sanders.");
        assertThat(people.stream().map(Suggestion::value)).containsOnly("Phil Sanders").hasSize(3);
        assertThat(people.getLast().rule()).isEqualTo(Rule.PERSON_AGAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    the Ministry of Waters and Forests said     | Ministry of Waters and Forests
                    Propaganda and Agitation Department         | Propaganda and Agitation Department
                    the Norwegian Refugee Council               | Norwegian Refugee Council
                    Committee on Economic and Social Matters    | Committee on Economic and Social Matters
                    the Mongolian government                    | Government of Mongolia
                    the U.N. Security Council                   | UN Security Council
                    조선로동당의 결정                               | Workers' Party of Korea
                    국가안전보위부에서                               | Ministry of State Security
                    함흥시인민위원회가                               | 함흥시인민위원회
                    """)
    void organisationsAreListedOrNamedByTheirNoun(String text, String value) {
        assertThat(values(text, Kind.ORGANISATION)).containsExactly(value);
    }

    @Test
    void aShortFormThatTheTextExplainsStandsForTheWhole() {
        assertThat(
                        values(
                                "The River Protection League (RPL) met. The RPL voted.",
                                Kind.ORGANISATION))
                .containsExactly(
                        "River Protection League",
                        "River Protection League",
                        "River Protection League");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    in the DPRK's north                      | North Korea
                    near Sokhu-ri                            | Sokhu-ri
                    the village of Pamgol                    | Pamgol
                    Rangnang District                        | Rangnang District
                    held in Camp 15 until                    | Political prison camp 15 (Yodok)
                    held in Kwanliso No. 31 until            | Kwanliso No. 31
                    요덕수용소에서                              | Political prison camp 15 (Yodok)
                    중국으로 갔다                               | China
                    """)
    void placesAreListedOrNamedByTheirNoun(String text, String value) {
        assertThat(values(text, Kind.PLACE)).containsExactly(value);
    }

    @Test
    void aSmallerPlaceIsKnownAfterALargerOne() {
        assertThat(values("함경북도 회령시 산골리에 살았다", Kind.PLACE))
                .containsExactly("North Hamgyong Province", "Hoeryong", "산골리");
        assertThat(values("이런 수단으로 우리 모두 승리를", Kind.PLACE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    A/HRC/RES/34/24.                          | A/HRC/RES/34/24
                    see A/HRC/25/63, para. 24                 | A/HRC/25/63
                    S/RES/2375 (2017)                         | S/RES/2375 (2017)
                    Security Council resolution 2375 (2017)   | S/RES/2375 (2017)
                    S/PV.8130                                 | S/PV.8130
                    CEDAW/C/PRK/2-4                           | CEDAW/C/PRK/2-4
                    Human Rights Council resolution 34/24     | A/HRC/RES/34/24
                    안보리 결의 2397호                          | S/RES/2397
                    """)
    void documentsAreReadBySymbolOrNumber(String text, String value) {
        assertThat(values(text, Kind.DOCUMENT)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    at least 12 prisoners died           | >=12 prisoners
                    more than 1,200 people fled          | >1200 people
                    3 to 5 guards                        | 3..5 guards
                    sixteen young women                  | 16 women
                    US$8 million in aid                  | 8000000 USD
                    8 million dollars                    | 8000000 USD
                    16.5 per cent                        | 16.5 percent
                    dozens of villages                   | dozens villages
                    the 643-page book                    | 643 pages
                    its seventy-second session           | seventy-second session
                    수감자 12명이                          | 12 명
                    약 300여 명                           | ~300 명
                    8백만 달러                             | 8백만 달러
                    두 명이                               | 두 명
                    """)
    void numbersComeWithWhatTheyCount(String text, String value) {
        assertThat(values(text, Kind.NUMBER)).containsExactly(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    article 12 persons may not be named in
                    in 2017 ministers met
                    one of the states
                    resolution 1718 obliges states
                    Committee of 24
                    """)
    void aNumberThatCountsNothingIsNone(String text) {
        assertThat(values(text, Kind.NUMBER)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    they were tortured and publicly executed | ACT       | torture,public execution
                    forced labour, forced labor              | ACT       | forced labour,forced labour
                    고문을 당하고 공개처형되였다                  | ACT       | torture,public execution
                    법률고문                                  | ACT       |
                    강제송환된 뒤                              | ACT       | refoulement
                    in a kyohwaso                            | DETENTION | kyohwaso (long-term prison labour facility)
                    로동단련대에서                              | DETENTION | rodong danryeondae (short-term labour camp)
                    their songbun                            | GROUND    | songbun (state-assigned class)
                    """)
    void actsDetentionAndGroundsAreFoundInTheirForms(String text, Kind kind, String values) {
        assertThat(values(text, kind))
                .containsExactlyElementsOf(
                        values == null ? List.of() : Arrays.asList(values.split(",")));
    }

    @Test
    void anOfficeIsAClaimWithPersonOrganisationAndTitle() {
        assertThat(
                        claims(
                                "Han Chol Su, a deputy director of the Ministry of Waters, and others",
                                Kind.POST))
                .containsExactly(
                        Map.of(
                                "person", "Han Chol Su",
                                "organisation", "Ministry of Waters",
                                "title", "deputy director"));
        assertThat(claims("Czech Foreign Minister Ondrej Vlk", Kind.POST))
                .containsExactly(
                        Map.of(
                                "person", "Ondrej Vlk",
                                "organisation", "Czechia",
                                "title", "Foreign Minister"));
        assertThat(claims("국가보위성 부상 리명호는", Kind.POST))
                .containsExactly(
                        Map.of(
                                "person", "리명호",
                                "organisation", "Ministry of State Security",
                                "title", "부상"));
    }

    @Test
    void aPlaceCanBePartOfATitle() {
        assertThat(claims("Sophie Vlk, Norway director at Human Rights Watch", Kind.POST))
                .containsExactly(
                        Map.of(
                                "person", "Sophie Vlk",
                                "organisation", "Human Rights Watch",
                                "title", "Norway director"));
    }

    @Test
    void datesComeInTheNotationOfTheCasebook() {
        assertThat(values("on December 11, 2017 and in the summer of 2017", Kind.DATE))
                .containsExactly("2017-12-11", "2017-22");
        assertThat(values("2017년 5월 3일", Kind.DATE)).containsExactly("2017-05-03");
    }

    @Test
    void whoHasSeveralOfficesHasAClaimForEach() {
        assertThat(
                        claims(
                                "Han Chol Su, chairman of the Waters Committee and secretary of the Forest Party",
                                Kind.POST))
                .extracting(properties -> properties.get("title"))
                .containsExactlyInAnyOrder("chairman", "secretary");
    }

    @Test
    void sanctionsAreAClaimForEachThatIsListed() {
        assertThat(
                        claims(
                                "In May the US government imposed sanctions on the Ministry of Waters, including Han Chol Su; and Pak Il Nam, a friend of Ri Yong Ho.",
                                Kind.DESIGNATION))
                .extracting(properties -> properties.get("designated"))
                .containsExactly("Ministry of Waters", "Han Chol Su", "Pak Il Nam");
        assertThat(claims("김철수 인민보안상은 재무부의 제재 대상으로 지정되었다.", Kind.DESIGNATION))
                .extracting(properties -> properties.get("designated"))
                .containsExactly("김철수");
    }

    private static Stream<Map<String, String>> claimsOf(String text, Kind kind) {
        return in(text).stream()
                .filter(one -> one.kind() == kind)
                .map(one -> one.claim().orElseThrow().properties());
    }

    private static List<Map<String, String>> claims(String text, Kind kind) {
        return claimsOf(text, kind).toList();
    }

    @Test
    void placesAreInCodePoints() {
        var text = "𝔘𝔫 😀 Han Chol Su";
        var person = in(text).getFirst();
        assertThat(person.start()).isEqualTo(5);
        assertThat(person.end()).isEqualTo(5 + "Han Chol Su".length());
        assertThat(person.quote()).isEqualTo("Han Chol Su");
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertThat(in("")).isEmpty();
        assertThat(in("   \n\n\t")).isEmpty();
        assertThat(in("’s ’ - ( ) . 's U.S")).allMatch(one -> one.kind() == Kind.PLACE);
    }

    /// Cutting a text anywhere gives suggestions inside it, never an exception.
    @Test
    void anyPieceOfATextCanBeRead() {
        var text =
                "On 3 May 2017, at least 12 guards of Camp 15 (요덕수용소) — Han Chol-su’s men — told US$8 million; the U.S. imposed sanctions on Kim Jong Un, 김철수 인민보안상 약 300여 명 A/HRC/25/63.";
        for (int from = 0; from < text.length(); from++) {
            for (int to = from; to <= text.length(); to += 7) {
                var piece = text.substring(from, to);
                int points = piece.codePointCount(0, piece.length());
                assertThat(in(piece)).allMatch(one -> one.end() <= points);
            }
        }
    }

    @Test
    void everyKindAndRuleHasALabelInBothLanguages() {
        for (var labels : List.of(new Labels(Locale.ENGLISH), new Labels(Locale.KOREAN))) {
            assertThat(Kind.values()).extracting(labels::of).doesNotContainNull();
            assertThat(Rule.values()).extracting(labels::of).doesNotHaveDuplicates();
        }
        assertThat(Rule.values()).extracting(Rule::code).doesNotHaveDuplicates();
    }

    /// Twice the text takes twice the time, not four times: a page that somebody made to be slow is
    /// read all the same.
    @Test
    void timeIsInProportionToTheText() {
        for (var unit :
                List.of(
                        "Kim ",
                        "김철수 ",
                        "the ",
                        "a-",
                        "1,",
                        "Ministry of ",
                        "A/",
                        "X, a ",
                        "수",
                        "Han Chol Su, ",
                        "imposed sanctions on Han Chol Su, ",
                        "(((",
                        "of the ")) {
            in(unit.repeat(500));
            long small = nanos(unit.repeat(2_000));
            long large = nanos(unit.repeat(8_000));
            assertThat(large).as(unit).isLessThan(Math.max(12 * small, 2_000_000_000L));
        }
    }

    private static long nanos(String text) {
        // Of this thread alone: a busy machine is not the text's fault.
        var threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        in(text);
        return threads.getCurrentThreadCpuTime() - before;
    }
}
