package org.haetae.report;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.PdfAConformance;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/// A PDF/A while its pages are written as XHTML: some dozen pages are laid out at a time, so that
/// memory does not grow with the book. Each time begins a new page.
final class PdfBook implements AutoCloseable {

    /// In characters of markup.
    private static final int AT_ONCE = 400_000;

    private static final float POINTS_OF_A_MILLIMETRE = 72 / 25.4f;
    private static final float MARGIN = 22 * POINTS_OF_A_MILLIMETRE;
    private static final float FOOT = 11.3f * POINTS_OF_A_MILLIMETRE;
    private static final float SIZE = 8;
    private static final float GREY = 0x44 / 255f;

    private final String head;
    private final PDDocument document = new PDDocument();
    private final List<TrueTypeFont> typefaces = new ArrayList<>();
    private final PDType0Font serif;
    private final PDType0Font bold;
    private final PDType0Font italic;
    private final PDType0Font korean;
    private Markup html = new Markup();

    /// @param head of every XHTML that is laid out, to the beginning of its body
    PdfBook(String head) throws IOException {
        this.head = head;
        this.serif = embedded(Typefaces.SERIF);
        this.bold = embedded(Typefaces.SERIF_BOLD);
        this.italic = embedded(Typefaces.SERIF_ITALIC);
        this.korean = embedded(Typefaces.KOREAN);
    }

    /// Without ligatures: PDFBox looks for them with a regular expression for each, which took more
    /// time than all else of a page, and none of these scripts needs them.
    private PDType0Font embedded(Typefaces of) throws IOException {
        var typeface = new TTFParser().parse(new RandomAccessReadBuffer(of.open()));
        typefaces.add(typeface);
        typeface.setEnableGsub(false);
        return PDType0Font.load(document, typeface, true);
    }

    /// Where what comes next is written.
    Markup html() {
        return html;
    }

    /// Whether enough is written to be laid out.
    boolean isFull() {
        return html.length() >= AT_ONCE;
    }

    /// Ends a page here if enough was written.
    ///
    /// @return whether what comes next begins a page
    boolean mayEndPage() throws IOException {
        if (isFull()) {
            layOut();
        }
        return html.length() == 0;
    }

    private void layOut() throws IOException {
        var builder = new PdfRendererBuilder();
        builder.usePDDocument(document);
        builder.usePdfAConformance(PdfAConformance.PDFA_2_U);
        builder.useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        builder.useFont(new PDFontSupplier(serif), "Serif", 400, FontStyle.NORMAL, true);
        builder.useFont(new PDFontSupplier(bold), "Serif", 700, FontStyle.NORMAL, true);
        builder.useFont(new PDFontSupplier(italic), "Serif", 400, FontStyle.ITALIC, true);
        builder.useFont(new PDFontSupplier(korean), "Korean", 400, FontStyle.NORMAL, true);
        builder.withProducer("Haetae");
        // Nothing is fetched: what a page shows stands in it.
        builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
        builder.withHtmlContent(head + html + "</body></html>", null);
        try (var renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
        }
        html = new Markup();
    }

    /// Lays out the rest, numbers the pages and writes the book.
    void save(OutputStream out) throws IOException {
        if (html.length() > 0) {
            layOut();
        }
        // Each time it was laid out added the same one.
        var catalog = document.getDocumentCatalog();
        catalog.setOutputIntents(catalog.getOutputIntents().subList(0, 1));
        int number = 0;
        for (var page : document.getPages()) {
            number++;
            number(page, "%d / %d".formatted(number, document.getNumberOfPages()));
        }
        document.save(out);
    }

    private void number(PDPage page, String text) throws IOException {
        float width = serif.getStringWidth(text) / 1000 * SIZE;
        try (var content = new PDPageContentStream(document, page, AppendMode.APPEND, true, true)) {
            content.beginText();
            content.setFont(serif, SIZE);
            content.setNonStrokingColor(GREY, GREY, GREY);
            content.newLineAtOffset(page.getMediaBox().getWidth() - MARGIN - width, FOOT);
            content.showText(text);
            content.endText();
        }
    }

    @Override
    public void close() throws IOException {
        document.close();
        for (var typeface : typefaces) {
            typeface.close();
        }
    }
}
