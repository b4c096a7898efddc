package org.haetae.roster;

/// The roster did not do what was asked; nothing has changed. The message carries ids only.
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Why, for a message in the reader's own language.
    public enum Reason {
        /// No role of theirs allows it.
        NOT_PERMITTED,
        /// Nobody changes what they themselves may do or see.
        ONESELF,
        /// Somebody must be left who can administer accounts.
        LAST_ADMINISTRATOR,
        NO_SUCH_ACCOUNT,
        NO_SUCH_COMPARTMENT,
        LOGIN_TAKEN,
        LOGIN_MALFORMED,
        NAME_MALFORMED,
        PASSWORD_WRONG,
        PASSWORD_WEAK,
        CODE_WRONG,
        /// A program is let do at least something, and not for ever.
        TOKEN_UNBOUNDED
    }

    private final Reason reason;

    Refused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
