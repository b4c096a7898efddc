package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.LOCKED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.STOPPED;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.bytes;
import static org.haetae.hostile.Made.filled;
import static org.haetae.hostile.Made.join;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.random;
import static org.haetae.hostile.Made.sample;
import static org.haetae.hostile.Made.start;
import static org.haetae.hostile.Made.utf8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import kr.dogfoot.hwplib.object.docinfo.bindata.BinDataCompress;
import kr.dogfoot.hwplib.reader.HWPReader;
import kr.dogfoot.hwplib.writer.HWPWriter;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/// Office files: formulas, RTF, HWP, compound files whose chains run in rings, parts without end.
final class HostileOffice {

    private static final String HWP = "01-interviews/W-07-interview.hwp";

    private HostileOffice() {}

    static List<HostileFile> all(String canary) {
        List<HostileFile> all = new ArrayList<>();
        formulas(all, canary);
        rtf(all);
        hwp(all);
        rings(all);
        packages(all);
        return all;
    }

    private static void formulas(List<HostileFile> all, String canary) {
        List<String> formulas =
                List.of(
                        "=1+1",
                        "=HYPERLINK(\"" + canary + "\",\"수용소\")",
                        "=WEBSERVICE(\"" + canary + "\")",
                        "=IMPORTXML(\"" + canary + "\",\"//a\")",
                        "=cmd|'/C calc'!A0",
                        "+cmd|'/C calc'!A0",
                        "-cmd|'/C calc'!A0",
                        "@SUM(1+1)*cmd|'/C calc'!A0",
                        "\t=1+1",
                        "\"=1+1\"",
                        "=DDE(\"cmd\";\"/C calc\";\"x\")",
                        "=ROW(A1:XFD1048576)",
                        "\"unclosed",
                        "\uFF1D1+1",
                        "=A1&\"\n\"",
                        "|calc",
                        "=RTD(\"x\",\"\",\"" + canary + "\")");
        for (String formula : formulas) {
            all.add(
                    HostileFile.of(
                            "csv-formula",
                            "x.csv",
                            "a formula in CSV",
                            () -> utf8("이름,출생\n" + formula + ",1962\n"),
                            READ));
            all.add(
                    HostileFile.of(
                            "csv-formula",
                            "x.tsv",
                            "a formula in TSV",
                            () -> utf8("이름\t출생\n" + formula + "\t1962\n"),
                            READ));
        }
        for (String formula :
                List.of(
                        "1+1",
                        "HYPERLINK(\"" + canary + "\",\"x\")",
                        "ROW(A1:XFD1048576)",
                        "A1",
                        "SUM(A:XFD)")) {
            all.add(
                    HostileFile.of(
                            "csv-formula",
                            "x.xlsx",
                            "a formula in XLSX",
                            () -> workbook(formula),
                            READ));
        }
    }

    private static byte[] workbook(String formula) {
        return bytes(
                out -> {
                    try (var book = new XSSFWorkbook()) {
                        book.createSheet("s").createRow(0).createCell(0).setCellFormula(formula);
                        book.write(out);
                    }
                });
    }

    private static void add(
            List<HostileFile> all,
            String family,
            String name,
            String why,
            Supplier<byte[]> content) {
        all.add(HostileFile.of(family, name, why, content, READ, PARTIAL, DAMAGED, STOPPED));
    }

    // ---- RTF

    private static void rtf(List<HostileFile> all) {
        List<String> bodies = new ArrayList<>();
        bodies.add("{".repeat(500_000));
        bodies.add("}".repeat(500_000));
        bodies.add("\\bin2147483647 x");
        bodies.add("\\bin-5 x");
        bodies.add("\\u99999999999?".repeat(50_000));
        bodies.add("\\uc2147483647\\u44608?camp");
        bodies.add("\\par ".repeat(1_000_000));
        bodies.add("{\\fonttbl" + "{\\f9999999 x;}".repeat(100_000) + "}");
        bodies.add("{\\fonttbl{\\f0\\fcharset-1 x;}{\\f1\\fcharset9999 y;}}\\f1\\'ff\\'fe");
        bodies.add("{\\*\\objdata " + "41".repeat(2_000_000) + "}");
        bodies.add(
                "{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata 0105000002000000080000005061636b61676500ffffffffffffffff7fffffff}}");
        bodies.add(
                "{\\object\\objocx{\\*\\objdata 010500000200000009000000"
                        + "d0cf11e0a1b11ae1"
                        + "ff".repeat(2_000)
                        + "}}");
        bodies.add("{\\pict\\pngblip\\picw2147483647\\pich2147483647 89504e47}");
        bodies.add("{\\pict\\wmetafile8 " + "7f".repeat(100_000) + "}");
        bodies.add("{\\*\\generator " + "x".repeat(3_000_000) + "}");
        bodies.add("\\trowd" + "\\cellx1".repeat(200_000) + "\\row");
        bodies.add("{\\listtable" + "{\\list{\\listlevel}}".repeat(60_000) + "}");
        bodies.add("\\'zz\\'\\'g1".repeat(10_000));
        bodies.add("\\" + "a".repeat(1_000_000) + "1 x");
        bodies.add("\\ansicpg99999 \\'80\\'81");
        for (int i = 0; i < bodies.size(); i++) {
            String body = bodies.get(i);
            add(
                    all,
                    "rtf-bomb",
                    "x.rtf",
                    "hostile RTF " + i,
                    () -> latin("{\\rtf1\\ansi " + body + " camp}"));
        }
    }

    // ---- HWP

    /// The demo's HWP with more flags set in its head.
    static byte[] hwpFlags(int flags) {
        return hwpStream(
                "FileHeader",
                head -> {
                    head[36] |= (byte) flags;
                    return head;
                });
    }

    private static byte[] hwpStream(String path, UnaryOperator<byte[]> change) {
        return compound(sample(HWP), path, change);
    }

    /// A compound file with one stream changed.
    private static byte[] compound(byte[] file, String path, UnaryOperator<byte[]> change) {
        return bytes(
                out -> {
                    try (var files = new POIFSFileSystem(new ByteArrayInputStream(file))) {
                        DirectoryEntry folder = files.getRoot();
                        String[] steps = path.split("/");
                        for (int i = 0; i < steps.length - 1; i++) {
                            folder = (DirectoryEntry) folder.getEntryCaseInsensitive(steps[i]);
                        }
                        String name = steps[steps.length - 1];
                        byte[] old = new byte[0];
                        if (folder.hasEntryCaseInsensitive(name)) {
                            var entry = (DocumentEntry) folder.getEntryCaseInsensitive(name);
                            old = stream(entry);
                            entry.delete();
                        }
                        folder.createDocument(name, new ByteArrayInputStream(change.apply(old)));
                        files.writeFilesystem(out);
                    }
                });
    }

    private static byte[] stream(DocumentEntry entry) throws IOException {
        try (var in = new DocumentInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static byte[] hwpWith(String name, byte[] binary) {
        return bytes(
                out -> {
                    try {
                        var file = HWPReader.fromInputStream(new ByteArrayInputStream(sample(HWP)));
                        file.getBinData()
                                .addNewEmbeddedBinaryData(name, binary, BinDataCompress.Compress);
                        HWPWriter.toStream(file, out);
                    } catch (IOException e) {
                        throw e;
                    } catch (Exception e) {
                        // hwplib declares Exception.
                        throw new IOException(e);
                    }
                });
    }

    /// One record of HWP: tag, level, claimed size, body.
    private static byte[] record(int tag, int level, long size, byte[] body) {
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (size >= 0xFFF) {
            head.putInt(tag | level << 10 | 0xFFF << 20).putInt((int) size);
        } else {
            head.putInt((int) (tag | level << 10 | size << 20));
        }
        return join(java.util.Arrays.copyOf(head.array(), head.position()), body);
    }

    private static void hwp(List<HostileFile> all) {
        String family = "hwp";
        byte[] good = sample(HWP);
        for (double share : new double[] {0.05, 0.2, 0.4, 0.6, 0.8, 0.95}) {
            add(all, family, "cut.hwp", "HWP cut at " + share, () -> start(good, share));
        }
        String body = "BodyText/Section0";
        add(
                all,
                family,
                "stream.hwp",
                "body that is no deflate stream",
                () -> hwpStream(body, _ -> random(5_000, 1)));
        add(
                all,
                family,
                "half.hwp",
                "body stream cut in the middle",
                () -> hwpStream(body, old -> start(old, 0.5)));
        add(all, family, "none.hwp", "body of nothing", () -> hwpStream(body, _ -> new byte[0]));
        add(
                all,
                family,
                "bomb.hwp",
                "body that unfolds to 60 MB of zeros",
                () -> hwpStream(body, _ -> RawZip.deflate(new byte[60 << 20])));
        add(
                all,
                family,
                "size.hwp",
                "a record of 2 GB",
                () ->
                        hwpStream(
                                body,
                                _ -> RawZip.deflate(record(66, 0, 0x7FFFFFFF, new byte[100]))));
        add(
                all,
                family,
                "negative.hwp",
                "a record of negative size",
                () ->
                        hwpStream(
                                body,
                                _ -> RawZip.deflate(record(66, 0, 0xFFFFFFFFL, new byte[100]))));
        add(
                all,
                family,
                "level.hwp",
                "100,000 records, each deeper",
                () ->
                        hwpStream(
                                body,
                                _ ->
                                        RawZip.deflate(
                                                bytes(
                                                        out -> {
                                                            for (int i = 0; i < 100_000; i++) {
                                                                out.write(
                                                                        record(
                                                                                71,
                                                                                i % 1_000,
                                                                                4,
                                                                                new byte[4]));
                                                            }
                                                        }))));
        add(
                all,
                family,
                "paragraph.hwp",
                "a paragraph of four billion letters",
                () -> hwpStream(body, _ -> RawZip.deflate(record(66, 0, 22, filled(22, 0xFF)))));
        add(
                all,
                family,
                "info.hwp",
                "document facts of noise",
                () -> hwpStream("DocInfo", _ -> RawZip.deflate(random(4_000, 2))));
        add(
                all,
                family,
                "infobomb.hwp",
                "document facts of 60 MB",
                () -> hwpStream("DocInfo", _ -> RawZip.deflate(new byte[60 << 20])));
        add(
                all,
                family,
                "version.hwp",
                "version 255.255.255.255",
                () ->
                        hwpStream(
                                "FileHeader",
                                old -> HostileArchives.overwritten(old, 32, filled(4, 0xFF))));
        add(
                all,
                family,
                "plain.hwp",
                "head says uncompressed",
                () ->
                        hwpStream(
                                "FileHeader",
                                old -> HostileArchives.overwritten(old, 36, new byte[4])));
        String postscript =
                "%!PS-Adobe-3.0 EPSF-3.0\n(/tmp/haetae-escape) (w) file closefile\n(id) (r) file pop\nsystemdict /system known {(touch /tmp/haetae-escape) system} if\n{} loop\nshowpage\n";
        for (String name :
                List.of(
                        "BIN0001.ps",
                        "BIN0001.eps",
                        "BIN0002.OLE",
                        "BIN0003.exe",
                        "../BIN0004.ps",
                        "BIN0005.jpg")) {
            add(
                    all,
                    family,
                    "postscript.hwp",
                    "PostScript embedded as " + name.length(),
                    () -> hwpWith(name.replace("/", "_"), utf8(postscript)));
        }
        all.add(
                HostileFile.of(
                        family,
                        "bigbin.hwp",
                        "an embedded object of 24 MB zeros",
                        () -> hwpWith("BIN0001.bmp", new byte[24 << 20]),
                        STOPPED,
                        PARTIAL,
                        READ,
                        DAMAGED));
        all.add(
                HostileFile.of(
                        family,
                        "three.hwp",
                        "HWP 3 that lies",
                        () ->
                                join(
                                        latin("HWP Document File V3.00 \u001A\1\2\3\4\5"),
                                        filled(2_000, 0x7F)),
                        // Its lies say among other things that it has a password.
                        LOCKED,
                        DAMAGED,
                        PARTIAL,
                        READ));
        all.add(
                HostileFile.of(
                        family,
                        "zero3.hwp",
                        "HWP 3 of zeros",
                        () ->
                                join(
                                        latin("HWP Document File V3.00 \u001A\1\2\3\4\5"),
                                        new byte[2_000]),
                        UNKNOWN,
                        DAMAGED,
                        PARTIAL,
                        READ));
        add(
                all,
                family,
                "script.hwp",
                "a script that would run on opening",
                () -> hwpWithScript(good));
        byte[] hwpx = sample("01-interviews/W-11-interview.hwpx");
        add(
                all,
                family,
                "nosection.hwpx",
                "HWPX without its section",
                () -> HostileXml.replaced(hwpx, "Contents/section0.xml", new byte[0]));
        add(
                all,
                family,
                "bomb.hwpx",
                "HWPX whose section unfolds to 60 MB",
                () -> HostileXml.replaced(hwpx, "Contents/section0.xml", filled(60 << 20, ' ')));
        add(
                all,
                family,
                "climb.hwpx",
                "HWPX with a member that climbs",
                () ->
                        HostileArchives.withMember(
                                hwpx, "BinData/../../../tmp/haetae-escape.png", utf8("x")));
        add(all, family, "cut.hwpx", "HWPX cut in the middle", () -> start(hwpx, 0.5));
    }

    private static byte[] hwpWithScript(byte[] good) {
        return bytes(
                out -> {
                    try (var files = new POIFSFileSystem(new ByteArrayInputStream(good))) {
                        DirectoryEntry scripts =
                                files.getRoot().hasEntryCaseInsensitive("Scripts")
                                        ? (DirectoryEntry)
                                                files.getRoot().getEntryCaseInsensitive("Scripts")
                                        : files.getRoot().createDirectory("Scripts");
                        scripts.createDocument(
                                "Evil",
                                new ByteArrayInputStream(
                                        "new ActiveXObject('WScript.Shell').Run('calc')"
                                                .getBytes(StandardCharsets.UTF_16LE)));
                        files.writeFilesystem(out);
                    }
                });
    }

    // ---- Compound files

    private static void rings(List<HostileFile> all) {
        String family = "ole-rings";
        List<byte[]> goods =
                List.of(
                        sample("04-lists/designations.xls"),
                        sample("03-mail/courier-question.msg"),
                        sample(HWP));
        List<String> names = List.of("x.xls", "x.msg", "x.hwp", "x.doc");
        for (int i = 0; i < goods.size(); i++) {
            byte[] good = goods.get(i);
            String name = names.get(i);
            int table = (int) u32(good, 76) * 512 + 512;
            add(
                    all,
                    family,
                    name,
                    "every sector follows itself",
                    () -> filledInts(good, table, 128, 0));
            add(
                    all,
                    family,
                    name,
                    "every sector is followed by sector 0",
                    () -> filledInts(good, table, 128, 1));
            add(
                    all,
                    family,
                    name,
                    "sectors beyond the file",
                    () -> filledInts(good, table, 128, 2));
            int directory = (int) u32(good, 48) * 512 + 512;
            add(
                    all,
                    family,
                    name,
                    "a directory entry beside itself",
                    () -> ints(good, directory + 68, 0, 0, 0));
            add(
                    all,
                    family,
                    name,
                    "all directory entries beside the first",
                    () ->
                            ints(
                                    ints(good, directory + 128 + 68, 1, 1, 1),
                                    directory + 256 + 68,
                                    1,
                                    1,
                                    1));
            add(
                    all,
                    family,
                    name,
                    "sectors of 2^63 bytes",
                    () -> HostileArchives.overwritten(good, 30, new byte[] {63, 0, 63, 0}));
            add(
                    all,
                    family,
                    name,
                    "sectors of one byte",
                    () -> HostileArchives.overwritten(good, 30, new byte[] {0, 0, 0, 0}));
            add(
                    all,
                    family,
                    name,
                    "two billion allocation sectors",
                    () -> ints(good, 44, 0x7FFFFFFF));
            add(
                    all,
                    family,
                    name,
                    "a list of allocation sectors in a ring",
                    () -> ints(good, 68, 0, 0x7FFFFFFF));
            add(
                    all,
                    family,
                    name,
                    "a small allocation table that is itself",
                    () -> ints(good, 60, (int) u32(good, 48), 0x7FFFFFFF));
            add(all, family, name, "cut in the middle", () -> start(good, 0.5));
        }
        for (String stream : List.of("Workbook", "\u0005SummaryInformation")) {
            add(
                    all,
                    family,
                    "x.xls",
                    "noise for " + stream.length(),
                    () -> compound(goods.getFirst(), stream, _ -> random(6_000, 1)));
        }
        for (String stream :
                List.of(
                        "WordDocument",
                        "PowerPoint Document",
                        "VisioDocument",
                        "Book",
                        "Contents",
                        "EncryptedPackage",
                        "EncryptionInfo",
                        "__properties_version1.0")) {
            all.add(
                    HostileFile.of(
                            family,
                            "x.doc",
                            "a compound file of one stream of noise",
                            () ->
                                    bytes(
                                            out -> {
                                                try (var files = new POIFSFileSystem()) {
                                                    files.createDocument(
                                                            new ByteArrayInputStream(
                                                                    random(6_000, 2)),
                                                            stream);
                                                    files.writeFilesystem(out);
                                                }
                                            }),
                            DAMAGED,
                            PARTIAL,
                            UNKNOWN,
                            READ,
                            LOCKED,
                            STOPPED));
        }
    }

    private static long u32(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at) & 0xFFFFFFFFL;
    }

    private static byte[] ints(byte[] bytes, int at, int... values) {
        byte[] copy = bytes.clone();
        ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < values.length; i++) {
            buffer.putInt(at + i * 4, values[i]);
        }
        return copy;
    }

    /// @param way 0: each names itself; 1: each names the first; 2: each names one beyond the end
    private static byte[] filledInts(byte[] bytes, int at, int count, int way) {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = way == 0 ? i : way == 1 ? 0 : 0x00FFFFFF;
        }
        return ints(bytes, at, values);
    }

    // ---- Packages

    private static void packages(List<HostileFile> all) {
        String family = "office-package";
        byte[] docx = sample("08-reports/legal-memo.docx");
        byte[] xlsx = sample("04-lists/list-B-guard-notebook.xlsx");
        byte[] pptx = sample("08-reports/briefing-eunbong-camp.pptx");
        String sheet = "xl/worksheets/sheet1.xml";
        String main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        add(
                all,
                family,
                "cells.xlsx",
                "a cell at the far corner of a sheet",
                () ->
                        HostileXml.replaced(
                                xlsx,
                                sheet,
                                utf8(
                                        "<worksheet "
                                                + main
                                                + "><sheetData><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData></worksheet>")));
        add(
                all,
                family,
                "beyond.xlsx",
                "a cell far beyond a sheet",
                () ->
                        HostileXml.replaced(
                                xlsx,
                                sheet,
                                utf8(
                                        "<worksheet "
                                                + main
                                                + "><sheetData><row r=\"2147483647\"><c r=\"ZZZZZZZ2147483647\"><v>1</v></c></row></sheetData></worksheet>")));
        add(
                all,
                family,
                "rows.xlsx",
                "a million empty rows",
                () ->
                        HostileXml.replaced(
                                xlsx,
                                sheet,
                                utf8(
                                        "<worksheet "
                                                + main
                                                + "><sheetData>"
                                                + "<row/>".repeat(1_000_000)
                                                + "</sheetData></worksheet>")));
        add(
                all,
                family,
                "merged.xlsx",
                "merged cells without end",
                () ->
                        HostileXml.replaced(
                                xlsx,
                                sheet,
                                utf8(
                                        "<worksheet "
                                                + main
                                                + "><sheetData/><mergeCells>"
                                                + "<mergeCell ref=\"A1:XFD1048576\"/>"
                                                        .repeat(50_000)
                                                + "</mergeCells></worksheet>")));
        add(
                all,
                family,
                "strings.xlsx",
                "a string number that does not exist",
                () ->
                        HostileXml.replaced(
                                xlsx,
                                sheet,
                                utf8(
                                        "<worksheet "
                                                + main
                                                + "><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>999999999</v></c></row></sheetData></worksheet>")));
        add(
                all,
                family,
                "format.xlsx",
                "a number format made to stall",
                () ->
                        HostileXml.replaced(
                                xlsx,
                                "xl/styles.xml",
                                utf8(
                                        "<styleSheet "
                                                + main
                                                + "><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\""
                                                + "#".repeat(50_000)
                                                + "\"/></numFmts><cellXfs count=\"1\"><xf numFmtId=\"164\"/></cellXfs></styleSheet>")));
        add(
                all,
                family,
                "parts.docx",
                "20,000 embedded parts",
                () -> {
                    var zip = new RawZip();
                    HostileArchives.members(docx).forEach(zip::file);
                    for (int i = 0; i < 20_000; i++) {
                        zip.stored("word/embeddings/e" + i + ".bin", utf8("x"));
                    }
                    return zip.bytes();
                });
        add(
                all,
                family,
                "twice.docx",
                "two members of one name",
                () -> HostileArchives.withMember(docx, "word/document.xml", utf8("<x/>")));
        add(
                all,
                family,
                "climb.docx",
                "a member that climbs",
                () ->
                        HostileArchives.withMember(
                                docx, "word/../../../tmp/haetae-escape.xml", utf8("<x/>")));
        add(
                all,
                family,
                "macro.docm",
                "macros of noise",
                () -> HostileArchives.withMember(docx, "word/vbaProject.bin", random(5_000, 3)));
        add(
                all,
                family,
                "object.docx",
                "an embedded object of noise",
                () ->
                        HostileArchives.withMember(
                                docx, "word/embeddings/oleObject1.bin", random(5_000, 4)));
        add(
                all,
                family,
                "font.docx",
                "an embedded font of noise",
                () -> HostileArchives.withMember(docx, "word/fonts/font1.odttf", random(5_000, 5)));
        for (byte[] file :
                List.of(
                        docx,
                        xlsx,
                        pptx,
                        sample("06-pictures/image-notes.odt"),
                        sample("08-reports/handbook-en.epub"))) {
            String name = "cut" + file.length + ".zip";
            for (double share : new double[] {0.3, 0.7, 0.97}) {
                all.add(
                        HostileFile.of(
                                family,
                                name,
                                "an office package cut at " + share,
                                () -> start(file, share),
                                DAMAGED,
                                PARTIAL,
                                READ,
                                UNKNOWN));
            }
        }
        for (int seed = 0; seed < 6; seed++) {
            int random = seed;
            byte[] file = seed % 2 == 0 ? docx : xlsx;
            add(
                    all,
                    family,
                    "changed.docx",
                    "a package with 60 bytes changed, seed " + seed,
                    () -> {
                        byte[] copy = file.clone();
                        var places = new java.util.Random(random);
                        for (int i = 0; i < 60; i++) {
                            copy[places.nextInt(copy.length)] = (byte) places.nextInt();
                        }
                        return copy;
                    });
        }
        add(
                all,
                family,
                "slides.pptx",
                "a list of 50,000 slides that are not there",
                () ->
                        HostileXml.replaced(
                                pptx,
                                "ppt/presentation.xml",
                                utf8(
                                        "<p:presentation xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><p:sldIdLst>"
                                                + "<p:sldId id=\"256\" r:id=\"rId99\"/>"
                                                        .repeat(50_000)
                                                + "</p:sldIdLst></p:presentation>")));
        add(
                all,
                family,
                "types.docx",
                "a list of types without end",
                () ->
                        HostileXml.replaced(
                                docx,
                                "[Content_Types].xml",
                                utf8(
                                        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                                                + "<Default Extension=\"x\" ContentType=\"text/x\"/>"
                                                        .repeat(200_000)
                                                + "</Types>")));
        all.add(
                HostileFile.of(
                        family,
                        "relations.docx",
                        "relations in a ring",
                        () ->
                                HostileXml.replaced(
                                        docx,
                                        "_rels/.rels",
                                        utf8(
                                                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"_rels/.rels\"/></Relationships>")),
                        DAMAGED,
                        PARTIAL,
                        READ,
                        org.haetae.extract.worker.Outcome.FAILED));
    }
}
