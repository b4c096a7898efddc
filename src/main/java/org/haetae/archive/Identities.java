package org.haetae.archive;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
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
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;

/// Who the people behind pseudonyms are. Each identity is an erasure scope of its own, sealed under
/// a key of its own and the home's key for identities; it is in no search, index, log or export,
/// and is listed by pseudonym alone. Whoever reads one says why, and the ledger has it before they
/// do.
public final class Identities {

    private final Archive archive;
    private final Vault vault;
    private final Reasons reasons;

    Identities(Archive archive) {
        this.archive = archive;
        this.vault = archive.vault();
        this.reasons = new Reasons(vault, archive.ledger());
    }

    /// One identity, without it.
    ///
    /// @param pseudonym empty once it was erased
    /// @param erased the decision by which it was
    public record Kept(
            ConsentId id,
            Optional<String> pseudonym,
            Set<CompartmentId> compartments,
            ActorId keptBy,
            Instant keptAt,
            List<Opening> openings,
            OptionalInt erased) {

        @Override
        public String toString() {
            return "Kept[" + id + "]";
        }
    }

    /// That an identity was shown to somebody.
    ///
    /// @param reason empty once it was erased
    public record Opening(Optional<String> reason, ActorId by, Instant at) {}

    /// Seals who somebody is. Who keeps it here cannot read it again.
    ///
    /// @param identity whatever tells who it is: names, birth, where they can be reached
    /// @param compartments who may know that there is somebody of this pseudonym
    public ConsentId keep(
            Clearance by, String pseudonym, String identity, Set<CompartmentId> compartments) {
        ErasureRefused.unlessMay(by, Permission.RECEIVE);
        if (pseudonym.isBlank() || identity.isBlank() || compartments.isEmpty()) {
            throw new IllegalArgumentException(
                    "an identity needs a pseudonym, who it is and a compartment");
        }
        var words = identity.strip().getBytes(StandardCharsets.UTF_8);
        var now = archive.clock().instant();
        return vault.as(
                by,
                transaction -> {
                    var made =
                            archive.consents()
                                    .insert(
                                            transaction,
                                            by,
                                            pseudonym.strip(),
                                            "identity",
                                            compartments,
                                            now);
                    transaction
                            .sql()
                            .sql("update consent set is_identity = true, identity = ? where id = ?")
                            .params(
                                    Vault.seal(vault.identity(made.secret()), made.id(), words),
                                    made.id())
                            .update();
                    reasons.enter(
                            transaction,
                            Entry.of(Act.IDENTITY_KEPT, now, by.actor(), made.id()),
                            made.secret(),
                            words);
                    return new ConsentId(made.id());
                });
    }

    /// Those that this actor may know of, by pseudonym, the newest first.
    public List<Kept> list(Clearance by) {
        if (!by.may(Permission.RECEIVE) && !by.may(Permission.OPEN_IDENTITY)) {
            throw new ErasureRefused(Why.NOT_ALLOWED);
        }
        return archive.consents().rows(by, "c.is_identity").stream()
                .map(
                        row ->
                                new Kept(
                                        row.id(),
                                        row.person(),
                                        row.compartments(),
                                        row.madeBy(),
                                        row.madeAt(),
                                        openings(by, row.id()),
                                        row.erased()))
                .toList();
    }

    private List<Opening> openings(Clearance by, ConsentId id) {
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select o.reason, o.actor, o.at, c.wrapped from identity_opening o
                                        join consent c on c.id = o.consent
                                        where o.consent = ? order by o.position desc
                                        """)
                                .param(id.value())
                                .query(
                                        (row, number) ->
                                                new Opening(
                                                        row.getBytes("wrapped") == null
                                                                ? Optional.empty()
                                                                : Reasons.text(
                                                                        reasons.secret(
                                                                                transaction, row),
                                                                        id.value(),
                                                                        row,
                                                                        "reason"),
                                                        new ActorId(
                                                                row.getObject("actor", UUID.class)),
                                                        row.getTimestamp("at").toInstant()))
                                .list());
    }

    /// Tells who somebody is, to a person who may and says why.
    ///
    /// @throws ErasureRefused when there is no such identity for them, they may not, or gave no
    ///   reason
    public String open(Clearance by, ConsentId id, String reason) {
        ErasureRefused.unlessPersonMay(by, Permission.OPEN_IDENTITY);
        var because = Reasons.required(reason);
        enter(by, id.value(), because);
        // Committed: whatever happens from here on, the ledger has it.
        return vault.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("select wrapped, identity from consent where id = ?")
                                .param(id.value())
                                .query(
                                        (row, number) ->
                                                Reasons.text(
                                                        vault.identity(
                                                                reasons.secret(transaction, row)),
                                                        id.value(),
                                                        row.getBytes("identity")))
                                .single());
    }

    private void enter(Clearance by, UUID id, byte[] because) {
        var now = archive.clock().instant();
        vault.run(
                by,
                transaction -> {
                    var secret =
                            transaction
                                    .sql()
                                    .sql(
                                            "select wrapped from consent where id = ? and identity is not null for share")
                                    .param(id)
                                    .query((row, number) -> reasons.secret(transaction, row))
                                    .optional()
                                    .orElseThrow(() -> new ErasureRefused(Why.NOT_THERE));
                    var position =
                            archive.ledger()
                                    .append(
                                            transaction,
                                            Entry.of(Act.IDENTITY_OPENED, now, by.actor(), id)
                                                    .committing(
                                                            Digest.ABSENT,
                                                            secret.commitment(because),
                                                            Digest.ABSENT));
                    transaction
                            .sql()
                            .sql(
                                    """
                                    insert into identity_opening (id, consent, compartments, reason, actor, at, position)
                                    select ?, id, compartments, ?, ?, ?, ? from consent where id = ?
                                    """)
                            .params(
                                    UUID.randomUUID(),
                                    Vault.seal(secret, id, because),
                                    by.actor().value(),
                                    Timestamp.from(now),
                                    position,
                                    id)
                            .update();
                });
    }
}
