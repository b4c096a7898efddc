package org.haetae.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.Act;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sealed files read anew in their turn, and put back from another copy.
class FixityTest {

    @TempDir Path folder;
    private Home home;
    private Database database;
    private Ledger ledger;
    private Archive archive;
    private final List<ItemId> items = new ArrayList<>();
    private int letters;
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final Clock clock =
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
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

    @BeforeEach
    void open() throws IOException {
        home = TemporaryHome.fresh(folder.resolve("home"));
        database = Database.open(home);
        ledger = new Ledger(home, database, clock);
        archive = new Archive(home, database, ledger, clock);
        receive(10);
    }

    @AfterEach
    void close() {
        archive.close();
        database.close();
        home.close();
    }

    private void receive(int count) throws IOException {
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("Letters", "", "", Set.of(CompartmentId.GENERAL), ""));
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            for (int i = 0; i < count; i++) {
                receiving.receive(
                        new Incoming(
                                ++letters + ".txt",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new ByteArrayInputStream(("letter " + letters).getBytes()),
                        receipt -> {
                            synchronized (items) {
                                items.add(receipt.item());
                            }
                        });
            }
        }
        archive.complete(Clearance.SYSTEM, accession.id());
        ledger.publish();
    }

    private Fixity.Done read(double share) {
        return archive.fixity()
                .prove(
                        () -> Optional.of(ActorId.SYSTEM),
                        new Portion(share, Optional.empty()),
                        true,
                        2,
                        () -> false);
    }

    private long position(ItemId item) {
        return archive.item(Clearance.SYSTEM, item).orElseThrow().position();
    }

    private Path file(ItemId item) throws IOException {
        try (var files = Files.walk(home.archive())) {
            return files.filter(one -> one.endsWith(item + ".age")).findFirst().orElseThrow();
        }
    }

    private List<ItemId> readAt(Instant time) {
        return items.stream()
                .filter(item -> archive.fixity().lastRead(position(item)).equals(Optional.of(time)))
                .toList();
    }

    @Test
    void sharesGoRoundInTheirTurn() throws IOException {
        assertThat(archive.fixity().coverage())
                .isEqualTo(new Fixity.Coverage(10, 10, Optional.empty()));
        Instant first = now;
        assertThat(read(0.4).items()).isEqualTo(4);
        now = now.plusSeconds(60);
        Instant second = now;
        assertThat(read(0.4).items()).isEqualTo(4);
        assertThat(readAt(first)).hasSize(4);
        assertThat(readAt(second)).hasSize(4);
        assertThat(archive.fixity().coverage())
                .isEqualTo(new Fixity.Coverage(10, 2, Optional.of(first)));
        // The two that are left, then those read longest ago.
        now = now.plusSeconds(60);
        read(0.4);
        assertThat(readAt(first)).hasSize(2);
        assertThat(readAt(now)).hasSize(4);
        assertThat(archive.fixity().coverage())
                .isEqualTo(new Fixity.Coverage(10, 0, Optional.of(first)));
        now = now.plusSeconds(60);
        receive(2);
        assertThat(archive.fixity().coverage().never()).isEqualTo(2);
        read(1);
        assertThat(archive.fixity().coverage())
                .isEqualTo(new Fixity.Coverage(12, 0, Optional.of(now)));
        ledger.publish();
        assertThat(archive.verify(true)).isEmpty();
        assertThat(ledger.verify()).isEmpty();
    }

    @Test
    void timeThatIsOverReadsNothingAndIsNoEntry() {
        long before = ledger.size();
        var done =
                archive.fixity()
                        .prove(
                                () -> Optional.of(ActorId.SYSTEM),
                                new Portion(1, Optional.of(Duration.ZERO)),
                                false,
                                1,
                                () -> false);
        assertThat(done.items()).isZero();
        assertThat(ledger.size()).isEqualTo(before);
    }

    @Test
    void whatIsNotRightIsAFindingAndAnEntryOfItsItem() throws IOException {
        ItemId harmed = items.get(3);
        byte[] bytes = Files.readAllBytes(file(harmed));
        bytes[bytes.length - 1] ^= 1;
        Files.write(file(harmed), bytes);
        var done = read(1);
        assertThat(done.findings())
                .extracting(Finding::code, Finding::subject)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "ARCHIVE-FILE-ALTERED", harmed.toString()));
        assertThat(done.items()).isEqualTo(10);
        var newest = ledger.history(harmed.value()).getLast().entry();
        assertThat(newest.act()).isEqualTo(Act.VERIFIED);
        assertThat(newest.code()).isEqualTo(1);
        assertThat(archive.fixity().newest().orElseThrow().failed()).isEqualTo(1);
    }

    private Fixity.Done readAll(boolean deep) {
        return archive.fixity()
                .prove(
                        () -> Optional.of(ActorId.SYSTEM),
                        new Portion(1, Optional.empty()),
                        deep,
                        1,
                        () -> false);
    }

    private void flip(ItemId item) throws IOException {
        byte[] bytes = Files.readAllBytes(file(item));
        bytes[bytes.length - 1] ^= 1;
        Files.write(file(item), bytes);
    }

    @Test
    void whatFailedDeepIsClearedByADeepReadingAlone() throws IOException {
        ItemId harmed = items.get(3);
        flip(harmed);
        readAll(true);
        flip(harmed);
        assertThat(archive.fixity().failures(Clearance.SYSTEM))
                .containsExactly(new Fixity.Failure(harmed, now, true));
        readAll(false);
        assertThat(archive.fixity().failure(Clearance.SYSTEM, harmed)).isPresent();
        assertThat(archive.fixity().failure(Clearance.SYSTEM, items.get(4))).isEmpty();
        readAll(true);
        assertThat(archive.fixity().failures(Clearance.SYSTEM)).isEmpty();
    }

    @Test
    void whatFailedShallowIsClearedByAnyReadingThatFindsItRight() throws IOException {
        ItemId harmed = items.get(3);
        flip(harmed);
        readAll(false);
        readAll(false);
        assertThat(archive.fixity().failures(Clearance.SYSTEM))
                .containsExactly(new Fixity.Failure(harmed, now, false));
        flip(harmed);
        readAll(false);
        assertThat(archive.fixity().failures(Clearance.SYSTEM)).isEmpty();
    }

    @Test
    void failuresAreToldToThoseWhoMayKnowOfTheItem() throws IOException {
        flip(items.get(3));
        readAll(false);
        var stranger = Clearance.of(ActorId.random(), Set.of(), Set.of());
        assertThat(archive.fixity().failures(stranger)).isEmpty();
    }

    @Test
    void aRunThatIsToEndReadsNoFurtherFileAndTheNextOneGoesOnThere() {
        var asked = new java.util.concurrent.atomic.AtomicInteger();
        var done =
                archive.fixity()
                        .prove(
                                () -> Optional.of(ActorId.SYSTEM),
                                new Portion(0.9, Optional.empty()),
                                false,
                                1,
                                () -> asked.incrementAndGet() > 12);
        assertThat(done.items()).isBetween(1L, 5L);
        assertThat(archive.fixity().coverage().never()).isEqualTo(10 - done.items());
        assertThat(read(1).items()).isEqualTo(10);
        assertThat(archive.fixity().coverage().never()).isZero();
    }

    @Test
    void theServerReadsItsShareOnceADay() {
        try (var rounds = new FixityRounds(home, archive, clock)) {
            assertThat(rounds.turn().orElseThrow().items()).isEqualTo(1); // 3 % of ten
            assertThat(rounds.turn()).isEmpty();
            now = now.plus(Duration.ofDays(1));
            assertThat(rounds.turn().orElseThrow().items()).isEqualTo(1);
        }
        assertThat(archive.fixity().coverage().never()).isEqualTo(8);
    }

    @Test
    void whatIsDamagedIsPutBackFromACopyThatHasTheRightBytesAndFromNoOther() throws Exception {
        Path copy = folder.resolve("copy");
        new ProcessBuilder("cp", "-a", home.archive().toString(), copy.toString())
                .inheritIO()
                .start()
                .waitFor();
        Path altered = file(items.get(0));
        Path gone = file(items.get(1));
        Path hopeless = file(items.get(2));
        for (Path each : List.of(altered, hopeless)) {
            byte[] bytes = Files.readAllBytes(each);
            bytes[bytes.length - 1] ^= 1;
            Files.write(each, bytes);
        }
        Files.delete(gone);
        Files.write(copy.resolve(home.archive().relativize(hopeless)), new byte[] {9});
        Path object = altered.getParent().getParent().getParent().getParent();
        Files.writeString(object.resolve("v1/inventory.json"), "{}");
        Files.delete(object.resolve("inventory.json.sha256"));
        long before = ledger.size();

        var outcomes = archive.repair(copy);
        assertThat(outcomes)
                .containsEntry("archive/" + home.archive().relativize(altered), Repaired.REPAIRED)
                .containsEntry("archive/" + home.archive().relativize(gone), Repaired.REPAIRED)
                .containsEntry(
                        "archive/" + home.archive().relativize(hopeless), Repaired.COPY_DAMAGED)
                .hasSize(5);
        assertThat(ledger.after(before - 1, 10))
                .extracting(recorded -> recorded.entry().act())
                .containsOnly(Act.REPAIRED)
                .hasSize(3);
        assertThat(archive.verify(true))
                .extracting(Finding::code, Finding::subject)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "ARCHIVE-FILE-ALTERED", items.get(2).toString()));
        // Nothing was thrown away.
        try (var kept = Files.list(home.directory().resolve("damaged"))) {
            assertThat(kept.filter(one -> one.toString().contains(".age."))).hasSize(1);
        }
        assertThat(archive.repair(home.archive())).hasSize(1);
    }
}
