package org.haetae.assess;

import java.util.Locale;

/// How far the review of a finding has come, in its present version.
public enum Standing {
    /// Nobody but its authors has judged it.
    PROPOSED(0),
    /// A second person agrees.
    AGREED(1),
    /// A second person wants it mended.
    SENT_BACK(2);

    private final int number;

    Standing(int number) {
        this.number = number;
    }

    /// The number of the step that leads here; 0 without one.
    int number() {
        return number;
    }

    static Standing of(int number) {
        for (var standing : values()) {
            if (standing.number == number) {
                return standing;
            }
        }
        throw new IllegalArgumentException(
                "a step of a finding has number %d, which this version does not know"
                        .formatted(number));
    }

    /// As files, commands and pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
