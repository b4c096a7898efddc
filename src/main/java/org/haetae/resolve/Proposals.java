package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
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
import org.haetae.linkage.Model;

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

    /// Of the entities that share keys with one, how many are weighed.
    private static final int MOST_WEIGHED = 120;

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

    /// Two entities that may be one, without anything that is said of them.
    ///
    /// @param claims as above
    /// @param bits log-odds, by which pairs are told apart whose probabilities are both nearly 1
    public record Pair(EntityId one, EntityId other, int claims, double bits) {

        public double probability() {
            return Model.probability(bits);
        }

        public boolean has(EntityId id) {
            return one.equals(id) || other.equals(id);
        }
    }

    /// @param kind one of [#KINDS]
    /// @return first what would change most, then the likeliest; without those that were judged the
    ///   same or different
    public List<Proposal> of(Clearance by, String kind) {
        return pairs(by, kind).stream()
                .flatMap(pair -> explained(by, pair.one(), pair.other()).stream())
                .toList();
    }

    /// The same without the reasons.
    public List<Pair> pairs(Clearance by, String kind) {
        var entities = entities(by, kind);
        if (entities.size() < 2) {
            return List.of();
        }
        var weighing = weighing(by, kind, entities);
        return open(by, weighing.pairs(), weighing);
    }

    private Weighing weighing(Clearance by, String kind, Collection<Entity> entities) {
        return new Weighing(
                Compared.of(kind),
                entities,
                casebook.titles(by, mentioned(entities), Locale.ENGLISH));
    }

    private List<Pair> open(Clearance by, Map<Two, Double> bits, Weighing weighing) {
        var settled = new Settled(by.actor(), judgements.all(by));
        return bits.entrySet().stream()
                .filter(one -> !settled.has(one.getKey().one(), one.getKey().other()))
                .map(
                        one ->
                                new Pair(
                                        one.getKey().one(),
                                        one.getKey().other(),
                                        weighing.claims(one.getKey()),
                                        one.getValue()))
                .sorted(
                        Comparator.comparingInt(Pair::claims)
                                .thenComparingDouble(Pair::bits)
                                .reversed()
                                .thenComparing(pair -> pair.one().toString())
                                .thenComparing(pair -> pair.other().toString()))
                .toList();
    }

    /// Of these, the pairs that nobody has judged since, as this reader may know.
    List<Pair> unjudged(Clearance by, List<Pair> pairs) {
        var settled = new Settled(by.actor(), judgements.all(by));
        return pairs.stream().filter(pair -> !settled.has(pair.one(), pair.other())).toList();
    }

    /// Why two entities may be one or not, whether they are proposed or not; empty when one of them
    /// is not there for this reader, or they are of no kind, or not of one kind, that is compared.
    public Optional<Proposal> explained(Clearance by, EntityId a, EntityId b) {
        var entities = casebook.outlines(by, List.of(a, b));
        var one = entities.get(a);
        var other = entities.get(b);
        if (one == null
                || other == null
                || a.equals(b)
                || !one.kind().code().equals(other.kind().code())
                || !KINDS.contains(one.kind().code())) {
            return Optional.empty();
        }
        var titles = casebook.titles(by, mentioned(List.of(one, other)), Locale.ENGLISH);
        var weighing = new Weighing(Compared.of(one.kind().code()), List.of(one, other), titles);
        return Optional.of(proposal(weighing, one, other, titles));
    }

    private static Proposal proposal(Weighing weighing, Entity one, Entity other, Titles titles) {
        return new Proposal(
                one.id(),
                other.id(),
                titles.of(one.id()),
                titles.of(other.id()),
                Math.min(one.claims().size(), other.claims().size()),
                weighing.explained(
                        one.id(), other.id(), titles.of(one.id()), titles.of(other.id())));
    }

    /// Who else an entity could be: of those that share its keys in the database the likeliest,
    /// from the review line on, first; without those that were judged the same or different. Takes
    /// milliseconds, however many entities there are.
    public List<Proposal> beside(Clearance by, Entity entity, int most) {
        if (!KINDS.contains(entity.kind().code())) {
            return List.of();
        }
        var settled = judgements.settled(by, entity.id());
        var ids =
                casebook.resembling(by, entity, MOST_WEIGHED).stream()
                        .filter(id -> !settled.has(entity.id(), id))
                        .toList();
        return likeliest(by, entity, ids, most);
    }

    private List<Proposal> likeliest(Clearance by, Entity entity, List<EntityId> ids, int most) {
        var others = casebook.outlines(by, ids);
        if (others.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<>(others.values());
        all.add(entity);
        var titles = casebook.titles(by, mentioned(all), Locale.ENGLISH);
        var compared = Compared.of(entity.kind().code());
        var weighing = new Weighing(compared, all, titles);
        record Weighed(Entity other, double bits) {}
        return others.values().stream()
                .map(other -> new Weighed(other, weighing.bits(entity.id(), other.id())))
                .filter(one -> Model.probability(one.bits()) >= compared.schema().review())
                .sorted(
                        Comparator.comparingDouble(Weighed::bits)
                                .reversed()
                                .thenComparing(one -> one.other().id().toString()))
                .limit(most)
                .map(one -> proposal(weighing, entity, one.other(), titles))
                .toList();
    }

    /// How many entities of a kind there are to compare.
    long count(Clearance by, String kind) {
        return casebook.list(by, new Question(kind, List.of(), Optional.empty(), 1)).count();
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
}
