package org.haetae.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.DurableFile;
import org.haetae.home.Home;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Recorded;

/// The one way in which something received ceases to be: asked for by one person, decided by
/// another, both with a reason. And legal holds, which stand against it.
///
/// Order of an erasure, and what a crash leaves after each step; the next start goes on from there:
/// 1. approved: the decision and all that it covers are durable, and in the ledger
/// 2. the next vault key lies beside the old one, used for nothing
/// 3. one transaction ([Destruction]): keys and salts are gone, the rows are tombstones, everything
///    else is wrapped anew, each erasure is an entry
/// 4. the old vault key is destroyed: older copies of the tables are noise
/// 5. what is erased stands in the list that a restore replays
/// 6. whoever derived something purges it, then [#ended]
public final class Erasures {

    /// What is to be erased or held.
    public enum Kind {
        ITEM(1),
        ACCESSION(2),
        CONSENT(3),
        /// What the list of a newer state of this home named.
        REPLAYED(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        static Kind of(int number) {
            return values()[number - 1];
        }
    }

    /// How far it has come.
    public enum State {
        ASKED,
        REFUSED,
        /// Decided; the keys are still there.
        APPROVED,
        /// The keys are gone; what was derived is being purged.
        DESTROYED,
        DONE;

        int number() {
            return ordinal() + 1;
        }

        static State of(int number) {
            return values()[number - 1];
        }
    }

    /// An erasure that was asked for.
    ///
    /// @param number of the decision; empty before there is one, and when it was refused
    /// @param items how many it covers: now, or when it was decided
    /// @param elsewhere how many of these were received otherwise too; 0 once decided
    /// @param purge whether the sealed files go as well
    public record Request(
            UUID id,
            OptionalInt number,
            Kind kind,
            UUID object,
            Set<CompartmentId> compartments,
            Ground ground,
            boolean purge,
            String reason,
            ActorId askedBy,
            Instant askedAt,
            State state,
            Optional<String> answer,
            Optional<ActorId> decidedBy,
            Optional<Instant> decidedAt,
            long items,
            long elsewhere,
            boolean held) {

        @Override
        public String toString() {
            return "Request[" + id + "]";
        }
    }

    /// A legal hold.
    public record Hold(
            UUID id,
            Kind kind,
            UUID object,
            String reason,
            ActorId placedBy,
            Instant placedAt,
            Optional<String> lifting,
            Optional<ActorId> liftedBy,
            Optional<Instant> liftedAt) {

        @Override
        public String toString() {
            return "Hold[" + id + "]";
        }
    }

    /// What is left of something erased: when, and by which decision.
    public record Tombstone(int decision, Instant at) {}

    private record Target(Kind kind, Set<CompartmentId> compartments) {}

    private static final System.Logger LOG = System.getLogger(Erasures.class.getName());
    private static final int MOST_LISTED = 500;

    private final Archive archive;
    private final Vault vault;
    private final Path list;

    Erasures(Archive archive, Home home) {
        this.archive = archive;
        this.vault = archive.vault();
        this.list = home.directory().resolve("erased.txt");
    }

    // ---- asking and deciding

    /// Asks that an item, an accession or everything tied to a consent be erased.
    ///
    /// @param object id of any of these
    /// @param purge whether the sealed files of whole accessions are to go too; else they stay, as
    ///   noise that proves what was received
    /// @throws ErasureRefused when it may not be
    public UUID ask(Clearance by, UUID object, Ground ground, boolean purge, String reason) {
        person(by, Permission.ASK_ERASURE);
        var because = reason(reason);
        var id = UUID.randomUUID();
        var secret = Secret.random();
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    var target = target(transaction, object);
                    if (purge && target.kind() == Kind.ITEM) {
                        throw new ErasureRefused(Why.PART_OF_AN_OBJECT);
                    }
                    if (Extent.of(transaction, List.of(object)).isInside(transaction)) {
                        throw new ErasureRefused(Why.INSIDE);
                    }
                    if (isAsked(transaction, object)) {
                        throw new ErasureRefused(Why.ASKED);
                    }
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into erasure (id, kind, object, compartments, ground, purge, wrapped,
                                                         reason, asked_by, asked_at, state)
                                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    id,
                                    target.kind().number,
                                    object,
                                    Vault.uuids(target.compartments()),
                                    ground.number(),
                                    purge,
                                    vault.wrap(transaction, secret.encode()),
                                    Vault.seal(secret, id, because),
                                    by.actor().value(),
                                    Timestamp.from(now),
                                    State.ASKED.number())
                            .update();
                    enter(
                            transaction,
                            Entry.of(Act.ERASURE_ASKED, ground.number(), now, by.actor(), id),
                            secret,
                            DecisionRecord.asked(
                                    object,
                                    purge,
                                    List.of(Vault.uuids(target.compartments())),
                                    text(because)));
                });
        return id;
    }

    private static boolean isAsked(Transaction transaction, UUID object) {
        return transaction
                .sql()
                .sql("select exists (select 1 from erasure where object = ? and state = ?)")
                .params(object, State.ASKED.number())
                .query(Boolean.class)
                .single();
    }

    /// Decides that it be done, by somebody who may see all that it covers; [#destroyKeys] does it,
    /// with what came to it until then.
    ///
    /// @return the number of the decision
    /// @throws ErasureRefused when it may not be, above all by whoever asked for it
    public int approve(Clearance by, UUID request, String reason) {
        person(by, Permission.DECIDE_ERASURE);
        var because = reason(reason);
        open(by, request);
        var now = archive.clock().instant();
        // Nothing is received, bound or read while it is fixed what is covered.
        return vault.replacing(
                transaction -> {
                    lock(transaction);
                    if (state(transaction, request) != State.ASKED) {
                        throw new ErasureRefused(Why.DECIDED);
                    }
                    var object = askedFor(transaction, request);
                    var extent = Extent.of(transaction, List.of(object));
                    if (extent.isEmpty()) {
                        throw new ErasureRefused(Why.NOT_THERE);
                    }
                    // Nobody decides about what they may not see.
                    var seen = vault.as(by, own -> Extent.of(own, List.of(object)));
                    if (!seen.everything().equals(extent.everything())) {
                        throw new ErasureRefused(Why.HIDDEN);
                    }
                    if (extent.isInside(transaction)) {
                        throw new ErasureRefused(Why.INSIDE);
                    }
                    if (held(transaction, extent)) {
                        throw new ErasureRefused(Why.HELD);
                    }
                    int number = nextNumber(transaction);
                    decide(transaction, by, request, State.APPROVED, because, now);
                    transaction
                            .sql()
                            .sql("update erasure set number = ?, items = ? where id = ?")
                            .params(number, extent.items().size(), request)
                            .update();
                    cover(transaction, request, extent);
                    enter(
                            transaction,
                            Entry.of(Act.ERASURE_APPROVED, number, now, by.actor(), request),
                            secret(transaction, "erasure", request),
                            DecisionRecord.approved(extent.everything(), text(because)));
                    return number;
                });
    }

    /// What was asked to be erased, by the row and by the entry.
    private UUID askedFor(Transaction transaction, UUID request) {
        return transaction
                .sql()
                .sql("select * from erasure where id = ?")
                .param(request)
                .query(
                        (row, number) -> {
                            var entry =
                                    archive.ledger()
                                            .newest(transaction, request, Set.of(Act.ERASURE_ASKED))
                                            .map(Recorded::entry);
                            var secret = secret(transaction, "erasure", request);
                            if (entry.isEmpty() || !asks(secret, row, request, entry.get())) {
                                throw new Tampered(
                                        "request %s is not what was asked".formatted(request),
                                        null);
                            }
                            return row.getObject("object", UUID.class);
                        })
                .single();
    }

    /// Whether a row says what the entry of its request commits to. Entries of the first versions
    /// committed to the reason alone.
    static boolean asks(Secret secret, ResultSet row, UUID request, Entry entry)
            throws SQLException {
        var reason = Vault.open(secret, request, row.getBytes("reason"));
        var record =
                DecisionRecord.asked(
                        row.getObject("object", UUID.class),
                        row.getBoolean("purge"),
                        List.of((UUID[]) row.getArray("compartments").getArray()),
                        text(reason));
        return (commits(secret, record, entry) || commits(secret, reason, entry))
                && row.getObject("asked_by", UUID.class).equals(entry.actor().value())
                && row.getInt("ground") == entry.code();
    }

    /// Whether a row and what it covered when it was decided are what the entry of the decision
    /// commits to.
    static boolean decides(
            Secret secret, ResultSet row, UUID request, Collection<UUID> extent, Entry entry)
            throws SQLException {
        var reason = Vault.open(secret, request, row.getBytes("answer"));
        return (commits(secret, DecisionRecord.approved(extent, text(reason)), entry)
                        || commits(secret, reason, entry))
                && row.getObject("decided_by", UUID.class).equals(entry.actor().value())
                && row.getInt("number") == entry.code();
    }

    static boolean commits(Secret secret, byte[] plain, Entry entry) {
        return Commitment.record(secret.salt(), Digest.sha256(plain)).equals(entry.record());
    }

    /// Decides that it be not done.
    ///
    /// @throws ErasureRefused when it may not be
    public void refuse(Clearance by, UUID request, String reason) {
        person(by, Permission.DECIDE_ERASURE);
        var because = reason(reason);
        open(by, request);
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    lock(transaction);
                    if (state(transaction, request) != State.ASKED) {
                        throw new ErasureRefused(Why.DECIDED);
                    }
                    decide(transaction, by, request, State.REFUSED, because, now);
                    enter(
                            transaction,
                            Entry.of(Act.REFUSED, now, by.actor(), request),
                            secret(transaction, "erasure", request),
                            because);
                });
    }

    /// The request, if it waits for the decision of somebody like this.
    private Request open(Clearance by, UUID request) {
        var found =
                requests(by, " and id = ?", request).stream()
                        .findFirst()
                        .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
        if (found.askedBy().equals(by.actor())) {
            throw new ErasureRefused(Why.SAME_PERSON);
        }
        if (found.state() != State.ASKED) {
            throw new ErasureRefused(Why.DECIDED);
        }
        return found;
    }

    /// One decision at a time.
    private static void lock(Transaction transaction) {
        transaction.sql().sql("select 1 from vault_epoch for update").query(Integer.class).single();
    }

    private static State state(Transaction transaction, UUID request) {
        return State.of(
                transaction
                        .sql()
                        .sql("select state from erasure where id = ?")
                        .param(request)
                        .query(Integer.class)
                        .single());
    }

    private static int nextNumber(Transaction transaction) {
        return transaction
                .sql()
                .sql("select coalesce(max(number), 0) + 1 from erasure")
                .query(Integer.class)
                .single();
    }

    private void decide(
            Transaction transaction,
            Clearance by,
            UUID request,
            State state,
            byte[] because,
            Instant now) {
        transaction
                .sql()
                .sql(
                        """
                        update erasure set state = ?, answer = ?, decided_by = ?, decided_at = ?, ended_at = ?
                        where id = ?
                        """)
                .params(
                        state.number(),
                        Vault.seal(secret(transaction, "erasure", request), request, because),
                        by.actor().value(),
                        Timestamp.from(now),
                        state == State.REFUSED ? Timestamp.from(now) : null,
                        request)
                .update();
    }

    private static void cover(Transaction transaction, UUID request, Extent extent) {
        cover(transaction, request, extent, false);
    }

    private static void cover(Transaction transaction, UUID request, Extent extent, boolean late) {
        cover(transaction, request, extent.items(), Kind.ITEM, late);
        cover(transaction, request, extent.accessions(), Kind.ACCESSION, late);
        cover(transaction, request, extent.consents(), Kind.CONSENT, late);
    }

    private static void cover(
            Transaction transaction, UUID request, Set<UUID> objects, Kind kind, boolean late) {
        transaction
                .sql()
                .sql(
                        """
                        insert into erasure_object (erasure, object, kind, late)
                        select ?, unnest(?::uuid[]), ?, ? on conflict do nothing
                        """)
                .params(request, Extent.array(objects), kind.number, late)
                .update();
    }

    // ---- holds

    /// Places a legal hold: nothing that it covers is erased while it lies there.
    public UUID hold(Clearance by, UUID object, String reason) {
        person(by, Permission.PLACE_HOLD);
        var because = reason(reason);
        var id = UUID.randomUUID();
        var secret = Secret.random();
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    var target = target(transaction, object);
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into hold (id, kind, object, compartments, wrapped, reason, placed_by,
                                                      placed_at)
                                    values (?, ?, ?, ?, ?, ?, ?, ?)
                                    """)
                            .params(
                                    id,
                                    target.kind().number,
                                    object,
                                    Vault.uuids(target.compartments()),
                                    vault.wrap(transaction, secret.encode()),
                                    Vault.seal(secret, id, because),
                                    by.actor().value(),
                                    Timestamp.from(now))
                            .update();
                    enter(
                            transaction,
                            Entry.of(Act.HELD, now, by.actor(), object),
                            secret,
                            because);
                });
        return id;
    }

    /// Lifts a hold. Another right than placing one, and another person.
    public void lift(Clearance by, UUID hold, String reason) {
        person(by, Permission.LIFT_HOLD);
        var because = reason(reason);
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    record Lying(UUID object, UUID placedBy) {}
                    var lying =
                            transaction
                                    .sql()
                                    .sql(
                                            """
                                            select object, placed_by from hold
                                            where id = ? and lifted_at is null for update
                                            """)
                                    .param(hold)
                                    .query(
                                            (row, number) ->
                                                    new Lying(
                                                            row.getObject(1, UUID.class),
                                                            row.getObject(2, UUID.class)))
                                    .optional()
                                    .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
                    if (lying.placedBy().equals(by.actor().value())) {
                        throw new ErasureRefused(Why.OWN_HOLD);
                    }
                    var secret = secret(transaction, "hold", hold);
                    transaction
                            .sql()
                            .sql(
                                    """
                                    update hold set lifting = ?, lifted_by = ?, lifted_at = ?
                                    where id = ? and lifted_at is null
                                    """)
                            .params(
                                    Vault.seal(secret, hold, because),
                                    by.actor().value(),
                                    Timestamp.from(now),
                                    hold)
                            .update();
                    enter(
                            transaction,
                            Entry.of(Act.RELEASED, now, by.actor(), lying.object()),
                            secret,
                            because);
                });
    }

    static boolean held(Transaction transaction, Extent extent) {
        return !extent.isEmpty()
                && transaction
                        .sql()
                        .sql("select object from hold where lifted_at is null")
                        .query(UUID.class)
                        .list()
                        .stream()
                        .anyMatch(
                                object -> extent.touches(Extent.of(transaction, List.of(object))));
    }

    // ---- telling

    /// Requests, and what was replayed, that this actor may know of: the open ones first, then the
    /// newest.
    public List<Request> requests(Clearance by) {
        mayKnow(by);
        return requests(by, "");
    }

    private List<Request> requests(Clearance by, String condition, Object... parameters) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select * from erasure where true"
                                                + condition
                                                + " order by ended_at is null desc, asked_at desc, id limit "
                                                + MOST_LISTED)
                                .params(parameters)
                                .query((row, number) -> request(transaction, row))
                                .list());
    }

    private Request request(Transaction transaction, ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
        var state = State.of(row.getInt("state"));
        var object = row.getObject("object", UUID.class);
        var open = state == State.ASKED;
        var extent =
                open
                        ? Extent.of(transaction, List.of(object))
                        : new Extent(Set.of(), Set.of(), Set.of(), 0);
        // A hold stands against it also where this actor does not see what it lies on.
        var held =
                (open || state == State.APPROVED)
                        && vault.as(Clearance.SYSTEM, whole -> held(whole, present(whole, id)));
        var number = row.getInt("number");
        var answer = row.getBytes("answer");
        var decidedBy = row.getObject("decided_by", UUID.class);
        var decidedAt = row.getTimestamp("decided_at");
        return new Request(
                id,
                number == 0 ? OptionalInt.empty() : OptionalInt.of(number),
                Kind.of(row.getInt("kind")),
                object,
                Vault.compartments(row.getArray("compartments")),
                Ground.of(row.getInt("ground")),
                row.getBoolean("purge"),
                text(Vault.open(secret, id, row.getBytes("reason"))),
                new ActorId(row.getObject("asked_by", UUID.class)),
                row.getTimestamp("asked_at").toInstant(),
                state,
                Optional.ofNullable(answer).map(kept -> text(Vault.open(secret, id, kept))),
                Optional.ofNullable(decidedBy).map(ActorId::new),
                Optional.ofNullable(decidedAt).map(Timestamp::toInstant),
                open ? extent.items().size() : row.getLong("items"),
                extent.elsewhere(),
                held);
    }

    /// Holds that this actor may know of: those in force first, then the newest.
    public List<Hold> holds(Clearance by) {
        mayKnow(by);
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select * from hold order by lifted_at is null desc, placed_at desc, id limit "
                                                + MOST_LISTED)
                                .query((row, number) -> hold(transaction, row))
                                .list());
    }

    private Hold hold(Transaction transaction, ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var secret = Secret.decode(vault.unwrap(transaction, row.getBytes("wrapped")));
        var lifting = row.getBytes("lifting");
        var liftedBy = row.getObject("lifted_by", UUID.class);
        var liftedAt = row.getTimestamp("lifted_at");
        return new Hold(
                id,
                Kind.of(row.getInt("kind")),
                row.getObject("object", UUID.class),
                text(Vault.open(secret, id, row.getBytes("reason"))),
                new ActorId(row.getObject("placed_by", UUID.class)),
                row.getTimestamp("placed_at").toInstant(),
                Optional.ofNullable(lifting).map(kept -> text(Vault.open(secret, id, kept))),
                Optional.ofNullable(liftedBy).map(ActorId::new),
                Optional.ofNullable(liftedAt).map(Timestamp::toInstant));
    }

    /// What is left of an item or accession that was erased, for those who could see it before.
    public Optional<Tombstone> tombstone(Clearance by, UUID object) {
        var number =
                vault.as(
                        by,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                select erased from item where id = ? and erased is not null
                                                union all
                                                select erased from accession where id = ? and erased is not null
                                                """)
                                        .params(object, object)
                                        .query(Integer.class)
                                        .optional());
        return number.flatMap(
                decision ->
                        archive.ledger().history(object).stream()
                                .filter(recorded -> recorded.entry().act() == Act.ERASED)
                                .findFirst()
                                .map(recorded -> new Tombstone(decision, recorded.entry().time())));
    }

    // ---- carrying out

    /// Decisions that are not carried out to the end, the oldest first.
    public List<UUID> unfinished() {
        return vault.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select id from erasure where ended_at is null and state = any(?)
                                        order by number
                                        """)
                                .param(
                                        new Integer[] {
                                            State.APPROVED.number(), State.DESTROYED.number()
                                        })
                                .query(UUID.class)
                                .list());
    }

    /// Whether somebody is still bringing in material that a decision covers; its keys are not
    /// destroyed before that ends.
    public boolean isComingIn(UUID decision) {
        return vault.as(
                Clearance.SYSTEM, transaction -> isComingIn(present(transaction, decision)));
    }

    private boolean isComingIn(Extent extent) {
        return archive.isOpen(extent.accessions().stream().map(AccessionId::new).toList());
    }

    /// What a request or decision covers at this moment: what it named, and what came to it since.
    /// What is replayed covers what its list names, and nothing that came since.
    static Extent present(Transaction transaction, UUID decision) {
        record Named(UUID object, Kind kind) {}
        var named =
                transaction
                        .sql()
                        .sql("select object, kind from erasure where id = ?")
                        .param(decision)
                        .query(
                                (row, number) ->
                                        new Named(
                                                row.getObject(1, UUID.class),
                                                Kind.of(row.getInt(2))))
                        .single();
        var decided =
                new HashSet<>(
                        transaction
                                .sql()
                                .sql(
                                        "select object from erasure_object where erasure = ? and not late")
                                .param(decision)
                                .query(UUID.class)
                                .list());
        if (named.kind() == Kind.REPLAYED) {
            return Extent.of(transaction, decided).within(decided);
        }
        decided.add(named.object());
        return Extent.of(transaction, decided);
    }

    /// Whether no hold was placed since it was decided.
    ///
    /// @throws ErasureRefused when one was; it waits until that is lifted
    public void mayBeDestroyed(UUID decision) {
        vault.run(
                Clearance.SYSTEM,
                transaction -> {
                    if (state(transaction, decision) == State.APPROVED
                            && held(transaction, present(transaction, decision))) {
                        throw new ErasureRefused(Why.HELD);
                    }
                });
    }

    /// @throws ErasureRefused when a hold was placed since it was decided
    /// @throws IllegalStateException when something of it is still coming in
    private void mayBeDestroyed(Transaction transaction, UUID decision) {
        if (state(transaction, decision) != State.APPROVED) {
            return;
        }
        var extent = present(transaction, decision);
        if (held(transaction, extent)) {
            throw new ErasureRefused(Why.HELD);
        }
        if (isComingIn(extent)) {
            throw new IllegalStateException("material that is to be erased is still coming in");
        }
    }

    /// Whoever writes to the tables does not choose what is destroyed.
    private void asDecided(Transaction transaction, UUID decision) {
        var objects =
                transaction
                        .sql()
                        .sql("select object from erasure_object where erasure = ? and not late")
                        .param(decision)
                        .query(UUID.class)
                        .list();
        var entry =
                archive.ledger()
                        .newest(transaction, decision, Set.of(Act.ERASURE_APPROVED))
                        .map(Recorded::entry);
        var secret = secret(transaction, "erasure", decision);
        var isSo =
                transaction
                        .sql()
                        .sql("select * from erasure where id = ?")
                        .param(decision)
                        .query(
                                (row, number) ->
                                        entry.isPresent()
                                                && decides(
                                                        secret, row, decision, objects, entry.get())
                                                && (Kind.of(row.getInt("kind")) == Kind.REPLAYED
                                                        || askedFor(transaction, decision)
                                                                .equals(
                                                                        row.getObject(
                                                                                "object",
                                                                                UUID.class))))
                        .single();
        if (!isSo) {
            throw new Tampered(
                    "what is to be erased is not what was decided, request %s".formatted(decision),
                    null);
        }
    }

    /// Destroys the keys of what a decision covers, and of what came to it since (steps 2 to 5).
    /// Done again, it goes on where it was.
    ///
    /// @return the items that are erased now
    /// @throws ErasureRefused when a hold was placed since it was decided: nothing is destroyed,
    ///   and it waits until the hold is lifted
    public Set<ItemId> destroyKeys(UUID decision) {
        var items =
                vault.as(
                        Clearance.SYSTEM,
                        transaction -> {
                            mayBeDestroyed(transaction, decision);
                            return itemIds(present(transaction, decision).items());
                        });
        // What is still in deposit is moved into the root while its accession can be read.
        archive.settle();
        archive.forget(items);
        vault.replacing(
                transaction -> {
                    lock(transaction);
                    if (state(transaction, decision) == State.APPROVED) {
                        mayBeDestroyed(transaction, decision);
                        asDecided(transaction, decision);
                        new Destruction(archive, vault, transaction, decision).run();
                    }
                    return true;
                });
        // Whoever looked between the two may have remembered.
        var erased = items(decision);
        archive.forget(erased);
        vault.destroyOtherEpochs();
        try {
            keepList();
        } catch (IOException e) {
            throw new UncheckedIOException("writing the list of what was erased", e);
        }
        return erased;
    }

    private static Set<ItemId> itemIds(Collection<UUID> ids) {
        var items = new LinkedHashSet<ItemId>();
        ids.forEach(id -> items.add(new ItemId(id)));
        return items;
    }

    /// Items that a decision covers and whose keys are gone.
    public Set<ItemId> items(UUID decision) {
        return itemIds(covered(decision, Kind.ITEM));
    }

    /// Removes the sealed files of accessions that a decision erased, where that was asked for.
    public void removeFiles(UUID decision) throws IOException {
        var wanted =
                vault.as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql("select purge from erasure where id = ?")
                                        .param(decision)
                                        .query(Boolean.class)
                                        .single());
        if (wanted) {
            for (var accession : covered(decision, Kind.ACCESSION)) {
                archive.removeFiles(new AccessionId(accession));
            }
        }
    }

    private List<UUID> covered(UUID decision, Kind kind) {
        return vault.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select object from erasure_object where erasure = ? and kind = ?")
                                .params(decision, kind.number)
                                .query(UUID.class)
                                .list());
    }

    /// Adds to what a decision covers what came to it since.
    static void coverLate(Transaction transaction, UUID decision, Extent extent) {
        cover(transaction, decision, extent, true);
    }

    /// Says that everything derived is purged as well.
    public void ended(UUID decision) {
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("update erasure set state = ?, ended_at = ? where id = ?")
                                .params(
                                        State.DONE.number(),
                                        Timestamp.from(archive.clock().instant()),
                                        decision)
                                .update());
    }

    // ---- the list

    /// Where the list lies that a restore replays: a line for each thing erased, its decision's
    /// number, its id and its kind; ids only. Signed by the key of the ledger.
    public Path list() {
        return list;
    }

    private void keepList() throws IOException {
        var lines = new LinkedHashSet<String>();
        if (Files.exists(list)) {
            try {
                lines.addAll(
                        ErasedList.parse(Files.readAllLines(list), archive.ledger().verifierKeys())
                                .lines());
            } catch (IllegalArgumentException e) {
                LOG.log(
                        Level.WARNING,
                        "erased.txt was not signed by this home; it is written anew from what was decided here");
            }
        }
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select e.number, o.object, o.kind from erasure_object o
                                        join erasure e on e.id = o.erasure where e.state >= ?
                                        order by e.number, o.kind, o.object
                                        """)
                                .param(State.DESTROYED.number())
                                .query(
                                        row -> {
                                            lines.add(
                                                    "%d %s %s"
                                                            .formatted(
                                                                    row.getInt(1),
                                                                    row.getString(2),
                                                                    Kind.of(row.getInt(3))
                                                                            .name()
                                                                            .toLowerCase(
                                                                                    java.util.Locale
                                                                                            .ROOT)));
                                        }));
        DurableFile.replace(list, new ErasedList(List.copyOf(lines)).signed(archive.ledger()));
    }

    /// Erases again what the list of a newer state of this home names and an older state, put back,
    /// still has. Decided before: nobody is asked. What a hold lies on waits until it is lifted.
    /// Afterwards what was derived has to be purged, as for every decision ([#unfinished]).
    ///
    /// @param file the lines of its file
    /// @return how many things are erased by this
    /// @throws IllegalArgumentException when this home did not sign it
    public int replay(Collection<String> file) {
        var signed = ErasedList.parse(file, archive.ledger().verifierKeys());
        var byDecision = new java.util.TreeMap<Integer, Set<UUID>>();
        for (var line : signed.lines()) {
            var words = line.split(" ");
            if (words.length != 3 || !words[0].matches("[1-9][0-9]{0,8}")) {
                throw new IllegalArgumentException(
                        "a line of the list of erasures is \"%s\"; expected a number, an id and a kind"
                                .formatted(line));
            }
            byDecision
                    .computeIfAbsent(Integer.parseInt(words[0]), number -> new HashSet<>())
                    .add(UUID.fromString(words[1]));
        }
        int count = 0;
        for (var decision : byDecision.entrySet()) {
            count += replay(decision.getKey(), decision.getValue(), signed.digest());
        }
        return count;
    }

    private int replay(int number, Set<UUID> objects, Digest source) {
        record Begun(Optional<UUID> decision, int objects) {}
        var begun =
                vault.<Begun, RuntimeException>replacing(
                        transaction -> {
                            var extent = Extent.of(transaction, objects);
                            var living = new HashSet<>(extent.all());
                            living.addAll(extent.consents());
                            living.retainAll(objects); // what came since is not of the list
                            living.removeAll(waiting(transaction));
                            if (living.isEmpty()) {
                                return new Begun(Optional.empty(), 0);
                            }
                            var id = UUID.randomUUID();
                            insertReplayed(transaction, id, number, extent.within(living), source);
                            return new Begun(Optional.of(id), living.size());
                        });
        try {
            begun.decision().ifPresent(this::destroyKeys);
        } catch (ErasureRefused held) {
            return 0; // decided, listed, and carried out when the hold is lifted
        }
        return begun.objects();
    }

    /// What is decided and not destroyed yet.
    private static List<UUID> waiting(Transaction transaction) {
        return transaction
                .sql()
                .sql(
                        """
                        select o.object from erasure_object o join erasure e on e.id = o.erasure
                        where e.state = ?
                        """)
                .param(State.APPROVED.number())
                .query(UUID.class)
                .list();
    }

    private void insertReplayed(
            Transaction transaction, UUID id, int number, Extent extent, Digest source) {
        var secret = Secret.random();
        var now = archive.clock().instant();
        var because =
                "an older state was put back; of the list with SHA-256 %s"
                        .formatted(source)
                        .getBytes(StandardCharsets.UTF_8);
        var free =
                transaction
                        .sql()
                        .sql("select not exists (select 1 from erasure where number = ?)")
                        .param(number)
                        .query(Boolean.class)
                        .single();
        var given = free ? number : nextNumber(transaction);
        transaction
                .sql()
                .sql(
                        """
                        insert into erasure (id, number, kind, object, compartments, ground, purge, wrapped, reason,
                                             asked_by, asked_at, state, answer, decided_by, decided_at, items)
                        values (?, ?, ?, ?, ?, ?, false, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        given,
                        Kind.REPLAYED.number,
                        id,
                        extent.compartments(transaction),
                        Ground.OTHER.number(),
                        vault.wrap(transaction, secret.encode()),
                        Vault.seal(secret, id, because),
                        ActorId.SYSTEM.value(),
                        Timestamp.from(now),
                        State.APPROVED.number(),
                        Vault.seal(secret, id, because),
                        ActorId.SYSTEM.value(),
                        Timestamp.from(now),
                        extent.items().size())
                .update();
        cover(transaction, id, extent);
        enter(
                transaction,
                Entry.of(Act.ERASURE_APPROVED, given, now, ActorId.SYSTEM, id),
                secret,
                DecisionRecord.approved(extent.everything(), text(because)));
    }

    // ---- small things

    /// What this id names, for this actor.
    private static Target target(Transaction transaction, UUID object) {
        return transaction
                .sql()
                .sql(
                        """
                        select 1 as kind, compartments from item where id = ? and erased is null
                        union all
                        select 2, compartments from accession where id = ? and erased is null
                        union all
                        select 3, compartments from consent where id = ? and wrapped is not null
                        """)
                .params(object, object, object)
                .query(
                        (row, number) ->
                                new Target(
                                        Kind.of(row.getInt(1)),
                                        Vault.compartments(row.getArray(2))))
                .optional()
                .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
    }

    private Secret secret(Transaction transaction, String table, UUID id) {
        return Secret.decode(
                vault.unwrap(
                        transaction,
                        transaction
                                .sql()
                                .sql("select wrapped from " + table + " where id = ?")
                                .param(id)
                                .query(byte[].class)
                                .single()));
    }

    private void enter(Transaction transaction, Entry entry, Secret secret, byte[] because) {
        archive.ledger()
                .append(
                        transaction,
                        List.of(
                                entry.committing(
                                        Digest.ABSENT,
                                        Commitment.record(secret.salt(), Digest.sha256(because)),
                                        Digest.ABSENT)));
    }

    private static byte[] reason(String reason) {
        if (reason.isBlank()) {
            throw new ErasureRefused(Why.NO_REASON);
        }
        return reason.strip().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Four eyes are two persons: the owner of the home at the console is every account's owner and
    /// none.
    private static void person(Clearance by, Permission permission) {
        if (by.whole()) {
            throw new ErasureRefused(Why.NO_ACCOUNT);
        }
        if (!by.may(permission)) {
            throw new ErasureRefused(Why.NOT_ALLOWED);
        }
    }

    private static void mayKnow(Clearance by) {
        if (!by.may(Permission.SEE_ERASURES)) {
            throw new ErasureRefused(Why.NOT_ALLOWED);
        }
    }
}
