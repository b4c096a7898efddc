package org.haetae.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That nobody learns anything of material outside their compartments (DESIGN, invariant 6).
class ClearanceTest {

    private static final CompartmentId OURS = CompartmentId.random();
    private static final CompartmentId THEIRS = CompartmentId.random();

    private static final Clearance WE = holding(OURS);
    private static final Clearance BOTH = holding(OURS, THEIRS);
    private static final Clearance NOBODY = holding();

    @TempDir Path folder;
    private Shelf shelf;
    private SearchDocument ours;
    private SearchDocument theirs;
    private SearchDocument shared;

    private static Clearance holding(CompartmentId... compartments) {
        return Clearance.of(ActorId.random(), Set.of(Role.READER), Set.of(compartments));
    }

    @BeforeEach
    void open() {
        shelf = new Shelf(folder);
        ours =
                Shelf.sorted(
                        Shelf.dated(
                                Shelf.in(Shelf.document("ours", "camp alpha witness"), OURS),
                                "2017-01-01"),
                        "text",
                        "read",
                        "en");
        theirs =
                Shelf.sorted(
                        Shelf.dated(
                                Shelf.in(
                                        Shelf.document("theirs", "camp canary witness canarybird"),
                                        THEIRS),
                                "2018-02-02"),
                        "mail",
                        "locked",
                        "fr");
        shared =
                Shelf.sorted(
                        Shelf.dated(
                                Shelf.in(
                                        Shelf.document("shared", "camp omega canary witness"),
                                        OURS,
                                        THEIRS),
                                "2019-03-03"),
                        "image",
                        "damaged",
                        "ru");
        shelf.put(ours, theirs, shared, Shelf.in(Shelf.document("nobody's", "camp")));
    }

    @AfterEach
    void close() {
        shelf.close();
    }

    private List<String> names(Clearance clearance, String query) {
        return shelf.found(clearance, SearchRequest.of(query)).hits().stream()
                .map(Hit::path)
                .sorted()
                .toList();
    }

    @Test
    void eachFindsWhatLiesInTheirCompartmentsOnly() {
        assertThat(names(WE, "camp")).containsExactly("ours");
        assertThat(names(holding(THEIRS), "camp")).containsExactly("theirs");
        assertThat(names(BOTH, "camp")).containsExactly("ours", "shared", "theirs");
        assertThat(names(NOBODY, "camp")).isEmpty();
        assertThat(names(holding(CompartmentId.random()), "camp")).isEmpty();
        assertThat(names(Clearance.SYSTEM, "camp"))
                .containsExactly("nobody's", "ours", "shared", "theirs");
    }

    @Test
    void noWayOfAskingShowsMore() {
        for (String query :
                List.of(
                        "canary",
                        "canar*",
                        "canaryx~1",
                        "\"camp canary\"",
                        "camp NEAR/3 canary",
                        "name:theirs",
                        "type:mail",
                        "language:fr",
                        "outcome:locked",
                        "date:2018",
                        "compartment:" + THEIRS,
                        "item:" + theirs.item(),
                        "item:" + shared.item(),
                        "-alpha",
                        "NOT camp")) {
            assertThat(names(WE, query)).as(query).isEmpty();
        }
        assertThat(names(WE, "")).containsExactly("ours");
        assertThat(names(WE, "*")).containsExactly("ours");
        assertThat(names(WE, "NOT canary")).containsExactly("ours");
    }

    @Test
    void countsFacetsAndHistogramAreOfWhatIsSeen() {
        Answer.Found found =
                shelf.found(WE, SearchRequest.of("camp").counting().over(SearchRequest.Step.YEAR));
        assertThat(found.total()).isEqualTo(1);
        assertThat(found.facets().get(Facet.TYPE))
                .containsExactly(new Answer.Count("text", 1, false));
        assertThat(found.facets().get(Facet.LANGUAGE))
                .containsExactly(new Answer.Count("en", 1, false));
        assertThat(found.facets().get(Facet.OUTCOME))
                .containsExactly(new Answer.Count("read", 1, false));
        assertThat(found.facets().get(Facet.YEAR))
                .containsExactly(new Answer.Count("2017", 1, false));
        assertThat(found.histogram()).containsExactly(new Answer.Bar("2017", 1));
        assertThat(shelf.index.count(WE)).isEqualTo(1);
        assertThat(shelf.index.count(NOBODY)).isZero();
        // Choosing a value that only others have tells nothing either.
        Answer.Found chosen =
                shelf.found(
                        WE,
                        SearchRequest.of("camp").counting().selecting(Facet.TYPE, Set.of("mail")));
        assertThat(chosen.total()).isZero();
        assertThat(chosen.facets().get(Facet.TYPE))
                .containsExactlyInAnyOrder(
                        new Answer.Count("text", 1, false), new Answer.Count("mail", 0, true));
    }

    @Test
    void likenessMarksAndBatchesAreOfWhatIsSeen() {
        assertThat(shelf.index.alike(WE, theirs.item(), 10)).isEmpty();
        assertThat(shelf.index.alike(WE, ours.item(), 10)).isEmpty();
        assertThat(shelf.index.pagesWith(WE, theirs.item(), "canary")).isEmpty();
        assertThat(shelf.index.marks(WE, theirs.item(), 1, "canary").marks()).isEmpty();
        assertThat(shelf.index.batch(WE, List.of("canary", "camp"), 5, 0))
                .extracting(Index.BatchRow::count)
                .containsExactly(0L, 1L);
    }

    @Test
    void wordsOfOthersTakeNoPlaceAmongThoseThatAPatternStandsFor() {
        shelf.put(Shelf.in(Shelf.document("late", "zebrazzz zebrazzy"), OURS));
        List<Float> before = scores("zebra*");
        List<Float> similar = scores("zebrazzx~1");
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            // Before the seen words in the order of the alphabet, and more than are looked at.
            words.append("zebraaa").append(i).append(' ');
        }
        shelf.put(
                Shelf.in(Shelf.document("many", words.toString()), THEIRS),
                Shelf.in(Shelf.document("often", "zebrazzz zebrazzy zebrazza"), THEIRS),
                Shelf.in(Shelf.document("again", "zebrazzy zebrazzb"), THEIRS));
        assertThat(names(WE, "zebra*")).containsExactly("late");
        assertThat(scores("zebra*")).isEqualTo(before);
        assertThat(scores("zebrazzx~1")).isEqualTo(similar);
        assertThat(names(WE, "ze*raz*")).containsExactly("late");
        assertThat(names(WE, "zebra* NEAR/3 zebrazzy")).containsExactly("late");
    }

    private List<Float> scores(String query) {
        return shelf.found(WE, SearchRequest.of(query)).hits().stream().map(Hit::score).toList();
    }

    @Test
    void scoresDoNotMoveWhenOthersMaterialComesIn() {
        float before = shelf.found(WE, SearchRequest.of("alpha camp")).hits().getFirst().score();
        for (int i = 0; i < 50; i++) {
            shelf.put(
                    Shelf.in(Shelf.document("theirs " + i, "alpha " + "long ".repeat(i)), THEIRS));
        }
        float after = shelf.found(WE, SearchRequest.of("alpha camp")).hits().getFirst().score();
        assertThat(after).isEqualTo(before);
    }

    @Test
    void materialThatChangesItsCompartmentIsSeenByThoseWhoHoldIt() {
        shelf.put(Shelf.in(ours, THEIRS));
        assertThat(names(WE, "alpha")).isEmpty();
        assertThat(names(holding(THEIRS), "alpha")).containsExactly("ours");
    }
}
