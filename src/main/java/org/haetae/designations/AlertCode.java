package org.haetae.designations;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of alerts can find. Each has an entry in docs/manual/findings.md.
public enum AlertCode {
    /// An alert or a dismissal is not what was recorded.
    ALERT_ALTERED(ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// An alert or a dismissal was recorded, and the database has no row of it.
    ALERT_MISSING(ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// An alert or a dismissal in the database that was never recorded.
    ALERT_STRAY(ERROR, "Find out who wrote to the database; nobody raised or dismissed this.");

    private final Severity severity;
    private final String advice;

    AlertCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `DESIGNATIONS-ALERT-ALTERED`.
    public String code() {
        return "DESIGNATIONS-" + name().replace('_', '-');
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
