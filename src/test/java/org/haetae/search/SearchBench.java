package org.haetae.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.TieredMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;

/// Measures the index beside Lucene itself: how fast short texts go in, how large the index is, how
/// long a query with its passages takes.
///
/// The texts are made from files of a folder by drawing runs of lines, the same number from each
/// language, so that they have real words in a real order; the draw is fixed by a seed.
public final class SearchBench {

    /// What was measured.
    ///
    /// @param texts how many
    /// @param textBytes their size in UTF-8
    /// @param bareSeconds Lucene alone, unsealed, with the same analysis and threads
    /// @param seconds this index, committed
    /// @param indexBytes its size on disk
    /// @param p50 median query with ten hits and their passages, milliseconds
    /// @param p99 of a hundred queries the slowest but one, milliseconds
    public record Figures(
            int texts,
            long textBytes,
            double bareSeconds,
            double seconds,
            long indexBytes,
            double p50,
            double p99) {

        @Override
        public String toString() {
            return """
                    texts %,d, %,d MB
                    in    %,.0f a second; bare Lucene %,.0f; ratio of time %.2f
                    disk  %,d MB, %.2f of the text
                    query p50 %.2f ms, p99 %.2f ms"""
                    .formatted(
                            texts,
                            textBytes >> 20,
                            texts / seconds,
                            texts / bareSeconds,
                            seconds / bareSeconds,
                            indexBytes >> 20,
                            (double) indexBytes / textBytes,
                            p50,
                            p99);
        }
    }

    private static final int TEXT_BYTES = 4200;
    private static final int THREADS = 2;
    private static final int BATCH = 64;
    private static final int QUERIES = 1000;
    private static final long SEED = 20170324;

    private final Map<String, List<String>> lines;
    private final int texts;

    /// @param lines for each language code the lines to draw from
    /// @param texts how many texts to make
    public SearchBench(Map<String, List<String>> lines, int texts) {
        this.lines = Map.copyOf(lines);
        this.texts = texts;
    }

    /// Reads the text files of a folder; the language is what stands before `.txt`, after the last
    /// hyphen (udhr-ko.txt), or in the folder's name, else English.
    public static Map<String, List<String>> lines(Path folder) {
        Map<String, List<String>> lines = new HashMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".txt")).toList()) {
                String language = language(file);
                String text = new String(Files.readAllBytes(file), UTF_8);
                lines.computeIfAbsent(language, first -> new ArrayList<>())
                        .addAll(text.lines().filter(line -> line.length() > 10).toList());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("reading the texts for the benchmark failed", failure);
        }
        lines.values().removeIf(List::isEmpty);
        return lines;
    }

    private static String language(Path file) {
        String name = file.getFileName().toString().replace(".txt", "");
        String end = name.substring(name.lastIndexOf('-') + 1);
        if (name.contains("zh-")) {
            return "zh";
        }
        if (end.matches("[a-z]{2}")) {
            return end;
        }
        String folder = String.valueOf(file.getParent().getFileName());
        String folderEnd = folder.substring(folder.lastIndexOf('-') + 1);
        return folderEnd.matches("[a-z]{2}") ? folderEnd : "en";
    }

    /// One made text.
    private SearchDocument text(int number, List<String> languages) {
        Random random = new Random(SEED + number);
        String language = languages.get(number % languages.size());
        List<String> from = lines.get(language);
        StringBuilder text = new StringBuilder();
        int at = random.nextInt(from.size());
        int bytes = 0;
        while (bytes < TEXT_BYTES) {
            String line = from.get(at % from.size());
            text.append(line, 0, Math.min(line.length(), 1500)).append('\n');
            bytes += Math.min(line.length(), 1500) * (language.equals("en") ? 1 : 2);
            at = random.nextInt(5) == 0 ? random.nextInt(from.size()) : at + 1;
        }
        return new SearchDocument(
                new ItemId(new UUID(random.nextLong(), random.nextLong())),
                new AccessionId(new UUID(0, number % 20)),
                Set.of(CompartmentId.GENERAL),
                "folder/text-%06d.txt".formatted(number),
                "",
                "text/plain",
                "text",
                List.of(language),
                Optional.of(LocalDate.of(1990, 1, 1).plusDays(number % 13_000)),
                Instant.EPOCH,
                "read",
                Map.of(),
                List.of(text.toString()));
    }

    private interface Taking {
        void take(List<SearchDocument> batch) throws IOException;
    }

    /// Gives all texts in batches from several threads, and measures the time. Making the texts is
    /// not counted: each thread makes a batch while its own clock stands still.
    private double feed(Taking taking) {
        List<String> languages = lines.keySet().stream().sorted().toList();
        AtomicInteger next = new AtomicInteger();
        long[] spent = new long[THREADS];
        Thread[] threads = new Thread[THREADS];
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads[i] =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        int from;
                                        while ((from = next.getAndAdd(BATCH)) < texts) {
                                            List<SearchDocument> batch = new ArrayList<>();
                                            for (int k = from;
                                                    k < Math.min(texts, from + BATCH);
                                                    k++) {
                                                batch.add(text(k, languages));
                                            }
                                            long start = System.nanoTime();
                                            try {
                                                taking.take(batch);
                                            } catch (IOException failure) {
                                                throw new UncheckedIOException(failure);
                                            }
                                            spent[thread] += System.nanoTime() - start;
                                        }
                                    });
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the benchmark was interrupted", stopped);
            }
        }
        return Arrays.stream(spent).max().orElse(0) / 1e9;
    }

    /// Lucene with the same terms and nothing else of ours: no sealing, no replacing, no counting.
    public double bare(Path folder) throws IOException {
        TieredMergePolicy policy = new TieredMergePolicy();
        policy.setNoCFSRatio(0);
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(6, 1);
        IndexWriterConfig config =
                new IndexWriterConfig()
                        .setRAMBufferSizeMB(64)
                        .setMergePolicy(policy)
                        .setMergeScheduler(merges)
                        .setUseCompoundFile(false);
        ThreadLocal<Documents> makers =
                ThreadLocal.withInitial(() -> new Documents(new Terms(1 << 16)));
        try (Directory directory = new MMapDirectory(folder);
                IndexWriter writer = new IndexWriter(directory, config)) {
            double fed =
                    feed(
                            batch -> {
                                for (SearchDocument document : batch) {
                                    writer.addDocument(makers.get().of(document));
                                }
                            });
            long start = System.nanoTime();
            writer.commit();
            return fed + (System.nanoTime() - start) / 1e9;
        }
    }

    /// This index, and queries on it.
    ///
    /// @param folder an empty one
    public Figures measure(Path folder) throws IOException {
        double bare = bare(folder.resolve("bare"));
        byte[] key = new byte[32];
        new Random(SEED).nextBytes(key);
        List<String> languages = lines.keySet().stream().sorted().toList();
        Map<ItemId, Integer> numbers = new HashMap<>();
        long bytes = 0;
        for (int i = 0; i < texts; i++) {
            SearchDocument document = text(i, languages);
            numbers.put(document.item(), i);
            bytes += document.pages().getFirst().getBytes(UTF_8).length;
        }
        PageText pages = (item, page) -> text(numbers.get(item), languages).pages().getFirst();
        try (Index index = Index.open(folder.resolve("ours"), key, pages)) {
            double fed = feed(index::put);
            long start = System.nanoTime();
            index.commit(texts);
            double seconds = fed + (System.nanoTime() - start) / 1e9;
            index.refresh();
            double[] times = queries(index);
            return new Figures(
                    texts,
                    bytes,
                    bare,
                    seconds,
                    index.sizeBytes(),
                    times[times.length / 2],
                    times[times.length * 99 / 100]);
        }
    }

    /// Queries of one to three words drawn from the texts themselves, some as phrases, warm.
    private double[] queries(Index index) {
        List<String> queries = queries();
        double[] times = new double[queries.size()];
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                index.search(Clearance.SYSTEM, SearchRequest.of(queries.get(i)));
                times[i] = (System.nanoTime() - start) / 1e6;
            }
        }
        Arrays.sort(times);
        return times;
    }

    List<String> queries() {
        List<String> languages = lines.keySet().stream().sorted(Comparator.naturalOrder()).toList();
        Random random = new Random(SEED);
        List<String> queries = new ArrayList<>();
        while (queries.size() < QUERIES) {
            List<String> from = lines.get(languages.get(queries.size() % languages.size()));
            String line = from.get(random.nextInt(from.size()));
            String[] words =
                    Arrays.stream(line.split("[^\\p{L}\\p{N}]+"))
                            .filter(word -> word.length() > 1 && word.length() < 30)
                            .toArray(String[]::new);
            if (words.length < 4) {
                continue;
            }
            int at = random.nextInt(words.length - 3);
            String first = cut(words[at], random);
            queries.add(
                    switch (random.nextInt(4)) {
                        case 0 -> first;
                        case 1 -> first + " " + cut(words[at + 2], random);
                        case 2 -> "\"" + words[at] + " " + words[at + 1] + "\"";
                        default -> first + " OR " + cut(words[at + 3], random);
                    });
        }
        return queries;
    }

    /// Of scripts without spaces a few characters, not a whole clause.
    private static String cut(String word, Random random) {
        int most =
                Characters.classOf(word.charAt(0)) == Characters.HAN ? 2 + random.nextInt(3) : 12;
        return word.substring(0, Math.min(word.length(), most));
    }
}
