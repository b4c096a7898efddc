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
import org.haetae.archive.Archive;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.extract.ItemReading;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Readings;
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

    private final Archive archive;
    private final Readings readings;
    private final ReadingRoom readingRoom;

    OutcomeDesk(Rooms rooms) {
        this.archive = rooms.archive();
        this.readings = rooms.readings();
        this.readingRoom = rooms.readingRoom();
    }

    @GetMapping("/outcomes")
    @Needs(Permission.SEE_OUTCOMES)
    Answer list(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tool,
            @RequestParam(defaultValue = "-1") long after,
            @RequestParam(required = false) @Nullable Long reread,
            Visitor visitor) {
        Clearance by = visitor.clearance();
        Selection selection = selection(outcome, type, tool);
        List<ItemReading> found = readings.list(by, selection, after, PAGE + 1);
        boolean more = found.size() > PAGE;
        List<ItemReading> some = more ? found.subList(0, PAGE) : found;
        Map<ItemId, Item> items = new HashMap<>();
        archive.items(by, some.stream().map(ItemReading::item).toList())
                .forEach(item -> items.put(item.id(), item));
        List<Sheet.OutcomeRow> rows = new ArrayList<>();
        for (ItemReading reading : some) {
            Item item = items.get(reading.item());
            if (item != null) {
                rows.add(AccessionDesk.row(item, reading));
            }
        }
        return new Sheet.Outcomes(
                counts(readings.count(by, Selection.ALL)),
                parse(outcome).map(Outcome::word).orElse(null),
                blankToNull(type),
                blankToNull(tool),
                List.copyOf(readings.mediaTypes(by).keySet()),
                List.copyOf(readings.tools(by).keySet()),
                rows,
                sum(readings.count(by, selection)),
                more ? Long.toString(some.getLast().position()) : null,
                reread);
    }

    /// Begins to read the chosen ones again and does not wait for the end: their rows change as
    /// they are done.
    @PostMapping("/outcomes/reread")
    @Needs(Permission.REREAD)
    Answer reread(
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String tool,
            Visitor visitor) {
        Selection selection = selection(outcome, type, tool);
        long count = sum(readings.count(visitor.clearance(), selection));
        if (count > 0) {
            Thread.ofVirtual()
                    .name("reread")
                    .start(() -> readingRoom.reread(visitor.clearance(), selection));
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
