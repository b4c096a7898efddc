package org.haetae.assess;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.haetae.access.ActorId;
import org.haetae.archive.ItemId;

/// What somebody said of two items, whatever was computed of them. Of each two the last one counts.
///
/// @param one the item whose id comes first as text
/// @param words why; absent once one of them is erased, and while one is withheld
public record Correction(
        ItemId one,
        ItemId other,
        Verdict verdict,
        ActorId by,
        Instant at,
        Optional<String> words,
        long position) {

    /// What was said.
    public enum Verdict {
        SAME_ROOT(1),
        INDEPENDENT(2),
        /// What was said before counts no more.
        AS_COMPUTED(3);

        private final int number;

        Verdict(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Verdict of(int number) {
            for (var verdict : values()) {
                if (verdict.number == number) {
                    return verdict;
                }
            }
            throw new IllegalArgumentException(
                    "a correction has verdict %d, which this version does not know"
                            .formatted(number));
        }

        /// As files, commands and pages write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return "Correction[%s %s %s]".formatted(one, verdict.word(), other);
    }
}
