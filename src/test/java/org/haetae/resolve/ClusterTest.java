package org.haetae.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.casebook.EntityId;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final EntityId A = id(1);
    private static final EntityId B = id(2);
    private static final EntityId C = id(3);
    private static final EntityId D = id(4);

    private final List<Judgement> told = new ArrayList<>();

    private static EntityId id(int number) {
        return new EntityId(new UUID(0x4000L, 0x8000000000000000L + number));
    }

    private void judged(EntityId one, Verdict verdict, EntityId other) {
        told.add(
                new Judgement(
                        one,
                        other,
                        verdict,
                        ActorId.SYSTEM,
                        Instant.EPOCH,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        told.size()));
    }

    private List<EntityId> members(EntityId of) {
        return Cluster.of(of, told).members();
    }

    @Test
    void whatNobodyJudgedIsAlone() {
        assertThat(members(A)).containsExactly(A);
    }

    @Test
    void theSameOfTheSameIsTheSame() {
        judged(A, Verdict.SAME, B);
        judged(B, Verdict.SAME, C);
        assertThat(members(A)).containsExactly(A, B, C);
        assertThat(members(C)).containsExactly(A, B, C);
    }

    @Test
    void theLastJudgementOfTwoCounts() {
        judged(A, Verdict.SAME, B);
        judged(A, Verdict.DIFFERENT, B);
        assertThat(members(A)).containsExactly(A);
        judged(A, Verdict.SAME, B);
        assertThat(members(A)).containsExactly(A, B);
        judged(A, Verdict.UNSURE, B);
        assertThat(members(A)).containsExactly(A);
        assertThat(Cluster.of(A, told).contradictions()).isEmpty();
    }

    @Test
    void twoThatAreDifferentDoNotComeTogetherByAThird() {
        judged(A, Verdict.DIFFERENT, C);
        judged(A, Verdict.SAME, B);
        judged(B, Verdict.SAME, C);
        assertThat(members(A)).containsExactly(A, B);
        assertThat(members(C)).containsExactly(C);
        for (var of : List.of(A, B, C)) {
            assertThat(Cluster.of(of, told).contradictions())
                    .singleElement()
                    .satisfies(one -> assertThat(one.position()).isEqualTo(2));
        }
    }

    @Test
    void aBarrierHoldsBetweenAnyOfTwoSets() {
        judged(A, Verdict.SAME, B);
        judged(C, Verdict.SAME, D);
        judged(A, Verdict.DIFFERENT, D);
        judged(B, Verdict.SAME, C);
        assertThat(members(B)).containsExactly(A, B);
        assertThat(members(C)).containsExactly(C, D);
        judged(A, Verdict.UNSURE, D);
        assertThat(members(B)).containsExactly(A, B, C, D);
    }
}
