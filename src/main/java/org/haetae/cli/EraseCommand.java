package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.archive.Decisions;
import org.haetae.archive.Ground;
import org.haetae.archive.Holds;
import org.haetae.erasure.Erasure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae erase`: asked for by one person, decided by another.
@Command(
        name = "erase",
        header = "Erases, by the decision of two people.",
        description = {
            "Erases items, accessions, or everything tied to a consent: one person asks for it, another decides,",
            "both with a reason. Keys are destroyed, and what was derived is purged; the ledger keeps that it happened.",
            "A legal hold stands against it."
        },
        mixinStandardHelpOptions = true)
final class EraseCommand implements Runnable {

    private final Terminal terminal;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    private EraseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// With its deeds.
    static CommandLine line(Rooms.Opener opener, Terminal terminal) {
        var line = new CommandLine(new EraseCommand(terminal));
        line.addSubcommand(new Request(opener, terminal));
        line.addSubcommand(new Approve(opener, terminal));
        line.addSubcommand(new Refuse(opener, terminal));
        line.addSubcommand(new Hold(opener, terminal));
        line.addSubcommand(new Lift(opener, terminal));
        line.addSubcommand(new ListAll(opener, terminal));
        line.addSubcommand(new Replay(opener, terminal));
        return line;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.words());
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "what is to be done is missing: request, approve, refuse, hold, lift, list or replay");
    }

    @Command(
            name = "request",
            description = "Asks that an item, an accession or what is tied to a consent be erased.",
            mixinStandardHelpOptions = true)
    static final class Request extends PersonalDeed {

        @Option(
                names = "--ground",
                paramLabel = "G",
                defaultValue = "other",
                description =
                        "withdrawn, ordered, law, mistake, danger or other (default: ${DEFAULT-VALUE}); stands in the ledger")
        private String ground = "other";

        @Option(
                names = "--purge-bytes",
                description =
                        "the sealed files go as well; else they stay, as noise that proves what was received")
        private boolean purge;

        Request(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            var request = rooms.erasure().decisions().ask(by, id, ground(), purge, reason);
            return Map.of("request", request.toString());
        }

        private Ground ground() {
            return Arrays.stream(Ground.values())
                    .filter(one -> one.name().equalsIgnoreCase(ground))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new Misuse(
                                            "there is no ground \"%s\"; it is one of %s"
                                                    .formatted(
                                                            ground,
                                                            Arrays.toString(Ground.values())
                                                                    .toLowerCase(Locale.ROOT))));
        }
    }

    @Command(
            name = "approve",
            description = "Decides that it be done, and does it. Never by who asked for it.",
            mixinStandardHelpOptions = true)
    static final class Approve extends PersonalDeed {

        Approve(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            var number = rooms.erasure().decisions().approve(by, id, reason);
            rooms.erasure().carryOut();
            var told = new LinkedHashMap<String, Object>();
            told.put("decision", Integer.toString(number));
            rooms.erasure()
                    .stuck(id)
                    .ifPresent(
                            why ->
                                    told.put(
                                            "waits",
                                            switch (why) {
                                                case HELD ->
                                                        "a legal hold was placed since; lift it, then run haetae erase list";
                                                case FAILED ->
                                                        "it could not be carried out, the log says why; it is tried again at the next start";
                                            }));
            return told;
        }
    }

    @Command(
            name = "refuse",
            description = "Decides that it be not done. Never by who asked for it.",
            mixinStandardHelpOptions = true)
    static final class Refuse extends PersonalDeed {

        Refuse(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            rooms.erasure().decisions().refuse(by, id, reason);
            return Map.of("refused", id.toString());
        }
    }

    @Command(
            name = "hold",
            description =
                    "Places a legal hold on an item, an accession or a consent: nothing of it is erased until it is lifted.",
            mixinStandardHelpOptions = true)
    static final class Hold extends PersonalDeed {

        Hold(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            return Map.of("hold", rooms.erasure().holds().place(by, id, reason).toString());
        }
    }

    @Command(
            name = "lift",
            description = "Lifts a legal hold; another right than placing one.",
            mixinStandardHelpOptions = true)
    static final class Lift extends PersonalDeed {

        Lift(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        Map<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            rooms.erasure().holds().lift(by, id, reason);
            return Map.of("lifted", id.toString());
        }
    }

    @Command(
            name = "list",
            description = "Requests, decisions and holds: the open ones first, then the newest.",
            mixinStandardHelpOptions = true)
    static final class ListAll extends Deed {

        ListAll(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) {
            var by = Console.clearance(rooms);
            rooms.erasure()
                    .decisions()
                    .list(by)
                    .forEach(request -> tell(request, rooms.erasure().stuck(request.id())));
            rooms.erasure().holds().list(by).forEach(this::tell);
        }

        private void tell(Decisions.Request request, Optional<Erasure.Stuck> stuck) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("request", request.id().toString());
            row.put("state", word(request.state()));
            row.put("decision", request.number().isPresent() ? request.number().getAsInt() : null);
            row.put("kind", request.subject().kind().word());
            row.put("object", request.subject().id().toString());
            row.put("ground", word(request.ground()));
            row.put("items", request.items());
            row.put("elsewhere", request.elsewhere());
            row.put("held", request.held());
            row.put("waits", stuck.map(ListAll::word).orElse(null));
            row.put("asked", request.askedAt().toString());
            row.put("reason", request.reason());
            row.put("answer", request.answer().orElse(null));
            tell(row);
        }

        private void tell(Holds.Hold hold) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("hold", hold.id().toString());
            row.put("state", hold.liftedAt().isPresent() ? "lifted" : "lies");
            row.put("kind", hold.subject().kind().word());
            row.put("object", hold.subject().id().toString());
            row.put("placed", hold.placedAt().toString());
            row.put("reason", hold.reason());
            row.put("lifting", hold.lifting().orElse(null));
            tell(row);
        }

        private static String word(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }
    }

    @Command(
            name = "replay",
            description = {
                "Erases again what the list of a newer state of this home names (erased.txt), after an older state was",
                "put back from a backup. Only a list that this home signed; what a legal hold lies on waits for its lifting."
            },
            mixinStandardHelpOptions = true)
    static final class Replay extends Deed {

        @Parameters(paramLabel = "FILE", description = "the newest erased.txt there is")
        private Path file = Path.of("");

        Replay(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        void done(Rooms rooms) throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new Misuse("there is no file %s".formatted(file));
            }
            try {
                var count = rooms.erasure().replay(Files.readAllLines(file));
                say("%,d things were erased again".formatted(count));
            } catch (IllegalArgumentException e) {
                throw new Misuse(e.getMessage());
            }
        }
    }
}
