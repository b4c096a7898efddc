package org.haetae.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.jspecify.annotations.Nullable;

/// One act, as its doer hands it in. Ids, commitments and numbers only: the ledger may be shown to
/// anyone and lives for ever, so nothing that names or quotes a person may ever be in it.
///
/// @param id random, this entry's own
/// @param code a number whose meaning depends on the act (the outcome of a reading, the number of a
///   decision); 0 when the act says all
/// @param time when it was done, by the software's clock; kept to the microsecond
/// @param actor who did it, under their pseudonym
/// @param object what it was done to: an item, an accession, an account, a claim ...
/// @param content commitment to the object's bytes ([Commitment#content]), or [Digest#ABSENT]
/// @param record commitment to what else is to be proved of the act ([Commitment#record]), or
///   [Digest#ABSENT]
/// @param sealed SHA-256 of the bytes as stored, that is of the ciphertext, or [Digest#ABSENT]
public record Entry(
        UUID id,
        Act act,
        int code,
        Instant time,
        ActorId actor,
        UUID object,
        Digest content,
        Digest record,
        Digest sealed) {

    private static final Duration ROUNDING = Duration.ofNanos(1_000);

    public Entry {
        if (code < 0) {
            throw new IllegalArgumentException("code is %d; expected 0 or more".formatted(code));
        }
        if (time.isBefore(Instant.EPOCH)) {
            throw new IllegalArgumentException(
                    "time is %s; expected 1970 or later: is the clock right?".formatted(time));
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    /// Whether this is its time, as far as a database tells it, which rounds to the microsecond.
    public boolean isAt(@Nullable Instant told) {
        return told != null && Duration.between(told, time).abs().compareTo(ROUNDING) <= 0;
    }

    /// An act with nothing to commit to.
    public static Entry of(Act act, Instant time, ActorId actor, UUID object) {
        return of(act, 0, time, actor, object);
    }

    /// An act with a code and nothing to commit to.
    public static Entry of(Act act, int code, Instant time, ActorId actor, UUID object) {
        return new Entry(
                UUID.randomUUID(),
                act,
                code,
                time,
                actor,
                object,
                Digest.ABSENT,
                Digest.ABSENT,
                Digest.ABSENT);
    }

    /// The same with commitments.
    public Entry committing(Digest content, Digest record, Digest sealed) {
        return new Entry(id, act, code, time, actor, object, content, record, sealed);
    }
}
