package org.haetae.casebook;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.ledger.Digest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes in claims from a file, one JSON object a line (docs/formats/claims.md). Each line has an
/// outcome; one that cannot be recorded keeps no other from it. The same file given again records
/// nothing twice.
public final class ClaimImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 500;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern KEY = Pattern.compile("\\S{1,200}");
    private static final Set<String> FIELDS =
            Set.of(
                    "entity",
                    "kind",
                    "property",
                    "value",
                    "item",
                    "page",
                    "quote",
                    "start",
                    "end",
                    "citations",
                    "grade",
                    "grade-reason",
                    "status",
                    "basis");

    /// What became of a line.
    public enum Result {
        RECORDED,
        /// The same claim with the same citations is there already.
        KNOWN,
        REFUSED,
        /// It could be recorded; this was a trial.
        FIT
    }

    /// @param line counted from 1
    /// @param key of the entity, as the line has it; empty when it has none
    /// @param reason why it was refused; else empty
    public record Outcome(
            int line,
            Result result,
            String key,
            Optional<EntityId> entity,
            Optional<ClaimId> claim,
            String reason) {}

    private record Line(int number, String key, NewClaim claim) {}

    /// What makes two lines the same claim: grade and status are judgements on it, not part of it.
    private record Said(
            EntityId entity, String property, Value value, List<NewClaim.Cite> citations) {
        static Said by(NewClaim claim) {
            return new Said(claim.entity(), claim.property(), claim.value(), claim.citations());
        }
    }

    private final Casebook casebook;
    private final Archive archive;
    private final Clearance by;
    private final boolean trial;
    private final Consumer<Outcome> each;
    private final Casebook.Sayings sayings;
    private final Map<String, EntityId> entities = new HashMap<>();
    private final Map<String, EntityId> newKeys = new LinkedHashMap<>();
    private final Set<EntityId> made = new HashSet<>();
    private final Map<EntityId, String> kinds = new HashMap<>();
    private final Map<String, ItemId> items = new HashMap<>();
    private final List<Line> waiting = new ArrayList<>();
    private final Set<Said> said = new HashSet<>();

    /// @param trial whether nothing is to be recorded, only told
    /// @param each hears of every line, in the order in which their fate is known
    public ClaimImport(
            Casebook casebook,
            Archive archive,
            Clearance by,
            boolean trial,
            Consumer<Outcome> each) {
        this.casebook = casebook;
        this.archive = archive;
        this.by = by;
        this.trial = trial;
        this.each = each;
        this.sayings = casebook.sayings(by);
    }

    /// Takes in all lines. Empty ones and those that begin with `#` are passed over.
    public void read(BufferedReader lines) throws IOException {
        int number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                take(number, line);
            }
        }
        record();
    }

    private void take(int number, String line) {
        var key = "";
        try {
            var node = JSON.readTree(line);
            key = text(node, "entity").orElse("");
            var claim = claim(node);
            if (said.contains(Said.by(claim))) {
                record();
            }
            said.add(Said.by(claim));
            waiting.add(new Line(number, key, claim));
        } catch (JacksonException e) {
            refused(number, key, "is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | CaseRefused e) {
            refused(number, key, String.valueOf(e.getMessage()));
        }
        if (waiting.size() == BATCH) {
            record();
        }
    }

    private void refused(int number, String key, String reason) {
        each.accept(
                new Outcome(
                        number, Result.REFUSED, key, Optional.empty(), Optional.empty(), reason));
    }

    // ---- one line

    private NewClaim claim(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("is no JSON object");
        }
        node.propertyNames().stream()
                .filter(name -> !FIELDS.contains(name))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw new IllegalArgumentException(
                                    "has \"%s\"; expected only %s"
                                            .formatted(
                                                    name,
                                                    String.join(", ", new TreeSet<>(FIELDS))));
                        });
        var entity = entity(required(node, "entity"));
        var kind = kind(entity, text(node, "kind"), required(node, "entity"));
        var schema = casebook.schema();
        var property =
                schema.kind(kind)
                        .orElseThrow(() -> unknown("kind", kind))
                        .property(required(node, "property"))
                        .orElseThrow(
                                () -> unknown("property of " + kind, required(node, "property")));
        var value =
                Values.read(
                        schema,
                        property,
                        Optional.ofNullable(node.get("value")).orElseThrow(() -> lacks("value")),
                        this::entity);
        return new NewClaim(
                entity,
                kind,
                property.code(),
                value,
                cites(node),
                text(node, "grade")
                        .map(code -> Grade.of(code, text(node, "grade-reason").orElse("")))
                        .orElse(Grade.UNJUDGED),
                choice(Status.values(), Status::word, text(node, "status"), Status.RECORDED),
                choice(Basis.values(), Basis::word, text(node, "basis"), Basis.ITEM),
                Set.of());
    }

    private EntityId entity(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "entity is \"%s\"; expected an id or a key without spaces".formatted(key));
        }
        return entities.computeIfAbsent(
                key,
                one -> {
                    if (ID.matcher(one).matches()) {
                        return EntityId.parse(one);
                    }
                    return casebook.keyed(by, one)
                            .orElseGet(
                                    () -> {
                                        var fresh = EntityId.random();
                                        newKeys.put(one, fresh);
                                        made.add(fresh);
                                        return fresh;
                                    });
                });
    }

    private String kind(EntityId entity, Optional<String> given, String key) {
        var known = kinds.get(entity);
        if (known == null) {
            known =
                    (made.contains(entity) ? Optional.<Entity>empty() : casebook.entity(by, entity))
                            .map(one -> one.kind().code())
                            .or(() -> given)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "entity \"%s\" is new; its first line must say of which kind"
                                                            .formatted(key)));
            kinds.put(entity, known);
        }
        if (given.isPresent() && !given.get().equals(known)) {
            throw new IllegalArgumentException(
                    "entity \"%s\" is a %s, not a %s".formatted(key, known, given.get()));
        }
        return known;
    }

    private List<NewClaim.Cite> cites(JsonNode node) {
        var citations = node.get("citations");
        if (citations != null && citations.isArray()) {
            var cites = new ArrayList<NewClaim.Cite>();
            citations.forEach(one -> cites.add(cite(one)));
            return cites;
        }
        return node.has("item") ? List.of(cite(node)) : List.of();
    }

    private NewClaim.Cite cite(JsonNode node) {
        var item = item(required(node, "item"));
        if (node.has("start")) {
            return new NewClaim.Cite(
                    item,
                    new Locator.Passage(
                            number(node, "page").orElse(1),
                            number(node, "start").orElseThrow(() -> lacks("start")),
                            number(node, "end").orElseThrow(() -> lacks("end"))));
        }
        var places = sayings.saying(item, required(node, "quote"), number(node, "page"));
        if (places.size() != 1) {
            throw new IllegalArgumentException(
                    places.isEmpty()
                            ? "the item does not say \"%s\"".formatted(required(node, "quote"))
                            : "the item says \"%s\" %d times; quote more of it, or give page, start and end"
                                    .formatted(required(node, "quote"), places.size()));
        }
        return new NewClaim.Cite(item, places.getFirst());
    }

    private ItemId item(String named) {
        return items.computeIfAbsent(
                named,
                one -> {
                    if (SHA256.matcher(one).matches()) {
                        return archive.items(by, new Digest(HexFormat.of().parseHex(one))).stream()
                                .min(Comparator.comparing(Item::position))
                                .map(Item::id)
                                .orElseThrow(() -> unknown("item with SHA-256", one));
                    }
                    if (ID.matcher(one).matches()) {
                        return ItemId.parse(one);
                    }
                    throw new IllegalArgumentException(
                            "item is \"%s\"; expected its SHA-256 in small letters, or its id"
                                    .formatted(one));
                });
    }

    // ---- a batch

    private void record() {
        var fresh = new ArrayList<Line>();
        var about =
                casebook.entities(by, waiting.stream().map(one -> one.claim().entity()).toList());
        for (var line : waiting) {
            var entity = about.get(line.claim().entity());
            var same =
                    entity == null
                            ? Optional.<Claim>empty()
                            : entity.claims().stream()
                                    .filter(claim -> says(claim, line.claim()))
                                    .findFirst();
            if (same.isPresent()) {
                outcome(line, Result.KNOWN, same.map(Claim::id), "");
            } else {
                fresh.add(line);
            }
        }
        waiting.clear();
        said.clear();
        if (trial) {
            fresh.forEach(line -> outcome(line, Result.FIT, Optional.empty(), ""));
        } else if (!fresh.isEmpty()) {
            recordAll(fresh);
        }
    }

    /// All at once; when one of them is refused, the others without it.
    private void recordAll(List<Line> lines) {
        try {
            var recorded = casebook.record(by, lines.stream().map(Line::claim).toList(), newKeys);
            for (int i = 0; i < recorded.size(); i++) {
                outcome(lines.get(i), Result.RECORDED, Optional.of(recorded.get(i).id()), "");
            }
            newKeys.values().removeAll(recorded.stream().map(Claim::entity).toList());
        } catch (CaseRefused refused) {
            if (lines.size() == 1) {
                outcome(
                        lines.getFirst(),
                        Result.REFUSED,
                        Optional.empty(),
                        String.valueOf(refused.getMessage()));
            } else {
                // In halves, so that one refusal does not part all the others.
                recordAll(lines.subList(0, lines.size() / 2));
                recordAll(lines.subList(lines.size() / 2, lines.size()));
            }
        }
    }

    private void outcome(Line line, Result result, Optional<ClaimId> claim, String reason) {
        each.accept(
                new Outcome(
                        line.number(),
                        result,
                        line.key(),
                        Optional.of(line.claim().entity()),
                        claim,
                        reason));
    }

    private static boolean says(Claim claim, NewClaim other) {
        var citations =
                claim.citations().stream()
                        .map(one -> new NewClaim.Cite(one.item(), one.locator()))
                        .toList();
        return claim.value()
                .map(value -> new Said(claim.entity(), claim.property(), value, citations))
                .equals(Optional.of(Said.by(other)));
    }

    // ---- fields

    private static String required(JsonNode node, String field) {
        return text(node, field).orElseThrow(() -> lacks(field));
    }

    private static Optional<String> text(JsonNode node, String field) {
        var found = node.get(field);
        return found == null || !found.isString()
                ? Optional.empty()
                : Optional.of(found.asString());
    }

    private static Optional<Integer> number(JsonNode node, String field) {
        var found = node.get(field);
        return found == null || !found.isInt() ? Optional.empty() : Optional.of(found.asInt());
    }

    private static <T> T choice(
            T[] values, Function<T, String> word, Optional<String> chosen, T usual) {
        if (chosen.isEmpty()) {
            return usual;
        }
        for (var value : values) {
            if (word.apply(value).equals(chosen.get())) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                "is \"%s\"; expected one of %s"
                        .formatted(chosen.get(), Stream.of(values).map(word).toList()));
    }

    private static IllegalArgumentException lacks(String field) {
        return new IllegalArgumentException("lacks \"%s\"".formatted(field));
    }

    private static IllegalArgumentException unknown(String what, String named) {
        return new IllegalArgumentException("there is no %s \"%s\"".formatted(what, named));
    }
}
