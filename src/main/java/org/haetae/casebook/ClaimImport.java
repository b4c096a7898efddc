package org.haetae.casebook;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.haetae.archive.ItemId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes in claims from a file, one JSON object a line (docs/formats/claims.md). Each line has an
/// outcome; one that cannot be recorded keeps no other from it. The same file given again records
/// nothing twice.
public final class ClaimImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ITEM = "item";
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
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
                    "region",
                    "start-millis",
                    "end-millis",
                    "citations",
                    "grade",
                    "grade-reason",
                    "status",
                    "basis");

    private final Casebook casebook;
    private final Archive archive;
    private final Clearance by;
    private final ClaimIntake intake;
    private final Casebook.Sayings sayings;
    private final Map<String, ItemId> items = new HashMap<>();

    /// @param trial whether nothing is to be recorded, only told
    /// @param each hears of every line, in the order in which their fate is known
    public ClaimImport(
            Casebook casebook,
            Archive archive,
            Clearance by,
            boolean trial,
            Consumer<ClaimIntake.Outcome> each) {
        this.casebook = casebook;
        this.archive = archive;
        this.by = by;
        this.intake = new ClaimIntake(casebook, by, trial, each);
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
        intake.end();
    }

    private void take(int number, String line) {
        var key = "";
        try {
            var node = JSON.readTree(line);
            key = text(node, "entity").orElse("");
            intake.take(number, key, List.of(claim(node)));
        } catch (JacksonException e) {
            intake.refuse(number, key, "is not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | CaseRefused e) {
            intake.refuse(number, key, String.valueOf(e.getMessage()));
        }
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
        var key = required(node, "entity");
        var entity = intake.entity(key);
        var kind = intake.kind(entity, text(node, "kind"), key);
        var schema = casebook.schema();
        var property =
                schema.kind(kind)
                        .orElseThrow(() -> unknown("kind", kind))
                        .property(required(node, "property"))
                        .orElseThrow(
                                () -> unknown("property of " + kind, required(node, "property")));
        var value =
                inArchive(
                        property,
                        Values.read(
                                schema,
                                property,
                                Optional.ofNullable(node.get("value"))
                                        .orElseThrow(() -> lacks("value")),
                                intake::entity));
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

    /// Which item a document is may be told by its digest, too; it is kept as the item's id, for a
    /// digest would confirm for ever that it was held.
    private Value inArchive(Property property, Value value) {
        return property.code().equals(ITEM)
                        && value instanceof Value.Text(String text, var language)
                        && SHA256.matcher(text).matches()
                ? new Value.Text(item(text).toString(), Optional.empty())
                : value;
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
        if (node.has("region")) {
            return new NewClaim.Cite(
                    item, region(number(node, "page").orElse(1), node.get("region")));
        }
        if (node.has("start-millis")) {
            return new NewClaim.Cite(
                    item,
                    new Locator.Stretch(
                            number(node, "start-millis").orElseThrow(() -> lacks("start-millis")),
                            number(node, "end-millis").orElseThrow(() -> lacks("end-millis"))));
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

    private static Locator.Region region(int page, JsonNode box) {
        if (!box.isArray() || box.size() != 4 || !box.valueStream().allMatch(JsonNode::isInt)) {
            throw new IllegalArgumentException(
                    "region is no list of left, top, width and height, in ten-thousandths of the page");
        }
        return new Locator.Region(
                page,
                box.get(0).asInt(),
                box.get(1).asInt(),
                box.get(2).asInt(),
                box.get(3).asInt());
    }

    private ItemId item(String named) {
        return items.computeIfAbsent(named, one -> Sources.item(archive, by, one));
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
