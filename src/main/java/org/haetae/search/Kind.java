package org.haetae.search;

import java.util.Locale;

/// Coarse sort of a file, as people speak of it; many media types are one kind.
public enum Kind {
    PDF,
    DOCUMENT,
    SPREADSHEET,
    PRESENTATION,
    TEXT,
    MAIL,
    WEB,
    IMAGE,
    AUDIO,
    VIDEO,
    CONTAINER,
    OTHER;

    /// The word in facets and queries.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The kind of a media type; what is not known is [#OTHER].
    public static Kind of(String mediaType) {
        var type = mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("image/")) {
            return IMAGE;
        }
        if (type.startsWith("audio/")) {
            return AUDIO;
        }
        if (type.startsWith("video/")) {
            return VIDEO;
        }
        if (type.startsWith("application/pdf")) {
            return PDF;
        }
        if (has(type, "spreadsheet", "excel", "sheet", "csv", "msaccess", "sqlite")) {
            return SPREADSHEET;
        }
        if (has(type, "presentation", "powerpoint")) {
            return PRESENTATION;
        }
        if (has(type, "rfc822", "mbox", "outlook", "ms-tnef")) {
            return MAIL;
        }
        if (has(type, "html", "warc", "arc-", "wacz", "x-internet-archive")) {
            return WEB;
        }
        if (has(
                type,
                "word",
                "opendocument.text",
                "hwp",
                "rtf",
                "epub",
                "publisher",
                "onenote",
                "pages")) {
            return DOCUMENT;
        }
        if (has(
                type,
                "zip",
                "tar",
                "7z",
                "rar",
                "gzip",
                "bzip",
                "x-xz",
                "compress",
                "x-archive",
                "cpio")) {
            return CONTAINER;
        }
        if (type.startsWith("text/") || has(type, "xml", "json")) {
            return TEXT;
        }
        return OTHER;
    }

    private static boolean has(String type, String... words) {
        for (var word : words) {
            if (type.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
