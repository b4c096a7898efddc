package org.haetae.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.haetae.archive.AccessionId;
import org.haetae.archive.Item;
import org.haetae.archive.ItemId;
import org.haetae.archive.Receipt;
import org.haetae.extract.ItemReading;
import org.haetae.extract.ReadingRoom;
import org.haetae.extract.Selection;
import org.haetae.extract.worker.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae reread`: reads chosen items again.
@Command(
        name = "reread",
        header = "Reads chosen items again.",
        description = {
            "Reads again what is chosen, with what this version knows; the archive is not touched.",
            "Without a choice nothing is read: say --all for everything."
        },
        mixinStandardHelpOptions = true)
final class RereadCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--outcome",
            split = ",",
            paramLabel = "O",
            description =
                    "those that ended so: read, partial, locked, damaged, unknown, too-large, stopped, failed")
    private List<String> outcomes = List.of();

    @Option(
            names = "--type",
            paramLabel = "T",
            description = "those whose media type begins so (application/pdf, image/)")
    private @Nullable String type;

    @Option(names = "--tool", paramLabel = "NAME", description = "those read by this tool")
    private @Nullable String tool;

    @Option(
            names = "--not-version",
            paramLabel = "V",
            description = "those read by any other version of the tool")
    private @Nullable String notVersion;

    @Option(names = "--accession", paramLabel = "ID", description = "those of this accession")
    private @Nullable String accession;

    @Option(names = "--item", split = ",", paramLabel = "ID", description = "these items")
    private List<String> items = List.of();

    @Option(names = "--all", description = "every item")
    private boolean all;

    RereadCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var selection = selection();
        if (selection.equals(Selection.ALL) && !all) {
            throw new Misuse(
                    "nothing was chosen; give --outcome, --type, --tool, --accession, --item or --all");
        }
        try (var rooms = opener.open(common.home())) {
            var findings = new boolean[1];
            rooms.readingRoom()
                    .listen(
                            new ReadingRoom.Listener() {
                                @Override
                                public void recorded(List<ItemReading> readings) {
                                    for (var reading : readings) {
                                        findings[0] |= reading.outcome() != Outcome.READ;
                                        tell(reading);
                                    }
                                }

                                @Override
                                public void again(
                                        Item container,
                                        String path,
                                        Receipt receipt,
                                        boolean itself) {}
                            });
            rooms.readingRoom().start();
            rooms.indexing().start();
            int count = rooms.readingRoom().reread(Console.clearance(rooms), selection);
            rooms.readingRoom().recognise(left -> {}, () -> true);
            rooms.indexing().catchUp();
            rooms.archive().settle();
            rooms.ledger().publish();
            terminal.say("%,d items were read again".formatted(count));
            return findings[0] ? Exit.FINDINGS : Exit.DONE;
        }
    }

    private void tell(ItemReading reading) {
        if (common.json()) {
            terminal.row(OutcomesCommand.row(reading));
        } else {
            terminal.line(OutcomesCommand.line(reading));
        }
    }

    private Selection selection() {
        try {
            return new Selection(
                    Set.copyOf(outcomes.stream().map(OutcomesCommand::outcome).toList()),
                    Optional.ofNullable(type),
                    Optional.ofNullable(tool),
                    Optional.ofNullable(notVersion),
                    Optional.ofNullable(accession).map(AccessionId::parse),
                    Set.copyOf(items.stream().map(ItemId::parse).toList()));
        } catch (IllegalArgumentException e) {
            throw new Misuse("an id is written like 1b4e28ba-2fa1-4d52-883f-0016d3cca427");
        }
    }
}
