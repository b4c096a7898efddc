package org.haetae.archive;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Memory in which one file at a time is sealed or opened. Made anew for each of many small files
/// it would cost more than their encryption, so a few are kept. Between being taken and being
/// closed it belongs to its taker alone.
final class Buffers implements AutoCloseable {

    /// What is read or written at once: some chunks, and still well within the processor's cache.
    private static final int CHUNKS_AT_ONCE = 4;

    private static final BlockingQueue<Buffers> SPARE = new ArrayBlockingQueue<>(8);

    /// As it comes from whoever hands it over.
    final byte[] received = new byte[CHUNKS_AT_ONCE * Payload.CHUNK_BYTES];

    /// One chunk.
    final byte[] plain = new byte[Payload.CHUNK_BYTES];

    /// Header or chunks. One byte more tells a chunk at the end from one that is followed.
    final byte[] sealed = new byte[CHUNKS_AT_ONCE * Payload.SEALED_CHUNK_BYTES + 1];

    static Buffers take() {
        var spare = SPARE.poll();
        return spare == null ? new Buffers() : spare;
    }

    /// Leaves it to others: who took it must not touch it again.
    @Override
    public void close() {
        SPARE.offer(this);
    }
}
