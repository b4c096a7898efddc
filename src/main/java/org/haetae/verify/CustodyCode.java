package org.haetae.verify;

import static org.haetae.ledger.Severity.ERROR;
import static org.haetae.ledger.Severity.NOTICE;
import static org.haetae.ledger.Severity.WARNING;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// Everything that a check of what left a home can find, beside what it finds in the log, in OCFL
/// and in BagIt. Each has an entry in docs/manual/findings.md.
public enum CustodyCode {
    /// The list of what is in the package is absent, unsound or of an unknown version.
    LIST_UNKNOWN(
            ERROR, "Nothing is proved. If a newer Haetae made it, verify with that one's jar."),
    /// The package proves nothing of anything.
    NOTHING_PROVED(ERROR, "Ask for another export: this one has no item in it."),
    /// A file that the list names is not there.
    FILE_MISSING(ERROR, "Ask whoever gave you this for the whole of it."),
    /// A file that nothing accounts for.
    FILE_STRAY(ERROR, "It is not part of what was exported: do not take it for evidence."),
    /// A proof is not in the form of C2SP tlog-proof.
    PROOF_MALFORMED(ERROR, "Ask for another export."),
    /// A proof does not lead from its entry to the signed head.
    PROOF_WRONG(ERROR, "The entry is not what was signed, or not at this place. Trust none of it."),
    /// A proof stands on another head than the package's.
    PROOF_FOREIGN(ERROR, "Parts of two exports were mixed, or a head was exchanged."),
    /// An entry belongs to another object than the list says.
    ENTRY_FOREIGN(ERROR, "Entries of another item were put in place of this one's."),
    /// The entries of an item are not one unbroken chain from its reception.
    CHAIN_BROKEN(ERROR, "A step was left out, put in or put elsewhere."),
    /// The sealed bytes are not those that were received.
    SEALED_ALTERED(ERROR, "The sealed file was changed or exchanged. Ask for another export."),
    /// The plain bytes are not those that were received.
    PLAIN_ALTERED(ERROR, "The file was changed or exchanged after it was opened."),
    /// Salt and facts do not open the commitments of the reception.
    OPENING_WRONG(ERROR, "What is told of the item is not what was committed to."),
    /// Plain bytes without what opens their commitment.
    OPENING_MISSING(ERROR, "Without it nobody can say that these are the bytes received."),
    /// Fewer witnesses signed the head than the checker asked for.
    WITNESS_MISSING(ERROR, "Ask for an export whose head the witnesses signed."),
    /// A head remembered from elsewhere is of another size, and a package has no way between the
    /// two.
    HEAD_UNCOMPARED(
            ERROR, "Compare it with the log itself: verify the ledger's folder with --remember."),
    /// Items were erased, as the log says; their sealed files may be kept or gone.
    ERASED(NOTICE, "Nothing is to be done: it was asked for by one person and decided by another."),
    /// Something was erased by a list that the home had signed in a newer state; nobody asked for
    /// it in this log.
    ERASED_AGAIN(
            NOTICE,
            "An older state of the home was put back, and what had been erased was erased again. Ask whoever runs the log for the newer one, in which it was decided."),
    /// The log says that something was erased, and no decision by a second person stands before it.
    ERASED_UNDECIDED(ERROR, "Ask whoever runs the log who destroyed it."),
    /// A version of an accession is not the one that was entered when it was closed.
    INVENTORY_ALTERED(ERROR, "Compare the inventory with a backup; the ledger is what counts."),
    /// A version that the ledger does not have yet: the next start of the home enters it.
    INVENTORY_UNKNOWN(WARNING, "Publish the ledger, or look who put it there."),
    /// A receipt that is not one.
    RECEIPT_MALFORMED(ERROR, "Nothing is proved. Ask for the receipt again."),
    /// The list of files is not the one that was signed for.
    MANIFEST_ALTERED(ERROR, "Ask for the receipt again; compare it with the copy you got first."),
    /// A file of the receipt is not among those shown.
    GIVEN_MISSING(ERROR, "It was received; it is not in the folder that you compare with."),
    /// A file shown is not on the receipt.
    GIVEN_UNKNOWN(ERROR, "It was not received as it is: not given, or changed since.");

    private final Severity severity;
    private final String advice;

    CustodyCode(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /// As it stands in findings: `CUSTODY-PROOF-WRONG`.
    public String code() {
        return "CUSTODY-" + name().replace('_', '-');
    }

    /// A finding of this kind.
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
