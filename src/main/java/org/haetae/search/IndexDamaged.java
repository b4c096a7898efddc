package org.haetae.search;

/// The index on disk cannot be read. Nothing is lost: it is derived. The next opening begins it
/// anew, and who follows the ledger fills it again.
public final class IndexDamaged extends RuntimeException {
    private static final long serialVersionUID = 1;

    IndexDamaged(String what, Throwable cause) {
        super(
                what
                        + " failed because the search index is damaged; it is made again when the home is"
                        + " next opened, nothing that was received is affected",
                cause);
    }
}
