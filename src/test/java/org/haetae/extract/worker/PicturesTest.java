package org.haetae.extract.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void aPdfBecomesPageImagesAndAThumbnail() throws Exception {
        Collected read =
                Collected.read(
                        Corpus.bytes("formats/tika/testPDFVarious.pdf"),
                        Hints.render("a.pdf", null, 1, Integer.MAX_VALUE),
                        Limits.RENDER);
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.images)
                .extracting(image -> image.kind() + " " + image.page())
                .containsExactly("PAGE 1", "THUMBNAIL 0", "PAGE 2");
        assertThat(Math.max(read.images.get(1).width(), read.images.get(1).height()))
                .isEqualTo(Screen.THUMBNAIL);
        assertThat(read.pages).isEmpty();
        assertThat(decoded(read, 0).getWidth()).isEqualTo(read.images.getFirst().width());
    }

    @Test
    void onlyThePagesAskedForAreDrawn() throws Exception {
        Collected read =
                Collected.read(
                        Corpus.bytes("formats/tika/testPDF_bad_page_303226.pdf"),
                        Hints.render("a.pdf", null, 4, 5),
                        Limits.RENDER);
        assertThat(read.images).extracting(Collected.Image::page).containsExactly(4, 5);
    }

    @Test
    void aDocumentOfWordsIsSetOnPlainPagesAndSaysSo() throws Exception {
        Collected read =
                Collected.read(
                        Corpus.bytes("formats/tika/testMSG_chinese.msg"),
                        Hints.render("a.msg", null, 1, 1),
                        Limits.RENDER);
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.fact("rendered-by")).isEqualTo("typeset text");
        assertThat(read.images).isNotEmpty();
    }

    @Test
    void aPictureIsTurnedAsItsCameraWasHeld() {
        BufferedImage picture = new BufferedImage(30, 10, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xffffff);
        BufferedImage turned = Screen.upright(picture, 6);
        assertThat(turned.getWidth()).isEqualTo(10);
        assertThat(turned.getRGB(9, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void aHugePictureIsNotDecodedWhole() throws Exception {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(20_000, 3_000, BufferedImage.TYPE_BYTE_BINARY), "png", png);
        Collected read =
                Collected.read(png.toByteArray(), Hints.render("a.png", null, 1, 1), Limits.RENDER);
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.images.getFirst().width()).isEqualTo(Screen.LONGEST);
    }

    @Test
    void wordsAreReadFromPixels() throws Exception {
        assumeThat(Program.find("tesseract")).as("Tesseract is not installed here").isNotNull();
        Collected read =
                Collected.read(
                        Corpus.bytes("images/tesseract/phototest-rotated-180.png"),
                        Hints.ocr("a.png", null, 1, 1, "eng"),
                        Limits.OCR);
        assertThat(read.outcome()).isEqualTo(Outcome.READ);
        assertThat(read.text()).contains("The quick brown dog jumped over the");
        assertThat(read.fact("ocr-confidence")).startsWith("1 ");
    }

    private static BufferedImage decoded(Collected read, int index) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(read.images.get(index).encoded()));
    }
}
