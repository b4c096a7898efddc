package org.haetae.report;

import java.util.List;
import java.util.Optional;
import org.haetae.casebook.ClaimId;
import org.haetae.casebook.Locator;

/// A claim that a dossier rests on, in the version that was weighed.
///
/// @param label within the dossier: `C-0001`
/// @param position of its entry in the ledger
/// @param words what it says, for reading; what is sealed or redacted is not in it
/// @param grade such as `B2`
/// @param opening what opens the commitment of its entry; absent where something of it is redacted
public record CitedClaim(
        String label,
        ClaimId claim,
        int version,
        long position,
        String words,
        String grade,
        Optional<Opening> opening,
        List<Passage> passages) {

    /// The bytes that the ledger commits to, and the salt.
    public record Opening(byte[] salt, String canonical) {
        @Override
        public String toString() {
            return "Opening[withheld]";
        }
    }

    /// A place that it cites.
    ///
    /// @param exhibit label of it
    /// @param quote the words there; absent where none are cited, and where they are redacted
    public record Passage(String exhibit, Locator place, Optional<String> quote, boolean redacted) {

        /// The page that a reader opens; 1 of a recording.
        public int page() {
            return switch (place) {
                case Locator.Passage passage -> passage.page();
                case Locator.Region region -> region.page();
                case Locator.Stretch _ -> 1;
            };
        }

        @Override
        public String toString() {
            return "Passage[" + exhibit + "]";
        }
    }

    public CitedClaim {
        passages = List.copyOf(passages);
    }

    @Override
    public String toString() {
        return "CitedClaim[" + label + "]";
    }
}
