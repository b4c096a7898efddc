package org.haetae.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Networks are drawn the same way each time, readable, and fast.
class NetTest {

    private static List<Window.Spot> laid(int count, List<Net.Tie> ties) {
        return Net.laid(count, ties, 1440, 1040, 200, 60);
    }

    @Test
    void theSameNetworkIsDrawnTheSameWay() {
        var ties = new ArrayList<Net.Tie>();
        for (int i = 1; i < 60; i++) {
            ties.add(new Net.Tie(i * 7 % i, i, i % 3 == 0));
        }
        assertThat(laid(60, ties)).isEqualTo(laid(60, ties));
    }

    @Test
    void whoCommandsIsAboveWhoIsCommanded() {
        var ties =
                List.of(
                        new Net.Tie(0, 1, true),
                        new Net.Tie(1, 2, true),
                        new Net.Tie(1, 3, true),
                        new Net.Tie(2, 4, true),
                        new Net.Tie(2, 5, false));
        var spots = laid(6, ties);
        ties.stream()
                .filter(Net.Tie::down)
                .forEach(
                        tie ->
                                assertThat(spots.get(tie.from()).y())
                                        .isLessThan(spots.get(tie.to()).y()));
    }

    @Test
    void fewNodesNeverCoverEachOtherAndAllAreOnTheDrawing() {
        var ties = new ArrayList<Net.Tie>();
        for (int i = 1; i < 24; i++) {
            ties.add(new Net.Tie(0, i, false));
        }
        var spots = laid(24, ties);
        assertThat(spots).allMatch(Window.Spot::inside);
        for (int i = 0; i < spots.size(); i++) {
            for (int k = i + 1; k < spots.size(); k++) {
                var a = spots.get(i);
                var b = spots.get(k);
                assertThat(Math.abs(a.x() - b.x()) > 150 || Math.abs(a.y() - b.y()) > 45)
                        .as("%s and %s", a, b)
                        .isTrue();
            }
        }
        assertThat(laid(1, List.of())).hasSize(1);
        assertThat(laid(0, List.of())).isEmpty();
    }

    @Test
    void fiveHundredNodesAreLaid() {
        var ties = new ArrayList<Net.Tie>();
        for (int i = 1; i < 500; i++) {
            ties.add(new Net.Tie(i / 3, i, i % 2 == 0));
            ties.add(new Net.Tie(i * 31 % 500, i, false));
        }
        assertThat(laid(500, ties)).hasSize(500);
    }
}
