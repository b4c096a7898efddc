package org.haetae.extract.worker;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// The simple properties of an XMP packet.
final class Xmp {
    private static final Map<String, String> NAMES =
            Map.of(
                    "title", "title",
                    "creator", "author",
                    "CreateDate", "created",
                    "ModifyDate", "modified",
                    "CreatorTool", "application");

    private Xmp() {}

    static void read(byte[] packet, Facts facts) {
        Deque<String> path = new ArrayDeque<>();
        try {
            XMLStreamReader reader =
                    Xml.factory().createXMLStreamReader(new ByteArrayInputStream(packet));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamReader.START_ELEMENT -> {
                        path.push(reader.getLocalName());
                        for (int i = 0; i < reader.getAttributeCount(); i++) {
                            say(
                                    reader.getAttributeLocalName(i),
                                    reader.getAttributeValue(i),
                                    facts);
                        }
                    }
                    case XMLStreamReader.END_ELEMENT -> path.poll();
                    case XMLStreamReader.CHARACTERS -> {
                        if (!reader.isWhiteSpace()) {
                            say(property(path), reader.getText(), facts);
                        }
                    }
                    default -> {
                        // Comments and instructions say nothing of the document.
                    }
                }
            }
        } catch (XMLStreamException broken) {
            facts.say("note", "the XMP metadata could not be read whole");
        }
    }

    /// The innermost element that is not a mere list of RDF.
    private static @Nullable String property(Deque<String> path) {
        for (String step : path) {
            if (!step.equals("li")
                    && !step.equals("Seq")
                    && !step.equals("Bag")
                    && !step.equals("Alt")) {
                return step;
            }
        }
        return null;
    }

    private static void say(@Nullable String name, String value, Facts facts) {
        if (name == null || value.isBlank() || name.equals("about") || name.equals("lang")) {
            return;
        }
        facts.raw("xmp:" + name, value);
        String own = NAMES.get(name);
        if (own == null || facts.has(own)) {
            return;
        }
        if (own.equals("created") || own.equals("modified")) {
            facts.date(own, value);
        } else {
            facts.say(own, value);
        }
    }
}
