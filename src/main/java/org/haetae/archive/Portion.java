package org.haetae.archive;

import java.time.Duration;
import java.util.Optional;

/// How much of the archive is read anew at a time.
///
/// @param share of the sealed files, by their number: more than 0, at most 1
/// @param longest when to stop in any case; empty for never
public record Portion(double share, Optional<Duration> longest) {

    /// All of it, however long that takes.
    public static final Portion EVERYTHING = new Portion(1, Optional.empty());

    public Portion {
        if (!(share > 0 && share <= 1) || longest.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException(
                    "a share of %s, longest %s; expected 0 < share <= 1".formatted(share, longest));
        }
    }

    boolean isEverything() {
        return equals(EVERYTHING);
    }
}
