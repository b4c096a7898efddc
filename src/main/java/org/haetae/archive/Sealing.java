package org.haetae.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.Consumer;
import org.haetae.archive.Receiving.Sealed;
import org.jspecify.annotations.Nullable;

/// One file on its way in: bytes are hashed and sealed as they are written, and nothing of them is
/// ever on disk in the clear. [#complete] hands the file over; closing without it forgets the file.
///
/// Chunk by chunk, while they are still in the processor's cache, the plain bytes are hashed, then
/// sealed, then the sealed bytes hashed; a file of a few chunks is written in one piece.
public final class Sealing extends OutputStream {

    /// Up to here the plain bytes are kept for whoever reads the file next.
    private static final int MOST_PLAIN_BYTES = 1 << 20;

    private final Receiving receiving;
    private final Incoming incoming;
    private final ItemId item = ItemId.random();
    private final Secret secret = Secret.random();
    private final Path path;
    private final MessageDigest plainDigest = StorageRoot.sha256();
    private final MessageDigest sealedDigest = StorageRoot.sha256();
    private final Buffers buffers;
    private final Age.Sealer sealer;
    private @Nullable ByteArrayOutputStream plain;
    private @Nullable FileChannel file;
    private long bytes;
    private long sealedBytes;
    private boolean handedOver;
    private boolean ended;

    Sealing(Receiving receiving, Incoming incoming, StorageRoot storage) throws IOException {
        this.receiving = receiving;
        this.incoming = incoming;
        this.path = storage.depositFile(receiving.accession().id(), receiving.version(), item);
        this.plain = receiving.keepsPlain() ? new ByteArrayOutputStream(expected(incoming)) : null;
        this.buffers = Buffers.take();
        this.sealer = Age.sealing(secret, buffers, this::store);
    }

    private static int expected(Incoming incoming) {
        return incoming.origin()
                .map(origin -> Math.clamp(origin.bytes(), 0, MOST_PLAIN_BYTES))
                .orElse(2048);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    // Guarded like all that touches the buffers: whoever breaks a file off gives them to another
    // file, into which nothing of this one may come.
    @Override
    public synchronized void write(byte[] from, int offset, int length) throws IOException {
        failIfEnded();
        plainDigest.update(from, offset, length);
        bytes += length;
        if (plain != null) {
            if (bytes <= MOST_PLAIN_BYTES) {
                plain.write(from, offset, length);
            } else {
                plain = null;
            }
        }
        sealer.write(from, offset, length);
    }

    /// Writes all there is.
    ///
    /// @throws UnreadableSource when it cannot be read to its end
    synchronized void writeAll(InputStream content) throws IOException {
        failIfEnded();
        var received = buffers.received;
        for (int read = read(content, received); read >= 0; read = read(content, received)) {
            write(received, 0, read);
        }
    }

    private static int read(InputStream content, byte[] buffer) throws UnreadableSource {
        try {
            return content.read(buffer);
        } catch (IOException e) {
            throw new UnreadableSource(e);
        }
    }

    private void store(byte[] sealed, int length) throws IOException {
        sealedDigest.update(sealed, 0, length);
        sealedBytes += length;
        if (file == null) {
            file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        }
        for (var left = ByteBuffer.wrap(sealed, 0, length); left.hasRemaining(); ) {
            file.write(left);
        }
    }

    /// Hands the file over.
    ///
    /// @param acknowledged called on another thread once it is durable in archive and ledger
    /// @throws IOException when the archive cannot be written; the receiving is over
    public synchronized void complete(Consumer<Receipt> acknowledged) throws IOException {
        failIfEnded();
        sealer.finish();
        end();
        handedOver = true;
        receiving.handOver(
                new Sealed(
                        item,
                        incoming,
                        secret.opening(sealer.key()),
                        plainDigest.digest(),
                        bytes,
                        sealedDigest.digest(),
                        sealedBytes,
                        path,
                        plain == null ? null : plain.toByteArray(),
                        acknowledged));
    }

    private void failIfEnded() {
        if (ended) {
            throw new IllegalStateException("item %s is sealed or given up".formatted(item));
        }
    }

    private void end() throws IOException {
        if (!ended) {
            ended = true;
            buffers.close();
            if (file != null) {
                file.close();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        end();
        if (!handedOver) {
            Files.deleteIfExists(path);
        }
    }
}
