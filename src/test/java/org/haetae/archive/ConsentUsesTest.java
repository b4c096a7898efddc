package org.haetae.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.Use.Purpose;
import org.haetae.archive.Uses.Reason;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Act;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Severity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people agreed to, and what becomes of material to which they did not; who may know who they
/// are.
final class ConsentUsesTest {

    private static final Set<CompartmentId> GENERAL = Set.of(CompartmentId.GENERAL);
    private static final Clearance ARCHIVIST = person(Role.ARCHIVIST);
    private static final Clearance OFFICER = person(Role.LEGAL_OFFICER);
    private static final Clearance READER = person(Role.INVESTIGATOR);
    private static final Clearance KEEPER = person(Role.IDENTITY_KEEPER);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @TempDir static Path folder;
    private static Home home;
    private static Database database;
    private static Ledger ledger;
    private static Archive archive;
    private static Uses uses;

    private static Clearance person(Role role) {
        return Clearance.of(ActorId.random(), Set.of(role), GENERAL);
    }

    @BeforeAll
    static void open() throws IOException {
        home = Home.open(folder.resolve("home"));
        database = Database.open(home);
        ledger = new Ledger(home, database, Clock.systemUTC());
        archive = new Archive(home, database, ledger, Clock.systemUTC());
        uses = archive.uses();
    }

    @AfterAll
    static void close() {
        archive.close();
        database.close();
        home.close();
    }

    private static Use use(Purpose purpose, String to, boolean named) {
        return new Use(purpose, to, named);
    }

    private static Terms terms(Use... allowed) {
        return new Terms(List.of(allowed), Optional.empty(), Optional.empty());
    }

    private static Terms until(LocalDate day) {
        return new Terms(List.of(Use.INTERNAL), Optional.empty(), Optional.of(day));
    }

    private static ConsentId consent(Terms terms) {
        return archive.consents().add(ARCHIVIST, "P-17", "testimony", GENERAL, Optional.of(terms));
    }

    private static ItemId under(ConsentId... consents) throws IOException {
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("", "P-17", "", GENERAL, "", Set.of(consents)));
        var receipts = Collections.synchronizedList(new ArrayList<Receipt>());
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            receiving.receive(
                    new Incoming("it.txt", Optional.empty(), Optional.empty(), Optional.empty()),
                    new ByteArrayInputStream(
                            UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8)),
                    receipts::add);
        }
        return receipts.getFirst().item();
    }

    private static List<Reason> against(Use wanted, ItemId item) {
        return against(Optional.of(wanted), item);
    }

    private static List<Reason> against(Optional<Use> wanted, ItemId item) {
        return switch (uses.permits(READER, wanted, List.of(item))) {
            case Uses.Verdict.Permitted permitted -> List.of();
            case Uses.Verdict.Refused refused ->
                    refused.grounds().stream().map(Uses.Ground::reason).toList();
        };
    }

    private static boolean sees(Clearance by, ItemId item) {
        return archive.item(by, item).isPresent();
    }

    private static List<String> wrong() {
        return archive.verify(true).stream()
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .map(Finding::code)
                .distinct()
                .toList();
    }

    @Test
    void materialUnderAConsentIsUsedForWhatThatAllowsAndNothingElse() throws IOException {
        var item =
                under(
                        consent(
                                terms(
                                        Use.INTERNAL,
                                        use(Purpose.REPORT, "", false),
                                        use(Purpose.NAMED_COURT, "An invented court", true))));
        assertThat(against(Use.INTERNAL, item)).isEmpty();
        assertThat(against(use(Purpose.REPORT, "", false), item)).isEmpty();
        assertThat(against(use(Purpose.REPORT, "", true), item))
                .containsExactly(Reason.WITHOUT_NAME);
        assertThat(against(use(Purpose.NAMED_COURT, "an invented court", true), item)).isEmpty();
        assertThat(against(use(Purpose.NAMED_COURT, "Another court", true), item))
                .containsExactly(Reason.NOT_ALLOWED);
        assertThat(against(use(Purpose.PUBLICATION, "", false), item))
                .containsExactly(Reason.NOT_ALLOWED);
        assertThat(against(Optional.empty(), item)).containsExactly(Reason.USE_NOT_NAMED);
        assertThat(against(Optional.empty(), under())).isEmpty();
        var unstated = archive.consents().add(ARCHIVIST, "P-18", "testimony", GENERAL);
        assertThat(against(Use.INTERNAL, under(unstated))).isEmpty();
        assertThat(against(use(Purpose.REPORT, "", false), under(unstated)))
                .containsExactly(Reason.UNSTATED);
    }

    @Test
    void whatIsReadToLeaveTheHomeIsWhatEveryConsentLetsOut() throws IOException {
        var report = use(Purpose.REPORT, "", false);
        var one = consent(terms(Use.INTERNAL, report));
        var two = consent(terms(Use.INTERNAL));
        var leaving = uses.leaving(ARCHIVIST, Optional.of(report));
        assertThat(sees(leaving, under(one))).isTrue();
        assertThat(sees(leaving, under(one, two))).isFalse();
        assertThat(sees(leaving, under(two))).isFalse();
        assertThat(sees(leaving, under())).isTrue();
        assertThat(sees(uses.leaving(Clearance.SYSTEM, Optional.empty()), under(one))).isFalse();
        assertThat(sees(READER, under(two))).isTrue();
    }

    @Test
    void whatTwoPeopleGaveIsUsedForWhatBothAllow() throws IOException {
        var one = consent(terms(Use.INTERNAL, use(Purpose.REPORT, "", true)));
        var two = consent(terms(Use.INTERNAL));
        assertThat(against(use(Purpose.REPORT, "", false), under(one, two)))
                .containsExactly(Reason.NOT_ALLOWED);
    }

    @Test
    void whatTheTeamMayNotUseIsThereForThoseAloneWhoKeepIt() throws IOException {
        var consent = consent(terms(Use.INTERNAL));
        var item = under(consent);
        assertThat(sees(READER, item)).isTrue();
        assertThatThrownBy(() -> uses.withdraw(ARCHIVIST, consent, " "))
                .isInstanceOf(ErasureRefused.class);
        uses.withdraw(ARCHIVIST, consent, "she called");
        assertThat(sees(READER, item)).isFalse();
        assertThat(sees(ARCHIVIST, item)).isTrue();
        assertThat(sees(OFFICER, item)).isTrue();
        assertThat(sees(ARCHIVIST.using(), item)).isFalse();
        assertThat(uses.withheldFrom(READER)).contains(item);
        assertThat(uses.withheldFrom(ARCHIVIST)).isEmpty();
        assertThat(against(Use.INTERNAL, item)).containsExactly(Reason.WITHDRAWN);
        assertThatThrownBy(() -> archive.opening(READER, item))
                .isInstanceOf(java.util.NoSuchElementException.class);
        uses.allow(ARCHIVIST, consent, terms(Use.INTERNAL), "she agrees again");
        assertThat(sees(READER, item)).isTrue();
        assertThat(uses.history(ARCHIVIST, consent))
                .extracting(Uses.Step::reason)
                .containsExactly("", "she called", "she agrees again");
    }

    @Test
    void whatSomebodyDoesNotSeeOfAConsentDoesNotOpenItToThem() throws IOException {
        var hidden = CompartmentId.random();
        var consent =
                archive.consents()
                        .add(
                                Clearance.SYSTEM,
                                "P-19",
                                "testimony",
                                Set.of(hidden),
                                Optional.of(Terms.NOTHING));
        assertThat(sees(READER, under(consent))).isFalse();
    }

    @Test
    void aConsentBeginsAndEndsByTimeAlone() throws Exception {
        assertThat(sees(READER, under(consent(until(TODAY))))).isTrue();
        var ended = under(consent(until(TODAY.minusDays(1))));
        assertThat(sees(READER, ended)).isFalse();
        assertThat(against(Use.INTERNAL, ended)).containsExactly(Reason.EXPIRED);
        var later =
                under(
                        consent(
                                new Terms(
                                        List.of(Use.INTERNAL),
                                        Optional.of(TODAY.plusDays(1)),
                                        Optional.empty())));
        assertThat(sees(READER, later)).isFalse();
        assertThat(against(Use.INTERNAL, later)).containsExactly(Reason.NOT_YET);
        var soon = consent(terms(Use.INTERNAL));
        var item = under(soon);
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    transaction
                            .sql()
                            .sql(
                                    """
                                    update consent_step
                                    set usable = tstzrange(null, clock_timestamp() + interval '700 ms')
                                    where consent = ?
                                    """)
                            .param(soon.value())
                            .update();
                });
        assertThat(sees(READER, item)).isTrue();
        var deadline = System.nanoTime() + 5_000_000_000L;
        while (sees(READER, item) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(sees(READER, item)).as("nothing but time passed").isFalse();
        assertThat(wrong()).as("days that nobody agreed to").contains("ARCHIVE-ROW-ALTERED");
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    transaction
                            .sql()
                            .sql("update consent_step set usable = '(,)' where consent = ?")
                            .param(soon.value())
                            .update();
                });
        assertThat(wrong()).isEmpty();
    }

    @Test
    void everyStepIsEnteredAndAConsentThatIsErasedIsWithheldNoMore() throws IOException {
        var consent = consent(terms(Use.INTERNAL));
        var item = under(consent);
        uses.withdraw(ARCHIVIST, consent, "she called");
        assertThat(ledger.history(consent.value()))
                .extracting(one -> one.entry().act())
                .containsExactly(Act.KEY_MADE, Act.CONSENTED, Act.CONSENT_WITHDRAWN);
        assertThatThrownBy(() -> uses.require(ARCHIVIST, Optional.of(Use.INTERNAL), List.of(item)))
                .isInstanceOf(UseRefused.class)
                .hasMessageContaining("was withdrawn");
        assertThat(ledger.history(item.value()))
                .extracting(one -> one.entry().act())
                .contains(Act.REFUSED);
        erase(consent.value());
        assertThat(archive.erasures().tombstone(READER, item.value())).isPresent();
        assertThat(uses.history(ARCHIVIST, consent)).isEmpty();
        assertThat(wrong()).isEmpty();
    }

    private static void erase(UUID object) {
        var request =
                archive.decisions().ask(ARCHIVIST, object, Ground.WITHDRAWN, false, "asked for");
        archive.decisions().approve(OFFICER, request, "agreed");
        archive.erasures().destroyKeys(request);
        archive.erasures().ended(request);
    }

    /// Found in the database's own catalogue: a table made tomorrow is looked at too.
    @Test
    void everyTableThatPointsToMaterialWithholdsIt() {
        var without =
                database.as(
                        Clearance.SYSTEM,
                        transaction ->
                                transaction
                                        .sql()
                                        .sql(
                                                """
                                                select distinct c.relname::text from pg_class c
                                                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
                                                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                                                  and a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype)
                                                  and a.attname in ('item', 'items', 'accession', 'scope', 'claim', 'entity', 'subject')
                                                  and not exists (
                                                    select from pg_policy p
                                                    where p.polrelid = c.oid and p.polname = 'withheld')
                                                """)
                                        .query(String.class)
                                        .list());
        assertThat(without)
                .as(
                        "tables without the restrictive policy `withheld`: add one as V185__consent_terms.sql does")
                .isEmpty();
    }

    @Test
    void anIdentityIsOpenedByFewWithAReasonThatTheLedgerHasFirst() throws IOException {
        var name = "Canary of the vault " + UUID.randomUUID();
        var pseudonym = "P-" + UUID.randomUUID();
        var identities = archive.identities();
        var id = identities.keep(ARCHIVIST, pseudonym, name, GENERAL);
        assertThat(archive.consents().list(ARCHIVIST))
                .as("no consent of anybody")
                .noneMatch(consent -> consent.id().equals(id));
        assertThat(identities.list(KEEPER))
                .filteredOn(one -> one.id().equals(id))
                .singleElement()
                .matches(one -> one.pseudonym().equals(Optional.of(pseudonym)))
                .matches(one -> one.openings().isEmpty());
        for (Clearance other : List.of(ARCHIVIST, OFFICER, READER, Clearance.SYSTEM)) {
            assertThatThrownBy(() -> identities.open(other, id, "curious"))
                    .isInstanceOf(ErasureRefused.class);
        }
        assertThatThrownBy(() -> identities.open(KEEPER, id, " "))
                .isInstanceOf(ErasureRefused.class);
        assertThat(ledger.history(id.value()))
                .extracting(one -> one.entry().act())
                .containsExactly(Act.KEY_MADE, Act.IDENTITY_KEPT);
        assertThat(identities.open(KEEPER, id, "a summons came")).isEqualTo(name);
        assertThat(ledger.history(id.value()).getLast().entry().act())
                .isEqualTo(Act.IDENTITY_OPENED);
        assertThat(identities.list(KEEPER).getFirst().openings())
                .singleElement()
                .matches(one -> one.reason().equals(Optional.of("a summons came")));
        assertThat(wrong()).isEmpty();
        erase(id.value());
        assertThatThrownBy(() -> identities.open(KEEPER, id, "too late"))
                .isInstanceOf(ErasureRefused.class);
        assertThat(ledger.history(id.value()))
                .extracting(one -> one.entry().act())
                .contains(Act.KEY_DESTROYED);
        assertThat(wrong()).isEmpty();
        for (String planted : List.of(name, pseudonym, "a summons came")) {
            assertThat(Remains.inTheClear(folder, planted)).isEmpty();
        }
    }
}
