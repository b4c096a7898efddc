package org.haetae.linkage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The linkage of the records of one file, or of two: which pairs are one, with which probability,
/// and why. The same records and schema always give the same answer.
public final class Linkage {

    private static final Comparator<Link> LIKELIEST_FIRST =
            Comparator.comparingDouble(Link::bits)
                    .reversed()
                    .thenComparingInt(Link::a)
                    .thenComparingInt(Link::b);

    private final LinkageSchema schema;
    private final Records records;
    private final Model model;
    private final Scoring scoring;

    /// Made when first asked for: who compares pairs of their own needs none.
    private @Nullable Blocking blocking;

    private Linkage(
            LinkageSchema schema,
            Records records,
            Optional<Model> given,
            Optional<Frequencies> all) {
        this.schema = schema;
        this.records = records;
        this.model = given.orElseGet(() -> Learning.learn(schema, records, blocking()));
        this.scoring = new Scoring(schema, records, model, all);
    }

    /// Learns a model from the records.
    public static Linkage of(LinkageSchema schema, Records records) {
        return new Linkage(schema, records, Optional.empty(), Optional.empty());
    }

    /// Uses a model that was learned before.
    public static Linkage of(LinkageSchema schema, Records records, Model model) {
        return new Linkage(schema, records, Optional.of(model), Optional.empty());
    }

    /// A part of a linkage whose records are not all at hand: each pair of these records counts as
    /// it would among all of them.
    ///
    /// @param all how often values are stated among all records
    public static Linkage part(
            LinkageSchema schema, Records records, Model model, Frequencies all) {
        return new Linkage(schema, records, Optional.of(model), Optional.of(all));
    }

    /// The keys by which records become candidates: of each pass, and in it of each record; 0 where
    /// the record does not say what the key is made of. Records of different parts that have the
    /// same key say the same.
    public static long[][] keys(LinkageSchema schema, Records records) {
        return schema.passes().stream()
                .map(pass -> Blocking.keys(records, pass))
                .toArray(long[][]::new);
    }

    private synchronized Blocking blocking() {
        var made = blocking;
        if (made == null) {
            made = new Blocking(schema, records);
            blocking = made;
        }
        return made;
    }

    public Model model() {
        return model;
    }

    /// What each key brought together, in words.
    public List<String> told() {
        return blocking().passes().stream()
                .map(
                        pass ->
                                "%s: %,d blocks, %,d pairs%s%s"
                                        .formatted(
                                                pass.key(),
                                                pass.blocks(),
                                                pass.pairs(),
                                                pass.split() == 0
                                                        ? ""
                                                        : "; %,d too large and divided"
                                                                .formatted(pass.split()),
                                                pass.cut() == 0
                                                        ? ""
                                                        : "; %,d cut, not every pair of them compared"
                                                                .formatted(pass.cut())))
                .toList();
    }

    /// Why two records are held to be one, or not.
    public Explanation explain(int a, int b) {
        return explain(a, b, _ -> 1);
    }

    /// As above, of two records that hold the values that agree best among several.
    ///
    /// @param tries of each field, by its number, among how many comparisons the best was chosen
    public Explanation explain(int a, int b, IntUnaryOperator tries) {
        return Explanation.of(
                schema, records, model, scoring, Math.min(a, b), Math.max(a, b), tries);
    }

    /// Log-odds of a pair to the base 2.
    public double bits(int a, int b) {
        return scoring.score(new Comparer(schema, records), Math.min(a, b), Math.max(a, b));
    }

    /// What one field of two records adds to the log-odds, where neither fields change places nor
    /// any are correlated; 0 where one of the two does not state it. For one thread.
    public FieldBits fieldBits() {
        if (!schema.swaps().isEmpty() || !schema.correlated().isEmpty()) {
            throw new IllegalArgumentException(
                    "schema %s has swaps or correlated fields: none counts by itself"
                            .formatted(schema.name()));
        }
        var comparer = new Comparer(schema, records);
        return (field, a, b, tries) -> {
            int level = comparer.compare(field, a, b);
            return scoring.bits(field, level, 0, a, comparer, tries);
        };
    }

    /// Takes pairs of records, the one with the lower number first. For one thread.
    @FunctionalInterface
    public interface Pairs {
        void pair(int a, int b);
    }

    /// Gives every pair that shares a key once, to takers that work at the same time.
    ///
    /// @return the takers, always in the same order with the same pairs
    public <T extends Pairs> List<T> candidates(Supplier<T> taker) {
        return blocking().each(taker);
    }

    /// @see #fieldBits
    @FunctionalInterface
    public interface FieldBits {
        /// @param field its number in the schema
        /// @param tries among how many comparisons this one would be chosen as the best
        double of(int field, int a, int b, int tries);
    }

    /// Log-odds of two records drawn at random.
    public double priorBits() {
        return scoring.priorBits();
    }

    /// Pairs that are one or may be, the likeliest first.
    public List<Link> links() {
        return settled(likely());
    }

    /// Of likely pairs those that remain when all are seen together: one to one, or in clusters.
    ///
    /// @param likely of [#likely], the likeliest first
    public List<Link> settled(List<Link> likely) {
        if (!records.areTwo()) {
            return clustered(likely);
        }
        return schema.oneToOne() ? oneToOne(likely) : likely;
    }

    private final class Scored implements Pairs {
        private final Comparer comparer = new Comparer(schema, records);
        private final double least = Model.bitsOf(schema.review());
        private final List<Link> links = new ArrayList<>();

        @Override
        public void pair(int a, int b) {
            double bits = scoring.score(comparer, a, b);
            if (bits >= least) {
                links.add(link(a, b, bits));
            }
        }
    }

    private Link link(int a, int b, double bits) {
        return new Link(
                a,
                b,
                bits,
                Model.probability(bits) >= schema.same()
                        ? Link.Decision.SAME
                        : Link.Decision.REVIEW);
    }

    /// Candidate pairs from the review threshold on, the likeliest first: each by itself, neither
    /// clustered nor one to one.
    public List<Link> likely() {
        var links = new ArrayList<Link>();
        blocking().each(Scored::new).forEach(scored -> links.addAll(scored.links));
        links.sort(LIKELIEST_FIRST);
        return links;
    }

    /// The same of the pairs within given blocks alone, in this thread.
    ///
    /// @param blocks records that share a key, each in the order of their numbers
    public List<Link> likely(List<int[]> blocks) {
        var scored = new Scored();
        new Blocking(schema, records, blocks).each(scored);
        return likeliestFirst(scored.links);
    }

    /// The order in which pairs are given and settled, each once.
    public static List<Link> likeliestFirst(Collection<Link> links) {
        return links.stream().distinct().sorted(LIKELIEST_FIRST).toList();
    }

    /// Neither file has two records of one: the likeliest pair takes both its records.
    private static List<Link> oneToOne(List<Link> likeliestFirst) {
        var taken = new HashSet<Integer>();
        return likeliestFirst.stream()
                .filter(
                        link -> {
                            if (taken.contains(link.a()) || taken.contains(link.b())) {
                                return false;
                            }
                            taken.add(link.a());
                            taken.add(link.b());
                            return true;
                        })
                .toList();
    }

    /// What is one with the same is one, unless what speaks against outweighs what speaks for.
    private List<Link> clustered(List<Link> likeliestFirst) {
        var clusters = new Clusters(this::bits);
        for (var link : likeliestFirst) {
            if (link.decision() == Link.Decision.SAME) {
                clusters.join(link.a(), link.b());
            }
        }
        var links = new ArrayList<Link>();
        for (var cluster : clusters.all()) {
            for (int i = 0; i < cluster.size(); i++) {
                for (int j = i + 1; j < cluster.size(); j++) {
                    int a = Math.min(cluster.get(i), cluster.get(j));
                    int b = Math.max(cluster.get(i), cluster.get(j));
                    links.add(new Link(a, b, bits(a, b), Link.Decision.SAME));
                }
            }
        }
        for (var link : likeliestFirst) {
            if (!clusters.areOne(link.a(), link.b())) {
                links.add(new Link(link.a(), link.b(), link.bits(), Link.Decision.REVIEW));
            }
        }
        links.sort(LIKELIEST_FIRST);
        return links;
    }

    /// Sets of records that are one.
    private static final class Clusters {

        /// Between larger clusters only so many records of each are asked.
        private static final int ASKED = 64;

        private interface Bits {
            double of(int a, int b);
        }

        private final Bits bits;
        private final Map<Integer, List<Integer>> clusterOf = new HashMap<>();

        Clusters(Bits bits) {
            this.bits = bits;
        }

        void join(int a, int b) {
            var one = of(a);
            var two = of(b);
            if (one == two || between(one, two) <= 0) {
                return;
            }
            var larger = one.size() >= two.size() ? one : two;
            var smaller = larger == one ? two : one;
            larger.addAll(smaller);
            smaller.forEach(record -> clusterOf.put(record, larger));
        }

        private List<Integer> of(int record) {
            return clusterOf.computeIfAbsent(record, one -> new ArrayList<>(List.of(one)));
        }

        private double between(List<Integer> one, List<Integer> two) {
            double sum = 0;
            for (int a : one.subList(0, Math.min(ASKED, one.size()))) {
                for (int b : two.subList(0, Math.min(ASKED, two.size()))) {
                    sum += bits.of(a, b);
                }
            }
            return sum;
        }

        boolean areOne(int a, int b) {
            return of(a) == of(b);
        }

        List<List<Integer>> all() {
            return clusterOf.entrySet().stream()
                    .filter(entry -> entry.getValue().getFirst().equals(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .filter(cluster -> cluster.size() > 1)
                    .sorted(Comparator.comparing(List::getFirst))
                    .toList();
        }
    }
}
