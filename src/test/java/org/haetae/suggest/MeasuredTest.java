package org.haetae.suggest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How much of what a person marked in real texts is proposed, and how much of what is proposed a
/// person marked. Prints the figures of docs/benchmarks.md.
class MeasuredTest {

    private static final double RECALL = 0.80;
    private static final double PRECISION = 0.70;

    /// Designations were not marked: what is listed is marked by its own kind.
    @ParameterizedTest
    @EnumSource
    void enoughIsProposedAndEnoughOfItIsRight(Marked.Part part) throws IOException {
        var suggester = new Suggester();
        Map<Kind, Score> byKind = new TreeMap<>();
        for (var marked : Marked.all().stream().filter(one -> one.part() == part).toList()) {
            var text = marked.text();
            assumeTrue(text.isPresent(), marked.file() + " is not beside the repository; skipped");
            assertUnmoved(marked, text.get());
            var suggestions =
                    suggester.suggest(text.get()).stream()
                            .filter(one -> one.start() >= marked.from() && one.end() <= marked.to())
                            .toList();
            for (var kind : Kind.values()) {
                if (kind != Kind.DESIGNATION) {
                    byKind.merge(kind, score(marked, suggestions, kind), Score::plus);
                }
            }
        }
        byKind.values().removeIf(score -> score.marked() == 0 && score.proposed() == 0);
        byKind.forEach(
                (kind, score) -> System.out.printf("%-8s %-13s %s%n", part, kind.word(), score));
        var all = byKind.values().stream().reduce(Score::plus).orElseThrow();
        System.out.printf("%-8s %-13s %s%n", part, "all", all);
        assertThat(all.recall()).as("missed: %s", all.missed()).isGreaterThanOrEqualTo(RECALL);
        assertThat(all.precision()).as("wrong: %s", all.wrong()).isGreaterThanOrEqualTo(PRECISION);
    }

    private static Score score(Marked marked, List<Suggestion> suggestions, Kind kind) {
        return Score.of(
                marked.marks().stream().filter(mark -> mark.kind() == kind).toList(),
                suggestions.stream().filter(one -> one.kind() == kind).toList());
    }

    private static void assertUnmoved(Marked marked, String text) {
        for (var mark : marked.marks()) {
            if (!mark.quote().equals("-")) {
                assertThat(
                                text.substring(
                                        text.offsetByCodePoints(0, mark.start()),
                                        text.offsetByCodePoints(0, mark.end())))
                        .as(marked.file())
                        .isEqualTo(mark.quote());
            }
        }
    }
}
