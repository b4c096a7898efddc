package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/// What a log sends to a witness: the body of `add-checkpoint` (C2SP tlog-witness).
///
/// @param old size of the head that the witness cosigned last, as far as the log knows; 0 for none
/// @param proof consistency proof from there, of RFC 6962, section 2.1.2; empty from size 0
/// @param checkpoint the new head with its signatures, a [SignedNote]
public record WitnessRequest(long old, List<Digest> proof, byte[] checkpoint) {

    /// The specification's limit; a tree of 2^63 entries needs no more.
    public static final int MOST_HASHES = 63;

    /// The longest body that is read: a note, and the hashes before it.
    public static final int LIMIT_BYTES = SignedNote.LIMIT_BYTES + 64 * 46;

    public WitnessRequest {
        if (old < 0) {
            throw new IllegalArgumentException("old size is %d; expected 0 or more".formatted(old));
        }
        if (proof.size() > MOST_HASHES) {
            throw new IllegalArgumentException(
                    "proof has %d hashes; expected at most %d"
                            .formatted(proof.size(), MOST_HASHES));
        }
        proof = List.copyOf(proof);
        checkpoint = checkpoint.clone();
    }

    /// @throws IllegalArgumentException saying what differs from the specification
    public static WitnessRequest parse(byte[] body) {
        if (body.length > LIMIT_BYTES) {
            throw new IllegalArgumentException(
                    "body has more than %d bytes".formatted(LIMIT_BYTES));
        }
        String text = utf8(body);
        int blank = text.indexOf("\n\n");
        if (blank < 0) {
            throw new IllegalArgumentException("there is no empty line before a checkpoint");
        }
        List<String> lines = List.of(text.substring(0, blank).split("\n", -1));
        if (!lines.getFirst().matches("old (0|[1-9][0-9]{0,18})")) {
            throw new IllegalArgumentException(
                    "the first line is not \"old\" and a decimal number without leading zeroes");
        }
        return new WitnessRequest(
                Long.parseLong(lines.getFirst().substring("old ".length())),
                lines.stream()
                        .skip(1)
                        .map(line -> new Digest(SignedNote.decodeBase64(line)))
                        .toList(),
                text.substring(blank + 2).getBytes(UTF_8));
    }

    private static String utf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("body is not UTF-8", e);
        }
    }

    /// The body as it is sent.
    public byte[] encode() {
        StringBuilder body = new StringBuilder("old ").append(old).append('\n');
        proof.forEach(hash -> body.append(hash.base64()).append('\n'));
        body.append('\n').append(new String(checkpoint, UTF_8));
        return body.toString().getBytes(UTF_8);
    }

    @Override
    public byte[] checkpoint() {
        return checkpoint.clone();
    }
}
