package org.haetae.ledger;

import static org.haetae.ledger.Severity.ERROR;
import static org.haetae.ledger.Severity.NOTICE;
import static org.haetae.ledger.Severity.WARNING;

/// Everything that a check of the ledger can find. Each has an entry in docs/manual/findings.md,
/// and a fixture in the tests that is named after it.
public enum LedgerCode {
    /// Nothing to check signatures with. A log is never believed on its own word.
    KEY_MISSING(
            ERROR,
            "Give the log's verifier keys (keys/*.vkey of its home, had from its people directly)."),
    /// The log's folder has no `checkpoint`.
    CHECKPOINT_MISSING(
            ERROR, "Restore the ledger folder from a backup, or let the server publish it again."),
    /// A checkpoint that is no signed note, or whose text is no checkpoint.
    CHECKPOINT_MALFORMED(ERROR, "Compare with the copies that witnesses and backups hold."),
    /// A checkpoint of another log.
    CHECKPOINT_FOREIGN(ERROR, "Find out who put another log's checkpoint here."),
    /// The signature of a known key does not fit what it signs.
    SIGNATURE_WRONG(
            ERROR, "The text was changed after signing, or the key is not the one that signed it."),
    /// A key of the log has not signed.
    SIGNATURE_MISSING(
            ERROR,
            "Check that these are this log's keys; a key may have been swapped or a line cut."),
    /// The earlier checkpoint has another root than the log has at that size: history was
    /// rewritten.
    CHECKPOINT_FORKED(
            ERROR,
            "Stop. Keep both checkpoints: together they prove that two histories were signed or one was rewritten."),
    /// The log has fewer entries than a checkpoint that somebody remembers.
    LOG_ROLLED_BACK(
            ERROR,
            "The folder is an older copy or was cut. Restore the newest one; sign nothing before."),
    /// The entries do not hash to the signed root.
    ROOT_DIFFERS(ERROR, "Compare entries and tiles with a backup to find which were replaced."),
    /// A bundle of entries is not there.
    BUNDLE_MISSING(ERROR, "Restore this file from a backup; verify again."),
    /// A bundle is not a sequence of as many entries as its name says.
    BUNDLE_MALFORMED(ERROR, "Restore this file from a backup; verify again."),
    /// An entry does not hash to what the tree has for it.
    ENTRY_ALTERED(
            ERROR, "Restore the bundle of this entry from a backup; find out who changed it."),
    /// An entry is not in the form of docs/formats/ledger.md.
    ENTRY_MALFORMED(
            ERROR, "If a newer Haetae wrote it, verify with that one; else it was never ours."),
    /// An entry names another previous entry of its object than there is.
    PREVIOUS_WRONG(ERROR, "Software or database was tampered with before this entry was signed."),
    /// An entry is more than a day older than one before it.
    TIME_BACKWARDS(
            WARNING,
            "Check the clock of the machine, and when the entry's checkpoint was witnessed."),
    /// A tile is not there.
    TILE_MISSING(ERROR, "Restore this file from a backup; verify again."),
    /// A tile has another length than its name says.
    TILE_MALFORMED(ERROR, "Restore this file from a backup; verify again."),
    /// A tile has a hash that the entries do not have.
    TILE_ALTERED(ERROR, "Restore this file from a backup; find out who changed it."),
    /// A file that is no part of a log.
    FILE_STRAY(WARNING, "Look at it and take it away; nothing but the log belongs here."),

    /// The cosignature of a witness whose key is known does not fit the head.
    COSIGNATURE_WRONG(
            ERROR,
            "The line was changed, or the key is not the one that signed it. Ask the witness for the head that it remembers."),
    /// A head bears signatures of keys that this check was not given.
    COSIGNATURE_UNKNOWN(
            NOTICE,
            "Give the key of a witness that was asked once and is no longer; a line that nobody made was changed, and says nothing."),
    /// Too few witnesses have cosigned a head of late.
    WITNESSES_TOO_FEW(
            WARNING,
            "Look under health which witness does not answer, and why; until then only this home remembers its newest heads."),
    /// The log records an answer of a witness or a timestamp authority that is not in its folder.
    ANSWER_MISSING(
            ERROR,
            "A cosignature or a timestamp was taken away or changed. Restore the files of the ledger folder from a backup."),
    /// An answer bears a time that has not come yet.
    ANSWER_OF_THE_FUTURE(
            WARNING, "Compare this machine's clock and that of the witness or authority."),
    /// An entry is younger than an outside statement about a head that covers it.
    CLOCK_AHEAD(
            WARNING,
            "The clock of the machine was ahead when the entry was made, or that of the witness or authority was behind; believe the outside time."),
    /// An entry is older than an outside statement that an earlier entry records.
    CLOCK_BEHIND(
            WARNING,
            "The clock of the machine was behind when the entry was made, or somebody tried to back-date; believe the outside time."),

    /// A timestamp that is none, or one without the head that it was made over.
    TIMESTAMP_MALFORMED(ERROR, "Restore the files of the timestamp from a backup."),
    /// A timestamp that is not about the head beside it, or whose signature does not hold.
    TIMESTAMP_WRONG(
            ERROR,
            "The stamp or the head was changed or exchanged. Restore the files of the timestamp from a backup."),
    /// A timestamp whose certificates lead to no root that the checker gave.
    TIMESTAMP_UNTRUSTED(
            WARNING,
            "Give the root certificates of the authorities (haetae.yaml, timestamp.authorities), had from them directly."),
    /// A certificate of a timestamp was revoked in a way that concerns it.
    TIMESTAMP_REVOKED(
            ERROR,
            "Believe the stamp no more; ask its authority what happened, and use another one."),
    /// Nothing was kept that says whether the certificates of timestamps were revoked.
    TIMESTAMP_REVOCATION_UNKNOWN(
            NOTICE,
            "The stamps are right; that their certificates were not revoked then is not proved. The authority gave no list, or could not be reached."),
    /// A timestamp was made long after the youngest entry that it covers.
    TIMESTAMP_LATE(
            NOTICE,
            "The stamp proves its own time and no earlier one for these entries; there was no network then, or no authority."),
    /// The certificate of timestamps has ended and no later timestamp was made over them before.
    TIMESTAMP_EXPIRED(
            WARNING,
            "The stamps were right at their own time; who doubts them can say that the key leaked later. Older copies of the ledger, if stamped by others, help."),
    /// The certificate of timestamps ends soon and no later timestamp with a longer life covers
    /// them.
    TIMESTAMP_AGING(
            WARNING,
            "Have the newest head stamped by an authority whose certificate lives longer (haetae attest); that renews all before it."),
    /// There is no timestamp of late.
    TIMESTAMPS_TOO_FEW(
            WARNING,
            "Look under health which authority does not answer, and why; until then nobody outside says when entries were there."),

    /// A row of the journal is not there though its entry was signed.
    ROW_MISSING(ERROR, "Restore the database; the log's bundles hold the entry."),
    /// A row of the journal has another leaf than the signed log.
    ROW_ALTERED(
            ERROR, "The log's bundle holds what was signed. Find out who wrote to the database."),
    /// A row's columns say something else than its own leaf.
    ROW_INCONSISTENT(ERROR, "Find out who wrote to the database; the leaf is what counts."),
    /// There are rows beyond what the journal's head says, or fewer.
    HEAD_WRONG(ERROR, "Find out who wrote to the database; no entry is written without its head."),

    /// The lock store, which remembers what was signed last, is not there although something was.
    LOCK_MISSING(
            ERROR,
            "Nothing will be signed. Put back keys/ledger.newest, or restore the whole home by `haetae restore`."),
    /// The lock store is no checkpoint of this log.
    LOCK_ALTERED(
            ERROR,
            "Nothing will be signed. Put back keys/ledger.newest from where it was changed."),
    /// The lock store is older than what is published or remembered.
    LOCK_BEHIND(
            ERROR,
            "Nothing will be signed: it would fork the log. Put back the newest keys/ledger.newest."),
    /// The place outside the home in which the newest head is held does not answer, or is empty.
    LOCK_NOT_HELD(
            WARNING,
            "Nothing new is signed until it answers; entries are kept. Look at ledger.lock in haetae.yaml and at that place: an empty one was emptied, or is another one than it seems, as the folder of a disk that is not mounted."),
    /// The journal has fewer entries than were signed.
    JOURNAL_BEHIND(
            ERROR,
            "Nothing will be signed: it would fork the log. The database is an older copy; restore the newest."),
    /// The journal has other entries than were signed.
    JOURNAL_DIFFERS(
            ERROR,
            "Nothing will be signed: it would fork the log. Run `haetae verify` to see which rows were changed."),
    /// The files of the log do not hash to what was signed last.
    LOG_DIFFERS(
            ERROR, "Nothing will be signed. Run `haetae verify` to see which files were changed."),
    /// The keys in the home are not those that signed the log.
    KEY_SWAPPED(ERROR, "Nothing will be signed. Put back the keys/ledger files from their backup.");

    private final Severity severity;
    private final String advice;

    LedgerCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `LEDGER-TILE-ALTERED`.
    public String code() {
        return "LEDGER-" + name().replace('_', '-');
    }

    /// A finding of this kind.
    ///
    /// @param subject position, file of the log, or id
    /// @param found what is there; its text is taken
    /// @param expected what should be; its text is taken
    public Finding at(String subject, Object found, Object expected) {
        return new Finding(
                code(), severity, subject, found.toString(), expected.toString(), advice);
    }
}
