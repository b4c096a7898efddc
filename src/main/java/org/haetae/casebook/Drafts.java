package org.haetae.casebook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.ItemId;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.home.Database;
import org.haetae.home.Epochs;
import org.haetae.home.Transaction;

/// What somebody has half entered, kept so that a crash of theirs or ours costs nothing. In no
/// count, export or search: each draft is for its maker alone, and for them only as long as they
/// may see every item that it ever cited. It goes with the first of these items that is erased.
///
/// What a draft says is sealed under a key that each erasure replaces, bound to draft and maker.
public final class Drafts {

    /// In characters.
    public static final int LONGEST = 500_000;

    private static final int MOST_LISTED = 200;

    /// How long it is remembered what a draft became, for a form that is sent twice.
    private static final Duration REMEMBERED = Duration.ofDays(1);

    private final Database database;
    private final Epochs keys;
    private final Clock clock;

    /// Held for writing while drafts are sealed anew, so that none is sealed under a key that is
    /// about to be destroyed.
    private final ReadWriteLock replacing = new ReentrantReadWriteLock();

    Drafts(Database database, Epochs keys, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.clock = clock;
    }

    /// A draft as it was kept last.
    ///
    /// @param content whatever form it was entered in wrote
    public record Draft(DraftId id, String content, Instant keptAt) {
        @Override
        public String toString() {
            return "Draft[%s]".formatted(id);
        }
    }

    /// Keeps a draft, new or as it is now.
    ///
    /// @param items that it cites
    /// @return false when it was entered already, or is somebody else's
    /// @throws CaseRefused when an item is not there for them
    public boolean keep(Clearance by, DraftId id, String content, Set<ItemId> items) {
        need(by);
        if (content.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "draft %s has %d characters; expected at most %d"
                            .formatted(id, content.length(), LONGEST));
        }
        replacing.readLock().lock();
        try {
            int epoch = keys.newest();
            var sealed = keys.seal(epoch, bound(id, by.actor().value()), content.getBytes(UTF_8));
            return database.as(
                    by,
                    transaction -> {
                        var compartments = compartments(transaction, items);
                        var row = new Row(id, uuids(items), compartments, clock.instant());
                        return row.change(transaction, by, epoch, sealed)
                                || row.add(transaction, by, epoch, sealed);
                    });
        } finally {
            replacing.readLock().unlock();
        }
    }

    private record Row(DraftId id, UUID[] items, UUID[] compartments, Instant now) {

        /// What it cited once stays with it: its words may stand anywhere in the draft.
        boolean change(Transaction transaction, Clearance by, int epoch, byte[] sealed) {
            return transaction
                            .sql()
                            .sql(
                                    """
                                    update draft set epoch = ?, sealed = ?, kept_at = ?,
                                        items = array(select distinct unnest(items || ?)),
                                        compartments = array(select distinct unnest(compartments || ?))
                                    where id = ? and actor = ? and entered is null
                                    """)
                            .params(
                                    epoch,
                                    sealed,
                                    Timestamp.from(now),
                                    items,
                                    compartments,
                                    id.value(),
                                    by.actor().value())
                            .update()
                    > 0;
        }

        boolean add(Transaction transaction, Clearance by, int epoch, byte[] sealed) {
            return transaction
                            .sql()
                            .sql(
                                    """
                                    insert into draft (id, actor, items, compartments, epoch, sealed, kept_at)
                                    values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                                    """)
                            .params(
                                    id.value(),
                                    by.actor().value(),
                                    items,
                                    compartments,
                                    epoch,
                                    sealed,
                                    Timestamp.from(now))
                            .update()
                    > 0;
        }
    }

    /// The drafts of one person, the one kept last first.
    public List<Draft> of(Clearance by) {
        return select(by, "order by kept_at desc limit " + MOST_LISTED, List.of());
    }

    /// A draft, if it is theirs and they may see all that it cited.
    public Optional<Draft> find(Clearance by, DraftId id) {
        return select(by, "and id = ?", List.of(id.value())).stream().findFirst();
    }

    /// What a draft became.
    ///
    /// @param as the entity that it was about
    /// @param claims how many were recorded; 0 when that is not remembered
    /// @param about how many entities they are about
    /// @param only the item whose words alone were taken; empty when several were weighed together
    public record Entered(EntityId as, int claims, int about, Optional<ItemId> only) {

        static Entered of(EntityId as, List<NewClaim> claims) {
            var items =
                    claims.stream()
                            .flatMap(claim -> claim.citations().stream())
                            .map(NewClaim.Cite::item)
                            .collect(Collectors.toSet());
            boolean one =
                    items.size() == 1
                            && claims.stream().allMatch(claim -> claim.basis() == Basis.ITEM);
            return new Entered(
                    as,
                    claims.size(),
                    (int) claims.stream().map(NewClaim::entity).distinct().count(),
                    one ? items.stream().findFirst() : Optional.empty());
        }
    }

    /// What a draft became, if it was entered lately.
    public Optional<Entered> entered(Clearance by, DraftId id) {
        need(by);
        return database.as(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select entered, claims, about, only_item from draft
                                        where id = ? and actor = ? and entered is not null
                                        """)
                                .params(id.value(), by.actor().value())
                                .query(
                                        (row, number) ->
                                                new Entered(
                                                        new EntityId(
                                                                row.getObject(
                                                                        "entered", UUID.class)),
                                                        row.getInt("claims"),
                                                        row.getInt("about"),
                                                        Optional.ofNullable(
                                                                        row.getObject(
                                                                                "only_item",
                                                                                UUID.class))
                                                                .map(ItemId::new)))
                                .optional());
    }

    public void delete(Clearance by, DraftId id) {
        need(by);
        database.run(
                by,
                transaction ->
                        transaction
                                .sql()
                                .sql("delete from draft where id = ? and actor = ?")
                                .params(id.value(), by.actor().value())
                                .update());
    }

    private List<Draft> select(Clearance by, String condition, List<Object> further) {
        need(by);
        var parameters = Stream.concat(Stream.of(by.actor().value()), further.stream()).toList();
        replacing.readLock().lock();
        try {
            return database.as(
                    by,
                    transaction ->
                            transaction
                                    .sql()
                                    .sql(
                                            "select id, epoch, sealed, kept_at from draft where actor = ? and entered is null "
                                                    + condition)
                                    .params(parameters)
                                    .query(
                                            (row, number) -> {
                                                var id =
                                                        new DraftId(
                                                                row.getObject("id", UUID.class));
                                                return new Draft(
                                                        id,
                                                        new String(
                                                                keys.open(
                                                                        row.getInt("epoch"),
                                                                        bound(
                                                                                id,
                                                                                by.actor().value()),
                                                                        row.getBytes("sealed")),
                                                                UTF_8),
                                                        row.getTimestamp("kept_at").toInstant());
                                            })
                                    .list());
        } finally {
            replacing.readLock().unlock();
        }
    }

    /// What a draft became is remembered, its words are not. Part of the transaction that records
    /// the claims.
    ///
    /// @return false when it was entered before
    boolean enter(
            Transaction transaction, Clearance by, DraftId id, Entered as, Set<ItemId> items) {
        var now = clock.instant();
        transaction
                .sql()
                .sql("delete from draft where actor = ? and entered is not null and kept_at < ?")
                .params(by.actor().value(), Timestamp.from(now.minus(REMEMBERED)))
                .update();
        int changed =
                transaction
                        .sql()
                        .sql(
                                """
                                update draft set sealed = null, entered = ?, claims = ?, about = ?,
                                    only_item = ?, kept_at = ?
                                where id = ? and actor = ? and entered is null
                                """)
                        .params(
                                as.as().value(),
                                as.claims(),
                                as.about(),
                                as.only().map(ItemId::value).orElse(null),
                                Timestamp.from(now),
                                id.value(),
                                by.actor().value())
                        .update();
        return changed > 0
                || transaction
                                .sql()
                                .sql(
                                        """
                                        insert into draft (id, actor, items, compartments, epoch, entered, claims, about, only_item, kept_at)
                                        values (?, ?, ?, ?, 0, ?, ?, ?, ?, ?) on conflict do nothing
                                        """)
                                .params(
                                        id.value(),
                                        by.actor().value(),
                                        uuids(items),
                                        compartments(transaction, items),
                                        as.as().value(),
                                        as.claims(),
                                        as.about(),
                                        as.only().map(ItemId::value).orElse(null),
                                        Timestamp.from(now))
                                .update()
                        > 0;
    }

    // ---- erasure

    /// Drafts that ever cited one of these items.
    static void forget(Transaction transaction, UUID[] items) {
        transaction.sql().sql("delete from draft where items && ?").param(items).update();
    }

    /// Seals every draft under the newest key. Doing it again does nothing.
    public void sealAnew() {
        replacing.writeLock().lock();
        try {
            int newest = keys.newest();
            database.run(
                    Clearance.SYSTEM,
                    transaction -> {
                        for (var old : before(transaction, newest)) {
                            var bound = bound(old.id(), old.actor());
                            var plain = keys.open(old.epoch(), bound, old.sealed());
                            transaction
                                    .sql()
                                    .sql("update draft set epoch = ?, sealed = ? where id = ?")
                                    .params(
                                            newest,
                                            keys.seal(newest, bound, plain),
                                            old.id().value())
                                    .update();
                        }
                    });
        } finally {
            replacing.writeLock().unlock();
        }
    }

    private record Sealed(DraftId id, UUID actor, int epoch, byte[] sealed) {}

    private static List<Sealed> before(Transaction transaction, int epoch) {
        return transaction
                .sql()
                .sql(
                        "select id, actor, epoch, sealed from draft where sealed is not null and epoch < ?")
                .param(epoch)
                .query(
                        (row, number) ->
                                new Sealed(
                                        new DraftId(row.getObject("id", UUID.class)),
                                        row.getObject("actor", UUID.class),
                                        row.getInt("epoch"),
                                        row.getBytes("sealed")))
                .list();
    }

    private static String bound(DraftId id, UUID actor) {
        return id + "/" + actor;
    }

    // ---- items

    private static UUID[] compartments(Transaction transaction, Set<ItemId> items) {
        Casebook.checkStillThere(transaction, items);
        return transaction
                .sql()
                .sql("select distinct unnest(compartments) from item where id = any(?)")
                .param(uuids(items))
                .query(UUID.class)
                .list()
                .toArray(UUID[]::new);
    }

    private static UUID[] uuids(Collection<ItemId> items) {
        return items.stream().map(ItemId::value).sorted().toArray(UUID[]::new);
    }

    private static void need(Clearance by) {
        if (!by.may(Permission.RECORD_CLAIMS)) {
            throw new CaseRefused(Why.NOT_PERMITTED, "needs " + Permission.RECORD_CLAIMS);
        }
    }
}
