package org.haetae.home;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// One person's share of a [RecoveryKit], as it is printed and typed in again:
///
/// ```
/// haetae recovery share v1
/// kit 1b4e28ba-2fa1-4d52-883f-0016d3cca427
/// share 2 of 3, 2 needed
/// 1 abcd efgh ijkl mnop
/// 2 ...
/// 3 ...
/// 4 ...
/// ```
///
/// Each of the four lines is base32 (RFC 4648) of 8 bytes of the share and 2 of a check, which are
/// the first of SHA-256 over kit, share, line and those 8 bytes: a slip of the pen is found in its
/// line.
///
/// @param number which of them, from 1: the point at which the polynomials were taken
/// @param bytes 32 bytes; a secret
public record RecoveryShare(UUID kit, int number, int shares, int threshold, byte[] bytes) {

    static final int LINES = 4;

    private static final String HEADER = "haetae recovery share v1";
    private static final int LINE_BYTES = 8;
    private static final int CHECK_BYTES = 2;
    private static final int LETTERS = 16;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern KIT = Pattern.compile("(?m)^\\s*kit ([0-9a-f-]{36})\\s*$");
    private static final Pattern SHARE =
            Pattern.compile("(?m)^\\s*share (\\d{1,2}) of (\\d{1,2}), (\\d{1,2}) needed\\s*$");
    private static final Pattern LINE =
            Pattern.compile("(?m)^\\s*([1-4]) ((?:[a-zA-Z2-7]{4} ?){4})\\s*$");

    public RecoveryShare {
        bytes = bytes.clone();
        if (bytes.length != LINES * LINE_BYTES
                || number < 1
                || number > shares
                || threshold < 2
                || threshold > shares) {
            throw new IllegalArgumentException(
                    "share %d of %d, %d needed, of %d bytes"
                            .formatted(number, shares, threshold, bytes.length));
        }
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /// As it is printed, seven lines.
    public String text() {
        var lines = new ArrayList<String>();
        lines.add(HEADER);
        lines.add("kit " + kit);
        lines.add("share %d of %d, %d needed".formatted(number, shares, threshold));
        for (int line = 1; line <= LINES; line++) {
            byte[] part = Arrays.copyOfRange(bytes, (line - 1) * LINE_BYTES, line * LINE_BYTES);
            lines.add(
                    line
                            + " "
                            + grouped(
                                    ByteBuffer.allocate(LINE_BYTES + CHECK_BYTES)
                                            .put(part)
                                            .put(check(kit, number, line, part))
                                            .array()));
        }
        return String.join("\n", lines) + "\n";
    }

    /// The share in a text that may hold more, such as the printed page.
    ///
    /// @throws HomeRefused when there is none, or more than one, or a line of it does not fit; says
    ///   which
    public static RecoveryShare parse(String text) {
        var kit = only(KIT.matcher(text).results().toList(), "kit");
        var share = only(SHARE.matcher(text).results().toList(), "share");
        var id = UUID.fromString(kit.group(1));
        int number = Integer.parseInt(share.group(1));
        var lines = LINE.matcher(text).results().toList();
        var bytes = ByteBuffer.allocate(LINES * LINE_BYTES);
        for (int line = 1; line <= LINES; line++) {
            int wanted = line;
            var found =
                    only(
                            lines.stream()
                                    .filter(one -> one.group(1).equals(Integer.toString(wanted)))
                                    .toList(),
                            "line " + line);
            bytes.put(
                    line(id, number, line, found.group(2))
                            .orElseThrow(
                                    () ->
                                            new HomeRefused(
                                                    "Line %d of share %d does not fit; read it again."
                                                            .formatted(wanted, number))));
        }
        try {
            return new RecoveryShare(
                    id,
                    number,
                    Integer.parseInt(share.group(2)),
                    Integer.parseInt(share.group(3)),
                    bytes.array());
        } catch (IllegalArgumentException e) {
            throw new HomeRefused("This is no share that Haetae printed: " + e.getMessage(), e);
        }
    }

    private static java.util.regex.MatchResult only(
            List<java.util.regex.MatchResult> found, String what) {
        if (found.size() != 1) {
            throw new HomeRefused(
                    "Expected one share of a recovery kit, found %d times its %s."
                            .formatted(found.size(), what));
        }
        return found.getFirst();
    }

    /// The 8 bytes of one line as it was typed, upper or lower case, with or without spaces; empty
    /// when its check does not fit.
    public static Optional<byte[]> line(UUID kit, int number, int line, String typed) {
        String letters = typed.replaceAll("\\s", "").toLowerCase(Locale.ROOT);
        if (letters.length() != LETTERS
                || !letters.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)) {
            return Optional.empty();
        }
        byte[] whole = decoded(letters);
        byte[] part = Arrays.copyOf(whole, LINE_BYTES);
        byte[] check = Arrays.copyOfRange(whole, LINE_BYTES, whole.length);
        return Arrays.equals(check, check(kit, number, line, part))
                ? Optional.of(part)
                : Optional.empty();
    }

    private static byte[] check(UUID kit, int number, int line, byte[] part) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(
                    "%s %d %d ".formatted(kit, number, line).getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(sha256.digest(part), CHECK_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// 10 bytes are 16 letters of base32 without a rest.
    private static String grouped(byte[] bytes) {
        var letters = new StringBuilder();
        for (int letter = 0; letter < LETTERS; letter++) {
            int value = 0;
            for (int bit = letter * 5; bit < letter * 5 + 5; bit++) {
                value = value << 1 | bytes[bit / 8] >> (7 - bit % 8) & 1;
            }
            letters.append(letter > 0 && letter % 4 == 0 ? " " : "").append(ALPHABET.charAt(value));
        }
        return letters.toString();
    }

    private static byte[] decoded(String letters) {
        byte[] bytes = new byte[LINE_BYTES + CHECK_BYTES];
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int value = ALPHABET.indexOf(letters.charAt(bit / 5));
            bytes[bit / 8] |= (byte) ((value >> (4 - bit % 5) & 1) << (7 - bit % 8));
        }
        return bytes;
    }

    /// Which share it is; nothing of the secret.
    @Override
    public String toString() {
        return "RecoveryShare[%s, %d of %d]".formatted(kit, number, shares);
    }
}
