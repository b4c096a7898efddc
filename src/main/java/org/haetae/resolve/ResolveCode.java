package org.haetae.resolve;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of judgements can find. Each has an entry in docs/manual/findings.md.
public enum ResolveCode {
    /// A judgement of two entities is not what was recorded.
    JUDGEMENT_ALTERED(
            ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// A judgement was recorded, and the database has no row of it.
    JUDGEMENT_MISSING(
            ERROR, "Find out who wrote to the database; restore the table from a backup."),
    /// A judgement in the database that was never recorded.
    JUDGEMENT_STRAY(ERROR, "Find out who wrote to the database; nobody judged so.");

    private final Severity severity;
    private final String advice;

    ResolveCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `RESOLVE-JUDGEMENT-ALTERED`.
    public String code() {
        return "RESOLVE-" + name().replace('_', '-');
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
