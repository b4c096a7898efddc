package org.haetae.assess;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.ledger.Digest;
import org.haetae.names.HistoricDate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes in cases from a file, one JSON object a line: cases, findings, tasks, corrections of roots
/// (docs/formats/cases.md). Each line has an outcome; one that cannot be kept keeps no other from
/// it. The same file given again enters nothing twice.
public final class CaseImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> OF_CASE =
            Set.of(
                    "case",
                    "summary",
                    "period",
                    "places",
                    "units",
                    "persons",
                    "conduct",
                    "liability",
                    "standard",
                    "added",
                    "excluded");
    private static final Set<String> OF_FINDING =
            Set.of(
                    "finding",
                    "in",
                    "incident",
                    "person",
                    "whole",
                    "standard",
                    "says",
                    "for",
                    "against",
                    "reasons",
                    "agreed");
    private static final Set<String> OF_TASK =
            Set.of("task", "in", "element", "incident", "person", "whole");
    private static final Set<String> OF_ROOTS = Set.of("roots", "are", "reasons");

    /// What became of one line.
    ///
    /// @param kind `case`, `finding`, `task` or `roots`
    /// @param id of what it became, or was already
    /// @param reason why it was refused
    public record Outcome(
            int number, Fate fate, String kind, Optional<UUID> id, Optional<String> reason) {}

    /// How it ended.
    public enum Fate {
        RECORDED,
        /// It is there already, nothing was done.
        KNOWN,
        REFUSED;

        /// As commands write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Cases cases;
    private final Casebook casebook;
    private final Archive archive;
    private final Clearance by;
    private final Optional<Clearance> second;
    private final Set<CompartmentId> compartments;
    private final Consumer<Outcome> each;

    /// @param compartments in which cases are begun
    /// @param second somebody else, who agrees to findings that say so; without them nobody does
    /// @param each hears of every line
    public CaseImport(
            Cases cases,
            Casebook casebook,
            Archive archive,
            Clearance by,
            Optional<Clearance> second,
            Set<CompartmentId> compartments,
            Consumer<Outcome> each) {
        this.cases = cases;
        this.casebook = casebook;
        this.archive = archive;
        this.by = by;
        this.second = second;
        this.compartments = Set.copyOf(compartments);
        this.each = each;
    }

    /// Takes in all lines. Empty ones and those that begin with `#` are passed over.
    public void read(BufferedReader lines) throws IOException {
        int number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                each.accept(take(number, line));
            }
        }
    }

    private Outcome take(int number, String line) {
        var kind = "line";
        try {
            var node = JSON.readTree(line);
            kind =
                    Stream.of("case", "finding", "task", "roots")
                            .filter(node::has)
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "says none of case, finding, task, roots"));
            return switch (kind) {
                case "case" -> takeCase(number, node);
                case "finding" -> takeFinding(number, node);
                case "task" -> takeTask(number, node);
                default -> takeRoots(number, node);
            };
        } catch (JacksonException e) {
            return refused(number, kind, "is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | CaseRefused e) {
            return refused(number, kind, String.valueOf(e.getMessage()));
        }
    }

    private static Outcome refused(int number, String kind, String reason) {
        return new Outcome(number, Fate.REFUSED, kind, Optional.empty(), Optional.of(reason));
    }

    private static Outcome ended(int number, Fate fate, String kind, UUID id) {
        return new Outcome(number, fate, kind, Optional.of(id), Optional.empty());
    }

    // ---- lines

    private Outcome takeCase(int number, JsonNode node) {
        only(node, OF_CASE);
        var title = text(node, "case");
        var known = named(title);
        if (known.isPresent()) {
            return ended(number, Fate.KNOWN, "case", known.get().id().value());
        }
        var file =
                cases.begin(
                        by,
                        new Theory(
                                title,
                                optional(node, "summary").orElse(""),
                                optional(node, "period").map(HistoricDate::of),
                                entities(node, "places"),
                                texts(node, "conduct"),
                                texts(node, "liability"),
                                entities(node, "persons"),
                                entities(node, "units"),
                                text(node, "standard"),
                                entities(node, "added"),
                                entities(node, "excluded")),
                        compartments);
        return ended(number, Fate.RECORDED, "case", file.id().value());
    }

    private Optional<CaseFile> named(String title) {
        return cases.list(by).stream().filter(one -> one.title().equals(title.strip())).findFirst();
    }

    private CaseFile in(JsonNode node) {
        var title = text(node, "in");
        return named(title)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no case \"%s\"".formatted(title)));
    }

    private Outcome takeFinding(int number, JsonNode node) {
        only(node, OF_FINDING);
        var file = in(node);
        var made =
                new NewFinding(
                        file.id(),
                        text(node, "finding"),
                        subject(node, file),
                        optional(node, "standard").orElse(file.theory().standard()),
                        choice(Direction.values(), Direction::word, text(node, "says")),
                        claims(node, "for"),
                        claims(node, "against"),
                        text(node, "reasons"));
        var known =
                cases.findings(by, file.id()).stream().filter(one -> same(one, made)).findFirst();
        if (known.isPresent()) {
            return ended(number, Fate.KNOWN, "finding", known.get().id().value());
        }
        var finding = cases.conclude(by, made);
        if (node.path("agreed").asBoolean(false) && second.isPresent()) {
            cases.judge(second.get(), finding.id(), finding.version(), Standing.AGREED, "");
        }
        return ended(number, Fate.RECORDED, "finding", finding.id().value());
    }

    private static boolean same(Finding one, NewFinding made) {
        return one.element().equals(made.element())
                && one.subject().equals(made.subject())
                && one.standard().equals(made.standard())
                && one.direction() == made.direction()
                && ids(one, Side.FOR).equals(Set.copyOf(made.claimsFor()))
                && ids(one, Side.AGAINST).equals(Set.copyOf(made.claimsAgainst()));
    }

    private static Set<ClaimId> ids(Finding finding, Side side) {
        return finding.claims(side).stream().map(Leaning::claim).collect(Collectors.toSet());
    }

    private Outcome takeTask(int number, JsonNode node) {
        only(node, OF_TASK);
        var file = in(node);
        var gap = choice(Gap.values(), Gap::word, text(node, "task"));
        var element = text(node, "element");
        var subject = subject(node, file);
        var known =
                cases.tasks(by, file.id()).stream()
                        .filter(
                                one ->
                                        one.gap() == gap
                                                && one.element().equals(element)
                                                && one.subject().equals(subject))
                        .findFirst();
        return known.isPresent()
                ? ended(number, Fate.KNOWN, "task", known.get().id().value())
                : ended(
                        number,
                        Fate.RECORDED,
                        "task",
                        cases.task(by, file.id(), element, subject, gap, Optional.empty())
                                .id()
                                .value());
    }

    private Outcome takeRoots(int number, JsonNode node) {
        only(node, OF_ROOTS);
        var two = texts(node, "roots");
        if (two.size() != 2) {
            throw new IllegalArgumentException(
                    "has %d items in \"roots\"; expected two".formatted(two.size()));
        }
        var items = two.stream().map(this::item).toList();
        var verdict =
                choice(Correction.Verdict.values(), Correction.Verdict::word, text(node, "are"));
        var last = cases.corrections(by, items);
        if (!last.isEmpty() && last.getLast().verdict() == verdict) {
            return ended(number, Fate.KNOWN, "roots", last.getLast().one().value());
        }
        return ended(
                number,
                Fate.RECORDED,
                "roots",
                cases.correct(by, items.getFirst(), items.getLast(), verdict, text(node, "reasons"))
                        .one()
                        .value());
    }

    // ---- fields

    private Subject subject(JsonNode node, CaseFile file) {
        if (node.path("whole").asBoolean(false)) {
            return new Subject.Whole(file.id());
        }
        return node.has("person")
                ? new Subject.Person(entity(text(node, "person")))
                : new Subject.Incident(entity(text(node, "incident")));
    }

    private EntityId entity(String keyOrId) {
        return id(keyOrId, EntityId::parse)
                .or(() -> casebook.keyed(by, keyOrId))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no entity \"%s\"".formatted(keyOrId)));
    }

    private Set<EntityId> entities(JsonNode node, String field) {
        return texts(node, field).stream().map(this::entity).collect(Collectors.toSet());
    }

    /// Ids of claims, or what tells them: an entity and a property, and of several the item cited.
    private List<ClaimId> claims(JsonNode node, String field) {
        var claims = new ArrayList<ClaimId>();
        for (var one : node.path(field)) {
            if (one.isString()) {
                claims.add(ClaimId.parse(one.asString()));
                continue;
            }
            only(one, Set.of("entity", "property", "item"));
            var property = text(one, "property");
            var item = optional(one, "item").map(this::item);
            var found =
                    casebook.entity(by, entity(text(one, "entity"))).stream()
                            .flatMap(entity -> entity.claims().stream())
                            .filter(Claim::stands)
                            .filter(claim -> claim.property().equals(property))
                            .filter(
                                    claim ->
                                            item.isEmpty()
                                                    || claim.citations().stream()
                                                            .anyMatch(
                                                                    cite ->
                                                                            cite.item()
                                                                                    .equals(
                                                                                            item
                                                                                                    .get())))
                            .map(Claim::id)
                            .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "no claim that counts says the %s of \"%s\"%s"
                                .formatted(
                                        property,
                                        text(one, "entity"),
                                        item.isEmpty() ? "" : " from that item"));
            }
            claims.addAll(found);
        }
        return claims;
    }

    private ItemId item(String shaOrId) {
        return (SHA256.matcher(shaOrId).matches()
                        ? archive.items(by, Digest.parse(shaOrId)).stream()
                                .map(Item::id)
                                .findFirst()
                        : id(shaOrId, text -> new ItemId(UUID.fromString(text))))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no item \"%s\"".formatted(shaOrId)));
    }

    private static <T> Optional<T> id(String text, Function<String, T> parse) {
        try {
            return Optional.of(parse.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <T> T choice(T[] among, Function<T, String> word, String typed) {
        return Stream.of(among)
                .filter(one -> word.apply(one).equals(typed))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "says \"%s\"; expected one of %s"
                                                .formatted(
                                                        typed,
                                                        Stream.of(among)
                                                                .map(word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    private static void only(JsonNode node, Set<String> fields) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("is no JSON object");
        }
        node.propertyNames().stream()
                .filter(name -> !fields.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "has \"%s\"; expected only %s"
                                            .formatted(
                                                    name,
                                                    String.join(", ", new TreeSet<>(fields))));
                        });
    }

    private static String text(JsonNode node, String field) {
        return optional(node, field)
                .orElseThrow(() -> new IllegalArgumentException("lacks \"%s\"".formatted(field)));
    }

    private static Optional<String> optional(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? Optional.of(value.asString()) : Optional.empty();
    }

    private static List<String> texts(JsonNode node, String field) {
        return node.path(field).valueStream().map(JsonNode::asString).toList();
    }
}
