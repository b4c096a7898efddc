package org.haetae.web;

import java.util.UUID;
import org.haetae.access.Clearance;
import org.haetae.archive.Archive;
import org.haetae.archive.Erasures.Tombstone;

/// What was asked for was erased, and this visitor could have known of it.
final class Gone extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Tombstone tombstone;

    private Gone(Tombstone tombstone) {
        super("gone", null, false, false);
        this.tombstone = tombstone;
    }

    Tombstone tombstone() {
        return tombstone;
    }

    /// Why nothing was found under an id.
    static RuntimeException orNotHere(Archive archive, Clearance by, UUID id) {
        return archive.erasures()
                .tombstone(by, id)
                .<RuntimeException>map(Gone::new)
                .orElseGet(NotHere::new);
    }
}
