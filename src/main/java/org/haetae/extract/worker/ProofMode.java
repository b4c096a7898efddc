package org.haetae.extract.worker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.jcajce.JcaPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.haetae.extract.worker.Credentials.Verdict;
import org.jspecify.annotations.Nullable;

/// Checks a bundle as the ProofMode app makes it: a recording, a proof of what the phone knew then
/// under the recording's SHA-256, and OpenPGP signatures of both by a key that lies beside them.
///
/// That the key lies inside means: the bundle agrees with itself, and whoever made it could have
/// made it so at any time. Stamps of OpenTimestamps and attestations by makers of phones are told
/// as present; they need what is not here.
final class ProofMode {

    private static final String SCHEME = "proofmode";
    private static final Pattern PROOF =
            Pattern.compile("(?:.*/)?([0-9a-f]{64})\\.proof\\.(?:csv|json)");
    private static final Pattern SIGNATURE = Pattern.compile("(?:.*/)?([^/]+)\\.asc");
    private static final Pattern KEY = Pattern.compile("(?i)(?:.*/)?pub(?:lic)?key\\.asc");
    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 8L << 30;
    private static final int MOST_SMALL = 1 << 20;

    private final FileJob job;
    private final ZipFile zip;
    private final Credentials say;

    /// Last step of the name to entry; of two alike the first.
    private final Map<String, ZipArchiveEntry> entries = new LinkedHashMap<>();

    ProofMode(FileJob job, ZipFile zip, Credentials say) {
        this.job = job;
        this.zip = zip;
        this.say = say;
        Collections.list(zip.getEntries()).stream()
                .filter(one -> !one.isDirectory())
                .limit(MOST_ENTRIES)
                .forEach(one -> entries.putIfAbsent(last(one.getName()), one));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    static boolean isOne(ZipFile zip) {
        return Collections.list(zip.getEntries()).stream()
                .limit(MOST_ENTRIES)
                .anyMatch(one -> PROOF.matcher(one.getName()).matches());
    }

    void check() throws IOException {
        Map<String, String> recordings = digests();
        int bound = 0;
        for (String name : entries.keySet()) {
            Matcher proof = PROOF.matcher(name);
            if (proof.matches()) {
                if (recordings.containsKey(proof.group(1))) {
                    bound++;
                } else {
                    say.found(SCHEME, Verdict.BROKEN, "recording", name);
                }
            }
        }
        if (bound > 0) {
            say.found(SCHEME, Verdict.PROVED, "recording", Integer.toString(bound));
        }
        signatures(recordings);
        tell(".ots", "opentimestamps");
        tell(".gst", "attestation");
        tell(".devicecheck", "attestation");
    }

    private void tell(String ending, String code) {
        long count = entries.keySet().stream().filter(name -> name.endsWith(ending)).count();
        if (count > 0) {
            say.found(SCHEME, Verdict.UNPROVED, code, Long.toString(count));
        }
    }

    /// SHA-256 to name, of everything that is no proof, key or signature.
    private Map<String, String> digests() throws IOException {
        Map<String, String> digests = new LinkedHashMap<>();
        long left = MOST_BYTES;
        byte[] buffer = new byte[64 << 10];
        for (var entry : entries.entrySet()) {
            if (entry.getKey().endsWith(".asc") || PROOF.matcher(entry.getKey()).matches()) {
                continue;
            }
            MessageDigest digest = sha256();
            try (InputStream in = zip.getInputStream(entry.getValue())) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                    left -= read;
                    if (left < 0 || job.overTime()) {
                        say.found(SCHEME, Verdict.UNPROVED, "too-large", "");
                        return digests;
                    }
                }
            }
            digests.put(HexFormat.of().formatHex(digest.digest()), entry.getKey());
        }
        return digests;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- OpenPGP (RFC 9580)

    private void signatures(Map<String, String> recordings) throws IOException {
        List<PGPPublicKey> keys = keys();
        int held = 0;
        for (var entry : entries.entrySet()) {
            Matcher name = SIGNATURE.matcher(entry.getKey());
            if (!name.matches() || KEY.matcher(entry.getKey()).matches()) {
                continue;
            }
            // A recording is signed under its digest, a proof under its own name.
            String of = recordings.getOrDefault(name.group(1), name.group(1));
            @Nullable ZipArchiveEntry signed = entries.get(of);
            if (signed == null) {
                say.found(SCHEME, Verdict.BROKEN, "signed-missing", entry.getKey());
            } else if (keys.isEmpty()) {
                say.found(SCHEME, Verdict.UNPROVED, "no-key", entry.getKey());
            } else if (verify(entry.getValue(), signed, keys)) {
                held++;
            } else {
                say.found(SCHEME, Verdict.BROKEN, "signature", of);
            }
        }
        if (held > 0) {
            say.found(SCHEME, Verdict.PROVED, "signatures", Integer.toString(held));
            for (PGPPublicKey key : keys) {
                if (key.isMasterKey()) {
                    say.found(
                            SCHEME,
                            Verdict.UNPROVED,
                            "signer",
                            HexFormat.of().withUpperCase().formatHex(key.getFingerprint()));
                }
            }
        }
    }

    private List<PGPPublicKey> keys() throws IOException {
        List<PGPPublicKey> keys = new ArrayList<>();
        for (var entry : entries.entrySet()) {
            if (KEY.matcher(entry.getKey()).matches()) {
                try (InputStream in =
                        PGPUtil.getDecoderStream(
                                new ByteArrayInputStream(small(entry.getValue())))) {
                    for (PGPPublicKeyRing ring :
                            new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator())) {
                        ring.getPublicKeys().forEachRemaining(keys::add);
                    }
                } catch (PGPException | RuntimeException unreadable) {
                    say.found(SCHEME, Verdict.BROKEN, "key", entry.getKey());
                }
            }
        }
        return keys;
    }

    private byte[] small(ZipArchiveEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(MOST_SMALL + 1);
            if (bytes.length > MOST_SMALL) {
                throw new IOException("a key or signature of that length is none");
            }
            return bytes;
        }
    }

    private boolean verify(
            ZipArchiveEntry signature, ZipArchiveEntry signed, List<PGPPublicKey> keys)
            throws IOException {
        try (InputStream in =
                PGPUtil.getDecoderStream(new ByteArrayInputStream(small(signature)))) {
            if (!(new JcaPGPObjectFactory(in).nextObject() instanceof PGPSignatureList list)
                    || list.isEmpty()) {
                return false;
            }
            PGPSignature one = list.get(0);
            Optional<PGPPublicKey> key =
                    keys.stream().filter(any -> any.getKeyID() == one.getKeyID()).findFirst();
            if (key.isEmpty()) {
                return false;
            }
            one.init(new BcPGPContentVerifierBuilderProvider(), key.get());
            try (InputStream bytes = zip.getInputStream(signed)) {
                byte[] buffer = new byte[64 << 10];
                long left = MOST_BYTES;
                for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                    one.update(buffer, 0, read);
                    left -= read;
                    if (left < 0 || job.overTime()) {
                        throw new IOException("larger than is checked");
                    }
                }
            }
            return one.verify();
        } catch (PGPException | RuntimeException unreadable) {
            return false;
        }
    }
}
