package org.haetae.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.haetae.ledger.Digest;
import tools.jackson.databind.json.JsonMapper;

/// Packs WARC files as they were received into one WACZ 1.1.1, with an index (CDXJ), a list of
/// pages and digests, so that others' viewers replay it.
///
/// It is not signed: the form asks for a key of a browser or the certificate of a web domain.
/// Neither would say who we are, and ours is the log's, which signs heads and receipts and nothing
/// else. What proves these bytes is a kit or a bag of the same items.
final class Wacz {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /// A WARC file to be packed.
    interface Warc {
        /// What it is called in the archive, as `<id>.warc.gz`.
        String name();

        /// Its length.
        long bytes();

        InputStream open() throws IOException;
    }

    /// One that was looked at.
    private record Scanned(Warc warc, long crc) {}

    private final List<Scanned> scanned = new ArrayList<>();
    private final List<Map<String, Object>> resources = new ArrayList<>();
    private final TreeSet<String> index = new TreeSet<>();
    private final List<Map<String, Object>> pages = new ArrayList<>();

    private Wacz() {}

    /// Looks through all of them, before anything is entered or written.
    ///
    /// @throws IllegalArgumentException when one of them cannot be indexed
    static Wacz of(List<Warc> warcs) throws IOException {
        Wacz wacz = new Wacz();
        for (Warc warc : warcs) {
            // A ZIP that stores a file as it is asks for its checksum first.
            CRC32 crc = new CRC32();
            try (CheckedInputStream in = new CheckedInputStream(warc.open(), crc)) {
                WarcScan.of(in, one -> wacz.indexed(one, warc.name()));
            }
            wacz.scanned.add(new Scanned(warc, crc.getValue()));
        }
        return wacz;
    }

    void write(OutputStream out, String title, Instant made) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, UTF_8);
        for (Scanned one : scanned) {
            archive(zip, one);
        }
        finish(zip, title, made);
    }

    /// Stored as it is, so that a viewer reads a record from the middle.
    private void archive(ZipOutputStream zip, Scanned one) throws IOException {
        ZipEntry entry = new ZipEntry("archive/" + one.warc().name());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(one.warc().bytes());
        entry.setCompressedSize(one.warc().bytes());
        entry.setCrc(one.crc());
        try (OutputStream to = file(zip, entry, true);
                InputStream in = one.warc().open()) {
            in.transferTo(to);
        }
    }

    private void finish(ZipOutputStream zip, String title, Instant made) throws IOException {
        StringBuilder lines = new StringBuilder();
        index.forEach(line -> lines.append(line).append('\n'));
        text(zip, "indexes/index.cdx", lines.toString(), true);
        StringBuilder list = new StringBuilder();
        list.append("{\"format\":\"json-pages-1.0\",\"id\":\"pages\",\"title\":\"All Pages\"}\n");
        pages.forEach(page -> list.append(JSON.writeValueAsString(page)).append('\n'));
        text(zip, "pages/pages.jsonl", list.toString(), true);
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("profile", "data-package");
        described.put("wacz_version", "1.1.1");
        described.put("title", title);
        described.put("created", made.toString());
        described.put("software", "Haetae");
        described.put("resources", List.copyOf(resources));
        byte[] encoded = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(described);
        text(zip, "datapackage.json", new String(encoded, UTF_8), false);
        text(
                zip,
                "datapackage-digest.json",
                JSON.writerWithDefaultPrettyPrinter()
                        .writeValueAsString(
                                Map.of(
                                        "path",
                                        "datapackage.json",
                                        "hash",
                                        "sha256:" + Digest.sha256(encoded))),
                false);
        zip.finish();
    }

    private void text(ZipOutputStream zip, String path, String text, boolean listed)
            throws IOException {
        try (OutputStream to = file(zip, new ZipEntry(path), listed)) {
            to.write(text.getBytes(UTF_8));
        }
    }

    private OutputStream file(ZipOutputStream zip, ZipEntry entry, boolean listed)
            throws IOException {
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        MessageDigest digest = Digest.newSha256();
        return new FilterOutputStream(zip) {
            private long bytes;

            @Override
            public void write(byte[] some, int from, int length) throws IOException {
                out.write(some, from, length);
                digest.update(some, from, length);
                bytes += length;
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
                if (listed) {
                    Map<String, Object> resource = new LinkedHashMap<>();
                    String path = entry.getName();
                    resource.put("name", path.substring(path.lastIndexOf('/') + 1));
                    resource.put("path", path);
                    resource.put("hash", "sha256:" + HexFormat.of().formatHex(digest.digest()));
                    resource.put("bytes", bytes);
                    resources.add(resource);
                }
            }
        };
    }

    // ---- index and pages

    private void indexed(WarcScan.Found one, String file) {
        String type = one.headers().getOrDefault("warc-type", "");
        String url = one.headers().getOrDefault("warc-target-uri", "").replaceAll("^<|>$", "");
        String date = one.headers().getOrDefault("warc-date", "");
        if (!List.of("response", "resource", "revisit").contains(type)
                || url.isEmpty()
                || !date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}.*")) {
            return;
        }
        String mime = mime(one, type);
        String status = one.http().replaceFirst("(?s)^HTTP/[0-9.]+ ([0-9]{3}).*", "$1");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", url);
        fields.put("mime", mime);
        if (status.length() == 3) {
            fields.put("status", status);
        }
        if (one.headers().containsKey("warc-payload-digest")) {
            fields.put("digest", one.headers().get("warc-payload-digest"));
        }
        fields.put("length", Long.toString(one.length()));
        fields.put("offset", Long.toString(one.offset()));
        fields.put("filename", file);
        index.add(
                surt(url)
                        + " "
                        + date.substring(0, 19).replaceAll("[^0-9]", "")
                        + " "
                        + JSON.writeValueAsString(fields));
        if (type.equals("response") && mime.contains("html") && status.equals("200")) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("id", UUID.nameUUIDFromBytes((date + " " + url).getBytes(UTF_8)).toString());
            page.put("url", url);
            page.put("ts", date);
            pages.add(page);
        }
    }

    private static String mime(WarcScan.Found one, String type) {
        if (type.equals("revisit")) {
            return "warc/revisit";
        }
        String stated =
                one.http().isEmpty()
                        ? one.headers().getOrDefault("content-type", "")
                        : one.http()
                                .lines()
                                .filter(
                                        line ->
                                                line.toLowerCase(Locale.ROOT)
                                                        .startsWith("content-type:"))
                                .findFirst()
                                .orElse("")
                                .replaceFirst("^[^:]*:", "");
        String mime = stated.split(";", 2)[0].strip();
        return mime.isEmpty() ? "application/octet-stream" : mime;
    }

    /// The sort-friendly form of an address: `com,example)/path?query`, in small letters and
    /// without `www`, as indexes of web archives are kept.
    private static String surt(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null) {
                return url.replace(" ", "%20");
            }
            String host = uri.getHost().toLowerCase(Locale.ROOT).replaceFirst("^www[0-9]*\\.", "");
            List<String> labels = new ArrayList<>(Arrays.asList(host.split("\\.")));
            Collections.reverse(labels);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String path =
                    uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            return String.join(",", labels) + port + ")" + (path + query).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException unusual) {
            return url.replace(" ", "%20");
        }
    }
}
