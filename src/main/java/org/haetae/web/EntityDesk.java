package org.haetae.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.archive.ItemId;
import org.haetae.archive.Uses;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.DraftId;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Property;
import org.haetae.casebook.Standing;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.exchange.AnnotationExport;
import org.haetae.exchange.Exports;
import org.haetae.exchange.FtmExport;
import org.haetae.ledger.Act;
import org.haetae.resolve.Cluster;
import org.haetae.resolve.Judgements;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// An entity: what is held of it, who says so, and what refers to it.
@Controller
final class EntityDesk {
    /// References that one page shows.
    private static final int MOST_REFERENCES = 200;

    private final Rooms rooms;
    private final Casebook casebook;
    private final Exports exports;
    private final Names names;
    private final Acts acts;
    private final Reviewing reviewing;
    private final Judgements judgements;
    private final ResolveDesk resolve;
    private final DesignationDesk designations;

    EntityDesk(
            Rooms rooms,
            Names names,
            Acts acts,
            Judgements judgements,
            ResolveDesk resolve,
            DesignationDesk designations) {
        this.rooms = rooms;
        this.casebook = rooms.casebook();
        this.exports =
                new Exports(
                        rooms.casebook(),
                        rooms.archive().uses(),
                        rooms.database(),
                        rooms.ledger(),
                        rooms.clock());
        this.names = names;
        this.acts = acts;
        this.reviewing = new Reviewing(rooms, names);
        this.judgements = judgements;
        this.resolve = resolve;
        this.designations = designations;
    }

    /// @param asOf a day, at the end of which (UTC) the entity is shown; empty for now
    /// @param reviewed word of a standing: only claims that have come so far; empty for all
    @GetMapping("/entity/{id}")
    @Needs(Permission.READ_CLAIMS)
    Answer entity(
            @PathVariable UUID id,
            @RequestParam(name = "as-of", defaultValue = "") String asOf,
            @RequestParam(defaultValue = "") String reviewed,
            @RequestParam(name = "recorded", defaultValue = "") String draft,
            Visitor visitor) {
        EntityId entity = new EntityId(id);
        Optional<LocalDate> day = day(asOf);
        boolean wrong = !asOf.isBlank() && day.isEmpty();
        Optional<Entity> found =
                day.map(EntityDesk::endOf)
                        .map(end -> casebook.entity(visitor.clearance(), entity, end))
                        .orElseGet(() -> casebook.entity(visitor.clearance(), entity));
        boolean tooEarly = found.isEmpty() && day.isPresent();
        if (tooEarly) {
            found = casebook.entity(visitor.clearance(), entity);
        }
        Entity shown = found.orElseThrow(NotHere::new);
        acts.recordOnceInAWhile(visitor, Act.VIEWED, id);
        return show(
                visitor,
                shown,
                tooEarly ? Optional.empty() : day,
                Reviewing.standing(reviewed),
                recorded(visitor, shown, draft),
                wrong ? "entity.as-of.wrong" : tooEarly ? "entity.as-of.nothing" : "");
    }

    /// What was recorded with an event in one save, for the one who saved it.
    private Sheet.Entity.@Nullable Recorded recorded(Visitor visitor, Entity event, String draft) {
        if (draft.isEmpty() || !visitor.may(Permission.RECORD_CLAIMS)) {
            return null;
        }
        try {
            return casebook.drafts()
                    .entered(visitor.clearance(), DraftId.parse(draft))
                    .filter(entered -> entered.as().equals(event.id()) && entered.claims() > 0)
                    .map(
                            entered ->
                                    new Sheet.Entity.Recorded(
                                            entered.claims(),
                                            entered.about(),
                                            entered.only().map(ItemId::toString).orElse(null)))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// What may leave of it: as FollowTheMoney with what stands next to it, or its claims with the
    /// places that they cite.
    @PostMapping("/entity/{id}/export")
    @Needs(Permission.EXPORT)
    Answer export(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String format,
            ItemDesk.Wanted wanted,
            Visitor visitor) {
        EntityId entity = new EntityId(id);
        if (!visitor.may(Permission.READ_CLAIMS)) {
            throw new NotHere();
        }
        Entity seen = casebook.entity(visitor.clearance(), entity).orElseThrow(NotHere::new);
        Uses uses = rooms.archive().uses();
        if (casebook.entity(uses.leaving(visitor.clearance(), wanted.told()), entity).isEmpty()) {
            // Nothing of it may leave for this use: that is told, not shown by an empty file.
            uses.require(
                    visitor.clearance(),
                    wanted.told(),
                    seen.claims().stream()
                            .flatMap(claim -> claim.citations().stream())
                            .map(Citation::item)
                            .distinct()
                            .toList());
        }
        return switch (format) {
            case EntitiesDesk.FTM -> {
                FtmExport export = exports.followTheMoney(visitor.clearance(), wanted.told());
                yield new Answer.Download(
                        "application/x-ndjson",
                        "entity-%s.ftm.json".formatted(id),
                        out -> export.write(entity, out));
            }
            case "annotations" -> {
                AnnotationExport export =
                        exports.annotations(visitor.clearance(), wanted.told(), rooms.archive());
                yield new Answer.Download(
                        "application/ld+json",
                        "annotations-%s.jsonld".formatted(id),
                        out -> export.write(entity, visitor.language().locale(), out));
            }
            default -> throw new NotHere();
        };
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private Sheet show(
            Visitor visitor,
            Entity whole,
            Optional<LocalDate> day,
            Optional<Standing> standing,
            Sheet.Entity.@Nullable Recorded recorded,
            String problem) {
        Entity entity = standing.map(one -> narrowed(visitor, whole, one)).orElse(whole);
        List<Claim> referring =
                casebook.referringTo(visitor.clearance(), entity.id()).stream()
                        .filter(Claim::stands)
                        .toList();
        Cluster cluster = judgements.cluster(visitor.clearance(), entity.id());
        // Judgements are those of now: a past day shows what was known of each by itself.
        Map<EntityId, Entity> same =
                day.isPresent()
                        ? Map.of()
                        : casebook.entities(
                                visitor.clearance(),
                                cluster.members().stream()
                                        .filter(one -> !one.equals(entity.id()))
                                        .toList());
        List<Claim> some = referring.stream().limit(MOST_REFERENCES).toList();
        Map<EntityId, Entity> links =
                casebook.outlines(
                        visitor.clearance(), some.stream().map(Claim::entity).distinct().toList());
        ClaimTellings tellings =
                new ClaimTellings(
                        rooms,
                        names,
                        visitor,
                        Stream.of(entity.claims().stream(), claims(same), some.stream())
                                .flatMap(Function.identity())
                                .toList(),
                        Stream.concat(Stream.of(entity.id()), same.keySet().stream()).toList());
        Map<ClaimId, List<Claim>> earlier = new HashMap<>();
        Stream.concat(entity.claims().stream(), claims(same))
                .forEach(claim -> earlier.put(claim.id(), tellings.earlier(claim)));
        long own =
                ClaimTellings.lastOwn(
                        visitor,
                        Stream.concat(
                                entity.claims().stream(),
                                earlier.values().stream().flatMap(List::stream)));
        Set<ClaimId> news =
                entity.claims().stream()
                        .filter(claim -> claim.position() > own)
                        .map(Claim::id)
                        .collect(Collectors.toSet());
        Locale locale = visitor.language().locale();
        return new Sheet.Entity(
                entity.id().toString(),
                tellings.title(entity.id()),
                entity.kind().code(),
                entity.kind().label().in(locale),
                day.map(LocalDate::toString).orElse(""),
                said(entity, tellings, earlier, news, locale),
                references(some, links, tellings, locale),
                referring.size() - some.size(),
                news.size(),
                standing.map(Standing::word).orElse(""),
                reviewing.assigning(visitor, whole),
                day.isPresent() ? null : new Happened(casebook, visitor).story(whole),
                day.isPresent()
                        ? null
                        : TimelineDesk.beside(casebook, visitor, whole, links.values()),
                !whole.kind().ofType(ValueType.POINT).isEmpty()
                        || !whole.telling(Tells.WHERE).isEmpty(),
                FtmExport.has(whole.kind()),
                same.values().stream()
                        .map(one -> standing.map(by -> narrowed(visitor, one, by)).orElse(one))
                        .map(
                                one ->
                                        new Sheet.Same(
                                                one.id().toString(),
                                                tellings.title(one.id()),
                                                said(one, tellings, earlier, Set.of(), locale)))
                        .toList(),
                day.isPresent() ? List.of() : resolve.beside(visitor, whole),
                day.isPresent() ? null : designations.ofUnit(visitor, whole),
                day.isEmpty() && !cluster.contradictions().isEmpty(),
                recorded,
                problem.isEmpty() ? null : problem);
    }

    private static Stream<Claim> claims(Map<EntityId, Entity> of) {
        return of.values().stream().flatMap(one -> one.claims().stream());
    }

    private static List<Sheet.Said> said(
            Entity entity,
            ClaimTellings tellings,
            Map<ClaimId, List<Claim>> earlier,
            Set<ClaimId> news,
            Locale locale) {
        List<Sheet.Said> properties = new ArrayList<>();
        entity.properties()
                .forEach(
                        (property, values) ->
                                properties.add(
                                        new Sheet.Said(
                                                property.label().in(locale),
                                                entity.disputed(property),
                                                property.retired(),
                                                values.stream()
                                                        .map(
                                                                held ->
                                                                        held(
                                                                                property, held,
                                                                                tellings, earlier,
                                                                                news))
                                                        .toList())));
        return properties;
    }

    private Entity narrowed(Visitor visitor, Entity entity, Standing standing) {
        var all = casebook.reviews().standing(visitor.clearance(), entity.claims());
        return new Entity(
                entity.id(),
                entity.kind(),
                entity.claims().stream().filter(claim -> all.get(claim.id()) == standing).toList());
    }

    private static Sheet.Held held(
            Property property,
            Entity.Held held,
            ClaimTellings tellings,
            Map<ClaimId, List<Claim>> earlier,
            Set<ClaimId> news) {
        return new Sheet.Held(
                tellings.words(property, held.value()),
                ClaimTellings.target(held.value()).map(ClaimTellings::address).orElse(null),
                held.stands(),
                held.claims().stream()
                        .map(
                                claim ->
                                        tellings.row(
                                                claim,
                                                earlier.getOrDefault(claim.id(), List.of()),
                                                news.contains(claim.id())))
                        .toList());
    }

    /// By kind; one entity that refers twice is one row.
    private List<Sheet.References> references(
            List<Claim> claims,
            Map<EntityId, Entity> links,
            ClaimTellings tellings,
            Locale locale) {
        Map<EntityId, Set<String>> as = new LinkedHashMap<>();
        for (Claim claim : claims) {
            as.computeIfAbsent(claim.entity(), entity -> new LinkedHashSet<>())
                    .add(tellings.label(claim));
        }
        Map<String, List<Sheet.Reference>> byKind = new LinkedHashMap<>();
        as.forEach(
                (id, labels) ->
                        Optional.ofNullable(links.get(id))
                                .ifPresent(
                                        link ->
                                                byKind.computeIfAbsent(
                                                                link.kind().label().in(locale),
                                                                kind -> new ArrayList<>())
                                                        .add(
                                                                new Sheet.Reference(
                                                                        id.toString(),
                                                                        tellings.title(id),
                                                                        String.join(", ", labels),
                                                                        when(link, tellings)))));
        return byKind.entrySet().stream()
                .map(kind -> new Sheet.References(kind.getKey(), kind.getValue()))
                .toList();
    }

    static String when(Entity link, ClaimTellings tellings) {
        return when(link, tellings::words);
    }

    /// From when to when, or when it is cited.
    static String when(Entity link, BiFunction<Property, Value, String> words) {
        return Stream.of(Tells.WHEN, Tells.BEGINS, Tells.ENDS, Tells.CITED)
                .flatMap(tells -> link.kind().telling(tells).stream())
                .flatMap(
                        property ->
                                link.values(property.code()).stream()
                                        .map(value -> words.apply(property, value)))
                .distinct()
                .limit(4)
                .collect(Collectors.joining(" – "));
    }
}
