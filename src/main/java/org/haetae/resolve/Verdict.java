package org.haetae.resolve;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.haetae.ledger.Act;

/// What somebody holds of two entities. The numbers stand in the ledger and never change.
public enum Verdict {
    SAME(1, Act.MERGED),
    DIFFERENT(2, Act.UNMERGED),
    /// It cannot be told from what there is: as if nothing had been judged.
    UNSURE(3, Act.UNMERGED);

    private final int number;
    private final Act act;

    Verdict(int number, Act act) {
        this.number = number;
        this.act = act;
    }

    int number() {
        return number;
    }

    Act act() {
        return act;
    }

    /// As it is written in commands and rows: `same`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Verdict> of(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    static Verdict of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no verdict " + number));
    }
}
