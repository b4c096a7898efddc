package org.haetae.extract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Receipt;
import org.haetae.archive.Receiving;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.Worker;
import org.haetae.home.Database;
import org.haetae.ledger.Act;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.jspecify.annotations.Nullable;

/// Where everything received is read: follows the ledger, gives each item to a worker, receives the
/// parts found inside as items of their own, keeps the words, and records the outcome.
///
/// Many readings are under way at once and end in any order. The position remembered is the one
/// before the oldest that is not recorded, so a crash repeats some readings and forgets none.
public final class ReadingRoom implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ReadingRoom.class.getName());

    private static final int TAKE = 500;
    private static final int RECORD_READINGS = 3_000;
    private static final long RECORD_CHARACTERS = 3L << 19;
    private static final Duration RECORD_AT_LEAST_EVERY = Duration.ofSeconds(4);

    private final Archive archive;
    private final Ledger ledger;
    private final Workers workers;
    private final ReadingRecords records;
    private final Readings readings;
    private final Renditions renditions;
    private final Recognition recognition;
    private final Map<AccessionId, Receiving> doors = new HashMap<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /// Longer texts are read one at a time, so that no number of them fills the memory.
    static final long LARGE_CHARACTERS = 2L << 20;

    /// A reading that has ended, and the position by which it is known here.
    private record Done(long position, Finished reading, boolean large) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<Long, ReadingJob> open = new TreeMap<>();
    private final Set<Long> unrecorded = new HashSet<>();
    private List<Done> finished = new ArrayList<>();
    private long finishedCharacters;
    private long oldestFinished;
    private long fed;
    private final long fedAtStart;
    private boolean largeUnderWay;
    private boolean recording;
    private boolean hurried;
    private volatile boolean closed;
    private @Nullable Throwable failure;
    private @Nullable Thread feeder;
    private @Nullable Thread recorder;

    public ReadingRoom(
            Database database,
            Ledger ledger,
            Archive archive,
            Workers workers,
            Renditions renditions,
            Clock clock) {
        this.archive = archive;
        this.ledger = ledger;
        this.workers = workers;
        this.readings = new Readings(database);
        this.renditions = renditions;
        this.records = new ReadingRecords(database, ledger, renditions, clock);
        this.recognition =
                new Recognition(database, archive, workers, renditions, readings, records);
        this.fed = records.position();
        this.fedAtStart = ledger.size();
    }

    /// Begins to work. When nothing is left of what was derived, everything is read again.
    public void start() {
        if (fed >= 0 && renditions.isEmpty()) {
            LOG.log(Level.WARNING, "no words are kept of what was read; everything is read again");
            // Durable first: after a crash in the middle of it, some words are there again.
            records.fromTheBeginning();
            fed = Ledger.START;
        }
        feeder = Thread.ofPlatform().name("reading-feeder").start(() -> guarded(this::feed));
        recorder = Thread.ofPlatform().name("reading-recorder").start(() -> guarded(this::record));
    }

    /// Who wants to hear what becomes of items. Called on threads of this room.
    public interface Listener {
        /// Readings that are recorded now.
        void recorded(List<ItemReading> readings);

        /// A part whose bytes are kept already.
        ///
        /// @param itself whether they are those of a container that it lies in
        void again(Item container, String path, Receipt receipt, boolean itself);
    }

    /// Calls back from now on.
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// How many readings are under way or wait for a worker.
    public int underWay() {
        lock.lock();
        try {
            return open.size();
        } finally {
            lock.unlock();
        }
    }

    /// How the reading stands.
    ///
    /// @param behind entries of the ledger that were not looked at yet
    /// @param underWay readings under way or waiting for a worker
    public record State(long behind, int underWay, Workers.Status workers) {}

    public State state() {
        lock.lock();
        try {
            return new State(Math.max(0, ledger.size() - 1 - fed), open.size(), workers.status());
        } finally {
            lock.unlock();
        }
    }

    /// What reading has stopped with until the next start: the kind of failure, never its words.
    public Optional<String> stopped() {
        lock.lock();
        try {
            return Optional.ofNullable(failure).map(it -> it.getClass().getSimpleName());
        } finally {
            lock.unlock();
        }
    }

    /// Returns when everything received so far, and every part found in it, is read and recorded.
    public void catchUp() {
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
            while (failure == null && !closed && !idle()) {
                try {
                    changed.awaitNanos(Duration.ofMillis(200).toNanos());
                } catch (InterruptedException e) {
                    // Whoever waited is being stopped, not this room.
                    Thread.currentThread().interrupt();
                    break;
                }
            }
            hurried = false;
            failIfFailed();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when nothing that is being read now is under way or unrecorded; what waits to be
    /// read may go on waiting.
    public void quiet() {
        lock.lock();
        try {
            hurried = true;
            changed.signalAll();
            var begun = Set.copyOf(open.keySet());
            while (failure == null
                    && !closed
                    && (recording
                            || !finished.isEmpty()
                            || open.keySet().stream().anyMatch(begun::contains))) {
                changed.awaitNanos(Duration.ofMillis(200).toNanos());
            }
            hurried = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private boolean idle() {
        return fed >= ledger.size() - 1 && open.isEmpty() && finished.isEmpty() && !recording;
    }

    /// Reads again what the selection names, with what this version knows, and returns when it is
    /// recorded.
    ///
    /// @return how many were read again
    public int reread(Clearance by, Selection selection) {
        int count = 0;
        long after = -1;
        long last = ledger.size();
        while (true) {
            var some = readings.list(by, selection, after, TAKE);
            var upTo = last;
            var items =
                    some.stream()
                            .filter(reading -> reading.position() < upTo)
                            .map(ItemReading::item)
                            .toList();
            for (var item : archive.items(by, items)) {
                if (begin(new ReadingJob(this, item, item.position(), true))) {
                    count++;
                }
            }
            if (some.size() < TAKE) {
                break;
            }
            after = some.getLast().position();
        }
        catchUp();
        return count;
    }

    /// Reads the words in page images, as long as any wait, and records them.
    ///
    /// @param done told of each step: how many items still wait
    /// @param goOn asked before each step
    public void recognise(LongConsumer done, BooleanSupplier goOn)
            throws IOException, InterruptedException {
        while (!closed && goOn.getAsBoolean()) {
            var recorded = recognition.next();
            if (recorded.isEmpty()) {
                return;
            }
            done.accept(recognition.waiting());
        }
    }

    private void feed() {
        while (!closed) {
            var entries = ledger.after(fed, TAKE);
            if (entries.isEmpty()) {
                lock.lock();
                try {
                    changed.signalAll();
                } finally {
                    lock.unlock();
                }
                try {
                    ledger.await(fed, Duration.ofMillis(250));
                } catch (InterruptedException e) {
                    return;
                }
                continue;
            }
            feed(entries);
        }
    }

    private void feed(List<Recorded> entries) {
        var received =
                entries.stream()
                        .filter(recorded -> recorded.entry().act() == Act.RECEIVED)
                        .map(recorded -> new ItemId(recorded.entry().object()))
                        .toList();
        var last = entries.getLast().position();
        var read = entries.getFirst().position() < fedAtStart ? read(received) : Set.<ItemId>of();
        var items =
                archive.items(Clearance.SYSTEM, received).stream()
                        .collect(Collectors.toMap(Item::id, item -> item));
        for (var id : received) {
            var item = items.get(id);
            // Erased since, or read before a crash that came before the position was written.
            if (item != null && !read.contains(id)) {
                begin(new ReadingJob(this, item, item.position(), item.position() < fedAtStart));
            }
        }
        lock.lock();
        try {
            fed = last;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Which of these were read before, with the words still there.
    private Set<ItemId> read(List<ItemId> items) {
        var read = new HashSet<ItemId>();
        try {
            for (var item : readings.of(Clearance.SYSTEM, items).keySet()) {
                if (renditions.has(item)) {
                    read.add(item);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("renditions could not be read", e);
        }
        return read;
    }

    /// @return false when the same item is being read already
    private boolean begin(ReadingJob job) {
        lock.lock();
        try {
            failIfFailed();
            if (unrecorded.contains(job.position())
                    || open.putIfAbsent(job.position(), job) != null) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        var item = job.item();
        try {
            workers.submit(
                            new Job(
                                    item.id(),
                                    item.compartments(),
                                    item.bytes(),
                                    () -> archive.read(Clearance.SYSTEM, item.id()),
                                    Hints.text(item.name(), null, item.depth()),
                                    workers.limits()),
                            job)
                    .whenComplete(
                            (reading, broken) -> {
                                if (broken != null) {
                                    brokenOff(job, broken);
                                }
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("reading is being stopped", e);
        }
        return true;
    }

    /// Our own side failed, not the reader: no last word will come, and one item without an outcome
    /// would hold up everybody who waits for all of them.
    private void brokenOff(ReadingJob job, Throwable broken) {
        if (closed || failure != null) {
            return;
        }
        if (job.receivingFailed()) {
            fail(new IllegalStateException("parts could not be taken in", broken));
            return;
        }
        LOG.log(
                Level.ERROR,
                "item {0} could not be read from the archive ({1}); run haetae verify --deep",
                job.item().id(),
                broken.getClass().getSimpleName());
        job.done(
                new Reading(
                        Outcome.FAILED,
                        "the archive could not give its bytes: run haetae verify --deep",
                        Worker.TOOL,
                        Worker.TOOL_VERSION,
                        0,
                        1));
    }

    /// The door through which parts of an accession come in.
    Receiving door(AccessionId accession) {
        synchronized (doors) {
            return doors.computeIfAbsent(
                    accession,
                    id ->
                            archive.receive(
                                    Clearance.SYSTEM,
                                    archive.accession(Clearance.SYSTEM, id).orElseThrow()));
        }
    }

    /// Takes the doors away, to be closed so that what came through them can be settled. Others
    /// open by themselves.
    private List<Receiving> takeDoors() {
        synchronized (doors) {
            var taken = List.copyOf(doors.values());
            doors.clear();
            return taken;
        }
    }

    void again(Item container, String path, Receipt receipt, boolean itself) {
        listeners.forEach(listener -> listener.again(container, path, receipt, itself));
    }

    /// Whether these bytes are those of the container itself or of one that it lies in.
    public boolean containsItself(Item container, ItemId part) {
        var next = Optional.of(container);
        while (next.isPresent()) {
            if (next.get().id().equals(part)) {
                return true;
            }
            next = next.get().parent().flatMap(id -> archive.item(Clearance.SYSTEM, id));
        }
        return false;
    }

    /// Returns when no other large text is under way.
    void awaitTurnOfLarge() {
        lock.lock();
        try {
            while (largeUnderWay && failure == null && !closed) {
                changed.awaitUninterruptibly();
            }
            largeUnderWay = true;
        } finally {
            lock.unlock();
        }
    }

    /// Lets the next large text have its turn.
    void endTurnOfLarge() {
        lock.lock();
        try {
            largeUnderWay = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void finished(ReadingJob job) {
        var position = job.position();
        var reading = job.finished();
        lock.lock();
        try {
            open.remove(position);
            unrecorded.add(position);
            if (finished.isEmpty()) {
                oldestFinished = System.nanoTime();
            }
            finished.add(new Done(position, reading, job.isLarge()));
            finishedCharacters += reading.text().characters();
            changed.signalAll();
            // Words that wait to be recorded lie in memory: beyond a bound the workers wait too.
            while (failure == null && !closed && finishedCharacters > 2 * RECORD_CHARACTERS) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void record() {
        while (true) {
            List<Done> batch;
            long position;
            lock.lock();
            try {
                while (!closed && !due()) {
                    waitFor(Duration.ofMillis(100));
                }
                if (closed && finished.isEmpty()) {
                    return;
                }
                batch = finished;
                finished = new ArrayList<>();
                finishedCharacters = 0;
                recording = true;
                batch.forEach(done -> unrecorded.remove(done.position()));
                position = watermark();
            } finally {
                lock.unlock();
            }
            List<ItemReading> recorded;
            try {
                recorded = records.record(batch.stream().map(Done::reading).toList(), position);
            } catch (IOException e) {
                throw new UncheckedIOException("renditions could not be written", e);
            }
            listeners.forEach(listener -> listener.recorded(recorded));
            List<Receiving> idleDoors;
            lock.lock();
            try {
                recording = false;
                largeUnderWay &= batch.stream().noneMatch(Done::large);
                changed.signalAll();
                // While nothing is under way no part can come through an open door; whoever begins
                // after this opens another.
                idleDoors = open.isEmpty() && finished.isEmpty() ? takeDoors() : List.of();
            } finally {
                lock.unlock();
            }
            idleDoors.forEach(Receiving::close);
        }
    }

    private boolean due() {
        if (finished.isEmpty()) {
            return false;
        }
        var waited = System.nanoTime() - oldestFinished;
        return finished.size() >= RECORD_READINGS
                || finishedCharacters >= RECORD_CHARACTERS
                || waited > RECORD_AT_LEAST_EVERY.toNanos()
                || finished.stream().anyMatch(Done::large)
                || open.isEmpty() && (hurried || waited > 150_000_000L);
    }

    private long watermark() {
        var oldest = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
        for (var position : unrecorded) {
            oldest = Math.min(oldest, position);
        }
        return Math.min(fed, oldest - 1);
    }

    private void waitFor(Duration most) {
        try {
            changed.awaitNanos(most.toNanos());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    void fail(Throwable broken) {
        lock.lock();
        try {
            if (failure == null) {
                failure = broken;
                LOG.log(Level.ERROR, "reading has stopped", broken);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            if (!closed) {
                fail(e);
            }
        }
    }

    private void failIfFailed() {
        if (failure != null) {
            throw new IllegalStateException(
                    "reading has stopped; what was received is kept and is read at the next start",
                    failure);
        }
    }

    /// Stops. What is under way is read again at the next start.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.close();
        // Not interrupted: that would close the file under a rendition that is read or written.
        join(feeder);
        join(recorder);
        if (failure == null) {
            takeDoors().forEach(Receiving::close);
        }
    }

    private static void join(@Nullable Thread thread) {
        if (thread != null) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
