package org.haetae.web;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haetae.atlas.Course;
import org.haetae.atlas.Course.Standing;
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
import org.haetae.names.HistoricDate;
import org.haetae.responsibility.Courses;
import org.jspecify.annotations.Nullable;

/// Something that happened, told as one: what was done, by whom, to whom, where and when, with all
/// that is part of it, and what posts those who did it held then. What tells what is declared in
/// the schema; no kind is known here.
final class Happened {
    private static final int MOST_PARTS = 300;

    private final Casebook casebook;
    private final Visitor visitor;
    private final Locale locale;

    Happened(Casebook casebook, Visitor visitor) {
        this.casebook = casebook;
        this.visitor = visitor;
        this.locale = visitor.language().locale();
    }

    /// Nothing for what is of a kind that is not looked at as an event.
    Sheet.@Nullable Story story(Entity entity) {
        if (!entity.kind().view().equals(Optional.of(View.EVENT))) {
            return null;
        }
        Map<EntityId, Entity> parts = new LinkedHashMap<>(within(Set.of(entity.id())));
        parts.putAll(within(parts.keySet()));
        parts.remove(entity.id());
        List<Entity> all = Stream.concat(Stream.of(entity), parts.values().stream()).toList();

        Set<EntityId> people = new LinkedHashSet<>();
        all.forEach(one -> people.addAll(one.targets(Tells.BY)));
        List<Entity> posts = ties(people, parts.keySet());

        Set<EntityId> named = new HashSet<>(people);
        Stream.concat(all.stream(), posts.stream())
                .forEach(
                        one -> {
                            named.add(one.id());
                            one.claims().stream()
                                    .flatMap(claim -> claim.value().stream())
                                    .flatMap(value -> ClaimTellings.target(value).stream())
                                    .forEach(named::add);
                        });
        Titles titles = casebook.titles(visitor.clearance(), named, locale);
        List<Sheet.StoryRow> deeds = new ArrayList<>();
        List<Sheet.StoryRow> involved = new ArrayList<>();
        for (Entity one : all) {
            (one.kind().view().equals(Optional.of(View.EVENT)) ? deeds : involved)
                    .add(row(one, titles));
        }
        return new Sheet.Story(deeds, involved, postRows(entity, posts, people, titles));
    }

    private Map<EntityId, Entity> within(Collection<EntityId> whole) {
        return whole.isEmpty()
                ? Map.of()
                : casebook.outlines(
                        visitor.clearance(),
                        casebook.told(
                                visitor.clearance(),
                                new Told(
                                        Told.of(
                                                casebook.schema().kinds().values(),
                                                kind -> kind.telling(Tells.WITHIN)),
                                        Optional.of(whole),
                                        Optional.empty(),
                                        0,
                                        MOST_PARTS)));
    }

    /// Ties with a beginning, an end or a mention: posts, memberships, lines of command.
    private List<Entity> ties(Set<EntityId> people, Set<EntityId> but) {
        List<Kind> lasting =
                casebook.schema().kinds().values().stream()
                        .filter(kind -> kind.view().equals(Optional.of(View.TIE)))
                        .filter(kind -> !kind.telling(Tells.CITED).isEmpty())
                        .toList();
        return people.isEmpty()
                ? List.of()
                : casebook
                        .outlines(
                                visitor.clearance(),
                                casebook.told(
                                        visitor.clearance(),
                                        new Told(
                                                Told.of(
                                                        lasting,
                                                        kind -> kind.ofType(ValueType.REFERENCE)),
                                                Optional.of(people),
                                                Optional.empty(),
                                                0,
                                                MOST_PARTS)))
                        .values()
                        .stream()
                        .filter(one -> !but.contains(one.id()))
                        .toList();
    }

    // ---- rows

    private Sheet.StoryRow row(Entity entity, Titles titles) {
        return new Sheet.StoryRow(
                entity.id().toString(),
                titles.of(entity.id()),
                entity.kind().label().in(locale),
                cells(what(entity), entity, titles),
                cells(entity.kind().telling(Tells.BY), entity, titles),
                cells(entity.kind().telling(Tells.TO), entity, titles),
                cells(entity.kind().telling(Tells.WHERE), entity, titles),
                cells(
                        Stream.of(Tells.WHEN, Tells.BEGINS, Tells.ENDS, Tells.CITED)
                                .flatMap(tells -> entity.kind().telling(tells).stream())
                                .toList(),
                        entity,
                        titles),
                cells(entity.kind().telling(Tells.WITHIN), entity, titles));
    }

    /// What was done, how, in which role: terms and numbers.
    private static List<Property> what(Entity entity) {
        return entity.kind().properties().values().stream()
                .filter(
                        property ->
                                property.type() == ValueType.CODE
                                        || property.type() == ValueType.NUMBER)
                .toList();
    }

    private List<Sheet.Told> cells(List<Property> properties, Entity entity, Titles titles) {
        List<Sheet.Told> told = new ArrayList<>();
        for (Property property : properties) {
            List<Sheet.Saying> facts = Drawn.facts(entity, property, titles);
            if (!facts.isEmpty()) {
                told.add(
                        new Sheet.Told(
                                property.label().in(locale), entity.disputed(property), facts));
            }
        }
        return told;
    }

    // ---- posts at that date

    /// What names the one who holds: the first end of a link. Its other end, where the post is, is
    /// nobody who held it, also where that unit is named as doing what happened.
    private static List<Property> held(Kind kind) {
        return kind.link().isEmpty()
                ? kind.ofType(ValueType.REFERENCE)
                : List.of(kind.propertyOr(kind.link().getFirst()));
    }

    private List<Sheet.PostRow> postRows(
            Entity entity, List<Entity> posts, Set<EntityId> people, Titles titles) {
        List<HistoricDate> dates =
                Stream.concat(
                                entity.dates(Tells.WHEN).stream(),
                                entity.dates(Tells.BEGINS).stream())
                        .toList();
        List<Sheet.PostRow> rows = new ArrayList<>();
        for (EntityId person : people) {
            for (Entity post : posts) {
                boolean theirs =
                        held(post.kind()).stream()
                                .flatMap(property -> post.values(property.code()).stream())
                                .flatMap(value -> ClaimTellings.target(value).stream())
                                .anyMatch(person::equals);
                if (!theirs) {
                    continue;
                }
                List<Sheet.StandingThen> then =
                        dates.stream()
                                .map(
                                        date ->
                                                new Sheet.StandingThen(
                                                        Drawn.date(date, locale),
                                                        standing(post, date)
                                                                .name()
                                                                .toLowerCase(Locale.ROOT)))
                                .toList();
                boolean never =
                        !then.isEmpty()
                                && then.stream().allMatch(one -> one.standing().equals("not"));
                if (!never) {
                    rows.add(
                            new Sheet.PostRow(
                                    person.toString(),
                                    titles.of(person),
                                    post.id().toString(),
                                    titles.of(post.id()),
                                    then));
                }
            }
        }
        return rows;
    }

    /// At a date that is not one day, it is held only if it was from its first day to its last.
    private static Standing standing(Entity post, HistoricDate date) {
        LocalDate first = date.earliest();
        LocalDate last = date.latest();
        Standing atFirst = Courses.on(post, first);
        Standing atLast = Courses.on(post, last);
        if (atFirst == atLast && atFirst != Standing.NOT) {
            return atFirst;
        }
        boolean outside =
                Courses.of(post).stream()
                        .flatMap(course -> course.pieces().stream())
                        .noneMatch(
                                (Course.Piece piece) ->
                                        !piece.from().isAfter(last) && !piece.to().isBefore(first));
        return atFirst == Standing.UNDATED ? atFirst : outside ? Standing.NOT : Standing.UNKNOWN;
    }
}
