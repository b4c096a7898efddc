package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Question;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.linkage.Explanation;
import org.haetae.linkage.Linkage;
import org.haetae.linkage.LinkageSchema;
import org.haetae.linkage.Model;
import org.haetae.linkage.Records;

/// Entities of the casebook that may be one, as one reader may know of them: for a person to judge.
/// Nothing is joined by this.
///
/// Of each kind a linkage schema says which properties are compared; its model is set by hand,
/// because a casebook has too few entities to learn one from. An entity with several names is
/// compared by each of them, and the likeliest comparison counts.
public final class Proposals {

    /// Kinds that are compared, each with a schema and a model that ship.
    public static final List<String> KINDS = List.of("person", "organisation", "place");

    private static final int AT_ONCE = 1_000;

    /// Of one entity, combinations of values that are compared.
    private static final int MOST_FORMS = 24;

    private final Casebook casebook;
    private final Judgements judgements;

    public Proposals(Casebook casebook, Judgements judgements) {
        this.casebook = casebook;
        this.judgements = judgements;
    }

    /// Two entities that may be one.
    ///
    /// @param claims of the one that has fewer: what would stand beside the claims of the other
    public record Proposal(
            EntityId one,
            EntityId other,
            String oneTitle,
            String otherTitle,
            int claims,
            Explanation why) {}

    /// @param kind one of [#KINDS]
    /// @return first what would change most, then the likeliest; without those that were judged the
    ///   same or different
    public List<Proposal> of(Clearance by, String kind) {
        var name = "casebook-" + kind;
        var schema =
                LinkageSchema.shipped(name)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no linkage schema %s; expected one for %s"
                                                        .formatted(name, KINDS)));
        var entities = entities(by, kind);
        var titles = casebook.titles(by, mentioned(entities), Locale.ENGLISH);
        var owners = new ArrayList<Entity>();
        var records = new Records.Builder(schema);
        for (var entity : entities) {
            int number = 0;
            for (var form : forms(schema, entity, titles)) {
                // People read these ids in explanations.
                records.add(
                        "%s [%s, %d]".formatted(titles.of(entity.id()), entity.id(), ++number),
                        form::get);
                owners.add(entity);
            }
        }
        if (owners.size() < 2) {
            return List.of();
        }
        var linkage = Linkage.of(schema, records.build(), Model.shipped(schema));
        return proposals(by, linkage, owners, titles);
    }

    private record Two(EntityId one, EntityId other) {}

    private List<Proposal> proposals(
            Clearance by, Linkage linkage, List<Entity> owners, Titles titles) {
        var likeliest = new LinkedHashMap<Two, Proposal>();
        for (var pair : linkage.likely()) {
            var one = owners.get(pair.a());
            var other = owners.get(pair.b());
            var two = new Two(one.id(), other.id());
            if (one == other || likeliest.containsKey(two) || isJudged(by, one.id(), other.id())) {
                continue;
            }
            likeliest.put(
                    two,
                    new Proposal(
                            one.id(),
                            other.id(),
                            titles.of(one.id()),
                            titles.of(other.id()),
                            Math.min(one.claims().size(), other.claims().size()),
                            linkage.explain(pair.a(), pair.b())));
        }
        return likeliest.values().stream()
                .sorted(
                        Comparator.comparingInt(Proposal::claims)
                                .thenComparingDouble(one -> one.why().bits())
                                .reversed())
                .toList();
    }

    private boolean isJudged(Clearance by, EntityId one, EntityId other) {
        var history = judgements.history(by, one, other);
        return !history.isEmpty() && history.getLast().verdict() != Verdict.UNSURE
                || judgements.cluster(by, one).members().contains(other);
    }

    private List<Entity> entities(Clearance by, String kind) {
        var entities = new ArrayList<Entity>();
        Optional<Question.Place> after = Optional.empty();
        while (true) {
            var places = casebook.list(by, new Question(kind, List.of(), after, AT_ONCE)).places();
            if (places.isEmpty()) {
                return entities;
            }
            var outlines =
                    casebook.outlines(by, places.stream().map(Question.Place::entity).toList());
            places.stream()
                    .map(place -> outlines.get(place.entity()))
                    .filter(entity -> entity != null)
                    .forEach(entities::add);
            after = Optional.of(places.getLast());
        }
    }

    private static Set<EntityId> mentioned(Collection<Entity> entities) {
        var ids = new HashSet<EntityId>();
        for (var entity : entities) {
            ids.add(entity.id());
            for (var claim : entity.claims()) {
                if (claim.value().orElse(null) instanceof Value.Reference(EntityId other)) {
                    ids.add(other);
                }
            }
        }
        return ids;
    }

    /// Each combination of one value of each compared property. What else it is called stands for
    /// its name too.
    private static List<Map<String, String>> forms(
            LinkageSchema schema, Entity entity, Titles titles) {
        List<Map<String, String>> forms = List.of(Map.of());
        for (var field : schema.fields()) {
            var values = words(entity, field.column(), titles);
            if (values.isEmpty()) {
                continue;
            }
            var more = new ArrayList<Map<String, String>>();
            for (var form : forms) {
                for (var value : values) {
                    var with = new HashMap<>(form);
                    with.put(field.column(), value);
                    more.add(with);
                }
            }
            forms = more.subList(0, Math.min(MOST_FORMS, more.size()));
        }
        return forms;
    }

    private static List<String> words(Entity entity, String property, Titles titles) {
        return properties(entity, property).stream()
                .flatMap(code -> entity.values(code).stream())
                .map(value -> words(value, titles))
                .distinct()
                .toList();
    }

    private static List<String> properties(Entity entity, String property) {
        return property.equals("name")
                ? List.of("name", "former-name").stream()
                        .filter(code -> entity.kind().property(code).isPresent())
                        .toList()
                : List.of(property);
    }

    private static String words(Value value, Titles titles) {
        return switch (value) {
            case Value.Name name -> name.text();
            case Value.Text text -> text.text();
            case Value.Date date -> date.date().edtf();
            case Value.Code code -> code.term();
            case Value.Reference reference -> titles.of(reference.entity());
            case Value.Number _, Value.Point _, Value.Link _ -> "";
        };
    }
}
