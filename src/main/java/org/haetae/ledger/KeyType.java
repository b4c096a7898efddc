package org.haetae.ledger;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The kinds of note signature that are understood here, with the numbers of C2SP signed-note.
public enum KeyType {
    /// Ed25519 over the note's text (signed-note).
    ED25519(0x01, 32, 64, "Ed25519", "302a300506032b6570032100"),
    /// Ed25519 over a time and the note's text: a witness's (tlog-cosignature).
    ED25519_COSIGNATURE(0x04, 32, 8 + 64, "Ed25519", "302a300506032b6570032100"),
    /// ML-DSA-44 over time, names, size and root: a log's own or a witness's (tlog-cosignature).
    ML_DSA_44(0x06, 1312, 8 + 2420, "ML-DSA-44", "30820532300b06096086480165030403110382052100");

    private final int number;
    private final int keyBytes;
    private final int signatureBytes;
    private final String algorithm;
    private final byte[] spkiPrefix;

    KeyType(int number, int keyBytes, int signatureBytes, String algorithm, String spkiPrefix) {
        this.number = number;
        this.keyBytes = keyBytes;
        this.signatureBytes = signatureBytes;
        this.algorithm = algorithm;
        this.spkiPrefix = HexFormat.of().parseHex(spkiPrefix);
    }

    /// The signature type identifier byte.
    public int number() {
        return number;
    }

    int keyBytes() {
        return keyBytes;
    }

    int signatureBytes() {
        return signatureBytes;
    }

    /// Whether a signature of this type begins with the second in which it was made.
    boolean isTimed() {
        return this != ED25519;
    }

    /// Name of the algorithm in Java.
    String algorithm() {
        return algorithm;
    }

    /// What stands before the raw public key in its SubjectPublicKeyInfo (RFC 8410, RFC 9881).
    byte[] spkiPrefix() {
        return spkiPrefix.clone();
    }

    static Optional<KeyType> of(int number) {
        return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
    }
}
