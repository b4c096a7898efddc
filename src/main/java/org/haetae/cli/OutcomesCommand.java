package org.haetae.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.archive.AccessionId;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Readings;
import org.haetae.extract.Readings.Wait;
import org.haetae.extract.Selection;
import org.haetae.extract.worker.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae outcomes`: how the reading of every item ended.
@Command(
        name = "outcomes",
        header = "Lists how the reading of each item ended.",
        description =
                "Lists how the reading of items ended: counts, and every item that was not simply read (or those chosen), first those still to be read.",
        mixinStandardHelpOptions = true)
final class OutcomesCommand implements Callable<Integer> {

    private static final int TAKE = 1_000;
    private static final String PENDING = "pending";
    private static final String RECOGNISING = "recognising";

    /// What waits has no outcome yet, but a word.
    private static final Map<String, Wait> WAITS = new LinkedHashMap<>();

    static {
        WAITS.put(PENDING, Wait.UNREAD);
        WAITS.put(RECOGNISING, Wait.RECOGNISING);
    }

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--outcome",
            split = ",",
            paramLabel = "O",
            description =
                    "only these outcomes, also pending (received, not read yet) and recognising (words in pictures wait for OCR); default: all but read")
    private List<String> outcomes = List.of();

    @Option(names = "--accession", paramLabel = "ID", description = "only of this accession")
    private @Nullable String accession;

    OutcomesCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var waits = waits();
        var chosen =
                outcomes.isEmpty()
                        ? Arrays.stream(Outcome.values())
                                .filter(outcome -> outcome != Outcome.READ)
                                .collect(Collectors.toSet())
                        : outcomes.stream()
                                .filter(word -> !WAITS.containsKey(word.strip()))
                                .map(OutcomesCommand::outcome)
                                .collect(Collectors.toSet());
        var within = Optional.ofNullable(accession).map(word -> new AccessionId(Typed.id(word)));
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            var readings = rooms.readings();
            var counts = readings.count(by, within.map(Selection.ALL::in).orElse(Selection.ALL));
            waits.forEach(wait -> listWaiting(readings, by, wait, within));
            if (!chosen.isEmpty()) {
                list(readings, by, chosen, within);
            }
            WAITS.forEach(
                    (word, wait) -> {
                        long count = readings.countWaiting(by, wait, within);
                        if (count > 0) {
                            terminal.say("%,12d  %s".formatted(count, word));
                        }
                    });
            counts.forEach(
                    (outcome, count) -> terminal.say("%,12d  %s".formatted(count, outcome.word())));
            boolean allRead =
                    (counts.isEmpty() || counts.keySet().equals(Set.of(Outcome.READ)))
                            && readings.countWaiting(by, Wait.UNREAD, within) == 0;
            return allRead ? Exit.DONE : Exit.FINDINGS;
        }
    }

    private List<Wait> waits() {
        return outcomes.isEmpty()
                ? List.of(Wait.UNTOLD)
                : outcomes.stream()
                        .map(word -> WAITS.get(word.strip()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
    }

    private void listWaiting(
            Readings readings, Clearance by, Wait wait, Optional<AccessionId> within) {
        long after = -1;
        while (true) {
            var some = readings.waiting(by, wait, within, after, TAKE);
            for (var waiting : some) {
                var word = waiting.recognising() ? RECOGNISING : PENDING;
                if (common.json()) {
                    var row = new LinkedHashMap<String, Object>();
                    row.put("item", waiting.item().toString());
                    row.put("accession", waiting.accession().toString());
                    row.put("outcome", word);
                    terminal.row(row);
                } else {
                    terminal.line("%s  %s".formatted(waiting.item(), word));
                }
            }
            if (some.size() < TAKE) {
                return;
            }
            after = some.getLast().position();
        }
    }

    private void list(
            Readings readings, Clearance by, Set<Outcome> chosen, Optional<AccessionId> within) {
        var selection = Selection.of(chosen);
        long after = -1;
        while (true) {
            var some = readings.list(by, within.map(selection::in).orElse(selection), after, TAKE);
            for (var reading : some) {
                if (common.json()) {
                    terminal.row(row(reading));
                } else {
                    terminal.line(line(reading));
                }
            }
            if (some.size() < TAKE) {
                return;
            }
            after = some.getLast().position();
        }
    }

    static Outcome outcome(String word) {
        return Arrays.stream(Outcome.values())
                .filter(outcome -> outcome.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new Misuse(
                                        "there is no outcome \"%s\"; they are %s"
                                                .formatted(
                                                        word,
                                                        Arrays.stream(Outcome.values())
                                                                .map(Outcome::word)
                                                                .collect(
                                                                        Collectors.joining(
                                                                                ", ")))));
    }

    static Map<String, Object> row(ItemReading reading) {
        var row = new LinkedHashMap<String, Object>();
        row.put("item", reading.item().toString());
        row.put("accession", reading.accession().toString());
        row.put("outcome", reading.outcome().word());
        row.put("reason", reading.reason().isEmpty() ? null : reading.reason());
        row.put("type", reading.mediaType());
        row.put("tool", reading.toolAndVersion());
        row.put("millis", reading.millis());
        row.put("pages", reading.pages());
        row.put("read", reading.readAt().toString());
        return row;
    }

    static String line(ItemReading reading) {
        return "%s  %-9s %-30s %s"
                .formatted(
                        reading.item(),
                        reading.outcome().word(),
                        reading.mediaType(),
                        reading.reason());
    }
}
