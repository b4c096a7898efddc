package org.haetae.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ItemId;
import org.haetae.archive.NewAccession;
import org.haetae.casebook.EntityId;
import org.haetae.casebook.Grade;
import org.haetae.designations.Alerts;
import org.haetae.designations.KeptVersion;
import org.haetae.designations.ListImport;
import org.haetae.designations.ListImport.Fate;
import org.haetae.designations.ListImport.Outcome;
import org.haetae.names.HistoricDate;
import org.haetae.sanctions.ListFiles;
import org.haetae.sanctions.ListKeeper;
import org.haetae.sanctions.ListRefused;
import org.haetae.sanctions.ListVersion;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae import un-sc`, `ofac`, `eu`, `uk`, `ftm-list`: a version of a list of sanctions.
@Command(
        description = {
            "Takes a version of this list of sanctions in (docs/formats/sanctions.md) and records what became",
            "different since the version before: entries that are new, changed or gone. Every entry has an",
            "outcome. A file that is no whole list is refused, and changes nothing. OFAC's tables: sdn.csv first."
        },
        mixinStandardHelpOptions = true)
final class ImportListCommand implements Callable<Integer> {

    private final Rooms.Opener opener;
    private final Terminal terminal;
    private final ListKeeper keeper;
    private final Map<Fate, Integer> count = new EnumMap<>(Fate.class);
    private int claims;

    @Mixin private Common common = new Common();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "as its keeper publishes it")
    private List<Path> files = List.of();

    @Option(
            names = "--grade",
            paramLabel = "GRADE",
            defaultValue = "F6",
            description = "of all its claims, such as B2 (default: ${DEFAULT-VALUE}, not judged)")
    private String grade = "";

    @Option(names = "--grade-reason", paramLabel = "WORDS", description = "why")
    private String reason = "";

    @Option(
            names = "--compartment",
            paramLabel = "C",
            description = "who may know of it (default: general)")
    private @Nullable String compartment;

    private ImportListCommand(Rooms.Opener opener, Terminal terminal, ListKeeper keeper) {
        this.opener = opener;
        this.terminal = terminal;
        this.keeper = keeper;
    }

    /// Lists that have a command of their own.
    static void addTo(CommandLine line, Rooms.Opener opener, Terminal terminal) {
        for (var keeper : ListKeeper.values()) {
            line.addSubcommand(word(keeper), new ImportListCommand(opener, terminal, keeper));
        }
    }

    /// `import ftm` takes entities in that are nobody's list.
    private static String word(ListKeeper keeper) {
        return keeper == ListKeeper.FTM ? "ftm-list" : keeper.word();
    }

    @Override
    public Integer call() throws Exception {
        for (var file : files) {
            if (!Files.isReadable(file)) {
                throw new Misuse("%s cannot be read".formatted(file));
            }
        }
        try {
            // Before anything is opened or taken in: what is no whole list leaves no trace.
            checked();
            try (var rooms = opener.open(common.home())) {
                return in(rooms);
            }
        } catch (ListRefused refused) {
            throw new Misuse("%s; nothing was taken in".formatted(refused.getMessage()));
        }
    }

    private void checked() throws IOException {
        var version = ListFiles.read(files.stream().map(ImportListCommand::source).toList());
        if (version.format().keeper() != keeper) {
            throw new Misuse(
                    "%s is %s; take it in with haetae import %s"
                            .formatted(
                                    files.getFirst(),
                                    version.format(),
                                    word(version.format().keeper())));
        }
    }

    static ListFiles.Source source(Path file) {
        return new ListFiles.Source() {
            @Override
            public String name() {
                return FileName.of(file);
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    private int in(Rooms rooms) throws Exception {
        var by = Console.clearance(rooms);
        var given =
                new NewAccession(
                        keeper.list(),
                        keeper.english().orElse(""),
                        "",
                        compartment == null
                                ? Set.of(CompartmentId.GENERAL)
                                : Set.of(Console.compartment(rooms, compartment)),
                        String.join(
                                "\n",
                                files.stream()
                                        .map(path -> FileName.of(path.toAbsolutePath().normalize()))
                                        .toList()),
                        Set.of());
        try (var intake = new Intake(rooms, by, given, FileName::of, terminal, false, true)) {
            intake.take(files, false);
        }
        var items = new ArrayList<ItemId>();
        for (var file : files) {
            items.add(TakenIn.of(rooms, by, file.toString()).item());
        }
        try {
            var done =
                    new ListImport(
                                    rooms.casebook(),
                                    rooms.archive(),
                                    rooms.database(),
                                    rooms.renditions(),
                                    alerts(rooms),
                                    by,
                                    grade(),
                                    this::tell)
                            .read(keeper, items);
            rooms.ledger().publish();
            end(done.version(), done.before());
            told(terminal, done.alerts().size());
            return done.refused() == 0 ? Exit.DONE : Exit.FINDINGS;
        } catch (IllegalArgumentException e) {
            throw new Misuse(String.valueOf(e.getMessage()));
        }
    }

    static Alerts alerts(Rooms rooms) {
        return new Alerts(
                rooms.database(),
                rooms.ledger(),
                rooms.casebook(),
                ShownEntity.judgements(rooms),
                rooms.clock());
    }

    static void told(Terminal terminal, int alerts) {
        terminal.say(
                alerts == 0
                        ? "nobody whom the casebook knows is concerned"
                        : "%,d %s about whom the casebook knows; look at them on the page of alerts, or with haetae screen --open"
                                .formatted(alerts, alerts == 1 ? "alert" : "alerts"));
    }

    private Grade grade() {
        try {
            return Grade.of(grade, reason);
        } catch (IllegalArgumentException e) {
            throw new Misuse("--grade: " + e.getMessage());
        }
    }

    private void tell(Outcome outcome) {
        count.merge(outcome.fate(), 1, Integer::sum);
        claims += outcome.claims();
        if (common.json()) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("list", keeper.word());
            row.put("entry", outcome.entry());
            row.put("number", outcome.number());
            row.put("outcome", outcome.fate().name().toLowerCase(Locale.ROOT));
            row.put("fields", outcome.fields().isEmpty() ? null : List.copyOf(outcome.fields()));
            row.put("entity", outcome.entity().map(EntityId::toString).orElse(null));
            row.put("claims", outcome.claims());
            row.put("reason", outcome.reason().isEmpty() ? null : outcome.reason());
            terminal.row(row);
        } else if (outcome.fate() == Fate.REFUSED) {
            terminal.line("%s %s: %s".formatted(keeper.word(), outcome.entry(), outcome.reason()));
        }
    }

    private void end(ListVersion version, Optional<KeptVersion> before) {
        terminal.say(
                "%s as of %s, %s: %,d entries; %,d added, %,d changed, %,d removed, %,d unchanged, %,d refused; %,d claims"
                        .formatted(
                                keeper.word(),
                                version.dated()
                                        .map(HistoricDate::edtf)
                                        .orElse("a day that the list does not tell"),
                                before.map(
                                                one ->
                                                        one.dated().isEmpty()
                                                                ? "compared with the version recorded before"
                                                                : "compared with that of "
                                                                        + one.dated())
                                        .orElse("the first version here"),
                                version.entries().size(),
                                count(Fate.ADDED),
                                count(Fate.CHANGED),
                                count(Fate.REMOVED),
                                count(Fate.UNCHANGED),
                                count(Fate.REFUSED),
                                claims));
    }

    private int count(Fate fate) {
        return count.getOrDefault(fate, 0);
    }
}
