package org.haetae.web;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.atlas.Course;
import org.haetae.atlas.Course.Standing;
import org.haetae.atlas.Net;
import org.haetae.atlas.Window;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Told;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.View;
import org.haetae.responsibility.Courses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The network of people, units and what they took part in, at a day or over all times; the same as
/// a table. Nodes keep their places when the day changes.
@Controller
final class NetworkDesk {
    private static final int MOST_NODES = 500;
    private static final int MOST_TIES = 2_000;
    private static final int MOST_NAMED = 60;
    private static final int DEEPEST = 4;
    private static final int WIDTH = 1440;

    private final Casebook casebook;

    NetworkDesk(Rooms rooms) {
        this.casebook = rooms.casebook();
    }

    /// A line between two entities.
    ///
    /// @param by the entity that is the tie, or that refers to the other end
    /// @param label what kind of tie it is
    /// @param words what more is said of it: a post, a role
    private record Tie(
            EntityId from,
            EntityId to,
            Entity by,
            String label,
            String words,
            boolean down,
            List<Course> courses) {

        Standing on(LocalDate day) {
            return courses.stream()
                    .map(course -> course.on(day))
                    .min(Comparator.naturalOrder())
                    .orElse(Standing.UNDATED);
        }

        /// Over all times: held, where some days are sure and none are missing between.
        Standing ever() {
            return courses.isEmpty()
                    ? Standing.UNDATED
                    : courses.stream()
                                    .flatMap(course -> course.pieces().stream())
                                    .anyMatch(piece -> piece.sort() == Course.Sort.GAP)
                            ? Standing.UNKNOWN
                            : Standing.HELD;
        }
    }

    /// @param about an entity: only what is tied to it, up to some depth
    /// @param tie codes of kinds; none means those that the schema declares to be ties
    /// @param on a day; empty for all times
    @GetMapping("/network")
    @Needs(Permission.READ_CLAIMS)
    Answer network(
            @RequestParam(required = false) @Nullable UUID about,
            @RequestParam(defaultValue = "2") int depth,
            @RequestParam(required = false) @Nullable List<String> tie,
            @RequestParam(defaultValue = "") String on,
            Visitor visitor) {
        Locale locale = visitor.language().locale();
        Optional<EntityId> middle = Optional.ofNullable(about).map(EntityId::new);
        Map<EntityId, Entity> itself =
                casebook.outlines(visitor.clearance(), middle.map(List::of).orElse(List.of()));
        if (middle.isPresent() && itself.isEmpty()) {
            throw new NotHere();
        }
        boolean eventful =
                itself.values().stream()
                        .anyMatch(one -> one.kind().view().equals(Optional.of(View.EVENT)));
        List<Kind> offered =
                casebook.schema().kinds().values().stream()
                        .filter(
                                kind ->
                                        kind.link().size() == 2
                                                || kind.view().equals(Optional.of(View.EVENT)))
                        .toList();
        List<Kind> chosen =
                offered.stream()
                        .filter(
                                kind ->
                                        tie == null || tie.isEmpty()
                                                ? kind.view()
                                                        .filter(
                                                                view ->
                                                                        view == View.TIE
                                                                                || eventful)
                                                        .isPresent()
                                                : tie.contains(kind.code()))
                        .toList();
        Optional<LocalDate> day = day(on);
        Set<EntityId> nodes = new LinkedHashSet<>(itself.keySet());
        Map<EntityId, Entity> lines =
                gathered(visitor, middle, Math.clamp(depth, 1, DEEPEST), chosen, nodes);
        Titles all =
                casebook.titles(
                        visitor.clearance(),
                        Stream.concat(nodes.stream(), lines.keySet().stream()).toList(),
                        locale);
        List<Tie> ties = ties(visitor, lines.values(), nodes, all, locale);
        return sheet(visitor, ties, nodes, all, day, new Asked(middle, depth, chosen, offered, on));
    }

    private record Asked(
            Optional<EntityId> middle,
            int depth,
            List<Kind> chosen,
            List<Kind> offered,
            String on) {}

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.isBlank() ? Optional.empty() : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    // ---- what is tied to what

    /// Properties by which an entity of a kind lies between others.
    private static List<Property> ends(Kind kind) {
        return kind.link().size() == 2
                ? kind.link().stream().map(kind::propertyOr).toList()
                : Stream.of(Tells.BY, Tells.TO, Tells.WITHIN)
                        .flatMap(tells -> kind.telling(tells).stream())
                        .toList();
    }

    /// Ties around an entity, or all; adds their ends to the nodes.
    private Map<EntityId, Entity> gathered(
            Visitor visitor,
            Optional<EntityId> middle,
            int depth,
            List<Kind> chosen,
            Set<EntityId> nodes) {
        Map<EntityId, Entity> lines = new LinkedHashMap<>();
        Set<EntityId> edge = new LinkedHashSet<>(nodes);
        for (int round = 0; round < (middle.isPresent() ? depth : 1); round++) {
            List<EntityId> found =
                    casebook.told(
                            visitor.clearance(),
                            new Told(
                                    Told.of(chosen, NetworkDesk::ends),
                                    middle.isPresent() ? Optional.of(edge) : Optional.empty(),
                                    Optional.empty(),
                                    0,
                                    MOST_TIES));
            Map<EntityId, Entity> near = casebook.outlines(visitor.clearance(), found);
            // What happened is a node itself, and leads on to those who took part.
            casebook.outlines(visitor.clearance(), edge).values().stream()
                    .filter(one -> chosen.contains(one.kind()))
                    .forEach(one -> near.putIfAbsent(one.id(), one));
            Set<EntityId> next = new LinkedHashSet<>();
            for (Entity line : near.values()) {
                lines.put(line.id(), line);
                if (line.kind().link().size() != 2) {
                    next.add(line.id());
                }
                for (Property end : ends(line.kind())) {
                    next.addAll(targets(line, end));
                }
            }
            next.removeAll(nodes);
            next.stream().limit(Math.max(0, MOST_NODES - nodes.size())).forEach(nodes::add);
            edge = next;
            if (edge.isEmpty()) {
                break;
            }
        }
        return lines;
    }

    private static List<EntityId> targets(Entity entity, Property property) {
        return entity.values(property.code()).stream()
                .flatMap(value -> ClaimTellings.target(value).stream())
                .toList();
    }

    private List<Tie> ties(
            Visitor visitor,
            Collection<Entity> lines,
            Set<EntityId> nodes,
            Titles titles,
            Locale locale) {
        List<Tie> ties = new ArrayList<>();
        for (Entity line : lines) {
            List<Property> ends = ends(line.kind());
            List<Course> courses = Courses.of(line);
            if (line.kind().link().size() == 2) {
                boolean down = ends.getFirst().tells(Tells.BY) && ends.getLast().tells(Tells.TO);
                for (EntityId from : targets(line, ends.getFirst())) {
                    for (EntityId to : targets(line, ends.getLast())) {
                        ties.add(
                                new Tie(
                                        from,
                                        to,
                                        line,
                                        line.kind().label().in(locale),
                                        words(line, titles),
                                        down,
                                        courses));
                    }
                }
            } else {
                for (Property end : ends) {
                    for (EntityId to : targets(line, end)) {
                        ties.add(
                                new Tie(
                                        line.id(),
                                        to,
                                        line,
                                        end.label().in(locale),
                                        "",
                                        false,
                                        courses));
                    }
                }
            }
        }
        // What is part of what, among those that are shown.
        casebook.outlines(visitor.clearance(), nodes)
                .forEach(
                        (id, entity) -> {
                            if (entity.kind().view().isEmpty()) {
                                for (Property part : entity.kind().telling(Tells.WITHIN)) {
                                    targets(entity, part)
                                            .forEach(
                                                    whole ->
                                                            ties.add(
                                                                    new Tie(
                                                                            whole,
                                                                            id,
                                                                            entity,
                                                                            part.label().in(locale),
                                                                            "",
                                                                            true,
                                                                            List.of())));
                                }
                            }
                        });
        return ties.stream()
                .filter(tie -> nodes.contains(tie.from()) && nodes.contains(tie.to()))
                .filter(tie -> !tie.from().equals(tie.to()))
                .toList();
    }

    /// The post, the role, the relation: names and terms of a tie.
    private static String words(Entity line, Titles titles) {
        return line.kind().properties().values().stream()
                .filter(
                        property ->
                                property.type() == ValueType.NAME
                                        || property.type() == ValueType.CODE)
                .flatMap(
                        property ->
                                line.values(property.code()).stream()
                                        .map(value -> titles.words(property, value)))
                .distinct()
                .limit(2)
                .collect(Collectors.joining(", "));
    }

    // ---- the drawing

    private Sheet.Network sheet(
            Visitor visitor,
            List<Tie> ties,
            Set<EntityId> nodes,
            Titles titles,
            Optional<LocalDate> day,
            Asked asked) {
        Locale locale = visitor.language().locale();
        Map<EntityId, Integer> degree = new HashMap<>();
        for (Tie tie : ties) {
            degree.merge(tie.from(), 1, Integer::sum);
            degree.merge(tie.to(), 1, Integer::sum);
        }
        List<EntityId> order =
                nodes.stream()
                        .filter(
                                id ->
                                        degree.containsKey(id)
                                                || asked.middle().equals(Optional.of(id)))
                        .sorted(
                                Comparator.comparing((EntityId id) -> titles.of(id))
                                        .thenComparing(EntityId::toString))
                        .toList();
        Map<EntityId, Integer> number = new HashMap<>();
        order.forEach(id -> number.put(id, number.size()));
        int height = order.size() > 60 ? 1900 : order.size() > 24 ? 1200 : 860;
        List<Window.Spot> spots =
                Net.laid(
                        order.size(),
                        ties.stream()
                                .map(
                                        tie ->
                                                new Net.Tie(
                                                        number.get(tie.from()),
                                                        number.get(tie.to()),
                                                        tie.down()))
                                .toList(),
                        WIDTH,
                        height,
                        190,
                        64);
        Set<EntityId> held = new HashSet<>();
        List<Sheet.Line> lines = new ArrayList<>();
        List<Sheet.TieRow> rows = new ArrayList<>();
        int then = 0;
        for (Tie tie : ties) {
            Standing standing = day.map(tie::on).orElseGet(tie::ever);
            if (standing == Standing.NOT) {
                then++;
            } else {
                held.add(tie.from());
                held.add(tie.to());
                lines.add(line(tie, standing, spots, number, height, titles));
            }
            rows.add(row(tie, standing, titles, locale));
        }
        Set<EntityId> named =
                order.stream()
                        .sorted(
                                Comparator.comparingInt(
                                        (EntityId id) -> -degree.getOrDefault(id, 0)))
                        .limit(MOST_NAMED)
                        .collect(Collectors.toSet());
        return new Sheet.Network(
                height > 1500 ? "tall" : height > 1000 ? "high" : "",
                lines,
                order.stream()
                        .map(
                                id ->
                                        new Sheet.Node(
                                                Drawn.across(spots.get(number.get(id)).x(), WIDTH),
                                                Drawn.across(spots.get(number.get(id)).y(), height),
                                                titles.kind(id).map(Drawn::sign).orElse("circle"),
                                                id.toString(),
                                                titles.of(id),
                                                named.contains(id)
                                                        ? Drawn.brief(titles.of(id))
                                                        : "",
                                                held.contains(id)
                                                        || asked.middle().equals(Optional.of(id)),
                                                asked.middle().equals(Optional.of(id))))
                        .toList(),
                rows,
                then,
                nodes.size() >= MOST_NODES,
                asked.middle().map(EntityId::toString).orElse(""),
                asked.middle().map(titles::of).orElse(""),
                Math.clamp(asked.depth(), 1, DEEPEST),
                asked.offered().stream()
                        .map(
                                kind ->
                                        new Sheet.Choice(
                                                kind.code(),
                                                kind.label().in(locale),
                                                asked.chosen().contains(kind)))
                        .toList(),
                day.map(LocalDate::toString).orElse(""),
                reach(ties, false),
                reach(ties, true),
                day.isEmpty() && !asked.on().isBlank() ? "entity.as-of.wrong" : null);
    }

    /// The first or last day of any tie, for the slider; empty when none has a date.
    private static String reach(List<Tie> ties, boolean last) {
        Stream<LocalDate> days =
                ties.stream()
                        .flatMap(tie -> tie.courses().stream())
                        .flatMap(course -> course.span().stream())
                        .map(last ? Course.Piece::to : Course.Piece::from);
        return days.reduce((one, other) -> one.isAfter(other) == last ? one : other)
                .map(LocalDate::toString)
                .orElse("");
    }

    private static Sheet.Line line(
            Tie tie,
            Standing standing,
            List<Window.Spot> spots,
            Map<EntityId, Integer> number,
            int height,
            Titles titles) {
        Window.Spot from = spots.get(number.getOrDefault(tie.from(), 0));
        Window.Spot to = spots.get(number.getOrDefault(tie.to(), 0));
        return new Sheet.Line(
                Drawn.across(from.x(), WIDTH),
                Drawn.across(from.y(), height),
                Drawn.across(to.x(), WIDTH),
                Drawn.across(to.y(), height),
                standing.name().toLowerCase(Locale.ROOT),
                tie.by().kind().code(),
                tie.down(),
                "%s – %s: %s"
                        .formatted(
                                titles.of(tie.from()),
                                titles.of(tie.to()),
                                tie.words().isEmpty() ? tie.label() : tie.words()));
    }

    private static Sheet.TieRow row(Tie tie, Standing standing, Titles titles, Locale locale) {
        Entity by = tie.by();
        List<Sheet.Told> when =
                tie.courses().isEmpty() ? List.of() : Drawn.times(by, titles, locale);
        return new Sheet.TieRow(
                tie.from().toString(),
                titles.of(tie.from()),
                by.id().toString(),
                tie.label(),
                tie.words(),
                tie.to().toString(),
                titles.of(tie.to()),
                when,
                standing.name().toLowerCase(Locale.ROOT));
    }
}
