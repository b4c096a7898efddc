package org.haetae.resolve;

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
import java.util.stream.Collectors;
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

    /// What would change most, then the likeliest.
    private static final Comparator<Pair> FIRST =
            Comparator.comparingInt(Pair::claims)
                    .thenComparingDouble(Pair::bits)
                    .reversed()
                    .thenComparing(pair -> pair.one().toString())
                    .thenComparing(pair -> pair.other().toString());

    /// Of a kind with too many to weigh all, how many are looked at, and how many at a time.
    private static final int MOST_IN_FRONT = 2_000;

    private static final int AT_A_TIME = 200;

    private static final int MOST_BESIDE_EACH = 12;

    /// Of the entities that share keys with one, how many are weighed: those that share most.
    private static final int MOST_WEIGHED = 48;

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

    /// The beginning of [#pairs] where there are too many to weigh all: pairs of those of whom most
    /// is told with whoever shares their keys. What would change most is among them, since of each
    /// pair the one with fewer claims decides; likely pairs of people of whom little is told are
    /// not.
    ///
    /// @param enough so many pairs are sought
    public List<Pair> front(Clearance by, String kind, int enough) {
        var ids = casebook.mostTold(by, kind, MOST_IN_FRONT);
        var pairs = new LinkedHashMap<Two, Pair>();
        for (int from = 0; from < ids.size(); from += AT_A_TIME) {
            var some = ids.subList(from, Math.min(ids.size(), from + AT_A_TIME));
            var front = casebook.outlines(by, some);
            int least =
                    front.values().stream().mapToInt(one -> one.claims().size()).min().orElse(0);
            beside(by, kind, front.values())
                    .forEach(pair -> pairs.putIfAbsent(Two.of(pair.one(), pair.other()), pair));
            // Whoever comes later has no more claims than these, and so no pair of theirs has.
            if (pairs.values().stream().filter(pair -> pair.claims() >= least).count() >= enough) {
                break;
            }
        }
        return unjudged(by, pairs.values().stream().sorted(FIRST).toList());
    }

    private List<Pair> beside(Clearance by, String kind, Collection<Entity> front) {
        var resembling = casebook.resembling(by, front, MOST_BESIDE_EACH);
        var all = new ArrayList<>(front);
        var known = front.stream().map(Entity::id).collect(Collectors.toSet());
        all.addAll(
                casebook.outlines(
                                by,
                                resembling.values().stream()
                                        .flatMap(List::stream)
                                        .filter(id -> !known.contains(id))
                                        .distinct()
                                        .toList())
                        .values());
        var there = all.stream().map(Entity::id).collect(Collectors.toSet());
        var weighing = weighing(by, kind, all);
        double least = Model.bitsOf(Compared.of(kind).schema().review());
        var pairs = new ArrayList<Pair>();
        resembling.forEach(
                (one, others) ->
                        others.stream()
                                .filter(there::contains)
                                .forEach(
                                        other -> {
                                            double bits = weighing.bits(one, other);
                                            if (bits >= least) {
                                                var two = Two.of(one, other);
                                                pairs.add(
                                                        new Pair(
                                                                two.one(),
                                                                two.other(),
                                                                weighing.claims(two),
                                                                bits));
                                            }
                                        }));
        return pairs;
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
                .sorted(FIRST)
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
        var compared = Compared.of(entity.kind().code());
        var told = Weighing.properties(compared, entity.kind());
        var others = casebook.outlines(by, ids, told);
        if (others.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<>(others.values());
        all.add(
                new Entity(
                        entity.id(),
                        entity.kind(),
                        entity.claims().stream()
                                .filter(claim -> told.contains(claim.property()))
                                .toList()));
        var titles = casebook.titles(by, mentioned(all), Locale.ENGLISH);
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
