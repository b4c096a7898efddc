package org.haetae.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.poi.xwpf.extractor.XWPFWordExtractor;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.haetae.extract.PageImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import tools.jackson.databind.json.JsonMapper;

/// Each format of a dossier, read back by programs that others wrote.
class DossierFilesTest {

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"en", "ko"})
    void thePdfIsPdfAAndItsCitationsOpenThePageOfAnExhibit(String language) throws Exception {
        var locale = Locale.of(language);
        var out = new ByteArrayOutputStream();
        PdfFile.write(MadeDossier.of(locale), Words.in(locale), out);
        assertThat(faults(out.toByteArray())).isEmpty();
        try (var pdf = Loader.loadPDF(out.toByteArray())) {
            var text = new PDFTextStripper().getText(pdf);
            assertThat(text)
                    .contains("Forty people were held there.")
                    .contains("마흔 명이 갇혀 있었다.")
                    .contains("漢字")
                    .contains("S-0002");
            var links = new TreeSet<String>();
            for (var page : pdf.getPages()) {
                for (var note : page.getAnnotations()) {
                    if (note instanceof PDAnnotationLink link
                            && link.getAction() instanceof PDActionURI action) {
                        links.add(action.getURI());
                    }
                }
            }
            assertThat(links)
                    .containsExactly(
                            "exhibits/E-0001.pdf#page=2",
                            "exhibits/E-0002.pdf#page=1",
                            "exhibits/E-0007.mp3");
        }
    }

    @Test
    void aBookOfMorePagesThanAreLaidOutAtOnceIsWholeAndNumberedThrough() throws Exception {
        var dossier = MadeDossier.ofRows(Locale.ENGLISH, 4_000);
        var out = new ByteArrayOutputStream();
        PdfFile.write(dossier, Words.in(Locale.ENGLISH), out);
        assertThat(faults(out.toByteArray())).isEmpty();
        try (var pdf = Loader.loadPDF(out.toByteArray())) {
            int pages = pdf.getNumberOfPages();
            assertThat(pages).isGreaterThan(60);
            var stripper = new PDFTextStripper();
            for (int page = 1; page <= pages; page++) {
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(pdf)).contains(page + " / " + pages);
            }
            stripper.setStartPage(1);
            var text = stripper.getText(pdf);
            for (int row = 0; row < 4_000; row++) {
                assertThat(text).contains("R-%05d".formatted(row));
            }
            assertThat(pdf.getDocumentCatalog().getOutputIntents()).hasSize(1);
        }
    }

    @Test
    void theDocxSaysTheSameAndItsCitationsAreLinks() throws Exception {
        var out = new ByteArrayOutputStream();
        WordFile.write(MadeDossier.of(Locale.ENGLISH), Words.in(Locale.ENGLISH), out);
        try (var word = new XWPFDocument(new ByteArrayInputStream(out.toByteArray()));
                var words = new XWPFWordExtractor(word)) {
            assertThat(words.getText())
                    .contains("Forty people were held there.")
                    .contains("마흔 명이 갇혀 있었다.")
                    .contains("The unit ran it.")
                    .contains("Supported.");
            var links = new ArrayList<String>();
            for (var link : word.getHyperlinks()) {
                links.add(link.getURL());
            }
            assertThat(links).contains("exhibits/E-0001.pdf#page=2", "exhibits/E-0007.mp3");
            assertThat(word.getProperties().getCoreProperties().getTitle())
                    .isEqualTo("The case of an invented camp");
        }
    }

    @Test
    void theLoadFileIsReadByAReaderThatWeDidNotBuildOn() throws Exception {
        var exhibits = MadeDossier.of(Locale.ENGLISH).exhibits();
        var dat = folder.resolve("dossier.dat");
        var opt = folder.resolve("dossier.opt");
        try (var out = Files.newOutputStream(dat)) {
            LoadFile.concordance(exhibits, "..", out);
        }
        try (var out = Files.newOutputStream(opt)) {
            LoadFile.opticon(exhibits, "..", out);
        }
        var rows =
                JsonMapper.builder()
                        .build()
                        .readTree(python("loadfile.py", dat.toString(), opt.toString()));
        assertThat(rows.get("dat").size()).isEqualTo(3);
        assertThat(rows.get("dat").get(0).get("BEGBATES").asString()).isEqualTo("E-0001.0001");
        assertThat(rows.get("dat").get(0).get("ENDBATES").asString()).isEqualTo("E-0001.0003");
        assertThat(rows.get("dat").get(0).get("NATIVEPATH").asString())
                .isEqualTo("..\\exhibits\\E-0001.pdf");
        assertThat(rows.get("dat").get(1).get("FILENAME").asString())
                .isEqualTo(MadeDossier.ODD.replaceAll("[\u0000\u0014þ®]", "\uFFFD") + ".pdf");
        assertThat(rows.get("dat").get(1).get("REDACTED").asString()).isEqualTo("Y");
        assertThat(rows.get("opt").size()).isEqualTo(3);
        assertThat(rows.get("opt").get(2).get("page").asString()).isEqualTo("E-0007.0001");
        assertThat(rows.get("opt").get(0).get("pages").asInt()).isEqualTo(3);
    }

    private static byte[] python(String script, String... words) throws Exception {
        var command = new ArrayList<>(List.of("python3", "src/test/python/" + script));
        command.addAll(List.of(words));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return said;
    }

    @Test
    void caseUcoHasEachExhibitWithItsNumberAndDigest() {
        var out = new ByteArrayOutputStream();
        CaseUco.write(MadeDossier.of(Locale.ENGLISH), out);
        var graph = JsonMapper.builder().build().readTree(out.toByteArray()).get("@graph");
        var ids = new TreeSet<String>();
        var numbers = new ArrayList<String>();
        for (var node : graph) {
            assertThat(ids.add(node.get("@id").asString())).isTrue();
            if (node.has("case-investigation:exhibitNumber")) {
                numbers.add(node.get("case-investigation:exhibitNumber").asString());
            }
        }
        assertThat(numbers).containsExactly("E-0001", "E-0002", "E-0007");
        // What the shapes of UCO 1.4 ask of an id (core:UcoThing-identifier-regex-shape).
        var uuid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-5][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}";
        assertThat(ids).allSatisfy(id -> assertThat(id).matches("kb:\\w+-" + uuid));
        for (var node : graph) {
            for (var key : List.of("uco-core:object", "uco-action:result")) {
                if (node.has(key)) {
                    for (var target : node.get(key)) {
                        assertThat(ids).contains(target.get("@id").asString());
                    }
                }
            }
        }
        assertThat(new String(out.toByteArray(), UTF_8)).contains("ab".repeat(32));
    }

    @Test
    void aRedactedExhibitIsPdfAWithoutTextUnderItsPictures() throws Exception {
        var picture = new BufferedImage(600, 800, BufferedImage.TYPE_INT_RGB);
        var graphics = picture.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 600, 800);
        graphics.setColor(Color.BLACK);
        graphics.fillRect(60, 80, 300, 40);
        graphics.dispose();
        var encoded = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", encoded);
        var out = new ByteArrayOutputStream();
        PdfFile.redacted(
                "E-0002",
                List.of(
                        new PdfFile.Sheet.Picture(new PageImage(600, 800, encoded.toByteArray())),
                        new PdfFile.Sheet.Text("They called ████ to the gate.\n그날 밤")),
                out);
        assertThat(faults(out.toByteArray())).isEmpty();
        try (var pdf = Loader.loadPDF(out.toByteArray())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            var stripper = new PDFTextStripper();
            stripper.setEndPage(1);
            assertThat(stripper.getText(pdf)).doesNotContainPattern("[A-Za-z]{4}");
            var shown = new PDFRenderer(pdf).renderImageWithDPI(0, 72);
            assertThat(shown.getWidth()).isGreaterThan(500);
        }
    }

    @Test
    void aSentenceWithoutAClaimIsNone() {
        assertThatThrownBy(() -> new Line.Sentence("S-0001", "It was so.", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// What veraPDF has against it being PDF/A-2u.
    private static List<String> faults(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        var flavour = PDFAFlavour.PDFA_2_U;
        try (var parser =
                        Foundries.defaultInstance()
                                .createParser(new ByteArrayInputStream(pdf), flavour);
                var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(one -> one.getStatus() == TestAssertion.Status.FAILED)
                    .map(one -> one.getRuleId() + " " + one.getMessage() + " " + one.getLocation())
                    .toList();
        }
    }
}
