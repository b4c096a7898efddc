package org.haetae.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.haetae.archive.Item;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Text;
import org.jspecify.annotations.Nullable;

/// How facts of the rooms are told to people: a title for an item, a short word for a media type.
final class Tellings {
    /// The word for an item that was received and has no outcome yet.
    static final String PENDING = "pending";

    /// The word for bytes that were kept already when they were received.
    static final String DUPLICATE = "duplicate";

    /// The word for an item whose words in pictures are still to be read.
    static final String RECOGNISING = "recognising";

    private static final Map<String, String> SHORT =
            Map.ofEntries(
                    Map.entry("application/pdf", "PDF"),
                    Map.entry("application/x-hwp", "HWP"),
                    Map.entry("application/x-hwp-v5", "HWP"),
                    Map.entry("application/hwp+zip", "HWPX"),
                    Map.entry("application/msword", "Word"),
                    Map.entry(
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            "Word"),
                    Map.entry("application/vnd.ms-excel", "Excel"),
                    Map.entry(
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "Excel"),
                    Map.entry("application/vnd.ms-powerpoint", "PowerPoint"),
                    Map.entry(
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                            "PowerPoint"),
                    Map.entry("application/vnd.oasis.opendocument.text", "ODT"),
                    Map.entry("application/vnd.oasis.opendocument.spreadsheet", "ODS"),
                    Map.entry("application/vnd.oasis.opendocument.presentation", "ODP"),
                    Map.entry("application/rtf", "RTF"),
                    Map.entry("text/rtf", "RTF"),
                    Map.entry("text/html", "HTML"),
                    Map.entry("application/xhtml+xml", "HTML"),
                    Map.entry("text/plain", "Text"),
                    Map.entry("text/csv", "CSV"),
                    Map.entry("application/epub+zip", "EPUB"),
                    Map.entry("message/rfc822", "Mail"),
                    Map.entry("application/vnd.ms-outlook", "Mail"),
                    Map.entry("application/mbox", "Mailbox"),
                    Map.entry("application/vnd.ms-outlook-pst", "Mailbox"),
                    Map.entry("application/zip", "ZIP"),
                    Map.entry("application/x-7z-compressed", "7z"),
                    Map.entry("application/x-tar", "TAR"),
                    Map.entry("application/gzip", "GZIP"),
                    Map.entry("application/x-rar-compressed", "RAR"),
                    Map.entry("application/warc", "WARC"),
                    Map.entry("application/x-arc", "ARC"),
                    Map.entry("image/jpeg", "JPEG"),
                    Map.entry("image/png", "PNG"),
                    Map.entry("image/tiff", "TIFF"));

    private Tellings() {}

    /// A short word for a media type; for one without a word, its last part.
    static String type(@Nullable String mediaType) {
        if (mediaType == null || mediaType.isEmpty()) {
            return "–";
        }
        String plain = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        String known = SHORT.get(plain);
        return known != null ? known : plain.substring(plain.indexOf('/') + 1);
    }

    static String type(@Nullable ItemReading reading) {
        return reading == null ? "–" : type(reading.mediaType());
    }

    static String outcome(@Nullable ItemReading reading) {
        return reading == null ? PENDING : reading.outcome().word();
    }

    static @Nullable String reason(@Nullable ItemReading reading) {
        return reading == null || reading.reason().isBlank() ? null : reading.reason();
    }

    static @Nullable String tool(@Nullable ItemReading reading) {
        return reading == null ? null : reading.toolAndVersion();
    }

    /// What the document calls itself, or else its file name, never nothing.
    static String title(Item item, @Nullable Text text) {
        if (text != null) {
            for (String title : text.metadata().getOrDefault("title", List.of())) {
                if (!title.isBlank()) {
                    return title.strip();
                }
            }
        }
        return name(item);
    }

    static String name(Item item) {
        String name = item.name().strip();
        return name.isEmpty() ? item.id().toString() : name;
    }

    /// A file name that is safe in a header: plain letters, nothing else of the original.
    static String safeName(Item item) {
        String name = item.name();
        int dot = name.lastIndexOf('.');
        String extension = dot > 0 ? name.substring(dot + 1).replaceAll("[^A-Za-z0-9]", "") : "";
        return item.id()
                + (extension.isEmpty() || extension.length() > 8
                        ? ".original"
                        : "."
                                + new String(
                                                extension.getBytes(StandardCharsets.US_ASCII),
                                                StandardCharsets.US_ASCII)
                                        .toLowerCase(Locale.ROOT));
    }
}
