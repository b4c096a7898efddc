package org.haetae.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Permission;
import org.haetae.atlas.Area;
import org.haetae.atlas.BaseMap;
import org.haetae.atlas.Clusters;
import org.haetae.atlas.Window;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Tells;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.responsibility.Courses;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The map: what lies where, with how little of that is known, and beside it the same as a list. No
/// address holds coordinates: a view is told in steps from one that shows everything.
@Controller
final class MapDesk {
    /// Nearer than this nothing is shown at first: what the sources say is seldom as exact.
    private static final int NEAREST_AT_FIRST = 7;

    /// Units within which two signs are drawn as one.
    private static final double APART = 70;

    /// An area smaller than this is a sign only.
    private static final double SMALLEST_AREA = 22;

    private static final int MOST_ROWS = 200;
    private static final int MOST_HAPPENINGS = 5;

    private final Casebook casebook;
    private final BaseMap baseMap;

    MapDesk(Rooms rooms, BaseMap baseMap) {
        this.casebook = rooms.casebook();
        this.baseMap = baseMap;
    }

    /// What is asked for.
    ///
    /// @param about an entity: only where it is or happened
    /// @param what kind, and behind a full stop a property and a term of its vocabulary
    /// @param level of nearness; empty for the one that shows everything
    /// @param east and
    /// @param north steps from the middle of everything
    private record Ask(
            @Nullable UUID about,
            String what,
            String from,
            String to,
            Optional<Integer> level,
            int east,
            int north) {

        String link(int toLevel, int toEast, int toNorth) {
            return "/map?" + filter() + "z=%d&x=%d&y=%d".formatted(toLevel, toEast, toNorth);
        }

        private String filter() {
            StringBuilder query = new StringBuilder();
            if (about != null) {
                query.append("about=").append(about).append('&');
            }
            Stream.of(List.of("what", what), List.of("from", from), List.of("to", to))
                    .filter(one -> !one.getLast().isEmpty())
                    .forEach(
                            one ->
                                    query.append(one.getFirst())
                                            .append('=')
                                            .append(Drawn.encoded(one.getLast()))
                                            .append('&'));
            return query.toString();
        }
    }

    /// One sign: one of the areas where something may lie.
    private record Mark(Spots.Lying lying, Area area, int number) {}

    @GetMapping("/map")
    @Needs(Permission.READ_CLAIMS)
    Answer map(
            @RequestParam(required = false) @Nullable UUID about,
            @RequestParam(defaultValue = "") String what,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(required = false) @Nullable Integer z,
            @RequestParam(defaultValue = "0") int x,
            @RequestParam(defaultValue = "0") int y,
            Visitor visitor) {
        Ask ask =
                new Ask(
                        about,
                        what,
                        from,
                        to,
                        Optional.ofNullable(z).map(level -> Math.clamp(level, 0, Window.NEAREST)),
                        Math.clamp(x, -10_000, 10_000),
                        Math.clamp(y, -10_000, 10_000));
        Period period = Period.of(from, to);
        Spots spots = Spots.of(casebook, visitor.clearance());
        Map<EntityId, List<Entity>> shown = chosen(spots, ask, period, visitor);
        Locale locale = visitor.language().locale();
        Set<EntityId> named = new HashSet<>(shown.keySet());
        shown.forEach(
                (id, happened) -> {
                    happened.stream().limit(MOST_HAPPENINGS).forEach(one -> named.add(one.id()));
                    lying(spots, id).within().ifPresent(named::add);
                });
        Optional.ofNullable(about).ifPresent(id -> named.add(new EntityId(id)));
        Titles titles = casebook.titles(visitor.clearance(), named, locale);

        List<EntityId> order =
                shown.keySet().stream()
                        .sorted(
                                Comparator.comparing((EntityId id) -> titles.of(id))
                                        .thenComparing(EntityId::toString))
                        .toList();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            Spots.Lying lying = lying(spots, order.get(i));
            if (lying.within().filter(shown::containsKey).isEmpty()) {
                for (Area area : lying.areas()) {
                    marks.add(new Mark(lying, area, i + 1));
                }
            }
        }
        List<Area> all =
                (marks.isEmpty()
                                ? spots.lying().values().stream().flatMap(l -> l.areas().stream())
                                : marks.stream().map(Mark::area))
                        .toList();
        Window whole = Window.holding(all, NEAREST_AT_FIRST);
        Window window = whole.at(ask.level().orElse(whole.level())).moved(ask.east(), ask.north());
        List<Sheet.PlaceRow> rows = new ArrayList<>();
        int outside = 0;
        for (int i = 0; i < order.size(); i++) {
            Spots.Lying lying = lying(spots, order.get(i));
            boolean inside = lying.areas().stream().anyMatch(area -> seen(window, area));
            if (inside && rows.size() < MOST_ROWS) {
                rows.add(row(lying, i + 1, shown.get(order.get(i)), titles, locale));
            } else {
                outside++;
            }
        }
        return new Sheet.Places(
                drawing(window, whole, marks, ask, titles, locale),
                rows,
                outside,
                spots.more(),
                controls(window, whole, ask),
                about == null ? "" : about.toString(),
                about == null ? "" : titles.of(new EntityId(about)),
                what,
                choices(casebook.schema(), locale),
                from,
                to,
                period.wrong() ? "map.wrong" : null);
    }

    private static Spots.Lying lying(Spots spots, EntityId id) {
        return Optional.ofNullable(spots.lying().get(id)).orElseThrow();
    }

    // ---- what is shown

    /// Places that fulfil what is asked, each with what happened there that does.
    private Map<EntityId, List<Entity>> chosen(
            Spots spots, Ask ask, Period period, Visitor visitor) {
        String[] parts = ask.what().split("\\.", 3);
        boolean places =
                casebook.schema()
                        .kind(parts[0])
                        .map(kind -> !kind.ofType(ValueType.POINT).isEmpty())
                        .orElse(false);
        Set<EntityId> about = about(ask, visitor);
        Map<EntityId, List<Entity>> chosen = new LinkedHashMap<>();
        spots.lying()
                .forEach(
                        (id, lying) -> {
                            List<Entity> happened =
                                    spots.happened().getOrDefault(id, List.of()).stream()
                                            .filter(
                                                    one ->
                                                            about.isEmpty()
                                                                    || about.contains(id)
                                                                    || about.contains(one.id()))
                                            .filter(
                                                    one ->
                                                            places
                                                                    || ask.what().isEmpty()
                                                                    || is(one, parts))
                                            .filter(
                                                    one ->
                                                            period.open()
                                                                    || Courses.of(one).stream()
                                                                            .anyMatch(
                                                                                    period::meets))
                                            .toList();
                            boolean asItself =
                                    (about.isEmpty() || about.contains(id))
                                            && (places
                                                    ? is(lying.entity(), parts)
                                                    : ask.what().isEmpty())
                                            && period.open();
                            boolean byWhatHappened =
                                    !happened.isEmpty() && (!places || is(lying.entity(), parts));
                            if (asItself || byWhatHappened) {
                                chosen.put(id, happened);
                            }
                        });
        return chosen;
    }

    /// The entity asked about, and whatever refers to it.
    private Set<EntityId> about(Ask ask, Visitor visitor) {
        Set<EntityId> about = new HashSet<>();
        if (ask.about() != null) {
            EntityId id = new EntityId(ask.about());
            if (casebook.outlines(visitor.clearance(), List.of(id)).isEmpty()) {
                throw new NotHere();
            }
            about.add(id);
            casebook.told(visitor.clearance(), Drawn.leadingTo(casebook.schema(), List.of(id), 500))
                    .forEach(about::add);
        }
        return about;
    }

    private boolean is(Entity entity, String[] parts) {
        if (!entity.kind().code().equals(parts[0])) {
            return false;
        }
        if (parts.length < 3) {
            return true;
        }
        Property property = entity.kind().propertyOr(parts[1]);
        Collection<String> within =
                casebook.schema()
                        .vocabulary(property)
                        .map(vocabulary -> vocabulary.within(parts[2]))
                        .orElse(List.of());
        return entity.values(property.code()).stream()
                .anyMatch(
                        value -> value instanceof Value.Code(String term) && within.contains(term));
    }

    /// Kinds that lie somewhere or happen somewhere, each with the terms of the property that names
    /// it: acts by act, facilities by their kind.
    private static List<Sheet.Choosing> choices(Schema schema, Locale locale) {
        List<Sheet.Choosing> choices = new ArrayList<>();
        for (Kind kind : schema.kinds().values()) {
            boolean drawn =
                    !kind.ofType(ValueType.POINT).isEmpty() || !kind.telling(Tells.WHERE).isEmpty();
            if (!drawn) {
                continue;
            }
            List<Sheet.Term> terms = new ArrayList<>();
            kind.ofType(ValueType.CODE).stream()
                    .filter(property -> !property.retired())
                    .findFirst()
                    .ifPresent(
                            property ->
                                    schema.vocabulary(property)
                                            .ifPresent(
                                                    vocabulary ->
                                                            vocabulary
                                                                    .terms()
                                                                    .values()
                                                                    .forEach(
                                                                            term ->
                                                                                    terms.add(
                                                                                            new Sheet
                                                                                                    .Term(
                                                                                                    kind
                                                                                                                    .code()
                                                                                                            + "."
                                                                                                            + property
                                                                                                                    .code()
                                                                                                            + "."
                                                                                                            + term
                                                                                                                    .code(),
                                                                                                    term.label()
                                                                                                            .in(
                                                                                                                    locale),
                                                                                                    1)))));
            choices.add(new Sheet.Choosing(kind.code(), kind.label().in(locale), terms));
        }
        return choices;
    }

    // ---- the list

    private Sheet.PlaceRow row(
            Spots.Lying lying, int number, List<Entity> happened, Titles titles, Locale locale) {
        Entity entity = lying.entity();
        List<Claim> claims =
                entity.kind().ofType(ValueType.POINT).stream()
                        .flatMap(
                                property ->
                                        entity.claims().stream()
                                                .filter(
                                                        claim ->
                                                                claim.property()
                                                                                .equals(
                                                                                        property
                                                                                                .code())
                                                                        && claim.stands()))
                        .toList();
        return new Sheet.PlaceRow(
                number,
                entity.id().toString(),
                titles.of(entity.id()),
                Drawn.sign(casebook.schema(), entity),
                Drawn.sort(casebook.schema(), entity, locale),
                lying.areas().stream().map(Area::kilometres).toList(),
                lying.within().map(titles::of).orElse(""),
                claims.stream().map(Drawn::source).toList(),
                happened.stream()
                        .limit(MOST_HAPPENINGS)
                        .map(
                                one ->
                                        new Sheet.Happening(
                                                one.id().toString(),
                                                titles.of(one.id()),
                                                one.kind().label().in(locale)))
                        .toList(),
                Math.max(0, happened.size() - MOST_HAPPENINGS));
    }

    // ---- the drawing

    private static boolean seen(Window window, Area area) {
        Window.Spot at = window.spot(area.middle());
        double reach = window.units(area.kilometres());
        return at.x() > -reach
                && at.x() < Window.WIDTH + reach
                && at.y() > -reach
                && at.y() < Window.HEIGHT + reach;
    }

    /// A wide area has its sign on its rim: nothing stands in its middle, where nothing is known to
    /// be.
    private static Window.Spot signed(Window window, Area area) {
        return window.spot(
                window.units(area.kilometres()) < SMALLEST_AREA ? area.middle() : area.top());
    }

    private Sheet.Drawing drawing(
            Window window, Window whole, List<Mark> marks, Ask ask, Titles titles, Locale locale) {
        List<Sheet.Shape> areas = new ArrayList<>();
        List<Mark> signs = new ArrayList<>();
        for (Mark mark : marks) {
            if (!seen(window, mark.area())) {
                continue;
            }
            if (window.units(mark.area().kilometres()) >= SMALLEST_AREA) {
                areas.add(
                        new Sheet.Shape(mark.area().rim(window), mark.lying().areas().size() > 1));
            }
            if (signed(window, mark.area()).inside()) {
                signs.add(mark);
            }
        }
        List<Sheet.Sign> drawn = new ArrayList<>();
        for (var cluster : Clusters.of(signs, mark -> signed(window, mark.area()), APART)) {
            Mark first = cluster.members().getFirst();
            long things = cluster.members().stream().map(Mark::number).distinct().count();
            if (things == 1) {
                drawn.add(
                        new Sheet.Sign(
                                Drawn.across(cluster.at().x(), Window.WIDTH),
                                Drawn.across(cluster.at().y(), Window.HEIGHT),
                                Drawn.sign(casebook.schema(), first.lying().entity()),
                                first.number(),
                                titles.of(first.lying().entity().id()),
                                "/entity/" + first.lying().entity().id(),
                                1));
            } else {
                // As near as all of them can be seen, and nearer than now in any case.
                Window around =
                        Window.holding(
                                cluster.members().stream().map(Mark::area).toList(),
                                Window.NEAREST - 2);
                int nearer =
                        Math.clamp(
                                around.level(),
                                Math.min(window.level() + 1, Window.NEAREST),
                                Window.NEAREST);
                int[] steps = whole.at(nearer).stepsTo(around.middle());
                drawn.add(
                        new Sheet.Sign(
                                Drawn.across(cluster.at().x(), Window.WIDTH),
                                Drawn.across(cluster.at().y(), Window.HEIGHT),
                                "cluster",
                                first.number(),
                                String.join(
                                        ", ",
                                        cluster.members().stream()
                                                .map(mark -> titles.of(mark.lying().entity().id()))
                                                .distinct()
                                                .limit(8)
                                                .toList()),
                                ask.link(nearer, steps[0], steps[1]),
                                (int) things));
            }
        }
        BaseMap.Drawing base = baseMap.within(window);
        Window.Grid grid = window.grid();
        return new Sheet.Drawing(
                window.edge(),
                base.land(),
                base.coasts(),
                base.borders(),
                grid.path(),
                grid.labels().stream()
                        .map(
                                label ->
                                        new Sheet.GridLabel(
                                                Drawn.across(label.at().x(), Window.WIDTH),
                                                Drawn.across(label.at().y(), Window.HEIGHT),
                                                degrees(label),
                                                label.meridian()))
                        .toList(),
                areas,
                drawn,
                window.scaleKilometres(),
                Drawn.across(window.units(window.scaleKilometres()), Window.WIDTH),
                window.level() == 0,
                window.kilometres() <= 200);
    }

    private static String degrees(Window.Label label) {
        double size = Math.abs(label.degrees());
        String number =
                size == Math.rint(size)
                        ? "%.0f".formatted(size)
                        : "%.2f".formatted(size).replaceAll("0$", "");
        String side =
                size < 1e-9 || size == 180 && label.meridian()
                        ? ""
                        : label.meridian()
                                ? label.degrees() > 0 ? "E" : "W"
                                : label.degrees() > 0 ? "N" : "S";
        return number + "°" + side;
    }

    // ---- moving

    private static List<Sheet.Control> controls(Window window, Window whole, Ask ask) {
        List<Sheet.Control> controls = new ArrayList<>();
        int level = window.level();
        controls.add(zoomed("nearer", window, whole, ask, level + 1));
        controls.add(zoomed("farther", window, whole, ask, level - 1));
        Map<String, int[]> ways = new LinkedHashMap<>();
        ways.put("west", new int[] {-1, 0});
        ways.put("north", new int[] {0, 1});
        ways.put("south", new int[] {0, -1});
        ways.put("east", new int[] {1, 0});
        ways.forEach(
                (name, way) ->
                        controls.add(
                                new Sheet.Control(
                                        name,
                                        ask.link(
                                                level,
                                                ask.east() + way[0],
                                                ask.north() + way[1]))));
        controls.add(new Sheet.Control("all", "/map?" + ask.filter()));
        return controls;
    }

    /// The same middle, nearer or farther; without an address where there is no such level.
    private static Sheet.Control zoomed(
            String name, Window window, Window whole, Ask ask, int level) {
        if (level < 0 || level > Window.NEAREST) {
            return new Sheet.Control(name, null);
        }
        int[] steps = whole.at(level).stepsTo(window.middle());
        return new Sheet.Control(name, ask.link(level, steps[0], steps[1]));
    }
}
