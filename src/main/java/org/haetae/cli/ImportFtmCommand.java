package org.haetae.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.haetae.casebook.Grade;
import org.haetae.exchange.FtmImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae import ftm`.
@Command(
        name = "ftm",
        description = {
            "Takes FollowTheMoney entities into the casebook, one JSON object a line. The file has to be taken in",
            "before (haetae add, under a name that ends in .json): each claim cites its line. What has no place",
            "here is told."
        },
        mixinStandardHelpOptions = true)
final class ImportFtmCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Parameters(paramLabel = "FILE|ITEM", description = "a file that was taken in, or its id")
    private String file = "";

    @Option(
            names = "--grade",
            paramLabel = "GRADE",
            defaultValue = "F6",
            description = "of all its claims, such as B2 (default: ${DEFAULT-VALUE}, not judged)")
    private String grade = "";

    @Option(names = "--grade-reason", paramLabel = "WORDS", description = "why")
    private String reason = "";

    @Option(names = "--dry-run", description = "record nothing, only tell what would be")
    private boolean trial;

    ImportFtmCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var told = new IntakeTelling(terminal, common.json());
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            var taken = TakenIn.of(rooms, by, file);
            var left =
                    new FtmImport(
                                    rooms.casebook(),
                                    by,
                                    taken.item(),
                                    grade(),
                                    trial,
                                    outcome -> told.tell(file, "line", outcome))
                            .read(taken.text());
            rooms.ledger().publish();
            tell(left);
        }
        return told.end(trial);
    }

    private Grade grade() {
        try {
            return Grade.of(grade, reason);
        } catch (IllegalArgumentException e) {
            throw new Misuse("--grade: " + e.getMessage());
        }
    }

    private void tell(Map<String, Long> left) {
        left.forEach(
                (property, count) -> {
                    if (common.json()) {
                        var row = new LinkedHashMap<String, Object>();
                        row.put("file", file);
                        row.put("outcome", "left");
                        row.put("property", property);
                        row.put("values", count);
                        terminal.row(row);
                    } else {
                        terminal.say("%s: %,d values left out".formatted(property, count));
                    }
                });
    }
}
