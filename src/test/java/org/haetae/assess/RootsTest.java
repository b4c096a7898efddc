package org.haetae.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.haetae.archive.ItemId;
import org.haetae.assess.Tie.Why;
import org.junit.jupiter.api.Test;

class RootsTest {

    private static final ItemId FIRST = item(1);
    private static final ItemId SECOND = item(2);
    private static final ItemId THIRD = item(3);
    private static final ItemId REPORT = item(4);
    private static final UUID WITNESS = new UUID(9, 1);
    private static final UUID OTHER_WITNESS = new UUID(9, 2);

    private static ItemId item(int number) {
        return new ItemId(new UUID(0, number));
    }

    private static Tie tie(ItemId one, Why why, ItemId other) {
        return new Tie(one.value(), other.value(), why, 0);
    }

    private static Tie told(ItemId one, UUID witness) {
        return new Tie(one.value(), witness, Why.TOLD_BY, 0);
    }

    @Test
    void whatNothingTiesIsARootOfItsOwn() {
        var roots = Roots.of(List.of(FIRST, SECOND), List.of());
        assertThat(roots.all()).hasSize(2);
        assertThat(roots.count(List.of(FIRST, SECOND))).isEqualTo(2);
        assertThat(roots.count(List.of(FIRST, FIRST))).isEqualTo(1);
        assertThat(roots.count(List.of())).isZero();
    }

    @Test
    void copiesDerivedReportsAndOneWitnessInTwoOrganisationsAreOneRoot() {
        var roots =
                Roots.of(
                        List.of(FIRST, SECOND, THIRD),
                        List.of(
                                tie(FIRST, Why.SAME_TEXT, SECOND),
                                told(SECOND, WITNESS),
                                told(THIRD, WITNESS)));
        assertThat(roots.all())
                .singleElement()
                .satisfies(
                        root -> {
                            assertThat(root.items())
                                    .containsExactlyInAnyOrder(FIRST, SECOND, THIRD);
                            assertThat(root.ties())
                                    .extracting(Tie::why)
                                    .contains(Why.SAME_TEXT, Why.TOLD_BY);
                        });
        assertThat(roots.count(List.of(FIRST, THIRD))).isEqualTo(1);
    }

    /// Neither of the two papers is in the archive with what both of them print.
    @Test
    void twoThatRepeatAThirdWhichIsNotHereAreOneRoot() {
        var leak = new UUID(8, 8);
        var roots =
                Roots.of(
                        List.of(FIRST, SECOND),
                        List.of(
                                new Tie(FIRST.value(), leak, Why.DERIVED, 0),
                                new Tie(SECOND.value(), leak, Why.DERIVED, 0)));
        assertThat(roots.count(List.of(FIRST, SECOND))).isEqualTo(1);
    }

    @Test
    void aReportThatDrawsOnTwoWitnessesDoesNotMakeThemOneAndAddsNothingToThem() {
        var roots =
                Roots.of(
                        List.of(FIRST, SECOND, REPORT),
                        List.of(
                                told(FIRST, WITNESS),
                                told(SECOND, OTHER_WITNESS),
                                tie(REPORT, Why.DERIVED, FIRST),
                                tie(REPORT, Why.CONTAINS, SECOND)));
        assertThat(roots.all()).hasSize(3);
        assertThat(roots.count(List.of(FIRST, SECOND))).isEqualTo(2);
        assertThat(roots.count(List.of(FIRST, SECOND, REPORT))).isEqualTo(2);
        assertThat(roots.count(List.of(FIRST, REPORT))).as("it draws on the first").isEqualTo(1);
        assertThat(roots.count(List.of(REPORT))).isEqualTo(1);
        var report = roots.all().get(roots.number(REPORT) - 1);
        assertThat(report.drawsOn())
                .containsExactlyInAnyOrder(roots.number(FIRST), roots.number(SECOND));
    }

    @Test
    void twoReportsThatDrawOnTheSameTwoAreNoSecondRootForEachOther() {
        var roots =
                Roots.of(
                        List.of(THIRD, REPORT),
                        List.of(
                                told(THIRD, WITNESS),
                                told(THIRD, OTHER_WITNESS),
                                told(REPORT, WITNESS),
                                told(REPORT, OTHER_WITNESS)));
        assertThat(roots.count(List.of(THIRD, REPORT))).isEqualTo(1);
    }

    @Test
    void aReportThatDrawsOnTwoWhoTurnOutToBeOneJoinsThem() {
        var roots =
                Roots.of(
                        List.of(FIRST, SECOND, REPORT),
                        List.of(
                                tie(FIRST, Why.SAME_TEXT, SECOND),
                                tie(REPORT, Why.DERIVED, FIRST),
                                tie(REPORT, Why.DERIVED, SECOND)));
        assertThat(roots.all()).singleElement();
    }

    @Test
    void whomAPersonCallsIndependentNothingJoinsNotEvenByWayOfAThird() {
        var ties =
                List.of(
                        tie(FIRST, Why.SAME_TEXT, SECOND),
                        tie(SECOND, Why.SAME_TEXT, THIRD),
                        tie(FIRST, Why.SAID_INDEPENDENT, THIRD));
        var roots = Roots.of(List.of(FIRST, SECOND, THIRD), ties);
        assertThat(roots.count(List.of(FIRST, THIRD))).isEqualTo(2);
        assertThat(roots.count(List.of(FIRST, SECOND, THIRD))).isEqualTo(2);
        assertThat(roots.keptApart()).hasSize(1);
    }

    @Test
    void aPersonJoinsWhatNothingElseTies() {
        var roots = Roots.of(List.of(FIRST, SECOND), List.of(tie(FIRST, Why.SAID_SAME, SECOND)));
        assertThat(roots.count(List.of(FIRST, SECOND))).isEqualTo(1);
    }

    @Test
    void theOrderInWhichTiesAreGivenChangesNothing() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            var items = new ArrayList<ItemId>();
            for (int i = 0; i < 12; i++) {
                items.add(item(i));
            }
            var ties = new ArrayList<Tie>();
            for (int i = 0; i < 14; i++) {
                var one = items.get(random.nextInt(items.size()));
                var other = items.get(random.nextInt(items.size()));
                if (!one.equals(other)) {
                    ties.add(tie(one, Why.values()[random.nextInt(Why.values().length)], other));
                }
            }
            var before = Roots.of(items, ties);
            Collections.shuffle(ties, random);
            var mixed = new ArrayList<>(items);
            Collections.shuffle(mixed, random);
            var after = Roots.of(mixed, ties);
            assertThat(after.all())
                    .as("seed %d, round %d", seed, round)
                    .extracting(Root::items)
                    .isEqualTo(before.all().stream().map(Root::items).toList());
            var some = items.subList(0, 1 + random.nextInt(items.size()));
            assertThat(after.count(some))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(before.count(some))
                    .isBetween(1, Set.copyOf(some).size());
            for (var root : before.all()) {
                assertThat(root.drawsOn()).doesNotContain(root.number());
            }
        }
    }
}
