package org.haetae.assess;

import java.time.Instant;
import java.util.Optional;
import org.haetae.access.ActorId;

/// What somebody else said of one version of a finding.
///
/// @param to how it stands since
/// @param words why; absent where there are none, once erased, and while they are withheld
public record FindingStep(
        FindingId finding,
        int version,
        Standing to,
        ActorId by,
        Instant at,
        Optional<String> words,
        long position) {

    @Override
    public String toString() {
        return "FindingStep[%s version %d]".formatted(finding, version);
    }
}
