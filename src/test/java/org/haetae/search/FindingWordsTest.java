package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// That words are found in the forms in which people ask for them.
class FindingWordsTest {

    @TempDir Path folder;
    private Shelf shelf;

    @BeforeEach
    void open() {
        shelf = new Shelf(folder);
        // Something that must not be found, and that gives the words some frequency.
        shelf.put(
                Shelf.document("other-ko", "오늘은 날씨가 매우 좋았다. 참고문헌 목록은 뒤에 있다."),
                Shelf.document("other-en", "The weather was fine and nothing else happened."));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"수용소", "고문", "김정은", "요덕", "고문을", "\"요덕 수용소\"", "지시", "요덕수용소", "\"요덕수용소\""})
    void theSentenceOfShowFourIsFoundByEachOfItsWords(String query) {
        shelf.put(Shelf.document("show4", "김정은이 요덕수용소에서 고문을 지시했다"));
        assertThat(shelf.names(query)).first().isEqualTo("show4");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // spacing
                "요덕 수용소에 있었다|요덕수용소",
                "요덕수용소에 있었다|요덕 수용소",
                "정치범 수용소를 보았다|정치범수용소",
                "정치범수용소를 보았다|정치범 수용소",
                "정치범수용소를 보았다|수용소",
                "정치범수용소를 보았다|\"정치범 수용소\"",
                "정치범 수용소를 보았다|\"정치범수용소\"",
                "김 정은은 그곳에 없었다|김정은",
                "김정은은 그곳에 없었다|김 정은",
                "현영철인민무력부장이 처형되였다|현영철",
                "그는 전거리교화소에서 나왔다|전거리",
                "수용@소에서 나왔다|수용소",
                // the other Korea's spelling
                "리용호 외무상이 말했다|이용호",
                "이용호 외무상이 말했다|리용호",
                "로동단련대에 보내졌다|노동단련대",
                "노동단련대에 보내졌다|로동단련대",
                "조선로동당의 결정|조선노동당",
                "조선노동당의 결정|조선로동당",
                "녀성들이 일하였다|여성",
                "여성들이 일했다|녀성",
                "력사를 기록한다|역사",
                "량강도 혜산|양강도",
                "양강도 혜산|량강도",
                "련좌제로 끌려갔다|연좌제",
                // endings
                "사람들이 이웃을 도왔다|돕다",
                "아이들을 때렸다고 한다|때리다",
                "강제송환되었다|송환",
                "강제송환되었다|강제 송환",
                "탈북자들을 보냈다|탈북자",
                "관리소에서|관리소",
                // hanja
                "金正恩이 지시하였다|김정은",
                "人權理事會는 결의를 채택하였다|인권이사회",
                "人權理事會는 결의를 채택하였다|인권리사회",
                "女性의 권리이다|여성",
                "李龍虎의 말이다|리용호",
                "李龍虎의 말이다|이용호",
                "金正恩이 지시하였다|金正恩",
                "김정은이 지시하였다|金正恩",
                "인권 문제를 론의하였다|人權",
            })
    void koreanIsFoundInItsVariants(String text, String query) {
        shelf.put(Shelf.document("it", text.replace("@", "\n")));
        assertThat(shelf.names(query)).first().isEqualTo("it");
    }

    @Test
    void decomposedHangulIsTheSameAsComposed() {
        String text = "요덕수용소에서 고문을";
        shelf.put(
                Shelf.document(
                        "nfd",
                        java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFD)));
        assertThat(shelf.names("수용소")).containsExactly("nfd");
        assertThat(
                        shelf.names(
                                java.text.Normalizer.normalize(
                                        "수용소", java.text.Normalizer.Form.NFD)))
                .containsExactly("nfd");
    }

    @Test
    void syllablesAcrossTwoKnownWordsAreNoHitByThemselves() {
        assertThat(shelf.names("고문")).isEmpty();
        assertThat(shelf.names("참고문헌")).containsExactly("other-ko");
        assertThat(shelf.names("\"참고문헌\"")).containsExactly("other-ko");
    }

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                // English: stems, marks, ties
                "The prisoners were detained|prisoner",
                "The prisoners were detained|detaining",
                "The prisoners were detained|\"were detained\"",
                "Kim Jŏng-ŭn gave the order|\"Kim Jong Un\"",
                "Kim Jong Un gave the order|Kim Jong-un",
                "Kim Jong-un gave the order|Kim Jongun",
                "Kim Jongun gave the order|Kim Jong-un",
                "He lived in Ch'ŏngjin then|Chongjin",
                "He lived in Ch’ongjin then|Ch'ongjin",
                "North Korea's camps|korea",
                "a docu-@ment about it|document",
                "the U.N. said|UN",
                "the UN said|U.N.",
                "resolution A/HRC/RES/34/24 of 2017|A/HRC/RES/34/24",
                "resolution A/HRC/RES/34/24 of 2017|HRC",
                "resolution A/HRC/RES/34/24 of 2017|\"RES 34 24\"",
                "it was 1,234,567 won|1234567",
                "it was 1234567 won|1,234,567",
                "on 6.25 it began|6.25",
                "wide Ｋｉｍ letters|kim",
                "zero\u200Bwidth and \u202Ebidi\u202C controls|zerowidth",
                "zero\u200Bwidth and \u202Ebidi\u202C controls|bidi",
                "the ﬁle was kept|file",
                // French, Spanish, German
                "l'homme a été détenu|homme",
                "l'homme a été détenu|detenu",
                "Der große Führer|grosse",
                "la detención arbitraria|detencion",
                // Russian, Ukrainian
                "Заключённые в лагерях|заключенные",
                "Заключённые в лагерях|лагерь",
                "Заключённые в лагерях|ЛАГЕРЬ",
                "мой адрес|мой",
                "права людини у в'язницях|в’язницях",
                "тюрми та табори|табори",
                // Arabic, Persian
                "السجناء في المعتقلات|معتقلات",
                "أحمد في السجن|احمد",
                "كِتَاب عن السجون|كتاب",
                "حقوق بشر در ایران|ايران",
                // Chinese
                "朝鲜政治犯收容所的情况|政治犯",
                "朝鲜政治犯收容所的情况|收容所",
                "朝鮮政治犯收容所的情況|朝鲜",
                "朝鲜人权|朝鮮",
                "中國遣返脫北者|遣返",
                "习近平主席|近平",
                "国王|王",
                "王国|王",
                // Japanese
                "政治犯収容所で拷問を指示した|拷問",
                "政治犯収容所で拷問を指示した|収容所",
                "拉致被害者が帰国しました|帰国",
                "彼は食べました|食べる",
                "横田めぐみさん|めぐみ",
                "北朝鮮のミサイル|ミサイル",
                "ﾐｻｲﾙ発射|ミサイル",
                // others
                "ประเทศไทยและสิทธิมนุษยชน|สิทธิ",
                "मानवाधिकार आयोग|मानवाधिकार",
                "τα ανθρώπινα δικαιώματα|δικαιωματα",
            })
    void otherLanguagesAreFoundInTheirVariants(String text, String query) {
        shelf.put(Shelf.document("it", text.replace("@", "\n")));
        assertThat(shelf.names(query)).first().isEqualTo("it");
    }

    @Test
    void exactMeansAsWritten() {
        shelf.put(
                Shelf.document("prison", "one prison"),
                Shelf.document("prisons", "two prisons"),
                Shelf.document("marked", "Jŏng spoke"),
                Shelf.document("plain", "Jong spoke"));
        assertThat(shelf.names("prison")).containsExactlyInAnyOrder("prison", "prisons");
        assertThat(shelf.names("=prison")).containsExactly("prison");
        assertThat(shelf.names("\"prisons\"")).containsExactly("prisons");
        assertThat(shelf.names("Jŏng")).containsExactlyInAnyOrder("marked", "plain");
        assertThat(shelf.names("=Jŏng")).containsExactly("marked");
        shelf.put(Shelf.document("with", "고문을 했다"), Shelf.document("without", "고문이 있었다"));
        assertThat(shelf.names("고문을")).containsExactlyInAnyOrder("with", "without");
        assertThat(shelf.names("고문을")).first().isEqualTo("with");
        assertThat(shelf.names("=고문을")).containsExactly("with");
    }

    @Test
    void theWholeQueryLanguageFinds() {
        shelf.put(
                Shelf.document("a", "guards beat the prisoners in the camp every day"),
                Shelf.document("b", "the camp was empty and guards were away"),
                Shelf.document("c", "김정은 위원장이 수용소를 방문했다"),
                Shelf.document("d", "김종은은 다른 사람이다"));
        assertThat(shelf.names("guards AND prisoners")).containsExactly("a");
        assertThat(shelf.names("guards prisoners")).containsExactly("a");
        assertThat(shelf.names("prisoners OR empty")).containsExactlyInAnyOrder("a", "b");
        assertThat(shelf.names("guards NOT prisoners")).containsExactly("b");
        assertThat(shelf.names("guards -empty")).containsExactly("a");
        assertThat(shelf.names("(prisoners OR empty) camp")).containsExactlyInAnyOrder("a", "b");
        assertThat(shelf.names("\"guards prisoners\"~2")).containsExactly("a");
        assertThat(shelf.names("\"guards camp\"~3")).containsExactly("b");
        assertThat(shelf.names("guards NEAR/5 camp")).containsExactlyInAnyOrder("a", "b");
        assertThat(shelf.names("guards NEAR/3 camp")).containsExactly("b");
        assertThat(shelf.names("(guards OR empty) NEAR/2 camp")).containsExactly("b");
        assertThat(shelf.names("prison*")).containsExactly("a");
        assertThat(shelf.names("pr?soners")).containsExactly("a");
        assertThat(shelf.names("camp?")).containsExactlyInAnyOrder("a", "b");
        assertThat(shelf.names("prisoers~1")).containsExactly("a");
        assertThat(shelf.names("김정은~1")).containsExactlyInAnyOrder("c", "d");
        assertThat(shelf.names("김정은")).containsExactly("c");
        assertThat(shelf.names("수용*")).containsExactly("c");
        assertThat(shelf.names("*수용소")).containsExactly("c");
        assertThat(shelf.names("김정은 NEAR/3 수용소")).containsExactly("c");
        assertThat(shelf.names("*")).hasSize(6);
        assertThat(shelf.names("")).hasSize(6);
        assertThat(shelf.names("-camp")).doesNotContain("a", "b").hasSize(4);
    }

    @Test
    void namesAndMetadataAreSearchedToo() {
        shelf.put(
                Shelf.document("보고서/요덕_report-2017.pdf", "아무것도 없다"),
                Shelf.about(
                        Shelf.document("x", "nothing"),
                        java.util.Map.of("author", "Park Chol-su")));
        assertThat(shelf.names("요덕")).containsExactly("보고서/요덕_report-2017.pdf");
        assertThat(shelf.names("report")).containsExactly("보고서/요덕_report-2017.pdf");
        assertThat(shelf.names("name:report")).hasSize(1);
        assertThat(shelf.names("name:nothing")).isEmpty();
        assertThat(shelf.names("이름:요덕")).hasSize(1);
        assertThat(shelf.names("Cholsu")).containsExactly("x");
        assertThat(shelf.names("author:(Park OR Kim)")).containsExactly("x");
    }

    @Test
    void putReplacesAndRemoveForgets() {
        SearchDocument first = Shelf.document("first", "alpha");
        shelf.put(first);
        SearchDocument second =
                new SearchDocument(
                        first.item(),
                        first.accession(),
                        first.compartments(),
                        "second",
                        "",
                        first.mediaType(),
                        first.kind(),
                        first.languages(),
                        first.date(),
                        first.received(),
                        first.outcome(),
                        first.metadata(),
                        List.of("beta"));
        shelf.put(second);
        assertThat(shelf.names("alpha")).isEmpty();
        assertThat(shelf.names("beta")).containsExactly("second");
        shelf.index.remove(List.of(first.item()));
        shelf.index.refresh();
        assertThat(shelf.names("beta")).isEmpty();
    }
}
