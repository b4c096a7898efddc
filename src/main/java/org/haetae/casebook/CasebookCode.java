package org.haetae.casebook;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of the casebook can find. Each has an entry in docs/manual/findings.md.
public enum CasebookCode {
    /// A claim in the database is not what was recorded.
    ROW_ALTERED(ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// A claim was recorded, and the database has no row of it.
    ROW_MISSING(ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// A claim in the database that was never recorded.
    ROW_STRAY(ERROR, "Find out who wrote to the database; it is nobody's claim."),
    /// A step of a review is not what was recorded.
    STEP_ALTERED(ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// A step of a review was recorded, and the database has no row of it.
    STEP_MISSING(ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// A step of a review in the database that was never recorded.
    STEP_STRAY(ERROR, "Find out who wrote to the database; nobody took this step.");

    private final Severity severity;
    private final String advice;

    CasebookCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `CASEBOOK-ROW-ALTERED`.
    public String code() {
        return "CASEBOOK-" + name().replace('_', '-');
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
