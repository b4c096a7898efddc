package org.haetae.exchange;

import java.util.Locale;
import java.util.Optional;

/// In which form a table leaves.
public enum TableFormat {
    /// RFC 4180, UTF-8 with a byte order mark, for people and spreadsheets.
    CSV("text/csv;charset=utf-8"),
    /// Office Open XML (ECMA-376), for people.
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    /// One object with everything behind each value, for programs.
    JSON("application/json");

    private final String mediaType;

    TableFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    public String mediaType() {
        return mediaType;
    }

    /// How it is called in addresses, commands and names of files.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TableFormat> of(String word) {
        for (var format : values()) {
            if (format.word().equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
