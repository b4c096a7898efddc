package org.haetae.assess;

import java.util.Locale;

/// What a finding says of an element.
public enum Direction {
    /// It is shown to the standard of the finding.
    SUPPORTED(1),
    /// It is shown to that standard that it was not so.
    CONTRADICTED(2),
    /// Its author takes it back: it says nothing any more.
    WITHDRAWN(3);

    private final int number;

    Direction(int number) {
        this.number = number;
    }

    /// The number in database and ledger; never changes its meaning.
    int number() {
        return number;
    }

    static Direction of(int number) {
        for (var direction : values()) {
            if (direction.number == number) {
                return direction;
            }
        }
        throw new IllegalArgumentException(
                "a finding has direction %d, which this version does not know".formatted(number));
    }

    /// The claims that it rests on.
    Side side() {
        return this == CONTRADICTED ? Side.AGAINST : Side.FOR;
    }

    /// As files, commands and pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
