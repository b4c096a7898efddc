package org.haetae.assess;

import java.util.Locale;

/// Whether a claim speaks for an element or against it, whatever the finding says of the element.
/// Exculpatory claims are against.
public enum Side {
    FOR(1),
    AGAINST(2);

    private final int number;

    Side(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Side of(int number) {
        for (var side : values()) {
            if (side.number == number) {
                return side;
            }
        }
        throw new IllegalArgumentException(
                "a claim is on side %d, which this version does not know".formatted(number));
    }

    /// As files, commands and pages write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
