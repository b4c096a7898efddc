package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.haetae.access.Clearance;
import org.haetae.archive.ErasureRefused;
import org.haetae.archive.Erasures;
import org.haetae.archive.Ground;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `haetae erase`: asked for by one person, decided by another.
@Command(
        name = "erase",
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

    /// What a person does, signed in as themselves and with a reason.
    abstract static class Deed implements Callable<Integer> {

        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();
        @Mixin private Person person = new Person();

        @Parameters(paramLabel = "ID", description = "what it is about")
        private String id = "";

        @Option(
                names = "--reason-file",
                paramLabel = "FILE",
                description =
                        "file with why; kept sealed, so that it can be accounted for. - is standard input (default: asked for)")
        private @Nullable Path reason;

        Deed(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        /// @return what to tell
        abstract LinkedHashMap<String, Object> done(
                Rooms rooms, Clearance by, UUID id, String reason);

        @Override
        public Integer call() throws IOException {
            var subject = ExportCommand.Kind.id(id);
            var why = SealedWords.of("the reason", "--reason-file", reason);
            try (var rooms = opener.open(common.home())) {
                var told = person.signedIn(rooms, by -> done(rooms, by, subject, why));
                rooms.ledger().publish();
                if (common.json()) {
                    terminal.row(told);
                } else {
                    told.forEach((key, value) -> terminal.line(key + ": " + value));
                }
                return Exit.DONE;
            } catch (ErasureRefused refused) {
                terminal.say("haetae erase: " + refused.getMessage());
                return Exit.FINDINGS;
            }
        }

        static LinkedHashMap<String, Object> told(String key, Object value) {
            var told = new LinkedHashMap<String, Object>();
            told.put(key, value.toString());
            return told;
        }
    }

    @Command(
            name = "request",
            description = "Asks that an item, an accession or what is tied to a consent be erased.",
            mixinStandardHelpOptions = true)
    static final class Request extends Deed {

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
        LinkedHashMap<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            return told(
                    "request", rooms.erasure().decisions().ask(by, id, ground(), purge, reason));
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
    static final class Approve extends Deed {

        Approve(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        LinkedHashMap<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            var number = rooms.erasure().decisions().approve(by, id, reason);
            rooms.erasure().carryOut();
            var told = told("decision", number);
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
    static final class Refuse extends Deed {

        Refuse(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        LinkedHashMap<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            rooms.erasure().decisions().refuse(by, id, reason);
            return told("refused", id);
        }
    }

    @Command(
            name = "hold",
            description =
                    "Places a legal hold on an item, an accession or a consent: nothing of it is erased until it is lifted.",
            mixinStandardHelpOptions = true)
    static final class Hold extends Deed {

        Hold(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        LinkedHashMap<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            return told("hold", rooms.erasure().decisions().hold(by, id, reason));
        }
    }

    @Command(
            name = "lift",
            description = "Lifts a legal hold; another right than placing one.",
            mixinStandardHelpOptions = true)
    static final class Lift extends Deed {

        Lift(Rooms.Opener opener, Terminal terminal) {
            super(opener, terminal);
        }

        @Override
        LinkedHashMap<String, Object> done(Rooms rooms, Clearance by, UUID id, String reason) {
            rooms.erasure().decisions().lift(by, id, reason);
            return told("lifted", id);
        }
    }

    @Command(
            name = "list",
            description = "Requests, decisions and holds: the open ones first, then the newest.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {

        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        ListAll(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            try (var rooms = opener.open(common.home())) {
                var decisions = rooms.erasure().decisions();
                decisions
                        .requests(Console.clearance(rooms))
                        .forEach(
                                request ->
                                        tell(
                                                request,
                                                id ->
                                                        rooms.erasure()
                                                                .stuck(id)
                                                                .map(ListAll::word)
                                                                .orElse(null)));
                decisions.holds(Console.clearance(rooms)).forEach(this::tell);
                return Exit.DONE;
            }
        }

        private void tell(Erasures.Request request, Function<UUID, @Nullable String> stuck) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("request", request.id().toString());
            row.put("state", word(request.state()));
            row.put("decision", request.number().isPresent() ? request.number().getAsInt() : null);
            row.put("kind", word(request.kind()));
            row.put("object", request.object().toString());
            row.put("ground", word(request.ground()));
            row.put("items", request.items());
            row.put("elsewhere", request.elsewhere());
            row.put("held", request.held());
            row.put("waits", stuck.apply(request.id()));
            row.put("asked", request.askedAt().toString());
            row.put("reason", request.reason());
            row.put("answer", request.answer().orElse(null));
            tell(row);
        }

        private void tell(Erasures.Hold hold) {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("hold", hold.id().toString());
            row.put("state", hold.liftedAt().isPresent() ? "lifted" : "lies");
            row.put("kind", word(hold.kind()));
            row.put("object", hold.object().toString());
            row.put("placed", hold.placedAt().toString());
            row.put("reason", hold.reason());
            row.put("lifting", hold.lifting().orElse(null));
            tell(row);
        }

        private void tell(LinkedHashMap<String, @Nullable Object> row) {
            if (common.json()) {
                terminal.row(row);
            } else {
                var words = new StringBuilder();
                row.forEach(
                        (key, value) -> {
                            if (value != null) {
                                words.append(words.isEmpty() ? "" : "  ")
                                        .append(key)
                                        .append(' ')
                                        .append(value);
                            }
                        });
                terminal.line(words.toString());
            }
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
    static final class Replay implements Callable<Integer> {

        private final Rooms.Opener opener;
        private final Terminal terminal;

        @Mixin private Common common = new Common();

        @Parameters(paramLabel = "FILE", description = "the newest erased.txt there is")
        private Path file = Path.of("");

        Replay(Rooms.Opener opener, Terminal terminal) {
            this.opener = opener;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if (!Files.isRegularFile(file)) {
                throw new Misuse("there is no file %s".formatted(file));
            }
            try (var rooms = opener.open(common.home())) {
                var count = rooms.erasure().replay(Files.readAllLines(file));
                rooms.ledger().publish();
                terminal.say("%,d things were erased again".formatted(count));
                return Exit.DONE;
            } catch (IllegalArgumentException e) {
                throw new Misuse(e.getMessage());
            }
        }
    }
}
