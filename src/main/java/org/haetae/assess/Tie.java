package org.haetae.assess;

import java.util.Locale;
import java.util.UUID;

/// Why two things are held to come from one root, or, by what a person said, not to. Each end is an
/// item, or a document, interview or witness of the casebook.
///
/// @param one where the tie has a direction, what derives from the other
/// @param why from what this is known
/// @param measure likeness in ten-thousandths, of copies found by their text or picture; else 0
public record Tie(UUID one, UUID other, Why why, int measure) {

    /// From what a tie is known, the surest first.
    public enum Why {
        /// A person says that they are one, with a reason.
        SAID_SAME(false),
        /// The item is what the casebook describes as this document or interview.
        RECORDED(false),
        /// The witness speaks in the interview.
        TOLD_BY(true),
        /// A source or a person recorded that the one repeats or derives from the other.
        DERIVED(true),
        /// Nearly the same words.
        SAME_TEXT(false),
        /// Nearly the same picture.
        SAME_PICTURE(false),
        /// Most of the other's words stand in the one, which has more.
        CONTAINS(true),
        /// A person says that they are independent, with a reason. Keeps apart, whatever else ties.
        SAID_INDEPENDENT(false);

        private final boolean derives;

        Why(boolean derives) {
            this.derives = derives;
        }

        /// Whether the one derives from the other. What derives from several does not make these
        /// one.
        public boolean derives() {
            return derives;
        }

        /// As files and commands write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public String toString() {
        return "Tie[%s %s %s]".formatted(one, why.word(), other);
    }
}
