package org.haetae.assess;

import java.util.Locale;

/// How one element stands for one subject, by the findings that count.
public enum CellState {
    /// Findings say that it is shown, and none that it was not so.
    SUPPORTED,
    /// Findings say that it was not so, and none that it is shown.
    CONTRADICTED,
    /// Findings say both.
    DISPUTED,
    /// No finding counts.
    MISSING;

    /// As files, commands and pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
