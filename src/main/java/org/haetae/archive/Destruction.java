package org.haetae.archive;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;

/// The transaction that destroys the keys of what a decision covers.
///
/// Everything that survives is wrapped anew: secrets that lay beside an erased one under a new key
/// of their scope, the keys of scopes, consents and reasons under the next vault key. So neither an
/// older copy of these tables with the new vault key, nor the new tables with the old vault key,
/// opens anything that was erased.
final class Destruction {

    private static final int TOGETHER = 5_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Archive archive;
    private final Vault vault;
    private final Transaction transaction;
    private final UUID decision;
    private final Instant now;
    private final List<Entry> entries = new ArrayList<>();

    Destruction(Archive archive, Vault vault, Transaction transaction, UUID decision) {
        this.archive = archive;
        this.vault = vault;
        this.transaction = transaction;
        this.decision = decision;
        this.now = archive.clock().instant();
    }

    private record Decided(int number, ActorId by) {}

    private record ScopeKeys(UUID id, byte[] key, byte[] recognition) {}

    void run() {
        var decided =
                transaction
                        .sql()
                        .sql("select number, decided_by from erasure where id = ?")
                        .param(decision)
                        .query(
                                (row, number) ->
                                        new Decided(
                                                row.getInt(1),
                                                new ActorId(row.getObject(2, UUID.class))))
                        .single();
        // Parts unpacked since it was decided, and files that were still arriving, go with it.
        var present = Coverage.present(transaction, decision);
        Coverage.addLate(transaction, decision, present);
        var items = covered(Subject.Kind.ITEM, present.items());
        var accessions = covered(Subject.Kind.ACCESSION, present.accessions());
        var consents = covered(Subject.Kind.CONSENT, present.consents());
        var scopes = scopesOf(items, accessions);
        // Every key is opened under the old vault key before anything is wrapped under the new.
        var held = scopeKeys();
        var survivors = new HashMap<UUID, Scope>();
        held.keySet().stream()
                .filter(scopes::contains)
                .forEach(id -> survivors.put(id, vault.scope(transaction, id)));
        var others = wrapped();
        var oldKey = vaultKeyName();

        destroy(items, accessions, consents, decided.number());
        var newKey = vault.beginEpoch(transaction);
        others.forEach(this::rewrap);
        for (var scope : held.values()) {
            if (isDead(scope.id(), consents)) {
                kill(scope.id());
            } else if (survivors.containsKey(scope.id())) {
                renew(survivors.get(scope.id()), others);
            } else {
                keep(scope);
            }
        }

        for (var kind : List.of(items, accessions, consents)) {
            kind.forEach(object -> enter(Act.ERASED, decided.number(), decided.by(), object));
        }
        consents.forEach(consent -> enter(Act.KEY_DESTROYED, 0, decided.by(), consent));
        enter(Act.KEY_DESTROYED, 0, decided.by(), oldKey);
        enter(Act.KEY_MADE, 0, decided.by(), newKey);
        archive.ledger().append(transaction, entries);
        transaction
                .sql()
                .sql("update erasure set state = ? where id = ?")
                .params(Decisions.State.DESTROYED.number(), decision)
                .update();
    }

    private void enter(Act act, int code, ActorId by, UUID object) {
        entries.add(Entry.of(act, code, now, by, object));
    }

    /// What was decided, and what there is of it now; nothing that somebody else noted as late.
    private Set<UUID> covered(Subject.Kind kind, Set<UUID> present) {
        var covered = new HashSet<>(present);
        covered.addAll(Coverage.decided(transaction, decision, kind));
        return covered;
    }

    /// Scopes whose present key opens something that is erased now, in these tables or in an older
    /// copy of them.
    private Set<UUID> scopesOf(Set<UUID> items, Set<UUID> accessions) {
        return ids(
                """
                select distinct scope from vault where object = any(?) or object = any(?)
                union select id from scope where left_behind
                """,
                Extent.array(items),
                Extent.array(accessions));
    }

    private Set<UUID> ids(String sql, Object... parameters) {
        return Set.copyOf(transaction.sql().sql(sql).params(parameters).query(UUID.class).list());
    }

    private HashMap<UUID, ScopeKeys> scopeKeys() {
        var keys = new HashMap<UUID, ScopeKeys>();
        transaction
                .sql()
                .sql("select id, wrapped, recognition from scope where wrapped is not null")
                .query(
                        row -> {
                            var recognition = row.getBytes(3);
                            var id = row.getObject(1, UUID.class);
                            keys.put(
                                    id,
                                    new ScopeKeys(
                                            id,
                                            vault.unwrap(transaction, row.getBytes(2)),
                                            recognition == null
                                                    ? new byte[0]
                                                    : vault.unwrap(transaction, recognition)));
                        });
        return keys;
    }

    // ---- what is erased

    private void destroy(Set<UUID> items, Set<UUID> accessions, Set<UUID> consents, int number) {
        var allItems = Extent.array(items);
        var allAccessions = Extent.array(accessions);
        update(
                "delete from vault where object = any(?) or object = any(?)",
                allItems,
                allAccessions);
        update(
                "delete from provenance where item = any(?) or accession = any(?)",
                allItems,
                allAccessions);
        update("delete from accession_note where accession = any(?)", (Object) allAccessions);
        update("delete from not_received where accession = any(?)", (Object) allAccessions);
        update(
                """
                update item set erased = ?, description = null, content_key = null, origin_key = null,
                                origin_state = null
                where id = any(?)
                """,
                number,
                allItems);
        update(
                """
                update accession set erased = ?, description = null, origin_key = null, complete = true
                where id = any(?)
                """,
                number,
                allAccessions);
        var allConsents = Extent.array(consents);
        update(
                "update consent set erased = ?, wrapped = null, label = null, identity = null where id = any(?)",
                number,
                allConsents);
        // What is gone is not withheld any more: everybody who could know of it is told that it is.
        update(
                "update consent_step set words = null, until = coalesce(until, ?) where consent = any(?)",
                Timestamp.from(now),
                allConsents);
        update(
                "update identity_opening set reason = null where consent = any(?)",
                (Object) allConsents);
    }

    private void update(String sql, Object... parameters) {
        transaction.sql().sql(sql).params(parameters).update();
    }

    // ---- what survives

    /// A key wrapped under the vault key, outside the scopes.
    ///
    /// @param key opened under the old one
    private record Wrapped(String table, UUID id, byte[] key) {}

    private List<Wrapped> wrapped() {
        var all = new ArrayList<Wrapped>();
        for (var table : List.of("consent", "erasure", "hold")) {
            transaction
                    .sql()
                    .sql("select id, wrapped from " + table + " where wrapped is not null")
                    .query(
                            row -> {
                                all.add(
                                        new Wrapped(
                                                table,
                                                row.getObject(1, UUID.class),
                                                vault.unwrap(transaction, row.getBytes(2))));
                            });
        }
        return all;
    }

    /// Those that were destroyed meanwhile have no row with a key any more.
    private void rewrap(Wrapped one) {
        transaction
                .sql()
                .sql(
                        "update "
                                + one.table()
                                + " set wrapped = ? where id = ? and wrapped is not null")
                .params(vault.wrap(transaction, one.key()), one.id())
                .update();
    }

    private boolean isDead(UUID scope, Set<UUID> consents) {
        return transaction
                .sql()
                .sql("select exists (select 1 from scope where id = ? and consents && ?)")
                .params(scope, Extent.array(consents))
                .query(Boolean.class)
                .single();
    }

    private void kill(UUID scope) {
        update("update scope set wrapped = null, recognition = null where id = ?", scope);
        enter(Act.KEY_DESTROYED, 0, ActorId.SYSTEM, scope);
    }

    private void keep(ScopeKeys scope) {
        update(
                "update scope set wrapped = ?, recognition = ? where id = ?",
                vault.wrap(transaction, scope.key()),
                scope.recognition().length == 0
                        ? null
                        : vault.wrap(transaction, scope.recognition()),
                scope.id());
    }

    /// Replaces the wrapping key of a scope. What recognises contents and places stays the same: it
    /// was derived from the first key, which cannot be had from it.
    private void renew(Scope old, List<Wrapped> others) {
        var key = new byte[32];
        RANDOM.nextBytes(key);
        var keys = new ArrayList<byte[]>(List.of(key));
        for (var consent : Vault.consents(old.consents())) {
            others.stream()
                    .filter(one -> one.table().equals("consent") && one.id().equals(consent))
                    .map(one -> Secret.decode(one.key()).identity())
                    .forEach(keys::add);
        }
        var renewed =
                new Scope(old.id(), old.compartments(), old.consents(), keys, old.recognition());
        update(
                "update scope set wrapped = ?, recognition = ?, left_behind = false where id = ?",
                vault.wrap(transaction, key),
                vault.wrap(transaction, old.recognition()),
                old.id());
        rewrapSecrets(old, renewed);
        enter(Act.KEY_DESTROYED, 0, ActorId.SYSTEM, old.id());
        enter(Act.KEY_MADE, 0, ActorId.SYSTEM, old.id());
    }

    private void rewrapSecrets(Scope old, Scope renewed) {
        var after = new UUID(0, 0);
        while (true) {
            var objects = new ArrayList<UUID>();
            var wrapped = new ArrayList<byte[]>();
            transaction
                    .sql()
                    .sql(
                            """
                            select object, wrapped from vault where scope = ? and object > ?
                            order by object limit ?
                            """)
                    .params(old.id(), after, TOGETHER)
                    .query(
                            row -> {
                                objects.add(row.getObject(1, UUID.class));
                                wrapped.add(renewed.wrap(old.unwrap(row.getBytes(2))));
                            });
            if (objects.isEmpty()) {
                return;
            }
            try {
                update(
                        """
                        update vault v set wrapped = n.wrapped
                        from unnest(?::uuid[], ?::bytea[]) as n (object, wrapped)
                        where v.object = n.object
                        """,
                        transaction.connection().createArrayOf("uuid", objects.toArray()),
                        transaction
                                .connection()
                                .createArrayOf("bytea", wrapped.toArray(byte[][]::new)));
            } catch (SQLException e) {
                throw new IllegalStateException("secrets could not be wrapped anew", e);
            }
            after = objects.getLast();
        }
    }

    private UUID vaultKeyName() {
        return transaction.sql().sql("select key from vault_epoch").query(UUID.class).single();
    }
}
