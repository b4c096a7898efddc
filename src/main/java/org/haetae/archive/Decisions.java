package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.GivenCredentials;
import org.haetae.ledger.Recorded;

/// Whether something is to be erased: asked for by one person, decided by another, both with a
/// reason. [Erasures] carries out what was decided.
public final class Decisions {

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
            return List.of(values()).get(number - 1);
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
            Subject subject,
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

    private static final int MOST_LISTED = 500;

    private final Archive archive;
    private final Vault vault;
    private final Reasons reasons;

    Decisions(Archive archive) {
        this.archive = archive;
        this.vault = archive.vault();
        this.reasons = new Reasons(vault, archive.ledger());
    }

    // ---- asking

    /// Asks that an item, an accession or everything tied to a consent be erased.
    ///
    /// @param object id of any of these
    /// @param purge whether the sealed files of whole accessions are to go too; else they stay, as
    ///   noise that proves what was received
    /// @throws ErasureRefused when it may not be
    public UUID ask(Clearance by, UUID object, Ground ground, boolean purge, String reason) {
        ErasureRefused.unlessPersonMay(by, Permission.ASK_ERASURE);
        var because = Reasons.required(reason);
        var id = UUID.randomUUID();
        var secret = Secret.random();
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    var subject = Subject.of(transaction, object);
                    mayBeAsked(transaction, subject, purge);
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
                                    subject.kind().number(),
                                    object,
                                    Vault.uuids(subject.compartments()),
                                    ground.number(),
                                    purge,
                                    vault.wrap(transaction, secret.encode()),
                                    Vault.seal(secret, id, because),
                                    by.actor().value(),
                                    Timestamp.from(now),
                                    State.ASKED.number())
                            .update();
                    reasons.enter(
                            transaction,
                            Entry.of(Act.ERASURE_ASKED, ground.number(), now, by.actor(), id),
                            secret,
                            DecisionRecord.asked(
                                    object,
                                    purge,
                                    List.of(Vault.uuids(subject.compartments())),
                                    Reasons.text(because)));
                });
        return id;
    }

    private static void mayBeAsked(Transaction transaction, Subject subject, boolean purge) {
        if (purge && subject.kind() == Subject.Kind.ITEM) {
            throw new ErasureRefused(Why.PART_OF_AN_OBJECT);
        }
        if (Extent.of(transaction, List.of(subject.id())).isInside(transaction)) {
            throw new ErasureRefused(Why.INSIDE);
        }
        var asked =
                transaction
                        .sql()
                        .sql("select exists (select 1 from erasure where object = ? and state = ?)")
                        .params(subject.id(), State.ASKED.number())
                        .query(Boolean.class)
                        .single();
        if (asked) {
            throw new ErasureRefused(Why.ASKED);
        }
    }

    // ---- deciding

    /// Decides that it be done, by somebody who may see all that it covers; [Erasures#destroyKeys]
    /// does it, with what came to it until then.
    ///
    /// @return the number of the decision
    /// @throws ErasureRefused when it may not be, above all by whoever asked for it
    public int approve(Clearance by, UUID request, String reason) {
        ErasureRefused.unlessPersonMay(by, Permission.DECIDE_ERASURE);
        var because = Reasons.required(reason);
        var asker = mayDecide(by, request);
        var now = archive.clock().instant();
        requireOwnHands(by.actor(), asker, now);
        // Nothing is received, bound or read while it is fixed what is covered.
        return vault.replacing(
                transaction -> {
                    lockOpen(transaction, request);
                    var object = askedFor(transaction, request);
                    var extent = mayBeErased(transaction, by, object);
                    int number = nextNumber(transaction);
                    decide(transaction, by, request, State.APPROVED, because, now);
                    transaction
                            .sql()
                            .sql("update erasure set number = ?, items = ? where id = ?")
                            .params(number, extent.items().size(), request)
                            .update();
                    Coverage.fix(transaction, request, extent);
                    reasons.enter(
                            transaction,
                            Entry.of(Act.ERASURE_APPROVED, number, now, by.actor(), request),
                            reasons.secret(transaction, "erasure", request),
                            DecisionRecord.approved(extent.everything(), Reasons.text(because)));
                    return number;
                });
    }

    private Extent mayBeErased(Transaction transaction, Clearance by, UUID object) {
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
        if (Holds.cover(transaction, extent)) {
            throw new ErasureRefused(Why.HELD);
        }
        return extent;
    }

    /// Decides that it be not done.
    ///
    /// @throws ErasureRefused when it may not be
    public void refuse(Clearance by, UUID request, String reason) {
        ErasureRefused.unlessPersonMay(by, Permission.DECIDE_ERASURE);
        var because = Reasons.required(reason);
        mayDecide(by, request);
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    lockOpen(transaction, request);
                    decide(transaction, by, request, State.REFUSED, because, now);
                    reasons.enter(
                            transaction,
                            Entry.of(Act.REFUSED, now, by.actor(), request),
                            reasons.secret(transaction, "erasure", request),
                            because);
                });
    }

    /// Whoever gives two people new passwords could be both.
    void requireOwnHands(ActorId by, ActorId asker, Instant now) {
        var given =
                new GivenCredentials(
                        maker ->
                                vault.as(
                                        Clearance.SYSTEM,
                                        own ->
                                                archive.ledger()
                                                        .newest(
                                                                own,
                                                                maker.value(),
                                                                Set.of(Act.ACCOUNT_CHANGED))
                                                        .isPresent()));
        archive.ledger().history(by.value(), Long.MAX_VALUE, it -> given.follow(it.entry()));
        given.about(by, asker, now)
                .ifPresent(
                        doubt -> {
                            throw new ErasureRefused(
                                    switch (doubt) {
                                        case LATELY -> Why.GIVEN_LATELY;
                                        case BY_ASKER -> Why.GIVEN_BY_ASKER;
                                    });
                        });
    }

    /// Whether there is such a request, and it waits for somebody like this.
    ///
    /// @return who asked
    private ActorId mayDecide(Clearance by, UUID request) {
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
        return found.askedBy();
    }

    /// One decision at a time.
    static void lock(Transaction transaction) {
        transaction.sql().sql("select 1 from vault_epoch for update").query(Integer.class).single();
    }

    private static void lockOpen(Transaction transaction, UUID request) {
        lock(transaction);
        if (state(transaction, request) != State.ASKED) {
            throw new ErasureRefused(Why.DECIDED);
        }
    }

    static State state(Transaction transaction, UUID request) {
        return State.of(
                transaction
                        .sql()
                        .sql("select state from erasure where id = ?")
                        .param(request)
                        .query(Integer.class)
                        .single());
    }

    /// The number of the next decision.
    static int nextNumber(Transaction transaction) {
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
                        Vault.seal(
                                reasons.secret(transaction, "erasure", request), request, because),
                        by.actor().value(),
                        Timestamp.from(now),
                        state == State.REFUSED ? Timestamp.from(now) : null,
                        request)
                .update();
    }

    // ---- what was asked and decided, by the row and by the entry

    /// What was asked to be erased.
    ///
    /// @throws Tampered when the row is not what the entry commits to
    private UUID askedFor(Transaction transaction, UUID request) {
        return transaction
                .sql()
                .sql("select * from erasure where id = ?")
                .param(request)
                .query(
                        (row, number) -> {
                            var entry = entry(transaction, request, Act.ERASURE_ASKED);
                            var secret = reasons.secret(transaction, row);
                            if (entry.isEmpty()
                                    || !DecisionRecord.isAsked(secret, row, entry.get())) {
                                throw new Tampered(
                                        "request %s is not what was asked".formatted(request),
                                        null);
                            }
                            return row.getObject("object", UUID.class);
                        })
                .single();
    }

    /// Whoever writes to the tables does not choose what is destroyed.
    ///
    /// @throws Tampered when rows are not what the entries commit to
    void requireAsDecided(Transaction transaction, UUID decision) {
        var extent = Coverage.decided(transaction, decision);
        var entry = entry(transaction, decision, Act.ERASURE_APPROVED);
        var replayed =
                transaction
                        .sql()
                        .sql("select * from erasure where id = ?")
                        .param(decision)
                        .query(
                                (row, number) -> {
                                    var secret = reasons.secret(transaction, row);
                                    if (entry.isEmpty()
                                            || !DecisionRecord.isDecided(
                                                    secret, row, extent, entry.get())) {
                                        throw new Tampered(
                                                "what is to be erased is not what was decided, request %s"
                                                        .formatted(decision),
                                                null);
                                    }
                                    return Subject.of(row).kind() == Subject.Kind.REPLAYED;
                                })
                        .single();
        if (!replayed) {
            askedFor(transaction, decision);
        }
    }

    private Optional<Entry> entry(Transaction transaction, UUID request, Act act) {
        return archive.ledger().newest(transaction, request, Set.of(act)).map(Recorded::entry);
    }

    // ---- telling

    /// Requests, and what was replayed, that this actor may know of: the open ones first, then the
    /// newest.
    public List<Request> list(Clearance by) {
        ErasureRefused.unlessMay(by, Permission.SEE_ERASURES);
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
        var secret = reasons.secret(transaction, row);
        var state = State.of(row.getInt("state"));
        var subject = Subject.of(row);
        var open = state == State.ASKED;
        var extent = Extent.of(transaction, open ? List.of(subject.id()) : List.of());
        // A hold stands against it also where this actor does not see what it lies on.
        var held =
                (open || state == State.APPROVED)
                        && vault.as(
                                Clearance.SYSTEM,
                                whole -> Holds.cover(whole, Coverage.present(whole, id)));
        var number = row.getInt("number");
        return new Request(
                id,
                number == 0 ? OptionalInt.empty() : OptionalInt.of(number),
                subject,
                Ground.of(row.getInt("ground")),
                row.getBoolean("purge"),
                Reasons.text(secret, id, row.getBytes("reason")),
                new ActorId(row.getObject("asked_by", UUID.class)),
                row.getTimestamp("asked_at").toInstant(),
                state,
                Reasons.text(secret, id, row, "answer"),
                Optional.ofNullable(row.getObject("decided_by", UUID.class)).map(ActorId::new),
                Optional.ofNullable(row.getTimestamp("decided_at")).map(Timestamp::toInstant),
                open ? extent.items().size() : row.getLong("items"),
                extent.elsewhere(),
                held);
    }
}
