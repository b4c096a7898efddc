package org.haetae.report;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;

/// Everything that a check of redactions can find. Each has an entry in docs/manual/findings.md.
public enum RedactionCode {
    /// A redaction is not what was decided.
    ROW_ALTERED("Find out who wrote to the database; restore the tables from a backup."),
    /// One was decided, and the database has no row of it: what it hid may leave.
    ROW_MISSING("Let no dossier leave. Restore the tables from a backup."),
    /// One in the database that nobody decided.
    ROW_STRAY("Find out who wrote to the database; nobody decided so.");

    private final String advice;

    RedactionCode(String advice) {
        this.advice = advice;
    }

    /// As it stands in findings: `REDACTION-ROW-ALTERED`.
    public String code() {
        return "REDACTION-" + name().replace('_', '-');
    }

    Finding at(Object subject, Object found, Object expected) {
        return new Finding(
                code(), ERROR, subject.toString(), found.toString(), expected.toString(), advice);
    }
}
