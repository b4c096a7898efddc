package org.haetae.demo;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import kr.dogfoot.hwplib.object.HWPFile;
import kr.dogfoot.hwplib.object.bodytext.Section;
import kr.dogfoot.hwplib.object.bodytext.paragraph.Paragraph;
import kr.dogfoot.hwplib.writer.HWPWriter;
import kr.dogfoot.hwpxlib.object.HWPXFile;
import kr.dogfoot.hwpxlib.writer.HWPXWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.poi.common.usermodel.PictureType;
import org.apache.poi.ooxml.POIXMLDocument;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.util.Units;
import org.apache.poi.xslf.usermodel.SlideLayout;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xslf.usermodel.XSLFSlide;
import org.apache.poi.xslf.usermodel.XSLFTextShape;
import org.apache.poi.xwpf.usermodel.BreakType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;

/// Turns a {@link Paper} into a file of each format that the story needs.
final class PaperFormats {

    /// TrueType fonts (Debian `fonts-nanum`, `fonts-dejavu-core`); PDFBox cannot embed the CFF
    /// outlines of Noto CJK. Only the glyphs used are embedded.
    private static final List<Path> FONTS =
            List.of(
                    Path.of("/usr/share/fonts/truetype/nanum/NanumMyeongjo.ttf"),
                    Path.of("/usr/share/fonts/truetype/nanum/NanumGothic.ttf"),
                    Path.of("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"));

    private PaperFormats() {}

    record Sketch(byte[] png, int width, int height) {}

    static byte[] docx(Paper paper, String author, Date created, Optional<Sketch> sketch)
            throws IOException {
        try (var document = new XWPFDocument();
                var out = new ByteArrayOutputStream()) {
            run(document, paper.title(), 16, true);
            XWPFRun mark = run(document, paper.mark(), 9, false);
            mark.setItalic(true);
            for (int i = 0; i < paper.pages().size(); i++) {
                if (i > 0) {
                    document.createParagraph().createRun().addBreak(BreakType.PAGE);
                }
                page(document, paper.pages().get(i));
            }
            if (sketch.isPresent()) {
                picture(document, sketch.get());
            }
            describe(document, paper, author, created);
            document.write(out);
            return out.toByteArray();
        }
    }

    private static void page(XWPFDocument document, List<Paper.Block> blocks) {
        XWPFTable table = null;
        for (Paper.Block block : blocks) {
            switch (block) {
                case Paper.Heading heading -> run(document, heading.text(), 13, true);
                case Paper.Line line -> run(document, line.text(), 11, false);
                case Paper.Row row -> {
                    boolean fresh = table == null;
                    if (table == null) {
                        table = document.createTable();
                    }
                    cells(fresh ? table.getRow(0) : table.createRow(), row.cells());
                }
            }
            if (!(block instanceof Paper.Row)) {
                table = null;
            }
        }
    }

    private static void cells(XWPFTableRow row, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            (i < row.getTableCells().size() ? row.getCell(i) : row.createCell())
                    .setText(cells.get(i));
        }
    }

    private static XWPFRun run(XWPFDocument document, String text, int size, boolean bold) {
        XWPFParagraph paragraph = document.createParagraph();
        paragraph.setSpacingAfter(120);
        XWPFRun run = paragraph.createRun();
        run.setText(text);
        run.setFontSize(size);
        run.setBold(bold);
        return run;
    }

    private static void picture(XWPFDocument document, Sketch sketch) throws IOException {
        try {
            document.createParagraph()
                    .createRun()
                    .addPicture(
                            new ByteArrayInputStream(sketch.png()),
                            PictureType.PNG,
                            "sketch.png",
                            Units.toEMU(sketch.width() / 2.0),
                            Units.toEMU(sketch.height() / 2.0));
        } catch (InvalidFormatException e) {
            throw new IOException(e);
        }
    }

    private static void describe(
            POIXMLDocument document, Paper paper, String author, Date created) {
        var properties = document.getProperties().getCoreProperties();
        properties.setTitle(paper.title());
        properties.setCreator(author);
        properties.setDescription(paper.mark());
        properties.setCreated(Optional.of(created));
        properties.setModified(Optional.of(created));
    }

    static byte[] pptx(Paper paper, String author, Date created) throws IOException {
        try (var show = new XMLSlideShow();
                var out = new ByteArrayOutputStream()) {
            var layout = show.getSlideMasters().getFirst().getLayout(SlideLayout.TITLE_AND_CONTENT);
            for (int i = 0; i < paper.pages().size(); i++) {
                XSLFSlide slide = show.createSlide(layout);
                List<Paper.Block> blocks = paper.pages().get(i);
                slide.getPlaceholder(0).setText(i == 0 ? paper.title() : blocks.getFirst().text());
                XSLFTextShape body = slide.getPlaceholder(1);
                body.clearText();
                for (Paper.Block block : i == 0 ? blocks : blocks.subList(1, blocks.size())) {
                    body.addNewTextParagraph().addNewTextRun().setText(block.text());
                }
                var mark = body.addNewTextParagraph().addNewTextRun();
                mark.setText(paper.mark());
                mark.setFontSize(10.0);
            }
            describe(show, paper, author, created);
            show.write(out);
            return out.toByteArray();
        }
    }

    static byte[] odt(Paper paper, String author, Date created) throws IOException {
        var body = new StringBuilder();
        body.append("<text:h text:outline-level=\"1\">")
                .append(xml(paper.title()))
                .append("</text:h><text:p>")
                .append(xml(paper.mark()))
                .append("</text:p>");
        for (Paper.Block block : paper.blocks()) {
            body.append(
                    switch (block) {
                        case Paper.Heading h ->
                                "<text:h text:outline-level=\"2\">" + xml(h.text()) + "</text:h>";
                        case Paper.Line l -> "<text:p>" + xml(l.text()) + "</text:p>";
                        case Paper.Row r -> "<text:p>" + xml(r.text()) + "</text:p>";
                    });
        }
        return openDocument(
                "application/vnd.oasis.opendocument.text",
                "<office:text>" + body + "</office:text>",
                paper.title(),
                paper.mark(),
                author,
                created);
    }

    /// A package of the OpenDocument family around the given body.
    static byte[] openDocument(
            String type, String body, String title, String mark, String author, Date created)
            throws IOException {
        String namespaces =
                """
                xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
                xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
                xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
                xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" \
                xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3\"""";
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("mimetype", utf8(type));
        parts.put(
                "content.xml",
                utf8(
                        head
                                + "<office:document-content "
                                + namespaces
                                + "><office:body>"
                                + body
                                + "</office:body></office:document-content>"));
        parts.put(
                "meta.xml",
                utf8(
                        head
                                + "<office:document-meta "
                                + namespaces
                                + "><office:meta><dc:title>"
                                + xml(title)
                                + "</dc:title><dc:description>"
                                + xml(mark)
                                + "</dc:description><meta:initial-creator>"
                                + xml(author)
                                + "</meta:initial-creator><dc:creator>"
                                + xml(author)
                                + "</dc:creator><meta:creation-date>"
                                + created.toInstant()
                                + "</meta:creation-date></office:meta></office:document-meta>"));
        parts.put(
                "META-INF/manifest.xml",
                utf8(
                        head
                                + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
                                + " manifest:version=\"1.3\"><manifest:file-entry manifest:full-path=\"/\""
                                + " manifest:media-type=\""
                                + type
                                + "\"/><manifest:file-entry manifest:full-path=\"content.xml\""
                                + " manifest:media-type=\"text/xml\"/><manifest:file-entry"
                                + " manifest:full-path=\"meta.xml\""
                                + " manifest:media-type=\"text/xml\"/></manifest:manifest>"));
        return Bundles.zip(parts);
    }

    static byte[] epub(Paper paper, String author, Date created) throws IOException {
        String head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("mimetype", utf8("application/epub+zip"));
        parts.put(
                "META-INF/container.xml",
                utf8(
                        head
                                + "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
                                + "<rootfiles><rootfile full-path=\"book.opf\""
                                + " media-type=\"application/oebps-package+xml\"/></rootfiles></container>"));
        parts.put(
                "book.opf",
                utf8(
                        head
                                + "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">"
                                + "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:identifier id=\"id\">urn:haetae:demo:"
                                + paper.id()
                                + "</dc:identifier><dc:title>"
                                + xml(paper.title())
                                + "</dc:title><dc:creator>"
                                + xml(author)
                                + "</dc:creator><dc:language>"
                                + paper.language()
                                + "</dc:language><dc:description>"
                                + xml(paper.mark())
                                + "</dc:description><dc:date>"
                                + created.toInstant().toString().substring(0, 10)
                                + "</dc:date></metadata><manifest><item id=\"nav\" href=\"nav.xhtml\""
                                + " properties=\"nav\" media-type=\"application/xhtml+xml\"/><item id=\"text\""
                                + " href=\"text.xhtml\" media-type=\"application/xhtml+xml\"/></manifest>"
                                + "<spine><itemref idref=\"text\"/></spine></package>"));
        parts.put(
                "nav.xhtml",
                utf8(
                        head
                                + "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>"
                                + xml(paper.title())
                                + "</title></head><body><nav epub:type=\"toc\"><ol><li><a href=\"text.xhtml\">"
                                + xml(paper.title())
                                + "</a></li></ol></nav></body></html>"));
        parts.put("text.xhtml", utf8(html(paper, "")));
        return Bundles.zip(parts);
    }

    static String html(Paper paper, String menu) {
        var body = new StringBuilder();
        for (Paper.Block block : paper.blocks()) {
            body.append(
                    switch (block) {
                        case Paper.Heading h -> "<h2>" + xml(h.text()) + "</h2>\n";
                        case Paper.Line l -> "<p>" + xml(l.text()) + "</p>\n";
                        case Paper.Row r -> "<p>" + xml(r.text()) + "</p>\n";
                    });
        }
        return """
        <?xml version="1.0" encoding="UTF-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="%s"><head><meta charset="UTF-8"/><title>%s</title>
        <meta name="description" content="%s"/></head><body>%s
        <h1>%s</h1>
        <p><em>%s</em></p>
        %s</body></html>
        """
                .formatted(
                        paper.language(),
                        xml(paper.title()),
                        xml(paper.mark()),
                        menu,
                        xml(paper.title()),
                        xml(paper.mark()),
                        body);
    }

    static byte[] rtf(Paper paper) {
        var text = new StringBuilder("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times New Roman;}}\n");
        text.append("{\\info{\\title ").append(rtf(paper.title())).append("}{\\doccomm ");
        text.append(rtf(paper.mark())).append("}}\n\\b ").append(rtf(paper.title()));
        text.append("\\b0\\par\n\\i ").append(rtf(paper.mark())).append("\\i0\\par\\par\n");
        for (Paper.Block block : paper.blocks()) {
            boolean heading = block instanceof Paper.Heading;
            text.append(heading ? "\\par\\b " : "").append(rtf(block.text()));
            text.append(heading ? "\\b0" : "").append("\\par\n");
        }
        return text.append('}').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String rtf(String text) {
        var out = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == '\\' || c == '{' || c == '}') {
                out.append('\\').append(c);
            } else if (c < 128) {
                out.append(c);
            } else {
                out.append("\\u").append((int) (short) c).append('?');
            }
        }
        return out.toString();
    }

    static byte[] hwp(Paper paper) throws IOException {
        HWPFile file = kr.dogfoot.hwplib.tool.blankfilemaker.BlankFileMaker.make();
        Section section = file.getBodyText().getSectionList().get(0);
        try {
            section.getParagraph(0).getText().addString(paper.title());
            hwpLine(section, paper.mark());
            for (Paper.Block block : paper.blocks()) {
                hwpLine(section, block.text());
            }
            section.getLastParagraph().getHeader().setLastInList(true);
            try (var out = new ByteArrayOutputStream()) {
                HWPWriter.toStream(file, out);
                return out.toByteArray();
            }
        } catch (Exception e) {
            // hwplib declares Exception.
            throw new IOException("could not write HWP paper " + paper.id(), e);
        }
    }

    private static void hwpLine(Section section, String text) throws IOException {
        section.getLastParagraph().getHeader().setLastInList(false);
        Paragraph paragraph = section.addNewParagraph();
        paragraph.getHeader().setParaShapeId(3);
        paragraph.getHeader().setStyleId((short) 0);
        paragraph.getHeader().setCharShapeCount(1);
        paragraph.getHeader().setLineAlignCount(1);
        paragraph.createText();
        paragraph.getText().addString(text);
        paragraph.createCharShape();
        paragraph.getCharShape().addParaCharShape(0, 1);
        paragraph.createLineSeg();
        var line = paragraph.getLineSeg().addNewLineSegItem();
        line.setLineHeight(1000);
        line.setTextPartHeight(1000);
        line.setDistanceBaseLineToLineVerticalPosition(850);
        line.setLineSpace(300);
        line.setSegmentWidth(42520);
    }

    static byte[] hwpx(Paper paper) throws IOException {
        HWPXFile file = kr.dogfoot.hwpxlib.tool.blankfilemaker.BlankFileMaker.make();
        var section = file.sectionXMLFileList().get(0);
        List<String> lines = new ArrayList<>(List.of(paper.title(), paper.mark()));
        paper.blocks().forEach(block -> lines.add(block.text()));
        int id = 1;
        for (String line : lines) {
            section.addNewPara()
                    .idAnd(Integer.toString(id++))
                    .paraPrIDRefAnd("0")
                    .styleIDRefAnd("0")
                    .pageBreakAnd(false)
                    .columnBreakAnd(false)
                    .mergedAnd(false)
                    .addNewRun()
                    .charPrIDRefAnd("0")
                    .addNewT()
                    .addText(line);
        }
        try {
            return HWPXWriter.toBytes(file);
        } catch (Exception e) {
            // hwpxlib declares Exception.
            throw new IOException("could not write HWPX paper " + paper.id(), e);
        }
    }

    static byte[] pdf(Paper paper, String author, Date created) throws IOException {
        return pdf(paper, author, created, Optional.empty());
    }

    /// @param password when present, nobody reads a word of the file without it
    static byte[] pdf(Paper paper, String author, Date created, Optional<String> password)
            throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            List<PDFont> fonts = new ArrayList<>();
            for (Path font : FONTS) {
                try (InputStream in = Files.newInputStream(font)) {
                    fonts.add(PDType0Font.load(document, in, true));
                }
            }
            int number = 1;
            for (List<Paper.Block> blocks : paper.pages()) {
                pdfPage(document, fonts, paper, blocks, number++);
            }
            describe(document, paper, author, created);
            if (password.isPresent()) {
                var policy =
                        new StandardProtectionPolicy(
                                "owner-" + password.get(), password.get(), new AccessPermission());
                policy.setEncryptionKeyLength(256);
                document.protect(policy);
            }
            document.save(out);
            return out.toByteArray();
        }
    }

    private static void pdfPage(
            PDDocument document,
            List<PDFont> fonts,
            Paper paper,
            List<Paper.Block> blocks,
            int number)
            throws IOException {
        var page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        try (var content = new PDPageContentStream(document, page)) {
            float y = 780;
            if (number == 1) {
                y = lines(content, fonts, paper.title(), 16, y) - 4;
            }
            for (Paper.Block block : blocks) {
                boolean heading = block instanceof Paper.Heading;
                y = lines(content, fonts, block.text(), heading ? 13 : 11, heading ? y - 8 : y) - 5;
            }
            lines(content, fonts, paper.mark(), 7.5f, 50);
            lines(content, fonts, "- " + number + " -", 9, 32);
        }
    }

    private static float lines(
            PDPageContentStream content, List<PDFont> fonts, String text, float size, float top)
            throws IOException {
        float y = top;
        var line = new StringBuilder();
        float width = 0;
        for (String word : text.splitWithDelimiters(" ", 0)) {
            float w = width(fonts, word, size);
            if (width + w > 475 && !line.isEmpty()) {
                show(content, fonts, line.toString(), size, y);
                y -= size * 1.5f;
                line.setLength(0);
                width = 0;
            }
            line.append(word);
            width += w;
        }
        show(content, fonts, line.toString(), size, y);
        return y - size * 1.5f;
    }

    private static float width(List<PDFont> fonts, String text, float size) throws IOException {
        float width = 0;
        for (int c : text.codePoints().toArray()) {
            String glyph = Character.toString(c);
            width += fontFor(fonts, glyph).getStringWidth(glyph) / 1000 * size;
        }
        return width;
    }

    private static void show(
            PDPageContentStream content, List<PDFont> fonts, String text, float size, float y)
            throws IOException {
        content.beginText();
        content.newLineAtOffset(60, y);
        for (int c : text.codePoints().toArray()) {
            String glyph = Character.toString(c);
            content.setFont(fontFor(fonts, glyph), size);
            content.showText(glyph);
        }
        content.endText();
    }

    private static PDFont fontFor(List<PDFont> fonts, String glyph) throws IOException {
        for (PDFont font : fonts) {
            try {
                font.encode(glyph);
                return font;
            } catch (IllegalArgumentException e) {
                // This font lacks the glyph; the next one may have it.
            }
        }
        throw new IOException("no font has U+%04X".formatted(glyph.codePointAt(0)));
    }

    private static void describe(PDDocument document, Paper paper, String author, Date created) {
        PDDocumentInformation information = document.getDocumentInformation();
        information.setTitle(paper.title());
        information.setAuthor(author);
        information.setSubject(paper.mark());
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.setTime(created);
        information.setCreationDate(calendar);
    }

    /// Pages that are pictures only, as a scanner makes them.
    static byte[] imagePdf(Paper paper, List<byte[]> jpegs, Date created) throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            for (byte[] jpeg : jpegs) {
                var page = new PDPage(PDRectangle.A4);
                document.addPage(page);
                var image = JPEGFactory.createFromByteArray(document, jpeg);
                try (var content = new PDPageContentStream(document, page)) {
                    content.drawImage(
                            image, 0, 0, PDRectangle.A4.getWidth(), PDRectangle.A4.getHeight());
                }
            }
            describe(document, paper, "scanner", created);
            document.save(out);
            return out.toByteArray();
        }
    }

    static String xml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
