package org.haetae.designations;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Titles;
import org.haetae.casebook.Value;
import org.haetae.casebook.ValueType;
import org.haetae.designations.Alert.Cause;
import org.haetae.designations.AlertRows.Basis;
import org.haetae.designations.AlertRows.Dismissed;
import org.haetae.designations.AlertRows.Row;
import org.haetae.designations.KeptDifferences.Difference;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.names.HistoricDate;
import org.haetae.resolve.Judgements;
import org.haetae.sanctions.Countries;
import org.haetae.sanctions.ListEntry;
import org.haetae.sanctions.ListEntry.Subject;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.Screen;
import org.haetae.sanctions.Screen.Answer;
import org.haetae.sanctions.Screen.Question;

/// Persons and organisations of the casebook who may stand on a list, to be looked at by somebody.
/// Each alert is entered into the ledger in the same transaction, and never altered. One is settled
/// by a judgement of the two that comes after it, or dismissed.
///
/// An alert lies in the compartments of all claims by which is known what the two are called: who
/// may not know both knows of no alert.
public final class Alerts {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int AT_ONCE = 1_000;
    private static final int MOST_ANSWERS = 20;

    /// Kinds of the casebook that are screened.
    private static final Map<String, Subject> KINDS =
            Map.of("person", Subject.PERSON, "organisation", Subject.ORGANISATION);

    /// Fields in which a change may make somebody another than they seemed.
    private static final Set<String> BEARING =
            Set.of(
                    "subject",
                    "names",
                    "births",
                    "birth-places",
                    "nationalities",
                    "gender",
                    "identifiers",
                    "posts");

    private static final String OPEN =
            """
            not exists (select 1 from list_alert b where b.entity = a.entity and b.listed = a.listed and b.position > a.position)
            and not exists (select 1 from list_alert_dismissal d where d.alert = a.position)
            and not exists (select 1 from judgement j where j.position > a.position
                and j.one = least(a.entity, a.listed) and j.other = greatest(a.entity, a.listed))
            """;

    private final Database database;
    private final Ledger ledger;
    private final Casebook casebook;
    private final Judgements judgements;
    private final Clock clock;

    public Alerts(
            Database database,
            Ledger ledger,
            Casebook casebook,
            Judgements judgements,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.casebook = casebook;
        this.judgements = judgements;
        this.clock = clock;
    }

    // ---- raising

    private record Two(EntityId entity, EntityId listed) {}

    private record Found(Cause cause, Set<String> fields, double score) {}

    /// Screens everybody whom the casebook knows and no list brought, against what is new in a
    /// version of a list and what it says otherwise; and tells of those judged to be on it what
    /// changed or is gone. What was met before is met again only when something changed by which
    /// people are told apart.
    ///
    /// @param by what they may not work with is not screened
    /// @param version accession of the version
    /// @param difference all entries are new when everybody is to be screened against a whole list
    public List<Alert> raise(
            Clearance by, ListKeeper keeper, AccessionId version, Difference difference) {
        var at = by.using();
        var found = new LinkedHashMap<Two, Found>();
        judged(at, keeper, difference).forEach(found::put);
        met(at, keeper, difference).forEach(found::putIfAbsent);
        var raised = new ArrayList<Alert>();
        found.forEach((two, why) -> raise(at, version, two, why).ifPresent(raised::add));
        return raised;
    }

    /// Who was judged to be on the list, and whose entry changed or is gone.
    private Map<Two, Found> judged(Clearance by, ListKeeper keeper, Difference difference) {
        var concerned = new LinkedHashMap<EntityId, Found>();
        difference
                .changed()
                .forEach(
                        (entry, changes) ->
                                entity(by, keeper, entry)
                                        .ifPresent(
                                                id ->
                                                        concerned.put(
                                                                id,
                                                                new Found(
                                                                        Cause.CHANGED,
                                                                        fields(changes),
                                                                        0))));
        difference
                .removed()
                .forEach(
                        entry ->
                                entity(by, keeper, entry)
                                        .ifPresent(
                                                id ->
                                                        concerned.put(
                                                                id,
                                                                new Found(
                                                                        Cause.REMOVED,
                                                                        Set.of(),
                                                                        0))));
        if (concerned.isEmpty()) {
            return Map.of();
        }
        var listed = listed(by);
        var found = new LinkedHashMap<Two, Found>();
        judgements
                .clusters(by, concerned.keySet())
                .forEach(
                        (id, same) ->
                                same.members().stream()
                                        .filter(one -> !listed.contains(one))
                                        .forEach(
                                                one ->
                                                        found.put(
                                                                new Two(one, id),
                                                                concerned.get(id))));
        return found;
    }

    private Map<Two, Found> met(Clearance by, ListKeeper keeper, Difference difference) {
        var entries = new ArrayList<>(difference.added());
        entries.addAll(difference.changed().keySet());
        if (entries.isEmpty()) {
            return Map.of();
        }
        var screen = Screen.of(entries);
        var listed = listed(by);
        var known = known(by);
        var found = new LinkedHashMap<Two, Found>();
        for (var kind : KINDS.keySet()) {
            each(
                    by,
                    kind,
                    some -> {
                        var titles = casebook.titles(by, mentioned(some), Locale.ENGLISH);
                        for (var entity : some) {
                            if (listed.contains(entity.id())) {
                                continue;
                            }
                            for (var answer : answers(screen, entity, titles)) {
                                var changes = difference.changed().get(answer.entry());
                                var why =
                                        new Found(
                                                changes == null ? Cause.MET : Cause.CHANGED,
                                                changes == null ? Set.of() : fields(changes),
                                                answer.score());
                                entity(by, keeper, answer.entry())
                                        .map(id -> new Two(entity.id(), id))
                                        .filter(two -> isNews(by, two, why, known))
                                        .ifPresent(two -> found.put(two, why));
                            }
                        }
                    });
        }
        return found;
    }

    /// All entities of a kind, a thousand at a time.
    private void each(Clearance by, String kind, Consumer<Collection<Entity>> work) {
        Optional<org.haetae.casebook.Question.Place> after = Optional.empty();
        while (true) {
            var places =
                    casebook.list(
                                    by,
                                    new org.haetae.casebook.Question(
                                            kind, List.of(), after, AT_ONCE))
                            .places();
            if (places.isEmpty()) {
                return;
            }
            work.accept(
                    casebook.outlines(
                                    by,
                                    places.stream()
                                            .map(org.haetae.casebook.Question.Place::entity)
                                            .toList())
                            .values());
            after = Optional.of(places.getLast());
        }
    }

    private boolean isNews(Clearance by, Two two, Found why, Set<Two> known) {
        return why.fields().stream().anyMatch(BEARING::contains)
                || !known.contains(two)
                        && judgements.history(by, two.entity(), two.listed()).isEmpty();
    }

    private static Set<String> fields(List<ListEntry.Change> changes) {
        return changes.stream()
                .map(ListEntry.Change::field)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<EntityId> entity(Clearance by, ListKeeper keeper, ListEntry entry) {
        return casebook.keyed(by, Statement.key(keeper, entry));
    }

    /// Entities that lists brought: how these overlap is told where entities that may be one are.
    private Set<EntityId> listed(Clearance by) {
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select k.entity from entity_key k join entity_key d on d.key = k.key || '/designation'
                                        """)
                                .query((row, _) -> new EntityId(row.getObject(1, UUID.class)))
                                .set());
    }

    /// Pairs that somebody was told of before.
    private Set<Two> known(Clearance by) {
        return database
                .as(by, transaction -> AlertRows.alerts(transaction, "true", List.of()))
                .stream()
                .map(row -> new Two(row.alert().entity(), row.alert().listed()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /// Of each entry the best answer to any name of an entity.
    private static Collection<Answer> answers(Screen screen, Entity entity, Titles titles) {
        var subject = Optional.of(KINDS.get(entity.kind().code()));
        var born = born(entity);
        var nationalities =
                Stream.of("nationality", "country")
                        .flatMap(property -> entity.values(property).stream())
                        .map(value -> titles.words(entity.kind().propertyOr("nationality"), value))
                        .filter(name -> Countries.code(name).isPresent())
                        .toList();
        var best = new HashMap<String, Answer>();
        names(entity)
                .flatMap(
                        name ->
                                screen
                                        .ask(
                                                new Question(name, subject, born, nationalities),
                                                MOST_ANSWERS)
                                        .stream())
                .filter(Answer::toReview)
                .forEach(
                        answer ->
                                best.merge(
                                        answer.entry().id(),
                                        answer,
                                        (one, other) -> other.score() > one.score() ? other : one));
        return best.values();
    }

    /// What an entity is called, of whichever sort.
    private static Stream<String> names(Entity entity) {
        return entity.kind().properties().values().stream()
                .filter(property -> property.type() == ValueType.NAME)
                .flatMap(property -> entity.values(property.code()).stream())
                .flatMap(
                        value ->
                                value instanceof Value.Name(String text, Optional<String> _)
                                        ? Stream.of(text)
                                        : Stream.empty())
                .distinct();
    }

    /// Several dates are one that is among them.
    private static Optional<HistoricDate> born(Entity entity) {
        var days =
                entity.values("birth-date").stream()
                        .flatMap(
                                value ->
                                        value instanceof Value.Date(HistoricDate date)
                                                ? Stream.of(date)
                                                : Stream.empty())
                        .toList();
        if (days.size() < 2) {
            return days.stream().findFirst();
        }
        try {
            return Optional.of(
                    HistoricDate.of(
                            days.stream()
                                    .map(HistoricDate::edtf)
                                    .collect(Collectors.joining(",", "[", "]"))));
        } catch (IllegalArgumentException e) {
            // Spans are no members of a set: what cannot be asked speaks neither way.
            return Optional.empty();
        }
    }

    private static Set<EntityId> mentioned(Collection<Entity> entities) {
        return entities.stream()
                .flatMap(
                        entity ->
                                Stream.of("nationality", "country")
                                        .flatMap(property -> entity.values(property).stream()))
                .flatMap(
                        value ->
                                value instanceof Value.Reference(EntityId place)
                                        ? Stream.of(place)
                                        : Stream.empty())
                .collect(Collectors.toSet());
    }

    private Optional<Alert> raise(Clearance by, AccessionId version, Two two, Found why) {
        var there = casebook.entities(by, List.of(two.entity(), two.listed()));
        var claims = there.values().stream().flatMap(one -> called(one).stream()).toList();
        if (there.size() < 2) {
            return Optional.empty();
        }
        var alert =
                new Alert(
                        two.entity(),
                        two.listed(),
                        version,
                        why.cause(),
                        List.copyOf(new TreeSet<>(why.fields())),
                        why.score(),
                        by.actor(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        -1);
        var row = new Row(alert, basis(claims));
        long position =
                database.as(
                        by,
                        transaction -> {
                            checkStillThere(transaction, row.basis().items());
                            long entered =
                                    ledger.append(
                                            transaction,
                                            List.of(
                                                    Entry.of(
                                                                    Act.ALERTED,
                                                                    alert.cause().number(),
                                                                    alert.at(),
                                                                    alert.by(),
                                                                    alert.entity().value())
                                                            .committing(
                                                                    Digest.ABSENT,
                                                                    row.commitment(),
                                                                    Digest.ABSENT)));
                            AlertRows.insert(transaction, row, entered);
                            return entered;
                        });
        return Optional.of(at(alert, position));
    }

    private static Alert at(Alert alert, long position) {
        return new Alert(
                alert.entity(),
                alert.listed(),
                alert.version(),
                alert.cause(),
                alert.fields(),
                alert.score(),
                alert.by(),
                alert.at(),
                position);
    }

    /// The claims that say what it is called; all claims where none does.
    private static List<Claim> called(Entity entity) {
        var called =
                entity.claims().stream()
                        .filter(claim -> entity.kind().title().contains(claim.property()))
                        .toList();
        return called.isEmpty() ? entity.claims() : called;
    }

    private static Basis basis(List<Claim> claims) {
        var salt = new byte[Commitment.SALT_BYTES];
        RANDOM.nextBytes(salt);
        return new Basis(
                claims.stream()
                        .flatMap(claim -> claim.citations().stream())
                        .map(Citation::item)
                        .collect(Collectors.toUnmodifiableSet()),
                claims.stream()
                        .flatMap(claim -> claim.compartments().stream())
                        .collect(Collectors.toUnmodifiableSet()),
                salt);
    }

    /// Nothing that it rests on is erased until the transaction ends.
    private static void checkStillThere(Transaction transaction, Set<ItemId> items) {
        var there =
                transaction
                        .sql()
                        .sql(
                                "select id from item where id = any(?) and erased is null order by id for share")
                        .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                        .query(UUID.class)
                        .set();
        for (var item : items) {
            if (!there.contains(item.value())) {
                throw new CaseRefused(Why.NOT_THERE, "no item " + item);
            }
        }
    }

    // ---- reading and settling

    /// Alerts that nobody has settled, the likeliest first: of each two the last one.
    public List<Alert> open(Clearance by) {
        need(by, Permission.READ_CLAIMS);
        return database
                .as(
                        by,
                        transaction ->
                                AlertRows.alerts(
                                        transaction,
                                        OPEN + " order by a.score desc, a.position",
                                        List.of()))
                .stream()
                .map(Row::alert)
                .toList();
    }

    /// Records that nothing of an alert is to be judged.
    ///
    /// @param position of the alert
    /// @throws CaseRefused when it is not open for this person
    public void dismiss(Clearance by, long position, Alert.Reason reason) {
        need(by, Permission.RECORD_CLAIMS);
        database.run(
                by,
                transaction -> {
                    // Of two who dismiss it at once the second finds it settled.
                    transaction
                            .sql()
                            .sql("select pg_advisory_xact_lock(hashtext('list_alert'), ?)")
                            .param((int) (position % Integer.MAX_VALUE))
                            .query(row -> {});
                    var row =
                            AlertRows.alerts(
                                            transaction,
                                            "a.position = ? and " + OPEN,
                                            List.of(position))
                                    .stream()
                                    .findFirst()
                                    .orElseThrow(
                                            () ->
                                                    new CaseRefused(
                                                            Why.NOT_THERE,
                                                            "no open alert " + position));
                    var salt = new byte[Commitment.SALT_BYTES];
                    RANDOM.nextBytes(salt);
                    var dismissed =
                            new Dismissed(
                                    -1,
                                    position,
                                    reason.number(),
                                    by.actor(),
                                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                                    new Basis(
                                            row.basis().items(), row.basis().compartments(), salt));
                    AlertRows.insert(
                            transaction,
                            dismissed,
                            ledger.append(
                                    transaction,
                                    List.of(
                                            Entry.of(
                                                            Act.ALERT_DISMISSED,
                                                            reason.number(),
                                                            dismissed.at(),
                                                            by.actor(),
                                                            row.alert().entity().value())
                                                    .committing(
                                                            Digest.ABSENT,
                                                            dismissed.commitment(),
                                                            Digest.ABSENT))));
                });
    }

    private static void need(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new CaseRefused(Why.NOT_PERMITTED, "needs " + permission);
        }
    }

    /// Compares every alert and dismissal with the ledger entry that commits to it, both ways.
    public static List<Finding> verify(Database database, Ledger ledger) {
        return new AlertCheck(database, ledger).findings();
    }
}
