package org.haetae.archive;

import static org.haetae.ledger.Severity.ERROR;
import static org.haetae.ledger.Severity.NOTICE;
import static org.haetae.ledger.Severity.WARNING;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of the archive can find. Each has an entry in docs/manual/findings.md.
public enum ArchiveCode {
    /// The ledger says that an item was received, and its sealed file is not there.
    FILE_MISSING(ERROR, "Restore this file from a backup; find out who removed it."),
    /// A sealed file has not the digest that stands in the ledger.
    FILE_ALTERED(ERROR, "Restore this file from a backup; find out who changed it."),
    /// A file in the archive that nothing accounts for.
    FILE_STRAY(WARNING, "Look at it; nothing but what was received belongs here."),
    /// The plain bytes are not those that the ledger commits to.
    CONTENT_ALTERED(ERROR, "The sealed file or its key was exchanged. Restore both from a backup."),
    /// An item did not hold when it was proven, and was not found right since.
    PROOF_FAILED(
            ERROR,
            "Read it again: haetae verify --deep. If it holds, what was wrong was put right; enter why in your own records."),
    /// An OCFL object without a sound inventory.
    INVENTORY_DAMAGED(ERROR, "Restore the object's inventory from a backup, or from its version."),
    /// An inventory is not the one that the ledger commits to.
    INVENTORY_ALTERED(ERROR, "Restore the inventory from a backup; find out who changed it."),
    /// An inventory has another digest for an item than the ledger.
    INVENTORY_DIFFERS(ERROR, "Compare both with a backup; the ledger is what counts."),
    /// The ledger says that something was received, and the database has no row for it.
    ROW_MISSING(ERROR, "Restore the database; the sealed file and the ledger still prove it."),
    /// A row of the database says something else than was committed to.
    ROW_ALTERED(ERROR, "Find out who wrote to the database; restore the row from a backup."),
    /// The key of something received is gone, or does not open.
    KEY_UNUSABLE(
            ERROR, "Restore the table vault and keys/ from a backup; without the key it is lost."),
    /// A row of the database that no ledger entry accounts for.
    ROW_STRAY(ERROR, "Find out who wrote to the database; nothing is received without an entry."),
    /// Something was erased, as was decided; nothing is wrong.
    ERASED(NOTICE, "Nothing is to be done: asked for by one person and decided by another."),
    /// Something was erased again by the signed list of a newer state; nobody asked for it here.
    ERASED_AGAIN(
            NOTICE,
            "Nothing is to be done if an older state was put back: a list that this home signed names it. Else ask who replayed it."),
    /// An erasure was decided, and a legal hold placed since stands against it.
    ERASURE_HELD(NOTICE, "It is carried out when the hold is lifted."),
    /// An erasure was decided and something of it is still there.
    ERASURE_UNFINISHED(
            ERROR,
            "Open the home once (haetae erase list): what was decided is carried out at the start. After a restore, replay erased.txt."),
    /// The ledger says that something was erased, and no decision stands before it.
    ERASED_UNDECIDED(ERROR, "Find out who destroyed the keys; a backup may still have them.");

    private final Severity severity;
    private final String advice;

    ArchiveCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `ARCHIVE-FILE-MISSING`.
    public String code() {
        return "ARCHIVE-" + name().replace('_', '-');
    }

    /// A finding of this kind.
    ///
    /// @param subject id of an item or accession, or a file of the archive
    public Finding at(Object subject, Object found, Object expected) {
        return new Finding(
                code(),
                severity,
                subject.toString(),
                found.toString(),
                expected.toString(),
                advice);
    }
}
