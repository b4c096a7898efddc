package org.haetae.ledger;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.haetae.home.DurableFile;

/// Makes the static files of the log from the journal, signs their root, and finishes what a crash
/// interrupted.
///
/// The order of writes, each durable before the next begins:
/// 1. bundles and tiles, under names that no checkpoint asks for yet;
/// 2. the root is computed again from the disk, and is seen to continue what was signed last;
/// 3. the new head is signed, held outside the home where a setting says so, and exchanged in the
///    lock store: from here on it is signed for ever;
/// 4. `checkpoint` is put in its place, a copy of it into `checkpoints/`;
/// 5. the database remembers it;
/// 6. partial tiles that have become full are taken away.
///
/// Not for several threads; [Ledger] sees to that.
final class Publication {

    /// Where a test may let the process die. Named by what has just become durable.
    @FunctionalInterface
    interface Fault {
        void after(String step);
    }

    private static final int BUNDLES_A_ROUND = 128;
    private static final int FORCING = 16;
    private static final System.Logger LOG = System.getLogger(Publication.class.getName());

    private final Path folder;
    private final Journal journal;
    private final LogKeys keys;
    private final LockStore lock;
    private final Optional<HeldElsewhere> elsewhere;
    private final Clock clock;
    private final Fault fault;

    Publication(
            Path folder,
            Journal journal,
            LogKeys keys,
            LockStore lock,
            Optional<HeldElsewhere> elsewhere,
            Clock clock,
            Fault fault) {
        this.folder = folder;
        this.journal = journal;
        this.keys = keys;
        this.lock = lock;
        this.elsewhere = elsewhere;
        this.clock = clock;
        this.fault = fault;
    }

    /// Brings folder, lock store and database to the newest head that was signed.
    ///
    /// @return that head; empty for a log of which nothing was ever signed
    /// @throws IntegrityException when they contradict each other: then nothing may be signed
    Optional<Checkpoint> recover() throws IOException {
        Optional<Checkpoint> published = published();
        Optional<Checkpoint> remembered =
                journal.remembered(keys.origin()).stream().reduce((a, b) -> b);
        Optional<byte[]> newest = lock.newest();
        if (newest.isEmpty()) {
            // A fresh home, or one whose process died before anything was signed. Tiles without a
            // checkpoint may lie about; they are written again.
            refuseIfSigned("published", published);
            refuseIfSigned("remembered by the database", remembered);
            return Optional.empty();
        }
        Checkpoint signed = signed(newest.get(), LedgerCode.LOCK_ALTERED, "keys/" + LockStore.FILE);
        compare(signed, "checkpoint", published);
        compare(signed, "the database", remembered);
        long durable = journal.size();
        if (durable < signed.size()) {
            throw new IntegrityException(
                    LedgerCode.JOURNAL_BEHIND.at(
                            "ledger_head",
                            durable + " entries",
                            signed.size() + ", which were signed"));
        }
        boolean behind = published.isEmpty() || published.get().size() < signed.size();
        if (behind) {
            finish(signed, published);
            place(signed, newest.get());
        } else {
            refuseUnlessRoot(signed, LedgerCode.LOG_DIFFERS);
        }
        keep(signed, newest.get());
        Optional<Finding> shown =
                lock.witnessed()
                        .flatMap(note -> contradiction(note, "keys/" + LockStore.WITNESSED));
        if (shown.isPresent()) {
            throw new IntegrityException(shown.get());
        }
        // The place of before too: whoever puts back an older copy may change the setting as well.
        Stream.concat(
                        elsewhere.stream(),
                        lock.used().map(place -> HeldElsewhere.at(place, keys.origin())).stream())
                .distinct()
                .forEach(place -> lock.hold(place, held -> older(held, place, signed, durable)));
        return Optional.of(signed);
    }

    /// What is held outside the home may be one head ahead, after a crash; the entries of that head
    /// are here then.
    private Optional<Finding> older(
            HeldElsewhere.Held held, HeldElsewhere place, Checkpoint published, long durable) {
        Checkpoint theirs = signed(held.note(), LedgerCode.LOCK_ALTERED, place.place());
        return theirs.size() > published.size() && theirs.size() <= durable
                ? forked(theirs, place.place(), journal.root(theirs.size()))
                : contradiction(theirs, place.place(), published.size());
    }

    /// The head of a log of which nothing was signed yet.
    Checkpoint nothing() {
        return new Checkpoint(keys.origin(), 0, Merkle.EMPTY_ROOT);
    }

    /// What a head that our keys signed, and that somebody else shows, proves against this log.
    Optional<Finding> contradiction(byte[] shown, String where) {
        long size =
                lock.newest()
                        .map(
                                bytes ->
                                        signed(
                                                bytes,
                                                LedgerCode.LOCK_ALTERED,
                                                "keys/" + LockStore.FILE))
                        .map(Checkpoint::size)
                        .orElse(0L);
        Checkpoint theirs;
        try {
            SignedNote note = SignedNote.parse(shown);
            theirs = Checkpoint.parse(note.text());
            if (!note.verify(keys.verifiers()).accepted()) {
                return Optional.empty(); // anybody can write down a number
            }
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        return contradiction(theirs, where, size);
    }

    private Optional<Finding> contradiction(Checkpoint theirs, String where, long size) {
        if (theirs.size() > size) {
            return Optional.of(
                    LedgerCode.LOG_ROLLED_BACK.at(
                            LogFolder.CHECKPOINT,
                            size + " entries",
                            theirs.size() + " at least, as " + where + " has"));
        }
        return forked(theirs, where, Merkle.root(theirs.size(), new LogFolder(folder).nodes(size)));
    }

    private static Optional<Finding> forked(Checkpoint theirs, String where, Digest root) {
        return root.equals(theirs.root())
                ? Optional.empty()
                : Optional.of(
                        LedgerCode.CHECKPOINT_FORKED.at(
                                where,
                                "root " + theirs.root() + " at " + theirs.size() + " entries",
                                "root " + root));
    }

    /// Adds lines of witnesses to the copy that is kept of a head, and then to the newest head when
    /// it is that one. A crash between the two leaves the newest head without them; the copy has
    /// them, and the next head gets its own.
    void cosign(Checkpoint checkpoint, List<SignedNote.Line> lines) throws IOException {
        Path copy = folder.resolve(LogFolder.CHECKPOINTS).resolve(Long.toString(checkpoint.size()));
        for (Path file : List.of(copy, folder.resolve(LogFolder.CHECKPOINT))) {
            SignedNote note = SignedNote.parse(readBeforeWriting(file));
            if (note.text().equals(checkpoint.text())) {
                DurableFile.replace(file, note.with(lines).encode());
            }
            fault.after("cosignatures in " + file.getFileName());
        }
    }

    /// What fails here has changed nothing, unlike a write whose fate is unknown.
    private static byte[] readBeforeWriting(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file.getFileName(), e);
        }
    }

    /// A crash after step 3 left tiles that fit; a folder that was lost or put back from an older
    /// copy is written again from the journal. Either way the files must hash to what was signed.
    private void finish(Checkpoint signed, Optional<Checkpoint> published) throws IOException {
        if (rootOnDisk(signed.size()).filter(signed.root()::equals).isEmpty()) {
            long from = published.map(Checkpoint::size).orElse(0L);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The ledger folder is behind what was signed ({0} of {1} entries); writing it again from the journal.",
                    from,
                    signed.size());
            boolean usable =
                    published.isPresent()
                            && rootOnDisk(from).filter(published.get().root()::equals).isPresent();
            writeTiles(usable ? from : 0, signed.size());
        }
        refuseUnlessRoot(signed, LedgerCode.JOURNAL_DIFFERS);
    }

    private void refuseIfSigned(String where, Optional<Checkpoint> other) {
        if (other.isPresent()) {
            throw new IntegrityException(
                    LedgerCode.LOCK_MISSING.at(
                            "keys/" + LockStore.FILE,
                            "nothing",
                            "the head that is %s: %s".formatted(where, other.get())));
        }
    }

    private static void compare(Checkpoint signed, String where, Optional<Checkpoint> other) {
        if (other.isEmpty()) {
            return;
        }
        if (other.get().size() > signed.size()) {
            throw new IntegrityException(
                    LedgerCode.LOCK_BEHIND.at(
                            "keys/" + LockStore.FILE, signed, where + " has " + other.get()));
        }
        if (other.get().size() == signed.size() && !other.get().root().equals(signed.root())) {
            throw new IntegrityException(
                    LedgerCode.CHECKPOINT_FORKED.at(where, other.get(), signed));
        }
    }

    private Optional<Checkpoint> published() {
        return new LogFolder(folder)
                .checkpoint()
                .map(bytes -> signed(bytes, LedgerCode.SIGNATURE_WRONG, LogFolder.CHECKPOINT));
    }

    /// The checkpoint in these bytes, believed only with both of our own signatures.
    private Checkpoint signed(byte[] bytes, LedgerCode code, String subject) {
        SignedNote note;
        Checkpoint checkpoint;
        try {
            note = SignedNote.parse(bytes);
            checkpoint = Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            throw new IntegrityException(code.at(subject, e.getMessage(), "a signed checkpoint"));
        }
        if (!checkpoint.origin().equals(keys.origin())) {
            throw new IntegrityException(
                    LedgerCode.KEY_SWAPPED.at(
                            "keys/" + LogKeys.SECRETS,
                            "keys of " + keys.origin(),
                            "those of " + checkpoint.origin() + ", whose " + subject + " this is"));
        }
        SignedNote.Verdict verdict = note.verify(keys.verifiers());
        if (!verdict.signed().containsAll(keys.verifiers()) || !verdict.wrong().isEmpty()) {
            throw new IntegrityException(
                    code.at(subject, "no right signature by each of our keys", keys.verifiers()));
        }
        return checkpoint;
    }

    private Optional<Digest> rootOnDisk(long size) {
        try {
            return Optional.of(Merkle.root(size, new LogFolder(folder).nodes(size)));
        } catch (IntegrityException e) {
            return Optional.empty(); // tiles missing or cut: not this tree
        }
    }

    private void refuseUnlessRoot(Checkpoint signed, LedgerCode code) {
        Optional<Digest> root = rootOnDisk(signed.size());
        if (!root.equals(Optional.of(signed.root()))) {
            throw new IntegrityException(
                    code.at(
                            "the first %d entries".formatted(signed.size()),
                            root.map(found -> "root " + found).orElse("tiles missing or cut short"),
                            "root " + signed.root()));
        }
    }

    /// Integrates every durable entry and signs the new head.
    ///
    /// @param known the head that was signed last, as [#recover()] or this gave it
    Checkpoint publish(Optional<Checkpoint> known) throws IOException {
        long from = known.map(Checkpoint::size).orElse(0L);
        long to = journal.size();
        if (known.isPresent() && to == from) {
            return known.get();
        }
        if (to < from) {
            throw new IntegrityException(
                    LedgerCode.JOURNAL_BEHIND.at(
                            "ledger_head", to + " entries", from + ", which were signed"));
        }
        // 1. A crash here leaves files that no checkpoint asks for: start-up writes them again.
        writeTiles(from, to);
        fault.after("tiles");
        // 2. Read from the disk, not from memory: what is signed is what others will read. That the
        // old root comes out of the new tiles proves that the log has only grown.
        if (known.isPresent()) {
            Digest before = Merkle.root(from, new LogFolder(folder).nodes(to));
            if (!before.equals(known.get().root())) {
                throw new IntegrityException(
                        LedgerCode.JOURNAL_DIFFERS.at(
                                "the first %d entries".formatted(from),
                                "root " + before,
                                "root " + known.get().root()));
            }
        }
        Digest root = Merkle.root(to, new LogFolder(folder).nodes(to));
        Checkpoint next = new Checkpoint(keys.origin(), to, root);
        byte[] note = keys.sign(next, clock.instant()).encode();
        // 3. A crash before this line: the head was never signed, as far as anyone will know. After
        // it: signed for ever; start-up finishes from step 4.
        elsewhere.ifPresent(
                place ->
                        lock.hold(
                                place,
                                note,
                                held ->
                                        contradiction(
                                                signed(
                                                        held.note(),
                                                        LedgerCode.LOCK_ALTERED,
                                                        place.place()),
                                                place.place(),
                                                to)));
        // A crash here leaves the place outside the home one head ahead. This log has grown over
        // that
        // head, which is all that the next publication asks of it.
        fault.after("elsewhere");
        exchange(known, note);
        fault.after("lock");
        // 4. A crash here leaves the folder one head behind the lock store.
        place(next, note);
        // 5. A crash here leaves the copy in the history or the database's memory missing.
        keep(next, note);
        // 6. A crash here leaves partial tiles beside the full ones, which do no harm.
        removePartials(from, to);
        fault.after("partials");
        return next;
    }

    private void exchange(Optional<Checkpoint> known, byte[] note) {
        Optional<byte[]> present = lock.newest();
        Optional<Checkpoint> signed =
                present.map(
                        bytes -> signed(bytes, LedgerCode.LOCK_ALTERED, "keys/" + LockStore.FILE));
        if (!signed.equals(known) || !lock.swap(present, note)) {
            throw new IntegrityException(
                    LedgerCode.LOCK_BEHIND.at(
                            "keys/" + LockStore.FILE,
                            signed.map(Checkpoint::toString).orElse("nothing"),
                            known.map(Checkpoint::toString).orElse("nothing")
                                    + ", as this process knows; is there another one?"));
        }
    }

    private void place(Checkpoint checkpoint, byte[] note) throws IOException {
        Files.createDirectories(folder);
        DurableFile.replace(folder.resolve(LogFolder.CHECKPOINT), note);
        fault.after("checkpoint of " + checkpoint.size());
    }

    private void keep(Checkpoint checkpoint, byte[] note) throws IOException {
        Path history = folder.resolve(LogFolder.CHECKPOINTS);
        Path copy = history.resolve(Long.toString(checkpoint.size()));
        if (!Files.exists(copy)) {
            if (!Files.exists(history)) {
                Files.createDirectories(history);
                DurableFile.syncDirectory(folder);
            }
            DurableFile.replace(copy, note);
        }
        fault.after("history");
        journal.remember(checkpoint);
        fault.after("memory");
    }

    // ---- tiles

    /// Writes every bundle and tile that a log of `to` entries has and one of `from` has not, and
    /// makes files and names durable.
    private void writeTiles(long from, long to) throws IOException {
        Files.createDirectories(folder);
        Path writing = folder.resolve(LogFolder.WRITING);
        clear(writing);
        Files.createDirectories(writing);
        Round round = new Round(writing);
        MessageDigest sha256 = Digest.newSha256();
        List<byte[]> roots = new ArrayList<>();
        long firstTile = from / TilePath.FULL;
        for (long tile = firstTile; tile * TilePath.FULL < to; tile++) {
            int width = TilePath.widthAt(0, tile, to);
            List<byte[]> entries = leaves(tile * TilePath.FULL, width);
            byte[] hashes = hashes(sha256, entries);
            round.add(new TilePath(TilePath.ENTRIES, tile, width), LogFolder.join(entries));
            round.add(new TilePath(0, tile, width), hashes);
            if (width == TilePath.FULL) {
                roots.add(LogFolder.subtree(sha256, hashes, 0, TilePath.FULL));
            }
        }
        writeUpperLevels(round, roots, from, to);
        round.end();
        Files.deleteIfExists(writing);
    }

    private List<byte[]> leaves(long start, int count) {
        List<Journal.Row> rows = journal.rows(start, count);
        for (int i = 0; i < count; i++) {
            if (i >= rows.size() || rows.get(i).position() != start + i) {
                throw new IntegrityException(
                        LedgerCode.ROW_MISSING.at("entry " + (start + i), "no row", "a row"));
            }
        }
        return rows.stream().map(Journal.Row::leaf).toList();
    }

    private static byte[] hashes(MessageDigest sha256, List<byte[]> entries) {
        byte[] hashes = new byte[entries.size() * Digest.SIZE_BYTES];
        for (int i = 0; i < entries.size(); i++) {
            byte[] entry = entries.get(i);
            byte[] hash = Merkle.leafHash(sha256, entry, 0, entry.length);
            System.arraycopy(hash, 0, hashes, i * Digest.SIZE_BYTES, Digest.SIZE_BYTES);
        }
        return hashes;
    }

    /// @param fresh roots of the tiles below that have become full since `from`
    private void writeUpperLevels(Round round, List<byte[]> fresh, long from, long to)
            throws IOException {
        MessageDigest sha256 = Digest.newSha256();
        List<byte[]> below = fresh;
        for (int level = 1; !below.isEmpty(); level++) {
            long present = from >>> (TilePath.HEIGHT * level);
            long tile = present / TilePath.FULL;
            // The tile at the right edge goes on where it was; its hashes so far are on disk.
            List<byte[]> hashes = new ArrayList<>(edge(level, tile, from));
            hashes.addAll(below);
            List<byte[]> roots = new ArrayList<>();
            for (int start = 0; start < hashes.size(); start += TilePath.FULL, tile++) {
                int width = Math.min(TilePath.FULL, hashes.size() - start);
                byte[] bytes = concatenate(hashes.subList(start, start + width));
                round.add(new TilePath(level, tile, width), bytes);
                if (width == TilePath.FULL) {
                    roots.add(LogFolder.subtree(sha256, bytes, 0, TilePath.FULL));
                }
            }
            below = roots;
        }
    }

    private List<byte[]> edge(int level, long tile, long from) {
        int width = TilePath.widthAt(level, tile, from);
        if (width == 0) {
            return List.of();
        }
        TilePath path = new TilePath(level, tile, width);
        byte[] bytes =
                new LogFolder(folder)
                        .tile(path)
                        .filter(found -> found.length == width * Digest.SIZE_BYTES)
                        .orElseThrow(
                                () ->
                                        new IntegrityException(
                                                LedgerCode.TILE_MISSING.at(
                                                        path.path(), "nothing whole", "a tile")));
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += Digest.SIZE_BYTES) {
            hashes.add(Arrays.copyOfRange(bytes, i, i + Digest.SIZE_BYTES));
        }
        return hashes;
    }

    private static byte[] concatenate(List<byte[]> hashes) {
        ByteBuffer bytes = ByteBuffer.allocate(hashes.size() * Digest.SIZE_BYTES);
        hashes.forEach(bytes::put);
        return bytes.array();
    }

    private void removePartials(long from, long to) throws IOException {
        for (int level = TilePath.ENTRIES; level <= TilePath.HIGHEST_LEVEL; level++) {
            long tile =
                    from >>> Math.min(TilePath.HEIGHT * (Math.max(0, level) + 1), Long.SIZE - 1);
            boolean wasPartial = TilePath.widthAt(level, tile, from) > 0;
            if (wasPartial && TilePath.widthAt(level, tile, to) == TilePath.FULL) {
                Path full = folder.resolve(new TilePath(level, tile, TilePath.FULL).path());
                clear(full.resolveSibling(full.getFileName() + ".p"));
            }
        }
    }

    /// Takes away a folder that has files only.
    private static void clear(Path flat) throws IOException {
        if (!Files.isDirectory(flat)) {
            return;
        }
        try (Stream<Path> files = Files.list(flat)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(flat);
    }

    /// Some files that get durable together: all are written, then all are forced, then all get
    /// their names, so that no name ever stands for a file that is cut short.
    private final class Round {
        private final Path writing;
        private final Map<Path, FileChannel> open = new LinkedHashMap<>();
        private final Set<Path> folders = new LinkedHashSet<>();

        Round(Path writing) {
            this.writing = writing;
        }

        void add(TilePath tile, byte[] bytes) throws IOException {
            if (open.size() >= 2 * BUNDLES_A_ROUND) {
                finishFiles();
            }
            FileChannel channel =
                    FileChannel.open(
                            writing.resolve(Integer.toString(open.size())),
                            CREATE,
                            WRITE,
                            TRUNCATE_EXISTING);
            open.put(folder.resolve(tile.path()), channel);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }

        private void finishFiles() throws IOException {
            forceAll();
            fault.after("bytes");
            int number = 0;
            for (Path file : open.keySet()) {
                makeFolders(file.getParent());
                Files.move(writing.resolve(Integer.toString(number)), file, ATOMIC_MOVE);
                number++;
            }
            open.clear();
            fault.after("names");
        }

        /// Several at a time: the file system then makes one commit of its own do for many of them.
        private void forceAll() throws IOException {
            List<Future<?>> forced = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(FORCING)) {
                for (FileChannel channel : open.values()) {
                    forced.add(
                            threads.submit(
                                    () -> {
                                        channel.force(true);
                                        channel.close();
                                        return null;
                                    }));
                }
            }
            for (Future<?> one : forced) {
                if (one.state() != Future.State.SUCCESS) {
                    throw new IOException("a file of the log was not synced", one.exceptionNow());
                }
            }
        }

        /// Every folder whose list of names changes is forced at the end, up to the log's own.
        private void makeFolders(Path parent) throws IOException {
            for (Path at = parent; at.startsWith(folder) && folders.add(at); at = at.getParent()) {
                // each one on the way up, once
            }
            Files.createDirectories(parent);
        }

        void end() throws IOException {
            finishFiles();
            for (Path changed : folders) {
                DurableFile.syncDirectory(changed);
            }
        }
    }
}
