package org.haetae.casebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.home.Database;

/// Where two people coded the same unit without the one changing the other's claim, and how far
/// they agree, vocabulary by vocabulary. Only over claims that the reader may see.
///
/// What is compared: of each claim the first version that is no draft, with the one term that it
/// gives, as said by whoever made that version; later changes and retractions are left out of it,
/// for they may come of talking about the difference. A unit counts when each of the two gave one
/// term for it; where one of them gave several, it is left out and told. Whether one of them saw
/// the other's claim before cannot be known from the casebook.
public final class Agreements {

    /// What makes two claims speak of the same.
    public enum Unit {
        /// The same property of the same entity, whatever passage they cite.
        ENTITY,
        /// The same property and one and the same passage, whatever entity it is put down to; of
        /// claims that cite one passage alone.
        PASSAGE;

        /// As commands and pages write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Two coders and a vocabulary that both used.
    ///
    /// @param one whose terms are the first of each pair
    /// @param leftOut units that both coded, for which one of them gave several terms
    public record Compared(
            String vocabulary, ActorId one, ActorId other, Agreement agreement, int leftOut) {}

    private static final String FIRST =
            """
            select c.kind, c.property, %s as unit, c.actor, array_agg(distinct c.value->>'code') as codes
            from claim c %s
            where c.property = any(?) and c.value->>'code' is not null and c.status <> 1
              and not exists (select 1 from claim f where f.id = c.id and f.version < c.version and f.status <> 1)
              %s
            group by 1, 2, 3, 4
            """;

    private final Casebook casebook;
    private final Database database;

    Agreements(Casebook casebook, Database database) {
        this.casebook = casebook;
        this.database = database;
    }

    private record Key(String kind, String property, String unit) {}

    private record Coders(String vocabulary, UUID one, UUID other) {}

    /// All pairs of coders that have a unit in common, by vocabulary, those with most units first.
    public List<Compared> all(Clearance by, Unit unit) {
        Casebook.need(by, Permission.READ_CLAIMS);
        var coded = coded(by, unit);
        var pairs = new HashMap<Coders, List<Agreement.Pair>>();
        var leftOut = new HashMap<Coders, Integer>();
        coded.forEach(
                (key, codes) -> {
                    var vocabulary = vocabulary(key);
                    var people = List.copyOf(codes.keySet());
                    for (int i = 0; i < people.size(); i++) {
                        for (int j = i + 1; j < people.size(); j++) {
                            var coders = new Coders(vocabulary, people.get(i), people.get(j));
                            var one = codes.get(people.get(i));
                            var other = codes.get(people.get(j));
                            var both = pairs.computeIfAbsent(coders, any -> new ArrayList<>());
                            if (one.size() == 1 && other.size() == 1) {
                                both.add(new Agreement.Pair(one.getFirst(), other.getFirst()));
                            } else {
                                leftOut.merge(coders, 1, Integer::sum);
                            }
                        }
                    }
                });
        return pairs.entrySet().stream()
                .map(
                        found ->
                                new Compared(
                                        found.getKey().vocabulary(),
                                        new ActorId(found.getKey().one()),
                                        new ActorId(found.getKey().other()),
                                        new Agreement(found.getValue()),
                                        leftOut.getOrDefault(found.getKey(), 0)))
                .sorted(
                        Comparator.comparing(Compared::vocabulary)
                                .thenComparing(one -> -one.agreement().units())
                                .thenComparing(one -> one.one().toString() + one.other()))
                .toList();
    }

    private String vocabulary(Key key) {
        return casebook.schema()
                .kindOr(key.kind())
                .propertyOr(key.property())
                .vocabulary()
                .orElse("");
    }

    /// By unit, the terms that each coder gave; of units that several people coded.
    private Map<Key, TreeMap<UUID, List<String>>> coded(Clearance by, Unit unit) {
        var coded = new HashMap<Key, TreeMap<UUID, List<String>>>();
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "with first as (%s) select * from first where (kind, property, unit) in (select kind, property, unit from first group by 1, 2, 3 having count(*) > 1)"
                                                .formatted(first(unit)))
                                .param(properties().toArray(String[]::new))
                                .query(
                                        row -> {
                                            coded.computeIfAbsent(
                                                            new Key(
                                                                    row.getString("kind"),
                                                                    row.getString("property"),
                                                                    row.getString("unit")),
                                                            key -> new TreeMap<>())
                                                    .put(
                                                            row.getObject("actor", UUID.class),
                                                            List.of(
                                                                    (String[])
                                                                            row.getArray("codes")
                                                                                    .getArray()));
                                        }));
        coded.keySet().removeIf(key -> vocabulary(key).isEmpty());
        return coded;
    }

    private static String first(Unit unit) {
        return switch (unit) {
            case ENTITY -> FIRST.formatted("c.entity::text", "", "");
            case PASSAGE ->
                    FIRST.formatted(
                            "concat_ws(' ', t.item, t.kind, t.place)",
                            "join citation t on t.claim = c.id and t.version = c.version",
                            "and not exists (select 1 from citation u where u.claim = c.id and u.version = c.version and u.number > 1)");
        };
    }

    private Set<String> properties() {
        var properties = new HashSet<String>();
        for (var kind : casebook.schema().kinds().values()) {
            for (var property : kind.properties().values()) {
                if (property.vocabulary().isPresent()) {
                    properties.add(property.code());
                }
            }
        }
        return properties;
    }
}
