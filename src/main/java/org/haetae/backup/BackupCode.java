package org.haetae.backup;

import static org.haetae.ledger.Severity.ERROR;
import static org.haetae.ledger.Severity.WARNING;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of a backup can find. Each has an entry in docs/manual/findings.md.
public enum BackupCode {
    /// There is no backup, or what says which is the newest cannot be read.
    NEWEST_UNREADABLE(ERROR, "Look whether this is the right place. Make a backup in another one."),
    /// The newest backup is not signed by the key that the checker brought.
    SIGNATURE_WRONG(
            ERROR, "It is of another home, or was exchanged. Make a backup in another place."),
    /// The list of files is not the one that was signed.
    MANIFEST_ALTERED(ERROR, "Make a backup in another place; find out who changed this one."),
    /// A file of the backup is not there.
    FILE_MISSING(ERROR, "Make the backup again: it puts back what is missing."),
    /// A file of the backup is not as it was written.
    FILE_ALTERED(ERROR, "Remove this file from the backup and make the backup again."),
    /// A file of the archive was backed up before and is not in the home any more.
    SOURCE_MISSING(WARNING, "Run `haetae verify`: it says what was lost. The backup keeps it."),
    /// A sealed file has other bytes in the home than when it was backed up.
    SOURCE_ALTERED(
            ERROR,
            "The backup keeps the bytes it had. Put them back: haetae repair --from the folder archive of the backup."),
    /// A file lies among those of the home under a name that the program never gives.
    SOURCE_STRANGE(
            WARNING, "It is not in the backup. Find out who put it there, and take it away."),
    /// A restore could not erase again what the list of erasures names.
    ERASURES_ALIVE(
            ERROR,
            "The new home stays closed, because keys that were destroyed are alive in it. Remove its folder; what is right is the later state, not this one."),
    /// A witness or authority of the home did not say, during a restore, whether it remembers more.
    WITNESS_SILENT(
            ERROR,
            "Nobody says whether a later state of this ledger exists. Let it answer and restore again; or, when you know that none exists, restore with --unwitnessed."),
    /// A file of the backup cannot be read.
    FILE_UNREADABLE(ERROR, "The disk fails. Make a backup in another place now."),
    /// A file of the home cannot be read.
    SOURCE_UNREADABLE(
            ERROR,
            "The disk of the home fails. The backup keeps what it had; restore to another disk.");

    private final Severity severity;
    private final String advice;

    BackupCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `BACKUP-FILE-MISSING`.
    public String code() {
        return "BACKUP-" + name().replace('_', '-');
    }

    /// A finding of this kind.
    ///
    /// @param subject a path in the backup
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
