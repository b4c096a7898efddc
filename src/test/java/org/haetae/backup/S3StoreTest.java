package org.haetae.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.NewAccession;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.RecoveryKit;
import org.haetae.ledger.Ledger;
import org.haetae.objects.ObjectStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same backup, in an object store.
class S3StoreTest {

    private static final String PLACE = "s3://evidence/haetae";

    @TempDir Path folder;

    @Test
    void anObjectIsAddedOnceAndReadMovedAndRemoved() throws Exception {
        Path one = Files.writeString(folder.resolve("one"), "one");
        Path two = Files.writeString(folder.resolve("two"), "two");
        try (var objects = new ObjectStore(folder);
                var store = Stores.make(PLACE, folder)) {
            assertThat(objects).isNotNull();
            assertThat(store.list()).isEmpty();
            assertThat(store.add("a/b", one)).isTrue();
            assertThat(store.add("a/b", two)).isFalse();
            assertThat(text(store, "a/b")).isEqualTo("one");
            store.replace("a/b", "three".getBytes(UTF_8));
            store.move("a/b", "c");
            assertThat(store.list()).containsExactly(java.util.Map.entry("c", 5L));
            assertThat(text(store, "c")).isEqualTo("three");
            store.delete("c");
            assertThatThrownBy(() -> store.read("c")).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> Stores.open("s3://nothing-here"))
                    .isInstanceOf(HomeRefused.class);
            assertThatThrownBy(() -> Stores.open("s3:evidence")).isInstanceOf(HomeRefused.class);
        }
    }

    @Test
    void anArchiveInObjectsIsBackedUpAndTheNewHomeHasItInItself() throws Exception {
        var clock = Clock.systemUTC();
        var actor = new ActorId(UUID.randomUUID());
        var made = RecoveryKit.make(3, 2, clock.instant());
        Home.open(folder.resolve("home")).close();
        Files.writeString(
                folder.resolve("home/haetae.yaml"), "archive:\n  store: s3://evidence/archive\n");
        try (var objects = new ObjectStore(folder);
                var store =
                        Stores.make(folder.resolve("backup").toString(), folder.resolve("home"));
                var home = Home.open(folder.resolve("home"));
                var database = Database.open(home)) {
            assertThat(objects).isNotNull();
            made.kit().keep(home.keys());
            var ledger = new Ledger(home, database, clock);
            try (var archive = new Archive(home, database, ledger, clock)) {
                var accession =
                        archive.open(
                                Clearance.SYSTEM,
                                new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), "box"));
                try (var door = archive.receive(Clearance.SYSTEM, accession)) {
                    door.receive(
                            new Incoming("a", Optional.empty(), Optional.empty(), Optional.empty()),
                            new ByteArrayInputStream("a letter".getBytes(UTF_8)),
                            receipt -> {});
                }
                archive.complete(Clearance.SYSTEM, accession.id());
                for (int number = 1; number < 3; number++) {
                    var backup =
                            new Backup(home, database, ledger, archive, clock, store, () -> false);
                    assertThat(backup.make(actor).findings()).isEmpty();
                }
            }
            assertThat(BackupCheck.of(store, ledger.verifierKeys()).findings()).isEmpty();
            new Restore(store, folder.resolve("restored"), List.of(), List.of(), false, clock)
                    .make(made.kit().open(made.shares().subList(1, 3)), one -> actor);
        }
        // Without the object store.
        try (var home = Home.open(folder.resolve("restored"));
                var database = Database.open(home)) {
            var ledger = new Ledger(home, database, clock);
            try (var archive = new Archive(home, database, ledger, clock)) {
                ledger.publish();
                assertThat(ledger.verify()).isEmpty();
                assertThat(archive.verify(true)).isEmpty();
            }
        }
    }

    private static String text(Store store, String path) throws IOException {
        try (var in = store.read(path)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void aHomeIsBackedUpTwiceAndRestoredFromObjects() throws Exception {
        var clock = Clock.systemUTC();
        var actor = new ActorId(UUID.randomUUID());
        var made = RecoveryKit.make(3, 2, clock.instant());
        try (var objects = new ObjectStore(folder);
                var store = Stores.make(PLACE, folder);
                var home = Home.open(folder.resolve("home"));
                var database = Database.open(home)) {
            assertThat(objects).isNotNull();
            made.kit().keep(home.keys());
            var ledger = new Ledger(home, database, clock);
            try (var archive = new Archive(home, database, ledger, clock)) {
                new Backup(home, database, ledger, archive, clock, store, () -> false).make(actor);
                var second =
                        new Backup(home, database, ledger, archive, clock, store, () -> false)
                                .make(actor);
                assertThat(second.number()).isEqualTo(2);
                assertThat(second.findings()).isEmpty();
            }
            assertThat(BackupCheck.of(store, ledger.verifierKeys()).findings()).isEmpty();
            var restored =
                    new Restore(
                                    store,
                                    folder.resolve("restored"),
                                    List.of(),
                                    List.of(),
                                    false,
                                    clock)
                            .make(made.kit().open(made.shares().subList(1, 3)), one -> actor);
            assertThat(restored.findings()).isEmpty();
            assertThat(Files.readAllBytes(folder.resolve("restored/ledger/checkpoint")))
                    .isEqualTo(Files.readAllBytes(home.ledger().resolve("checkpoint")));
            assertThat(store.list().keySet())
                    .filteredOn(path -> path.startsWith("home/") || path.startsWith("next/"))
                    .hasSize(1);
            assertThat(List.copyOf(store.list().keySet())).contains("newest");
        }
    }
}
