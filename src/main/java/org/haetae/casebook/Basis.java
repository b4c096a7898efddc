package org.haetae.casebook;

import java.util.Locale;

/// From how much a claim was made.
public enum Basis {
    /// Only what the item cited says, whatever else is known.
    ITEM(1),
    /// Several items, weighed together.
    SYNTHESIS(2);

    private final int number;

    Basis(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static Basis of(int number) {
        for (var basis : values()) {
            if (basis.number == number) {
                return basis;
            }
        }
        throw new IllegalStateException(
                "a claim has basis %d, which this version does not know".formatted(number));
    }

    /// As commands and files write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
