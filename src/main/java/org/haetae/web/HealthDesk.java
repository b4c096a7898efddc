package org.haetae.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Workers;
import org.haetae.extract.worker.OcrLanguages;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.SignedNote;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// How each part of the home stands, and whether the ledger is as it was left: the same check as
/// `haetae verify` makes of it.
@Controller
final class HealthDesk {
    /// Below this much space an intake of a folder is likely to end half-way.
    private static final long LITTLE_SPACE = 2_000_000_000;

    private final Rooms rooms;
    private final Ledger ledger;
    private final Acts acts;
    private final Clock clock;
    private volatile Sheet.@Nullable CheckRun last;
    private @Nullable CompletableFuture<Void> running;

    HealthDesk(Rooms rooms, Acts acts) {
        this.rooms = rooms;
        this.ledger = rooms.ledger();
        this.acts = acts;
        this.clock = rooms.clock();
    }

    @GetMapping("/health")
    @Needs(Permission.VERIFY)
    Answer health(Visitor visitor) throws InterruptedException {
        return new Sheet.Health(
                ledger.size(),
                checkpoint().orElse(null),
                parts(visitor),
                ledger.newest(Set.of(Act.VERIFIED)).map(it -> it.entry().time()).orElse(null),
                last,
                isRunning());
    }

    /// How each part stands. Numbers of items are those that the visitor may know of; positions in
    /// the ledger are anyone's who may see it.
    private List<Sheet.Part> parts(Visitor visitor) throws InterruptedException {
        List<Sheet.Part> parts = new ArrayList<>();
        Optional<String> database = database();
        parts.add(
                new Sheet.Part(
                        "database",
                        database.isPresent(),
                        database.isPresent() ? "health.database.answers" : "health.database.silent",
                        List.of(database.orElse(""))));
        ReadingRoom.State reading = rooms.readingRoom().state();
        Workers.Status workers = reading.workers();
        parts.add(
                new Sheet.Part(
                        "reading",
                        true,
                        reading.behind() + reading.underWay() == 0
                                ? "health.reading.done"
                                : "health.reading.behind",
                        List.of(reading.behind(), reading.underWay())));
        parts.add(
                new Sheet.Part(
                        "workers",
                        true,
                        "health.workers.state",
                        List.of(
                                workers.alive(),
                                workers.finished(),
                                workers.replaced(),
                                workers.ended())));
        List<String> languages = OcrLanguages.installed();
        long waiting =
                rooms.readings()
                        .countWaiting(
                                visitor.clearance(), Readings.Wait.RECOGNISING, Optional.empty());
        parts.add(
                new Sheet.Part(
                        "ocr",
                        !languages.isEmpty(),
                        languages.isEmpty() ? "health.ocr.none" : "health.ocr.state",
                        List.of(waiting, String.join(", ", languages))));
        long behind = Math.max(0, ledger.size() - 1 - rooms.index().position());
        parts.add(
                new Sheet.Part(
                        "index",
                        true,
                        behind == 0 ? "health.index.done" : "health.index.behind",
                        List.of(rooms.index().position() + 1, behind)));
        parts.add(disk());
        return parts;
    }

    /// The version, if the database answers.
    private Optional<String> database() {
        try {
            return Optional.of(
                    rooms.database()
                            .as(
                                    Clearance.SYSTEM,
                                    transaction ->
                                            transaction
                                                    .sql()
                                                    .sql("select current_setting('server_version')")
                                                    .query(String.class)
                                                    .single()));
        } catch (DataAccessException e) {
            return Optional.empty();
        }
    }

    private Sheet.Part disk() {
        try {
            FileStore store = Files.getFileStore(rooms.home().directory());
            long left = store.getUsableSpace();
            long whole = Math.max(1, store.getTotalSpace());
            return new Sheet.Part(
                    "disk",
                    left > LITTLE_SPACE,
                    left > LITTLE_SPACE ? "health.disk.left" : "health.disk.little",
                    List.of(new Sheet.Bytes(left), 100 * left / whole));
        } catch (IOException e) {
            throw new UncheckedIOException("asking how much space is left for the home", e);
        }
    }

    /// Begins a check, waits a moment for it, and shows what it found so far. One at a time.
    @PostMapping("/health/check")
    @Needs(Permission.VERIFY)
    Answer check(Visitor visitor) throws InterruptedException {
        CompletableFuture<Void> check = begin(visitor);
        try {
            check.get(3, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            // It goes on; the page says so.
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("the check did not end", e.getCause());
        }
        return new Answer.SeeOther("/health");
    }

    private synchronized boolean isRunning() {
        return running != null && !running.isDone();
    }

    private synchronized CompletableFuture<Void> begin(Visitor visitor) {
        CompletableFuture<Void> known = running;
        if (known != null && !known.isDone()) {
            return known;
        }
        CompletableFuture<Void> fresh = new CompletableFuture<>();
        running = fresh;
        Thread.ofVirtual()
                .name("health-check")
                .start(
                        () -> {
                            try {
                                last = run();
                                acts.record(visitor, Act.VERIFIED, UUID.randomUUID());
                                fresh.complete(null);
                            } catch (RuntimeException e) {
                                fresh.completeExceptionally(e);
                            }
                        });
        return fresh;
    }

    private Sheet.CheckRun run() {
        Instant begun = clock.instant();
        ledger.publish();
        List<Sheet.FindingRow> findings =
                ledger.verify().stream()
                        .map(
                                finding ->
                                        new Sheet.FindingRow(
                                                finding.code(),
                                                finding.severity()
                                                        .name()
                                                        .toLowerCase(java.util.Locale.ROOT),
                                                finding.subject(),
                                                finding.found(),
                                                finding.expected(),
                                                finding.advice()))
                        .toList();
        return new Sheet.CheckRun(begun, Duration.between(begun, clock.instant()), findings);
    }

    private Optional<Sheet.Checkpoint> checkpoint() {
        return ledger.files()
                .checkpoint()
                .map(SignedNote::parse)
                .map(note -> Checkpoint.parse(note.text()))
                .map(
                        checkpoint ->
                                new Sheet.Checkpoint(
                                        checkpoint.size(),
                                        checkpoint.text().lines().skip(2).findFirst().orElse("")));
    }
}
