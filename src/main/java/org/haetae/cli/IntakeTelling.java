package org.haetae.cli;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.haetae.casebook.ClaimIntake.Outcome;
import org.haetae.casebook.ClaimIntake.Result;
import org.haetae.casebook.EntityId;
import org.jspecify.annotations.Nullable;

/// Tells what became of each part of a file of claims, and at the end of all together.
final class IntakeTelling {

    private final Terminal terminal;
    private final boolean json;
    private final Map<Result, Long> count = new EnumMap<>(Result.class);
    private long claims;

    IntakeTelling(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /// @param unit what the file consists of: `line`, `row`
    void tell(String file, String unit, Outcome outcome) {
        count.merge(outcome.result(), 1L, Long::sum);
        claims += outcome.result() == Result.RECORDED ? outcome.fresh() : 0;
        if (json) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("file", file);
            row.put(unit, outcome.number());
            row.put("outcome", outcome.result().name().toLowerCase(Locale.ROOT));
            row.put("key", outcome.key());
            row.put("entity", outcome.entity().map(EntityId::toString).orElse(null));
            row.put(
                    "claim",
                    outcome.claims().isEmpty() ? null : outcome.claims().getFirst().toString());
            row.put("claims", outcome.fresh());
            row.put("reason", outcome.reason().isEmpty() ? null : outcome.reason());
            terminal.row(row);
        } else if (outcome.result() == Result.REFUSED) {
            terminal.line("%s %s %d: %s".formatted(file, unit, outcome.number(), outcome.reason()));
        }
    }

    /// @return the exit code
    int end(boolean trial) {
        terminal.say(
                "%,d recorded (%,d claims), %,d known already, %,d refused%s"
                        .formatted(
                                count(Result.RECORDED),
                                claims,
                                count(Result.KNOWN),
                                count(Result.REFUSED),
                                trial
                                        ? ", %,d would be recorded".formatted(count(Result.FIT))
                                        : ""));
        return count(Result.REFUSED) == 0 ? Exit.DONE : Exit.FINDINGS;
    }

    private long count(Result result) {
        return count.getOrDefault(result, 0L);
    }
}
