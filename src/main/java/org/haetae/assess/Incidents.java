package org.haetae.assess;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Kind;
import org.haetae.casebook.Property;
import org.haetae.casebook.Schema;
import org.haetae.casebook.Tells;
import org.haetae.casebook.ValueType;
import org.haetae.casebook.View;
import org.haetae.home.Transaction;
import org.haetae.law.Law;
import org.haetae.law.Provision;
import org.jspecify.annotations.Nullable;

/// Which events of the casebook belong to a case, and what is told of them. Which properties tell
/// when, where, by whom and to whom is declared in the schema.
final class Incidents {

    /// The most of one case.
    static final int MOST = 10_000;

    /// What a kind is an act of, by itself. The other kinds say it by a property.
    private static final Map<String, String> ACT_OF_KIND =
            Map.of("detention", "arbitrary-detention");

    /// What a kind of journey is an act of.
    private static final Map<String, String> ACT_OF_JOURNEY =
            Map.of(
                    "forced-return-journey", "forced-return",
                    "banishment-journey", "forced-relocation",
                    "abduction-journey", "abduction",
                    "sale", "trafficking");

    private static final String VOCABULARY = "acts";
    private static final String NUMBER = "number";
    private static final String POLICY = "policy";
    private static final int DEEPEST = 6;
    private static final String COUNTS = "until is null and status in (2, 3) and erased is null";

    private final Schema schema;
    private final Law law;
    private final List<Kind> kinds;

    Incidents(Schema schema, Law law) {
        this.schema = schema;
        this.law = law;
        this.kinds =
                schema.kinds().values().stream()
                        .filter(kind -> kind.view().equals(Optional.of(View.EVENT)))
                        .toList();
    }

    /// Whether things of this kind can be incidents.
    boolean isIncident(String kind) {
        return kinds.stream().anyMatch(one -> one.code().equals(kind));
    }

    /// The terms of the vocabulary `acts` that bear on a provision, with all that they include.
    Set<String> acts(Provision provision) {
        var vocabulary = schema.vocabularies().get(VOCABULARY);
        return provision.acts().stream()
                .flatMap(
                        term ->
                                vocabulary == null
                                        ? Stream.of(term)
                                        : vocabulary.within(term).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    // ---- which belong to a case

    /// In the order of their first days.
    List<Incident> of(Transaction transaction, Theory theory) {
        var ids = new LinkedHashSet<EntityId>();
        if (theory.chooses()) {
            ids.addAll(fitting(transaction, theory));
        }
        ids.addAll(theory.added());
        ids.removeAll(theory.excluded());
        return told(transaction, ids).stream()
                .sorted(
                        Comparator.comparing((Incident one) -> one.first().orElse(LocalDate.MAX))
                                .thenComparing(one -> one.id().toString()))
                .toList();
    }

    /// Those that fit all that the theory says: an act of its conduct, within its period, at one of
    /// its places and by one of its units. What is told of no day, place or unit fits no theory
    /// that names one; it can be added by hand.
    private List<EntityId> fitting(Transaction transaction, Theory theory) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        var terms =
                theory.conduct().stream()
                        .flatMap(code -> law.provision(code).stream())
                        .flatMap(provision -> acts(provision).stream())
                        .collect(Collectors.toSet());
        var byKind =
                ACT_OF_KIND.entrySet().stream()
                        .filter(one -> terms.contains(one.getValue()))
                        .map(Map.Entry::getKey)
                        .toArray(String[]::new);
        conditions.add(
                """
                select entity from claim where (kind, property) in (select * from unnest(?::text[], ?::text[]))
                  and words = any(?) and %s
                union select entity from claim where kind = any(?) and %s
                """
                        .formatted(COUNTS, COUNTS));
        add(
                parameters,
                kinds.stream()
                        .flatMap(
                                kind ->
                                        saying(kind).stream()
                                                .map(property -> new Of(kind, property)))
                        .toList());
        parameters.add(
                Stream.concat(
                                terms.stream(),
                                ACT_OF_JOURNEY.entrySet().stream()
                                        .filter(one -> terms.contains(one.getValue()))
                                        .map(Map.Entry::getKey))
                        .toArray(String[]::new));
        parameters.add(byKind);
        theory.period()
                .ifPresent(
                        period -> {
                            conditions.add(
                                    """
                                    select entity from claim where (kind, property) in (select * from unnest(?::text[], ?::text[]))
                                      and low_date is not null and %s
                                    group by entity having min(low_date) <= ? and max(high_date) >= ?
                                    """
                                            .formatted(COUNTS));
                            add(parameters, telling(Tells.WHEN, Tells.BEGINS, Tells.ENDS));
                            parameters.add(bounded(period.latest()));
                            parameters.add(bounded(period.earliest()));
                        });
        lead(transaction, conditions, parameters, theory.places(), Tells.WHERE);
        lead(transaction, conditions, parameters, theory.units(), Tells.BY);
        return transaction
                .sql()
                .sql(
                        conditions.stream()
                                .map(one -> "(" + one + ")")
                                .collect(
                                        Collectors.joining(
                                                " intersect ", "", " order by 1 limit " + MOST)))
                .params(parameters)
                .query(UUID.class)
                .list()
                .stream()
                .map(EntityId::new)
                .toList();
    }

    private void lead(
            Transaction transaction,
            List<String> conditions,
            List<Object> parameters,
            Set<EntityId> to,
            Tells tells) {
        if (!to.isEmpty()) {
            conditions.add(
                    """
                    select entity from claim where (kind, property) in (select * from unnest(?::text[], ?::text[]))
                      and target = any(?) and %s
                    """
                            .formatted(COUNTS));
            add(parameters, telling(tells));
            parameters.add(array(within(transaction, to)));
        }
    }

    /// The database holds no more.
    private static LocalDate bounded(LocalDate day) {
        var first = LocalDate.of(1, 1, 1);
        var last = LocalDate.of(9999, 12, 31);
        return day.isBefore(first) ? first : day.isAfter(last) ? last : day;
    }

    /// These and all that are part of them, and facilities that lie in these places.
    private Set<EntityId> within(Transaction transaction, Set<EntityId> of) {
        var all = new LinkedHashSet<>(of);
        Set<EntityId> edge = of;
        var parameters = new ArrayList<Object>();
        add(
                parameters,
                schema.kinds().values().stream()
                        .filter(kind -> !kinds.contains(kind) && kind.link().isEmpty())
                        .flatMap(
                                kind ->
                                        Stream.of(Tells.WITHIN, Tells.WHERE)
                                                .flatMap(tells -> kind.telling(tells).stream())
                                                .map(property -> new Of(kind, property)))
                        .filter(one -> LIE_SOMEWHERE.contains(one.kind().code()))
                        .toList());
        for (int depth = 0; depth < DEEPEST && !edge.isEmpty(); depth++) {
            var asked = new ArrayList<>(parameters);
            asked.add(array(edge));
            var next =
                    transaction
                            .sql()
                            .sql(
                                    """
                                    select entity from claim where (kind, property) in (select * from unnest(?::text[], ?::text[]))
                                      and target = any(?) and %s
                                    """
                                            .formatted(COUNTS))
                            .params(asked)
                            .query(UUID.class)
                            .list()
                            .stream()
                            .map(EntityId::new)
                            .collect(Collectors.toCollection(HashSet::new));
            next.removeAll(all);
            all.addAll(next);
            edge = next;
        }
        return all;
    }

    private static final Set<String> LIE_SOMEWHERE = Set.of("place", "facility", "organisation");

    // ---- what is told of them

    private List<Incident> told(Transaction transaction, Collection<EntityId> ids) {
        var found = new HashMap<UUID, Told>();
        read(
                transaction,
                "entity = any(?)",
                array(ids),
                (kind, row) ->
                        found.computeIfAbsent(
                                        row.getObject("entity", UUID.class), none -> new Told())
                                .take(kind, row));
        partsOf(transaction, found);
        return ids.stream()
                .filter(id -> found.containsKey(id.value()))
                .map(id -> found.get(id.value()).incident(id))
                .toList();
    }

    /// An event is what the acts are that it is made of.
    private void partsOf(Transaction transaction, Map<UUID, Told> found) {
        var wholes =
                found.entrySet().stream()
                        .filter(one -> one.getValue().acts.isEmpty())
                        .map(Map.Entry::getKey)
                        .toArray(UUID[]::new);
        if (wholes.length == 0) {
            return;
        }
        var parts = new HashMap<UUID, UUID>();
        var parameters = new ArrayList<Object>();
        add(parameters, telling(Tells.WITHIN));
        parameters.add(wholes);
        transaction
                .sql()
                .sql(
                        """
                        select entity, target from claim where (kind, property) in (select * from unnest(?::text[], ?::text[]))
                          and target = any(?) and %s
                        """
                                .formatted(COUNTS))
                .params(parameters)
                .query(
                        row -> {
                            parts.put(row.getObject(1, UUID.class), row.getObject(2, UUID.class));
                        });
        read(
                transaction,
                "entity = any(?)",
                parts.keySet().toArray(UUID[]::new),
                (kind, row) ->
                        found.get(parts.get(row.getObject("entity", UUID.class))).take(kind, row));
    }

    @FunctionalInterface
    private interface Taker {
        void take(Kind kind, ResultSet row) throws SQLException;
    }

    private void read(Transaction transaction, String condition, Object parameter, Taker taker) {
        var wanted =
                kinds.stream()
                        .flatMap(kind -> kind.properties().values().stream())
                        .filter(
                                property ->
                                        property.tells().isPresent()
                                                || property.code().equals(NUMBER)
                                                || property.code().equals(POLICY)
                                                || saysAct(property)
                                                || saysJourney(property))
                        .map(Property::code)
                        .distinct()
                        .toArray(String[]::new);
        transaction
                .sql()
                .sql(
                        """
                        select entity, kind, property, words, low, high, low_date, high_date, target,
                            case when low is not null then value->>'unit' end as unit
                        from claim where %s and property = any(?) and %s
                        """
                                .formatted(condition, COUNTS))
                .params(parameter, wanted)
                .query(
                        row -> {
                            var kind = schema.kind(row.getString("kind"));
                            if (kind.isPresent()) {
                                taker.take(kind.get(), row);
                            }
                        });
    }

    private static boolean saysAct(Property property) {
        return property.type() == ValueType.CODE
                && property.vocabulary().equals(Optional.of(VOCABULARY));
    }

    /// The properties by which a kind says what was done.
    private static List<Property> saying(Kind kind) {
        return kind.properties().values().stream()
                .filter(property -> saysAct(property) || saysJourney(property))
                .toList();
    }

    private static boolean saysJourney(Property property) {
        return property.type() == ValueType.CODE
                && property.vocabulary().equals(Optional.of("movement-types"));
    }

    private static final class Told {
        private final Set<String> acts = new HashSet<>();
        private @Nullable LocalDate first;
        private @Nullable LocalDate last;
        private final Set<EntityId> places = new HashSet<>();
        private final Set<EntityId> actors = new HashSet<>();
        private final Set<EntityId> victims = new HashSet<>();
        private final Set<EntityId> policies = new HashSet<>();
        private final List<Incident.Number> numbers = new ArrayList<>();

        void take(Kind kind, ResultSet row) throws SQLException {
            Optional.ofNullable(ACT_OF_KIND.get(kind.code())).ifPresent(acts::add);
            var property = kind.property(row.getString("property"));
            if (property.isEmpty()) {
                return;
            }
            var target = row.getObject("target", UUID.class);
            if (target != null) {
                to(property.get(), new EntityId(target));
            } else if (row.getObject("low_date", LocalDate.class) instanceof LocalDate from) {
                at(property.get(), from, row.getObject("high_date", LocalDate.class));
            } else if (property.get().code().equals(NUMBER)
                    && row.getBigDecimal("low") instanceof BigDecimal low) {
                numbers.add(
                        new Incident.Number(
                                Optional.ofNullable(row.getString("unit"))
                                        .or(property.get()::unit)
                                        .orElse(""),
                                low,
                                Optional.ofNullable(row.getBigDecimal("high"))));
            } else if (saying(kind).contains(property.get())) {
                var term = row.getString("words");
                acts.add(ACT_OF_JOURNEY.getOrDefault(term, term));
            }
        }

        private void to(Property property, EntityId target) {
            if (property.code().equals(POLICY)) {
                policies.add(target);
            }
            switch (property.tells().orElse(null)) {
                case WHERE -> places.add(target);
                case BY -> actors.add(target);
                case TO -> victims.add(target);
                case WHEN, BEGINS, ENDS, CITED, WITHIN -> {}
                case null -> {}
            }
        }

        private void at(Property property, LocalDate from, LocalDate to) {
            var tells = property.tells();
            if (tells.equals(Optional.of(Tells.WHEN))
                    || tells.equals(Optional.of(Tells.BEGINS))
                    || tells.equals(Optional.of(Tells.ENDS))) {
                first = first == null || from.isBefore(first) ? from : first;
                last = last == null || to.isAfter(last) ? to : last;
            }
        }

        Incident incident(EntityId id) {
            return new Incident(
                    id,
                    acts,
                    Optional.ofNullable(first),
                    Optional.ofNullable(last),
                    places,
                    actors,
                    victims,
                    policies,
                    numbers);
        }
    }

    // ---- properties by what they tell

    private record Of(Kind kind, Property property) {}

    private List<Of> telling(Tells... what) {
        return kinds.stream()
                .flatMap(
                        kind ->
                                Stream.of(what)
                                        .flatMap(tells -> kind.telling(tells).stream())
                                        .map(property -> new Of(kind, property)))
                .toList();
    }

    private static void add(List<Object> parameters, List<Of> properties) {
        parameters.add(properties.stream().map(one -> one.kind().code()).toArray(String[]::new));
        parameters.add(
                properties.stream().map(one -> one.property().code()).toArray(String[]::new));
    }

    private static UUID[] array(Collection<EntityId> ids) {
        return ids.stream().map(EntityId::value).toArray(UUID[]::new);
    }
}
