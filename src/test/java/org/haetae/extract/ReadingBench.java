package org.haetae.extract;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// How many small jobs a second the pool passes when reading costs nothing: the price of the
/// process boundary alone.
///
/// `java -cp target/classes:target/test-classes:... org.haetae.extract.ReadingBench`
final class ReadingBench {
    private ReadingBench() {}

    private static final int JOBS = 20_000;

    public static void main(String[] arguments) throws Exception {
        Path cache = Files.createTempDirectory("haetae-bench");
        Sandbox sandbox = Sandbox.probe(cache, true);
        WorkerProgram program =
                WorkerProgram.of(
                        cache,
                        ObedientReader.class.getName(),
                        List.of(Path.of("target/test-classes").toAbsolutePath()));
        System.out.println(sandbox);
        String text = "say " + "x".repeat(4_000);
        try (Workers workers = Workers.open(sandbox, program, WorkerSettings.STANDARD)) {
            for (int round = 1; round <= 5; round++) {
                long start = System.nanoTime();
                CompletableFuture<?>[] all = new CompletableFuture<?>[JOBS];
                for (int i = 0; i < JOBS; i++) {
                    all[i] = workers.submit(WorkersTest.job(text), new Kept());
                }
                CompletableFuture.allOf(all).join();
                double seconds = (System.nanoTime() - start) / 1e9;
                System.out.printf("round %d: %,.0f jobs a second%n", round, JOBS / seconds);
            }
        }
    }
}
