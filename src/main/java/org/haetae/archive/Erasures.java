package org.haetae.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
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
                    if (Extent.inside(transaction, List.of(object))) {
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
                            because);
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

    /// Decides that it be done. What it covers is fixed by this; [#destroyKeys] does it.
    ///
    /// @return the number of the decision
    /// @throws ErasureRefused when it may not be, above all by whoever asked for it
    public int approve(Clearance by, UUID request, String reason) {
        person(by, Permission.DECIDE_ERASURE);
        var because = reason(reason);
        var asked = open(by, request);
        var now = archive.clock().instant();
        // Nothing is received, bound or read while it is fixed what is covered.
        return vault.replacing(
                transaction -> {
                    lock(transaction);
                    if (state(transaction, request) != State.ASKED) {
                        throw new ErasureRefused(Why.DECIDED);
                    }
                    var extent = Extent.of(transaction, List.of(asked.object()));
                    if (extent.isEmpty()) {
                        throw new ErasureRefused(Why.NOT_THERE);
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
                            because);
                    return number;
                });
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
        cover(transaction, request, extent.items(), Kind.ITEM);
        cover(transaction, request, extent.accessions(), Kind.ACCESSION);
        cover(transaction, request, extent.consents(), Kind.CONSENT);
    }

    private static void cover(Transaction transaction, UUID request, Set<UUID> objects, Kind kind) {
        transaction
                .sql()
                .sql(
                        "insert into erasure_object (erasure, object, kind) select ?, unnest(?::uuid[]), ?")
                .params(request, Extent.array(objects), kind.number)
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

    /// Lifts a hold. Another right than placing one.
    public void lift(Clearance by, UUID hold, String reason) {
        person(by, Permission.LIFT_HOLD);
        var because = reason(reason);
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    var object =
                            transaction
                                    .sql()
                                    .sql(
                                            "select object from hold where id = ? and lifted_at is null")
                                    .param(hold)
                                    .query(UUID.class)
                                    .optional()
                                    .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
                    var secret = secret(transaction, "hold", hold);
                    transaction
                            .sql()
                            .sql(
                                    "update hold set lifting = ?, lifted_by = ?, lifted_at = ? where id = ?")
                            .params(
                                    Vault.seal(secret, hold, because),
                                    by.actor().value(),
                                    Timestamp.from(now),
                                    hold)
                            .update();
                    enter(
                            transaction,
                            Entry.of(Act.RELEASED, now, by.actor(), object),
                            secret,
                            because);
                });
    }

    private static boolean held(Transaction transaction, Extent extent) {
        return transaction
                .sql()
                .sql("select object from hold where lifted_at is null")
                .query(UUID.class)
                .list()
                .stream()
                .anyMatch(object -> extent.touches(Extent.of(transaction, List.of(object))));
    }

    // ---- telling

    /// Requests that this actor may know of, the newest first.
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
                                        "select * from erasure where kind < 4"
                                                + condition
                                                + " order by asked_at desc, id limit "
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
                open && held(transaction, extent));
    }

    /// Holds that this actor may know of, the newest first.
    public List<Hold> holds(Clearance by) {
        mayKnow(by);
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        "select * from hold order by placed_at desc, id limit "
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
        return archive.isOpen(
                covered(decision, Kind.ACCESSION).stream().map(AccessionId::new).toList());
    }

    /// Destroys the keys of what a decision covers (steps 2 to 5). Done again, it goes on where it
    /// was.
    ///
    /// @return the items that are erased now
    public Set<ItemId> destroyKeys(UUID decision) {
        var items = new LinkedHashSet<ItemId>();
        covered(decision, Kind.ITEM).forEach(id -> items.add(new ItemId(id)));
        // What is still in deposit is moved into the root while its accession can be read.
        archive.settle();
        archive.forget(items);
        vault.replacing(
                transaction -> {
                    lock(transaction);
                    if (state(transaction, decision) == State.APPROVED) {
                        new Destruction(archive, vault, transaction, decision).run();
                    }
                    return true;
                });
        // Whoever looked between the two may have remembered.
        archive.forget(items);
        vault.destroyOtherEpochs();
        try {
            keepList();
        } catch (IOException e) {
            throw new UncheckedIOException("writing the list of what was erased", e);
        }
        return items;
    }

    /// Items that a decision covers and whose keys are gone.
    public Set<ItemId> items(UUID decision) {
        var items = new LinkedHashSet<ItemId>();
        covered(decision, Kind.ITEM).forEach(id -> items.add(new ItemId(id)));
        return items;
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
    /// number, its id and its kind. Ids only.
    public Path list() {
        return list;
    }

    private void keepList() throws IOException {
        var lines = new LinkedHashSet<String>();
        if (Files.exists(list)) {
            lines.addAll(Files.readAllLines(list));
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
        DurableFile.replace(
                list, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Erases again what the list of a newer state of this home names and an older state, put back,
    /// still has. Decided before: nobody is asked. Afterwards what was derived has to be purged, as
    /// for every decision ([#unfinished]).
    ///
    /// @param lines of the list, as they lie in its file
    /// @return how many things are erased by this
    /// @throws IllegalArgumentException when a line is not one of such a list
    public int replay(Collection<String> lines) {
        var byDecision = new java.util.TreeMap<Integer, Set<UUID>>();
        for (var line : lines) {
            var words = line.strip().split(" ");
            if (words.length == 1 && words[0].isEmpty()) {
                continue;
            }
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
            count += replay(decision.getKey(), decision.getValue());
        }
        return count;
    }

    private int replay(int number, Set<UUID> objects) {
        record Begun(Optional<UUID> decision, int objects) {}
        var begun =
                vault.<Begun, RuntimeException>replacing(
                        transaction -> {
                            var extent = Extent.of(transaction, objects);
                            var living = new HashSet<>(extent.all());
                            living.addAll(extent.consents());
                            living.retainAll(objects); // what came since is not of the list
                            if (living.isEmpty()) {
                                return new Begun(Optional.empty(), 0);
                            }
                            var id = UUID.randomUUID();
                            insertReplayed(transaction, id, number, extent, living);
                            return new Begun(Optional.of(id), living.size());
                        });
        begun.decision().ifPresent(this::destroyKeys);
        return begun.objects();
    }

    private void insertReplayed(
            Transaction transaction, UUID id, int number, Extent extent, Set<UUID> living) {
        var secret = Secret.random();
        var now = archive.clock().instant();
        var because = "restored from an older state".getBytes(StandardCharsets.UTF_8);
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
                                             asked_by, asked_at, state, decided_by, decided_at, items)
                        values (?, ?, ?, ?, '{}', ?, false, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        id,
                        given,
                        Kind.REPLAYED.number,
                        id,
                        Ground.OTHER.number(),
                        vault.wrap(transaction, secret.encode()),
                        Vault.seal(secret, id, because),
                        ActorId.SYSTEM.value(),
                        Timestamp.from(now),
                        State.APPROVED.number(),
                        ActorId.SYSTEM.value(),
                        Timestamp.from(now),
                        living.size())
                .update();
        cover(transaction, id, within(extent.items(), living), Kind.ITEM);
        cover(transaction, id, within(extent.accessions(), living), Kind.ACCESSION);
        cover(transaction, id, within(extent.consents(), living), Kind.CONSENT);
        enter(
                transaction,
                Entry.of(Act.ERASURE_APPROVED, given, now, ActorId.SYSTEM, id),
                secret,
                because);
    }

    private static Set<UUID> within(Set<UUID> some, Set<UUID> living) {
        var both = new HashSet<>(some);
        both.retainAll(living);
        return both;
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
