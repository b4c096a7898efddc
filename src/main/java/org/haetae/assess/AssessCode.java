package org.haetae.assess;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of cases can find. Each has an entry in docs/manual/findings.md.
public enum AssessCode {
    /// A case, a finding, a step, a correction of roots or a task is not what was recorded.
    ROW_ALTERED(ERROR, "Find out who wrote to the database; restore the tables from a backup."),
    /// One was recorded, and the database has no row of it.
    ROW_MISSING(ERROR, "Find out who wrote to the database; restore the tables from a backup."),
    /// One in the database that was never recorded.
    ROW_STRAY(ERROR, "Find out who wrote to the database; nobody concluded so.");

    private final Severity severity;
    private final String advice;

    AssessCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `ASSESS-ROW-ALTERED`.
    public String code() {
        return "ASSESS-" + name().replace('_', '-');
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
