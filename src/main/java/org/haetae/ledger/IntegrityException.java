package org.haetae.ledger;

/// Something that must never change did. Never caught and continued: what was being done stops, and
/// a person decides.
public final class IntegrityException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public IntegrityException(Finding finding) {
        super(
                "%s at %s: found %s; expected %s. %s"
                        .formatted(
                                finding.code(),
                                finding.subject(),
                                finding.found(),
                                finding.expected(),
                                finding.advice()));
        this.finding = finding;
    }

    /// What was found, with its code and advice.
    public Finding finding() {
        return finding;
    }
}
