package org.haetae.ledger;

import static org.haetae.ledger.Digest.newSha256;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The Merkle tree of RFC 6962, section 2.1, over SHA-256: hashes, proofs, and their verification.
///
/// Leaves and nodes are hashed with different prefixes (0x00, 0x01), so that no node can be passed
/// off as a leaf. Subtrees are those of draft-ietf-plants-merkle-tree-certs-02: entries `start` to
/// `end`, where `start` is a multiple of the smallest power of two that is not less than their
/// number; a whole tree is the subtree that starts at 0.
///
/// A proof convinces only whoever knows the root from elsewhere: from a checkpoint whose signature
/// was verified with a key that did not come along with it.
public final class Merkle {

    /// Root of the tree without leaves: SHA-256 of nothing.
    public static final Digest EMPTY_ROOT = Digest.sha256();

    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Merkle() {}

    /// Where the hashes of complete subtrees are had from: a log's tiles, or memory.
    @FunctionalInterface
    public interface Nodes {
        /// Hash over the entries `index * 2^level` to `(index + 1) * 2^level`; level 0 is a leaf
        /// hash.
        Digest at(int level, long index);
    }

    public static Digest leafHash(byte[] leaf) {
        return Digest.sha256(LEAF, leaf);
    }

    public static Digest nodeHash(Digest left, Digest right) {
        return Digest.sha256(NODE, left.bytes(), right.bytes());
    }

    static byte[] leafHash(MessageDigest sha256, byte[] bytes, int offset, int length) {
        sha256.update(LEAF);
        sha256.update(bytes, offset, length);
        return sha256.digest();
    }

    static byte[] nodeHash(MessageDigest sha256, byte[] left, byte[] right) {
        sha256.update(NODE);
        sha256.update(left);
        sha256.update(right);
        return sha256.digest();
    }

    /// Root of the tree of the first `size` entries.
    public static Digest root(long size, Nodes nodes) {
        return hash(0, size, nodes);
    }

    /// Hash of a subtree; MTH(D[start:end]) of RFC 6962.
    static Digest hash(long start, long end, Nodes nodes) {
        long size = end - start;
        if (size == 0) {
            return EMPTY_ROOT;
        }
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return nodes.at(level, start >>> level);
        }
        long middle = start + Long.highestOneBit(size - 1);
        return nodeHash(hash(start, middle, nodes), hash(middle, end, nodes));
    }

    /// Audit path of RFC 6962, section 2.1.1: that the entry at `position` is in the tree of `size`
    /// entries.
    public static List<Digest> inclusion(long position, long size, Nodes nodes) {
        if (position < 0 || position >= size) {
            throw new IllegalArgumentException(
                    "no entry %d in a log of %d; expected 0 <= position < size"
                            .formatted(position, size));
        }
        List<Digest> path = new ArrayList<>();
        collectInclusion(position, 0, size, nodes, path);
        return List.copyOf(path);
    }

    private static void collectInclusion(
            long position, long start, long end, Nodes nodes, List<Digest> path) {
        if (end - start == 1) {
            return;
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (position < middle) {
            collectInclusion(position, start, middle, nodes, path);
            path.add(hash(middle, end, nodes));
        } else {
            collectInclusion(position, middle, end, nodes, path);
            path.add(hash(start, middle, nodes));
        }
    }

    /// Consistency proof of RFC 6962, section 2.1.2: that the tree of `size` entries begins with
    /// the tree of `earlier` entries. From an empty tree there is nothing to prove, and so no
    /// proof.
    public static List<Digest> consistency(long earlier, long size, Nodes nodes) {
        if (earlier < 1 || earlier > size) {
            throw new IllegalArgumentException(
                    "no proof from %d entries to %d; expected 1 <= earlier <= later"
                            .formatted(earlier, size));
        }
        List<Digest> proof = new ArrayList<>();
        collectConsistency(earlier, 0, size, true, nodes, proof);
        return List.copyOf(proof);
    }

    private static void collectConsistency(
            long earlier, long start, long end, boolean known, Nodes nodes, List<Digest> proof) {
        if (earlier == end) {
            if (!known) {
                proof.add(hash(start, end, nodes));
            }
            return;
        }
        long middle = start + Long.highestOneBit(end - start - 1);
        if (earlier <= middle) {
            collectConsistency(earlier, start, middle, known, nodes, proof);
            proof.add(hash(middle, end, nodes));
        } else {
            collectConsistency(earlier, middle, end, false, nodes, proof);
            proof.add(hash(start, middle, nodes));
        }
    }

    /// Whether the path proves that the entry with this leaf hash is at `position` in the tree of
    /// `size` entries with this root.
    public static boolean provesInclusion(
            long position, long size, Digest leafHash, List<Digest> path, Digest root) {
        return provesInclusion(position, 0, size, leafHash, path, root);
    }

    /// The same within the subtree from `start` to `end`.
    public static boolean provesInclusion(
            long position, long start, long end, Digest leafHash, List<Digest> path, Digest root) {
        if (!isSubtree(start, end) || position < start || position >= end) {
            return false;
        }
        long index = position - start;
        long size = end - start;
        // Where the ways to this leaf and to the last one part: below, a node's neighbour may be on
        // either side; above, only on the left.
        int inner = bits(index ^ (size - 1));
        if (path.size() != inner + Long.bitCount(index >>> inner)) {
            return false;
        }
        Digest climbed = climb(leafHash, path.subList(0, inner), index);
        return climbLeft(climbed, path.subList(inner, path.size())).equals(root);
    }

    /// Whether the proof shows that the tree of `size` entries with `root` begins with the tree of
    /// `earlier` entries with `earlierRoot`. An empty tree is the beginning of every tree, so
    /// nothing is shown by it: false.
    public static boolean provesConsistency(
            long earlier, long size, List<Digest> proof, Digest earlierRoot, Digest root) {
        return earlier > 0 && provesConsistency(0, earlier, size, proof, earlierRoot, root);
    }

    /// Whether the proof shows that the entries `start` to `end`, hashing to `subtreeRoot`, are
    /// that stretch of the tree of `size` entries with `root`.
    public static boolean provesConsistency(
            long start, long end, long size, List<Digest> proof, Digest subtreeRoot, Digest root) {
        if (start < 0 || end < start || end > size) {
            return false;
        }
        if (start == end) {
            return proof.isEmpty() && subtreeRoot.equals(EMPTY_ROOT);
        }
        if (!isSubtree(start, end)) {
            return false;
        }
        if (end == size) {
            // The subtree's right end is the tree's: each step up has a neighbour on the left, or
            // none.
            int level = bits((end - 1) ^ start);
            return proof.size() == Long.bitCount(start >>> level)
                    && climbLeft(subtreeRoot, proof).equals(root);
        }
        return provesGrowth(start, end, size, proof, subtreeRoot, root);
    }

    /// Whether the proof shows that the tree of `size` entries with `root` does *not* begin with
    /// the tree of `earlier` entries with `earlierRoot`: it leads to that root from another
    /// beginning. Who holds both roots signed holds the proof of a fork.
    ///
    /// Of a proof that leads nowhere nothing is shown, and so of one from 2^n entries, which has to
    /// be given the beginning: false.
    public static boolean provesFork(
            long earlier, long size, List<Digest> proof, Digest earlierRoot, Digest root) {
        if (earlier < 1 || earlier > size) {
            return false;
        }
        if (earlier == size) {
            return proof.isEmpty() && !earlierRoot.equals(root);
        }
        return Long.bitCount(earlier) > 1
                && leadsToRoot(0, earlier, size, proof, earlierRoot, root)
                && !provesConsistency(earlier, size, proof, earlierRoot, root);
    }

    private static boolean provesGrowth(
            long start, long end, long size, List<Digest> proof, Digest subtreeRoot, Digest root) {
        if (!leadsToRoot(start, end, size, proof, subtreeRoot, root)) {
            return false;
        }
        if (Long.bitCount(end - start) == 1) {
            return true; // led from the subtree's own root
        }
        long last = end - 1;
        int fork = bits(last ^ (size - 1));
        return climbsToSubtree(
                start,
                last,
                Long.numberOfTrailingZeros(end - start),
                fork,
                Long.bitCount(last >>> fork),
                proof.getFirst(),
                proof.subList(1, proof.size()),
                subtreeRoot);
    }

    private static boolean leadsToRoot(
            long start, long end, long size, List<Digest> proof, Digest subtreeRoot, Digest root) {
        long last = end - 1;
        int fork = bits(last ^ (size - 1)); // where the ways to the two last leaves part
        int shift = Long.numberOfTrailingZeros(end - start); // the last complete subtree's height
        int inner = fork - shift;
        int border = Long.bitCount(last >>> fork);
        boolean complete = Long.bitCount(end - start) == 1;
        if (proof.size() != (complete ? 0 : 1) + inner + border) {
            return false;
        }
        // A complete subtree is where the climb begins; else the proof gives its last complete
        // part.
        Digest seed = complete ? subtreeRoot : proof.getFirst();
        List<Digest> path = complete ? proof : proof.subList(1, proof.size());
        long index = last >>> shift;
        Digest climbed = climb(seed, path.subList(0, inner), index);
        return climbLeft(climbed, path.subList(inner, path.size())).equals(root);
    }

    /// Of the path, only what lies within the subtree, and left of its last leaf, makes its root.
    private static boolean climbsToSubtree(
            long start,
            long last,
            int shift,
            int fork,
            int border,
            Digest seed,
            List<Digest> path,
            Digest subtreeRoot) {
        int height = bits(last ^ start);
        int inner = fork - shift;
        int within = Math.min(height, fork) - shift;
        int above = Math.max(0, border - Long.bitCount(last >>> height));
        Digest climbed = seed;
        for (int i = 0; i < within; i++) {
            if ((last >>> shift >>> i & 1) == 1) {
                climbed = nodeHash(path.get(i), climbed);
            }
        }
        return climbLeft(climbed, path.subList(inner, inner + above)).equals(subtreeRoot);
    }

    private static Digest climb(Digest seed, List<Digest> path, long index) {
        Digest climbed = seed;
        for (int i = 0; i < path.size(); i++) {
            boolean right = (index >>> i & 1) == 1;
            climbed = right ? nodeHash(path.get(i), climbed) : nodeHash(climbed, path.get(i));
        }
        return climbed;
    }

    private static Digest climbLeft(Digest seed, List<Digest> path) {
        Digest climbed = seed;
        for (Digest left : path) {
            climbed = nodeHash(left, climbed);
        }
        return climbed;
    }

    private static boolean isSubtree(long start, long end) {
        if (start < 0 || end <= start) {
            return false;
        }
        long width = end - start == 1 ? 1 : Long.highestOneBit(end - start - 1) << 1;
        return width > 0 && start % width == 0;
    }

    private static int bits(long value) {
        return Long.SIZE - Long.numberOfLeadingZeros(value);
    }

    /// A tree that grows leaf by leaf and holds only the roots of its complete subtrees, at most
    /// 63.
    static final class Growing {
        private final MessageDigest sha256 = newSha256();
        private final byte[][] complete = new byte[Long.SIZE][];
        private long size;

        long size() {
            return size;
        }

        void add(byte[] leafHash) {
            byte[] hash = leafHash;
            int level = 0;
            for (long carry = size; (carry & 1) == 1; carry >>>= 1) {
                hash = nodeHash(sha256, complete[level], hash);
                level++;
            }
            complete[level] = hash;
            size++;
        }

        Digest root() {
            if (size == 0) {
                return EMPTY_ROOT;
            }
            byte[] root = null;
            for (int level = 0; level < Long.SIZE; level++) {
                if ((size >>> level & 1) == 1) {
                    root = root == null ? complete[level] : nodeHash(sha256, complete[level], root);
                }
            }
            return new Digest(root);
        }
    }
}
