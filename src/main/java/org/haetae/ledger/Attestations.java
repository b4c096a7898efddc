package org.haetae.ledger;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.Setting;
import org.haetae.ledger.AttestationState.Outcome;
import org.jspecify.annotations.Nullable;

/// Asks those whom the settings name, witnesses and timestamp authorities, to vouch for the newest
/// head: on a schedule while a server runs, or at once by a command.
///
/// It has a thread of its own and waits for the network there alone: whether anybody answers, or
/// there is a network at all, makes no difference to what is received and recorded. Who did not
/// answer is asked again, at growing distances.
public final class Attestations implements AutoCloseable {

    /// A head that somebody vouched for is good for a day; after that even a quiet log asks again,
    /// so that a silence is never longer than that.
    private static final Duration FRESH = Duration.ofDays(1);

    private static final Duration FIRST_RETRY = Duration.ofMinutes(1);
    private static final Duration LONGEST_RETRY = Duration.ofHours(1);
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(5);

    /// So many heads are looked through for the newest answer of the time before this process.
    private static final int HEADS_LOOKED_THROUGH = 300;

    private static final System.Logger LOG = System.getLogger(Attestations.class.getName());

    private final Database database;
    private final Ledger ledger;
    private final Clock clock;
    private final Asking asking = new Asking();
    private final List<Turn> turns = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    /// @throws org.haetae.home.HomeRefused when a line of the settings cannot be used
    public Attestations(Home home, Database database, Ledger ledger, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        Duration witnesses = Duration.ofMinutes(home.settings().number(Setting.WITNESS_MINUTES));
        for (KnownWitness witness : KnownWitness.of(home)) {
            turns.add(
                    new Turn(new WitnessVoucher(witness, ledger, asking, this::record), witnesses));
        }
        // After the witnesses, so that a stamp is over their cosignatures too.
        Duration stamps = Duration.ofMinutes(home.settings().number(Setting.TIMESTAMP_MINUTES));
        for (KnownAuthority authority : KnownAuthority.of(home)) {
            turns.add(
                    new Turn(
                            new AuthorityVoucher(authority, ledger, asking, this::record), stamps));
        }
    }

    private interface Question {
        Outcome put() throws IOException, InterruptedException;
    }

    /// One of those who are asked, and how it stands with them.
    private final class Turn {
        private final Voucher voucher;
        private final Duration interval;
        private Optional<Attestation> newest = Optional.empty();
        private Optional<Instant> asked = Optional.empty();
        private Outcome outcome = Outcome.NOT_ASKED;
        private Instant next = Instant.EPOCH;
        private int failures;
        private boolean lookedBack;

        Turn(Voucher voucher, Duration interval) {
            this.voucher = voucher;
            this.interval = interval;
        }

        synchronized AttestationState state() {
            return new AttestationState(
                    voucher.kind(), voucher.name(), newest, asked, outcome, next);
        }

        /// Asks when it is time and there is something to ask about.
        void take() throws InterruptedException {
            if (clock.instant().isBefore(state().next())) {
                return;
            }
            Optional<SignedNote> published = ledger.published();
            if (published.isEmpty()) {
                return;
            }
            Checkpoint head = Checkpoint.parse(published.get().text());
            Optional<Attestation> answer = answerFor(head);
            if (answer.isEmpty()) {
                ask(published.get(), head);
            } else if (!clock.instant().isBefore(answer.get().time().plus(FRESH))) {
                // Its own record, if nothing else, makes a new head to ask about.
                ledger.publish();
                askNow();
            } else {
                settle(reached(() -> voucher.confirm(published.get(), head)));
            }
        }

        /// Asks about the newest head, unless it has answered for that one already.
        void askNow() throws InterruptedException {
            Optional<SignedNote> published = ledger.published();
            if (published.isEmpty()) {
                return;
            }
            Checkpoint head = Checkpoint.parse(published.get().text());
            if (answerFor(head).isPresent()) {
                settle(reached(() -> voucher.confirm(published.get(), head)));
            } else {
                ask(published.get(), head);
            }
        }

        private Optional<Attestation> answerFor(Checkpoint head) {
            if (!lookedBack) {
                lookedBack = true;
                lookBack();
            }
            return voucher.answerFor(head.size());
        }

        private void lookBack() {
            ledger.files().sizes().reversed().stream()
                    .limit(HEADS_LOOKED_THROUGH)
                    .map(voucher::answerFor)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(this::answered);
        }

        private synchronized void answered(Attestation attestation) {
            newest = Optional.of(attestation);
        }

        private void ask(SignedNote published, Checkpoint head) throws InterruptedException {
            Outcome came = reached(() -> voucher.ask(published, head));
            if (!came.isWell() && came != state().outcome()) {
                LOG.log(
                        Level.WARNING,
                        "Asking {0} {1} to vouch for {2} entries: {3}.",
                        voucher.kind(),
                        voucher.name(),
                        head.size(),
                        came.word());
            }
            settle(came);
            voucher.answerFor(head.size()).ifPresent(this::answered);
        }

        private Outcome reached(Question question) throws InterruptedException {
            try {
                return question.put();
            } catch (IOException e) {
                LOG.log(
                        Level.DEBUG,
                        "{0} {1} could not be reached: {2}",
                        voucher.kind(),
                        voucher.name(),
                        e);
                return Outcome.UNREACHABLE;
            }
        }

        private synchronized void settle(Outcome came) {
            Instant now = clock.instant();
            asked = Optional.of(now);
            outcome = came;
            failures = came.isWell() ? 0 : failures + 1;
            next = now.plus(failures == 0 ? interval : retry());
        }

        private Duration retry() {
            Duration doubled = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
            return doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
        }
    }

    /// How it stands with each of them, in the order of the settings.
    public List<AttestationState> states() {
        return turns.stream().map(Turn::state).toList();
    }

    /// Asks everybody now, waits for their answers, and tells what came of it.
    public List<AttestationState> askNow() throws InterruptedException {
        ledger.publishNews();
        for (Turn turn : turns) {
            guarded(turn::askNow, turn);
        }
        return states();
    }

    /// Begins to ask on a schedule, in a thread of its own. Without anybody to ask it does nothing.
    public void start() {
        start(BETWEEN_TURNS);
    }

    void start(Duration betweenTurns) {
        if (!turns.isEmpty()) {
            thread =
                    Thread.ofPlatform()
                            .name("attestations")
                            .daemon()
                            .start(() -> work(betweenTurns));
        }
    }

    private void work(Duration betweenTurns) {
        try {
            do {
                for (Turn turn : turns) {
                    guarded(turn::take, turn);
                }
            } while (!closing.await(betweenTurns.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            // Closing; who was not asked is asked after the next start.
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private static void guarded(Work work, Turn turn) throws InterruptedException {
        try {
            work.run();
        } catch (IntegrityException e) {
            boolean proved = turn.state().outcome() == Outcome.CONTRADICTED;
            turn.settle(proved ? Outcome.CONTRADICTED : Outcome.NOT_IN_ORDER);
        } catch (RuntimeException | Error e) {
            // Whatever one of them did, such as an answer that no memory holds: the others are
            // asked, and it is asked again.
            LOG.log(Level.ERROR, "asking to vouch for the ledger failed and is tried again", e);
            turn.settle(Outcome.NOT_IN_ORDER);
        }
    }

    private void record(Attestation.Kind kind, Checkpoint head, Digest answer) {
        Entry entry =
                Entry.of(
                                Act.ATTESTED,
                                kind.number(),
                                clock.instant(),
                                ActorId.SYSTEM,
                                Attestation.object(head))
                        .committing(Digest.ABSENT, Attestation.record(answer), Digest.ABSENT);
        database.run(Clearance.SYSTEM, transaction -> ledger.append(transaction, entry));
    }

    @Override
    public void close() {
        closing.countDown();
        asking.close();
        if (thread != null) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
