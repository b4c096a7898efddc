package org.haetae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.xwpf.usermodel.BreakType;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFRun;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTFonts;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.STStyleType;

/// A dossier as DOCX (ECMA-376), for those who write on: the same words in the same order, each
/// citation a link to its exhibit beside the file. Writes only; nothing is read by these classes.
final class WordFile {

    private static final String BLUE = "0B3D91";
    private static final String GREY = "444444";

    private final XWPFDocument document = new XWPFDocument();
    private final Dossier dossier;
    private final Dossier.Places places;
    private int bookmarks;

    private WordFile(Dossier dossier) {
        this.dossier = dossier;
        this.places = dossier.places();
    }

    static void write(Dossier dossier, Words words, OutputStream out) throws IOException {
        var file = new WordFile(dossier);
        try (file.document) {
            file.properties(words);
            file.styles(words);
            file.body();
            file.document.write(out);
        }
    }

    private void properties(Words words) throws IOException {
        var core = document.getProperties().getCoreProperties();
        core.setTitle(clean(dossier.title()));
        core.setCreator("Haetae");
        core.setIdentifier("urn:uuid:" + dossier.id());
        try {
            core.setCreated(dossier.made().toString());
            core.setModified(dossier.made().toString());
            core.getUnderlyingProperties().setLanguageProperty(words.locale().toLanguageTag());
        } catch (InvalidFormatException e) {
            throw new IOException("the properties of a DOCX could not be set", e);
        }
    }

    private void styles(Words words) {
        var styles = document.createStyles();
        var fonts = CTFonts.Factory.newInstance();
        fonts.setAscii("Liberation Serif");
        fonts.setHAnsi("Liberation Serif");
        fonts.setEastAsia("NanumGothic");
        styles.setDefaultFonts(fonts);
        style("Normal", "Normal", Optional.empty(), 21, false);
        style("Title", "Title", Optional.empty(), 40, true);
        style("Heading1", "heading 1", Optional.of(0), 28, true);
        style("Heading2", "heading 2", Optional.of(1), 23, true);
    }

    private void style(
            String id, String name, Optional<Integer> outline, int halfPoints, boolean bold) {
        var style = CTStyle.Factory.newInstance();
        style.setStyleId(id);
        style.addNewName().setVal(name);
        style.setType(STStyleType.PARAGRAPH);
        if (id.equals("Normal")) {
            style.setDefault(true);
        } else {
            style.addNewBasedOn().setVal("Normal");
            style.addNewNext().setVal("Normal");
        }
        style.addNewQFormat();
        var paragraph = style.addNewPPr();
        outline.ifPresent(
                level -> {
                    paragraph.addNewOutlineLvl().setVal(BigInteger.valueOf(level));
                    paragraph.addNewKeepNext();
                });
        var spacing = paragraph.addNewSpacing();
        spacing.setBefore(BigInteger.valueOf(bold ? 280 : 0));
        spacing.setAfter(BigInteger.valueOf(120));
        var run = style.addNewRPr();
        run.addNewSz().setVal(BigInteger.valueOf(halfPoints));
        if (bold) {
            run.addNewB();
        }
        document.getStyles().addStyle(new XWPFStyle(style));
    }

    private void body() {
        var title = document.createParagraph();
        title.setStyle("Title");
        words(title.createRun(), dossier.title());
        if (!dossier.cover().isEmpty()) {
            var cover = document.createTable(dossier.cover().size(), 2);
            int row = 0;
            for (var one : dossier.cover().entrySet()) {
                var label = first(cover.getRow(row).getCell(0)).createRun();
                label.setBold(true);
                words(label, one.getKey());
                words(first(cover.getRow(row++).getCell(1)).createRun(), one.getValue());
            }
            cover.setWidth("100%");
        }
        for (var part : dossier.parts()) {
            var heading = document.createParagraph();
            heading.setStyle("Heading1");
            heading.setPageBreak(true);
            words(heading.createRun(), part.heading());
            part.blocks().forEach(this::block);
        }
    }

    private void block(Block block) {
        switch (block) {
            case Block.Heading(String text) -> {
                var heading = document.createParagraph();
                heading.setStyle("Heading2");
                words(heading.createRun(), text);
            }
            case Block.Paragraph(List<Line> said) -> {
                var paragraph = document.createParagraph();
                said.forEach(line -> line(paragraph, line));
            }
            case Block.Table table -> table(table);
            case Block.Chain(List<Block.Chain.Step> steps) -> steps.forEach(this::step);
        }
    }

    private void table(Block.Table table) {
        var made = document.createTable(1 + table.rows().size(), table.head().size());
        made.setWidth("100%");
        made.getRow(0).setRepeatHeader(true);
        for (int column = 0; column < table.head().size(); column++) {
            var label = first(made.getRow(0).getCell(column)).createRun();
            label.setBold(true);
            words(label, table.head().get(column));
        }
        for (int row = 0; row < table.rows().size(); row++) {
            for (int column = 0; column < table.head().size(); column++) {
                var cell = made.getRow(row + 1).getCell(column);
                var said = table.rows().get(row).get(column);
                for (int i = 0; i < said.size(); i++) {
                    line(i == 0 ? first(cell) : cell.addParagraph(), said.get(i));
                }
            }
        }
        document.createParagraph();
    }

    /// A cell comes with one paragraph.
    private static XWPFParagraph first(XWPFTableCell cell) {
        return cell.getParagraphs().getFirst();
    }

    private void step(Block.Chain.Step step) {
        XWPFTable box = document.createTable(1, 1);
        box.setWidth("100%");
        var cell = box.getRow(0).getCell(0);
        var label = first(cell).createRun();
        label.setBold(true);
        words(label, step.label() + " ");
        words(first(cell).createRun(), step.title());
        step.said().forEach(line -> line(cell.addParagraph(), line));
        words(document.createParagraph().createRun(), "|");
    }

    private void line(XWPFParagraph paragraph, Line line) {
        switch (line) {
            case Line.Form(String text) -> {
                var run = paragraph.createRun();
                run.setItalic(true);
                words(run, text + " ");
            }
            case Line.Sentence sentence -> {
                var mark = paragraph.getCTP().addNewBookmarkStart();
                mark.setId(BigInteger.valueOf(++bookmarks));
                mark.setName(sentence.id().replace('-', '_'));
                words(paragraph.createRun(), sentence.text() + " ");
                paragraph.getCTP().addNewBookmarkEnd().setId(BigInteger.valueOf(bookmarks));
                var id = paragraph.createRun();
                id.setFontSize(7);
                id.setColor(GREY);
                words(id, sentence.id());
                for (var place : places.of(sentence)) {
                    words(paragraph.createRun(), " ");
                    var link = paragraph.createHyperlinkRun(place.address());
                    link.setColor(BLUE);
                    words(link, "[" + place.words() + "]");
                }
                words(paragraph.createRun(), " ");
            }
        }
    }

    private static void words(XWPFRun run, String text) {
        var lines = clean(text).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                run.addBreak(BreakType.TEXT_WRAPPING);
            }
            run.setText(lines[i], i);
        }
    }

    /// Characters that XML cannot hold are replaced.
    private static String clean(String text) {
        return text.codePoints()
                .map(c -> Markup.inXml(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
