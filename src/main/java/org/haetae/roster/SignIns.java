package org.haetae.roster;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.Scope;
import org.haetae.home.Database;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;

/// The door: signing in and out, and who stands behind a session.
///
/// Whoever tries names and passwords learns nothing but that it failed: an unknown name costs the
/// same work and the same entry as a wrong password, and so does an account that is locked or no
/// longer active.
final class SignIns {

    /// Failed tries on account of a name that nobody has are recorded under this object.
    static final UUID NOBODY = new UUID(0, 2);

    // Code of SIGNED_IN.
    private static final int FOR_A_PROGRAM = 1;

    private static final int FREE_FAILURES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private static final int TOKEN_BYTES = 32;
    private static final Duration USE_IS_NOTED = Duration.ofMinutes(1);
    private static final Duration ENDED_IS_KEPT = Duration.ofDays(90);

    /// Passwords hashed at the same time, each in 19 MiB. All others wait, so that guessing takes
    /// neither the memory nor both processors, whoever is guessed at.
    private static final int HASHING_AT_ONCE = 2;

    private final Database database;
    private final Records records;
    private final FactorSeal seal;
    private final Clock clock;
    private final Duration idle;
    private final Duration whole;
    private final Semaphore hashing = new Semaphore(HASHING_AT_ONCE, true);
    private final SecureRandom random = new SecureRandom();
    private final Password.Cost cost;
    private final String hashOfNobody;

    SignIns(
            Database database,
            Records records,
            FactorSeal seal,
            Clock clock,
            Password.Cost cost,
            Duration idle,
            Duration whole) {
        this.database = database;
        this.records = records;
        this.seal = seal;
        this.clock = clock;
        this.cost = cost;
        this.hashOfNobody = Password.ofNobody(cost);
        this.idle = idle;
        this.whole = whole;
    }

    Optional<Session.Opened> signIn(String login, char[] password, String code) {
        Optional<AccountRow> known =
                database.as(Clearance.SYSTEM, tx -> AccountRow.ofLogin(tx, login));
        boolean matches = matches(password, known.map(AccountRow::password).orElse(hashOfNobody));
        return database.as(
                Clearance.SYSTEM,
                tx -> {
                    // Held from here on, so tries made at the same time count one after the other.
                    Optional<AccountRow> account =
                            known.flatMap(row -> AccountRow.locked(tx, row.id()))
                                    .filter(AccountRow::active);
                    if (account.isEmpty()) {
                        records.note(tx, Act.SIGN_IN_FAILED, 0, ActorId.SYSTEM, NOBODY);
                        return Optional.<Session.Opened>empty();
                    }
                    boolean sameHash =
                            known.map(AccountRow::password)
                                    .equals(account.map(AccountRow::password));
                    return matches && sameHash && !isLocked(account.get())
                            ? enter(tx, account.get(), password, code)
                            : fail(tx, account.get());
                });
    }

    /// Whether this is the password of an account whose owner is signed in. A session that was left
    /// open is no place to guess at it: what is tried in vain here counts as at the door, and while
    /// the account is locked nothing is right.
    boolean confirms(UUID id, char[] password) {
        String hash =
                database.as(Clearance.SYSTEM, tx -> AccountRow.of(tx, id)).orElseThrow().password();
        boolean matches = matches(password, hash);
        return database.as(
                Clearance.SYSTEM,
                tx -> {
                    AccountRow account = AccountRow.locked(tx, id).orElseThrow();
                    if (matches && account.password().equals(hash) && !isLocked(account)) {
                        return true;
                    }
                    fail(tx, account);
                    return false;
                });
    }

    private boolean matches(char[] password, String hash) {
        hashing.acquireUninterruptibly();
        try {
            return Password.matches(password, hash);
        } finally {
            hashing.release();
        }
    }

    private Optional<Session.Opened> enter(
            Transaction tx, AccountRow account, char[] password, String code) {
        records.requireAsRecorded(tx, "account", account.id(), account.record());
        OptionalLong step = OptionalLong.of(account.factorStep());
        Optional<List<byte[]>> recoveryLeft = Optional.empty();
        if (account.factor().isPresent()) {
            byte[] secret = seal.open(account.id(), account.factor().get());
            step = Totp.step(secret, code, clock.instant(), account.factorStep());
            if (step.isEmpty()) {
                recoveryLeft = RecoveryCodes.without(account.id(), code, account.recovery());
                step = OptionalLong.of(account.factorStep());
                if (recoveryLeft.isEmpty()) {
                    return fail(tx, account);
                }
            }
        }
        var changes = new ArrayList<Records.Change>();
        recoveryLeft.ifPresent(
                left -> {
                    Roster.setRecovery(tx, account.id(), left);
                    changes.add(changed(tx, account.id(), Roster.RECOVERY_USED));
                });
        tx.sql()
                .sql(
                        "UPDATE account SET failures = 0, failed_at = NULL, factor_step = ? WHERE id = ?")
                .params(step.getAsLong(), account.id())
                .update();
        if (Password.isWeaker(account.password(), cost)) {
            tx.sql()
                    .sql("UPDATE account SET password = ? WHERE id = ?")
                    .params(Password.hash(password, cost), account.id())
                    .update();
            changes.add(changed(tx, account.id(), Roster.HASH_RENEWED));
        }
        Session.Opened opened = open(tx, account, Optional.empty(), changes);
        records.write(tx, changes);
        return Optional.of(opened);
    }

    /// A session for a program of somebody who showed that they are its owner.
    Session.Opened open(UUID id, Token program) {
        return database.as(
                Clearance.SYSTEM,
                tx -> {
                    AccountRow account = AccountRow.locked(tx, id).orElseThrow();
                    records.requireAsRecorded(tx, "account", id, account.record());
                    var changes = new ArrayList<Records.Change>();
                    Session.Opened opened = open(tx, account, Optional.of(program), changes);
                    records.write(tx, changes);
                    return opened;
                });
    }

    private Session.Opened open(
            Transaction tx,
            AccountRow account,
            Optional<Token> program,
            List<Records.Change> changes) {
        byte[] secret = new byte[TOKEN_BYTES];
        random.nextBytes(secret);
        String letters = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String token = program.isPresent() ? Token.PREFIX + letters : letters;
        Instant now = now();
        var row =
                new SessionRow(
                        UUID.randomUUID(),
                        digest(token),
                        account.id(),
                        now,
                        now,
                        Optional.empty(),
                        program);
        tx.sql()
                .sql(
                        "DELETE FROM session WHERE account = ? AND coalesce(ended_at, until, started_at) < ?")
                .params(account.id(), time(now.minus(ENDED_IS_KEPT)))
                .update();
        tx.sql()
                .sql("INSERT INTO session VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?)")
                .params(
                        row.id(),
                        row.token(),
                        row.account(),
                        time(now),
                        time(now),
                        program.map(Token::label).orElse(null),
                        program.map(SignIns::names).orElse(null),
                        program.map(one -> time(one.until())).orElse(null))
                .update();
        changes.add(
                new Records.Change(
                        Act.SIGNED_IN,
                        program.isPresent() ? FOR_A_PROGRAM : 0,
                        new ActorId(account.id()),
                        row.id(),
                        row.record()));
        return new Session.Opened(row.session(idle, whole), token);
    }

    private static String[] names(Token program) {
        return program.scopes().stream().map(Scope::name).sorted().toArray(String[]::new);
    }

    /// A try while the account is locked counts for nothing, or whoever wants to could lock others
    /// out for ever.
    private Optional<Session.Opened> fail(Transaction tx, AccountRow account) {
        if (!isLocked(account)) {
            tx.sql()
                    .sql("UPDATE account SET failures = failures + 1, failed_at = ? WHERE id = ?")
                    .params(time(now()), account.id())
                    .update();
        }
        records.note(tx, Act.SIGN_IN_FAILED, 0, ActorId.SYSTEM, door(account.id()));
        return Optional.empty();
    }

    /// What was tried in vain at or with an account is recorded under this object.
    static UUID door(UUID account) {
        return UUID.nameUUIDFromBytes(
                ("haetae/door/" + account).getBytes(StandardCharsets.US_ASCII));
    }

    private boolean isLocked(AccountRow account) {
        if (account.failures() < FREE_FAILURES || account.failedAt().isEmpty()) {
            return false;
        }
        int doublings = Math.min(account.failures() - FREE_FAILURES, 10);
        Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
        if (wait.compareTo(LONGEST_WAIT) > 0) {
            wait = LONGEST_WAIT;
        }
        return clock.instant().isBefore(account.failedAt().get().plus(wait));
    }

    /// A change that somebody makes to their own account by signing in.
    private static Records.Change changed(Transaction tx, UUID account, int code) {
        return new Records.Change(
                Act.ACCOUNT_CHANGED,
                code,
                new ActorId(account),
                account,
                AccountRow.of(tx, account).orElseThrow().record());
    }

    /// @param program whether a program asks: its token opens nothing at a browser, and the other
    ///   way
    Optional<SignedIn> bySession(String token, boolean program) {
        return database.as(
                Clearance.SYSTEM,
                tx ->
                        SessionRow.ofToken(tx, digest(token))
                                .filter(session -> session.program().isPresent() == program)
                                .filter(session -> session.isOpen(now(), idle, whole))
                                .flatMap(session -> signedIn(tx, session)));
    }

    private Optional<SignedIn> signedIn(Transaction tx, SessionRow session) {
        Optional<AccountRow> account =
                AccountRow.of(tx, session.account()).filter(AccountRow::active);
        if (account.isEmpty()) {
            return Optional.empty();
        }
        // Neither a session nor a role that somebody wrote into the database opens anything.
        records.requireAsRecorded(tx, "session", session.id(), session.record());
        records.requireAsRecorded(tx, "account", account.get().id(), account.get().record());
        if (session.usedAt().plus(USE_IS_NOTED).isBefore(now())) {
            tx.sql()
                    .sql("UPDATE session SET used_at = ? WHERE id = ?")
                    .params(time(now()), session.id())
                    .update();
        }
        Account view = account.get().account();
        Clearance clearance =
                session.program()
                        .map(token -> view.clearance().within(token.permissions()))
                        .orElse(view.clearance());
        return Optional.of(new SignedIn(clearance, view, session.id()));
    }

    void signOut(String token) {
        database.run(
                Clearance.SYSTEM,
                tx ->
                        SessionRow.ofToken(tx, digest(token))
                                .ifPresent(
                                        session ->
                                                records.write(
                                                        tx,
                                                        end(
                                                                tx,
                                                                session.id(),
                                                                new ActorId(session.account())))));
    }

    List<Session> open(UUID account) {
        return database.as(
                Clearance.SYSTEM,
                tx ->
                        SessionRow.ofAccount(tx, account).stream()
                                .filter(session -> session.isOpen(now(), idle, whole))
                                .map(session -> session.session(idle, whole))
                                .toList());
    }

    Optional<ActorId> owner(UUID session) {
        return database.as(
                Clearance.SYSTEM,
                tx -> SessionRow.locked(tx, session).map(row -> new ActorId(row.account())));
    }

    /// Ends every open session of an account but perhaps one; to be written by the caller.
    List<Records.Change> endAll(Transaction tx, UUID account, Optional<UUID> except, ActorId by) {
        return SessionRow.ofAccount(tx, account).stream()
                .filter(session -> session.endedAt().isEmpty())
                .filter(session -> !except.equals(Optional.of(session.id())))
                .flatMap(session -> end(tx, session.id(), by).stream())
                .toList();
    }

    /// Ends one session; to be written by the caller. Ending twice does nothing.
    List<Records.Change> end(Transaction tx, UUID id, ActorId by) {
        Optional<SessionRow> session =
                SessionRow.locked(tx, id).filter(row -> row.endedAt().isEmpty());
        if (session.isEmpty()) {
            return List.of();
        }
        tx.sql()
                .sql("UPDATE session SET ended_at = ? WHERE id = ?")
                .params(time(now()), id)
                .update();
        var ended = SessionRow.locked(tx, id).orElseThrow();
        return List.of(new Records.Change(Act.SIGNED_OUT, 0, by, id, ended.record()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    static OffsetDateTime time(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static byte[] digest(String token) {
        return Digest.sha256(token.getBytes(StandardCharsets.UTF_8)).bytes();
    }
}
