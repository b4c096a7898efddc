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
/// @param second whether the judge asked for somebody else to judge the same two; one who is unsure
///   always does
/// @param position in the ledger
public record Judgement(
        EntityId one,
        EntityId other,
        Verdict verdict,
        ActorId by,
        Instant at,
        Optional<String> model,
        Optional<Words> words,
        boolean second,
        long position) {

    /// @param evidence what the judge had before them, line by line; may be empty
    public record Words(String reason, String evidence) {}

    public Judgement {
        if (one.toString().compareTo(other.toString()) >= 0) {
            throw new IllegalArgumentException(
                    "judgement of %s and %s; expected two entities in the order of their ids"
                            .formatted(one, other));
        }
        second |= verdict == Verdict.UNSURE;
    }

    /// Whether two people hold the opposite of the same two.
    public boolean contradicts(Judgement before) {
        return verdict != Verdict.UNSURE
                && before.verdict != Verdict.UNSURE
                && verdict != before.verdict
                && !by.equals(before.by);
    }

    /// The other one of the two.
    public EntityId beside(EntityId id) {
        return id.equals(one) ? other : one;
    }
}
