package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.ConsentId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `haetae identity`: who stands behind a pseudonym, sealed apart from everything else.
@Command(
        name = "identity",
        header = "Keeps who stands behind a pseudonym.",
        description = {
            "Who stands behind a pseudonym: sealed under a key of its own, in no search, index or export. Opened by a",
            "keeper of identities alone, with a reason, which the ledger has before it is shown."
        },
        mixinStandardHelpOptions = true)
final class IdentityCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private IdentityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With its deeds.
    static CommandLine line(Rooms.Opener opener, Terminal terminal) {
        var line = new CommandLine(new IdentityCommand(terminal));
        line.addSubcommand(new Keep(opener, terminal));
        line.addSubcommand(new ListAll(opener, terminal));
        line.addSubcommand(new Open(opener, terminal));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(), "what is to be done is missing: keep, list or open");
    }

    @Command(
            name = "keep",
            description =
                    "Seals who somebody is, and prints the id. It cannot be read again from here.",
            mixinStandardHelpOptions = true)
    static final class Keep extends Deed {

        @Option(
                names = "--pseudonym-file",
                paramLabel = "FILE",
                description =
                        "file with the pseudonym; sealed. - is standard input (default: asked for)")
        private @Nullable Path pseudonym;

        @Option(
                names = "--identity-file",
                paramLabel = "FILE",
                description =
                        "file with who it is; sealed. - is standard input (default: asked for)")
        private @Nullable Path identity;

        @Option(
                names = "--compartment",
                paramLabel = "C",
                required = true,
                description = "who may know that there is somebody of this pseudonym")
        private List<String> compartments = List.of();

        Keep(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) throws IOException {
            Set<CompartmentId> chosen = new LinkedHashSet<>();
            compartments.forEach(name -> chosen.add(Console.compartment(rooms, name)));
            var kept =
                    rooms.archive()
                            .identities()
                            .keep(
                                    Console.clearance(rooms),
                                    SealedWords.of("the pseudonym", "--pseudonym-file", pseudonym),
                                    SealedWords.of("the identity", "--identity-file", identity),
                                    chosen);
            tell(Map.of("identity", kept.toString()));
        }
    }

    @Command(
            name = "list",
            description = "All identities, by pseudonym alone.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends Deed {

        ListAll(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) {
            for (var kept : rooms.archive().identities().list(Console.clearance(rooms))) {
                var row = new LinkedHashMap<String, @Nullable Object>();
                row.put("identity", kept.id().toString());
                row.put("pseudonym", kept.pseudonym().orElse(null));
                row.put("kept", kept.keptAt().toString());
                row.put("opened", kept.openings().size());
                row.put("erased", kept.erased().isPresent() ? kept.erased().getAsInt() : null);
                tell(row);
            }
        }
    }

    @Command(
            name = "open",
            description = {
                "Tells who it is, to a keeper of identities who gives a reason. The ledger has that it was opened, and",
                "by whom, before it is shown."
            },
            mixinStandardHelpOptions = true)
    static final class Open extends PersonalDeed {

        Open(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            return Map.of(
                    "identity", rooms.archive().identities().open(by, new ConsentId(id), reason));
        }
    }
}
