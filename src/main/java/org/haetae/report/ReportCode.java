package org.haetae.report;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of what dossiers hide can find. Each has an entry in
/// docs/manual/findings.md.
public enum ReportCode {
    /// A redaction is not what was decided.
    ROW_ALTERED(
            ERROR,
            "Find out who wrote to the database; export no dossier before the table is restored."),
    /// One was decided or lifted, and the database has no row of it.
    ROW_MISSING(
            ERROR,
            "Find out who wrote to the database; export no dossier before the table is restored."),
    /// One in the database that nobody decided.
    ROW_STRAY(ERROR, "Find out who wrote to the database; nobody decided so.");

    private final Severity severity;
    private final String advice;

    ReportCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `REPORT-ROW-ALTERED`.
    public String code() {
        return "REPORT-" + name().replace('_', '-');
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
