package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.haetae.archive.ItemId;
import org.haetae.exchange.Exports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae export annotations`.
@Command(
        name = "annotations",
        description = {
            "What is claimed of items as W3C Web Annotations (JSON-LD): each claim with the places that it cites,",
            "by position and by quote."
        },
        mixinStandardHelpOptions = true)
final class ExportAnnotationsCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Mixin private ForUse use = new ForUse();

    @Parameters(arity = "1..*", paramLabel = "ITEM", description = "ids of items that are cited")
    private List<String> ids = List.of();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "a new file")
    private Path out = Path.of("");

    @Option(
            names = "--language",
            paramLabel = "en|ko",
            defaultValue = "en",
            description = "of what is said in words (default: ${DEFAULT-VALUE})")
    private String language = "en";

    ExportAnnotationsCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        OutFile.require(out);
        var items = ids.stream().map(id -> new ItemId(Typed.id(id))).toList();
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            for (var item : items) {
                if (rooms.archive().item(by, item).isEmpty()) {
                    throw new Misuse("there is no item %s".formatted(item));
                }
            }
            var export =
                    new Exports(
                                    rooms.casebook(),
                                    rooms.archive().uses(),
                                    rooms.database(),
                                    rooms.ledger(),
                                    rooms.clock())
                            .annotations(by, use.told(), rooms.archive());
            var claims = new AtomicLong();
            OutFile.write(
                    out,
                    file -> claims.set(export.write(items, Locale.forLanguageTag(language), file)));
            rooms.ledger().publish();
            var told = new LinkedHashMap<String, Object>();
            told.put("export", export.id().toString());
            told.put("claims", claims.get());
            told.put("out", out.toString());
            if (common.json()) {
                terminal.row(told);
            } else {
                terminal.say("%,d claims exported to %s".formatted(claims.get(), out));
            }
            return Exit.DONE;
        }
    }
}
