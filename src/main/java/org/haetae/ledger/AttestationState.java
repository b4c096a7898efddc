package org.haetae.ledger;

import java.time.Instant;
import java.util.Optional;

/// How it stands with one witness or timestamp authority that this home asks.
///
/// @param name the witness's key name, or what the settings call the authority
/// @param newest its newest right answer that lies in the log's folder
/// @param asked when it was asked last since this process began
/// @param outcome what came of that
/// @param next when it is asked again at the earliest
public record AttestationState(
        Attestation.Kind kind,
        String name,
        Optional<Attestation> newest,
        Optional<Instant> asked,
        Outcome outcome,
        Instant next) {

    /// What came of asking.
    public enum Outcome {
        /// Not asked since this process began.
        NOT_ASKED,
        /// A right answer, which lies in the log's folder now.
        ANSWERED,
        /// There was nothing new to ask about.
        NOTHING_NEW,
        /// No answer came over the network.
        UNREACHABLE,
        /// A witness that does not know this log: its people must be given our keys.
        LOG_UNKNOWN,
        /// A witness that knows other keys of this log than ours.
        KEYS_UNKNOWN,
        /// It refused, and could not prove why.
        REFUSED,
        /// An answer that is not right: not signed by its keys, or about something else.
        WRONG,
        /// A witness that proved with our own signature that this home is not the newest.
        CONTRADICTED,
        /// This ledger itself is not in order, so nobody was asked.
        NOT_IN_ORDER;

        /// Whether a person has to look.
        public boolean isWell() {
            return this == NOT_ASKED || this == ANSWERED || this == NOTHING_NEW;
        }

        /// As it stands in rows and messages: `nothing-new`.
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
