package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.haetae.backup.Restore;
import org.haetae.backup.Stores;
import org.haetae.home.Protection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae restore`: a home made again from a backup and shares of the recovery kit.
@Command(
        name = "restore",
        header = "Makes a home again from a backup.",
        description = {
            "Makes a home again in a new folder (--home), from a backup and shares of the recovery kit. Texts and",
            "index are made again by `haetae serve`, or at once by `haetae reindex`. Exit 1: something is missing, or somebody remembers a later state."
        },
        mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin private Common common = new Common();
    @Mixin private Shares shares = new Shares();

    @Option(
            names = "--erased",
            paramLabel = "FILE",
            description =
                    "the newest erased.txt of the home there is: what was erased since the backup is erased again")
    private @Nullable Path erased;

    @Option(
            names = "--vkey",
            paramLabel = "FILE",
            description =
                    "verifier keys of the home (its keys/*.vkey, in one file or several), so that an exchanged backup is found")
    private List<Path> keys = List.of();

    @Option(
            names = "--unwitnessed",
            description =
                    "open the new home though a witness does not answer; only when you know that no later state exists")
    private boolean unwitnessed;

    @Parameters(paramLabel = "PLACE", description = "a folder, or s3://bucket/folder")
    private String place = "";

    RestoreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (var store = Stores.open(place)) {
            var keys = BackupCommand.verifierKeys(this.keys);
            if (keys.isEmpty()) {
                terminal.say(
                        "warning: who signed this backup is not looked at (--vkey); anybody could have made it");
            }
            var restore =
                    new Restore(
                            store, common.home(), keys, erased(), unwitnessed, Clock.systemUTC());
            var restored = restore.make(shares.opened(terminal, restore.kit()), Console::actor);
            restored.findings().forEach(one -> Found.tell(terminal, common, one));
            tell(restored);
            return restored.findings().isEmpty() ? Exit.DONE : Exit.FINDINGS;
        }
    }

    private List<String> erased() throws IOException {
        if (erased == null) {
            return List.of();
        }
        if (!Files.isRegularFile(erased)) {
            throw new Misuse("there is no file " + erased);
        }
        return Files.readAllLines(erased);
    }

    private void tell(Restore.Restored restored) {
        if (common.json()) {
            var row = new LinkedHashMap<String, Object>();
            row.put("backup", restored.number());
            row.put("entries", restored.entries());
            row.put("protection", restored.protection().word());
            row.put("opens", restored.opens());
            terminal.row(row);
            return;
        }
        if (!restored.opens()) {
            terminal.say("the home %s is not whole and stays closed".formatted(common.home()));
            return;
        }
        terminal.say(
                "backup %d, %,d ledger entries, is the home %s now; prove it with: haetae verify --deep"
                        .formatted(restored.number(), restored.entries(), common.home()));
        terminal.say(
                restored.protection() == Protection.NONE
                        ? "its secrets lie open, as they did (haetae keys wrap)"
                        : "its secrets lie OPEN; before, they were wrapped (by %s). Wrap them now: haetae keys wrap"
                                .formatted(restored.protection().word()));
    }
}
