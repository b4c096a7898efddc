package org.haetae.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Portion;
import org.haetae.archive.Receiving;
import org.haetae.home.Database;
import org.haetae.home.Home;
import org.haetae.ledger.Finding;
import org.haetae.ledger.Ledger;

/// Custody beside its peers: a gigabyte of files taken in durably (hashed, sealed, stored, entered)
/// beside `restic backup` and `borg create` into new repositories; and everything proved again
/// beside `openssl dgst` over the same sealed bytes.
///
/// Haetae works within this process, on a home that is open; a peer is a process of its own with
/// its repository made before. Reading what the files say is no part of it: the peers do not.
public final class CustodyWork {

    private static final int LARGE_FILES = 160;
    private static final int LARGE_BYTES = 4 << 20;
    private static final int SMALL_FILES = 2_840;
    private static final int SMALL_BYTES = 64 << 10;
    private static final int TEXTS = 3_000;
    private static final int TEXT_BYTES = 70 << 10;

    /// As `haetae add` has them.
    private static final int SEALERS = 4;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path place;
    private final Path tree;
    private final int rounds;
    private final PrintWriter progress;
    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private long files;
    private long bytes;

    private CustodyWork(Path place, Optional<Path> own, int rounds, PrintWriter progress)
            throws IOException {
        this.place = Folders.empty(place.resolve("custody"));
        this.tree = own.orElseGet(() -> this.place.resolve("tree"));
        this.rounds = rounds;
        this.progress = progress;
    }

    /// Measures; the material and every repository are removed afterwards.
    ///
    /// @param own files to measure on instead of made ones
    /// @param seed the same seed makes the same files
    public static List<Row> run(
            Path place, Optional<Path> own, int rounds, long seed, PrintWriter progress)
            throws IOException, InterruptedException {
        CustodyWork work = new CustodyWork(place, own, rounds, progress);
        try {
            if (own.isEmpty()) {
                work.makeTree(seed);
            }
            Folders.Size size = Folders.size(work.tree);
            work.files = size.files();
            work.bytes = size.bytes();
            return work.measure();
        } finally {
            Folders.absent(work.place);
        }
    }

    /// By bytes 63 % in large files, 17 % in small ones, neither of which packs, and 20 % texts.
    private void makeTree(long seed) throws IOException {
        progress.println("custody: making 6,000 files of 1 GB");
        Random random = new Random(seed);
        for (int i = 0; i < LARGE_FILES; i++) {
            noise("large", i, LARGE_BYTES, random);
        }
        for (int i = 0; i < SMALL_FILES; i++) {
            noise("small", i, SMALL_BYTES / 2 + random.nextInt(SMALL_BYTES), random);
        }
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < TEXT_BYTES) {
                text.append(Integer.toString(random.nextInt(50_000), 36)).append(' ');
            }
            write("texts", i, text.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void noise(String folder, int number, int length, Random random) throws IOException {
        byte[] content = new byte[length];
        random.nextBytes(content);
        write(folder, number, content);
    }

    private void write(String folder, int number, byte[] content) throws IOException {
        Path file = tree.resolve(folder + number / 100).resolve(number + ".bin");
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private List<Row> measure() throws IOException, InterruptedException {
        boolean restic = has("restic", "version");
        boolean borg = has("borg", "--version");
        boolean openssl = has("openssl", "version");
        Folders.warm(tree);
        for (int round = 1; round <= rounds; round++) {
            haetae(round, openssl);
            if (restic) {
                restic(round);
            }
            if (borg) {
                borg(round);
            }
        }
        List<Row> rows = new ArrayList<>();
        String intake =
                "custody: durable intake of %,d files, %,d MB".formatted(files, bytes / 1_000_000);
        rows.add(row(intake, "Haetae", "intake", "intake"));
        for (String peer : List.of("restic", "borg")) {
            if (seconds.containsKey(peer)) {
                rows.add(row(intake, peer, peer, "intake"));
            }
        }
        String proof = "custody: everything proved again";
        rows.add(row(proof, "Haetae, deep", "deep", "deep"));
        rows.add(row(proof, "Haetae, sealed bytes alone", "sealed", "sealed"));
        if (openssl) {
            rows.add(row(proof, "openssl dgst -sha256", "openssl", "deep"));
        }
        return rows;
    }

    private Row row(String job, String subject, String figure, String ours) {
        double median = median(seconds.get(figure));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("seconds", median);
        values.put("mb_a_second", bytes / 1e6 / median);
        return new Row(
                job,
                subject,
                values,
                figure.equals(ours)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(median(seconds.get(ours)) / median));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private void took(int round, String figure, double time) {
        seconds.computeIfAbsent(figure, key -> new ArrayList<>()).add(time);
        progress.printf("custody, round %d, %s: %.2f s%n", round, figure, time);
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void time(int round, String figure, Work work)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        work.run();
        took(round, figure, (System.nanoTime() - begun) / 1e9);
    }

    private void haetae(int round, boolean openssl) throws IOException, InterruptedException {
        // Not removed before the last round has ended: for five minutes after files were removed
        // ext4 looks for the place of each new one among theirs, and thousands of new ones take
        // seconds more, which here alone one contestant would pay for another round's.
        Path at = Folders.absent(place.resolve("home" + round));
        try (Home home = Home.open(at);
                Database database = Database.open(home)) {
            Ledger ledger = new Ledger(home, database, Clock.systemUTC());
            try (Archive archive = new Archive(home, database, ledger, Clock.systemUTC())) {
                settle();
                time(round, "intake", () -> takeIn(archive, ledger));
                // Whoever reads them first would bring them into memory for all.
                Folders.warm(home.archive());
                // In turn, so that what else the machine does meets all of them.
                time(round, "deep", () -> prove(archive, ledger, true));
                if (openssl) {
                    time(round, "openssl", () -> openssl(home.archive()));
                }
                time(round, "sealed", () -> prove(archive, ledger, false));
            }
        }
    }

    private void takeIn(Archive archive, Ledger ledger) throws IOException, InterruptedException {
        var accession =
                archive.open(
                        Clearance.SYSTEM,
                        new NewAccession("bench", "", "", Set.of(CompartmentId.GENERAL), ""));
        List<Future<?>> sealing = new ArrayList<>();
        try (ExecutorService sealers = Executors.newFixedThreadPool(SEALERS);
                Receiving door = archive.receive(Clearance.SYSTEM, accession);
                Stream<Path> all = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                sealing.add(sealers.submit(() -> receive(door, file)));
            }
            for (Future<?> one : sealing) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a file could not be taken in", e.getCause());
        }
        archive.complete(Clearance.SYSTEM, accession.id());
        ledger.publish();
    }

    private void receive(Receiving door, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            door.receive(
                    new Incoming(
                            tree.relativize(file).toString(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()),
                    in,
                    receipt -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As `haetae verify` does.
    private static void prove(Archive archive, Ledger ledger, boolean deep)
            throws IOException, InterruptedException {
        var findings = new ArrayList<Finding>();
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<List<Finding>> compared =
                    beside.submit(
                            () -> {
                                var all = new ArrayList<>(ledger.verify());
                                all.addAll(archive.compareRows());
                                return all;
                            });
            findings.addAll(
                    archive.fixity()
                            .prove(
                                    Optional::empty,
                                    Portion.EVERYTHING,
                                    deep,
                                    Runtime.getRuntime().availableProcessors(),
                                    () -> false)
                            .findings());
            findings.addAll(compared.get());
        } catch (ExecutionException e) {
            throw new IOException("the home of the bench could not be compared", e.getCause());
        }
        if (!findings.isEmpty()) {
            throw new IllegalStateException("the home of the bench: " + findings.getFirst());
        }
    }

    private void openssl(Path folder) throws IOException, InterruptedException {
        Path list = place.resolve("files");
        try (OutputStream out = Files.newOutputStream(list);
                Stream<Path> all = Files.walk(folder)) {
            for (Path file :
                    (Iterable<Path>) all.filter(one -> one.toString().endsWith(".age"))::iterator) {
                out.write((file + "\0").getBytes(StandardCharsets.UTF_8));
            }
        }
        peer(List.of("xargs", "-0", "-a", list.toString(), "openssl", "dgst", "-sha256"), Map.of());
    }

    private void restic(int round) throws IOException, InterruptedException {
        Path repository = Folders.absent(place.resolve("restic"));
        Map<String, String> environment = Map.of("RESTIC_PASSWORD", "a bench");
        List<String> words = List.of("restic", "--no-cache", "-q", "-r", repository.toString());
        peer(with(words, "init"), environment);
        settle();
        time(round, "restic", () -> peer(with(words, "backup", tree.toString()), environment));
        Folders.absent(repository);
    }

    private void borg(int round) throws IOException, InterruptedException {
        Path repository = Folders.absent(place.resolve("borg"));
        Map<String, String> environment =
                Map.of(
                        "BORG_PASSPHRASE",
                        "a bench",
                        "BORG_BASE_DIR",
                        place.resolve("borg-base").toString());
        peer(List.of("borg", "init", "-e", "repokey-blake2", repository.toString()), environment);
        settle();
        time(
                round,
                "borg",
                () ->
                        peer(
                                List.of("borg", "create", repository + "::a", tree.toString()),
                                environment));
        Folders.absent(repository);
    }

    /// Brings what others left in memory to the disk, so that nobody pays for it who syncs.
    private void settle() throws IOException, InterruptedException {
        peer(List.of("sync"), Map.of());
    }

    private static List<String> with(List<String> words, String... more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(more));
        return all;
    }

    private void peer(List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        Run run = Run.of(words, environment, place, place.resolve("peer"), LIMIT);
        if (run.exit() != 0) {
            throw new IOException(
                    "%s ended with %d; its words are in %s"
                            .formatted(words.getFirst(), run.exit(), place.resolve("peer.errors")));
        }
    }

    private static boolean has(String... words) throws InterruptedException {
        try {
            return new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
