package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.archive.Consent;
import org.haetae.archive.ConsentId;
import org.haetae.archive.Ground;
import org.haetae.archive.Terms;
import org.haetae.archive.Use;
import org.haetae.archive.Uses;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae consent`: what one person agreed to for one purpose, and so what falls when they take it
/// back.
@Command(
        name = "consent",
        header = "Keeps what people agreed to.",
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
        line.addSubcommand(new Allow(opener, terminal));
        line.addSubcommand(new Withdraw(opener, terminal));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "what is to be done is missing: add, list, bind, allow or withdraw");
    }

    /// What a person allows, as options.
    static final class Allowed {

        @Option(
                names = "--use",
                paramLabel = "USE",
                description =
                        "what it may be used for, each once: internal, report, named-court:NAME, un-body:NAME, publication")
        private List<String> uses = List.of();

        @Option(
                names = "--named",
                description = "uses outside may show who the person is (default: they may not)")
        private boolean named;

        @Option(names = "--from", paramLabel = "DAY", description = "first day, in UTC")
        private @Nullable LocalDate from;

        @Option(names = "--until", paramLabel = "DAY", description = "last day, in UTC")
        private @Nullable LocalDate until;

        boolean said() {
            return !uses.isEmpty() || named || from != null || until != null;
        }

        Terms terms() {
            try {
                return new Terms(
                        uses.stream().map(use -> Use.of(use, named)).toList(),
                        Optional.ofNullable(from),
                        Optional.ofNullable(until));
            } catch (IllegalArgumentException e) {
                throw new Misuse(e.getMessage());
            }
        }
    }

    @Command(
            name = "add",
            description = {
                "Notes a consent. Without --use it says nothing about uses: the team may work with what is tied to it,",
                "and it leaves the home for none."
            },
            mixinStandardHelpOptions = true)
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

        @picocli.CommandLine.Mixin private Allowed allowed = new Allowed();

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
                                    chosen,
                                    allowed.said()
                                            ? Optional.of(allowed.terms())
                                            : Optional.empty());
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
            var by = Console.clearance(rooms);
            var steps = rooms.archive().uses().current(by);
            for (var consent : rooms.archive().consents().list(by)) {
                tell(consent, Optional.ofNullable(steps.get(consent.id())));
            }
        }

        private void tell(Consent consent, Optional<Uses.Step> step) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("consent", consent.id().toString());
            row.put("person", consent.person().orElse(null));
            row.put("purpose", consent.purpose().orElse(null));
            row.put("objects", consent.objects());
            row.put("made", consent.madeAt().toString());
            row.put("uses", step.map(one -> uses(one.terms())).orElse(null));
            row.put("from", step.flatMap(one -> one.terms().from()).orElse(null));
            row.put("until", step.flatMap(one -> one.terms().until()).orElse(null));
            row.put("erased", consent.erased().isPresent() ? consent.erased().getAsInt() : null);
            tell(row);
        }
    }

    private static String uses(Terms terms) {
        return terms.uses().isEmpty()
                ? "none"
                : terms.uses().stream()
                        .map(
                                use ->
                                        use.purpose().word()
                                                + (use.to().isEmpty() ? "" : ":" + use.to())
                                                + (use.named() ? " with name" : ""))
                        .collect(Collectors.joining(", "));
    }

    @Command(
            name = "allow",
            description = {
                "Notes what the person allows from now on, with the reason of the change. Without --use nothing is",
                "allowed: what is tied to it is only kept."
            },
            mixinStandardHelpOptions = true)
    static final class Allow extends PersonalDeed {

        @picocli.CommandLine.Mixin private Allowed allowed = new Allowed();

        Allow(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            rooms.archive().uses().allow(by, new ConsentId(id), allowed.terms(), reason);
            return Map.of("consent", id.toString(), "uses", uses(allowed.terms()));
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
                "The person takes it back: from now on what is tied to it is only kept, and it is asked that all of it be",
                "erased. Somebody else decides that (haetae erase approve)."
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
            rooms.archive().uses().withdraw(by, new ConsentId(id), reason);
            return Map.of(
                    "request",
                    rooms.erasure()
                            .decisions()
                            .ask(by, id, Ground.WITHDRAWN, purge, reason)
                            .toString());
        }
    }
}
