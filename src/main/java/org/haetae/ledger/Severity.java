package org.haetae.ledger;

/// How much a finding weighs.
public enum Severity {
    /// Something promised does not hold.
    ERROR,
    /// What was promised holds, but something is not as it should be.
    WARNING,
    /// Worth knowing.
    NOTICE
}
