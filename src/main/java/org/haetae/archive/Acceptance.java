package org.haetae.archive;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.archive.Receiving.Sealed;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/// Enters one batch of sealed files into database and ledger, within one transaction: tells new
/// bytes from bytes that are here already and from receptions that an interruption had
/// acknowledged.
final class Acceptance {

    enum Kind {
        /// New bytes, a new item.
        STORED,
        /// Bytes that lie in this scope already, from another place: a second provenance.
        AGAIN,
        /// The very same reception, recorded before an interruption: nothing to record.
        KNOWN
    }

    /// What was decided of one file.
    ///
    /// @param secret of the item that the bytes are kept under
    /// @param position in the ledger; -1 where nothing was entered
    record Accepted(
            Sealed sealed,
            Kind kind,
            ItemId item,
            Secret secret,
            Description description,
            UUID contentKey,
            @Nullable UUID originKey,
            @Nullable UUID originState,
            long position) {

        Accepted at(long where) {
            return new Accepted(
                    sealed,
                    kind,
                    item,
                    secret,
                    description,
                    contentKey,
                    originKey,
                    originState,
                    where);
        }

        Entry entry(ActorId actor, Instant now) {
            var record = secret.commitment(description.encode());
            return kind == Kind.AGAIN
                    ? Entry.of(Act.RECEIVED_AGAIN, now, actor, item.value())
                            .committing(Digest.ABSENT, record, Digest.ABSENT)
                    : Entry.of(Act.RECEIVED, now, actor, item.value())
                            .committing(
                                    Commitment.content(
                                            secret.salt(),
                                            new Digest(sealed.sha256()),
                                            sealed.bytes()),
                                    record,
                                    new Digest(sealed.sealedSha256()));
        }
    }

    private record Holder(ItemId item, Secret secret) {}

    private final Transaction transaction;
    private final Vault vault;
    private final Accession accession;
    private final Scope scope;
    private final Map<UUID, Holder> byContent = new HashMap<>();
    private final Map<UUID, Holder> byState = new HashMap<>();
    private final Map<UUID, ItemId> byOrigin = new HashMap<>();

    private Acceptance(Transaction transaction, Vault vault, Accession accession, Scope scope) {
        this.transaction = transaction;
        this.vault = vault;
        this.accession = accession;
        this.scope = scope;
    }

    static List<Accepted> accept(
            Transaction transaction,
            Ledger ledger,
            Vault vault,
            ActorId actor,
            Accession accession,
            Scope scope,
            int version,
            List<Sealed> batch,
            Instant now) {
        var acceptance = new Acceptance(transaction, vault, accession, scope);
        try {
            var decided = acceptance.decide(batch);
            var entries =
                    decided.stream()
                            .filter(one -> one.kind() != Kind.KNOWN)
                            .map(one -> one.entry(actor, now))
                            .toList();
            if (entries.isEmpty()) {
                return decided;
            }
            // From the entry in the ledger to the commit everybody else waits: keys, enciphered
            // descriptions and notes are made before, and only rows with a position come after.
            acceptance.prepare(decided);
            var descriptions = descriptions(decided);
            var position = ledger.append(transaction, entries);
            var accepted = new ArrayList<Accepted>(decided.size());
            for (var one : decided) {
                accepted.add(one.kind() == Kind.KNOWN ? one : one.at(position++));
            }
            acceptance.insert(accepted, descriptions, version, now);
            return accepted;
        } catch (SQLException e) {
            throw new IllegalStateException("a batch could not be entered into the database", e);
        }
    }

    private List<Accepted> decide(List<Sealed> batch) throws SQLException {
        var contentKeys = batch.stream().map(one -> scope.contentKey(one.sha256())).toList();
        var originKeys = batch.stream().map(one -> keyed(Receiving.place(one))).toList();
        var originStates = batch.stream().map(one -> keyed(Receiving.state(one))).toList();
        contents(contentKeys);
        places(originKeys);
        var accepted = new ArrayList<Accepted>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            accepted.add(
                    decide(
                            batch.get(i),
                            contentKeys.get(i),
                            originKeys.get(i),
                            originStates.get(i)));
        }
        return accepted;
    }

    private Accepted decide(
            Sealed sealed, UUID contentKey, @Nullable UUID originKey, @Nullable UUID originState) {
        var known = originState == null ? null : byState.get(originState);
        var equal = byContent.get(contentKey);
        Holder holder;
        Kind kind;
        if (known != null) {
            kind = Kind.KNOWN;
            holder = known;
        } else if (equal != null) {
            kind = Kind.AGAIN;
            holder = equal;
        } else {
            kind = Kind.STORED;
            holder = new Holder(sealed.item(), sealed.secret());
            byContent.put(contentKey, holder);
        }
        if (originState != null) {
            byState.put(originState, holder);
        }
        var previous =
                originKey == null
                        ? Optional.<ItemId>empty()
                        : Optional.ofNullable(byOrigin.put(originKey, holder.item()))
                                .filter(item -> !item.equals(holder.item()));
        var description = Receiving.description(sealed, holder.item(), accession, previous);
        return new Accepted(
                sealed,
                kind,
                holder.item(),
                holder.secret(),
                description,
                contentKey,
                originKey,
                originState,
                -1);
    }

    private @Nullable UUID keyed(Optional<byte[]> place) {
        return place.map(scope::originKey).orElse(null);
    }

    // Key by key, and never by a plan that reads a whole table: of a table that has just grown the
    // planner knows nothing.
    private void contents(Collection<UUID> keys) throws SQLException {
        transaction
                .sql()
                .sql(
                        """
                        select r.content_key, r.id, (select wrapped from vault where object = r.id)
                        from unnest(?::uuid[]) as k (key) cross join lateral (
                            select content_key, id from item
                            where content_key = k.key and scope = ?
                        ) r
                        """)
                .params(array("uuid", keys.stream()), scope.id())
                .query(
                        row -> {
                            // What has no key any more holds nothing that could be had again.
                            var wrapped = row.getBytes(3);
                            if (wrapped != null) {
                                byContent.put(
                                        row.getObject(1, UUID.class),
                                        new Holder(
                                                new ItemId(row.getObject(2, UUID.class)),
                                                scope.unwrap(wrapped)));
                            }
                        });
    }

    /// What came from these places before, the newest last: into this scope, or one that is tied to
    /// further consents.
    private void places(Collection<@Nullable UUID> keys) throws SQLException {
        var neighbours = vault.neighbours(transaction, scope.compartments(), scope.consents());
        transaction
                .sql()
                .sql(
                        """
                        select r.origin_key, r.origin_state, r.item,
                               (select wrapped from vault where object = r.item), r.scope
                        from unnest(?::uuid[]) as k (key) cross join lateral (
                            select origin_key, origin_state, id as item, position, scope from item
                            where origin_key = k.key and scope = any(?)
                            union all
                            select origin_key, origin_state, item, position, scope from provenance
                            where origin_key = k.key and scope = any(?)
                        ) r
                        order by r.position
                        """)
                .params(
                        array("uuid", keys.stream().filter(Objects::nonNull)),
                        neighbours,
                        neighbours)
                .query(
                        row -> {
                            var item = new ItemId(row.getObject(3, UUID.class));
                            byOrigin.put(row.getObject(1, UUID.class), item);
                            var wrapped = row.getBytes(4);
                            if (wrapped != null) {
                                var lying = vault.scope(transaction, row.getObject(5, UUID.class));
                                byState.put(
                                        row.getObject(2, UUID.class),
                                        new Holder(item, lying.unwrap(wrapped)));
                            }
                        });
    }

    private static List<Accepted> of(Kind kind, List<Accepted> all) {
        return all.stream().filter(one -> one.kind() == kind).toList();
    }

    private static Map<Kind, List<byte[]>> descriptions(List<Accepted> decided) {
        return Map.of(
                Kind.STORED,
                of(Kind.STORED, decided).stream().map(Acceptance::sealedDescription).toList(),
                Kind.AGAIN,
                of(Kind.AGAIN, decided).stream().map(Acceptance::sealedDescription).toList());
    }

    private void insert(
            List<Accepted> accepted, Map<Kind, List<byte[]>> descriptions, int version, Instant now)
            throws SQLException {
        var stored = of(Kind.STORED, accepted);
        var again = of(Kind.AGAIN, accepted);
        if (!stored.isEmpty()) {
            insertItems(stored, descriptions.getOrDefault(Kind.STORED, List.of()), version, now);
        }
        if (!again.isEmpty()) {
            insertProvenances(again, descriptions.getOrDefault(Kind.AGAIN, List.of()), now);
        }
    }

    private void prepare(List<Accepted> decided) throws SQLException {
        var stored = of(Kind.STORED, decided);
        if (!stored.isEmpty()) {
            insertKeys(stored);
        }
        transaction
                .sql()
                .sql("update accession set unsettled = true where id = ? and not unsettled")
                .param(accession.id().value())
                .update();
    }

    private void insertKeys(List<Accepted> stored) throws SQLException {
        transaction
                .sql()
                .sql(
                        """
                        insert into vault (object, scope, wrapped)
                        select object, ?, wrapped from unnest(?::uuid[], ?::bytea[]) as n (object, wrapped)
                        """)
                .params(
                        scope.id(),
                        array("uuid", stored.stream().map(one -> one.item().value())),
                        array("bytea", stored.stream().map(one -> scope.wrap(one.secret()))))
                .update();
    }

    private void insertItems(
            List<Accepted> stored, List<byte[]> descriptions, int version, Instant now)
            throws SQLException {
        transaction
                .sql()
                .sql(
                        """
                        insert into item (id, accession, scope, compartments, parent, depth, previous, version,
                                          sealed_bytes, sealed_sha256, content_key, origin_key, origin_state,
                                          description, received_at, position)
                        select id, ?, ?, ?, parent, depth, previous, ?, sealed_bytes, sealed_sha256, content_key,
                               origin_key, origin_state, description, ?, position
                        from unnest(?::uuid[], ?::uuid[], ?::int[], ?::uuid[], ?::bigint[], ?::bytea[], ?::uuid[],
                                    ?::uuid[], ?::uuid[], ?::bytea[], ?::bigint[])
                             as n (id, parent, depth, previous, sealed_bytes, sealed_sha256, content_key,
                                   origin_key, origin_state, description, position)
                        """)
                .params(
                        accession.id().value(),
                        scope.id(),
                        Vault.uuids(accession.compartments()),
                        version,
                        Timestamp.from(now),
                        array("uuid", stored.stream().map(one -> one.item().value())),
                        array(
                                "uuid",
                                stored.stream()
                                        .map(one -> one.description().parent().orElse(null))),
                        array("int4", stored.stream().map(one -> one.description().depth())),
                        array(
                                "uuid",
                                stored.stream()
                                        .map(one -> one.description().previous().orElse(null))),
                        array("int8", stored.stream().map(one -> one.sealed().sealedBytes())),
                        array("bytea", stored.stream().map(one -> one.sealed().sealedSha256())),
                        array("uuid", stored.stream().map(Accepted::contentKey)),
                        array("uuid", stored.stream().map(Accepted::originKey)),
                        array("uuid", stored.stream().map(Accepted::originState)),
                        array("bytea", descriptions.stream()),
                        array("int8", stored.stream().map(Accepted::position)))
                .update();
    }

    private void insertProvenances(List<Accepted> again, List<byte[]> descriptions, Instant now)
            throws SQLException {
        transaction
                .sql()
                .sql(
                        """
                        insert into provenance (id, item, accession, scope, compartments, parent, depth, previous,
                                                origin_key, origin_state, description, received_at, position)
                        select gen_random_uuid(), item, ?, ?, ?, parent, depth, previous, origin_key, origin_state,
                               description, ?, position
                        from unnest(?::uuid[], ?::uuid[], ?::int[], ?::uuid[], ?::uuid[], ?::uuid[], ?::bytea[],
                                    ?::bigint[])
                             as n (item, parent, depth, previous, origin_key, origin_state, description, position)
                        """)
                .params(
                        accession.id().value(),
                        scope.id(),
                        Vault.uuids(accession.compartments()),
                        Timestamp.from(now),
                        array("uuid", again.stream().map(one -> one.item().value())),
                        array(
                                "uuid",
                                again.stream().map(one -> one.description().parent().orElse(null))),
                        array("int4", again.stream().map(one -> one.description().depth())),
                        array(
                                "uuid",
                                again.stream()
                                        .map(one -> one.description().previous().orElse(null))),
                        array("uuid", again.stream().map(Accepted::originKey)),
                        array("uuid", again.stream().map(Accepted::originState)),
                        array("bytea", descriptions.stream()),
                        array("int8", again.stream().map(Accepted::position)))
                .update();
    }

    private static byte[] sealedDescription(Accepted one) {
        return Vault.seal(one.secret(), one.item().value(), one.description().encode());
    }

    private java.sql.Array array(String type, Stream<?> values) throws SQLException {
        return array(type, type.equals("bytea") ? values.toArray(byte[][]::new) : values.toArray());
    }

    private java.sql.Array array(String type, Object[] values) throws SQLException {
        return transaction.connection().createArrayOf(type, values);
    }
}
