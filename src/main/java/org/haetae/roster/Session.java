package org.haetae.roster;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.ActorId;

/// One sign-in, as listed to its owner and to those who administer.
///
/// @param id names it in the ledger; knowing it does not let one in
/// @param endsAt when it ends if it is not used before
/// @param program what a program that has it is let do; empty for a person at a browser
public record Session(
        UUID id,
        ActorId account,
        Instant startedAt,
        Instant usedAt,
        Instant endsAt,
        Optional<Token> program) {

    /// A sign-in just made.
    ///
    /// @param token 256 random bits in letters, told this once; whoever has it is let in
    public record Opened(Session session, String token) {

        @Override
        public String toString() {
            return "session " + session.id();
        }
    }
}
