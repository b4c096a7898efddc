package org.haetae.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.haetae.access.Permission;
import org.haetae.ledger.Act;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.SignedNote;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// Whether the ledger is as it was left. The same check as `haetae verify` makes of it.
@Controller
final class HealthDesk {
    private final Ledger ledger;
    private final Acts acts;
    private final Clock clock;
    private volatile Sheet.@Nullable CheckRun last;
    private @Nullable CompletableFuture<Void> running;

    HealthDesk(Rooms rooms, Acts acts) {
        this.ledger = rooms.ledger();
        this.acts = acts;
        this.clock = rooms.clock();
    }

    @GetMapping("/health")
    @Needs(Permission.VERIFY)
    Answer health() {
        return new Sheet.Health(
                ledger.size(), checkpoint().orElse(null), Map.of(), last, isRunning());
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
