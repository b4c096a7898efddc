package org.haetae.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;

/// Legal holds: nothing that one covers is erased while it lies there, be that decided or not.
/// Placed by one person, lifted by another with another right.
public final class Holds {

    /// A legal hold.
    public record Hold(
            UUID id,
            Subject subject,
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

    private static final int MOST_LISTED = 500;

    private final Archive archive;
    private final Vault vault;
    private final Reasons reasons;

    Holds(Archive archive) {
        this.archive = archive;
        this.vault = archive.vault();
        this.reasons = new Reasons(vault, archive.ledger());
    }

    /// Places a hold on an item, an accession or a consent.
    ///
    /// @return its id
    /// @throws ErasureRefused when it may not be
    public UUID place(Clearance by, UUID object, String reason) {
        ErasureRefused.unlessPersonMay(by, Permission.PLACE_HOLD);
        var because = Reasons.required(reason);
        var id = UUID.randomUUID();
        var secret = Secret.random();
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    var subject = Subject.of(transaction, object);
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
                                    subject.kind().number(),
                                    object,
                                    Vault.uuids(subject.compartments()),
                                    vault.wrap(transaction, secret.encode()),
                                    Vault.seal(secret, id, because),
                                    by.actor().value(),
                                    Timestamp.from(now))
                            .update();
                    reasons.enter(
                            transaction,
                            Entry.of(Act.HELD, now, by.actor(), object),
                            secret,
                            because);
                });
        return id;
    }

    /// Lifts a hold.
    ///
    /// @throws ErasureRefused when it may not be, above all by whoever placed it, or could act as
    ///   whoever lifts it: the rule of decisions
    public void lift(Clearance by, UUID hold, String reason) {
        ErasureRefused.unlessPersonMay(by, Permission.LIFT_HOLD);
        var because = Reasons.required(reason);
        var now = archive.clock().instant();
        var placedBy = vault.as(by, transaction -> lying(transaction, hold)).placedBy();
        if (placedBy.equals(by.actor())) {
            throw new ErasureRefused(Why.OWN_HOLD);
        }
        archive.decisions().requireOwnHands(by.actor(), placedBy, now);
        vault.run(
                by,
                transaction -> {
                    var lying = lying(transaction, hold);
                    var secret = reasons.secret(transaction, "hold", hold);
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
                    reasons.enter(
                            transaction,
                            Entry.of(Act.RELEASED, now, by.actor(), lying.object()),
                            secret,
                            because);
                });
    }

    private record Lying(UUID object, ActorId placedBy) {}

    private static Lying lying(Transaction transaction, UUID hold) {
        return transaction
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
                                        new ActorId(row.getObject(2, UUID.class))))
                .optional()
                .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
    }

    /// Whether a hold that lies there covers some of this.
    static boolean cover(Transaction transaction, Extent extent) {
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

    /// Holds that this actor may know of: those in force first, then the newest.
    public List<Hold> list(Clearance by) {
        ErasureRefused.unlessMay(by, Permission.SEE_ERASURES);
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
        var secret = reasons.secret(transaction, row);
        return new Hold(
                id,
                Subject.of(row),
                Reasons.text(secret, id, row.getBytes("reason")),
                new ActorId(row.getObject("placed_by", UUID.class)),
                row.getTimestamp("placed_at").toInstant(),
                Reasons.text(secret, id, row, "lifting"),
                Optional.ofNullable(row.getObject("lifted_by", UUID.class)).map(ActorId::new),
                Optional.ofNullable(row.getTimestamp("lifted_at")).map(Timestamp::toInstant));
    }
}
