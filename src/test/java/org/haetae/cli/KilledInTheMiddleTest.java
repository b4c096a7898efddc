package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every process of an `add` dies at once, at a random moment, again and again. Run with
/// `-Dhaetae.torture=all` for twenty deaths instead of three, and with `-Dhaetae.seed=N` for the
/// same moments as before.
class KilledInTheMiddleTest {

    private static final boolean ALL = "all".equals(System.getProperty("haetae.torture"));
    private static final int DEATHS = ALL ? 20 : 3;
    private static final long SOONEST_MILLIS = 300;

    @TempDir Path folder;

    @Test
    void anAddThatIsKilledAgainAndAgainEndsLikeOneThatWasNot() throws Exception {
        long seed = Long.getLong("haetae.seed", System.nanoTime());
        System.out.println("moments of death by -Dhaetae.seed=" + seed);
        var moments = new Random(seed);
        var source = Material.mixed(folder.resolve("material"));
        var home = folder.resolve("home");
        try (var commands = new Commands()) {
            // The first command of a process is slower, and so are those that will be killed.
            long begun = System.nanoTime();
            var undisturbed = run(folder.resolve("undisturbed"), source);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            assertThat(undisturbed.rows()).hasSizeGreaterThan(60);

            var acknowledged = new ArrayList<Map<String, Object>>();
            for (int death = 0; death < DEATHS; death++) {
                // One in each stretch of the time that it takes, in any order.
                long after =
                        SOONEST_MILLIS
                                + (long)
                                        ((death % 3 + moments.nextDouble())
                                                / 3
                                                * Math.max(0, millis - SOONEST_MILLIS));
                acknowledged.addAll(addAndDie(home, source, after));
            }

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

    /// @return the rows that were printed whole before the end
    private List<Map<String, Object>> addAndDie(Path home, Path source, long millis)
            throws Exception {
        var out = folder.resolve("rows");
        var process =
                Run.command(add(home, source))
                        .redirectOutput(out.toFile())
                        .redirectError(errors())
                        .start();
        boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
        System.out.println(ended ? "came to its end" : "killed after %d ms".formatted(millis));
        killAll(process.toHandle(), home);
        process.waitFor();
        assertThat(Files.readString(folder.resolve("errors"))).doesNotContain("\tat ");
        var printed = Files.readString(out);
        var whole = printed.substring(0, printed.lastIndexOf('\n') + 1);
        return new Run(0, whole.lines().toList(), "").rows();
    }

    /// The process, all that came of it, and the database, which does not end with it.
    private static void killAll(ProcessHandle process, Path home) throws Exception {
        while (true) {
            var doomed =
                    Stream.concat(Stream.of(process), postmaster(home).stream())
                            .flatMap(one -> Stream.concat(one.descendants(), Stream.of(one)))
                            .filter(ProcessHandle::isAlive)
                            .toList();
            if (doomed.isEmpty()) {
                return;
            }
            doomed.forEach(ProcessHandle::destroyForcibly);
            for (var one : doomed) {
                one.onExit().get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static Optional<ProcessHandle> postmaster(Path home) throws IOException {
        var file = home.resolve("database/data/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        return lines.isEmpty() || lines.getFirst().isBlank()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        // Another process may have its number by now.
                        .filter(one -> one.info().command().orElse("").endsWith("postgres"));
    }

    private static Set<List<Object>> kept(Run run) {
        return run.rows().stream()
                .map(row -> List.of(row.get("path"), row.getOrDefault("sha256", "none")))
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
