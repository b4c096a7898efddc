package org.haetae.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.function.Consumer;
import org.haetae.archive.Receiving.Sealed;
import org.jspecify.annotations.Nullable;

/// One file on its way in: bytes are hashed and sealed as they are written, and nothing of them is
/// ever on disk in the clear. [#complete] hands the file over; closing without it forgets the file.
public final class Sealing extends OutputStream {

    /// Up to here a file is sealed in memory and written in one piece.
    private static final int IN_MEMORY_BYTES = 1 << 20;

    private final Receiving receiving;
    private final Incoming incoming;
    private final ItemId item = ItemId.random();
    private final Secret secret = Secret.random();
    private final Path file;
    private final MessageDigest plainDigest = StorageRoot.sha256();
    private final MessageDigest sealedDigest = StorageRoot.sha256();
    private @Nullable ByteArrayOutputStream small = new ByteArrayOutputStream(2048);
    private Age.@Nullable Begun large;
    private long bytes;
    private boolean handedOver;

    Sealing(Receiving receiving, Incoming incoming, StorageRoot storage) throws IOException {
        this.receiving = receiving;
        this.incoming = incoming;
        this.file = storage.depositFile(receiving.accession().id(), receiving.version(), item);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        plainDigest.update(from, offset, length);
        bytes += length;
        if (small != null && bytes <= IN_MEMORY_BYTES) {
            small.write(from, offset, length);
            return;
        }
        if (large == null) {
            large = Age.sealing(Channels.newChannel(newFile()), secret);
            large.channel().write(ByteBuffer.wrap(small.toByteArray()));
            small = null;
        }
        large.channel().write(ByteBuffer.wrap(from, offset, length));
    }

    private OutputStream newFile() throws IOException {
        return new DigestOutputStream(
                Files.newOutputStream(
                        file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                sealedDigest);
    }

    /// Hands the file over.
    ///
    /// @param acknowledged called on another thread once it is durable in archive and ledger
    /// @throws IOException when the archive cannot be written; the receiving is over
    public void complete(Consumer<Receipt> acknowledged) throws IOException {
        byte[] plain = null;
        Age.Begun sealing;
        long sealedBytes;
        if (small != null) {
            plain = small.toByteArray();
            var sealed = new ByteArrayOutputStream(plain.length + 512);
            sealing = Age.sealing(Channels.newChannel(sealed), secret);
            try (var channel = sealing.channel()) {
                channel.write(ByteBuffer.wrap(plain));
            }
            try (var out = newFile()) {
                sealed.writeTo(out);
            }
            sealedBytes = sealed.size();
        } else {
            sealing = Objects.requireNonNull(large);
            sealing.channel().close();
            sealedBytes = Files.size(file);
        }
        handedOver = true;
        receiving.handOver(
                new Sealed(
                        item,
                        incoming,
                        secret,
                        sealing.key(),
                        plainDigest.digest(),
                        bytes,
                        sealedDigest.digest(),
                        sealedBytes,
                        file,
                        plain,
                        acknowledged));
    }

    @Override
    public void close() throws IOException {
        if (!handedOver) {
            if (large != null) {
                large.channel().close();
            }
            Files.deleteIfExists(file);
        }
    }
}
