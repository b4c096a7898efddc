package org.haetae.roster;

import java.time.Instant;
import java.util.UUID;
import org.haetae.access.ActorId;

/// One sign-in, as listed to its owner and to those who administer.
///
/// @param id names it in the ledger; knowing it does not let one in
/// @param endsAt when it ends if it is not used before
public record Session(UUID id, ActorId account, Instant startedAt, Instant usedAt, Instant endsAt) {

    /// A sign-in just made.
    ///
    /// @param token 256 random bits in 43 letters, told this once; whoever has it is let in
    public record Opened(Session session, String token) {

        @Override
        public String toString() {
            return "session " + session.id();
        }
    }
}
