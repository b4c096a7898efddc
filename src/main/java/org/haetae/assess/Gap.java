package org.haetae.assess;

import java.util.Locale;

/// What a cell lacks.
public enum Gap {
    /// Nobody has concluded anything.
    NO_FINDING(1),
    /// There is a finding, which no second person has judged yet or which one sent back.
    NO_REVIEW(2),
    /// What a finding leans on changed, fell or is withheld.
    STALE(3),
    /// All that speaks for it comes from one root.
    NO_SECOND_ROOT(4),
    /// Findings contradict each other.
    DISPUTED(5);

    private final int number;

    Gap(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Gap of(int number) {
        for (var gap : values()) {
            if (gap.number == number) {
                return gap;
            }
        }
        throw new IllegalArgumentException(
                "a gap has number %d, which this version does not know".formatted(number));
    }

    /// As files, commands and pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
