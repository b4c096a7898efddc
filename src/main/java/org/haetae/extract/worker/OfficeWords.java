package org.haetae.extract.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/// The words of an Office Open XML document whose package the proper reader refuses: a member
/// without a declared type, a broken relation, an end that is missing. Each member with words is
/// read by itself, in the order in which the document shows them, as far as it goes.
final class OfficeWords {
    private static final int LARGEST = 32 << 20;
    private static final long MOST = 64L << 20;

    private static final Pattern WORDS =
            Pattern.compile(
                    "word/(document|footnotes|endnotes|comments|header\\d*|footer\\d*)\\.xml"
                            + "|ppt/(slides/slide|notesslides/notesslide|comments/comment)\\d+\\.xml"
                            + "|xl/(sharedstrings\\.xml|(worksheets/sheet|comments)\\d*\\.xml)");

    private static final Pattern NUMBER = Pattern.compile("(\\d+)\\.xml$");

    private final FileJob job;
    private final Map<String, byte[]> members = new TreeMap<>(OfficeWords::inOrder);
    private final Map<String, String> names = new TreeMap<>();
    private boolean whole = true;

    private OfficeWords(FileJob job) {
        this.job = job;
    }

    /// Whether this is an office package, whatever state it is in.
    static boolean isOffice(String mediaType) {
        return mediaType.contains("openxmlformats-officedocument")
                || mediaType.contains("macroenabled")
                || mediaType.equals("application/x-tika-ooxml");
    }

    /// Reads what can be read, and says how; the verdict as it was when there is nothing.
    static Verdict read(FileJob job, Verdict refused) {
        OfficeWords office = new OfficeWords(job);
        office.gather();
        office.hand();
        return job.pages.written() == 0
                ? refused
                : Tools.HAETAE.says(
                        Outcome.PARTIAL,
                        office.whole
                                ? "the package is not put together as the format has it; the words in it were read"
                                : "the package is damaged; the words that are left in it were read");
    }

    /// From the start of the file, since the directory at its end may be what is broken.
    private void gather() {
        long gathered = 0;
        try (ZipArchiveInputStream in =
                new ZipArchiveInputStream(job.content.open(), "UTF-8", true, true)) {
            for (ZipArchiveEntry entry = in.getNextEntry();
                    entry != null && gathered < MOST;
                    entry = in.getNextEntry()) {
                String name = entry.getName().toLowerCase(Locale.ROOT);
                if (WORDS.matcher(name).matches()) {
                    byte[] bytes = upToDamage(in);
                    gathered += bytes.length;
                    members.putIfAbsent(name, bytes);
                    names.putIfAbsent(name, entry.getName());
                }
            }
        } catch (IOException | RuntimeException damaged) {
            whole = false;
        }
    }

    private byte[] upToDamage(InputStream in) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        byte[] buffer = new byte[8 << 10];
        try {
            for (int read = in.read(buffer);
                    read >= 0 && out.size() < LARGEST;
                    read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException | RuntimeException damaged) {
            whole = false;
        }
        return out.toByteArray();
    }

    private void hand() {
        List<String> shared = new ArrayList<>();
        byte[] strings = members.get("xl/sharedstrings.xml");
        if (strings != null) {
            words(strings, List.of(), shared);
        }
        for (Map.Entry<String, byte[]> member : members.entrySet()) {
            String name = member.getKey();
            List<String> lines = new ArrayList<>();
            words(member.getValue(), shared, lines);
            job.read(names.getOrDefault(name, name));
            boolean sheets = members.keySet().stream().anyMatch(key -> key.contains("/sheet"));
            if (name.equals("xl/sharedstrings.xml") && sheets) {
                continue;
            }
            String text = String.join("\n", lines);
            if (!text.isBlank()) {
                job.pages.begin(label(name), true);
                job.pages.append(text);
                job.pages.end();
            }
        }
    }

    private static @org.jspecify.annotations.Nullable String label(String name) {
        Matcher number = NUMBER.matcher(name);
        String which = number.find() ? " " + number.group(1) : "";
        return name.contains("slides/slide")
                ? "slide" + which
                : name.contains("/sheet") ? "sheet" + which : null;
    }

    /// A line for each paragraph, string or row. Stops where the XML breaks.
    private void words(byte[] xml, List<String> shared, List<String> lines) {
        StringBuilder line = new StringBuilder();
        try {
            XMLStreamReader reader =
                    Xml.factory().createXMLStreamReader(new ByteArrayInputStream(xml));
            boolean inText = false;
            boolean isShared = false;
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> {
                        String name = reader.getLocalName();
                        inText = name.equals("t") || name.equals("delText") || name.equals("v");
                        if (name.equals("c")) {
                            isShared = "s".equals(reader.getAttributeValue(null, "t"));
                        }
                        line.append(name.equals("tab") ? "\t" : name.equals("br") ? "\n" : "");
                    }
                    case XMLStreamReader.END_ELEMENT -> {
                        inText = false;
                        switch (reader.getLocalName()) {
                            case "p", "si", "row" -> {
                                lines.add(line.toString());
                                line.setLength(0);
                            }
                            case "c", "tc" -> line.append('\t');
                            default -> {
                                // Goes on in the same line.
                            }
                        }
                    }
                    case XMLStreamReader.CHARACTERS -> {
                        if (inText) {
                            line.append(isShared ? of(shared, reader.getText()) : reader.getText());
                        }
                    }
                    default -> {
                        // Nothing else holds words.
                    }
                }
            }
        } catch (XMLStreamException broken) {
            whole = false;
        }
        lines.add(line.toString());
    }

    private static String of(List<String> shared, String index) {
        try {
            return shared.get(Integer.parseInt(index.strip()));
        } catch (NumberFormatException | IndexOutOfBoundsException unknown) {
            return index;
        }
    }

    /// The body before notes and headers; `slide2` before `slide10`.
    private static int inOrder(String one, String other) {
        int byBody = Boolean.compare(isBody(other), isBody(one));
        if (byBody != 0) {
            return byBody;
        }
        int byStem =
                NUMBER.matcher(one).replaceAll("").compareTo(NUMBER.matcher(other).replaceAll(""));
        if (byStem != 0) {
            return byStem;
        }
        int byNumber = Long.compare(number(one), number(other));
        return byNumber != 0 ? byNumber : one.compareTo(other);
    }

    private static boolean isBody(String name) {
        return name.contains("/document")
                || name.contains("slides/slide")
                || name.contains("/sheet");
    }

    private static long number(String name) {
        Matcher number = NUMBER.matcher(name);
        return number.find() && number.group(1).length() < 10 ? Long.parseLong(number.group(1)) : 0;
    }
}
