package org.haetae.casebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.haetae.casebook.Agreement.Pair;
import org.junit.jupiter.api.Test;

class AgreementTest {

    private static List<Pair> pairs(int count, String one, String other) {
        return Collections.nCopies(count, new Pair(one, other));
    }

    @SafeVarargs
    private static Agreement of(List<Pair>... pairs) {
        var all = new ArrayList<Pair>();
        for (var one : pairs) {
            all.addAll(one);
        }
        return new Agreement(all);
    }

    /// The worked example of two readers and fifty grant proposals, as Wikipedia (Cohen's kappa,
    /// "Simple example") and the statistics course of Tutorials Point (Cohen's kappa coefficient)
    /// print it: observed 0.70, expected 0.50, kappa 0.40.
    @Test
    void thePublishedExampleOfTwoReadersComesOutAsPrinted() {
        var agreement =
                of(
                        pairs(20, "yes", "yes"),
                        pairs(5, "yes", "no"),
                        pairs(10, "no", "yes"),
                        pairs(15, "no", "no"));
        assertThat(agreement.units()).isEqualTo(50);
        assertThat(agreement.agreed()).isEqualTo(35);
        assertThat(agreement.count("yes", "no")).isEqualTo(5);
        assertThat(agreement.count("no", "yes")).isEqualTo(10);
        assertThat(agreement.observed().orElseThrow()).isCloseTo(0.70, within(1e-12));
        assertThat(agreement.expected().orElseThrow()).isCloseTo(0.50, within(1e-12));
        assertThat(agreement.kappa().orElseThrow()).isCloseTo(0.40, within(1e-12));
        // 1.96 * sqrt(0.7 * 0.3 / (50 * 0.25)) = 0.254
        assertThat(agreement.interval().getFirst()).isCloseTo(0.146, within(5e-4));
        assertThat(agreement.interval().getLast()).isCloseTo(0.654, within(5e-4));
    }

    @Test
    void whoNeverAgreesIsBelowZeroAndWhoAlwaysDoesIsAtOne() {
        assertThat(of(pairs(3, "a", "b"), pairs(3, "b", "a")).kappa().orElseThrow())
                .isCloseTo(-1, within(1e-12));
        assertThat(of(pairs(3, "a", "a"), pairs(1, "b", "b")).kappa().orElseThrow())
                .isCloseTo(1, within(1e-12));
        assertThat(of(pairs(4, "a", "a"), pairs(4, "a", "b")).kappa().orElseThrow())
                .as("one of them never tells the two apart")
                .isCloseTo(0, within(1e-12));
    }

    @Test
    void whereChanceAloneExplainsAllThereIsNoKappa() {
        assertThat(of(pairs(9, "a", "a")).kappa()).isEmpty();
        assertThat(of(pairs(9, "a", "a")).observed().orElseThrow()).isEqualTo(1);
        assertThat(of().kappa()).isEmpty();
        assertThat(of().observed()).isEmpty();
        assertThat(of().interval()).isEmpty();
    }
}
