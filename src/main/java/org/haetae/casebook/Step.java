package org.haetae.casebook;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.haetae.access.ActorId;
import org.haetae.ledger.Act;

/// Something that somebody did about a claim besides recording it, or about an entity.
///
/// @param subject a claim; of an assignment also an entity
/// @param version of the claim; 0 of an entity
/// @param whom who is assigned, or not any more
/// @param words a comment or a reason; absent where there are none, and once erased
public record Step(
        What what,
        UUID subject,
        int version,
        ActorId by,
        Optional<ActorId> whom,
        Instant at,
        Optional<String> words) {

    /// What was done. The number stands in database and ledger and never changes its meaning.
    public enum What {
        /// A second person read the claim beside its passages and agrees.
        AGREED(1, Act.REVIEWED),
        /// A second person wants it mended, and said why.
        SENT_BACK(2, Act.REVIEWED),
        /// It is closed: nobody changes it before it is reopened.
        FINALISED(3, Act.REVIEWED),
        /// It is to be reviewed anew, with the reason.
        REOPENED(4, Act.REVIEWED),
        COMMENTED(5, Act.COMMENTED),
        ASSIGNED(6, Act.ASSIGNED),
        /// An assignment is done with, or was taken back.
        RELEASED(7, Act.ASSIGNED);

        private final int number;
        private final Act act;

        What(int number, Act act) {
            this.number = number;
            this.act = act;
        }

        int number() {
            return number;
        }

        Act act() {
            return act;
        }

        static What of(int number) {
            for (var what : values()) {
                if (what.number == number) {
                    return what;
                }
            }
            throw new IllegalArgumentException(
                    "a step has number %d, which this version does not know".formatted(number));
        }

        /// As files and pages write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// Whether it says how the claim stands.
        boolean judges() {
            return act == Act.REVIEWED;
        }
    }

    @Override
    public String toString() {
        return "Step[%s %s]".formatted(what, subject);
    }
}
