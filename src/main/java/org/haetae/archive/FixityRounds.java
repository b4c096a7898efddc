package org.haetae.archive;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haetae.access.ActorId;
import org.haetae.home.Home;
import org.haetae.home.Setting;
import org.jspecify.annotations.Nullable;

/// Reads a share of the sealed files anew each day, while a server runs: one file at a time, in a
/// thread of its own.
public final class FixityRounds implements AutoCloseable {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(10);
    private static final System.Logger LOG = System.getLogger(FixityRounds.class.getName());

    private final Fixity fixity;
    private final Clock clock;
    private final long percent;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    public FixityRounds(Home home, Archive archive, Clock clock) {
        this.fixity = archive.fixity();
        this.clock = clock;
        this.percent = Math.min(100, home.settings().number(Setting.VERIFY_DAILY_PERCENT));
    }

    /// Begins, some minutes from now, unless the setting says never.
    public void start() {
        if (percent > 0) {
            thread = Thread.ofPlatform().name("fixity").daemon().start(this::work);
        }
    }

    private void work() {
        try {
            while (!closing.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    turn();
                } catch (RuntimeException | Error e) {
                    LOG.log(Level.ERROR, "reading sealed files anew failed and is tried again", e);
                }
            }
        } catch (InterruptedException e) {
            // Closing; the next start goes on where the last whole piece ended.
        }
    }

    /// Reads the day's share, when a day is over since the last.
    ///
    /// @return what was read; empty when it is not time yet
    Optional<Fixity.Done> turn() {
        if (fixity.newest()
                .filter(last -> clock.instant().isBefore(last.endedAt().plus(DAY)))
                .isPresent()) {
            return Optional.empty();
        }
        Fixity.Done done =
                fixity.prove(
                        () -> Optional.of(ActorId.SYSTEM),
                        new Portion(percent / 100.0, Optional.empty()),
                        false,
                        1,
                        () -> closing.getCount() == 0);
        done.findings()
                .forEach(
                        finding ->
                                LOG.log(
                                        Level.WARNING,
                                        "{0} {1}",
                                        finding.code(),
                                        finding.subject()));
        return Optional.of(done);
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
