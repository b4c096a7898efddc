package org.haetae.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haetae.access.Clearance;
import org.haetae.access.CompartmentId;
import org.haetae.access.Role;
import org.haetae.archive.NewAccession;
import org.haetae.assess.CaseImport;
import org.haetae.casebook.ClaimImport;
import org.haetae.casebook.ClaimIntake.Result;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `haetae demo`: everything at once, on invented material, in a home that is thrown away.
@Command(
        name = "demo",
        header = "Shows everything on sample material, then removes it.",
        description = {
            "Makes a throw-away home, takes in sample material (all of it invented), serves the pages and prints",
            "where they are and how to sign in. Stop it with Ctrl-C; nothing of it stays."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final String MATERIAL = "/demo/";
    private static final String RESTRICTED = "restricted/";
    private static final String CLAIMS = "claims.jsonl";
    private static final String CASES = "cases.jsonl";

    private final Rooms.Opener opener;
    private final Site.Opener siteOpener;
    private final Terminal terminal;

    @Mixin private Common common = new Common();

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "N",
            description =
                    "port; a free one is taken when this one is not (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    DemoCommand(Rooms.Opener opener, Site.Opener siteOpener, Terminal terminal) {
        this.opener = opener;
        this.siteOpener = siteOpener;
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var folder = Files.createTempDirectory("haetae-demo-");
        var removed = new CountDownLatch(1);
        var atExit = new Thread(() -> await(removed), "demo-removed");
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            var sample = folder.resolve("sample");
            var restricted = folder.resolve(RESTRICTED);
            copy(folder);
            var home = folder.resolve("home");
            try (var neighbours = Neighbours.begin(folder);
                    var rooms = open(neighbours, home, folder)) {
                terminal.say("taking in the sample material…");
                var by = Console.clearance(rooms);
                var witnesses =
                        rooms.roster().createCompartment(by, "Witness protection", "증인 보호").id();
                take(rooms, by, folder, sample, Set.of(CompartmentId.GENERAL));
                take(rooms, by, folder, restricted, Set.of(CompartmentId.GENERAL, witnesses));
                record(rooms, by);
                var archivist =
                        Console.account(
                                rooms,
                                "archivist",
                                "Demo archivist",
                                Set.of(Role.ARCHIVIST, Role.ADMINISTRATOR),
                                Set.of(CompartmentId.GENERAL, witnesses));
                var investigator =
                        Console.account(
                                rooms,
                                "investigator",
                                "Demo investigator",
                                Set.of(Role.INVESTIGATOR),
                                Set.of(CompartmentId.GENERAL, witnesses));
                var reader =
                        Console.account(
                                rooms,
                                "reader",
                                "Demo reader",
                                Set.of(Role.READER),
                                Set.of(CompartmentId.GENERAL));
                conclude(rooms, home);
                ServeCommand.serve(
                        rooms,
                        siteOpener,
                        new InetSocketAddress("127.0.0.1", freePort()),
                        terminal,
                        common.json(),
                        () -> {
                            terminal.say("");
                            terminal.say("  sign in as  archivist     password  " + archivist);
                            terminal.say("  or as       investigator  password  " + investigator);
                            terminal.say("  or as       reader        password  " + reader);
                            terminal.say(
                                    "  (the reader does not hold the compartment Witness protection)");
                            terminal.say("");
                            terminal.say("Try 수용소 or camp. Ctrl-C ends the demo and removes it.");
                        });
            }
        } finally {
            delete(folder);
            removed.countDown();
        }
        return Exit.DONE;
    }

    private Rooms open(Neighbours neighbours, Path home, Path folder) throws IOException {
        neighbours.nameIn(home, folder);
        var rooms = opener.open(home);
        neighbours.learn(rooms.ledger().verifierKeys());
        return rooms;
    }

    /// The process waits a while with ending, so that nothing of the demo stays.
    private static void await(CountDownLatch removed) {
        try {
            removed.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(
            Rooms rooms, Clearance by, Path base, Path folder, Set<CompartmentId> compartments)
            throws Exception {
        var given =
                new NewAccession(
                        "Sample material for Haetae",
                        "The makers of Haetae",
                        "All persons and events are invented.",
                        compartments,
                        "");
        try (var intake =
                new Intake(
                        rooms,
                        by,
                        given,
                        file -> base.relativize(file).toString(),
                        terminal,
                        false,
                        false)) {
            intake.take(List.of(folder), false);
        }
    }

    /// What the material says, claim by claim; it has been read by now.
    private void record(Rooms rooms, Clearance by) throws IOException {
        terminal.say("recording what it says…");
        var claims =
                new ClaimImport(
                        rooms.casebook(),
                        rooms.archive(),
                        by,
                        false,
                        outcome -> {
                            if (outcome.result() == Result.REFUSED) {
                                terminal.say(
                                        "%s line %d: %s"
                                                .formatted(
                                                        CLAIMS,
                                                        outcome.number(),
                                                        outcome.reason()));
                            }
                        });
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(resource(CLAIMS), StandardCharsets.UTF_8))) {
            claims.read(lines);
        }
        rooms.ledger().publish();
    }

    /// What is concluded from it, by one person and judged by another.
    private void conclude(Rooms rooms, Path home) throws IOException {
        var concluding =
                new CaseImport(
                        CaseCommand.cases(rooms, LawCommand.of(home)),
                        rooms.casebook(),
                        rooms.archive(),
                        clearance(rooms, "investigator"),
                        Optional.of(Console.clearance(rooms)),
                        Set.of(CompartmentId.GENERAL),
                        outcome -> {
                            if (outcome.fate() == CaseImport.Fate.REFUSED) {
                                terminal.say(
                                        "%s line %d: %s"
                                                .formatted(
                                                        CASES,
                                                        outcome.number(),
                                                        outcome.reason().orElse("")));
                            }
                        });
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(resource(CASES), StandardCharsets.UTF_8))) {
            concluding.read(lines);
        }
        rooms.ledger().publish();
    }

    private static Clearance clearance(Rooms rooms, String login) {
        return rooms.roster().account(Console.clearance(rooms), login).orElseThrow().clearance();
    }

    /// Lays the sample material out as files: what is restricted beside the rest.
    private static void copy(Path folder) throws IOException {
        for (var name : index()) {
            var target = folder.resolve(name.startsWith(RESTRICTED) ? name : "sample/" + name);
            Files.createDirectories(target.getParent());
            try (var in = resource(name)) {
                Files.copy(in, target);
            }
        }
    }

    private static List<String> index() throws IOException {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(resource("INDEX"), StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static InputStream resource(String name) {
        var in = DemoCommand.class.getResourceAsStream(MATERIAL + name);
        if (in == null) {
            throw new IllegalStateException("the sample material is not in this build: " + name);
        }
        return in;
    }

    private int freePort() {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo's home could not be removed: " + folder, e);
        }
    }
}
