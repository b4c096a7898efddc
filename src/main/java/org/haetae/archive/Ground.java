package org.haetae.archive;

import java.util.Arrays;

/// Why an erasure was asked for, as far as the ledger may say it. The number stands in entries and
/// never changes its meaning (docs/formats/archive.md).
public enum Ground {
    /// Who gave it, or whom it is about, takes the consent back.
    WITHDRAWN(1),
    /// A court or an authority orders it.
    ORDERED(2),
    /// A law on personal data asks for it.
    LAW(3),
    /// It should not have been taken in.
    MISTAKE(4),
    /// To keep somebody from harm.
    DANGER(5),
    OTHER(9);

    private final int number;

    Ground(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static Ground of(int number) {
        return Arrays.stream(values())
                .filter(ground -> ground.number == number)
                .findFirst()
                .orElse(OTHER);
    }
}
