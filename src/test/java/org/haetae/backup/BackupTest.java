package org.haetae.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Decisions;
import org.haetae.archive.Ground;
import org.haetae.archive.Incoming;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Receiving;
import org.haetae.home.AgeFile;
import org.haetae.home.AgeIdentity;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.RecoveryKit;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.Act;
import org.haetae.ledger.AttestationState;
import org.haetae.ledger.AttestationState.Outcome;
import org.haetae.ledger.Attestations;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.VerifierKey;
import org.haetae.witness.Listener;
import org.haetae.witness.Witness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whatever interrupts a backup, and whatever is done to one: what can be restored is whole, and
/// what is damaged is named.
class BackupTest {

    private static final ActorId ACTOR = new ActorId(UUID.randomUUID());
    private static final Clock CLOCK = Clock.systemUTC();

    /// What a kill leaves, for code that cannot go on.
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @TempDir Path folder;
    private AgeIdentity identity = AgeIdentity.random();

    private Path place() {
        return folder.resolve("backup");
    }

    /// The rooms that a backup needs, and some letters.
    private final class Open implements AutoCloseable {
        final Home home;
        final Database database;
        final Ledger ledger;
        final Archive archive;

        Open(Path where) throws IOException {
            home = where.endsWith("home") ? TemporaryHome.fresh(where) : Home.open(where);
            database = Database.open(home);
            ledger = new Ledger(home, database, CLOCK);
            archive = new Archive(home, database, ledger, CLOCK);
        }

        void makeKit() {
            var made = RecoveryKit.make(3, 2, CLOCK.instant());
            identity = made.kit().open(made.shares().subList(0, 2));
            made.kit().keep(home.keys());
        }

        UUID receive(String... letters) throws IOException {
            return receiveFrom("box", letters);
        }

        UUID receiveFrom(String place, String... letters) throws IOException {
            var accession =
                    archive.open(
                            Clearance.SYSTEM,
                            new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), place));
            try (var door = archive.receive(Clearance.SYSTEM, accession)) {
                for (String letter : letters) {
                    door.receive(
                            new Incoming(
                                    letter, Optional.empty(), Optional.empty(), Optional.empty()),
                            new ByteArrayInputStream(letter.getBytes(StandardCharsets.UTF_8)),
                            receipt -> {});
                }
            }
            ledger.publish();
            return accession.id().value();
        }

        List<Outcome> askWitnesses() throws InterruptedException {
            try (var attestations = new Attestations(home, database, ledger, CLOCK)) {
                return attestations.askNow().stream().map(AttestationState::outcome).toList();
            }
        }

        Backup.Made backUp(Backup.Fault fault) throws IOException {
            try (var store = FolderStore.make(place())) {
                return new Backup(home, database, ledger, archive, CLOCK, store, () -> false, fault)
                        .make(ACTOR);
            }
        }

        List<Finding> findings() {
            var findings = new ArrayList<>(ledger.verify());
            findings.addAll(archive.verify(true));
            return findings;
        }

        @Override
        public void close() {
            archive.close();
            database.close();
            home.close();
        }
    }

    /// The list of erasures as a home signs it.
    private static String[] signed(Open home, String line) {
        var digest = org.haetae.ledger.Digest.sha256((line + "\n").getBytes(UTF_8));
        var note = home.ledger.state(List.of("erased things 1", "sha256 " + digest));
        return (line + "\n\n" + new String(note.encode(), UTF_8)).split("\n");
    }

    private Restore.Restored restore(String name, String... erased) throws IOException {
        try (var store = FolderStore.open(place())) {
            return new Restore(
                            store, folder.resolve(name), List.of(), List.of(erased), false, CLOCK)
                    .make(identity, home -> ACTOR);
        }
    }

    /// Tells what is taken away, in order; one of its files lies on a bad sector.
    private record Watched(Store store, List<String> deleted, String unreadable) implements Store {
        @Override
        public SortedMap<String, Long> list() throws IOException {
            return store.list();
        }

        @Override
        public InputStream read(String path) throws IOException {
            var in = store.read(path);
            return !path.equals(unreadable)
                    ? in
                    : new FilterInputStream(in) {
                        @Override
                        public int read(byte[] into, int from, int length) throws IOException {
                            throw new IOException("a bad sector");
                        }
                    };
        }

        @Override
        public boolean add(String path, Path content) throws IOException {
            return store.add(path, content);
        }

        @Override
        public void replace(String path, byte[] content) throws IOException {
            store.replace(path, content);
        }

        @Override
        public void move(String from, String to) throws IOException {
            store.move(from, to);
        }

        @Override
        public void delete(String path) throws IOException {
            deleted.add(path);
            store.delete(path);
        }

        @Override
        public void sync() throws IOException {
            store.sync();
        }

        @Override
        public void close() throws IOException {
            store.close();
        }
    }

    private BackupCheck.Checked check() throws IOException {
        try (var store = FolderStore.open(place())) {
            return BackupCheck.of(store, List.of());
        }
    }

    private List<Path> files(String under) throws IOException {
        try (Stream<Path> walk = Files.walk(place().resolve(under))) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void killedAfterEachStepTheBackupIsTheOneBeforeOrTheNewOneAndTheNextGoesOn()
            throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("first", "second");
            open.backUp(step -> {});
            int round = 0;
            long entriesBefore = open.ledger.size();
            for (String moment : List.of("files", "list", "newest", "move")) {
                open.receive("letter " + round++);
                assertThatThrownBy(
                                () ->
                                        open.backUp(
                                                step -> {
                                                    if (step.equals(moment)) {
                                                        throw new Killed();
                                                    }
                                                }))
                        .isInstanceOf(Killed.class);
                var left = check();
                assertThat(left.findings()).as(moment).isEmpty();
                boolean signed = moment.equals("newest") || moment.equals("move");
                int before = left.number();
                var restored = restore("after-" + moment);
                assertThat(restored.findings()).as(moment).isEmpty();
                assertThat(restored.number()).isEqualTo(before);
                assertThat(restored.entries())
                        .isEqualTo(signed ? open.ledger.size() : entriesBefore);
                try (var again = new Open(folder.resolve("after-" + moment))) {
                    again.ledger.publish();
                    assertThat(again.findings()).as(moment).isEmpty();
                }
                assertThat(open.backUp(step -> {}).number()).isEqualTo(before + 1);
                assertThat(check().findings()).isEmpty();
                assertThat(place().resolve("next")).doesNotExist();
                entriesBefore = open.ledger.size();
            }
        }
    }

    @Test
    void keysAndTablesOfTheBackupBeforeAreGoneAndUnchangedTablesStay() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            open.backUp(step -> {});
            var keys = files("home");
            var tables = files("database");
            open.backUp(step -> {});
            assertThat(files("home")).hasSize(1).isNotEqualTo(keys);
            assertThat(files("database"))
                    .hasSameSizeAs(tables)
                    .anyMatch(tables::contains)
                    .filteredOn(file -> !tables.contains(file))
                    .allMatch(file -> file.getFileName().toString().contains("ledger_"));
        }
    }

    @Test
    void whatIsDamagedIsNamedAndTheRestIsRestored() throws IOException {
        Path content;
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("one letter", "another letter");
            open.backUp(step -> {});
            content =
                    files("archive").stream()
                            .filter(file -> file.toString().endsWith(".age"))
                            .findFirst()
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(content);
            bytes[bytes.length - 1] ^= 1;
            Files.write(content, bytes);
            assertThat(check().findings())
                    .extracting(Finding::code)
                    .containsExactly("BACKUP-FILE-ALTERED");
            Files.delete(content);
            assertThat(check().findings())
                    .extracting(Finding::code)
                    .containsExactly("BACKUP-FILE-MISSING");
            assertThat(restore("damaged").findings())
                    .extracting(Finding::code)
                    .containsExactly("BACKUP-FILE-MISSING");
            // The next backup puts it back.
            open.backUp(step -> {});
            assertThat(check().findings()).isEmpty();
            // And what the home loses, the backup keeps.
            Path lost = folder.resolve("home").resolve(place().relativize(content));
            Files.delete(lost);
            assertThat(open.backUp(step -> {}).findings())
                    .extracting(Finding::code)
                    .containsExactly("BACKUP-SOURCE-MISSING");
            assertThat(content).exists();
            assertThat(check().findings()).isEmpty();
        }
        Path manifest = files("manifests").getFirst();
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        assertThat(check().findings())
                .extracting(Finding::code)
                .containsExactly("BACKUP-MANIFEST-ALTERED");
        Files.delete(place().resolve(Newest.FILE));
        assertThat(check().findings())
                .extracting(Finding::code)
                .containsExactly("BACKUP-NEWEST-UNREADABLE");
    }

    @Test
    void aHomeThatIsOlderThanItsBackupOrAnotherIsRefused() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            open.backUp(step -> {});
        }
        restore("older");
        try (var open = new Open(folder.resolve("home"))) {
            open.receive("b", "c", "d");
            open.backUp(step -> {});
            try (var store = FolderStore.open(place())) {
                assertThat(BackupCheck.of(store, open.ledger.verifierKeys()).findings()).isEmpty();
            }
        }
        try (var older = new Open(folder.resolve("older"))) {
            assertThatThrownBy(() -> older.backUp(step -> {}))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("is an older copy");
        }
        try (var other = new Open(folder.resolve("other"))) {
            other.makeKit();
            assertThatThrownBy(() -> other.backUp(step -> {}))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("BACKUP-SIGNATURE-WRONG");
        }
    }

    /// Material comes in all the while, through a door that stays open across backups.
    @Test
    void aBackupMadeWhileOthersWorkIsOfOneMomentAndRestoresClean() throws Exception {
        var acknowledged = new ConcurrentLinkedQueue<ItemId>();
        var stop = new AtomicBoolean();
        var sheets = new Semaphore(0);
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("before");
            var accession =
                    open.archive.open(
                            Clearance.SYSTEM,
                            new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), "pile"));
            var giver =
                    CompletableFuture.runAsync(
                            () -> {
                                int given = 0;
                                try (var door = open.archive.receive(Clearance.SYSTEM, accession)) {
                                    for (sheets.acquireUninterruptibly();
                                            !stop.get();
                                            sheets.acquireUninterruptibly()) {
                                        give(door, "sheet " + given++, acknowledged);
                                        if (given % 10 == 0) {
                                            door.flush();
                                            open.ledger.publish();
                                            open.archive.settle();
                                        }
                                    }
                                }
                            });
            for (int round = 0; round < 2; round++) {
                sheets.release(10);
                while (acknowledged.size() < 10 + round * 60) {
                    assertThat(giver).isNotDone();
                    Thread.sleep(2);
                }
                sheets.release(50); // during the backup
                var known = List.copyOf(acknowledged);
                assertThat(open.backUp(step -> {}).findings()).isEmpty();
                assertThat(check().findings()).isEmpty();
                assertThat(files("deposit")).hasSizeGreaterThanOrEqualTo(known.size());
                assertThat(restore("while-" + round).findings()).isEmpty();
                try (var again = new Open(folder.resolve("while-" + round))) {
                    again.ledger.publish();
                    assertThat(again.findings()).as("round %d", round).isEmpty();
                    assertThat(again.archive.items(Clearance.SYSTEM, known)).hasSameSizeAs(known);
                }
            }
            stop.set(true);
            sheets.release();
            giver.join();
            open.archive.settle();
            assertThat(open.backUp(step -> {}).findings()).isEmpty();
            assertThat(check().findings()).isEmpty();
            assertThat(place().resolve("deposit")).doesNotExist();
            assertThat(open.findings()).isEmpty();
        }
    }

    private static void give(Receiving door, String words, Collection<ItemId> acknowledged) {
        try {
            door.receive(
                    new Incoming(words, Optional.empty(), Optional.empty(), Optional.empty()),
                    new ByteArrayInputStream(words.getBytes(UTF_8)),
                    receipt -> acknowledged.add(receipt.item()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theScheduleGoesOnWithABackupAndBeginsNone() throws IOException {
        var now = new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
        var clock =
                new Clock() {
                    @Override
                    public Instant instant() {
                        return now.get();
                    }

                    @Override
                    public ZoneId getZone() {
                        return ZoneOffset.UTC;
                    }

                    @Override
                    public Clock withZone(ZoneId zone) {
                        return this;
                    }
                };
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
        }
        Files.writeString(
                folder.resolve("home/haetae.yaml"), "backup:\n  to: %s\n".formatted(place()));
        try (var open = new Open(folder.resolve("home"));
                var backups =
                        new Backups(open.home, open.database, open.ledger, open.archive, clock)) {
            assertThat(LastBackup.of(open.database)).isEmpty();
            assertThatThrownBy(backups::turn).hasMessageContaining("is its disk there?");
            assertThat(place()).doesNotExist();
            Files.createDirectory(place());
            assertThat(backups.turn()).as("tried again after a while").isEmpty();
            now.set(now.get().plus(Duration.ofHours(2)));
            assertThatThrownBy(backups::turn).hasMessageContaining("is its disk there?");
            assertThat(LastBackup.of(open.database).orElseThrow().number()).isEmpty();
            assertThat(place()).isEmptyDirectory();

            assertThat(backups.make("", ACTOR).number()).isEqualTo(1);
            assertThat(backups.turn()).isEmpty();
            now.set(now.get().plus(Duration.ofHours(25)));
            assertThat(backups.turn().orElseThrow().number()).isEqualTo(2);
            assertThat(LastBackup.of(open.database))
                    .contains(new LastBackup(now.get(), OptionalInt.of(2), 0));
            assertThat(open.ledger.newest(Set.of(Act.BACKED_UP)).orElseThrow().entry().actor())
                    .isEqualTo(ActorId.SYSTEM);
            assertThat(check().findings()).isEmpty();
        }
    }

    @Test
    void whatWasDestroyedByADecisionIsNotMissingAndGoesFromTheBackupToo() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            var accession = open.receive("a letter of a witness who withdraws");
            open.archive.complete(Clearance.SYSTEM, new AccessionId(accession));
            open.receive("another letter");
            open.backUp(step -> {});
            assertThat(files("archive")).filteredOn(BackupTest::isSealed).hasSize(2);
            var decisions = open.archive.decisions();
            var erasures = open.archive.erasures();
            var request =
                    decisions.ask(person(), accession, Ground.WITHDRAWN, true, "she withdraws");
            decisions.approve(person(), request, "agreed");
            erasures.destroyKeys(request);
            erasures.removeFiles(request);
            erasures.ended(request);
            for (int again = 0; again < 2; again++) {
                assertThat(open.backUp(step -> {}).findings()).isEmpty();
                assertThat(files("archive")).filteredOn(BackupTest::isSealed).hasSize(1);
                assertThat(check().findings()).isEmpty();
            }
        }
    }

    private static boolean isSealed(Path file) {
        return file.toString().endsWith(".age");
    }

    private static Clearance person() {
        return Clearance.of(
                new ActorId(UUID.randomUUID()),
                Set.of(Role.values()),
                Set.of(CompartmentId.GENERAL));
    }

    @Test
    void aSealedFileThatWasCutShortAtHomeDoesNotTakeThePlaceOfItsGoodCopy() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("one letter");
            open.backUp(step -> {});
            var copy = sealed();
            var good = Files.readAllBytes(copy);
            Files.write(folder.resolve("home").resolve(place().relativize(copy)), new byte[0]);
            for (int again = 0; again < 2; again++) {
                assertThat(open.backUp(step -> {}).findings())
                        .extracting(Finding::code, Finding::subject)
                        .containsExactly(
                                tuple(
                                        "BACKUP-SOURCE-ALTERED",
                                        place().relativize(copy).toString()));
                assertThat(Files.readAllBytes(copy)).isEqualTo(good);
                assertThat(check().findings()).isEmpty();
            }
        }
        restore("restored");
        try (var again = new Open(folder.resolve("restored"))) {
            again.ledger.publish();
            assertThat(again.findings()).isEmpty();
        }
    }

    private Path sealed() throws IOException {
        return files("archive").stream()
                .filter(file -> file.toString().endsWith(".age"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aPlaceWithOtherThingsInItIsRefusedAndLeftAsItIs() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            var mine =
                    List.of(
                            "home/letter.txt",
                            "database/x.sql.age",
                            "next/archive/x",
                            "manifests/1");
            for (var name : mine) {
                var file = place().resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, "mine");
                assertThatThrownBy(() -> open.backUp(step -> {}))
                        .as(name)
                        .isInstanceOf(HomeRefused.class)
                        .hasMessageContaining("is not empty");
                assertThat(file).hasContent("mine");
                Files.delete(file);
            }
            // What an interrupted first backup left is gone on with,
            assertThatThrownBy(
                            () ->
                                    open.backUp(
                                            step -> {
                                                throw new Killed();
                                            }))
                    .isInstanceOf(Killed.class);
            open.backUp(step -> {});
            // and what others put beside a backup is not touched.
            for (var name : mine) {
                var file = place().resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, "mine");
            }
            open.backUp(step -> {});
            assertThat(place().resolve("home/letter.txt")).hasContent("mine");
            assertThat(place().resolve("database/x.sql.age")).hasContent("mine");
            assertThat(place().resolve("manifests/1")).hasContent("mine");
            for (var name : List.of("home", "home/derived/backup", ".", "home/../home/new")) {
                assertThatThrownBy(
                                () ->
                                        Stores.make(
                                                folder.resolve(name).toString(),
                                                open.home.directory()))
                        .as(name)
                        .isInstanceOf(HomeRefused.class)
                        .hasMessageContaining("lie in each other");
            }
            assertThat(folder.resolve("home/new")).doesNotExist();
        }
    }

    @Test
    void aNameThatNobodyGaveIsNamedAndDoesNotSpoilTheList() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            var strays = List.of("archive/notes 1.txt", "archive/편지", "ledger/x..");
            for (var stray : strays) {
                Files.writeString(folder.resolve("home").resolve(stray), "stray");
            }
            for (int again = 0; again < 2; again++) {
                assertThat(open.backUp(step -> {}).findings())
                        .extracting(Finding::code, Finding::subject)
                        .containsExactlyInAnyOrder(
                                strays.stream()
                                        .map(stray -> tuple("BACKUP-SOURCE-STRANGE", stray))
                                        .toArray(Tuple[]::new));
                assertThat(check().findings()).isEmpty();
            }
        }
    }

    @Test
    void keysOfTheBackupBeforeGoBeforeAllElse() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            open.backUp(step -> {});
            var keys = files("home");
            var table =
                    place().resolve("database/00-a.%s-00000000.sql.age".formatted("0".repeat(32)));
            Files.writeString(table, "old");
            var deleted = new ArrayList<String>();
            try (var store = new Watched(FolderStore.make(place()), deleted, "")) {
                new Backup(
                                open.home,
                                open.database,
                                open.ledger,
                                open.archive,
                                CLOCK,
                                store,
                                () -> false)
                        .make(ACTOR);
            }
            assertThat(deleted).contains("database/" + table.getFileName());
            assertThat(place().resolve(deleted.getFirst())).isEqualTo(keys.getFirst());
        }
    }

    @Test
    void whatWasErasedSinceIsErasedAgainBeforeTheNewHomeOpens() throws IOException {
        UUID accession;
        String[] list;
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            accession = open.receive("a letter");
            open.backUp(step -> {});
            list = signed(open, "1 " + accession + " accession");
        }
        var restored = restore("again", list);
        assertThat(restored.findings()).isEmpty();
        assertThat(restored.opens()).isTrue();
        try (var home = new Open(folder.resolve("again"))) {
            assertThat(home.archive.erasures().list()).content().contains(accession.toString());
        }
    }

    /// Nothing under a hold is destroyed: what the newer state erased was free of holds by then.
    @Test
    void aHoldThatWasLiftedAfterTheBackupKeepsNothingAliveThatWasErasedSince() throws IOException {
        var anna = person(Role.ARCHIVIST);
        var boris = person(Role.LEGAL_OFFICER);
        var cleo = person(Role.ADMINISTRATOR);
        UUID heldBefore;
        UUID decidedBefore;
        ItemId alone;
        ItemId stillHeld;
        String[] list;
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            heldBefore = open.receive("held when it was backed up");
            decidedBefore = open.receiveFrom("drawer", "decided, and held since");
            var decisions = open.archive.decisions();
            var holds = open.archive.holds();
            var waiting = decisions.ask(anna, decidedBefore, Ground.LAW, false, "x");
            decisions.approve(boris, waiting, "x");
            var lying =
                    List.of(
                            holds.place(boris, heldBefore, "x"),
                            holds.place(boris, decidedBefore, "x"));
            var shelf = open.receiveFrom("shelf", "one of two", "the other of two");
            var both =
                    open.archive.items(Clearance.SYSTEM, new AccessionId(shelf), -1, 2).stream()
                            .map(Item::id)
                            .toList();
            alone = both.getFirst();
            stillHeld = both.getLast();
            var never = decisions.ask(anna, shelf, Ground.LAW, false, "x");
            decisions.approve(boris, never, "x");
            holds.place(boris, stillHeld.value(), "x");
            open.backUp(step -> {});
            lying.forEach(hold -> holds.lift(cleo, hold, "x"));
            var later = decisions.ask(anna, heldBefore, Ground.LAW, false, "x");
            decisions.approve(boris, later, "x");
            var one = decisions.ask(anna, alone.value(), Ground.LAW, false, "x");
            decisions.approve(boris, one, "x");
            for (var decision : List.of(waiting, later, one)) {
                open.archive.erasures().destroyKeys(decision);
            }
            list = Files.readAllLines(open.archive.erasures().list()).toArray(String[]::new);
        }
        var restored = restore("again", list);
        assertThat(restored.findings()).isEmpty();
        assertThat(restored.opens()).isTrue();
        try (var home = new Open(folder.resolve("again"))) {
            for (var one : List.of(heldBefore, decidedBefore)) {
                assertThat(home.archive.accession(Clearance.SYSTEM, new AccessionId(one)))
                        .isEmpty();
            }
            assertThat(home.archive.item(Clearance.SYSTEM, alone)).isEmpty();
            // Its own decision was never carried out, and the hold is in force.
            assertThat(home.archive.item(Clearance.SYSTEM, stillHeld)).isPresent();
            assertThat(home.archive.holds().list(boris)).hasSize(3);
            home.archive.decisions().list(boris).stream()
                    .filter(one -> one.state() == Decisions.State.DESTROYED)
                    .forEach(one -> home.archive.erasures().ended(one.id()));
            assertThat(home.findings())
                    .extracting(Finding::code)
                    .containsExactly(
                            "ARCHIVE-ERASED",
                            "ARCHIVE-ERASED-AGAIN",
                            "ARCHIVE-ERASED-AGAIN",
                            "ARCHIVE-ERASURE-HELD");
        }
    }

    private static Clearance person(Role role) {
        return Clearance.of(ActorId.random(), Set.of(role), Set.of(CompartmentId.GENERAL));
    }

    @Test
    // A witness that goes away is closed before its end.
    @SuppressWarnings("try")
    void withAWitnessThatRemembersMoreTheKeysOfWhatWasErasedAreInNoHomeThatOpens()
            throws Exception {
        try (var witness =
                        Witness.open(
                                folder.resolve("witness"),
                                Optional.of("witness.example/a"),
                                CLOCK);
                var listener = Listener.of(witness, new InetSocketAddress("127.0.0.1", 0))) {
            String[] list;
            try (var open = new Open(folder.resolve("home"))) {
                open.makeKit();
                list = signed(open, "1 " + open.receive("a letter") + " accession");
                witness.learn(open.ledger.verifierKeys());
            }
            Files.writeString(
                    folder.resolve("home/haetae.yaml"),
                    "witnesses:\n  - %s %s\n".formatted(listener.address(), witness.showPublic()));
            try (var open = new Open(folder.resolve("home"))) {
                open.backUp(step -> {});
                open.receive("a later letter");
                assertThat(open.askWitnesses()).containsExactly(Outcome.ANSWERED);
            }
            var closed = restore("closed", list);
            assertThat(closed.findings())
                    .extracting(Finding::code)
                    .contains("LEDGER-LOG-ROLLED-BACK", "BACKUP-ERASURES-ALIVE");
            assertThat(closed.opens()).isFalse();
            assertThatThrownBy(() -> Home.open(folder.resolve("closed")))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("is not whole");
            // Nothing to be erased again: it opens, to be looked at and proved.
            var open = restore("open");
            assertThat(open.findings())
                    .extracting(Finding::code)
                    .contains("LEDGER-LOG-ROLLED-BACK");
            assertThat(open.opens()).isTrue();
            listener.close();
            var silent = restore("silent");
            assertThat(silent.findings())
                    .extracting(Finding::code)
                    .containsExactly("BACKUP-WITNESS-SILENT");
            assertThat(silent.opens()).isFalse();
            try (var store = FolderStore.open(place())) {
                var forced =
                        new Restore(
                                        store,
                                        folder.resolve("forced"),
                                        List.of(),
                                        List.of(),
                                        true,
                                        CLOCK)
                                .make(identity, home -> ACTOR);
                assertThat(forced.findings())
                        .extracting(Finding::code)
                        .containsExactly("BACKUP-WITNESS-SILENT");
                assertThat(forced.opens()).isTrue();
            }
        }
    }

    @Test
    void keysTablesAndSignatureAreHeldAgainstWhatWasBackedUpAndADamagedKitIsDoneWithout()
            throws IOException {
        List<VerifierKey> others;
        try (var other = new Open(folder.resolve("other"))) {
            others = other.ledger.verifierKeys();
        }
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            open.backUp(step -> {});
        }
        try (var store = FolderStore.open(place())) {
            assertThatThrownBy(
                            () ->
                                    new Restore(
                                                    store,
                                                    folder.resolve("exchanged"),
                                                    others,
                                                    List.of(),
                                                    false,
                                                    CLOCK)
                                            .make(identity, home -> ACTOR))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("BACKUP-SIGNATURE-WRONG");
        }
        // Sealed again by somebody who knows the public half alone.
        var secrets = files("home").getFirst();
        var table =
                files("database").stream()
                        .filter(file -> file.toString().endsWith(".age"))
                        .findFirst()
                        .orElseThrow();
        for (var file : List.of(secrets, table)) {
            var right = Files.readAllBytes(file);
            try (var out = AgeFile.sealing(Files.newOutputStream(file), identity.recipient());
                    var in = AgeFile.opening(new ByteArrayInputStream(right), identity)) {
                in.transferTo(out);
            }
            assertThatThrownBy(() -> restore("altered-" + file.getFileName()))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("not as it was written");
            Files.write(file, right);
        }
        Files.writeString(place().resolve("recovery.kit"), "no kit");
        try (var store = FolderStore.open(place())) {
            assertThat(
                            new Restore(
                                            store,
                                            folder.resolve("x"),
                                            List.of(),
                                            List.of(),
                                            false,
                                            CLOCK)
                                    .kit())
                    .isEmpty();
        }
        var restored = restore("without-kit");
        assertThat(restored.opens()).isTrue();
        assertThat(restored.findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(tuple("BACKUP-FILE-ALTERED", "recovery.kit"));
    }

    @Test
    void anOlderCopyThatWentOnByItselfIsRefusedHoweverLongItIs() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            open.backUp(step -> {});
        }
        restore("older");
        try (var open = new Open(folder.resolve("home"))) {
            open.receive("b");
            open.backUp(step -> {});
        }
        try (var older = new Open(folder.resolve("older"))) {
            older.receive("c", "d", "e", "f", "g", "h", "i", "j");
            assertThatThrownBy(() -> older.backUp(step -> {}))
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("differ within");
        }
    }

    @Test
    void oneBadSectorIsAFindingAboutOneFile() throws IOException {
        try (var open = new Open(folder.resolve("home"))) {
            open.makeKit();
            open.receive("a letter");
            open.backUp(step -> {});
            var path = place().relativize(sealed()).toString();
            try (var store = new Watched(FolderStore.open(place()), new ArrayList<>(), path)) {
                assertThat(BackupCheck.of(store, List.of()).findings())
                        .extracting(Finding::code, Finding::subject)
                        .containsExactly(tuple("BACKUP-FILE-UNREADABLE", path));
            }
            // A file that the system lists and does not read.
            Files.createSymbolicLink(folder.resolve("home/archive/bad"), Path.of("/proc/self/mem"));
            assertThat(open.backUp(step -> {}).findings())
                    .extracting(Finding::code, Finding::subject)
                    .containsExactly(tuple("BACKUP-SOURCE-UNREADABLE", "archive/bad"));
            assertThat(check().findings()).isEmpty();
        }
    }

    @Test
    void aHomeThatIsHalfRestoredOpensForNobody() throws IOException {
        Home.beginRestoring(folder.resolve("half"));
        assertThatThrownBy(() -> Home.open(folder.resolve("half")))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("is not whole");
        assertThatThrownBy(() -> Home.beginRestoring(folder.resolve("half")))
                .isInstanceOf(HomeRefused.class)
                .hasMessageContaining("not empty");
    }
}
