package org.haetae.verify;

import static org.haetae.ledger.Severity.ERROR;

import org.haetae.ledger.Finding;

/// What a check of a dossier can find, beside what it finds of the bag and its custody. Each has an
/// entry in docs/manual/findings.md.
public enum DossierCode {
    /// `dossier.json` is unsound, or of an unknown version.
    LIST_MALFORMED("Nothing of the dossier is proved. Ask for another export."),
    /// No entry of the log commits to the list.
    LIST_UNPROVED("Nothing says that this is the dossier that left. Ask for another export."),
    /// The list is not the one that the log committed to.
    LIST_ALTERED("Something in it was changed after it left. Trust none of it."),
    /// A file of the dossier is not the one of the list.
    FILE_ALTERED("The file was changed or exchanged. Ask for another export."),
    /// An exhibit is no item that the package proves.
    EXHIBIT_UNPROVED("Do not take it for evidence: its bytes or its reception are not proved."),
    /// A claim has no entry in the package.
    CLAIM_UNPROVED("Nothing says that it was recorded. Ask for another export."),
    /// A claim is not what its entry committed to.
    CLAIM_ALTERED("The claim was changed after it was recorded, or exchanged."),
    /// Words or places that a claim cites are not those in the exhibits.
    PASSAGE_WRONG("Read the exhibit: it does not say this there."),
    /// A sentence is not the one that was written.
    SENTENCE_ALTERED("The sentence was changed after the dossier was made."),
    /// A sentence rests on nothing that is proved.
    SENTENCE_UNPROVED("Do not rely on the sentence: a claim under it is absent or does not hold.");

    private final String advice;

    DossierCode(String advice) {
        this.advice = advice;
    }

    /// As it stands in findings: `DOSSIER-FILE-ALTERED`.
    public String code() {
        return "DOSSIER-" + name().replace('_', '-');
    }

    /// A finding of this kind.
    Finding at(Object subject, Object found, Object expected) {
        return new Finding(
                code(), ERROR, subject.toString(), found.toString(), expected.toString(), advice);
    }
}
