package org.haetae.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.archive.Slips;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Claim;
import org.haetae.casebook.Entity;
import org.haetae.casebook.EntityId;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.resolve.JudgementRows.Row;
import tools.jackson.databind.json.JsonMapper;

/// What people judged of two entities: the same, different, or unsure. Each judgement is entered
/// into the ledger in the same transaction and never altered. No claim is touched: what is one
/// follows from the judgements ([Cluster]), so that another judgement undoes it wholly.
///
/// A judgement lies in the compartments of all claims by which its maker knew what the two are
/// called, and its words are sealed under the keys of what those claims cite: they fall with the
/// first of these.
public final class Judgements {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SecureRandom RANDOM = new SecureRandom();

    /// Entities judged the same beyond so many are no longer looked for: nobody is so many.
    private static final int MOST_MEMBERS = 2_000;

    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Casebook casebook;
    private final Clock clock;

    public Judgements(
            Database database, Ledger ledger, Archive archive, Casebook casebook, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.casebook = casebook;
        this.clock = clock;
    }

    // ---- judging

    /// Judges two entities. A judgement of the same two that was made before does not count any
    /// more.
    ///
    /// @param model version of the linkage model that was looked at, if any
    /// @param words why, which is needed, and what was looked at
    /// @throws CaseRefused when one of them is not there for this person, they are of two kinds, or
    ///   there is no reason
    public Judgement judge(
            Clearance by,
            EntityId a,
            EntityId b,
            Verdict verdict,
            Optional<String> model,
            Judgement.Words words) {
        return judge(by, a, b, verdict, model, words, false);
    }

    /// The same, and whether somebody else is asked to judge the same two.
    public Judgement judge(
            Clearance by,
            EntityId a,
            EntityId b,
            Verdict verdict,
            Optional<String> model,
            Judgement.Words words,
            boolean second) {
        need(by, Permission.RECORD_CLAIMS);
        if (words.reason().isBlank()) {
            throw new CaseRefused(Why.UNFIT, "a judgement needs a reason");
        }
        if (a.equals(b)) {
            throw new CaseRefused(Why.UNFIT, "entity %s is given twice".formatted(a));
        }
        var one = find(by, a.toString().compareTo(b.toString()) < 0 ? a : b);
        var other = find(by, one.id().equals(a) ? b : a);
        if (!one.kind().code().equals(other.kind().code())) {
            throw new CaseRefused(
                    Why.UNFIT,
                    "entity %s is of kind %s and %s of kind %s"
                            .formatted(
                                    one.id(), one.kind().code(), other.id(), other.kind().code()));
        }
        var claims = Stream.of(one, other).flatMap(each -> called(each).stream()).toList();
        var items = items(claims);
        var slips = archive.slips(by, items);
        var sealed = seal(slips, items, words);
        var row =
                new Row(
                        new Judgement(
                                one.id(),
                                other.id(),
                                verdict,
                                by.actor(),
                                clock.instant().truncatedTo(ChronoUnit.MICROS),
                                model,
                                Optional.of(words),
                                second,
                                -1),
                        items,
                        sealed,
                        Digest.sha256(sealed).bytes(),
                        compartments(claims),
                        salt());
        long position = database.as(by, transaction -> enter(transaction, row));
        return at(row.judgement(), position);
    }

    private long enter(Transaction transaction, Row row) {
        checkStillThere(transaction, row.items());
        var judgement = row.judgement();
        long position =
                ledger.append(
                        transaction,
                        List.of(
                                Entry.of(
                                                judgement.verdict().act(),
                                                judgement.verdict().number(),
                                                judgement.at(),
                                                judgement.by(),
                                                judgement.one().value())
                                        .committing(
                                                Digest.ABSENT, row.commitment(), Digest.ABSENT)));
        JudgementRows.insert(transaction, row, position);
        return position;
    }

    private static Judgement at(Judgement made, long position) {
        return new Judgement(
                made.one(),
                made.other(),
                made.verdict(),
                made.by(),
                made.at(),
                made.model(),
                made.words(),
                made.second(),
                position);
    }

    private static void need(Clearance by, Permission permission) {
        if (!by.may(permission)) {
            throw new CaseRefused(Why.NOT_PERMITTED, "needs " + permission);
        }
    }

    private Entity find(Clearance by, EntityId id) {
        return casebook.entity(by, id)
                .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no entity " + id));
    }

    /// The claims that say what it is called; all claims where none does.
    private static List<Claim> called(Entity entity) {
        var called =
                entity.claims().stream()
                        .filter(claim -> entity.kind().title().contains(claim.property()))
                        .toList();
        return called.isEmpty() ? entity.claims() : called;
    }

    private static List<ItemId> items(List<Claim> claims) {
        return claims.stream()
                .flatMap(claim -> claim.citations().stream())
                .map(Citation::item)
                .distinct()
                .toList();
    }

    private static Set<CompartmentId> compartments(List<Claim> claims) {
        return claims.stream()
                .flatMap(claim -> claim.compartments().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static byte[] salt() {
        var salt = new byte[Commitment.SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    /// Nothing cited is erased until the transaction ends.
    private static void checkStillThere(Transaction transaction, List<ItemId> items) {
        var there =
                transaction
                        .sql()
                        .sql(
                                "select id from item where id = any(?) and erased is null order by id for share")
                        .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                        .query(UUID.class)
                        .list();
        for (var item : items) {
            if (!there.contains(item.value())) {
                throw new CaseRefused(Why.NOT_THERE, "no item " + item);
            }
        }
    }

    /// Under the key of each item, one inside the other: with the first key that is destroyed the
    /// words are gone.
    private static byte[] seal(Slips slips, List<ItemId> items, Judgement.Words words) {
        if (items.isEmpty()) {
            throw new CaseRefused(Why.UNFIT, "a judgement has no item to be kept with");
        }
        var sealed =
                JSON.writeValueAsString(
                                Map.of("reason", words.reason(), "evidence", words.evidence()))
                        .getBytes(UTF_8);
        for (var item : items) {
            sealed = slips.seal(item, sealed);
        }
        return sealed;
    }

    // ---- reading

    /// The entities that are one with this one, itself included.
    public Cluster cluster(Clearance by, EntityId id) {
        need(by, Permission.READ_CLAIMS);
        var rows = database.as(by, transaction -> connected(transaction, List.of(id)));
        return Cluster.of(id, opened(by, rows));
    }

    /// The same of several, asked for at once and without words.
    public Map<EntityId, Cluster> clusters(Clearance by, Collection<EntityId> ids) {
        need(by, Permission.READ_CLAIMS);
        var told =
                database.as(by, transaction -> connected(transaction, ids)).stream()
                        .map(Row::judgement)
                        .toList();
        return ids.stream()
                .distinct()
                .collect(Collectors.toMap(id -> id, id -> Cluster.of(id, told)));
    }

    /// All judgements of two entities, those that count no more included.
    public List<Judgement> history(Clearance by, EntityId a, EntityId b) {
        need(by, Permission.READ_CLAIMS);
        var ids = new UUID[] {a.value(), b.value()};
        return opened(
                by,
                database.as(
                        by,
                        transaction ->
                                JudgementRows.select(
                                        transaction,
                                        "one = any(?) and other = any(?)",
                                        List.of(ids, ids))));
    }

    /// Judgements whose makers want to hear somebody else, and nobody has spoken since; without
    /// words, the newest first.
    public List<Judgement> awaitingSecond(Clearance by, int most) {
        return last(by, "(second or verdict = 3)", List.of(), most);
    }

    /// Judgements that contradict the one that somebody else made of the same two before; without
    /// words, the newest first.
    public List<Judgement> disagreed(Clearance by, int most) {
        return last(
                by,
                """
                verdict in (1, 2) and exists (
                    select 1 from (
                        select verdict, actor from judgement before
                        where before.one = judgement.one and before.other = judgement.other
                          and before.position < judgement.position
                        order by position desc limit 1) earlier
                    where earlier.verdict in (1, 2) and earlier.verdict <> judgement.verdict
                      and earlier.actor <> judgement.actor)
                """,
                List.of(),
                most);
    }

    /// What the software joined itself and nobody has judged since; without words, the newest
    /// first.
    public List<Judgement> automatic(Clearance by, int most) {
        return last(by, "actor = ?", List.of(ActorId.SYSTEM.value()), most);
    }

    private List<Judgement> last(Clearance by, String condition, List<?> parameters, int most) {
        need(by, Permission.READ_CLAIMS);
        return database
                .as(by, transaction -> JudgementRows.last(transaction, condition, parameters, most))
                .stream()
                .map(Row::judgement)
                .toList();
    }

    /// What needs no judgement any more of pairs that this entity is one of.
    Settled settled(Clearance by, EntityId id) {
        need(by, Permission.READ_CLAIMS);
        return new Settled(
                by.actor(),
                database.as(by, transaction -> connected(transaction, List.of(id))).stream()
                        .map(Row::judgement)
                        .toList());
    }

    /// Every judgement that this reader may know of, in the order in which they were made, without
    /// words.
    List<Judgement> all(Clearance by) {
        need(by, Permission.READ_CLAIMS);
        return database
                .as(by, transaction -> JudgementRows.select(transaction, "true", List.of()))
                .stream()
                .map(Row::judgement)
                .toList();
    }

    /// The judgements of all entities that judgements `same` lead to.
    private static List<Row> connected(Transaction transaction, Collection<EntityId> from) {
        var known =
                from.stream().map(EntityId::value).collect(Collectors.toCollection(HashSet::new));
        var next = new LinkedHashSet<UUID>(known);
        var rows = new ArrayList<Row>();
        var seen = new HashSet<Long>();
        while (!next.isEmpty() && known.size() < MOST_MEMBERS + from.size()) {
            var ids = next.toArray(UUID[]::new);
            next.clear();
            for (var row :
                    JudgementRows.select(
                            transaction, "one = any(?) or other = any(?)", List.of(ids, ids))) {
                if (seen.add(row.judgement().position())) {
                    rows.add(row);
                }
                if (row.judgement().verdict() == Verdict.SAME) {
                    for (var end : List.of(row.judgement().one(), row.judgement().other())) {
                        if (known.add(end.value())) {
                            next.add(end.value());
                        }
                    }
                }
            }
        }
        rows.sort(
                (one, two) -> Long.compare(one.judgement().position(), two.judgement().position()));
        return rows;
    }

    private List<Judgement> opened(Clearance by, List<Row> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        var items = rows.stream().flatMap(row -> row.items().stream()).distinct().toList();
        var slips = archive.slips(by, items);
        return rows.stream().map(row -> opened(row, slips)).toList();
    }

    private static Judgement opened(Row row, Slips slips) {
        var judgement = row.judgement();
        var bytes = row.sealed();
        if (bytes == null
                || row.items().stream().anyMatch(item -> slips.compartments(item).isEmpty())) {
            return judgement;
        }
        for (var item : row.items().reversed()) {
            bytes = slips.open(item, bytes);
        }
        var words = JSON.readTree(bytes);
        return new Judgement(
                judgement.one(),
                judgement.other(),
                judgement.verdict(),
                judgement.by(),
                judgement.at(),
                judgement.model(),
                Optional.of(
                        new Judgement.Words(
                                words.path("reason").asString(""),
                                words.path("evidence").asString(""))),
                judgement.second(),
                judgement.position());
    }

    // ---- erasure and verification

    /// The words of judgements fall with every item that they are sealed under.
    public static void forget(Database database, Collection<ItemId> items) {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("update judgement set sealed = null where items && ?")
                                .param(items.stream().map(ItemId::value).toArray(UUID[]::new))
                                .update());
    }

    /// Compares every judgement with the ledger entry that commits to it, both ways.
    public static List<Finding> verify(Database database, Ledger ledger) {
        return new JudgementCheck(database, ledger).findings();
    }
}
