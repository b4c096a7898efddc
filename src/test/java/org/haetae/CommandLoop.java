package org.haetae;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.haetae.cli.Cli;

/// Runs one command after the other in a single process, for tests that need hundreds of them: each
/// opens its home and closes it again, exactly as in a process of its own.
///
/// Arguments come in on standard input, length by length; what a command prints goes where it
/// always goes, and a line with a NUL in it says that it has ended.
public final class CommandLoop {

    /// Begins the line that ends a command's output; its exit code follows.
    public static final String END = "\0ended ";

    private CommandLoop() {}

    public static void main(String... none) throws IOException {
        var commands = new DataInputStream(System.in);
        while (true) {
            String[] arguments;
            try {
                arguments = new String[commands.readInt()];
            } catch (EOFException e) {
                // As the program itself ends: what a broken command left waiting holds up nothing.
                System.exit(0);
                return;
            }
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] =
                        new String(commands.readNBytes(commands.readInt()), StandardCharsets.UTF_8);
            }
            int code = Cli.run(Wiring::open, Wiring::inspect, Wiring::serve, arguments);
            end(System.out, FileDescriptor.out, code);
            end(System.err, FileDescriptor.err, code);
        }
    }

    private static void end(OutputStream pending, FileDescriptor to, int code) throws IOException {
        pending.flush();
        new FileOutputStream(to).write((END + code + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
