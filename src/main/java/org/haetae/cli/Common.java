package org.haetae.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.haetae.home.HomeRefused;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What every command that works on a home understands.
final class Common {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "the home to work on (default: $HAETAE_HOME, else the XDG data folder)")
    private @Nullable Path home;

    @Option(
            names = "--json",
            description = "print one JSON object a line; messages go to standard error")
    private boolean json;

    Path home() {
        if (home != null) {
            return home;
        }
        return Optional.ofNullable(System.getenv("HAETAE_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(Common::dataFolder);
    }

    /// The same where it has to be there: of a home that a slip of the pen named, made and found
    /// empty, everything would be right.
    Path existingHome() {
        Path home = home();
        if (Files.notExists(home)) {
            throw new HomeRefused(
                    "there is no home at %s; name it with --home, or make one: haetae add FOLDER"
                            .formatted(home.toAbsolutePath().normalize()));
        }
        return home;
    }

    private static Path dataFolder() {
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(path -> !path.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"))
                .resolve("haetae");
    }

    boolean json() {
        return json;
    }
}
