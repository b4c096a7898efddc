package org.haetae.web;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.access.Permission;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.extract.ItemReading;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
import org.haetae.extract.Readings.Wait;
import org.haetae.extract.Selection;
import org.haetae.extract.worker.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// What became of every file and part, and having chosen ones read again.
@Controller
final class OutcomeDesk {
    private static final int PAGE = 100;
    private static final String STILL_WAITING = "w";

    /// Stands for a number of files when none was begun because others are being read again.
    private static final long UNDER_WAY = -1;

    private static final Optional<AccessionId> ALL = Optional.empty();

    private final Archive archive;
    private final Readings readings;
    private final ReadingRoom readingRoom;
    private final Errands errands;

    OutcomeDesk(Rooms rooms, Errands errands) {
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.readingRoom = rooms.readingRoom();
        this.errands = errands;
    }

    /// Before the readings stand the items that are still to be read, the oldest first.
    ///
    /// @param after position of the last row seen; of a reception when it begins with `w`
    @GetMapping("/outcomes")
    @Needs(Permission.SEE_OUTCOMES)
    Answer list(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tool,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Long reread,
            Visitor visitor) {
        Clearance by = visitor.clearance();
        Rows rows = rows(by, outcome, type, tool, after);
        List<Sheet.Count> counts = new ArrayList<>();
        addCount(counts, Tellings.PENDING, readings.countWaiting(by, Wait.UNREAD, ALL));
        addCount(counts, Tellings.RECOGNISING, readings.countWaiting(by, Wait.RECOGNISING, ALL));
        counts.addAll(counts(readings.count(by, Selection.ALL)));
        Optional<Wait> wait = wait(outcome, type, tool);
        long rereadable =
                isWaiting(outcome) ? 0 : sum(readings.count(by, selection(outcome, type, tool)));
        return new Sheet.Outcomes(
                counts,
                isWaiting(outcome) ? outcome : parse(outcome).map(Outcome::word).orElse(null),
                blankToNull(type),
                blankToNull(tool),
                List.copyOf(readings.mediaTypes(by).keySet()),
                List.copyOf(readings.tools(by).keySet()),
                rows.rows(),
                rereadable + wait.map(it -> readings.countWaiting(by, it, ALL)).orElse(0L),
                rereadable,
                rows.next(),
                reread);
    }

    private static void addCount(List<Sheet.Count> counts, String word, long count) {
        if (count > 0) {
            counts.add(new Sheet.Count(word, count));
        }
    }

    /// @param next what to go on after; null at the end
    private record Rows(List<Sheet.OutcomeRow> rows, @Nullable String next) {}

    private Rows rows(
            Clearance by,
            @Nullable String outcome,
            @Nullable String type,
            @Nullable String tool,
            @Nullable String after) {
        Optional<Wait> wait = wait(outcome, type, tool);
        List<Sheet.OutcomeRow> rows = new ArrayList<>();
        if (wait.isPresent() && (after == null || after.startsWith(STILL_WAITING))) {
            long position = after == null ? -1 : position(after.substring(1));
            List<Readings.Waiting> found =
                    readings.waiting(by, wait.get(), ALL, position, PAGE + 1);
            List<Readings.Waiting> some = cut(found);
            Map<ItemId, Item> items = items(by, some.stream().map(Readings.Waiting::item).toList());
            Map<ItemId, ItemReading> read = readings.of(by, items.keySet());
            for (Readings.Waiting waiting : some) {
                Item item = items.get(waiting.item());
                if (item != null) {
                    Sheet.OutcomeRow row = AccessionDesk.row(item, read.get(item.id()));
                    rows.add(waiting.recognising() ? row.as(Tellings.RECOGNISING) : row);
                }
            }
            if (found.size() > PAGE) {
                return new Rows(rows, STILL_WAITING + some.getLast().position());
            }
        }
        if (isWaiting(outcome)) {
            return new Rows(rows, null);
        }
        // What is left of the page when those that wait are through.
        long position = after == null || after.startsWith(STILL_WAITING) ? -1 : position(after);
        List<ItemReading> found =
                readings.list(by, selection(outcome, type, tool), position, PAGE + 1);
        List<ItemReading> some = cut(found);
        Map<ItemId, Item> items = items(by, some.stream().map(ItemReading::item).toList());
        for (ItemReading reading : some) {
            Item item = items.get(reading.item());
            if (item != null) {
                rows.add(AccessionDesk.row(item, reading));
            }
        }
        return new Rows(
                rows, found.size() > PAGE ? Long.toString(some.getLast().position()) : null);
    }

    private Map<ItemId, Item> items(Clearance by, List<ItemId> ids) {
        Map<ItemId, Item> items = new HashMap<>();
        archive.items(by, ids).forEach(item -> items.put(item.id(), item));
        return items;
    }

    private static <T> List<T> cut(List<T> found) {
        return found.size() > PAGE ? found.subList(0, PAGE) : found;
    }

    private static long position(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotHere();
        }
    }

    /// Those that wait belong to a list that is not narrowed, or to one of them alone: what was not
    /// read has neither type nor tool.
    private static Optional<Wait> wait(
            @Nullable String outcome, @Nullable String type, @Nullable String tool) {
        boolean whole =
                blankToNull(outcome) == null
                        && blankToNull(type) == null
                        && blankToNull(tool) == null;
        return whole ? Optional.of(Wait.UNTOLD) : waitNamed(outcome);
    }

    static Optional<Wait> waitNamed(@Nullable String outcome) {
        if (Tellings.PENDING.equals(outcome)) {
            return Optional.of(Wait.UNREAD);
        }
        return Tellings.RECOGNISING.equals(outcome)
                ? Optional.of(Wait.RECOGNISING)
                : Optional.empty();
    }

    private static boolean isWaiting(@Nullable String outcome) {
        return waitNamed(outcome).isPresent();
    }

    /// Begins to read the chosen ones again and does not wait for the end: their rows change as
    /// they are done. While that goes on, no other reading again begins.
    @PostMapping("/outcomes/reread")
    @Needs(Permission.REREAD)
    Answer reread(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tool,
            Visitor visitor) {
        if (isWaiting(outcome)) {
            // What waits is read without being asked again.
            return new Answer.SeeOther("/outcomes?reread=0");
        }
        Selection selection = selection(outcome, type, tool);
        long count = sum(readings.count(visitor.clearance(), selection));
        if (count > 0
                && errands.begin(
                                "reading again",
                                () -> readingRoom.reread(visitor.clearance(), selection))
                        .isEmpty()) {
            return new Answer.SeeOther("/outcomes?reread=" + UNDER_WAY);
        }
        return new Answer.SeeOther("/outcomes?reread=" + count);
    }

    /// What is named, or without an outcome everything but what was simply read.
    static Selection selection(
            @Nullable String outcome, @Nullable String type, @Nullable String tool) {
        Set<Outcome> outcomes =
                parse(outcome)
                        .<Set<Outcome>>map(Set::of)
                        .orElseGet(() -> EnumSet.complementOf(EnumSet.of(Outcome.READ)));
        return new Selection(
                outcomes,
                Optional.ofNullable(blankToNull(type)),
                Optional.ofNullable(blankToNull(tool)),
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    private static Optional<Outcome> parse(@Nullable String word) {
        for (Outcome outcome : Outcome.values()) {
            if (word != null && outcome.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    static List<Sheet.Count> counts(Map<Outcome, Long> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new Sheet.Count(entry.getKey().word(), entry.getValue()))
                .collect(Collectors.toList());
    }

    private static long sum(Map<Outcome, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
