package org.haetae.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.archive.Accession;
import org.haetae.archive.Archive;
import org.haetae.archive.Incoming;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Known;
import org.haetae.archive.NewAccession;
import org.haetae.archive.Receipt;
import org.haetae.archive.Receiving;
import org.haetae.archive.UnreadableSource;
import org.haetae.custody.GivenBag;
import org.haetae.custody.GivenCrate;
import org.haetae.extract.ItemReading;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.worker.Outcome;
import org.jspecify.annotations.Nullable;

/// One run of `haetae add`: hands files over, follows what becomes of them and of their parts, and
/// accounts for every one of them at the end.
final class Intake implements AutoCloseable, ReadingRoom.Listener {

    private static final String DUPLICATE = "duplicate";

    /// Twice the processors that most have: while one waits for the disk, another seals.
    private static final int SEALERS = 4;

    /// Receiving waits for reading at each so many files, and never longer than so long.
    private static final int PACE_FILES = 64;

    private static final Duration PACE = Duration.ofMillis(200);

    private static final int PUBLISHED_FILES = 20_000;
    private static final int CHUNK = 2_000;
    private static final int REMEMBERED_CONTAINERS = 5_000;

    /// A file that lies where and as it lay when it was received.
    private record Unchanged(String path, ItemId item) {}

    private final Rooms rooms;
    private final Archive archive;
    private final Clearance by;
    private final NewAccession given;
    private final Function<Path, String> naming;
    private final Terminal terminal;
    private final boolean json;
    private final Progress progress;
    private final Known known;
    private final Map<String, Long> tally = new TreeMap<>();
    private final List<Unchanged> unchanged = new ArrayList<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private final List<ItemId> read = new ArrayList<>();
    private final Set<ItemId> accounted = new HashSet<>();
    private final Map<ItemId, String> containers = new HashMap<>();
    private final AtomicReference<Exception> broken = new AtomicReference<>();
    private final ThreadPoolExecutor sealers =
            new ThreadPoolExecutor(
                    SEALERS,
                    SEALERS,
                    1,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(64),
                    Thread.ofPlatform().name("sealing-", 1).factory(),
                    new ThreadPoolExecutor.CallerRunsPolicy());
    private Consumer<Accession> onOpened = opened -> {};

    /// Whether among what came, or inside of it, is the description of an RO-Crate.
    private volatile boolean crate;

    /// Whether there is a bag inside of what came.
    private volatile boolean bag;

    private @Nullable Accession accession;
    private @Nullable Receiving receiving;
    private long offered;
    private final Unread unread = new Unread();

    /// @param naming how the path of a file is written down
    Intake(
            Rooms rooms,
            Clearance by,
            NewAccession given,
            Function<Path, String> naming,
            Terminal terminal,
            boolean json,
            boolean quiet) {
        this.naming = naming;
        this.rooms = rooms;
        this.archive = rooms.archive();
        this.by = by;
        this.given = given;
        this.terminal = terminal;
        this.json = json;
        this.progress = Progress.on(terminal, quiet);
        this.known = archive.known(by, given);
    }

    /// Takes everything in and returns when it is read and can be searched.
    ///
    /// @return whether everything was simply read
    boolean take(List<Path> paths, boolean ocr) throws Exception {
        rooms.readingRoom().listen(this);
        rooms.readingRoom().start();
        rooms.indexing().start();
        progress.count(paths);
        for (var path : paths) {
            Scan.of(path, new Hand());
        }
        sealers.shutdown();
        while (!sealers.awaitTermination(200, TimeUnit.MILLISECONDS)) {
            throwIfBroken();
        }
        throwIfBroken();
        if (receiving != null) {
            receiving.close();
        }
        recordMissing();
        progress.step("reading");
        rooms.readingRoom().catchUp();
        if (ocr) {
            rooms.readingRoom()
                    .recognise(
                            left -> progress.step(left + " with page images to read"), () -> true);
        }
        progress.step("indexing");
        rooms.indexing().catchUp();
        if (accession != null) {
            archive.complete(by, accession.id());
        } else {
            archive.settle();
        }
        rooms.ledger().publish();
        tellUnchanged();
        progress.close();
        summarise();
        return tally.keySet().stream()
                .allMatch(word -> word.equals(DUPLICATE) || word.equals(Outcome.READ.word()));
    }

    /// The accession, when an RO-Crate came with it.
    Optional<Accession> described() {
        return crate ? Optional.ofNullable(accession) : Optional.empty();
    }

    /// The accession, when a bag came inside of one of its files.
    Optional<Accession> packed() {
        return bag ? Optional.ofNullable(accession) : Optional.empty();
    }

    /// Takes what the scan hands over.
    private final class Hand implements Scan.Taker {

        @Override
        public void file(Path file, BasicFileAttributes attributes) throws IOException {
            throwIfBroken();
            crate |= file.endsWith(GivenCrate.NAME);
            var origin =
                    new Incoming.Origin(
                            FileName.of(file.toAbsolutePath().normalize()),
                            attributes.size(),
                            attributes.lastModifiedTime().toMillis());
            var before = known.unchanged(origin);
            if (before.isPresent()) {
                unchanged.add(new Unchanged(naming.apply(file), before.get()));
                progress.one();
                return;
            }
            var incoming =
                    new Incoming(
                            naming.apply(file),
                            Optional.of(attributes.lastModifiedTime().toInstant()),
                            Optional.of(origin),
                            Optional.empty());
            var door = door();
            keepPace();
            sealers.execute(() -> receive(door, file, incoming));
        }

        @Override
        public void notTaken(Path file, String reason) {
            missing(naming.apply(file), reason);
        }
    }

    /// Receiving that runs far ahead makes the reading look everything up again, and what is
    /// entered is published while other threads work, not when they have ended.
    private void keepPace() throws IOException {
        if (++offered % PUBLISHED_FILES == 0) {
            rooms.ledger().publish();
        }
        if (offered % PACE_FILES != 0) {
            return;
        }
        try {
            unread.await(PACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the intake is being stopped");
        }
    }

    /// How many files are received and not read.
    private static final class Unread {
        private static final int MOST = 2_500;
        private long count;

        synchronized void more(long by) {
            count += by;
            notifyAll();
        }

        /// Returns when they are not too many, and in any case after so long.
        synchronized void await(Duration most) throws InterruptedException {
            var end = System.nanoTime() + most.toNanos();
            var left = most.toNanos();
            while (count > MOST && left > 0) {
                wait(1 + left / 1_000_000);
                left = end - System.nanoTime();
            }
        }
    }

    private Receiving door() {
        if (receiving == null) {
            receiving = archive.receive(by, opened());
        }
        return receiving;
    }

    private void receive(Receiving door, Path file, Incoming incoming) {
        if (broken.get() != null) {
            return;
        }
        try (InputStream content = open(file)) {
            door.receive(incoming, content, receipt -> received(incoming, receipt));
        } catch (UnreadableSource e) {
            missing(naming.apply(file), Scan.reason((IOException) e.getCause()));
        } catch (UnopenedSource e) {
            missing(naming.apply(file), Scan.reason(e.cause));
        } catch (IOException | RuntimeException e) {
            broken.compareAndSet(null, e);
        }
    }

    private static final class UnopenedSource extends IOException {
        private static final long serialVersionUID = 1;
        private final transient IOException cause;

        UnopenedSource(IOException cause) {
            super(cause);
            this.cause = cause;
        }
    }

    private static InputStream open(Path file) throws UnopenedSource {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UnopenedSource(e);
        }
    }

    private void throwIfBroken() throws IOException {
        switch (broken.get()) {
            case null -> {}
            case IOException e -> throw e;
            case RuntimeException e -> throw e;
            case Exception e -> throw new IllegalStateException(e);
        }
    }

    private void missing(String path, String reason) {
        synchronized (missing) {
            missing.put(path, reason);
        }
        tell(path, null, null, null, Outcome.FAILED.word(), reason, null, null, null, false);
    }

    /// Records what could not be taken in, unless the same was recorded when the same was given
    /// before: an unchanged folder given again leaves no trace.
    private void recordMissing() {
        var before = archive.missingBefore(by, given);
        missing.entrySet().removeAll(before.entrySet());
        if (missing.isEmpty()) {
            return;
        }
        var under = opened();
        missing.forEach((path, reason) -> archive.missing(by, under, path, reason));
    }

    private Accession opened() {
        var known = accession;
        if (known == null) {
            known = archive.open(by, given);
            accession = known;
            onOpened.accept(known);
        }
        return known;
    }

    private void received(Incoming incoming, Receipt receipt) {
        if (receipt.duplicate()) {
            tellAgain(incoming.path(), receipt.item(), null, receipt.sha256(), false, false);
        } else {
            unread.more(1);
        }
        progress.one();
    }

    @Override
    public void recorded(List<ItemReading> readings) {
        var items =
                archive
                        .items(Clearance.SYSTEM, readings.stream().map(ItemReading::item).toList())
                        .stream()
                        .collect(Collectors.toMap(Item::id, item -> item));
        unread.more(-items.values().stream().filter(item -> item.parent().isEmpty()).count());
        for (var reading : readings) {
            var item = items.get(reading.item());
            if (item != null) {
                crate |= GivenCrate.isOne(item.path());
                bag |= item.parent().isPresent() && GivenBag.isOne(item.path());
                tell(path(item), item, reading, false);
                if (!known.isEmpty()) {
                    read.add(item.id());
                }
            }
        }
        // Who follows the rows sees each when it is true, not 64 KB of them later.
        terminal.flush();
    }

    @Override
    public void again(Item container, String path, Receipt receipt, boolean itself) {
        crate |= GivenCrate.isOne(path);
        bag |= GivenBag.isOne(path);
        tellAgain(
                path(container) + "!/" + path,
                receipt.item(),
                container.id(),
                receipt.sha256(),
                itself,
                false);
    }

    private void tellAgain(
            String path,
            ItemId item,
            @Nullable ItemId container,
            String sha256,
            boolean itself,
            boolean before) {
        tell(
                path,
                item,
                container,
                sha256,
                itself ? Outcome.STOPPED.word() : DUPLICATE,
                itself
                        ? "the container holds itself; not followed further"
                        : "the same bytes are here already",
                null,
                null,
                0L,
                before);
    }

    /// Where an item lay, its containers before it.
    private String path(Item item) {
        if (item.parent().isEmpty()) {
            return item.path();
        }
        var container = item.parent().get();
        String before;
        synchronized (containers) {
            before = containers.get(container);
        }
        if (before == null) {
            before = archive.item(Clearance.SYSTEM, container).map(this::path).orElse("");
            synchronized (containers) {
                if (containers.size() > REMEMBERED_CONTAINERS) {
                    containers.clear();
                }
                containers.put(container, before);
            }
        }
        return before + "!/" + item.path();
    }

    /// Accounts for what was received before this run: files that are unchanged, and parts of
    /// containers, whether these are unchanged or were read in this run.
    private void tellUnchanged() {
        for (int from = 0; from < unchanged.size(); from += CHUNK) {
            var chunk = unchanged.subList(from, Math.min(from + CHUNK, unchanged.size()));
            var ids = chunk.stream().map(Unchanged::item).distinct().toList();
            var readings = rooms.readings().of(Clearance.SYSTEM, ids);
            if (!json) {
                chunk.forEach(one -> count(readings.get(one.item())));
                continue;
            }
            var items = byId(ids);
            for (var one : chunk) {
                var item = items.get(one.item());
                var reading = readings.get(one.item());
                if (item == null || reading == null || told.contains(one.path())) {
                    continue;
                }
                if (again(one, item)) {
                    tellAgain(one.path(), item.id(), null, item.sha256(), false, true);
                } else {
                    tell(one.path(), item, reading, true);
                }
            }
            tellWithin(ids);
        }
        if (json && !known.isEmpty()) {
            for (int from = 0; from < read.size(); from += CHUNK) {
                tellWithin(read.subList(from, Math.min(from + CHUNK, read.size())));
            }
        }
    }

    private Map<ItemId, Item> byId(List<ItemId> ids) {
        return archive.items(Clearance.SYSTEM, ids).stream()
                .collect(Collectors.toMap(Item::id, item -> item));
    }

    private static boolean again(Unchanged one, Item item) {
        return !one.path().equals(item.path())
                && item.provenances().stream().anyMatch(other -> other.path().equals(one.path()));
    }

    private void tellWithin(List<ItemId> ids) {
        var parts = archive.within(Clearance.SYSTEM, ids.stream().filter(accounted::add).toList());
        if (parts.isEmpty()) {
            return;
        }
        var first = parts.stream().filter(part -> !part.again()).map(Archive.Part::item).toList();
        var items = byId(first);
        var readings = rooms.readings().of(Clearance.SYSTEM, first);
        var containersHere = byId(parts.stream().map(Archive.Part::container).distinct().toList());
        for (var part : parts) {
            var container = containersHere.get(part.container());
            var path = path(container) + "!/" + part.path();
            if (told.contains(path)) {
                continue;
            }
            if (part.again()) {
                var itself = rooms.readingRoom().containsItself(container, part.item());
                tellAgain(path, part.item(), container.id(), part.sha256(), itself, true);
            } else if (readings.containsKey(part.item())) {
                tell(path, items.get(part.item()), readings.get(part.item()), true);
            }
        }
        tellWithin(first);
    }

    private void count(@Nullable ItemReading reading) {
        if (reading != null) {
            synchronized (tally) {
                tally.merge(reading.outcome().word(), 1L, Long::sum);
            }
        }
    }

    private void tell(String path, Item item, ItemReading reading, boolean before) {
        tell(
                path,
                item.id(),
                item.parent().orElse(null),
                item.sha256(),
                reading.outcome().word(),
                reading.reason(),
                reading.mediaType(),
                reading.toolAndVersion(),
                reading.millis(),
                before);
    }

    private synchronized void tell(
            String path,
            @Nullable ItemId item,
            @Nullable ItemId parent,
            @Nullable String sha256,
            String outcome,
            String reason,
            @Nullable String type,
            @Nullable String tool,
            @Nullable Long millis,
            boolean before) {
        synchronized (tally) {
            tally.merge(outcome, 1L, Long::sum);
        }
        if (!known.isEmpty() && !before) {
            told.add(path);
        }
        if (!json) {
            return;
        }
        var row = new LinkedHashMap<String, Object>();
        row.put("path", path);
        row.put("item", item == null ? null : item.toString());
        row.put("parent", parent == null ? null : parent.toString());
        row.put("sha256", sha256);
        row.put("outcome", outcome);
        row.put("reason", reason.isEmpty() ? null : reason);
        row.put("type", type);
        row.put("tool", tool);
        row.put("millis", millis);
        row.put("unchanged", before ? true : null);
        terminal.row(row);
    }

    /// Does this once the accession is opened, before anything is received under it; never when all
    /// was here already.
    void onOpened(Consumer<Accession> first) {
        this.onOpened = first;
    }

    private void summarise() {
        if (!unchanged.isEmpty()) {
            terminal.say(
                    "%,d files are unchanged since they were received".formatted(unchanged.size()));
        }
        if (accession != null) {
            terminal.say("accession " + accession.id());
        }
        tally.forEach((outcome, count) -> terminal.say("%,12d  %s".formatted(count, outcome)));
        if (tally.isEmpty()) {
            terminal.say("there was nothing to take in");
        }
    }

    @Override
    public void close() {
        sealers.shutdownNow();
        progress.close();
        if (receiving != null && broken.get() == null) {
            receiving.close();
        }
    }
}
