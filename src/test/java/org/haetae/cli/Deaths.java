package org.haetae.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// How processes of a home die all at once.
final class Deaths {

    private Deaths() {}

    /// A process, all that came of it, and the home's database, which does not end with it.
    static void killAll(Optional<ProcessHandle> process, Path home) throws Exception {
        while (true) {
            var doomed = family(process, home);
            if (doomed.isEmpty()) {
                return;
            }
            doomed.forEach(ProcessHandle::destroyForcibly);
            for (var one : doomed) {
                one.onExit().get(20, TimeUnit.SECONDS);
            }
        }
    }

    /// The same, alive.
    static List<ProcessHandle> family(Optional<ProcessHandle> process, Path home)
            throws IOException {
        return Stream.concat(process.stream(), postmaster(home).stream())
                .flatMap(one -> Stream.concat(one.descendants(), Stream.of(one)))
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    private static Optional<ProcessHandle> postmaster(Path home) throws IOException {
        var file = home.resolve("database/data/postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        return lines.isEmpty() || lines.getFirst().isBlank()
                ? Optional.empty()
                : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
                        // Another process may have its number by now.
                        .filter(one -> one.info().command().orElse("").endsWith("postgres"));
    }
}
