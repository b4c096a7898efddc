package org.haetae.extract;

import java.time.Instant;
import org.haetae.archive.AccessionId;
import org.haetae.archive.ItemId;
import org.haetae.extract.worker.Outcome;

/// How the newest reading of one item ended, as recorded.
///
/// @param reason in plain words, without anything the file says; empty when there is nothing to say
/// @param mediaType as the content shows it; empty when not told
/// @param characters of text, in UTF-16 units
/// @param position of its entry in the ledger
public record ItemReading(
        ItemId item,
        AccessionId accession,
        Outcome outcome,
        String reason,
        String tool,
        String toolVersion,
        String mediaType,
        int pages,
        long characters,
        long millis,
        Instant readAt,
        long position) {

    /// What read it, by name and, where that is known, version.
    public String toolAndVersion() {
        return (tool + " " + toolVersion).strip();
    }
}
