package org.haetae.hostile;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.extract.Job;
import org.haetae.extract.Lane;
import org.haetae.extract.Reading;
import org.haetae.extract.Receiver;
import org.haetae.extract.Workers;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.ImageKind;
import org.haetae.extract.worker.Limits;
import org.haetae.extract.worker.Outcome;
import org.haetae.extract.worker.PartHeader;
import org.jspecify.annotations.Nullable;

/// Sends hostile files, and the parts that come out of them, through the confined workers, as
/// intake would, and notes how each ended.
final class HostileRun {

    /// Parts followed of a file itself and, deeper, one of each container; the rest of ten thousand
    /// would say nothing new.
    private static final int PARTS_FOLLOWED = 2;

    private static final int MOST_PART_BYTES = 4 << 20;

    /// How one hostile file ended.
    static final class Ending {
        final HostileFile file;
        final List<Reading> parts = new ArrayList<>();
        @Nullable Reading reading;

        private Ending(HostileFile file) {
            this.file = file;
        }

        boolean right() {
            return reading != null
                    && file.expected().contains(reading.outcome())
                    && (file.inside().isEmpty()
                            || parts.stream().anyMatch(p -> file.inside().contains(p.outcome())));
        }

        @Override
        public String toString() {
            String own =
                    reading == null
                            ? "nothing"
                            : "%s (%s; %s; %d ms, %d attempts)"
                                    .formatted(
                                            reading.outcome().word(),
                                            reading.reason(),
                                            reading.tool(),
                                            reading.millis(),
                                            reading.attempts());
            List<Outcome> inner = parts.stream().map(Reading::outcome).distinct().toList();
            return "%s%n    expected %s, inside %s%n    found %s, inside %s"
                    .formatted(file, file.expected(), file.inside(), own, inner);
        }
    }

    private final Workers workers;
    private final Predicate<String> forbidden;
    private final Phaser pending = new Phaser(1);

    /// How often a text, fact or name held what nobody inside the sandbox may know.
    final AtomicInteger leaks = new AtomicInteger();

    HostileRun(Workers workers, Predicate<String> forbidden) {
        this.workers = workers;
        this.forbidden = forbidden;
    }

    List<Ending> text(List<HostileFile> files, Limits limits) throws InterruptedException {
        List<Ending> endings = new ArrayList<>();
        for (HostileFile file : files) {
            var ending = new Ending(file);
            endings.add(ending);
            submit(ending, file.content().get(), Hints.text(file.name(), null, 0), limits);
        }
        pending.arriveAndAwaitAdvance();
        return endings;
    }

    List<Ending> pictures(List<HostileFile> files, Limits limits) throws InterruptedException {
        List<Ending> endings = new ArrayList<>();
        for (HostileFile file : files) {
            var ending = new Ending(file);
            endings.add(ending);
            submit(ending, file.content().get(), Hints.render(file.name(), null, 1, 1), limits);
        }
        pending.arriveAndAwaitAdvance();
        return endings;
    }

    private void submit(Ending ending, byte[] content, Hints hints, Limits limits)
            throws InterruptedException {
        pending.register();
        var job =
                new Job(
                        ItemId.random(),
                        Set.of(CompartmentId.GENERAL),
                        content.length,
                        () -> new ByteArrayInputStream(content),
                        hints,
                        limits,
                        Lane.ORDINARY);
        workers.submit(job, new Noting(ending, hints, limits))
                .whenComplete((_, _) -> pending.arriveAndDeregister());
    }

    /// Keeps no text, only whether it held what it must not; keeps few parts, to send them on.
    private final class Noting implements Receiver {
        private final Ending ending;
        private final Hints hints;
        private final Limits limits;
        private final List<PartHeader> headers = new ArrayList<>();
        private final List<byte[]> contents = new ArrayList<>();

        Noting(Ending ending, Hints hints, Limits limits) {
            this.ending = ending;
            this.hints = hints;
            this.limits = limits;
        }

        private void look(@Nullable String text) {
            if (text != null && forbidden.test(text)) {
                leaks.incrementAndGet();
            }
        }

        @Override
        public void metadata(String key, String value) {
            look(key);
            look(value);
        }

        @Override
        public void mediaType(String type) {
            look(type);
        }

        @Override
        public void page(int number, String text, @Nullable String label) {
            look(text);
            look(label);
        }

        @Override
        public OutputStream part(PartHeader header) {
            look(header.path());
            if (contents.size() >= (hints.depth() == 0 ? PARTS_FOLLOWED : 1)) {
                return OutputStream.nullOutputStream();
            }
            return new ByteArrayOutputStream() {
                @Override
                public void write(byte[] bytes, int from, int length) {
                    if (count + length <= MOST_PART_BYTES) {
                        super.write(bytes, from, length);
                    }
                }

                @Override
                public void close() {
                    headers.add(header);
                    contents.add(toByteArray());
                }
            };
        }

        @Override
        public void cut(OutputStream part) {
            // A part that is not whole is not sent on.
        }

        @Override
        public void image(ImageKind kind, int page, int width, int height, byte[] encoded) {
            // Whether it is one is the business of whoever decodes it, confined as well.
        }

        @Override
        public boolean again() {
            headers.clear();
            contents.clear();
            return true;
        }

        @Override
        public void done(Reading reading) throws IOException {
            look(reading.reason());
            synchronized (ending) {
                if (hints.depth() == 0) {
                    ending.reading = reading;
                } else {
                    ending.parts.add(reading);
                }
            }
            try {
                for (int i = 0; i < contents.size(); i++) {
                    PartHeader header = headers.get(i);
                    Hints next = Hints.text(header.name(), header.mediaType(), hints.depth() + 1);
                    submit(ending, contents.get(i), next, limits);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
