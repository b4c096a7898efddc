package org.haetae.web;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.DraftId;
import org.haetae.casebook.Drafts;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Locator;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.ledger.Act;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// A whole incident on one screen, recorded in one save: what happened, to whom, by whom, where,
/// and from which passages. Every button of the form comes back to it, so it needs no script; the
/// script presses the same buttons and spares the rest of the page. Whatever was typed is kept as a
/// draft on the way.
@Controller
final class IncidentDesk {
    private static final int MOST_FOUND = 8;
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Archive archive;
    private final Renditions renditions;
    private final Casebook casebook;
    private final Drafts drafts;
    private final IncidentSheets sheets;
    private final Acts acts;

    IncidentDesk(Rooms rooms, Acts acts) {
        this.archive = rooms.archive();
        this.renditions = rooms.renditions();
        this.casebook = rooms.casebook();
        this.drafts = casebook.drafts();
        this.sheets = new IncidentSheets(rooms);
        this.acts = acts;
    }

    /// From several items, weighed together.
    @GetMapping("/incidents/new")
    @Needs(Permission.RECORD_CLAIMS)
    Answer begin(Visitor visitor) throws IOException {
        return show(visitor, DraftId.random(), Incident.empty(), "", Map.of());
    }

    /// Only what this item says.
    @GetMapping("/items/{id}/incident")
    @Needs(Permission.RECORD_CLAIMS)
    Answer begin(@PathVariable UUID id, @RequestParam(defaultValue = "1") int page, Visitor visitor)
            throws IOException {
        ItemId item = find(visitor, id).id();
        return show(
                visitor,
                DraftId.random(),
                Incident.empty()
                        .with("item", item.toString())
                        .with("open-item", item.toString())
                        .with("open-page", Integer.toString(page)),
                "",
                Map.of());
    }

    @GetMapping("/drafts")
    @Needs(Permission.RECORD_CLAIMS)
    Answer drafts(Visitor visitor) {
        return new Sheet.Drafts(
                drafts.of(visitor.clearance()).stream()
                        .map(
                                draft -> {
                                    Incident incident = Incident.read(draft.content());
                                    return new Sheet.Drafts.Row(
                                            draft.id().toString(),
                                            incident.title(),
                                            incident.passages().size(),
                                            draft.keptAt());
                                })
                        .toList());
    }

    @GetMapping("/drafts/{id}")
    @Needs(Permission.RECORD_CLAIMS)
    Answer draft(@PathVariable UUID id, Visitor visitor) throws IOException {
        Drafts.Draft draft =
                drafts.find(visitor.clearance(), new DraftId(id)).orElseThrow(NotHere::new);
        return show(visitor, draft.id(), Incident.read(draft.content()), "", Map.of());
    }

    @PostMapping("/drafts/{id}/forget")
    @Needs(Permission.RECORD_CLAIMS)
    Answer forget(@PathVariable UUID id, Visitor visitor) {
        DraftId draft = new DraftId(id);
        drafts.find(visitor.clearance(), draft).orElseThrow(NotHere::new);
        drafts.delete(visitor.clearance(), draft);
        return new Answer.SeeOther("/drafts");
    }

    /// @param form what was typed; `do` says which button was pressed
    @PostMapping("/incidents")
    @Needs(Permission.RECORD_CLAIMS)
    Answer go(@RequestParam Map<String, String> form, Visitor visitor) throws IOException {
        DraftId draft = draft(form);
        Incident incident = Incident.of(form);
        String[] words = TypedValue.field(form, "do").split(":");
        if (words[0].equals("save")) {
            return save(visitor, draft, incident);
        }
        Pressed pressed = pressed(visitor, incident, words);
        Incident now = pressed.incident();
        if (now.tells() && !drafts.keep(visitor.clearance(), draft, now.json(), now.items())) {
            return entered(visitor, draft);
        }
        return words[0].equals("keep")
                ? new Answer.SeeOther("/drafts")
                : show(visitor, draft, now, pressed.focus(), pressed.faults());
    }

    /// What is typed, kept while it is being typed.
    ///
    /// @return 200 with what to say, 204 when there is nothing to keep, 409 when it was entered
    @PostMapping("/incidents/keep")
    @Needs(Permission.RECORD_CLAIMS)
    ResponseEntity<Kept> keep(@RequestParam Map<String, String> form, Visitor visitor) {
        Incident incident = Incident.of(form);
        if (!incident.tells()) {
            return ResponseEntity.noContent().build();
        }
        Words words = Words.in(visitor.language());
        return drafts.keep(visitor.clearance(), draft(form), incident.json(), incident.items())
                ? ResponseEntity.ok(new Kept(words.say("draft.kept", CLOCK.format(sheets.now()))))
                : ResponseEntity.status(HttpStatus.CONFLICT)
                        .body(new Kept(words.say("draft.entered")));
    }

    /// @param words to be shown
    record Kept(String words) {}

    /// Entities that a name may stand for, for the script.
    ///
    /// @param kinds codes with a space between, of which they may be
    @PostMapping("/incidents/names")
    @Needs(Permission.RECORD_CLAIMS)
    ResponseEntity<Found> names(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String kinds,
            Visitor visitor) {
        return ResponseEntity.ok(
                new Found(
                        ClaimTellings.candidates(
                                casebook,
                                visitor,
                                name.strip(),
                                kinds.isBlank()
                                        ? List.of()
                                        : Arrays.asList(kinds.strip().split(" +")),
                                MOST_FOUND)));
    }

    record Found(List<Sheet.Candidate> found) {}

    private static DraftId draft(Map<String, String> form) {
        try {
            return DraftId.parse(TypedValue.field(form, "draft"));
        } catch (IllegalArgumentException e) {
            return DraftId.random();
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new NotHere();
        }
    }

    private Item find(Visitor visitor, UUID id) {
        return archive.item(visitor.clearance(), new ItemId(id))
                .orElseThrow(() -> Gone.orNotHere(archive, visitor.clearance(), id));
    }

    /// Where a form goes that was sent a second time.
    private Answer entered(Visitor visitor, DraftId draft) {
        return drafts.entered(visitor.clearance(), draft)
                .map(entered -> recorded(entered.as(), draft))
                .orElseThrow(NotHere::new);
    }

    /// The event, which tells what was recorded with it.
    private static Answer recorded(EntityId event, DraftId draft) {
        return new Answer.SeeOther(ClaimTellings.address(event) + "?recorded=" + draft);
    }

    // ---- the buttons

    /// The form after a button.
    ///
    /// @param focus the field to go on from; empty for none
    private record Pressed(Incident incident, String focus, Map<String, String> faults) {
        Pressed(Incident incident, String focus) {
            this(incident, focus, Map.of());
        }
    }

    private Pressed pressed(Visitor visitor, Incident incident, String[] words) throws IOException {
        return switch (words[0]) {
            case "add" -> {
                Incident.Part part = part(words, 1);
                Incident more = incident.adding(part);
                yield new Pressed(
                        more,
                        Incident.name(
                                part,
                                more.rows(part).last(),
                                part.named.isEmpty()
                                        ? part.fields.getFirst().property()
                                        : Incident.WHO));
            }
            case "more" ->
                    incident.room(word(words, 1))
                            .map(
                                    field ->
                                            new Pressed(
                                                    incident.with(field, incident.text(field)),
                                                    field))
                            .orElseGet(() -> new Pressed(incident, ""));
            case "drop" -> new Pressed(incident.without(word(words, 1), number(words, 2)), "");
            case "page" ->
                    new Pressed(incident.with("open-page", Integer.toString(number(words, 1))), "");
            case "open" -> open(visitor, incident);
            case "cite" -> cite(visitor, incident, words);
            case "passage" -> {
                Incident more = blank(visitor, incident);
                yield new Pressed(more, lastQuote(more));
            }
            case "find" -> new Pressed(incident, word(words, 1));
            default -> new Pressed(incident, incident.unchosen());
        };
    }

    private static String word(String[] words, int at) {
        return at < words.length ? words[at] : "";
    }

    private static int number(String[] words, int at) {
        try {
            return Integer.parseInt(word(words, at));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static Incident.Part part(String[] words, int at) {
        return Arrays.stream(Incident.Part.values())
                .filter(part -> part.code().equals(word(words, at)))
                .findFirst()
                .orElseThrow(NotHere::new);
    }

    private static String lastQuote(Incident incident) {
        return incident.passages().isEmpty()
                ? ""
                : Incident.name(Incident.PASSAGE, incident.passages().last(), "quote");
    }

    /// Another item beside the form, named by its id or by an address that holds one.
    private Pressed open(Visitor visitor, Incident incident) {
        Matcher id = ID.matcher(incident.text("open"));
        boolean there =
                incident.only().isEmpty()
                        && id.find()
                        && archive.item(
                                        visitor.clearance(),
                                        new ItemId(UUID.fromString(id.group())))
                                .isPresent();
        return there
                ? new Pressed(
                        incident.with("open-item", id.group())
                                .with("open-page", "1")
                                .with("open", ""),
                        "open")
                : new Pressed(incident, "open", Map.of("open", "incident.open.wrong"));
    }

    private Optional<ItemId> opened(Visitor visitor, Incident incident) {
        try {
            return archive.item(
                            visitor.clearance(),
                            new ItemId(UUID.fromString(incident.text("open-item"))))
                    .map(Item::id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// A passage of the page that is open.
    private Pressed cite(Visitor visitor, Incident incident, String[] words) throws IOException {
        Optional<ItemId> item = opened(visitor, incident);
        int page = number(words, 1);
        if (item.isPresent()) {
            Optional<Text.Page> text =
                    renditions.text(item.get()).map(Text::pages).orElse(List.of()).stream()
                            .filter(one -> one.number() == page)
                            .findFirst();
            int start = number(words, 2);
            int end = number(words, 3);
            if (text.isPresent()
                    && start >= 0
                    && start < end
                    && end <= text.get().text().codePointCount(0, text.get().text().length())) {
                Locator.Passage passage = new Locator.Passage(page, start, end);
                Incident more =
                        incident.citing(
                                item.get(), page, start, CiteDesk.words(text.get(), passage));
                return new Pressed(more, lastQuote(more));
            }
        }
        return new Pressed(incident, "");
    }

    /// A passage whose words are still to be typed, of the item that is open.
    private Incident blank(Visitor visitor, Incident incident) {
        return opened(visitor, incident)
                .map(item -> incident.citing(item, incident.number("open-page", 1), 0, ""))
                .orElse(incident);
    }

    // ---- saving

    private Answer save(Visitor visitor, DraftId draft, Incident incident) throws IOException {
        IncidentClaims understood = IncidentClaims.of(casebook, visitor, incident);
        if (!understood.faults().isEmpty()) {
            if (incident.tells()
                    && !drafts.keep(
                            visitor.clearance(), draft, incident.json(), incident.items())) {
                return entered(visitor, draft);
            }
            return new Answer.WithStatus(
                    422, show(visitor, draft, incident, "faults", understood.faults()));
        }
        try {
            casebook.record(visitor.clearance(), understood.claims(), draft, understood.event());
        } catch (CaseRefused refused) {
            if (refused.why() == CaseRefused.Why.CHANGED_SINCE) {
                return entered(visitor, draft);
            }
            throw refused;
        }
        return recorded(understood.event(), draft);
    }

    // ---- showing

    private Sheet.Incident show(
            Visitor visitor,
            DraftId draft,
            Incident incident,
            String focus,
            Map<String, String> faults)
            throws IOException {
        if (!incident.only().isEmpty()) {
            find(visitor, id(incident.only()));
        }
        Optional<ItemId> open = opened(visitor, incident);
        open.ifPresent(item -> acts.recordOnceInAWhile(visitor, Act.VIEWED, item.value()));
        return sheets.of(visitor, draft, incident, open, focus, faults);
    }
}
