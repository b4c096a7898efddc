package org.haetae.ledger;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Verifies timestamps that left a log without the rest of it: files as they lie in its folder,
/// under `timestamps/<size>/` (docs/formats/ledger.md). What they are about has to be believed by
/// its own signatures besides.
public final class TimestampCheck {

    private TimestampCheck() {}

    /// A stamp that holds.
    ///
    /// @param authority what the home calls who made it
    /// @param time by the authority's clock
    /// @param head the bytes that were stamped: a signed checkpoint
    public record Stamped(String authority, Instant time, byte[] head) {}

    /// The certificates of a PEM file, such as a checker's roots.
    ///
    /// @throws IllegalArgumentException when it holds something else
    public static List<X509Certificate> roots(byte[] pem) {
        return Timestamp.certificates(pem);
    }

    /// The heads in a log's folder that were stamped, by the names of their files, the newest last.
    public static List<String> heads(LogFolder folder) {
        return StampFiles.in(folder).stream()
                .sorted(java.util.Comparator.comparingLong(StampFiles::size))
                .map(StampFiles::checkpoint)
                .distinct()
                .toList();
    }

    /// The files of every stamp in the folder, by their names, whether they are there or not.
    public static List<String> files(LogFolder folder) {
        return StampFiles.in(folder).stream().flatMap(stamp -> stamp.files().stream()).toList();
    }

    /// Every stamp in the folder that holds; what is wrong with the others is told.
    ///
    /// @param roots of authorities, had from elsewhere; without any nothing is verified, which is
    ///   told too
    public static List<Stamped> run(
            LogFolder folder, List<X509Certificate> roots, Consumer<Finding> found) {
        List<Stamped> stamped = new ArrayList<>();
        for (StampFiles stamp : StampFiles.in(folder)) {
            Optional<byte[]> head = folder.read(stamp.checkpoint());
            if (head.isEmpty()) {
                found.accept(
                        LedgerCode.TIMESTAMP_MALFORMED.at(
                                stamp.response(), "no head beside it", "the stamped head"));
            } else if (roots.isEmpty()) {
                found.accept(
                        LedgerCode.TIMESTAMP_UNTRUSTED.at(
                                stamp.response(),
                                "no roots to check it with",
                                "roots had from elsewhere"));
            } else {
                try {
                    Timestamp.Verified verified = stamp.verify(folder, roots);
                    stamped.add(new Stamped(stamp.authority(), verified.time(), head.get()));
                    if (!verified.revocationKnown()) {
                        found.accept(
                                LedgerCode.TIMESTAMP_REVOCATION_UNKNOWN.at(
                                        stamp.response(),
                                        "no revocation list of each issuer that speaks of "
                                                + verified.time(),
                                        "a list for each certificate"));
                    }
                } catch (Timestamp.Refusal e) {
                    found.accept(code(e.fault()).at(stamp.response(), e.found(), e.expected()));
                }
            }
        }
        return List.copyOf(stamped);
    }

    static LedgerCode code(Timestamp.Fault fault) {
        return switch (fault) {
            case MALFORMED -> LedgerCode.TIMESTAMP_MALFORMED;
            case WRONG -> LedgerCode.TIMESTAMP_WRONG;
            case UNTRUSTED -> LedgerCode.TIMESTAMP_UNTRUSTED;
            case REVOKED -> LedgerCode.TIMESTAMP_REVOKED;
        };
    }
}
