package org.haetae.casebook;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.haetae.archive.ItemId;
import org.haetae.extract.ItemReading;

/// Reads again what citations of some items point to, and compares: asks for the items once, and
/// reads each text once. For one piece of work and one thread: what it remembers outlives an
/// erasure.
public final class Rereading {

    private final Set<ItemId> there;
    private final Map<ItemId, ItemReading> readings;
    private final Passages passages;

    /// @param there items that are there for the reader
    /// @param readings of those of which more than words may be cited
    Rereading(Set<ItemId> there, Map<ItemId, ItemReading> readings, Passages passages) {
        this.there = there;
        this.readings = readings;
        this.passages = passages.remembering();
    }

    /// What is now found where a citation points to.
    public Found of(Citation citation) {
        if (!there.contains(citation.item())) {
            return new Found.Gone(Found.Why.ERASED);
        }
        return switch (citation.locator()) {
            case Locator.Passage passage ->
                    citation.quote()
                            .map(quote -> passages.check(citation.item(), passage, quote))
                            .orElse(new Found.Gone(Found.Why.ERASED));
            case Locator.Region region -> seen(reading(citation), region);
            case Locator.Stretch stretch -> seen(reading(citation), stretch);
        };
    }

    private Optional<ItemReading> reading(Citation citation) {
        return Optional.ofNullable(readings.get(citation.item()));
    }

    /// Whether there is such a place in what was seen of an item when it was read. Not in the
    /// picture itself: it is made when somebody looks.
    static Found seen(Optional<ItemReading> reading, Locator place) {
        if (reading.isEmpty()) {
            return new Found.Gone(Found.Why.NOT_READ);
        }
        boolean there =
                switch (place) {
                    case Locator.Passage passage -> true;
                    case Locator.Region region ->
                            region.page()
                                    <= Math.max(
                                            reading.get().pictures(),
                                            region.isWhole() ? reading.get().pages() : 0);
                    case Locator.Stretch stretch -> reading.get().isRecording();
                };
        return there ? new Found.AsCited() : new Found.Gone(Found.Why.NO_SUCH_PLACE);
    }
}
