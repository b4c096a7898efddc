package org.haetae.extract;

import java.util.Objects;
import org.haetae.extract.worker.Outcome;

/// How the reading of one item ended.
///
/// @param reason in plain words, empty when there is nothing to say. It may come from a process
///   that a hostile file has taken over: it is shown to people, escaped, and never logged
/// @param tool what read it; `worker` when the process shell or its parent ended the reading
/// @param millis time spent on it, waiting not included
/// @param attempts how many times it was given to a worker; 0 when it never was
public record Reading(
        Outcome outcome,
        String reason,
        String tool,
        String toolVersion,
        long millis,
        int attempts) {
    public Reading {
        Objects.requireNonNull(outcome);
        Objects.requireNonNull(reason);
        Objects.requireNonNull(tool);
        Objects.requireNonNull(toolVersion);
    }
}
