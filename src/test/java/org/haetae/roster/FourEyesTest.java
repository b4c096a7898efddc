package org.haetae.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.Archive;
import org.haetae.archive.ErasureRefused;
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.archive.Ground;
import org.haetae.archive.Incoming;
import org.haetae.archive.NewAccession;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who administers accounts is not both who asks for an erasure and who decides it.
class FourEyesTest {

    private static final char[] FIRST = "plum blossom 7 rain".toCharArray();
    private static final char[] SECOND = "seven cranes by the river".toCharArray();
    private static final char[] THIRD = "a lantern over the gate".toCharArray();

    @TempDir Path folder;
    private TemporaryHome temporary;
    private Ledger ledger;
    private Archive archive;
    private Roster roster;
    private Instant now = Instant.parse("2026-03-01T09:00:00Z");
    private Account administrator;
    private Account asker;
    private Account decider;
    private UUID request = UUID.randomUUID();

    @BeforeEach
    void open() throws IOException {
        temporary = TemporaryHome.in(folder);
        InstantSource source = () -> now;
        var clock = source.withZone(ZoneOffset.UTC);
        ledger = new Ledger(temporary.home(), temporary.database(), clock);
        archive = new Archive(temporary.home(), temporary.database(), ledger, clock);
        roster = QuickRoster.of(temporary.home(), temporary.database(), ledger, clock);
        administrator = account(Clearance.SYSTEM, "admin", Role.ADMINISTRATOR, Role.ARCHIVIST);
        asker = account(Clearance.SYSTEM, "asker", Role.ARCHIVIST);
        decider = account(Clearance.SYSTEM, "decider", Role.LEGAL_OFFICER);
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), "box"));
        try (var door = archive.receive(Clearance.SYSTEM, accession)) {
            door.receive(
                    new Incoming("a.txt", Optional.empty(), Optional.empty(), Optional.empty()),
                    new ByteArrayInputStream("a letter".getBytes(StandardCharsets.UTF_8)),
                    receipt -> {});
        }
        request = ask(asker, accession.id().value());
    }

    @AfterEach
    void close() {
        archive.close();
        temporary.close();
    }

    private Account account(Clearance by, String login, Role... roles) {
        return roster.create(
                by,
                new NewAccount(login, login, FIRST, Set.of(roles), Set.of(CompartmentId.GENERAL)));
    }

    private Clearance signIn(String login, char[] password) {
        var opened = roster.signIn(login, password).orElseThrow();
        return roster.bySession(opened.token()).orElseThrow().clearance();
    }

    private UUID ask(Account by, UUID object) {
        return archive.decisions()
                .ask(signIn(by.login(), FIRST), object, Ground.OTHER, false, "asked");
    }

    private Optional<Why> refused(String login, char[] password) {
        var by = signIn(login, password);
        var refused =
                catchThrowableOfType(
                        ErasureRefused.class,
                        () -> archive.decisions().approve(by, request, "agreed"));
        return Optional.ofNullable(refused).map(ErasureRefused::why);
    }

    @Test
    void anAccountWithANewPasswordFromSomebodyElseDecidesNothingForThreeDays() {
        roster.resetPassword(signIn("admin", FIRST), decider.id(), SECOND);
        assertThat(refused("decider", SECOND)).contains(Why.GIVEN_LATELY);
        // Nor does it help to choose another one: whoever has the account could.
        now = now.plus(Duration.ofHours(71));
        roster.changePassword(session("decider", SECOND), SECOND, THIRD);
        assertThat(refused("decider", THIRD)).contains(Why.GIVEN_LATELY);
        now = now.plus(Duration.ofHours(1));
        assertThat(refused("decider", THIRD)).isEmpty();
        assertThat(archive.verify(true))
                .extracting(Finding::code)
                .containsExactly("ARCHIVE-ERASURE-UNFINISHED");
    }

    @Test
    void norDoesOneWhoseSecondFactorSomebodyElseTookAwayOrWhichSomebodyElseMade() {
        roster.removeSecondFactor(signIn("admin", FIRST), decider.id());
        assertThat(refused("decider", FIRST)).contains(Why.GIVEN_LATELY);
        account(signIn("admin", FIRST), "made", Role.LEGAL_OFFICER);
        assertThat(refused("made", FIRST)).contains(Why.GIVEN_LATELY);
        now = now.plus(Duration.ofHours(72));
        assertThat(refused("made", FIRST)).isEmpty();
    }

    @Test
    void nobodyDecidesWhatWasAskedForByWhoKnowsTheirPassword() {
        var another =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("", "", "", Set.of(CompartmentId.GENERAL), "bag"));
        request = ask(administrator, another.id().value());
        roster.resetPassword(signIn("admin", FIRST), decider.id(), SECOND);
        now = now.plus(Duration.ofDays(365));
        assertThat(refused("decider", SECOND)).contains(Why.GIVEN_BY_ASKER);
        roster.changePassword(session("decider", SECOND), SECOND, THIRD);
        assertThat(refused("decider", THIRD)).isEmpty();
    }

    @Test
    void aPasswordOfOnesOwnAndAnAccountFromTheConsoleStandAgainstNothing() {
        roster.changePassword(session("decider", FIRST), FIRST, SECOND);
        assertThat(refused("decider", SECOND)).isEmpty();
    }

    private SignedIn session(String login, char[] password) {
        return roster.bySession(roster.signIn(login, password).orElseThrow().token()).orElseThrow();
    }
}
