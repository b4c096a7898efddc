package org.haetae.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.haetae.access.ActorId;
import org.haetae.casebook.Agreement;
import org.haetae.casebook.Agreements;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae agreement`: how far two people agree who coded the same.
@Command(
        name = "agreement",
        header = "Measures how often two coders agree.",
        description = {
            "How often two people who coded the same chose the same term, beyond chance: Cohen's kappa for each vocabulary.",
            "Compared is the first version of each claim that is no draft; where one of the two gave several terms, the unit is left out.",
            "With few units kappa says next to nothing: look at the counts."
        },
        mixinStandardHelpOptions = true)
final class AgreementCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--by",
            paramLabel = "entity|passage",
            defaultValue = "entity",
            description =
                    "what makes two claims speak of the same: entity and property, or passage and property (default: ${DEFAULT-VALUE})")
    private Agreements.Unit unit = Agreements.Unit.ENTITY;

    AgreementCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var rooms = opener.open(common.home())) {
            var all = rooms.casebook().agreements().all(Console.clearance(rooms), unit);
            if (all.isEmpty()) {
                terminal.say("haetae agreement: no two people have coded the same yet");
            }
            for (var one : all) {
                tell(rooms, one);
            }
            return Exit.DONE;
        }
    }

    private void tell(Rooms rooms, Agreements.Compared compared) {
        var agreement = compared.agreement();
        var coders = List.of(name(rooms, compared.one()), name(rooms, compared.other()));
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("vocabulary", compared.vocabulary());
            row.put("coders", coders);
            row.put("units", agreement.units());
            row.put("agreed", agreement.agreed());
            row.put("left-out", compared.leftOut());
            row.put("observed", orNull(agreement.observed()));
            row.put("expected", orNull(agreement.expected()));
            row.put("kappa", orNull(agreement.kappa()));
            row.put("interval", agreement.interval().isEmpty() ? null : agreement.interval());
            row.put("counts", counts(agreement));
            terminal.row(row);
            return;
        }
        terminal.line(
                "%s: %s; %d coded by both, %d alike, %d left out"
                        .formatted(
                                compared.vocabulary(),
                                String.join(" and ", coders),
                                agreement.units(),
                                agreement.agreed(),
                                compared.leftOut()));
        if (agreement.kappa().isPresent()) {
            terminal.line(
                    "  observed %s, expected %s, kappa %s (95 %%: %s to %s)"
                            .formatted(
                                    two(agreement.observed().getAsDouble()),
                                    two(agreement.expected().getAsDouble()),
                                    two(agreement.kappa().getAsDouble()),
                                    two(agreement.interval().getFirst()),
                                    two(agreement.interval().getLast())));
        } else {
            terminal.line(
                    "  kappa is not defined: both gave one and the same term, or there is nothing to compare");
        }
    }

    private static String name(Rooms rooms, ActorId actor) {
        return rooms.roster().names(List.of(actor)).getOrDefault(actor.value(), actor.toString());
    }

    private static List<Object> counts(Agreement agreement) {
        var counts = new ArrayList<>();
        for (var one : agreement.categories()) {
            for (var other : agreement.categories()) {
                if (agreement.count(one, other) > 0) {
                    counts.add(List.of(one, other, agreement.count(one, other)));
                }
            }
        }
        return counts;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isEmpty() ? null : value.getAsDouble();
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
