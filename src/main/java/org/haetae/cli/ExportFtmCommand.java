package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.haetae.exchange.Exports;
import org.haetae.exchange.FtmExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae export ftm`.
@Command(
        name = "ftm",
        description = {
            "The casebook as FollowTheMoney entities, one JSON object a line, for Aleph, OpenSanctions and other",
            "tools. It has no sources, grades or rivals; what it cannot say is left out and told."
        },
        mixinStandardHelpOptions = true)
final class ExportFtmCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Mixin private ForUse use = new ForUse();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "a new file")
    private Path out = Path.of("");

    ExportFtmCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        OutFile.require(out);
        try (var rooms = opener.open(common.home())) {
            var export =
                    new Exports(
                                    rooms.casebook(),
                                    rooms.archive().uses(),
                                    rooms.database(),
                                    rooms.ledger(),
                                    rooms.clock())
                            .followTheMoney(Console.clearance(rooms), use.told());
            var carried = new AtomicReference<FtmExport.Carried>();
            OutFile.write(out, file -> carried.set(export.write(file)));
            rooms.ledger().publish();
            var told = new LinkedHashMap<String, Object>();
            told.put("export", export.id().toString());
            told.put("entities", carried.get().entities());
            told.put("left", carried.get().left());
            told.put("out", out.toString());
            if (common.json()) {
                terminal.row(told);
            } else {
                terminal.say(
                        "%,d entities exported to %s".formatted(carried.get().entities(), out));
                carried.get()
                        .left()
                        .forEach(
                                (property, count) ->
                                        terminal.say(
                                                "%s: %,d values left out"
                                                        .formatted(property, count)));
            }
            return Exit.DONE;
        }
    }
}
