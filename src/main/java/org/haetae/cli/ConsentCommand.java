package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Consent;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Ground;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae consent`: what one person agreed to for one purpose, and so what falls when they take it
/// back.
@Command(
        name = "consent",
        description = {
            "Consents: one person, one purpose. What is tied to one can be read only as long as its key is there, so",
            "that all of it is erased when the person withdraws. Known by a random id; the names are sealed."
        },
        mixinStandardHelpOptions = true)
final class ConsentCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private ConsentCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With its deeds.
    static CommandLine line(Rooms.Opener opener, Terminal terminal) {
        var line = new CommandLine(new ConsentCommand(terminal));
        line.addSubcommand(new Add(opener, terminal));
        line.addSubcommand(new ListAll(opener, terminal));
        line.addSubcommand(new Bind(opener, terminal));
        line.addSubcommand(new Withdraw(opener, terminal));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(), "what is to be done is missing: add, list, bind or withdraw");
    }

    @Command(name = "add", description = "Notes a consent.", mixinStandardHelpOptions = true)
    static final class Add extends Deed {

        @Option(
                names = "--person-file",
                paramLabel = "FILE",
                description =
                        "file with who agrees; sealed. - is standard input (default: asked for)")
        private @Nullable Path person;

        @Option(
                names = "--purpose-file",
                paramLabel = "FILE",
                description = "file with to what; sealed. - is standard input (default: asked for)")
        private @Nullable Path purpose;

        @Option(
                names = "--compartment",
                paramLabel = "C",
                description = "whose material may be tied to it (default: general)")
        private List<String> compartments = List.of();

        Add(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) throws IOException {
            Set<CompartmentId> chosen = new LinkedHashSet<>();
            compartments.forEach(name -> chosen.add(Console.compartment(rooms, name)));
            if (chosen.isEmpty()) {
                chosen.add(CompartmentId.GENERAL);
            }
            var made =
                    rooms.archive()
                            .consents()
                            .add(
                                    Console.clearance(rooms),
                                    SealedWords.of("the person", "--person-file", person),
                                    SealedWords.of("the purpose", "--purpose-file", purpose),
                                    chosen);
            tell(Map.of("consent", made.toString()));
        }
    }

    @Command(name = "list", description = "All consents.", mixinStandardHelpOptions = true)
    static final class ListAll extends Deed {

        ListAll(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) {
            rooms.archive().consents().list(Console.clearance(rooms)).forEach(this::tell);
        }

        private void tell(Consent consent) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("consent", consent.id().toString());
            row.put("person", consent.person().orElse(null));
            row.put("purpose", consent.purpose().orElse(null));
            row.put("objects", consent.objects());
            row.put("made", consent.madeAt().toString());
            row.put("erased", consent.erased().isPresent() ? consent.erased().getAsInt() : null);
            tell(row);
        }
    }

    @Command(
            name = "bind",
            description =
                    "Ties items with their parts, and accessions with all that is in them, to a consent.",
            mixinStandardHelpOptions = true)
    static final class Bind extends Deed {

        @Parameters(index = "0", paramLabel = "CONSENT", description = "id of the consent")
        private String consent = "";

        @Parameters(
                index = "1..*",
                arity = "1..*",
                paramLabel = "ITEM|ACCESSION",
                description = "ids of what is to be tied to it")
        private List<String> objects = List.of();

        Bind(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) {
            List<UUID> ids = new ArrayList<>();
            objects.forEach(text -> ids.add(Typed.id(text)));
            var bound =
                    rooms.archive()
                            .consents()
                            .bind(Console.clearance(rooms), new ConsentId(Typed.id(consent)), ids);
            tell(Map.of("bound", bound));
        }
    }

    @Command(
            name = "withdraw",
            description = {
                "The person takes it back: asks that everything tied to it be erased. Somebody else decides",
                "(haetae erase approve)."
            },
            mixinStandardHelpOptions = true)
    static final class Withdraw extends PersonalDeed {

        @Option(names = "--purge-bytes", description = "the sealed files go as well")
        private boolean purge;

        Withdraw(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            return Map.of(
                    "request",
                    rooms.erasure()
                            .decisions()
                            .ask(by, id, Ground.WITHDRAWN, purge, reason)
                            .toString());
        }
    }
}
