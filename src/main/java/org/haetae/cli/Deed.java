package org.haetae.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.haetae.archive.ErasureRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/// One thing done in an open home that may be refused, and what is told of it: a row of names and
/// values.
abstract class Deed implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;
    @Mixin private Common common = new Common();

    Deed(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    abstract void done(Rooms rooms) throws IOException;

    @Override
    public Integer call() throws IOException {
        try (var rooms = opener.open(common.home())) {
            done(rooms);
            rooms.ledger().publish();
            return Exit.DONE;
        } catch (ErasureRefused refused) {
            terminal.say("%s: %s".formatted(spec.qualifiedName(), refused.getMessage()));
            return Exit.FINDINGS;
        }
    }

    /// Absent values stay out of it.
    final void tell(Map<String, ? extends @Nullable Object> row) {
        if (common.json()) {
            terminal.row(row);
            return;
        }
        var words = new StringBuilder();
        row.forEach(
                (key, value) -> {
                    if (value != null) {
                        words.append(words.isEmpty() ? "" : "  ")
                                .append(key)
                                .append(' ')
                                .append(value);
                    }
                });
        terminal.line(words.toString());
    }

    final void say(String words) {
        terminal.say(words);
    }
}
