package org.haetae.archive;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.haetae.home.Transaction;

/// What a request or a decision covers: fixed when it is taken, and what came to it since.
final class Coverage {

    private Coverage() {}

    /// Fixes what a decision covers; the entry of the decision commits to it.
    static void fix(Transaction transaction, UUID decision, Extent extent) {
        insert(transaction, decision, extent, false);
    }

    /// Adds what came to it since.
    static void addLate(Transaction transaction, UUID decision, Extent extent) {
        insert(transaction, decision, extent, true);
    }

    private static void insert(
            Transaction transaction, UUID decision, Extent extent, boolean late) {
        insert(transaction, decision, extent.items(), Subject.Kind.ITEM, late);
        insert(transaction, decision, extent.accessions(), Subject.Kind.ACCESSION, late);
        insert(transaction, decision, extent.consents(), Subject.Kind.CONSENT, late);
    }

    private static void insert(
            Transaction transaction,
            UUID decision,
            Set<UUID> objects,
            Subject.Kind kind,
            boolean late) {
        transaction
                .sql()
                .sql(
                        """
                        insert into erasure_object (erasure, object, kind, late)
                        select ?, unnest(?::uuid[]), ?, ? on conflict do nothing
                        """)
                .params(decision, Extent.array(objects), kind.number(), late)
                .update();
    }

    /// What was fixed when it was decided.
    static Set<UUID> decided(Transaction transaction, UUID decision) {
        return select(transaction, "erasure = ? and not late", decision);
    }

    /// What was fixed of one kind.
    static Set<UUID> decided(Transaction transaction, UUID decision, Subject.Kind kind) {
        return select(
                transaction, "erasure = ? and kind = ? and not late", decision, kind.number());
    }

    /// What it covers with what came since.
    static Set<UUID> whole(Transaction transaction, UUID decision) {
        return select(transaction, "erasure = ?", decision);
    }

    /// What it covers of one kind with what came since.
    static Set<UUID> whole(Transaction transaction, UUID decision, Subject.Kind kind) {
        return select(transaction, "erasure = ? and kind = ?", decision, kind.number());
    }

    private static Set<UUID> select(
            Transaction transaction, String condition, Object... parameters) {
        return new HashSet<>(
                transaction
                        .sql()
                        .sql("select object from erasure_object where " + condition)
                        .params(parameters)
                        .query(UUID.class)
                        .list());
    }

    /// What a request or decision covers at this moment: what it named, and what came to it since.
    /// What is replayed covers what its list names, and nothing that came since.
    static Extent present(Transaction transaction, UUID decision) {
        var named =
                transaction
                        .sql()
                        .sql("select kind, object, compartments from erasure where id = ?")
                        .param(decision)
                        .query((row, number) -> Subject.of(row))
                        .single();
        var decided = decided(transaction, decision);
        if (named.kind() == Subject.Kind.REPLAYED) {
            return Extent.of(transaction, decided).within(decided);
        }
        decided.add(named.id());
        return Extent.of(transaction, decided);
    }
}
