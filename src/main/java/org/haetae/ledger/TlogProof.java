package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// That one entry is in the log, in one file that can be checked offline (C2SP tlog-proof):
/// position, audit path, and the signed checkpoint that the path leads to.
///
/// Proves nothing by itself: the checkpoint has to be believed first, by keys from elsewhere.
///
/// @param position of the entry, from 0
/// @param path of RFC 6962, section 2.1.1
/// @param checkpoint the signed note, byte for byte
public record TlogProof(long position, List<Digest> path, byte[] checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";

    private static final Pattern INDEX = Pattern.compile("index (0|[1-9][0-9]{0,17})");

    /// A path in a log of 2^63 entries has this many hashes at most.
    private static final int LONGEST_PATH = 63;

    public TlogProof {
        path = List.copyOf(path);
        checkpoint = checkpoint.clone();
    }

    @Override
    public byte[] checkpoint() {
        return checkpoint.clone();
    }

    /// The proof of an entry of this log, to a signed checkpoint of it.
    ///
    /// @throws IntegrityException when a tile is missing or too short
    public static TlogProof of(LogFolder log, long position, byte[] checkpoint) {
        return of(
                log,
                position,
                checkpoint,
                Checkpoint.parse(SignedNote.parse(checkpoint).text()).size());
    }

    /// The same for whoever makes many and has read the checkpoint.
    ///
    /// @param size that the checkpoint tells
    public static TlogProof of(LogFolder log, long position, byte[] checkpoint, long size) {
        return new TlogProof(
                position, Merkle.inclusion(position, size, log.nodes(size)), checkpoint);
    }

    /// The proof as it stands in a file.
    public byte[] encode() {
        StringBuilder lines = new StringBuilder(HEADER).append('\n');
        lines.append("index ").append(position).append('\n');
        path.forEach(hash -> lines.append(hash.base64()).append('\n'));
        lines.append('\n');
        ByteArrayOutputStream proof = new ByteArrayOutputStream();
        proof.writeBytes(lines.toString().getBytes(UTF_8));
        proof.writeBytes(checkpoint);
        return proof.toByteArray();
    }

    /// @throws IllegalArgumentException saying what differs from the specification; an `extra` line
    ///   too, because nothing vouches for what it says
    public static TlogProof parse(byte[] bytes) {
        int blank = blankLine(bytes);
        String[] lines = new String(bytes, 0, blank, UTF_8).split("\n", -1);
        if (lines.length < 2 || !lines[0].equals(HEADER)) {
            throw new IllegalArgumentException("proof does not begin with " + HEADER);
        }
        if (!INDEX.matcher(lines[1]).matches()) {
            throw new IllegalArgumentException("proof has no index in its second line");
        }
        if (lines.length - 2 > LONGEST_PATH) {
            throw new IllegalArgumentException("proof has %d hashes".formatted(lines.length - 2));
        }
        List<Digest> path = new ArrayList<>();
        for (String line : List.of(lines).subList(2, lines.length)) {
            path.add(new Digest(SignedNote.decodeBase64(line)));
        }
        return new TlogProof(
                Long.parseLong(lines[1].substring(6)),
                path,
                Arrays.copyOfRange(bytes, blank + 2, bytes.length));
    }

    private static int blankLine(byte[] bytes) {
        for (int i = 0; i + 1 < bytes.length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i;
            }
        }
        throw new IllegalArgumentException("proof has no blank line before its checkpoint");
    }

    /// Whether the path leads from this entry to the root of a checkpoint that is believed.
    public boolean proves(byte[] entry, Checkpoint believed) {
        return Merkle.provesInclusion(
                position, believed.size(), Merkle.leafHash(entry), path, believed.root());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlogProof proof
                && position == proof.position
                && path.equals(proof.path)
                && Arrays.equals(checkpoint, proof.checkpoint);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position) * 31 + Arrays.hashCode(checkpoint);
    }

    /// Position and length, for messages.
    @Override
    public String toString() {
        return "proof of entry %d by %d hashes".formatted(position, path.size());
    }
}
