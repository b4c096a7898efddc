package org.haetae.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ConsentId;
import org.haetae.archive.ItemId;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.assess.CaseFile;
import org.haetae.assess.CaseId;
import org.haetae.assess.Cases;
import org.haetae.assess.Cell;
import org.haetae.assess.CellState;
import org.haetae.assess.Correction;
import org.haetae.assess.Direction;
import org.haetae.assess.Finding;
import org.haetae.assess.FindingId;
import org.haetae.assess.Gap;
import org.haetae.assess.Leaning;
import org.haetae.assess.LeavingOut;
import org.haetae.assess.NewFinding;
import org.haetae.assess.Side;
import org.haetae.assess.Standing;
import org.haetae.assess.Subject;
import org.haetae.assess.Task;
import org.haetae.assess.Theory;
import org.haetae.assess.WhatIf;
import org.haetae.casebook.CaseRefused;
import org.haetae.casebook.CaseRefused.Why;
import org.haetae.casebook.Claim;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.casebook.Locator;
import org.haetae.casebook.NewClaim;
import org.haetae.casebook.Revision;
import org.haetae.casebook.Status;
import org.haetae.casebook.Value;
import org.haetae.names.HistoricDate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Cases, findings and their matrix, beneath the pages: on invented statements of a camp that never
/// was.
class CasesTest {

    private static final String TORTURE = "rome-statute.crimes-against-humanity.torture";
    private static final String CUSTODY = TORTURE + ".custody";
    private static final String PAIN = TORTURE + ".pain";
    private static final String ATTACK = "rome-statute.crimes-against-humanity.attack";
    private static final String GROUNDS = "inquiry-reasonable-grounds";
    private static final String CHARGES = "icc-substantial-grounds";

    /// Long enough to be recognised when somebody copies it.
    private static final String TOLD =
            "They took us out of the hut before it was light and counted us twice over. The one with the"
                    + " ledger read the numbers, and whoever did not answer was struck with the handle of"
                    + " the pick until he stood up. I was held there from the autumn until the thaw, and in"
                    + " all that time nobody was asked by a judge why he was there.";

    private static ServedHome home;
    private static Cases cases;
    private static Clearance author;
    private static Clearance reviewer;
    private static int files;

    @BeforeAll
    static void open() {
        home = ServedHome.get();
        cases = home.server.context().getBean(Cases.class);
        author = as("investigator");
        reviewer = as("analyst");
    }

    private static Clearance as(String login) {
        return home.rooms.roster().account(Clearance.SYSTEM, login).orElseThrow().clearance();
    }

    // ---- what the tests are about

    private static ItemId statement(String words, ConsentId... consents) throws IOException {
        return statement(CompartmentId.GENERAL, words, consents);
    }

    private static ItemId statement(CompartmentId compartment, String words, ConsentId... consents)
            throws IOException {
        var name = "case-statement-%d.txt".formatted(++files);
        home.receive(
                "Cases",
                compartment,
                Map.of(name, ("Invented. " + words).getBytes(UTF_8)),
                consents);
        home.rooms.readingRoom().catchUp();
        return home.item(name);
    }

    private static Claim claim(
            Clearance by, ItemId item, EntityId entity, String kind, String property, Value value) {
        return home.rooms
                .casebook()
                .record(
                        by,
                        List.of(
                                NewClaim.of(
                                        entity,
                                        kind,
                                        property,
                                        value,
                                        new NewClaim.Cite(item, new Locator.Passage(1, 0, 9)),
                                        Grade.of("B2", "invented"))))
                .getFirst();
    }

    private static Value code(String term) {
        return new Value.Code(term);
    }

    private static Value date(String edtf) {
        return new Value.Date(HistoricDate.of(edtf));
    }

    /// An act of torture somewhere.
    private static EntityId incident(ItemId item, EntityId place, String when) {
        var act = EntityId.random();
        claim(author, item, act, "act", "type", code("torture"));
        claim(author, item, act, "act", "facility", new Value.Reference(place));
        claim(author, item, act, "act", "date", date(when));
        return act;
    }

    private static EntityId place(ItemId item) {
        var place = EntityId.random();
        claim(author, item, place, "facility", "name", new Value.Name("Camp", Optional.empty()));
        return place;
    }

    private static Claim describing(ItemId item, EntityId act, String words) {
        return claim(
                author, item, act, "act", "description", new Value.Text(words, Optional.empty()));
    }

    private static Theory theory(EntityId place, Set<EntityId> added) {
        return new Theory(
                "Invented camp",
                "",
                Optional.of(HistoricDate.of("2010/2013")),
                Set.of(place),
                List.of(TORTURE),
                List.of(),
                Set.of(),
                Set.of(),
                GROUNDS,
                added,
                Set.of());
    }

    private static CaseFile begun(EntityId place) {
        return cases.begin(author, theory(place, Set.of()), Set.of(CompartmentId.GENERAL));
    }

    private static Finding finding(
            CaseFile file,
            String element,
            Subject subject,
            Direction direction,
            List<Claim> claimsFor,
            List<Claim> claimsAgainst) {
        return cases.conclude(
                author,
                new NewFinding(
                        file.id(),
                        element,
                        subject,
                        GROUNDS,
                        direction,
                        claimsFor.stream().map(Claim::id).toList(),
                        claimsAgainst.stream().map(Claim::id).toList(),
                        "Because the statements say so."));
    }

    private static Finding agreed(
            CaseFile file, String element, Subject subject, Direction direction, Claim... claims) {
        var finding =
                finding(
                        file,
                        element,
                        subject,
                        direction,
                        direction == Direction.SUPPORTED ? List.of(claims) : List.of(),
                        direction == Direction.SUPPORTED ? List.of() : List.of(claims));
        cases.judge(reviewer, finding.id(), 1, Standing.AGREED, "");
        return finding;
    }

    private static Cell cell(CaseId id, String element, Subject subject) {
        return cell(author, id, element, subject);
    }

    private static Cell cell(Clearance by, CaseId id, String element, Subject subject) {
        return cases.matrix(by, id, Optional.empty()).cell(element, subject).orElseThrow();
    }

    private static void refused(Why why, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        CaseRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    private static Finding now(FindingId id) {
        return cases.finding(author, id).orElseThrow();
    }

    private static void sound() {
        assertThat(Cases.verify(home.rooms.database(), home.rooms.ledger())).isEmpty();
    }

    // ---- the matrix

    @Test
    void everyStateOfACellFollowsFromTheFindingsThatCount() throws IOException {
        var one = statement("Of a first one. " + TOLD.substring(0, 60));
        var other = statement("Another one, who speaks of the quarry and of the winter after it.");
        var place = place(one);
        var act = incident(one, place, "2011-01-14");
        var subject = new Subject.Incident(act);
        var told = describing(one, act, "was held");
        var confirmed = describing(other, act, "was held there");
        var denied = describing(other, act, "was a visitor");
        var file = begun(place);

        var missing = cell(file.id(), CUSTODY, subject);
        assertThat(missing.state()).isEqualTo(CellState.MISSING);
        assertThat(missing.gaps()).containsExactly(Gap.NO_FINDING);

        var first = finding(file, CUSTODY, subject, Direction.SUPPORTED, List.of(told), List.of());
        var proposed = cell(file.id(), CUSTODY, subject);
        assertThat(proposed.state()).as("nobody else has judged it").isEqualTo(CellState.MISSING);
        assertThat(proposed.gaps()).containsExactly(Gap.NO_REVIEW);

        cases.judge(reviewer, first.id(), 1, Standing.AGREED, "I read it beside the passage.");
        var supported = cell(file.id(), CUSTODY, subject);
        assertThat(supported.state()).isEqualTo(CellState.SUPPORTED);
        assertThat(supported.supporting().roots()).isEqualTo(1);
        assertThat(supported.supporting().grades()).isEqualTo(Map.of("B2", 1));
        assertThat(supported.gaps()).containsExactly(Gap.NO_SECOND_ROOT);

        agreed(file, CUSTODY, subject, Direction.SUPPORTED, confirmed);
        var twice = cell(file.id(), CUSTODY, subject);
        assertThat(twice.supporting().roots()).isEqualTo(2);
        assertThat(twice.gaps()).isEmpty();

        agreed(file, CUSTODY, subject, Direction.CONTRADICTED, denied);
        var disputed = cell(file.id(), CUSTODY, subject);
        assertThat(disputed.state()).isEqualTo(CellState.DISPUTED);
        assertThat(disputed.contrary().claims()).isEqualTo(1);
        assertThat(disputed.gaps()).containsExactly(Gap.DISPUTED);

        agreed(file, PAIN, subject, Direction.CONTRADICTED, denied);
        assertThat(cell(file.id(), PAIN, subject).state()).isEqualTo(CellState.CONTRADICTED);
        assertThat(cases.steps(author, first.id()))
                .singleElement()
                .satisfies(
                        step -> assertThat(step.words()).contains("I read it beside the passage."));
        sound();
    }

    @Test
    void whatNoCellShowsIsNotConcluded() throws IOException {
        var one = statement("Of an hour that belongs to another case than the one that is built.");
        var place = place(one);
        var act = incident(one, place, "2013-02");
        var claim = describing(one, act, "was struck");
        var file = begun(place);
        var somebody = EntityId.random();
        claim(author, one, somebody, "person", "name", new Value.Name("W-73", Optional.empty()));
        refused(
                Why.UNFIT,
                () ->
                        finding(
                                file,
                                "rome-statute.crimes-against-humanity.murder.death",
                                new Subject.Incident(act),
                                Direction.SUPPORTED,
                                List.of(claim),
                                List.of()));
        refused(
                Why.UNFIT,
                () ->
                        finding(
                                file,
                                PAIN,
                                new Subject.Person(somebody),
                                Direction.SUPPORTED,
                                List.of(claim),
                                List.of()));
        refused(
                Why.UNFIT,
                () ->
                        finding(
                                file,
                                PAIN,
                                new Subject.Incident(somebody),
                                Direction.SUPPORTED,
                                List.of(claim),
                                List.of()));
        refused(
                Why.UNFIT,
                () ->
                        cases.task(
                                author,
                                file.id(),
                                ATTACK,
                                new Subject.Incident(act),
                                Gap.NO_FINDING,
                                Optional.empty()));
    }

    @Test
    void contraryClaimsOfASupportingFindingStandBesideThoseForIt() throws IOException {
        var one = statement("Of one who was there and one who was not, each for the other's sake.");
        var place = place(one);
        var act = incident(one, place, "2012-03");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var finding =
                finding(
                        file,
                        PAIN,
                        subject,
                        Direction.SUPPORTED,
                        List.of(describing(one, act, "was struck")),
                        List.of(describing(one, act, "fell from a ladder")));
        cases.judge(reviewer, finding.id(), 1, Standing.AGREED, "");
        var cell = cell(file.id(), PAIN, subject);
        assertThat(cell.state()).isEqualTo(CellState.SUPPORTED);
        assertThat(cell.supporting().claims()).isEqualTo(1);
        assertThat(cell.contrary().claims()).isEqualTo(1);
        assertThat(cell.findings().getFirst().claims(Side.AGAINST)).hasSize(1);
    }

    @Test
    void aFindingToAnotherStandardOfProofCountsInItsOwnMatrixAlone() throws IOException {
        var one = statement("Of the same cell, looked at by two forums that ask different things.");
        var place = place(one);
        var act = incident(one, place, "2012-04");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var claim = describing(one, act, "was struck");
        agreed(file, PAIN, subject, Direction.SUPPORTED, claim);
        var strict =
                cases.conclude(
                        author,
                        new NewFinding(
                                file.id(),
                                PAIN,
                                subject,
                                CHARGES,
                                Direction.CONTRADICTED,
                                List.of(),
                                List.of(claim.id()),
                                "One voice is not enough there."));
        cases.judge(reviewer, strict.id(), 1, Standing.AGREED, "");
        var lenient = cell(file.id(), PAIN, subject);
        assertThat(lenient.state()).as("no dispute").isEqualTo(CellState.SUPPORTED);
        assertThat(lenient.others()).isEqualTo(1);
        assertThat(
                        cases.matrix(author, file.id(), Optional.of(CHARGES))
                                .cell(PAIN, subject)
                                .orElseThrow()
                                .state())
                .isEqualTo(CellState.CONTRADICTED);
        refused(Why.UNFIT, () -> cases.matrix(author, file.id(), Optional.of("beyond-hearsay")));
    }

    @Test
    void theTheoryChoosesIncidentsAndAPersonAddsAndExcludes() throws IOException {
        var one = statement("Of many days at one place, and of one day at another place far off.");
        var camp = place(one);
        var elsewhere = place(one);
        var early = incident(one, camp, "2009-12-31");
        var within = incident(one, camp, "2010~");
        var late = incident(one, camp, "2012-05");
        var far = incident(one, elsewhere, "2012-05");
        var retracted = incident(one, camp, "2011-02");
        home.rooms
                .casebook()
                .entity(author, retracted)
                .orElseThrow()
                .claims()
                .forEach(
                        each ->
                                home.rooms
                                        .casebook()
                                        .revise(
                                                author,
                                                each.id(),
                                                1,
                                                Revision.of(Status.RETRACTED, "misread")));
        claim(author, one, late, "act", "number", number(3, 5));
        claim(author, one, late, "act", "number", number(4, 9));
        claim(author, one, within, "act", "number", number(2, 2));
        var file = begun(camp);
        var matrix = cases.matrix(author, file.id(), Optional.empty());
        assertThat(matrix.incidents()).containsExactly(within, late);
        assertThat(matrix.figures().incidents()).isEqualTo(2);
        assertThat(matrix.figures().places()).isEqualTo(Map.of(camp, 2));
        assertThat(matrix.figures().victims())
                .singleElement()
                .satisfies(
                        counted -> {
                            assertThat(counted.unit()).isEqualTo("person");
                            assertThat(counted.least()).isEqualByComparingTo("5");
                            assertThat(counted.most().orElseThrow()).isEqualByComparingTo("11");
                            assertThat(counted.incidents()).isEqualTo(2);
                        });
        var revised =
                cases.revise(
                        author,
                        file.id(),
                        1,
                        new Theory(
                                "Invented camp and a road",
                                "",
                                file.theory().period(),
                                file.theory().places(),
                                file.theory().conduct(),
                                List.of(),
                                Set.of(),
                                Set.of(),
                                GROUNDS,
                                Set.of(far, early),
                                Set.of(late)));
        assertThat(revised.version()).isEqualTo(2);
        assertThat(cases.matrix(author, file.id(), Optional.empty()).incidents())
                .containsExactly(early, within, far);
        assertThat(cases.history(author, file.id())).hasSize(2);
        refused(Why.CHANGED_SINCE, () -> cases.revise(author, file.id(), 1, file.theory()));
        sound();
    }

    private static Value number(int low, int high) {
        return new Value.Number(
                Optional.of(java.math.BigDecimal.valueOf(low)),
                Optional.of(java.math.BigDecimal.valueOf(high)),
                Optional.of("person"),
                Optional.empty(),
                Optional.empty());
    }

    // ---- four eyes

    @Test
    void nobodyJudgesTheirOwnFindingAndAStaleOneIsAgreedToByNobody() throws IOException {
        var one = statement("Of something that was told by one and will be taken back by him.");
        var place = place(one);
        var act = incident(one, place, "2012-06");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var claim = describing(one, act, "was struck");
        var finding = finding(file, PAIN, subject, Direction.SUPPORTED, List.of(claim), List.of());
        refused(Why.OWN_WORK, () -> cases.judge(author, finding.id(), 1, Standing.AGREED, ""));
        refused(
                Why.NOT_PERMITTED,
                () -> cases.judge(as("documenter"), finding.id(), 1, Standing.AGREED, ""));
        refused(Why.UNFIT, () -> cases.judge(reviewer, finding.id(), 1, Standing.SENT_BACK, " "));
        cases.judge(reviewer, finding.id(), 1, Standing.SENT_BACK, "Say which blow.");
        var anew =
                cases.revise(
                        author,
                        finding.id(),
                        1,
                        new NewFinding(
                                file.id(),
                                PAIN,
                                subject,
                                GROUNDS,
                                Direction.SUPPORTED,
                                List.of(claim.id()),
                                List.of(),
                                "The second one."));
        refused(
                Why.CHANGED_SINCE,
                () -> cases.judge(reviewer, finding.id(), 1, Standing.AGREED, ""));
        home.rooms
                .casebook()
                .revise(author, claim.id(), 1, Revision.of(Status.RETRACTED, "misheard"));
        refused(Why.OUT_OF_TURN, () -> cases.judge(reviewer, finding.id(), 2, Standing.AGREED, ""));
        assertThat(cases.open(reviewer, now(anew.id()))).containsExactly(Standing.SENT_BACK);
        assertThat(cases.history(author, finding.id()))
                .extracting(Finding::standing)
                .containsExactly(Standing.SENT_BACK, Standing.PROPOSED);
        refused(
                Why.UNFIT,
                () -> finding(file, PAIN, subject, Direction.SUPPORTED, List.of(claim), List.of()));
        sound();
    }

    // ---- what falls upstream

    @Test
    void aFindingIsStaleInTheSameInstantAsSomethingThatItLeansOnFalls() throws IOException {
        var one = statement("Of a blow that is described in three ways in the course of an hour.");
        var place = place(one);
        var act = incident(one, place, "2012-07");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        for (var status : List.of(Status.RETRACTED, Status.DISPUTED, Status.RECORDED)) {
            var claim = describing(one, act, "was struck, " + status.word());
            var finding = agreed(file, PAIN, subject, Direction.SUPPORTED, claim);
            assertThat(cell(file.id(), PAIN, subject).state()).isEqualTo(CellState.SUPPORTED);
            home.rooms
                    .casebook()
                    .revise(
                            author,
                            claim.id(),
                            1,
                            status == Status.RECORDED
                                    ? new Revision(
                                            Optional.of(text("a push")),
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty(),
                                            "misread")
                                    : Revision.of(status, "doubted"));
            assertThat(now(finding.id()).stale()).isTrue();
            assertThat(now(finding.id()).claims().getFirst().fallen())
                    .contains(
                            switch (status) {
                                case RETRACTED -> Leaning.Fallen.RETRACTED;
                                case DISPUTED -> Leaning.Fallen.DISPUTED;
                                default -> Leaning.Fallen.REVISED;
                            });
            var cell = cell(file.id(), PAIN, subject);
            assertThat(cell.state()).isEqualTo(CellState.MISSING);
            assertThat(cell.gaps()).contains(Gap.STALE);
        }
        assertThat(
                        cases.leaningOn(
                                author,
                                now(cases.findings(author, file.id()).getFirst().id())
                                        .claims()
                                        .getFirst()
                                        .claim()))
                .hasSize(1);
    }

    @Test
    void aWitnessWhoWithdrawsTakesFindingsAndCellsAlongAndTheirWords() throws IOException {
        var consent =
                home.rooms
                        .archive()
                        .consents()
                        .add(
                                Clearance.SYSTEM,
                                "P-71",
                                "testimony",
                                Set.of(CompartmentId.GENERAL),
                                Optional.of(
                                        new Terms(
                                                List.of(Use.INTERNAL),
                                                Optional.empty(),
                                                Optional.empty())));
        var hers = statement("What she told of the north gate before she thought better.", consent);
        var his = statement("What he told of the south gate and never regretted afterwards.");
        var place = place(his);
        var act = incident(his, place, "2012-08");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var both =
                agreed(
                        file,
                        PAIN,
                        subject,
                        Direction.SUPPORTED,
                        describing(hers, act, "was struck at the gate"),
                        describing(his, act, "was struck"));
        var alone =
                agreed(file, CUSTODY, subject, Direction.SUPPORTED, describing(his, act, "held"));
        var before =
                cases.whatIf(
                        author,
                        file.id(),
                        Optional.empty(),
                        new LeavingOut(Set.of(), Set.of(), Set.of(), Set.of(consent)));
        assertThat(before.items()).containsExactly(hers);
        assertThat(before.findings())
                .extracting(fallen -> fallen.finding().id())
                .containsExactly(both.id());

        home.rooms.archive().uses().withdraw(Clearance.SYSTEM, consent, "she called");
        // Also whoever keeps what is withheld works with no more than the others.
        for (var reader : List.of(author, reviewer, as("archivist"), as("legal-officer"))) {
            var fallen = cases.finding(reader, both.id()).orElseThrow();
            assertThat(fallen.stale()).isTrue();
            assertThat(fallen.reasons()).isEmpty();
            assertThat(fallen.claims()).hasSize(1);
            assertThat(cell(reader, file.id(), PAIN, subject).state()).isEqualTo(CellState.MISSING);
            assertThat(cell(reader, file.id(), PAIN, subject).gaps()).contains(Gap.STALE);
            assertThat(cell(reader, file.id(), CUSTODY, subject).state())
                    .isEqualTo(CellState.SUPPORTED);
        }
        assertThat(now(alone.id()).counts()).isTrue();
        sound();
    }

    // ---- roots

    @Test
    void twoSourcesThatCopyEachOtherAreOneRootUntilAPersonSaysOtherwise() throws IOException {
        var one = statement(TOLD);
        var copy =
                statement(
                        "As our correspondent writes: " + TOLD.toUpperCase(java.util.Locale.ROOT));
        var own =
                statement("Quite another account, of the quarry and of the winter that came late.");
        var place = place(own);
        var act = incident(own, place, "2012-09");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        agreed(
                file,
                PAIN,
                subject,
                Direction.SUPPORTED,
                describing(one, act, "was struck"),
                describing(copy, act, "was struck with a handle"));
        var cell = cell(file.id(), PAIN, subject);
        assertThat(cell.supporting().claims()).isEqualTo(2);
        assertThat(cell.supporting().roots()).isEqualTo(1);
        assertThat(cell.gaps()).containsExactly(Gap.NO_SECOND_ROOT);

        refused(
                Why.UNFIT,
                () -> cases.correct(author, one, copy, Correction.Verdict.INDEPENDENT, ""));
        cases.correct(
                author, one, copy, Correction.Verdict.INDEPENDENT, "Two clerks, one form of oath.");
        assertThat(cell(file.id(), PAIN, subject).supporting().roots()).isEqualTo(2);
        cases.correct(author, copy, one, Correction.Verdict.AS_COMPUTED, "I was wrong.");
        assertThat(cell(file.id(), PAIN, subject).supporting().roots()).isEqualTo(1);
        assertThat(cases.corrections(author, List.of(one, copy)))
                .extracting(correction -> correction.words().orElseThrow())
                .containsExactly("Two clerks, one form of oath.", "I was wrong.");
        cases.correct(author, one, own, Correction.Verdict.SAME_ROOT, "He told me so himself.");
        assertThat(cases.roots(author, List.of(one, copy, own)).all()).hasSize(1);
        sound();
    }

    @Test
    void aLeakedDocumentThatPapersRepeatAndAWitnessHeardTwiceAreOneRootEach() throws IOException {
        var leak =
                statement("Order of an office that is not named here, with a seal nobody knows.");
        var first =
                statement("A paper of the capital prints what it calls an order of the office.");
        var second =
                statement("A paper of the harbour has seen the same, in its own words entirely.");
        var document = EntityId.random();
        claim(author, leak, document, "source-document", "item", text(leak.toString()));
        for (var paper : List.of(first, second)) {
            var article = EntityId.random();
            claim(author, paper, article, "source-document", "item", text(paper.toString()));
            claim(
                    author,
                    paper,
                    article,
                    "source-document",
                    "repeats",
                    new Value.Reference(document));
        }
        assertThat(cases.roots(author, List.of(leak, first, second)).all()).hasSize(1);
        assertThat(cases.roots(author, List.of(first, second)).count(List.of(first, second)))
                .as("also where the leak itself is not asked for")
                .isEqualTo(1);

        var heard = statement("Interview of the spring, of one who gave the name of a bird.");
        var again = statement("Interview of another organisation, in the autumn of that year.");
        var witness = EntityId.random();
        claim(author, heard, witness, "person", "name", new Value.Name("W-71", Optional.empty()));
        var interviews = new ArrayList<EntityId>();
        for (var record : List.of(heard, again)) {
            var interview = EntityId.random();
            interviews.add(interview);
            claim(author, record, interview, "interview", "witness", new Value.Reference(witness));
        }
        assertThat(cases.roots(author, List.of(heard, again)).all()).hasSize(1);

        // An article that draws on both makes them neither one nor more.
        var article =
                statement("An article that has it from the paper and from the one who was heard.");
        var entity = EntityId.random();
        claim(author, article, entity, "source-document", "item", text(article.toString()));
        claim(author, article, entity, "source-document", "repeats", new Value.Reference(document));
        claim(
                author,
                article,
                entity,
                "source-document",
                "repeats",
                new Value.Reference(interviews.getFirst()));
        var all = List.of(leak, first, second, heard, again, article);
        assertThat(cases.roots(author, all).count(all)).isEqualTo(2);
    }

    private static Value text(String words) {
        return new Value.Text(words, Optional.empty());
    }

    // ---- what if

    @Test
    void withoutASourceTheRightCellsFallAndNoOthers() throws IOException {
        var one = statement("Of the hut by the river, told by the one who slept next to the door.");
        var other =
                statement("Of the hut by the river, told by the one who slept under the window.");
        var place = place(one);
        var act = incident(one, place, "2012-10");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var claim = describing(one, act, "was struck");
        var custody =
                agreed(file, CUSTODY, subject, Direction.SUPPORTED, describing(one, act, "held"));
        var pain =
                agreed(
                        file,
                        PAIN,
                        subject,
                        Direction.SUPPORTED,
                        claim,
                        describing(other, act, "hit"));
        var whole =
                agreed(
                        file,
                        ATTACK,
                        new Subject.Whole(file.id()),
                        Direction.SUPPORTED,
                        describing(other, act, "daily"));

        WhatIf without =
                cases.whatIf(
                        author,
                        file.id(),
                        Optional.empty(),
                        new LeavingOut(Set.of(one), Set.of(), Set.of(), Set.of()));
        assertThat(without.findings())
                .extracting(fallen -> fallen.finding().id())
                .containsExactlyInAnyOrder(custody.id(), pain.id());
        assertThat(without.findings())
                .filteredOn(fallen -> fallen.finding().id().equals(pain.id()))
                .singleElement()
                .satisfies(
                        fallen ->
                                assertThat(fallen.left().roots())
                                        .as("could be made anew")
                                        .isEqualTo(1));
        assertThat(without.cells())
                .extracting(changed -> changed.before().element())
                .containsExactlyInAnyOrder(CUSTODY, PAIN);
        assertThat(without.cells())
                .allMatch(changed -> changed.after().state() == CellState.MISSING);
        assertThat(without.after().cell(ATTACK, new Subject.Whole(file.id())).orElseThrow().state())
                .isEqualTo(CellState.SUPPORTED);

        var claimAlone =
                cases.whatIf(
                        author,
                        file.id(),
                        Optional.empty(),
                        new LeavingOut(Set.of(), Set.of(claim.id()), Set.of(), Set.of()));
        assertThat(claimAlone.findings())
                .extracting(fallen -> fallen.finding().id())
                .containsExactly(pain.id());
        assertThat(cases.whatIf(author, file.id(), Optional.empty(), LeavingOut.NOTHING).cells())
                .isEmpty();

        var witness = EntityId.random();
        claim(author, other, witness, "person", "name", new Value.Name("W-72", Optional.empty()));
        claim(
                author,
                other,
                EntityId.random(),
                "interview",
                "witness",
                new Value.Reference(witness));
        var unheard =
                cases.whatIf(
                        author,
                        file.id(),
                        Optional.empty(),
                        new LeavingOut(Set.of(), Set.of(), Set.of(witness), Set.of()));
        assertThat(unheard.items()).containsExactly(other);
        assertThat(unheard.findings())
                .extracting(fallen -> fallen.finding().id())
                .containsExactlyInAnyOrder(pain.id(), whole.id());
        assertThat(cell(file.id(), PAIN, subject).state())
                .as("nothing was changed")
                .isEqualTo(CellState.SUPPORTED);
    }

    // ---- who may know

    @Test
    void whoeverLacksACompartmentSeesAndCountsNothingOfIt() throws IOException {
        var everyone = as("everyone");
        var open =
                statement("Of the gate, told in the open by one who has nothing to fear any more.");
        var hidden = statement(home.sealed, "Of the gate, told behind two doors by one who fears.");
        var place = place(open);
        var act = incident(open, place, "2012-11");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var secret = claim(everyone, hidden, act, "act", "description", text("was struck twice"));
        var finding =
                cases.conclude(
                        everyone,
                        new NewFinding(
                                file.id(),
                                PAIN,
                                subject,
                                GROUNDS,
                                Direction.SUPPORTED,
                                List.of(describing(open, act, "was struck").id(), secret.id()),
                                List.of(),
                                "Both say so."));
        assertThat(finding.compartments()).contains(home.sealed, CompartmentId.GENERAL);
        refused(Why.NOT_THERE, () -> cases.judge(reviewer, finding.id(), 1, Standing.AGREED, ""));
        assertThat(cases.findings(author, file.id())).isEmpty();
        assertThat(cases.finding(author, finding.id())).isEmpty();
        assertThat(cell(file.id(), PAIN, subject).gaps()).containsExactly(Gap.NO_FINDING);
        assertThat(cell(everyone, file.id(), PAIN, subject).findings()).hasSize(1);
        refused(
                Why.NOT_THERE,
                () ->
                        finding(
                                file,
                                PAIN,
                                subject,
                                Direction.SUPPORTED,
                                List.of(secret),
                                List.of()));

        var closed = cases.begin(everyone, theory(place, Set.of()), Set.of(home.sealed));
        assertThat(cases.open(author, closed.id())).isEmpty();
        assertThat(cases.list(author)).noneMatch(one -> one.id().equals(closed.id()));
        refused(Why.NOT_THERE, () -> cases.matrix(author, closed.id(), Optional.empty()));
        refused(
                Why.NOT_PERMITTED,
                () -> cases.begin(author, theory(place, Set.of()), Set.of(home.sealed)));
        refused(
                Why.NOT_PERMITTED,
                () ->
                        cases.begin(
                                as("reader"),
                                theory(place, Set.of()),
                                Set.of(CompartmentId.GENERAL)));
    }

    // ---- rows that somebody altered

    @Test
    void whoeverWritesToTheTablesIsFoundOut() throws IOException {
        var one = statement("Of a night that somebody would rather have told in another way.");
        var other = statement("Of the same night, told by one whom nobody asked until much later.");
        var place = place(one);
        var act = incident(one, place, "2013-01");
        var subject = new Subject.Incident(act);
        var file = begun(place);
        var finding =
                finding(
                        file,
                        PAIN,
                        subject,
                        Direction.SUPPORTED,
                        List.of(describing(one, act, "was struck")),
                        List.of(describing(other, act, "fell")));
        cases.judge(reviewer, finding.id(), 1, Standing.AGREED, "");
        cases.correct(author, one, other, Correction.Verdict.SAME_ROOT, "They shared a cell.");
        var first = one.toString().compareTo(other.toString()) < 0 ? one : other;
        var task =
                cases.task(author, file.id(), PAIN, subject, Gap.NO_SECOND_ROOT, Optional.empty());
        sound();
        found("finding set direction = 3 - direction", "id", finding.id().value());
        found("finding set about = gen_random_uuid()", "id", finding.id().value());
        found("finding set standard = '" + CHARGES + "'", "id", finding.id().value());
        found("finding set leans_on = 1", "id", finding.id().value());
        found("finding_claim set side = 3 - side", "finding", finding.id().value());
        found("finding_claim set grade = 'A1'", "finding", finding.id().value());
        found("finding_claim set items = '{}'", "finding", finding.id().value());
        found("finding_words set sealed = null", "finding", finding.id().value());
        found("finding_words set sealed = decode('00', 'hex')", "finding", finding.id().value());
        found("finding_step set step = 2", "finding", finding.id().value());
        found("finding_step set version = 2", "finding", finding.id().value());
        found(
                "case_file set theory = jsonb_set(theory, '{title}', '\"Another\"')",
                "id",
                file.id().value());
        found("root_correction set verdict = 2", "one", first.value());
        found("case_task set state = 2", "id", task.id().value());
        found("case_task set position = position + 1000000000", "id", task.id().value());
        sound();
    }

    /// Alters a row, has it found out, and puts it back as it was.
    private static void found(String change, String key, UUID id) {
        var column = change.replaceFirst("^\\w+ set (\\w+) = .*$", "$1");
        var table = change.substring(0, change.indexOf(' '));
        var type =
                column.equals("theory")
                        ? "jsonb"
                        : column.equals("sealed")
                                ? "bytea"
                                : column.equals("items")
                                        ? "uuid[]"
                                        : column.equals("about")
                                                ? "uuid"
                                                : column.equals("grade")
                                                                || column.equals("standard")
                                                        ? "text"
                                                        : "bigint";
        var where =
                table.equals("finding_claim")
                        ? " where finding = ? and claim = (select min(claim::text)::uuid from finding_claim where finding = ?)"
                        : " where " + key + " = ?";
        var parameters =
                table.equals("finding_claim") ? List.<Object>of(id, id) : List.<Object>of(id);
        var before = new ArrayList<String>();
        home.rooms
                .database()
                .run(
                        Clearance.SYSTEM,
                        transaction -> {
                            before.add(
                                    transaction
                                            .sql()
                                            .sql(
                                                    "select "
                                                            + column
                                                            + "::text from "
                                                            + table
                                                            + where)
                                            .params(parameters)
                                            .query(String.class)
                                            .single());
                            assertThat(
                                            transaction
                                                    .sql()
                                                    .sql("update " + change + where)
                                                    .params(parameters)
                                                    .update())
                                    .isEqualTo(1);
                        });
        assertThat(Cases.verify(home.rooms.database(), home.rooms.ledger()))
                .as(change)
                .isNotEmpty();
        home.rooms
                .database()
                .run(
                        Clearance.SYSTEM,
                        transaction -> {
                            var all = new ArrayList<Object>();
                            all.add(before.getFirst());
                            all.addAll(parameters);
                            transaction
                                    .sql()
                                    .sql(
                                            "update " + table + " set " + column + " = ?::" + type
                                                    + where)
                                    .params(all)
                                    .update();
                        });
    }

    // ---- tasks

    @Test
    void aGapBecomesATaskThatIsGivenAndDone() throws IOException {
        var one =
                statement("Of a thing that only one has told and that somebody should ask about.");
        var place = place(one);
        var act = incident(one, place, "2012-12");
        var file = begun(place);
        var task =
                cases.task(
                        author,
                        file.id(),
                        CUSTODY,
                        new Subject.Incident(act),
                        Gap.NO_SECOND_ROOT,
                        Optional.of(reviewer.actor()));
        assertThat(cases.tasksOf(reviewer, reviewer.actor())).contains(task);
        var done = cases.change(reviewer, task.id(), task.position(), Task.State.DONE, task.whom());
        assertThat(cases.tasks(author, file.id())).containsExactly(done);
        assertThat(cases.tasksOf(reviewer, reviewer.actor())).doesNotContain(task, done);
        refused(
                Why.CHANGED_SINCE,
                () ->
                        cases.change(
                                author,
                                task.id(),
                                task.position(),
                                Task.State.OPEN,
                                Optional.empty()));
        sound();
    }
}
