package org.haetae.assess;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.haetae.archive.ItemId;
import org.haetae.casebook.ClaimId;

/// A claim that a finding leans on, in the version that was weighed.
///
/// @param grade of that version, such as `B2`
/// @param items that it cites
/// @param fallen why it does not carry the finding any more
public record Leaning(
        ClaimId claim,
        int version,
        Side side,
        String grade,
        List<ItemId> items,
        Optional<Fallen> fallen) {

    /// Why a claim does not carry a finding any more.
    public enum Fallen {
        /// Somebody disputes it since.
        DISPUTED,
        /// It was retracted.
        RETRACTED,
        /// It has a newer version, which nobody weighed yet.
        REVISED,
        /// What it cites was erased, or may not be worked with now.
        GONE;

        /// As files and commands write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Leaning {
        items = List.copyOf(items);
    }

    /// The same where the claim is not there.
    Leaning gone() {
        return new Leaning(claim, version, side, grade, items, Optional.of(Fallen.GONE));
    }

    @Override
    public String toString() {
        return "Leaning[%s version %d]".formatted(claim, version);
    }
}
