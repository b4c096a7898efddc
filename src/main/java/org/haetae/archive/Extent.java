package org.haetae.archive;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.haetae.home.Transaction;

/// What an erasure, a hold or a tie to a consent covers.
/// - an item: itself and everything found inside it, however deep
/// - an accession: itself and every item that was received in it, be it again, with what is inside
/// - a consent: itself and everything tied to it
///
/// Bytes received several times in one scope are one item. What covers one of these times covers
/// the item: a person is better served by too much than by too little, and whoever decides is told
/// how many items came otherwise too.
///
/// @param elsewhere how many of the items were received in an accession that is not covered
record Extent(Set<UUID> items, Set<UUID> accessions, Set<UUID> consents, long elsewhere) {

    private static final String PARTS =
            """
            with recursive part (id) as (
                select unnest(?::uuid[])
                union
                select x.id from part p cross join lateral (
                    select i.id from item i where i.parent = p.id
                    union all
                    select v.item from provenance v where v.parent = p.id
                ) x
            )
            """;

    /// Of everything named together, without what is erased already.
    static Extent of(Transaction transaction, Collection<UUID> named) {
        var ids = named.toArray(UUID[]::new);
        var consents =
                select(
                        transaction,
                        "select id from consent where id = any(?) and wrapped is not null",
                        (Object) ids);
        var accessions =
                select(
                        transaction,
                        """
                        select id from accession where id = any(?) and erased is null
                        union select a.id from accession a join scope s on s.id = a.scope
                        where s.consents && ? and a.erased is null
                        """,
                        ids,
                        array(consents));
        var roots =
                select(
                        transaction,
                        """
                        select id from item where id = any(?)
                        union select id from item where accession = any(?)
                        union select item from provenance where accession = any(?)
                        union select i.id from item i join scope s on s.id = i.scope where s.consents && ?
                        """,
                        ids,
                        array(accessions),
                        array(accessions),
                        array(consents));
        var items =
                select(
                        transaction,
                        PARTS
                                + "select i.id from part p join item i on i.id = p.id where i.erased is null",
                        (Object) array(roots));
        return new Extent(items, accessions, consents, elsewhere(transaction, items, accessions));
    }

    /// Whether one of its items lies inside an item that is not erased and not among them: its
    /// bytes can be had from there.
    boolean isInside(Transaction transaction) {
        var ids = array(items);
        return transaction
                .sql()
                .sql(
                        """
                        select exists (
                            select 1 from (
                                select parent from item where id = any(?)
                                union all select parent from provenance where item = any(?)
                            ) l join item c on c.id = l.parent
                            where c.erased is null and not c.id = any(?))
                        """)
                .params(ids, ids, ids)
                .query(Boolean.class)
                .single();
    }

    private static long elsewhere(Transaction transaction, Set<UUID> items, Set<UUID> accessions) {
        // Of an item alone, its own accession is no other way.
        var covered =
                accessions.isEmpty()
                        ? select(
                                transaction,
                                "select distinct accession from item where id = any(?)",
                                (Object) array(items))
                        : accessions;
        return transaction
                .sql()
                .sql(
                        """
                        select count(distinct item) from (
                            select item, accession from provenance where item = any(?)
                            union all select id, accession from item where id = any(?)
                        ) r where not accession = any(?)
                        """)
                .params(array(items), array(items), array(covered))
                .query(Long.class)
                .single();
    }

    private static Set<UUID> select(Transaction transaction, String sql, Object... parameters) {
        return new LinkedHashSet<>(
                transaction.sql().sql(sql).params(parameters).query(UUID.class).list());
    }

    static UUID[] array(Set<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    /// Items and accessions: what has a secret in the vault.
    Set<UUID> all() {
        var all = new LinkedHashSet<>(items);
        all.addAll(accessions);
        return all;
    }

    /// Ids of items, accessions and consents.
    Set<UUID> everything() {
        var everything = all();
        everything.addAll(consents);
        return everything;
    }

    /// What of it is among these ids.
    Extent within(Set<UUID> ids) {
        return new Extent(both(items, ids), both(accessions, ids), both(consents, ids), 0);
    }

    private static Set<UUID> both(Set<UUID> some, Set<UUID> others) {
        var both = new LinkedHashSet<>(some);
        both.retainAll(others);
        return both;
    }

    /// All compartments in which something of it lies: who may see these may see all of it.
    UUID[] compartments(Transaction transaction) {
        return array(
                select(
                        transaction,
                        """
                        select distinct unnest(compartments) from (
                            select compartments from item where id = any(?)
                            union all select compartments from accession where id = any(?)
                            union all select compartments from consent where id = any(?)
                        ) c
                        """,
                        array(items),
                        array(accessions),
                        array(consents)));
    }

    boolean isEmpty() {
        return items.isEmpty() && accessions.isEmpty() && consents.isEmpty();
    }

    boolean touches(Extent other) {
        var mine = everything();
        return other.items.stream().anyMatch(mine::contains)
                || other.accessions.stream().anyMatch(mine::contains)
                || other.consents.stream().anyMatch(mine::contains);
    }
}
