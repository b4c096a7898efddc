package org.haetae.casebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.archive.Slips;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.ReviewRows.Row;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/// Who judged claims, who is to work on them, and what was said about them. Each step is entered
/// into the ledger in the same transaction.
///
/// Nobody judges a claim that they recorded or ever changed: this is held here, beneath every page
/// and command. A judgement is upon one version; a claim that is changed is not reviewed any more.
public final class Reviews {

    /// Among how many of the newest claims the queue looks for those that wait for a review.
    public static final int NEWEST = 20_000;

    private final Casebook casebook;
    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Clock clock;

    Reviews(Casebook casebook, Database database, Ledger ledger, Archive archive, Clock clock) {
        this.casebook = casebook;
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.clock = clock;
    }

    // ---- judging

    /// Judges a claim, or comments on it.
    ///
    /// @param version that was looked at; of a comment any
    /// @param words why it is sent back or reopened, and what a comment says; else they may be
    ///   empty
    /// @return how it stands now
    /// @throws CaseRefused when it is their own, was changed since, or has not come so far
    public Standing step(Clearance by, ClaimId id, int version, Step.What what, String words) {
        Casebook.need(by, what.judges() ? Permission.REVIEW_CLAIMS : Permission.RECORD_CLAIMS);
        if (words.isBlank() && what != Step.What.AGREED && what != Step.What.FINALISED) {
            throw new CaseRefused(Why.UNFIT, "%s needs words".formatted(what.word()));
        }
        var claim = find(by, id);
        var slips = archive.slips(by, items(claim));
        var items =
                items(claim).stream().filter(one -> slips.compartments(one).isPresent()).toList();
        if (!words.isBlank() && items.isEmpty()) {
            throw new CaseRefused(
                    Why.UNFIT, "words about claim %s have no item to be kept with".formatted(id));
        }
        var sealed = words.isBlank() ? null : seal(slips, items, words.strip());
        return database.as(
                by,
                transaction -> {
                    Casebook.checkStillThere(transaction, Set.copyOf(items));
                    int current = lock(transaction, id);
                    var before = standing(transaction, id, current);
                    if (what.judges()) {
                        if (current != version) {
                            throw new CaseRefused(
                                    Why.CHANGED_SINCE,
                                    "claim %s is not at version %d any more"
                                            .formatted(id, version));
                        }
                        requireTurn(claim, what, before);
                        if (what != Step.What.REOPENED) {
                            requireOther(transaction, by, id);
                        }
                    }
                    enter(
                            transaction,
                            new Step(
                                    what,
                                    id.value(),
                                    current,
                                    by.actor(),
                                    Optional.empty(),
                                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                                    Optional.empty()),
                            words.isBlank() ? List.of() : items,
                            sealed,
                            claim.compartments());
                    return what.judges() ? Standing.after(what) : before;
                });
    }

    /// Which judgements somebody may pass on a claim as it stands now: none on their own.
    public Set<Step.What> open(Clearance by, Claim claim) {
        var open = EnumSet.noneOf(Step.What.class);
        if (by.may(Permission.REVIEW_CLAIMS)) {
            database.run(
                    by,
                    transaction -> {
                        var now = standing(transaction, claim.id(), claim.version());
                        boolean own = wrote(transaction, by, claim.id());
                        for (var what : Step.What.values()) {
                            if (what.judges()
                                    && fits(claim, what, now)
                                    && (!own || what == Step.What.REOPENED)) {
                                open.add(what);
                            }
                        }
                    });
        }
        return open;
    }

    private static void requireTurn(Claim claim, Step.What what, Standing before) {
        if (!fits(claim, what, before)) {
            throw new CaseRefused(
                    Why.OUT_OF_TURN,
                    "claim %s is %s and %s; it cannot be %s"
                            .formatted(
                                    claim.id(), claim.status().word(), before.word(), what.word()));
        }
    }

    private static boolean fits(Claim claim, Step.What what, Standing now) {
        return switch (what) {
            case AGREED ->
                    claim.stands() && (now == Standing.NOT_REVIEWED || now == Standing.SENT_BACK);
            case SENT_BACK ->
                    claim.stands() && (now == Standing.NOT_REVIEWED || now == Standing.AGREED);
            case FINALISED -> claim.stands() && now == Standing.AGREED;
            case REOPENED -> now == Standing.AGREED || now == Standing.FINAL;
            case COMMENTED, ASSIGNED, RELEASED -> false;
        };
    }

    /// The one place where it is held that nobody judges their own work.
    private static void requireOther(Transaction transaction, Clearance by, ClaimId id) {
        if (wrote(transaction, by, id)) {
            throw new CaseRefused(
                    Why.OWN_WORK,
                    "actor %s recorded or changed claim %s; another has to judge it"
                            .formatted(by.actor(), id));
        }
    }

    private static boolean wrote(Transaction transaction, Clearance by, ClaimId id) {
        return transaction
                .sql()
                .sql("select exists (select 1 from claim where id = ? and actor = ?)")
                .params(id.value(), by.actor().value())
                .query(Boolean.class)
                .single();
    }

    /// Nobody changes the claim until the transaction ends.
    private static int lock(Transaction transaction, ClaimId id) {
        return transaction
                .sql()
                .sql("select version from claim where id = ? and until is null for update")
                .param(id.value())
                .query(Integer.class)
                .optional()
                .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no claim " + id));
    }

    /// For whoever holds the claim's row.
    ///
    /// @param version the one that is to end
    static void requireNotFinal(Transaction transaction, ClaimId id, int version) {
        if (standing(transaction, id, version) == Standing.FINAL) {
            throw new CaseRefused(
                    Why.OUT_OF_TURN, "claim %s is finalised; reopen it first".formatted(id));
        }
    }

    private static Standing standing(Transaction transaction, ClaimId id, int version) {
        return transaction
                .sql()
                .sql(
                        "select "
                                + ReviewRows.STANDING
                                + " from (select ?::uuid id, ?::int version) claim")
                .params(id.value(), version)
                .query(Integer.class)
                .optional()
                .map(number -> Standing.after(Step.What.of(number)))
                .orElseThrow();
    }

    private Claim find(Clearance by, ClaimId id) {
        return casebook.current(by, id)
                .orElseThrow(() -> new CaseRefused(Why.NOT_THERE, "no claim " + id));
    }

    private static Set<ItemId> items(Claim claim) {
        return claim.citations().stream()
                .map(Citation::item)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    // ---- assigning

    /// Gives a claim to somebody to work on.
    ///
    /// @param to who may read it too
    /// @throws CaseRefused when they may not
    public void assign(Clearance by, ClaimId id, Clearance to) {
        var claim = find(by, id);
        assign(by, id.value(), claim.version(), claim.compartments(), to);
    }

    /// Gives an entity to somebody to work on.
    ///
    /// @param to who sees at least one claim about it that the assigner sees
    /// @throws CaseRefused when they do not
    public void assign(Clearance by, EntityId id, Clearance to) {
        var common =
                casebook.entity(by, id).stream()
                        .flatMap(entity -> entity.claims().stream())
                        .map(Claim::compartments)
                        .filter(to::sees)
                        .min(Comparator.comparingInt(Set::size))
                        .orElseThrow(
                                () ->
                                        new CaseRefused(
                                                Why.NOT_THERE, "no entity " + id + " for both"));
        assign(by, id.value(), 0, common, to);
    }

    private void assign(
            Clearance by,
            UUID subject,
            int version,
            Set<CompartmentId> compartments,
            Clearance to) {
        Casebook.need(by, Permission.RECORD_CLAIMS);
        if (!to.sees(compartments) || !to.may(Permission.RECORD_CLAIMS)) {
            throw new CaseRefused(
                    Why.NOT_PERMITTED,
                    "actor %s may not work on %s".formatted(to.actor(), subject));
        }
        database.run(
                by,
                transaction -> {
                    if (assigned(transaction, subject).containsKey(to.actor())) {
                        return;
                    }
                    enter(
                            transaction,
                            step(Step.What.ASSIGNED, subject, version, by, to.actor()),
                            List.of(),
                            null,
                            compartments);
                });
    }

    /// Ends an assignment: by whoever has it when it is done, or by who may give it to others.
    public void release(Clearance by, UUID subject, ActorId whom) {
        Casebook.need(by, Permission.RECORD_CLAIMS);
        database.run(
                by,
                transaction -> {
                    var row =
                            Optional.ofNullable(assigned(transaction, subject).get(whom))
                                    .orElseThrow(
                                            () ->
                                                    new CaseRefused(
                                                            Why.NOT_THERE,
                                                            "no assignment of " + subject));
                    enter(
                            transaction,
                            step(Step.What.RELEASED, subject, row.step().version(), by, whom),
                            List.of(),
                            null,
                            row.compartments());
                });
    }

    private Step step(Step.What what, UUID subject, int version, Clearance by, ActorId whom) {
        return new Step(
                what,
                subject,
                version,
                by.actor(),
                Optional.of(whom),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Optional.empty());
    }

    /// Who is to work on a claim or an entity.
    public Set<ActorId> assigned(Clearance by, UUID subject) {
        Casebook.need(by, Permission.READ_CLAIMS);
        return database.as(by, transaction -> assigned(transaction, subject).keySet());
    }

    private static Map<ActorId, Row> assigned(Transaction transaction, UUID subject) {
        return ReviewRows.select(
                        transaction, "subject = ? and " + ReviewRows.IS_ASSIGNED, List.of(subject))
                .stream()
                .collect(
                        Collectors.toMap(
                                row -> row.step().whom().orElseThrow(),
                                row -> row,
                                (one, two) -> one));
    }

    // ---- reading

    /// How some claims stand, each in the version given.
    public Map<ClaimId, Standing> standing(Clearance by, Collection<Claim> claims) {
        Casebook.need(by, Permission.READ_CLAIMS);
        var standing = new HashMap<ClaimId, Standing>();
        var versions =
                claims.stream().collect(Collectors.toMap(Claim::id, Claim::version, (a, b) -> a));
        versions.keySet().forEach(id -> standing.put(id, Standing.NOT_REVIEWED));
        var ids = versions.keySet().stream().map(ClaimId::value).toArray(UUID[]::new);
        if (ids.length > 0) {
            database.run(
                    by,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            select subject, version, step from review_step
                                            where subject = any(?) and step <= 4 order by position
                                            """)
                                    .param(ids)
                                    .query(
                                            row -> {
                                                var id = new ClaimId(row.getObject(1, UUID.class));
                                                if (versions.get(id) == row.getInt(2)) {
                                                    standing.put(
                                                            id,
                                                            Standing.after(
                                                                    Step.What.of(row.getInt(3))));
                                                }
                                            }));
        }
        return standing;
    }

    /// All that was done about a claim or an entity, the oldest first; words only of items that are
    /// there for this reader.
    public List<Step> of(Clearance by, UUID subject) {
        Casebook.need(by, Permission.READ_CLAIMS);
        var rows =
                database.as(
                        by,
                        transaction ->
                                ReviewRows.select(transaction, "subject = ?", List.of(subject)));
        var slips =
                archive.slips(
                        by,
                        rows.stream()
                                .flatMap(row -> row.items().stream())
                                .collect(Collectors.toSet()));
        return rows.stream().map(row -> opened(row, slips)).toList();
    }

    /// What somebody has to do.
    ///
    /// @param assigned what was given to them, the oldest first
    /// @param sentBack claims of theirs that somebody wants mended
    /// @param waiting claims that nobody judged yet and that they may judge, the newest first
    public record Queue(List<Step> assigned, List<Claim> sentBack, List<Claim> waiting) {
        public Queue {
            assigned = List.copyOf(assigned);
            sentBack = List.copyOf(sentBack);
            waiting = List.copyOf(waiting);
        }
    }

    /// What this person has to do, some of each.
    public Queue queue(Clearance by, int limit) {
        Casebook.need(by, Permission.RECORD_CLAIMS);
        var me = by.actor().value();
        var assigned =
                database.as(
                        by,
                        transaction ->
                                ReviewRows.select(
                                        transaction,
                                        "whom = ? and " + ReviewRows.IS_ASSIGNED,
                                        List.of(me)));
        var sentBack =
                casebook.claims(
                        by,
                        """
                        until is null and status in (2, 3)
                          and id in (select subject from review_step where step = 2)
                          and id in (select id from claim where actor = ?) and %s = 2
                        order by position limit ?
                        """
                                .formatted(ReviewRows.STANDING),
                        List.of(me, limit));
        var waiting =
                by.may(Permission.REVIEW_CLAIMS)
                        ? casebook.claims(
                                by,
                                """
                                until is null and status in (2, 3) and %s = 4
                                  and position >= coalesce((select min(position) from (
                                    select position from claim where until is null
                                    order by position desc limit %d) newest), 0)
                                  and not exists (select 1 from claim own where own.id = claim.id and own.actor = ?)
                                order by position desc limit ?
                                """
                                        .formatted(ReviewRows.STANDING, NEWEST),
                                List.of(me, limit))
                        : List.<Claim>of();
        return new Queue(assigned.stream().limit(limit).map(Row::step).toList(), sentBack, waiting);
    }

    // ---- writing

    private void enter(
            Transaction transaction,
            Step step,
            List<ItemId> items,
            byte @Nullable [] sealed,
            Set<CompartmentId> compartments) {
        var row =
                new Row(
                        step,
                        items,
                        sealed,
                        sealed == null ? null : Digest.sha256(sealed).bytes(),
                        compartments,
                        Casebook.salt(),
                        -1);
        var what = step.what();
        long position =
                ledger.append(
                        transaction,
                        List.of(
                                Entry.of(
                                                what.act(),
                                                what.number(),
                                                step.at(),
                                                step.by(),
                                                step.subject())
                                        .committing(
                                                Digest.ABSENT, row.commitment(), Digest.ABSENT)));
        ReviewRows.insert(transaction, row, position);
    }

    /// Under the key of each item, one inside the other: with the first key that is destroyed the
    /// words are gone.
    private static byte[] seal(Slips slips, List<ItemId> items, String words) {
        var sealed = words.getBytes(UTF_8);
        for (var item : items) {
            sealed = slips.seal(item, sealed);
        }
        return sealed;
    }

    private static Step opened(Row row, Slips slips) {
        var bytes = row.sealed();
        if (bytes == null
                || row.items().stream().anyMatch(item -> slips.compartments(item).isEmpty())) {
            return row.step();
        }
        for (var item : row.items().reversed()) {
            bytes = slips.open(item, bytes);
        }
        var step = row.step();
        return new Step(
                step.what(),
                step.subject(),
                step.version(),
                step.by(),
                step.whom(),
                step.at(),
                Optional.of(new String(bytes, UTF_8)));
    }

    /// Words about claims fall with every item that the claim cites.
    static void forget(Transaction transaction, UUID[] items) {
        transaction
                .sql()
                .sql("update review_step set sealed = null where items && ?")
                .param(items)
                .update();
    }
}
