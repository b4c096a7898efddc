package org.haetae.extract;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Hints;
import org.haetae.extract.worker.Outcome;
import org.haetae.home.Database;
import org.jspecify.annotations.Nullable;

/// Reads words from pixels: a stage of its own that takes seconds a page, so it comes last, yields
/// to everything else, and goes on where it was after any interruption.
final class Recognition {

    /// The fact by which a reader says which pages have pixels and no words.
    private static final String WANTED = "ocr-needed";

    private static final String TOOL = "ocr";

    /// What the first page looks like; `assess` recognises copies of pictures by it.
    private static final String LOOK = "picture-hash";

    private static final int PAGES_AT_ONCE = 4;

    private final Database database;
    private final Archive archive;
    private final Workers workers;
    private final Renditions renditions;
    private final Readings readings;
    private final ReadingRecords records;

    Recognition(
            Database database,
            Archive archive,
            Workers workers,
            Renditions renditions,
            Readings readings,
            ReadingRecords records) {
        this.database = database;
        this.archive = archive;
        this.workers = workers;
        this.renditions = renditions;
        this.readings = readings;
        this.records = records;
    }

    /// Pages of a reading that wait for this stage.
    static BitSet wanted(Finished one) {
        if (!one.text().metadata().getOrDefault(TOOL, List.of()).isEmpty()) {
            return new BitSet();
        }
        return one.text().metadata().getOrDefault(WANTED, List.of()).stream()
                .map(PageRanges::parse)
                .findFirst()
                .orElseGet(BitSet::new);
    }

    private record Waiting(ItemId item, List<Integer> pages) {}

    /// How many items wait.
    long waiting() {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select count(*) from ocr_waiting")
                                .query(Long.class)
                                .single());
    }

    /// Reads some pages of the item that has waited longest.
    ///
    /// @return what was recorded; empty when nothing waits
    Optional<List<ItemReading>> next() throws IOException, InterruptedException {
        var waiting = longest();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(read(waiting.get()));
    }

    private Optional<Waiting> longest() {
        return database.as(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("select item, pages from ocr_waiting order by since limit 1")
                                .query(
                                        (row, number) ->
                                                new Waiting(
                                                        new ItemId(row.getObject(1, UUID.class)),
                                                        Stream.of(
                                                                        (Integer[])
                                                                                row.getArray(2)
                                                                                        .getArray())
                                                                .sorted()
                                                                .toList()))
                                .optional());
    }

    private List<ItemReading> read(Waiting waiting) throws IOException, InterruptedException {
        var item = archive.item(Clearance.SYSTEM, waiting.item());
        var text = renditions.text(waiting.item());
        var before = readings.of(Clearance.SYSTEM, waiting.item());
        if (item.isEmpty() || text.isEmpty() || before.isEmpty()) {
            remove(waiting.item());
            return List.of();
        }
        var run = firstRun(waiting.pages());
        var found = new Found();
        var reading =
                workers.read(
                        new Job(
                                waiting.item(),
                                item.get().compartments(),
                                item.get().bytes(),
                                () -> archive.read(Clearance.SYSTEM, waiting.item()),
                                Hints.ocr(
                                        item.get().name(),
                                        before.get().mediaType(),
                                        run.getFirst(),
                                        run.getLast(),
                                        ""),
                                workers.limits()),
                        found);
        var left = waiting.pages().stream().filter(page -> !run.contains(page)).toList();
        var readable = reading.outcome() == Outcome.READ || reading.outcome() == Outcome.PARTIAL;
        var recorded =
                records.record(
                        List.of(
                                new Finished(
                                        item.get(),
                                        outcome(before.get(), reading, readable),
                                        before.get().mediaType(),
                                        merged(
                                                text.get(),
                                                found,
                                                reading,
                                                left.isEmpty() || !readable),
                                        true)));
        if (left.isEmpty() || !readable) {
            remove(waiting.item());
        } else {
            keep(waiting.item(), left);
        }
        return recorded;
    }

    /// Some pages at once, next to each other.
    private static List<Integer> firstRun(List<Integer> pages) {
        var run = new ArrayList<Integer>();
        for (var page : pages) {
            if (run.size() == PAGES_AT_ONCE || !run.isEmpty() && page != run.getLast() + 1) {
                break;
            }
            run.add(page);
        }
        return run;
    }

    private static Reading outcome(ItemReading before, Reading now, boolean readable) {
        return new Reading(
                readable || before.outcome() != Outcome.READ ? before.outcome() : Outcome.PARTIAL,
                readable ? before.reason() : now.reason(),
                before.tool(),
                before.toolVersion(),
                before.millis() + now.millis(),
                now.attempts());
    }

    private static Text merged(Text text, Found found, Reading reading, boolean last) {
        var pages = new LinkedHashMap<Integer, Text.Page>();
        text.pages().forEach(page -> pages.put(page.number(), page));
        found.pages.forEach(
                (number, words) -> pages.put(number, new Text.Page(number, words, "", "")));
        var metadata = new LinkedHashMap<String, List<String>>(text.metadata());
        if (last) {
            metadata.put(TOOL, List.of((reading.tool() + " " + reading.toolVersion()).strip()));
        }
        found.look.ifPresent(bits -> metadata.put(LOOK, List.of(bits)));
        found.languages.forEach(
                language ->
                        metadata.merge(
                                "language",
                                List.of(language),
                                (old, one) ->
                                        Stream.concat(old.stream(), one.stream())
                                                .distinct()
                                                .toList()));
        return Text.of(List.copyOf(pages.values()), metadata);
    }

    private void remove(ItemId item) {
        database.run(
                Clearance.SYSTEM,
                transaction ->
                        transaction
                                .sql()
                                .sql("delete from ocr_waiting where item = ?")
                                .param(item.value())
                                .update());
    }

    private void keep(ItemId item, List<Integer> pages) {
        database.run(
                Clearance.SYSTEM,
                transaction -> {
                    try {
                        transaction
                                .sql()
                                .sql("update ocr_waiting set pages = ? where item = ?")
                                .params(
                                        transaction
                                                .connection()
                                                .createArrayOf("int4", pages.toArray()),
                                        item.value())
                                .update();
                    } catch (SQLException e) {
                        throw new IllegalStateException("the pages left could not be noted", e);
                    }
                });
    }

    /// What came of one job.
    private static final class Found extends Selective {
        private final Map<Integer, String> pages = new HashMap<>();
        private final List<String> languages = new ArrayList<>();
        private Optional<String> look = Optional.empty();

        @Override
        public void metadata(String key, String value) {
            switch (key) {
                case "language" -> languages.add(value);
                case LOOK -> look = Optional.of(value);
                default -> {}
            }
        }

        @Override
        public void page(int number, String text, @Nullable String label) {
            pages.put(number, text);
        }

        @Override
        public boolean again() {
            pages.clear();
            languages.clear();
            look = Optional.empty();
            return true;
        }
    }
}
