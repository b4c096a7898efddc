package org.haetae.assess;

import java.util.List;
import org.haetae.archive.ItemId;

/// What would fall without something.
///
/// @param cells that would stand otherwise, as they are and as they would be
/// @param findings that would be stale
/// @param items that are left out, those of witnesses and consents included
public record WhatIf(
        Matrix before,
        Matrix after,
        List<Changed> cells,
        List<Fallen> findings,
        List<ItemId> items) {

    /// A cell that would stand otherwise, or on fewer roots.
    public record Changed(Cell before, Cell after) {}

    /// A finding that would fall.
    ///
    /// @param left what would still speak for what it says
    public record Fallen(Finding finding, Weight left) {}

    public WhatIf {
        cells = List.copyOf(cells);
        findings = List.copyOf(findings);
        items = List.copyOf(items);
    }
}
