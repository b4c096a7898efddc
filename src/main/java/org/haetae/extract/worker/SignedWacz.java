package org.haetae.extract.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.haetae.extract.worker.Credentials.Verdict;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Checks a web archive in WACZ 1.1.1: every digest of `datapackage.json`, the digest of that in
/// `datapackage-digest.json`, and its signature (WACZ Signing and Verification 0.1.0, section
/// "Verification", whose step numbers stand below).
///
/// No root is known here: that the certificate was given for a domain, and the stamp by an
/// authority, is told and not proved.
final class SignedWacz {

    private static final String SCHEME = "wacz";
    private static final String PACKAGE = "datapackage.json";
    private static final String DIGEST = "datapackage-digest.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_ENTRIES = 200_000;
    private static final int MOST_JSON = 64 << 20;
    private static final Duration LATEST = Duration.ofMinutes(10);

    private final FileJob job;
    private final ZipFile zip;
    private final Credentials say;
    private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

    SignedWacz(FileJob job, ZipFile zip, Credentials say) {
        this.job = job;
        this.zip = zip;
        this.say = say;
    }

    static boolean isOne(ZipFile zip) {
        return zip.getEntry(PACKAGE) != null
                && Collections.list(zip.getEntries()).stream()
                        .limit(MOST_ENTRIES)
                        .anyMatch(one -> one.getName().startsWith("archive/"));
    }

    void check() throws IOException {
        for (ZipArchiveEntry one : Collections.list(zip.getEntries())) {
            // Of two members of one name a reader takes either: neither can be vouched for.
            if (!one.isDirectory() && entries.put(one.getName(), one) != null) {
                say.found(SCHEME, Verdict.BROKEN, "name-twice", one.getName());
                return;
            }
        }
        try {
            byte[] described = read(PACKAGE);
            resources(JSON.readTree(described));
            if (entries.containsKey(DIGEST)) {
                digest(JSON.readTree(read(DIGEST)), described);
            } else {
                say.found(SCHEME, Verdict.UNPROVED, "no-digest", "");
            }
        } catch (JacksonException | IllegalArgumentException malformed) {
            say.found(SCHEME, Verdict.BROKEN, "malformed", "");
        }
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = zip.getInputStream(entries.get(name))) {
            byte[] bytes = in.readNBytes(MOST_JSON + 1);
            if (bytes.length > MOST_JSON) {
                throw new IllegalArgumentException("larger than is read");
            }
            return bytes;
        }
    }

    // ---- step 1: the package

    private void resources(JsonNode described) throws IOException {
        int held = 0;
        List<String> open = new ArrayList<>(entries.keySet());
        open.removeAll(List.of(PACKAGE, DIGEST));
        for (JsonNode one : described.path("resources")) {
            String path = one.path("path").asString("");
            @Nullable ZipArchiveEntry entry = entries.get(path);
            if (entry == null) {
                say.found(SCHEME, Verdict.BROKEN, "file-missing", path);
                continue;
            }
            open.remove(path);
            Stated stated = Stated.of(one);
            if (!stated.hash().startsWith("sha256:")) {
                say.found(SCHEME, Verdict.UNPROVED, "hash-kind", path);
                continue;
            }
            String found = "sha256:" + sha256(entry, stated.bytes());
            if (job.overTime()) { // it was not read to its end
                say.found(SCHEME, Verdict.UNPROVED, "too-large", "");
                return;
            }
            if (stated.hash().equals(found)) {
                held++;
            } else {
                say.found(SCHEME, Verdict.BROKEN, "file", path);
            }
        }
        for (String stray : open) {
            say.found(SCHEME, Verdict.BROKEN, "file-unlisted", stray);
        }
        if (held > 0) { // of none nothing is proved
            say.found(SCHEME, Verdict.PROVED, "files", Integer.toString(held));
        }
    }

    /// What a package says of one of its files.
    ///
    /// @param hash with its kind before it
    /// @param bytes -1 when it says none
    private record Stated(String hash, long bytes) {

        /// Until WACZ 1.1 packers put both below `stats`, with the kind in `hashing`.
        static Stated of(JsonNode resource) {
            JsonNode older = resource.path("stats");
            String hash = resource.path("hash").asString(older.path("hash").asString(""));
            String kind = resource.path("hashing").asString("");
            return new Stated(
                    (hash.contains(":") || kind.isEmpty() ? hash : kind + ":" + hash)
                            .toLowerCase(Locale.ROOT),
                    resource.path("bytes").asLong(older.path("bytes").asLong(-1)));
        }
    }

    /// Stops one byte after what is stated: no member is unpacked further than its description
    /// says.
    private String sha256(ZipArchiveEntry entry, long stated) throws IOException {
        MessageDigest digest = ProofMode.sha256();
        byte[] buffer = new byte[64 << 10];
        long count = 0;
        try (InputStream in = zip.getInputStream(entry)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                count += read;
                if (stated >= 0 && count > stated || job.overTime()) {
                    return "";
                }
            }
        }
        return stated >= 0 && count != stated ? "" : HexFormat.of().formatHex(digest.digest());
    }

    // ---- steps 2 to 10: the signature

    private void digest(JsonNode digest, byte[] described) {
        String right = "sha256:" + HexFormat.of().formatHex(ProofMode.sha256().digest(described));
        boolean same = right.equals(digest.path("hash").asString(""));
        say.found(SCHEME, same ? Verdict.PROVED : Verdict.BROKEN, "package", "");
        JsonNode signed = digest.path("signedData");
        if (!signed.isObject()) {
            say.found(SCHEME, Verdict.UNPROVED, "no-signature", "");
            return;
        }
        String hash = signed.path("hash").asString("");
        if (!hash.equals(right)) {
            say.found(SCHEME, Verdict.BROKEN, "signed-other", "");
        }
        if (signed.has("domainCert")) {
            byDomain(signed, hash);
        } else if (signed.has("publicKey")) {
            byKey(signed, hash);
        } else {
            say.found(SCHEME, Verdict.BROKEN, "malformed", "");
        }
    }

    private void byKey(JsonNode signed, String hash) {
        try {
            byte[] encoded = base64(signed, "publicKey");
            PublicKey key =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            boolean holds = verify(key, hash, base64(signed, "signature"));
            say.found(SCHEME, holds ? Verdict.PROVED : Verdict.BROKEN, "signature", "");
            say.found(
                    SCHEME,
                    Verdict.UNPROVED,
                    "key",
                    HexFormat.of().formatHex(ProofMode.sha256().digest(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            say.found(SCHEME, Verdict.BROKEN, "signature", "");
        }
        say.found(SCHEME, Verdict.UNPROVED, "created", signed.path("created").asString(""));
    }

    private void byDomain(JsonNode signed, String hash) {
        String domain = signed.path("domain").asString("");
        try {
            List<X509Certificate> chain = chain(signed.path("domainCert").asString(""));
            boolean holds =
                    verify(chain.getFirst().getPublicKey(), hash, base64(signed, "signature"));
            say.found(SCHEME, holds ? Verdict.PROVED : Verdict.BROKEN, "signature", "");
            boolean named = names(chain.getFirst()).contains(domain);
            say.found(SCHEME, named ? Verdict.UNPROVED : Verdict.BROKEN, "domain", domain);
        } catch (GeneralSecurityException | IllegalArgumentException wrong) {
            say.found(SCHEME, Verdict.BROKEN, "signature", "");
        }
        stamp(signed);
    }

    private void stamp(JsonNode signed) {
        try {
            TimeStampToken token = token(base64(signed, "timeSignature"));
            X509Certificate authority = chain(signed.path("timestampCert").asString("")).getFirst();
            token.validate(
                    new JcaSimpleSignerInfoVerifierBuilder()
                            .build(new X509CertificateHolder(authority.getEncoded())));
            byte[] signature = signed.path("signature").asString("").getBytes(UTF_8);
            boolean of =
                    token.getTimeStampInfo().getMessageImprintAlgOID().equals(TSPAlgorithms.SHA256)
                            && MessageDigest.isEqual(
                                    token.getTimeStampInfo().getMessageImprintDigest(),
                                    ProofMode.sha256().digest(signature));
            Instant at = token.getTimeStampInfo().getGenTime().toInstant();
            say.found(SCHEME, of ? Verdict.PROVED : Verdict.BROKEN, "stamp", "");
            if (of) {
                say.found(
                        SCHEME,
                        Verdict.UNPROVED,
                        "stamp-time",
                        at + "; " + authority.getSubjectX500Principal().getName());
            }
            Instant created = Instant.parse(signed.path("created").asString(""));
            if (Duration.between(created, at).abs().compareTo(LATEST) > 0) {
                say.found(SCHEME, Verdict.BROKEN, "created", created.toString());
            }
        } catch (GeneralSecurityException
                | IOException
                | TSPException
                | OperatorCreationException
                | DateTimeParseException
                | IllegalArgumentException wrong) {
            say.found(SCHEME, Verdict.BROKEN, "stamp", "");
        }
    }

    /// A whole response, as signers keep it, or the token alone.
    private static TimeStampToken token(byte[] bytes) throws TSPException, IOException {
        try {
            @Nullable TimeStampToken token = new TimeStampResponse(bytes).getTimeStampToken();
            if (token != null) {
                return token;
            }
        } catch (TSPException | IOException notAResponse) {
            // Then it is a token, or nothing.
        }
        try {
            return new TimeStampToken(new org.bouncycastle.cms.CMSSignedData(bytes));
        } catch (org.bouncycastle.cms.CMSException e) {
            throw new IOException("no token", e);
        }
    }

    private static byte[] base64(JsonNode signed, String name) {
        return Base64.getMimeDecoder().decode(signed.path(name).asString(""));
    }

    /// The signature is of the text `sha256:...`: in DER by servers, two numbers side by side by
    /// browsers.
    private static boolean verify(PublicKey key, String hash, byte[] signature)
            throws GeneralSecurityException {
        for (String kind : List.of("SHA256withECDSA", "SHA256withECDSAinP1363Format")) {
            try {
                Signature verifier = Signature.getInstance(kind);
                verifier.initVerify(key);
                verifier.update(hash.getBytes(UTF_8));
                if (verifier.verify(signature)) {
                    return true;
                }
            } catch (java.security.SignatureException otherForm) {
                // The other form may fit.
            }
        }
        return false;
    }

    private static List<X509Certificate> chain(String pem) throws GeneralSecurityException {
        List<X509Certificate> chain =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))
                        .stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
        return chain;
    }

    private static List<String> names(X509Certificate certificate)
            throws CertificateParsingException {
        List<String> names = new ArrayList<>();
        for (String step : certificate.getSubjectX500Principal().getName().split(",")) {
            if (step.strip().startsWith("CN=")) {
                names.add(step.strip().substring(3));
            }
        }
        var others = certificate.getSubjectAlternativeNames();
        if (others != null) {
            others.forEach(one -> names.add(one.get(1).toString()));
        }
        return names;
    }
}
