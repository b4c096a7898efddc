package org.haetae.backup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.haetae.ledger.Digest;

/// Every file of one backup. Paths are made of ids and numbers, so the list can lie in the clear.
///
/// @param files by path
record Manifest(SortedMap<String, Listed> files) {

    private static final String HEADER = "haetae backup manifest v1";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (0|[1-9][0-9]{0,18}) (.+)");
    private static final Pattern PATH = Pattern.compile("[!-~]+");

    /// @param sha256 of the bytes as they lie in the backup
    record Listed(Digest sha256, long bytes) {}

    Manifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    static Manifest empty() {
        return new Manifest(new TreeMap<>());
    }

    Optional<Listed> of(String path) {
        return Optional.ofNullable(files.get(path));
    }

    long bytes() {
        return files.values().stream().mapToLong(Listed::bytes).sum();
    }

    byte[] encode() {
        var lines = new ArrayList<String>();
        lines.add(HEADER);
        files.forEach(
                (path, file) -> lines.add("%s %d %s".formatted(file.sha256(), file.bytes(), path)));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /// @throws IllegalArgumentException when it is not of this form, or a path leads out of it
    static Manifest parse(byte[] bytes) {
        var text = new String(bytes, StandardCharsets.US_ASCII);
        if (!text.startsWith(HEADER + "\n")) {
            throw new IllegalArgumentException("not a \"%s\"".formatted(HEADER));
        }
        var files = new TreeMap<String, Listed>();
        text.lines()
                .skip(1)
                .forEach(
                        line -> {
                            var fields = LINE.matcher(line);
                            if (!fields.matches() || !canList(fields.group(3))) {
                                throw new IllegalArgumentException("a malformed line");
                            }
                            files.put(
                                    fields.group(3),
                                    new Listed(
                                            Digest.parse(fields.group(1)),
                                            Long.parseLong(fields.group(2))));
                        });
        return new Manifest(files);
    }

    /// Whether a path can stand in a list: every file that the program itself makes has such a one.
    static boolean canList(String path) {
        return PATH.matcher(path).matches() && !leadsOut(path);
    }

    private static boolean leadsOut(String path) {
        return path.startsWith("/") || (path + "/").contains("../") || path.contains("//");
    }
}
