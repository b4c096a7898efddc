package org.haetae.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.NoSuchFileException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.haetae.access.Clearance;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Commitment;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.springframework.dao.IncorrectResultSizeDataAccessException;

/// Reads sealed files whole, several at a time, each once, and compares them with their receptions.
final class SealedFiles implements AutoCloseable {

    private static final int TAKE = 1_000;

    /// One file that was read.
    ///
    /// @param finding what did not fit
    record Read(ItemId item, long bytes, Optional<Finding> finding) {}

    /// When to stop.
    ///
    /// @param between asked before each file; once it says so, no other is begun
    /// @param within asked while a file is read too, which then counts as not read
    record Stop(BooleanSupplier between, BooleanSupplier within) {}

    /// Some receptions.
    ///
    /// @param next position from which to go on
    record Some(List<Read> read, long next) {}

    /// Where a sealed file is.
    ///
    /// @param secret empty when its key is gone or does not open, or is not needed; the check of
    ///   the rows names it
    private record Place(AccessionId accession, int version, Optional<Secret> secret) {}

    private final Vault vault;
    private final StorageRoot storage;
    private final boolean deep;
    private final ExecutorService readers;

    SealedFiles(Vault vault, StorageRoot storage, boolean deep, int threads) {
        this.vault = vault;
        this.storage = storage;
        this.deep = deep;
        this.readers =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("fixity-", 1).daemon().factory());
    }

    /// Reads those received from one position on, before another, at most so many.
    ///
    /// @return what was read up to where it was stopped, without a gap
    Some read(Ledger ledger, long from, long to, long most, Stop stop) {
        List<Recorded> received = new ArrayList<>();
        long next = from;
        for (Recorded recorded : ledger.after(from - 1, TAKE)) {
            if (recorded.position() >= to || received.size() >= most) {
                break;
            }
            next = recorded.position() + 1;
            if (recorded.entry().act() == Act.RECEIVED) {
                received.add(recorded);
            }
        }
        Map<UUID, Place> places = places(received);
        received.removeIf(one -> !places.containsKey(one.entry().object()));
        // A row that is gone is named by the check of the rows.
        List<Callable<Optional<Read>>> reading = new ArrayList<>();
        for (Recorded one : received) {
            Place place = Objects.requireNonNull(places.get(one.entry().object()));
            reading.add(() -> read(one.entry(), place, stop));
        }
        List<Read> read = done(reading);
        return read.size() < received.size()
                ? new Some(read, received.get(read.size()).position())
                : new Some(read, Math.max(next, from + 1));
    }

    /// @return as far as none was left out
    private List<Read> done(List<Callable<Optional<Read>>> reading) {
        List<Read> read = new ArrayList<>();
        try {
            for (Future<Optional<Read>> one : readers.invokeAll(reading)) {
                if (one.get().isEmpty()) {
                    break;
                }
                read.add(one.get().get());
            }
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the reading of sealed files is being stopped", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the reading of sealed files stopped", e.getCause());
        }
    }

    private Map<UUID, Place> places(List<Recorded> received) {
        Map<UUID, Place> places = new HashMap<>();
        if (received.isEmpty()) {
            return places;
        }
        vault.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql(
                                        """
                                        select i.id, i.accession, i.version, i.scope, i.erased, v.wrapped,
                                               v.scope = i.scope as key_fits
                                        from item i left join vault v on v.object = i.id where i.id = any(?)
                                        """)
                                .param(Recorded.objects(received))
                                .query(
                                        row -> {
                                            UUID id = row.getObject("id", UUID.class);
                                            if (row.getInt("erased") > 0
                                                    && isRemoved(
                                                            row.getObject(
                                                                    "accession", UUID.class))) {
                                                return;
                                            }
                                            places.put(
                                                    id,
                                                    new Place(
                                                            new AccessionId(
                                                                    row.getObject(
                                                                            "accession",
                                                                            UUID.class)),
                                                            row.getInt("version"),
                                                            deep && row.getBoolean("key_fits")
                                                                    ? secret(
                                                                            transaction,
                                                                            row.getObject(
                                                                                    "scope",
                                                                                    UUID.class),
                                                                            row.getBytes("wrapped"))
                                                                    : Optional.empty()));
                                        }));
        return places;
    }

    /// Whether the sealed files of an accession that was erased were removed as well.
    private boolean isRemoved(UUID accession) {
        try {
            return !storage.shelf().holds(storage.place(new AccessionId(accession)));
        } catch (IOException e) {
            throw new UncheckedIOException("the archive does not answer", e);
        }
    }

    private Optional<Secret> secret(Transaction transaction, UUID scope, byte[] wrapped) {
        try {
            return Optional.of(vault.scope(transaction, scope).unwrap(wrapped));
        } catch (Tampered | IncorrectResultSizeDataAccessException e) {
            return Optional.empty();
        }
    }

    private Optional<Read> read(Entry entry, Place place, Stop stop) {
        if (stop.between().getAsBoolean()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(entry, place, stop.within()));
        } catch (CancellationException e) {
            return Optional.empty();
        }
    }

    /// @throws CancellationException when it was stopped
    private Read read(Entry entry, Place place, BooleanSupplier stop) {
        ItemId item = new ItemId(entry.object());
        try (Buffers buffers = Buffers.take();
                Hashed sealed =
                        new Hashed(storage.open(place.accession(), place.version(), item), stop)) {
            Optional<Finding> unsealed =
                    place.secret()
                            .flatMap(secret -> unsealed(item, entry, sealed, secret, buffers));
            Digest digest = sealed.rest(buffers);
            // Other sealed bytes are the one fault; what does not open then follows from it.
            return new Read(
                    item,
                    sealed.bytes,
                    digest.equals(entry.sealed())
                            ? unsealed
                            : Optional.of(
                                    ArchiveCode.FILE_ALTERED.at(item, digest, entry.sealed())));
        } catch (NoSuchFileException e) {
            return new Read(
                    item,
                    0,
                    Optional.of(
                            ArchiveCode.FILE_MISSING.at(
                                    item,
                                    "no file",
                                    StorageRoot.name(
                                            storage.settled(
                                                    place.accession(), place.version(), item)))));
        } catch (IOException e) {
            return new Read(
                    item,
                    0,
                    Optional.of(
                            ArchiveCode.FILE_ALTERED.at(
                                    item, "cannot be read", "a readable file")));
        }
    }

    private static Optional<Finding> unsealed(
            ItemId item, Entry entry, Hashed sealed, Secret secret, Buffers buffers) {
        MessageDigest sha256 = StorageRoot.sha256();
        long bytes;
        try {
            var digesting = new DigestOutputStream(OutputStream.nullOutputStream(), sha256);
            bytes = Age.open(sealed, secret, buffers).transferTo(digesting);
        } catch (IOException e) {
            return Optional.of(
                    ArchiveCode.CONTENT_ALTERED.at(item, "does not open", "opens with its key"));
        }
        Digest right = Commitment.content(secret.salt(), new Digest(sha256.digest()), bytes);
        return right.equals(entry.content())
                ? Optional.empty()
                : Optional.of(
                        ArchiveCode.CONTENT_ALTERED.at(
                                item,
                                "other bytes",
                                "the bytes committed to when it was received"));
    }

    /// A sealed file whose bytes are hashed as somebody reads them.
    private static final class Hashed implements ReadableByteChannel {
        private final ReadableByteChannel file;
        private final BooleanSupplier stop;
        private final MessageDigest sha256 = StorageRoot.sha256();
        private long bytes;

        Hashed(ReadableByteChannel file, BooleanSupplier stop) {
            this.file = file;
            this.stop = stop;
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            if (stop.getAsBoolean()) {
                throw new CancellationException("a sealed file is not read to its end");
            }
            int from = into.position();
            int read = file.read(into);
            if (read > 0) {
                sha256.update(into.slice(from, read));
                bytes += read;
            }
            return read;
        }

        /// Reads what nobody has asked for.
        Digest rest(Buffers buffers) throws IOException {
            ByteBuffer unused = ByteBuffer.wrap(buffers.sealed);
            while (read(unused) >= 0) {
                unused.clear();
            }
            return new Digest(sha256.digest());
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
