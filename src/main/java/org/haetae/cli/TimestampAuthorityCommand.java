package org.haetae.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.haetae.witness.Listener;
import org.haetae.witness.TimestampAuthority;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `haetae timestamp-authority`: a small authority of RFC 3161.
@Command(
        name = "timestamp-authority",
        header = "Runs a timestamp authority, for exercises.",
        description = {
            "Stamps what it is shown with the time (RFC 3161), with a root certificate of its own. For exercises, and for groups that",
            "stamp for each other: run beside the archive that it stamps it proves nothing. Stop it with Ctrl-C."
        },
        mixinStandardHelpOptions = true)
final class TimestampAuthorityCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "folder of its root; made when it is not there")
    private Path state = Path.of("");

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:7381",
            paramLabel = "ADDRESS:PORT",
            description =
                    "where it is reached (default: ${DEFAULT-VALUE}; port 0 takes a free one)")
    private String listen = "";

    @Option(
            names = "--days",
            defaultValue = "1095",
            paramLabel = "N",
            description = "how long the certificate for stamps is good (default: ${DEFAULT-VALUE})")
    private int days = 1095;

    @Option(
            names = "--json",
            description = "print one JSON object a line; messages go to standard error")
    private boolean json;

    TimestampAuthorityCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        var address = WitnessCommand.Listen.at(listen);
        if (days < 1 || days > 3650) {
            throw new Misuse("--days is %d; it goes from 1 to 3650".formatted(days));
        }
        try (var listener = Listener.of(at -> open(at.resolve("/crl")), address)) {
            if (json) {
                var row = new LinkedHashMap<String, Object>();
                row.put("url", listener.address().toString());
                row.put("root", state.resolve("root.pem").toString());
                terminal.row(row);
            } else {
                terminal.line("the timestamp authority is at " + listener.address());
                terminal.line("its root, for those who check: " + state.resolve("root.pem"));
            }
            terminal.flush();
            WitnessCommand.Listen.untilStopped(listener);
        } catch (IOException | UncheckedIOException e) {
            terminal.say("haetae: the timestamp authority cannot run: " + e.getMessage());
            return Exit.CANNOT_RUN;
        }
        return Exit.DONE;
    }

    private TimestampAuthority open(java.net.URI list) {
        try {
            return TimestampAuthority.open(state, list, Duration.ofDays(days), Clock.systemUTC());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
