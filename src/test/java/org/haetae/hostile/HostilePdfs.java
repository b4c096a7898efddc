package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.STOPPED;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.bytes;
import static org.haetae.hostile.Made.filled;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.random;
import static org.haetae.hostile.Made.sample;
import static org.haetae.hostile.Made.start;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.DeflaterOutputStream;

/// PDF files that loop, explode, run or damage fonts.
final class HostilePdfs {

    private static final String CATALOG = "<< /Type /Catalog /Pages 2 0 R >>";

    private static final String PAGE =
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>";

    private static final String TEXT = stream("", "BT /F 12 Tf 20 200 Td (camp) Tj ET");

    /// Objects 1 to 4: a page that says "camp".
    static final List<String> PAGES =
            List.of(CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, TEXT);

    private HostilePdfs() {}

    /// A PDF of these objects, numbered from 1, with an honest table.
    static byte[] pdf(String trailer, List<String> objects) {
        var out = new StringBuilder("%PDF-1.7\n");
        var table = new StringBuilder("0000000000 65535 f \n");
        for (int i = 0; i < objects.size(); i++) {
            table.append("%010d 00000 n \n".formatted(out.length()));
            out.append(i + 1).append(" 0 obj\n").append(objects.get(i)).append("\nendobj\n");
        }
        int at = out.length();
        int size = objects.size() + 1;
        out.append("xref\n0 ").append(size).append('\n').append(table);
        out.append("trailer << /Size ").append(size).append(" /Root 1 0 R ").append(trailer);
        return latin(out + " >>\nstartxref\n" + at + "\n%%EOF\n");
    }

    static String stream(String keys, String content) {
        return "<< /Length "
                + content.length()
                + " "
                + keys
                + " >>\nstream\n"
                + content
                + "\nendstream";
    }

    private static String flate(byte[] content) {
        byte[] packed =
                bytes(
                        out -> {
                            try (var deflater = new DeflaterOutputStream(out)) {
                                deflater.write(content);
                            }
                        });
        return new String(packed, StandardCharsets.ISO_8859_1);
    }

    static byte[] withXmp(String xml) {
        String utf8 = new String(Made.utf8(xml), StandardCharsets.ISO_8859_1);
        return pdf(
                "",
                with(
                        PAGES,
                        0,
                        "<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
                        stream("/Type /Metadata /Subtype /XML", utf8)));
    }

    static byte[] withXfa(String xml) {
        String utf8 = new String(Made.utf8(xml), StandardCharsets.ISO_8859_1);
        return pdf(
                "",
                with(
                        PAGES,
                        0,
                        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 5 0 R >> >>",
                        stream("", utf8)));
    }

    /// The objects with one replaced and others added.
    private static List<String> with(
            List<String> objects, int index, String object, String... more) {
        List<String> all = new ArrayList<>(objects);
        all.set(index, object);
        all.addAll(Arrays.asList(more));
        return all;
    }

    static List<HostileFile> all(String canary) {
        List<HostileFile> all = new ArrayList<>();
        loops(all);
        bombs(all);
        active(all, canary);
        fonts(all);
        damage(all);
        return all;
    }

    private static void add(
            List<HostileFile> all, String family, String why, Supplier<byte[]> content) {
        all.add(HostileFile.of(family, "x.pdf", why, content, READ, PARTIAL, DAMAGED, STOPPED));
    }

    private static void loops(List<HostileFile> all) {
        String family = "pdf-loops";
        String kids = "<< /Type /Pages /Kids [%s] /Count %d >>";
        add(
                all,
                family,
                "a page tree that contains itself",
                () -> pdf("", with(PAGES, 1, kids.formatted("2 0 R 3 0 R", 2))));
        add(
                all,
                family,
                "two page nodes that contain each other",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        1,
                                        kids.formatted("5 0 R", 1),
                                        kids.formatted("2 0 R", 1))));
        add(all, family, "a page tree 20,000 levels deep", HostilePdfs::deepTree);
        add(
                all,
                family,
                "one page listed 100,000 times",
                () -> pdf("", with(PAGES, 1, kids.formatted("3 0 R ".repeat(100_000), 100_000))));
        add(
                all,
                family,
                "two billion pages announced",
                () -> pdf("", with(PAGES, 1, kids.formatted("3 0 R", 2_147_483_647))));
        add(
                all,
                family,
                "minus one page announced",
                () -> pdf("", with(PAGES, 1, kids.formatted("3 0 R", -1))));
        add(
                all,
                family,
                "a table that names itself as the one before",
                () ->
                        latin(
                                new String(pdf("/Prev 0", PAGES), StandardCharsets.ISO_8859_1)
                                        .replaceAll(
                                                "/Prev 0",
                                                "/Prev " + tableAt(pdf("/Prev 000", PAGES)))));
        add(
                all,
                family,
                "a length that refers to its own stream",
                () -> pdf("", with(PAGES, 3, "<< /Length 4 0 R >>\nstream\nBT ET\nendstream")));
        add(
                all,
                family,
                "an object that is a reference to itself",
                () -> pdf("", with(PAGES, 2, "3 0 R")));
        add(
                all,
                family,
                "a ring of references",
                () -> pdf("", with(PAGES, 2, "5 0 R", "6 0 R", "5 0 R")));
        add(
                all,
                family,
                "a form that draws itself",
                () ->
                        pdf(
                                        "",
                                        with(
                                                PAGES,
                                                2,
                                                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources 6 0 R >>",
                                                stream(
                                                        "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R",
                                                        "/X Do /X Do"),
                                                "<< /XObject << /X 5 0 R >> >>"))
                                .clone());
        add(
                all,
                family,
                "two forms that draw each other twice",
                () ->
                        pdf(
                                "",
                                List.of(
                                        CATALOG,
                                        kids.formatted("3 0 R", 1),
                                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources 7 0 R >>",
                                        stream("", "/A Do"),
                                        stream(
                                                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 7 0 R",
                                                "/B Do /B Do"),
                                        stream(
                                                "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 7 0 R",
                                                "/A Do /A Do"),
                                        "<< /XObject << /A 5 0 R /B 6 0 R >> >>")));
        add(
                all,
                family,
                "an outline whose entry follows itself",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        0,
                                        "<< /Type /Catalog /Pages 2 0 R /Outlines 5 0 R >>",
                                        "<< /First 6 0 R /Last 6 0 R >>",
                                        "<< /Title (x) /Parent 5 0 R /Next 6 0 R /First 6 0 R >>")));
        add(
                all,
                family,
                "a name tree that contains itself",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        0,
                                        "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles 5 0 R >> >>",
                                        "<< /Kids [5 0 R 5 0 R] >>")));
        add(
                all,
                family,
                "form fields that are their own children",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        0,
                                        "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R] >> >>",
                                        "<< /T (a) /Kids [5 0 R 5 0 R] /Parent 5 0 R >>")));
        add(
                all,
                family,
                "a structure tree that contains itself",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        0,
                                        "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot 5 0 R /MarkInfo << /Marked true >> >>",
                                        "<< /Type /StructTreeRoot /K 5 0 R >>")));
        add(
                all,
                family,
                "an article thread in a ring",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        0,
                                        "<< /Type /Catalog /Pages 2 0 R /Threads [5 0 R] >>",
                                        "<< /F 6 0 R >>",
                                        "<< /T 5 0 R /N 6 0 R /V 6 0 R /P 3 0 R /R [0 0 1 1] >>")));
        add(
                all,
                family,
                "arrays nested 100,000 deep",
                () -> pdf("", with(PAGES, 2, "[".repeat(100_000) + "]".repeat(100_000))));
        add(
                all,
                family,
                "dictionaries nested 50,000 deep",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        "<< /A ".repeat(50_000) + "1" + " >>".repeat(50_000))));
        add(
                all,
                family,
                "arrays nested in the content",
                () -> pdf("", with(PAGES, 3, stream("", "[".repeat(200_000)))));
        add(
                all,
                family,
                "graphics states saved 300,000 times",
                () -> pdf("", with(PAGES, 3, stream("", "q ".repeat(300_000)))));
    }

    private static int tableAt(byte[] pdf) {
        return new String(pdf, StandardCharsets.ISO_8859_1).lastIndexOf("xref\n0");
    }

    private static byte[] deepTree() {
        List<String> objects = new ArrayList<>(PAGES);
        objects.set(1, "<< /Type /Pages /Kids [5 0 R] /Count 1 >>");
        for (int i = 5; i < 20_005; i++) {
            int next = i == 20_004 ? 3 : i + 1;
            int parent = i == 5 ? 2 : i - 1;
            objects.add(
                    "<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>"
                            .formatted(parent, next));
        }
        return pdf("", objects);
    }

    private static void bombs(List<HostileFile> all) {
        String family = "pdf-bombs";
        byte[] spaces = filled(60 << 20, ' ');
        add(
                all,
                family,
                "60 MB of spaces as page content",
                () -> pdf("", with(PAGES, 3, stream("/Filter /FlateDecode", flate(spaces)))));
        add(
                all,
                family,
                "content packed four times over",
                () -> {
                    String packed = flate(latin(flate(latin(flate(spaces)))));
                    return pdf(
                            "",
                            with(
                                    PAGES,
                                    3,
                                    stream(
                                            "/Filter [/FlateDecode /FlateDecode /FlateDecode]",
                                            packed)));
                });
        add(
                all,
                family,
                "a page that shows two million words",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        stream(
                                                "/Filter /FlateDecode",
                                                flate(
                                                        latin(
                                                                "BT /F 9 Tf "
                                                                        + "(camp ) Tj "
                                                                                .repeat(2_000_000)
                                                                        + "ET"))))));
        add(
                all,
                family,
                "run lengths",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        stream(
                                                "/Filter /RunLengthDecode",
                                                "\u0081 ".repeat(200_000)))));
        add(
                all,
                family,
                "LZW noise",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        stream(
                                                "/Filter /LZWDecode",
                                                new String(
                                                        random(200_000, 1),
                                                        StandardCharsets.ISO_8859_1)))));
        add(
                all,
                family,
                "ten thousand filters",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        stream(
                                                "/Filter [" + "/FlateDecode ".repeat(10_000) + "]",
                                                "x"))));
        add(
                all,
                family,
                "ASCII85 noise",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        stream(
                                                "/Filter /ASCII85Decode",
                                                "z".repeat(500_000) + "~>"))));
        add(
                all,
                family,
                "an image of 60,000 by 60,000",
                () -> image("/Filter /FlateDecode", flate(new byte[10])));
        add(
                all,
                family,
                "JBIG2 of 4 billion lines",
                () ->
                        image(
                                "/Filter /JBIG2Decode",
                                "\0\0\0\0\u0030\0\1\0\0\0\u0013\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\0\0\0\0\0\0\0\0\0\0\0"));
        add(
                all,
                family,
                "JPEG 2000 noise",
                () ->
                        image(
                                "/Filter /JPXDecode",
                                new String(random(5_000, 2), StandardCharsets.ISO_8859_1)));
        add(
                all,
                family,
                "fax image of 60,000 lines",
                () ->
                        image(
                                "/Filter /CCITTFaxDecode /DecodeParms << /K -1 /Columns 60000 /Rows 60000 >>",
                                "\0\0"));
        add(
                all,
                family,
                "an object stream of two billion objects",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        stream(
                                                "/Type /ObjStm /N 2147483647 /First 10",
                                                "1 0 2 0 x"))));
        add(
                all,
                family,
                "object streams that extend themselves",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        stream(
                                                "/Type /ObjStm /N 1 /First 4 /Extends 3 0 R",
                                                "9 0 1"))));
        add(
                all,
                family,
                "a table of two billion entries",
                () ->
                        latin(
                                "%PDF-1.7\nxref\n0 2147483647\n0000000000 65535 f \ntrailer << /Size 2147483647 /Root 1 0 R >>\nstartxref\n9\n%%EOF"));
        add(
                all,
                family,
                "a table stream with widths of a gigabyte",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        stream(
                                                "/Type /XRef /W [1073741824 1073741824 1] /Size 5 /Index [0 2147483647]",
                                                "x"))));
        add(
                all,
                family,
                "a predictor with two billion columns",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        stream(
                                                "/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 2147483647 /Colors 2147483647 >>",
                                                flate(new byte[100])))));
        add(
                all,
                family,
                "a page of a million by a million points",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        PAGE.replace(
                                                "[0 0 300 300]",
                                                "[-1e30 -1e30 1e30 1e30] /UserUnit 1e9"))));
        add(
                all,
                family,
                "20,000 attachments",
                () -> {
                    var names = new StringBuilder();
                    for (int i = 0; i < 20_000; i++) {
                        names.append("(f").append(i).append(") 6 0 R ");
                    }
                    return pdf(
                            "",
                            with(
                                    PAGES,
                                    0,
                                    "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names ["
                                            + names
                                            + "] >> >> >>",
                                    stream("/Type /EmbeddedFile", "text"),
                                    "<< /Type /Filespec /F (a.txt) /EF << /F 5 0 R >> >>"));
                });
        all.add(
                HostileFile.of(
                        family,
                        "x.pdf",
                        "an attachment of 24 MB zeros",
                        () -> pdf("", attached("zeros", flate(new byte[24 << 20]))),
                        STOPPED));
    }

    private static byte[] image(String keys, String data) {
        return pdf(
                "",
                with(
                        PAGES,
                        2,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 6 0 R /Resources << /XObject << /I 5 0 R >> >> >>",
                        stream(
                                "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
                                        + keys,
                                data),
                        stream("", "300 0 0 300 0 0 cm /I Do")));
    }

    private static List<String> attached(String name, String packed) {
        return with(
                PAGES,
                0,
                "<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [("
                        + name
                        + ") 6 0 R] >> >> >>",
                stream("/Type /EmbeddedFile /Filter /FlateDecode", packed),
                "<< /Type /Filespec /F (" + name + ") /UF (" + name + ") /EF << /F 5 0 R >> >>");
    }

    private static void active(List<HostileFile> all, String canary) {
        String family = "pdf-active";
        String open = "<< /Type /Catalog /Pages 2 0 R /OpenAction %s >>";
        List<String> actions =
                List.of(
                        "<< /S /JavaScript /JS (app.alert\\(1\\); this.submitForm\\('"
                                + canary
                                + "'\\);) >>",
                        "<< /S /Launch /F (/bin/sh) /Unix << /F (/bin/touch) /P (/tmp/haetae-escape) >> >>",
                        "<< /S /URI /URI (" + canary + "uri) >>",
                        "<< /S /URI /URI (javascript:alert\\(1\\)) >>",
                        "<< /S /GoToR /F (" + canary + "other.pdf) /D [0 /Fit] >>",
                        "<< /S /GoToR /F (file:///etc/passwd) /D [0 /Fit] >>",
                        "<< /S /SubmitForm /F << /FS /URL /F (" + canary + "submit) >> >>",
                        "<< /S /ImportData /F (" + canary + "data.fdf) >>",
                        "<< /S /Rendition /OP 0 /R << /S /MR /C << /S /MCD /D << /FS /URL /F ("
                                + canary
                                + "m) >> >> >> >>",
                        "<< /S /Thread /F (" + canary + "t.pdf) /D 0 >>",
                        "<< /S /GoToE /F (" + canary + "e.pdf) >>",
                        "<< /S /Sound /Sound << /F << /FS /URL /F ("
                                + canary
                                + "s) >> /R 8000 >> >>");
        for (String action : actions) {
            add(
                    all,
                    family,
                    "an action on opening: " + action.substring(6, 14),
                    () -> pdf("", with(PAGES, 0, open.formatted(action))));
        }
        add(
                all,
                family,
                "content kept in a file outside",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        "<< /Length 0 /F (/etc/passwd) >>\nstream\n\nendstream")));
        add(
                all,
                family,
                "content kept on the net",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        3,
                                        "<< /Length 0 /F << /FS /URL /F ("
                                                + canary
                                                + "c) >> >>\nstream\n\nendstream")));
        add(
                all,
                family,
                "an image kept on the net",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        PAGE.replace(
                                                "/Font",
                                                "/XObject << /I << /Subtype /Image /Alternates [<< /Image 4 0 R >>] /OPI << /2.0 << /F ("
                                                        + canary
                                                        + "i) >> >> >> >> /Font"))));
        for (String name : HostileNames.CLIMBERS.subList(0, 8)) {
            String pdfName = name.replace("\\", "\\\\");
            all.add(
                    HostileFile.of(
                            family,
                            "x.pdf",
                            "an attachment whose name climbs",
                            () -> pdf("", attached(pdfName, flate(Made.utf8("text")))),
                            READ,
                            PARTIAL));
        }
    }

    private static void fonts(List<HostileFile> all) {
        String family = "font-damage";
        byte[] subset = sample("02-state-papers/decree-22-2008.pdf");
        for (String key : List.of("FontFile", "FontFile2", "FontFile3")) {
            for (int seed = 0; seed < 3; seed++) {
                byte[] noise = random(3_000, seed);
                add(
                        all,
                        family,
                        key + " of noise " + seed,
                        () ->
                                font(
                                        "/FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /"
                                                + key
                                                + " 5 0 R >>",
                                        stream(
                                                "/Length1 100 /Length2 9999999 /Length3 -1 /Subtype /OpenType",
                                                new String(noise, StandardCharsets.ISO_8859_1))));
            }
        }
        add(
                all,
                family,
                "a TrueType font whose tables lie beyond it",
                () ->
                        font(
                                "/FontDescriptor << /Type /FontDescriptor /FontName /X /Flags 4 /FontFile2 5 0 R >>",
                                stream(
                                        "",
                                        "\0\1\0\0\0\u0004\0\0\0\0\0\0glyf\0\0\0\0\u007F\u00FF\u00FF\u00FF\u007F\u00FF\u00FF\u00FFloca\0\0\0\0\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FFmaxp\0\0\0\0\0\0\0\0\0\0\0\0head\0\0\0\0\0\0\0\0\0\0\0\0")));
        add(
                all,
                family,
                "a ToUnicode map of four billion codes",
                () ->
                        font(
                                "/ToUnicode 5 0 R",
                                stream(
                                        "",
                                        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange 100 beginbfrange "
                                                + "<00000000> <7FFFFFFF> <0041> ".repeat(100)
                                                + "endbfrange endcmap end")));
        add(
                all,
                family,
                "a character map that uses itself",
                () ->
                        font(
                                "/Encoding 5 0 R /ToUnicode 5 0 R",
                                stream(
                                        "/Type /CMap /CMapName /X /UseCMap 5 0 R",
                                        "/X usecmap begincmap endcmap")));
        add(
                all,
                family,
                "a character map named like a path",
                () -> font("/Encoding /..#2f..#2f..#2fetc#2fpasswd", "null"));
        add(
                all,
                family,
                "widths of two billion letters",
                () -> font("/FirstChar -2147483648 /LastChar 2147483647 /Widths [1]", "null"));
        add(
                all,
                family,
                "a Type 3 font that draws itself",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        2,
                                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources 7 0 R >>",
                                        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /CharProcs << /a 6 0 R >> /Encoding << /Differences [0 "
                                                + "/a ".repeat(255)
                                                + "] >> /FirstChar 0 /LastChar 255 /Widths ["
                                                + "1 ".repeat(256)
                                                + "] /Resources 7 0 R >>",
                                        stream("", "BT /F 9 Tf (aaaa) Tj ET"),
                                        "<< /Font << /F 5 0 R >> >>")));
        for (double share : new double[] {0.3, 0.6, 0.9}) {
            add(all, family, "a good PDF cut at " + share, () -> start(subset, share));
        }
        for (int seed = 10; seed < 14; seed++) {
            int random = seed;
            add(
                    all,
                    family,
                    "a good PDF with 200 bytes changed, seed " + seed,
                    () -> {
                        byte[] copy = subset.clone();
                        var places = new java.util.Random(random);
                        for (int i = 0; i < 200; i++) {
                            copy[places.nextInt(copy.length)] = (byte) places.nextInt();
                        }
                        return copy;
                    });
        }
        for (String name : List.of("x.ttf", "x.otf", "x.woff", "x.pfb")) {
            String magic =
                    switch (name) {
                        case "x.ttf" -> "\0\1\0\0\u00FF\u00FF";
                        case "x.otf" -> "OTTO\u00FF\u00FF";
                        case "x.woff" -> "wOFF\u00FF\u00FF";
                        default -> "\u0080\1\u00FF\u00FF\u00FF\u007F%!PS-AdobeFont-1.0";
                    };
            all.add(
                    HostileFile.of(
                            family,
                            name,
                            "a font file that is all lies",
                            () -> Made.join(latin(magic), filled(2_000, 0xFF)),
                            DAMAGED,
                            UNKNOWN,
                            PARTIAL,
                            READ));
        }
    }

    private static byte[] font(String keys, String object) {
        return pdf(
                "",
                with(
                        PAGES,
                        2,
                        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /TrueType /BaseFont /X "
                                + keys
                                + " >> >> >> >>",
                        object));
    }

    private static void damage(List<HostileFile> all) {
        String family = "pdf-damage";
        byte[] good = pdf("", PAGES);
        String text = new String(good, StandardCharsets.ISO_8859_1);
        add(all, family, "only a header", () -> latin("%PDF-1.7\n"));
        add(all, family, "header and end", () -> latin("%PDF-1.7\n%%EOF\n"));
        add(all, family, "no header", () -> latin(text.substring(9)));
        add(all, family, "header behind 900 bytes of noise", () -> Made.join(filled(900, 0), good));
        add(
                all,
                family,
                "start of table beyond the end",
                () -> latin(text.replaceAll("startxref\n\\d+", "startxref\n99999999999999999999")));
        add(
                all,
                family,
                "start of table negative",
                () -> latin(text.replaceAll("startxref\n\\d+", "startxref\n-1")));
        add(all, family, "no catalogue", () -> latin(text.replace("/Root 1 0 R", "")));
        add(all, family, "catalogue is a number", () -> pdf("", with(PAGES, 0, "7")));
        add(all, family, "pages are a string", () -> pdf("", with(PAGES, 1, "(pages)")));
        add(
                all,
                family,
                "no pages",
                () -> pdf("", with(PAGES, 1, "<< /Type /Pages /Kids [] /Count 0 >>")));
        add(
                all,
                family,
                "kids that do not exist",
                () ->
                        pdf(
                                "",
                                with(
                                        PAGES,
                                        1,
                                        "<< /Type /Pages /Kids [99 0 R null 7 (x)] /Count 4 >>")));
        add(
                all,
                family,
                "object numbers of 19 digits",
                () -> latin(text.replace("3 0 R", "9999999999999999999 0 R")));
        add(
                all,
                family,
                "version nine",
                () -> latin(text.replace("%PDF-1.7", "%PDF-9999999999.9")));
        add(all, family, "a string that never ends", () -> latin(text.replace("(camp)", "(camp")));
        add(
                all,
                family,
                "a name of a million letters",
                () -> pdf("/" + "N".repeat(1_000_000) + " 1", PAGES));
        add(all, family, "a hundred ends", () -> latin(text + "startxref\n9\n%%EOF\n".repeat(100)));
        add(
                all,
                family,
                "title of control letters",
                () ->
                        pdf(
                                "/Info << /Title (\\000\\001\\033[2J<script>alert\\(1\\)</script>) /CreationDate (D:99999999999999) >>",
                                PAGES));
    }
}
