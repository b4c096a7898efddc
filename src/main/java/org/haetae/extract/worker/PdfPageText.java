package org.haetae.extract.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.pdfbox.contentstream.PDFStreamEngine;
import org.apache.pdfbox.contentstream.operator.DrawObject;
import org.apache.pdfbox.contentstream.operator.markedcontent.BeginMarkedContentSequence;
import org.apache.pdfbox.contentstream.operator.markedcontent.BeginMarkedContentSequenceWithProperties;
import org.apache.pdfbox.contentstream.operator.markedcontent.EndMarkedContentSequence;
import org.apache.pdfbox.contentstream.operator.state.Concatenate;
import org.apache.pdfbox.contentstream.operator.state.Restore;
import org.apache.pdfbox.contentstream.operator.state.Save;
import org.apache.pdfbox.contentstream.operator.state.SetGraphicsStateParameters;
import org.apache.pdfbox.contentstream.operator.state.SetMatrix;
import org.apache.pdfbox.contentstream.operator.text.BeginText;
import org.apache.pdfbox.contentstream.operator.text.EndText;
import org.apache.pdfbox.contentstream.operator.text.MoveText;
import org.apache.pdfbox.contentstream.operator.text.MoveTextSetLeading;
import org.apache.pdfbox.contentstream.operator.text.NextLine;
import org.apache.pdfbox.contentstream.operator.text.SetCharSpacing;
import org.apache.pdfbox.contentstream.operator.text.SetFontAndSize;
import org.apache.pdfbox.contentstream.operator.text.SetTextHorizontalScaling;
import org.apache.pdfbox.contentstream.operator.text.SetTextLeading;
import org.apache.pdfbox.contentstream.operator.text.SetTextRenderingMode;
import org.apache.pdfbox.contentstream.operator.text.SetTextRise;
import org.apache.pdfbox.contentstream.operator.text.SetWordSpacing;
import org.apache.pdfbox.contentstream.operator.text.ShowText;
import org.apache.pdfbox.contentstream.operator.text.ShowTextAdjusted;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLine;
import org.apache.pdfbox.contentstream.operator.text.ShowTextLineAndSpace;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.PDTextState;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/// Follows the content of a page as far as it shows text, and lays that text out in lines.
///
/// PDFBox interprets the page; what is ours is what happens for each glyph, since there are
/// thousands on a page: characters and widths are asked from a font once for each code, and
/// positions are plain numbers. Hidden text is taken as well: it is what OCR left under a scan, or
/// what somebody hid.
final class PdfPageText extends PDFStreamEngine {
    private final Map<PDFont, PdfGlyphs> fonts = new IdentityHashMap<>();
    private final Deque<Boolean> marks = new ArrayDeque<>();
    private PdfLines lines = new PdfLines();
    private @Nullable String actual;
    private int actualDepth;
    private int unknown;

    PdfPageText() {
        addOperator(new BeginText(this));
        addOperator(new Concatenate(this));
        addOperator(new DrawObject(this));
        addOperator(new EndText(this));
        addOperator(new SetGraphicsStateParameters(this));
        addOperator(new Save(this));
        addOperator(new Restore(this));
        addOperator(new NextLine(this));
        addOperator(new SetCharSpacing(this));
        addOperator(new MoveText(this));
        addOperator(new MoveTextSetLeading(this));
        addOperator(new SetFontAndSize(this));
        addOperator(new ShowText(this));
        addOperator(new ShowTextAdjusted(this));
        addOperator(new SetTextLeading(this));
        addOperator(new SetMatrix(this));
        addOperator(new SetTextRenderingMode(this));
        addOperator(new SetTextRise(this));
        addOperator(new SetWordSpacing(this));
        addOperator(new SetTextHorizontalScaling(this));
        addOperator(new ShowTextLine(this));
        addOperator(new ShowTextLineAndSpace(this));
        addOperator(new BeginMarkedContentSequence(this));
        addOperator(new BeginMarkedContentSequenceWithProperties(this));
        addOperator(new EndMarkedContentSequence(this));
    }

    /// The text of a page.
    String text(PDPage page) throws IOException {
        lines = new PdfLines();
        marks.clear();
        actual = null;
        actualDepth = 0;
        if (page.hasContents()) {
            processPage(new Unpacked(page));
        }
        return lines.text();
    }

    /// Content that is not packed is parsed from memory: through PDFBox's view of the file each
    /// byte costs more than all that is made of it. What is packed may unpack to anything, and is
    /// read piece by piece as ever.
    private static final class Unpacked extends PDPage {
        private final PDPage page;

        Unpacked(PDPage page) {
            super(page.getCOSObject());
            this.page = page;
        }

        /// With the fonts of the pages before.
        @Override
        public PDResources getResources() {
            return page.getResources();
        }

        @Override
        public RandomAccessRead getContentsForStreamParsing() throws IOException {
            COSStream content = getCOSObject().getCOSStream(COSName.CONTENTS);
            if (content == null || content.getFilters() != null) {
                return super.getContentsForStreamParsing();
            }
            try (InputStream raw = content.createRawInputStream()) {
                return new RandomAccessReadBuffer(raw.readAllBytes());
            }
        }
    }

    /// What was read of a page before it broke.
    String soFar() {
        return lines.text();
    }

    /// How many glyphs had no character that could be told, so far.
    int unknown() {
        return unknown;
    }

    @Override
    public void beginMarkedContentSequence(
            @Nullable COSName tag, @Nullable COSDictionary properties) {
        String said =
                actual == null && properties != null
                        ? properties.getString(COSName.ACTUAL_TEXT)
                        : null;
        marks.push(said != null);
        if (said != null) {
            actual = said;
            actualDepth = 0;
        }
    }

    @Override
    public void endMarkedContentSequence() {
        if (Boolean.TRUE.equals(marks.poll())) {
            actual = null;
        }
    }

    @Override
    protected void showText(byte[] string) throws IOException {
        PDGraphicsState state = getGraphicsState();
        PDTextState text = state.getTextState();
        PDFont font = text.getFont();
        if (font == null || string.length == 0) {
            return;
        }
        PdfGlyphs glyphs = fonts.get(font);
        if (glyphs == null) {
            glyphs = new PdfGlyphs(font);
            fonts.put(font, glyphs);
        }
        show(string, glyphs, text, getTextMatrix(), state.getCurrentTransformationMatrix());
    }

    private void show(
            byte[] string, PdfGlyphs glyphs, PDTextState text, Matrix textMatrix, Matrix ctm)
            throws IOException {
        float size = text.getFontSize();
        float scale = text.getHorizontalScaling() / 100f;
        float characterSpacing = text.getCharacterSpacing();
        float wordSpacing = text.getWordSpacing();
        // Text space to device space, without the translation that changes with each glyph.
        float a =
                textMatrix.getScaleX() * ctm.getScaleX() + textMatrix.getShearY() * ctm.getShearX();
        float b =
                textMatrix.getScaleX() * ctm.getShearY() + textMatrix.getShearY() * ctm.getScaleY();
        float c =
                textMatrix.getShearX() * ctm.getScaleX() + textMatrix.getScaleY() * ctm.getShearX();
        float d =
                textMatrix.getShearX() * ctm.getShearY() + textMatrix.getScaleY() * ctm.getScaleY();
        float e =
                textMatrix.getTranslateX() * ctm.getScaleX()
                        + textMatrix.getTranslateY() * ctm.getShearX()
                        + ctm.getTranslateX();
        float f =
                textMatrix.getTranslateX() * ctm.getShearY()
                        + textMatrix.getTranslateY() * ctm.getScaleY()
                        + ctm.getTranslateY();
        float rise = text.getRise();
        e += rise * c;
        f += rise * d;
        lines.start(
                glyphs.vertical() ? -c : a * Math.signum(size == 0 ? 1 : size),
                glyphs.vertical() ? -d : b * Math.signum(size == 0 ? 1 : size),
                Math.abs(size) * glyphs.height() * (float) Math.hypot(c, d),
                Math.abs(size * scale * glyphs.space()) * (float) Math.hypot(a, b));
        float alongX = 0;
        float alongY = 0;
        ByteArrayInputStream in = new ByteArrayInputStream(string);
        while (in.available() > 0) {
            int before = in.available();
            int code = glyphs.simple() ? in.read() : glyphs.font().readCode(in);
            boolean space = code == 32 && before - in.available() == 1;
            PdfGlyphs.Glyph glyph = glyphs.of(code);
            float advance;
            float stepX = 0;
            float stepY = 0;
            if (glyphs.vertical()) {
                advance = glyph.down() * size;
                stepY = advance + characterSpacing + (space ? wordSpacing : 0);
            } else {
                advance = glyph.right() * size * scale;
                stepX =
                        (glyph.right() * size + characterSpacing + (space ? wordSpacing : 0))
                                * scale;
            }
            float x = e + alongX * a + alongY * c;
            float y = f + alongX * b + alongY * d;
            float endX = glyphs.vertical() ? x + advance * c : x + advance * a;
            float endY = glyphs.vertical() ? y + advance * d : y + advance * b;
            put(glyph, x, y, endX, endY);
            alongX += stepX;
            alongY += stepY;
        }
        textMatrix.translate(alongX, alongY);
    }

    private void put(PdfGlyphs.Glyph glyph, float x, float y, float endX, float endY) {
        String characters = glyph.text();
        if (characters == null) {
            unknown++;
            return;
        }
        if (actual != null) {
            // The whole replacement stands where the first of the replaced glyphs does.
            characters = actualDepth++ == 0 ? actual : "";
        }
        lines.put(characters, x, y, endX, endY);
    }
}
