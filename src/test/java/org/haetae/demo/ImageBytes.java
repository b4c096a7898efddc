package org.haetae.demo;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.plugins.tiff.BaselineTIFFTagSet;
import javax.imageio.plugins.tiff.TIFFDirectory;
import javax.imageio.plugins.tiff.TIFFField;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/// Pictures as files, with the metadata that cameras and scanners put into them.
public final class ImageBytes {

    /// A spot on the globe in degrees.
    public record Spot(double latitude, double longitude) {}

    private ImageBytes() {}

    static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        var rgb =
                new BufferedImage(
                        image.getWidth(),
                        image.getHeight(),
                        image.getType() == BufferedImage.TYPE_BYTE_GRAY
                                ? BufferedImage.TYPE_BYTE_GRAY
                                : BufferedImage.TYPE_INT_RGB);
        Graphics2D g = rgb.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new ByteArrayOutputStream();
                var stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(rgb, null, null), param);
            stream.flush();
            return out.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    /// Puts an EXIF segment right behind the start of a JPEG.
    public static byte[] withExif(
            byte[] jpeg, String description, String camera, String taken, Optional<Spot> spot) {
        byte[] tiff = exif(description, camera, taken, spot);
        int length = 2 + 6 + tiff.length;
        return ByteBuffer.allocate(jpeg.length + 2 + length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xFFE1)
                .putShort((short) length)
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII))
                .put(tiff)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] exif(
            String description, String camera, String taken, Optional<Spot> spot) {
        byte[] text = zeroEnded(description);
        byte[] maker = zeroEnded(camera);
        byte[] time = zeroEnded(taken);
        int fields = 4 + (spot.isPresent() ? 1 : 0);
        int heap = 8 + 2 + fields * 12 + 4;
        int makerAt = heap + text.length;
        int timeAt = makerAt + maker.length;
        int exifAt = timeAt + time.length;
        int gpsAt = exifAt + 2 + 12 + 4;
        var out = new LittleEndian();
        out.u16(0x4949).u16(42).u32(8).u16(fields);
        ascii(out, 0x010E, text, heap);
        ascii(out, 0x0110, maker, makerAt);
        ascii(out, 0x0132, time, timeAt);
        out.u16(0x8769).u16(4).u32(1).u32(exifAt);
        if (spot.isPresent()) {
            out.u16(0x8825).u16(4).u32(1).u32(gpsAt);
        }
        out.u32(0).bytes(text).bytes(maker).bytes(time);
        out.u16(1);
        ascii(out, 0x9003, time, timeAt);
        out.u32(0);
        spot.ifPresent(s -> gps(out, s, gpsAt));
        return out.toByteArray();
    }

    private static void gps(LittleEndian out, Spot spot, int at) {
        int latitudeAt = at + 2 + 4 * 12 + 4;
        out.u16(4);
        out.u16(1).u16(2).u32(2).u32(spot.latitude() >= 0 ? 'N' : 'S');
        out.u16(2).u16(5).u32(3).u32(latitudeAt);
        out.u16(3).u16(2).u32(2).u32(spot.longitude() >= 0 ? 'E' : 'W');
        out.u16(4).u16(5).u32(3).u32(latitudeAt + 24).u32(0);
        degrees(out, Math.abs(spot.latitude()));
        degrees(out, Math.abs(spot.longitude()));
    }

    private static void degrees(LittleEndian out, double value) {
        int whole = (int) value;
        double minutes = (value - whole) * 60;
        out.u32(whole).u32(1).u32((int) minutes).u32(1);
        out.u32(Math.round((minutes - (int) minutes) * 60 * 100)).u32(100);
    }

    private static void ascii(LittleEndian out, int tag, byte[] value, int at) {
        if (value.length <= 4) {
            throw new IllegalArgumentException(
                    "value of tag " + tag + " would have to stand inline");
        }
        out.u16(tag).u16(2).u32(value.length).u32(at);
    }

    private static byte[] zeroEnded(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] png(BufferedImage image, String description) throws IOException {
        try (var out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return withText(out.toByteArray(), "Description", description);
        }
    }

    /// Puts an `iTXt` chunk behind a PNG's header.
    public static byte[] withText(byte[] png, String key, String text) {
        byte[] data = (key + "\0\0\0\0\0" + text).getBytes(StandardCharsets.UTF_8);
        byte[] typed = new byte[4 + data.length];
        System.arraycopy("iTXt".getBytes(StandardCharsets.US_ASCII), 0, typed, 0, 4);
        System.arraycopy(data, 0, typed, 4, data.length);
        int header = 8 + 25;
        return ByteBuffer.allocate(png.length + 12 + data.length)
                .put(png, 0, header)
                .putInt(data.length)
                .put(typed)
                .putInt((int) Bundles.crc(typed))
                .put(png, header, png.length - header)
                .array();
    }

    /// Black and white, CCITT group 4, as office scanners write.
    static byte[] tiff(BufferedImage image, String description) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (var out = new ByteArrayOutputStream();
                var stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType("CCITT T.6");
            var metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), param);
            TIFFDirectory directory = TIFFDirectory.createFromMetadata(metadata);
            var tags = BaselineTIFFTagSet.getInstance();
            directory.addTIFFField(
                    new TIFFField(
                            tags.getTag(BaselineTIFFTagSet.TAG_IMAGE_DESCRIPTION),
                            javax.imageio.plugins.tiff.TIFFTag.TIFF_ASCII,
                            1,
                            new String[] {description}));
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, directory.getAsMetadata()), param);
            stream.flush();
            return out.toByteArray();
        } finally {
            writer.dispose();
        }
    }

    static BufferedImage read(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }
}
