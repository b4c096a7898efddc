package org.haetae.extract;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of the recorded outcomes can find. Each has an entry in
/// docs/manual/findings.md.
public enum ReadingCode {
    /// An outcome in the database is not the one that was recorded.
    ROW_ALTERED(ERROR, "Find out who wrote to the database; `haetae reread` makes the row anew."),
    /// An outcome was recorded, and the database has no row of it.
    ROW_MISSING(
            ERROR,
            "Find out who wrote to the database; `haetae reread --item` makes the row anew."),
    /// An outcome in the database that was never recorded.
    ROW_STRAY(ERROR, "Find out who wrote to the database; `haetae reread` makes the row anew.");

    private final Severity severity;
    private final String advice;

    ReadingCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `READING-ROW-ALTERED`.
    public String code() {
        return "READING-" + name().replace('_', '-');
    }

    Finding at(Object subject, Object found, Object expected) {
        return new Finding(
                code(),
                severity,
                subject.toString(),
                found.toString(),
                expected.toString(),
                advice);
    }
}
