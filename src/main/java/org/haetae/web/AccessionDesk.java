package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Consent;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Incoming;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Receipt;
import org.haetae.archive.Receiving;
import org.haetae.archive.UnreadableSource;
import org.haetae.custody.Custody;
import org.haetae.custody.GivenBag;
import org.haetae.custody.GivenCrate;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.extract.Selection;
import org.haetae.packing.Parcel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Acts of taking material in: those that were, and a new one.
@Controller
final class AccessionDesk {
    private static final int PAGE = 100;
    private static final int ON_A_RECEIPT = 500;
    private static final Archive.Received NOTHING = new Archive.Received(0, 0, 0);

    private final Archive archive;
    private final Readings readings;
    private final Names names;
    private final Multipart multipart;
    private final Custody custody;

    AccessionDesk(Rooms rooms, Names names, Multipart multipart) {
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.names = names;
        this.multipart = multipart;
        this.custody = ItemDesk.custody(rooms);
    }

    @GetMapping("/accessions")
    @Needs(Permission.READ_ITEM)
    Answer list(@RequestParam(required = false) @Nullable UUID after, Visitor visitor) {
        Clearance by = visitor.clearance();
        List<Accession> found =
                archive.accessions(by, Optional.ofNullable(after).map(AccessionId::new), PAGE + 1);
        List<Accession> some = found.size() > PAGE ? found.subList(0, PAGE) : found;
        Map<AccessionId, Archive.Received> received =
                archive.received(by, some.stream().map(Accession::id).toList());
        List<Sheet.AccessionRow> rows = new ArrayList<>();
        for (Accession accession : some) {
            rows.add(
                    new Sheet.AccessionRow(
                            accession.id().toString(),
                            label(accession),
                            accession.givenBy(),
                            accession.openedAt(),
                            accession.complete(),
                            received.getOrDefault(accession.id(), NOTHING).all(),
                            names.compartments(visitor, accession.compartments())));
        }
        return new Sheet.Accessions(
                rows, found.size() > PAGE ? some.getLast().id().toString() : null);
    }

    @GetMapping("/accessions/{id}")
    @Needs(Permission.READ_ITEM)
    Answer show(
            @PathVariable UUID id, @RequestParam(defaultValue = "-1") long after, Visitor visitor) {
        Clearance by = visitor.clearance();
        Accession accession = find(by, id);
        List<Archive.Reception> found =
                archive.receptions(by, accession.id(), false, after, PAGE + 1);
        List<Archive.Reception> some = found.size() > PAGE ? found.subList(0, PAGE) : found;
        Archive.Received received =
                archive.received(by, List.of(accession.id())).getOrDefault(accession.id(), NOTHING);
        return new Sheet.Accession(
                id.toString(),
                label(accession),
                accession.source(),
                accession.givenBy(),
                accession.note().isBlank() ? null : accession.note(),
                names.actor(visitor, accession.actor()),
                accession.openedAt(),
                accession.complete() ? accession.openedAt() : null,
                names.compartments(visitor, accession.compartments()),
                received.all(),
                counts(by, accession.id(), received),
                rows(visitor, some),
                found.size() > PAGE ? Long.toString(some.getLast().position()) : null,
                GivenBag.of(archive, by, accession.id()).stream().map(AccessionDesk::bag).toList(),
                GivenCrate.of(archive, by, accession.id()).stream()
                        .map(AccessionDesk::crate)
                        .toList());
    }

    private static Sheet.Bag bag(GivenBag bag) {
        return new Sheet.Bag(
                bag.valid(),
                bag.version(),
                String.join(", ", bag.algorithms()),
                bag.files(),
                bag.proved(),
                bag.findings().stream()
                        .limit(PAGE)
                        .map(odd -> new Sheet.Fact(odd.code(), odd.subject()))
                        .toList());
    }

    private static Sheet.Crate crate(GivenCrate crate) {
        return new Sheet.Crate(
                crate.fits(),
                crate.path(),
                crate.described(),
                crate.matched(),
                stated(crate.about()),
                crate.statements().stream()
                        .limit(PAGE)
                        .map(
                                one ->
                                        new Sheet.Crate.Stated(
                                                one.path(),
                                                one.item().map(ItemId::toString).orElse(null),
                                                stated(one.facts())))
                        .toList(),
                crate.findings().stream()
                        .limit(PAGE)
                        .map(odd -> new Sheet.Fact(odd.code(), odd.subject()))
                        .toList());
    }

    private static List<Sheet.Fact> stated(Map<String, String> facts) {
        return new TreeMap<>(facts)
                .entrySet().stream()
                        .map(one -> new Sheet.Fact(one.getKey(), one.getValue()))
                        .toList();
    }

    private List<Sheet.Count> counts(Clearance by, AccessionId id, Archive.Received received) {
        List<Sheet.Count> counts = new ArrayList<>();
        long pending = readings.countWaiting(by, Readings.Wait.UNREAD, Optional.of(id));
        if (pending > 0) {
            counts.add(new Sheet.Count(Tellings.PENDING, pending));
        }
        counts.addAll(OutcomeDesk.counts(readings.count(by, Selection.ALL.in(id))));
        if (received.again() > 0) {
            counts.add(new Sheet.Count(Tellings.DUPLICATE, received.again()));
        }
        return counts;
    }

    @GetMapping("/accessions/new")
    @Needs(Permission.RECEIVE)
    Answer form(Visitor visitor) {
        return form(visitor, null);
    }

    private Sheet form(Visitor visitor, @Nullable String problem) {
        return new Sheet.Receive(
                names.choices(visitor),
                consents(visitor.clearance()).stream()
                        .map(
                                consent ->
                                        new Sheet.Choice(
                                                consent.id().toString(),
                                                Stream.of(consent.person(), consent.purpose())
                                                        .flatMap(Optional::stream)
                                                        .collect(Collectors.joining(": ")),
                                                false))
                        .toList(),
                problem);
    }

    /// Those that new material can be tied to.
    private List<Consent> consents(Clearance by) {
        return archive.consents().list(by).stream()
                .filter(consent -> consent.erased().isEmpty())
                .toList();
    }

    /// What was handed over, file by file. What could not be taken in stands on the first page.
    @GetMapping("/accessions/{id}/receipt")
    @Needs(Permission.RECEIVE)
    Answer receipt(
            @PathVariable UUID id, @RequestParam(defaultValue = "-1") long after, Visitor visitor) {
        Clearance by = visitor.clearance();
        Accession accession = find(by, id);
        List<Archive.Reception> found =
                archive.receptions(by, accession.id(), true, after, ON_A_RECEIPT + 1);
        boolean more = found.size() > ON_A_RECEIPT;
        List<Archive.Reception> some = more ? found.subList(0, ON_A_RECEIPT) : found;
        Map<ItemId, Sheet.Link> first = firsts(visitor, some);
        List<Sheet.ReceiptRow> rows = new ArrayList<>();
        if (after < 0) {
            for (Archive.Missing missing : archive.missing(by, accession.id())) {
                rows.add(
                        new Sheet.ReceiptRow(
                                missing.path(), null, 0, "failed", missing.reason(), null, null));
            }
        }
        for (Archive.Reception file : some) {
            rows.add(
                    new Sheet.ReceiptRow(
                            file.path(),
                            file.item().toString(),
                            file.bytes(),
                            file.again() ? Tellings.DUPLICATE : "received",
                            null,
                            file.sha256(),
                            file.again() ? first.get(file.item()) : null));
        }
        return new Sheet.Receipt(
                id.toString(),
                label(accession),
                accession.givenBy(),
                accession.openedAt(),
                archive.received(by, List.of(accession.id()))
                        .getOrDefault(accession.id(), NOTHING)
                        .files(),
                rows,
                more ? Long.toString(some.getLast().position()) : null);
    }

    /// The same as files that prove themselves: the list, signed by the home, for whoever gave it.
    @PostMapping("/accessions/{id}/receipt")
    @Needs(Permission.RECEIVE)
    void signedReceipt(@PathVariable UUID id, Visitor visitor, HttpServletResponse response)
            throws IOException {
        Accession accession = find(visitor.clearance(), id);
        ItemDesk.zip(response, "receipt-" + id);
        try (Parcel parcel = Parcel.zip(response.getOutputStream())) {
            custody.receipt(visitor.clearance(), accession.id(), parcel);
        }
    }

    /// For what was received again: where its bytes lay first, if the visitor may see that.
    private Map<ItemId, Sheet.Link> firsts(Visitor visitor, List<Archive.Reception> receptions) {
        List<ItemId> again =
                receptions.stream()
                        .filter(Archive.Reception::again)
                        .map(Archive.Reception::item)
                        .distinct()
                        .toList();
        Map<ItemId, Sheet.Link> firsts = new HashMap<>();
        for (Item item : archive.items(visitor.clearance(), again)) {
            firsts.put(item.id(), new Sheet.Link("/items/" + item.id(), item.path()));
        }
        return firsts;
    }

    /// Takes in what a form sends, file by file as it arrives. The fields come before the files, so
    /// the accession is open before the first byte.
    @PostMapping("/accessions")
    @Needs(Permission.RECEIVE)
    Answer receive(HttpServletRequest request, Visitor visitor) throws IOException {
        try (Handover handover = new Handover(visitor)) {
            multipart.read(request, handover);
            Optional<AccessionId> accession = handover.finish();
            return accession.isPresent()
                    ? new Answer.SeeOther("/accessions/" + accession.get() + "/receipt")
                    : new Answer.WithStatus(422, form(visitor, "receive.bad"));
        }
    }

    private final class Handover implements Multipart.Parts, AutoCloseable {
        private final Clearance by;
        private final Set<CompartmentId> compartments = new HashSet<>();
        private final Set<ConsentId> consents = new HashSet<>();
        private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
        private String source = "";
        private String givenBy = "";
        private String note = "";
        private boolean unfit;

        /// Whether the description of an RO-Crate came; one inside a ZIP is seen by `haetae add`
        /// only.
        private boolean crate;

        /// The same of a BagIt bag.
        private boolean bag;

        private @Nullable Accession accession;
        private @Nullable Receiving receiving;

        Handover(Visitor visitor) {
            this.by = visitor.clearance();
        }

        @Override
        public void field(String name, String value) {
            switch (name) {
                case "source" -> source = value.strip();
                case "givenBy" -> givenBy = value.strip();
                case "note" -> note = value.strip();
                case "compartment" -> compartment(value);
                case "consent" -> consent(value);
                default -> {
                    // Fields of no meaning here do nothing.
                }
            }
        }

        private void compartment(String value) {
            try {
                CompartmentId compartment = new CompartmentId(UUID.fromString(value));
                if (by.compartments().contains(compartment)) {
                    compartments.add(compartment);
                } else {
                    unfit = true;
                }
            } catch (IllegalArgumentException e) {
                unfit = true;
            }
        }

        private void consent(String value) {
            consents(by).stream()
                    .map(Consent::id)
                    .filter(id -> id.toString().equals(value))
                    .findFirst()
                    .ifPresentOrElse(consents::add, () -> unfit = true);
        }

        @Override
        public void file(String field, String name, InputStream content) throws IOException {
            if (unfit || compartments.isEmpty() || source.isEmpty()) {
                unfit = true;
                return;
            }
            crate |= GivenCrate.isOne(path(name));
            bag |= GivenBag.isOne(path(name));
            Receiving open = open();
            Accession into = open.accession();
            try {
                open.receive(
                        new Incoming(
                                path(name), Optional.empty(), Optional.empty(), Optional.empty()),
                        new Unclosed(content),
                        (Receipt receipt) -> {});
            } catch (UnreadableSource e) {
                archive.missing(by, into, path(name), "the sending broke off");
                throw e;
            }
        }

        private Receiving open() {
            Receiving open = receiving;
            if (open == null) {
                accession =
                        archive.open(
                                by,
                                new NewAccession(
                                        source, givenBy, note, compartments, "", consents));
                open = archive.receive(by, accession);
                receiving = open;
            }
            return open;
        }

        /// Ends the accession; empty when nothing was given that could be taken in.
        Optional<AccessionId> finish() throws IOException {
            Receiving open = receiving;
            if (open == null) {
                return Optional.empty();
            }
            open.flush();
            AccessionId id = open.accession().id();
            Accession into = open.accession();
            open.close();
            receiving = null;
            if (bag) {
                GivenBag.keepAll(archive, by, into, false);
            }
            if (crate) {
                GivenCrate.keepAll(archive, by, into);
            }
            archive.complete(by, id);
            return Optional.of(id);
        }

        @Override
        public void close() {
            Receiving open = receiving;
            if (open != null) {
                // What arrived whole before the connection broke is kept and accounted for.
                receiving = null;
                open.close();
            }
        }
    }

    /// The parts' stream is closed by the form's reader, once, when the part is done with.
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream stream) {
            super(stream);
        }

        @Override
        public void close() {}
    }

    /// The name as the browser gives it, as a path without ways out: kept as a fact, never a path
    /// of ours.
    private static String path(String name) {
        String path = name.replace('\\', '/').replace("\u0000", "");
        while (path.startsWith("/")) {
            path = path.substring(1);
        }
        return path.isEmpty() ? "unnamed" : path;
    }

    private Accession find(Clearance by, UUID id) {
        return archive.accession(by, new AccessionId(id))
                .orElseThrow(() -> Gone.orNotHere(archive, by, id));
    }

    private List<Sheet.OutcomeRow> rows(Visitor visitor, List<Archive.Reception> receptions) {
        Map<ItemId, ItemReading> read =
                readings.of(
                        visitor.clearance(),
                        receptions.stream().map(Archive.Reception::item).distinct().toList());
        Map<ItemId, Sheet.Link> firsts = firsts(visitor, receptions);
        return receptions.stream()
                .map(one -> row(one, read.get(one.item()), firsts.get(one.item())))
                .toList();
    }

    private static Sheet.OutcomeRow row(
            Archive.Reception one, @Nullable ItemReading reading, Sheet.@Nullable Link first) {
        return new Sheet.OutcomeRow(
                one.item().toString(),
                one.path(),
                one.parent().isPresent(),
                one.again() ? Tellings.DUPLICATE : Tellings.outcome(reading),
                one.again() ? null : Tellings.reason(reading),
                Tellings.type(reading),
                one.again() ? null : Tellings.tool(reading),
                one.again() || reading == null ? null : Duration.ofMillis(reading.millis()),
                one.bytes(),
                one.again() ? first : null);
    }

    static Sheet.OutcomeRow row(Item item, @Nullable ItemReading reading) {
        return new Sheet.OutcomeRow(
                item.id().toString(),
                item.path(),
                item.parent().isPresent(),
                Tellings.outcome(reading),
                Tellings.reason(reading),
                Tellings.type(reading),
                Tellings.tool(reading),
                reading == null ? null : Duration.ofMillis(reading.millis()),
                item.bytes(),
                null);
    }

    /// What people call an accession: its source, or else its number's beginning.
    static String label(Accession accession) {
        return accession.source().isBlank()
                ? accession.id().toString().substring(0, 8)
                : accession.source();
    }
}
