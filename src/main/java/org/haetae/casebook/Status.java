package org.haetae.casebook;

import java.util.Locale;

/// How a claim stands. Nothing is ever removed: what was retracted is shown as retracted.
public enum Status {
    /// Half entered, seen in no count, export or report.
    DRAFT(1),
    RECORDED(2),
    /// Somebody gave a reason to doubt that the source says this.
    DISPUTED(3),
    /// It should not have been recorded.
    RETRACTED(4);

    private final int number;

    Status(int number) {
        this.number = number;
    }

    /// The number under which it stands in database and ledger; never changes its meaning.
    int number() {
        return number;
    }

    static Status of(int number) {
        for (var status : values()) {
            if (status.number == number) {
                return status;
            }
        }
        throw new IllegalStateException(
                "a claim has status %d, which this version does not know".formatted(number));
    }

    /// As commands and files write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
