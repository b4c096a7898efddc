package org.haetae.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Media types as people speak of them: each has one word, whose texts in both languages stand
/// under `type.` among the texts. A type that has none is told by its last part, as its registry
/// writes it.
final class TypeWords {
    /// The word for pictures, sounds and films of formats that have none of their own.
    private static final Map<String, String> FAMILIES =
            Map.of("image", "picture", "audio", "sound", "video", "film");

    private record Word(String key, List<String> mediaTypes) {}

    private static final List<Word> WORDS =
            List.of(
                    word("pdf", "application/pdf"),
                    word(
                            "hwp",
                            "application/x-hwp",
                            "application/x-hwp-v5",
                            "application/x-hwp-v3"),
                    word("hwpx", "application/hwp+zip"),
                    word(
                            "word",
                            "application/msword",
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                            "application/vnd.ms-word.document.macroenabled.12"),
                    word(
                            "excel",
                            "application/vnd.ms-excel",
                            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                            "application/vnd.ms-excel.sheet.macroenabled.12"),
                    word(
                            "powerpoint",
                            "application/vnd.ms-powerpoint",
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
                    word("office", "application/x-tika-ooxml", "application/x-tika-msoffice"),
                    word("office-locked", "application/x-tika-ooxml-protected"),
                    word("odt", "application/vnd.oasis.opendocument.text"),
                    word("ods", "application/vnd.oasis.opendocument.spreadsheet"),
                    word("odp", "application/vnd.oasis.opendocument.presentation"),
                    word("visio", "application/vnd.visio"),
                    word("wordperfect", "application/vnd.wordperfect"),
                    word("publisher", "application/x-mspublisher"),
                    word("rtf", "application/rtf", "text/rtf"),
                    word("epub", "application/epub+zip"),
                    word("html", "text/html", "application/xhtml+xml"),
                    word("text", "text/plain", "text/markdown", "text/enriched"),
                    word("csv", "text/csv", "text/tab-separated-values"),
                    word("json", "application/json", "application/geo+json"),
                    word("xml", "application/xml", "text/xml", "application/x-dtbncx+xml"),
                    word(
                            "program",
                            "text/css",
                            "application/javascript",
                            "text/javascript",
                            "application/x-sh",
                            "application/sql",
                            "text/x-matlab"),
                    word("calendar", "text/calendar"),
                    word(
                            "mail",
                            "message/rfc822",
                            "application/vnd.ms-outlook",
                            "application/vnd.ms-tnef"),
                    word("mail-header", "text/rfc822-headers"),
                    word("mail-report", "message/delivery-status"),
                    word("mailbox", "application/mbox", "application/vnd.ms-outlook-pst"),
                    word("zip", "application/zip"),
                    word("7z", "application/x-7z-compressed"),
                    word("tar", "application/x-tar", "application/x-gtar"),
                    word("rar", "application/x-rar-compressed"),
                    word("cab", "application/vnd.ms-cab-compressed"),
                    word("lha", "application/x-lha", "application/x-lharc"),
                    word("disc", "application/x-iso9660-image"),
                    word(
                            "packed",
                            "application/gzip",
                            "application/x-bzip2",
                            "application/x-bzip",
                            "application/x-xz",
                            "application/x-lzma",
                            "application/x-lz4",
                            "application/x-compress",
                            "application/x-snappy-framed",
                            "application/zstd"),
                    word(
                            "container",
                            "application/x-archive",
                            "application/x-cpio",
                            "application/x-arj",
                            "application/java-archive",
                            "application/vnd.android.package-archive"),
                    word(
                            "web-archive",
                            "application/warc",
                            "application/warc+gz",
                            "application/arc",
                            "application/arc+gz",
                            "application/x-arc",
                            "application/x-internet-archive",
                            "application/wacz",
                            "application/x-wacz"),
                    word("web-response", "application/http"),
                    word("jpeg", "image/jpeg"),
                    word("png", "image/png"),
                    word("gif", "image/gif"),
                    word("tiff", "image/tiff"),
                    word("svg", "image/svg+xml"),
                    word("bmp", "image/bmp", "image/x-ms-bmp"),
                    word("picture"),
                    word("sound"),
                    word("film"),
                    word(
                            "signature",
                            "application/pkcs7-signature",
                            "application/x-pkcs7-signature",
                            "application/pgp-signature"),
                    word(
                            "enciphered",
                            "application/pkcs7-mime",
                            "application/x-pkcs7-mime",
                            "application/pgp-encrypted",
                            "multipart/encrypted",
                            "application/x-enciphered"),
                    word("empty", "application/x-empty"),
                    word("unknown", "application/octet-stream"));

    private static final Map<String, String> BY_MEDIA_TYPE =
            WORDS.stream()
                    .flatMap(
                            word ->
                                    word.mediaTypes().stream()
                                            .map(type -> Map.entry(type, word.key())))
                    .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private TypeWords() {}

    private static Word word(String key, String... mediaTypes) {
        return new Word(key, List.of(mediaTypes));
    }

    /// The word of a media type, for `Page.term("type", word)`; a dash for none.
    static String of(@Nullable String mediaType) {
        if (mediaType == null || mediaType.isEmpty()) {
            return "–";
        }
        String plain = mediaType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        int slash = plain.indexOf('/');
        String known = BY_MEDIA_TYPE.get(plain);
        String family = slash < 0 ? null : FAMILIES.get(plain.substring(0, slash));
        return known != null ? known : family != null ? family : plain.substring(slash + 1);
    }

    /// All words that have texts.
    static List<String> all() {
        return WORDS.stream().map(Word::key).toList();
    }
}
