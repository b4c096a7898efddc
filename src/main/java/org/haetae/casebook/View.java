package org.haetae.casebook;

import java.util.Locale;

/// How entities of a kind are looked at, besides by their values.
public enum View {
    /// As something that happened: who did what to whom, where and when, with all that is part of
    /// it.
    EVENT,
    /// As a line between its ends in a network.
    TIE;

    /// As it stands in the files of the schema.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
