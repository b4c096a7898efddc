package org.haetae.assess;

import java.util.List;
import java.util.Set;

/// One element for one subject.
///
/// @param supporting what speaks for the element, in the findings that count
/// @param contrary what speaks against it, in the same findings; exculpatory claims are here
/// @param findings to the standard of the matrix, those that do not count included
/// @param others findings to other standards
/// @param gaps what it lacks
public record Cell(
        String element,
        Subject subject,
        CellState state,
        Weight supporting,
        Weight contrary,
        List<Finding> findings,
        int others,
        Set<Gap> gaps) {
    public Cell {
        findings = List.copyOf(findings);
        gaps = Set.copyOf(gaps);
    }
}
