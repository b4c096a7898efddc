package org.haetae.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.haetae.access.CompartmentId;
import org.haetae.extract.worker.Frame;
import org.haetae.extract.worker.Order;
import org.jspecify.annotations.Nullable;

/// One confined process and the conversation with it.
///
/// The pool's thread writes jobs, a thread of this class listens. Whatever the process does
/// (garbage, floods, silence, death) ends up as one [Ending], after which the pool decides about
/// the jobs that it had.
final class WorkerProcess {
    /// A process may be slow to say hello on a busy machine, but not for ever.
    private static final long HELLO_SECONDS = 60;

    /// Without any sign of life for so long, in the middle of a job, a process is frozen.
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(25);

    /// This part of its time a job may spend computing without getting anywhere.
    private static final int BUSY_SHARE = 3;

    private static final long NOTE_AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /// A job that keeps getting somewhere may take so many times its limit in all.
    private static final int PATIENCE = 4;

    private static final int WORDS_BEFORE_HELLO = 2_000;

    /// What a process may be used for.
    record Key(Set<CompartmentId> compartments, Task.Temper temper, int scratchMb) {}

    /// Why a process ended.
    ///
    /// @param certain whether the job being read is to blame beyond doubt, so that there is no
    ///   point in trying it again
    record Ending(boolean certain, boolean memory, String reason) {
        static Ending limit(String reason) {
            return new Ending(true, false, reason);
        }

        static Ending garbage(String reason) {
            return new Ending(false, false, "the reader's answer made no sense: " + reason);
        }
    }

    /// Jobs in this process, the one being read first. Guarded by the pool's lock.
    final ArrayDeque<Task> inFlight = new ArrayDeque<>();

    /// Bytes of content in flight. Guarded by the pool's lock.
    long inFlightBytes;

    /// How worn it is, in plain texts. Guarded by the pool's lock.
    int wear;

    /// Whether it has ended. Guarded by the pool's lock.
    boolean dead;

    final Key key;
    private final Workers pool;
    private final Process process;
    private final OutputStream jobs;
    private final DataInputStream answers;
    private final CountDownLatch hello = new CountDownLatch(1);
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final StringBuilder wordsBeforeHello = new StringBuilder();
    private final byte[] chunk = new byte[Order.CHUNK];
    private volatile boolean greeted;
    private volatile boolean receiving;
    private volatile long signNanos = System.nanoTime();
    private int lastNumber;

    // Of the pool's watch.
    private @Nullable Task notedFor;
    private long notedMoved;
    private long notedNanos;

    /// Starts a process. The thread that calls this must live as long as the process: the kernel
    /// ends the sandbox when the thread that started it ends.
    WorkerProcess(Workers pool, Key key, List<String> command) throws IOException {
        this.pool = pool;
        this.key = key;
        this.process = new ProcessBuilder(command).start();
        this.jobs = new BufferedOutputStream(process.getOutputStream(), 64 << 10);
        this.answers =
                new DataInputStream(new BufferedInputStream(process.getInputStream(), 64 << 10));
        Thread.ofPlatform().daemon().name("worker-" + process.pid()).start(this::listen);
        Thread.ofPlatform().daemon().name("worker-" + process.pid() + "-stderr").start(this::drain);
    }

    /// Waits until the process is ready for jobs.
    ///
    /// @throws IOException when it ends instead, with what it said; nothing hostile has been sent
    ///   to it by then, so its words may be shown
    void awaitHello() throws IOException, InterruptedException {
        boolean inTime = hello.await(HELLO_SECONDS, TimeUnit.SECONDS);
        if (!greeted) {
            kill(Ending.garbage("no hello"));
            process.waitFor(5, TimeUnit.SECONDS);
            String said;
            synchronized (wordsBeforeHello) {
                said = wordsBeforeHello.toString().trim();
            }
            throw new IOException(
                    "a worker process did not start (%s)%s"
                            .formatted(
                                    inTime
                                            ? process.isAlive()
                                                    ? "ended"
                                                    : "exit " + process.exitValue()
                                            : "no answer within %d s".formatted(HELLO_SECONDS),
                                    said.isEmpty() ? "" : ": " + said));
        }
    }

    /// Sends one job. An exception means that the process is gone; what becomes of the job is
    /// decided where its end is heard.
    void send(Task task) throws IOException {
        Job job = task.job;
        jobs.write(new Order(task.number, job.length(), job.hints(), job.limits()).encode());
        int last = Order.END;
        long left = job.length();
        boolean plain = true;
        try (InputStream content = job.content().open()) {
            boolean first = true;
            while (left > 0) {
                int step = content.readNBytes(chunk, 0, (int) Math.min(left, chunk.length));
                if (step == 0) {
                    break;
                }
                if (first) {
                    plain = Plain.looksLike(chunk, step);
                    first = false;
                }
                writeInt(step);
                writeChunk(step);
                left -= step;
                task.moved();
            }
            if (left > 0 || content.read() >= 0) {
                throw new IOException(
                        "the content of item %s is %s than the %d bytes announced"
                                .formatted(
                                        job.item(), left > 0 ? "shorter" : "longer", job.length()));
            }
        } catch (PipeBroken gone) {
            throw gone;
        } catch (IOException | RuntimeException ours) {
            task.failure = ours;
            last = Order.BROKEN_OFF;
        }
        writeInt(last);
        task.sent = true;
        pool.worn(this, plain);
    }

    void flush() throws IOException {
        jobs.flush();
    }

    /// Next number for a job in this process.
    int nextNumber() {
        return ++lastNumber;
    }

    private void writeInt(int value) throws PipeBroken {
        try {
            jobs.write(value >>> 24);
            jobs.write(value >>> 16);
            jobs.write(value >>> 8);
            jobs.write(value);
        } catch (IOException gone) {
            throw new PipeBroken(gone);
        }
    }

    private void writeChunk(int length) throws PipeBroken {
        try {
            jobs.write(chunk, 0, length);
        } catch (IOException gone) {
            throw new PipeBroken(gone);
        }
    }

    /// The process reads no more, as opposed to our content failing.
    private static final class PipeBroken extends IOException {
        PipeBroken(IOException cause) {
            super("the worker process reads no more", cause);
        }
    }

    /// Ends a process that has nothing left to do: its input ends, it leaves by itself, or not.
    void retire() {
        retire(2);
    }

    void retire(int seconds) {
        ending.compareAndSet(null, new Ending(false, false, "retired"));
        try {
            jobs.close();
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// Ends the process at once. Bubblewrap takes everything inside the sandbox with it.
    void kill(Ending why) {
        ending.compareAndSet(null, why);
        process.destroyForcibly();
    }

    long pid() {
        return process.pid();
    }

    /// Looks whether the job being read has taken too long; called by the pool's watch.
    void watch(@Nullable Task reading, long now) {
        if (reading == null || receiving || !greeted) {
            return;
        }
        long wall = reading.job.limits().wall().toNanos();
        long total = now - reading.startedNanos - reading.receivingNanos;
        noteProcessorTime(reading, now);
        long still = now - reading.movedNanos;
        if (still > wall / BUSY_SHARE && loops(reading, wall)) {
            kill(
                    Ending.limit(
                            "no progress within %d s of processor time"
                                    .formatted(
                                            TimeUnit.NANOSECONDS.toSeconds(busy(reading, wall)))));
        } else if (still > wall) {
            kill(
                    Ending.limit(
                            "no progress within %d s"
                                    .formatted(TimeUnit.NANOSECONDS.toSeconds(wall))));
        } else if (total > PATIENCE * wall) {
            kill(
                    Ending.limit(
                            "not finished within %d s"
                                    .formatted(TimeUnit.NANOSECONDS.toSeconds(PATIENCE * wall))));
        } else if (reading.sent
                && now - Math.max(signNanos, reading.startedNanos) > SILENCE_NANOS) {
            kill(Ending.limit("the reader froze"));
        }
    }

    /// Processor time without progress that a job may use. A loop shows long before the time is up
    /// that a busy machine, a slow disk or a large file may need.
    private static long busy(Task reading, long wall) {
        return Math.min(wall, wall / BUSY_SHARE + (reading.job.length() >> 20) * (wall / 9));
    }

    private boolean loops(Task reading, long wall) {
        return notedFor == reading
                && notedMoved == reading.movedNanos
                && processorNanos() - notedNanos > busy(reading, wall);
    }

    /// Notes the processor time at which a job was last seen to get somewhere, a little late and so
    /// in its favour.
    private void noteProcessorTime(Task reading, long now) {
        boolean noted = notedFor == reading && notedMoved == reading.movedNanos;
        if (!noted && now - reading.movedNanos > NOTE_AFTER_NANOS) {
            notedFor = reading;
            notedMoved = reading.movedNanos;
            notedNanos = processorNanos();
        }
    }

    private long processorNanos() {
        return process.descendants()
                .flatMap(each -> each.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    /// Standard error is read so that nobody waits for it to be read, and thrown away: parsers
    /// quote what they choke on. Only what comes before the first job is kept.
    private void drain() {
        byte[] bytes = new byte[4 << 10];
        try (InputStream errors = process.getErrorStream()) {
            for (int count = errors.read(bytes); count >= 0; count = errors.read(bytes)) {
                if (!greeted) {
                    synchronized (wordsBeforeHello) {
                        if (wordsBeforeHello.length() < WORDS_BEFORE_HELLO) {
                            wordsBeforeHello.append(
                                    new String(bytes, 0, count, StandardCharsets.UTF_8));
                        }
                    }
                }
            }
        } catch (IOException closed) {
            // The process has gone.
        }
    }

    private void listen() {
        Workers.onPoolThread();
        try {
            hear();
        } catch (AnswerReader.Garbage garbage) {
            kill(Ending.garbage(String.valueOf(garbage.getMessage())));
        } catch (AnswerReader.OverLimit over) {
            kill(Ending.limit(String.valueOf(over.getMessage())));
        } catch (IOException gone) {
            // Its output ended; why is found out below.
        } catch (RuntimeException | Error ours) {
            kill(Ending.garbage("listening failed with " + ours.getClass().getSimpleName()));
        } finally {
            hello.countDown();
        }
        pool.ended(this, howItEnded());
    }

    private Ending howItEnded() {
        Ending known = ending.get();
        int exit;
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                // It closed its output and lives on.
                process.destroyForcibly();
            }
            exit = process.waitFor();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            exit = -1;
        }
        if (known != null) {
            return known;
        }
        // The JVM exits with 3 when told to end at the first lack of memory.
        return new Ending(false, exit == 3, "the reader process ended (exit %d)".formatted(exit));
    }

    private void hear() throws IOException, AnswerReader.Garbage, AnswerReader.OverLimit {
        AnswerReader reader = new AnswerReader(answers);
        reader.next();
        reader.hello();
        signNanos = System.nanoTime();
        greeted = true;
        hello.countDown();
        @Nullable Task task = null;
        while (true) {
            Frame frame = reader.next();
            if (frame == Frame.PULSE) {
                signNanos = System.nanoTime();
                continue;
            }
            if (task == null) {
                task = pool.beingRead(this);
                if (task == null) {
                    throw new AnswerReader.Garbage("%s without a job".formatted(frame));
                }
            }
            receiving = true;
            long before = System.nanoTime();
            try {
                if (frame == Frame.VERDICT) {
                    AnswerReader.Answer answer = reader.verdict();
                    if (answer.number() != task.number || !task.sent) {
                        throw new AnswerReader.Garbage("a verdict on another job");
                    }
                    pool.answered(this, task, answer);
                    task = null;
                } else {
                    reader.take(frame, task);
                }
            } finally {
                long now = System.nanoTime();
                if (task != null) {
                    task.receivingNanos += now - before;
                    task.movedNanos =
                            frame == Frame.METADATA || frame == Frame.MEDIA_TYPE
                                    ? task.movedNanos + (now - before)
                                    : now;
                }
                signNanos = now;
                receiving = false;
            }
        }
    }

    /// Whether bytes look like plain text: read by the simplest of parsers, it wears a process less
    /// than anything else.
    static final class Plain {
        private static final int LOOKED_AT = 512;

        private Plain() {}

        static boolean looksLike(byte[] bytes, int length) {
            int first = 0;
            while (first < length && bytes[first] <= ' ' && bytes[first] >= 0) {
                first++;
            }
            if (first < length && "<{%".indexOf(bytes[first]) >= 0) {
                return false; // markup, RTF, PDF and PostScript
            }
            for (int i = 0; i < Math.min(length, LOOKED_AT); i++) {
                byte each = bytes[i];
                if (each >= 0 && each < ' ' && each != '\n' && each != '\r' && each != '\t') {
                    return false;
                }
            }
            return true;
        }
    }
}
