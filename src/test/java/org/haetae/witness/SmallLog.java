package org.haetae.witness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.haetae.ledger.Checkpoint;
import org.haetae.ledger.Digest;
import org.haetae.ledger.KeyType;
import org.haetae.ledger.Merkle;
import org.haetae.ledger.SignedNote;
import org.haetae.ledger.SigningKey;
import org.haetae.ledger.VerifierKey;
import org.haetae.ledger.WitnessRequest;

/// A log in memory that signs whatever it is told to, and so can lie.
final class SmallLog {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    final String origin;
    private final List<SigningKey> keys;
    private final List<Digest> leaves = new ArrayList<>();

    SmallLog(String origin) {
        this.origin = origin;
        this.keys =
                List.of(
                        SigningKey.make(origin, KeyType.ED25519),
                        SigningKey.make(origin, KeyType.ML_DSA_44));
    }

    private SmallLog(SmallLog other) {
        this.origin = other.origin;
        this.keys = other.keys;
        this.leaves.addAll(other.leaves);
    }

    /// The same log with the same keys, to go another way from here.
    SmallLog copy() {
        return new SmallLog(this);
    }

    SmallLog grow(int count, String what) {
        for (int i = 0; i < count; i++) {
            leaves.add(Merkle.leafHash((what + leaves.size()).getBytes()));
        }
        return this;
    }

    int size() {
        return leaves.size();
    }

    List<VerifierKey> verifiers() {
        return keys.stream().map(SigningKey::verifier).toList();
    }

    Checkpoint head() {
        return new Checkpoint(origin, size(), Merkle.root(size(), this::node));
    }

    SignedNote signed() {
        return new SignedNote(
                head().text(), keys.stream().map(key -> key.sign(head(), NOON)).toList());
    }

    byte[] request(int old) {
        List<Digest> proof = old == 0 ? List.of() : Merkle.consistency(old, size(), this::node);
        return new WitnessRequest(old, proof, signed().encode()).encode();
    }

    private Digest node(int level, long index) {
        return level == 0
                ? leaves.get((int) index)
                : Merkle.nodeHash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
    }
}
