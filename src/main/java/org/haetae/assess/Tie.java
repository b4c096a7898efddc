package org.haetae.assess;

import java.util.Locale;
import java.util.Optional;
import org.haetae.archive.ItemId;
import org.haetae.casebook.EntityId;

/// Why two items are held to come from one root, or, by what a person said, not to.
///
/// @param why from what this is known
/// @param measure likeness in ten-thousandths, of copies found by their text or picture
/// @param through the witness or document that ties them, where there is one
public record Tie(ItemId one, ItemId other, Why why, int measure, Optional<EntityId> through) {

    /// From what a tie is known, the surest first.
    public enum Why {
        /// A person says that they are one, with a reason.
        SAID_SAME,
        /// A source or a person recorded that the one repeats or derives from the other.
        DERIVED,
        /// The same witness speaks in both.
        SAME_WITNESS,
        /// Nearly the same words.
        SAME_TEXT,
        /// Nearly the same picture.
        SAME_PICTURE,
        /// A person says that they are independent, with a reason. Keeps apart, whatever else ties.
        SAID_INDEPENDENT;

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
