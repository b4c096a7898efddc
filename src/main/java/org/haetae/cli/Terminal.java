package org.haetae.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// Where a command speaks: data on standard output, words on standard error.
final class Terminal {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PrintStream out;
    private final PrintStream err;

    Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// The process's own streams, in UTF-8 whatever the locale says.
    static Terminal ofProcess() {
        return new Terminal(
                new PrintStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                        false,
                        StandardCharsets.UTF_8),
                new PrintStream(
                        new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    }

    static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    /// One line of data for people. Control characters are made visible, so that a file's name
    /// cannot steer the terminal.
    void line(String text) {
        out.println(visible(text));
    }

    /// One object of data for programs. Absent values stay out of it.
    void row(Map<String, ?> fields) {
        var present = new LinkedHashMap<String, Object>();
        fields.forEach(
                (key, value) -> {
                    if (value != null) {
                        present.put(key, value);
                    }
                });
        out.println(JSON.writeValueAsString(present));
    }

    /// Standard output for data that has a format of its own. Flushed with the rest.
    PrintStream data() {
        return out;
    }

    /// Words about the work.
    void say(String text) {
        err.println(visible(text));
    }

    void flush() {
        out.flush();
        err.flush();
    }

    PrintStream words() {
        return err;
    }

    static String visible(String text) {
        StringBuilder safe = null;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (steers(c)) {
                if (safe == null) {
                    safe = new StringBuilder(text);
                }
                safe.setCharAt(i, '\uFFFD');
            }
        }
        return safe == null ? text : safe.toString();
    }

    /// Controls but for line and tab, and the characters that turn the direction of writing.
    private static boolean steers(char c) {
        return c < ' ' && c != '\n' && c != '\t'
                || c >= 0x7F && c < 0xA0
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }
}
