package org.haetae.ledger;

/// Something that must never change did. Never caught and continued: what was being done stops, and
/// a person decides.
public final class IntegrityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public IntegrityException(Finding finding) {
        super(finding.line());
        this.finding = finding;
    }

    /// What was found, with its code and advice.
    public Finding finding() {
        return finding;
    }
}
