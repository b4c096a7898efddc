package org.haetae.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.atlas.Course;
import org.haetae.atlas.TimeScale;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Told;
import org.haetae.responsibility.Courses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Timelines: events, acts, detentions, posts and whatever else has dates, each with what is
/// unknown of them, as a drawing that is a table.
@Controller
final class TimelineDesk {
    private static final int PAGE = 60;
    private static final int MOST_ABOUT = 400;
    private static final int MOST_BESIDE = 12;
    private static final List<Tells> DATES =
            List.of(Tells.WHEN, Tells.BEGINS, Tells.ENDS, Tells.CITED);

    private final Casebook casebook;

    TimelineDesk(Rooms rooms) {
        this.casebook = rooms.casebook();
    }

    /// @param about an entity: only what it took part in, and what refers to it
    /// @param kind codes of kinds; none means those that are events or ties
    @GetMapping("/timeline")
    @Needs(Permission.READ_CLAIMS)
    Answer timeline(
            @RequestParam(required = false) @Nullable UUID about,
            @RequestParam(required = false) @Nullable List<String> kind,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "0") int after,
            Visitor visitor) {
        Period period = Period.of(from, to);
        List<Kind> dated = dated(casebook);
        List<Kind> kinds =
                dated.stream()
                        .filter(
                                one ->
                                        kind == null || kind.isEmpty()
                                                ? one.view().isPresent()
                                                : kind.contains(one.code()))
                        .toList();
        int first = Math.clamp(after, 0, 1_000_000);
        List<Entity> found =
                about == null
                        ? asked(visitor, kinds, period, first)
                        : about(visitor, new EntityId(about)).stream()
                                .filter(one -> kinds.contains(one.kind()))
                                .filter(one -> meets(period, one))
                                .skip(first)
                                .limit(PAGE + 1)
                                .toList();
        List<Entity> shown = found.stream().limit(PAGE).toList();
        Set<EntityId> named = new HashSet<>(shown.stream().map(Entity::id).toList());
        Optional.ofNullable(about).ifPresent(id -> named.add(new EntityId(id)));
        Locale locale = visitor.language().locale();
        Titles titles = casebook.titles(visitor.clearance(), named, locale);
        TimeScale scale = scale(shown, period);
        String query = query(about, kind);
        return new Sheet.Timeline(
                times(shown, scale, titles, locale),
                controls(scale, period, query),
                about == null ? "" : about.toString(),
                about == null ? "" : titles.of(new EntityId(about)),
                dated.stream()
                        .map(
                                one ->
                                        new Sheet.Choice(
                                                one.code(),
                                                one.label().in(locale),
                                                kinds.contains(one)))
                        .toList(),
                from,
                to,
                found.size() > PAGE
                        ? "/timeline?%safter=%d%s".formatted(query, first + PAGE, span(from, to))
                        : null,
                first > 0 ? "/timeline?" + query + span(from, to) : null,
                period.wrong() ? "map.wrong" : null);
    }

    private static String span(String from, String to) {
        return "&from=%s&to=%s".formatted(Drawn.encoded(from), Drawn.encoded(to));
    }

    private static String query(@Nullable UUID about, @Nullable List<String> kinds) {
        StringBuilder query = new StringBuilder();
        if (about != null) {
            query.append("about=").append(about).append('&');
        }
        if (kinds != null) {
            kinds.stream()
                    .filter(code -> code.matches("[a-z0-9-]+"))
                    .forEach(code -> query.append("kind=").append(code).append('&'));
        }
        return query.toString();
    }

    // ---- what is shown

    private static List<Kind> dated(Casebook casebook) {
        return casebook.schema().kinds().values().stream()
                .filter(kind -> !dates(kind).isEmpty())
                .toList();
    }

    private static List<Property> dates(Kind kind) {
        return DATES.stream().flatMap(tells -> kind.telling(tells).stream()).toList();
    }

    private List<Entity> asked(Visitor visitor, List<Kind> kinds, Period period, int after) {
        List<EntityId> ids =
                casebook.told(
                        visitor.clearance(),
                        new Told(
                                Told.of(kinds, TimelineDesk::dates),
                                Optional.empty(),
                                Optional.of(
                                        new Told.Within(
                                                period.first().orElse(LocalDate.of(1, 1, 1)),
                                                period.last().orElse(LocalDate.of(9999, 12, 31)))),
                                after,
                                PAGE + 1));
        Map<EntityId, Entity> entities = casebook.outlines(visitor.clearance(), ids);
        return ids.stream().map(entities::get).filter(Objects::nonNull).toList();
    }

    private List<Entity> about(Visitor visitor, EntityId id) {
        Map<EntityId, Entity> itself = casebook.outlines(visitor.clearance(), List.of(id));
        if (itself.isEmpty()) {
            throw new NotHere();
        }
        return around(
                casebook,
                visitor,
                itself.values(),
                casebook.outlines(
                                visitor.clearance(),
                                casebook.told(
                                        visitor.clearance(),
                                        Drawn.leadingTo(
                                                casebook.schema(), List.of(id), MOST_ABOUT)))
                        .values());
    }

    /// An entity with what refers to it and, through a tie, what it was involved in; those with
    /// dates, in their order.
    private static List<Entity> around(
            Casebook casebook,
            Visitor visitor,
            Collection<Entity> itself,
            Collection<Entity> referring) {
        Set<EntityId> further = new LinkedHashSet<>();
        referring.forEach(one -> further.addAll(one.targets(Tells.WITHIN)));
        Stream.concat(itself.stream(), referring.stream()).forEach(one -> further.remove(one.id()));
        return Stream.of(
                        itself.stream(),
                        referring.stream(),
                        casebook.outlines(visitor.clearance(), further).values().stream())
                .flatMap(one -> one)
                .filter(one -> !Courses.of(one).isEmpty())
                .sorted(
                        Comparator.comparing(TimelineDesk::first)
                                .thenComparing(one -> one.id().toString()))
                .toList();
    }

    private static LocalDate first(Entity entity) {
        return Courses.of(entity).stream()
                .flatMap(course -> course.span().stream())
                .map(Course.Piece::from)
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.MAX);
    }

    private static boolean meets(Period period, Entity entity) {
        return period.open() || Courses.of(entity).stream().anyMatch(period::meets);
    }

    /// What was asked for, or all that any source gives.
    static TimeScale scale(List<Entity> entities, Period period) {
        List<Course.Piece> spans =
                entities.stream()
                        .flatMap(entity -> Courses.of(entity).stream())
                        .flatMap(course -> course.span().stream())
                        .toList();
        LocalDate first =
                period.first()
                        .orElseGet(
                                () ->
                                        spans.stream()
                                                .map(Course.Piece::from)
                                                .min(Comparator.naturalOrder())
                                                .orElse(LocalDate.of(2000, 1, 1)));
        LocalDate last =
                period.last()
                        .orElseGet(
                                () ->
                                        spans.stream()
                                                .map(Course.Piece::to)
                                                .max(Comparator.naturalOrder())
                                                .orElse(first.plusYears(1)));
        return period.first().isPresent() && period.last().isPresent() && first.isBefore(last)
                ? new TimeScale(first, last)
                : TimeScale.around(first, last.isBefore(first) ? first : last);
    }

    // ---- the drawing

    static Sheet.Times times(List<Entity> entities, TimeScale scale, Titles titles, Locale locale) {
        return new Sheet.Times(
                scale.ticks().stream()
                        .map(tick -> new Sheet.TickMark(Drawn.across(tick.part(), 1), tick.label()))
                        .toList(),
                entities.stream().map(entity -> row(entity, scale, titles, locale)).toList());
    }

    private static Sheet.TimeRow row(Entity entity, TimeScale scale, Titles titles, Locale locale) {
        List<Sheet.Told> told = new ArrayList<>();
        for (Property property : dates(entity.kind())) {
            List<Sheet.Saying> facts = Drawn.facts(entity, property, titles);
            if (!facts.isEmpty()) {
                told.add(
                        new Sheet.Told(
                                property.label().in(locale), entity.disputed(property), facts));
            }
        }
        return new Sheet.TimeRow(
                entity.id().toString(),
                titles.of(entity.id()),
                entity.kind().label().in(locale),
                told,
                Courses.of(entity).stream()
                        .map(
                                course ->
                                        new Sheet.Lane(
                                                course.pieces().stream()
                                                        .filter(scale::meets)
                                                        .map(piece -> bar(piece, scale))
                                                        .toList()))
                        .toList());
    }

    private static Sheet.Stay bar(Course.Piece piece, TimeScale scale) {
        double from = scale.part(piece.from());
        double to = scale.partAfter(piece.to());
        return new Sheet.Stay(
                Drawn.across(from, 1),
                Drawn.across(to, 1),
                Drawn.across(Math.max(0, to - from), 1),
                piece.sort().name().toLowerCase(Locale.ROOT),
                piece.doubted(),
                piece.to().isAfter(scale.to()),
                piece.from().isBefore(scale.from()));
    }

    private static List<Sheet.Control> controls(TimeScale scale, Period period, String query) {
        return List.of(
                control("nearer", query, scale.scaled(0.5)),
                control("farther", query, scale.scaled(2)),
                control("west", query, scale.moved(-0.5)),
                control("east", query, scale.moved(0.5)),
                new Sheet.Control("all", period.open() ? null : "/timeline?" + query));
    }

    private static Sheet.Control control(String name, String query, TimeScale scale) {
        return new Sheet.Control(
                name, "/timeline?%sfrom=%s&to=%s".formatted(query, scale.from(), scale.to()));
    }

    /// For the page of an entity: nothing when fewer than two things have dates.
    ///
    /// @param referring what refers to it
    static Sheet.@Nullable Times beside(
            Casebook casebook, Visitor visitor, Entity entity, Collection<Entity> referring) {
        List<Entity> found =
                around(casebook, visitor, List.of(entity), referring).stream()
                        .filter(
                                one ->
                                        one.id().equals(entity.id())
                                                || one.kind().view().isPresent())
                        .limit(MOST_BESIDE)
                        .toList();
        if (found.size() < 2) {
            return null;
        }
        Locale locale = visitor.language().locale();
        Titles titles =
                casebook.titles(
                        visitor.clearance(), found.stream().map(Entity::id).toList(), locale);
        return times(found, scale(found, Period.of("", "")), titles, locale);
    }
}
