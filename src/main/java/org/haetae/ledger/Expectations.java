package org.haetae.ledger;

import java.time.Duration;
import java.time.Instant;

/// What a checker expects of those who vouch for a log from outside.
///
/// @param witnesses how many different ones must have cosigned one and the same head; 0 for none
/// @param witnessed at most so long ago; a log younger than this need not have any yet
/// @param stamped a timestamp at most so long ago; zero when none is expected
/// @param renewal a timestamp whose certificate ends within this time should have been followed by
///   one with a longer life
/// @param now the checker's own time
public record Expectations(
        int witnesses, Duration witnessed, Duration stamped, Duration renewal, Instant now) {

    public Expectations {
        if (witnesses < 0
                || witnessed.isNegative()
                || stamped.isNegative()
                || renewal.isNegative()) {
            throw new IllegalArgumentException(
                    "%d witnesses within %s, stamps within %s, renewal %s; expected none below zero"
                            .formatted(witnesses, witnessed, stamped, renewal));
        }
    }

    /// Nothing is expected; times of the future are still seen as such.
    public static Expectations none(Instant now) {
        return new Expectations(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, now);
    }
}
