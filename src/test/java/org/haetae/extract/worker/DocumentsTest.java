package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hwp/distribution.hwp|시설관리원 용역업체 선정 입찰공고",
                "hwp/source.hwp|원본 HWP 파일의 내용입니다",
                "hwp/숨은설명.hwp|우리는 우리다",
                "hwp/글상자-압축.hwp|ABC",
                "hwp/각주미주.hwp|sssd",
                "hwp/필드-누름틀.hwp|여러줄 문자열2",
                "formats/tika/testHWP_5.0.hwp|테스트",
                "formats/tika/testHWP-v5-dist.hwp|컨텐츠 분석 툴킷",
                "formats/tika/testMSG.msg|MIME registry use cases",
                "formats/tika/testMSG_chinese.msg|年度模範勞工選拔",
                "formats/tika/testWORD.docx|Sample Word Document",
                "formats/tika/testPPT.pptx|Different words to test against",
                "formats/tika/testEXCEL.xls|Numbers and their Squares",
                "formats/tika/testOneNote.one|consumer report",
                "formats/tika/testRTF-ms932.rtf|こんにちは",
                "formats/tika/testEPUB.epub|This is the text for chapter Two",
                "formats/tika/testACCESS.mdb|TrackName",
                "formats/unstructured/factbook-utf-16.xml|Trinidad & Tobado",
                "formats/unstructured/umlauts-non-utf8.md|können",
                "formats/tika/russian.cp866.txt|Однажды, в студеную зимнюю пору",
                "formats/tika/english.cp500.txt|the",
                "formats/docling/right_to_left_01.pdf|المحللين",
                "formats/unstructured/korean-text-with-tables.pdf|파리바게뜨, 뚜레쥬르"
            })
    void knownWordsAreFound(String path, String words) throws Exception {
        assertThat(Corpus.read(path).text()).contains(words);
    }

    @Test
    void sheetsAndSlidesArePages() throws Exception {
        Collected sheets = Corpus.read("formats/tika/testEXCEL.xlsx");
        assertThat(sheets.labels.values()).containsExactly("Feuil1", "Feuil2", "Feuil3");
        Collected slides = Corpus.read("formats/tika/testPPT.pptx");
        assertThat(slides.pages).hasSize(3);
        assertThat(slides.labels.get(3)).isEqualTo("slide 3");
    }

    @Test
    void chaptersOfABookArePages() throws Exception {
        Collected book = Corpus.read("formats/tika/testEPUB.epub");
        assertThat(book.labels.values())
                .containsExactly("Cover Page", "Table of Contents", "Chapter 1", "Chapter 2");
        assertThat(book.fact("author")).isEqualTo("Bart Hanssens");
    }

    @Test
    void aPictureThatMayHoldWordsWaitsForOcr() throws Exception {
        assertThat(Corpus.read("images/tesseract/eurotext.tif").fact("ocr-needed")).isEqualTo("1");
        assertThat(Corpus.read("formats/tika/testTIFF.tif").fact("raw:File Name")).isNull();
    }

    @Test
    void aPhotographTellsItsCameraPlaceAndTime() throws Exception {
        Collected read = Corpus.read("formats/tika/testJPEG_GEO.jpg");
        assertThat(read.fact("camera")).isEqualTo("Canon EOS 40D");
        assertThat(read.fact("place")).isEqualTo("12.54321,-54.1234");
        assertThat(read.fact("created")).isEqualTo("2009-08-11T09:09:45");
        assertThat(read.fact("width")).isEqualTo("3888");
    }

    @Test
    void aMessageShowsWhoWroteToWhomAboveItsWords() throws Exception {
        Collected read =
                Collected.read(
                        "m.eml",
                        """
                        From: =?EUC-KR?B?sejDtrz2?= <a@example.org>
                        To: b@example.org
                        Subject: =?UTF-8?B?7Kad7Ja4?=
                        Date: Fri, 7 Mar 2014 11:15:17 +0900
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=x

                        --x
                        Content-Type: text/plain; charset=UTF-8

                        요덕수용소
                        --x
                        Content-Type: application/octet-stream
                        Content-Disposition: attachment;
                         filename*0*=UTF-8''%EB%AA%85%EB%8B%A8;
                         filename*1=".txt"
                        Content-Transfer-Encoding: base64

                        d29yZHM=
                        --x--
                        """
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(read.text())
                .isEqualTo(
                        """
                        From: 김철수 <a@example.org>
                        To: b@example.org
                        Date: Fri, 7 Mar 2014 11:15:17 +0900
                        Subject: 증언

                        요덕수용소""");
        assertThat(read.fact("sent")).isEqualTo("2014-03-07T11:15:17+09:00");
        assertThat(read.partPaths()).containsExactly("명단.txt");
        assertThat(read.part("명단.txt")).asString().isEqualTo("words");
    }

    @Test
    void anEncryptedMessageIsLocked() throws Exception {
        Collected read =
                Collected.read(
                        "m.eml",
                        """
                        From: a@example.org
                        To: b@example.org
                        Subject: none
                        MIME-Version: 1.0
                        Content-Type: multipart/encrypted; protocol="application/pgp-encrypted";
                         boundary=x

                        --x
                        Content-Type: application/pgp-encrypted

                        Version: 1
                        --x
                        Content-Type: application/octet-stream

                        -----BEGIN PGP MESSAGE-----
                        --x--
                        """
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(read.outcome()).isEqualTo(Outcome.LOCKED);
        assertThat(read.fact("from")).isEqualTo("a@example.org");
    }

    @Test
    void xmlThatReachesOutsideGetsNothingFromThere() throws Exception {
        String xml =
                """
                <?xml version="1.0"?>
                <!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>
                <a>before &e; after</a>
                """;
        Collected read = Collected.read("a.xml", xml.getBytes(StandardCharsets.UTF_8));
        assertThat(read.text()).doesNotContain("root:");
    }
}
