package org.haetae.search;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Receipt;
import org.haetae.extract.ItemReading;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Renditions;
import org.haetae.extract.Text;
import org.haetae.ledger.Act;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.jspecify.annotations.Nullable;

/// Keeps the index in step with the ledger: whatever was read, or read again, is indexed.
///
/// The index itself remembers the position that it has worked up to, in the same commit as the
/// documents, so after a crash it goes on where it was, and an index that was deleted begins at the
/// beginning.
public final class Indexing implements ReadingRoom.Listener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Indexing.class.getName());

    private static final int TAKE = 600;
    private static final int TOGETHER = 40;
    private static final int THREADS = 2;

    /// So many entries that change nothing are sooner looked through again at the next start than
    /// noted by a commit, which may set off a merge of the whole index.
    private static final int FEW_ENTRIES = 10_000;

    /// Longer texts are indexed one at a time: Lucene holds the whole of each in memory.
    private static final long LARGE_CHARACTERS = 1L << 20;

    /// So many characters of recorded texts may wait to be indexed: as many as are still at hand
    /// without being looked up and unsealed again.
    private static final long WAITING_CHARACTERS = 4L << 20;

    private static final int REMEMBERED_CONTAINERS = 5_000;
    private static final Duration COMMIT_AT_LEAST_EVERY = Duration.ofSeconds(30);

    /// In the middle of an intake there is often nothing to do for a moment; a commit then would
    /// cost more than what it makes durable.
    private static final Duration QUIET = Duration.ofSeconds(3);

    /// Facts that are searched beside the words.
    private static final List<String> SEARCHED =
            List.of("author", "subject", "from", "to", "cc", "place", "camera", "url", "publisher");

    /// Facts that say when something was made, the surest first.
    private static final List<String> DATES = List.of("sent", "created", "captured", "modified");

    private final Ledger ledger;
    private final Archive archive;
    private final Readings readings;
    private final Renditions renditions;
    private final Index index;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().name("indexing-", 1).factory());
    private final Map<ItemId, String> containers = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock oneLarge = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile long position;
    private long committed;
    private long lastCommit = System.nanoTime();

    /// Characters of texts recorded and not indexed yet, by ledger position.
    private final TreeMap<Long, Long> waiting = new TreeMap<>();

    private long waitingCharacters;
    private boolean unwritten;
    private long lastWork = System.nanoTime();
    private volatile boolean hurried;
    private volatile boolean closed;
    private @Nullable Throwable failure;
    private volatile @Nullable Thread follower;

    public Indexing(
            Ledger ledger, Archive archive, Readings readings, Renditions renditions, Index index) {
        this.ledger = ledger;
        this.archive = archive;
        this.readings = readings;
        this.renditions = renditions;
        this.index = index;
        this.position = index.position();
        this.committed = position;
    }

    /// Begins at the first entry again, for an index that was emptied.
    public void fromTheBeginning() {
        position = Ledger.START;
        committed = Ledger.START;
    }

    /// Forgets items that were erased, at once and down to the last byte in the folder of the
    /// index, and seals what is left under another key.
    ///
    /// @param key 32 bytes, used from now on
    public void purge(Collection<ItemId> items, byte[] key) {
        writing.lock();
        try {
            synchronized (containers) {
                containers.clear();
            }
            index.remove(items);
            index.purge(position);
            index.reseal(key);
        } finally {
            writing.unlock();
        }
    }

    /// Whether something was read that cannot be found yet.
    public boolean isBehind() {
        long after = position;
        while (true) {
            var entries = ledger.after(after, TAKE);
            if (entries.isEmpty()) {
                return false;
            }
            if (entries.stream().anyMatch(recorded -> recorded.entry().act() == Act.READ)) {
                return true;
            }
            after = entries.getLast().position();
        }
    }

    /// Begins to follow.
    public void start() {
        follower = Thread.ofPlatform().name("indexing").start(this::follow);
    }

    /// Returns when everything recorded so far can be found.
    public void catchUp() {
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
            var until = ledger.size() - 1;
            while (failure == null && !closed && committed < until) {
                try {
                    changed.awaitNanos(Duration.ofMillis(200).toNanos());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
            hurried = false;
            if (failure != null) {
                throw new IllegalStateException(
                        "indexing has stopped; `haetae reindex` makes the index anew", failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /// What indexing has stopped with until the next start: the kind of failure, never its words.
    public Optional<String> stopped() {
        lock.lock();
        try {
            return Optional.ofNullable(failure).map(it -> it.getClass().getSimpleName());
        } finally {
            lock.unlock();
        }
    }

    /// Holds the reading up while the index is far behind it.
    @Override
    public void recorded(List<ItemReading> recorded) {
        lock.lock();
        try {
            for (var reading : recorded) {
                if (reading.position() > position) {
                    waiting.put(reading.position(), reading.characters());
                    waitingCharacters += reading.characters();
                }
            }
            while (waitingCharacters > WAITING_CHARACTERS && isFollowing()) {
                changed.awaitNanos(Duration.ofMillis(200).toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFollowing() {
        var thread = follower;
        return thread != null && thread.isAlive() && failure == null && !closed;
    }

    @Override
    public void again(Item container, String path, Receipt receipt, boolean itself) {
        // Nothing new to find.
    }

    private void follow() {
        try {
            while (!closed) {
                if (!step()) {
                    ledger.await(position, Duration.ofMillis(250));
                }
            }
        } catch (InterruptedException e) {
            // Asked to stop.
        } catch (RuntimeException | IOException | Error e) {
            if (!closed) {
                LOG.log(Level.ERROR, "indexing has stopped", e);
                lock.lock();
                try {
                    failure = e;
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
            }
        }
    }

    /// @return whether there was anything to do
    private boolean step() throws IOException, InterruptedException {
        writing.lock();
        try {
            if (closed) {
                return true;
            }
            var entries = ledger.after(position, TAKE);
            if (!entries.isEmpty()) {
                index(entries);
                reached(entries.getLast().position());
                lastWork = System.nanoTime();
            }
            commitIfDue(entries.isEmpty());
            return !entries.isEmpty();
        } finally {
            writing.unlock();
        }
    }

    private void reached(long upTo) {
        lock.lock();
        try {
            position = upTo;
            var indexed = waiting.headMap(upTo, true);
            waitingCharacters -= indexed.values().stream().mapToLong(Long::longValue).sum();
            indexed.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void commitIfDue(boolean idle) throws IOException {
        var now = System.nanoTime();
        var due = now - lastCommit > COMMIT_AT_LEAST_EVERY.toNanos();
        var quiet = idle && (hurried || now - lastWork > QUIET.toNanos());
        if (position > committed && (due || quiet)) {
            if (unwritten || position - index.position() > FEW_ENTRIES) {
                index.commit(position);
                unwritten = false;
            }
            lastCommit = System.nanoTime();
            lock.lock();
            try {
                committed = position;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void index(List<Recorded> entries) throws IOException, InterruptedException {
        var read = new LinkedHashMap<ItemId, Recorded>();
        var erased = new LinkedHashSet<ItemId>();
        for (var recorded : entries) {
            switch (recorded.entry().act()) {
                case READ -> read.putIfAbsent(new ItemId(recorded.entry().object()), recorded);
                case ERASED -> erased.add(new ItemId(recorded.entry().object()));
                default -> {}
            }
        }
        if (!erased.isEmpty()) {
            // At once and down to the last byte: what was erased must not lie in a segment until it
            // happens to be merged.
            read.keySet().removeAll(erased);
            index.remove(erased);
            index.purge(position);
        }
        if (read.isEmpty()) {
            return;
        }
        unwritten = true;
        var ended = readings.of(Clearance.SYSTEM, read.keySet());
        var items = archive.items(Clearance.SYSTEM, read.keySet());
        var jobs = new ArrayList<Callable<Void>>();
        for (int from = 0; from < items.size(); from += TOGETHER) {
            var some = items.subList(from, Math.min(from + TOGETHER, items.size()));
            jobs.add(
                    () -> {
                        for (var item : some) {
                            var reading = ended.get(item.id());
                            if (reading != null) {
                                var first = isFirst(read.get(item.id()), item);
                                index(item, reading, first);
                            }
                        }
                        return null;
                    });
        }
        for (var done : threads.invokeAll(jobs)) {
            try {
                done.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException io -> throw io;
                    case RuntimeException runtime -> throw runtime;
                    default -> throw new IllegalStateException("a batch could not be indexed", e);
                }
            }
        }
    }

    private void index(Item item, ItemReading reading, boolean first) throws IOException {
        if (reading.characters() < LARGE_CHARACTERS) {
            put(document(item, reading), first);
            return;
        }
        oneLarge.lock();
        try {
            put(document(item, reading), first);
        } finally {
            oneLarge.unlock();
        }
    }

    private void put(SearchDocument document, boolean first) {
        if (first) {
            index.add(List.of(document));
        } else {
            index.put(List.of(document));
        }
    }

    /// Whether the index cannot know this item yet: nothing happened to it between being received
    /// and this reading. What was put after the last commit is forgotten by a crash with its
    /// position.
    private static boolean isFirst(Recorded reading, Item item) {
        return reading.previous().equals(OptionalLong.of(item.position()));
    }

    private SearchDocument document(Item item, ItemReading reading) throws IOException {
        var text = renditions.text(item.id()).orElse(new Text(List.of(), Map.of()));
        var facts = new LinkedHashMap<String, String>();
        for (var key : SEARCHED) {
            var values = text.metadata().getOrDefault(key, List.of());
            if (!values.isEmpty()) {
                facts.put(key, String.join("\n", values));
            }
        }
        return new SearchDocument(
                item.id(),
                item.accession(),
                item.compartments(),
                path(item),
                text.fact("title").orElse(""),
                reading.mediaType(),
                Kind.of(reading.mediaType()).word(),
                text.metadata().getOrDefault("language", List.of()),
                date(text),
                item.receivedAt(),
                reading.outcome().word(),
                facts,
                text.pages().stream().map(Text.Page::text).toList());
    }

    /// When what is written was written, as it says itself. The time of the file on the giver's
    /// disk or in its archive is that of the last copy; it stays with the item as provenance.
    static Optional<LocalDate> date(Text text) {
        return DATES.stream()
                .flatMap(key -> text.fact(key).stream())
                .flatMap(value -> day(value).stream())
                .findFirst();
    }

    private static Optional<LocalDate> day(String value) {
        try {
            return Optional.of(LocalDate.parse(value.substring(0, Math.min(10, value.length()))));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /// Where an item lay, its containers before it.
    private String path(Item item) {
        if (item.parent().isEmpty()) {
            return item.path();
        }
        var container = item.parent().get();
        synchronized (containers) {
            var known = containers.get(container);
            if (known != null) {
                return known + "!/" + item.path();
            }
        }
        var before = archive.item(Clearance.SYSTEM, container).map(this::path).orElse("");
        synchronized (containers) {
            if (containers.size() > REMEMBERED_CONTAINERS) {
                containers.clear();
            }
            containers.put(container, before);
        }
        return before + "!/" + item.path();
    }

    @Override
    public void close() {
        closed = true;
        var thread = follower;
        if (thread != null) {
            // An interrupt during a write would close the file under Lucene.
            writing.lock();
            try {
                thread.interrupt();
            } finally {
                writing.unlock();
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.shutdownNow();
    }
}
