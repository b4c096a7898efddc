package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/// What somebody outside said of a head of the log, once it was checked: that it was there at this
/// time. Of all the entries that the head covers it says that they are not younger; of the entry
/// that records it ([Act#ATTESTED]), and of all after that one, that they are not older.
///
/// @param by name of the witness's key, or of the authority as this home calls it
/// @param where file of the log in which it was found
/// @param size entries that the head covers
/// @param time by the clock of whoever said it
public record Attestation(Kind kind, String by, String where, long size, Instant time) {

    /// Who speaks, with the number that stands as the code of an [Act#ATTESTED] entry.
    public enum Kind {
        /// A witness: this head continues every one that it saw before (tlog-cosignature).
        COSIGNATURE(1),
        /// A timestamp authority: these bytes were shown to it at this time (RFC 3161).
        TIMESTAMP(2);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }
    }

    private static final byte[] NO_SALT = new byte[Commitment.SALT_BYTES];

    /// The object of the entry that records an answer for this head: the first 16 bytes of the
    /// SHA-256 of its text, so that whoever holds the head finds the entries.
    static UUID object(Checkpoint checkpoint) {
        ByteBuffer digest =
                ByteBuffer.wrap(Digest.sha256(checkpoint.text().getBytes(UTF_8)).bytes());
        return new UUID(digest.getLong(), digest.getLong());
    }

    /// The record of that entry. The answer lies in the log's folder for everyone to see, so its
    /// commitment has no secret: the salt is 32 zero bytes.
    ///
    /// @param answer SHA-256 of the answer's bytes, as docs/formats/ledger.md lays them down
    static Digest record(Digest answer) {
        return Commitment.record(NO_SALT, answer);
    }
}
