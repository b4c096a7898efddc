package org.haetae.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
import org.haetae.archive.ErasureRefused.Why;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.home.TemporaryHome;
import org.haetae.ledger.Act;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.Severity;
import org.haetae.verify.SmallJar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who may decide what, what an erasure takes along, and what the check says when rows or entries
/// about it were forged.
final class DecisionsTest {

    private static final CompartmentId GENERAL = CompartmentId.GENERAL;
    private static final Clearance ANNA = person(Role.ARCHIVIST);
    private static final Clearance BORIS = person(Role.LEGAL_OFFICER);
    private static final Clearance CLEO = person(Role.ADMINISTRATOR);

    @TempDir Path folder;
    private Home home;
    private Database database;
    private Ledger ledger;
    private Archive archive;
    private Decisions decisions;
    private Holds holds;
    private Erasures erasures;

    private static Clearance person(Role role) {
        return Clearance.of(ActorId.random(), Set.of(role), Set.of(GENERAL));
    }

    @BeforeEach
    void open() throws IOException {
        home = TemporaryHome.fresh(folder.resolve("home"));
        database = Database.open(home);
        ledger = new Ledger(home, database, Clock.systemUTC());
        archive = new Archive(home, database, ledger, Clock.systemUTC());
        decisions = archive.decisions();
        holds = archive.holds();
        erasures = archive.erasures();
    }

    @AfterEach
    void close() {
        archive.close();
        database.close();
        home.close();
    }

    private Accession accession(ConsentId... consents) {
        return archive.open(
                Clearance.SYSTEM,
                new NewAccession("", "A giver", "", Set.of(GENERAL), "", Set.of(consents)));
    }

    private ItemId receive(Accession accession, String text, Optional<ItemId> within)
            throws IOException {
        var receipts = Collections.synchronizedList(new ArrayList<Receipt>());
        try (var receiving = archive.receive(Clearance.SYSTEM, accession)) {
            receiving.receive(
                    new Incoming(
                            text + ".txt",
                            Optional.empty(),
                            Optional.empty(),
                            within.map(item -> new Incoming.Container(item, 1, 0))),
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                    receipts::add);
        }
        return receipts.getFirst().item();
    }

    private int erase(UUID object) {
        var request = decisions.ask(ANNA, object, Ground.WITHDRAWN, false, "asked for");
        var number = decisions.approve(BORIS, request, "agreed");
        erasures.destroyKeys(request);
        erasures.ended(request);
        return number;
    }

    private boolean isThere(ItemId item) {
        return archive.item(Clearance.SYSTEM, item).isPresent();
    }

    private List<String> wrong() {
        return archive.verify(true).stream()
                .filter(finding -> finding.severity() != Severity.NOTICE)
                .map(Finding::code)
                .distinct()
                .toList();
    }

    private static Why why(org.assertj.core.api.ThrowableAssert.ThrowingCallable deed) {
        var refused = org.assertj.core.api.Assertions.catchThrowable(deed);
        assertThat(refused).isInstanceOf(ErasureRefused.class);
        return ((ErasureRefused) refused).why();
    }

    @Test
    void whatIsAboutTwoPeopleFallsWithEitherOfThem() throws IOException {
        var one = archive.consents().add(ANNA, "One", "testimony", Set.of(GENERAL));
        var two = archive.consents().add(ANNA, "Two", "testimony", Set.of(GENERAL));
        var both = receive(accession(one, two), "said by both", Optional.empty());
        var hers = receive(accession(one), "said by one", Optional.empty());
        var his = receive(accession(two), "said by two", Optional.empty());
        var nobodys = receive(accession(), "said by nobody", Optional.empty());
        erase(two.value());
        assertThat(List.of(isThere(both), isThere(hers), isThere(his), isThere(nobodys)))
                .containsExactly(false, true, false, true);
        assertThat(archive.read(Clearance.SYSTEM, hers)).hasBinaryContent(bytes("said by one"));
        assertThat(archive.consents().list(ANNA))
                .filteredOn(consent -> consent.id().equals(two))
                .allMatch(consent -> consent.person().isEmpty() && consent.erased().isPresent());
        assertThat(wrong()).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void equalBytesUnderTwoConsentsAreNotTiedTogether() throws IOException {
        var one = archive.consents().add(ANNA, "One", "testimony", Set.of(GENERAL));
        var two = archive.consents().add(ANNA, "Two", "testimony", Set.of(GENERAL));
        var hers = receive(accession(one), "the same words", Optional.empty());
        var his = receive(accession(two), "the same words", Optional.empty());
        assertThat(his).isNotEqualTo(hers);
        erase(one.value());
        assertThat(archive.read(Clearance.SYSTEM, his)).hasBinaryContent(bytes("the same words"));
    }

    @Test
    void anItemFallsWithItsPartsAndNeighboursStay() throws IOException {
        var accession = accession();
        var box = receive(accession, "a box", Optional.empty());
        var part = receive(accession, "a part", Optional.of(box));
        var inner = receive(accession, "a part of the part", Optional.of(part));
        var beside = receive(accession, "beside", Optional.empty());
        // The bytes of a part can be had from what it lies in.
        assertThat(why(() -> decisions.ask(ANNA, inner.value(), Ground.LAW, false, "x")))
                .isEqualTo(Why.INSIDE);
        var number = erase(box.value());
        assertThat(List.of(isThere(box), isThere(part), isThere(inner), isThere(beside)))
                .containsExactly(false, false, false, true);
        assertThat(archive.read(Clearance.SYSTEM, beside)).hasBinaryContent(bytes("beside"));
        assertThat(erasures.tombstone(ANNA, part.value()).orElseThrow().decision())
                .isEqualTo(number);
        var stranger = Clearance.of(ActorId.random(), Set.of(Role.ARCHIVIST), Set.of());
        assertThat(erasures.tombstone(stranger, part.value())).isEmpty();
        // What is received now is recognised as before, and the erased bytes are new again.
        assertThat(receive(accession, "beside", Optional.empty())).isEqualTo(beside);
        assertThat(receive(accession, "a box", Optional.empty())).isNotEqualTo(box);
        assertThat(wrong()).isEmpty();
    }

    /// A part that is found while its container is being erased.
    @Test
    void noPartComesInOfWhatIsErased() throws IOException {
        var accession = accession();
        var box = receive(accession, "a box", Optional.empty());
        erase(box.value());
        var late = receive(accession, "found too late", Optional.of(box));
        assertThat(isThere(late)).isFalse();
        assertThat(ledger.history(late.value())).isEmpty();
        assertThat(wrong()).isEmpty();
    }

    @Test
    void partsOfWhatWasBoundLaterAreBoundToo() throws IOException {
        var consent = archive.consents().add(ANNA, "One", "testimony", Set.of(GENERAL));
        var accession = accession();
        var box = receive(accession, "a box", Optional.empty());
        assertThat(archive.consents().bind(ANNA, consent, List.of(box.value()))).isEqualTo(1);
        var part = receive(accession, "read later", Optional.of(box));
        erase(consent.value());
        assertThat(isThere(part)).isFalse();
        assertThat(wrong()).isEmpty();
    }

    @Test
    void onlyTwoPersonsWithTheRightEraseAnything() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty()).value();
        assertThat(why(() -> decisions.ask(Clearance.SYSTEM, item, Ground.OTHER, false, "x")))
                .isEqualTo(Why.NO_ACCOUNT);
        assertThat(why(() -> decisions.ask(CLEO, item, Ground.OTHER, false, "x")))
                .isEqualTo(Why.NOT_ALLOWED);
        assertThat(why(() -> decisions.ask(ANNA, item, Ground.OTHER, false, " ")))
                .isEqualTo(Why.NO_REASON);
        assertThat(why(() -> decisions.ask(ANNA, UUID.randomUUID(), Ground.OTHER, false, "x")))
                .isEqualTo(Why.NOT_THERE);
        assertThat(why(() -> decisions.ask(ANNA, item, Ground.OTHER, true, "x")))
                .isEqualTo(Why.PART_OF_AN_OBJECT);
        var request = decisions.ask(ANNA, item, Ground.OTHER, false, "x");
        assertThat(why(() -> decisions.ask(BORIS, item, Ground.OTHER, false, "x")))
                .isEqualTo(Why.ASKED);
        assertThat(why(() -> decisions.approve(ANNA, request, "x"))).isEqualTo(Why.SAME_PERSON);
        assertThat(why(() -> decisions.refuse(ANNA, request, "x"))).isEqualTo(Why.SAME_PERSON);
        decisions.refuse(BORIS, request, "it is needed");
        assertThat(why(() -> decisions.approve(BORIS, request, "x"))).isEqualTo(Why.DECIDED);
        assertThat(isThere(new ItemId(item))).isTrue();
        assertThat(wrong()).isEmpty();
    }

    @Test
    void aHoldOnOneItemStandsAgainstTheErasureOfItsAccession() throws IOException {
        var accession = accession();
        var item = receive(accession, "held", Optional.empty());
        var request = decisions.ask(ANNA, accession.id().value(), Ground.OTHER, false, "x");
        assertThat(why(() -> holds.place(ANNA, item.value(), "x"))).isEqualTo(Why.NOT_ALLOWED);
        var hold = holds.place(BORIS, item.value(), "a court asked");
        assertThat(decisions.list(BORIS)).allMatch(Decisions.Request::held);
        assertThat(why(() -> decisions.approve(BORIS, request, "x"))).isEqualTo(Why.HELD);
        assertThat(why(() -> holds.lift(BORIS, hold, "x"))).isEqualTo(Why.NOT_ALLOWED);
        holds.lift(CLEO, hold, "the case is closed");
        decisions.approve(BORIS, request, "agreed");
        erasures.destroyKeys(request);
        assertThat(isThere(item)).isFalse();
    }

    @Test
    void ARCHIVE_ERASURE_UNFINISHED_decidedAndNotCarriedOut() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty());
        var request = decisions.ask(ANNA, item.value(), Ground.OTHER, false, "x");
        decisions.approve(BORIS, request, "agreed");
        assertThat(wrong()).containsExactly("ARCHIVE-ERASURE-UNFINISHED");
        erasures.destroyKeys(request);
        assertThat(wrong()).containsExactly("ARCHIVE-ERASURE-UNFINISHED");
        erasures.ended(request);
        assertThat(wrong()).isEmpty();
    }

    @Test
    void ERASED_UNDECIDED_anEntryThatNobodyDecided() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty());
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        ledger.append(
                                transaction,
                                Entry.of(
                                        Act.ERASED,
                                        7,
                                        Clock.systemUTC().instant(),
                                        ANNA.actor(),
                                        item.value())));
        archive.settle();
        ledger.publish();
        assertThat(wrong()).contains("ARCHIVE-ERASED-UNDECIDED", "ARCHIVE-ERASURE-UNFINISHED");
        assertThat(bySmallJar()).containsExactly("CUSTODY-ERASED-UNDECIDED");
    }

    /// A decision past this program, by an account whose password its asker had just set.
    @Test
    void ERASED_UNDECIDED_oneWhoWasBothPairsOfEyes() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty()).value();
        var request = UUID.randomUUID();
        var now = Clock.systemUTC().instant();
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        ledger.append(
                                transaction,
                                List.of(
                                        Entry.of(Act.ERASURE_ASKED, 9, now, ANNA.actor(), request),
                                        Entry.of(
                                                Act.ACCOUNT_CHANGED,
                                                3,
                                                now,
                                                ANNA.actor(),
                                                BORIS.actor().value()),
                                        Entry.of(
                                                Act.ERASURE_APPROVED,
                                                1,
                                                now,
                                                BORIS.actor(),
                                                request),
                                        Entry.of(Act.ERASED, 1, now, BORIS.actor(), item))));
        archive.settle();
        ledger.publish();
        assertThat(wrong()).contains("ARCHIVE-ERASED-UNDECIDED");
        assertThat(bySmallJar()).containsExactly("CUSTODY-ERASED-UNDECIDED");
    }

    private List<String> bySmallJar() throws IOException {
        var keys = home.keys();
        return SmallJar.in(folder)
                .run(
                        "--key",
                        keys.resolve("ledger-ed25519.vkey").toString(),
                        "--key",
                        keys.resolve("ledger-ml-dsa-44.vkey").toString(),
                        home.directory().toString())
                .codes();
    }

    @Test
    void whatArrivesBetweenDecisionAndErasureGoesWithIt() throws IOException {
        var accession = accession();
        var box = receive(accession, "a box", Optional.empty());
        var request = decisions.ask(ANNA, accession.id().value(), Ground.LAW, false, "x");
        decisions.approve(BORIS, request, "agreed");
        var part = receive(accession, "unpacked later", Optional.of(box));
        var late = receive(accession, "arrived later", Optional.empty());
        assertThat(erasures.destroyKeys(request)).contains(box, part, late);
        erasures.ended(request);
        assertThat(List.of(isThere(box), isThere(part), isThere(late)))
                .containsExactly(false, false, false);
        assertThat(wrong()).isEmpty();
    }

    @Test
    void aHoldPlacedAfterTheDecisionStandsAgainstItUntilItIsLifted() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty());
        var request = decisions.ask(ANNA, item.value(), Ground.LAW, false, "x");
        decisions.approve(BORIS, request, "agreed");
        var hold = holds.place(BORIS, item.value(), "a court asked");
        assertThat(why(() -> erasures.destroyKeys(request))).isEqualTo(Why.HELD);
        assertThat(archive.read(Clearance.SYSTEM, item)).hasBinaryContent(bytes("a letter"));
        assertThat(decisions.list(ANNA)).allMatch(Decisions.Request::held);
        assertThat(wrong()).isEmpty();
        assertThat(archive.verify(true))
                .extracting(Finding::code)
                .containsExactly("ARCHIVE-ERASURE-HELD");
        holds.lift(CLEO, hold, "the case is closed");
        erasures.destroyKeys(request);
        erasures.ended(request);
        assertThat(isThere(item)).isFalse();
        assertThat(wrong()).isEmpty();
    }

    @Test
    void whoPlacedAHoldDoesNotLiftIt() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty()).value();
        var both =
                Clearance.of(
                        ActorId.random(),
                        Set.of(Role.LEGAL_OFFICER, Role.ADMINISTRATOR),
                        Set.of(GENERAL));
        var hold = holds.place(both, item, "x");
        assertThat(why(() -> holds.lift(both, hold, "x"))).isEqualTo(Why.OWN_HOLD);
        holds.lift(CLEO, hold, "x");
        assertThat(why(() -> holds.lift(CLEO, hold, "x"))).isEqualTo(Why.NOT_THERE);
        assertThat(wrong()).isEmpty();
    }

    @Test
    void nobodyDecidesAboutWhatTheyMayNotSee() throws IOException {
        var secret = new CompartmentId(UUID.randomUUID());
        var both = Clearance.of(ActorId.random(), Set.of(Role.ARCHIVIST), Set.of(GENERAL, secret));
        var consent = archive.consents().add(ANNA, "One", "testimony", Set.of(GENERAL));
        var hidden =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession(
                                "", "A giver", "", Set.of(GENERAL, secret), "", Set.of(consent)));
        var item = receive(hidden, "for few eyes", Optional.empty());
        var request = decisions.ask(ANNA, consent.value(), Ground.WITHDRAWN, false, "x");
        assertThat(why(() -> decisions.approve(BORIS, request, "x"))).isEqualTo(Why.HIDDEN);
        assertThat(isThere(item)).isTrue();
        decisions.approve(both, request, "seen and agreed");
        erasures.destroyKeys(request);
        erasures.ended(request);
        assertThat(isThere(item)).isFalse();
        assertThat(wrong()).isEmpty();
    }

    /// A letter that lies in an accession and in a container of another one.
    @Test
    void nothingIsErasedThatLiesInAContainerWhichStays() throws IOException {
        var letters = accession();
        var letter = receive(letters, "a letter", Optional.empty());
        var others = accession();
        var box = receive(others, "a box", Optional.empty());
        assertThat(receive(others, "a letter", Optional.of(box))).isEqualTo(letter);
        var consent = archive.consents().add(ANNA, "One", "testimony", Set.of(GENERAL));
        var named = letters.id().value();
        assertThat(why(() -> decisions.ask(ANNA, named, Ground.LAW, false, "x")))
                .isEqualTo(Why.INSIDE);
        assertThat(why(() -> archive.consents().bind(ANNA, consent, List.of(named))))
                .isEqualTo(Why.INSIDE);
    }

    @Test
    void onlyTheSignedListOfThisHomeIsReplayed() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty());
        var line = "7 %s item".formatted(item);
        assertThatThrownBy(() -> erasures.replay(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("signed");
        erase(receive(accession(), "another letter", Optional.empty()).value());
        var signed = java.nio.file.Files.readAllLines(erasures.list());
        var altered = new ArrayList<>(signed);
        altered.set(0, line);
        assertThatThrownBy(() -> erasures.replay(altered))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(erasures.replay(signed)).isZero();
        assertThat(isThere(item)).isTrue();
        assertThat(wrong()).isEmpty();
    }

    @Test
    void ERASED_AGAIN_whatIsReplayedIsListedAndWaitsForAHold() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty());
        var hold = holds.place(BORIS, item.value(), "a court asked");
        var list =
                new String(
                                new ErasedList(List.of("7 %s item".formatted(item))).signed(ledger),
                                StandardCharsets.UTF_8)
                        .lines()
                        .toList();
        assertThat(erasures.replay(list)).isZero();
        assertThat(isThere(item)).isTrue();
        assertThat(decisions.list(ANNA))
                .singleElement()
                .matches(row -> row.subject().kind() == Subject.Kind.REPLAYED && row.held());
        holds.lift(CLEO, hold, "it was lifted before");
        var waiting = erasures.unfinished().getFirst();
        erasures.destroyKeys(waiting);
        erasures.ended(waiting);
        assertThat(isThere(item)).isFalse();
        assertThat(archive.verify(true))
                .extracting(Finding::code)
                .containsExactly("ARCHIVE-ERASED-AGAIN");
        ledger.publish();
        assertThat(bySmallJar()).containsExactly("CUSTODY-ERASED-AGAIN");
    }

    @Test
    void whoeverWritesRowsDoesNotChooseWhatIsErased() throws IOException {
        var letter = receive(accession(), "a letter", Optional.empty());
        var other = receive(accession(), "another letter", Optional.empty());
        var request = decisions.ask(ANNA, letter.value(), Ground.LAW, false, "x");
        write("update erasure set object = '%s'".formatted(other));
        assertThatThrownBy(() -> decisions.approve(BORIS, request, "x"))
                .isInstanceOf(Tampered.class);
        assertThat(wrong()).isNotEmpty();
        write("update erasure set object = '%s'".formatted(letter));
        decisions.approve(BORIS, request, "x");
        write(
                "insert into erasure_object (erasure, object, kind) values ('%s', '%s', 1)"
                        .formatted(request, other));
        assertThatThrownBy(() -> erasures.destroyKeys(request)).isInstanceOf(Tampered.class);
        assertThat(List.of(isThere(letter), isThere(other))).containsExactly(true, true);
        assertThat(wrong()).contains("ARCHIVE-ROW-ALTERED");
    }

    private void write(String sql) {
        database.run(Clearance.SYSTEM, transaction -> transaction.sql().sql(sql).update());
    }

    @Test
    void forgedDecisionsConsentsAndHoldsAreNamed() throws IOException {
        var item = receive(accession(), "a letter", Optional.empty()).value();
        archive.consents().add(ANNA, "One", "testimony", Set.of(GENERAL));
        holds.place(BORIS, item, "a court asked");
        decisions.ask(ANNA, item, Ground.LAW, false, "x");
        assertThat(wrong()).isEmpty();
        for (var forgery :
                List.of(
                        "update erasure set asked_by = gen_random_uuid()",
                        "update erasure set ground = 2",
                        "update erasure set purge = true",
                        "update erasure set object = gen_random_uuid()",
                        "update hold set placed_by = gen_random_uuid()",
                        "update hold set reason = wrapped",
                        "update hold set object = gen_random_uuid()",
                        "update erasure set state = 3, number = 1",
                        "update erasure set reason = wrapped",
                        "delete from erasure",
                        "delete from hold",
                        "update hold set lifted_at = now()",
                        "update consent set label = wrapped",
                        "delete from consent")) {
            var found = new ArrayList<String>();
            assertThatThrownBy(
                            () ->
                                    database.run(
                                            Clearance.SYSTEM,
                                            transaction -> {
                                                transaction.sql().sql(forgery).update();
                                                var findings = new ArrayList<Finding>();
                                                var check =
                                                        new DecisionCheck(
                                                                archive.vault(), findings);
                                                ledger.after(Ledger.START, 1_000)
                                                        .forEach(check::follow);
                                                check.rows(transaction);
                                                findings.forEach(one -> found.add(one.code()));
                                                throw new IllegalStateException("undone");
                                            }))
                    .hasMessage("undone");
            assertThat(found).as(forgery).isNotEmpty();
            assertThat(wrong()).isEmpty();
        }
    }

    @Test
    void whoCouldBeActedAsLiftsNoHold() {
        var accession = accession();
        var hold = holds.place(BORIS, accession.id().value(), "a court asked for it");
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        ledger.append(
                                transaction,
                                List.of(
                                        Entry.of(
                                                Act.ACCOUNT_CHANGED,
                                                3, // a new password
                                                Instant.now(),
                                                BORIS.actor(),
                                                CLEO.actor().value()))));
        assertThat(why(() -> holds.lift(CLEO, hold, "x"))).isEqualTo(Why.GIVEN_LATELY);
    }
}
