package org.haetae.extract.worker;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kr.dogfoot.hwpxlib.object.HWPXFile;
import kr.dogfoot.hwpxlib.object.content.section_xml.SectionXMLFile;
import kr.dogfoot.hwpxlib.reader.HWPXReader;
import kr.dogfoot.hwpxlib.tool.textextractor.TextExtractMethod;
import kr.dogfoot.hwpxlib.tool.textextractor.TextExtractor;
import kr.dogfoot.hwpxlib.tool.textextractor.TextMarks;

/// HWPX documents (KS X 6101) by hwpxlib; when that breaks, the text that stands in the XML of the
/// sections.
final class Hwpx {
    private static final int LARGEST_SECTION = 64 << 20;

    private Hwpx() {}

    static Verdict read(FileJob job) throws Exception {
        try (ZipFile zip = new ZipFile(job.content.path().toFile())) {
            if (isEncrypted(zip)) {
                return Tools.HWPXLIB.says(Outcome.LOCKED, "a password is needed to open it");
            }
            facts(zip, job.facts);
            return text(job, zip);
        }
    }

    private static boolean isEncrypted(ZipFile zip) throws IOException {
        ZipEntry manifest = zip.getEntry("META-INF/manifest.xml");
        if (manifest == null) {
            return false;
        }
        try (InputStream in = zip.getInputStream(manifest)) {
            String xml =
                    new String(in.readNBytes(1 << 20), java.nio.charset.StandardCharsets.UTF_8);
            return xml.contains("encryption-data");
        }
    }

    private static Verdict text(FileJob job, ZipFile zip) throws Exception {
        List<String> sections = new ArrayList<>();
        try {
            HWPXFile file = HWPXReader.fromFile(job.content.path().toFile());
            TextMarks marks =
                    new TextMarks()
                            .paraSeparatorAnd("\n")
                            .lineBreakAnd("\n")
                            .tabAnd("\t")
                            .tableRowSeparatorAnd("\n")
                            .tableCellSeparatorAnd("\t")
                            .tableStartAnd("\n")
                            .tableEndAnd("\n");
            for (SectionXMLFile section : file.sectionXMLFileList().items()) {
                sections.add(
                        TextExtractor.extractFrom(
                                section,
                                TextExtractMethod.InsertControlTextBetweenParagraphText,
                                marks));
            }
        } catch (LimitReached limit) {
            throw limit;
        } catch (Exception broken) {
            return fromXml(job, zip);
        }
        if (String.join("", sections).isBlank()) {
            return fromXml(job, zip);
        }
        hand(job, sections);
        return Tools.HWPXLIB.read();
    }

    private static void hand(FileJob job, List<String> sections) {
        for (int i = 0; i < sections.size(); i++) {
            job.pages.begin(sections.size() > 1 ? "section " + (i + 1) : null, true);
            job.pages.append(sections.get(i));
        }
        job.pages.end();
    }

    /// The words between the tags of each section, a line for each paragraph.
    private static Verdict fromXml(FileJob job, ZipFile zip) throws IOException {
        List<String> sections = new ArrayList<>();
        boolean whole = true;
        for (int i = 0; ; i++) {
            ZipEntry entry = zip.getEntry("Contents/section" + i + ".xml");
            if (entry == null) {
                break;
            }
            StringBuilder text = new StringBuilder();
            try (InputStream in = zip.getInputStream(entry)) {
                whole &= words(in, text);
            }
            sections.add(text.toString());
        }
        hand(job, sections);
        Verdict verdict = Tools.HAETAE.read();
        if (sections.isEmpty()) {
            return verdict.but(Outcome.DAMAGED, "it has no section that could be read");
        }
        return whole
                ? verdict
                : verdict.but(Outcome.PARTIAL, "a section is damaged; what came before was read");
    }

    private static boolean words(InputStream in, StringBuilder text) {
        try {
            XMLStreamReader reader =
                    Xml.factory().createXMLStreamReader(new Bounded(in, LARGEST_SECTION));
            boolean inText = false;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> {
                        inText = reader.getLocalName().equals("t");
                        if (reader.getLocalName().equals("tab")) {
                            text.append('\t');
                        }
                    }
                    case XMLStreamReader.END_ELEMENT -> {
                        inText = false;
                        String name = reader.getLocalName();
                        if (name.equals("p") || name.equals("lineBreak")) {
                            text.append('\n');
                        }
                    }
                    case XMLStreamReader.CHARACTERS -> {
                        if (inText) {
                            text.append(reader.getText());
                        }
                    }
                    default -> {
                        // Nothing else holds words.
                    }
                }
            }
            return true;
        } catch (XMLStreamException broken) {
            return false;
        }
    }

    private static void facts(ZipFile zip, Facts facts) throws IOException {
        ZipEntry content = zip.getEntry("Contents/content.hpf");
        if (content == null) {
            return;
        }
        try (InputStream in = zip.getInputStream(content)) {
            XMLStreamReader reader = Xml.factory().createXMLStreamReader(new Bounded(in, 1 << 20));
            String name = "";
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamReader.START_ELEMENT) {
                    String meta = reader.getAttributeValue(null, "name");
                    name =
                            reader.getLocalName().equals("meta")
                                    ? meta == null ? "" : meta
                                    : reader.getLocalName();
                } else if (event == XMLStreamReader.CHARACTERS && !reader.isWhiteSpace()) {
                    fact(name, reader.getText(), facts);
                }
            }
        } catch (XMLStreamException damaged) {
            facts.say("note", "the description could not be read");
        }
    }

    private static void fact(String name, String value, Facts facts) {
        switch (name) {
            case "title" -> facts.say("title", value);
            case "creator" -> facts.say("author", value);
            case "lastsaveby" -> facts.say("last-author", value);
            case "CreatedDate" -> facts.date("created", value);
            case "ModifiedDate" -> facts.date("modified", value);
            case "language" -> facts.say("declared-language", value);
            default -> facts.raw("hwpx:" + name, value);
        }
    }
}
