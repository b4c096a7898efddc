package org.haetae.web;

import java.util.List;
import org.haetae.access.Clearance;
import org.haetae.casebook.Casebook;
import org.haetae.casebook.Citation;
import org.haetae.casebook.Found;

/// What one citation points to now.
final class Reread {

    private Reread() {}

    static Found found(Casebook casebook, Clearance by, Citation citation) {
        return casebook.rereading(by, List.of(citation.item())).of(citation);
    }
}
