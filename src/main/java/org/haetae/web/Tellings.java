package org.haetae.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.haetae.archive.Item;
import org.haetae.extract.ItemReading;
import org.haetae.extract.Text;
import org.jspecify.annotations.Nullable;

/// How facts of the rooms are told to people: a title for an item, the word for its outcome.
final class Tellings {
    /// The word for an item that was received and has no outcome yet.
    static final String PENDING = "pending";

    /// The word for bytes that were kept already when they were received.
    static final String DUPLICATE = "duplicate";

    /// The word for an item whose words in pictures are still to be read.
    static final String RECOGNISING = "recognising";

    private Tellings() {}

    /// The word for what an item is; see [TypeWords].
    static String type(@Nullable ItemReading reading) {
        return reading == null ? TypeWords.of(null) : TypeWords.of(reading.mediaType());
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
