package org.haetae.roster;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// What can be wrong with the roster: rows against what the ledger committed to.
public enum RosterCode {
    /// A row of an account, a grant or a compartment says something else than was recorded.
    ROW_ALTERED(
            ERROR,
            "Somebody wrote to the database. Find out who; then make the change anew in Haetae."),
    /// A row that was never recorded.
    ROW_UNRECORDED(ERROR, "Somebody wrote to the database. Find out who; remove the row."),
    /// What was recorded has no row.
    ROW_MISSING(ERROR, "Somebody deleted it from the database. Restore the database."),
    /// The kept record is not there, or is not what the ledger's entry commits to.
    RECORD_ALTERED(ERROR, "Somebody wrote to the database. Restore the table roster_record.");

    private final Severity severity;
    private final String advice;

    RosterCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `ROSTER-ROW-ALTERED`.
    public String code() {
        return "ROSTER-" + name().replace('_', '-');
    }

    /// A finding of this kind.
    ///
    /// @param subject kind and id of the row
    Finding at(String subject, String found, String expected) {
        return new Finding(code(), severity, subject, found, expected, advice);
    }
}
