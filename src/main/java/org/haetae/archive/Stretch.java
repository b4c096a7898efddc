package org.haetae.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Instant;
import org.haetae.ledger.Digest;

/// That the sealed files received at these positions of the ledger were read anew, and when.
///
/// @param endedAt when the last of them was read
/// @param from position from which on all receptions were read
/// @param to position before which they were; more than `from`
/// @param items how many they were
/// @param failed how many of them are not what was received; each of these has an entry of its own
/// @param deep whether they were unsealed and their plain bytes compared too
public record Stretch(
        Instant endedAt, long from, long to, long items, long bytes, int failed, boolean deep) {

    public Stretch {
        if (from < 0 || to <= from || items < 0 || failed < 0) {
            throw new IllegalArgumentException(
                    "receptions %d to %d, %d items; expected 0 <= from < to"
                            .formatted(from, to, items));
        }
    }

    /// What the ledger has of it: SHA-256 of these lines.
    Digest record() {
        return Digest.sha256(
                "haetae fixity v1\nfrom %d\nto %d\nitems %d\nbytes %d\nfailed %d\ndeep %s\n"
                        .formatted(from, to, items, bytes, failed, deep ? "yes" : "no")
                        .getBytes(US_ASCII));
    }
}
