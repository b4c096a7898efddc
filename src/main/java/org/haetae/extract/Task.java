package org.haetae.extract;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import org.haetae.extract.worker.Allowance;
import org.jspecify.annotations.Nullable;

/// One job on its way through the pool. Scheduling fields belong to the pool's lock, the rest to
/// the thread that listens to the process which has the job.
final class Task {
    /// Content up to this many bytes may be sent while an earlier job is still being read.
    static final long LIGHT_BYTES = 64 << 10;

    final Job job;
    final Receiver receiver;
    final CompletableFuture<Reading> future = new CompletableFuture<>();
    final long queuedNanos = System.nanoTime();

    // Scheduling.
    Temper temper;
    boolean alone;
    boolean fresh;
    int attempts;
    int number;

    // While it is being read.
    volatile boolean sent;
    volatile long startedNanos;
    volatile long movedNanos;
    volatile long receivingNanos;

    // Listening.
    Allowance allowance;
    @Nullable OutputStream part;
    boolean something;

    /// Why the rest of the answer is not wanted any more: our own side failed.
    volatile @Nullable Throwable failure;

    Task(Job job, Receiver receiver) {
        this.job = job;
        this.receiver = receiver;
        this.temper = job.lane() == Lane.IDLE ? Temper.IDLE : Temper.ORDINARY;
        this.allowance = new Allowance(job.limits(), job.length());
    }

    /// Makes it ready to be sent (again).
    void reset() {
        sent = false;
        part = null;
        something = false;
        failure = null;
        allowance = new Allowance(job.limits(), job.length());
    }

    boolean light() {
        return job.length() <= LIGHT_BYTES && temper == Temper.ORDINARY && !alone;
    }

    /// Something goes on with the job: its time without progress begins anew.
    void moved() {
        movedNanos = System.nanoTime();
    }

    /// Tells the receiver that the part under way stays a fragment.
    void cutPart() throws IOException {
        OutputStream open = part;
        part = null;
        if (open != null) {
            receiver.cut(open);
        }
    }

    /// What kind of process a job needs.
    enum Temper {
        ORDINARY,
        /// At low priority.
        IDLE,
        /// With more memory.
        BIG
    }
}
