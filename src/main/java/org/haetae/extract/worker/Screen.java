package org.haetae.extract.worker;

import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.OptionalLong;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/// Pictures as they are shown: decoded within bounds, turned upright, made small enough, encoded.
final class Screen {
    /// Longest side of a thumbnail, in pixels.
    static final int THUMBNAIL = 240;

    /// Grey values that differ by no more are held to be equal.
    private static final int NOISE = 2;

    /// So many neighbours have to differ, and be alike, in a picture that can be told from others.
    private static final int FEWEST_EDGES = 8;

    /// Longest side of a page image, in pixels.
    static final int LONGEST = 2_400;

    /// Most pixels ever held for one picture: at four bytes each they must fit a worker's heap.
    private static final long MOST_PIXELS = 24_000_000;

    private static final float JPEG_QUALITY = 0.82f;

    private Screen() {}

    /// Two encodings of a picture, of which the smaller one is kept.
    record Encoded(int width, int height, byte[] bytes) {}

    /// A picture that cannot be shown, with the verdict to give for it.
    static final class NotShown extends Exception {
        private final Outcome outcome;

        NotShown(Outcome outcome, String reason) {
            super(reason);
            this.outcome = outcome;
        }

        Outcome outcome() {
            return outcome;
        }
    }

    /// Decodes one picture of a file, skipping pixels while it is read when it is larger than
    /// wanted, so that its size in memory is bounded by us and not by its header.
    ///
    /// @param longest longest side wanted
    static BufferedImage decode(
            ImageInputStream in, int index, int longest, int largestSide, @Nullable String format)
            throws IOException, NotShown {
        Iterator<ImageReader> readers =
                format == null
                        ? ImageIO.getImageReaders(in)
                        : ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new NotShown(Outcome.UNKNOWN, "no reader for pictures of this format");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, false, true);
            int width = reader.getWidth(index);
            int height = reader.getHeight(index);
            if (width <= 0 || height <= 0) {
                throw new NotShown(Outcome.DAMAGED, "the picture has no size");
            }
            if (Math.max(width, height) > 10L * largestSide) {
                throw new NotShown(
                        Outcome.TOO_LARGE,
                        "a picture of %d x %d pixels is not decoded".formatted(width, height));
            }
            int step = step(width, height, longest);
            ImageReadParam wanted = reader.getDefaultReadParam();
            wanted.setSourceSubsampling(step, step, 0, 0);
            return reader.read(index, wanted);
        } finally {
            reader.dispose();
        }
    }

    /// How many pictures a file holds.
    static int count(ImageInputStream in) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
        if (!readers.hasNext()) {
            return 0;
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(in, false, true);
            return reader.getNumImages(true);
        } finally {
            reader.dispose();
        }
    }

    private static int step(int width, int height, int longest) {
        int step = Math.max(1, Math.max(width, height) / (2 * longest));
        while ((long) (width / step) * (height / step) > MOST_PIXELS) {
            step++;
        }
        return step;
    }

    /// Turned as EXIF orientation 1 to 8 says.
    static BufferedImage upright(BufferedImage image, int orientation) {
        int w = image.getWidth();
        int h = image.getHeight();
        AffineTransform turn =
                switch (orientation) {
                    case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
                    case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
                    case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
                    case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
                    case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
                    case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
                    case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
                    default -> null;
                };
        if (turn == null) {
            return image;
        }
        boolean sideways = orientation >= 5;
        BufferedImage out =
                new BufferedImage(sideways ? h : w, sideways ? w : h, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.drawImage(image, turn, null);
        graphics.dispose();
        return out;
    }

    /// At most so long, on white, without transparency.
    static BufferedImage fitted(BufferedImage image, int longest) {
        int side = Math.max(image.getWidth(), image.getHeight());
        double factor = side <= longest ? 1 : (double) longest / side;
        BufferedImage at = image;
        // Halving first keeps thin lines that one big step would lose.
        while (factor < 0.5) {
            at = drawn(at, Math.max(1, at.getWidth() / 2), Math.max(1, at.getHeight() / 2));
            side = Math.max(at.getWidth(), at.getHeight());
            factor = side <= longest ? 1 : (double) longest / side;
        }
        boolean plain =
                at.getType() == BufferedImage.TYPE_INT_RGB
                        || at.getType() == BufferedImage.TYPE_BYTE_GRAY
                        || at.getType() == BufferedImage.TYPE_BYTE_BINARY;
        return factor == 1 && plain
                ? at
                : drawn(
                        at,
                        Math.max(1, (int) Math.round(at.getWidth() * factor)),
                        Math.max(1, (int) Math.round(at.getHeight() * factor)));
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height) {
        boolean grey =
                image.getColorModel().getNumComponents() == 1
                        && image.getType() != BufferedImage.TYPE_BYTE_INDEXED;
        BufferedImage out =
                new BufferedImage(
                        width,
                        height,
                        grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = out.createGraphics();
        graphics.setComposite(AlphaComposite.SrcOver);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return out;
    }

    /// What a picture looks like, so that it is recognised when it comes again smaller, scanned
    /// anew or saved once more: a difference hash of 64 bits, each of 8 by 8 grey values compared
    /// with its neighbour to the right (N. Krawetz, "Kind of Like That", 2013).
    ///
    /// @return nothing of a picture in which too little differs to tell it from others
    static OptionalLong look(BufferedImage picture) {
        BufferedImage small = new BufferedImage(9, 8, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(fitted(picture, 18), 0, 0, 9, 8, null);
        graphics.dispose();
        long bits = 0;
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                int left = small.getRaster().getSample(x, y, 0);
                int right = small.getRaster().getSample(x + 1, y, 0);
                bits = bits << 1 | (left > right + NOISE ? 1 : 0);
            }
        }
        int set = Long.bitCount(bits);
        return set < FEWEST_EDGES || set > Long.SIZE - FEWEST_EDGES
                ? OptionalLong.empty()
                : OptionalLong.of(bits);
    }

    /// The same in grey when it has no colour worth keeping.
    static BufferedImage greyIfGrey(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_BYTE_GRAY
                || image.getType() == BufferedImage.TYPE_BYTE_BINARY) {
            return image;
        }
        for (int y = 0; y < image.getHeight(); y += 2) {
            for (int x = 0; x < image.getWidth(); x += 2) {
                int rgb = image.getRGB(x, y);
                int red = rgb >> 16 & 0xff;
                int green = rgb >> 8 & 0xff;
                int blue = rgb & 0xff;
                if (Math.abs(red - green) > 12 || Math.abs(green - blue) > 12) {
                    return image;
                }
            }
        }
        BufferedImage grey =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = grey.createGraphics();
        graphics.drawImage(image, 0, 0, null);
        graphics.dispose();
        return grey;
    }

    /// As PNG or JPEG, whichever is smaller: pages of text are smaller as PNG, photographs as JPEG.
    static Encoded encoded(BufferedImage image) throws IOException {
        BufferedImage shown = greyIfGrey(image);
        byte[] jpeg = jpeg(shown);
        byte[] png = mostlyFlat(shown) ? png(shown) : jpeg;
        return new Encoded(
                shown.getWidth(), shown.getHeight(), png.length < jpeg.length ? png : jpeg);
    }

    /// Whether neighbouring pixels are mostly alike, so that PNG may win and is worth trying.
    private static boolean mostlyFlat(BufferedImage image) {
        int alike = 0;
        int seen = 0;
        for (int y = 0; y < image.getHeight(); y += 7) {
            for (int x = 1; x < image.getWidth(); x += 3) {
                seen++;
                if (image.getRGB(x, y) == image.getRGB(x - 1, y)) {
                    alike++;
                }
            }
        }
        return alike * 10 > seen * 7;
    }

    static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    private static byte[] jpeg(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam wanted = writer.getDefaultWriteParam();
            wanted.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            wanted.setCompressionQuality(JPEG_QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), wanted);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }
}
