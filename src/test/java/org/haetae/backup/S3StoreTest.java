package org.haetae.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.archive.Archive;
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
