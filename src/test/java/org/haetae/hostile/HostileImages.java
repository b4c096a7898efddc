package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.STOPPED;
import static org.haetae.extract.worker.Outcome.TOO_LARGE;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.bytes;
import static org.haetae.hostile.Made.filled;
import static org.haetae.hostile.Made.join;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.random;
import static org.haetae.hostile.Made.sample;
import static org.haetae.hostile.Made.utf8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.haetae.demo.ImageBytes;
import org.haetae.demo.LittleEndian;

/// Pictures that claim to be huge, loop, or carry scripts and damage in their metadata.
final class HostileImages {

    private HostileImages() {}

    static List<HostileFile> all() {
        List<HostileFile> all = new ArrayList<>();
        huge(all);
        metadata(all);
        profiles(all);
        return all;
    }

    static byte[] jpegWithXmp(String xml) {
        return segment(0xE1, join(utf8("http://ns.adobe.com/xap/1.0/\0"), utf8(xml)));
    }

    /// A good JPEG with one more segment behind its start; cut to what a segment can hold.
    private static byte[] segment(int marker, byte[] data) {
        byte[] jpeg = sample("06-pictures/heixi-bridge.jpg");
        byte[] fitting = data.length > 65_000 ? java.util.Arrays.copyOf(data, 65_000) : data;
        return ByteBuffer.allocate(jpeg.length + 4 + fitting.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (fitting.length + 2))
                .put(fitting)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] png(int width, int height, byte[]... chunks) {
        byte[] header =
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put(new byte[] {8, 2, 0, 0, 0})
                        .array();
        return join(
                latin("\u0089PNG\r\n\u001A\n"),
                chunk("IHDR", header),
                join(chunks),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] data) {
        byte[] typed = join(latin(type), data);
        return ByteBuffer.allocate(12 + data.length)
                .putInt(data.length)
                .put(typed)
                .putInt((int) RawZip.crc(typed))
                .array();
    }

    private static byte[] zlib(byte[] content) {
        return bytes(
                out -> {
                    try (var deflater = new DeflaterOutputStream(out)) {
                        deflater.write(content);
                    }
                });
    }

    private static void huge(List<HostileFile> all) {
        byte[] data = chunk("IDAT", zlib(new byte[1_000]));
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("60000.png", png(60_000, 60_000, data));
        files.put("max.png", png(Integer.MAX_VALUE, Integer.MAX_VALUE, data));
        files.put("negative.png", png(-1, -1, data));
        files.put("zero.png", png(0, 0, data));
        files.put("line.png", png(Integer.MAX_VALUE, 1, data));
        files.put("bomb.png", png(10_000, 10_000, chunk("IDAT", zlib(new byte[32 << 20]))));
        files.put(
                "chunk.png",
                join(
                        png(1, 1),
                        ByteBuffer.allocate(12).putInt(0x7FFFFFFF).put(latin("IDAT")).array()));
        files.put(
                "chunks.png",
                join(
                        png(1, 1),
                        bytes(
                                out -> {
                                    byte[] c = chunk("tEXt", utf8("k\0v"));
                                    for (int i = 0; i < 50_000; i++) {
                                        out.write(c);
                                    }
                                })));
        files.put(
                "huge.bmp",
                join(
                        latin("BM"),
                        new LittleEndian()
                                .u32(100)
                                .u32(0)
                                .u32(54)
                                .u32(40)
                                .u32(0x7FFFFFFF)
                                .u32(0x7FFFFFFF)
                                .u16(1)
                                .u16(24)
                                .u32(0)
                                .u32(0)
                                .u64(0)
                                .u64(0)
                                .toByteArray()));
        files.put(
                "negative.bmp",
                join(
                        latin("BM"),
                        new LittleEndian()
                                .u32(100)
                                .u32(0)
                                .u32(54)
                                .u32(40)
                                .u32(0x80000000L)
                                .u32(0x80000000L)
                                .u16(1)
                                .u16(32)
                                .u32(0)
                                .u32(0)
                                .u64(0)
                                .u64(0)
                                .toByteArray()));
        files.put(
                "huge.gif",
                join(
                        latin("GIF89a"),
                        new LittleEndian()
                                .u16(65_535)
                                .u16(65_535)
                                .u8(0x70)
                                .u16(0)
                                .u8(0x2C)
                                .u32(0)
                                .u16(65_535)
                                .u16(65_535)
                                .u8(0)
                                .u8(8)
                                .u8(0)
                                .u8(0x3B)
                                .toByteArray()));
        files.put(
                "frames.gif",
                join(
                        latin("GIF89a"),
                        new LittleEndian().u16(9_000).u16(9_000).u8(0).u16(0).toByteArray(),
                        bytes(
                                out -> {
                                    byte[] f =
                                            new LittleEndian()
                                                    .u8(0x2C)
                                                    .u32(0)
                                                    .u16(9_000)
                                                    .u16(9_000)
                                                    .u8(0)
                                                    .u8(2)
                                                    .u8(1)
                                                    .u8(0x44)
                                                    .u8(0)
                                                    .toByteArray();
                                    for (int i = 0; i < 5_000; i++) {
                                        out.write(f);
                                    }
                                }),
                        new byte[] {0x3B}));
        files.put(
                "huge.jpg",
                join(
                        latin(
                                "\u00FF\u00D8\u00FF\u00C0\0\u0011\u0008\u00FF\u00FF\u00FF\u00FF\3\1\42\0\2\u0011\1\3\u0011\1\u00FF\u00DA\0\u000C\3\1\0\2\u0011\3\u0011\0\u003F\0"),
                        new byte[100],
                        latin("\u00FF\u00D9")));
        files.put("huge.tif", tiff(100_000, 100_000, 0));
        files.put("max.tif", tiff(0xFFFFFFFFL, 0xFFFFFFFFL, 0));
        files.put("ring.tif", tiff(10, 10, 8));
        files.put(
                "fields.tif",
                join(
                        new LittleEndian().u16(0x4949).u16(42).u32(8).u16(65_535).toByteArray(),
                        filled(900, 1)));
        files.put(
                "count.tif",
                join(
                        new LittleEndian()
                                .u16(0x4949)
                                .u16(42)
                                .u32(8)
                                .u16(1)
                                .u16(270)
                                .u16(2)
                                .u32(0x7FFFFFFF)
                                .u32(8)
                                .u32(0)
                                .toByteArray()));
        files.put(
                "huge.psd",
                join(
                        latin("8BPS\0\1\0\0\0\0\0\0\0\3"),
                        ByteBuffer.allocate(12)
                                .putInt(300_000)
                                .putInt(300_000)
                                .putShort((short) 8)
                                .putShort((short) 3)
                                .array(),
                        filled(60, 0x7F)));
        files.put(
                "huge.ico",
                new LittleEndian()
                        .u16(0)
                        .u16(1)
                        .u16(65_535)
                        .u32(0)
                        .u32(0)
                        .u32(0x7FFFFFFF)
                        .u32(22)
                        .toByteArray());
        files.put(
                "huge.webp",
                join(
                        latin(
                                "RIFF\u00FF\u00FF\u00FF\u007FWEBPVP8X\n\0\0\0\0\0\0\0\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF"),
                        new byte[50]));
        files.put(
                "huge.jp2",
                join(
                        latin(
                                "\0\0\0\fjP  \r\n\u0087\n\0\0\0\u0014ftypjp2 \0\0\0\0jp2 \0\0\0-jp2h\0\0\0\u0016ihdr"),
                        filled(8, 0x7F),
                        filled(40, 0)));
        files.put(
                "huge.pcx",
                join(new byte[] {10, 5, 1, 8, 0, 0, 0, 0, -1, -1, -1, -1}, new byte[120]));
        files.put(
                "huge.wmf",
                join(
                        new byte[] {(byte) 0xD7, (byte) 0xCD, (byte) 0xC6, (byte) 0x9A},
                        filled(18, 0x7F),
                        new byte[] {1, 0, 9, 0, 0, 3},
                        filled(40, 0x7F)));
        files.put(
                "huge.emf",
                join(
                        new LittleEndian().u32(1).u32(0x7FFFFFFF).toByteArray(),
                        new byte[32],
                        latin(" EMF"),
                        filled(60, 0x7F)));
        files.put(
                "huge.heic",
                join(
                        latin("\0\0\0\u0018ftypheic\0\0\0\0mif1heic\u007F\u00FF\u00FF\u00FFmeta"),
                        filled(60, 0x7F)));
        files.put(
                "ring.mp4",
                join(latin("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom\0\0\0\0moov"), filled(60, 0)));
        files.put(
                "huge.wav",
                join(
                        latin("RIFF\u00FF\u00FF\u00FF\u00FFWAVEfmt \u00FF\u00FF\u00FF\u007F"),
                        new byte[40]));
        files.put("huge.flac", join(latin("fLaC\4\u00FF\u00FF\u00FF"), filled(60, 0xFF)));
        files.put(
                "tags.mp3",
                join(
                        latin(
                                "ID3\3\0\0\u007F\u007F\u007F\u007FTIT2\u007F\u00FF\u00FF\u00FF\0\0\1"),
                        filled(60, 'x')));
        files.put(
                "huge.ogg",
                join(latin("OggS\0\2"), filled(20, 0xFF), new byte[] {-1}, filled(255, 0xFF)));
        files.forEach(
                (name, content) ->
                        all.add(
                                HostileFile.of(
                                        "huge-picture",
                                        name,
                                        "claims sizes that it has not: " + name,
                                        () -> content,
                                        READ,
                                        PARTIAL,
                                        DAMAGED,
                                        UNKNOWN,
                                        STOPPED,
                                        TOO_LARGE)));
    }

    /// @param next where the following directory is said to lie; 8 is this one itself
    private static byte[] tiff(long width, long height, int next) {
        return new LittleEndian()
                .u16(0x4949)
                .u16(42)
                .u32(8)
                .u16(7)
                .u16(256)
                .u16(4)
                .u32(1)
                .u32(width)
                .u16(257)
                .u16(4)
                .u32(1)
                .u32(height)
                .u16(258)
                .u16(3)
                .u32(1)
                .u32(8)
                .u16(259)
                .u16(3)
                .u32(1)
                .u32(1)
                .u16(262)
                .u16(3)
                .u32(1)
                .u32(1)
                .u16(273)
                .u16(4)
                .u32(1)
                .u32(0xFFFFFF00L)
                .u16(278)
                .u16(4)
                .u32(1)
                .u32(0xFFFFFFFFL)
                .u32(next)
                .toByteArray();
    }

    private static void metadata(List<HostileFile> all) {
        byte[] jpeg = sample("06-pictures/heixi-bridge.jpg");
        List<String> strings = NaughtyStrings.all();
        for (int i = 0; i < 20; i++) {
            String hostile = strings.get(i * strings.size() / 20);
            String padded = hostile.replace("\0", "") + "      ";
            all.add(
                    HostileFile.of(
                            "hostile-metadata",
                            "exif.jpg",
                            "script or worse in EXIF",
                            () ->
                                    ImageBytes.withExif(
                                            jpeg, padded, padded, padded, Optional.empty()),
                            READ));
            all.add(
                    HostileFile.of(
                            "hostile-metadata",
                            "text.png",
                            "script or worse in PNG text",
                            () ->
                                    ImageBytes.withText(
                                            sample("06-pictures/sketch-of-the-camp-W-03.png"),
                                            "Comment",
                                            hostile),
                            READ));
        }
        all.add(
                HostileFile.of(
                        "hostile-metadata",
                        "comment.jpg",
                        "a JPEG comment of script",
                        () -> segment(0xFE, utf8("<script>alert(1)</script>")),
                        READ));
        all.add(
                HostileFile.of(
                        "hostile-metadata",
                        "flood.jpg",
                        "5,000 comments",
                        () -> {
                            byte[] one = join(new byte[] {-1, (byte) 0xFE, 0, 6}, utf8("flod"));
                            return join(
                                    new byte[] {-1, (byte) 0xD8},
                                    bytes(
                                            out -> {
                                                for (int i = 0; i < 5_000; i++) {
                                                    out.write(one);
                                                }
                                            }),
                                    java.util.Arrays.copyOfRange(jpeg, 2, jpeg.length));
                        },
                        READ,
                        PARTIAL));
        all.add(
                HostileFile.of(
                        "hostile-metadata",
                        "bomb.png",
                        "compressed text of 24 MB",
                        () ->
                                png(
                                        1,
                                        1,
                                        chunk(
                                                "zTXt",
                                                join(utf8("k\0\0"), zlib(new byte[24 << 20])))),
                        READ,
                        PARTIAL,
                        DAMAGED,
                        STOPPED));
        all.add(
                HostileFile.of(
                        "hostile-metadata",
                        "spot.jpg",
                        "a place beyond the globe",
                        () ->
                                ImageBytes.withExif(
                                        jpeg,
                                        "a place",
                                        "a camera",
                                        "9999:99:99 99:99:99",
                                        Optional.of(new ImageBytes.Spot(9_999.5, 7_777.5))),
                        READ,
                        PARTIAL));
    }

    private static void profiles(List<HostileFile> all) {
        String family = "colour-profile";
        byte[] head = utf8("ICC_PROFILE\0");
        for (int seed = 0; seed < 6; seed++) {
            int noise = seed;
            all.add(
                    HostileFile.of(
                            family,
                            "noise.jpg",
                            "a colour profile of noise " + seed,
                            () ->
                                    segment(
                                            0xE2,
                                            join(
                                                    head,
                                                    new byte[] {1, 1},
                                                    random(500 * (noise + 1), noise))),
                            READ,
                            PARTIAL,
                            DAMAGED));
        }
        all.add(
                HostileFile.of(
                        family,
                        "pieces.jpg",
                        "piece 200 of 3 of a profile",
                        () -> segment(0xE2, join(head, new byte[] {(byte) 200, 3}, random(500, 7))),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "tags.jpg",
                        "a profile of two billion tags",
                        () ->
                                segment(
                                        0xE2,
                                        join(
                                                head,
                                                new byte[] {1, 1},
                                                ByteBuffer.allocate(132)
                                                        .putInt(0x7FFFFFFF)
                                                        .position(36)
                                                        .put(utf8("acsp"))
                                                        .position(128)
                                                        .putInt(0x7FFFFFFF)
                                                        .array())),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "ring.jpg",
                        "tags of a profile that lie on each other",
                        () ->
                                segment(
                                        0xE2,
                                        join(
                                                head,
                                                new byte[] {1, 1},
                                                new byte[128],
                                                ByteBuffer.allocate(16)
                                                        .putInt(1)
                                                        .put(utf8("desc"))
                                                        .putInt(0)
                                                        .putInt(-1)
                                                        .array())),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "bomb.png",
                        "a PNG profile that unfolds to 24 MB",
                        () ->
                                png(
                                        1,
                                        1,
                                        chunk(
                                                "iCCP",
                                                join(utf8("p\0\0"), zlib(new byte[24 << 20])))),
                        READ,
                        PARTIAL,
                        DAMAGED,
                        STOPPED));
        all.add(
                HostileFile.of(
                        family,
                        "noise.png",
                        "a PNG profile of noise",
                        () -> png(1, 1, chunk("iCCP", join(utf8("p\0\0"), random(300, 8)))),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "photoshop.jpg",
                        "a Photoshop segment that lies",
                        () -> segment(0xED, join(utf8("Photoshop 3.0\0008BIM"), filled(40, 0x7F))),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "exif-ring.jpg",
                        "EXIF directories in a ring",
                        () ->
                                segment(
                                        0xE1,
                                        join(
                                                utf8("Exif\0\0"),
                                                new LittleEndian()
                                                        .u16(0x4949)
                                                        .u16(42)
                                                        .u32(8)
                                                        .u16(1)
                                                        .u16(0x8769)
                                                        .u16(4)
                                                        .u32(1)
                                                        .u32(8)
                                                        .u32(8)
                                                        .toByteArray())),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "exif-count.jpg",
                        "an EXIF field of four billion values",
                        () ->
                                segment(
                                        0xE1,
                                        join(
                                                utf8("Exif\0\0"),
                                                new LittleEndian()
                                                        .u16(0x4949)
                                                        .u16(42)
                                                        .u32(8)
                                                        .u16(1)
                                                        .u16(0x010E)
                                                        .u16(12)
                                                        .u32(0xFFFFFFFFL)
                                                        .u32(8)
                                                        .u32(0)
                                                        .toByteArray())),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "note.jpg",
                        "a maker's note of noise",
                        () ->
                                ImageBytes.withExif(
                                        segment(
                                                0xE1,
                                                join(utf8("Exif\0\0II*\0"), random(2_000, 9))),
                                        "a picture",
                                        "Canon EOS",
                                        "2020:01:01 00:00:00",
                                        Optional.empty()),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "iptc.jpg",
                        "an IPTC field of two gigabytes",
                        () ->
                                segment(
                                        0xED,
                                        join(
                                                utf8(
                                                        "Photoshop 3.0\0008BIM\4\4\0\0\0\0\0\u0014\u001C\2\u0078\u0080\4"),
                                                filled(12, 0x7F))),
                        READ,
                        PARTIAL,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "lengths.jpg",
                        "a segment shorter than its own length",
                        () ->
                                join(
                                        new byte[] {
                                            -1, (byte) 0xD8, -1, (byte) 0xE0, 0, 0, -1, (byte) 0xD9
                                        }),
                        READ,
                        PARTIAL,
                        DAMAGED));
    }
}
