package org.haetae.resolve;

import java.time.Instant;
import java.util.Optional;
import org.haetae.access.ActorId;
import org.haetae.casebook.EntityId;

/// What somebody judged of two entities. Never altered; a later judgement of the same two takes its
/// place.
///
/// @param one the entity whose id comes first as text
/// @param model version of the linkage model that was looked at; empty when none was
/// @param words why, and the evidence that was looked at; empty for who may not read them, and once
///   what they were about is erased
/// @param position in the ledger
public record Judgement(
        EntityId one,
        EntityId other,
        Verdict verdict,
        ActorId by,
        Instant at,
        Optional<String> model,
        Optional<Words> words,
        long position) {

    /// @param evidence what the judge had before them, line by line; may be empty
    public record Words(String reason, String evidence) {}

    public Judgement {
        if (one.toString().compareTo(other.toString()) >= 0) {
            throw new IllegalArgumentException(
                    "judgement of %s and %s; expected two entities in the order of their ids"
                            .formatted(one, other));
        }
    }

    /// The other one of the two.
    public EntityId beside(EntityId id) {
        return id.equals(one) ? other : one;
    }
}
