package org.haetae.sanctions;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The records of a list in XML, one after the other; no more than one is held.
///
/// A list has no document type, no entities of its own, and nothing that lies outside of it; what
/// has is refused. So is what is deeper, longer or not whole.
final class XmlRecords implements AutoCloseable {

    private static final int MOST_DEPTH = 40;
    private static final int MOST_TEXT = 200_000;
    private static final int MOST_ELEMENTS = 200_000;
    private static final long MOST_TOKEN = 8L << 20;
    private static final XMLInputFactory FACTORY = factory();

    private final String file;
    private final Metered in;
    private final XMLStreamReader reader;
    private final Element root;
    private final Set<String> records;
    private final ArrayDeque<String> path = new ArrayDeque<>();
    private long characters;
    private boolean ended;

    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> {
                    throw new XMLStreamException("it refers to something outside of itself");
                });
        return factory;
    }

    /// Bytes of a parser that must tell of something before it has taken too many.
    private static final class Metered extends FilterInputStream {
        private long taken;

        Metered(InputStream in) {
            super(in);
        }

        void told() {
            taken = 0;
        }

        private int count(int read) throws IOException {
            if (read > 0) {
                taken += read;
                if (taken > MOST_TOKEN) {
                    throw new IOException(
                            "a name, text or comment is longer than %,d bytes"
                                    .formatted(MOST_TOKEN));
                }
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] to, int from, int length) throws IOException {
            return count(super.read(to, from, length));
        }
    }

    /// @param file what it is called in messages
    /// @param records names of the elements that are handed out, by the name of the outermost one
    XmlRecords(String file, InputStream in, Function<String, Set<String>> records) {
        this.file = file;
        this.in = new Metered(in);
        try {
            this.reader = FACTORY.createXMLStreamReader(this.in);
            while (next() != XMLStreamConstants.START_ELEMENT) {
                // What stands before the root says nothing.
            }
        } catch (XMLStreamException e) {
            throw refused(e);
        }
        this.root = started();
        this.records = records.apply(root.name);
        path.push(root.name);
    }

    /// The outermost element, without what is in it.
    Element root() {
        return root;
    }

    /// The next record; empty at the end of a document that is whole.
    Optional<Element> record() {
        try {
            while (!ended) {
                switch (next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (records.contains(reader.getLocalName())) {
                            return Optional.of(whole());
                        }
                        deeper(path.size());
                        path.push(reader.getLocalName());
                    }
                    case XMLStreamConstants.END_ELEMENT -> path.pop();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
                            count(
                                    reader.getTextCharacters(),
                                    reader.getTextStart(),
                                    reader.getTextLength());
                    case XMLStreamConstants.END_DOCUMENT -> ended = true;
                    default -> {}
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }

    /// Characters up to here that are not space.
    long characters() {
        return characters;
    }

    private Element whole() throws XMLStreamException {
        var record = started();
        var open = new ArrayDeque<Element>();
        open.push(record);
        int elements = 1;
        while (!open.isEmpty()) {
            switch (next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    deeper(path.size() + open.size());
                    if (++elements > MOST_ELEMENTS) {
                        throw refused("one entry has more than %,d parts".formatted(MOST_ELEMENTS));
                    }
                    var child = started();
                    open.element().add(child);
                    open.push(child);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop().to = characters;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    var text = reader.getTextCharacters();
                    int start = reader.getTextStart();
                    int length = reader.getTextLength();
                    count(text, start, length);
                    var inner = open.element();
                    inner.append(text, start, length);
                    if (inner.length() > MOST_TEXT) {
                        throw refused(
                                "%s is longer than %,d characters"
                                        .formatted(inner.name, MOST_TEXT));
                    }
                }
                default -> {}
            }
        }
        return record;
    }

    private void count(char[] text, int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (!Entries.isSpace(text[i])) {
                characters++;
            }
        }
    }

    private Element started() {
        int count = reader.getAttributeCount();
        var attributes = count == 0 ? Map.<String, String>of() : new HashMap<String, String>();
        for (int i = 0; i < count; i++) {
            var value = reader.getAttributeValue(i);
            if (value.length() > MOST_TEXT) {
                throw refused(
                        "%s is longer than %,d characters"
                                .formatted(reader.getAttributeLocalName(i), MOST_TEXT));
            }
            attributes.put(reader.getAttributeLocalName(i), value);
        }
        return new Element(reader.getLocalName(), attributes, characters);
    }

    private int next() throws XMLStreamException {
        int event = reader.next();
        in.told();
        if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
            throw refused("it has a document type or entities of its own, which no list has");
        }
        return event;
    }

    private void deeper(int depth) {
        if (depth >= MOST_DEPTH) {
            throw refused("it is deeper than %d elements".formatted(MOST_DEPTH));
        }
    }

    /// That the list is no whole list, and where.
    ListRefused refused(String what) {
        return new ListRefused(
                "%s, line %d: %s".formatted(file, reader.getLocation().getLineNumber(), what));
    }

    private ListRefused refused(XMLStreamException e) {
        var message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        int said = message.indexOf("Message: ");
        var words = said < 0 ? message : message.substring(said + "Message: ".length());
        var where = e.getLocation();
        return new ListRefused(
                "%s%s: the XML is not whole or not well formed (%s)"
                        .formatted(
                                file,
                                where == null || where.getLineNumber() < 0
                                        ? ""
                                        : ", line " + where.getLineNumber(),
                                words.length() > 200 ? words.substring(0, 200) + "…" : words));
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException e) {
            throw refused(e);
        }
    }
}
