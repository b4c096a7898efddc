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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.haetae.names.Name;
import org.haetae.names.NameIndex;

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
        var compared = compared(kind);
        var entities = entities(by, kind);
        if (entities.size() < 2) {
            return List.of();
        }
        var titles = casebook.titles(by, mentioned(entities), Locale.ENGLISH);
        var forms = new Forms(compared.schema());
        entities.forEach(entity -> forms.add(entity, titles));
        var linkage = forms.linkage(compared);
        var bits = new LinkedHashMap<Two, Double>();
        for (var link : linkage.likely()) {
            forms.meet(link.a(), link.b())
                    .ifPresent(two -> bits.merge(two, link.bits(), Math::max));
        }
        for (var two : forms.calledAlike()) {
            double most = forms.most(linkage, two);
            if (Model.probability(most) >= compared.schema().review()) {
                bits.merge(two, most, Math::max);
            }
        }
        return open(by, bits, forms);
    }

    private List<Pair> open(Clearance by, Map<Two, Double> bits, Forms forms) {
        var settled = new Settled(judgements.all(by));
        return bits.entrySet().stream()
                .filter(one -> !settled.has(one.getKey().one(), one.getKey().other()))
                .map(
                        one ->
                                new Pair(
                                        one.getKey().one(),
                                        one.getKey().other(),
                                        forms.claims(one.getKey()),
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
        var settled = new Settled(judgements.all(by));
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
        var compared = compared(one.kind().code());
        var titles = casebook.titles(by, mentioned(List.of(one, other)), Locale.ENGLISH);
        var why = likeliest(compared, forms(compared, one, titles), forms(compared, other, titles));
        return Optional.of(
                new Proposal(
                        a,
                        b,
                        titles.of(a),
                        titles.of(b),
                        Math.min(one.claims().size(), other.claims().size()),
                        explained(compared, why, titles.of(a), titles.of(b))));
    }

    private static List<Map<String, String>> forms(
            Compared compared, Entity entity, Titles titles) {
        return forms(compared.schema(), entity, titles);
    }

    private record TwoForms(Map<String, String> one, Map<String, String> other) {}

    private static TwoForms likeliest(
            Compared compared, List<Map<String, String>> ones, List<Map<String, String>> others) {
        var records = new Records.Builder(compared.schema());
        for (int i = 0; i < ones.size(); i++) {
            records.add("" + i, ones.get(i)::get);
        }
        records.secondFile();
        for (int i = 0; i < others.size(); i++) {
            records.add("" + i, others.get(i)::get);
        }
        var linkage = Linkage.of(compared.schema(), records.build(), compared.model());
        var best = new TwoForms(ones.getFirst(), others.getFirst());
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < ones.size(); i++) {
            for (int j = 0; j < others.size(); j++) {
                double bits = linkage.bits(i, ones.size() + j);
                if (bits > most) {
                    most = bits;
                    best = new TwoForms(ones.get(i), others.get(j));
                }
            }
        }
        return best;
    }

    /// @param one what people read in place of an id
    private static Explanation explained(
            Compared compared, TwoForms forms, String one, String other) {
        var records = new Records.Builder(compared.schema());
        records.add(one, forms.one()::get);
        records.secondFile();
        records.add(other, forms.other()::get);
        return Linkage.of(compared.schema(), records.build(), compared.model()).explain(0, 1);
    }

    private record Two(EntityId one, EntityId other) {

        static Two of(EntityId a, EntityId b) {
            return a.toString().compareTo(b.toString()) < 0 ? new Two(a, b) : new Two(b, a);
        }
    }

    private record Compared(LinkageSchema schema, Model model) {}

    private static Compared compared(String kind) {
        var schema =
                LinkageSchema.shipped("casebook-" + kind)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "no linkage schema for %s; expected one of %s"
                                                        .formatted(kind, KINDS)));
        return new Compared(schema, Model.shipped(schema));
    }

    /// Records of a casebook: each form of each entity is one, and each name finds those that are
    /// called alike in whatever script.
    private static final class Forms {

        /// Of each name, entities called alike that are looked at.
        private static final int NEAREST = 8;

        private final LinkageSchema schema;
        private final Records.Builder records;
        private final List<Entity> entities = new ArrayList<>();
        private final Map<EntityId, Integer> first = new HashMap<>();
        private final List<Integer> owners = new ArrayList<>();
        private final List<Name> names = new ArrayList<>();
        private final List<Integer> named = new ArrayList<>();

        Forms(LinkageSchema schema) {
            this.schema = schema;
            this.records = new Records.Builder(schema);
        }

        void add(Entity entity, Titles titles) {
            int owner = entities.size();
            entities.add(entity);
            first.put(entity.id(), owners.size());
            for (var form : forms(schema, entity, titles)) {
                records.add("" + owners.size(), form::get);
                owners.add(owner);
            }
            for (var field : schema.fields()) {
                field.kind()
                        .names()
                        .ifPresent(
                                kind ->
                                        words(entity, field.column(), titles)
                                                .forEach(
                                                        text -> {
                                                            names.add(Name.read(text, kind));
                                                            named.add(owner);
                                                        }));
            }
        }

        Linkage linkage(Compared compared) {
            return Linkage.of(schema, records.build(), compared.model());
        }

        private Entity owner(int record) {
            return entities.get(owners.get(record));
        }

        Optional<Two> meet(int a, int b) {
            return owner(a) == owner(b)
                    ? Optional.empty()
                    : Optional.of(Two.of(owner(a).id(), owner(b).id()));
        }

        /// Pairs with two names that are worth a look together.
        Set<Two> calledAlike() {
            var index = new NameIndex(names, named.stream().mapToInt(Integer::intValue).toArray());
            return IntStream.range(0, names.size())
                    .parallel()
                    .boxed()
                    .flatMap(
                            row ->
                                    index.nearest(names.get(row), NEAREST + 1).stream()
                                            .filter(hit -> hit.comparison().alerts())
                                            .filter(
                                                    hit ->
                                                            !named.get(hit.row())
                                                                    .equals(named.get(row)))
                                            .map(
                                                    hit ->
                                                            Two.of(
                                                                    entities.get(named.get(row))
                                                                            .id(),
                                                                    entities.get(
                                                                                    named.get(
                                                                                            hit
                                                                                                    .row()))
                                                                            .id())))
                    .collect(Collectors.toSet());
        }

        double most(Linkage linkage, Two two) {
            double most = Double.NEGATIVE_INFINITY;
            for (int a = first.get(two.one()); isOf(a, two.one()); a++) {
                for (int b = first.get(two.other()); isOf(b, two.other()); b++) {
                    most = Math.max(most, linkage.bits(a, b));
                }
            }
            return most;
        }

        private boolean isOf(int record, EntityId id) {
            return record < owners.size() && owner(record).id().equals(id);
        }

        int claims(Two two) {
            return Math.min(claims(two.one()), claims(two.other()));
        }

        private int claims(EntityId id) {
            return owner(first.get(id)).claims().size();
        }
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
