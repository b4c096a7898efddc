package org.haetae.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One whole process, from start to end, with its time and the peak memory of everything that it
/// started.
///
/// @param processorSeconds user and system time of the whole family
/// @param exit the exit code; below zero when it was stopped at the time limit
record Run(Duration wall, double processorSeconds, ProcessTree.Memory peak, int exit) {

    private static final long SAMPLE_EVERY_MILLIS = 100;

    /// @param words program and arguments
    /// @param mark a folder that names the processes which leave the family, see [ProcessTree]
    /// @param output file for what the process prints on standard output; standard error goes
    ///   beside it
    static Run of(
            List<String> words,
            Map<String, String> environment,
            Path mark,
            Path output,
            Duration limit)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(words)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(
                                output.resolveSibling(output.getFileName() + ".errors").toFile());
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        var process = builder.start();
        var tree = new ProcessTree(process.pid(), mark);
        // The first look is at once, so that a short process is seen at all.
        tree.look();
        while (!process.waitFor(SAMPLE_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            tree.look();
            if (System.nanoTime() - began > limit.toNanos()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
                return new Run(limit, tree.processorSeconds(), tree.peak(), -1);
            }
        }
        return new Run(
                Duration.ofNanos(System.nanoTime() - began),
                tree.processorSeconds(),
                tree.peak(),
                process.exitValue());
    }

    double seconds() {
        return wall.toNanos() / 1e9;
    }
}
