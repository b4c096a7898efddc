package org.haetae.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Accession;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Use;
import org.haetae.custody.Custody;
import org.haetae.exchange.AnnotationExport;
import org.haetae.exchange.Exports;
import org.haetae.extract.ItemReading;
import org.haetae.extract.PageImage;
import org.haetae.extract.PageImages;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.packing.Parcel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// One item: its words by page with the hits of a search, its pages as images, what is known of it
/// and what happened to it. The original leaves only as an attachment.
@Controller
final class ItemDesk {
    /// Facts that have a name of ours, in the order in which they are shown. What was found of a
    /// file's own proofs, and by what.
    private static final String CREDENTIAL = "credential";

    private static final String CREDENTIAL_TOOL = "credential-tool";

    private static final List<String> FACTS =
            List.of(
                    "title",
                    "subject",
                    "sender",
                    "recipient",
                    "date",
                    "created",
                    "modified",
                    "author",
                    "last-author",
                    "organisation",
                    "publisher",
                    "application",
                    "camera",
                    "place",
                    "width",
                    "height",
                    "declared-language");

    static final String BLOB_POLICY = "default-src 'none'; sandbox";
    private static final String PICTURE_POLICY = "default-src 'none'; sandbox";
    private static final int MOST_KIN = 200;

    /// How many are shown on each side of an item in a container of more.
    private static final int NEIGHBOURS = 10;

    private final Archive archive;
    private final Readings readings;
    private final Renditions renditions;
    private final PageImages images;
    private final Acts acts;
    private final Names names;
    private final Hits hits;
    private final Custody custody;
    private final Citing citing;
    private final Exports exports;

    ItemDesk(Rooms rooms, Acts acts, Names names, Hits hits) {
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.renditions = rooms.renditions();
        this.images = rooms.images();
        this.acts = acts;
        this.names = names;
        this.hits = hits;
        this.custody = custody(rooms);
        this.citing = new Citing(rooms, names);
        this.exports =
                new Exports(
                        rooms.casebook(),
                        rooms.archive().uses(),
                        rooms.database(),
                        rooms.ledger(),
                        rooms.clock());
    }

    static Custody custody(Rooms rooms) {
        return new Custody(
                rooms.database(),
                rooms.ledger(),
                rooms.archive(),
                rooms.readings()::mediaTypes,
                rooms.clock());
    }

    @GetMapping("/items/{id}")
    @Needs(Permission.READ_ITEM)
    Answer item(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID search,
            @RequestParam(defaultValue = "-1") long after,
            @RequestParam Map<String, String> saved,
            Visitor visitor)
            throws IOException {
        return show(visitor, new ItemId(id), 0, search, 1, after, saved);
    }

    @GetMapping("/items/{id}/pages/{page:[0-9]{1,6}}")
    @Needs(Permission.READ_ITEM)
    Answer page(
            @PathVariable UUID id,
            @PathVariable int page,
            @RequestParam(required = false) @Nullable UUID search,
            @RequestParam(defaultValue = "1") int hit,
            @RequestParam Map<String, String> after,
            Visitor visitor)
            throws IOException {
        return show(visitor, new ItemId(id), Math.max(1, page), search, hit, -1, after);
    }

    @GetMapping("/items/{id}/pages/{page:[0-9]{1,6}}.png")
    @Needs(Permission.READ_ITEM)
    void image(
            @PathVariable UUID id,
            @PathVariable int page,
            Visitor visitor,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        picture(visitor, new ItemId(id), Math.max(1, page), response);
    }

    @GetMapping("/items/{id}/thumbnail.png")
    @Needs(Permission.READ_ITEM)
    void thumbnail(@PathVariable UUID id, Visitor visitor, HttpServletResponse response)
            throws IOException, InterruptedException {
        picture(visitor, new ItemId(id), Renditions.THUMBNAIL, response);
    }

    /// The bytes as received: a download by a form, never shown, never guessed at, entered in the
    /// ledger before the first byte leaves.
    @PostMapping("/items/{id}/original")
    @Needs(Permission.DOWNLOAD_ORIGINAL)
    void original(@PathVariable UUID id, Visitor visitor, HttpServletResponse response)
            throws IOException {
        Item item = find(visitor, new ItemId(id));
        archive.uses().require(visitor.clearance(), Optional.of(Use.INTERNAL), List.of(item.id()));
        try (InputStream content = archive.read(visitor.clearance(), item.id())) {
            acts.record(visitor, Act.DOWNLOADED, id);
            response.setContentType("application/octet-stream");
            response.setHeader("Content-Security-Policy", BLOB_POLICY);
            response.setHeader(
                    "Content-Disposition",
                    "attachment; filename=\"" + Tellings.safeName(item) + "\"");
            response.setContentLengthLong(item.bytes());
            content.transferTo(response.getOutputStream());
        }
    }

    /// Proves the item now and shows what came of it; that it was asked for is entered as well.
    @PostMapping("/items/{id}/proof")
    @Needs(Permission.READ_ITEM)
    Answer prove(@PathVariable UUID id, Visitor visitor) {
        Item item = find(visitor, new ItemId(id));
        custody.prove(visitor.clearance(), item.id());
        return new Answer.SeeOther("/items/" + id + "#why");
    }

    @PostMapping("/items/{id}/kit")
    @Needs(Permission.EXPORT)
    void kit(@PathVariable UUID id, Wanted wanted, Visitor visitor, HttpServletResponse response)
            throws IOException {
        kit(visitor, id, wanted, false, response);
    }

    /// Whoever may have the original may have the key to its sealed bytes too.
    @PostMapping("/items/{id}/kit-with-key")
    @Needs(Permission.DOWNLOAD_ORIGINAL)
    void kitWithKey(
            @PathVariable UUID id, Wanted wanted, Visitor visitor, HttpServletResponse response)
            throws IOException {
        if (!visitor.may(Permission.EXPORT)) {
            throw new NotHere();
        }
        kit(visitor, id, wanted, true, response);
    }

    /// What became of it, in the words of archivists; who looked at it stands in it, as in a kit.
    @PostMapping("/items/{id}/premis")
    @Needs(Permission.EXPORT)
    void premis(@PathVariable UUID id, Wanted wanted, Visitor visitor, HttpServletResponse response)
            throws IOException {
        Item item = find(visitor, new ItemId(id));
        Custody used = used(visitor, item, wanted);
        response.setContentType("application/xml");
        response.setHeader("Content-Security-Policy", BLOB_POLICY);
        response.setHeader("Content-Disposition", "attachment; filename=\"premis-" + id + ".xml\"");
        used.premis(visitor.clearance(), item.id(), response.getOutputStream());
    }

    /// What is claimed of it, each claim with the places that it cites (W3C Web Annotation).
    @PostMapping("/items/{id}/annotations")
    @Needs(Permission.EXPORT)
    Answer annotations(@PathVariable UUID id, Wanted wanted, Visitor visitor) {
        Item item = find(visitor, new ItemId(id));
        if (!visitor.may(Permission.READ_CLAIMS)) {
            throw new NotHere();
        }
        archive.uses().require(visitor.clearance(), wanted.told(), List.of(item.id()));
        AnnotationExport export = exports.annotations(visitor.clearance(), wanted.told(), archive);
        return new Answer.Download(
                "application/ld+json",
                "annotations-%s.jsonld".formatted(id),
                out -> export.write(List.of(item.id()), visitor.language().locale(), out));
    }

    /// What an export is wanted for, as the form says it.
    ///
    /// @param use empty when it was not said
    /// @param to the court or body
    /// @param nameless ticked when it does not show who the people are that it came from
    record Wanted(@Nullable String use, @Nullable String to, @Nullable String nameless) {
        Optional<Use> told() {
            if (use == null || use.isBlank()) {
                return Optional.empty();
            }
            try {
                return Optional.of(
                        Use.of(
                                to == null || to.isBlank() ? use : use + ":" + to,
                                nameless == null));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }

    /// Refused before the head of an answer says that a file comes.
    private Custody used(Visitor visitor, Item item, Wanted wanted) {
        archive.uses().require(visitor.clearance(), wanted.told(), List.of(item.id()));
        return wanted.told().map(custody::in).orElse(custody);
    }

    private void kit(
            Visitor visitor, UUID id, Wanted wanted, boolean withKey, HttpServletResponse response)
            throws IOException {
        Item item = find(visitor, new ItemId(id));
        Custody used = used(visitor, item, wanted);
        zip(response, "kit-" + id);
        try (Parcel parcel = Parcel.zip(response.getOutputStream())) {
            used.kit(visitor.clearance(), item.id(), withKey, parcel);
        }
    }

    /// The head of an answer that is a ZIP to be kept, never shown.
    static void zip(HttpServletResponse response, String name) {
        response.setContentType("application/zip");
        response.setHeader("Content-Security-Policy", BLOB_POLICY);
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".zip\"");
    }

    private void picture(Visitor visitor, ItemId id, int page, HttpServletResponse response)
            throws IOException, InterruptedException {
        PageImage image = images.image(visitor.clearance(), id, page).orElseThrow(NotHere::new);
        response.setContentType(image.mediaType());
        response.setHeader("Content-Security-Policy", PICTURE_POLICY);
        response.setHeader("Cache-Control", "private, no-store");
        response.setContentLength(image.encoded().length);
        response.getOutputStream().write(image.encoded());
    }

    private Item find(Visitor visitor, ItemId id) {
        return archive.item(visitor.clearance(), id)
                .orElseThrow(() -> Gone.orNotHere(archive, visitor.clearance(), id.value()));
    }

    private Answer show(
            Visitor visitor,
            ItemId id,
            int wanted,
            @Nullable UUID search,
            int wantedHit,
            long partsAfter,
            Map<String, String> saved)
            throws IOException {
        Item item = find(visitor, id);
        Accession accession =
                archive.accession(visitor.clearance(), item.accession()).orElseThrow(NotHere::new);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id.value());
        Optional<ItemReading> reading = readings.of(visitor.clearance(), id);
        Optional<Text> text = renditions.text(id);
        List<Text.Page> pages = text.map(Text::pages).orElse(List.of());
        Hits.InItem found = hits.in(visitor, id, pages, search);
        int pictures = reading.map(ItemReading::pictures).orElse(0);
        boolean pictured = pictures > 0;
        int count = pages.isEmpty() && pictured ? 1 : pages.size();
        int page = wanted > 0 ? wanted : found.firstPage();
        if (count > 0 && page > count) {
            throw new NotHere();
        }
        int hit = Math.clamp(wantedHit, 0, found.count(page));
        Text.Page shown = page <= pages.size() ? pages.get(page - 1) : null;
        CitedText cited = citing.in(visitor, id, pages);
        return new Sheet.Item(
                id.toString(),
                Tellings.title(item, text.orElse(null)),
                item.path(),
                Tellings.type(reading.orElse(null)),
                reading.map(ItemReading::mediaType).orElse("–"),
                Tellings.outcome(reading.orElse(null)),
                Tellings.reason(reading.orElse(null)),
                Tellings.tool(reading.orElse(null)),
                reading.map(it -> Duration.ofMillis(it.millis())).orElse(null),
                item.bytes(),
                item.sha256(),
                item.receivedAt(),
                accession.id().toString(),
                AccessionDesk.label(accession),
                names.compartments(visitor, item.compartments()),
                found.search(),
                found.query(),
                count == 0 ? 0 : page,
                count,
                shown == null || shown.label().isEmpty() ? null : shown.label(),
                shown == null
                        ? List.of()
                        : cited.stretches(visitor, shown, found.runs(page, shown.text())),
                pictured,
                cited.outlines(page),
                reading.map(ItemReading::isRecording).orElse(false),
                folios(pages, found),
                hit,
                found.before(page, hit),
                found.after(page, hit),
                found.before(page, 1),
                found.after(page, found.count(page)),
                found.count(page),
                found.total(),
                facts(text.orElse(null)),
                rawFacts(text.orElse(null)),
                again(visitor, item),
                above(visitor, item),
                siblings(visitor, item),
                parts(visitor, id, partsAfter),
                history(visitor, id),
                belief(visitor, id, text.orElse(null)),
                cited.rows(),
                citing.justCited(visitor, id, saved));
    }

    /// Findings as the worker wrote them: scheme, verdict, code, detail. A worker may have been
    /// taken over, so what is not of this form is left out.
    private static List<Sheet.Belief.Credential> credentials(@Nullable Text text) {
        List<Sheet.Belief.Credential> credentials = new ArrayList<>();
        for (String value : values(text, CREDENTIAL)) {
            String[] words = value.split(" ", 4);
            if (words.length >= 3 && words[1].matches("proved|broken|unproved")) {
                credentials.add(
                        new Sheet.Belief.Credential(
                                words[0], words[1], words[2], words.length > 3 ? words[3] : ""));
            }
        }
        return credentials;
    }

    private static List<String> values(@Nullable Text text, String name) {
        return text == null ? List.of() : text.metadata().getOrDefault(name, List.of());
    }

    private Sheet.Belief belief(Visitor visitor, ItemId id, @Nullable Text text) {
        Custody.Belief why = custody.why(visitor.clearance(), id).orElseThrow(NotHere::new);
        return new Sheet.Belief(
                id.toString(),
                why.item().sha256(),
                why.item().sealedSha256(),
                why.accession().givenBy(),
                why.item().position(),
                why.head().map(Checkpoint::origin).orElse(""),
                why.head().map(Checkpoint::size).orElse(0L),
                why.head().map(head -> head.root().base64()).orElse(null),
                why.witnessed(),
                why.proven().orElse(null),
                why.failed().orElse(null),
                why.steps().stream()
                        .map(
                                step ->
                                        new Sheet.Belief.Step(
                                                step.position(), step.time(), step.act().name()))
                        .toList(),
                credentials(text),
                values(text, CREDENTIAL_TOOL).stream().findFirst().orElse(null),
                ConsentDesk.ties(archive, visitor, id.value()));
    }

    private static List<Sheet.Folio> folios(List<Text.Page> pages, Hits.InItem found) {
        List<Sheet.Folio> folios = new ArrayList<>();
        for (int i = 1; i <= pages.size(); i++) {
            String label = pages.get(i - 1).label();
            folios.add(
                    new Sheet.Folio(
                            i, label.isEmpty() ? Integer.toString(i) : label, found.count(i)));
        }
        return folios;
    }

    private static List<Sheet.Fact> facts(@Nullable Text text) {
        if (text == null) {
            return List.of();
        }
        List<Sheet.Fact> facts = new ArrayList<>();
        Set<String> known = new HashSet<>(FACTS);
        for (String name : FACTS) {
            for (String value : text.metadata().getOrDefault(name, List.of())) {
                facts.add(new Sheet.Fact(name, value));
            }
        }
        new TreeMap<>(text.metadata())
                .forEach(
                        (name, values) -> {
                            if (!name.startsWith("raw:")
                                    && !name.startsWith(CREDENTIAL)
                                    && !known.contains(name)) {
                                values.forEach(value -> facts.add(new Sheet.Fact(name, value)));
                            }
                        });
        return facts;
    }

    private static List<Sheet.Fact> rawFacts(@Nullable Text text) {
        if (text == null) {
            return List.of();
        }
        return new TreeMap<>(text.metadata())
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("raw:"))
                        .flatMap(
                                entry ->
                                        entry.getValue().stream()
                                                .map(
                                                        value ->
                                                                new Sheet.Fact(
                                                                        entry.getKey().substring(4),
                                                                        value)))
                        .toList();
    }

    private List<Sheet.Link> again(Visitor visitor, Item item) {
        return item.provenances().stream()
                .limit(MOST_KIN)
                .map(
                        one ->
                                one.parent()
                                        .map(
                                                parent ->
                                                        new Sheet.Link(
                                                                "/items/" + parent, one.path()))
                                        .orElseGet(
                                                () ->
                                                        new Sheet.Link(
                                                                "/accessions/" + one.accession(),
                                                                one.path())))
                .toList();
    }

    private List<Sheet.Kin> above(Visitor visitor, Item item) {
        List<Item> above = new ArrayList<>();
        Optional<ItemId> parent = item.parent();
        while (parent.isPresent() && above.size() < 32) {
            Optional<Item> container = archive.item(visitor.clearance(), parent.get());
            container.ifPresent(above::addFirst);
            parent = container.flatMap(Item::parent);
        }
        return inOrder(visitor, above);
    }

    /// All of them where they are few; else those that lie next to the item.
    private Sheet.Parts siblings(Visitor visitor, Item item) {
        if (item.parent().isEmpty()) {
            return Sheet.Parts.NONE;
        }
        Clearance by = visitor.clearance();
        ItemId parent = item.parent().get();
        int count = archive.countParts(by, parent, MOST_KIN + 1);
        if (count <= MOST_KIN) {
            return all(visitor, parent, count);
        }
        List<Item> near = new ArrayList<>();
        archive.partsBefore(by, parent, item.position(), NEIGHBOURS)
                .forEach(one -> near.addFirst(one.item()));
        archive.parts(by, parent, item.position() - 1, NEIGHBOURS + 1)
                .forEach(one -> near.add(one.item()));
        return new Sheet.Parts(inOrder(visitor, near), count, null, false);
    }

    /// A page of what lies in a container: in the order in which people number things where they
    /// all fit, else as they lie there.
    private Sheet.Parts parts(Visitor visitor, ItemId container, long after) {
        Clearance by = visitor.clearance();
        int count = archive.countParts(by, container, Integer.MAX_VALUE);
        if (count <= MOST_KIN) {
            return all(visitor, container, count);
        }
        List<Archive.Placed> some = archive.parts(by, container, after, MOST_KIN + 1);
        List<Archive.Placed> shown = some.subList(0, Math.min(MOST_KIN, some.size()));
        return new Sheet.Parts(
                inOrder(visitor, shown.stream().map(Archive.Placed::item).toList()),
                count,
                some.size() > MOST_KIN ? shown.getLast().position() : null,
                after >= 0);
    }

    private Sheet.Parts all(Visitor visitor, ItemId container, int count) {
        List<Item> items =
                archive.parts(visitor.clearance(), container, -1, MOST_KIN).stream()
                        .map(Archive.Placed::item)
                        .sorted(Comparator.comparing(Tellings::name, NaturalOrder.OF_NAMES))
                        .toList();
        return new Sheet.Parts(inOrder(visitor, items), count, null, false);
    }

    private List<Sheet.Kin> inOrder(Visitor visitor, List<Item> some) {
        Map<ItemId, ItemReading> read =
                readings.of(visitor.clearance(), some.stream().map(Item::id).toList());
        return some.stream()
                .map(
                        item ->
                                new Sheet.Kin(
                                        item.id().toString(),
                                        Tellings.name(item),
                                        Tellings.type(read.get(item.id())),
                                        Tellings.outcome(read.get(item.id()))))
                .toList();
    }

    /// Who looked at an item says something of them: only for those who may see the ledger.
    private List<Sheet.Event> history(Visitor visitor, ItemId id) {
        if (!visitor.may(Permission.SEE_LEDGER)) {
            return List.of();
        }
        return Stream.of(id.value())
                .flatMap(object -> acts.history(object).stream())
                .map(
                        recorded ->
                                new Sheet.Event(
                                        recorded.position(),
                                        recorded.entry().time(),
                                        recorded.entry().act().name(),
                                        names.actor(visitor, recorded.entry().actor())))
                .toList();
    }
}
