package org.haetae.cli;

import java.util.Optional;
import org.haetae.archive.Use;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// For what something leaves the home, as it is typed.
final class ForUse {

    @Option(
            names = "--for",
            paramLabel = "USE",
            description =
                    "what it is for: internal, report, named-court:NAME, un-body:NAME or publication; what is under a consent leaves only for what that allows")
    private @Nullable String use;

    @Option(
            names = "--without-name",
            description = "it does not show who the people are that it came from")
    private boolean withoutName;

    /// Empty when it was not said: then nothing under a consent leaves.
    ///
    /// @throws Misuse when there is no such use
    Optional<Use> told() {
        try {
            return Optional.ofNullable(use).map(one -> Use.of(one, !withoutName));
        } catch (IllegalArgumentException e) {
            throw new Misuse("--for: " + e.getMessage());
        }
    }
}
