package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00.123456Z");

    @TempDir static Path folder;
    private static Home home;
    private static Database database;
    private static Ledger ledger;

    @BeforeAll
    static void open() {
        home = Home.open(folder.resolve("home"));
        database = Database.open(home);
        ledger = new Ledger(home, database, Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        database.close();
        home.close();
    }

    private static long append(Entry... entries) {
        return database.as(Clearance.SYSTEM, tx -> ledger.append(tx, List.of(entries)));
    }

    private static Entry entry(Act act, UUID object) {
        return Entry.of(act, 7, NOON, ActorId.SYSTEM, object)
                .committing(
                        Digest.sha256(new byte[] {1}),
                        Digest.sha256(new byte[] {2}),
                        Digest.sha256(new byte[] {3}));
    }

    @Test
    void anEntryComesBackAsItWasAppendedAndKnowsTheOneBeforeItOfItsObject() {
        UUID item = UUID.randomUUID();
        Entry received = entry(Act.RECEIVED, item);
        Entry read = entry(Act.READ, item);
        Entry viewed = entry(Act.VIEWED, item);
        long first = append(received, read);
        long third = append(viewed);

        assertThat(ledger.history(item))
                .containsExactly(
                        new Recorded(first, received, OptionalLong.empty()),
                        new Recorded(first + 1, read, OptionalLong.of(first)),
                        new Recorded(third, viewed, OptionalLong.of(first + 1)));
    }

    @Test
    void aProofGetsEveryStepOfAHistoryHoweverLongItIs() {
        UUID item = UUID.randomUUID();
        List<Entry> entries = new ArrayList<>(List.of(entry(Act.RECEIVED, item)));
        for (int i = 0; i < Ledger.LONGEST_HISTORY + 1; i++) {
            entries.add(entry(Act.VIEWED, item));
        }
        long first = append(entries.toArray(Entry[]::new));
        List<Recorded> all = new ArrayList<>();
        ledger.history(item, Long.MAX_VALUE, all::add);
        assertThat(all)
                .extracting(Recorded::position)
                .containsExactlyElementsOf(
                        LongStream.range(first, first + entries.size()).boxed().toList());
        assertThat(ledger.history(item))
                .as("what a page shows begins later")
                .hasSize(Ledger.LONGEST_HISTORY);
        List<Recorded> some = new ArrayList<>();
        ledger.history(item, first + 3, some::add);
        assertThat(some).hasSize(3);
    }

    @Test
    void whatIsRolledBackWasNeverAppendedAndLeavesNoGap() {
        long size = ledger.size();
        assertThatThrownBy(
                        () ->
                                database.run(
                                        Clearance.SYSTEM,
                                        tx -> {
                                            ledger.append(tx, entry(Act.VIEWED, UUID.randomUUID()));
                                            throw new IllegalStateException("the act failed");
                                        }))
                .hasMessage("the act failed");

        assertThat(ledger.size()).isEqualTo(size);
        assertThat(append(entry(Act.VIEWED, UUID.randomUUID()))).isEqualTo(size);
    }

    @Test
    void manyThreadsAppendWithoutAGapAndEachBatchStaysTogether() throws Exception {
        UUID shared = UUID.randomUUID();
        long before = ledger.size();
        List<Future<Long>> firsts = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (int i = 0; i < 200; i++) {
                firsts.add(
                        threads.submit(
                                () ->
                                        append(
                                                entry(Act.VIEWED, shared),
                                                entry(Act.RECEIVED, UUID.randomUUID()),
                                                entry(Act.SEARCHED, shared))));
            }
        }
        List<Long> positions = new ArrayList<>();
        for (Future<Long> first : firsts) {
            positions.add(first.get());
        }
        positions.sort(null);
        assertThat(positions)
                .isEqualTo(LongStream.range(0, 200).mapToObj(i -> before + 3 * i).toList());
        List<Recorded> all = ledger.after(before - 1, 1_000);
        assertThat(all).hasSize(600);
        assertThat(all.stream().map(Recorded::position))
                .containsExactlyElementsOf(LongStream.range(before, before + 600).boxed().toList());
        ledger.publish();
        assertThat(ledger.verify()).isEmpty();
    }

    @Test
    void aFollowerIsWokenByAnEntryAndGoesOnAfterIt() throws Exception {
        long last = ledger.size() - 1;
        assertThat(ledger.await(last, Duration.ofMillis(30))).isFalse();
        Thread.ofVirtual().start(() -> append(entry(Act.VIEWED, UUID.randomUUID())));
        assertThat(ledger.await(last, Duration.ofSeconds(20))).isTrue();
        assertThat(ledger.after(last, 10)).isNotEmpty();
        assertThat(ledger.await(last, Duration.ZERO)).isTrue();
    }

    @Test
    void publishingAgainWithoutNewEntriesChangesNothing() {
        append(entry(Act.VIEWED, UUID.randomUUID()));
        Checkpoint first = ledger.publish();
        byte[] note = ledger.files().checkpoint().orElseThrow();

        assertThat(ledger.publish()).isEqualTo(first);
        assertThat(ledger.files().checkpoint().orElseThrow()).isEqualTo(note);
        assertThat(first.size()).isEqualTo(ledger.size());
        assertThat(ledger.verify()).isEmpty();
    }

    @Test
    void aLogOfManyTilesIsCleanAndProvesEveryEntryAndEveryEarlierHead() {
        Checkpoint earlier = ledger.publish();
        List<Entry> batch = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            batch.add(entry(Act.RECEIVED, UUID.randomUUID()));
        }
        database.as(Clearance.SYSTEM, tx -> ledger.append(tx, batch));
        Checkpoint head = ledger.publish();
        assertThat(ledger.verify()).isEmpty();

        Merkle.Nodes nodes = ledger.files().nodes(head.size());
        for (long position = 0; position < head.size(); position += 97) {
            byte[] leaf = ledger.files().entry(position, head.size());
            List<Digest> path = Merkle.inclusion(position, head.size(), nodes);
            assertThat(
                            Merkle.provesInclusion(
                                    position,
                                    head.size(),
                                    Merkle.leafHash(leaf),
                                    path,
                                    head.root()))
                    .isTrue();
        }
        if (earlier.size() > 0) {
            assertThat(
                            Merkle.provesConsistency(
                                    earlier.size(),
                                    head.size(),
                                    Merkle.consistency(earlier.size(), head.size(), nodes),
                                    earlier.root(),
                                    head.root()))
                    .isTrue();
        }
    }
}
