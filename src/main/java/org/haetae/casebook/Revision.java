package org.haetae.casebook;

import java.util.List;
import java.util.Optional;

/// What is to change of a claim; what is absent stays.
///
/// @param citations all of them; one that was there before keeps the words that were cited then
/// @param reason why; shown in the claim's history for ever
public record Revision(
        Optional<Value> value,
        Optional<List<NewClaim.Cite>> citations,
        Optional<Grade> grade,
        Optional<Status> status,
        String reason) {

    public Revision {
        if (reason.isBlank()) {
            throw new IllegalArgumentException(
                    "a claim is changed without a reason; expected one, in words");
        }
    }

    /// Another status and nothing else.
    public static Revision of(Status status, String reason) {
        return new Revision(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(status), reason);
    }
}
