package org.haetae.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.NewAccession;
import org.haetae.home.AgeIdentity;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.RecoveryKit;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
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
            home = Home.open(where);
            database = Database.open(home);
            ledger = new Ledger(home, database, CLOCK);
            archive = new Archive(home, database, ledger, CLOCK);
        }

        void makeKit() {
            var made = RecoveryKit.make(3, 2, CLOCK.instant());
            identity = made.kit().open(made.shares().subList(0, 2));
            made.kit().keep(home.keys());
        }

        void receive(String... letters) throws IOException {
            var accession =
                    archive.open(
                            Clearance.SYSTEM,
                            new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), "box"));
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
        }

        Backup.Made backUp(Backup.Fault fault) throws IOException {
            try (var store = FolderStore.make(place())) {
                return new Backup(home, database, ledger, archive, CLOCK, store, fault).make(ACTOR);
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

    private Restore.Restored restore(String name) throws IOException {
        try (var store = FolderStore.open(place())) {
            return new Restore(store, folder.resolve(name), List.of(), CLOCK)
                    .make(identity, home -> ACTOR);
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
                        .isEqualTo(signed ? open.ledger.size() : restored.entries())
                        .isLessThanOrEqualTo(open.ledger.size());
                try (var again = new Open(folder.resolve("after-" + moment))) {
                    again.ledger.publish();
                    assertThat(again.findings()).as(moment).isEmpty();
                }
                assertThat(open.backUp(step -> {}).number()).isEqualTo(before + 1);
                assertThat(check().findings()).isEmpty();
                assertThat(place().resolve("next")).doesNotExist();
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
