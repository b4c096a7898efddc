package org.haetae.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Property;
import org.haetae.casebook.Quote;
import org.haetae.casebook.Rereading;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.Values;
import org.haetae.resolve.Cluster;
import org.haetae.resolve.Judgement;
import org.haetae.resolve.Judgements;

/// An entity as `haetae show` tells it: what is held of it, and behind each value its claims, each
/// citation read again.
final class ShownEntity {

    private final Rooms rooms;
    private final Clearance by;
    private final Entity entity;
    private final List<Claim> referring;
    private final Cluster cluster;
    private final Map<EntityId, Entity> members;
    private final Titles titles;
    private final Map<ItemId, String> paths;
    private final Map<ClaimId, Standing> standing;
    private final Rereading rereading;

    private ShownEntity(Rooms rooms, Clearance by, Entity entity) {
        this.rooms = rooms;
        this.by = by;
        this.entity = entity;
        this.referring = casebook().referringTo(by, entity.id());
        this.cluster = judgements(rooms).cluster(by, entity.id());
        this.members = casebook().entities(by, others());
        this.standing = casebook().reviews().standing(by, claims());
        this.titles = casebook().titles(by, mentioned(), Locale.ENGLISH);
        var cited =
                claims().stream()
                        .flatMap(claim -> claim.citations().stream())
                        .map(Citation::item)
                        .collect(Collectors.toSet());
        this.paths =
                rooms.archive().items(by, cited).stream()
                        .collect(Collectors.toMap(Item::id, Item::path));
        this.rereading = casebook().rereading(by, cited);
    }

    /// Its own, and those of all that are judged to be one with it.
    private List<Claim> claims() {
        var claims = new ArrayList<>(entity.claims());
        members.values().forEach(member -> claims.addAll(member.claims()));
        return claims;
    }

    static Judgements judgements(Rooms rooms) {
        return new Judgements(
                rooms.database(), rooms.ledger(), rooms.archive(), rooms.casebook(), rooms.clock());
    }

    /// The entity of an id or of a key that a file of claims gave it.
    static Optional<ShownEntity> of(Rooms rooms, Clearance by, String idOrKey) {
        return id(idOrKey)
                .or(() -> rooms.casebook().keyed(by, idOrKey))
                .flatMap(id -> rooms.casebook().entity(by, id))
                .map(entity -> new ShownEntity(rooms, by, entity));
    }

    static Optional<EntityId> id(String text) {
        try {
            return Optional.of(EntityId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Casebook casebook() {
        return rooms.casebook();
    }

    /// Who is judged to be one with it.
    private List<EntityId> others() {
        return cluster.members().stream().filter(id -> !id.equals(entity.id())).toList();
    }

    private Set<EntityId> mentioned() {
        var ids = new HashSet<EntityId>(cluster.members());
        cluster.contradictions().forEach(one -> ids.addAll(List.of(one.one(), one.other())));
        for (var claim : claims()) {
            if (claim.value().orElse(null) instanceof Value.Reference(EntityId other)) {
                ids.add(other);
            }
        }
        referring.forEach(claim -> ids.add(claim.entity()));
        return ids;
    }

    /// For people.
    void tell(Terminal terminal) {
        terminal.line(
                "%s: %s  %s"
                        .formatted(
                                entity.kind().label().english(),
                                titles.of(entity.id()),
                                entity.id()));
        tellCluster(terminal);
        tell(terminal, entity);
        for (var id : others()) {
            var member = members.get(id);
            if (member != null) {
                terminal.line("Judged the same: %s  %s".formatted(titles.of(id), id));
                tell(terminal, member);
            }
        }
        if (!referring.isEmpty()) {
            terminal.line("Named by");
        }
        referring.stream()
                .map(
                        claim ->
                                "  %s: %s  %s"
                                        .formatted(
                                                kind(claim),
                                                titles.of(claim.entity()),
                                                property(claim)))
                .distinct()
                .forEach(terminal::line);
    }

    private void tellCluster(Terminal terminal) {
        for (var judgement : cluster.judgements()) {
            terminal.line(
                    "Judged %s at %s, ledger position %d: %s and %s%s"
                            .formatted(
                                    judgement.verdict().word(),
                                    judgement.at(),
                                    judgement.position(),
                                    judgement.one(),
                                    judgement.other(),
                                    judgement
                                            .words()
                                            .map(words -> ": " + oneLine(words.reason()))
                                            .orElse("")));
        }
        for (var judgement : cluster.contradictions()) {
            terminal.line(
                    "Contradiction: %s and %s are judged the same at ledger position %d, which joins them to what was judged different; they are not joined"
                            .formatted(judgement.one(), judgement.other(), judgement.position()));
        }
    }

    private void tell(Terminal terminal, Entity entity) {
        entity.properties()
                .forEach(
                        (property, values) -> {
                            terminal.line(
                                    property.label().english()
                                            + (entity.disputed(property)
                                                    ? "  (sources differ)"
                                                    : ""));
                            values.forEach(held -> tell(terminal, property, held));
                        });
    }

    private void tell(Terminal terminal, Property property, Entity.Held held) {
        terminal.line("  " + titles.words(property, held.value()));
        for (var claim : held.claims()) {
            terminal.line(
                    "    %s%s, %s%s, %s  %s"
                            .formatted(
                                    claim.grade().code(),
                                    claim.grade().reason().isEmpty()
                                            ? ""
                                            : " (%s)".formatted(claim.grade().reason()),
                                    claim.status().word(),
                                    reviewed(claim),
                                    claim.at(),
                                    claim.id()));
            for (var citation : claim.citations()) {
                terminal.line(
                        "      %s, %s, %s: %s"
                                .formatted(
                                        paths.getOrDefault(
                                                citation.item(), citation.item().toString()),
                                        place(citation.locator()),
                                        found(rereading.of(citation)),
                                        citation.quote()
                                                .map(Quote::exact)
                                                .map(ShownEntity::oneLine)
                                                .orElse("")));
            }
        }
    }

    private String kind(Claim claim) {
        return casebook().schema().kindOr(claim.kind()).label().english();
    }

    private String property(Claim claim) {
        return casebook()
                .schema()
                .kindOr(claim.kind())
                .propertyOr(claim.property())
                .label()
                .english();
    }

    private String reviewed(Claim claim) {
        var is = standing.get(claim.id());
        return is == Standing.NOT_REVIEWED ? "" : ", " + is.word().replace('-', ' ');
    }

    private static String oneLine(String text) {
        return "“" + text.replaceAll("\\s+", " ") + "”";
    }

    static String place(Locator locator) {
        return switch (locator) {
            case Locator.Passage(int page, int start, int end) ->
                    "page %d, %d-%d".formatted(page, start, end);
            case Locator.Region region when region.isWhole() -> "page " + region.page();
            case Locator.Region(int page, int left, int top, int width, int height) ->
                    "picture of page %d, xywh=percent:%s,%s,%s,%s"
                            .formatted(
                                    page,
                                    Locator.Region.percent(left),
                                    Locator.Region.percent(top),
                                    Locator.Region.percent(width),
                                    Locator.Region.percent(height));
            case Locator.Stretch(long start, long end) ->
                    "t=%s,%s".formatted(start / 1000.0, end / 1000.0);
        };
    }

    private static String found(Found found) {
        return switch (found) {
            case Found.AsCited asCited -> "found as cited";
            case Found.Moved moved -> "moved to " + place(moved.to());
            case Found.Gone gone ->
                    "gone: " + gone.why().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    /// For programs.
    Map<String, Object> row() {
        var row = new LinkedHashMap<String, Object>();
        row.put("entity", entity.id().toString());
        row.put("kind", entity.kind().code());
        row.put("title", titles.of(entity.id()));
        row.put("claims", claims(entity));
        if (cluster.members().size() > 1) {
            row.put(
                    "same",
                    others().stream()
                            .filter(members::containsKey)
                            .map(
                                    id ->
                                            Map.of(
                                                    "entity", id.toString(),
                                                    "title", titles.of(id),
                                                    "claims", claims(members.get(id))))
                            .toList());
        }
        if (!cluster.judgements().isEmpty()) {
            row.put("judgements", cluster.judgements().stream().map(this::row).toList());
        }
        return row;
    }

    private Map<String, Object> row(Judgement judgement) {
        var row = new LinkedHashMap<String, Object>();
        row.put("one", judgement.one().toString());
        row.put("other", judgement.other().toString());
        row.put("verdict", judgement.verdict().word());
        row.put("at", judgement.at().toString());
        row.put("by", judgement.by().toString());
        row.put("position", judgement.position());
        judgement.model().ifPresent(model -> row.put("model", model));
        judgement.words().ifPresent(words -> row.put("reason", words.reason()));
        row.put("contradicts", cluster.contradictions().contains(judgement));
        return row;
    }

    private List<Map<String, Object>> claims(Entity entity) {
        var claims = new ArrayList<Map<String, Object>>();
        entity.properties()
                .forEach(
                        (property, values) ->
                                values.forEach(
                                        held ->
                                                held.claims()
                                                        .forEach(
                                                                claim ->
                                                                        claims.add(
                                                                                row(
                                                                                        entity,
                                                                                        property,
                                                                                        claim)))));
        return claims;
    }

    private Map<String, Object> row(Entity of, Property property, Claim claim) {
        var row = new LinkedHashMap<String, Object>();
        row.put("claim", claim.id().toString());
        row.put("version", claim.version());
        row.put("property", property.code());
        claim.value()
                .ifPresent(
                        value -> {
                            row.put("value", Values.map(value));
                            row.put("words", titles.words(property, value));
                        });
        row.put("rivals", of.disputed(property));
        row.put("grade", claim.grade().code());
        row.put("grade-reason", claim.grade().reason());
        row.put("status", claim.status().word());
        row.put("review", standing.get(claim.id()).word());
        row.put("basis", claim.basis().word());
        row.put("at", claim.at().toString());
        row.put("position", claim.position());
        row.put("citations", claim.citations().stream().map(this::row).toList());
        return row;
    }

    private Map<String, Object> row(Citation citation) {
        var row = new LinkedHashMap<String, Object>();
        row.put("item", citation.item().toString());
        Optional.ofNullable(paths.get(citation.item())).ifPresent(path -> row.put("path", path));
        row.put("place", place(citation.locator()));
        citation.quote().ifPresent(quote -> row.put("quote", quote.exact()));
        row.put("found", found(rereading.of(citation)));
        return row;
    }
}
