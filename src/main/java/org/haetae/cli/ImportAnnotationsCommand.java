package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.haetae.exchange.AnnotationImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae import annotations`.
@Command(
        name = "annotations",
        description = {
            "Takes in claims that were written as W3C Web Annotations (JSON-LD) by haetae export annotations. The",
            "items that they cite have to be here; the words that they quote are looked for in them."
        },
        mixinStandardHelpOptions = true)
final class ImportAnnotationsCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(paramLabel = "FILE", description = "a JSON-LD document")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "record nothing, only tell what would be")
    private boolean trial;

    ImportAnnotationsCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (!Files.isReadable(file)) {
            throw new Misuse("%s cannot be read".formatted(file));
        }
        var told = new IntakeTelling(terminal, common.json());
        try (var rooms = opener.open(common.home())) {
            new AnnotationImport(
                            rooms.casebook(),
                            rooms.archive(),
                            Console.clearance(rooms),
                            trial,
                            outcome -> told.tell(file.toString(), "annotation", outcome))
                    .read(Files.readString(file));
            rooms.ledger().publish();
        } catch (IllegalArgumentException e) {
            throw new Misuse("%s: %s".formatted(file, e.getMessage()));
        }
        return told.end(trial);
    }
}
