package org.haetae.ledger;

import static org.haetae.ledger.LedgerCode.BUNDLE_MALFORMED;
import static org.haetae.ledger.LedgerCode.BUNDLE_MISSING;
import static org.haetae.ledger.LedgerCode.CHECKPOINT_FOREIGN;
import static org.haetae.ledger.LedgerCode.CHECKPOINT_FORKED;
import static org.haetae.ledger.LedgerCode.CHECKPOINT_MALFORMED;
import static org.haetae.ledger.LedgerCode.CHECKPOINT_MISSING;
import static org.haetae.ledger.LedgerCode.ENTRY_ALTERED;
import static org.haetae.ledger.LedgerCode.ENTRY_MALFORMED;
import static org.haetae.ledger.LedgerCode.FILE_STRAY;
import static org.haetae.ledger.LedgerCode.KEY_MISSING;
import static org.haetae.ledger.LedgerCode.LOG_ROLLED_BACK;
import static org.haetae.ledger.LedgerCode.PREVIOUS_WRONG;
import static org.haetae.ledger.LedgerCode.ROOT_DIFFERS;
import static org.haetae.ledger.LedgerCode.SIGNATURE_MISSING;
import static org.haetae.ledger.LedgerCode.SIGNATURE_WRONG;
import static org.haetae.ledger.LedgerCode.TILE_ALTERED;
import static org.haetae.ledger.LedgerCode.TILE_MALFORMED;
import static org.haetae.ledger.LedgerCode.TILE_MISSING;
import static org.haetae.ledger.LedgerCode.TIMESTAMP_MALFORMED;
import static org.haetae.ledger.LedgerCode.TIMESTAMP_UNTRUSTED;
import static org.haetae.ledger.LedgerCode.TIME_BACKWARDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Checks a whole log from its files, with keys and earlier heads that the checker brings along.
/// Needs no database, no network and nobody's trust; collects what it finds and goes on.
///
/// What a clean result means: these entries, in this order, are exactly those whose root the log's
/// keys signed, and the log has only grown since each checkpoint that it published and each that
/// was given as remembered. What it does not mean: that there is no newer log than this one. Only a
/// remembered checkpoint, a witness's or a timestamp's, says that.
public final class LedgerCheck {

    private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

    private final LogFolder folder;
    private final List<VerifierKey> keys;
    private final List<Remembered> remembered;
    private final boolean ours;
    private final Consumer<Recorded> onEntry;
    private final Optional<Expectations> expectations;
    private final List<X509Certificate> roots;

    private LedgerCheck(
            LogFolder folder,
            List<VerifierKey> keys,
            List<Remembered> remembered,
            boolean ours,
            Consumer<Recorded> onEntry,
            Optional<Expectations> expectations,
            List<X509Certificate> roots) {
        this.folder = folder;
        this.keys = List.copyOf(keys);
        this.remembered = List.copyOf(remembered);
        this.ours = ours;
        this.onEntry = onEntry;
        this.expectations = expectations;
        this.roots = List.copyOf(roots);
    }

    /// @param keys the log's own, each of which must have signed each checkpoint, and any number of
    ///   witnesses', which may have; told apart by their names, the log's own being its origin
    public LedgerCheck(LogFolder folder, List<VerifierKey> keys) {
        this(folder, keys, List.of(), true, recorded -> {}, Optional.empty(), List.of());
    }

    /// The same, held against checkpoints that are kept elsewhere.
    public LedgerCheck remembering(List<Remembered> checkpoints) {
        return new LedgerCheck(folder, keys, checkpoints, ours, onEntry, expectations, roots);
    }

    /// The same for a log whose entries and further files are not ours: entries are hashed, not
    /// read.
    public LedgerCheck ofForeignEntries() {
        return new LedgerCheck(folder, keys, remembered, false, onEntry, expectations, roots);
    }

    /// The same, handing on each entry as it is read, in order. Whether it is true is known only
    /// when the report is: act on nothing before.
    public LedgerCheck forEach(Consumer<Recorded> consumer) {
        return new LedgerCheck(folder, keys, remembered, ours, consumer, expectations, roots);
    }

    /// The same, holding those who vouch from outside to what the checker expects of them. Without
    /// this their answers are checked, and nobody is missed.
    public LedgerCheck expecting(Expectations expected) {
        return new LedgerCheck(
                folder, keys, remembered, ours, onEntry, Optional.of(expected), roots);
    }

    /// The same, verifying timestamps with these root certificates of authorities, had from
    /// elsewhere.
    public LedgerCheck trusting(List<X509Certificate> authorities) {
        return new LedgerCheck(folder, keys, remembered, ours, onEntry, expectations, authorities);
    }

    /// What came out.
    ///
    /// @param head the newest checkpoint; empty when it could not be believed, and then nothing
    ///   else was checked
    /// @param entries how many entries were read
    /// @param attestations what witnesses and timestamp authorities said of heads of this log, as
    ///   far as the checker knows their keys; without order
    public record Report(
            List<Finding> findings,
            Optional<Checkpoint> head,
            long entries,
            List<Attestation> attestations) {
        public boolean isClean() {
            return findings.isEmpty();
        }

        /// Whether the log is to be believed: nothing promised does not hold, though something may
        /// be odd or worth knowing.
        public boolean isSound() {
            return head.isPresent()
                    && findings.stream().noneMatch(it -> it.severity() == Severity.ERROR);
        }
    }

    /// Reads the whole log once.
    ///
    /// Of a log of more than some ten thousand entries a part waits in a temporary file meanwhile.
    ///
    /// @throws UncheckedIOException when the log cannot be read, or there is no room for that file
    public Report run() {
        try (PreviousCheck previous = new PreviousCheck()) {
            return new Run(previous).report();
        } catch (IOException e) {
            throw new UncheckedIOException("the temporary file of a verification", e);
        }
    }

    private final class Run {
        private final List<Finding> findings = new ArrayList<>();
        private final MessageDigest sha256 = Digest.newSha256();
        private final Merkle.Growing tree = new Merkle.Growing();

        /// Roots at the sizes that some checkpoint speaks of.
        private final TreeMap<Long, Optional<Digest>> rootsAt = new TreeMap<>();

        /// Heads that were looked at, so that the other files can be looked at afterwards.
        private final Set<String> compared = new HashSet<>();

        /// Tiles and bundles about which there is a finding; partial ones of earlier widths are not
        /// held against these.
        private final Set<String> harmed = new HashSet<>();

        private final PreviousCheck previous;
        private final AttestationCheck outside =
                new AttestationCheck(keys, expectations, findings::add);
        private final List<Mismatch> mismatches = new ArrayList<>();
        private Instant latest = Instant.EPOCH;
        private boolean hole;
        private long entries;

        Run(PreviousCheck previous) {
            this.previous = previous;
        }

        Report report() throws IOException {
            // 1. The newest checkpoint: a note, of this log, signed by each of its keys.
            Optional<Checkpoint> head = head();
            if (head.isEmpty()) {
                return new Report(List.copyOf(findings), head, 0, List.of());
            }
            long size = head.get().size();
            // 2. The earlier ones likewise, and those that others remember.
            Map<String, Checkpoint> earlier = published(head.get());
            if (ours) {
                earlier.putAll(stamped(head.get()));
            }
            remembered.forEach(memory -> compareWithMemory(memory, head.get()));
            earlier.values().forEach(checkpoint -> rootWanted(checkpoint.size(), size));
            remembered.forEach(memory -> rootWanted(memory.checkpoint().size(), size));
            // 3. Every entry hashes to what the tiles of the lowest level have, 4. and those to the
            // levels above.
            List<byte[]> hashes = readEntries(size);
            comparePrevious();
            readUpperLevels(hashes, size);
            // 5. All of them together hash to the signed root,
            boolean rootFits = hole || tree.root().equals(head.get().root());
            if (!rootFits) {
                find(ROOT_DIFFERS.at("entries 0 to " + size, tree.root(), head.get().root()));
            }
            mismatches.forEach(mismatch -> nameCulprit(mismatch, rootFits));
            // 6. and the first of them to each earlier root: nothing signed was ever taken back.
            if (!rootFits) {
                rootsAt.clear(); // of a log that is not the signed one, earlier roots say nothing
            }
            rootsAt.put(size, Optional.of(head.get().root()));
            earlier.forEach(this::compareRoot);
            remembered.forEach(memory -> compareRoot(memory.where(), memory.checkpoint()));
            // 7. What witnesses and authorities said stands with all that, and so do their clocks.
            outside.conclude(size);
            // 8. What else lies in the folder is a partial tile that says the same, or a stray.
            if (ours) {
                lookAtTheRest(size);
            }
            return new Report(List.copyOf(findings), head, entries, outside.attestations());
        }

        private void find(Finding finding) {
            findings.add(finding);
        }

        private Optional<Checkpoint> head() {
            if (keys.isEmpty()) {
                find(KEY_MISSING.at("verifier keys", "none", "at least one"));
                return Optional.empty();
            }
            Optional<byte[]> bytes = folder.checkpoint();
            if (bytes.isEmpty()) {
                find(CHECKPOINT_MISSING.at(LogFolder.CHECKPOINT, "nothing", "a signed checkpoint"));
                return Optional.empty();
            }
            compared.add(LogFolder.CHECKPOINT);
            return signed(LogFolder.CHECKPOINT, bytes.get());
        }

        /// The checkpoint in a file, when it is one and the log's keys signed it.
        private Optional<Checkpoint> signed(String file, byte[] bytes) {
            SignedNote note;
            Checkpoint checkpoint;
            try {
                note = SignedNote.parse(bytes);
                checkpoint = Checkpoint.parse(note.text());
            } catch (IllegalArgumentException e) {
                find(CHECKPOINT_MALFORMED.at(file, e.getMessage(), "a signed checkpoint"));
                return Optional.empty();
            }
            List<VerifierKey> own =
                    keys.stream().filter(key -> key.name().equals(checkpoint.origin())).toList();
            SignedNote.Verdict verdict = note.verify(own);
            for (VerifierKey wrong : verdict.wrong()) {
                find(SIGNATURE_WRONG.at(file, "a wrong signature by " + wrong, "a right one"));
            }
            if (own.isEmpty()) {
                find(
                        CHECKPOINT_FOREIGN.at(
                                file,
                                "origin " + checkpoint.origin(),
                                "an origin that a key names"));
            }
            List<VerifierKey> absent = new ArrayList<>(own);
            absent.removeAll(verdict.signed());
            absent.removeAll(verdict.wrong());
            for (VerifierKey key : absent) {
                find(SIGNATURE_MISSING.at(file, "no signature by " + key, "one"));
            }
            boolean believed = !own.isEmpty() && verdict.accepted() && absent.isEmpty();
            if (!believed) {
                return Optional.empty();
            }
            outside.cosigned(file, checkpoint, note);
            return Optional.of(checkpoint);
        }

        private Map<String, Checkpoint> published(Checkpoint head) {
            Map<String, Checkpoint> published = new TreeMap<>();
            for (long size : folder.sizes()) {
                String file = LogFolder.CHECKPOINTS + "/" + size;
                compared.add(file);
                folder.read(file)
                        .flatMap(bytes -> signed(file, bytes))
                        .filter(found -> isNamedBySize(file, size, found))
                        .ifPresent(found -> published.put(file, found));
            }
            published.forEach(
                    (file, checkpoint) ->
                            compareWithMemory(new Remembered(file, checkpoint), head));
            return published;
        }

        /// The heads that were stamped, and what the stamps say.
        private Map<String, Checkpoint> stamped(Checkpoint head) {
            Map<String, Checkpoint> stamped = new TreeMap<>();
            List<StampFiles> stamps = StampFiles.in(folder);
            for (StampFiles stamp : stamps) {
                String file = stamp.checkpoint();
                if (!compared.contains(file)) {
                    compared.add(file);
                    folder.read(file)
                            .flatMap(bytes -> signed(file, bytes))
                            .filter(found -> isNamedBySize(file, stamp.size(), found))
                            .ifPresent(found -> stamped.put(file, found));
                }
                Checkpoint checkpoint = stamped.get(file);
                if (checkpoint == null) {
                    find(
                            TIMESTAMP_MALFORMED.at(
                                    stamp.response(), "no head beside it", "the stamped head"));
                } else {
                    compareStamp(stamp, checkpoint);
                }
            }
            if (roots.isEmpty() && !stamps.isEmpty()) {
                find(
                        TIMESTAMP_UNTRUSTED.at(
                                StampFiles.FOLDER,
                                "%d timestamps and no roots to check them with"
                                        .formatted(stamps.size()),
                                "roots had from elsewhere"));
            }
            stamped.forEach(
                    (file, checkpoint) ->
                            compareWithMemory(new Remembered(file, checkpoint), head));
            return stamped;
        }

        private void compareStamp(StampFiles stamp, Checkpoint checkpoint) {
            Optional<Timestamp.Verified> verified = Optional.empty();
            if (!roots.isEmpty()) {
                try {
                    verified = Optional.of(stamp.verify(folder, roots));
                } catch (Timestamp.Refusal e) {
                    LedgerCode code = TimestampCheck.code(e.fault());
                    find(code.at(stamp.response(), e.found(), e.expected()));
                }
            }
            outside.stamped(checkpoint, stamp, stamp.answer(folder), verified);
        }

        private boolean isNamedBySize(String file, long size, Checkpoint checkpoint) {
            if (checkpoint.size() != size) {
                find(
                        CHECKPOINT_MALFORMED.at(
                                file,
                                "a checkpoint of " + checkpoint.size() + " entries",
                                size + ""));
            }
            return checkpoint.size() == size;
        }

        private void compareWithMemory(Remembered memory, Checkpoint head) {
            Checkpoint known = memory.checkpoint();
            if (!known.origin().equals(head.origin())) {
                find(
                        CHECKPOINT_FOREIGN.at(
                                memory.where(), "origin " + known.origin(), head.origin()));
            } else if (known.size() > head.size()) {
                find(
                        LOG_ROLLED_BACK.at(
                                LogFolder.CHECKPOINT,
                                head.size() + " entries",
                                known.size() + " at least, as " + memory.where() + " has"));
            }
        }

        private void rootWanted(long size, long whole) {
            if (size <= whole) {
                rootsAt.put(size, size == 0 ? Optional.of(Merkle.EMPTY_ROOT) : Optional.empty());
            }
        }

        private void compareRoot(String where, Checkpoint earlier) {
            Optional<Digest> root = rootsAt.getOrDefault(earlier.size(), Optional.empty());
            if (root.isPresent() && !root.get().equals(earlier.root())) {
                find(
                        CHECKPOINT_FORKED.at(
                                where,
                                "root " + earlier.root() + " at " + earlier.size() + " entries",
                                "root " + root.get()));
            }
        }

        /// Hashes every entry and compares it with its tile.
        ///
        /// @return the roots of the full tiles, for the level above; null where one is not known
        private List<byte @Nullable []> readEntries(long size) throws IOException {
            List<byte @Nullable []> roots = new ArrayList<>();
            for (long index = 0; index * TilePath.FULL < size; index++) {
                int width = TilePath.widthAt(0, index, size);
                byte @Nullable [] tile = tile(new TilePath(0, index, width));
                byte @Nullable [] hashes = entryHashes(index, width, tile);
                grow(hashes, width);
                if (width == TilePath.FULL) {
                    roots.add(
                            hashes == null
                                    ? null
                                    : LogFolder.subtree(sha256, hashes, 0, TilePath.FULL));
                }
            }
            return roots;
        }

        /// Leaf hashes from the bundle; where there is none, from the tile, so that the rest of the
        /// tree can still be checked.
        private byte @Nullable [] entryHashes(long index, int width, byte @Nullable [] tile)
                throws IOException {
            Optional<List<byte[]>> bundle = bundle(new TilePath(TilePath.ENTRIES, index, width));
            if (bundle.isEmpty()) {
                return tile;
            }
            byte[] hashes = new byte[width * Digest.SIZE_BYTES];
            for (int i = 0; i < width; i++) {
                byte[] entry = bundle.get().get(i);
                byte[] hash = Merkle.leafHash(sha256, entry, 0, entry.length);
                System.arraycopy(hash, 0, hashes, i * Digest.SIZE_BYTES, Digest.SIZE_BYTES);
                readEntry(index * TilePath.FULL + i, entry);
            }
            entries += width;
            if (tile != null && !Arrays.equals(tile, hashes)) {
                mismatches.add(new Mismatch(index, hashes, tile));
            }
            return hashes;
        }

        private void grow(byte @Nullable [] hashes, int width) {
            if (hashes == null) {
                hole = true; // roots from here on cannot be known; the missing files are findings
            }
            if (hole || hashes == null) {
                return;
            }
            for (int i = 0; i < width; i++) {
                int from = i * Digest.SIZE_BYTES;
                tree.add(Arrays.copyOfRange(hashes, from, from + Digest.SIZE_BYTES));
                if (rootsAt.containsKey(tree.size())) {
                    rootsAt.put(tree.size(), Optional.of(tree.root()));
                }
            }
        }

        private Optional<List<byte[]>> bundle(TilePath path) {
            Optional<byte[]> bytes = folder.tile(path);
            if (bytes.isEmpty()) {
                harmed.add(path.full().path());
                find(BUNDLE_MISSING.at(path.path(), "nothing", path.width() + " entries"));
                return Optional.empty();
            }
            Optional<List<byte[]>> split = LogFolder.split(bytes.get(), path.width());
            if (split.isEmpty()) {
                harmed.add(path.full().path());
                find(
                        BUNDLE_MALFORMED.at(
                                path.path(),
                                bytes.get().length + " bytes that are not as many entries",
                                path.width() + " entries"));
            }
            return split;
        }

        private byte @Nullable [] tile(TilePath path) {
            Optional<byte[]> bytes = folder.tile(path);
            if (bytes.isEmpty()) {
                harmed.add(path.full().path());
                find(TILE_MISSING.at(path.path(), "nothing", path.width() + " hashes"));
                return null;
            }
            int expected = path.width() * Digest.SIZE_BYTES;
            if (bytes.get().length != expected) {
                harmed.add(path.full().path());
                find(
                        TILE_MALFORMED.at(
                                path.path(), bytes.get().length + " bytes", expected + " bytes"));
                return null;
            }
            return bytes.get();
        }

        private void readEntry(long position, byte[] bytes) throws IOException {
            if (!ours) {
                return;
            }
            Recorded recorded;
            try {
                Leaf leaf = Leaf.decode(bytes);
                keepPrevious(position, leaf);
                compareTime(position, leaf.entry().time());
                outside.entry(position, leaf.entry());
                boolean impossible =
                        leaf.previous().isPresent() && leaf.previous().getAsLong() >= position;
                recorded =
                        new Recorded(
                                position,
                                leaf.entry(),
                                impossible ? OptionalLong.empty() : leaf.previous());
            } catch (IllegalArgumentException e) {
                find(
                        ENTRY_MALFORMED.at(
                                "entry " + position, e.getMessage(), "a leaf of version 1"));
                return;
            }
            onEntry.accept(recorded);
        }

        private void keepPrevious(long position, Leaf leaf) throws IOException {
            // Half of a random id is enough to tell objects apart: 2^64 against some millions.
            long object =
                    leaf.entry().object().getMostSignificantBits()
                            ^ Long.rotateLeft(leaf.entry().object().getLeastSignificantBits(), 17);
            previous.add(object, position, leaf.previous());
        }

        private void comparePrevious() throws IOException {
            for (PreviousCheck.Wrong wrong : previous.wrong()) {
                find(
                        PREVIOUS_WRONG.at(
                                "entry " + wrong.position(),
                                name(wrong.named()),
                                name(wrong.right())));
            }
        }

        private static String name(OptionalLong previous) {
            return previous.isPresent() ? "previous entry " + previous.getAsLong() : "none before";
        }

        private void compareTime(long position, Instant time) {
            if (time.plus(CLOCK_TOLERANCE).isBefore(latest)) {
                find(TIME_BACKWARDS.at("entry " + position, time, "about " + latest + " or later"));
            }
            latest = time.isAfter(latest) ? time : latest;
        }

        private void readUpperLevels(List<byte @Nullable []> lower, long size) {
            List<byte @Nullable []> hashes = lower;
            for (int level = 1; !hashes.isEmpty(); level++) {
                List<byte @Nullable []> roots = new ArrayList<>();
                for (int from = 0; from < hashes.size(); from += TilePath.FULL) {
                    int width = Math.min(TilePath.FULL, hashes.size() - from);
                    TilePath path = new TilePath(level, from / TilePath.FULL, width);
                    byte @Nullable [] root = compareTile(path, hashes.subList(from, from + width));
                    if (width == TilePath.FULL) {
                        roots.add(root);
                    }
                }
                hashes = roots;
            }
        }

        /// @return the tile's root by the hashes computed below, or null where one is not known
        private byte @Nullable [] compareTile(TilePath path, List<byte @Nullable []> computed) {
            byte @Nullable [] tile = tile(path);
            byte[] known = new byte[path.width() * Digest.SIZE_BYTES];
            boolean whole = true;
            for (int i = 0; i < path.width(); i++) {
                byte @Nullable [] hash = computed.get(i);
                if (hash == null) {
                    whole = false;
                    continue;
                }
                System.arraycopy(hash, 0, known, i * Digest.SIZE_BYTES, Digest.SIZE_BYTES);
                if (tile != null && !Arrays.equals(hash, hashIn(tile, i))) {
                    harmed.add(path.full().path());
                    find(
                            TILE_ALTERED.at(
                                    path.path() + ", hash " + i,
                                    new Digest(hashIn(tile, i)),
                                    new Digest(hash)));
                }
            }
            return whole && path.width() == TilePath.FULL
                    ? LogFolder.subtree(sha256, known, 0, TilePath.FULL)
                    : null;
        }

        /// Of a bundle and a tile that differ, the one that the signed root stands behind is right.
        private void nameCulprit(Mismatch mismatch, boolean rootFits) {
            String tile = new TilePath(0, mismatch.index, mismatch.width()).path();
            boolean tileIsWrong = rootFits && !hole;
            int level = tileIsWrong ? 0 : TilePath.ENTRIES;
            harmed.add(new TilePath(level, mismatch.index, TilePath.FULL).path());
            for (int i = 0; i < mismatch.width(); i++) {
                byte[] ofEntry = hashIn(mismatch.entries, i);
                byte[] ofTile = hashIn(mismatch.tile, i);
                if (Arrays.equals(ofEntry, ofTile)) {
                    continue;
                }
                long position = mismatch.index * TilePath.FULL + i;
                find(
                        tileIsWrong
                                ? TILE_ALTERED.at(
                                        tile + ", hash " + i,
                                        new Digest(ofTile),
                                        new Digest(ofEntry))
                                : ENTRY_ALTERED.at(
                                        "entry " + position,
                                        "leaf hash " + new Digest(ofEntry),
                                        "leaf hash " + new Digest(ofTile)));
            }
        }

        private void lookAtTheRest(long size) {
            folder.forEachFile(
                    file -> {
                        if (compared.contains(file) || StampFiles.isOne(file)) {
                            return;
                        }
                        Optional<TilePath> tile = TilePath.parse(file);
                        if (tile.isEmpty()) {
                            find(FILE_STRAY.at(file, "a file", "nothing by this name"));
                        } else if (!isOfTheHead(tile.get(), size)) {
                            compareBeginning(file, tile.get(), size);
                        }
                    });
        }

        /// One of those that were held against the tree.
        private static boolean isOfTheHead(TilePath tile, long size) {
            return tile.width() == TilePath.widthAt(tile.level(), tile.index(), size);
        }

        /// A tile of another width than the checkpoint asks for: made for an earlier one, or for
        /// one that was not signed yet. What both have must be the same.
        private void compareBeginning(String file, TilePath other, long size) {
            int width = TilePath.widthAt(other.level(), other.index(), size);
            if (width == 0 || harmed.contains(other.full().path())) {
                return; // not signed yet, as a crash before signing leaves it; or named already
            }
            byte[] bytes = folder.read(file).orElse(new byte[0]);
            byte[] signed =
                    folder.tile(new TilePath(other.level(), other.index(), width))
                            .orElse(new byte[0]);
            boolean bundle = other.level() == TilePath.ENTRIES;
            boolean wellFormed =
                    bundle
                            ? LogFolder.split(bytes, other.width()).isPresent()
                            : bytes.length == other.width() * Digest.SIZE_BYTES;
            if (!wellFormed) {
                LedgerCode code = bundle ? BUNDLE_MALFORMED : TILE_MALFORMED;
                find(code.at(file, bytes.length + " bytes", "a width of " + other.width()));
                return;
            }
            int common = Math.min(bytes.length, signed.length);
            if (!Arrays.equals(bytes, 0, common, signed, 0, common)) {
                LedgerCode code = bundle ? ENTRY_ALTERED : TILE_ALTERED;
                find(code.at(file, "other content", "the same as in the tile of width " + width));
            }
        }

        private static byte[] hashIn(byte[] tile, int i) {
            int from = i * Digest.SIZE_BYTES;
            return Arrays.copyOfRange(tile, from, from + Digest.SIZE_BYTES);
        }

        /// A bundle whose entries do not hash to its tile.
        private record Mismatch(long index, byte[] entries, byte[] tile) {
            int width() {
                return entries.length / Digest.SIZE_BYTES;
            }
        }
    }
}
