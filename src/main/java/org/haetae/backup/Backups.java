package org.haetae.backup;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haetae.access.ActorId;
import org.haetae.archive.Archive;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.HomeRefused;
import org.haetae.home.Setting;
import org.haetae.ledger.Ledger;
import org.haetae.objects.Bucket;
import org.jspecify.annotations.Nullable;

/// Backups of an open home: when they are asked for, and on the schedule of its settings. One at a
/// time; others go on working in the home.
public final class Backups implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Backups.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);
    private static final Duration AFTER_A_FAILURE = Duration.ofHours(1);

    private final Home home;
    private final Database database;
    private final Ledger ledger;
    private final Archive archive;
    private final Clock clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    public Backups(Home home, Database database, Ledger ledger, Archive archive, Clock clock) {
        this.home = home;
        this.database = database;
        this.ledger = ledger;
        this.archive = archive;
        this.clock = clock;
    }

    /// Makes a backup now, and keeps what came of it.
    ///
    /// @param place a folder or a place in an object store; empty: the setting `backup.to`
    /// @throws HomeRefused when there can be none there, with the reason
    public Backup.Made make(String place, ActorId by) throws IOException {
        return make(place.isEmpty() ? to() : place, by, true);
    }

    private String to() {
        return home.settings().text(Setting.BACKUP_TO);
    }

    private synchronized Backup.Made make(String place, ActorId by, boolean mayBegin)
            throws IOException {
        var number = OptionalInt.empty();
        int findings = 0;
        try (var store = Stores.make(place, home.directory())) {
            var backup =
                    new Backup(
                            home,
                            database,
                            ledger,
                            archive,
                            clock,
                            store,
                            () -> closing.getCount() == 0);
            var made = mayBegin ? backup.make(by) : backup.goOn(by);
            number = OptionalInt.of(made.number());
            findings = made.findings().size();
            return made;
        } finally {
            if (closing.getCount() > 0) {
                new LastBackup(clock.instant(), number, findings).keep(database);
            }
        }
    }

    /// Looks from time to time whether one is due, unless the settings name no place or no hours.
    public void start() {
        if (!to().isEmpty() && hours() > 0) {
            thread = Thread.ofPlatform().name("backup").daemon().start(this::work);
        }
    }

    private int hours() {
        return home.settings().number(Setting.BACKUP_HOURS);
    }

    private void work() {
        try {
            do {
                try {
                    turn();
                } catch (IOException | RuntimeException e) {
                    if (closing.getCount() > 0) {
                        LOG.log(Level.ERROR, "a backup could not be made and is tried again", e);
                    }
                }
            } while (!closing.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Closing; the next start looks when the last one was.
        }
    }

    /// Makes the backup that is due, in a place that has one already.
    ///
    /// @return empty when it is not time yet
    Optional<Backup.Made> turn() throws IOException {
        var last = LastBackup.of(database);
        var pause =
                last.filter(one -> one.number().isEmpty())
                        .map(failed -> AFTER_A_FAILURE)
                        .orElse(Duration.ofHours(hours()));
        if (last.isPresent() && clock.instant().isBefore(last.get().endedAt().plus(pause))) {
            return Optional.empty();
        }
        var place = to();
        if (!Bucket.isPlace(place) && !Files.isDirectory(Path.of(place))) {
            // Made here, it would lie on the disk on which another one is not mounted.
            new LastBackup(clock.instant(), OptionalInt.empty(), 0).keep(database);
            throw new HomeRefused("There is no folder %s; is its disk there?".formatted(place));
        }
        var made = make(place, ActorId.SYSTEM, false);
        made.findings()
                .forEach(one -> LOG.log(Level.WARNING, "{0} {1}", one.code(), one.subject()));
        return Optional.of(made);
    }

    @Override
    public void close() {
        closing.countDown();
        if (thread != null) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
