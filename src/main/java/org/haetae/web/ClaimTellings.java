package org.haetae.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Found;
import org.haetae.casebook.Locator;
import org.haetae.casebook.Property;
import org.haetae.casebook.Rereading;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.extract.Renditions;
import org.haetae.linkage.Explanation;
import org.haetae.resolve.Spellings;
import org.jspecify.annotations.Nullable;

/// Some claims as pages tell them to one visitor: entities by their titles, items by their names,
/// each citation read again, earlier versions behind each.
final class ClaimTellings {
    private static final int MOST_SPELLINGS = 5;

    /// Kinds that say to which unit somebody belongs.
    private static final Set<String> TIES_TO_UNITS = Set.of("post", "membership");

    private final Casebook casebook;
    private final Renditions renditions;
    private final Names names;
    private final Visitor visitor;
    private final Titles titles;
    private final Map<ItemId, Item> items;
    private final Map<ClaimId, Standing> standing;
    private final Rereading rereading;
    private final Map<ActorId, String> actors = new HashMap<>();

    /// @param further entities whose titles are needed besides those of the claims
    ClaimTellings(
            Rooms rooms,
            Names names,
            Visitor visitor,
            Collection<Claim> claims,
            Collection<EntityId> further) {
        this.casebook = rooms.casebook();
        this.renditions = rooms.renditions();
        this.names = names;
        this.visitor = visitor;
        Set<EntityId> mentioned = new HashSet<>(further);
        Set<ItemId> cited = new HashSet<>();
        for (Claim claim : claims) {
            mentioned.add(claim.entity());
            claim.value().flatMap(ClaimTellings::target).ifPresent(mentioned::add);
            claim.citations().forEach(citation -> cited.add(citation.item()));
        }
        this.titles = casebook.titles(visitor.clearance(), mentioned, visitor.language().locale());
        this.items =
                rooms.archive().items(visitor.clearance(), cited).stream()
                        .collect(Collectors.toMap(Item::id, Function.identity()));
        this.standing = casebook.reviews().standing(visitor.clearance(), claims);
        this.rereading = casebook.rereading(visitor.clearance(), cited);
    }

    /// How far the review of one of the claims has come.
    Standing standing(Claim claim) {
        return standing.getOrDefault(claim.id(), Standing.NOT_REVIEWED);
    }

    /// What is found now where a citation points to.
    Found found(Citation citation) {
        return rereading.of(citation);
    }

    static Optional<EntityId> target(Value value) {
        return value instanceof Value.Reference(EntityId entity)
                ? Optional.of(entity)
                : Optional.empty();
    }

    static String address(EntityId entity) {
        return "/entity/" + entity;
    }

    /// Where words of an item are shown.
    static String address(ItemId item, Locator locator) {
        return switch (locator) {
                    case Locator.Passage passage ->
                            "/items/%s/pages/%d".formatted(item, passage.page());
                    case Locator.Region region ->
                            "/items/%s/pages/%d".formatted(item, region.page());
                    case Locator.Stretch stretch -> "/items/" + item;
                }
                + anchor(locator);
    }

    /// Where on that page.
    static String anchor(Locator locator) {
        return switch (locator) {
            case Locator.Passage passage -> "#at-" + passage.start();
            case Locator.Region region -> region.isWhole() ? "" : "#plate";
            case Locator.Stretch stretch -> "#claims";
        };
    }

    static Sheet.Place place(Locator locator) {
        return switch (locator) {
            case Locator.Passage passage -> new Sheet.Place("passage", passage.page(), "");
            case Locator.Region region ->
                    new Sheet.Place(region.isWhole() ? "passage" : "region", region.page(), "");
            case Locator.Stretch(long start, long end) ->
                    new Sheet.Place("stretch", 0, Placing.clock(start) + "–" + Placing.clock(end));
        };
    }

    String title(EntityId entity) {
        return titles.of(entity);
    }

    String words(Claim claim) {
        Property property = property(claim);
        return claim.value().map(value -> titles.words(property, value)).orElse("");
    }

    String words(Property property, Value value) {
        return titles.words(property, value);
    }

    Property property(Claim claim) {
        return casebook.schema().kindOr(claim.kind()).propertyOr(claim.property());
    }

    String label(Claim claim) {
        return property(claim).label().in(visitor.language().locale());
    }

    /// All versions of a claim, when there are several.
    List<Claim> earlier(Claim claim) {
        return claim.version() == 1
                ? List.of()
                : casebook.history(visitor.clearance(), claim.id()).stream()
                        .filter(version -> version.version() < claim.version())
                        .sorted((one, other) -> other.version() - one.version())
                        .toList();
    }

    Sheet.ClaimRow row(Claim claim, List<Claim> earlier, boolean latest) {
        return new Sheet.ClaimRow(
                claim.id().toString(),
                claim.version(),
                words(claim),
                claim.grade().code(),
                claim.grade().reason(),
                claim.status().word(),
                standing(claim).word(),
                claim.basis().word(),
                actor(claim),
                claim.at(),
                claim.reason(),
                latest,
                claim.citations().stream().map(this::row).toList(),
                earlier.stream().map(this::version).toList());
    }

    private String actor(Claim claim) {
        return actors.computeIfAbsent(claim.by(), by -> names.actor(visitor, by));
    }

    private Sheet.VersionRow version(Claim claim) {
        return new Sheet.VersionRow(
                claim.version(),
                words(claim),
                claim.grade().code(),
                claim.status().word(),
                actor(claim),
                claim.at(),
                claim.reason());
    }

    private Sheet.CiteRow row(Citation citation) {
        Found found = found(citation);
        Locator now = found instanceof Found.Moved(Locator.Passage to) ? to : citation.locator();
        Item item = items.get(citation.item());
        return new Sheet.CiteRow(
                item == null ? citation.item().toString() : Tellings.name(item),
                item == null ? null : address(citation.item(), now),
                place(citation.locator()),
                citation.quote().map(quote -> lastLine(quote.prefix())).orElse(""),
                citation.quote().map(quote -> quote.exact().strip()).orElse(""),
                citation.quote().map(quote -> firstLine(quote.suffix())).orElse(""),
                word(found),
                found instanceof Found.Moved ? place(now) : null,
                item != null
                                && found instanceof Found.AsCited
                                && citation.locator() instanceof Locator.Region region
                                && !region.isWhole()
                        ? crop(citation.item(), region)
                        : null);
    }

    /// The part of a page image that is cited. How large the image is, is known once somebody has
    /// looked at it; before, there is the link.
    private Sheet.@Nullable Crop crop(ItemId item, Locator.Region region) {
        try {
            return renditions
                    .image(item, region.page())
                    .map(
                            image ->
                                    new Sheet.Crop(
                                            "/items/%s/pages/%d.png".formatted(item, region.page()),
                                            image.width(),
                                            image.height(),
                                            part(region.left(), image.width()),
                                            part(region.top(), image.height()),
                                            Math.max(1, part(region.width(), image.width())),
                                            Math.max(1, part(region.height(), image.height()))))
                    .orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException("a page image could not be read", e);
        }
    }

    private static int part(int tenThousandths, int whole) {
        return (int) Math.round((double) tenThousandths * whole / Locator.Region.WHOLE);
    }

    static String word(Found found) {
        return switch (found) {
            case Found.AsCited cited -> "as-cited";
            case Found.Moved moved -> "moved";
            case Found.Gone(Found.Why why) ->
                    switch (why) {
                        case ERASED -> "erased";
                        case NOT_READ -> "not-read";
                        case OTHER_WORDS -> "other-words";
                        case NO_SUCH_PLACE -> "no-such-place";
                    };
        };
    }

    private static String lastLine(String text) {
        int start = text.lastIndexOf('\n') + 1;
        return start == 0 && !text.isEmpty() ? "…" + text : text.substring(start);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end >= 0 ? text.substring(0, end) : text.isEmpty() ? text : text + "…";
    }

    /// What tells an entity from others of its name: its dates, codes and places, a few of them.
    static String about(org.haetae.casebook.Entity entity, Titles titles) {
        return entity.kind().properties().values().stream()
                .filter(property -> !entity.kind().title().contains(property.code()))
                .filter(
                        property ->
                                switch (property.type()) {
                                    case DATE, CODE, REFERENCE -> true;
                                    case NAME, TEXT, NUMBER, POINT, LINK -> false;
                                })
                .flatMap(
                        property ->
                                entity.values(property.code()).stream()
                                        .map(value -> titles.words(property, value)))
                .filter(words -> !words.isEmpty())
                .distinct()
                .limit(4)
                .collect(Collectors.joining(", "));
    }

    /// Entities that a name may stand for, with what tells one from another.
    static List<Sheet.Candidate> candidates(
            Casebook casebook, Visitor visitor, String name, Collection<String> kinds, int most) {
        return withSpellings(
                casebook,
                visitor,
                casebook.lookUp(visitor.clearance(), name, kinds, most),
                name,
                kinds,
                most);
    }

    /// Entities, and after them those that may be called so in another spelling or script.
    static List<Sheet.Candidate> withSpellings(
            Casebook casebook,
            Visitor visitor,
            Collection<org.haetae.casebook.Entity> first,
            String name,
            Collection<String> kinds,
            int most) {
        Set<EntityId> known =
                first.stream().map(org.haetae.casebook.Entity::id).collect(Collectors.toSet());
        List<Spellings.Meant> meant =
                new Spellings(casebook)
                        .of(visitor.clearance(), name, kinds, most).stream()
                                .filter(one -> !known.contains(one.entity().id()))
                                .limit(MOST_SPELLINGS)
                                .toList();
        Map<EntityId, String> spelled =
                meant.stream()
                        .collect(
                                Collectors.toMap(
                                        one -> one.entity().id(),
                                        one ->
                                                Words.in(visitor.language())
                                                        .say(
                                                                "cite.spelling",
                                                                Explanation.percent(
                                                                        one.probability()))));
        return candidates(
                        casebook,
                        visitor,
                        Stream.concat(first.stream(), meant.stream().map(Spellings.Meant::entity))
                                .toList())
                .stream()
                .map(
                        one ->
                                new Sheet.Candidate(
                                        one.id(),
                                        one.title(),
                                        one.kind(),
                                        Stream.of(
                                                        one.about(),
                                                        spelled.getOrDefault(
                                                                EntityId.parse(one.id()), ""))
                                                .filter(words -> !words.isEmpty())
                                                .collect(Collectors.joining(", "))))
                .toList();
    }

    static List<Sheet.Candidate> candidates(
            Casebook casebook, Visitor visitor, Collection<org.haetae.casebook.Entity> entities) {
        if (entities.isEmpty()) {
            return List.of();
        }
        Map<EntityId, Set<EntityId>> units = units(casebook, visitor, entities);
        Set<EntityId> mentioned =
                Stream.concat(units.values().stream().flatMap(Set::stream), mentioned(entities))
                        .collect(Collectors.toSet());
        Titles titles =
                casebook.titles(visitor.clearance(), mentioned, visitor.language().locale());
        List<Sheet.Candidate> candidates = new ArrayList<>();
        for (var entity : entities) {
            candidates.add(
                    new Sheet.Candidate(
                            entity.id().toString(),
                            titles.of(entity.id()),
                            entity.kind().label().in(visitor.language().locale()),
                            Stream.concat(
                                            Stream.of(about(entity, titles)),
                                            units.getOrDefault(entity.id(), Set.of()).stream()
                                                    .map(titles::of))
                                    .filter(words -> !words.isEmpty())
                                    .collect(Collectors.joining(", "))));
        }
        return candidates;
    }

    private static Stream<EntityId> mentioned(Collection<org.haetae.casebook.Entity> entities) {
        return entities.stream()
                .flatMap(
                        entity ->
                                Stream.concat(
                                        Stream.of(entity.id()),
                                        entity.claims().stream()
                                                .flatMap(claim -> claim.value().stream())
                                                .flatMap(value -> target(value).stream())));
    }

    /// Units in which these entities hold or held a post, or are members.
    private static Map<EntityId, Set<EntityId>> units(
            Casebook casebook, Visitor visitor, Collection<org.haetae.casebook.Entity> entities) {
        List<Claim> ends =
                casebook
                        .referringTo(
                                visitor.clearance(),
                                entities.stream().map(org.haetae.casebook.Entity::id).toList(),
                                TIES_TO_UNITS)
                        .stream()
                        .filter(Claim::stands)
                        .toList();
        var ties =
                ends.isEmpty()
                        ? Map.<EntityId, org.haetae.casebook.Entity>of()
                        : casebook.outlines(
                                visitor.clearance(), ends.stream().map(Claim::entity).toList());
        Map<EntityId, Set<EntityId>> units = new HashMap<>();
        for (Claim end : ends) {
            EntityId of = end.value().flatMap(ClaimTellings::target).orElseThrow();
            Optional.ofNullable(ties.get(end.entity())).stream()
                    .flatMap(tie -> tie.values("organisation").stream())
                    .flatMap(value -> target(value).stream())
                    .filter(unit -> !unit.equals(of))
                    .forEach(
                            unit ->
                                    units.computeIfAbsent(of, one -> new LinkedHashSet<>())
                                            .add(unit));
        }
        return units;
    }

    /// The position up to which a visitor knows claims as their own.
    static long lastOwn(Visitor visitor, Stream<Claim> claims) {
        return claims.filter(claim -> claim.by().equals(visitor.clearance().actor()))
                .mapToLong(Claim::position)
                .max()
                .orElse(Long.MAX_VALUE);
    }
}
