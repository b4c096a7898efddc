package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.LOCKED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.STOPPED;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.bytes;
import static org.haetae.hostile.Made.filled;
import static org.haetae.hostile.Made.gzip;
import static org.haetae.hostile.Made.join;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.random;
import static org.haetae.hostile.Made.sample;
import static org.haetae.hostile.Made.start;
import static org.haetae.hostile.Made.utf8;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.compressors.CompressorException;
import org.apache.commons.compress.compressors.CompressorStreamFactory;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.haetae.demo.LittleEndian;
import org.haetae.demo.PkwareCipher;
import org.haetae.extract.worker.Outcome;

/// Archives that explode, contain themselves, lie about their sizes, link outside, or are locked.
final class HostileArchives {

    private static final int MB = 1 << 20;

    /// More than any ratio of 100:1 lets through, and quick to pack.
    private static final byte[] ZEROS = new byte[24 * MB];

    private HostileArchives() {}

    static List<HostileFile> all() {
        List<HostileFile> all = new ArrayList<>();
        packedBombs(all);
        flatBombs(all);
        nestedBombs(all);
        selfContaining(all);
        tarTricks(all);
        lies(all);
        locked(all);
        eicar(all);
        webArchives(all);
        return all;
    }

    private static void add(
            List<HostileFile> all,
            String family,
            String name,
            String why,
            Supplier<byte[]> content,
            Outcome first,
            Outcome... others) {
        all.add(HostileFile.of(family, name, why, content, first, others));
    }

    // ---- Bombs

    private static void packedBombs(List<HostileFile> all) {
        String family = "packed-bomb";
        for (String kind : List.of("gz", "bzip2", "xz", "lzma", "lz4-framed")) {
            add(
                    all,
                    family,
                    "bomb." + kind,
                    "24 MB of zeros packed as " + kind,
                    () -> compressed(kind, ZEROS),
                    STOPPED);
        }
        add(
                all,
                family,
                "bomb.zlib",
                "a bare zlib stream",
                () -> compressed("deflate", ZEROS),
                UNKNOWN,
                STOPPED,
                READ,
                DAMAGED);
        add(
                all,
                family,
                "lying-size.gz",
                "its trailer says 10 bytes",
                () -> {
                    byte[] packed = gzip(ZEROS);
                    packed[packed.length - 4] = 10;
                    packed[packed.length - 3] = 0;
                    packed[packed.length - 2] = 0;
                    packed[packed.length - 1] = 0;
                    return packed;
                },
                STOPPED,
                PARTIAL);
        add(
                all,
                family,
                "many-members.gz",
                "2,000 gzip members one after another",
                () -> {
                    byte[] member = gzip(new byte[64 << 10]);
                    return bytes(out -> repeat(out, member, 2_000));
                },
                STOPPED);
        add(
                all,
                family,
                "text-bomb.gz",
                "endless letters rather than zeros",
                () -> gzip(filled(24 * MB, 'a')),
                STOPPED);
        for (String name : List.of("bomb.tgz", "bomb.svgz", "bomb.txt.gz", "bomb", "bomb.pdf")) {
            add(all, family, name, "gzip under another name", () -> gzip(ZEROS), STOPPED);
        }
        add(
                all,
                family,
                "bomb.tar.gz",
                "a TAR of one huge file",
                () -> gzip(new RawTar().file("zeros", ZEROS).bytes()),
                STOPPED);
        add(
                all,
                family,
                "bomb.7z",
                "24 MB of zeros in 7z",
                () -> sevenZ(Map.of("zeros", ZEROS), null),
                STOPPED);
    }

    private static byte[] compressed(String kind, byte[] content) {
        return bytes(
                out -> {
                    try (OutputStream packing =
                            new CompressorStreamFactory().createCompressorOutputStream(kind, out)) {
                        packing.write(content);
                    } catch (CompressorException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void repeat(OutputStream out, byte[] piece, int times)
            throws java.io.IOException {
        for (int i = 0; i < times; i++) {
            out.write(piece);
        }
    }

    private static void flatBombs(List<HostileFile> all) {
        String family = "flat-bomb";
        for (int entries : new int[] {40, 400, 4_000, 9_000}) {
            add(
                    all,
                    family,
                    "overlap-" + entries + ".zip",
                    entries + " directory entries over the same megabyte",
                    () -> overlapping(entries, MB),
                    STOPPED,
                    DAMAGED,
                    PARTIAL);
        }
        for (int entries : new int[] {10_001, 20_000, 65_000}) {
            add(
                    all,
                    family,
                    "many-" + entries + ".zip",
                    entries + " entries, more than parts are allowed",
                    () -> overlapping(entries, 3),
                    STOPPED,
                    DAMAGED);
        }
        add(
                all,
                family,
                "many-empty.zip",
                "30,000 empty files",
                () -> {
                    var zip = new RawZip();
                    for (int i = 0; i < 30_000; i++) {
                        zip.stored("e" + i, new byte[0]);
                    }
                    return zip.bytes();
                },
                STOPPED);
        add(
                all,
                family,
                "one.zip",
                "one entry of 24 MB zeros",
                () -> new RawZip().file("zeros", ZEROS).bytes(),
                STOPPED);
        add(
                all,
                family,
                "small-claims.zip",
                "an entry that claims 10 bytes and unpacks to 24 MB",
                () -> {
                    byte[] packed = RawZip.deflate(ZEROS);
                    return new RawZip()
                            .entry(utf8("small"), 8, packed, RawZip.crc(ZEROS), packed.length, 10)
                            .bytes();
                },
                STOPPED,
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "tar-many.tar",
                "11,000 empty TAR entries",
                () -> {
                    var tar = new RawTar();
                    for (int i = 0; i < 11_000; i++) {
                        tar.file("e" + i, new byte[0]);
                    }
                    return tar.bytes();
                },
                STOPPED);
        for (String member : List.of("word/document.xml", "content.xml", "Contents/section0.xml")) {
            add(
                    all,
                    family,
                    member.substring(member.indexOf('/') + 1) + ".zip",
                    "an office member of 40 MB spaces",
                    () -> new RawZip().file(member, filled(40 * MB, ' ')).bytes(),
                    STOPPED,
                    DAMAGED,
                    PARTIAL);
        }
    }

    private static byte[] overlapping(int entries, int size) {
        var zip = new RawZip().file("e0", filled(size, 'x'));
        for (int i = 1; i < entries; i++) {
            zip.again("e" + i);
        }
        return zip.bytes();
    }

    private static void nestedBombs(List<HostileFile> all) {
        String family = "nested-bomb";
        byte[] core = new RawZip().file("zeros", ZEROS).bytes();
        for (int layers = 1; layers <= 9; layers++) {
            int deep = layers;
            all.add(
                    HostileFile.of(
                                    family,
                                    "nest" + layers + ".zip",
                                    layers + " layers of 6 copies round a bomb",
                                    () -> layered(core, deep),
                                    READ)
                            .inside(STOPPED));
        }
        all.add(
                HostileFile.of(
                                family,
                                "nest.tar.gz",
                                "TAR.GZ round a bomb",
                                () -> gzip(new RawTar().file("a.zip", core).bytes()),
                                READ)
                        .inside(STOPPED));
        all.add(
                HostileFile.of(
                                family,
                                "nest.7z",
                                "7z round a bomb",
                                () -> sevenZ(Map.of("a.zip", core), null),
                                READ)
                        .inside(STOPPED));
        all.add(
                HostileFile.of(
                                family,
                                "nest.docx",
                                "a bomb embedded in a DOCX",
                                () ->
                                        withMember(
                                                HostileReferences.related(
                                                        "package", "embeddings/a.zip", "Internal"),
                                                "word/embeddings/a.zip",
                                                core),
                                READ,
                                PARTIAL)
                        .inside(STOPPED));
        all.add(
                HostileFile.of(
                                family,
                                "nest.eml",
                                "a bomb attached to a mail",
                                () -> HostileMails.attached("a.zip", "application/zip", core),
                                READ)
                        .inside(STOPPED));
    }

    private static byte[] layered(byte[] core, int layers) {
        byte[] inner = core;
        for (int layer = 0; layer < layers; layer++) {
            var zip = new RawZip();
            for (int copy = 0; copy < 6; copy++) {
                zip.file(copy + ".zip", inner);
            }
            inner = zip.bytes();
        }
        return inner;
    }

    /// The same ZIP with one member more, whose type an office package also declares.
    static byte[] withMember(byte[] zip, String name, byte[] content) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        String type = "<Default Extension=\"%s\" ContentType=\"application/x-demo\"/></Types>";
        var made = new RawZip();
        for (var member : members(zip).entrySet()) {
            String text = new String(member.getValue(), java.nio.charset.StandardCharsets.UTF_8);
            boolean types = member.getKey().equals("[Content_Types].xml");
            boolean declared = text.contains("Extension=\"" + extension + "\"");
            made.file(
                    member.getKey(),
                    types && !declared
                            ? utf8(text.replace("</Types>", type.formatted(extension)))
                            : member.getValue());
        }
        return made.file(name, content).bytes();
    }

    /// All members of a ZIP, in order.
    static Map<String, byte[]> members(byte[] zip) {
        Map<String, byte[]> members = new LinkedHashMap<>();
        try (var in = new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                members.put(entry.getName(), in.readAllBytes());
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return members;
    }

    // ---- What contains itself, or goes on as if it did

    private static void selfContaining(List<HostileFile> all) {
        Map<String, UnaryOperator<byte[]>> wraps = new LinkedHashMap<>();
        wraps.put("zip", inner -> new RawZip().file("again.zip", inner).bytes());
        wraps.put("tar", inner -> new RawTar().file("again.tar", inner).bytes());
        wraps.put("gz", Made::gzip);
        wraps.put("bz2", inner -> compressed("bzip2", inner));
        wraps.put("xz", inner -> compressed("xz", inner));
        wraps.put("7z", inner -> sevenZ(Map.of("again.7z", inner), null));
        wraps.put("tar.gz", inner -> gzip(new RawTar().file("again.tar.gz", inner).bytes()));
        wraps.put("eml", inner -> HostileMails.attached("again.eml", "message/rfc822", inner));
        wraps.put(
                "attachment.eml",
                inner -> HostileMails.attached("again.zip", "application/octet-stream", inner));
        wraps.put("warc", inner -> warcOf(inner, "application/octet-stream"));
        wraps.put("stored.zip", inner -> new RawZip().stored("again.zip", inner).bytes());
        wraps.put(
                "mixed",
                inner ->
                        new RawZip()
                                .file("a.tar", new RawTar().file("b.zip", inner).bytes())
                                .bytes());
        wraps.forEach(
                (kind, wrap) ->
                        all.add(
                                HostileFile.of(
                                                "self-containing",
                                                "droste." + kind,
                                                "16 layers of " + kind + ", past any depth limit",
                                                () -> wrapped(wrap, 16),
                                                READ)
                                        .inside(STOPPED)));
        for (int layers : new int[] {11, 12, 60, 200}) {
            all.add(
                    HostileFile.of(
                                    "self-containing",
                                    "deep" + layers + ".zip",
                                    layers + " layers of ZIP",
                                    () -> wrapped(wraps.get("zip"), layers),
                                    READ)
                            .inside(STOPPED));
        }
        all.add(
                HostileFile.of(
                        "self-containing",
                        "ten.zip",
                        "as deep as is allowed, which is no attack",
                        () -> wrapped(wraps.get("zip"), 10),
                        READ));
    }

    private static byte[] wrapped(UnaryOperator<byte[]> wrap, int layers) {
        byte[] inner = utf8("The innermost. 가장 안쪽.\n");
        for (int i = 0; i < layers; i++) {
            inner = wrap.apply(inner);
        }
        return inner;
    }

    // ---- TAR

    private static void tarTricks(List<HostileFile> all) {
        String family = "tar-tricks";
        byte[] text = utf8("text\n");
        Map<String, RawTar> tars = new LinkedHashMap<>();
        tars.put("symlink to /etc/passwd", new RawTar().special("a", '2', "/etc/passwd"));
        tars.put("symlink upwards", new RawTar().special("a", '2', "../../../../etc/shadow"));
        tars.put(
                "a file written through a symlink",
                new RawTar().special("d", '2', "/tmp").file("d/haetae-escape.txt", text));
        tars.put("hard link to /etc/passwd", new RawTar().special("a", '1', "/etc/passwd"));
        tars.put(
                "a file through a hard link",
                new RawTar().special("a", '1', "/tmp/haetae-escape.txt").file("a", text));
        tars.put("character device", new RawTar().special("dev/mem", '3', ""));
        tars.put("block device", new RawTar().special("dev/sda", '4', ""));
        tars.put("pipe", new RawTar().special("pipe", '6', ""));
        tars.put("links in a ring", new RawTar().special("a", '2', "b").special("b", '2', "a"));
        tars.put(
                "PAX path that climbs",
                new RawTar()
                        .entry("x", 'x', "", 39, pax("path", "../../tmp/haetae-escape.txt"))
                        .file("n", text));
        tars.put(
                "GNU long name that climbs",
                new RawTar()
                        .file("ok", text)
                        .entry(
                                "././@LongLink",
                                'L',
                                "",
                                29,
                                utf8("../../../tmp/haetae-escape.tx\0"))
                        .file("short", text));
        tars.put(
                "PAX link target",
                new RawTar()
                        .entry("x", 'x', "", 24, pax("linkpath", "/etc/passwd"))
                        .special("a", '2', ""));
        tars.forEach(
                (why, tar) -> add(all, family, "t.tar", why, tar::bytes, READ, PARTIAL, DAMAGED));
        add(
                all,
                family,
                "size.tar",
                "an entry of 8 GB in a file of 1 KB",
                () -> new RawTar().entry("big", '0', "", "77777777777\0", text).bytes(),
                DAMAGED,
                PARTIAL,
                READ);
        add(
                all,
                family,
                "negative.tar",
                "a negative size in base 256",
                () -> new RawTar().entry("n", '0', "", "\u00FF".repeat(12), text).bytes(),
                DAMAGED,
                PARTIAL,
                READ,
                UNKNOWN);
        add(
                all,
                family,
                "longlink.tar",
                "a long name of 1 GB announced",
                () -> new RawTar().entry("././@LongLink", 'L', "", 1L << 30, text).bytes(),
                DAMAGED,
                PARTIAL,
                STOPPED,
                READ);
        add(
                all,
                family,
                "pax-size.tar",
                "a PAX header that gives a size of 9 exabytes",
                () ->
                        new RawTar()
                                .entry("x", 'x', "", 28, pax("size", "9223372036854775807"))
                                .file("n", text)
                                .bytes(),
                DAMAGED,
                PARTIAL,
                READ);
        add(
                all,
                family,
                "sparse.tar",
                "a GNU sparse file of 1 TB out of nothing",
                HostileArchives::sparse,
                STOPPED,
                DAMAGED,
                PARTIAL,
                UNKNOWN,
                READ);
        add(
                all,
                family,
                "checksum.tar",
                "wrong checksums throughout",
                () -> {
                    byte[] tar = new RawTar().file("a", text).file("b", text).bytes();
                    tar[148] = '7';
                    return tar;
                },
                DAMAGED,
                PARTIAL,
                READ,
                UNKNOWN);
        add(
                all,
                family,
                "cut.tar",
                "cut in the middle of an entry",
                () -> start(new RawTar().file("a", filled(5_000, 'a')).bytes(), 0.5),
                DAMAGED,
                PARTIAL,
                READ);
    }

    private static byte[] pax(String key, String value) {
        String record = " " + key + "=" + value + "\n";
        int length = record.length() + 2;
        return utf8(length + record);
    }

    private static byte[] sparse() {
        byte[] header = new RawTar().entry("sparse", 'S', "", 1_024, new byte[1_024]).bytes();
        byte[] map = latin("00000000000\0" + "00000001000\0" + "17777777000\0" + "00000001000\0");
        System.arraycopy(map, 0, header, 386, map.length);
        byte[] real = latin("\u0080\0\0\0\0\0\1\0\0\0\0\0");
        System.arraycopy(real, 0, header, 483, 12);
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : header[i] & 255;
        }
        System.arraycopy(latin("%06o\0 ".formatted(sum)), 0, header, 148, 8);
        return header;
    }

    // ---- Lies

    private static void lies(List<HostileFile> all) {
        String family = "lying-headers";
        byte[] text = utf8("text\n");
        Supplier<RawZip> plain = () -> new RawZip().file("a.txt", text);
        add(
                all,
                family,
                "count.zip",
                "directory counts 1,000 entries too many",
                () -> plain.get().countLie(1_000).bytes(),
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "offset.zip",
                "directory is said to lie behind the end",
                () -> plain.get().offsetLie(1 << 20).bytes(),
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "before.zip",
                "directory is said to lie before the start",
                () -> plain.get().offsetLie(-1_000).bytes(),
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "crc.zip",
                "wrong checksum",
                () ->
                        new RawZip()
                                .entry(utf8("a.txt"), 0, text, 7, text.length, text.length)
                                .bytes(),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "packed.zip",
                "an entry of 4 GB in 100 bytes",
                () ->
                        new RawZip()
                                .entry(utf8("a.txt"), 8, text, 7, 0xFFFFFFF0L, 0xFFFFFFF0L)
                                .bytes(),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "method.zip",
                "packed by method 99",
                () ->
                        new RawZip()
                                .entry(utf8("a.txt"), 99, text, 7, text.length, text.length)
                                .bytes(),
                PARTIAL,
                DAMAGED,
                LOCKED,
                UNKNOWN);
        add(
                all,
                family,
                "unknown.zip",
                "packed by a method that nobody has",
                () ->
                        new RawZip()
                                .entry(utf8("a.txt"), 77, text, 7, text.length, text.length)
                                .bytes(),
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "deflate.zip",
                "deflate data that are none",
                () -> new RawZip().entry(utf8("a.txt"), 8, filled(64, 0xFF), 7, 64, 999).bytes(),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "two-ends.zip",
                "two directories, one behind the other",
                () -> join(plain.get().bytes(), new RawZip().file("b.txt", text).bytes()),
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "comment.zip",
                "a comment that holds another archive",
                () -> plain.get().comment(new RawZip().file("b", text).bytes()).bytes(),
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "no-directory.zip",
                "local headers only",
                () -> start(plain.get().bytes(), 0.4),
                PARTIAL,
                DAMAGED,
                READ);
        add(
                all,
                family,
                "empty.zip",
                "a directory of nothing",
                () -> new RawZip().bytes(),
                READ,
                DAMAGED);
        byte[] seven = sevenZ(Map.of("a.txt", text), null);
        add(
                all,
                family,
                "offset.7z",
                "7z header placed beyond the end",
                () -> overwritten(seven, 12, filled(8, 0x7F)),
                DAMAGED);
        add(
                all,
                family,
                "length.7z",
                "7z header of 16 exabytes",
                () -> overwritten(seven, 20, filled(8, 0xFF)),
                DAMAGED);
        add(
                all,
                family,
                "crc.7z",
                "7z header with a wrong checksum",
                () -> overwritten(seven, 28, filled(4, 0)),
                DAMAGED);
        add(
                all,
                family,
                "count.7z",
                "a 7z that announces two billion files",
                HostileArchives::sevenZOfMany,
                DAMAGED,
                STOPPED);
        add(all, family, "cut.7z", "half a 7z", () -> start(seven, 0.6), DAMAGED);
        byte[] rar4 =
                join(
                        latin("Rar!\u001A\u0007\0"),
                        new LittleEndian()
                                .u16(0x90CF)
                                .u8(0x73)
                                .u16(0)
                                .u16(13)
                                .u16(0)
                                .u32(0)
                                .toByteArray());
        add(
                all,
                family,
                "head.rar",
                "RAR 4 with nothing behind its head",
                () -> rar4,
                READ,
                DAMAGED,
                UNKNOWN);
        add(
                all,
                family,
                "block.rar",
                "RAR 4 block of 4 GB",
                () ->
                        join(
                                rar4,
                                new LittleEndian()
                                        .u16(0)
                                        .u8(0x74)
                                        .u16(0x8000)
                                        .u16(32)
                                        .u32(0xFFFFFFFFL)
                                        .u32(0xFFFFFFFFL)
                                        .u8(3)
                                        .u32(0)
                                        .u32(0)
                                        .u8(29)
                                        .u8(0x30)
                                        .u16(4)
                                        .u32(0)
                                        .toByteArray()),
                DAMAGED,
                READ,
                PARTIAL,
                UNKNOWN);
        add(
                all,
                family,
                "ring.rar",
                "RAR 4 block of no length",
                () ->
                        join(
                                rar4,
                                new LittleEndian().u16(0).u8(0x7A).u16(0).u16(0).toByteArray(),
                                filled(200, 0)),
                DAMAGED,
                READ,
                UNKNOWN);
        add(
                all,
                family,
                "noise.rar",
                "RAR 4 head and noise",
                () -> join(rar4, random(4_000, 4)),
                DAMAGED,
                READ,
                PARTIAL,
                UNKNOWN,
                LOCKED);
        add(
                all,
                family,
                "five.rar",
                "RAR 5 head and noise",
                () -> join(latin("Rar!\u001A\u0007\1\0"), random(4_000, 5)),
                DAMAGED,
                UNKNOWN,
                LOCKED,
                READ);
        add(
                all,
                family,
                "cab.cab",
                "CAB that claims 2 GB",
                () -> join(latin("MSCF\0\0\0\0"), filled(32, 0x7F)),
                UNKNOWN,
                DAMAGED,
                READ);
        add(
                all,
                family,
                "size.cpio",
                "CPIO of a file of 4 GB",
                () -> latin("070701" + "FFFFFFFF".repeat(13) + "x"),
                DAMAGED,
                UNKNOWN,
                READ,
                PARTIAL);
        add(
                all,
                family,
                "size.ar",
                "AR of a file of 9 GB",
                () ->
                        latin(
                                "!<arch>\nx/              0           0     0     644     9999999999`\nx"),
                DAMAGED,
                READ,
                PARTIAL);
        add(
                all,
                family,
                "arj.arj",
                "ARJ with a head of 64 KB",
                () ->
                        join(
                                new byte[] {0x60, (byte) 0xEA, (byte) 0xFF, (byte) 0xFF},
                                random(500, 6)),
                DAMAGED,
                UNKNOWN,
                READ);
        add(
                all,
                family,
                "lha.lzh",
                "LHA that lies about its head",
                () -> join(latin("\u00FF\u0001-lh5-"), filled(60, 0xFF)),
                UNKNOWN,
                DAMAGED,
                READ);
        add(
                all,
                family,
                "cut.gz",
                "half a gzip",
                () -> start(gzip(random(20_000, 7)), 0.5),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "noise.gz",
                "gzip head and noise",
                () -> join(start(gzip(text), 0.4), random(400, 8)),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "noise.bz2",
                "bzip2 head and noise",
                () -> join(latin("BZh91AY&SY"), random(4_000, 9)),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "noise.xz",
                "xz head and noise",
                () -> join(start(compressed("xz", text), 0.3), random(400, 10)),
                DAMAGED,
                PARTIAL,
                UNKNOWN);
        add(
                all,
                family,
                "memory.lzma",
                "lzma that asks for 4 GB of memory",
                () -> join(new byte[] {0x5D}, filled(4, 0xFF), filled(8, 0xFF), random(400, 11)),
                DAMAGED,
                STOPPED,
                UNKNOWN,
                PARTIAL);
        add(
                all,
                family,
                "z.Z",
                "compress with 31 bits",
                () -> join(new byte[] {0x1F, (byte) 0x9D, (byte) 0x9F}, random(4_000, 12)),
                DAMAGED,
                UNKNOWN,
                PARTIAL,
                STOPPED,
                READ);
    }

    static byte[] overwritten(byte[] bytes, int at, byte[] with) {
        byte[] copy = bytes.clone();
        System.arraycopy(with, 0, copy, at, with.length);
        return copy;
    }

    private static byte[] sevenZOfMany() {
        // kHeader, kFilesInfo, then a number of files in 7z's own variable length: 0xE0 + 3 bytes.
        byte[] header = {1, 5, (byte) 0xEF, (byte) 0xFF, (byte) 0xFF, (byte) 0x7F, 0, 0};
        byte[] start =
                new LittleEndian().u64(0).u64(header.length).u32(RawZip.crc(header)).toByteArray();
        return join(
                new byte[] {'7', 'z', (byte) 0xBC, (byte) 0xAF, 0x27, 0x1C, 0, 4},
                new LittleEndian().u32(RawZip.crc(start)).toByteArray(),
                start,
                header);
    }

    // ---- Locked

    private static void locked(List<HostileFile> all) {
        String family = "locked";
        byte[] text = utf8("No word of this may be read. 아무도 읽지 못한다.\n");
        add(all, family, "old-cipher.zip", "PKWARE cipher", () -> pkware(text), LOCKED);
        add(
                all,
                family,
                "aes.zip",
                "AES extra method",
                () ->
                        new RawZip()
                                .flags(0x0801)
                                .entry(utf8("a.txt"), 99, random(80, 1), 0, 80, 50)
                                .bytes(),
                LOCKED);
        add(
                all,
                family,
                "two.zip",
                "one of two entries locked",
                () ->
                        new RawZip()
                                .file("open.txt", text)
                                .flags(0x0801)
                                .entry(utf8("shut.txt"), 8, random(80, 2), 0, 80, 50)
                                .bytes(),
                PARTIAL);
        add(
                all,
                family,
                "aes.7z",
                "7z with AES-256",
                () -> sevenZ(Map.of("a.txt", text), "long secret"),
                LOCKED);
        for (EncryptionMode mode : List.of(EncryptionMode.agile, EncryptionMode.standard)) {
            add(
                    all,
                    family,
                    mode + ".docx",
                    "Office encryption " + mode,
                    () -> office(mode, sample("08-reports/legal-memo.docx")),
                    LOCKED);
            add(
                    all,
                    family,
                    mode + ".xlsx",
                    "Office encryption " + mode,
                    () -> office(mode, sample("04-lists/list-B-guard-notebook.xlsx")),
                    LOCKED);
        }
        add(
                all,
                family,
                "locked.pdf",
                "PDF with a user password",
                () -> sample("09-packages/locked-invented-sample.pdf"),
                LOCKED);
        add(
                all,
                family,
                "handler.pdf",
                "PDF with an unknown security handler",
                () ->
                        HostilePdfs.pdf(
                                "/Encrypt << /Filter /Nobody /V 4 /R 4 /O (x) /U (x) /P -1 >> /ID [<00><00>]",
                                HostilePdfs.PAGES),
                LOCKED,
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "locked.odt",
                "OpenDocument with encrypted content",
                () -> lockedOdt(text),
                LOCKED,
                DAMAGED);
        add(
                all,
                family,
                "locked.hwp",
                "HWP whose head says password",
                () -> HostileOffice.hwpFlags(0x02),
                LOCKED);
        add(
                all,
                family,
                "distribution.hwp",
                "HWP for distribution only",
                () -> HostileOffice.hwpFlags(0x04),
                LOCKED,
                PARTIAL,
                DAMAGED,
                READ);
        add(
                all,
                family,
                "drm.hwp",
                "HWP under rights management",
                () -> HostileOffice.hwpFlags(0x10),
                LOCKED,
                PARTIAL,
                DAMAGED,
                READ);
        add(
                all,
                family,
                "smime.eml",
                "an encrypted mail",
                () ->
                        latin(
                                "From: a@x.example\nTo: b@x.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3DQEHA6CAMIACAQAxggFM\n"),
                READ,
                LOCKED,
                PARTIAL);
        add(
                all,
                family,
                "message.asc",
                "a PGP message",
                () ->
                        latin(
                                "-----BEGIN PGP MESSAGE-----\n\nhQEMA0000000000000000000000000000000\n=AAAA\n-----END PGP MESSAGE-----\n"),
                READ,
                LOCKED,
                UNKNOWN);
        add(
                all,
                family,
                "file.age",
                "an age file",
                () -> join(latin("age-encryption.org/v1\n-> X25519 AAAA\n"), random(300, 3)),
                UNKNOWN,
                LOCKED,
                READ);
        add(
                all,
                family,
                "store.kdbx",
                "a password store",
                () ->
                        join(
                                new LittleEndian().u32(0x9AA2D903L).u32(0xB54BFB67L).toByteArray(),
                                random(300, 4)),
                UNKNOWN,
                LOCKED);
        add(
                all,
                family,
                "disk.luks",
                "a locked disk",
                () -> join(latin("LUKS\u00BA\u00BE\0\1aes\0"), random(3_000, 5)),
                UNKNOWN,
                LOCKED,
                DAMAGED);
    }

    private static byte[] pkware(byte[] text) {
        byte[] sealed = new PkwareCipher("secret").seal(text, (byte) (RawZip.crc(text) >>> 24));
        return new RawZip()
                .flags(0x0801)
                .entry(utf8("a.txt"), 0, sealed, RawZip.crc(text), sealed.length, text.length)
                .bytes();
    }

    private static byte[] office(EncryptionMode mode, byte[] document) {
        return bytes(
                out -> {
                    try (var files = new POIFSFileSystem()) {
                        var encryptor = new EncryptionInfo(mode).getEncryptor();
                        encryptor.confirmPassword("secret");
                        try (OutputStream sealed = encryptor.getDataStream(files)) {
                            sealed.write(document);
                        } catch (java.security.GeneralSecurityException e) {
                            throw new IllegalStateException(e);
                        }
                        files.writeFilesystem(out);
                    }
                });
    }

    private static byte[] lockedOdt(byte[] text) {
        String manifest =
                """
                <?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
                <manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
                <manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="50">
                <manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AA=="><manifest:algorithm manifest:algorithm-name="Blowfish CFB" manifest:initialisation-vector="AA=="/></manifest:encryption-data>
                </manifest:file-entry></manifest:manifest>
                """;
        return new RawZip()
                .stored("mimetype", utf8("application/vnd.oasis.opendocument.text"))
                .file("content.xml", random(120, text.length))
                .file("META-INF/manifest.xml", utf8(manifest))
                .bytes();
    }

    static byte[] sevenZ(
            Map<String, byte[]> files, @org.jspecify.annotations.Nullable String password) {
        return bytes(
                out -> {
                    try (var channel = new SeekableInMemoryByteChannel()) {
                        try (var archive =
                                password == null
                                        ? new SevenZOutputFile(channel)
                                        : new SevenZOutputFile(channel, password.toCharArray())) {
                            for (var file : files.entrySet()) {
                                var entry = new SevenZArchiveEntry();
                                entry.setName(file.getKey());
                                entry.setHasStream(true);
                                archive.putArchiveEntry(entry);
                                archive.write(file.getValue());
                                archive.closeArchiveEntry();
                            }
                        }
                        out.write(channel.array(), 0, (int) channel.size());
                    }
                });
    }

    // ---- EICAR

    /// The test string of the antivirus makers, put together here so that this source is not found.
    private static byte[] eicarBytes() {
        return latin(
                "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");
    }

    private static void eicar(List<HostileFile> all) {
        String family = "eicar";
        byte[] virus = eicarBytes();
        for (String name :
                List.of(
                        "eicar.com",
                        "eicar.txt",
                        "eicar",
                        "eicar.exe",
                        "eicar.pdf",
                        "eicar.docx")) {
            add(
                    all,
                    family,
                    name,
                    "as such: kept as evidence, never run",
                    () -> virus,
                    READ,
                    UNKNOWN,
                    DAMAGED);
        }
        add(
                all,
                family,
                "eicar.zip",
                "in a ZIP",
                () -> new RawZip().file("eicar.com", virus).bytes(),
                READ);
        add(
                all,
                family,
                "eicar2.zip",
                "in a ZIP in a ZIP",
                () ->
                        new RawZip()
                                .file("eicar.zip", new RawZip().file("eicar.com", virus).bytes())
                                .bytes(),
                READ);
        add(
                all,
                family,
                "eicar.tar",
                "in a TAR",
                () -> new RawTar().file("eicar.com", virus).bytes(),
                READ);
        add(all, family, "eicar.gz", "gzipped", () -> gzip(virus), READ);
        add(
                all,
                family,
                "eicar.7z",
                "in a 7z",
                () -> sevenZ(Map.of("eicar.com", virus), null),
                READ);
        add(all, family, "eicar.bz2", "bzipped", () -> compressed("bzip2", virus), READ);
        add(all, family, "eicar.xz", "in xz", () -> compressed("xz", virus), READ);
        add(
                all,
                family,
                "eicar.eml",
                "attached to a mail",
                () -> HostileMails.attached("eicar.com", "application/octet-stream", virus),
                READ);
        add(
                all,
                family,
                "eicar.docx",
                "embedded in a DOCX",
                () ->
                        withMember(
                                sample("08-reports/legal-memo.docx"),
                                "word/embeddings/eicar.bin",
                                virus),
                READ,
                PARTIAL);
        add(
                all,
                family,
                "eicar.odt",
                "a member of an ODT",
                () -> withMember(sample("06-pictures/image-notes.odt"), "eicar.com", virus),
                READ);
        add(
                all,
                family,
                "eicar.warc",
                "in a web capture",
                () -> warcOf(virus, "application/octet-stream"),
                READ);
    }

    // ---- Web archives

    static byte[] warcOf(byte[] body, String type) {
        byte[] http =
                join(
                        utf8(
                                "HTTP/1.1 200 OK\r\nContent-Type: "
                                        + type
                                        + "\r\nContent-Length: "
                                        + body.length
                                        + "\r\n\r\n"),
                        body);
        return record("Content-Length: " + http.length, http);
    }

    private static byte[] record(String extraHeaders, byte[] block) {
        return record("http://x.example/again.warc", extraHeaders, block);
    }

    private static byte[] record(String address, String extraHeaders, byte[] block) {
        String head =
                "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: "
                        + address
                        + "\r\nWARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000001>\r\nContent-Type: application/http;msgtype=response\r\n"
                        + extraHeaders
                        + "\r\n\r\n";
        return join(utf8(head), block, utf8("\r\n\r\n"));
    }

    private static void webArchives(List<HostileFile> all) {
        String family = "lying-warc";
        byte[] block = utf8("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>text</p>");
        for (String length :
                List.of(
                        "9223372036854775807",
                        "99999999999999999999",
                        "-1",
                        "-9223372036854775808",
                        "4294967295",
                        "x",
                        "",
                        "1e3",
                        "0x10",
                        "1",
                        "٣")) {
            add(
                    all,
                    family,
                    "length.warc",
                    "Content-Length lies: " + length.length() + " digits",
                    () -> record("Content-Length: " + length, block),
                    DAMAGED,
                    PARTIAL,
                    READ);
        }
        String honest = "Content-Length: " + block.length;
        add(
                all,
                family,
                "none.warc",
                "no Content-Length",
                () -> record("X: y", block),
                DAMAGED,
                PARTIAL,
                READ);
        add(
                all,
                family,
                "twice.warc",
                "two different Content-Lengths",
                () -> record(honest + "\r\nContent-Length: 3", block),
                DAMAGED,
                PARTIAL,
                READ);
        for (String address :
                List.of(
                        "file:///etc/passwd",
                        "http://x.example/../../../../tmp/haetae-escape",
                        "javascript:alert(1)",
                        "http://[::1",
                        "\\\\server\\x",
                        "http://x.example/" + "a".repeat(30_000))) {
            add(
                    all,
                    family,
                    "address.warc",
                    "a hostile address",
                    () -> record(address, honest, block),
                    READ,
                    PARTIAL,
                    DAMAGED);
        }
        add(
                all,
                family,
                "headers.warc",
                "100,000 headers",
                () -> record("X: y\r\n".repeat(100_000) + honest, block),
                READ,
                PARTIAL,
                DAMAGED,
                STOPPED);
        add(
                all,
                family,
                "records.warc",
                "12,000 records, more than parts are allowed",
                () -> bytes(out -> repeat(out, record(honest, block), 12_000)),
                STOPPED);
        add(
                all,
                family,
                "chunks.warc",
                "chunked body with a chunk of 2^63",
                () -> {
                    byte[] chunked =
                            utf8(
                                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n7fffffffffffffff\r\n<p>x</p>");
                    return record("Content-Length: " + chunked.length, chunked);
                },
                READ,
                PARTIAL,
                DAMAGED);
        add(
                all,
                family,
                "bomb.warc",
                "a captured page gzipped to a bomb",
                () -> {
                    byte[] http =
                            join(
                                    utf8(
                                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: text/html\r\n\r\n"),
                                    gzip(ZEROS));
                    return record("Content-Length: " + http.length, http);
                },
                STOPPED,
                READ,
                PARTIAL);
        add(
                all,
                family,
                "bomb.warc.gz",
                "a record of 24 MB zeros, gzipped",
                () -> gzip(warcOf(ZEROS, "text/html")),
                STOPPED);
        add(
                all,
                family,
                "cut.warc.gz",
                "a gzipped capture cut short",
                () -> start(sample("05-web/ridge-wire-2019-06-28.warc.gz"), 0.7),
                DAMAGED,
                PARTIAL);
        add(
                all,
                family,
                "lie.arc",
                "ARC whose record claims 9 GB",
                () ->
                        latin(
                                "filedesc://x.arc 0.0.0.0 20200101000000 text/plain 76\n1 0 x\nURL IP-address Archive-date Content-type Archive-length\n\nhttp://x.example/ 1.1.1.1 20200101000000 text/html 9999999999\nHTTP/1.1 200 OK\r\n\r\nx\n"),
                DAMAGED,
                PARTIAL,
                READ);
        add(
                all,
                family,
                "climb.wacz",
                "WACZ with a member that climbs",
                () ->
                        withMember(
                                sample("05-web/westmere-courier-2020-01-18.wacz"),
                                "archive/../../../tmp/haetae-escape.warc",
                                warcOf(block, "text/html")),
                READ,
                PARTIAL);
    }
}
