package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.gzip;
import static org.haetae.hostile.Made.join;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.sample;
import static org.haetae.hostile.Made.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Files that ask their reader to contact someone or to open another file; and files that are two
/// things at once.
final class HostileReferences {

    private HostileReferences() {}

    static List<HostileFile> all(String canary, Path secret) {
        List<HostileFile> all = new ArrayList<>();
        outside(all, canary, secret.toString());
        polyglots(all);
        return all;
    }

    private static void outside(List<HostileFile> all, String c, String file) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("image.docx", related("image", c));
        files.put("template.docx", related("attachedTemplate", c));
        files.put("ole.docx", related("oleObject", c));
        files.put("frame.docx", related("frame", c));
        files.put("chunk.docx", related("aFChunk", c));
        files.put("file.docx", related("image", "file://" + file));
        files.put("share.docx", related("image", "\\\\127.0.0.1\\share\\x"));
        files.put(
                "link.xlsx",
                HostileArchives.withMember(
                        sample("04-lists/list-B-guard-notebook.xlsx"),
                        "xl/externalLinks/externalLink1.xml",
                        utf8(
                                "<externalLink xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><externalBook xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rId1\"/></externalLink>")));
        files.put(
                "connection.xlsx",
                HostileArchives.withMember(
                        sample("04-lists/list-B-guard-notebook.xlsx"),
                        "xl/connections.xml",
                        utf8(
                                "<connections xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><connection id=\"1\" name=\"x\" type=\"4\"><webPr url=\""
                                        + c
                                        + "\"/></connection></connections>")));
        files.put(
                "image.odt",
                odt(
                        "<draw:frame xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><draw:image xlink:href=\""
                                + c
                                + "i.png\" xlink:actuate=\"onLoad\"/></draw:frame>"));
        files.put(
                "section.odt",
                odt(
                        "<text:section-source xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"file://"
                                + file
                                + "\"/>"));
        files.put(
                "dde.odt",
                odt(
                        "<text:dde-connection-decl xmlns:office=\"o\" office:dde-application=\"cmd\" office:dde-topic=\"/c calc\"/>"));
        String svg =
                "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">%s</svg>";
        files.put(
                "image.svg",
                utf8(
                        svg.formatted(
                                "<image xlink:href=\""
                                        + c
                                        + "i.png\" width=\"9\" height=\"9\"/>")));
        files.put("use.svg", utf8(svg.formatted("<use xlink:href=\"" + c + "u.svg#a\"/>")));
        files.put(
                "font.svg",
                utf8(
                        svg.formatted(
                                "<style>@font-face{font-family:x;src:url("
                                        + c
                                        + "f)}@import url("
                                        + c
                                        + "c);</style><text>t</text>")));
        files.put(
                "script.svg",
                utf8(
                        svg.formatted(
                                "<script xlink:href=\""
                                        + c
                                        + "s.js\"/><script>fetch('"
                                        + c
                                        + "')</script>")));
        files.put(
                "foreign.svg",
                utf8(
                        svg.formatted(
                                "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"file://"
                                        + file
                                        + "\"/></foreignObject>")));
        files.put(
                "filter.svg",
                utf8(
                        svg.formatted(
                                "<filter id=\"f\"><feImage xlink:href=\""
                                        + c
                                        + "f\"/></filter><rect filter=\"url(#f)\"/>")));
        files.put(
                "tref.svg",
                utf8(svg.formatted("<text><tref xlink:href=\"file://" + file + "#x\"/></text>")));
        files.put(
                "page.html",
                utf8(
                        "<html><head><base href=\""
                                + c
                                + "\"><link rel=stylesheet href=a.css><link rel=preload href=b as=font><meta http-equiv=refresh content='0;url="
                                + c
                                + "m'></head><body background=bg><img src=i.png srcset='j.png 2x'><iframe src=f></iframe><object data=o></object><embed src=e><video src=v poster=p></video><script src=s.js></script></body></html>"));
        files.put(
                "frame.html",
                utf8("<html><frameset><frame src=\"file://" + file + "\"></frameset></html>"));
        files.put(
                "x.mht",
                utf8(
                        "From: x\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Location: "
                                + c
                                + "\n\n<img src="
                                + c
                                + "i>\n--b--\n"));
        files.put(
                "external.eml",
                utf8(
                        "From: a@x.example\nTo: b@x.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: message/external-body; access-type=URL; URL=\""
                                + c
                                + "body\"\n\nContent-Type: text/plain\n\n"));
        files.put(
                "ftp.eml",
                utf8(
                        "From: a@x.example\nTo: b@x.example\nSubject: s\nMIME-Version: 1.0\nContent-Type: message/external-body; access-type=anon-ftp; site=\"127.0.0.1\"; name=\"x\"\n\nContent-Type: text/plain\n\n"));
        files.put(
                "picture.rtf",
                latin(
                        "{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \""
                                + c
                                + "i.png\" \\\\d}{\\fldrslt x}}}"));
        files.put("template.rtf", latin("{\\rtf1{\\*\\template " + c + "t.dot}text}"));
        files.put(
                "include.rtf",
                latin("{\\rtf1{\\field{\\*\\fldinst INCLUDETEXT \"" + file + "\"}{\\fldrslt x}}}"));
        files.put(
                "dde.rtf",
                latin("{\\rtf1{\\field{\\*\\fldinst DDEAUTO cmd \"/c calc\"}{\\fldrslt x}}}"));
        files.put(
                "link.url",
                utf8("[InternetShortcut]\nURL=" + c + "\nIconFile=\\\\127.0.0.1\\x\\y.ico\n"));
        files.put(
                "x.desktop",
                utf8("[Desktop Entry]\nType=Application\nExec=touch /tmp/haetae-escape\nName=x\n"));
        files.put("list.m3u", utf8("#EXTM3U\n" + c + "a.mp3\nfile://" + file + "\n"));
        files.put(
                "list.m3u8",
                utf8(
                        "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\""
                                + c
                                + "k\"\n#EXTINF:1,\n"
                                + c
                                + "a.ts\n"));
        files.put(
                "event.ics",
                utf8(
                        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTACH:"
                                + c
                                + "a\nSUMMARY:s\nEND:VEVENT\nEND:VCALENDAR\n"));
        files.put(
                "card.vcf", utf8("BEGIN:VCARD\nVERSION:4.0\nFN:x\nPHOTO:" + c + "p\nEND:VCARD\n"));
        files.put(
                "net.kml",
                utf8(
                        "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><NetworkLink><Link><href>"
                                + c
                                + "k</href></Link></NetworkLink></kml>"));
        files.put(
                "opf.epub",
                HostileArchives.withMember(
                        sample("08-reports/handbook-en.epub"),
                        "remote.xhtml",
                        utf8(
                                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><img src=\""
                                        + c
                                        + "i\"/></body></html>")));
        files.forEach(
                (name, bytes) ->
                        all.add(
                                HostileFile.of(
                                        "outside-reference",
                                        name,
                                        "asks to fetch or open: " + name,
                                        () -> bytes,
                                        READ,
                                        PARTIAL,
                                        DAMAGED,
                                        UNKNOWN)));
    }

    private static byte[] related(String type, String target) {
        return related(type, target, "External");
    }

    /// A DOCX whose text is related to something.
    ///
    /// @param mode `Internal` or `External`
    static byte[] related(String type, String target, String mode) {
        String name = "word/_rels/document.xml.rels";
        byte[] docx = sample("08-reports/legal-memo.docx");
        String old =
                new String(
                        HostileArchives.members(docx).getOrDefault(name, new byte[0]),
                        StandardCharsets.UTF_8);
        String relation =
                "<Relationship Id=\"rIdOut\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                        + type
                        + "\" Target=\""
                        + target
                        + "\" TargetMode=\""
                        + mode
                        + "\"/></Relationships>";
        return HostileXml.replaced(docx, name, utf8(old.replace("</Relationships>", relation)));
    }

    private static byte[] odt(String insert) {
        byte[] odt = sample("06-pictures/image-notes.odt");
        String xml =
                new String(HostileArchives.members(odt).get("content.xml"), StandardCharsets.UTF_8);
        return HostileXml.replaced(
                odt, "content.xml", utf8(xml.replace("</office:text>", insert + "</office:text>")));
    }

    private static void polyglots(List<HostileFile> all) {
        byte[] zip = new RawZip().file("a.txt", utf8("in the archive")).bytes();
        byte[] pdf = HostilePdfs.pdf("", HostilePdfs.PAGES);
        byte[] html = utf8("<html><body><script>alert(1)</script>camp</body></html>");
        byte[] jpeg = sample("06-pictures/heixi-bridge.jpg");
        byte[] png = sample("06-pictures/sketch-of-the-camp-W-03.png");
        byte[] gif =
                latin(
                        "GIF89a/*\0\u0080\0\0\u00FF\u00FF\u00FF\0\0\0!\u00F9\4\0\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;*/=alert(1)//");
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("pdf+zip.pdf", join(pdf, zip));
        files.put("pdf+zip.zip", join(pdf, zip));
        files.put("zip+pdf.pdf", join(zip, pdf));
        files.put("gif+js.gif", gif);
        files.put("gif+js.js", gif);
        files.put("html+jpeg.jpg", join(html, jpeg));
        files.put("jpeg+html.html", join(jpeg, html));
        files.put("jpeg+zip.jpg", join(jpeg, zip));
        files.put("jpeg+zip.zip", join(jpeg, zip));
        files.put("png+html.png", join(png, html));
        files.put("png+html.html", join(png, html));
        files.put("jpeg+pdf.pdf", join(jpeg, pdf));
        files.put("docx+html.html", join(sample("08-reports/legal-memo.docx"), html));
        files.put("gz+zip.gz", join(gzip(utf8("text")), zip));
        files.put("tar+zip.tar", join(new RawTar().file("a", utf8("x")).bytes(), zip));
        files.put(
                "eml+pdf.eml",
                join(utf8("From: a@x.example\nTo: b@x.example\nSubject: s\n\n"), pdf));
        files.put("php+jpeg.php", join(utf8("<?php system('id'); ?>"), jpeg));
        files.put("sh+zip.sh", join(utf8("#!/bin/sh\ntouch /tmp/haetae-escape\nexit\n"), zip));
        files.put("exe+zip.exe", join(latin("MZ\u0090\0"), new byte[60], zip));
        files.put(
                "svg+html.svg",
                utf8(
                        "<svg xmlns=\"http://www.w3.org/2000/svg\"><foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\" onload=\"alert(1)\"/></foreignObject></svg>"));
        files.put("rtf+zip.rtf", join(latin("{\\rtf1 camp}"), zip));
        files.put("mp3+html.mp3", join(sample("01-interviews/W-14-call.mp3"), html));
        files.put("pdf-in-html.html", join(utf8("<html><!--"), pdf, utf8("--><body>camp")));
        files.put("docx-as.hwp", sample("08-reports/legal-memo.docx"));
        files.put("hwp-as.docx", sample("01-interviews/W-07-interview.hwp"));
        files.put("jpeg-as.txt", jpeg);
        files.forEach(
                (name, bytes) ->
                        all.add(
                                HostileFile.of(
                                        "polyglot",
                                        name,
                                        "two formats at once: " + name,
                                        () -> bytes,
                                        READ,
                                        PARTIAL,
                                        DAMAGED,
                                        UNKNOWN)));
    }
}
