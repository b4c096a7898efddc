package org.haetae.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.haetae.SharedData;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MerkleTest {

    private static final JsonMapper JSON = new JsonMapper();

    /// The proofs of transparency-dev/merkle. A verifier that refuses everything would pass 482 of
    /// the 518, so both columns are counted.
    @Test
    void itAcceptsAndRejectsTheProofsOfTransparencyDevMerkle() throws IOException {
        Path suite = SharedData.custody("merkle").resolve("testdata");
        int accepted = 0;
        int rejected = 0;
        List<String> differing = new ArrayList<>();
        try (Stream<Path> files = Files.walk(suite)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                JsonNode proof = JSON.readTree(Files.readString(file));
                boolean accepts = accepts(suite.relativize(file).getName(0).toString(), proof);
                if (accepts == proof.get("wantErr").asBoolean()) {
                    differing.add(suite.relativize(file).toString());
                }
                accepted += accepts ? 1 : 0;
                rejected += accepts ? 0 : 1;
            }
        }
        assertThat(differing).isEmpty();
        assertThat(accepted).isEqualTo(36);
        assertThat(rejected).isEqualTo(482);
    }

    private static boolean accepts(String kind, JsonNode proof) {
        try {
            List<Digest> path = new ArrayList<>();
            proof.get("proof").forEach(hash -> path.add(digest(hash.asString())));
            return switch (kind) {
                case "inclusion" ->
                        Merkle.provesInclusion(
                                number(proof, "leafIdx"),
                                number(proof, "treeSize"),
                                digest(proof, "leafHash"),
                                path,
                                digest(proof, "root"));
                case "subtreeinclusion" ->
                        Merkle.provesInclusion(
                                number(proof, "leafIdx"),
                                number(proof, "start"),
                                number(proof, "end"),
                                digest(proof, "leafHash"),
                                path,
                                digest(proof, "root"));
                case "consistency" ->
                        Merkle.provesConsistency(
                                number(proof, "size1"),
                                number(proof, "size2"),
                                path,
                                digest(proof, "root1"),
                                digest(proof, "root2"));
                case "subtreeconsistency" ->
                        Merkle.provesConsistency(
                                number(proof, "start"),
                                number(proof, "end"),
                                number(proof, "size"),
                                path,
                                digest(proof, "root1"),
                                digest(proof, "root2"));
                default -> throw new IllegalStateException("unknown kind of proof: " + kind);
            };
        } catch (IllegalArgumentException e) {
            return false; // a hash that is none cannot even be said in our types
        }
    }

    private static long number(JsonNode proof, String name) {
        return new java.math.BigInteger(proof.get(name).asString()).longValue();
    }

    private static Digest digest(JsonNode proof, String name) {
        return digest(proof.get(name).asString());
    }

    /// Some cases have the words "don't care" in place of a hash. They stand for any hash, so the
    /// digest of the words may stand for them.
    private static Digest digest(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        boolean words = new String(bytes, StandardCharsets.UTF_8).startsWith("don't care");
        return words ? Digest.sha256(bytes) : new Digest(bytes);
    }

    @Test
    void aNodeCannotBePassedOffAsALeaf() {
        Digest left = Digest.sha256(new byte[] {1});
        Digest right = Digest.sha256(new byte[] {2});
        byte[] both =
                Stream.of(left, right).map(Digest::bytes).reduce(new byte[0], MerkleTest::join);
        assertThat(Merkle.leafHash(both)).isNotEqualTo(Merkle.nodeHash(left, right));
        assertThat(Merkle.EMPTY_ROOT)
                .hasToString("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    /// Every proof of every pair of sizes up to 70, and each of them with one hash changed.
    @Test
    void itProvesWhatItMadeAndNothingElse() {
        List<Digest> leaves = new ArrayList<>();
        for (int i = 0; i < 70; i++) {
            leaves.add(Merkle.leafHash(new byte[] {(byte) i}));
        }
        Merkle.Nodes nodes = (level, index) -> node(leaves, level, index);
        Merkle.Growing growing = new Merkle.Growing();
        for (int size = 1; size <= leaves.size(); size++) {
            growing.add(leaves.get(size - 1).bytes());
            Digest root = Merkle.root(size, nodes);
            assertThat(growing.root()).isEqualTo(root);
            for (int i = 0; i < size; i++) {
                List<Digest> path = Merkle.inclusion(i, size, nodes);
                assertThat(Merkle.provesInclusion(i, size, leaves.get(i), path, root)).isTrue();
                assertThat(Merkle.provesInclusion(i, size, leaves.get((i + 1) % 70), path, root))
                        .isFalse();
                for (int k = 0; k < path.size(); k++) {
                    assertThat(
                                    Merkle.provesInclusion(
                                            i, size, leaves.get(i), change(path, k), root))
                            .isFalse();
                }
            }
            for (int earlier = 1; earlier <= size; earlier++) {
                Digest before = Merkle.root(earlier, nodes);
                List<Digest> proof = Merkle.consistency(earlier, size, nodes);
                assertThat(Merkle.provesConsistency(earlier, size, proof, before, root)).isTrue();
                for (int k = 0; k < proof.size(); k++) {
                    assertThat(
                                    Merkle.provesConsistency(
                                            earlier, size, change(proof, k), before, root))
                            .isFalse();
                }
            }
        }
    }

    private static Digest node(List<Digest> leaves, int level, long index) {
        if (level == 0) {
            return leaves.get((int) index);
        }
        return Merkle.nodeHash(
                node(leaves, level - 1, 2 * index), node(leaves, level - 1, 2 * index + 1));
    }

    private static List<Digest> change(List<Digest> hashes, int at) {
        List<Digest> changed = new ArrayList<>(hashes);
        byte[] bytes = hashes.get(at).bytes();
        bytes[at % 32] ^= 1;
        changed.set(at, new Digest(bytes));
        return changed;
    }

    @Test
    void anEmptyTreeProvesNothing() {
        Merkle.Nodes none =
                (level, index) -> {
                    throw new IllegalStateException("no nodes");
                };
        assertThat(Merkle.root(0, none)).isEqualTo(Merkle.EMPTY_ROOT);
        assertThatThrownBy(() -> Merkle.consistency(0, 5, none))
                .hasMessageContaining("1 <= earlier");
        assertThat(Merkle.provesConsistency(0, 5, List.of(), Merkle.EMPTY_ROOT, Merkle.EMPTY_ROOT))
                .isFalse();
    }
}
