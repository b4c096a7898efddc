package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.haetae.exchange.SheetRows;
import org.haetae.exchange.TableImport;
import org.haetae.exchange.TableMapping;
import org.haetae.extract.ItemReading;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae import table`.
@Command(
        name = "table",
        description = {
            "Takes the rows of a CSV file into the casebook, by a mapping (docs/formats/exchange.md). The file",
            "has to be taken in before (haetae add): rows that name no other source cite it. Every row has an",
            "outcome; the same file given again records nothing twice."
        },
        mixinStandardHelpOptions = true)
final class ImportTableCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(
            paramLabel = "FILE|ITEM",
            description = "a CSV file or a workbook (.xlsx, .xls) that was taken in, or its id")
    private String file = "";

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            required = true,
            description = "what the columns are, in YAML")
    private Path mapping = Path.of("");

    @Option(names = "--dry-run", description = "record nothing, only tell what would be")
    private boolean trial;

    ImportTableCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(mapping)) {
            throw new Misuse("%s cannot be read".formatted(mapping));
        }
        var told = new IntakeTelling(terminal, common.json());
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            var table = TakenIn.of(rooms, by, file);
            new TableImport(
                            rooms.casebook(),
                            rooms.archive(),
                            by,
                            table.item(),
                            TableMapping.parse(Files.readString(mapping)),
                            trial,
                            outcome -> told.tell(file, "row", outcome))
                    .read(
                            SheetRows.of(
                                    table.text(),
                                    rooms.readings()
                                            .of(by, table.item())
                                            .map(ItemReading::mediaType)
                                            .orElse("")));
            rooms.ledger().publish();
        } catch (IllegalArgumentException e) {
            throw new Misuse("%s: %s".formatted(mapping, e.getMessage()));
        }
        return told.end(trial);
    }
}
