package org.haetae.home;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A JVM of its own that runs [HomeChild].
record Child(Process process, BufferedReader output) implements AutoCloseable {

    static Child start(String what, Path home) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), what, home);
    }

    /// @param prefix what stands before the command, to run it as another user
    static Child start(List<String> prefix, String classPath, String what, Path home)
            throws IOException {
        var words = new ArrayList<>(prefix);
        words.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classPath,
                        "-Xmx128m",
                        HomeChild.class.getName(),
                        what,
                        home.toString()));
        Process process =
                new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Child(process, process.inputReader(StandardCharsets.UTF_8));
    }

    /// The next line that the child itself says; libraries log to the same place.
    String line() throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches("(server|committed|migrated|refused|open)\\b.*")) {
            line = output.readLine();
        }
        return line == null ? "ended with " + process.onExit().join().exitValue() : line;
    }

    /// `kill -9`.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        try {
            process.onExit().get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            kill();
        }
    }
}
