package org.haetae.extract.worker;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.jspecify.annotations.Nullable;

/// The pages of a file as pictures in memory, one at a time: what both page images and OCR begin
/// with.
final class PageImages {
    private static final float POINTS_PER_INCH = 72;

    private PageImages() {}

    /// Takes a page's picture.
    @FunctionalInterface
    interface Taker {
        void take(int page, BufferedImage picture) throws Exception;
    }

    /// How many pages were asked for and how many of them could be shown.
    record Count(int wanted, int shown, boolean overTime) {}

    /// Pages of a PDF at this resolution, or less when a page is very large.
    static Count pdf(FileJob job, Content content, float dpi, int longest, Taker taker)
            throws Exception {
        PdfFonts.forPictures();
        try (PDDocument document = PdfText.open(content)) {
            int last = Math.min(job.hints.lastPage(), document.getNumberOfPages());
            PDFRenderer renderer = new PDFRenderer(document);
            renderer.setSubsamplingAllowed(true);
            int shown = 0;
            int number = job.hints.firstPage();
            for (; number <= last && !job.overTime(); number++) {
                try {
                    PDPage page = document.getPage(number - 1);
                    float wanted = Math.min(dpi, largest(page, longest));
                    taker.take(
                            number, renderer.renderImageWithDPI(number - 1, wanted, ImageType.RGB));
                    shown++;
                } catch (LimitReached limit) {
                    throw limit;
                } catch (IOException | RuntimeException | StackOverflowError damaged) {
                    job.facts.say("note", "page " + number + " could not be shown");
                }
            }
            job.facts.say("pages", Integer.toString(document.getNumberOfPages()));
            return new Count(last - job.hints.firstPage() + 1, shown, number <= last);
        }
    }

    /// How large the first picture of a file is, and how many it holds.
    record Size(int pages, int width, int height) {}

    /// Looks at the header only; null when the file is no picture that can be decoded here.
    static @Nullable Size size(Content content) {
        try (InputStream in = content.open();
                ImageInputStream stream = ImageIO.createImageInputStream(in)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, false, true);
                return new Size(
                        Math.max(1, reader.getNumImages(true)),
                        reader.getWidth(0),
                        reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException damaged) {
            return null;
        }
    }

    /// The resolution at which the longer side of a page has so many pixels.
    private static float largest(PDPage page, int longest) {
        PDRectangle box = page.getCropBox();
        float side = Math.max(box.getWidth(), box.getHeight()) * page.getUserUnit();
        return side <= 0 ? POINTS_PER_INCH : longest * POINTS_PER_INCH / side;
    }

    /// The pictures in an image file: one, or the pages of a TIFF.
    static Count picture(FileJob job, int longest, Taker taker) throws Exception {
        int all;
        try (InputStream in = job.content.open();
                ImageInputStream stream = ImageIO.createImageInputStream(in)) {
            all = Screen.count(stream);
        }
        if (all == 0) {
            throw new Screen.NotShown(
                    Outcome.UNKNOWN, "pictures of this format cannot be shown on this machine");
        }
        int last = Math.min(job.hints.lastPage(), all);
        int orientation = Orientation.of(job.content);
        int shown = 0;
        int number = job.hints.firstPage();
        for (; number <= last && !job.overTime(); number++) {
            try (InputStream in = job.content.open();
                    ImageInputStream stream = ImageIO.createImageInputStream(in)) {
                BufferedImage picture =
                        Screen.decode(stream, number - 1, longest, job.limits.imageSide(), null);
                taker.take(number, Screen.upright(Screen.fitted(picture, longest), orientation));
                shown++;
            }
        }
        job.facts.say("pages", Integer.toString(all));
        return new Count(last - job.hints.firstPage() + 1, shown, number <= last);
    }
}
