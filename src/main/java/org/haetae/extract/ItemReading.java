package org.haetae.extract;

import java.time.Instant;
import java.util.List;
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

    private static final List<String> LOOKED_AT =
            List.of(
                    "application/pdf",
                    "application/msword",
                    "application/rtf",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.openxmlformats-officedocument.wordprocessingml",
                    "application/vnd.openxmlformats-officedocument.presentationml",
                    "application/vnd.oasis.opendocument.text",
                    "application/vnd.oasis.opendocument.presentation");

    /// Of how many pages an image is worth looking at: their look says more than their words. That
    /// each of them can be made is not promised.
    public int pictures() {
        if (mediaType.startsWith("image/") && !mediaType.startsWith("image/svg")) {
            return Math.max(1, pages);
        }
        return LOOKED_AT.stream().anyMatch(mediaType::startsWith) ? pages : 0;
    }

    /// Whether it is to be listened to or watched, so that a stretch of it can be cited.
    public boolean isRecording() {
        return mediaType.startsWith("audio/") || mediaType.startsWith("video/");
    }

    /// What read it, by name and, where that is known, version.
    public String toolAndVersion() {
        return (tool + " " + toolVersion).strip();
    }
}
