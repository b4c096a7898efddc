package org.haetae.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Accession;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.ledger.Act;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The same for programs, described in `openapi.yaml`: JSON, cursors that stay fast at any depth,
/// problem+json when something is wrong. A program signs in as a person does and sends the session
/// cookie.
@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class Api {
    private static final int MOST = 200;

    private final Archive archive;
    private final Readings readings;
    private final Renditions renditions;
    private final Acts acts;
    private final SearchDesk search;

    Api(Rooms rooms, Acts acts, SearchDesk search) {
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.renditions = rooms.renditions();
        this.acts = acts;
        this.search = search;
    }

    /// A list that goes on where `next` says.
    record Listing<T>(List<T> rows, @Nullable String next) {}

    record ItemJson(
            String item,
            String accession,
            List<String> compartments,
            @Nullable String parent,
            String path,
            long bytes,
            String sha256,
            String receivedAt,
            String outcome,
            @Nullable String reason,
            @Nullable String type,
            @Nullable String tool,
            @Nullable Integer pages,
            @Nullable Long millis) {}

    record TextJson(String item, List<PageJson> pages) {}

    record PageJson(int page, String label, String language, String text) {}

    record AccessionJson(
            String accession,
            String source,
            String givenBy,
            String note,
            List<String> compartments,
            String openedAt,
            boolean complete) {}

    /// @param query in the language of the search field
    record Question(
            @Nullable String query,
            @Nullable Integer limit,
            @Nullable String after,
            @Nullable String sort) {}

    /// Words travel in the body, never in the address.
    @PostMapping(path = "/search", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.SEARCH)
    SearchDesk.Rows search(@RequestBody Question question, Visitor visitor) {
        return search.rows(visitor, question);
    }

    @GetMapping("/items/{id}")
    @Needs(Permission.READ_ITEM)
    ItemJson item(@PathVariable UUID id, Visitor visitor) {
        Item item = find(visitor.clearance(), id);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        return json(item, readings.of(visitor.clearance(), item.id()).orElse(null));
    }

    @GetMapping("/items/{id}/text")
    @Needs(Permission.READ_ITEM)
    TextJson text(@PathVariable UUID id, Visitor visitor) throws IOException {
        Item item = find(visitor.clearance(), id);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        List<PageJson> pages =
                renditions.text(item.id()).map(Text::pages).orElse(List.of()).stream()
                        .map(
                                page ->
                                        new PageJson(
                                                page.number(),
                                                page.label(),
                                                page.language(),
                                                page.text()))
                        .toList();
        return new TextJson(id.toString(), pages);
    }

    @GetMapping("/accessions")
    @Needs(Permission.READ_ITEM)
    Listing<AccessionJson> accessions(
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "50") int limit,
            Visitor visitor) {
        int most = bounded(limit);
        List<Accession> found =
                archive.accessions(
                        visitor.clearance(),
                        Optional.ofNullable(after).map(AccessionId::new),
                        most + 1);
        List<Accession> some = found.size() > most ? found.subList(0, most) : found;
        return new Listing<>(
                some.stream().map(Api::json).toList(),
                found.size() > most ? some.getLast().id().toString() : null);
    }

    @GetMapping("/outcomes")
    @Needs(Permission.SEE_OUTCOMES)
    Listing<ItemJson> outcomes(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tool,
            @RequestParam(defaultValue = "-1") long after,
            @RequestParam(defaultValue = "50") int limit,
            Visitor visitor) {
        Clearance by = visitor.clearance();
        int most = bounded(limit);
        Optional<Readings.Wait> wait = OutcomeDesk.waitNamed(outcome);
        if (wait.isPresent()) {
            return waiting(by, wait.get(), after, most);
        }
        List<ItemReading> found =
                readings.list(by, OutcomeDesk.selection(outcome, type, tool), after, most + 1);
        List<ItemReading> some = found.size() > most ? found.subList(0, most) : found;
        Map<ItemId, Item> items = new HashMap<>();
        archive.items(by, some.stream().map(ItemReading::item).toList())
                .forEach(item -> items.put(item.id(), item));
        return new Listing<>(
                some.stream()
                        .flatMap(
                                reading ->
                                        Optional.ofNullable(items.get(reading.item())).stream()
                                                .map(item -> json(item, reading)))
                        .toList(),
                found.size() > most ? Long.toString(some.getLast().position()) : null);
    }

    /// Items still to be read, by the order of their reception.
    private Listing<ItemJson> waiting(Clearance by, Readings.Wait wait, long after, int most) {
        List<Readings.Waiting> found =
                readings.waiting(by, wait, Optional.empty(), after, most + 1);
        List<Readings.Waiting> some = found.size() > most ? found.subList(0, most) : found;
        List<ItemId> ids = some.stream().map(Readings.Waiting::item).toList();
        Map<ItemId, Item> items = new HashMap<>();
        archive.items(by, ids).forEach(item -> items.put(item.id(), item));
        Map<ItemId, ItemReading> read = readings.of(by, ids);
        return new Listing<>(
                ids.stream()
                        .filter(items::containsKey)
                        .map(id -> json(items.get(id), read.get(id)))
                        .toList(),
                found.size() > most ? Long.toString(some.getLast().position()) : null);
    }

    private Item find(Clearance by, UUID id) {
        return archive.item(by, new ItemId(id)).orElseThrow(() -> Gone.orNotHere(archive, by, id));
    }

    /// Whether an address is for programs: they send tokens and are told what is wrong in JSON.
    static boolean takes(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/")
                || path.startsWith("/match/")
                || path.equals("/catalog")
                || path.equals("/algorithms");
    }

    static int bounded(int limit) {
        return Math.clamp(limit, 1, MOST);
    }

    private static AccessionJson json(Accession accession) {
        return new AccessionJson(
                accession.id().toString(),
                accession.source(),
                accession.givenBy(),
                accession.note(),
                accession.compartments().stream().map(Object::toString).sorted().toList(),
                accession.openedAt().toString(),
                accession.complete());
    }

    private static ItemJson json(Item item, @Nullable ItemReading reading) {
        return new ItemJson(
                item.id().toString(),
                item.accession().toString(),
                item.compartments().stream().map(Object::toString).sorted().toList(),
                item.parent().map(ItemId::toString).orElse(null),
                item.path(),
                item.bytes(),
                item.sha256(),
                item.receivedAt().toString(),
                Tellings.outcome(reading),
                Tellings.reason(reading),
                reading == null ? null : reading.mediaType(),
                Tellings.tool(reading),
                reading == null ? null : reading.pages(),
                reading == null ? null : reading.millis());
    }
}
