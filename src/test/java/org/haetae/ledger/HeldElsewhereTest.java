package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.TemporaryHome;
import org.haetae.objects.ObjectStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A place outside the home that knows which head was signed last.
class HeldElsewhereTest {

    @TempDir Path folder;
    private Path at;
    private Path place;

    @BeforeEach
    void make() throws IOException {
        at = folder.resolve("home");
        place = Files.createDirectory(folder.resolve("other-disk"));
        TemporaryHome.fresh(at).close();
        hold(place.toString());
    }

    private void hold(String where) throws IOException {
        Files.writeString(at.resolve("haetae.yaml"), "ledger:\n  lock: " + where + "\n");
    }

    /// A process on the home, as long as it is open.
    private final class Open implements AutoCloseable {
        final Home home;
        final Database database;
        final Ledger ledger;

        Open(Publication.Fault fault) {
            home = Home.open(at);
            database = Database.open(home);
            ledger = new Ledger(home, database, Clock.systemUTC(), fault);
        }

        Open() {
            this(step -> {});
        }

        void append() {
            var entry =
                    Entry.of(
                            Act.RECEIVED,
                            Clock.systemUTC().instant(),
                            ActorId.SYSTEM,
                            UUID.randomUUID());
            database.as(Clearance.SYSTEM, tx -> ledger.append(tx, entry));
        }

        @Override
        public void close() {
            database.close();
            home.close();
        }
    }

    private List<Path> held() throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(".newest")).toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        var cp = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).inheritIO().start();
        assertThat(cp.waitFor()).isZero();
    }

    @Test
    void theNewestHeadIsHeldThereBeforeItIsPublished() throws IOException {
        try (var open = new Open()) {
            open.append();
            var first = open.ledger.publish();
            assertThat(held()).hasSize(1);
            open.append();
            var second = open.ledger.publish();
            assertThat(second.size()).isEqualTo(first.size() + 1);
            var note = SignedNote.parse(Files.readAllBytes(held().getFirst()));
            assertThat(note.text()).isEqualTo(second.text());
            assertThat(open.ledger.verify()).isEmpty();
            assertThat(open.ledger.notHeld()).isEmpty();
        }
    }

    @Test
    void aWholeHomePutBackFromAnOlderCopyIsNeverSignedOn() throws Exception {
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        copy(at, folder.resolve("older"));
        try (var open = new Open()) {
            open.append();
            open.append();
            open.ledger.publish();
        }
        copy(folder.resolve("older"), folder.resolve("home-2"));
        at = folder.resolve("home-2");
        byte[] before = Files.readAllBytes(held().getFirst());
        try (var open = new Open()) {
            assertThat(open.ledger.verify())
                    .extracting(Finding::code)
                    .contains("LEDGER-LOG-ROLLED-BACK");
            // As a server does at its start.
            assertThatThrownBy(open.ledger::recover)
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("LEDGER-LOG-ROLLED-BACK");
            assertThatThrownBy(open::append).isInstanceOf(IntegrityException.class);
        }
        assertThat(held().getFirst()).hasBinaryContent(before);
        // Whoever takes the setting away gains nothing.
        Files.writeString(at.resolve("haetae.yaml"), "");
        try (var open = new Open()) {
            assertThatThrownBy(open.ledger::publish).isInstanceOf(IntegrityException.class);
        }
    }

    @Test
    void anOlderCopyIsRefusedAlsoWhenTheSettingNamesAnotherPlace() throws Exception {
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        copy(at, folder.resolve("home-2"));
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        at = folder.resolve("home-2");
        hold(Files.createDirectory(folder.resolve("third-disk")).toString());
        try (var open = new Open()) {
            assertThatThrownBy(open.ledger::recover).isInstanceOf(IntegrityException.class);
        }
    }

    @Test
    void anOlderCopyToWhichAsMuchWasAddedIsOther() throws Exception {
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        copy(at, folder.resolve("home-2"));
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        at = folder.resolve("home-2");
        try (var open = new Open()) {
            open.append();
            assertThat(open.ledger.verify())
                    .extracting(Finding::code)
                    .containsExactly("LEDGER-CHECKPOINT-FORKED");
            assertThatThrownBy(open.ledger::recover)
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("LEDGER-CHECKPOINT-FORKED");
        }
    }

    @Test
    void aNewHomeTakesInAlsoWhileThePlaceDoesNotAnswer() throws IOException {
        Files.delete(place);
        try (var open = new Open()) {
            open.append();
            assertThat(open.ledger.publish().size()).isZero();
            assertThat(open.ledger.notHeld()).isPresent();
            Files.createDirectory(place);
            assertThat(open.ledger.publish().size()).isEqualTo(open.ledger.size());
        }
    }

    @Test
    void anOlderCopyThatGrewLongerByItselfForksAndIsFound() throws Exception {
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        copy(at, folder.resolve("home-2"));
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        at = folder.resolve("home-2");
        try (var open = new Open()) {
            open.append();
            open.append();
            open.append();
            assertThatThrownBy(open.ledger::publish)
                    .isInstanceOf(IntegrityException.class)
                    .hasMessageContaining("LEDGER-CHECKPOINT-FORKED");
        }
    }

    @Test
    void whileThePlaceDoesNotAnswerWorkGoesOnAndNothingNewIsSigned() throws IOException {
        var away = folder.resolve("away");
        try (var open = new Open()) {
            open.append();
            var signed = open.ledger.publish();
            Files.move(place, away);
            open.append();
            assertThat(open.ledger.publish()).isEqualTo(signed);
            assertThat(open.ledger.notHeld())
                    .hasValueSatisfying(why -> assertThat(why).contains(place.toString()));
            assertThatThrownBy(open.ledger::publishWhole).isInstanceOf(HomeRefused.class);
            assertThat(open.ledger.verify())
                    .extracting(Finding::code)
                    .containsExactly("LEDGER-LOCK-NOT-HELD");
            open.append();
            Files.move(away, place);
            assertThat(open.ledger.publishWhole().size()).isEqualTo(signed.size() + 2);
            assertThat(open.ledger.notHeld()).isEmpty();
            assertThat(open.ledger.verify()).isEmpty();
        }
    }

    @Test
    void aPlaceThatWasEmptiedTakesNoHead() throws IOException {
        try (var open = new Open()) {
            open.append();
            var signed = open.ledger.publish();
            Files.delete(held().getFirst());
            open.append();
            assertThat(open.ledger.publish()).isEqualTo(signed);
            assertThat(held()).isEmpty();
            assertThat(open.ledger.verify())
                    .extracting(Finding::code)
                    .containsExactly("LEDGER-LOCK-NOT-HELD");
        }
        // Another place may be empty: somebody decided so.
        place = Files.createDirectory(folder.resolve("third-disk"));
        hold(place.toString());
        try (var open = new Open()) {
            open.ledger.publish();
            assertThat(held()).hasSize(1);
        }
    }

    @Test
    void aKillBetweenTheTwoPlacesIsGoneOnFrom() throws IOException {
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
        }
        try (var open =
                new Open(
                        step -> {
                            if (step.equals("elsewhere")) {
                                throw new UncheckedIOException(new IOException("killed"));
                            }
                        })) {
            open.append();
            assertThatThrownBy(open.ledger::publish).isInstanceOf(UncheckedIOException.class);
        }
        try (var open = new Open()) {
            assertThat(open.ledger.verify()).isEmpty();
            open.append();
            var signed = open.ledger.publish();
            assertThat(SignedNote.parse(Files.readAllBytes(held().getFirst())).text())
                    .isEqualTo(signed.text());
            assertThat(open.ledger.verify()).isEmpty();
        }
    }

    @Test
    void whatSomebodyElseWroteThereIsNoHead() throws IOException {
        try (var open = new Open()) {
            open.append();
            open.ledger.publish();
            LogCopy.flip(held().getFirst(), 20);
            open.append();
            assertThatThrownBy(open.ledger::publish).isInstanceOf(IntegrityException.class);
        }
    }

    @Test
    void anObjectStoreComparesItself() throws Exception {
        var store = new ObjectStore(folder);
        try {
            HeldElsewhere there = new HeldElsewhere.InBucket("s3://evidence/locks", "a.newest");
            assertThat(there.read()).isEmpty();
            assertThat(there.swap(Optional.empty(), new byte[] {1})).isTrue();
            assertThat(there.swap(Optional.empty(), new byte[] {2})).isFalse();
            var first = there.read();
            assertThat(first.orElseThrow().note()).containsExactly(1);
            assertThat(there.swap(first, new byte[] {3})).isTrue();
            assertThat(there.swap(first, new byte[] {4})).isFalse();
            assertThat(there.read().orElseThrow().note()).containsExactly(3);
            hold("s3://evidence/locks");
            try (var open = new Open()) {
                open.append();
                open.ledger.publish();
                open.append();
                open.ledger.publish();
                assertThat(open.ledger.verify()).isEmpty();
            }
        } finally {
            store.close();
        }
        try (var open = new Open()) {
            long before = open.ledger.publish().size();
            open.append();
            assertThat(open.ledger.publish().size()).isEqualTo(before);
            assertThat(open.ledger.notHeld()).isPresent();
        }
    }

    @Test
    void aPlaceThatIsWrittenWronglyIsToldAtOnce() throws IOException {
        hold("other-disk");
        try (var open = new Open()) {
            open.append();
            assertThatThrownBy(open.ledger::publish)
                    .isInstanceOf(HomeRefused.class)
                    .hasMessageContaining("ledger.lock");
        }
    }
}
