package org.haetae.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.haetae.access.Clearance;
import org.haetae.casebook.EntityId;
import org.haetae.designations.Alert;
import org.haetae.designations.KeptDifferences.Difference;
import org.haetae.designations.KeptVersion;
import org.haetae.designations.ListImport;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.ListKeeper;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae screen`.
@Command(
        name = "screen",
        header = "Screens whom the casebook knows against the lists.",
        description = {
            "Screens every person and organisation of the casebook against the lists taken in last, and raises an",
            "alert for each who could be meant and was never compared before. An import does the same for what is",
            "new on its list. A person settles each alert; nothing is joined. Writes the alerts that are open."
        },
        mixinStandardHelpOptions = true)
final class ScreenCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--in",
            paramLabel = "LIST",
            description = "un-sc, ofac, eu, uk or ftm (default: all that were taken in)")
    private @Nullable String list;

    @Option(names = "--open", description = "only write the alerts that are open")
    private boolean only;

    ScreenCommand(Rooms.Opener opener, Terminal terminal) {
        this.opener = opener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        if (list != null && ListKeeper.of(list).isEmpty()) {
            throw new Misuse("there is no list \"%s\"".formatted(list));
        }
        try (var rooms = opener.open(common.home())) {
            var by = Console.clearance(rooms);
            var alerts = ImportListCommand.alerts(rooms);
            if (!only) {
                int raised = 0;
                for (var version : latest(rooms, by)) {
                    var entries =
                            ListFiles.read(ListImport.sources(rooms.archive(), by, version.items()))
                                    .entries();
                    raised +=
                            alerts.raise(
                                            by,
                                            version.keeper(),
                                            version.accession(),
                                            new Difference(entries, Map.of(), List.of(), 0))
                                    .size();
                }
                rooms.ledger().publish();
                ImportListCommand.told(terminal, raised);
            }
            tell(rooms, by, alerts.open(by));
        }
        return Exit.DONE;
    }

    private List<KeptVersion> latest(Rooms rooms, Clearance by) {
        var latest =
                Stream.of(ListKeeper.values())
                        .filter(keeper -> list == null || keeper.word().equals(list))
                        .flatMap(
                                keeper ->
                                        KeptVersion.latest(
                                                rooms.database(), rooms.archive(), by, keeper)
                                                .stream())
                        .toList();
        if (latest.isEmpty()) {
            throw new Misuse("no list was taken in; run haetae import un-sc FILE first");
        }
        return latest;
    }

    private void tell(Rooms rooms, Clearance by, List<Alert> open) {
        var named = new ArrayList<EntityId>();
        open.forEach(alert -> named.addAll(List.of(alert.entity(), alert.listed())));
        var titles = rooms.casebook().titles(by, named, Locale.ENGLISH);
        for (var alert : open) {
            if (common.json()) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("alert", alert.position());
                row.put("cause", alert.cause().word());
                row.put("entity", alert.entity().toString());
                row.put("entity_title", titles.of(alert.entity()));
                row.put("listed", alert.listed().toString());
                row.put("listed_title", titles.of(alert.listed()));
                row.put("score", alert.score());
                row.put("fields", alert.fields());
                terminal.row(row);
            } else {
                terminal.line(
                        "%.3f  %s  %s  %s%s"
                                .formatted(
                                        alert.score(),
                                        alert.cause().word(),
                                        titles.of(alert.entity()),
                                        titles.of(alert.listed()),
                                        alert.fields().isEmpty()
                                                ? ""
                                                : "  (" + String.join(", ", alert.fields()) + ")"));
            }
        }
    }
}
