package org.haetae.extract.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;

/// What a file is, and who reads it. The content decides; the name only where content cannot.
record Kind(Format format, String mediaType, TikaInputStream stream, Metadata metadata)
        implements AutoCloseable {

    /// The readers.
    enum Format {
        TEXT(Tools.HAETAE_TEXT),
        PDF(Tools.PDFBOX),
        HTML(Tools.HTML),
        MAIL(Tools.HAETAE_MAIL),
        MAILBOX(Tools.HAETAE_MAILBOX),
        OUTLOOK_STORE(Tools.LIBPST),
        HWP(Tools.HWPLIB),
        HWPX(Tools.HWPXLIB),
        EPUB(Tools.HTML),
        ARCHIVE(Tools.COMPRESS),
        PACKED(Tools.COMPRESS),
        RAR(Tools.JUNRAR),
        SYSTEM_ARCHIVE(Tools.LIBARCHIVE),
        WEB_ARCHIVE(Tools.JWARC),
        SIGNED(Tools.HAETAE),
        LOCKED(Tools.HAETAE),
        UNKNOWN(Tools.HAETAE),
        TIKA(Tools.TIKA);

        private final Tools tool;

        Format(Tools tool) {
            this.tool = tool;
        }

        /// The verdict to vary when this reader throws.
        Verdict tool(Kind kind) {
            return this == TIKA ? TikaFormats.tool(kind) : tool.read();
        }
    }

    private static final String ENCIPHERED = "application/x-enciphered";

    private static final Map<String, Format> FORMATS =
            Map.ofEntries(
                    Map.entry("text/plain", Format.TEXT),
                    Map.entry("text/markdown", Format.TEXT),
                    Map.entry("text/csv", Format.TEXT),
                    Map.entry("text/tab-separated-values", Format.TEXT),
                    Map.entry("application/json", Format.TEXT),
                    Map.entry("application/pdf", Format.PDF),
                    Map.entry("text/html", Format.HTML),
                    Map.entry("application/xhtml+xml", Format.HTML),
                    Map.entry("message/rfc822", Format.MAIL),
                    Map.entry("multipart/related", Format.MAIL),
                    Map.entry("application/mbox", Format.MAILBOX),
                    Map.entry("application/vnd.ms-outlook-pst", Format.OUTLOOK_STORE),
                    Map.entry("application/x-hwp-v5", Format.HWP),
                    Map.entry("application/x-hwp", Format.HWP),
                    Map.entry("application/hwp+zip", Format.HWPX),
                    Map.entry("application/epub+zip", Format.EPUB),
                    Map.entry("application/zip", Format.ARCHIVE),
                    Map.entry("application/java-archive", Format.ARCHIVE),
                    Map.entry("application/vnd.android.package-archive", Format.ARCHIVE),
                    Map.entry("application/wacz", Format.ARCHIVE),
                    Map.entry("application/x-wacz", Format.ARCHIVE),
                    Map.entry("application/x-tar", Format.ARCHIVE),
                    Map.entry("application/x-gtar", Format.ARCHIVE),
                    Map.entry("application/x-7z-compressed", Format.ARCHIVE),
                    Map.entry("application/x-cpio", Format.ARCHIVE),
                    Map.entry("application/x-archive", Format.ARCHIVE),
                    Map.entry("application/x-arj", Format.ARCHIVE),
                    Map.entry("application/gzip", Format.PACKED),
                    Map.entry("application/x-bzip2", Format.PACKED),
                    Map.entry("application/x-bzip", Format.PACKED),
                    Map.entry("application/x-xz", Format.PACKED),
                    Map.entry("application/x-compress", Format.PACKED),
                    Map.entry("application/x-lzma", Format.PACKED),
                    Map.entry("application/x-lz4", Format.PACKED),
                    Map.entry("application/x-snappy-framed", Format.PACKED),
                    Map.entry("application/x-rar-compressed", Format.RAR),
                    Map.entry("application/vnd.ms-cab-compressed", Format.SYSTEM_ARCHIVE),
                    Map.entry("application/x-lha", Format.SYSTEM_ARCHIVE),
                    Map.entry("application/x-lharc", Format.SYSTEM_ARCHIVE),
                    Map.entry("application/x-iso9660-image", Format.SYSTEM_ARCHIVE),
                    Map.entry("application/warc", Format.WEB_ARCHIVE),
                    Map.entry("application/warc+gz", Format.WEB_ARCHIVE),
                    Map.entry("application/arc", Format.WEB_ARCHIVE),
                    Map.entry("application/arc+gz", Format.WEB_ARCHIVE),
                    Map.entry("application/x-internet-archive", Format.WEB_ARCHIVE),
                    Map.entry("application/x-tika-ooxml-protected", Format.LOCKED),
                    Map.entry("application/pgp-encrypted", Format.LOCKED),
                    Map.entry(ENCIPHERED, Format.LOCKED),
                    Map.entry("application/pkcs7-mime", Format.SIGNED),
                    Map.entry("application/octet-stream", Format.UNKNOWN));

    /// Types that Tika gives to text by its extension or first line; all are read as text.
    private static final Set<String> TEXT_FAMILIES =
            Set.of("application/javascript", "application/x-sh", "application/sql");

    /// Tells what the content is.
    static Kind of(Content content, Hints hints, TikaFormats tika) throws IOException {
        byte[] head;
        try (var in = content.open()) {
            head = in.readNBytes(4_096);
        }
        Metadata metadata = new Metadata();
        metadata.set("resourceName", hints.name());
        TikaInputStream stream =
                content.bytes() == null
                        ? TikaInputStream.get(content.path(), metadata)
                        : TikaInputStream.get(content.bytes(), metadata);
        try {
            String full = type(content, head, hints, tika, stream, metadata);
            String type = withoutParameters(full);
            metadata.set("Content-Type", full);
            return new Kind(format(type, tika, metadata), type, stream, metadata);
        } catch (IOException | RuntimeException | Error e) {
            stream.close();
            throw e;
        }
    }

    private static String type(
            Content content,
            byte[] head,
            Hints hints,
            TikaFormats tika,
            TikaInputStream stream,
            Metadata metadata)
            throws IOException {
        String extension = PlainText.extension(hints.name());
        if (pdf(head)) {
            return "application/pdf";
        }
        if (MailHead.isMailbox(head) && MailHead.isLikely(head)) {
            return !extension.equals("mbox") && Mailbox.isSingle(content)
                    ? "message/rfc822"
                    : "application/mbox";
        }
        if (MailHead.isLikely(head)) {
            return extension.equals("mht") || extension.equals("mhtml")
                    ? "multipart/related"
                    : "message/rfc822";
        }
        if (Ciphered.is(head)) {
            return ENCIPHERED;
        }
        if (Ciphered.isSigned(head)) {
            return "application/pkcs7-mime";
        }
        if (PlainText.starts(head, "HWP Document File V3")) {
            return "application/x-hwp";
        }
        if (PlainText.starts(head, "WARC/")) {
            return "application/warc";
        }
        if (PlainText.starts(head, "filedesc:")) {
            return "application/arc";
        }
        String detected = tika.detect(stream, metadata);
        String found = withoutParameters(detected);
        return switch (found) {
            case "application/x-tika-msoffice", "application/msword", "application/x-hwp-v5" ->
                    compound(stream, found, extension);
            case "application/zip" -> zip(stream, hints, found);
            case "application/gzip" -> WebArchive.typeInside(content, found);
            case "application/octet-stream", "text/plain" -> textOr(content, found);
            default -> detected;
        };
    }

    private static boolean pdf(byte[] head) {
        String start =
                new String(head, 0, Math.min(head.length, 1_024), StandardCharsets.ISO_8859_1);
        int at = start.indexOf("%PDF-");
        // Anything printable before it makes it something else with a PDF inside.
        return at >= 0 && start.substring(0, at).isBlank()
                || at > 0 && start.substring(0, at).chars().allMatch(c -> c < 0x21 || c > 0x7e);
    }

    /// OLE2 files are told apart by the streams inside; HWP 5 names itself in one of them even
    /// where Tika, which looks for a summary, does not see it.
    private static String compound(TikaInputStream stream, String found, String extension) {
        try {
            POIFSFileSystem files;
            if (stream.getOpenContainer() instanceof DirectoryEntry directory) {
                return isHwp(directory) ? "application/x-hwp-v5" : found;
            }
            if (stream.getOpenContainer() instanceof POIFSFileSystem open) {
                files = open;
            } else {
                // Too damaged to be opened: then the name is all there is to go by.
                return extension.equals("hwp") ? "application/x-hwp-v5" : found;
            }
            return isHwp(files.getRoot()) ? "application/x-hwp-v5" : found;
        } catch (IOException | RuntimeException unreadable) {
            return found;
        }
    }

    private static boolean isHwp(DirectoryEntry root) throws IOException {
        if (!root.hasEntryCaseInsensitive("FileHeader")
                || !(root.getEntryCaseInsensitive("FileHeader") instanceof DocumentEntry header)) {
            return false;
        }
        try (DocumentInputStream in = new DocumentInputStream(header)) {
            byte[] start = in.readNBytes(32);
            return PlainText.starts(start, "HWP Document File");
        }
    }

    /// ZIP files that the detector does not know better: HWPX and web archive collections.
    private static String zip(TikaInputStream stream, Hints hints, String found) {
        try (var zip = new java.util.zip.ZipFile(stream.getPath().toFile())) {
            var type = zip.getEntry("mimetype");
            if (type != null && type.getSize() < 100) {
                try (var in = zip.getInputStream(type)) {
                    String said = new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip();
                    if (said.equals("application/hwp+zip") || said.equals("application/epub+zip")) {
                        return said;
                    }
                }
            }
            if (zip.getEntry("Contents/content.hpf") != null) {
                return "application/hwp+zip";
            }
            boolean pages = zip.getEntry("datapackage.json") != null;
            return pages
                            && (zip.getEntry("indexes/index.cdx") != null
                                    || PlainText.extension(hints.name()).equals("wacz")
                                    || zip.stream()
                                            .anyMatch(e -> e.getName().startsWith("archive/")))
                    ? "application/wacz"
                    : found;
        } catch (IOException | RuntimeException damaged) {
            return found;
        }
    }

    /// Bytes that no signature fits may still be text in a charset that looks binary.
    private static String textOr(Content content, String found) throws IOException {
        if (found.equals("text/plain")) {
            return found;
        }
        return PlainText.isPlain(content) ? "text/plain" : found;
    }

    private static String withoutParameters(String type) {
        int semicolon = type.indexOf(';');
        String plain = semicolon < 0 ? type : type.substring(0, semicolon);
        return plain.strip().toLowerCase(Locale.ROOT);
    }

    private static Format format(String type, TikaFormats tika, Metadata metadata) {
        Format own = FORMATS.get(type);
        if (own != null) {
            return own;
        }
        if (TEXT_FAMILIES.contains(type)
                || (type.startsWith("text/") && !type.startsWith("text/x-matlab"))) {
            return Format.TEXT;
        }
        if (tika.reads(metadata)) {
            return Format.TIKA;
        }
        return tika.isZip(type) ? Format.ARCHIVE : Format.UNKNOWN;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
