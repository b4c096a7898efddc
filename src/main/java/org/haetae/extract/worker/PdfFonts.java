package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.DefaultResourceCache;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.jspecify.annotations.Nullable;

/// Fonts as far as text needs them.
///
/// Half of the time of reading text from a PDF goes into parsing font programs that text does not
/// need: which character a code stands for and how wide it is usually stands outside the program.
/// Such fonts lose their program before they are read. Fonts that a file does not bring along are
/// all replaced by one that PDFBox brings, instead of looking through those of the system, since
/// only their outlines would differ.
final class PdfFonts {
    private static final FontMapper SYSTEM = FontMappers.instance();
    private static final FontMapper ONE_FOR_ALL = new OneForAll();

    private PdfFonts() {}

    /// Replaces absent fonts by one that is at hand. For this process, until [#forPictures()].
    static void forText() {
        FontMappers.set(ONE_FOR_ALL);
    }

    /// Replaces absent fonts by the most similar one of the system.
    static void forPictures() {
        FontMappers.set(SYSTEM);
    }

    private static final class OneForAll implements FontMapper {
        private @Nullable TrueTypeFont font;

        private TrueTypeFont font() {
            if (font == null) {
                String resource = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
                try (InputStream in = PDFont.class.getResourceAsStream(resource)) {
                    if (in == null) {
                        throw new IOException("PDFBox lacks " + resource);
                    }
                    font = new TTFParser().parse(new RandomAccessReadBuffer(in));
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            }
            return font;
        }

        @Override
        public FontMapping<TrueTypeFont> getTrueTypeFont(
                String name, @Nullable PDFontDescriptor descriptor) {
            return new FontMapping<>(font(), true);
        }

        @Override
        public FontMapping<FontBoxFont> getFontBoxFont(
                String name, @Nullable PDFontDescriptor descriptor) {
            return new FontMapping<>(font(), true);
        }

        @Override
        public CIDFontMapping getCIDFont(
                String name,
                @Nullable PDFontDescriptor descriptor,
                @Nullable PDCIDSystemInfo system) {
            return new CIDFontMapping(null, font(), true);
        }
    }

    /// A cache that takes the program out of each font that can do without, as it is first asked
    /// for. It changes the document in memory only.
    static final class WithoutPrograms extends DefaultResourceCache {
        private final List<Removed> removed = new ArrayList<>();

        private record Removed(COSDictionary descriptor, COSName key, COSBase program) {}

        /// Gives all programs back.
        ///
        /// @return whether any had been taken
        boolean restore() {
            removed.forEach(one -> one.descriptor().setItem(one.key(), one.program()));
            return !removed.isEmpty();
        }

        @Override
        public @Nullable PDFont getFont(COSObject indirect) {
            PDFont known = super.getFont(indirect);
            if (known == null && indirect.getObject() instanceof COSDictionary font) {
                COSDictionary descriptor = dispensable(font);
                if (descriptor != null) {
                    take(descriptor);
                }
            }
            return known;
        }

        private void take(COSDictionary descriptor) {
            for (COSName key :
                    new COSName[] {COSName.FONT_FILE, COSName.FONT_FILE2, COSName.FONT_FILE3}) {
                COSBase program = descriptor.getItem(key);
                if (program != null) {
                    removed.add(new Removed(descriptor, key, program));
                    descriptor.removeItem(key);
                }
            }
        }
    }

    /// The descriptor of a font whose characters and widths are told without its program, or null.
    private static @Nullable COSDictionary dispensable(COSDictionary font) {
        COSDictionary described = font;
        COSName kind = font.getCOSName(COSName.SUBTYPE);
        if (COSName.TYPE0.equals(kind)) {
            COSArray below = font.getCOSArray(COSName.DESCENDANT_FONTS);
            if (below == null
                    || below.size() == 0
                    || !(below.getObject(0) instanceof COSDictionary first)
                    || !hasUnicode(font)) {
                return null;
            }
            described = first;
        } else if (font.getCOSArray(COSName.WIDTHS) == null
                || !font.containsKey(COSName.FIRST_CHAR)
                || !(hasUnicode(font) || standard(font))) {
            return null;
        }
        return described.getCOSDictionary(COSName.FONT_DESC);
    }

    private static boolean hasUnicode(COSDictionary font) {
        return font.getDictionaryObject(COSName.TO_UNICODE) instanceof COSStream;
    }

    /// Whether the codes of a simple font are those of a standard encoding, by name.
    private static boolean standard(COSDictionary font) {
        COSBase encoding = font.getDictionaryObject(COSName.ENCODING);
        if (encoding instanceof COSDictionary dictionary) {
            return dictionary.getCOSName(COSName.BASE_ENCODING) != null;
        }
        return COSName.WIN_ANSI_ENCODING.equals(encoding)
                || COSName.MAC_ROMAN_ENCODING.equals(encoding);
    }
}
