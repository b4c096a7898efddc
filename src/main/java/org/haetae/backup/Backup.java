package org.haetae.backup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.backup.Manifest.Listed;
import org.haetae.home.AgeFile;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Keys;
import org.haetae.home.RecoveryKit;
import org.haetae.home.TableCopy;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Merkle;
import org.haetae.ledger.SignedNote;

/// Brings a home into a store: what is new since the last time, sealed database and keys anew.
///
/// Others may work in the home meanwhile: what is copied is the home of one moment ([Cut]), save
/// that sealed files which came later may lie beside, and are nobody's in the copy.
///
/// Order of writes; a kill after each leaves the backup before, which is restored from as if
/// nothing had happened:
/// 1. the entry in the home's own ledger, so that the backup holds it too and a home restored from
///    it is never a second history of the same length
/// 2. files that were not there, under their names
/// 3. files that replace others, under `next/`
/// 4. the list of all files; all of this made durable
/// 5. `newest`, signed, in the place of the one before: from here on this is the backup
/// 6. files from `next/` to their places
/// 7. the keys and tables of the backup before are taken away
public final class Backup {

    /// Where a test lets the process die. Named by what has just become durable.
    @FunctionalInterface
    interface Fault {
        void after(String step);
    }

    /// What was made.
    ///
    /// @param number of this backup in its place, from 1
    /// @param files in the backup
    /// @param copied files of them that were not there before
    /// @param findings what somebody should look at
    public record Made(
            int number,
            int files,
            long bytes,
            int copied,
            long copiedBytes,
            List<Finding> findings) {
        public Made {
            findings = List.copyOf(findings);
        }
    }

    private static final int MAC_BYTES = 16;

    private static final String LEDGER = "ledger/";
    private static final String CHECKPOINT = "checkpoint";

    /// How often keys are looked at again while they are being exchanged.
    private static final int TRIES = 10;

    private final Home home;
    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Clock clock;
    private final Store store;
    private final Copies copies;
    private final BooleanSupplier stopping;
    private final Fault fault;

    private final SortedMap<String, Listed> listed = new TreeMap<>();
    private final List<String> staged = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Manifest before = Manifest.empty();
    private SortedMap<String, Long> present = new TreeMap<>();
    private Set<String> removed = Set.of();
    private int copied;
    private long copiedBytes;

    /// @param home open; others may be at work in it
    /// @param stopping asked before each file; once it says so, the backup before stays
    public Backup(
            Home home,
            Database database,
            Ledger ledger,
            Archive archive,
            Clock clock,
            Store store,
            BooleanSupplier stopping) {
        this(home, database, ledger, archive, clock, store, stopping, step -> {});
    }

    Backup(
            Home home,
            Database database,
            Ledger ledger,
            Archive archive,
            Clock clock,
            Store store,
            BooleanSupplier stopping,
            Fault fault) {
        this.home = home;
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.clock = clock;
        this.store = store;
        this.copies = new Copies(store);
        this.stopping = stopping;
        this.fault = fault;
    }

    /// Makes the backup. Once only.
    ///
    /// @throws HomeRefused when there is no recovery kit, or the place holds the backup of another
    ///   home or of a later state of this one
    public Made make(ActorId by) throws IOException {
        return make(by, true);
    }

    /// The same, only where there is a backup already: a schedule must not begin one in the empty
    /// folder on which a disk is to be mounted.
    Made goOn(ActorId by) throws IOException {
        return make(by, false);
    }

    private Made make(ActorId by, boolean mayBegin) throws IOException {
        var kit =
                RecoveryKit.find(home.keys())
                        .orElseThrow(
                                () ->
                                        new HomeRefused(
                                                "There is no recovery kit, to which a backup is sealed. Make one first: haetae keys recovery make"));
        var earlier = earlier();
        if (earlier.isEmpty()) {
            if (!mayBegin) {
                throw new HomeRefused(
                        "There is no backup of this home at %s to go on with; is its disk there? A first one is made by hand: haetae backup"
                                .formatted(store));
            }
            refuseIfSomethingElse();
        }
        int number = earlier.map(newest -> newest.number() + 1).orElse(1);
        archive.settle();
        enter(by, number);
        finishEarlier();
        removed = archive.removedFolders();
        var scratch = Files.createDirectories(home.derived().resolve("backup"));
        try (var stock = archive.stock();
                var cut = ledger.still(this::cut)) {
            // First: by this a place is known in which the first backup was interrupted.
            copyBytes(scratch, READ_ME, readMe());
            // What the tables name is in the list, which is made after them.
            copyStock(scratch, stock);
            copyLedger(scratch, cut);
            for (var migration : TableCopy.migrations().entrySet()) {
                copyBytes(scratch, "database/schema/" + migration.getKey(), migration.getValue());
            }
            copyBytes(scratch, RECOVERY_KIT, cut.insides().get("keys/" + RECOVERY_KIT));
            cut.tables()
                    .out((order, table) -> new SealedTable(scratch, kit.recipient(), order, table));
            sealHome(scratch, kit, number, cut.insides());
            keepWhatTheHomeLost();
            fault.after("files");
            sign(kit, number, cut.head(), scratch);
            finish();
        } finally {
            clear(scratch);
        }
        return new Made(
                number,
                listed.size(),
                listed.values().stream().mapToLong(Listed::bytes).sum(),
                copied,
                copiedBytes,
                findings);
    }

    /// The home at one moment, while others go on working in it: taken with no head being signed,
    /// so that tables, newest head, its partial tiles and the keys belong together. Whole tiles
    /// never change, and sealed files only go from deposit into the root.
    ///
    /// @param insides settings and keys, by their paths in the home
    /// @param heads newest head and partial tiles, which the next head replaces
    /// @param files all files of the log
    private record Cut(
            TableCopy.Moment tables,
            SortedMap<String, byte[]> insides,
            SortedMap<String, byte[]> heads,
            List<Path> files)
            implements AutoCloseable {

        Checkpoint head() {
            return Checkpoint.parse(SignedNote.parse(heads.get(LEDGER + CHECKPOINT)).text());
        }

        @Override
        public void close() {
            tables.close();
        }
    }

    private Cut cut() {
        try {
            for (int i = 0; i < TRIES; i++) {
                var before = insides();
                var tables = database.tables().moment();
                // An erasure exchanges keys. Those that stand here before and after open what the
                // tables have.
                if (same(before, insides())) {
                    var files = files(home.ledger());
                    var heads = new TreeMap<String, byte[]>();
                    for (var file : files) {
                        var path = LEDGER + home.ledger().relativize(file);
                        if (path.equals(LEDGER + CHECKPOINT) || path.contains(".p/")) {
                            heads.put(path, Files.readAllBytes(file));
                        }
                    }
                    return new Cut(tables, before, heads, files);
                }
                tables.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the keys and the head of the ledger", e);
        }
        throw new HomeRefused(
                "The keys of this home are being exchanged by an erasure. Run the backup again.");
    }

    private static boolean same(Map<String, byte[]> some, Map<String, byte[]> others) {
        return some.keySet().equals(others.keySet())
                && some.keySet().stream()
                        .allMatch(name -> Arrays.equals(some.get(name), others.get(name)));
    }

    /// The list of what was erased, which a restore replays.
    static final String ERASED = "erased.txt";

    static final String RECOVERY_KIT = "recovery.kit";
    private static final String READ_ME = "READ-ME.txt";

    private static byte[] readMe() throws IOException {
        try (InputStream text = Backup.class.getResourceAsStream("read-me.txt")) {
            return Objects.requireNonNull(text, "read-me.txt").readAllBytes();
        }
    }

    /// The newest backup in the store, seen to be of this home and not ahead of it.
    private Optional<Newest> earlier() throws IOException {
        try {
            var found = copies.newest(ledger.verifierKeys());
            found.ifPresent(one -> before = one.manifest());
            var newest = found.map(Copies.Found::newest);
            if (found.isPresent()) {
                refuseUnlessContinued(found.get().manifest());
            }
            long entries = ledger.size();
            if (newest.isPresent() && newest.get().entries() > entries) {
                throw new HomeRefused(
                        "The backup at %s has %,d ledger entries and this home %,d: this home is an older copy. Nothing was changed; find the newer home, or restore from the backup."
                                .formatted(store, newest.get().entries(), entries));
            }
            return newest;
        } catch (Copies.Unfit e) {
            throw new HomeRefused(
                    "The place %s holds something else than a sound backup of this home (%s). Nothing was changed; give another place."
                            .formatted(store, e.finding().code()),
                    e);
        }
    }

    /// As many entries, or more, are not the same history: the head that was backed up is one that
    /// this home had.
    private void refuseUnlessContinued(Manifest manifest) throws IOException {
        var path = "ledger/checkpoint";
        var listed = manifest.of(path);
        var place = listed.isEmpty() ? listed.map(one -> path) : copies.place(path, listed.get());
        var ours = ledger.files().checkpoint();
        if (place.isEmpty() || ours.isEmpty()) {
            return; // damaged there, and put back by this backup
        }
        Checkpoint theirs;
        try (var in = store.read(place.get())) {
            theirs = Checkpoint.parse(SignedNote.parse(in.readAllBytes()).text());
        }
        long size = Checkpoint.parse(SignedNote.parse(ours.get()).text()).size();
        if (theirs.size() <= size
                && !Merkle.root(theirs.size(), ledger.files().nodes(size)).equals(theirs.root())) {
            throw new HomeRefused(
                    "The ledger in the backup at %s and this home's differ within its %,d entries: one of them went on from an older copy. Nothing was changed; keep both, and give another place."
                            .formatted(store, theirs.size()));
        }
    }

    /// In a place without a signed backup there is nothing at all, or what an interrupted first one
    /// left there, which begins with the words of this program.
    private void refuseIfSomethingElse() throws IOException {
        var there = store.list().keySet();
        if (there.isEmpty()) {
            return;
        }
        var foreign = there.stream().filter(path -> !Names.isOurs(path)).findFirst();
        if (foreign.isPresent() || !there.contains(READ_ME) || !isOurReadMe()) {
            throw new HomeRefused(
                    "The place %s is not empty and holds no backup (%s, for example). Nothing was changed; give an empty place."
                            .formatted(store, foreign.orElse(there.iterator().next())));
        }
    }

    private boolean isOurReadMe() throws IOException {
        try (var in = store.read(READ_ME)) {
            return Arrays.equals(in.readNBytes(readMe().length + 1), readMe());
        }
    }

    private void enter(ActorId by, int number) {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        ledger.append(
                                transaction,
                                Entry.of(
                                        Act.BACKED_UP,
                                        number,
                                        clock.instant(),
                                        by,
                                        UUID.randomUUID())));
        ledger.publish();
    }

    /// A kill after `newest` was signed left files under `next/` that belong in their places; one
    /// before left some that belong nowhere.
    private void finishEarlier() throws IOException {
        for (var path : store.list().keySet()) {
            if (path.startsWith(Copies.NEXT) && Names.isOurs(path)) {
                var place = path.substring(Copies.NEXT.length());
                if (before.of(place).isPresent()
                        && before.of(place).get().sha256().equals(digest(path))) {
                    store.move(path, place);
                } else {
                    store.delete(path);
                }
            }
        }
        store.sweep(clock.instant());
        present = store.list();
    }

    private Digest digest(String path) throws IOException {
        try (var in = store.read(path)) {
            return digest(in);
        }
    }

    private static Digest digest(InputStream in) throws IOException {
        var sha256 = Digest.newSha256();
        var buffer = new byte[1 << 16];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            sha256.update(buffer, 0, n);
        }
        return new Digest(sha256.digest());
    }

    // ---- files

    private static List<Path> files(Path folder) throws IOException {
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private void copyStock(Path scratch, Archive.Stock stock) throws IOException {
        for (var one : stock.list().entrySet()) {
            var path = one.getKey();
            try {
                copyFile(path, one.getValue(), () -> stock.file(path, scratch.resolve("bytes")));
            } catch (NoSuchFileException e) {
                throw new HomeRefused(
                        "%s went away while it was being copied: an erasure removed it. Run the backup again."
                                .formatted(path),
                        e);
            }
        }
    }

    private void copyLedger(Path scratch, Cut cut) throws IOException {
        for (var file : cut.files()) {
            var path = LEDGER + home.ledger().relativize(file);
            if (path.contains("/.writing/")) {
                continue; // what is being written has no name yet and belongs to nothing
            }
            var head = cut.heads().get(path);
            if (head != null) {
                copyBytes(scratch, path, head);
            } else if (path.startsWith(LEDGER + "tile/")) {
                copyFile(path, file);
            } else {
                // A witness may add to it while it is copied.
                copyBytes(scratch, path, Files.readAllBytes(file));
            }
        }
    }

    private void copyBytes(Path scratch, String path, byte[] content) throws IOException {
        copyFile(path, Files.write(scratch.resolve("bytes"), content));
    }

    private void copyFile(String path, Path file) throws IOException {
        copyFile(path, Files.size(file), () -> file);
    }

    /// Where a file can be read, asked only when it has to be.
    private interface Source {
        Path file() throws IOException;
    }

    private void copyFile(String path, long bytes, Source source) throws IOException {
        if (stopping.getAsBoolean()) {
            throw new HomeRefused(
                    "The backup was stopped. The one before stays what it was; the next goes on.");
        }
        if (!Manifest.canList(path)) {
            findings.add(
                    BackupCode.SOURCE_STRANGE.at(
                            path, "another name", "one of letters a-z, digits and signs"));
            return;
        }
        var old = before.of(path).filter(one -> isPresent(path, one));
        if (old.isPresent() && Copies.isContent(path) && old.get().bytes() == bytes) {
            // Never changes, so it is not even read; whether it did is for `haetae verify`.
            listed.put(path, old.get());
            return;
        }
        var file = source.file();
        Listed now;
        try (var in = Files.newInputStream(file)) {
            now = new Listed(digest(in), bytes);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException e) {
            before.of(path).ifPresent(one -> listed.put(path, one));
            findings.add(BackupCode.SOURCE_UNREADABLE.at(path, "a read error", "its bytes"));
            return;
        }
        if (Copies.isContent(path) && wasOther(path, now)) {
            // What was sealed never changes: the good copy stays, and what is there is told.
            var right = before.of(path).orElseThrow();
            listed.put(path, right);
            findings.add(BackupCode.SOURCE_ALTERED.at(path, now.sha256(), right.sha256()));
            return;
        }
        listed.put(path, now);
        if (old.equals(Optional.of(now))) {
            return;
        }
        // Not every object store refuses, so what is known to be there is not asked about.
        if (present.containsKey(path) || !store.add(path, file)) {
            store.add(Copies.NEXT + path, file);
            staged.add(path);
        }
        copied++;
        copiedBytes += bytes;
    }

    private boolean wasOther(String path, Listed now) {
        return before.of(path).filter(one -> !one.equals(now)).isPresent();
    }

    private boolean isPresent(String path, Listed old) {
        return Objects.equals(present.get(path), old.bytes());
    }

    /// A file of the archive that the backup before had and the home has no more stays: it is the
    /// last copy. What was destroyed by a decision is not missing, and goes here too.
    private void keepWhatTheHomeLost() {
        var kept = names(listed.keySet());
        before.files()
                .forEach(
                        (path, old) -> {
                            if (!listed.containsKey(path)
                                    && (!Names.passes(path)
                                            || Copies.isContent(path) && !kept.contains(name(path)))
                                    && !wasRemoved(path)
                                    && present.containsKey(path)) {
                                listed.put(path, old);
                                findings.add(
                                        BackupCode.SOURCE_MISSING.at(
                                                path, "nothing", old.sha256()));
                            }
                        });
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /// A sealed file is called by its item, in deposit as in the root.
    private static Set<String> names(Set<String> paths) {
        return paths.stream()
                .filter(Copies::isContent)
                .map(Backup::name)
                .collect(Collectors.toSet());
    }

    private boolean wasRemoved(String path) {
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            if (removed.contains(path.substring(0, end))) {
                return true;
            }
        }
        return false;
    }

    // ---- database and keys

    /// One table, sealed while a keyed digest of its rows is made. When the backup before has the
    /// same rows sealed to the same kit, that file stays.
    private final class SealedTable extends OutputStream {
        private final Path file;
        private final String name;
        private final Mac mac;
        private final OutputStream sealing;

        SealedTable(Path scratch, String recipient, int order, String table) throws IOException {
            this.file = scratch.resolve("table");
            this.name = "database/%02d-%s.".formatted(order, table);
            this.mac = mac(home.keyring());
            this.sealing =
                    AgeFile.sealing(
                            new BufferedOutputStream(Files.newOutputStream(file), 1 << 16),
                            recipient);
            mac.update((recipient + " " + table + "\n").getBytes(US_ASCII));
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            mac.update(bytes, from, length);
            sealing.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            sealing.close();
            var rows = name + HexFormat.of().formatHex(mac.doFinal(), 0, MAC_BYTES) + "-";
            var same =
                    before.files().entrySet().stream()
                            .filter(one -> one.getKey().startsWith(rows))
                            .filter(one -> isPresent(one.getKey(), one.getValue()))
                            .findFirst();
            if (same.isPresent()
                    && copies.place(same.get().getKey(), same.get().getValue())
                            .equals(Optional.of(same.get().getKey()))) {
                listed.put(same.get().getKey(), same.get().getValue());
            } else {
                copyFile(rows + random() + ".sql.age", file);
            }
        }
    }

    private static Mac mac(Keys keys) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(keys.secret("backup"), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    /// Settings, secrets and public keys: one line each, path and base64. Made anew at each backup,
    /// and the one before is taken away: it may hold a key that was destroyed since.
    private void sealHome(
            Path scratch, RecoveryKit kit, int number, SortedMap<String, byte[]> insides)
            throws IOException {
        var file = scratch.resolve("home");
        try (var out = AgeFile.sealing(Files.newOutputStream(file), kit.recipient())) {
            for (var one : insides.entrySet()) {
                out.write((one.getKey() + " ").getBytes(US_ASCII));
                out.write(Base64.getEncoder().encode(one.getValue()));
                out.write('\n');
            }
        }
        copyFile("home/%d-%s.age".formatted(number, random()), file);
    }

    private SortedMap<String, byte[]> insides() throws IOException {
        var insides = new TreeMap<String, byte[]>();
        insides.put("haetae.yaml", Files.readAllBytes(home.directory().resolve("haetae.yaml")));
        insides.put("protection", Keys.protection(home.keys()).word().getBytes(US_ASCII));
        var erased = home.directory().resolve(ERASED);
        if (Files.exists(erased)) {
            insides.put(ERASED, Files.readAllBytes(erased));
        }
        try (var files = Files.list(home.keys())) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var name = file.getFileName().toString();
                if (!name.startsWith("wrapped-secrets") && !name.endsWith(".new")) {
                    insides.put("keys/" + name, Files.readAllBytes(file));
                }
            }
        }
        home.keyring().all().forEach((name, secret) -> insides.put("keys/" + name, secret));
        return insides;
    }

    private static String random() {
        var bytes = new byte[4];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    // ---- the end

    private void sign(RecoveryKit kit, int number, Checkpoint head, Path scratch)
            throws IOException {
        var manifest = new Manifest(listed);
        var bytes = manifest.encode();
        if (!Manifest.parse(bytes).equals(manifest)) {
            throw new IllegalStateException("a list of files that reads otherwise than written");
        }
        var path = "manifests/%d-%s".formatted(number, random());
        store.add(path, Files.write(scratch.resolve("bytes"), bytes));
        store.sync();
        fault.after("list");
        var newest =
                new Newest(
                        head.origin(),
                        number,
                        clock.instant(),
                        kit.id(),
                        database.tables().version(),
                        path,
                        Digest.sha256(bytes),
                        head.size());
        SignedNote note = ledger.state(newest.lines());
        store.replace(Newest.FILE, note.encode());
        fault.after("newest");
        listed.put(path, new Listed(newest.sha256(), bytes.length));
    }

    private void finish() throws IOException {
        for (var path : staged) {
            store.move(Copies.NEXT + path, path);
            fault.after("move");
        }
        // Keys before all else: they open what was erased since, and nothing else does.
        var passed =
                store.list().keySet().stream()
                        .filter(path -> !listed.containsKey(path))
                        .filter(path -> Names.passes(path) || wasRemoved(path))
                        .sorted(Comparator.comparing(path -> !path.startsWith("home/")))
                        .toList();
        for (var path : passed) {
            store.delete(path);
        }
        store.sync();
    }

    private static void clear(Path scratch) throws IOException {
        for (var name : List.of("bytes", "table", "home")) {
            Files.deleteIfExists(scratch.resolve(name));
        }
        Files.deleteIfExists(scratch);
    }
}
