package org.haetae.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.haetae.witness.Listener;
import org.haetae.witness.Witness;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `haetae witness`: a small process that remembers the heads of other people's logs.
@Command(
        name = "witness",
        header = "Runs a witness of other logs.",
        description = {
            "Remembers the newest head of each log that it knows and cosigns only what continues it (C2SP tlog-witness).",
            "Run it on another machine, by other people than the log's. It has no home and no database; stop it with Ctrl-C."
        },
        mixinStandardHelpOptions = true)
final class WitnessCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = {"--state", "--home"},
            required = true,
            paramLabel = "DIR",
            description = "folder of its keys and its memory; made when it is not there")
    private Path state = Path.of("");

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:7380",
            paramLabel = "ADDRESS:PORT",
            description =
                    "where it is reached (default: ${DEFAULT-VALUE}; port 0 takes a free one)")
    private String listen = "";

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "name of its keys when they are made, best an address without http:// (default: a made-up one)")
    private @Nullable String name;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "verifier keys of a log to be known from now on (keys/*.vkey of its home); may be given again")
    private List<Path> logs = new ArrayList<>();

    @Option(
            names = "--json",
            description = "print one JSON object a line; messages go to standard error")
    private boolean json;

    WitnessCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var address = Listen.at(listen);
        var ofLogs = BackupCommand.verifierKeys(logs);
        try (var witness = Witness.open(state, Optional.ofNullable(name), Clock.systemUTC())) {
            witness.learn(ofLogs);
            var keyFile = witness.showPublic();
            try (var listener = Listener.of(witness, address)) {
                tell(witness, listener, keyFile);
                Listen.untilStopped(listener);
            }
        } catch (IOException e) {
            terminal.say("haetae: the witness cannot run: " + e.getMessage());
            return Exit.CANNOT_RUN;
        } catch (IllegalArgumentException e) {
            throw new Misuse("--name: " + e.getMessage());
        }
        return Exit.DONE;
    }

    private void tell(Witness witness, Listener listener, Path keyFile) {
        if (json) {
            var row = new LinkedHashMap<String, Object>();
            row.put("url", listener.address().toString());
            row.put("keys", keyFile.toString());
            row.put("logs", witness.knownLogs());
            terminal.row(row);
        } else {
            terminal.line("the witness is at " + listener.address());
            terminal.line("its keys, for those who check: " + keyFile);
            terminal.line("logs that it knows: " + witness.knownLogs());
        }
        terminal.flush();
    }

    /// The address of a small server, and its life.
    static final class Listen {
        private Listen() {}

        static InetSocketAddress at(String text) {
            int colon = text.lastIndexOf(':');
            var port = text.substring(colon + 1);
            if (colon < 1 || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
                throw new Misuse(
                        "--listen is \"%s\"; expected an address, a colon and a port"
                                .formatted(text));
            }
            var host = text.substring(0, colon).replaceAll("^\\[|]$", "");
            return new InetSocketAddress(host, Integer.parseInt(port));
        }

        /// Waits until the process is asked to end, and lets it end only when this is closed.
        static void untilStopped(AutoCloseable open) throws InterruptedException {
            var stopping = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        try {
                                            open.close();
                                        } catch (Exception e) {
                                            // It ends anyway.
                                        }
                                        stopping.countDown();
                                    }));
            stopping.await();
        }
    }
}
