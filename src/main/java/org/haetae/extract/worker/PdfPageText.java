package org.haetae.extract.worker;

import java.io.IOException;
import java.io.StringWriter;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.text.PDFTextStripper;

/// PDFBox's text stripper, one page at a time, without what only layout analysis needs.
final class PdfPageText extends PDFTextStripper {
    private StringWriter page = new StringWriter();

    PdfPageText(PDDocument document) {
        this.document = document;
        document.setResourceCache(new PdfFonts.WithoutPrograms());
        setSortByPosition(false);
        setShouldSeparateByBeads(false);
        setSuppressDuplicateOverlappingText(false);
        setAddMoreFormatting(false);
        setParagraphEnd("\n");
        setLineSeparator("\n");
        setPageEnd("");
        // Pages are given one by one, so the stripper's own counting of them stays at zero.
        setStartPage(0);
    }

    /// The text of a page.
    String text(PDPage of) throws IOException {
        page = new StringWriter(4_096);
        output = page;
        if (of.hasContents()) {
            processPage(of);
        }
        return page.toString();
    }

    /// What was read of a page before it broke.
    String soFar() {
        try {
            writePage();
        } catch (IOException | RuntimeException broken) {
            // What was written until here is all there is.
        }
        return page.toString();
    }

    /// Height from what the descriptor says, without the box of the whole font, which would need
    /// its program.
    @Override
    protected float computeFontHeight(PDFont font) throws IOException {
        PDFontDescriptor descriptor = font.getFontDescriptor();
        if (descriptor != null) {
            float cap = descriptor.getCapHeight();
            if (cap > 0 && cap < 2_000) {
                return cap / 1_000;
            }
            float ascent = descriptor.getAscent();
            float descent = descriptor.getDescent();
            if (ascent > 0 && descent < 0 && ascent - descent < 4_000) {
                return (ascent - descent) / 2_000;
            }
        }
        return super.computeFontHeight(font);
    }
}
