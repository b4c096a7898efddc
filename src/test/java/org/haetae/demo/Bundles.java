package org.haetae.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZOutputFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcCompression;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcWriter;
import org.netpreserve.jwarc.Warcinfo;

/// Files that hold files.
final class Bundles {

    private static final long MADE = Instant.parse("2020-02-10T10:00:00Z").toEpochMilli();

    private Bundles() {}

    /// A ZIP whose first entry, when called `mimetype`, is stored as OpenDocument and EPUB want it.
    static byte[] zip(Map<String, byte[]> parts) throws IOException {
        try (var out = new ByteArrayOutputStream()) {
            try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                for (var part : parts.entrySet()) {
                    var entry = new ZipEntry(part.getKey());
                    entry.setTime(MADE);
                    if (part.getKey().equals("mimetype")) {
                        entry.setMethod(ZipEntry.STORED);
                        entry.setSize(part.getValue().length);
                        entry.setCrc(crc(part.getValue()));
                    }
                    zip.putNextEntry(entry);
                    zip.write(part.getValue());
                    zip.closeEntry();
                }
            }
            return out.toByteArray();
        }
    }

    static long crc(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    static byte[] sevenZ(Map<String, byte[]> parts) throws IOException {
        try (var channel = new SeekableInMemoryByteChannel()) {
            try (var out = new SevenZOutputFile(channel)) {
                for (var part : parts.entrySet()) {
                    var entry = new SevenZArchiveEntry();
                    entry.setName(part.getKey());
                    entry.setHasStream(true);
                    out.putArchiveEntry(entry);
                    out.write(part.getValue());
                    out.closeArchiveEntry();
                }
            }
            return java.util.Arrays.copyOf(channel.array(), (int) channel.size());
        }
    }

    static byte[] tarGz(Map<String, byte[]> parts) throws IOException {
        try (var out = new ByteArrayOutputStream()) {
            try (var tar =
                    new TarArchiveOutputStream(new GzipCompressorOutputStream(out), "UTF-8")) {
                tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                tar.setAddPaxHeadersForNonAsciiNames(true);
                for (var part : parts.entrySet()) {
                    var entry = new TarArchiveEntry(part.getKey());
                    entry.setSize(part.getValue().length);
                    entry.setModTime(MADE);
                    tar.putArchiveEntry(entry);
                    tar.write(part.getValue());
                    tar.closeArchiveEntry();
                }
            }
            return out.toByteArray();
        }
    }

    /// A ZIP of one file under the old PKWARE cipher, which every unzip program still asks a
    /// password for. Never a way to protect anything; here it only has to be locked. The archive's
    /// comment, which stays readable, says that it is invented.
    static byte[] lockedZip(String name, byte[] content, String password) {
        byte[] label = name.getBytes(StandardCharsets.UTF_8);
        long crc = crc(content);
        byte[] sealed = new PkwareCipher(password).seal(content, (byte) (crc >>> 24));
        var out = new LittleEndian();
        out.u32(0x04034b50).u16(20).u16(0x0801).u16(0).u32(0x50494a00).u32(crc);
        out.u32(sealed.length).u32(content.length).u16(label.length).u16(0).bytes(label);
        out.bytes(sealed);
        int directory = out.size();
        out.u32(0x02014b50).u16(20).u16(20).u16(0x0801).u16(0).u32(0x50494a00).u32(crc);
        out.u32(sealed.length).u32(content.length).u16(label.length).u16(0).u16(0).u16(0).u16(0);
        out.u32(0).u32(0).bytes(label);
        int length = out.size() - directory;
        byte[] comment = PaperFormats.utf8(Paper.mark("en"));
        out.u32(0x06054b50).u16(0).u16(0).u16(1).u16(1).u32(length).u32(directory);
        return out.u16(comment.length).bytes(comment).toByteArray();
    }

    /// @param pages address to (date, HTML)
    static byte[] warc(Map<String, String> pages, Instant captured, boolean gzip)
            throws IOException {
        try (var out = new ByteArrayOutputStream()) {
            try (var writer =
                    new WarcWriter(
                            Channels.newChannel(out),
                            gzip ? WarcCompression.GZIP : WarcCompression.NONE)) {
                writer.write(
                        new Warcinfo.Builder()
                                .date(captured)
                                .recordId(named("warcinfo" + pages))
                                .fields(
                                        Map.of(
                                                "software",
                                                java.util.List.of("Haetae demo generator"),
                                                "description",
                                                java.util.List.of(Paper.mark("en"))))
                                .build());
                for (var page : pages.entrySet()) {
                    var http =
                            new HttpResponse.Builder(200, "OK")
                                    .body(
                                            MediaType.HTML_UTF8,
                                            page.getValue().getBytes(StandardCharsets.UTF_8))
                                    .build();
                    writer.write(
                            new WarcResponse.Builder(URI.create(page.getKey()))
                                    .date(captured)
                                    .recordId(named(page.getKey()))
                                    .body(http)
                                    .build());
                }
            }
            return out.toByteArray();
        }
    }

    private static UUID named(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] wacz(Map<String, String> pages, Instant captured) throws IOException {
        byte[] warc = warc(pages, captured, true);
        var list =
                new StringBuilder(
                        "{\"format\": \"json-pages-1.0\", \"id\": \"pages\", \"title\": \""
                                + Paper.mark("en")
                                + "\"}\n");
        for (String address : pages.keySet()) {
            list.append(
                    "{\"id\": \"%s\", \"url\": \"%s\", \"ts\": \"%s\"}\n"
                            .formatted(named(address), address, captured));
        }
        Map<String, byte[]> parts = new LinkedHashMap<>();
        parts.put("archive/data.warc.gz", warc);
        parts.put("pages/pages.jsonl", PaperFormats.utf8(list.toString()));
        var resources = new StringBuilder();
        parts.forEach(
                (path, bytes) ->
                        resources
                                .append(resources.isEmpty() ? "" : ",")
                                .append(
                                        "{\"name\": \"%s\", \"path\": \"%s\", \"hash\": \"sha256:%s\", \"bytes\": %d}"
                                                .formatted(
                                                        path.substring(path.indexOf('/') + 1),
                                                        path,
                                                        sha256(bytes),
                                                        bytes.length)));
        byte[] description =
                PaperFormats.utf8(
                        "{\"profile\": \"data-package\", \"wacz_version\": \"1.1.1\", \"title\": \"%s\", \"created\": \"%s\", \"resources\": [%s]}"
                                .formatted(Paper.mark("en"), captured, resources));
        parts.put("datapackage.json", description);
        parts.put(
                "datapackage-digest.json",
                PaperFormats.utf8(
                        "{\"path\": \"datapackage.json\", \"hash\": \"sha256:%s\"}"
                                .formatted(sha256(description))));
        return zip(parts);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
