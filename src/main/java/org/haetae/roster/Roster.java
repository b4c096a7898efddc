package org.haetae.roster;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.access.Role;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.Setting;
import org.haetae.home.Transaction;
import org.haetae.ledger.Act;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.jspecify.annotations.Nullable;

/// Who works here, what each may do and see, and who is signed in.
///
/// Everyone but the door passes the clearance under which they act; one gate checks it, records a
/// refusal in the ledger and throws [Refused]. Each change and its entry are one transaction.
/// Before a row is built on, it is compared with what was recorded last, so that a role raised in
/// the database by hand opens nothing and is found by [#verifyRows()]; then
/// [org.haetae.ledger.IntegrityException] is thrown and a person decides.
///
/// Nobody changes their own roles or compartments, and somebody who can administer accounts is
/// always left. The owner of the home at the console ([Clearance#SYSTEM]) is bound by neither.
public final class Roster {

    // Codes of ACCOUNT_CHANGED and COMPARTMENT_CHANGED (docs/formats/roster.md).
    static final int CREATED = 1;
    static final int RENAMED = 2;
    static final int PASSWORD_CHANGED = 3;
    static final int DEACTIVATED = 4;
    static final int ACTIVATED = 5;
    static final int FACTOR_SET = 6;
    static final int FACTOR_REMOVED = 7;
    static final int HASH_RENEWED = 8;
    static final int RECOVERY_MADE = 9;
    static final int RECOVERY_USED = 10;

    // Codes of GRANTED and REVOKED: a role's number, or that it was a compartment.
    static final int COMPARTMENT = 100;

    // Codes of REFUSED.
    static final int REFUSED_NO_ROLE = 1;
    static final int REFUSED_ONESELF = 2;

    private static final Pattern LOGIN = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,63}");
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,200}");

    private final Database database;
    private final Records records;
    private final SignIns signIns;
    private final FactorSeal seal;
    private final Ledger ledger;
    private final Clock clock;
    private final Password.Cost cost;

    public Roster(Home home, Database database, Ledger ledger, Clock clock) {
        this(home, database, ledger, clock, Password.COST);
    }

    /// @param cost of the passwords that are hashed from now on
    Roster(Home home, Database database, Ledger ledger, Clock clock, Password.Cost cost) {
        this(database, ledger, clock, home, cost);
        makeGeneralCompartment();
    }

    /// The roster as it was found, for those who check it: makes nothing, not even what every home
    /// begins with.
    public static Roster asFound(Home home, Database database, Ledger ledger, Clock clock) {
        return new Roster(database, ledger, clock, home, Password.COST);
    }

    private Roster(Database database, Ledger ledger, Clock clock, Home home, Password.Cost cost) {
        this.cost = cost;
        this.database = database;
        this.ledger = ledger;
        this.clock = clock;
        this.records = new Records(ledger, clock);
        this.seal = new FactorSeal(home.keyring().secret("second-factors"));
        this.signIns =
                new SignIns(
                        database,
                        records,
                        seal,
                        clock,
                        cost,
                        Duration.ofMinutes(home.settings().number(Setting.SESSION_IDLE_MINUTES)),
                        Duration.ofHours(home.settings().number(Setting.SESSION_HOURS)));
    }

    // ---- The door

    /// Lets in whoever knows name and password. Empty for every failure alike: a name that nobody
    /// has, a wrong password or code, an account that is locked after too many tries or inactive.
    public Optional<Session.Opened> signIn(String login, char[] password) {
        return signIn(login, password, "");
    }

    /// The same with the code of a second factor, for those who have one; others need none.
    public Optional<Session.Opened> signIn(String login, char[] password, String code) {
        return signIns.signIn(normal(login), password, code);
    }

    /// Who has this session at this moment: what they may do is read anew each time, so a grant
    /// withdrawn ends at once. Empty when it has ended.
    public Optional<SignedIn> bySession(String token) {
        return signIns.bySession(token, false);
    }

    /// For whom the program acts that has this token, with no more permissions than were agreed.
    public Optional<SignedIn> byToken(String token) {
        return signIns.bySession(token, true);
    }

    /// Lets a program act for somebody. Listed and ended like their sessions; a change of password
    /// ends it too.
    ///
    /// @param password the present one: a session left open must not become a way in for long
    /// @return the token, told this once
    public Session.Opened makeToken(SignedIn by, char[] password, Token wanted) {
        AccountRow row = requirePassword(by, password);
        Instant now = now();
        if (wanted.scopes().isEmpty()
                || !wanted.until().isAfter(now)
                || wanted.until().isAfter(now.plus(Token.LONGEST))) {
            throw new Refused(
                    Refused.Reason.TOKEN_UNBOUNDED,
                    "a token has a scope and ends within %d days"
                            .formatted(Token.LONGEST.toDays()));
        }
        return signIns.open(
                row.id(),
                new Token(
                        named(wanted.label()),
                        wanted.scopes(),
                        wanted.until().truncatedTo(ChronoUnit.MICROS)));
    }

    /// Ends a session. Unknown tokens are ignored.
    public void signOut(String token) {
        signIns.signOut(token);
    }

    /// Sessions of an account that have not ended, newest first: one's own, or anybody's for those
    /// who administer.
    public List<Session> sessions(Clearance by, ActorId account) {
        if (!by.actor().equals(account)) {
            gate(by, Permission.MANAGE_ACCOUNTS, account.value());
        }
        return signIns.open(account.value());
    }

    /// Ends one session of one's own, or anybody's for those who administer.
    public void endSession(Clearance by, UUID session) {
        ActorId owner = signIns.owner(session).orElse(ActorId.SYSTEM);
        if (!by.actor().equals(owner)) {
            gate(by, Permission.MANAGE_ACCOUNTS, session);
        }
        database.run(
                Clearance.SYSTEM, tx -> records.write(tx, signIns.end(tx, session, by.actor())));
    }

    // ---- Accounts

    /// Whether nobody has an account yet: then the first one is made at the console.
    public boolean isEmpty() {
        return database.as(
                Clearance.SYSTEM,
                tx ->
                        !tx.sql()
                                .sql("SELECT EXISTS (SELECT FROM account)")
                                .query(Boolean.class)
                                .single());
    }

    /// Makes an account.
    ///
    /// @throws Refused also when the name is taken or malformed, or the password weak
    public Account create(Clearance by, NewAccount wanted) {
        gate(by, Permission.MANAGE_ACCOUNTS, by.actor().value());
        if (!wanted.compartments().isEmpty()) {
            gate(by, Permission.MANAGE_COMPARTMENTS, by.actor().value());
        }
        String login = normal(wanted.login());
        if (!LOGIN.matcher(login).matches()) {
            throw new Refused(
                    Refused.Reason.LOGIN_MALFORMED,
                    "a login has 2 to 64 letters, digits and . _ @ -");
        }
        requireStrong(wanted.password(), login);
        String name = named(wanted.name());
        String hash = Password.hash(wanted.password(), cost);
        UUID id = ActorId.random().value();
        return database.as(
                Clearance.SYSTEM,
                tx -> {
                    int made =
                            tx.sql()
                                    .sql(
                                            """
                                            INSERT INTO account (id, login, name, password, active, created_at)
                                            VALUES (?, ?, ?, ?, true, ?) ON CONFLICT (login) DO NOTHING""")
                                    .params(id, login, name, hash, SignIns.time(now()))
                                    .update();
                    if (made == 0) {
                        throw new Refused(
                                Refused.Reason.LOGIN_TAKEN, "another account has this login");
                    }
                    wanted.roles().forEach(role -> give(tx, id, role));
                    wanted.compartments().forEach(compartment -> give(tx, id, compartment));
                    return recorded(tx, Act.ACCOUNT_CHANGED, CREATED, by, id, List.of());
                });
    }

    /// Every account, by login. For those who administer.
    public List<Account> accounts(Clearance by) {
        gate(by, Permission.MANAGE_ACCOUNTS, by.actor().value());
        return database.as(
                Clearance.SYSTEM,
                tx -> AccountRow.all(tx).stream().map(AccountRow::account).toList());
    }

    /// Those who may see what lies in these compartments and have this permission, by login: whom
    /// somebody who sees it too can ask to work on it. Nobody for who does not.
    public List<Account> colleagues(
            Clearance by, Set<CompartmentId> compartments, Permission permission) {
        if (!by.sees(compartments)) {
            return List.of();
        }
        return database.as(
                Clearance.SYSTEM,
                tx ->
                        AccountRow.all(tx).stream()
                                .map(AccountRow::account)
                                .filter(Account::active)
                                .filter(account -> account.clearance().sees(compartments))
                                .filter(account -> account.clearance().may(permission))
                                .toList());
    }

    /// One account: one's own, or any for those who administer.
    public Optional<Account> account(Clearance by, ActorId id) {
        if (!by.actor().equals(id)) {
            gate(by, Permission.MANAGE_ACCOUNTS, id.value());
        }
        return database.as(
                Clearance.SYSTEM, tx -> AccountRow.of(tx, id.value()).map(AccountRow::account));
    }

    /// The account with this login. For those who administer.
    public Optional<Account> account(Clearance by, String login) {
        gate(by, Permission.MANAGE_ACCOUNTS, by.actor().value());
        return database.as(
                Clearance.SYSTEM,
                tx -> AccountRow.ofLogin(tx, normal(login)).map(AccountRow::account));
    }

    /// Names under which these actors are shown; those who have no account are left out. A name is
    /// told to everyone who works here: the caller decides beside what it is shown.
    public SortedMap<UUID, String> names(Collection<ActorId> actors) {
        UUID[] ids = actors.stream().map(ActorId::value).distinct().toArray(UUID[]::new);
        var names = new TreeMap<UUID, String>();
        database.run(
                Clearance.SYSTEM,
                tx ->
                        tx.sql()
                                .sql("SELECT id, name FROM account WHERE id = ANY (?)")
                                .param(ids)
                                .query(
                                        row -> {
                                            names.put(
                                                    row.getObject("id", UUID.class),
                                                    row.getString("name"));
                                        }));
        return names;
    }

    public Account rename(Clearance by, ActorId id, String name) {
        gate(by, Permission.MANAGE_ACCOUNTS, id.value());
        String checked = named(name);
        return change(
                by,
                id,
                Act.ACCOUNT_CHANGED,
                RENAMED,
                tx ->
                        tx.sql()
                                .sql("UPDATE account SET name = ? WHERE id = ?")
                                .params(checked, id.value())
                                .update());
    }

    /// Lets an account sign in no more and ends its sessions. What it did stays under its
    /// pseudonym.
    public Account deactivate(Clearance by, ActorId id) {
        gateForOthers(by, Permission.MANAGE_ACCOUNTS, id);
        return change(
                by,
                id,
                Act.ACCOUNT_CHANGED,
                DEACTIVATED,
                tx -> setActive(tx, id, false),
                tx -> signIns.endAll(tx, id.value(), Optional.empty(), by.actor()));
    }

    /// Lets an account sign in again.
    public Account activate(Clearance by, ActorId id) {
        gateForOthers(by, Permission.MANAGE_ACCOUNTS, id);
        return change(by, id, Act.ACCOUNT_CHANGED, ACTIVATED, tx -> setActive(tx, id, true));
    }

    public Account grant(Clearance by, ActorId id, Role role) {
        gateForOthers(by, Permission.MANAGE_ACCOUNTS, id);
        return change(by, id, Act.GRANTED, number(role), tx -> give(tx, id.value(), role));
    }

    public Account revoke(Clearance by, ActorId id, Role role) {
        gateForOthers(by, Permission.MANAGE_ACCOUNTS, id);
        return change(
                by,
                id,
                Act.REVOKED,
                number(role),
                tx ->
                        tx.sql()
                                .sql("DELETE FROM account_role WHERE account = ? AND role = ?")
                                .params(id.value(), role.name())
                                .update());
    }

    /// Opens a compartment to an account.
    public Account grant(Clearance by, ActorId id, CompartmentId compartment) {
        gateForOthers(by, Permission.MANAGE_COMPARTMENTS, id);
        return change(by, id, Act.GRANTED, COMPARTMENT, tx -> give(tx, id.value(), compartment));
    }

    public Account revoke(Clearance by, ActorId id, CompartmentId compartment) {
        gateForOthers(by, Permission.MANAGE_COMPARTMENTS, id);
        return change(
                by,
                id,
                Act.REVOKED,
                COMPARTMENT,
                tx ->
                        tx.sql()
                                .sql(
                                        "DELETE FROM account_compartment WHERE account = ? AND compartment = ?")
                                .params(id.value(), compartment.value())
                                .update());
    }

    // ---- Passwords and second factors

    /// Changes one's own password; ends one's other sessions.
    ///
    /// @param session the one that stays
    public void changePassword(SignedIn by, char[] old, char[] wanted) {
        AccountRow row = requirePassword(by, old);
        requireStrong(wanted, row.login());
        setPassword(by.clearance(), by.account().id(), wanted, Optional.of(by.session()));
    }

    private AccountRow requirePassword(SignedIn by, char[] password) {
        UUID id = by.account().id().value();
        AccountRow row = database.as(Clearance.SYSTEM, tx -> AccountRow.of(tx, id)).orElseThrow();
        if (!signIns.confirms(id, password)) {
            throw new Refused(
                    Refused.Reason.PASSWORD_WRONG,
                    "the present password is another, or was tried too often; wait a quarter of an hour then");
        }
        return row;
    }

    /// Gives another account a new password, for somebody who forgot theirs; ends its sessions and
    /// its lock.
    public void resetPassword(Clearance by, ActorId id, char[] wanted) {
        gateForOthers(by, Permission.MANAGE_ACCOUNTS, id);
        AccountRow row =
                database.as(Clearance.SYSTEM, tx -> AccountRow.of(tx, id.value()))
                        .orElseThrow(Roster::noSuchAccount);
        requireStrong(wanted, row.login());
        setPassword(by, id, wanted, Optional.empty());
    }

    private void setPassword(
            Clearance by, ActorId id, char[] wanted, Optional<UUID> sessionThatStays) {
        String hash = Password.hash(wanted, cost);
        change(
                by,
                id,
                Act.ACCOUNT_CHANGED,
                PASSWORD_CHANGED,
                tx ->
                        tx.sql()
                                .sql(
                                        "UPDATE account SET password = ?, failures = 0, failed_at = NULL WHERE id = ?")
                                .params(hash, id.value())
                                .update(),
                tx -> signIns.endAll(tx, id.value(), sessionThatStays, by.actor()));
    }

    /// A secret for an authenticator app, in base 32. Nothing is asked for before
    /// [#setSecondFactor] was given it back with a code made from it.
    public String proposeSecondFactor() {
        return Totp.base32(Totp.newSecret());
    }

    /// From now on a code is asked for at each sign-in; a device that was set before counts no
    /// more, nor do the recovery codes made for it.
    ///
    /// @param password the present one: who finds a session left open must not make the account
    ///   their own
    /// @param code made from the secret, to show that it was kept
    public void setSecondFactor(SignedIn by, char[] password, String secret, String code) {
        requirePassword(by, password);
        byte[] bytes = Totp.fromBase32(secret);
        if (bytes.length < Totp.SECRET_BYTES
                || Totp.step(bytes, code, clock.instant(), 0).isEmpty()) {
            throw new Refused(Refused.Reason.CODE_WRONG, "the code was not made from this secret");
        }
        setFactor(
                by.clearance(),
                by.account().id(),
                FACTOR_SET,
                seal.seal(by.account().id().value(), bytes));
    }

    /// Asks for no code any more: for somebody who lost their device.
    public void removeSecondFactor(Clearance by, ActorId id) {
        gateForOthers(by, Permission.MANAGE_ACCOUNTS, id);
        setFactor(by, id, FACTOR_REMOVED, null);
    }

    /// Makes codes that take the place of one from the device, each once, for the day on which the
    /// device is gone. Those made before are worth nothing any more.
    ///
    /// @param password the present one: a session left open must not become a way in for ever
    /// @return the codes, shown this once and kept by nobody but whoever reads them
    public List<String> makeRecoveryCodes(SignedIn by, char[] password) {
        ActorId id = by.account().id();
        requirePassword(by, password);
        if (!by.account().secondFactor()) {
            throw new Refused(
                    Refused.Reason.CODE_WRONG, "there is no second factor to be recovered");
        }
        List<String> codes = RecoveryCodes.make();
        List<byte[]> digests =
                codes.stream().map(code -> RecoveryCodes.digest(id.value(), code)).toList();
        change(
                by.clearance(),
                id,
                Act.ACCOUNT_CHANGED,
                RECOVERY_MADE,
                tx -> setRecovery(tx, id.value(), digests));
        return codes;
    }

    static int setRecovery(Transaction tx, UUID account, List<byte[]> digests) {
        return tx.sql()
                .sql("UPDATE account SET recovery = ? WHERE id = ?")
                .params(digests.toArray(byte[][]::new), account)
                .update();
    }

    private void setFactor(Clearance by, ActorId id, int code, byte @Nullable [] sealed) {
        change(
                by,
                id,
                Act.ACCOUNT_CHANGED,
                code,
                tx ->
                        tx.sql()
                                .sql(
                                        "UPDATE account SET factor = ?::bytea, factor_step = 0, recovery = '{}' WHERE id = ?")
                                .params(Arrays.asList(sealed, id.value()))
                                .update());
    }

    // ---- Compartments

    /// The compartments that this person may know of: all for those who administer them, else those
    /// that they hold.
    public List<Compartment> compartments(Clearance by) {
        Clearance eyes = by.may(Permission.MANAGE_COMPARTMENTS) ? Clearance.SYSTEM : by;
        return database.as(eyes, Roster::compartments);
    }

    /// Makes a compartment. Nobody holds it yet, its maker neither.
    public Compartment createCompartment(Clearance by, String english, String korean) {
        gate(by, Permission.MANAGE_COMPARTMENTS, by.actor().value());
        var made = new Compartment(CompartmentId.random(), named(english), named(korean), now());
        database.run(Clearance.SYSTEM, tx -> insert(tx, made, by.actor()));
        return made;
    }

    public Compartment renameCompartment(
            Clearance by, CompartmentId id, String english, String korean) {
        gate(by, Permission.MANAGE_COMPARTMENTS, id.value());
        String checkedEnglish = named(english);
        String checkedKorean = named(korean);
        return database.as(
                Clearance.SYSTEM,
                tx -> {
                    Compartment before = compartment(tx, id);
                    records.requireAsRecorded(tx, "compartment", id.value(), record(before));
                    var after =
                            new Compartment(id, checkedEnglish, checkedKorean, before.createdAt());
                    tx.sql()
                            .sql("UPDATE compartment SET name_en = ?, name_ko = ? WHERE id = ?")
                            .params(checkedEnglish, checkedKorean, id.value())
                            .update();
                    records.write(tx, List.of(compartmentChange(RENAMED, by.actor(), after)));
                    return after;
                });
    }

    private void makeGeneralCompartment() {
        database.run(
                Clearance.SYSTEM,
                tx -> {
                    if (compartments(tx).stream()
                            .noneMatch(known -> known.id().equals(CompartmentId.GENERAL))) {
                        insert(
                                tx,
                                new Compartment(CompartmentId.GENERAL, "General", "일반", now()),
                                ActorId.SYSTEM);
                    }
                });
    }

    private void insert(Transaction tx, Compartment made, ActorId by) {
        tx.sql()
                .sql("INSERT INTO compartment VALUES (?, ?, ?, ?)")
                .params(
                        made.id().value(),
                        made.english(),
                        made.korean(),
                        SignIns.time(made.createdAt()))
                .update();
        records.write(tx, List.of(compartmentChange(CREATED, by, made)));
    }

    private static List<Compartment> compartments(Transaction tx) {
        return tx.sql()
                .sql("SELECT * FROM compartment ORDER BY created_at, id")
                .query(
                        (row, n) ->
                                new Compartment(
                                        new CompartmentId(row.getObject("id", UUID.class)),
                                        row.getString("name_en"),
                                        row.getString("name_ko"),
                                        AccountRow.instant(row, "created_at").orElseThrow()))
                .list();
    }

    private static Compartment compartment(Transaction tx, CompartmentId id) {
        return compartments(tx).stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Refused(
                                        Refused.Reason.NO_SUCH_COMPARTMENT,
                                        "there is no compartment " + id));
    }

    private static Records.Change compartmentChange(int code, ActorId by, Compartment after) {
        return new Records.Change(
                Act.COMPARTMENT_CHANGED, code, by, after.id().value(), record(after));
    }

    private static SortedMap<String, Object> record(Compartment compartment) {
        var record = new TreeMap<String, Object>();
        record.put("id", compartment.id().toString());
        record.put("english", compartment.english());
        record.put("korean", compartment.korean());
        record.put("created", compartment.createdAt().toString());
        return record;
    }

    // ---- Verification

    /// Compares every account with its grants, every compartment and every session with what the
    /// ledger committed to, and every record that was ever kept with its entry. Changes nothing.
    public List<Finding> verifyRows() {
        Set<UUID> recorded = ledger.objects(Set.of(Act.ACCOUNT_CHANGED, Act.COMPARTMENT_CHANGED));
        var findings = new ArrayList<Finding>();
        database.run(
                Clearance.SYSTEM,
                tx -> {
                    var missing = new HashSet<>(recorded);
                    for (AccountRow row : AccountRow.all(tx)) {
                        missing.remove(row.id());
                        records.check(tx, "account", row.id(), row.record())
                                .ifPresent(findings::add);
                    }
                    for (Compartment row : compartments(tx)) {
                        UUID id = row.id().value();
                        missing.remove(id);
                        records.check(tx, "compartment", id, record(row)).ifPresent(findings::add);
                    }
                    for (UUID id : SessionRow.ids(tx)) {
                        session(tx, id).ifPresent(findings::add);
                    }
                    strayGrants(tx)
                            .forEach(
                                    id ->
                                            findings.add(
                                                    RosterCode.ROW_UNRECORDED.at(
                                                            "account " + id,
                                                            "a grant",
                                                            "no grant without an account")));
                    missing.stream()
                            .sorted()
                            .map(id -> RosterCode.ROW_MISSING.at("row " + id, "no row", "a row"))
                            .forEach(findings::add);
                });
        // The newest record of a row is named with the row.
        var named = findings.stream().map(Finding::subject).toList();
        records.verify(database).stream()
                .filter(wrong -> named.stream().noneMatch(it -> it.endsWith(wrong.object() + "")))
                .map(Records.Wrong::finding)
                .forEach(findings::add);
        return findings;
    }

    private Optional<Finding> session(Transaction tx, UUID id) {
        try {
            return SessionRow.of(tx, id)
                    .flatMap(row -> records.check(tx, "session", id, row.record()));
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    RosterCode.ROW_ALTERED.at(
                            "session " + id, "a row that cannot be read", "as recorded"));
        }
    }

    /// Accounts that are granted something and are not there.
    private static List<UUID> strayGrants(Transaction tx) {
        return tx.sql()
                .sql(
                        """
                        SELECT account FROM (SELECT account FROM account_role
                                             UNION SELECT account FROM account_compartment) g
                        WHERE account NOT IN (SELECT id FROM account) ORDER BY account""")
                .query(UUID.class)
                .list();
    }

    // ---- The gate, and what every change has in common

    /// The one place where it is decided whether somebody may do this.
    private void gate(Clearance by, Permission needed, UUID object) {
        if (!by.may(needed)) {
            refuse(by, object, Refused.Reason.NOT_PERMITTED, "needs " + needed);
        }
    }

    private void gateForOthers(Clearance by, Permission needed, ActorId account) {
        gate(by, needed, account.value());
        if (by.actor().equals(account) && !by.whole()) {
            refuse(by, account.value(), Refused.Reason.ONESELF, "another person must do this");
        }
    }

    private void refuse(Clearance by, UUID object, Refused.Reason reason, String why) {
        database.run(
                Clearance.SYSTEM,
                tx ->
                        records.note(
                                tx,
                                Act.REFUSED,
                                reason == Refused.Reason.ONESELF
                                        ? REFUSED_ONESELF
                                        : REFUSED_NO_ROLE,
                                by.actor(),
                                SignIns.door(by.actor().value())));
        throw new Refused(reason, "actor %s on %s: %s".formatted(by.actor(), object, why));
    }

    /// What somebody does to an account that exists, while nobody else changes it.
    private interface Step {

        /// @return rows changed; 0 when it was so already
        int in(Transaction tx);
    }

    private Account change(Clearance by, ActorId id, Act act, int code, Step step) {
        return change(by, id, act, code, step, tx -> List.of());
    }

    /// @param alongside what else changes with it: sessions that end
    private Account change(
            Clearance by,
            ActorId id,
            Act act,
            int code,
            Step step,
            Function<Transaction, List<Records.Change>> alongside) {
        return database.as(
                Clearance.SYSTEM,
                tx -> {
                    AccountRow before =
                            AccountRow.locked(tx, id.value()).orElseThrow(Roster::noSuchAccount);
                    records.requireAsRecorded(tx, "account", id.value(), before.record());
                    if (step.in(tx) == 0) {
                        return before.account();
                    }
                    requireAnAdministrator(tx, by);
                    return recorded(tx, act, code, by, id.value(), alongside.apply(tx));
                });
    }

    private Account recorded(
            Transaction tx, Act act, int code, Clearance by, UUID id, List<Records.Change> more) {
        AccountRow after = AccountRow.of(tx, id).orElseThrow();
        var changes = new ArrayList<Records.Change>();
        changes.add(new Records.Change(act, code, by.actor(), id, after.record()));
        changes.addAll(more);
        records.write(tx, changes);
        return after.account();
    }

    /// Whoever is left must be able to mend things, unless the owner of the home does it at the
    /// console.
    private static void requireAnAdministrator(Transaction tx, Clearance by) {
        boolean left =
                tx.sql()
                        .sql(
                                """
                                SELECT EXISTS (SELECT FROM account a JOIN account_role r ON r.account = a.id
                                               WHERE a.active AND r.role = ?)""")
                        .param(Role.ADMINISTRATOR.name())
                        .query(Boolean.class)
                        .single();
        if (!left && !by.whole()) {
            throw new Refused(
                    Refused.Reason.LAST_ADMINISTRATOR,
                    "nobody would be left to administer accounts");
        }
    }

    private static int give(Transaction tx, UUID account, Role role) {
        return tx.sql()
                .sql("INSERT INTO account_role VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(account, role.name())
                .update();
    }

    private static int give(Transaction tx, UUID account, CompartmentId compartment) {
        compartment(tx, compartment);
        return tx.sql()
                .sql("INSERT INTO account_compartment VALUES (?, ?) ON CONFLICT DO NOTHING")
                .params(account, compartment.value())
                .update();
    }

    private static int setActive(Transaction tx, ActorId id, boolean active) {
        return tx.sql()
                .sql("UPDATE account SET active = ? WHERE id = ? AND active <> ?")
                .params(active, id.value(), active)
                .update();
    }

    /// Stands in the ledger, so it never changes.
    private static int number(Role role) {
        return switch (role) {
            case ADMINISTRATOR -> 1;
            case ARCHIVIST -> 2;
            case INVESTIGATOR -> 3;
            case LEGAL_OFFICER -> 4;
            case DOCUMENTER -> 5;
            case READER -> 6;
            case AUDITOR -> 7;
            case ANALYST -> 8;
            case IDENTITY_KEEPER -> 9;
        };
    }

    /// One spelling for every way to type a login: composed, lower case, without spaces around it.
    private static String normal(String login) {
        return Normalizer.normalize(login.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private static String named(String name) {
        String stripped = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        if (!NAME.matcher(stripped).matches()) {
            throw new Refused(
                    Refused.Reason.NAME_MALFORMED, "a name has 1 to 200 characters on one line");
        }
        return stripped;
    }

    private static void requireStrong(char[] password, String login) {
        if (!Password.isStrongEnough(password, login)) {
            throw new Refused(
                    Refused.Reason.PASSWORD_WEAK,
                    "a password has %d to %d characters, at least 5 different ones, and does not hold the login"
                            .formatted(Password.WEAKEST, Password.LONGEST));
        }
    }

    private static Refused noSuchAccount() {
        return new Refused(Refused.Reason.NO_SUCH_ACCOUNT, "there is no account of this id");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
