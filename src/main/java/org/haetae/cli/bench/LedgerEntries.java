package org.haetae.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.access.Clearance;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Act;
import org.haetae.ledger.Digest;
import org.haetae.ledger.Entry;
import org.haetae.ledger.Ledger;
import org.haetae.ledger.LedgerCheck;

/// How fast the ledger is, beside what no ledger can beat: the disk's own syncs for its writing,
/// bare hashing for its check.
public final class LedgerEntries {

    private static final int BATCH = 1_000;
    private static final int SINGLE = 300;
    private static final int LEAF_BYTES = 170;
    private static final int PAGE_BYTES = 4_096;

    private final Ledger ledger;
    private final Database database;
    private final Path place;
    private final PrintWriter progress;
    private final List<Row> rows = new ArrayList<>();

    private LedgerEntries(Ledger ledger, Database database, Path place, PrintWriter progress) {
        this.ledger = ledger;
        this.database = database;
        this.place = place;
        this.progress = progress;
    }

    /// Measures in a home of its own, which is removed afterwards.
    ///
    /// @param entries how many are appended in batches, at least 1,000
    /// @param rounds tries of each contestant in turn; the median counts
    public static List<Row> run(Path place, int entries, int rounds, PrintWriter progress)
            throws IOException {
        Path own = place.resolve("ledger");
        Folders.empty(own);
        try (Home home = Home.open(own.resolve("home"));
                Database database = Database.open(home)) {
            Ledger ledger = new Ledger(home, database, Clock.systemUTC());
            LedgerEntries bench = new LedgerEntries(ledger, database, own, progress);
            bench.measure(entries / BATCH * BATCH, rounds);
            return bench.rows;
        } finally {
            Folders.absent(own);
        }
    }

    private void measure(int entries, int rounds) {
        int each = Math.max(BATCH, entries / rounds / BATCH * BATCH);
        List<Double> fresh = new ArrayList<>();
        List<Double> later = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> publishing = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            progress.printf("ledger, round %d of %d: %,d entries%n", round + 1, rounds, each);
            List<UUID> objects = new ArrayList<>();
            for (int i = 0; i < each; i++) {
                objects.add(UUID.randomUUID());
            }
            fresh.add(secondsOf(() -> append(Act.RECEIVED, objects)));
            bare.add(secondsOf(() -> writeBare(each)));
            later.add(secondsOf(() -> append(Act.READ, objects.subList(0, each / 5))));
            publishing.add(secondsOf(ledger::publish));
        }
        String batches = "ledger: durable entries in batches of 1,000";
        double ours = median(fresh);
        row(batches, "Haetae", ours, each, OptionalDouble.empty());
        row(batches, "Haetae, of known items", median(later), each / 5, OptionalDouble.empty());
        row(
                batches,
                "bytes and fsync alone",
                median(bare),
                each,
                OptionalDouble.of(ours / median(bare)));
        row(
                "ledger: tiles and signed head",
                "Haetae",
                median(publishing),
                each + each / 5,
                OptionalDouble.empty());
        oneByOne(rounds);
        check(rounds);
    }

    private void oneByOne(int rounds) {
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(
                    secondsOf(
                            () -> {
                                for (int i = 0; i < SINGLE; i++) {
                                    append(Act.VIEWED, List.of(UUID.randomUUID()));
                                }
                            }));
            bare.add(secondsOf(() -> force(SINGLE, PAGE_BYTES)));
        }
        String job = "ledger: durable entries one by one";
        row(job, "Haetae", median(ours), SINGLE, OptionalDouble.empty());
        row(
                job,
                "4 KiB and fsync alone",
                median(bare),
                SINGLE,
                OptionalDouble.of(median(ours) / median(bare)));
        ledger.publish();
    }

    private void check(int rounds) {
        long size = ledger.size();
        progress.printf("ledger: checking %,d entries%n", size);
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ours.add(
                    secondsOf(
                            () -> {
                                LedgerCheck.Report report =
                                        new LedgerCheck(ledger.files(), ledger.verifierKeys())
                                                .run();
                                if (!report.isClean()) {
                                    throw new IllegalStateException(
                                            "the log of the bench: " + report.findings());
                                }
                            }));
            bare.add(secondsOf(() -> hash(size)));
        }
        String job = "ledger: a whole check of the files, offline";
        row(job, "Haetae", median(ours), size, OptionalDouble.empty());
        row(
                job,
                "hashing alone",
                median(bare),
                size,
                OptionalDouble.of(median(ours) / median(bare)));
    }

    private void append(Act act, List<UUID> objects) {
        for (int from = 0; from < objects.size(); from += BATCH) {
            List<Entry> batch =
                    objects.subList(from, Math.min(objects.size(), from + BATCH)).stream()
                            .map(object -> entry(act, object))
                            .toList();
            database.as(Clearance.SYSTEM, transaction -> ledger.append(transaction, batch));
        }
    }

    private static Entry entry(Act act, UUID object) {
        ByteBuffer id = ByteBuffer.allocate(2 * Long.BYTES);
        id.putLong(object.getMostSignificantBits()).putLong(object.getLeastSignificantBits());
        Digest digest = Digest.sha256(id.array());
        return Entry.of(act, Instant.now(), ActorId.SYSTEM, object)
                .committing(digest, digest, digest);
    }

    /// The same bytes into one file, with a sync after every batch.
    private void writeBare(int entries) {
        force(entries / BATCH, BATCH * LEAF_BYTES);
    }

    private void force(int times, int bytes) {
        Path file = place.resolve("bare");
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int i = 0; i < times; i++) {
                channel.write(ByteBuffer.allocate(bytes));
                channel.force(false);
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException("writing in " + place, e);
        }
    }

    /// A leaf hash and a node hash for each entry, and nothing else.
    private static void hash(long entries) {
        MessageDigest sha256 = Digest.newSha256();
        byte[] leaf = new byte[1 + LEAF_BYTES];
        byte[] node = new byte[1 + 2 * 32];
        for (long i = 0; i < entries; i++) {
            sha256.digest(leaf);
            sha256.digest(node);
        }
    }

    private static double secondsOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void row(
            String job, String subject, double seconds, long entries, OptionalDouble ratio) {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds", seconds);
        values.put("entries", (double) entries);
        values.put("entries_a_second", entries / seconds);
        rows.add(new Row(job, subject, values, ratio));
    }
}
