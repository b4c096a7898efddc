package org.haetae.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;
import org.haetae.extract.Renditions;
import org.haetae.propose.Draft;
import org.haetae.propose.Proposal;
import org.haetae.propose.Proposals;
import org.haetae.suggest.Labels;
import org.haetae.suggest.Rule;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What an item may say: proposals, one of them in front with its passage, to be accepted, edited
/// first or rejected. Nothing is a claim before.
@Controller
final class SuggestionsDesk {
    private static final int AROUND = 160;
    private static final int MOST_FOUND = 5;

    /// A number as the rules write it, or two with their bounds, and what it counts.
    private static final Pattern NUMBER =
            Pattern.compile("[<>=~]*(\\d[\\d.]*?)(?:\\.\\.(\\d[\\d.]*))?(?:\\s.*)?");

    private final Archive archive;
    private final Renditions renditions;
    private final Casebook casebook;
    private final Proposals proposals;
    private final CiteDesk cite;

    SuggestionsDesk(Rooms rooms, Proposals proposals, CiteDesk cite) {
        this.archive = rooms.archive();
        this.renditions = rooms.renditions();
        this.casebook = rooms.casebook();
        this.proposals = proposals;
        this.cite = cite;
    }

    /// @param from where to begin, as `3` or `3-1200`: page, and code points into it
    /// @param at key of the proposal in front; else the first
    @GetMapping("/items/{id}/suggestions")
    @Needs(Permission.RECORD_CLAIMS)
    Answer show(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String grade,
            @RequestParam(required = false) @Nullable String done,
            Visitor visitor)
            throws IOException {
        Item item = find(visitor, id);
        return show(
                visitor,
                item,
                from(from),
                at,
                Map.of(),
                grading(grade),
                null,
                done == null
                        ? null
                        : done.equals("rejected") ? "suggest.rejected" : "suggest.accepted");
    }

    @PostMapping("/items/{id}/suggestions")
    @Needs(Permission.RECORD_CLAIMS)
    Answer decide(@PathVariable UUID id, @RequestParam Map<String, String> form, Visitor visitor)
            throws IOException {
        Item item = find(visitor, id);
        Proposals.From from = from(TypedValue.field(form, "from"));
        String key = TypedValue.field(form, "key");
        List<Proposal> open = proposed(visitor, item, from).open();
        int index = open.stream().map(Proposal::key).toList().indexOf(key);
        if (index < 0) {
            // Decided by somebody else meanwhile, or not proposed any more.
            return new Answer.SeeOther(address(item.id(), from, ""));
        }
        Proposal proposal = open.get(index);
        String next = index + 1 < open.size() ? open.get(index + 1).key() : "";
        return switch (TypedValue.field(form, "do")) {
            case "reject" -> {
                proposals.reject(visitor.clearance(), item.id(), key);
                yield new Answer.SeeOther(address(item.id(), from, next) + "&done=rejected");
            }
            case "accept" ->
                    proposal.draft().filter(draft -> draft.whole(casebook.schema())).isPresent()
                            ? accept(visitor, item, from, proposal, next, form)
                            : edit(visitor, item, from, proposal);
            default -> edit(visitor, item, from, proposal);
        };
    }

    static String address(ItemId item, Proposals.From from, String at) {
        return "/items/%s/suggestions?from=%s%s"
                .formatted(item, word(from), at.isEmpty() ? "" : "&at=" + at);
    }

    static String word(Proposals.From from) {
        return from.start() == 0 ? "" + from.page() : from.page() + "-" + from.start();
    }

    static Proposals.From from(String word) {
        String[] parts = word.split("-", 2);
        try {
            return new Proposals.From(
                    Integer.parseInt(parts[0]), parts.length < 2 ? 0 : Integer.parseInt(parts[1]));
        } catch (IllegalArgumentException e) {
            return Proposals.From.BEGINNING;
        }
    }

    /// The grade given last, as an address may carry it.
    private static Grading grading(String code) {
        try {
            return Grading.of(Grade.of(code, ""));
        } catch (IllegalArgumentException e) {
            return Grading.of(Grade.UNJUDGED);
        }
    }

    private Item find(Visitor visitor, UUID id) {
        return archive.item(visitor.clearance(), new ItemId(id))
                .orElseThrow(() -> Gone.orNotHere(archive, visitor.clearance(), id));
    }

    private Proposals.Proposed proposed(Visitor visitor, Item item, Proposals.From from) {
        return proposals
                .of(visitor.clearance(), item.id(), from)
                .orElse(
                        new Proposals.Proposed(
                                List.of(), 0, Optional.empty(), Proposals.Answered.NOT_CONNECTED));
    }

    // ---- accepting

    private Answer accept(
            Visitor visitor,
            Item item,
            Proposals.From from,
            Proposal proposal,
            String next,
            Map<String, String> form)
            throws IOException {
        Draft draft = proposal.draft().orElseThrow();
        Grading grading = Grading.of(form);
        Map<String, String> chosen = chosen(draft, form);
        if (chosen.containsValue("")) {
            return new Answer.WithStatus(
                    422,
                    show(
                            visitor,
                            item,
                            from,
                            proposal.key(),
                            chosen,
                            grading,
                            "suggest.choose",
                            null));
        }
        try {
            Grade grade = grading.read();
            proposals.accept(
                    visitor.clearance(),
                    item.id(),
                    proposal.key(),
                    claims(item, proposal, draft, chosen, grade));
            return new Answer.SeeOther(
                    address(item.id(), from, next) + "&done=accepted&grade=" + grade.code());
        } catch (IllegalArgumentException | CaseRefused e) {
            if (e instanceof CaseRefused refused && refused.why() != CaseRefused.Why.UNFIT) {
                throw refused;
            }
            return new Answer.WithStatus(
                    422,
                    show(
                            visitor,
                            item,
                            from,
                            proposal.key(),
                            chosen,
                            grading,
                            "suggest.value",
                            null));
        }
    }

    /// For each choice, the id of an entity or `new:` and a kind; empty where nothing was chosen.
    private Map<String, String> chosen(Draft draft, Map<String, String> form) {
        Map<String, String> chosen = new HashMap<>();
        for (Draft.Choice choice : draft.choices(casebook.schema())) {
            chosen.put(choice.property(), TypedValue.field(form, field(choice)));
        }
        return chosen;
    }

    private static String field(Draft.Choice choice) {
        return choice.property().isEmpty() ? "about" : "about-" + choice.property();
    }

    private List<NewClaim> claims(
            Item item, Proposal proposal, Draft draft, Map<String, String> chosen, Grade grade) {
        Schema schema = casebook.schema();
        Kind kind = schema.kindOr(draft.kind());
        var writing =
                new Writing(
                        schema,
                        List.of(new NewClaim.Cite(item.id(), proposal.place().passage())),
                        grade,
                        Basis.ITEM,
                        new ArrayList<>());
        String subject = chosen.getOrDefault("", TypedValue.NEW + kind.code());
        EntityId about =
                subject.startsWith(TypedValue.NEW) ? EntityId.random() : EntityId.parse(subject);
        draft.properties()
                .forEach(
                        (code, text) -> {
                            Property property = kind.propertyOr(code);
                            Value value =
                                    chosen.containsKey(code)
                                            ? new Value.Reference(
                                                    writing.end(
                                                            chosen.get(code),
                                                            TypedValue.EMPTY.withText(text)))
                                            : typed(schema, property, text);
                            writing.add(about, kind.code(), property.code(), value);
                        });
        return writing.claims();
    }

    private static Value typed(Schema schema, Property property, String text) {
        return Values.typed(schema, property, text, EntityId::parse);
    }

    // ---- editing first

    /// The form of a claim, with what is proposed in it.
    private Answer edit(Visitor visitor, Item item, Proposals.From from, Proposal proposal)
            throws IOException {
        Locator.Passage passage = proposal.place().passage();
        Map<String, String> form = new HashMap<>();
        form.put("page", "" + passage.page());
        form.put("start", "" + passage.start());
        form.put("end", "" + passage.end());
        form.put("quote", proposal.place().quote());
        form.put("proposal", proposal.key());
        form.put("proposal-from", word(from));
        form.put("value", value(proposal));
        proposal.draft()
                .ifPresentOrElse(
                        draft -> {
                            var naming = draft.choices(casebook.schema());
                            form.put("name", naming.isEmpty() ? "" : naming.getFirst().name());
                            form.put("property", draft.properties().keySet().iterator().next());
                        },
                        () -> form.put("words", proposal.place().quote()));
        form.put("do", form.getOrDefault("name", "").isEmpty() ? "begin" : "look");
        return cite.go(item.id().value(), form, visitor);
    }

    /// As people type it: of a number with its unit, the number.
    private static String value(Proposal proposal) {
        if (proposal.draft().isPresent()) {
            return proposal.draft().get().properties().values().iterator().next();
        }
        var number = NUMBER.matcher(proposal.value());
        return proposal.what().equals("number") && number.matches()
                ? number.group(1) + (number.group(2) == null ? "" : "-" + number.group(2))
                : proposal.value();
    }

    // ---- showing

    private Sheet show(
            Visitor visitor,
            Item item,
            Proposals.From from,
            String at,
            Map<String, String> chosen,
            Grading grading,
            @Nullable String problem,
            @Nullable String done)
            throws IOException {
        Proposals.Proposed proposed = proposed(visitor, item, from);
        List<Proposal> open = proposed.open();
        int index = Math.max(0, open.stream().map(Proposal::key).toList().indexOf(at));
        Labels labels = new Labels(visitor.language().locale());
        List<Sheet.SuggestionRow> rows = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Proposal one = open.get(i);
            rows.add(
                    new Sheet.SuggestionRow(
                            address(item.id(), from, one.key()),
                            what(one, labels, visitor.language().locale()),
                            one.place().quote(),
                            one.place().passage().page(),
                            i == index));
        }
        return new Sheet.Suggestions(
                item.id().toString(),
                Tellings.name(item),
                word(from),
                rows,
                open.isEmpty() ? null : current(visitor, item, from, open, index, labels, chosen),
                grading.field(),
                proposed.more(),
                proposed.next().map(next -> address(item.id(), next, "")).orElse(null),
                from.equals(Proposals.From.BEGINNING)
                        ? null
                        : address(item.id(), Proposals.From.BEGINNING, ""),
                proposed.byModel() == Proposals.Answered.NO,
                problem,
                done);
    }

    private String what(Proposal proposal, Labels labels, Locale locale) {
        return Arrays.stream(org.haetae.suggest.Kind.values())
                .filter(kind -> kind.word().equals(proposal.what()))
                .filter(kind -> !proposal.rule().equals(Proposal.MODEL))
                .map(labels::of)
                .findFirst()
                .orElseGet(() -> casebook.schema().kindOr(proposal.what()).label().in(locale));
    }

    private static @Nullable String rule(Proposal proposal, Labels labels) {
        return Arrays.stream(Rule.values())
                .filter(rule -> rule.code().equals(proposal.rule()))
                .map(labels::of)
                .findFirst()
                .orElse(null);
    }

    private Sheet.Suggested current(
            Visitor visitor,
            Item item,
            Proposals.From from,
            List<Proposal> open,
            int index,
            Labels labels,
            Map<String, String> chosen)
            throws IOException {
        Proposal proposal = open.get(index);
        Locator.Passage passage = proposal.place().passage();
        Locale locale = visitor.language().locale();
        String text = Optional.ofNullable(renditions.page(item.id(), passage.page())).orElse("");
        int start = text.offsetByCodePoints(0, passage.start());
        int end = text.offsetByCodePoints(start, passage.end() - passage.start());
        Schema schema = casebook.schema();
        boolean whole = proposal.draft().filter(draft -> draft.whole(schema)).isPresent();
        Set<Integer> elsewhere = new LinkedHashSet<>();
        proposal.places().stream()
                .skip(1)
                .map(place -> place.passage().page())
                .forEach(elsewhere::add);
        return new Sheet.Suggested(
                proposal.key(),
                what(proposal, labels, locale),
                proposal.value(),
                rule(proposal, labels),
                proposal.rule(),
                before(text, start),
                proposal.place().quote(),
                after(text, end),
                ClaimTellings.place(passage),
                ClaimTellings.address(item.id(), passage),
                proposal.places().size() - 1,
                List.copyOf(elsewhere),
                proposal.draft().map(draft -> told(draft, locale)).orElse(List.of()),
                whole
                        ? proposal.draft().orElseThrow().choices(schema).stream()
                                .map(choice -> choice(visitor, choice, chosen))
                                .toList()
                        : List.of(),
                whole,
                index > 0 ? address(item.id(), from, open.get(index - 1).key()) : null,
                index + 1 < open.size()
                        ? address(item.id(), from, open.get(index + 1).key())
                        : null);
    }

    private static String before(String text, int start) {
        int from = Math.max(0, start - AROUND);
        int space = text.indexOf(' ', from);
        return from == 0
                ? text.substring(0, start)
                : "… " + text.substring(space >= 0 && space < start ? space + 1 : start, start);
    }

    private static String after(String text, int end) {
        int to = Math.min(text.length(), end + AROUND);
        int space = text.lastIndexOf(' ', to);
        return to == text.length()
                ? text.substring(end)
                : text.substring(end, Math.max(end, space)) + " …";
    }

    private List<Sheet.Fact> told(Draft draft, Locale locale) {
        Kind kind = casebook.schema().kindOr(draft.kind());
        return draft.properties().entrySet().stream()
                .map(
                        one -> {
                            Property property = kind.propertyOr(one.getKey());
                            return new Sheet.Fact(
                                    "%s, %s"
                                            .formatted(
                                                    kind.label().in(locale),
                                                    property.label().in(locale)),
                                    casebook.schema()
                                            .term(property, one.getValue())
                                            .map(term -> term.label().in(locale))
                                            .orElse(one.getValue()));
                        })
                .toList();
    }

    private Sheet.SuggestedChoice choice(
            Visitor visitor, Draft.Choice choice, Map<String, String> chosen) {
        Locale locale = visitor.language().locale();
        List<Entity> found =
                casebook.lookUp(visitor.clearance(), choice.name(), choice.kinds(), MOST_FOUND);
        List<Sheet.Candidate> candidates =
                ClaimTellings.withSpellings(
                        casebook, visitor, found, choice.name(), choice.kinds(), MOST_FOUND);
        List<Sheet.Term> kinds =
                TypedValue.kinds(
                        casebook.schema().kinds().values().stream()
                                .filter(kind -> choice.kinds().contains(kind.code()))
                                .filter(kind -> TypedValue.naming(kind).isPresent())
                                .toList(),
                        locale);
        List<Sheet.Candidate> named =
                candidates.stream()
                        .filter(one -> one.title().equalsIgnoreCase(choice.name()))
                        .toList();
        String usual =
                found.isEmpty() && !kinds.isEmpty()
                        ? TypedValue.NEW + kinds.getFirst().code()
                        : named.size() == 1 ? named.getFirst().id() : "";
        return new Sheet.SuggestedChoice(
                field(choice),
                choice.property().isEmpty() ? null : choice.property(),
                choice.name(),
                candidates,
                kinds,
                chosen.getOrDefault(choice.property(), usual));
    }
}
