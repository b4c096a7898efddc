package org.haetae.cli;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.haetae.CommandLoop;

/// A process that runs one command after the other, so that hundreds of them cost one start of
/// Java. Whoever closes it leaves it to the next test: it is warm by then.
final class Commands implements AutoCloseable {

    private static final Deque<Loop> IDLE = new ConcurrentLinkedDeque<>();

    private record Loop(Process process, BufferedReader out, BufferedReader err) {

        static Loop start() throws IOException {
            var process = Run.process(CommandLoop.class, List.of()).start();
            return new Loop(
                    process,
                    process.inputReader(StandardCharsets.UTF_8),
                    process.errorReader(StandardCharsets.UTF_8));
        }
    }

    private final Loop loop;
    private boolean running;

    Commands() throws IOException {
        var idle = IDLE.poll();
        loop = idle == null ? Loop.start() : idle;
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
        running = true;
        loop.process().getOutputStream().write(bytes.toByteArray());
        loop.process().getOutputStream().flush();
        var said = CompletableFuture.supplyAsync(() -> lines(loop.err()));
        var lines = lines(loop.out());
        var messages = said.join();
        running = false;
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

    /// A process that was left in the middle of a command is of no use to another test. The others
    /// end with the standard input that they read from: with this machine.
    @Override
    public void close() {
        if (running) {
            loop.process().destroyForcibly();
        } else {
            IDLE.push(loop);
        }
    }
}
