package org.haetae.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Material coming in to one accession. Files are sealed by the threads that hand them over and
/// acknowledged in batches: one sync of the file system and one transaction for many.
///
/// A failure to make a batch durable ends the receiving: what was not acknowledged is handed over
/// again next time.
public final class Receiving implements AutoCloseable {

    private static final int BATCH_FILES = 2_000;
    private static final long BATCH_BYTES = 64L << 20;
    private static final long BATCH_MILLIS = 400;

    /// A sealed file that is not yet acknowledged.
    ///
    /// @param plain the bytes themselves when they are few enough to hand on to the reader
    record Sealed(
            ItemId item,
            Incoming incoming,
            Secret secret,
            byte[] sha256,
            long bytes,
            byte[] sealedSha256,
            long sealedBytes,
            Path file,
            byte @Nullable [] plain,
            Consumer<Receipt> acknowledged) {}

    private final StorageRoot storage;
    private final Accession accession;
    private final int version;
    private final Consumer<List<Sealed>> accept;
    private final BooleanSupplier keepsPlain;
    private final Runnable closing;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread committer;
    private List<Sealed> batch = new ArrayList<>();
    private long batchBytes;
    private volatile long plainBytes;
    private long batchBegun;
    private boolean flushing;
    private boolean committing;
    private boolean closed;
    private @Nullable RuntimeException failure;

    Receiving(
            StorageRoot storage,
            Accession accession,
            int version,
            Consumer<List<Sealed>> accept,
            BooleanSupplier keepsPlain,
            Runnable closing) {
        this.storage = storage;
        this.accession = accession;
        this.version = version;
        this.accept = accept;
        this.keepsPlain = keepsPlain;
        this.closing = closing;
        this.committer =
                Thread.ofPlatform().name("receiving-" + accession.id()).start(this::commitBatches);
    }

    public Accession accession() {
        return accession;
    }

    int version() {
        return version;
    }

    /// Whether there is a use for plain bytes beside the sealed file. Of more than can be kept once
    /// they are acknowledged there is none.
    boolean keepsPlain() {
        return plainBytes < Recent.MOST_BYTES && keepsPlain.getAsBoolean();
    }

    /// Takes one file in whole. Returns when it is sealed; `acknowledged` is called, on another
    /// thread, once it is durable in archive and ledger. Safe for several threads.
    ///
    /// @throws UnreadableSource when the giver's file cannot be read; nothing was kept of it
    /// @throws IOException when the archive cannot be written; the receiving is over
    public void receive(Incoming incoming, InputStream content, Consumer<Receipt> acknowledged)
            throws IOException {
        try (var sealing = begin(incoming)) {
            sealing.writeAll(content);
            sealing.complete(acknowledged);
        }
    }

    /// Begins to take one file in whose bytes come piece by piece.
    public Sealing begin(Incoming incoming) throws IOException {
        return new Sealing(this, incoming, storage);
    }

    void handOver(Sealed sealed) {
        lock.lock();
        try {
            // One batch may fill while another is being made durable; beyond that the giver waits.
            while (failure == null && full() && committing) {
                changed.awaitUninterruptibly();
            }
            failIfFailed();
            if (closed) {
                throw new IllegalStateException(
                        "the receiving of accession " + accession.id() + " was closed already");
            }
            if (batch.isEmpty()) {
                batchBegun = System.nanoTime();
            }
            batch.add(sealed);
            batchBytes += sealed.sealedBytes();
            plainBytes += sealed.plain() == null ? 0 : sealed.plain().length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when everything handed over before is acknowledged.
    public void flush() {
        lock.lock();
        try {
            flushing = true;
            changed.signalAll();
            while (failure == null && (!batch.isEmpty() || committing)) {
                changed.awaitUninterruptibly();
            }
            flushing = false;
            failIfFailed();
        } finally {
            lock.unlock();
        }
    }

    /// Acknowledges what is still waiting and ends.
    @Override
    public void close() {
        try {
            flush();
        } finally {
            lock.lock();
            try {
                closed = true;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
            try {
                committer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            closing.run();
        }
    }

    private void failIfFailed() {
        if (failure != null) {
            throw new IllegalStateException(
                    "the receiving of accession " + accession.id() + " was broken off", failure);
        }
    }

    private boolean full() {
        return batch.size() >= BATCH_FILES || batchBytes >= BATCH_BYTES;
    }

    private void commitBatches() {
        lock.lock();
        try {
            while (!closed || !batch.isEmpty()) {
                if (batch.isEmpty()) {
                    changed.awaitUninterruptibly();
                    continue;
                }
                var left = BATCH_MILLIS * 1_000_000 - (System.nanoTime() - batchBegun);
                if (!full() && !flushing && !closed && left > 0) {
                    try {
                        changed.awaitNanos(left);
                    } catch (InterruptedException e) {
                        closed = true;
                    }
                    continue;
                }
                var taken = batch;
                batch = new ArrayList<>(taken.size());
                batchBytes = 0;
                committing = true;
                changed.signalAll();
                lock.unlock();
                RuntimeException broken = null;
                try {
                    accept.accept(taken);
                } catch (RuntimeException e) {
                    broken = e;
                } finally {
                    lock.lock();
                    committing = false;
                    for (var one : taken) {
                        plainBytes -= one.plain() == null ? 0 : one.plain().length;
                    }
                }
                if (broken != null) {
                    failure = broken;
                    changed.signalAll();
                    return;
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// What tells the place that this came from; the same place again has the same.
    static Optional<byte[]> place(Sealed sealed) {
        var incoming = sealed.incoming();
        return incoming.within()
                .map(
                        container ->
                                bytes(
                                        "part\n%s\n%d\n%s"
                                                .formatted(
                                                        container.item(),
                                                        container.occurrence(),
                                                        incoming.path())))
                .or(() -> incoming.origin().map(Receiving::place));
    }

    /// What tells the place and what lay there: the same state again is nothing new.
    static Optional<byte[]> state(Sealed sealed) {
        return sealed.incoming().within().isPresent()
                ? place(sealed).map(place -> joined(place, sealed.sha256()))
                : sealed.incoming().origin().map(Receiving::state);
    }

    static byte[] place(Incoming.Origin origin) {
        return bytes("file\n" + origin.location());
    }

    static byte[] state(Incoming.Origin origin) {
        return bytes(
                "file\n%d\n%d\n%s"
                        .formatted(origin.bytes(), origin.modifiedMillis(), origin.location()));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Description description(
            Sealed sealed, ItemId item, Accession accession, Optional<ItemId> previous) {
        return new Description(
                accession.id().value(),
                sealed.bytes(),
                sealed.incoming().within().map(Incoming.Container::depth).orElse(0),
                item.value(),
                sealed.incoming().modified(),
                sealed.incoming().within().map(container -> container.item().value()),
                sealed.incoming().path(),
                previous.map(ItemId::value),
                HexFormat.of().formatHex(sealed.sha256()));
    }
}
