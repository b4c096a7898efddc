package org.haetae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power fails at a random moment of an intake: of the home there is only what the file system
/// had brought to its disk, and nothing of what waited in memory.
///
/// The home lies on a file system of its own, in a file. At the moment of the cut everything that
/// writes is halted and the file is copied, until two copies are the same; the copy is the disk as
/// it is found when the power is back. Needs a user who may mount. Twenty rounds with
/// `-Dhaetae.torture=all`, else two.
class PowerCutTest {

    private static final int ROUNDS = "all".equals(System.getProperty("haetae.torture")) ? 20 : 2;
    private static final int FILES = 40;
    private static final int COPIES = 20;
    private static final long LOOK_MILLIS = 3;

    @TempDir Path folder;
    private final List<Path> mounted = new ArrayList<>();

    @AfterEach
    void unmount() throws Exception {
        for (Path one : List.copyOf(mounted)) {
            unmount(one);
        }
    }

    @Test
    void whatWasToldSurvivesACutOfThePower() throws Exception {
        long seed = Long.getLong("haetae.seed", System.nanoTime());
        System.out.println("power cuts by -Dhaetae.seed=" + seed);
        Random random = new Random(seed);
        Path given = Files.createDirectories(folder.resolve("given"));
        for (int i = 0; i < FILES; i++) {
            byte[] letter = new byte[1 + random.nextInt(60_000)];
            random.nextBytes(letter);
            Files.write(given.resolve("letter" + i + ".bin"), letter);
        }
        Path disk = folder.resolve("disk");
        assumeTrue(
                run("truncate", "-s", "400M", disk.toString()) == 0
                        && run("mkfs.ext4", "-q", "-F", disk.toString()) == 0
                        && mount(disk, folder.resolve("first")),
                "no file system in a file can be mounted here; skipped");
        try (Commands commands = new Commands()) {
            Path first = folder.resolve("first/home");
            assertThat(commands.run("outcomes", "--home", first.toString()).code()).isZero();
            Deaths.killAll(Optional.empty(), first);
            unmount(folder.resolve("first"));
            long millis = measured(disk, given);
            int told = 0;
            for (int round = 0; round < ROUNDS; round++) {
                // By the clock, and by what was told, in turn.
                boolean byRows = round % 2 == 1;
                told +=
                        round(
                                round,
                                disk,
                                given,
                                byRows ? Long.MAX_VALUE : random.nextLong(millis),
                                byRows ? 1 + random.nextInt(FILES - 1) : Integer.MAX_VALUE,
                                commands);
            }
            System.out.printf("%d cuts; %d rows told before them, none lost%n", ROUNDS, told);
        }
    }

    private long measured(Path disk, Path given) throws Exception {
        Path own = folder.resolve("measured-disk");
        run("cp", "--sparse=always", disk.toString(), own.toString());
        Path at = folder.resolve("measured");
        assertThat(mount(own, at)).isTrue();
        long begun = System.nanoTime();
        Process add = add(at.resolve("home"), given, folder.resolve("measured.rows"));
        assertThat(add.waitFor(5, TimeUnit.MINUTES)).isTrue();
        long millis = (System.nanoTime() - begun) / 1_000_000;
        Deaths.killAll(Optional.of(add.toHandle()), at.resolve("home"));
        unmount(at);
        Files.delete(own);
        return millis;
    }

    private static String[] words(Path home, Path given) {
        return new String[] {
            "add", "--home", home.toString(), "--json", "--ocr", "off", given.toString()
        };
    }

    private Process add(Path home, Path given, Path rows) throws IOException {
        return Run.command(words(home, given))
                .redirectOutput(rows.toFile())
                .redirectError(folder.resolve("errors").toFile())
                .start();
    }

    /// @return how many files were told as taken in before the cut
    private int round(
            int round, Path disk, Path given, long millis, int rowsTold, Commands commands)
            throws Exception {
        Path own = folder.resolve("disk" + round);
        run("cp", "--sparse=always", disk.toString(), own.toString());
        Path at = folder.resolve("at" + round);
        assertThat(mount(own, at)).isTrue();
        Path home = at.resolve("home");
        Path rows = folder.resolve("rows" + round);
        Process add = add(home, given, rows);
        long begun = System.nanoTime();
        while ((System.nanoTime() - begun) / 1_000_000 < millis
                && Files.readAllLines(rows, StandardCharsets.ISO_8859_1).size() < rowsTold
                && !add.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            // it goes on
        }
        long cutAfter = (System.nanoTime() - begun) / 1_000_000;
        List<ProcessHandle> family = Deaths.family(Optional.of(add.toHandle()), home);
        for (ProcessHandle one : family) {
            run("kill", "-STOP", Long.toString(one.pid()));
        }
        String printed = new String(Files.readAllBytes(rows), StandardCharsets.UTF_8);
        Path cut = snapshot(own, round);
        Deaths.killAll(Optional.of(add.toHandle()), home);
        unmount(at);
        Files.delete(own);

        Path found = folder.resolve("found" + round);
        assertThat(mount(cut, found)).as("the journal of the file system is replayed").isTrue();
        Path after = found.resolve("home");
        var told =
                new Run(0, printed.substring(0, printed.lastIndexOf('\n') + 1).lines().toList(), "")
                        .rows();
        System.out.printf("cut after %d ms, %d rows told%n", cutAfter, told.size());
        Run verified = commands.run("verify", "--json", "--home", after.toString());
        assertThat(verified.code()).as("cut after %d ms: %s", cutAfter, verified).isZero();
        Run again = commands.run(words(after, given));
        assertThat(again.rows()).as(again.toString()).hasSize(FILES);
        Map<Object, Object> items = new HashMap<>();
        again.rows().forEach(row -> items.put(row.get("path"), row.get("item")));
        for (Map<String, Object> row : told) {
            assertThat(items).containsEntry(row.get("path"), row.get("item"));
        }
        Run deep = commands.run("verify", "--deep", "--json", "--home", after.toString());
        assertThat(deep.code()).as(deep.toString()).isZero();
        Deaths.killAll(Optional.empty(), after);
        unmount(found);
        Files.delete(cut);
        return told.size();
    }

    /// The disk at one moment: two copies that are the same have none between them.
    private Path snapshot(Path disk, int round) throws Exception {
        Path cut = folder.resolve("cut" + round);
        Path next = folder.resolve("next" + round);
        run("cp", "--sparse=always", disk.toString(), cut.toString());
        for (int i = 0; i < COPIES; i++) {
            run("cp", "--sparse=always", disk.toString(), next.toString());
            if (run("cmp", "-s", cut.toString(), next.toString()) == 0) {
                Files.delete(next);
                return cut;
            }
            Files.move(next, cut, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        throw new AssertionError("the disk does not come to rest");
    }

    private boolean mount(Path disk, Path at) throws Exception {
        Files.createDirectories(at);
        boolean done = run("mount", "-o", "loop", disk.toString(), at.toString()) == 0;
        if (done) {
            mounted.add(at);
        }
        return done;
    }

    private void unmount(Path at) throws Exception {
        if (run("umount", at.toString()) != 0) {
            run("umount", "-l", at.toString());
        }
        mounted.remove(at);
    }

    private static int run(String... words) throws Exception {
        try {
            Process process =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
