package org.haetae.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Permission;
import org.haetae.access.Role;
import org.haetae.access.Scope;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.Act;
import org.haetae.ledger.Finding;
import org.haetae.ledger.IntegrityException;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Recorded;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RosterTest {

    private static final char[] PASSWORD = "plum blossom 7 rain".toCharArray();

    @TempDir static Path folder;
    static TemporaryHome temporary;
    static Ledger ledger;
    private static Clock clock;
    static Roster roster;
    static Instant now = Instant.parse("2026-03-01T09:00:00Z");

    private SignedIn administrator;

    @BeforeAll
    static void open() {
        temporary = TemporaryHome.in(folder);
        clock = moving(InstantSource.system().withZone(ZoneOffset.UTC));
        ledger = new Ledger(temporary.home(), temporary.database(), clock);
        roster = QuickRoster.of(temporary.home(), temporary.database(), ledger, clock);
        assertThat(roster.isEmpty()).isTrue();
    }

    @AfterAll
    static void close() {
        temporary.close();
    }

    @BeforeEach
    void enterAsAdministrator() {
        Account account = account(Set.of(Role.ADMINISTRATOR), Set.of(CompartmentId.GENERAL));
        administrator = enter(account);
    }

    // ---- The door

    @Test
    void nameAndPasswordOpenTheDoorAndTheSessionSaysWho() {
        Account account = account(Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        Session.Opened opened = roster.signIn(account.login(), PASSWORD).orElseThrow();
        SignedIn who = roster.bySession(opened.token()).orElseThrow();
        assertThat(who.account()).isEqualTo(account);
        assertThat(who.clearance())
                .isEqualTo(
                        Clearance.of(
                                account.id(), Set.of(Role.READER), Set.of(CompartmentId.GENERAL)));
        assertThat(roster.signIn("  " + account.login().toUpperCase() + " ", PASSWORD)).isPresent();
    }

    @Test
    void everyFailureIsTheSameAnswer() {
        Account account = account(Set.of(), Set.of());
        assertThat(roster.signIn(account.login(), "plum blossom 7 raim".toCharArray())).isEmpty();
        assertThat(roster.signIn("nobody-at-all", PASSWORD)).isEmpty();
        assertThat(roster.signIn("", PASSWORD)).isEmpty();
        assertThat(roster.signIn("'; DROP TABLE account; --", PASSWORD)).isEmpty();
        roster.deactivate(administrator.clearance(), account.id());
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        assertThat(roster.bySession("")).isEmpty();
        assertThat(roster.bySession("x".repeat(43))).isEmpty();
    }

    @Test
    void anUnknownNameCostsTheSameWorkAsAWrongPassword() {
        var ordinary = ordinary();
        String login = "p" + UUID.randomUUID().toString().substring(0, 8);
        ordinary.create(Clearance.SYSTEM, wanted(login));
        ordinary.signIn(login, "wrong wrong wrong".toCharArray());
        // The memory that Argon2id fills, whatever else goes on meanwhile.
        long hash = 19L << 20;
        assertThat(filled(ordinary, login)).isBetween(hash, 2 * hash);
        assertThat(filled(ordinary, "nobody-at-all")).isBetween(hash, 2 * hash);
    }

    @Test
    void fiveFailuresLockForHalfAMinuteAndLongerWithEachMore() {
        Account account = account(Set.of(), Set.of());
        failTimes(account, 5);
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        now = now.plusSeconds(29);
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        now = now.plusSeconds(1);
        failTimes(account, 1);
        now = now.plusSeconds(59);
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
        failTimes(account, 4);
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
    }

    @Test
    void nobodyIsLockedOutForLongerThanAQuarterOfAnHour() {
        Account account = account(Set.of(), Set.of());
        for (int i = 0; i < 20; i++) {
            failTimes(account, 1);
            now = now.plus(Duration.ofMinutes(15));
        }
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
    }

    /// Somebody who finds a session left open guesses at the password that it asks for.
    @Test
    void whatIsTriedInVainWithinASessionLocksAsAtTheDoor() {
        Account account = account(Set.of(), Set.of());
        SignedIn here = enter(account);
        char[] wrong = "wrong wrong wrong".toCharArray();
        char[] wanted = "another plum 8 blossom".toCharArray();
        for (int i = 0; i < 5; i++) {
            assertRefused(
                    Refused.Reason.PASSWORD_WRONG,
                    () -> roster.changePassword(here, wrong, wanted));
        }
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        assertRefused(
                Refused.Reason.PASSWORD_WRONG, () -> roster.changePassword(here, PASSWORD, wanted));
        assertRefused(
                Refused.Reason.PASSWORD_WRONG, () -> roster.makeRecoveryCodes(here, PASSWORD));
        assertRefused(
                Refused.Reason.PASSWORD_WRONG,
                () -> roster.setSecondFactor(here, PASSWORD, "", ""));
        now = now.plusSeconds(31);
        roster.changePassword(here, PASSWORD, wanted);
        assertThat(roster.signIn(account.login(), wanted)).isPresent();
    }

    @Test
    void triesMadeAtTheSameTimeCountOneAfterTheOther() throws Exception {
        Account account = account(Set.of(), Set.of());
        List<Callable<Boolean>> tries =
                IntStream.range(0, 12)
                        .<Callable<Boolean>>mapToObj(
                                i ->
                                        () ->
                                                roster.signIn(
                                                                account.login(),
                                                                "wrong wrong wrong".toCharArray())
                                                        .isPresent())
                        .toList();
        try (var threads = Executors.newFixedThreadPool(12)) {
            threads.invokeAll(tries);
        }
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        now = now.plusSeconds(31);
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
    }

    @Test
    void anOldHashIsMadeAnewWhenItsOwnerSignsIn() throws SQLException {
        Account account = account(Set.of(), Set.of());
        // As an earlier release would have made and recorded it.
        String weak = Password.hash(PASSWORD, new Password.Cost(64, 1, 1));
        asOwnerOfTheTables(
                "UPDATE account SET password = '%s' WHERE id = '%s'".formatted(weak, account.id()));
        rerecord(account);
        assertThat(ordinary().signIn(account.login(), PASSWORD)).isPresent();
        assertThat(
                        temporary
                                .database()
                                .<String, RuntimeException>as(
                                        Clearance.SYSTEM,
                                        tx ->
                                                AccountRow.of(tx, account.id().value())
                                                        .orElseThrow()
                                                        .password()))
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
        assertThat(roster.verifyRows()).isEmpty();
    }

    // ---- Sessions

    @Test
    void aSessionEndsWhenItIsNotUsedAndInAnyCaseAfterTwelveHours() {
        Account account = account(Set.of(), Set.of());
        String unused = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        now = now.plus(Duration.ofMinutes(119));
        assertThat(roster.bySession(unused)).isPresent();
        now = now.plus(Duration.ofMinutes(119));
        assertThat(roster.bySession(unused)).isPresent();
        now = now.plus(Duration.ofMinutes(121));
        assertThat(roster.bySession(unused)).isEmpty();

        String used = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        for (int i = 0; i < 11; i++) {
            now = now.plus(Duration.ofHours(1));
            assertThat(roster.bySession(used)).isPresent();
        }
        now = now.plus(Duration.ofHours(1));
        assertThat(roster.bySession(used)).isEmpty();
    }

    @Test
    void signingOutEndsThatSessionAlone() {
        Account account = account(Set.of(), Set.of());
        String one = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        String other = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        roster.signOut(one);
        roster.signOut(one);
        roster.signOut("unknown");
        assertThat(roster.bySession(one)).isEmpty();
        assertThat(roster.bySession(other)).isPresent();
    }

    @Test
    void oneSeesAndEndsOnesOwnSessionsAndAdministratorsThoseOfAll() {
        Account account = account(Set.of(Role.READER), Set.of());
        SignedIn who = enter(account);
        SignedIn stranger = enter(account(Set.of(Role.READER), Set.of()));
        assertThat(roster.sessions(who.clearance(), account.id()))
                .extracting(Session::id)
                .containsExactly(who.session());
        assertRefused(
                Refused.Reason.NOT_PERMITTED,
                () -> roster.sessions(stranger.clearance(), account.id()));
        assertRefused(
                Refused.Reason.NOT_PERMITTED,
                () -> roster.endSession(stranger.clearance(), who.session()));
        roster.endSession(administrator.clearance(), who.session());
        assertThat(roster.sessions(who.clearance(), account.id())).isEmpty();
        roster.endSession(stranger.clearance(), stranger.session());
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void aGrantWithdrawnEndsAtOnceAndDeactivationEndsAllSessions() {
        Account account = account(Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        String token = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        roster.revoke(administrator.clearance(), account.id(), CompartmentId.GENERAL);
        roster.revoke(administrator.clearance(), account.id(), Role.READER);
        assertThat(roster.bySession(token).orElseThrow().clearance())
                .isEqualTo(Clearance.of(account.id(), Set.of(), Set.of()));
        roster.deactivate(administrator.clearance(), account.id());
        assertThat(roster.bySession(token)).isEmpty();
        roster.activate(administrator.clearance(), account.id());
        assertThat(roster.bySession(token)).isEmpty();
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
    }

    @Test
    void aNewPasswordEndsTheOtherSessions() {
        Account account = account(Set.of(), Set.of());
        SignedIn here = enter(account);
        String elsewhere = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        char[] wanted = "winter grass 12 moon".toCharArray();
        assertRefused(
                Refused.Reason.PASSWORD_WRONG,
                () -> roster.changePassword(here, "not it, not it".toCharArray(), wanted));
        assertRefused(
                Refused.Reason.PASSWORD_WEAK,
                () -> roster.changePassword(here, PASSWORD, "short".toCharArray()));
        roster.changePassword(here, PASSWORD, wanted);
        assertThat(roster.bySession(elsewhere)).isEmpty();
        assertThat(roster.sessions(here.clearance(), account.id())).hasSize(1);
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        assertThat(roster.signIn(account.login(), wanted)).isPresent();
        roster.resetPassword(administrator.clearance(), account.id(), PASSWORD);
        assertThat(roster.sessions(here.clearance(), account.id())).isEmpty();
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
    }

    @Test
    void theDatabaseDoesNotHoldWhatTheBrowserHolds() {
        Account account = account(Set.of(), Set.of());
        String token = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
        assertThat(dump()).doesNotContain(token).doesNotContain(new String(PASSWORD));
    }

    @Test
    void aSecondFactorIsAskedForOnceItIsSetAndACodeServesOnce() {
        Account account = account(Set.of(), Set.of());
        SignedIn here = enter(account);
        String secret = roster.proposeSecondFactor();
        assertRefused(
                Refused.Reason.CODE_WRONG,
                () -> roster.setSecondFactor(here, PASSWORD, secret, "000000x"));
        roster.setSecondFactor(here, PASSWORD, secret, code(secret));
        assertThat(roster.signIn(account.login(), PASSWORD)).isEmpty();
        assertThat(roster.signIn(account.login(), PASSWORD, code(secret))).isPresent();
        assertThat(roster.signIn(account.login(), PASSWORD, code(secret))).isEmpty();
        now = now.plusSeconds(60);
        assertThat(roster.signIn(account.login(), PASSWORD, code(secret))).isPresent();
        assertThat(dump()).doesNotContain(secret);
        roster.removeSecondFactor(administrator.clearance(), account.id());
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void anotherDeviceTakesThePlaceOfTheOldOneOnlyWithThePassword() {
        Account account = account(Set.of(), Set.of());
        SignedIn before = enter(account);
        String mine = roster.proposeSecondFactor();
        char[] wrong = "another password".toCharArray();
        assertRefused(
                Refused.Reason.PASSWORD_WRONG,
                () -> roster.setSecondFactor(before, wrong, mine, code(mine)));
        assertThat(roster.signIn(account.login(), PASSWORD)).isPresent();
        roster.setSecondFactor(before, PASSWORD, mine, code(mine));
        SignedIn leftOpen = enterWithDevice(account, mine);
        List<String> codes = roster.makeRecoveryCodes(leftOpen, PASSWORD);
        String theirs = roster.proposeSecondFactor();
        assertRefused(
                Refused.Reason.PASSWORD_WRONG,
                () -> roster.setSecondFactor(leftOpen, wrong, theirs, code(theirs)));
        SignedIn here = enterWithDevice(account, mine);
        roster.setSecondFactor(here, PASSWORD, theirs, code(theirs));
        now = now.plusSeconds(60);
        assertThat(roster.signIn(account.login(), PASSWORD, code(mine))).isEmpty();
        assertThat(roster.signIn(account.login(), PASSWORD, codes.getFirst())).isEmpty();
        assertThat(roster.signIn(account.login(), PASSWORD, code(theirs))).isPresent();
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void aRecoveryCodeServesOnceInPlaceOfTheDeviceAndIsKeptByNobody() {
        Account account = account(Set.of(), Set.of());
        SignedIn before = enter(account);
        assertRefused(Refused.Reason.CODE_WRONG, () -> roster.makeRecoveryCodes(before, PASSWORD));
        String secret = roster.proposeSecondFactor();
        roster.setSecondFactor(before, PASSWORD, secret, code(secret));
        SignedIn here = enterWithDevice(account, secret);
        assertRefused(
                Refused.Reason.PASSWORD_WRONG,
                () -> roster.makeRecoveryCodes(here, "another password".toCharArray()));
        List<String> old = roster.makeRecoveryCodes(here, PASSWORD);
        List<String> codes = roster.makeRecoveryCodes(here, PASSWORD);
        assertThat(codes).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(old);
        assertThat(dump()).doesNotContain(codes).doesNotContain(codes.getFirst().replace("-", ""));
        assertThat(roster.signIn(account.login(), PASSWORD, old.getFirst())).isEmpty();
        String typed = codes.getFirst().toLowerCase(java.util.Locale.ROOT).replace('-', ' ');
        assertThat(roster.signIn(account.login(), PASSWORD, typed)).isPresent();
        assertThat(roster.signIn(account.login(), PASSWORD, codes.getFirst())).isEmpty();
        assertThat(roster.signIn(account.login(), "another password".toCharArray(), codes.get(1)))
                .isEmpty();
        assertThat(roster.signIn(account.login(), PASSWORD, codes.get(1))).isPresent();
        assertThat(roster.account(Clearance.SYSTEM, account.login()).orElseThrow().recoveryCodes())
                .isEqualTo(8);
        assertThat(roster.verifyRows()).isEmpty();
        roster.removeSecondFactor(administrator.clearance(), account.id());
        assertThat(roster.account(Clearance.SYSTEM, account.login()).orElseThrow().recoveryCodes())
                .isZero();
        assertThat(roster.verifyRows()).isEmpty();
    }

    /// Signed in with a code from the device, half a minute later each time.
    private SignedIn enterWithDevice(Account account, String secret) {
        now = now.plusSeconds(60);
        String token = roster.signIn(account.login(), PASSWORD, code(secret)).orElseThrow().token();
        return roster.bySession(token).orElseThrow();
    }

    // ---- Accounts and compartments

    @Test
    void loginsAreOneWhateverTheirCase() {
        Account account = account(Set.of(), Set.of());
        assertRefused(
                Refused.Reason.LOGIN_TAKEN,
                () -> roster.create(Clearance.SYSTEM, wanted(account.login().toUpperCase())));
        assertThat(roster.create(Clearance.SYSTEM, wanted("김민지")).login()).isEqualTo("김민지");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b", "-ab", "a\u0000b", "a/b", "a\u202eb", "<b>"})
    void aMalformedLoginIsRefused(String login) {
        assertRefused(
                Refused.Reason.LOGIN_MALFORMED,
                () -> roster.create(Clearance.SYSTEM, wanted(login)));
    }

    @Test
    void onlyAdministratorsChangeAccountsAndARefusalIsRecorded() {
        Account account = account(Set.of(), Set.of());
        for (Role role : Set.of(Role.ARCHIVIST, Role.INVESTIGATOR, Role.READER, Role.AUDITOR)) {
            Clearance other =
                    Clearance.of(account(Set.of(role), Set.of()).id(), Set.of(role), Set.of());
            for (Runnable attempt :
                    List.<Runnable>of(
                            () -> roster.create(other, wanted("mallory")),
                            () -> roster.accounts(other),
                            () -> roster.account(other, account.id()),
                            () -> roster.account(other, account.login()),
                            () -> roster.rename(other, account.id(), "M"),
                            () -> roster.deactivate(other, account.id()),
                            () -> roster.activate(other, account.id()),
                            () -> roster.grant(other, account.id(), Role.ADMINISTRATOR),
                            () -> roster.revoke(other, account.id(), Role.READER),
                            () -> roster.grant(other, account.id(), CompartmentId.GENERAL),
                            () -> roster.revoke(other, account.id(), CompartmentId.GENERAL),
                            () -> roster.resetPassword(other, account.id(), PASSWORD),
                            () -> roster.removeSecondFactor(other, account.id()),
                            () -> roster.createCompartment(other, "A", "가"),
                            () ->
                                    roster.renameCompartment(
                                            other, CompartmentId.GENERAL, "A", "가"))) {
                long before = ledger.size();
                assertRefused(Refused.Reason.NOT_PERMITTED, attempt);
                assertThat(ledger.after(before - 1, 10))
                        .extracting(recorded -> recorded.entry().act())
                        .containsExactly(Act.REFUSED);
            }
        }
    }

    @Test
    void nobodyChangesWhatTheyThemselvesMayDo() {
        Clearance me = administrator.clearance();
        assertRefused(
                Refused.Reason.ONESELF, () -> roster.grant(me, me.actor(), Role.INVESTIGATOR));
        Compartment made = roster.createCompartment(me, "Delta", "델타");
        assertRefused(Refused.Reason.ONESELF, () -> roster.grant(me, me.actor(), made.id()));
        assertRefused(Refused.Reason.ONESELF, () -> roster.deactivate(me, me.actor()));
    }

    @Test
    void anAdministratorIsAlwaysLeft() {
        var others =
                roster.accounts(Clearance.SYSTEM).stream()
                        .filter(account -> account.roles().contains(Role.ADMINISTRATOR))
                        .filter(account -> !account.id().equals(administrator.account().id()))
                        .toList();
        others.forEach(
                other -> roster.revoke(administrator.clearance(), other.id(), Role.ADMINISTRATOR));
        Clearance withdrawn =
                Clearance.of(
                        others.isEmpty()
                                ? account(Set.of(), Set.of()).id()
                                : others.getFirst().id(),
                        Set.of(Role.ADMINISTRATOR),
                        Set.of());
        assertRefused(
                Refused.Reason.LAST_ADMINISTRATOR,
                () -> roster.deactivate(withdrawn, administrator.account().id()));
        assertRefused(
                Refused.Reason.LAST_ADMINISTRATOR,
                () -> roster.revoke(withdrawn, administrator.account().id(), Role.ADMINISTRATOR));
        assertThat(roster.account(Clearance.SYSTEM, administrator.account().id()).orElseThrow())
                .isEqualTo(administrator.account());
    }

    @Test
    void compartmentsAreKnownToThoseWhoHoldOrAdministerThem() {
        Compartment made = roster.createCompartment(administrator.clearance(), "Echo", "에코");
        Account account = account(Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        assertThat(roster.compartments(account.clearance()))
                .extracting(Compartment::id)
                .containsExactly(CompartmentId.GENERAL);
        Account granted = roster.grant(administrator.clearance(), account.id(), made.id());
        assertThat(roster.compartments(granted.clearance()))
                .extracting(Compartment::english)
                .containsExactly("General", "Echo");
        assertThat(roster.compartments(administrator.clearance())).contains(made);
        assertRefused(
                Refused.Reason.NO_SUCH_COMPARTMENT,
                () ->
                        roster.grant(
                                administrator.clearance(), account.id(), CompartmentId.random()));
        roster.renameCompartment(administrator.clearance(), made.id(), "Foxtrot", "폭스트롯");
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void aChangeThatChangesNothingIsNoEntry() {
        Account account = account(Set.of(Role.READER), Set.of());
        long before = ledger.size();
        roster.grant(administrator.clearance(), account.id(), Role.READER);
        roster.revoke(administrator.clearance(), account.id(), CompartmentId.GENERAL);
        roster.activate(administrator.clearance(), account.id());
        assertThat(ledger.size()).isEqualTo(before);
    }

    @Test
    void theLedgerTellsWhatWasDoneAndNamesNobody() {
        Account account = account(Set.of(Role.READER), Set.of());
        roster.grant(administrator.clearance(), account.id(), Role.ARCHIVIST);
        roster.deactivate(administrator.clearance(), account.id());
        assertThat(ledger.history(account.id().value()))
                .extracting(recorded -> recorded.entry().act() + " " + recorded.entry().code())
                .containsExactly("ACCOUNT_CHANGED 1", "GRANTED 2", "ACCOUNT_CHANGED 4");
        assertThat(ledger.history(account.id().value()).getLast().entry().actor())
                .isEqualTo(administrator.account().id());
        assertThat(ledger.after(Ledger.START, 100_000).stream().map(Recorded::toString))
                .noneMatch(text -> text.contains(account.login()) || text.contains(account.name()));
    }

    // ---- Somebody at the database

    @Test
    void aRoleGivenInTheDatabaseOpensNothingAndIsFound() throws SQLException {
        Account account = account(Set.of(Role.READER), Set.of());
        String token = roster.signIn(account.login(), PASSWORD).orElseThrow().token();
        asOwnerOfTheTables(
                "INSERT INTO account_role VALUES ('%s', 'ADMINISTRATOR')".formatted(account.id()));
        assertFound("ROSTER-ROW-ALTERED", "account " + account.id(), "another roles");
        assertThatThrownBy(() -> roster.bySession(token)).isInstanceOf(IntegrityException.class);
        assertThatThrownBy(() -> roster.signIn(account.login(), PASSWORD))
                .isInstanceOf(IntegrityException.class);
        // Nor does a later change by somebody else make it good.
        assertThatThrownBy(
                        () ->
                                roster.grant(
                                        administrator.clearance(),
                                        account.id(),
                                        CompartmentId.GENERAL))
                .isInstanceOf(IntegrityException.class);
        asOwnerOfTheTables(
                "DELETE FROM account_role WHERE account = '%s' AND role <> 'READER'"
                        .formatted(account.id()));
        assertThat(roster.bySession(token)).isPresent();
        assertThat(roster.verifyRows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name = name || 'x'",
                "login = login || 'x'",
                "password = '$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEg'",
                "active = NOT active",
                "created_at = created_at + interval '1 second'",
                "factor = '\\x00'"
            })
    void everyColumnThatCountsIsHeldAgainstTheLedger(String change) throws SQLException {
        Account account = account(Set.of(Role.READER), Set.of());
        String column = change.substring(0, change.indexOf(' '));
        asOwnerOfTheTables(
                "CREATE TABLE kept AS SELECT * FROM account WHERE id = '%s'"
                        .formatted(account.id()));
        try {
            asOwnerOfTheTables(
                    "UPDATE account SET %s WHERE id = '%s'".formatted(change, account.id()));
            assertFound(
                    "ROSTER-ROW-ALTERED",
                    "account " + account.id(),
                    "another " + column.replace("_at", ""));
        } finally {
            asOwnerOfTheTables(
                    "UPDATE account a SET (%1$s) = (SELECT %1$s FROM kept) WHERE id = '%2$s'; DROP TABLE kept"
                            .formatted(
                                    "name, login, password, active, created_at, factor",
                                    account.id()));
        }
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void aSessionMadeInTheDatabaseOpensNothing() throws SQLException {
        String token = "t".repeat(43);
        UUID id = UUID.randomUUID();
        asOwnerOfTheTables(
                "INSERT INTO session VALUES ('%s', sha256('%s'), '%s', '%s', '%s', NULL)"
                        .formatted(id, token, administrator.account().id(), now, now));
        assertThatThrownBy(() -> roster.bySession(token)).isInstanceOf(IntegrityException.class);
        assertFound("ROSTER-ROW-UNRECORDED", "session " + id, "a row");
        asOwnerOfTheTables("DELETE FROM session WHERE id = '%s'".formatted(id));
    }

    @Test
    void aTokenMayDoNoMoreBecauseSomebodyWroteItIntoTheDatabase() throws SQLException {
        SignedIn owner =
                roster.bySession(
                                roster.signIn(administrator.account().login(), PASSWORD)
                                        .orElseThrow()
                                        .token())
                        .orElseThrow();
        Session.Opened made =
                roster.makeToken(
                        owner,
                        PASSWORD,
                        new Token("an audit", Set.of(Scope.AUDIT), now.plus(Duration.ofDays(9))));
        assertThat(made.token()).startsWith(Token.PREFIX);
        Clearance clearance = roster.byToken(made.token()).orElseThrow().clearance();
        assertThat(clearance.may(Permission.VERIFY)).isTrue();
        assertThat(clearance.may(Permission.MANAGE_ACCOUNTS)).isFalse();
        UUID id = made.session().id();
        for (String harm :
                List.of("scopes = '{READ,AUDIT}'", "until = until + interval '1 year'")) {
            asOwnerOfTheTables("CREATE TABLE kept AS SELECT * FROM session");
            asOwnerOfTheTables("UPDATE session SET %s WHERE id = '%s'".formatted(harm, id));
            assertThatThrownBy(() -> roster.byToken(made.token()))
                    .isInstanceOf(IntegrityException.class);
            asOwnerOfTheTables(
                    "UPDATE session s SET scopes = k.scopes, until = k.until FROM kept k WHERE k.id = s.id; DROP TABLE kept");
        }
        now = now.plus(Duration.ofDays(9));
        assertThat(roster.byToken(made.token())).isEmpty();
    }

    @Test
    void aSessionThatWasEndedIsNotOpenedAgainInTheDatabase() throws SQLException {
        Session.Opened opened =
                roster.signIn(administrator.account().login(), PASSWORD).orElseThrow();
        roster.signOut(opened.token());
        UUID id = opened.session().id();
        asOwnerOfTheTables(
                "CREATE TABLE kept AS SELECT * FROM session WHERE id = '%s'; UPDATE session SET ended_at = NULL WHERE id = '%s'"
                        .formatted(id, id));
        assertThatThrownBy(() -> roster.bySession(opened.token()))
                .isInstanceOf(IntegrityException.class);
        asOwnerOfTheTables(
                "UPDATE session SET ended_at = (SELECT ended_at FROM kept) WHERE id = '%s'; DROP TABLE kept"
                        .formatted(id));
        assertThat(roster.verifyRows()).isEmpty();
    }

    @Test
    void aDeletedAccountAnAlteredRecordAndAnAlteredCompartmentAreFound() throws SQLException {
        Account account = account(Set.of(), Set.of());
        asOwnerOfTheTables(
                "CREATE TABLE kept AS SELECT * FROM account WHERE id = '%1$s'; DELETE FROM account WHERE id = '%1$s'"
                        .formatted(account.id()));
        assertFound("ROSTER-ROW-MISSING", "row " + account.id(), "no row");
        asOwnerOfTheTables("INSERT INTO account SELECT * FROM kept; DROP TABLE kept");

        asOwnerOfTheTables(
                "UPDATE roster_record SET record = replace(record, '\"roles\":[]', '\"roles\":[\"ADMINISTRATOR\"]') WHERE object = '%s'"
                        .formatted(account.id()));
        assertThat(roster.verifyRows())
                .extracting(Finding::code)
                .containsExactly("ROSTER-RECORD-ALTERED");
        asOwnerOfTheTables(
                "UPDATE roster_record SET record = replace(record, '\"ADMINISTRATOR\"', '') WHERE object = '%s'"
                        .formatted(account.id()));

        asOwnerOfTheTables(
                "UPDATE compartment SET name_en = 'Open' WHERE id = '%s'"
                        .formatted(CompartmentId.GENERAL));
        assertFound(
                "ROSTER-ROW-ALTERED", "compartment " + CompartmentId.GENERAL, "another english");
        asOwnerOfTheTables(
                "UPDATE compartment SET name_en = 'General' WHERE id = '%s'"
                        .formatted(CompartmentId.GENERAL));
        assertThat(roster.verifyRows()).isEmpty();
    }

    /// Reads docs/formats/roster.md as somebody else would, without our code.
    @Test
    void aCommitmentCanBeComputedFromTheFormatsPageAlone() throws Exception {
        Account account = account(Set.of(Role.READER), Set.of(CompartmentId.GENERAL));
        var entry = ledger.history(account.id().value()).getLast().entry();
        byte[] salt =
                column("SELECT salt FROM roster_record WHERE entry = ?", entry.id(), byte[].class);
        String record =
                column(
                        "SELECT record FROM roster_record WHERE entry = ?",
                        entry.id(),
                        String.class);
        assertThat(record)
                .matches(
                        "\\{\"active\":true,\"compartments\":\\[\"%s\"],\"created\":\"[-0-9T:.]+Z\",\"factor\":\"\",\"id\":\"%s\",\"login\":\"%s\",\"name\":\"Invented %s\",\"password\":\"[0-9a-f]{64}\",\"roles\":\\[\"READER\"]}"
                                .formatted(
                                        CompartmentId.GENERAL,
                                        account.id(),
                                        account.login(),
                                        account.login()));
        var sha256 = MessageDigest.getInstance("SHA-256");
        byte[] inner = sha256.digest(record.getBytes(StandardCharsets.UTF_8));
        sha256.update("haetae/record/v1".getBytes(StandardCharsets.US_ASCII));
        sha256.update(salt);
        assertThat(entry.record().bytes()).isEqualTo(sha256.digest(inner));
    }

    private static <T> T column(String query, UUID id, Class<T> type) {
        return temporary
                .database()
                .<T, RuntimeException>as(
                        Clearance.SYSTEM, tx -> tx.sql().sql(query).param(id).query(type).single());
    }

    @Test
    void noClearanceOfAPersonReadsAccountsOrSessions() {
        for (String table :
                List.of(
                        "account",
                        "account_role",
                        "account_compartment",
                        "session",
                        "roster_record")) {
            assertThat(
                            temporary
                                    .database()
                                    .<Long, RuntimeException>as(
                                            administrator.clearance(),
                                            tx ->
                                                    tx.sql()
                                                            .sql("SELECT count(*) FROM " + table)
                                                            .query(Long.class)
                                                            .single()))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void messagesAndTextsNameNobody() {
        Account account = account(Set.of(), Set.of());
        Session.Opened opened = roster.signIn(account.login(), PASSWORD).orElseThrow();
        assertThat(account.toString() + opened + wanted("somebody"))
                .doesNotContain(account.login(), account.name(), opened.token(), "somebody");
    }

    // ---- what the tests say again and again

    private static Account account(Set<Role> roles, Set<CompartmentId> compartments) {
        String login = "p" + UUID.randomUUID().toString().substring(0, 8);
        return roster.create(
                Clearance.SYSTEM,
                new NewAccount(login, "Invented " + login, PASSWORD, roles, compartments));
    }

    private static NewAccount wanted(String login) {
        return new NewAccount(login, "Invented person", PASSWORD, Set.of(), Set.of());
    }

    private static SignedIn enter(Account account) {
        return roster.bySession(roster.signIn(account.login(), PASSWORD).orElseThrow().token())
                .orElseThrow();
    }

    private static void failTimes(Account account, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(roster.signIn(account.login(), "wrong wrong wrong".toCharArray())).isEmpty();
        }
    }

    private static String code(String secret) {
        return Totp.code(Totp.fromBase32(secret), now.getEpochSecond() / 30, 6);
    }

    /// Bytes that this thread asked for while somebody tried to sign in. One whose passwords cost
    /// what they cost everywhere else.
    private static Roster ordinary() {
        return new Roster(temporary.home(), temporary.database(), ledger, clock);
    }

    private static long filled(Roster roster, String login) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        roster.signIn(login, "wrong wrong wrong".toCharArray());
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void assertRefused(Refused.Reason reason, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        Refused.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static void assertFound(String code, String subject, String found) {
        assertThat(roster.verifyRows())
                .extracting(Finding::code, Finding::subject, Finding::found)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(code, subject, found));
    }

    private static void rerecord(Account account) {
        temporary
                .database()
                .run(
                        Clearance.SYSTEM,
                        tx ->
                                new Records(ledger, moving(Clock.systemUTC()))
                                        .write(
                                                tx,
                                                List.of(
                                                        new Records.Change(
                                                                Act.ACCOUNT_CHANGED,
                                                                Roster.HASH_RENEWED,
                                                                account.id(),
                                                                account.id().value(),
                                                                AccountRow.of(
                                                                                tx,
                                                                                account.id()
                                                                                        .value())
                                                                        .orElseThrow()
                                                                        .record()))));
    }

    /// A clock that stands at [#now], which tests move.
    private static Clock moving(Clock zone) {
        return new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return zone.getZone();
            }

            @Override
            public Clock withZone(java.time.ZoneId other) {
                return this;
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    private static String dump() {
        return temporary
                .database()
                .<String, RuntimeException>as(
                        Clearance.SYSTEM,
                        tx ->
                                List.of("account", "session", "roster_record").stream()
                                        .map(
                                                table ->
                                                        tx.sql()
                                                                .sql(
                                                                        "SELECT string_agg(t::text, '\n') FROM "
                                                                                + table
                                                                                + " t")
                                                                .query(String.class)
                                                                .single())
                                        .collect(Collectors.joining()));
    }

    /// As somebody who has the whole database: the role that owns the server itself.
    private static void asOwnerOfTheTables(String sql) throws SQLException {
        Path data = temporary.home().database().resolve("data/postmaster.pid");
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:postgresql://127.0.0.1:"
                                        + Files.readAllLines(data).get(3).strip()
                                        + "/haetae",
                                "haetae_super",
                                Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(
                                                temporary
                                                        .home()
                                                        .keyring()
                                                        .secret("database-super")));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
