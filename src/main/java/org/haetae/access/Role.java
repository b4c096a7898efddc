package org.haetae.access;

import static org.haetae.access.Permission.ASK_ERASURE;
import static org.haetae.access.Permission.DECIDE_ERASURE;
import static org.haetae.access.Permission.DOWNLOAD_ORIGINAL;
import static org.haetae.access.Permission.EXPORT;
import static org.haetae.access.Permission.KEEP_WITHHELD;
import static org.haetae.access.Permission.LIFT_HOLD;
import static org.haetae.access.Permission.MANAGE_ACCOUNTS;
import static org.haetae.access.Permission.MANAGE_COMPARTMENTS;
import static org.haetae.access.Permission.OPEN_IDENTITY;
import static org.haetae.access.Permission.PLACE_HOLD;
import static org.haetae.access.Permission.READ_CLAIMS;
import static org.haetae.access.Permission.READ_ITEM;
import static org.haetae.access.Permission.RECEIVE;
import static org.haetae.access.Permission.RECORD_CLAIMS;
import static org.haetae.access.Permission.REREAD;
import static org.haetae.access.Permission.REVIEW_CLAIMS;
import static org.haetae.access.Permission.SEARCH;
import static org.haetae.access.Permission.SEE_ERASURES;
import static org.haetae.access.Permission.SEE_LEDGER;
import static org.haetae.access.Permission.SEE_OUTCOMES;
import static org.haetae.access.Permission.VERIFY;

import java.util.Set;

/// What a person is here to do, and so which permissions they have. No role opens a compartment: an
/// administrator who holds none sees no material.
public enum Role {
    ADMINISTRATOR(
            Set.of(
                    MANAGE_ACCOUNTS,
                    MANAGE_COMPARTMENTS,
                    SEE_LEDGER,
                    VERIFY,
                    SEE_ERASURES,
                    LIFT_HOLD)),
    ARCHIVIST(
            Set.of(
                    SEARCH,
                    READ_ITEM,
                    DOWNLOAD_ORIGINAL,
                    EXPORT,
                    RECEIVE,
                    REREAD,
                    SEE_OUTCOMES,
                    SEE_LEDGER,
                    VERIFY,
                    SEE_ERASURES,
                    ASK_ERASURE,
                    DECIDE_ERASURE,
                    KEEP_WITHHELD,
                    READ_CLAIMS)),
    /// Brings material in and works on it.
    INVESTIGATOR(
            Set.of(
                    SEARCH,
                    READ_ITEM,
                    DOWNLOAD_ORIGINAL,
                    EXPORT,
                    RECEIVE,
                    SEE_OUTCOMES,
                    READ_CLAIMS,
                    RECORD_CLAIMS,
                    REVIEW_CLAIMS)),
    /// Works on what lies here already: reads, codes, reviews, exports. Neither takes material in
    /// nor takes originals out.
    ANALYST(
            Set.of(
                    SEARCH,
                    READ_ITEM,
                    EXPORT,
                    SEE_OUTCOMES,
                    READ_CLAIMS,
                    RECORD_CLAIMS,
                    REVIEW_CLAIMS)),
    LEGAL_OFFICER(
            Set.of(
                    SEARCH,
                    READ_ITEM,
                    DOWNLOAD_ORIGINAL,
                    EXPORT,
                    SEE_OUTCOMES,
                    SEE_LEDGER,
                    VERIFY,
                    SEE_ERASURES,
                    ASK_ERASURE,
                    DECIDE_ERASURE,
                    PLACE_HOLD,
                    KEEP_WITHHELD,
                    READ_CLAIMS,
                    RECORD_CLAIMS,
                    REVIEW_CLAIMS)),
    DOCUMENTER(Set.of(SEARCH, READ_ITEM, RECEIVE, SEE_OUTCOMES, READ_CLAIMS, RECORD_CLAIMS)),
    READER(Set.of(SEARCH, READ_ITEM, READ_CLAIMS)),
    AUDITOR(Set.of(SEE_LEDGER, VERIFY)),
    /// Who may learn who a witness is. No other role includes it, so nobody has it before it is
    /// given to them, which the ledger enters.
    IDENTITY_KEEPER(Set.of(OPEN_IDENTITY));

    private final Set<Permission> permissions;

    Role(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    /// What this role allows; fixed, unmodifiable.
    public Set<Permission> permissions() {
        return permissions;
    }
}
