package org.haetae.extract;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// Reads folders through the pool, parts within parts included, and prints a line for each: for
/// finding hangs and measuring, with made or public material only, since it prints names.
///
/// `java -cp ... org.haetae.extract.CorpusReading [-q] [-r] FOLDER...`; `-q` prints totals only,
/// `-r` asks for page images as well.
final class CorpusReading {
    private final Workers workers;
    private final boolean quiet;
    private final boolean render;
    private final Phaser open = new Phaser(1);
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, long[]> times = new TreeMap<>();
    private final AtomicLong textChars = new AtomicLong();
    private final AtomicLong inputBytes = new AtomicLong();
    private final AtomicLong images = new AtomicLong();

    private CorpusReading(Workers workers, boolean quiet, boolean render) {
        this.workers = workers;
        this.quiet = quiet;
        this.render = render;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        Path cache = Files.createTempDirectory("haetae-corpus");
        WorkerSettings standard = WorkerSettings.STANDARD;
        WorkerSettings settings =
                new WorkerSettings(
                        Integer.getInteger("workers", standard.workers()),
                        Integer.getInteger("heap", standard.heapMb()),
                        Integer.getInteger("big", standard.bigHeapMb()),
                        standard.scratchMb(),
                        standard.fileMb(),
                        Integer.getInteger("files", standard.files()),
                        standard.limits(),
                        false);
        long start = System.nanoTime();
        WorkerProgram program = WorkerProgram.of(cache);
        Path classes = ClassCache.existing(program).orElse(null);
        String options = System.getProperty("options");
        if (options != null) {
            program = program.with(List.of(options.split(" ")));
        }
        Sandbox sandbox = Sandbox.probe(cache, false);
        try (Workers workers = Workers.open(sandbox, program, settings, classes, null)) {
            System.out.println(workers.sandbox() + "; " + settings);
            Map<Long, Long> cpu = new java.util.concurrent.ConcurrentHashMap<>();
            Thread meter = meter(cpu);
            CorpusReading reading =
                    new CorpusReading(workers, words.contains("-q"), words.contains("-r"));
            long files = 0;
            for (String word : words) {
                if (!word.startsWith("-")) {
                    files += reading.folder(Path.of(word));
                }
            }
            reading.open.arriveAndAwaitAdvance();
            double seconds = (System.nanoTime() - start) / 1e9;
            reading.report(files, seconds);
            System.out.println(workers.status());
            meter.interrupt();
            meter.join();
            System.out.printf(
                    "processor time of the workers: %,d ms in %d processes%n",
                    cpu.values().stream().mapToLong(Long::longValue).sum(), cpu.size());
        }
    }

    /// Processor time of each process below this one, looked at often enough that little is missed
    /// of those that end.
    private static Thread meter(Map<Long, Long> cpu) {
        return Thread.ofPlatform()
                .start(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                ProcessHandle.current()
                                        .descendants()
                                        .forEach(
                                                each ->
                                                        each.info()
                                                                .totalCpuDuration()
                                                                .ifPresent(
                                                                        time ->
                                                                                cpu.put(
                                                                                        each.pid(),
                                                                                        time
                                                                                                .toMillis())));
                                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                            }
                        });
    }

    private long folder(Path folder) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            long length = Files.size(file);
            inputBytes.addAndGet(length);
            submit(
                    file.toString(),
                    length,
                    () -> Files.newInputStream(file),
                    Hints.text(file.getFileName().toString(), null, 0));
            if (render) {
                submit(
                        "image of " + file,
                        length,
                        () -> Files.newInputStream(file),
                        Hints.render(file.getFileName().toString(), null, 1, Integer.MAX_VALUE));
            }
        }
        return files.size();
    }

    private void submit(String path, long length, Job.Source content, Hints hints)
            throws InterruptedException {
        open.register();
        Job job =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        length,
                        content,
                        hints,
                        JobLimits.STANDARD);
        workers.submit(job, new Totals(path, hints))
                .whenComplete(
                        (reading, failure) -> {
                            if (failure != null) {
                                failure.printStackTrace();
                            }
                            open.arriveAndDeregister();
                        });
    }

    private synchronized void count(
            String path, @Nullable String type, Reading reading, int pages, int parts, long chars) {
        counts.merge(reading.outcome().word(), 1, Integer::sum);
        long[] sum = times.computeIfAbsent(reading.tool() + " " + type, tool -> new long[2]);
        sum[0]++;
        sum[1] += reading.millis();
        boolean good = reading.outcome() == Outcome.READ || reading.outcome() == Outcome.UNKNOWN;
        if (!quiet || !good || reading.millis() > 5_000) {
            System.out.printf(
                    "%-9s %6d ms %d %5d pages %4d parts %8d chars  %s  [%s] %s %s%n",
                    reading.outcome().word(),
                    reading.millis(),
                    reading.attempts(),
                    pages,
                    parts,
                    chars,
                    path,
                    type,
                    reading.tool(),
                    reading.reason());
        }
    }

    private void report(long files, double seconds) {
        System.out.printf(
                "%,d files, %,d items, %,d MB in %.1f s: %,.0f items/s, %.1f MB/s, %,d characters, %,d images%n",
                files,
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                inputBytes.get() >> 20,
                seconds,
                counts.values().stream().mapToInt(Integer::intValue).sum() / seconds,
                inputBytes.get() / seconds / 1e6,
                textChars.get(),
                images.get());
        System.out.println(counts);
        times.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getValue()[1], a.getValue()[1]))
                .limit(15)
                .forEach(
                        each ->
                                System.out.printf(
                                        "%8d ms %7d x %s%n",
                                        each.getValue()[1], each.getValue()[0], each.getKey()));
    }

    private final class Totals implements Receiver {
        private final String path;
        private final Hints hints;
        private int pages;
        private int parts;
        private long chars;
        private @Nullable String type;

        Totals(String path, Hints hints) {
            this.path = path;
            this.hints = hints;
        }

        @Override
        public void metadata(String key, String value) {}

        @Override
        public void mediaType(String mediaType) {
            type = mediaType;
        }

        @Override
        public void page(int number, String text, @Nullable String label) {
            pages++;
            chars += text.length();
            textChars.addAndGet(text.length());
        }

        @Override
        public OutputStream part(PartHeader header) {
            parts++;
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    byte[] bytes = toByteArray();
                    try {
                        submit(
                                path + " / " + header.path(),
                                bytes.length,
                                () -> new ByteArrayInputStream(bytes),
                                Hints.text(header.name(), header.mediaType(), hints.depth() + 1));
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }

        @Override
        public void cut(OutputStream part) {}

        @Override
        public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
            images.incrementAndGet();
        }

        @Override
        public boolean again() {
            return true;
        }

        @Override
        public void done(Reading reading) {
            count(path, type, reading, pages, parts, chars);
        }
    }
}
