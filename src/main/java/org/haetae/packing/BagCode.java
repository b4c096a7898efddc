package org.haetae.packing;

import static org.haetae.ledger.Severity.ERROR;
import static org.haetae.ledger.Severity.WARNING;

import org.haetae.ledger.Finding;
import org.haetae.ledger.Severity;

/// What a check of a BagIt bag finds (RFC 8493). Each has an entry in docs/manual/findings.md.
public enum BagCode {
    /// No `bagit.txt`, or one of another form (section 2.1.1).
    DECLARATION_WRONG(ERROR),
    /// A version of BagIt that is not known here.
    VERSION_UNKNOWN(ERROR),
    /// No folder `data` (section 2.1.2).
    PAYLOAD_MISSING(ERROR),
    /// No payload manifest (section 2.1.3).
    MANIFEST_MISSING(ERROR),
    /// A line of a manifest, of `fetch.txt` or of `bag-info.txt` in another form.
    LINE_MALFORMED(ERROR),
    /// Lists with more lines, or longer ones, than are read; what they say was not checked.
    LISTS_TOO_LONG(ERROR),
    /// A path that leads out of the bag, or out of the payload (section 5.1).
    PATH_UNSAFE(ERROR),
    /// A file twice in one manifest: with two digests, or at all in 1.0.
    FILE_TWICE(ERROR),
    /// The same with one digest, which earlier versions let pass.
    FILE_REPEATED(WARNING),
    /// A file in a manifest that is not there.
    FILE_MISSING(ERROR),
    /// A file of the payload that a manifest does not list.
    FILE_UNLISTED(ERROR),
    /// A file with another digest than its manifest says.
    FILE_ALTERED(ERROR),
    /// A manifest by an algorithm that cannot be computed here; others vouch for its files.
    ALGORITHM_UNKNOWN(WARNING),
    /// No manifest can be computed here at all.
    NOTHING_CHECKED(ERROR),
    /// MD5 or SHA-1 alone: they show damage, not forgery.
    ALGORITHM_WEAK(WARNING),
    /// Payload-Oxum says another number of bytes or files.
    OXUM_DIFFERS(ERROR),
    /// A link in the bag, which may lead anywhere.
    LINK_FOUND(ERROR),
    /// Files are still to be fetched from elsewhere; nobody does so here.
    FETCH_LEFT(ERROR),
    /// A line of a manifest begins with `*` or `./`, as other tools write them.
    PATH_ODD(WARNING),
    /// Names that are one name on other systems: case, or the way letters are composed.
    NAMES_ALIKE(WARNING),
    /// A file that a system leaves behind by itself.
    SYSTEM_FILE(WARNING),
    /// An older version of BagIt.
    VERSION_OLD(WARNING);

    private static final String ADVICE =
            "Ask whoever packed the bag; keep it as it came. See RFC 8493.";

    private final Severity severity;

    BagCode(Severity severity) {
        this.severity = severity;
    }

    /// As it stands in findings: `BAG-FILE-ALTERED`.
    public String code() {
        return "BAG-" + name().replace('_', '-');
    }

    Finding at(String subject, String found, String expected) {
        return new Finding(code(), severity, subject, found, expected, ADVICE);
    }
}
