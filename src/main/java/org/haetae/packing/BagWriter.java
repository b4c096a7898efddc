package org.haetae.packing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Writes a BagIt 1.0 bag (RFC 8493), file by file, with manifests by SHA-256 and, unless told
/// otherwise, SHA-512. Files of it may be written by several threads where its parcel takes
/// several.
public final class BagWriter {

    private static final String ALWAYS = "sha256";

    /// What writes single characters, as a writer of XML does, would pay for each of them.
    private static final int BUFFER = 32 * 1024;

    private final Parcel parcel;
    private final List<String> algorithms;

    /// Algorithm to path to digest.
    private final Map<String, Map<String, String>> payload = new TreeMap<>();

    private final Map<String, Map<String, String>> tags = new TreeMap<>();
    private final Map<String, Long> sizes = new TreeMap<>();
    private long bytes;

    public BagWriter(Parcel parcel) {
        this(parcel, List.of(ALWAYS, "sha512"));
    }

    private BagWriter(Parcel parcel, List<String> algorithms) {
        this.parcel = parcel;
        this.algorithms = algorithms;
        for (String algorithm : algorithms) {
            payload.put(algorithm, new TreeMap<>());
            tags.put(algorithm, new TreeMap<>());
        }
    }

    /// One of large files, each of which is read by one digest only.
    public static BagWriter quick(Parcel parcel) {
        return new BagWriter(parcel, List.of(ALWAYS));
    }

    /// Begins a file of the payload.
    ///
    /// @param path below `data/`, without odd steps; see [SafeNames]
    public OutputStream payload(String path) throws IOException {
        return digesting("data/" + path, payload, true);
    }

    /// Begins a tag file: one that is about the payload.
    public OutputStream tag(String path) throws IOException {
        return digesting(path, tags, false);
    }

    private static final Pattern LINE = Pattern.compile("[0-9a-f]+  [^\\r\\n]+");

    private OutputStream digesting(
            String path, Map<String, Map<String, String>> into, boolean counted)
            throws IOException {
        List<MessageDigest> digests =
                algorithms.stream().map(name -> Digesting.named(name).orElseThrow()).toList();
        return new BufferedOutputStream(
                digesting(parcel.file(path), digests, path, into, counted), BUFFER);
    }

    private OutputStream digesting(
            OutputStream file,
            List<MessageDigest> digests,
            String path,
            Map<String, Map<String, String>> into,
            boolean counted) {
        return new FilterOutputStream(file) {
            private boolean closed;
            private long size;

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] from, int offset, int length) throws IOException {
                out.write(from, offset, length);
                digests.forEach(digest -> digest.update(from, offset, length));
                size += length;
            }

            @Override
            public void close() throws IOException {
                super.close();
                if (closed) {
                    return;
                }
                closed = true;
                synchronized (BagWriter.this) {
                    bytes += counted ? size : 0;
                    sizes.put(path, size);
                    for (int i = 0; i < algorithms.size(); i++) {
                        into.get(algorithms.get(i))
                                .put(path, HexFormat.of().formatHex(digests.get(i).digest()));
                    }
                }
            }
        };
    }

    /// A file as it was written.
    ///
    /// @param path with `data/` before it when it is of the payload
    /// @param sha256 in hexadecimal
    public record Written(String path, String sha256, long bytes) {}

    /// The files of the payload that were written so far, by path.
    public synchronized List<Written> payload() {
        return payload.get(ALWAYS).entrySet().stream()
                .map(
                        file ->
                                new Written(
                                        file.getKey(),
                                        file.getValue(),
                                        sizes.getOrDefault(file.getKey(), 0L)))
                .toList();
    }

    /// Ends the bag with its manifests and declaration.
    ///
    /// @param info for `bag-info.txt`, label to value; the size of the payload is added
    public void finish(Map<String, String> info) throws IOException {
        StringBuilder lines = new StringBuilder();
        info.forEach((label, value) -> lines.append(label).append(": ").append(value).append('\n'));
        lines.append("Payload-Oxum: %d.%d\n".formatted(bytes, payload.get(ALWAYS).size()));
        write("bag-info.txt", lines.toString());
        write("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        for (String algorithm : algorithms) {
            write("manifest-" + algorithm + ".txt", lines(payload.get(algorithm)));
        }
        for (String algorithm : algorithms) {
            try (OutputStream out = parcel.file("tagmanifest-" + algorithm + ".txt")) {
                out.write(lines(tags.get(algorithm)).getBytes(UTF_8));
            }
        }
    }

    private void write(String path, String text) throws IOException {
        try (OutputStream out = tag(path)) {
            out.write(text.getBytes(UTF_8));
        }
    }

    /// Whether a manifest is written as this class writes them: nothing lists a manifest of tag
    /// files, and a digest in capital letters, which RFC 8493 allows, says the same.
    public static boolean isOurWriting(String manifest) {
        return manifest.endsWith("\n")
                && manifest.lines().allMatch(LINE.asMatchPredicate())
                && manifest.indexOf('\r') < 0;
    }

    private static String lines(Map<String, String> digests) {
        StringBuilder lines = new StringBuilder();
        digests.forEach(
                (path, digest) -> lines.append(digest).append("  ").append(path).append('\n'));
        return lines.toString();
    }
}
