package org.haetae.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.Limits;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.PartHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 180, unit = TimeUnit.SECONDS)
class WorkersTest {
    @TempDir static Path cache;
    private static Sandbox sandbox;
    private static Workers workers;

    @BeforeAll
    static void open() {
        sandbox = Sandbox.probe(cache, false);
        if (sandbox.kind() == Sandbox.Kind.BUBBLEWRAP) {
            workers = Workers.open(sandbox, obedient(), settings(2));
        }
    }

    @AfterAll
    static void close() {
        if (workers != null) {
            workers.close();
        }
    }

    private static WorkerProgram obedient() {
        return WorkerProgram.of(
                cache,
                ObedientReader.class.getName(),
                List.of(Path.of("target/test-classes").toAbsolutePath()));
    }

    private static WorkerSettings settings(int count) {
        return new WorkerSettings(count, 96, 160, 64, 128, 200, JobLimits.STANDARD, false);
    }

    private static void requireSandbox() {
        assumeTrue(workers != null, () -> "no sandbox here: " + sandbox);
    }

    private static byte[] bytes(String orders) {
        return orders.getBytes(StandardCharsets.UTF_8);
    }

    static Job job(String orders) {
        return job(bytes(orders), Limits.TEXT);
    }

    private static Job job(byte[] content, Limits limits) {
        return new Job(
                ItemId.random(),
                Set.of(CompartmentId.GENERAL),
                content.length,
                () -> new ByteArrayInputStream(content),
                Hints.text("orders.txt", null, 0),
                limits,
                Lane.ORDINARY);
    }

    private static Kept read(String orders) throws Exception {
        return read(workers, job(orders));
    }

    private static Kept read(Workers by, Job job) throws Exception {
        Kept kept = new Kept();
        Reading reading = by.read(job, kept);
        assertThat(kept.reading).isEqualTo(reading);
        return kept;
    }

    // ---- What comes back

    @Test
    void whatTheReaderFindsArrives() throws Exception {
        requireSandbox();
        Kept kept =
                read("type text/x-test\nsay 안녕\npart doc 250000\npart empty 0\nimage 100\njobs");
        assertThat(kept.type).isEqualTo("text/x-test");
        assertThat(kept.pages).containsExactly("안녕");
        assertThat(kept.parts)
                .containsExactly(
                        new PartHeader("a/doc", "doc", null, null),
                        new PartHeader("a/empty", "empty", null, null));
        assertThat(kept.whole).extracting(part -> part.length).containsExactly(250_000, 0);
        assertThat(kept.images).containsExactly(5_000);
        assertThat(kept.metadata).containsKey("jobs");
        assertThat(kept.cut).isZero();
        assertThat(kept.reading)
                .extracting(Reading::outcome, Reading::tool, Reading::attempts)
                .containsExactly(Outcome.READ, "obedient", 1);
    }

    @Test
    void theReadersVerdictIsTheReading() throws Exception {
        requireSandbox();
        for (Outcome outcome : Outcome.values()) {
            assertThat(read("outcome " + outcome).reading.outcome()).isEqualTo(outcome);
        }
    }

    @Test
    void anEmptyFileIsRead() throws Exception {
        requireSandbox();
        assertThat(read("").reading.outcome()).isEqualTo(Outcome.READ);
    }

    @Test
    void contentTooLargeForMemoryIsSpooledAndReadWhole() throws Exception {
        requireSandbox();
        Kept kept = read(workers, job(new byte[20 << 20], Limits.TEXT));
        assertThat(kept.metadata)
                .containsEntry("spooled", "true")
                .containsEntry("bytes", String.valueOf(20 << 20));
        // Larger than the scratch space: a process with more is started.
        Kept larger = read(workers, job(new byte[70 << 20], Limits.TEXT));
        assertThat(larger.metadata).containsEntry("bytes", String.valueOf(70 << 20));
    }

    @Test
    void contentLargerThanAllowedIsTooLargeAndNeverSent() throws Exception {
        requireSandbox();
        Job job =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        129L << 20,
                        () -> {
                            throw new IOException("must not be opened");
                        },
                        Hints.text("", null, 0),
                        JobLimits.STANDARD);
        Reading reading = read(workers, job).reading;
        assertThat(reading.outcome()).isEqualTo(Outcome.TOO_LARGE);
        assertThat(reading.attempts()).isZero();
        assertThat(reading.reason()).contains("extract.file-mb");
        assertToldByTheParent(reading);
    }

    @Test
    void whatParsersPrintIsNotTakenForFrames() throws Exception {
        requireSandbox();
        Kept kept = read("say before\nprint\nsay after");
        assertThat(kept.pages).containsExactly("before", "after");
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.READ);
    }

    // ---- Limits

    @Test
    void aLimitStopsTheReaderAndKeepsWhatWasRead() throws Exception {
        requireSandbox();
        Kept kept = read("pages 10001");
        assertThat(kept.pages).hasSize(10_000);
        assertStopped(kept, "more than 10,000 pages");

        assertStopped(read("part bomb 11000000"), "unfolds to more than");
        assertStopped(read("image 10001"), "a picture of 10001 x 10001");
        assertStopped(read("recurse"), "nested too deep");
    }

    @Test
    void textPastItsLimitIsStopped() throws Exception {
        requireSandbox();
        // Padding, so that the ratio of output to input is no reason.
        Kept kept = read("text 60" + "\n".repeat(900_000));
        assertStopped(kept, "more than 32 MB of text");
        assertThat(kept.pages).hasSize(32);
    }

    @Test
    void aPartCutByALimitIsNotTakenForWhole() throws Exception {
        requireSandbox();
        Kept kept = read("part small 1000\npart bomb 11000000");
        assertThat(kept.whole).hasSize(1);
        assertThat(kept.cut).isEqualTo(1);
    }

    @Test
    void partsOfWhatLiesTooDeepAreNotTaken() throws Exception {
        requireSandbox();
        byte[] orders = bytes("say text\npart inner 10");
        Job deep =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        orders.length,
                        () -> new ByteArrayInputStream(orders),
                        Hints.text("x", null, 10),
                        JobLimits.STANDARD);
        Kept kept = read(workers, deep);
        assertThat(kept.pages).containsExactly("text");
        assertThat(kept.parts).isEmpty();
        assertStopped(kept, "nested more than 10 deep");
    }

    @Test
    void aHangIsKilledWithinItsTimeAndNotTriedAgain() throws Exception {
        requireSandbox();
        Kept kept =
                read(
                        workers,
                        job(
                                bytes("say first\nsleep 60000"),
                                Limits.TEXT.within(Duration.ofSeconds(1))));
        assertStopped(kept, "no progress within 1 s");
        assertThat(kept.pages).containsExactly("first");
        assertThat(kept.reading.attempts()).isEqualTo(1);
    }

    @Test
    void aLoopIsToldByItsProcessorTime() throws Exception {
        requireSandbox();
        Limits patient = Limits.TEXT.within(Duration.ofSeconds(60));
        Limits brief = Limits.TEXT.within(Duration.ofSeconds(3));
        Kept loop = read(workers, job(bytes("spin 100000"), brief));
        assertThat(loop.reading.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(loop.reading.reason()).contains("no progress within");
        // A wait is none, nor is a loop that ends.
        assertThat(read(workers, job(bytes("spin 1500"), patient)).reading.outcome())
                .isEqualTo(Outcome.READ);
        assertThat(read(workers, job(bytes("sleep 2000"), brief)).reading.outcome())
                .isEqualTo(Outcome.READ);
    }

    @Test
    void aSlowJobThatGetsSomewhereMayTakeLongerButNotForEver() throws Exception {
        requireSandbox();
        Limits second = Limits.TEXT.within(Duration.ofSeconds(1));
        Kept slow = read(workers, job(bytes("slowly 5 400"), second));
        assertThat(slow.reading.outcome()).isEqualTo(Outcome.READ);
        Kept dripping = read(workers, job(bytes("slowly 50 400"), second));
        assertStopped(dripping, "not finished within 4 s");
    }

    @Test
    void whatNeedsMoreMemoryGetsItOnce() throws Exception {
        requireSandbox();
        Kept kept = read("say before\nhoard 110");
        assertThat(kept.reading)
                .extracting(Reading::outcome, Reading::attempts)
                .containsExactly(Outcome.READ, 2);
        assertThat(kept.askedAgain).isEqualTo(1);
        assertThat(kept.pages).containsExactly("before");

        Kept greedy = read("hoard 1000");
        assertStopped(greedy, "needs more than 160 MB of memory");
        assertThat(greedy.reading.attempts()).isEqualTo(2);
    }

    private static void assertStopped(Kept kept, String reason) {
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(kept.reading.reason()).contains(reason);
        assertToldByTheParent(kept.reading);
    }

    private static void assertToldByTheParent(Reading reading) {
        assertThat(reading.tool()).isEqualTo("worker");
        assertThat(reading.toolVersion()).matches("[0-9]+");
    }

    // ---- Death and nonsense

    @Test
    void aProcessThatDiesIsTriedOnceMoreThenTheJobHasFailed() throws Exception {
        requireSandbox();
        Kept kept = read("exit 9");
        assertThat(kept.reading)
                .extracting(Reading::outcome, Reading::attempts)
                .containsExactly(Outcome.FAILED, 2);
        assertThat(kept.reading.reason()).contains("exit 9");
        assertToldByTheParent(kept.reading);
        assertThat(kept.askedAgain).as("nothing had come").isZero();
    }

    @Test
    void aReceiverThatKeepsWhatCameIsNotGivenItTwice() throws Exception {
        requireSandbox();
        Kept kept = new Kept();
        kept.agree = false;
        Reading reading = workers.read(job("say kept\nhalf"), kept);
        assertThat(reading.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reading.attempts()).isEqualTo(1);
        assertThat(kept.pages).containsExactly("kept");
        assertThat(kept.whole).isEmpty();
        assertThat(kept.cut).isEqualTo(1);
    }

    @Test
    void anExceptionOfTheReaderIsAFailureWithoutItsMessage() throws Exception {
        requireSandbox();
        Kept kept = read("throw the words of a witness");
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(kept.reading.reason())
                .contains("IllegalStateException")
                .doesNotContain("witness");
    }

    @Test
    void jobsSentAheadAreNotBlamedForTheOneThatKilledTheirProcess() throws Exception {
        requireSandbox();
        List<Kept> kept = new ArrayList<>();
        List<CompletableFuture<Reading>> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Kept each = new Kept();
            kept.add(each);
            String orders = i % 100 == 50 ? "exit 1" : i == 120 ? "sleep 9000" : "say " + i;
            all.add(
                    workers.submit(
                            job(bytes(orders), Limits.TEXT.within(Duration.ofSeconds(2))), each));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        for (int i = 0; i < 300; i++) {
            Outcome expected =
                    i % 100 == 50 ? Outcome.FAILED : i == 120 ? Outcome.STOPPED : Outcome.READ;
            assertThat(kept.get(i).reading.outcome()).as("job %d", i).isEqualTo(expected);
            if (expected == Outcome.READ) {
                assertThat(kept.get(i).pages).containsExactly(String.valueOf(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "huge-frame",
                "negative-length",
                "lying-string",
                "answers-another",
                "bytes-of-no-part"
            })
    void nonsenseFailsTheJobAndNothingElse(String misdeed) throws Exception {
        requireSandbox();
        Kept kept = misbehaved(misdeed, "hello", 5);
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(kept.reading.attempts()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"floods-pages", "endless-parts"})
    void aFloodEndsAtALimit(String misdeed) throws Exception {
        requireSandbox();
        Kept kept = misbehaved(misdeed, "hello", 20);
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(kept.reading.attempts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"floods-stderr", "floods-pulses", "ignores-input", "closes-output"})
    void aProcessThatNeverAnswersEndsAtItsTime(String misdeed) throws Exception {
        requireSandbox();
        // More than pipes hold: sending blocks, too.
        Kept kept = misbehaved(misdeed, "x".repeat(2_000_000), 2);
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(kept.reading.reason()).contains("no progress within");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dies-at-once", "wrong-hello", "noise"})
    void aProcessThatDoesNotStartProperlyFailsTheJob(String misdeed) throws Exception {
        requireSandbox();
        Kept kept = misbehaved(misdeed, "hello", 5);
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.FAILED);
        assertToldByTheParent(kept.reading);
    }

    @Test
    void aProcessThatTalksBeforeItIsAskedGetsNoFurther() throws Exception {
        requireSandbox();
        // Noticed at once when it comes before the job, and at the job's time when after.
        assertThat(misbehaved("talks-unasked", "hello", 2).reading.outcome())
                .isIn(Outcome.FAILED, Outcome.STOPPED);
    }

    private static Kept misbehaved(String misdeed, String content, int seconds) throws Exception {
        WorkerProgram program =
                new WorkerProgram(
                        Path.of(System.getProperty("java.home")),
                        List.of(Path.of("target/test-classes").toAbsolutePath()),
                        Misbehaved.class.getName(),
                        List.of(misdeed),
                        List.of());
        try (Workers bad = Workers.open(sandbox, program, settings(1))) {
            Limits limits = Limits.TEXT.within(Duration.ofSeconds(seconds));
            return read(bad, job(bytes(content), limits));
        }
    }

    // ---- Our own side

    @Test
    void aFailingSourceIsTheCallersTroubleAndTheWorkerGoesOn() throws Exception {
        requireSandbox();
        Job job =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        1000,
                        () -> {
                            throw new IOException("disk");
                        },
                        Hints.text("", null, 0),
                        JobLimits.STANDARD);
        assertThatThrownBy(() -> workers.read(job, new Kept()))
                .isInstanceOf(IOException.class)
                .hasMessage("disk");
        assertThat(read("say on").pages).containsExactly("on");
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1001, 0})
    void contentOfAnotherLengthThanAnnouncedIsRefused(int announced) throws Exception {
        requireSandbox();
        InputStream[] opened = new InputStream[1];
        Job job =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        announced,
                        () -> opened[0] = new ByteArrayInputStream(new byte[1000]),
                        Hints.text("", null, 0),
                        JobLimits.STANDARD);
        assertThatThrownBy(() -> workers.read(job, new Kept()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("than the %d bytes announced".formatted(announced));
        assertThat(read("say on").pages).containsExactly("on");
    }

    @Test
    void aFailingReceiverIsTheCallersTroubleAndTheWorkerGoesOn() throws Exception {
        requireSandbox();
        Kept full =
                new Kept() {
                    @Override
                    public OutputStream part(PartHeader header) {
                        throw new IllegalStateException("archive full");
                    }
                };
        assertThatThrownBy(() -> workers.read(job("part a 100000\nsay x"), full))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("archive full");
        assertThat(full.pages).isEmpty();
        assertThat(read("say on").pages).containsExactly("on");
    }

    @Test
    void timeSpentInTheReceiverIsNotTheWorkers() throws Exception {
        requireSandbox();
        Kept slow =
                new Kept() {
                    @Override
                    public void metadata(String key, String value) {
                        try {
                            Thread.sleep(2_000);
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                };
        Reading reading =
                workers.read(
                        job(bytes("jobs\njobs"), Limits.TEXT.within(Duration.ofSeconds(1))), slow);
        assertThat(reading.outcome()).isEqualTo(Outcome.READ);
        assertThat(reading.millis()).isLessThan(1_000);
    }

    @Test
    void aReceiverMayHandInPartsWithoutWaitingForRoom() throws Exception {
        requireSandbox();
        List<CompletableFuture<Reading>> children = new ArrayList<>();
        Kept parent =
                new Kept() {
                    @Override
                    public void metadata(String key, String value) {
                        try {
                            for (int i = 0; i < 1_000; i++) {
                                children.add(workers.submit(job("say child"), new Kept()));
                            }
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                };
        workers.read(job("jobs"), parent);
        CompletableFuture.allOf(children.toArray(CompletableFuture[]::new)).join();
        assertThat(children).hasSize(1_000);
    }

    // ---- Who shares a process with whom

    @Test
    void aProcessReadsForOneSetOfCompartmentsOnly() throws Exception {
        requireSandbox();
        try (Workers one = Workers.open(sandbox, obedient(), settings(1))) {
            CompartmentId secret = CompartmentId.random();
            assertThat(jobsSeen(one, Set.of(CompartmentId.GENERAL))).isEqualTo(1);
            assertThat(jobsSeen(one, Set.of(CompartmentId.GENERAL))).isEqualTo(2);
            assertThat(jobsSeen(one, Set.of(secret))).isEqualTo(1);
            assertThat(jobsSeen(one, Set.of(secret, CompartmentId.GENERAL))).isEqualTo(1);
            assertThat(jobsSeen(one, Set.of(CompartmentId.GENERAL))).isEqualTo(1);
        }
    }

    @Test
    void aProcessIsReplacedAfterSoManyFiles() throws Exception {
        requireSandbox();
        WorkerSettings three =
                new WorkerSettings(1, 96, 160, 64, 128, 3, JobLimits.STANDARD, false);
        try (Workers one = Workers.open(sandbox, obedient(), three)) {
            List<Integer> seen = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                // Markup by its first character, so not plain text.
                Kept kept = read(one, job("<x>\njobs"));
                seen.add(Integer.parseInt(kept.metadata.get("jobs")));
            }
            assertThat(seen).containsExactly(1, 2, 3, 1, 2);
        }
    }

    private static int jobsSeen(Workers by, Set<CompartmentId> compartments) throws Exception {
        byte[] orders = bytes("jobs");
        Job job =
                new Job(
                        ItemId.random(),
                        compartments,
                        orders.length,
                        () -> new ByteArrayInputStream(orders),
                        Hints.text("", null, 0),
                        JobLimits.STANDARD);
        return Integer.parseInt(read(by, job).metadata.get("jobs"));
    }

    @Test
    void whatCanWaitWaitsForWhatCannot() throws Exception {
        requireSandbox();
        try (Workers one = Workers.open(sandbox, obedient(), settings(1))) {
            List<String> order = java.util.Collections.synchronizedList(new ArrayList<>());
            List<CompletableFuture<Reading>> all = new ArrayList<>();
            all.add(submit(one, "sleep 500", Lane.ORDINARY, order));
            for (int i = 0; i < 3; i++) {
                all.add(submit(one, "say idle", Lane.IDLE, order));
                all.add(submit(one, "say ordinary", Lane.ORDINARY, order));
                all.add(submit(one, "say now", Lane.NOW, order));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            assertThat(order)
                    .containsExactly(
                            "now",
                            "now",
                            "now",
                            "ordinary",
                            "ordinary",
                            "ordinary",
                            "idle",
                            "idle",
                            "idle");
        }
    }

    private static CompletableFuture<Reading> submit(
            Workers to, String orders, Lane lane, List<String> order) throws Exception {
        byte[] content = bytes(orders);
        Job job =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        content.length,
                        () -> new ByteArrayInputStream(content),
                        Hints.text("", null, 0),
                        Limits.TEXT,
                        lane);
        Kept kept =
                new Kept() {
                    @Override
                    public void page(int number, String text, String label) {
                        order.add(text);
                    }
                };
        return to.submit(job, kept);
    }

    // ---- The sandbox

    @ParameterizedTest
    @ValueSource(
            strings = {
                "network",
                "listen",
                "shadow",
                "passwd",
                "proc",
                "root",
                "work",
                "tmp",
                "shell",
                "write-root",
                "write-app",
                "write-dev",
                "write-jdk",
                "delete-jar",
                "fill-scratch",
                "call-unshare",
                "call-setuid",
                "call-socket",
                "call-ptrace",
                "call-kill-init",
                "call-chroot",
                "call-memfd",
                "call-personality"
            })
    void anAttackFromInsideFails(String attack) throws Exception {
        requireSandbox();
        Kept kept = read("attack " + attack);
        assertThat(kept.reading.outcome()).isEqualTo(Outcome.READ);
        assertThat(kept.metadata.get(attack)).startsWith("failed: ");
    }

    @Test
    void aForkBombStaysInside() throws Exception {
        requireSandbox();
        Kept kept = read("attack fork");
        assertThat(kept.metadata.getOrDefault("fork", "died")).doesNotStartWith("worked");
        assertThat(read("say on").pages).containsExactly("on");
    }

    @Test
    void nothingInsideOutlivesTheKill() throws Exception {
        requireSandbox();
        long before = javaProcessesOfOurs();
        try (Workers one = Workers.open(sandbox, obedient(), settings(1))) {
            read(one, job("say x"));
            assertThat(javaProcessesOfOurs()).isGreaterThan(before);
        }
        for (int i = 0; i < 50 && javaProcessesOfOurs() > before; i++) {
            Thread.sleep(100);
        }
        assertThat(javaProcessesOfOurs()).isEqualTo(before);
    }

    private static long javaProcessesOfOurs() {
        return ProcessHandle.current().descendants().count();
    }

    @Test
    void workersDieWithTheirParent() throws Exception {
        requireSandbox();
        Process parent =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName(),
                                cache.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        List<ProcessHandle> workersOfParent;
        try {
            assertThat(parent.inputReader().readLine()).isEqualTo("reading");
            workersOfParent = parent.toHandle().descendants().toList();
            assertThat(workersOfParent).isNotEmpty();
        } finally {
            parent.destroyForcibly();
        }
        for (ProcessHandle each : workersOfParent) {
            each.onExit().get(20, TimeUnit.SECONDS);
        }
    }

    /// Has a worker read something endless.
    static final class Parent {
        public static void main(String[] arguments) throws Exception {
            cache = Path.of(arguments[0]);
            sandbox = Sandbox.probe(cache, false);
            Workers endless = Workers.open(sandbox, obedient(), settings(1));
            Kept kept =
                    new Kept() {
                        @Override
                        public void metadata(String key, String value) {
                            System.out.println("reading");
                        }
                    };
            endless.read(job("jobs\nsleep 100000"), kept);
        }
    }

    @Test
    void processesThatAreKilledFromOutsideCostNoAnswer() throws Exception {
        requireSandbox();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        try (Workers stormy = Workers.open(sandbox, obedient(), settings(2))) {
            Thread storm = Thread.ofPlatform().start(() -> killChildren(random, answered, over));
            List<Kept> kept = new ArrayList<>();
            List<CompletableFuture<Reading>> all = new ArrayList<>();
            try {
                for (int i = 0; i < 3_000; i++) {
                    Kept each = new Kept();
                    kept.add(each);
                    all.add(
                            stormy.submit(job("say " + i + "\nsleep 1\npart p " + i), each)
                                    .whenComplete((reading, none) -> answered.incrementAndGet()));
                }
                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            } finally {
                over.set(true);
                storm.join();
            }
            for (int i = 0; i < 3_000; i++) {
                Kept each = kept.get(i);
                // Killed twice in a row it has failed, which says so; what is read is whole.
                if (each.reading.outcome() == Outcome.READ) {
                    assertThat(each.pages).as("seed %d", seed).containsExactly("" + i);
                    assertThat(each.whole).hasSize(1);
                } else {
                    assertThat(each.reading.outcome()).isEqualTo(Outcome.FAILED);
                }
            }
            assertThat(kept.stream().filter(k -> k.reading.outcome() == Outcome.READ).count())
                    .as("seed %d", seed)
                    .isGreaterThan(2_900);
        }
    }

    /// One after the other, at any moment of its work; on a slow machine no faster than work gets
    /// done.
    private static void killChildren(Random random, AtomicInteger answered, AtomicBoolean over) {
        int seen = 0;
        while (!over.get()) {
            LockSupport.parkNanos(random.nextLong(600_000_000));
            List<ProcessHandle> victims = ProcessHandle.current().children().toList();
            if (!victims.isEmpty() && answered.get() > seen) {
                seen = answered.get();
                victims.get(random.nextInt(victims.size())).destroyForcibly();
            }
        }
    }

    @Test
    void withoutASandboxNothingIsParsed() throws Exception {
        Sandbox none = Sandbox.without(cache, "bubblewrap is not installed", false);
        assertThat(none.kind()).isEqualTo(Sandbox.Kind.REFUSED);
        try (Workers refusing = Workers.open(none, obedient(), settings(1))) {
            Reading reading = read(refusing, job("say x")).reading;
            assertThat(reading.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(reading.reason())
                    .contains("bubblewrap is not installed")
                    .contains("apt-get install bubblewrap");
            assertToldByTheParent(reading);
            assertThat(refusing.status().sandbox().kind()).isEqualTo(Sandbox.Kind.REFUSED);
            assertThat(refusing.status().alive()).isZero();
        }
    }

    @Test
    void thePoolKnowsWhyItsLastProcessEnded() throws Exception {
        requireSandbox();
        try (Workers pool = Workers.open(sandbox, obedient(), settings(1))) {
            assertThat(pool.status().lastEnding()).isEmpty();
            read(pool, job("say x"));
            assertThat(pool.status())
                    .extracting(Workers.Status::ended, Workers.Status::lastEnding)
                    .containsExactly(0L, Optional.empty());
            read(pool, job("exit 9"));
            assertThat(pool.status().ended()).as("twice, with a second try").isEqualTo(2);
            assertThat(pool.status().lastEnding().orElseThrow()).contains("exit 9");
            assertThat(pool.status().notStarted()).isEmpty();
            assertThat(pool.status().sandbox().kind()).isEqualTo(Sandbox.Kind.BUBBLEWRAP);
        }
    }

    @Test
    void thePoolKnowsThatItsLastProcessDidNotStartUntilOneDoes(@TempDir Path folder)
            throws Exception {
        requireSandbox();
        var java = folder.resolve("java");
        WorkerProgram moved =
                new WorkerProgram(
                        java,
                        obedient().classPath(),
                        obedient().main(),
                        obedient().arguments(),
                        obedient().options());
        try (Workers pool = Workers.open(sandbox, moved, settings(1))) {
            assertThat(read(pool, job("say x")).reading.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(pool.status().notStarted().orElseThrow()).contains("did not start");
            assertThat(pool.status().alive()).isZero();
            Files.createSymbolicLink(java, obedient().javaHome());
            assertThat(read(pool, job("say x")).pages).containsExactly("x");
            assertThat(pool.status().notStarted()).isEmpty();
        }
    }

    @Test
    void aSettingAllowsToDoWithout() throws Exception {
        Sandbox none = Sandbox.without(cache, "bubblewrap is not installed", true);
        assertThat(none.description()).contains("unconfined");
        try (Workers bare = Workers.open(none, obedient(), settings(1))) {
            assertThat(read(bare, job("say x")).pages).containsExactly("x");
        }
    }

    @Test
    void theFilterIsWhatTheKernelExpects() {
        byte[] filter = SystemCalls.filter().orElseThrow();
        assertThat(filter.length % 8).isZero();
        assertThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
    }
}
