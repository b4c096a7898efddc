package org.haetae.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.linkage.Explanation;
import org.haetae.linkage.Field;
import org.haetae.linkage.FieldKind;
import org.haetae.linkage.Linkage;
import org.haetae.linkage.Model;
import org.haetae.linkage.Records;
import org.haetae.names.Name;
import org.haetae.names.NameIndex;
import org.jspecify.annotations.Nullable;

/// Some entities of one kind, made ready to be weighed against each other.
///
/// An entity may have several values of a field. Fields are weighed independently of each other, so
/// of each the two values count that agree best: a source that errs does not outweigh one that does
/// not. The more values there are, the less it says that some two agree. The values of one side are
/// mostly spellings of the same, so that as many independent tries are counted as the side with
/// more values has, not as there are pairs.
final class Weighing {

    /// Of one entity and field, values that are compared.
    private static final int MOST_VALUES = 60;

    /// Of each name, entities called alike that are looked at.
    private static final int NEAREST = 8;

    private final Compared compared;
    private final List<Stated> all;
    private final Map<EntityId, Integer> number = new HashMap<>();

    /// The record that holds the first values of an entity; the next one holds the second values.
    private final List<Integer> first = new ArrayList<>();

    private final List<Integer> owners = new ArrayList<>();
    private final Linkage linkage;
    private final Linkage.FieldBits ofPairs;

    /// What is stated of an entity.
    ///
    /// @param claims how many there are
    /// @param values of each field of the schema
    record Stated(EntityId id, int claims, List<List<String>> values) {

        static Stated of(Entity entity, Compared compared, Titles titles) {
            return new Stated(
                    entity.id(),
                    entity.claims().size(),
                    compared.schema().fields().stream()
                            .map(field -> words(entity, field, titles))
                            .toList());
        }

        /// Of somebody or something nothing is known of but a name.
        static Stated named(String name, Compared compared) {
            return new Stated(
                    EntityId.random(),
                    0,
                    compared.schema().fields().stream()
                            .map(
                                    field ->
                                            field.kind().names().isPresent()
                                                    ? List.of(name)
                                                    : List.<String>of())
                            .toList());
        }

        int rows() {
            return values.stream().mapToInt(List::size).max().orElse(0);
        }
    }

    Weighing(Compared compared, Collection<Entity> entities, Titles titles) {
        this(
                compared,
                entities.stream().map(entity -> Stated.of(entity, compared, titles)).toList());
    }

    Weighing(Compared compared, List<Stated> all) {
        this.compared = compared;
        this.all = List.copyOf(all);
        var records = new Records.Builder(compared.schema());
        for (var one : all) {
            int owner = number.size();
            number.put(one.id(), owner);
            first.add(owners.size());
            for (int row = 0; row < one.rows(); row++) {
                var columns = new HashMap<String, String>();
                for (int f = 0; f < one.values().size(); f++) {
                    put(columns, f, one.values().get(f), row);
                }
                records.add("" + owners.size(), columns::get);
                owners.add(owner);
            }
        }
        this.linkage = Linkage.of(compared.schema(), records.build(), compared.model());
        this.ofPairs = linkage.fieldBits();
    }

    private void put(Map<String, String> into, int field, List<String> values, int at) {
        if (at < values.size()) {
            into.put(compared.schema().fields().get(field).column(), values.get(at));
        }
    }

    /// Log-odds of two of the entities to the base 2. For one thread.
    double bits(EntityId one, EntityId other) {
        return bits(ofPairs, number(one), number(other));
    }

    private int number(EntityId id) {
        var found = number.get(id);
        if (found == null) {
            throw new IllegalArgumentException(
                    "entity %s is not among those weighed".formatted(id));
        }
        return found;
    }

    private double bits(Linkage.FieldBits of, int one, int other) {
        double bits = linkage.priorBits();
        for (int f = 0; f < compared.schema().fields().size(); f++) {
            var best = best(of, f, one, other);
            bits += best == null ? 0 : best.bits();
        }
        return bits;
    }

    /// @param i which value of the one
    /// @param j which value of the other
    private record Best(int i, int j, double bits) {}

    private @Nullable Best best(Linkage.FieldBits of, int f, int one, int other) {
        Best best = null;
        int tries = tries(f, one, other);
        for (int i = 0; i < all.get(one).values().get(f).size(); i++) {
            for (int j = 0; j < all.get(other).values().get(f).size(); j++) {
                double bits = of.of(f, first.get(one) + i, first.get(other) + j, tries);
                if (best == null || bits > best.bits()) {
                    best = new Best(i, j, bits);
                }
            }
        }
        return best;
    }

    private int tries(int f, int one, int other) {
        return Math.max(all.get(one).values().get(f).size(), all.get(other).values().get(f).size());
    }

    /// Everything that went into [#bits].
    ///
    /// @param title what people read in place of an id
    Explanation explained(EntityId one, EntityId other, String title, String otherTitle) {
        int a = number(one);
        int b = number(other);
        var of = linkage.fieldBits();
        var ones = new HashMap<String, String>();
        var others = new HashMap<String, String>();
        for (int f = 0; f < compared.schema().fields().size(); f++) {
            var best = best(of, f, a, b);
            // What only one of them states is shown too, so that it is seen what was missing.
            put(ones, f, all.get(a).values().get(f), best == null ? 0 : best.i());
            put(others, f, all.get(b).values().get(f), best == null ? 0 : best.j());
        }
        var records = new Records.Builder(compared.schema());
        records.add(title, ones::get);
        records.secondFile();
        records.add(otherTitle, others::get);
        return Linkage.of(compared.schema(), records.build(), compared.model())
                .explain(0, 1, f -> tries(f, a, b));
    }

    /// Claims of the one of the two that has fewer.
    int claims(Two two) {
        return Math.min(claims(two.one()), claims(two.other()));
    }

    private int claims(EntityId id) {
        return all.get(number(id)).claims();
    }

    // ---- all with all

    /// Two numbers of entities in one, the lower one above.
    private static long pair(int one, int other) {
        return (long) Math.min(one, other) << Integer.SIZE | Math.max(one, other);
    }

    private final class Taker implements Linkage.Pairs {
        private final Linkage.FieldBits of = linkage.fieldBits();
        private final double least = Model.bitsOf(compared.schema().review());
        private final Set<Long> seen = new HashSet<>();
        private final Map<Long, Double> likely = new HashMap<>();

        @Override
        public void pair(int a, int b) {
            weigh(owners.get(a), owners.get(b));
        }

        void weigh(int one, int other) {
            long pair = Weighing.pair(one, other);
            if (one == other || !seen.add(pair)) {
                return;
            }
            double bits = bits(of, one, other);
            if (bits >= least) {
                likely.put(pair, bits);
            }
        }
    }

    /// Pairs from the review line on, with their log-odds: of those that share a key, or are called
    /// alike in whatever script.
    Map<Two, Double> pairs() {
        var likely = new HashMap<Two, Double>();
        linkage.candidates(Taker::new).forEach(taker -> tell(taker, likely));
        var alike = new Taker();
        calledAlike().forEach(pair -> alike.weigh((int) (pair >>> Integer.SIZE), pair.intValue()));
        tell(alike, likely);
        return likely;
    }

    private void tell(Taker taker, Map<Two, Double> into) {
        taker.likely.forEach(
                (pair, bits) ->
                        into.put(
                                Two.of(
                                        all.get((int) (pair >>> Integer.SIZE)).id(),
                                        all.get(pair.intValue()).id()),
                                bits));
    }

    /// Pairs with two names that are worth a look together.
    private Set<Long> calledAlike() {
        var names = new ArrayList<Name>();
        var named = new ArrayList<Integer>();
        for (int f = 0; f < compared.schema().fields().size(); f++) {
            var kind = compared.schema().fields().get(f).kind().names();
            if (kind.isPresent()) {
                for (int one = 0; one < all.size(); one++) {
                    for (var text : all.get(one).values().get(f)) {
                        names.add(Name.read(text, kind.get()));
                        named.add(one);
                    }
                }
            }
        }
        var index = new NameIndex(names, named.stream().mapToInt(Integer::intValue).toArray());
        return IntStream.range(0, names.size())
                .parallel()
                .boxed()
                .flatMap(row -> alike(index, names.get(row), named.get(row), named))
                .collect(Collectors.toSet());
    }

    private static Stream<Long> alike(NameIndex index, Name name, int owner, List<Integer> named) {
        return index.nearest(name, NEAREST + 1).stream()
                .filter(hit -> hit.comparison().alerts())
                .map(hit -> named.get(hit.row()))
                .filter(other -> other != owner)
                .map(other -> pair(owner, other));
    }

    // ---- what an entity says

    private static List<String> words(Entity entity, Field field, Titles titles) {
        return properties(entity.kind(), field.column()).stream()
                .flatMap(code -> entity.values(code).stream())
                .map(value -> words(value, titles))
                .flatMap(
                        text ->
                                field.kind() == FieldKind.IDENTIFIER
                                        ? numbers(text)
                                        : Stream.of(text))
                .filter(text -> !text.isBlank())
                .distinct()
                .limit(MOST_VALUES)
                .toList();
    }

    /// Of a paper only its number is compared: what it is called is written in many ways.
    static Stream<String> numbers(String text) {
        var numbers = Casebook.numbers(text);
        return numbers.isEmpty() ? Stream.of(text) : numbers.stream();
    }

    /// What is read of an entity of this kind when it is weighed, and what it is called by.
    static Set<String> properties(Compared compared, Kind kind) {
        return Stream.concat(
                        kind.title().stream(),
                        compared.schema().fields().stream()
                                .flatMap(field -> properties(kind, field.column()).stream()))
                .collect(Collectors.toSet());
    }

    /// What else something is called stands for its name too.
    private static List<String> properties(Kind kind, String column) {
        return column.equals("name")
                ? Stream.of("name", "former-name")
                        .filter(code -> kind.property(code).isPresent())
                        .toList()
                : List.of(column);
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
