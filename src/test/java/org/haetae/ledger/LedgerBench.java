package org.haetae.ledger;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;

/// How fast the ledger is: entries a second in batches and one by one, what publishing costs beside
/// it, how long a whole check takes. A main of its own: `LedgerBench FOLDER [ENTRIES]`.
final class LedgerBench {

    private static final int BATCH = 1_000;

    private LedgerBench() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        int entries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200_000;
        try (Home home = Home.open(folder.resolve("home"));
                Database database = Database.open(home)) {
            run(new Ledger(home, database, Clock.systemUTC()), home, database, entries, System.out);
        }
    }

    static void run(Ledger ledger, Home home, Database database, int entries, PrintStream out) {
        double received = secondsOf(() -> append(ledger, database, entries, Act.RECEIVED));
        out.printf("received, batches of %d: %.0f entries/s%n", BATCH, entries / received);
        double publishing = secondsOf(ledger::publish);
        out.printf("publish %d entries: %.2f s%n", entries, publishing);
        double followed = secondsOf(() -> read(ledger, database, entries));
        out.printf(
                "read (previous looked up), batches of %d: %.0f entries/s%n",
                BATCH, entries / followed);
        publishing = secondsOf(ledger::publish);
        out.printf("publish %d entries: %.2f s%n", entries, publishing);
        int single = 300;
        double one = secondsOf(() -> appendSingly(ledger, database, single));
        out.printf("one by one: %.0f entries/s%n", single / one);
        double many = secondsOf(() -> appendFromThreads(ledger, database, single));
        out.printf("one by one from 8 threads: %.0f entries/s%n", single / many);
        out.printf(
                "4 KiB append and force: %.0f/s%n",
                single / secondsOf(() -> force(home.derived().resolve("bench"), single)));
        double small = secondsOf(ledger::publish);
        out.printf("publish %d entries: %.3f s%n", 2 * single, small);
        LogFolder files = ledger.files();
        double check =
                secondsOf(
                        () -> {
                            var report = new LedgerCheck(files, ledger.verifierKeys()).run();
                            if (!report.isClean()) {
                                throw new IllegalStateException(report.findings().toString());
                            }
                        });
        out.printf("check the files, %d entries: %.2f s%n", ledger.size(), check);
        out.printf("verify with the journal: %.2f s%n", secondsOf(ledger::verify));
    }

    private static final List<UUID> OBJECTS = new ArrayList<>();

    private static void append(Ledger ledger, Database database, int count, Act act) {
        for (int from = 0; from < count; from += BATCH) {
            List<Entry> batch = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                UUID object = UUID.randomUUID();
                OBJECTS.add(object);
                batch.add(entry(act, object));
            }
            database.as(Clearance.SYSTEM, tx -> ledger.append(tx, batch));
        }
    }

    private static void read(Ledger ledger, Database database, int count) {
        for (int from = 0; from < count; from += BATCH) {
            List<Entry> batch =
                    OBJECTS.subList(from, from + BATCH).stream()
                            .map(object -> entry(Act.READ, object))
                            .toList();
            database.as(Clearance.SYSTEM, tx -> ledger.append(tx, batch));
        }
    }

    private static Entry entry(Act act, UUID object) {
        byte[] random = object.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        Digest digest = Digest.sha256(random);
        return Entry.of(act, Clock.systemUTC().instant(), ActorId.SYSTEM, object)
                .committing(digest, digest, digest);
    }

    private static void appendSingly(Ledger ledger, Database database, int count) {
        for (int i = 0; i < count; i++) {
            Entry entry = entry(Act.VIEWED, UUID.randomUUID());
            database.as(Clearance.SYSTEM, tx -> ledger.append(tx, entry));
        }
    }

    private static void appendFromThreads(Ledger ledger, Database database, int count) {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < count; i++) {
                threads.submit(() -> appendSingly(ledger, database, 1));
            }
        }
    }

    private static void force(Path file, int count) {
        try (var channel =
                java.nio.channels.FileChannel.open(
                        file,
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.WRITE)) {
            for (int i = 0; i < count; i++) {
                channel.write(java.nio.ByteBuffer.allocate(4096));
                channel.force(false);
            }
            Files.delete(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static double secondsOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }
}
