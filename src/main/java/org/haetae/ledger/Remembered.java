package org.haetae.ledger;

/// A checkpoint that somebody keeps apart from the log's folder: the lock store, the database, a
/// witness, a printed page. Against these a log that was cut or replaced as a whole is found out.
///
/// @param where who remembers, for the finding
public record Remembered(String where, Checkpoint checkpoint) {}
