package org.haetae.report;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;

/// Everything that a check of dossiers that left, and of the numbers in them, can find. Each has an
/// entry in docs/manual/findings.md.
public enum ReportCode {
    /// A dossier or a number is not what was entered.
    ROW_ALTERED("Find out who wrote to the database; restore the tables from a backup."),
    /// A dossier left or a number was given, and the database has no row of it.
    ROW_MISSING(
            "Let no dossier of this case leave: a number could be given twice. Restore the tables from a backup."),
    /// A dossier or a number in the database that has no entry.
    ROW_STRAY("Find out who wrote to the database; nobody gave it or let it leave.");

    private final String advice;

    ReportCode(String advice) {
        this.advice = advice;
    }

    /// As it stands in findings: `REPORT-ROW-ALTERED`.
    public String code() {
        return "REPORT-" + name().replace('_', '-');
    }

    Finding at(Object subject, Object found, Object expected) {
        return new Finding(
                code(), ERROR, subject.toString(), found.toString(), expected.toString(), advice);
    }
}
