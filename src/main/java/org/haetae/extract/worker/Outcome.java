package org.haetae.extract.worker;

import java.util.Locale;

/// How the reading of one file ended. Every file and every part has exactly one.
public enum Outcome {
    /// All that we know how to get out of this kind of file was got.
    READ,
    /// Something was got and something is known to be missing; the reason says what.
    PARTIAL,
    /// A password or key is needed.
    LOCKED,
    /// The format is known and the bytes do not obey it.
    DAMAGED,
    /// The format is not known to us.
    UNKNOWN,
    /// Larger than we read.
    TOO_LARGE,
    /// A limit ended the reading (time, memory, depth, parts, output); the reason says which.
    STOPPED,
    /// The reader itself broke; the file may be innocent.
    FAILED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// The word used in `--json` rows, in the database and on pages, such as `too-large`.
    public String word() {
        return word;
    }
}
