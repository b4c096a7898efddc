package org.haetae.extract;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.Worker;
import org.jspecify.annotations.Nullable;

/// The pool of confined processes that read files.
///
/// Jobs wait in lanes; each slot of the pool takes the next one that fits its process, or ends the
/// process and starts one that fits. Small jobs are sent ahead while an earlier one is being read,
/// so that a file of a few kilobytes costs microseconds, not a turn of the scheduler. A process
/// that hangs, dies or talks nonsense is ended alone: the job that it was reading gets an outcome
/// or a second try in a fresh process, those sent ahead go to another one, and from then on each
/// travels alone, so that nobody is blamed for another's deed.
///
/// ```
/// try (Workers workers = Workers.open(home.derived().resolve("worker"), WorkerSettings.STANDARD)) {
///     workers.submit(job, receiver);
/// }
/// ```
public final class Workers implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Workers.class.getName());

    /// A file that is not plain text wears a process like so many that are.
    ///
    /// Replacing a process limits what a file that took it over can do to files after it.
    private static final int WEAR_OF_OTHERS = 50;

    private static final int MOST_WAITING = 256;
    private static final int MOST_SENT_AHEAD = 32;
    private static final long MOST_BYTES_AHEAD = 512 << 10;

    /// How far a slot looks for a job that fits its process before it takes one that does not.
    private static final int LOOK_AHEAD = 64;

    /// A job that has waited so long is not passed over any more.
    private static final long PASSED_OVER_NANOS = TimeUnit.SECONDS.toNanos(2);

    /// A process changes from pressing jobs to those that can wait only when no pressing one has
    /// come for so long, and back only when one has waited so long: starting a process costs more
    /// than most jobs.
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final long PRESSING_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private static final int MOST_ATTEMPTS = 3;
    private static final int STARTS = 3;
    private static final long WATCH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /// Threads of a pool never wait for room in the queue: they are the ones who make it.
    private static final ThreadLocal<Boolean> POOL_THREAD = ThreadLocal.withInitial(() -> false);

    private final Sandbox sandbox;
    private final WorkerProgram program;
    private final WorkerSettings settings;
    private final @Nullable Path out;
    private final @Nullable Path classCache;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final Map<Lane, ArrayDeque<Task>> lanes = new EnumMap<>(Lane.class);
    private final List<Slot> slots = new ArrayList<>();
    private long pressingNanos = System.nanoTime() - QUIET_NANOS;
    private int idleRunning;
    private long finished;
    private long ended;
    private @Nullable String lastEnding;
    private @Nullable String notStarted;
    private long replaced;
    private boolean closed;
    private final int mostWear;
    private final long mostBytes;

    private Workers(
            Sandbox sandbox,
            WorkerProgram program,
            WorkerSettings settings,
            @Nullable Path classCache,
            @Nullable Path out) {
        this.sandbox = sandbox;
        this.program = program;
        this.settings = settings;
        this.classCache = classCache;
        this.out = out;
        this.mostWear = settings.files() * WEAR_OF_OTHERS;
        this.mostBytes = Math.min((long) settings.fileMb() << 20, memoryBytes() / 2);
        for (Lane lane : Lane.values()) {
            lanes.put(lane, new ArrayDeque<>());
        }
    }

    /// Opens a pool; processes start when the first jobs come.
    ///
    /// @param cache folder of ours for what the processes are started from, best shared by all
    ///   homes of an installation; may be emptied at any time when no pool is open
    public static Workers open(Path cache, WorkerSettings settings) {
        WorkerProgram program = WorkerProgram.of(cache);
        Sandbox sandbox = Sandbox.probe(cache, settings.unconfined());
        return open(sandbox, program, settings, ClassCache.existing(program).orElse(null), null);
    }

    static Workers open(Sandbox sandbox, WorkerProgram program, WorkerSettings settings) {
        return open(sandbox, program, settings, null, null);
    }

    /// @param classCache what makes processes start warm, if there is one
    /// @param out folder that processes may write to; for material of our own only
    static Workers open(
            Sandbox sandbox,
            WorkerProgram program,
            WorkerSettings settings,
            @Nullable Path classCache,
            @Nullable Path out) {
        Workers pool = new Workers(sandbox, program, settings, classCache, out);
        if (sandbox.kind() != Sandbox.Kind.BUBBLEWRAP) {
            LOG.log(System.Logger.Level.WARNING, "Sandbox for reading files: {0}", sandbox);
        }
        for (int i = 0; i < settings.workers(); i++) {
            Slot slot = pool.new Slot();
            pool.slots.add(slot);
            Thread.ofPlatform().daemon().name("reading-" + (i + 1)).start(slot::run);
        }
        Thread.ofPlatform().daemon().name("reading-watch").start(pool::watch);
        return pool;
    }

    /// The confinement in force, for people.
    public Sandbox sandbox() {
        return sandbox;
    }

    /// How much the jobs of this home may take and give back.
    public JobLimits limits() {
        return settings.limits();
    }

    /// Hands in a job and waits only for room in the queue; a thread that is inside a call to a
    /// [Receiver] does not even wait for that.
    ///
    /// The future completes after [Receiver#done], or exceptionally with what our own side failed
    /// of: the content's source or the receiver. The worker's troubles are readings, never
    /// exceptions. It completes on a thread of the pool, so continuations must be short.
    ///
    /// @throws IllegalStateException when the pool is closed
    public CompletableFuture<Reading> submit(Job job, Receiver receiver)
            throws InterruptedException {
        Task task = new Task(job, receiver);
        lock.lockInterruptibly();
        try {
            while (lane(task).size() >= MOST_WAITING && !closed && !POOL_THREAD.get()) {
                room.await();
            }
            if (closed) {
                throw new IllegalStateException("the pool of workers is closed; no " + job);
            }
            lane(task).addLast(task);
            if (job.lane() != Lane.IDLE) {
                pressingNanos = System.nanoTime();
            }
            wakeOne();
        } finally {
            lock.unlock();
        }
        return task.future;
    }

    /// Reads one item and waits for the end of it. Not for use inside a [Receiver].
    ///
    /// @throws IOException what the content's source or the receiver failed with
    public Reading read(Job job, Receiver receiver) throws IOException, InterruptedException {
        try {
            return submit(job, receiver).join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof IOException trouble) {
                throw trouble;
            }
            if (failed.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            throw failed;
        }
    }

    /// What the pool is doing.
    ///
    /// @param reading jobs being read or sent ahead
    /// @param waiting jobs in the queue
    /// @param finished jobs done since the pool was opened
    /// @param ended processes that ended otherwise than by being replaced
    /// @param lastEnding why the last of these ended, as the reading that it cost says it
    /// @param alive processes that live
    /// @param replaced processes that were replaced by fresh ones
    /// @param sandbox what processes are shut into, or why there are none
    /// @param notStarted why no process could be started when one was needed last; empty once one
    ///   has started since
    public record Status(
            int reading,
            int waiting,
            long finished,
            long ended,
            Optional<String> lastEnding,
            int alive,
            long replaced,
            Sandbox sandbox,
            Optional<String> notStarted) {}

    /// What the pool is doing now.
    public Status status() {
        lock.lock();
        try {
            int reading = 0;
            int alive = 0;
            for (Slot slot : slots) {
                alive += slot.process == null || slot.process.dead ? 0 : 1;
                reading += slot.process == null ? 0 : slot.process.inFlight.size();
            }
            return new Status(
                    reading,
                    waiting(),
                    finished,
                    ended,
                    Optional.ofNullable(lastEnding),
                    alive,
                    replaced,
                    sandbox,
                    Optional.ofNullable(notStarted));
        } finally {
            lock.unlock();
        }
    }

    /// Ends all processes. Jobs that have not ended complete with a [CancellationException].
    @Override
    public void close() {
        List<Task> left = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            lanes.values().forEach(left::addAll);
            lanes.values().forEach(ArrayDeque::clear);
            room.signalAll();
            closing.signalAll();
            for (Slot slot : slots) {
                slot.changed.signalAll();
                if (slot.process != null) {
                    slot.process.kill(WorkerProcess.Ending.limit("the pool was closed"));
                }
                if (slot.thread != null) {
                    threads.add(slot.thread);
                }
            }
        } finally {
            lock.unlock();
        }
        left.forEach(Workers::cancel);
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Lets processes end by themselves, which takes the time that it takes; for when they have
    /// something left to write.
    void endGently(int seconds) {
        List<WorkerProcess> processes;
        lock.lock();
        try {
            processes = slots.stream().map(slot -> slot.process).filter(Objects::nonNull).toList();
        } finally {
            lock.unlock();
        }
        processes.forEach(process -> process.retire(seconds));
        close();
    }

    static void onPoolThread() {
        POOL_THREAD.set(true);
    }

    private static void cancel(Task task) {
        task.future.completeExceptionally(
                new CancellationException("the pool of workers was closed before " + task.job));
    }

    private int waiting() {
        return lanes.values().stream().mapToInt(ArrayDeque::size).sum();
    }

    private ArrayDeque<Task> lane(Task task) {
        return lanes.get(task.job.lane());
    }

    /// Wakes a slot that can do something about a job that has come: rather one that is doing
    /// nothing, and rather one that is not set up for jobs that can wait.
    private void wakeOne() {
        Slot best = null;
        for (Slot slot : slots) {
            if (slot.resting
                    && slot.mayAdd()
                    && (best == null || slot.readiness() > best.readiness())) {
                best = slot;
            }
        }
        if (best != null) {
            best.wake();
        }
    }

    /// Takes the next job for a slot, first lane first; null when there is none that fits.
    private @Nullable Task next(Slot slot) {
        WorkerProcess process = slot.process;
        boolean ahead = process != null && !process.inFlight.isEmpty();
        for (Lane lane : Lane.values()) {
            ArrayDeque<Task> queue = lanes.get(lane);
            if (queue.isEmpty()) {
                continue;
            }
            Task first = queue.getFirst();
            if (lane == Lane.IDLE ? !mayIdle(slot) : leaveToOthers(slot, first)) {
                return null;
            }
            if (ahead) {
                boolean fits = process.key.equals(key(first)) && first.light();
                return fits ? taken(queue.removeFirst()) : null;
            }
            if (process == null
                    || process.key.equals(key(first))
                    || System.nanoTime() - first.queuedNanos > PASSED_OVER_NANOS) {
                return taken(queue.removeFirst());
            }
            Iterator<Task> others = queue.iterator();
            for (int i = 0; i < LOOK_AHEAD && others.hasNext(); i++) {
                Task other = others.next();
                if (process.key.equals(key(other))) {
                    others.remove();
                    return taken(other);
                }
            }
            return taken(queue.removeFirst());
        }
        return null;
    }

    private Task taken(Task task) {
        // Lanes have room of their own, and whoever waits may wait for another.
        room.signalAll();
        if (task.job.lane() == Lane.IDLE) {
            idleRunning++;
        }
        return task;
    }

    /// Whether a slot may take a job that can wait. One slot, where there are several, is kept free
    /// of jobs that may take minutes.
    private boolean mayIdle(Slot slot) {
        boolean quiet = System.nanoTime() - pressingNanos > QUIET_NANOS;
        return (slots.size() == 1 || idleRunning < slots.size() - 1) && (quiet || slot.isIdle());
    }

    /// Whether a slot that is set up for jobs that can wait leaves a pressing one to another.
    private boolean leaveToOthers(Slot slot, Task pressing) {
        return slots.size() > 1
                && slot.isIdle()
                && System.nanoTime() - pressing.queuedNanos < PRESSING_NANOS;
    }

    /// The job that a process is reading; null when it has none.
    @Nullable Task beingRead(WorkerProcess process) {
        lock.lock();
        try {
            return process.inFlight.peekFirst();
        } finally {
            lock.unlock();
        }
    }

    /// A process has answered the job that it was reading.
    void answered(WorkerProcess process, Task task, AnswerReader.Answer answer) {
        long elapsed = System.nanoTime() - task.startedNanos - task.receivingNanos;
        long millis = Math.min(answer.micros(), elapsed / 1_000) / 1_000;
        try {
            task.cutPart();
        } catch (IOException | RuntimeException ours) {
            task.failure = ours;
        }
        Reading reading =
                new Reading(
                        answer.outcome(),
                        answer.reason(),
                        answer.tool(),
                        answer.toolVersion(),
                        Math.max(0, millis),
                        task.attempts);
        finish(task, reading);
        lock.lock();
        try {
            if (process.dead) {
                return;
            }
            process.inFlight.removeFirst();
            process.inFlightBytes -= task.job.length();
            start(process.inFlight.peekFirst());
            for (Slot slot : slots) {
                if (slot.process == process && slot.resting && (waiting() > 0 || closed)) {
                    boolean worth = process.inFlight.size() <= slot.window() / 2 || closed;
                    if (worth) {
                        slot.wake();
                    }
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private static void start(@Nullable Task task) {
        if (task != null) {
            long now = System.nanoTime();
            task.startedNanos = now;
            task.movedNanos = now;
            task.receivingNanos = 0;
        }
    }

    /// The last word on a job.
    private void finish(Task task, Reading reading) {
        if (task.failure == null) {
            try {
                task.receiver.done(reading);
            } catch (IOException | RuntimeException ours) {
                task.failure = ours;
            }
        }
        lock.lock();
        try {
            finished++;
            if (task.job.lane() == Lane.IDLE) {
                idleRunning--;
                wakeOne();
            }
        } finally {
            lock.unlock();
        }
        Throwable failure = task.failure;
        if (failure == null) {
            task.future.complete(reading);
        } else {
            task.future.completeExceptionally(failure);
        }
    }

    /// A process has received one more job.
    void worn(WorkerProcess process, boolean plain) {
        lock.lock();
        try {
            process.wear += plain ? 1 : WEAR_OF_OTHERS;
        } finally {
            lock.unlock();
        }
    }

    /// A process has ended, whoever wanted it.
    void ended(WorkerProcess process, WorkerProcess.Ending ending) {
        List<Task> had;
        boolean over;
        lock.lock();
        try {
            process.dead = true;
            had = new ArrayList<>(process.inFlight);
            process.inFlight.clear();
            over = closed;
            if (!had.isEmpty() && !over) {
                ended++;
                lastEnding = words(ending, had.getFirst());
            }
            for (int i = had.size() - 1; i > 0 && !over; i--) {
                Task innocent = had.get(i);
                innocent.alone = true;
                again(innocent);
            }
            for (Slot slot : slots) {
                if (slot.process == process) {
                    slot.wake();
                }
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            had.forEach(
                    task -> {
                        AnswerReader.cutQuietly(task);
                        cancel(task);
                    });
        } else if (!had.isEmpty()) {
            decide(had.getFirst(), process, ending);
        }
    }

    /// What becomes of the job that a process was reading when it ended.
    private void decide(Task task, WorkerProcess process, WorkerProcess.Ending ending) {
        LOG.log(
                System.Logger.Level.DEBUG,
                "worker {0} ended while it read item {1}, attempt {2}",
                process.pid(),
                task.job.item(),
                task.attempts);
        try {
            task.cutPart();
        } catch (IOException | RuntimeException ours) {
            task.failure = ours;
        }
        boolean retry =
                task.failure == null
                        && !ending.certain()
                        && task.attempts < MOST_ATTEMPTS
                        && (ending.memory()
                                ? task.temper != Task.Temper.BIG
                                : !(task.alone && task.fresh));
        if (retry && task.something) {
            try {
                retry = task.receiver.again();
            } catch (IOException | RuntimeException ours) {
                task.failure = ours;
                retry = false;
            }
        }
        if (retry) {
            lock.lock();
            try {
                task.alone = true;
                task.fresh = true;
                if (ending.memory()) {
                    task.temper = Task.Temper.BIG;
                }
                again(task);
                wakeOne();
            } finally {
                lock.unlock();
            }
        } else {
            long nanos = System.nanoTime() - task.startedNanos - task.receivingNanos;
            finish(
                    task,
                    new Reading(
                            ending.certain() || ending.memory() ? Outcome.STOPPED : Outcome.FAILED,
                            words(ending, task),
                            Worker.TOOL,
                            Worker.TOOL_VERSION,
                            Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)),
                            task.attempts));
        }
    }

    private String words(WorkerProcess.Ending ending, Task task) {
        return ending.memory()
                ? "needs more than %d MB of memory".formatted(heapMb(task.temper))
                : ending.reason();
    }

    /// Puts a job back where it came from, first in line. Under the lock.
    private void again(Task task) {
        task.reset();
        if (task.job.lane() == Lane.IDLE) {
            idleRunning--;
        }
        if (closed) {
            cancel(task);
            return;
        }
        lane(task).addFirst(task);
    }

    /// Memory of this machine: content lies in it while it is read.
    private static long memoryBytes() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : Long.MAX_VALUE;
    }

    private WorkerProcess.Key key(Task task) {
        return new WorkerProcess.Key(task.job.compartments(), task.temper, scratchMb(task));
    }

    /// Scratch space that a job needs: twice its content where the standard would not hold that,
    /// rounded up so that the next one is likely to fit as well.
    private int scratchMb(Task task) {
        long need = (task.job.length() >> 19) + 1;
        return need <= settings.scratchMb()
                ? settings.scratchMb()
                : (int) Math.min(Long.highestOneBit(need - 1) << 1, Integer.MAX_VALUE);
    }

    private int heapMb(Task.Temper temper) {
        return temper == Task.Temper.BIG ? settings.bigHeapMb() : settings.heapMb();
    }

    /// Looks at every process now and then, for as long as the pool is open.
    private void watch() {
        lock.lock();
        try {
            while (!closed) {
                long now = System.nanoTime();
                for (Slot slot : slots) {
                    if (slot.process != null && !slot.process.dead) {
                        slot.process.watch(slot.process.inFlight.peekFirst(), now);
                    }
                }
                closing.awaitNanos(WATCH_NANOS);
            }
        } catch (InterruptedException unwanted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /// One place for a process, and the thread that sends it jobs. The thread lives as long as the
    /// pool, because the kernel ends a sandbox together with the thread that started it.
    private final class Slot {
        final Condition changed = lock.newCondition();
        @Nullable Thread thread;
        @Nullable WorkerProcess process;
        boolean resting;

        /// Whether the job claimed last is in flight already; this thread's own.
        private boolean assigned;

        void run() {
            onPoolThread();
            lock.lock();
            thread = Thread.currentThread();
            lock.unlock();
            try {
                while (true) {
                    Task task = claim();
                    if (task == null) {
                        break;
                    }
                    handle(task);
                }
            } catch (InterruptedException closing) {
                // The pool is being closed.
            } finally {
                WorkerProcess last = process;
                if (last != null) {
                    last.kill(WorkerProcess.Ending.limit("the pool was closed"));
                }
            }
        }

        void wake() {
            resting = false;
            changed.signal();
        }

        /// How well it would serve a pressing job: at once and as it is, at once, or later.
        int readiness() {
            WorkerProcess now = process;
            boolean free = now == null || now.dead || now.inFlight.isEmpty();
            return (free ? 2 : 0) + (isIdle() ? 0 : 1);
        }

        boolean isIdle() {
            WorkerProcess now = process;
            return now != null && !now.dead && now.key.temper() == Task.Temper.IDLE;
        }

        /// How many jobs may be with the process at a time: the fewer wait, the fewer, so that no
        /// slot sits on jobs while another has none.
        int window() {
            return Math.clamp(
                    1 + lanes.get(Lane.ORDINARY).size() / (2L * slots.size()), 1, MOST_SENT_AHEAD);
        }

        /// Whether one more job may be sent while the process is reading.
        boolean mayAdd() {
            WorkerProcess now = process;
            if (now == null || now.dead || now.inFlight.isEmpty()) {
                return true;
            }
            return now.inFlight.size() < window()
                    && now.inFlightBytes < MOST_BYTES_AHEAD
                    && now.wear < mostWear
                    && now.inFlight.getLast().light();
        }

        /// Takes the next job, waiting for one; null when the pool is closed. The job is in flight
        /// from then on, unless another process has to be started for it.
        private @Nullable Task claim() throws InterruptedException {
            Task task = tryClaim();
            if (task != null) {
                return task;
            }
            // Nothing to add at this moment: what was gathered for the process must go out.
            flush();
            lock.lockInterruptibly();
            try {
                while (!closed) {
                    task = mayAdd() ? next(this) : null;
                    if (task != null) {
                        assign(task);
                        return task;
                    }
                    resting = true;
                    if (waiting() > 0) {
                        // For something that this slot may take only after a while.
                        changed.awaitNanos(PRESSING_NANOS);
                    } else {
                        changed.await();
                    }
                    resting = false;
                }
                return null;
            } finally {
                resting = false;
                lock.unlock();
            }
        }

        private @Nullable Task tryClaim() {
            lock.lock();
            try {
                Task task = !closed && mayAdd() ? next(this) : null;
                if (task != null) {
                    assign(task);
                }
                return task;
            } finally {
                lock.unlock();
            }
        }

        /// Under the lock: puts the job in flight when the process at hand will do.
        private void assign(Task task) {
            WorkerProcess now = process;
            if (now == null
                    || now.dead
                    || task.fresh
                    || tooLarge(task)
                    || now.wear >= mostWear
                    || !now.key.equals(key(task))) {
                assigned = false;
                return;
            }
            enter(now, task);
            assigned = true;
        }

        private void enter(WorkerProcess into, Task task) {
            task.attempts++;
            task.number = into.nextNumber();
            if (into.inFlight.isEmpty()) {
                start(task);
            }
            into.inFlight.addLast(task);
            into.inFlightBytes += task.job.length();
        }

        private void handle(Task task) throws InterruptedException {
            if (!assigned) {
                Reading refused = refusal(task);
                if (refused != null) {
                    finish(task, refused);
                    return;
                }
                try {
                    replace(task);
                } catch (IOException cannotStart) {
                    LOG.log(System.Logger.Level.ERROR, "{0}", cannotStart.getMessage());
                    notStarted(String.valueOf(cannotStart.getMessage()));
                    finish(
                            task,
                            new Reading(
                                    Outcome.FAILED,
                                    String.valueOf(cannotStart.getMessage()),
                                    Worker.TOOL,
                                    Worker.TOOL_VERSION,
                                    0,
                                    task.attempts));
                    return;
                }
            }
            WorkerProcess to = process;
            try {
                if (to != null) {
                    to.send(task);
                }
            } catch (IOException gone) {
                // Its end is heard by the thread that listens to it, which decides about its jobs.
            }
        }

        private void notStarted(String why) {
            lock.lock();
            try {
                notStarted = why;
            } finally {
                lock.unlock();
            }
        }

        private boolean tooLarge(Task task) {
            return task.job.length() > mostBytes;
        }

        /// Why a job is not given to any process, if so.
        private @Nullable Reading refusal(Task task) {
            if (sandbox.kind() == Sandbox.Kind.REFUSED) {
                return new Reading(
                        Outcome.FAILED,
                        sandbox.description(),
                        Worker.TOOL,
                        Worker.TOOL_VERSION,
                        0,
                        0);
            }
            if (tooLarge(task)) {
                return new Reading(
                        Outcome.TOO_LARGE,
                        "larger than %,d MB, by the setting extract.file-mb or for half of this machine's memory"
                                .formatted(mostBytes >> 20),
                        Worker.TOOL,
                        Worker.TOOL_VERSION,
                        0,
                        0);
            }
            return null;
        }

        /// Ends the process at hand, which has nothing in flight, and starts one for this job.
        private void replace(Task task) throws IOException, InterruptedException {
            WorkerProcess old = process;
            if (old != null) {
                old.retire();
            }
            IOException trouble = null;
            for (int i = 0; i < STARTS; i++) {
                try {
                    WorkerProcess.Key key = key(task);
                    WorkerProcess fresh =
                            new WorkerProcess(
                                    Workers.this,
                                    key,
                                    sandbox.command(
                                            program,
                                            heapMb(key.temper()),
                                            key.scratchMb(),
                                            key.temper() == Task.Temper.IDLE,
                                            warmth(),
                                            out));
                    fresh.awaitHello();
                    lock.lock();
                    try {
                        replaced += old == null || old.dead || i > 0 ? 0 : 1;
                        process = fresh;
                        notStarted = null;
                        if (closed) {
                            fresh.kill(WorkerProcess.Ending.limit("the pool was closed"));
                        }
                        enter(fresh, task);
                        if (fresh.dead) {
                            throw new IOException("a worker process ended as soon as it had begun");
                        }
                    } finally {
                        lock.unlock();
                    }
                    return;
                } catch (IOException failed) {
                    trouble = failed;
                }
            }
            throw trouble == null ? new IOException("no worker process") : trouble;
        }

        /// A build in the meantime may have removed it.
        private @Nullable Path warmth() {
            return classCache != null && Files.isReadable(classCache) ? classCache : null;
        }

        private void flush() {
            WorkerProcess now = process;
            if (now != null) {
                try {
                    now.flush();
                } catch (IOException gone) {
                    // As in handle.
                }
            }
        }
    }
}
