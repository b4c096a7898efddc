package org.haetae.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.haetae.extract.Sandbox;
import org.haetae.extract.WorkerSettings;
import org.haetae.extract.Workers;
import org.haetae.extract.worker.Limits;
import org.haetae.extract.worker.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every hostile file through the confined workers: each ends as it should, the process that asked
/// lives, nothing is written or contacted outside, nothing of the machine comes back.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HostileFilesTest {

    private static final String SECRET = "haetae-secret-" + UUID.randomUUID();
    private static final String ESCAPE = "haetae-escape";

    /// Families whose first page is also drawn: their attack is on drawing.
    private static final Set<String> DRAWN =
            Set.of("pdf-loops", "pdf-bombs", "font-damage", "huge-picture", "colour-profile");

    @TempDir static Path folder;

    private static final AtomicInteger CONTACTS = new AtomicInteger();
    private static ServerSocket canary;
    private static Workers workers;
    private static Set<String> before;
    private static HostileRun run;
    private static List<HostileFile> files = List.of();
    private static List<HostileRun.Ending> endings = List.of();
    private static List<HostileRun.Ending> drawn = List.of();

    @BeforeAll
    static void runAll() throws IOException, InterruptedException {
        Path cache = Files.createDirectory(folder.resolve("cache"));
        Sandbox sandbox = Sandbox.probe(cache, false);
        assumeTrue(sandbox.kind() == Sandbox.Kind.BUBBLEWRAP, () -> "no sandbox: " + sandbox);
        Path secret = Files.writeString(folder.resolve("secret.txt"), SECRET);
        canary = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(HostileFilesTest::watchCanary);
        String address = "http://127.0.0.1:" + canary.getLocalPort() + "/";
        files = HostileFiles.all(address, secret);
        before = watched();
        workers = Workers.open(cache, WorkerSettings.STANDARD);
        run = new HostileRun(workers, text -> text.contains(SECRET));
        endings = run.text(files, Limits.TEXT.within(Duration.ofSeconds(8)));
        drawn =
                run.pictures(
                        files.stream().filter(file -> DRAWN.contains(file.family())).toList(),
                        Limits.RENDER.within(Duration.ofSeconds(5)));
    }

    private static void watchCanary() {
        while (!canary.isClosed()) {
            try {
                canary.accept().close();
                CONTACTS.incrementAndGet();
            } catch (IOException closed) {
                return;
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        if (workers != null) {
            workers.close();
        }
        if (canary != null) {
            canary.close();
        }
    }

    /// What must not change: the folder above the workers' own, and wherever an escape would land.
    private static Set<String> watched() {
        Set<String> found = new TreeSet<>();
        list(folder, 1, "", found);
        list(Path.of("").toAbsolutePath(), 1, "", found);
        for (String place : List.of("/", "/tmp", "/dev", "/etc", "/etc/cron.d", "/var/tmp")) {
            list(Path.of(place), 1, ESCAPE, found);
        }
        list(Path.of(System.getProperty("user.home")), 2, ESCAPE, found);
        return found;
    }

    private static void list(Path place, int depth, String holding, Set<String> found) {
        if (!Files.isDirectory(place)) {
            return;
        }
        try (var entries =
                Files.find(place, depth, (path, _) -> path.toString().contains(holding))) {
            entries.map(Path::toString).forEach(found::add);
        } catch (IOException | UncheckedIOException unreadable) {
            found.add(place + " cannot be listed");
        }
    }

    @Test
    void thereAreFamiliesAndFilesEnough() {
        Map<String, Long> families =
                files.stream()
                        .collect(
                                Collectors.groupingBy(
                                        HostileFile::family, TreeMap::new, Collectors.counting()));
        assertThat(families).hasSizeGreaterThanOrEqualTo(24);
        assertThat(files).hasSizeGreaterThan(400);
        // So that a change shows what it took away.
        System.getLogger("hostile").log(System.Logger.Level.INFO, families.toString());
    }

    @Test
    void eachEndsAsItShould() {
        List<HostileRun.Ending> wrong = endings.stream().filter(ending -> !ending.right()).toList();
        assertThat(wrong).as("%d of %d", wrong.size(), endings.size()).isEmpty();
    }

    @Test
    void everyPartHasAnOutcomeToo() {
        assertThat(endings)
                .allSatisfy(
                        ending ->
                                assertThat(ending.parts)
                                        .noneMatch(part -> part.outcome() == Outcome.FAILED));
    }

    @Test
    void drawingThemEndsInAnOutcome() {
        assertThat(drawn).isNotEmpty().allMatch(ending -> ending.reading != null);
    }

    @Test
    void nothingIsContacted() {
        assertThat(CONTACTS).hasValue(0);
    }

    @Test
    void nothingOfTheMachineComesBack() {
        assertThat(run.leaks).hasValue(0);
    }

    @Test
    void nothingIsWrittenOutside() {
        assertThat(watched()).isEqualTo(before);
    }

    @Test
    void theWorkersReadOnAsIfNothingHadBeen() throws InterruptedException {
        var good =
                HostileFile.of(
                        "good",
                        "decree.pdf",
                        "nothing",
                        () -> Made.sample("02-state-papers/decree-22-2008.pdf"),
                        Outcome.READ);
        assertThat(run.text(List.of(good), Limits.TEXT)).allMatch(HostileRun.Ending::right);
    }
}
