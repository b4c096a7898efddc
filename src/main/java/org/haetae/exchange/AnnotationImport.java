package org.haetae.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Basis;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.ClaimIntake;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Sources;
import org.haetae.casebook.Status;
import org.haetae.casebook.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Takes in claims that were written as W3C Web Annotations ([AnnotationExport]). The words that an
/// annotation quotes have to stand in the item: where they stand elsewhere than it says, and only
/// once, that place is cited.
public final class AnnotationImport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Casebook casebook;
    private final Archive archive;
    private final Clearance by;
    private final ClaimIntake intake;
    private final Casebook.Sayings sayings;
    private final Map<List<String>, ItemId> items = new HashMap<>();

    /// @param trial whether nothing is to be recorded, only told
    /// @param each hears of every annotation, by its place in the document, in the order in which
    ///   their fate is known
    public AnnotationImport(
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

    /// Takes in a JSON-LD document: a page or a collection of annotations, several in a list, or
    /// one.
    ///
    /// @throws IllegalArgumentException when it is no JSON
    public void read(String document) {
        JsonNode node;
        try {
            node = JSON.readTree(document);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        int number = 0;
        for (var annotation : annotations(node)) {
            take(++number, annotation);
        }
        intake.end();
    }

    private static Iterable<JsonNode> annotations(JsonNode node) {
        return node.has("items")
                ? node.get("items")
                : node.has("first") ? annotations(node.get("first")) : Annotations.each(node);
    }

    private void take(int number, JsonNode annotation) {
        var key = "";
        try {
            var said = said(annotation);
            key = said.path("entity").asString("");
            intake.take(number, key, List.of(claim(annotation, said)));
        } catch (IllegalArgumentException | CaseRefused e) {
            intake.refuse(number, key, String.valueOf(e.getMessage()));
        }
    }

    /// The claim that a body holds.
    private static JsonNode said(JsonNode annotation) {
        for (var body : Annotations.each(annotation.path("body"))) {
            if (body.path("format").asString("").equals("application/json")) {
                try {
                    return JSON.readTree(body.path("value").asString(""));
                } catch (JacksonException e) {
                    throw new IllegalArgumentException("its body is no JSON", e);
                }
            }
        }
        throw new IllegalArgumentException(
                "no body is a claim; expected one of format application/json with entity, kind, property and value");
    }

    private NewClaim claim(JsonNode annotation, JsonNode said) {
        var key = key(field(said, "entity"));
        var about = intake.entity(key);
        var kind = intake.kind(about, Optional.of(field(said, "kind")), key);
        var schema = casebook.schema();
        var property =
                schema.kind(kind)
                        .flatMap(one -> one.property(field(said, "property")))
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "there is no property %s.%s"
                                                        .formatted(kind, field(said, "property"))));
        var cites = new ArrayList<NewClaim.Cite>();
        for (var target : Annotations.each(annotation.path("target"))) {
            cites.add(cite(Annotations.target(target)));
        }
        return new NewClaim(
                about,
                kind,
                property.code(),
                Values.read(schema, property, said.path("value"), id -> intake.entity(key(id))),
                cites,
                Grade.of(said.path("grade").asString("F6"), said.path("grade-reason").asString("")),
                Stream.of(Status.values())
                        .filter(status -> status.word().equals(said.path("status").asString("")))
                        .findFirst()
                        .orElse(Status.RECORDED),
                Stream.of(Basis.values())
                        .filter(basis -> basis.word().equals(said.path("basis").asString("")))
                        .findFirst()
                        .orElse(Basis.ITEM),
                Set.of());
    }

    private static String field(JsonNode said, String field) {
        return Optional.of(said.path(field).asString(""))
                .filter(text -> !text.isEmpty())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "its claim lacks \"%s\"".formatted(field)));
    }

    /// The id of an entity that is here stays what it is; that of another home is a key.
    private String key(String id) {
        return ID.matcher(id).matches() && intake.kindOf(EntityId.parse(id)).isEmpty()
                ? "annotation:" + id
                : id;
    }

    private NewClaim.Cite cite(Annotations.Target target) {
        var item = items.computeIfAbsent(target.names(), this::item);
        if (target.exact().isEmpty()) {
            return new NewClaim.Cite(item, target.locator().orElseThrow());
        }
        var places = sayings.saying(item, target.exact().get(), Optional.empty());
        var there = target.locator().filter(Locator.Passage.class::isInstance);
        if (there.isPresent() && places.contains((Locator.Passage) there.get())) {
            return new NewClaim.Cite(item, there.get());
        }
        if (places.size() != 1) {
            throw new IllegalArgumentException(
                    places.isEmpty()
                            ? "item %s does not say what is quoted".formatted(item)
                            : "item %s says what is quoted %d times, and not where the annotation points to"
                                    .formatted(item, places.size()));
        }
        return new NewClaim.Cite(item, places.getFirst());
    }

    /// By its id here, else by its digest.
    private ItemId item(List<String> names) {
        for (var name : names) {
            try {
                var item = Sources.item(archive, by, name);
                if (archive.item(by, item).isPresent()) {
                    return item;
                }
            } catch (IllegalArgumentException e) {
                // Perhaps it is there by another of its names.
            }
        }
        throw new IllegalArgumentException("there is no item " + String.join(" or ", names));
    }
}
