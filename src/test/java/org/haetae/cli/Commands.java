package org.haetae.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.haetae.CommandLoop;

/// A process that runs one command after the other, so that hundreds of them cost one start of
/// Java.
final class Commands implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final BufferedReader err;

    Commands() throws IOException {
        process = Run.process(CommandLoop.class, List.of()).start();
        out = process.inputReader(StandardCharsets.UTF_8);
        err = process.errorReader(StandardCharsets.UTF_8);
    }

    /// Runs one command to its end.
    Run run(String... arguments) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var words = new DataOutputStream(bytes);
        words.writeInt(arguments.length);
        for (var argument : arguments) {
            var encoded = argument.getBytes(StandardCharsets.UTF_8);
            words.writeInt(encoded.length);
            words.write(encoded);
        }
        process.getOutputStream().write(bytes.toByteArray());
        process.getOutputStream().flush();
        var said = CompletableFuture.supplyAsync(() -> lines(err));
        var lines = lines(out);
        var messages = said.join();
        int code = Integer.parseInt(lines.removeLast());
        messages.removeLast();
        return new Run(code, List.copyOf(lines), String.join("\n", messages));
    }

    /// Lines up to the one that says that the command has ended, and as the last its exit code.
    private static List<String> lines(BufferedReader from) {
        var lines = new ArrayList<String>();
        try {
            for (var line = from.readLine(); line != null; line = from.readLine()) {
                int end = line.indexOf(CommandLoop.END);
                if (end >= 0) {
                    if (end > 0) {
                        lines.add(line.substring(0, end));
                    }
                    lines.add(line.substring(end + CommandLoop.END.length()));
                    return lines;
                }
                lines.add(line);
            }
        } catch (IOException e) {
            throw new AssertionError("the process of the commands cannot be read", e);
        }
        throw new AssertionError(
                "the process of the commands has ended:\n" + String.join("\n", lines));
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
