package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.util.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfTextTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 30, 90, 180, 270})
    void textReadsAlikeHoweverItIsTurned(int degrees) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.setLeading(14);
                content.setTextMatrix(Matrix.getRotateInstance(Math.toRadians(degrees), 300, 400));
                content.showText("They were held in the camp");
                content.newLine();
                content.showText("for more than a year.");
                content.endText();
            }
            document.save(bytes);
        }
        assertThat(Collected.read("a.pdf", bytes.toByteArray()).text())
                .isEqualTo("They were held in the camp\nfor more than a year.");
    }

    @Test
    void aPageWithAPictureAndWithoutWordsIsMarkedForOcr() throws Exception {
        Collected read = Corpus.read("formats/tika/testOCR.pdf");
        assertThat(read.fact("ocr-needed")).isEqualTo("1");
        assertThat(Corpus.read("formats/tika/testPDF.pdf").fact("ocr-needed")).isNull();
    }

    @Test
    void onlyAPasswordToOpenIsALock() throws Exception {
        assertThat(Corpus.read("formats/pdf-cabinet-of-horrors/encryption_nocopy.pdf").outcome())
                .isEqualTo(Outcome.READ);
        assertThat(
                        Corpus.read("formats/pdf-cabinet-of-horrors/encryption_openpassword.pdf")
                                .outcome())
                .isEqualTo(Outcome.LOCKED);
    }

    @Test
    void sidewaysTextIsNotTornApart() throws Exception {
        assertThat(Corpus.read("formats/tika/testPDF_rotated.pdf").text())
                .contains(
                        "toolkit for detecting and extracting metadata and structured text content");
    }

    @Test
    void arabicReadsInTheOrderOfReading() throws Exception {
        assertThat(Corpus.read("formats/docling/right_to_left_02.pdf").text())
                .contains("الحكومة المصرية");
    }

    @Test
    void accentsDrawnOverLettersBecomeOneWithThem() throws Exception {
        assertThat(Corpus.read("formats/unstructured/multi-column-2p.pdf").text()).contains("Oğuz");
    }

    @Test
    void notesBookmarksAndLinksAreWordsOfTheDocument() throws Exception {
        assertThat(Corpus.read("formats/tika/testPDF_bookmarks.pdf").labels.values())
                .contains("bookmarks");
        assertThat(Corpus.read("formats/tika/testAnnotations.pdf").text()).isNotBlank();
        assertThat(Corpus.read("formats/tika/testPDFPackage.pdf").text())
                .contains("http://www.adobe.com");
    }

    @Test
    void timeRunningOutKeepsWhatWasRead() throws Exception {
        Limits hurried = Limits.TEXT.within(java.time.Duration.ofNanos(1));
        Collected read =
                Collected.read(
                        Corpus.bytes("formats/tika/testPDF_bad_page_303226.pdf"),
                        Hints.text("a.pdf", null, 0),
                        hurried);
        assertThat(read.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(read.verdict.reason()).contains("time limit");
    }
}
