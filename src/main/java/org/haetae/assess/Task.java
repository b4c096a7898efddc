package org.haetae.assess;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.haetae.access.ActorId;

/// Something to be done about a gap of a case.
///
/// @param gap as it was when the task was made; it may be closed since
/// @param whom who is to do it
/// @param by who last changed it
/// @param position of its last entry in the ledger
public record Task(
        TaskId id,
        CaseId inCase,
        String element,
        Subject subject,
        Gap gap,
        State state,
        Optional<ActorId> whom,
        ActorId by,
        Instant at,
        long position) {

    /// How far it has come.
    public enum State {
        OPEN(1),
        DONE(2),
        /// It needs not be done any more.
        DROPPED(3);

        private final int number;

        State(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static State of(int number) {
            for (var state : values()) {
                if (state.number == number) {
                    return state;
                }
            }
            throw new IllegalArgumentException(
                    "a task has state %d, which this version does not know".formatted(number));
        }

        /// As files, commands and pages write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
