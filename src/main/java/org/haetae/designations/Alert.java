package org.haetae.designations;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haetae.access.ActorId;
import org.haetae.archive.AccessionId;
import org.haetae.casebook.EntityId;

/// That an entry of a list may be somebody of the casebook, for a person to look at. It says that
/// two are alike and why somebody should look now, never that they are one.
///
/// @param listed the entity that the entry was recorded as
/// @param version the accession that the version of the list came as
/// @param fields of the entry, in which it changed
/// @param score from 0 to 1, as [org.haetae.sanctions.Screen] has it; 0 where nothing but a
///   judgement ties the two
/// @param position of its entry in the ledger, by which it is known
public record Alert(
        EntityId entity,
        EntityId listed,
        AccessionId version,
        Cause cause,
        List<String> fields,
        double score,
        ActorId by,
        Instant at,
        long position) {

    public Alert {
        fields = List.copyOf(fields);
    }

    /// Why somebody should look. The numbers stand in the ledger and never change.
    public enum Cause {
        /// The two were never compared before.
        MET(1),
        /// The entry says something else now.
        CHANGED(2),
        /// The entry is not on the list any more.
        REMOVED(3);

        private final int number;

        Cause(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /// As it is written in rows: `met`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Cause of(int number) {
            return Arrays.stream(values())
                    .filter(one -> one.number == number)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no cause " + number));
        }
    }

    /// Why nothing is judged of the two. Whoever can say more judges them, in words of their own.
    public enum Reason {
        /// Nothing but a name that many bear speaks for it.
        NAME_ALONE(1),
        /// The entry is about something that this team does not work on.
        OUTSIDE(2),
        /// What changed was taken note of; the two stay as they were judged.
        NOTED(3);

        private final int number;

        Reason(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        /// As it is typed: `name-alone`.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Reason> of(String word) {
            return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
        }
    }
}
