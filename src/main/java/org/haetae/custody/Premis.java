package org.haetae.custody;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.haetae.access.ActorId;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Item;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;

/// Writes what is known of items and what became of them as PREMIS 3.0 (Library of Congress, 2016):
/// an object for each item, an event for each entry of the ledger, an agent for each actor, known
/// by pseudonym alone.
///
/// A description in the words of archivists: what proves it are the entries, whose numbers stand in
/// it. The order is the schema's: all objects, then all events, then all agents.
final class Premis {

    static final String NAMESPACE = "http://www.loc.gov/premis/v3";

    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String VOCABULARY = "http://id.loc.gov/vocabulary/preservation/";
    private static final String OWN = "haetae";
    private static final Map<Act, Type> TYPES = types();

    /// Objects whose histories are held in memory together.
    private static final int AT_ONCE = 500;

    /// A term of the Library of Congress's list of event types, and its place in it.
    private record Type(String code, String label) {}

    /// One thing that is described.
    ///
    /// @param item what was received
    /// @param format media type of the plain bytes
    /// @param plain whether more is told than of the sealed bytes: name, length and digest
    record Described(Item item, Optional<String> format, boolean plain) {}

    /// Hands over what is described, as often as it is asked.
    @FunctionalInterface
    interface Source {
        void each(Taker taker) throws IOException;
    }

    /// Takes one thing after the other.
    @FunctionalInterface
    interface Taker {
        void take(Described one) throws IOException;
    }

    private final Ledger ledger;
    private final String origin;
    private final long below;
    private final Set<ActorId> agents = new LinkedHashSet<>();

    /// @param origin name of the log
    /// @param below entries before this position are told
    Premis(Ledger ledger, String origin, long below) {
        this.ledger = ledger;
        this.origin = origin;
        this.below = below;
    }

    /// Where each act stands in the list of event types. What has no like there keeps its own name.
    private static Map<Act, Type> types() {
        Map<Act, Type> types = new EnumMap<>(Act.class);
        types.put(Act.RECEIVED, new Type("ing", "ingestion"));
        types.put(Act.RECEIVED_AGAIN, new Type("ing", "ingestion"));
        types.put(Act.ACCESSION_OPENED, new Type("ins", "ingestion start"));
        types.put(Act.ACCESSION_CLOSED, new Type("ine", "ingestion end"));
        types.put(Act.LINKED, new Type("mem", "metadata modification"));
        types.put(Act.READ, new Type("mee", "metadata extraction"));
        types.put(Act.VIEWED, new Type("dsp", "displaying"));
        types.put(Act.DOWNLOADED, new Type("dis", "dissemination"));
        types.put(Act.EXPORTED, new Type("exp", "exporting"));
        types.put(Act.DISCLOSED, new Type("dis", "dissemination"));
        types.put(Act.BOUND, new Type("poa", "policy assignment"));
        types.put(Act.HELD, new Type("poa", "policy assignment"));
        types.put(Act.RELEASED, new Type("poa", "policy assignment"));
        types.put(Act.ERASED, new Type("del", "deletion"));
        types.put(Act.VERIFIED, new Type("fix", "fixity check"));
        types.put(Act.RESTORED, new Type("rec", "recovery"));
        types.put(Act.REPAIRED, new Type("rec", "recovery"));
        types.put(Act.BACKED_UP, new Type("rep", "replication"));
        return types;
    }

    /// @param accession described too, with its own events; the items are those received with it
    void write(OutputStream out, Optional<AccessionId> accession, Source items) throws IOException {
        try {
            XMLStreamWriter xml =
                    XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
            new Document(xml).write(accession, items);
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException("writing PREMIS", e);
        }
    }

    private final class Document {
        private final XMLStreamWriter xml;

        Document(XMLStreamWriter xml) {
            this.xml = xml;
        }

        void write(Optional<AccessionId> accession, Source items)
                throws XMLStreamException, IOException {
            xml.writeStartDocument("UTF-8", "1.0");
            xml.setDefaultNamespace(NAMESPACE);
            xml.writeStartElement(NAMESPACE, "premis");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeNamespace("xsi", XSI);
            xml.writeAttribute("version", "3.0");
            if (accession.isPresent()) {
                accession(accession.get());
            }
            items.each(one -> unchecked(() -> object(one)));
            List<UUID> some = new ArrayList<>();
            accession.ifPresent(id -> some.add(id.value()));
            items.each(
                    one -> {
                        some.add(one.item().id().value());
                        if (some.size() == AT_ONCE) {
                            unchecked(() -> events(some));
                            some.clear();
                        }
                    });
            events(some);
            for (ActorId agent : agents) {
                agent(agent);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
        }

        private void accession(AccessionId id) throws XMLStreamException {
            start("object");
            xml.writeAttribute("xsi", XSI, "type", "intellectualEntity");
            identifier("object", id.value());
            end();
        }

        private void object(Described one) throws XMLStreamException {
            Item item = one.item();
            start("object");
            xml.writeAttribute("xsi", XSI, "type", "file");
            identifier("object", item.id().value());
            if (one.plain()) {
                characteristics(0, item.sha256(), item.bytes(), one.format().orElse("unknown"));
            }
            // The same once more, wrapped: level 1 is what has to be opened to come to level 0.
            characteristics(1, item.sealedSha256(), item.sealedBytes(), "age-encryption.org/v1");
            if (one.plain()) {
                text("originalName", visible(item.path()));
            }
            if (item.parent().isPresent()) {
                partOf(item.parent().get().value());
            }
            partOf(item.accession().value());
            end();
        }

        private void characteristics(int level, String sha256, long bytes, String format)
                throws XMLStreamException {
            start("objectCharacteristics");
            text("compositionLevel", Integer.toString(level));
            start("fixity");
            term("messageDigestAlgorithm", "cryptographicHashFunctions", "sha256", "SHA-256");
            text("messageDigest", sha256);
            end();
            text("size", Long.toString(bytes));
            start("format");
            start("formatDesignation");
            text("formatName", visible(format));
            end();
            end();
            if (level > 0) {
                start("inhibitors");
                text("inhibitorType", "age X25519");
                text("inhibitorTarget", "all content");
                end();
            }
            end();
        }

        private void partOf(UUID whole) throws XMLStreamException {
            start("relationship");
            text("relationshipType", "structural");
            text("relationshipSubType", "is part of");
            identifier("relatedObject", whole);
            end();
        }

        private void events(List<UUID> objects) throws XMLStreamException {
            for (List<Recorded> history : ledger.histories(objects, below).values()) {
                for (Recorded recorded : history) {
                    event(recorded);
                }
            }
        }

        private void event(Recorded recorded) throws XMLStreamException {
            Entry entry = recorded.entry();
            agents.add(entry.actor());
            start("event");
            identifier("event", entry.id());
            Type type = TYPES.get(entry.act());
            if (type == null) {
                xml.writeStartElement(NAMESPACE, "eventType");
                xml.writeAttribute("authority", OWN);
                xml.writeCharacters(words(entry.act()));
                end();
            } else {
                term("eventType", "eventType", type.code(), type.label());
            }
            text("eventDateTime", entry.time().toString());
            start("eventDetailInformation");
            text(
                    "eventDetail",
                    "%s, entry %d of the log %s"
                            .formatted(words(entry.act()), recorded.position(), origin));
            end();
            start("eventOutcomeInformation");
            if (entry.act() == Act.VERIFIED) {
                boolean held = entry.code() == 0;
                term(
                        "eventOutcome",
                        "eventOutcome",
                        held ? "suc" : "fai",
                        held ? "success" : "fail");
            } else {
                text("eventOutcome", "code " + entry.code());
            }
            end();
            identifier("linkingAgent", entry.actor().value());
            identifier("linkingObject", entry.object());
            end();
        }

        private void agent(ActorId actor) throws XMLStreamException {
            boolean software = actor.equals(ActorId.SYSTEM);
            start("agent");
            identifier("agent", actor.value());
            if (software) {
                text("agentName", "Haetae");
            }
            text("agentType", software ? "software" : "person");
            if (!software) {
                text("agentNote", "known here by this pseudonym alone");
            }
            end();
        }

        // ---- elements

        private void identifier(String of, UUID id) throws XMLStreamException {
            start(of + "Identifier");
            text(of + "IdentifierType", "UUID");
            text(of + "IdentifierValue", id.toString());
            end();
        }

        private void term(String element, String list, String code, String label)
                throws XMLStreamException {
            start(element);
            xml.writeAttribute("authority", list);
            xml.writeAttribute("authorityURI", VOCABULARY + list);
            xml.writeAttribute("valueURI", VOCABULARY + list + "/" + code);
            xml.writeCharacters(label);
            end();
        }

        private void text(String element, String text) throws XMLStreamException {
            start(element);
            xml.writeCharacters(text);
            end();
        }

        private void start(String element) throws XMLStreamException {
            xml.writeStartElement(NAMESPACE, element);
        }

        private void end() throws XMLStreamException {
            xml.writeEndElement();
        }
    }

    private static String words(Act act) {
        return act.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /// XML 1.0 has no place for control characters and halves of pairs; what a path was exactly is
    /// in the item's opening.
    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints()
                .map(
                        c ->
                                c < 0x20 && "\t\n\r".indexOf(c) < 0
                                                || Character.getType(c) == Character.SURROGATE
                                                || c == 0xFFFE
                                                || c == 0xFFFF
                                        ? 0xFFFD
                                        : c)
                .forEach(visible::appendCodePoint);
        return visible.toString();
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws XMLStreamException;
    }

    private static void unchecked(Writing writing) throws IOException {
        try {
            writing.run();
        } catch (XMLStreamException e) {
            throw new IOException("writing PREMIS", e);
        }
    }

    /// A list that is at hand.
    static Source of(List<Described> all) {
        return taker -> {
            for (Described one : all) {
                taker.take(one);
            }
        };
    }
}
