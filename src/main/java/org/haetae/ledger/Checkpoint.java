package org.haetae.ledger;

import java.util.List;

/// Head of a log: how many entries it has and the root of the tree over them (C2SP
/// tlog-checkpoint). Worth something only together with a signature; see [SignedNote].
///
/// @param origin which log
/// @param size number of entries
/// @param root of the RFC 6962 tree over them
/// @param extensions further lines; ours has none, and ML-DSA signatures do not cover them
public record Checkpoint(String origin, long size, Digest root, List<String> extensions) {

    public Checkpoint {
        if (origin.isEmpty() || origin.contains("\n")) {
            throw new IllegalArgumentException("origin is empty or has a newline");
        }
        if (size < 0) {
            throw new IllegalArgumentException("size is %d; expected 0 or more".formatted(size));
        }
        if (extensions.stream().anyMatch(line -> line.isEmpty() || line.contains("\n"))) {
            throw new IllegalArgumentException("an extension line is empty or has a newline");
        }
        extensions = List.copyOf(extensions);
    }

    public Checkpoint(String origin, long size, Digest root) {
        this(origin, size, root, List.of());
    }

    /// @throws IllegalArgumentException saying what differs from the specification
    public static Checkpoint parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("checkpoint does not end in a newline");
        }
        List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
        if (lines.size() < 3) {
            throw new IllegalArgumentException(
                    "checkpoint has %d lines; expected at least 3".formatted(lines.size()));
        }
        if (!lines.get(1).matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException(
                    "size in a checkpoint is not a decimal number without leading zeroes");
        }
        long size = Long.parseLong(lines.get(1));
        Digest root = new Digest(SignedNote.decodeBase64(lines.get(2)));
        return new Checkpoint(lines.getFirst(), size, root, lines.subList(3, lines.size()));
    }

    /// The text to be signed.
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(origin).append('\n').append(size).append('\n');
        text.append(root.base64()).append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /// Size and root, for messages.
    @Override
    public String toString() {
        return "%d entries, root %s".formatted(size, root);
    }
}
