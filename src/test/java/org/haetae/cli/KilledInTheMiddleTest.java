package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every process of an `add` dies at once, at a random moment of its work, again and again. Before
/// each death new files have come, so that there is work to die in; a moment that comes only after
/// the end of the work does not count, and another is drawn. Run with `-Dhaetae.torture=all` for
/// twenty deaths instead of two, and with `-Dhaetae.seed=N` for the same moments as before.
class KilledInTheMiddleTest {

    private static final boolean ALL = "all".equals(System.getProperty("haetae.torture"));
    private static final int DEATHS = ALL ? 20 : 2;

    /// As many may miss: the work is measured on a machine that others use as well.
    private static final int DRAWS = 2 * DEATHS;

    private static final int STRETCHES = 3;

    /// What a process ends with that was killed while it lived (128 and SIGKILL): one that has
    /// ended by itself has the exit code of its command.
    private static final int KILLED = 128 + 9;

    private static final long PATIENCE_MILLIS = TimeUnit.MINUTES.toMillis(5);
    private static final long LOOK_MILLIS = 3;

    @TempDir Path folder;

    /// When to kill.
    private sealed interface Moment {

        /// So long after the process was started, whatever it is at: starting, repairing what the
        /// last death left, taking in, reading, indexing, signing.
        record Elapsed(long millis) implements Moment {}

        /// As soon as so many files of the new portion have their row.
        record Rows(int count) implements Moment {}
    }

    /// What came of one death.
    ///
    /// @param whileAlive whether there was a living process to kill
    /// @param millis how long it had lived
    /// @param rows what it had printed whole
    private record Death(boolean whileAlive, long millis, List<Map<String, Object>> rows) {}

    @Test
    void anAddThatIsKilledAgainAndAgainEndsLikeOneThatWasNot() throws Exception {
        long seed = Long.getLong("haetae.seed", System.nanoTime());
        System.out.println("moments of death by -Dhaetae.seed=" + seed);
        var moments = new Random(seed);
        var source = folder.resolve("material");
        var material = new Material(source, 1 + DRAWS);
        var home = folder.resolve("home");
        try (var commands = new Commands()) {
            // Makes the home, so that what is measured is the work on one portion.
            assertThat(commands.run("outcomes", "--home", home.toString()).code()).isZero();
            material.lay();
            long millis = measured(home, source);

            var acknowledged = new ArrayList<Map<String, Object>>();
            int deaths = 0;
            for (int draw = 0; deaths < DEATHS; draw++) {
                assertThat(draw).as("draws for %d deaths of %d", deaths, DEATHS).isLessThan(DRAWS);
                int files = material.lay();
                // One in each stretch of the work, by the clock and by what is done in turn.
                double share = (draw % STRETCHES + moments.nextDouble()) / STRETCHES;
                var moment =
                        draw % 2 == 0
                                ? new Moment.Elapsed((long) (share * millis))
                                : new Moment.Rows(1 + (int) (share * (files - 1)));
                var death = addAndDie(home, source, moment);
                System.out.printf(
                        "%s: %s after %d ms of about %d, %d rows told%n",
                        moment,
                        death.whileAlive() ? "killed" : "had ended",
                        death.millis(),
                        millis,
                        death.rows().size());
                acknowledged.addAll(death.rows());
                if (death.whileAlive()) {
                    deaths++;
                } else {
                    millis = Math.min(millis, death.millis());
                }
            }
            System.out.printf("%d living processes of an add were killed%n", deaths);
            assertThat(deaths).isEqualTo(DEATHS);

            material.layAll();
            var undisturbed = run(folder.resolve("undisturbed"), source);
            assertThat(undisturbed.rows()).hasSizeGreaterThan(200);
            var last = commands.run(add(home, source));
            assertThat(last.code()).as(last.err()).isEqualTo(undisturbed.code());
            assertThat(kept(last)).isEqualTo(kept(undisturbed));
            assertThat(last.rows()).hasSameSizeAs(undisturbed.rows());
            assertThat(itemsByPath(last.rows())).containsAllEntriesOf(itemsByPath(acknowledged));

            var verified = commands.run("verify", "--deep", "--home", home.toString(), "--json");
            assertThat(verified.out()).isEmpty();
            assertThat(verified.code()).as(verified.err()).isZero();
            assertThat(filesBelow(home.resolve("deposit"))).isEmpty();
            assertThat(commands.run(add(home, source)).rows())
                    .allSatisfy(row -> assertThat(row).containsEntry("unchanged", true));
        }
    }

    /// How long an undisturbed `add` takes.
    private long measured(Path home, Path source) throws Exception {
        long begun = System.nanoTime();
        run(home, source);
        return since(begun);
    }

    private static long since(long begun) {
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static String[] add(Path home, Path source) {
        return new String[] {
            "add", "--home", home.toString(), "--json", "--ocr", "off", source.toString()
        };
    }

    private Run run(Path home, Path source) throws Exception {
        var process = Run.command(add(home, source)).redirectError(errors()).start();
        var lines = process.inputReader().lines().toList();
        return new Run(process.waitFor(), lines, Files.readString(errors().file().toPath()));
    }

    private ProcessBuilder.Redirect errors() {
        return ProcessBuilder.Redirect.to(folder.resolve("errors").toFile());
    }

    private Death addAndDie(Path home, Path source, Moment moment) throws Exception {
        var out = folder.resolve("rows");
        long begun = System.nanoTime();
        var process =
                Run.command(add(home, source))
                        .redirectOutput(out.toFile())
                        .redirectError(errors())
                        .start();
        boolean ended =
                switch (moment) {
                    case Moment.Elapsed(long millis) ->
                            process.waitFor(millis, TimeUnit.MILLISECONDS);
                    case Moment.Rows(int count) -> awaitRows(process, out, count);
                };
        long millis = since(begun);
        Deaths.killAll(Optional.of(process.toHandle()), home);
        boolean killed = process.waitFor() == KILLED;
        assertThat(killed && ended).isFalse();
        assertThat(Files.readString(folder.resolve("errors"))).doesNotContain("\tat ");
        return new Death(killed, millis, new Run(0, whole(out), "").rows());
    }

    /// @return whether the process has ended before
    private static boolean awaitRows(Process process, Path out, int count) throws Exception {
        long begun = System.nanoTime();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            int told = whole(out).size();
            if (told >= count) {
                return false;
            }
            assertThat(since(begun)).as("%d of %d rows", told, count).isLessThan(PATIENCE_MILLIS);
        }
        return true;
    }

    /// The lines that were printed to their end.
    private static List<String> whole(Path out) throws IOException {
        // A character may be cut in the middle as well.
        var printed = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        return printed.substring(0, printed.lastIndexOf('\n') + 1).lines().toList();
    }

    /// Of a container that lies in several others, whichever is read first has the parts: for a
    /// part, only its place in its own container is the same each time.
    private static String place(Map<String, Object> row) {
        var path = (String) row.get("path");
        return path.substring(path.lastIndexOf("!/") + 1);
    }

    private static Set<List<Object>> kept(Run run) {
        return run.rows().stream()
                .map(row -> List.of(place(row), row.getOrDefault("sha256", "none")))
                .collect(Collectors.toSet());
    }

    private static Map<Object, Object> itemsByPath(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> row.containsKey("item"))
                .collect(
                        Collectors.toMap(
                                row -> row.get("path"), row -> row.get("item"), (a, b) -> a));
    }

    private static List<Path> filesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
