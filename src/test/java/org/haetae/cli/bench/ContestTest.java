package org.haetae.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {

    @TempDir private Path folder;

    @Test
    void mediansAndRatiosAreOfTheFirst() throws Exception {
        var contest = new Contest("job", 100, new PrintWriter(Writer.nullWriter()));
        contest.add("ours", round -> took(new int[] {9, 1, 2}[round - 1]));
        contest.add("theirs", round -> took(4));

        var rows = contest.rounds(3);

        assertThat(rows.get(0).values())
                .containsEntry("seconds", 2.0)
                .containsEntry("per_second", 50.0);
        assertThat(rows.get(0).ratio()).isEmpty();
        assertThat(rows.get(1).ratio()).hasValue(0.5);
        assertThat(rows.get(1).json())
                .startsWith("{\"job\":\"job\",\"subject\":\"theirs\",\"seconds\":4.000")
                .endsWith("\"ratio\":0.500}");
    }

    /// Each `dd` holds a block of 30 MB for as long as nobody reads what it writes.
    @Test
    void memoryIsThatOfTheWholeFamily() throws Exception {
        var hold = "dd if=/dev/zero bs=30M count=1 2>/dev/null | sleep 1";
        var alone = run(hold);
        var family = run(hold + " & sh -c '" + hold + "' & wait");

        assertThat(alone.exit()).isZero();
        assertThat(family.peak().rssBytes() - alone.peak().rssBytes()).isGreaterThan(20_000_000);
        assertThat(alone.seconds()).isCloseTo(1.5, within(1.4));
    }

    @Test
    void processorTimeIsThatOfTheWholeFamily() throws Exception {
        var busy = "i=0; while [ $i -lt 1500000 ]; do i=$((i+1)); done; ";
        var alone = run(busy);
        var family = run("sh -c '" + busy + "' & sh -c '" + busy + "' & wait");

        assertThat(alone.processorSeconds()).isPositive();
        assertThat(family.processorSeconds()).isGreaterThan(1.2 * alone.processorSeconds());
    }

    @Test
    void aRunPastItsLimitIsEnded() throws Exception {
        var run =
                Run.of(
                        List.of("sleep", "60"),
                        Map.of(),
                        folder,
                        folder.resolve("out"),
                        Duration.ofMillis(300));

        assertThat(run.exit()).isNegative();
    }

    private Run run(String script) throws Exception {
        return Run.of(
                List.of("sh", "-c", script),
                Map.of(),
                folder,
                folder.resolve("out"),
                Duration.ofSeconds(60));
    }

    private static Run took(int seconds) {
        return new Run(Duration.ofSeconds(seconds), seconds, ProcessTree.Memory.NONE, 0);
    }
}
