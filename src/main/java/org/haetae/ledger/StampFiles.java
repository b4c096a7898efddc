package org.haetae.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The files of one timestamp in the folder of a log, under `timestamps/<size>/`.
///
/// @param size entries of the head that was stamped
/// @param authority what the home calls who stamped it
record StampFiles(long size, String authority) {

    /// Folder of all timestamps.
    static final String FOLDER = "timestamps";

    /// A name that may be a file's.
    static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,40}");

    private static final List<String> ENDINGS = List.of(".tsq", ".tsr", ".pem", ".crl");
    private static final Pattern FILE =
            Pattern.compile(
                    FOLDER
                            + "/(0|[1-9][0-9]{0,17})/(?:checkpoint|("
                            + NAME.pattern()
                            + ")\\.(?:tsq|tsr|pem|crl))");

    StampFiles {
        if (size < 0 || !NAME.matcher(authority).matches()) {
            throw new IllegalArgumentException(
                    "timestamp of %d entries by \"%s\"; expected a name of small letters, digits and hyphens"
                            .formatted(size, authority));
        }
    }

    /// Whether a file of a log may lie where it does.
    static boolean isOne(String path) {
        // What is being written has another ending until it is whole.
        return FILE.matcher(path.endsWith(".new") ? path.substring(0, path.length() - 4) : path)
                .matches();
    }

    /// Every timestamp whose response lies in the folder.
    static List<StampFiles> in(LogFolder folder) {
        List<StampFiles> stamps = new ArrayList<>();
        for (String path : folder.files(FOLDER)) {
            var file = FILE.matcher(path);
            if (file.matches() && path.endsWith(".tsr")) {
                stamps.add(new StampFiles(Long.parseLong(file.group(1)), file.group(2)));
            }
        }
        return stamps;
    }

    /// Exactly what was stamped: the head with the signatures that it had then.
    String checkpoint() {
        return FOLDER + "/" + size + "/checkpoint";
    }

    String query() {
        return path(".tsq");
    }

    String response() {
        return path(".tsr");
    }

    /// The certificates, the signer's first.
    String certificates() {
        return path(".pem");
    }

    /// Revocation lists; there may be none.
    String revocations() {
        return path(".crl");
    }

    /// All of them.
    List<String> files() {
        List<String> files = new ArrayList<>(List.of(checkpoint()));
        ENDINGS.forEach(ending -> files.add(path(ending)));
        return files;
    }

    private String path(String ending) {
        return FOLDER + "/" + size + "/" + authority + ending;
    }

    /// What an entry commits to: the stamp and all that was kept with it, as `sha256sum` would
    /// print it of these files in this order, those that are there.
    Digest answer(LogFolder folder) {
        StringBuilder lines = new StringBuilder();
        for (String file : files()) {
            folder.read(file)
                    .ifPresent(
                            bytes ->
                                    lines.append(Digest.sha256(bytes))
                                            .append("  ")
                                            .append(file)
                                            .append('\n'));
        }
        return Digest.sha256(lines.toString().getBytes(UTF_8));
    }

    /// Verifies the stamp with what lies beside it and the checker's roots.
    Timestamp.Verified verify(LogFolder folder, Collection<X509Certificate> roots)
            throws Timestamp.Refusal {
        byte[] none = new byte[0];
        List<X509Certificate> certificates;
        List<X509CRL> revocations;
        try {
            certificates = Timestamp.certificates(folder.read(certificates()).orElse(none));
            revocations = Timestamp.revocations(folder.read(revocations()).orElse(none));
        } catch (IllegalArgumentException e) {
            throw new Timestamp.Refusal(
                    Timestamp.Fault.MALFORMED,
                    String.valueOf(e.getMessage()),
                    "certificates and revocation lists as they were kept");
        }
        return Timestamp.verify(
                folder.read(checkpoint()).orElse(none),
                folder.read(query()).orElse(none),
                folder.read(response()).orElse(none),
                certificates,
                revocations,
                roots);
    }

    /// When the response claims to have been made; empty when there is none that can be read.
    Optional<Attestation> claimed(LogFolder folder) {
        Optional<byte[]> response = folder.read(response());
        if (response.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Attestation(
                            Attestation.Kind.TIMESTAMP,
                            authority,
                            response(),
                            size,
                            Timestamp.claimedTime(response.get())));
        } catch (Timestamp.Refusal e) {
            return Optional.empty(); // verify names it
        }
    }
}
