package org.haetae.report;

import java.util.Locale;
import java.util.UUID;

/// Why a dossier cannot leave as it is: somebody has to resolve it first. By ids alone.
///
/// @param subject the finding, claim or item that it is about
/// @param by the claim that fell, or the consent that stands against it; else the subject again
public record Obstacle(Why why, UUID subject, UUID by) {

    /// What is in the way.
    public enum Why {
        /// A claim that the finding leans on was disputed, retracted, revised, withheld or erased.
        STALE,
        /// The words that the claim cites do not stand where it says any more.
        MOVED,
        /// The consent that the item is tied to does not let it out for this use.
        CONSENT,
        /// The item is redacted, and no picture and no words of it can be made to be seen.
        UNSEEN;

        /// As files, commands and pages write it.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
