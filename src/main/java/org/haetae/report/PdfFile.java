package org.haetae.report;

import com.openhtmltopdf.util.XRLog;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import org.haetae.extract.PageImage;

/// A dossier as PDF/A-2u (ISO 19005-2): every typeface inside, every letter known as Unicode. A
/// citation opens the exhibit beside it, on its page where a reader of PDF can.
final class PdfFile {

    private static final String HEAD =
            """
            <!DOCTYPE html>
            <html xmlns="http://www.w3.org/1999/xhtml" lang="%s"><head><title>%s</title><style>
            @page { size: A4; margin: 24mm 22mm 24mm 22mm;
              @bottom-left { content: "%s"; font-family: Serif, Korean; font-size: 8pt; color: #444444; }
              @bottom-right { content: " "; width: 36mm; } }
            body { font-family: Serif, Korean; font-size: 10.5pt; line-height: 1.4; color: #000000; }
            h1 { font-size: 20pt; line-height: 1.2; margin: 40mm 0 8mm 0; }
            h2 { font-size: 14pt; margin: 9mm 0 3mm 0; page-break-after: avoid; border-bottom: 0.6pt solid #000000; padding-bottom: 1mm; }
            h3 { font-size: 11.5pt; margin: 5mm 0 2mm 0; page-break-after: avoid; }
            p { margin: 0 0 2.4mm 0; }
            a { color: #0b3d91; text-decoration: none; white-space: nowrap; }
            .id { font-size: 7pt; color: #444444; }
            .form { font-style: italic; }
            table { width: 100%%; table-layout: fixed; border-collapse: collapse; margin: 1mm 0 4mm 0; -fs-table-paginate: paginate; }
            th, td { border: 0.4pt solid #777777; padding: 1.2mm 1.6mm; text-align: left; vertical-align: top; font-size: 9pt; line-height: 1.3; word-wrap: break-word; }
            th { background-color: #eeeeee; font-weight: bold; }
            th:first-child { width: 24%%; }
            tr { page-break-inside: avoid; }
            .cover td { border: none; font-size: 10.5pt; }
            .cover .label { width: 32%%; font-weight: bold; }
            .part { page-break-before: always; }
            .step { border: 0.8pt solid #000000; padding: 2mm 3mm; margin: 0; page-break-inside: avoid; }
            .gap { border-style: dashed; background-color: #f3f3f3; }
            .step + p { margin-top: 3mm; }
            .down { text-align: center; margin: 0; font-size: 12pt; }
            .sheet + .sheet { page-break-before: always; }
            .sheet img { width: 166mm; max-height: 240mm; }
            .plain { white-space: pre-wrap; font-size: 9.5pt; }
            </style></head><body>
            """;

    static {
        // What it would log are the words of a document.
        XRLog.setLoggingEnabled(false);
    }

    private static final String TABLE_END = "</tbody></table>";

    private PdfFile() {}

    static void write(Dossier dossier, Words words, OutputStream out) throws IOException {
        var head =
                head(
                        words.locale().toLanguageTag(),
                        dossier.title(),
                        new Markup()
                                .words(words.of("foot", dossier.title(), dossier.id()))
                                .toString());
        try (var book = new PdfBook(head)) {
            pages(dossier, book);
            book.save(out);
        }
    }

    /// What may be seen of an item: a sheet for each of its pages.
    static void redacted(String title, List<Sheet> sheets, OutputStream out) throws IOException {
        try (var book = new PdfBook(head("en", title, title))) {
            for (var sheet : sheets) {
                book.html().raw("<div class=\"sheet\">");
                switch (sheet) {
                    case Sheet.Picture(PageImage image) ->
                            book.html()
                                    .raw("<img alt=\"")
                                    .words(title)
                                    .raw("\" src=\"data:")
                                    .raw(image.mediaType())
                                    .raw(";base64,")
                                    .raw(Base64.getEncoder().encodeToString(image.encoded()))
                                    .raw("\" />");
                    case Sheet.Text(String text) ->
                            book.html().raw("<div class=\"plain\">").words(text).raw("</div>");
                }
                book.html().raw("</div>");
                book.mayEndPage();
            }
            book.save(out);
        }
    }

    /// A page of an item as it may be seen.
    sealed interface Sheet {
        /// Its picture, what is redacted burned in.
        record Picture(PageImage image) implements Sheet {}

        /// Its words, what is redacted taken out.
        record Text(String text) implements Sheet {}
    }

    private static String head(String language, String title, String foot) {
        return HEAD.formatted(
                language, new Markup().words(title), foot.replace("\\", "").replace("\"", "”"));
    }

    // ---- the pages

    private static void pages(Dossier dossier, PdfBook book) throws IOException {
        book.html().raw("<h1>").words(dossier.title()).raw("</h1><table class=\"cover\">");
        dossier.cover()
                .forEach(
                        (label, value) ->
                                book.html()
                                        .raw("<tr><td class=\"label\">")
                                        .words(label)
                                        .raw("</td><td>")
                                        .words(value)
                                        .raw("</td></tr>"));
        book.html().raw("</table>");
        var places = dossier.places();
        for (var part : dossier.parts()) {
            // A part begins a page, which nothing has to be done for where one begins anyway.
            book.html()
                    .raw(book.mayEndPage() ? "<h2 id=\"" : "<h2 class=\"part\" id=\"")
                    .words(part.code())
                    .raw("\">")
                    .words(part.heading())
                    .raw("</h2>");
            for (var block : part.blocks()) {
                block(book, block, places);
                if (!(block instanceof Block.Heading)) {
                    book.mayEndPage();
                }
            }
        }
    }

    private static void block(PdfBook book, Block block, Dossier.Places places) throws IOException {
        switch (block) {
            case Block.Heading(String text) -> book.html().raw("<h3>").words(text).raw("</h3>");
            case Block.Paragraph(List<Line> said) -> {
                book.html().raw("<p>");
                said.forEach(line -> line(book.html(), line, places));
                book.html().raw("</p>");
            }
            case Block.Table(List<String> head, List<List<List<Line>>> rows) -> {
                begin(book.html(), head);
                for (int i = 0; i < rows.size(); i++) {
                    if (i > 0 && book.isFull()) {
                        book.html().raw(TABLE_END);
                        book.mayEndPage();
                        begin(book.html(), head);
                    }
                    row(book.html(), rows.get(i), places);
                }
                // A table without rows would be no table in XHTML.
                if (rows.isEmpty()) {
                    book.html().raw("<tr><td colspan=\"%d\">–</td></tr>".formatted(head.size()));
                }
                book.html().raw(TABLE_END);
            }
            case Block.Chain(List<Block.Chain.Step> steps) -> {
                var html = book.html();
                var first = true;
                for (var step : steps) {
                    html.raw(first ? "" : "<p class=\"down\">|</p>");
                    first = false;
                    html.raw(step.gap() ? "<div class=\"step gap\">" : "<div class=\"step\">");
                    html.raw("<p><strong>").words(step.label()).raw("</strong> ");
                    html.words(step.title()).raw("</p>");
                    for (var line : step.said()) {
                        html.raw("<p>");
                        line(html, line, places);
                        html.raw("</p>");
                    }
                    html.raw("</div>");
                }
            }
        }
    }

    private static void begin(Markup html, List<String> head) {
        html.raw("<table><thead><tr>");
        head.forEach(label -> html.raw("<th>").words(label).raw("</th>"));
        html.raw("</tr></thead><tbody>");
    }

    private static void row(Markup html, List<List<Line>> row, Dossier.Places places) {
        html.raw("<tr>");
        for (var cell : row) {
            html.raw("<td>");
            for (var line : cell) {
                html.raw("<div>");
                line(html, line, places);
                html.raw("</div>");
            }
            html.raw("</td>");
        }
        html.raw("</tr>");
    }

    private static void line(Markup html, Line line, Dossier.Places places) {
        switch (line) {
            case Line.Form(String text) ->
                    html.raw("<span class=\"form\">").words(text).raw("</span> ");
            case Line.Sentence sentence -> {
                html.raw("<span id=\"").words(sentence.id()).raw("\">").words(sentence.text());
                html.raw("</span> <span class=\"id\">").words(sentence.id()).raw("</span>");
                for (var place : places.of(sentence)) {
                    html.raw(" <a href=\"").words(place.address()).raw("\">[");
                    html.words(place.words()).raw("]</a>");
                }
                html.raw(" ");
            }
        }
    }
}
