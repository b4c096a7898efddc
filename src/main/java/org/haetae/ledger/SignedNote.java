package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;

/// Text signed by one or more keys, as C2SP signed-note v1.0.0 has it.
///
/// @param text what is signed, with its last newline
/// @param signatures at least one, in the order of their lines
public record SignedNote(String text, List<Line> signatures) {

    /// The specification asks for a limit and for at least 16; witnesses sign a checkpoint of ours.
    public static final int MOST_SIGNATURES = 64;

    /// Room for 64 post-quantum signatures of 5 kB in base64.
    public static final int LIMIT_BYTES = 512 * 1024;

    private static final String DASH = "\u2014 ";
    private static final int ID_BYTES = 4;

    /// One signature line.
    ///
    /// @param keyId which of the name's keys
    /// @param signature what the key's type says: a signature, perhaps with a time before it
    public record Line(String name, int keyId, byte[] signature) {
        public Line {
            VerifierKey.checkName(name);
            signature = signature.clone();
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        /// Whether this line says that this key made it. Whether that is so, [VerifierKey#verifies]
        /// tells.
        public boolean isBy(VerifierKey key) {
            return name.equals(key.name()) && keyId == key.id();
        }

        /// The line as it stands in a note, with its newline.
        public String encode() {
            byte[] idAndSignature =
                    ByteBuffer.allocate(ID_BYTES + signature.length)
                            .putInt(keyId)
                            .put(signature)
                            .array();
            return DASH + name + ' ' + Base64.getEncoder().encodeToString(idAndSignature) + '\n';
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Line line
                    && name.equals(line.name)
                    && keyId == line.keyId
                    && Arrays.equals(signature, line.signature);
        }

        @Override
        public int hashCode() {
            return 31 * name.hashCode() + Arrays.hashCode(signature);
        }

        @Override
        public String toString() {
            return name + "+" + HexFormat.of().toHexDigits(keyId);
        }
    }

    /// What became of the signatures: which known keys signed, and which known keys' signatures are
    /// wrong. Signatures of unknown keys are ignored, as the specification demands.
    public record Verdict(List<VerifierKey> signed, List<VerifierKey> wrong) {
        /// Whether the text may be believed: a known key signed it, and no known key's signature is
        /// wrong.
        public boolean accepted() {
            return !signed.isEmpty() && wrong.isEmpty();
        }
    }

    public SignedNote {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("note text does not end in a newline");
        }
        if (signatures.isEmpty() || signatures.size() > MOST_SIGNATURES) {
            throw new IllegalArgumentException(
                    "note has %d signatures; expected 1 to %d"
                            .formatted(signatures.size(), MOST_SIGNATURES));
        }
        signatures = List.copyOf(signatures);
    }

    /// @throws IllegalArgumentException saying what differs from the specification
    public static SignedNote parse(byte[] bytes) {
        if (bytes.length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "note has %d bytes; expected at most %d".formatted(bytes.length, LIMIT_BYTES));
        }
        String note = utf8(bytes);
        if (note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
            throw new IllegalArgumentException("note has a control character other than newline");
        }
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || !note.endsWith("\n")) {
            throw new IllegalArgumentException(
                    "note has no blank line before its signatures, or no newline at its end");
        }
        List<Line> lines = note.substring(blank + 2).lines().map(SignedNote::parseLine).toList();
        return new SignedNote(note.substring(0, blank + 1), lines);
    }

    private static Line parseLine(String line) {
        String[] parts = line.split(" ", -1);
        if (!line.startsWith(DASH) || parts.length != 3) {
            throw new IllegalArgumentException(
                    "a signature line is not of the form: em dash, name, base64");
        }
        byte[] idAndSignature = decodeBase64(parts[2]);
        if (idAndSignature.length <= ID_BYTES) {
            throw new IllegalArgumentException(
                    "a signature has %d bytes; expected more than %d"
                            .formatted(idAndSignature.length, ID_BYTES));
        }
        return new Line(
                parts[1],
                ByteBuffer.wrap(idAndSignature).getInt(),
                Arrays.copyOfRange(idAndSignature, ID_BYTES, idAndSignature.length));
    }

    /// Checks the signatures of the known keys.
    public Verdict verify(Collection<VerifierKey> known) {
        List<VerifierKey> signed = new ArrayList<>();
        List<VerifierKey> wrong = new ArrayList<>();
        for (Line line : signatures) {
            for (VerifierKey key : known) {
                if (line.isBy(key)) {
                    (key.verifies(text, line.signature) ? signed : wrong).add(key);
                }
            }
        }
        return new Verdict(List.copyOf(signed), List.copyOf(wrong));
    }

    /// The same text with these lines after its own; those that it has already are not repeated.
    ///
    /// @throws IllegalArgumentException when there would be more than [#MOST_SIGNATURES]
    public SignedNote with(Collection<Line> more) {
        LinkedHashSet<Line> all = new LinkedHashSet<>(signatures);
        all.addAll(more);
        return new SignedNote(text, List.copyOf(all));
    }

    /// The note as it stands in a file.
    public byte[] encode() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(line.encode()));
        return note.toString().getBytes(UTF_8);
    }

    /// Base64 in its one canonical form: Java's decoder forgives bits that mean nothing, and then
    /// two different files would be one note.
    static byte[] decodeBase64(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("text is not base64", e);
        }
        if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
            throw new IllegalArgumentException("base64 is not in its canonical form");
        }
        return bytes;
    }

    private static String utf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("note is not UTF-8", e);
        }
    }
}
