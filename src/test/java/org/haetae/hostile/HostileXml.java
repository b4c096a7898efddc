package org.haetae.hostile;

import static org.haetae.extract.worker.Outcome.DAMAGED;
import static org.haetae.extract.worker.Outcome.PARTIAL;
import static org.haetae.extract.worker.Outcome.READ;
import static org.haetae.extract.worker.Outcome.STOPPED;
import static org.haetae.extract.worker.Outcome.UNKNOWN;
import static org.haetae.hostile.Made.latin;
import static org.haetae.hostile.Made.sample;
import static org.haetae.hostile.Made.utf8;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// XML that fetches, unfolds or nests without end, in every kind of file that has XML inside.
final class HostileXml {

    /// A file that holds XML.
    ///
    /// @param around puts hostile XML into the file
    private record Holder(String name, String xml, String marker, Around around) {}

    @FunctionalInterface
    private interface Around {
        byte[] file(String xml);
    }

    /// @param doctype stands before the root
    /// @param insert stands within the first element of the marker's name
    private record Payload(String why, String doctype, String insert) {}

    private HostileXml() {}

    static List<HostileFile> all(String canary, Path secret) {
        List<HostileFile> all = new ArrayList<>();
        List<Holder> holders = holders();
        for (Holder holder : holders) {
            for (Payload payload : fetching(canary, secret)) {
                all.add(made("xxe", holder, payload));
            }
            for (Payload payload : unfolding()) {
                all.add(made("xml-bomb", holder, payload));
            }
        }
        deep(all);
        return all;
    }

    private static HostileFile made(String family, Holder holder, Payload payload) {
        return HostileFile.of(
                family,
                holder.name(),
                payload.why() + " in " + holder.name(),
                () -> holder.around().file(injected(holder, payload)),
                READ,
                PARTIAL,
                DAMAGED,
                STOPPED,
                UNKNOWN);
    }

    private static String injected(Holder holder, Payload payload) {
        String xml = holder.xml().replaceFirst("^\uFEFF?<\\?xml[^>]*\\?>\\s*", "");
        int marker = xml.indexOf(holder.marker());
        if (marker < 0) {
            throw new IllegalStateException("no " + holder.marker() + " in " + holder.name());
        }
        int at = xml.indexOf('>', marker) + 1;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + payload.doctype()
                + xml.substring(0, at)
                + payload.insert()
                + xml.substring(at);
    }

    private static List<Payload> fetching(String canary, Path secret) {
        String file = secret.toUri().toString();
        return List.of(
                new Payload(
                        "entity from a file",
                        "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + file + "\">]>\n",
                        "&x;"),
                new Payload(
                        "entity from the net",
                        "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + canary + "entity\">]>\n",
                        "&x;"),
                new Payload(
                        "parameter entity",
                        "<!DOCTYPE r [<!ENTITY % p SYSTEM \"" + canary + "p.dtd\"> %p;]>\n",
                        ""),
                new Payload("outside DTD", "<!DOCTYPE r SYSTEM \"" + canary + "r.dtd\">\n", ""),
                new Payload(
                        "XInclude and stylesheet",
                        "<?xml-stylesheet type=\"text/xsl\" href=\"" + canary + "x.xsl\"?>\n",
                        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\" href=\""
                                + file
                                + "\"/>"));
    }

    private static List<Payload> unfolding() {
        var laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY a0 \"웃음 laughter \">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(12)));
        }
        String big = "<!DOCTYPE r [<!ENTITY b \"" + "y".repeat(60_000) + "\">]>\n";
        return List.of(
                new Payload("a billion laughs", laughs + "]>\n", "&a11;"),
                new Payload("quadratic blow-up", big, "&b;".repeat(20_000)));
    }

    private static List<Holder> holders() {
        List<Holder> holders = new ArrayList<>();
        member(holders, "08-reports/legal-memo.docx", "word/document.xml", "<w:t");
        member(holders, "08-reports/legal-memo.docx", "docProps/core.xml", "<dc:title");
        member(holders, "08-reports/legal-memo.docx", "_rels/.rels", "<Relationships");
        member(holders, "08-reports/legal-memo.docx", "[Content_Types].xml", "<Types");
        member(holders, "04-lists/list-B-guard-notebook.xlsx", "xl/sharedStrings.xml", "<t");
        member(holders, "04-lists/list-B-guard-notebook.xlsx", "xl/worksheets/sheet1.xml", "<v");
        member(holders, "04-lists/list-B-guard-notebook.xlsx", "xl/workbook.xml", "<sheets");
        member(holders, "08-reports/briefing-eunbong-camp.pptx", "ppt/slides/slide1.xml", "<a:t");
        member(holders, "06-pictures/image-notes.odt", "content.xml", "<text:p");
        member(holders, "06-pictures/image-notes.odt", "meta.xml", "<dc:title");
        member(
                holders,
                "06-pictures/image-notes.odt",
                "META-INF/manifest.xml",
                "<manifest:manifest");
        member(holders, "04-lists/list-C-families-registry.ods", "content.xml", "<text:p");
        member(holders, "08-reports/handbook-en.epub", "book.opf", "<dc:title");
        member(holders, "08-reports/handbook-en.epub", "META-INF/container.xml", "<rootfiles");
        member(holders, "08-reports/handbook-en.epub", "text.xhtml", "<p");
        member(holders, "01-interviews/W-11-interview.hwpx", "Contents/section0.xml", "<hp:t");
        member(holders, "01-interviews/W-11-interview.hwpx", "Contents/content.hpf", "<opf:title");
        plain(
                holders,
                "x.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\"><text>t</text></svg>",
                "<text");
        plain(holders, "x.xml", "<r><t>t</t></r>", "<t");
        plain(
                holders,
                "x.xhtml",
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>t</title></head><body><p>t</p></body></html>",
                "<p");
        plain(
                holders,
                "x.rss",
                "<rss version=\"2.0\"><channel><title>t</title><item><title>i</title></item></channel></rss>",
                "<title");
        plain(
                holders,
                "x.kml",
                "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document><name>t</name></Document></kml>",
                "<name");
        plain(
                holders,
                "x.fb2",
                "<FictionBook xmlns=\"http://www.gribuser.ru/xml/fictionbook/2.0\"><body><p>t</p></body></FictionBook>",
                "<p");
        plain(
                holders,
                "x.plist",
                "<plist version=\"1.0\"><dict><key>k</key><string>t</string></dict></plist>",
                "<string");
        String xmp =
                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:format>t</dc:format></rdf:Description></rdf:RDF></x:xmpmeta>";
        holders.add(new Holder("xmp.jpg", xmp, "<dc:format", HostileImages::jpegWithXmp));
        holders.add(new Holder("xmp.pdf", xmp, "<dc:format", HostilePdfs::withXmp));
        holders.add(
                new Holder(
                        "xfa.pdf",
                        "<xdp:xdp xmlns:xdp=\"http://ns.adobe.com/xdp/\"><template><subform><field><value><text>t</text></value></field></subform></template></xdp:xdp>",
                        "<text",
                        HostilePdfs::withXfa));
        return holders;
    }

    private static void member(List<Holder> holders, String file, String member, String marker) {
        byte[] zip = sample(file);
        String xml = new String(HostileArchives.members(zip).get(member), StandardCharsets.UTF_8);
        String extension = file.substring(file.lastIndexOf('.'));
        String name = member.replaceAll("[^A-Za-z0-9.]", "_") + extension;
        holders.add(new Holder(name, xml, marker, hostile -> replaced(zip, member, utf8(hostile))));
    }

    private static void plain(List<Holder> holders, String name, String xml, String marker) {
        holders.add(new Holder(name, xml, marker, Made::utf8));
    }

    /// The same ZIP with another content of one member.
    static byte[] replaced(byte[] zip, String name, byte[] content) {
        var made = new RawZip();
        for (var member : HostileArchives.members(zip).entrySet()) {
            byte[] bytes = member.getKey().equals(name) ? content : member.getValue();
            if (member.getKey().equals("mimetype")) {
                made.stored("mimetype", bytes);
            } else {
                made.file(member.getKey(), bytes);
            }
        }
        return made.bytes();
    }

    // ---- Nesting

    private static void deep(List<HostileFile> all) {
        Map<String, UnaryOperator<String>> plain = new LinkedHashMap<>();
        int levels = 100_000;
        plain.put("arrays.json", t -> "[".repeat(levels) + "]".repeat(levels));
        plain.put("objects.json", t -> "{\"a\":".repeat(levels) + "1" + "}".repeat(levels));
        plain.put("open.json", t -> "[".repeat(levels));
        plain.put("deep.xml", t -> "<a>".repeat(levels) + t + "</a>".repeat(levels));
        plain.put("open.xml", t -> "<a>".repeat(levels));
        plain.put("attributes.xml", t -> "<a " + attributes(levels) + "/>");
        plain.put("deep.html", t -> "<html><body>" + "<div>".repeat(levels) + t);
        plain.put("tables.html", t -> "<html><body>" + "<table><tr><td>".repeat(20_000) + t);
        plain.put("fonts.html", t -> "<html><body>" + "<b><i><font color=red>".repeat(20_000) + t);
        plain.put("forms.html", t -> "<html><body>" + "<form><select><option>".repeat(20_000) + t);
        plain.put("lists.html", t -> "<html><body>" + "<ul><li>".repeat(50_000) + t);
        plain.put(
                "deep.svg",
                t ->
                        "<svg xmlns=\"http://www.w3.org/2000/svg\">"
                                + "<g>".repeat(levels)
                                + "</g>".repeat(levels)
                                + "</svg>");
        plain.put("quotes.md", t -> ">".repeat(levels) + t);
        plain.put("deep.yaml", t -> "- ".repeat(levels) + t);
        plain.put("lisp.txt", t -> "(".repeat(levels) + t);
        plain.put("deep.js", t -> "function f(){".repeat(levels));
        plain.put(
                "deep.rss",
                t ->
                        "<rss><channel>"
                                + "<item>".repeat(levels)
                                + "</item>".repeat(levels)
                                + "</channel></rss>");
        plain.put("one-line.csv", t -> (t + ",").repeat(300_000));
        plain.put("one-word.txt", t -> "a".repeat(8 << 20));
        plain.put("one-syllable.txt", t -> "가".repeat(2 << 20));
        plain.forEach(
                (name, text) ->
                        all.add(
                                HostileFile.of(
                                        "deep-nesting",
                                        name,
                                        "nesting or length without end in " + name,
                                        () -> utf8(text.apply("수용소 camp")),
                                        READ,
                                        PARTIAL,
                                        DAMAGED,
                                        STOPPED)));
        nestedMember(
                all,
                "08-reports/legal-memo.docx",
                "word/document.xml",
                "<w:body",
                "w:sdt><w:sdtContent",
                "w:sdtContent></w:sdt");
        nestedMember(all, "08-reports/legal-memo.docx", "word/document.xml", "<w:p", "w:r", "w:r");
        nestedMember(
                all,
                "06-pictures/image-notes.odt",
                "content.xml",
                "<text:p",
                "text:span",
                "text:span");
        nestedMember(
                all,
                "04-lists/list-C-families-registry.ods",
                "content.xml",
                "<text:p",
                "text:span",
                "text:span");
        nestedMember(all, "08-reports/handbook-en.epub", "text.xhtml", "<p", "b", "b");
        nestedMember(
                all,
                "01-interviews/W-11-interview.hwpx",
                "Contents/section0.xml",
                "<hp:t",
                "hp:t",
                "hp:t");
        nestedMember(
                all,
                "08-reports/briefing-eunbong-camp.pptx",
                "ppt/slides/slide1.xml",
                "<p:spTree",
                "p:grpSp",
                "p:grpSp");
        all.add(
                HostileFile.of(
                        "deep-nesting",
                        "deep.rtf",
                        "a hundred thousand groups",
                        () ->
                                latin(
                                        "{\\rtf1 "
                                                + "{".repeat(levels)
                                                + "x"
                                                + "}".repeat(levels)
                                                + "}"),
                        READ,
                        PARTIAL,
                        DAMAGED,
                        STOPPED));
    }

    private static String attributes(int count) {
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append('a').append(i).append("=\"\" ");
        }
        return out.toString();
    }

    private static void nestedMember(
            List<HostileFile> all,
            String file,
            String member,
            String marker,
            String open,
            String close) {
        int levels = 40_000;
        String name = "deep" + file.substring(file.lastIndexOf('.'));
        all.add(
                HostileFile.of(
                        "deep-nesting",
                        name,
                        "40,000 levels in " + member,
                        () -> {
                            byte[] zip = sample(file);
                            String xml =
                                    new String(
                                            HostileArchives.members(zip).get(member),
                                            StandardCharsets.UTF_8);
                            int at = xml.indexOf('>', xml.indexOf(marker)) + 1;
                            String hostile =
                                    xml.substring(0, at)
                                            + ("<" + open + ">").repeat(levels)
                                            + ("</" + close + ">").repeat(levels)
                                            + xml.substring(at);
                            return replaced(zip, member, utf8(hostile));
                        },
                        READ,
                        PARTIAL,
                        DAMAGED,
                        STOPPED));
    }
}
