package org.haetae.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `haetae reindex`: makes the search index anew.
@Command(
        name = "reindex",
        header = "Makes the search index anew.",
        description = "Deletes the search index and makes it anew from what was read.",
        mixinStandardHelpOptions = true)
final class ReindexCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    ReindexCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (var rooms = opener.open(common.home())) {
            rooms.index().clear();
            rooms.indexing().fromTheBeginning();
            rooms.readingRoom().start();
            rooms.readingRoom().catchUp();
            rooms.indexing().start();
            rooms.indexing().catchUp();
            // Where words were gone too, everything was read again.
            rooms.archive().settle();
            rooms.ledger().publish();
            terminal.say("the index is made anew");
            return Exit.DONE;
        }
    }
}
