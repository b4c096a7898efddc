package org.haetae.web;

import static java.util.Comparator.naturalOrder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.Archive;
import org.haetae.archive.Fixity;
import org.haetae.audit.Comparison;
import org.haetae.backup.LastBackup;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Sandbox;
import org.haetae.extract.Workers;
import org.haetae.extract.worker.OcrLanguages;
import org.haetae.ledger.Act;
import org.haetae.ledger.Attestation;
import org.haetae.ledger.AttestationState;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Severity;
import org.haetae.ledger.SignedNote;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// How each part of the home stands, and whether everything that is kept is as the ledger says.
///
/// The bytes of sealed files are read by `haetae verify --deep`, and in the background by turns;
/// when each was last is told beside. The page says so.
@Controller
final class HealthDesk {
    /// Below this much space an intake of a folder is likely to end half-way.
    private static final long LITTLE_SPACE = 2_000_000_000;

    private static final String CHECK = "comparing with the ledger";

    /// Under which a check is entered. The same act is entered for items that somebody proves and
    /// for sealed files that are read anew, each under an id of its own.
    private static final UUID CHECKED = UUID.fromString("b0b7f3c4-4d5e-4a53-9d0e-6b1f2f0c7a11");

    private final Rooms rooms;
    private final Ledger ledger;
    private final Acts acts;
    private final Errands errands;
    private final Clock clock;
    private volatile Sheet.@Nullable CheckRun last;

    HealthDesk(Rooms rooms, Acts acts, Errands errands) {
        this.rooms = rooms;
        this.ledger = rooms.ledger();
        this.acts = acts;
        this.errands = errands;
        this.clock = rooms.clock();
    }

    @GetMapping("/health")
    @Needs(Permission.VERIFY)
    Answer health(Visitor visitor) throws InterruptedException {
        return new Sheet.Health(
                ledger.size(),
                checkpoint().orElse(null),
                parts(visitor),
                lastHere().orElse(null),
                last,
                errands.isUnderWay(CHECK));
    }

    private Optional<Instant> lastHere() {
        return rooms.database()
                .as(
                        Clearance.SYSTEM,
                        transaction -> ledger.newest(transaction, CHECKED, Set.of(Act.VERIFIED)))
                .map(newest -> newest.entry().time());
    }

    /// How each part stands. Numbers of items are those that the visitor may know of; numbers over
    /// all compartments are for those who see them all; positions in the ledger are anyone's who
    /// may see it.
    private List<Sheet.Part> parts(Visitor visitor) throws InterruptedException {
        List<Sheet.Part> parts = new ArrayList<>();
        Optional<String> database = database();
        parts.add(
                new Sheet.Part(
                        "database",
                        database.isPresent(),
                        database.isPresent() ? "health.database.answers" : "health.database.silent",
                        List.of(database.orElse(""))));
        parts.add(reading(visitor));
        parts.addAll(workers(rooms.readingRoom().state().workers(), seesAll(visitor)));
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
        parts.add(index());
        parts.add(heldElsewhere());
        parts.add(vouching("witnesses", Attestation.Kind.COSIGNATURE));
        parts.add(vouching("timestamps", Attestation.Kind.TIMESTAMP));
        parts.add(fixity(visitor));
        parts.add(backup());
        parts.add(disk());
        return parts;
    }

    private Sheet.Part reading(Visitor visitor) throws InterruptedException {
        Optional<String> stopped = rooms.readingRoom().stopped();
        if (stopped.isPresent()) {
            return stopped("reading", stopped.get());
        }
        ReadingRoom.State state = rooms.readingRoom().state();
        if (state.behind() + state.underWay() == 0) {
            return new Sheet.Part("reading", true, "health.reading.done", List.of());
        }
        return seesAll(visitor)
                ? new Sheet.Part(
                        "reading",
                        true,
                        "health.reading.behind",
                        List.of(state.behind(), state.underWay()))
                : new Sheet.Part("reading", true, "health.reading.busy", List.of());
    }

    /// What is known of the processes that read files: how they are confined and, where they may
    /// run at all, whether the last one that was needed started. That a file ended one is no
    /// trouble of theirs; it is told, with the reason that stands at that file.
    ///
    /// @param counts whether numbers over all compartments may be told
    static List<Sheet.Part> workers(Workers.Status state, boolean counts) {
        Sheet.Part confinement =
                switch (state.sandbox().kind()) {
                    case BUBBLEWRAP ->
                            new Sheet.Part("sandbox", true, "health.sandbox.bubblewrap", List.of());
                    case NONE -> new Sheet.Part("sandbox", false, "health.sandbox.none", List.of());
                    case REFUSED ->
                            new Sheet.Part(
                                    "sandbox",
                                    false,
                                    "health.sandbox.refused",
                                    List.of(new Sheet.Why(state.sandbox().description())));
                };
        if (state.sandbox().kind() == Sandbox.Kind.REFUSED) {
            return List.of(confinement);
        }
        return List.of(confinement, running(state, counts));
    }

    private static Sheet.Part running(Workers.Status state, boolean counts) {
        if (state.notStarted().isPresent()) {
            return new Sheet.Part(
                    "workers",
                    false,
                    "health.workers.not-started",
                    List.of(new Sheet.Why(state.notStarted().get())));
        }
        if (!counts) {
            return new Sheet.Part(
                    "workers",
                    true,
                    state.alive() > 0 ? "health.workers.alive" : "health.workers.asleep",
                    List.of());
        }
        List<Object> numbers =
                List.of(state.alive(), state.finished(), state.replaced(), state.ended());
        return state.lastEnding()
                .map(
                        why ->
                                new Sheet.Part(
                                        "workers",
                                        true,
                                        "health.workers.ended",
                                        Stream.concat(
                                                        numbers.stream(),
                                                        Stream.of(new Sheet.Why(why)))
                                                .toList()))
                .orElseGet(() -> new Sheet.Part("workers", true, "health.workers.state", numbers));
    }

    private Sheet.Part index() {
        Optional<String> stopped = rooms.indexing().stopped();
        if (stopped.isPresent()) {
            return stopped("index", stopped.get());
        }
        long behind = Math.max(0, ledger.size() - 1 - rooms.index().position());
        return new Sheet.Part(
                "index",
                true,
                behind == 0 ? "health.index.done" : "health.index.behind",
                List.of(rooms.index().position() + 1, behind));
    }

    /// Whether the newest head is held outside the home, where a setting says so. The place is the
    /// settings' business, and is not shown.
    private Sheet.Part heldElsewhere() {
        boolean taken = ledger.notHeld().isEmpty();
        return new Sheet.Part(
                "lock",
                taken,
                !ledger.isHeldElsewhere()
                        ? "health.lock.none"
                        : taken ? "health.lock.held" : "health.lock.silent",
                List.of());
    }

    /// Those who vouch for the ledger from outside. Names of keys and authorities are the
    /// settings', addresses are not shown.
    private Sheet.Part vouching(String part, Attestation.Kind kind) {
        List<AttestationState> states =
                rooms.attestations().states().stream()
                        .filter(state -> state.kind() == kind)
                        .toList();
        String key = "health." + part;
        if (states.isEmpty()) {
            return new Sheet.Part(part, true, key + ".none", List.of());
        }
        List<AttestationState> silent =
                states.stream().filter(state -> !state.outcome().isWell()).toList();
        long newest =
                states.stream()
                        .flatMap(state -> state.newest().stream())
                        .mapToLong(Attestation::size)
                        .max()
                        .orElse(0);
        return silent.isEmpty()
                ? new Sheet.Part(part, true, key + ".well", List.of(states.size(), newest))
                : new Sheet.Part(
                        part,
                        false,
                        key + ".silent",
                        List.of(
                                silent.size(),
                                states.size(),
                                newest,
                                silent.getFirst().name(),
                                silent.getFirst().outcome()));
    }

    /// Whether those that the visitor may know of held when they were last proven, and when the
    /// sealed files were last read anew. How many they are is told to those who see all.
    private Sheet.Part fixity(Visitor visitor) {
        List<Fixity.Failure> failed = rooms.archive().fixity().failures(visitor.clearance());
        if (!failed.isEmpty()) {
            Instant since = failed.stream().map(Fixity.Failure::at).min(naturalOrder()).get();
            return new Sheet.Part(
                    "fixity", false, "health.fixity.failed", List.of(failed.size(), since));
        }
        Fixity.Coverage coverage = rooms.archive().fixity().coverage();
        if (coverage.oldest().isEmpty()) {
            return new Sheet.Part("fixity", true, "health.fixity.never", List.of());
        }
        Instant oldest = coverage.oldest().get();
        if (coverage.never() == 0) {
            return new Sheet.Part("fixity", true, "health.fixity.all", List.of(oldest));
        }
        return seesAll(visitor)
                ? new Sheet.Part(
                        "fixity",
                        true,
                        "health.fixity.some",
                        List.of(oldest, coverage.never(), coverage.items()))
                : new Sheet.Part("fixity", true, "health.fixity.not-all", List.of(oldest));
    }

    /// What came of the newest backup, and when.
    private Sheet.Part backup() {
        Optional<LastBackup> last = LastBackup.of(rooms.database());
        if (last.isEmpty()) {
            return new Sheet.Part("backup", true, "health.backup.never", List.of());
        }
        Instant at = last.get().endedAt();
        if (last.get().number().isEmpty()) {
            return new Sheet.Part("backup", false, "health.backup.failed", List.of(at));
        }
        int number = last.get().number().getAsInt();
        return last.get().findings() == 0
                ? new Sheet.Part("backup", true, "health.backup.made", List.of(number, at))
                : new Sheet.Part(
                        "backup",
                        false,
                        "health.backup.found",
                        List.of(number, at, last.get().findings()));
    }

    static Sheet.Part stopped(String part, String kind) {
        return new Sheet.Part(part, false, "health." + part + ".stopped", List.of(kind));
    }

    private boolean seesAll(Visitor visitor) {
        return rooms.roster().compartments(Clearance.SYSTEM).stream()
                .allMatch(one -> visitor.clearance().sees(Set.of(one.id())));
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
        Optional<Future<?>> check =
                errands.begin(
                        CHECK,
                        () -> {
                            last = run();
                            acts.record(visitor, Act.VERIFIED, CHECKED);
                        });
        if (check.isPresent()) {
            try {
                check.get().get(3, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                // It goes on; the page says so.
            } catch (ExecutionException e) {
                throw new IllegalStateException("the check did not end", e.getCause());
            }
        }
        return new Answer.SeeOther("/health");
    }

    private Sheet.CheckRun run() {
        Instant begun = clock.instant();
        List<Finding> findings = compared();
        return new Sheet.CheckRun(
                begun,
                Duration.between(begun, clock.instant()),
                findings.stream()
                        // What was erased by a decision is as it should be.
                        .filter(finding -> finding.severity() != Severity.NOTICE)
                        .map(HealthDesk::row)
                        .toList());
    }

    private List<Finding> compared() {
        try {
            ledger.publishNews();
        } catch (IntegrityException e) {
            return List.of(e.finding());
        }
        try (Archive archive =
                Archive.asFound(rooms.home(), rooms.database(), ledger, rooms.clock())) {
            return new Comparison(
                            rooms.database(), ledger, archive, rooms.readings(), rooms.roster())
                    .compareUnderWork();
        } catch (IOException e) {
            throw new UncheckedIOException("opening the archive as it was found", e);
        }
    }

    private static Sheet.FindingRow row(Finding finding) {
        return new Sheet.FindingRow(
                finding.code(),
                finding.severity().name().toLowerCase(Locale.ROOT),
                finding.subject(),
                finding.found(),
                finding.expected(),
                finding.advice());
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
