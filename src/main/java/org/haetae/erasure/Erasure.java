package org.haetae.erasure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Decisions;
import org.haetae.archive.ErasureRefused;
import org.haetae.archive.Erasures;
import org.haetae.archive.Holds;
import org.haetae.archive.ItemId;
import org.haetae.assess.Cases;
import org.haetae.casebook.Casebook;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.home.Database;
import org.haetae.home.Epochs;
import org.haetae.home.Home;
import org.haetae.ledger.Ledger;
import org.haetae.propose.Proposals;
import org.haetae.resolve.Judgements;
import org.haetae.search.Indexing;

/// Carries decided erasures out, step by step, each of which may be done again: what a crash breaks
/// off is finished at the next start ([#resume]).
/// 1. what is being read now is read to its end, so that nothing of it is written down later
/// 2. keys and salts are destroyed ([Erasures#destroyKeys])
/// 3. words, page images, outcomes, claims that nothing else supports and index entries are purged,
///    and what is left of renditions and index is sealed under new keys
/// 4. searches and tables that people kept are forgotten: their words may be the words of what was
///    erased
/// 5. the database's tables are written anew and its log is let go of
/// 6. the decision is marked as carried out
public final class Erasure implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Erasure.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);

    /// Every table that holds anything of material, be it sealed.
    private static final List<String> TABLES =
            List.of(
                    "vault",
                    "scope",
                    "consent",
                    "consent_step",
                    "identity_opening",
                    "erasure",
                    "erasure_object",
                    "hold",
                    "provenance",
                    "item",
                    "accession",
                    "accession_note",
                    "not_received",
                    "reading",
                    "ocr_waiting",
                    "claim",
                    "claim_key",
                    "citation",
                    "review_step",
                    "judgement",
                    "case_file",
                    "finding",
                    "finding_claim",
                    "finding_words",
                    "finding_step",
                    "root_correction",
                    "proposal_decided",
                    "entity_key",
                    "draft",
                    "kept_search",
                    "kept_table",
                    "kept_mapping");

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Map<UUID, Stuck> stuck = new ConcurrentHashMap<>();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean unfinishedKeys;
    private volatile long tried = System.nanoTime();

    private final Home home;
    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Erasures erasures;
    private final ReadingRoom readingRoom;
    private final Readings readings;
    private final Renditions renditions;
    private final Indexing indexing;
    private final Casebook casebook;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("erasure").factory());

    public Erasure(
            Home home,
            Database database,
            Ledger ledger,
            Archive archive,
            ReadingRoom readingRoom,
            Readings readings,
            Renditions renditions,
            Indexing indexing,
            Casebook casebook) {
        this.home = home;
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.erasures = archive.erasures();
        this.readingRoom = readingRoom;
        this.readings = readings;
        this.renditions = renditions;
        this.indexing = indexing;
        this.casebook = casebook;
    }

    /// Requests and decisions.
    public Decisions decisions() {
        return archive.decisions();
    }

    /// Legal holds.
    public Holds holds() {
        return archive.holds();
    }

    /// Finishes what a crash left of decided erasures. What cannot be finished now keeps nobody
    /// from the rest of the archive: it is told ([#stuck]) and tried again.
    public synchronized void resume() {
        try {
            finishKeys("renditions", key -> renditions.purge(List.of(), key));
            finishKeys("index", key -> indexing.purge(List.of(), key));
            finishKeys("web-searches", key -> {});
            finishKeys(Casebook.DRAFT_KEYS, key -> casebook.drafts().sealAnew());
            unfinishedKeys = false;
        } catch (RuntimeException e) {
            unfinishedKeys = true;
            LOG.log(Level.ERROR, "what was derived could not be sealed anew; it is tried again", e);
        }
        carryOut();
    }

    /// Carries out, in a thread of its own, what was decided.
    public void begin() {
        thread.execute(this::carryOut);
    }

    /// Tries again, in that thread, what was left undone; at most once in a while.
    public void retry() {
        var due = System.nanoTime() - tried > PAUSE.toNanos();
        if (due && waiting.compareAndSet(false, true)) {
            thread.execute(
                    () -> {
                        try {
                            if (unfinishedKeys) {
                                resume();
                            } else {
                                carryOut();
                            }
                        } finally {
                            tried = System.nanoTime();
                            waiting.set(false);
                        }
                    });
        }
    }

    /// Carries out what was decided, to the end. One decision that cannot be carried out stops no
    /// other.
    public synchronized void carryOut() {
        try {
            var unfinished = erasures.unfinished();
            stuck.keySet().retainAll(unfinished);
            for (var decision : unfinished) {
                try {
                    carryOut(decision);
                    stuck.remove(decision);
                } catch (ErasureRefused held) {
                    stuck.put(decision, Stuck.HELD);
                } catch (RuntimeException e) {
                    stuck.put(decision, Stuck.FAILED);
                    LOG.log(
                            Level.ERROR,
                            "the erasure " + decision + " was broken off; it is tried again",
                            e);
                }
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "no erasure could be carried out; it is tried again", e);
        }
    }

    /// Why a decision is not carried out.
    public enum Stuck {
        /// A hold was placed since.
        HELD,
        /// Something failed, which the log tells.
        FAILED
    }

    /// Why a decision was not carried out when that was last tried.
    public Optional<Stuck> stuck(UUID decision) {
        return Optional.ofNullable(stuck.get(decision));
    }

    /// Erases again what the list of a newer state of this home names, after an older one was put
    /// back.
    ///
    /// @param list lines of the newest `erased.txt` there is
    /// @return how many things were erased by this
    /// @throws IllegalArgumentException when this is no such list
    public synchronized int replay(Collection<String> list) {
        int count = erasures.replay(list);
        carryOut();
        return count;
    }

    private void carryOut(UUID decision) {
        erasures.mayBeDestroyed(decision);
        readingRoom.quiet();
        awaitDoors(decision);
        var items = erasures.destroyKeys(decision);
        ledger.publish();
        purge(items);
        try {
            erasures.removeFiles(decision);
        } catch (IOException e) {
            throw new UncheckedIOException("sealed files could not be removed", e);
        }
        erasures.ended(decision);
    }

    private void purge(Set<ItemId> items) {
        // Who had the bytes before the keys went may be reading still.
        readingRoom.quiet();
        readings.forget(items);
        casebook.forget(items);
        Proposals.forget(database, items);
        Judgements.forget(database, items);
        Cases.forget(database, items);
        replaceKey("renditions", key -> renditions.purge(items, key));
        replaceKey("index", key -> indexing.purge(items, key));
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    transaction.sql().sql("delete from kept_search").update();
                    transaction.sql().sql("delete from kept_table").update();
                    transaction.sql().sql("delete from kept_mapping").update();
                });
        replaceKey("web-searches", key -> {});
        replaceKey(Casebook.DRAFT_KEYS, key -> casebook.drafts().sealAnew());
        database.purge(TABLES);
    }

    /// What is still brought in comes to its end first. Who is brought in for longer than this
    /// waits until this is tried again.
    private void awaitDoors(UUID decision) {
        var deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (erasures.isComingIn(decision)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "material that is to be erased is still coming in; the erasure is tried again");
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    private interface Sealing {
        void under(byte[] key) throws IOException;
    }

    private void replaceKey(String name, Sealing sealing) {
        var epochs = home.keyring().epochs(name);
        if (epochs.held().size() < 2) {
            epochs.begin();
        }
        finishKey(epochs, sealing);
    }

    private void finishKeys(String name, Sealing sealing) {
        var epochs = home.keyring().epochs(name);
        if (epochs.held().size() > 1) {
            finishKey(epochs, sealing);
        }
    }

    private static void finishKey(Epochs epochs, Sealing sealing) {
        var newest = epochs.newest();
        try {
            sealing.under(epochs.secret(newest));
        } catch (IOException e) {
            throw new UncheckedIOException("what was derived could not be sealed anew", e);
        }
        epochs.held().headSet(newest).forEach(epochs::destroy);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
