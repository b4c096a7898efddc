package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;
import org.jspecify.annotations.Nullable;

/// What text needs to know of a font: for each code its characters and how far it moves the pen.
/// Asked from PDFBox once for each code.
final class PdfGlyphs {
    /// One glyph.
    ///
    /// @param text its characters, or null when nobody can tell them
    /// @param right how far it moves the pen to the right, for a font of size 1
    /// @param down how far it moves the pen up (so, usually, a negative number) in vertical writing
    record Glyph(@Nullable String text, float right, float down) {}

    private static final GlyphList NAMES = names();

    private final PDFont font;
    private final boolean simple;
    private final boolean vertical;
    private final float height;
    private final float space;
    private final @Nullable Glyph[] first = new Glyph[256];
    private final Map<Integer, Glyph> others = new HashMap<>();

    PdfGlyphs(PDFont font) {
        this.font = font;
        this.simple = font instanceof PDSimpleFont;
        this.vertical = font.isVertical();
        this.height = heightOf(font);
        this.space = spaceOf(font);
    }

    private static GlyphList names() {
        try (InputStream in =
                PDFont.class.getResourceAsStream(
                        "/org/apache/pdfbox/resources/glyphlist/additional.txt")) {
            return in == null
                    ? GlyphList.getAdobeGlyphList()
                    : new GlyphList(GlyphList.getAdobeGlyphList(), in);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    PDFont font() {
        return font;
    }

    /// Whether each byte is a code.
    boolean simple() {
        return simple;
    }

    /// Whether text runs downwards.
    boolean vertical() {
        return vertical;
    }

    /// Height of a line of it, for a font of size 1.
    float height() {
        return height;
    }

    /// Width of its space, for a font of size 1.
    float space() {
        return space;
    }

    /// The glyph of a code.
    Glyph of(int code) throws IOException {
        if (code >= 0 && code < 256) {
            Glyph known = first[code];
            if (known == null) {
                known = asked(code);
                first[code] = known;
            }
            return known;
        }
        Glyph known = others.get(code);
        if (known == null) {
            known = asked(code);
            others.put(code, known);
        }
        return known;
    }

    private Glyph asked(int code) throws IOException {
        String text = font.toUnicode(code, NAMES);
        if (text == null && simple && code >= 32) {
            // What readers do when nothing else is known: the code is taken for the character.
            text = String.valueOf((char) code);
        }
        Vector move = font.getDisplacement(code);
        return new Glyph(text == null ? null : plain(text), move.getX(), move.getY());
    }

    /// Characters without the forms that exist for printers only: joined Arabic letters, ligatures.
    private static String plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c >= '\ufb00' && c <= '\ufdff') || (c >= '\ufe70' && c <= '\ufeff')) {
                return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
            }
        }
        return text.equals("\u00a0") ? " " : text;
    }

    private static float heightOf(PDFont font) {
        if (font instanceof PDType3Font drawn) {
            Matrix matrix = drawn.getFontMatrix();
            PDRectangle bounds = drawn.getFontBBox();
            float box = bounds == null ? 0 : Math.abs(bounds.getHeight());
            float scaled = Math.abs(matrix.getScaleY()) * box;
            return scaled > 0.05f && scaled < 10 ? scaled : 1;
        }
        return 1;
    }

    private static float spaceOf(PDFont font) {
        float unit =
                font instanceof PDType3Font ? Math.abs(font.getFontMatrix().getScaleX()) : 0.001f;
        float width;
        try {
            width = font.getSpaceWidth() * unit;
        } catch (RuntimeException broken) {
            width = 0;
        }
        if (width <= 0 || Float.isNaN(width)) {
            width = font.getAverageFontWidth() * unit * 0.8f;
        }
        return width > 0 && width < 5 ? width : 0.25f;
    }
}
