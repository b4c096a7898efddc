package org.haetae.casebook;

/// The casebook does not do what was asked, and nothing was changed. Says ids, never values.
public final class CaseRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /// Why not.
    public enum Why {
        /// No role of theirs allows it.
        NOT_PERMITTED,
        /// There is no such item, claim or entity for them.
        NOT_THERE,
        /// Somebody else changed it since they looked: look again.
        CHANGED_SINCE,
        /// They recorded or changed it themselves: somebody else judges it.
        OWN_WORK,
        /// It is finalised, or has not come so far: see how it stands.
        OUT_OF_TURN,
        /// What they gave does not fit the schema or itself.
        UNFIT
    }

    private final Why why;

    /// @param message with ids, never values
    public CaseRefused(Why why, String message) {
        super(message);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
