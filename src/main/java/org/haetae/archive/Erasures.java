package org.haetae.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.archive.Decisions.State;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Home;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;

/// The one way in which something received ceases to be: carries out what [Decisions] decided,
/// where no legal hold stands against it.
///
/// Order of an erasure, and what a crash leaves after each step; the next start goes on from there:
/// 1. approved: the decision and all that it covers are durable, and in the ledger
/// 2. the next vault key lies beside the old one, used for nothing
/// 3. one transaction ([Destruction]): keys and salts are gone, the rows are tombstones, everything
///    else is wrapped anew, each erasure is an entry
/// 4. the old vault key is destroyed: older copies of the tables are noise
/// 5. what is erased stands in the list that a restore replays ([ErasedFile])
/// 6. whoever derived something purges it, then [#ended]
public final class Erasures {

    /// What is left of something erased: when, and by which decision.
    public record Tombstone(int decision, Instant at) {}

    private final Archive archive;
    private final Vault vault;
    private final Decisions decisions;
    private final ErasedFile file;

    Erasures(Archive archive, Decisions decisions, Home home) {
        this.archive = archive;
        this.vault = archive.vault();
        this.decisions = decisions;
        this.file = new ErasedFile(home.directory().resolve("erased.txt"), archive.ledger());
    }

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
                Clearance.SYSTEM,
                transaction -> isComingIn(Coverage.present(transaction, decision)));
    }

    private boolean isComingIn(Extent extent) {
        return archive.isOpen(extent.accessions().stream().map(AccessionId::new).toList());
    }

    /// Whether no hold was placed since it was decided.
    ///
    /// @throws ErasureRefused when one was; it waits until that is lifted
    public void mayBeDestroyed(UUID decision) {
        vault.run(Clearance.SYSTEM, transaction -> requireUnheld(transaction, decision));
    }

    private static void requireUnheld(Transaction transaction, UUID decision) {
        if (Decisions.state(transaction, decision) == State.APPROVED
                && Holds.cover(transaction, Coverage.present(transaction, decision))) {
            throw new ErasureRefused(Why.HELD);
        }
    }

    private void requireStill(Transaction transaction, UUID decision) {
        if (isComingIn(Coverage.present(transaction, decision))) {
            throw new IllegalStateException("material that is to be erased is still coming in");
        }
    }

    /// Destroys the keys of what a decision covers, and of what came to it since (steps 2 to 5).
    /// Done again, it goes on where it was.
    ///
    /// @return the items that are erased now
    /// @throws ErasureRefused when a hold was placed since it was decided: nothing is destroyed,
    ///   and it waits until the hold is lifted
    /// @throws IllegalStateException when something of it is still coming in
    public Set<ItemId> destroyKeys(UUID decision) {
        return destroyKeys(decision, Erasures::requireUnheld);
    }

    private interface Hindrance {
        void look(Transaction transaction, UUID decision);
    }

    private Set<ItemId> destroyKeys(UUID decision, Hindrance holds) {
        var items =
                vault.as(
                        Clearance.SYSTEM,
                        transaction -> {
                            holds.look(transaction, decision);
                            return itemIds(Coverage.present(transaction, decision).items());
                        });
        // What is still in deposit is moved into the root while its accession can be read.
        archive.settle();
        archive.forget(items);
        vault.replacing(
                transaction -> {
                    Decisions.lock(transaction);
                    if (Decisions.state(transaction, decision) == State.APPROVED) {
                        holds.look(transaction, decision);
                        requireStill(transaction, decision);
                        decisions.requireAsDecided(transaction, decision);
                        new Destruction(archive, vault, transaction, decision).run();
                    }
                    return true;
                });
        // Whoever looked between the two may have remembered.
        var erased = items(decision);
        archive.forget(erased);
        vault.destroyOtherEpochs();
        try {
            vault.run(Clearance.SYSTEM, file::keep);
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
        return itemIds(covered(decision, Subject.Kind.ITEM));
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
            for (var accession : covered(decision, Subject.Kind.ACCESSION)) {
                archive.removeFiles(new AccessionId(accession));
            }
        }
    }

    private Set<UUID> covered(UUID decision, Subject.Kind kind) {
        return vault.as(
                Clearance.SYSTEM, transaction -> Coverage.whole(transaction, decision, kind));
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

    /// Where the list lies that a restore replays.
    public Path list() {
        return file.path();
    }

    /// Erases again what the list of a newer state of this home names and an older state, put back,
    /// still has. Decided before: nobody is asked. What a hold lies on waits until it is lifted.
    /// Afterwards what was derived has to be purged, as for every decision ([#unfinished]).
    ///
    /// @param list the lines of its file
    /// @return how many things are erased by this
    /// @throws IllegalArgumentException when this home did not sign it
    public int replay(Collection<String> list) {
        return new Replay(archive, this::destroyKeys, false).of(file.read(list));
    }

    /// The same in a state that was restored and that nobody has used yet, and whatever hold lies
    /// in it. Nothing under a hold is destroyed, so what the list names was free of holds when it
    /// was; a hold that this state has on it is older, and was lifted in between. It stays where it
    /// is, over all else that it covers.
    ///
    /// @param list the lines of its file
    /// @return how many things are erased by this
    /// @throws IllegalArgumentException when this home did not sign it
    public int replayRestored(Collection<String> list) {
        return new Replay(archive, decision -> destroyKeys(decision, (own, id) -> {}), true)
                .of(file.read(list));
    }
}
