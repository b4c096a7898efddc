package org.haetae.archive;

/// What became of a file that was not what the ledger says, when another copy of the archive was
/// asked for it.
public enum Repaired {
    /// It is what was received again; what lay there is kept aside.
    REPAIRED,
    /// The copy has no such file.
    NOT_IN_COPY,
    /// The copy's file is not what was received either.
    COPY_DAMAGED
}
