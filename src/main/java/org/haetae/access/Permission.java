package org.haetae.access;

/// One thing that a role may allow. Every route of the server and every command names exactly one.
public enum Permission {
    SEARCH,
    READ_ITEM,
    DOWNLOAD_ORIGINAL,
    EXPORT,
    RECEIVE,
    REREAD,
    SEE_OUTCOMES,
    SEE_LEDGER,
    VERIFY,
    MANAGE_ACCOUNTS,
    MANAGE_COMPARTMENTS,
    SEE_ERASURES,
    ASK_ERASURE,
    DECIDE_ERASURE,
    PLACE_HOLD,
    LIFT_HOLD,
    READ_CLAIMS,
    RECORD_CLAIMS,
    REVIEW_CLAIMS,
    /// To see what no consent lets anybody work with, so that it is kept, or erased.
    KEEP_WITHHELD,
    OPEN_IDENTITY
}
