package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.haetae.access.Clearance;
import org.haetae.search.Passage.Range;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// That what is marked is exactly what was looked for.
class PassagesTest {

    @TempDir Path folder;
    private Shelf shelf;

    @BeforeEach
    void open() {
        shelf = new Shelf(folder);
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "김정은이 요덕수용소에서 고문을 지시했다|수용소|수용소",
                "김정은이 요덕수용소에서 고문을 지시했다|고문을|고문을",
                "김정은이 요덕수용소에서 고문을 지시했다|김정은|김정은",
                "김정은이 요덕수용소에서 고문을 지시했다|요덕|요덕",
                "김정은이 요덕수용소에서 고문을 지시했다|\"요덕 수용소\"|요덕수용소",
                "김정은이 요덕수용소에서 고문을 지시했다|지시|지시",
                "그는 요덕 수용소에 있었다|요덕수용소|요덕 수용소",
                "😀😀 𠀀 그는 요덕 수용소에 있었다|요덕수용소|요덕 수용소",
                "리용호 외무상|이용호|리용호",
                "金正恩이 지시하였다|김정은|金正恩",
                "The prisoners were beaten.|prisoner|prisoners",
                "Then Kim Jŏng-ŭn spoke.|\"Kim Jong Un\"|Kim Jŏng-ŭn",
                "Then Kim Jŏng-ŭn spoke.|\"Jong\"|Jŏng",
                "see A/HRC/RES/34/24, para 2|A/HRC/RES/34/24|A/HRC/RES/34/24",
                "North Korea's camps|korea|Korea's",
                "зэки в лагерях жили|лагерь|лагерях",
                "朝鲜政治犯收容所的情况|政治犯|政治犯",
                "朝鮮政治犯收容所的情況|情况|情況",
                "政治犯収容所で拷問を指示した|拷問|拷問",
                "ﬁle and Ｋｉｍ|file|ﬁle",
                "ﬁle and Ｋｉｍ|kim|Ｋｉｍ",
                "a zero\u200Bwidth b|zerowidth|zero\u200Bwidth",
                "prisons of all sorts|pris*|prisons",
                "prisoners|prisoers~1|prisoners",
                "guards stood in the camp|guards NEAR/5 camp|guards;camp",
                "guards stood in the camp|camp guards|guards;camp",
            })
    void whatIsMarkedIsWhatWasLookedFor(String text, String query, String marked) {
        shelf.put(Shelf.document("it", "A first line that nobody asks for.\n" + text));
        assertThat(String.join(";", shelf.marked(query))).isEqualTo(marked);
    }

    @Test
    void decomposedTextIsMarkedWhole() {
        String text = Normalizer.normalize("요덕수용소에서 고문을 지시했다", Normalizer.Form.NFD);
        shelf.put(Shelf.document("it", "Jŏ " + text));
        assertThat(shelf.marked("수용소"))
                .containsExactly(Normalizer.normalize("수용소", Normalizer.Form.NFD));
        assertThat(shelf.marked("고문"))
                .containsExactly(Normalizer.normalize("고문", Normalizer.Form.NFD));
    }

    @Test
    void aPassageNamesItsPageAndItsPlaceInCodePoints() {
        String second = "😀".repeat(300) + " 그는 요덕 수용소에 있었다. " + "끝이다. ".repeat(100);
        shelf.put(Shelf.document("it", "첫 쪽이다.", second, "셋째 쪽이다."));
        Passage passage =
                shelf.found(SearchRequest.of("수용소")).hits().getFirst().passages().getFirst();
        assertThat(passage.page()).isEqualTo(2);
        String same =
                second.substring(
                        second.offsetByCodePoints(0, passage.start()),
                        second.offsetByCodePoints(0, passage.end()));
        assertThat(passage.text()).isEqualTo(same);
        assertThat(passage.text().length()).isBetween(20, 700);
        assertThat(Shelf.cut(passage.text(), passage.marks().getFirst())).isEqualTo("수용소");
    }

    @Test
    void thePageWithMostOfTheWordsIsShown() {
        shelf.put(
                Shelf.document(
                        "it",
                        "alpha alpha alpha alpha",
                        "something else",
                        "here alpha meets beta",
                        "beta beta"));
        Answer.Found found = shelf.found(SearchRequest.of("alpha beta").passages(3));
        List<Passage> passages = found.hits().getFirst().passages();
        assertThat(passages).extracting(Passage::page).containsExactly(3, 1, 4);
    }

    @Test
    void marksOfAPageAndCountsOfAllPages() {
        SearchDocument document =
                Shelf.document("it", "alpha one", "nothing", "𠀀 alpha and beta and alpha");
        shelf.put(document);
        assertThat(shelf.index.pagesWith(Clearance.SYSTEM, document.item(), "alpha OR beta"))
                .containsExactly(java.util.Map.entry(1, 1), java.util.Map.entry(3, 3));
        assertThat(shelf.index.marks(Clearance.SYSTEM, document.item(), 3, "alpha OR beta").marks())
                .containsExactly(new Range(2, 7), new Range(12, 16), new Range(21, 26));
        assertThat(shelf.index.marks(Clearance.SYSTEM, document.item(), 2, "alpha").marks())
                .isEmpty();
        assertThat(shelf.index.marks(Clearance.SYSTEM, document.item(), 99, "alpha").marks())
                .isEmpty();
        assertThat(shelf.index.pagesWith(Clearance.SYSTEM, document.item(), "\"broken")).isEmpty();
    }

    @Test
    void whatIsExcludedIsNotMarked() {
        shelf.put(Shelf.document("it", "alpha beta gamma"));
        assertThat(shelf.marked("alpha -delta")).containsExactly("alpha");
        assertThat(shelf.marked("alpha name:it")).containsExactly("alpha");
    }

    @Test
    void aHitByItsNameShowsTheBeginning() {
        shelf.put(Shelf.document("요덕.pdf", "  The beginning of a long text. And more."));
        Passage passage =
                shelf.found(SearchRequest.of("요덕")).hits().getFirst().passages().getFirst();
        assertThat(passage.text()).startsWith("The beginning");
        assertThat(passage.start()).isEqualTo(2);
        assertThat(passage.marks()).isEmpty();
    }

    @Test
    void markupIsTextLikeAnyOther() {
        shelf.put(Shelf.document("<b>", "<script>alert('camp')</script> & camp"));
        Passage passage =
                shelf.found(SearchRequest.of("camp")).hits().getFirst().passages().getFirst();
        assertThat(passage.text()).isEqualTo("<script>alert('camp')</script> & camp");
        assertThat(passage.marks()).hasSize(2);
    }

    /// Words of several scripts put together at random, with characters between them that are
    /// easily miscounted: every mark must cover a word that was looked for, and none may be missed.
    @Test
    void everyOccurrenceIsMarkedInWhateverSurroundings() {
        long seed = 42;
        Random random = new Random(seed);
        List<String> words =
                List.of(
                        "수용소",
                        "camp",
                        "лагерь",
                        "政治犯",
                        "A/HRC/34/24",
                        "Jŏng",
                        "المعسكر",
                        "2017",
                        "𠀀𠀁",
                        "ひらがな");
        List<String> between =
                List.of(
                        " ",
                        "\n",
                        "\r\n",
                        " 😀 ",
                        ", ",
                        "\u200B ",
                        " e\u0301 ",
                        " ㈜ ",
                        " … ",
                        "\t",
                        ". ",
                        " (",
                        ") ");
        for (int round = 0; round < 60; round++) {
            StringBuilder text = new StringBuilder();
            int occurrences = 0;
            String wanted = words.get(round % words.size());
            int length = round < 55 ? 40 : 6000; // the last ones span several windows
            for (int i = 0; i < length; i++) {
                String word = words.get(random.nextInt(words.size()));
                occurrences += word.equals(wanted) ? 1 : 0;
                text.append(word).append(between.get(random.nextInt(between.size())));
                text.append("x").append(between.get(random.nextInt(between.size())));
            }
            SearchDocument document = Shelf.document("random", text.toString());
            shelf.put(document);
            List<Range> marks =
                    shelf.index
                            .marks(Clearance.SYSTEM, document.item(), 1, "\"" + wanted + "\"")
                            .marks();
            String all = text.toString();
            assertThat(marks)
                    .as("seed %d round %d %s", seed, round, wanted)
                    .hasSize(Math.min(occurrences, 2000));
            assertThat(marks)
                    .allSatisfy(mark -> assertThat(Shelf.cut(all, mark)).isEqualTo(wanted));
        }
    }
}
